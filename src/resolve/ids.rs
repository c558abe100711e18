//! Ids: no two documents have the same one, and no two essays the same name.

use std::collections::{BTreeMap, HashMap};

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Document;
use crate::model::edition::Essay;
use crate::source::{SourceId, Sources, Span};

/// The documents whose ids differ. Of two with one id the first stays; `documents` are in the order of
/// their files, so that it is the same one in every run.
pub fn documents<D: AsRef<Document>>(
    documents: Vec<D>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<D> {
    let mut first = HashMap::with_capacity(documents.len());
    let mut kept = Vec::with_capacity(documents.len());
    for given in documents {
        let document = given.as_ref();
        let span = document.title.span.unwrap_or_else(|| start(document.source, sources));
        match first.get(&document.id) {
            None => {
                first.insert(document.id.clone(), span);
                kept.push(given);
            }
            Some(taken) => {
                let what = format!("documents have the id `{}`", document.id);
                let found = same("duplicate-id", &what, *taken, span, sources);
                diagnostics.push(found.hint(remedy(taken.source, document.source, sources)));
            }
        }
    }
    kept
}

/// What can be done; a file of TEI has no front matter.
fn remedy(first: SourceId, second: SourceId, sources: &Sources) -> &'static str {
    let is_tei = |source: SourceId| sources.get(source).extension() == "xml";
    match (is_tei(first), is_tei(second)) {
        (false, false) => "give one of them another `id` in its front matter, or rename its file",
        (true, true) => {
            "rename one of the files, or, where it holds several documents, give this one another `xml:id`"
        }
        _ => {
            "rename one of the files, or give the transcription another `id` in its front matter, or the document in \
             the file of TEI another `xml:id`"
        }
    }
}

/// The essays whose names differ.
pub fn essays(essays: Vec<Essay>, sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<Essay> {
    let mut first = BTreeMap::new();
    let mut kept = Vec::with_capacity(essays.len());
    for essay in essays {
        let span = start(essay.source, sources);
        match first.get(&essay.name) {
            None => {
                first.insert(essay.name.clone(), span);
                kept.push(essay);
            }
            Some(taken) => diagnostics.push(
                same(
                    "duplicate-page",
                    &format!("pages have the name `{}`", essay.name),
                    *taken,
                    span,
                    sources,
                )
                .hint("rename one of the two files"),
            ),
        }
    }
    kept
}

fn same(code: &'static str, what: &str, first: Span, second: Span, sources: &Sources) -> Diagnostic {
    let path = |span: Span| sources.get(span.source).path();
    let message = format!("two {what}: `{}` and `{}`", path(first), path(second));
    Diagnostic::error(code, message).at(second).related(first, "the first one is here")
}

fn start(source: SourceId, sources: &Sources) -> Span {
    sources.get(source).span(0..0)
}

#[cfg(test)]
mod tests {
    use crate::diag::Diagnostics;
    use crate::model::document::Document;
    use crate::model::edition::Essay;
    use crate::model::id::Id;
    use crate::resolve::ids::{documents, essays};
    use crate::source::Sources;

    fn messages(diagnostics: &Diagnostics) -> Vec<&str> {
        diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect()
    }

    #[test]
    fn the_second_of_two_documents_stays_out() {
        #[track_caller]
        fn check(ids: &[&str], kept: &[&str], said: &[&str]) {
            let mut sources = Sources::default();
            let given = ids.iter().enumerate().map(|(at, id)| {
                let source = sources.add(format!("content/documents/{at}.md"), Vec::new());
                Document::new(Id::new(id).unwrap(), source)
            });
            let given = given.collect();
            let mut diagnostics = Diagnostics::default();
            let found = documents(given, &sources, &mut diagnostics);
            assert_eq!(found.iter().map(|document| document.id.as_str()).collect::<Vec<_>>(), kept);
            assert_eq!(messages(&diagnostics), said);
            assert!(diagnostics.iter().all(|it| it.span.is_some() && it.related.len() == 1));
        }
        check(&["a", "b"], &["a", "b"], &[]);
        check(
            &["a", "b", "A"],
            &["a", "b"],
            &["two documents have the id `a`: `content/documents/0.md` and `content/documents/2.md`"],
        );
        check(
            &["a", "a", "a"],
            &["a"],
            &[
                "two documents have the id `a`: `content/documents/0.md` and `content/documents/1.md`",
                "two documents have the id `a`: `content/documents/0.md` and `content/documents/2.md`",
            ],
        );
    }

    #[test]
    fn the_second_of_two_essays_stays_out() {
        let mut sources = Sources::default();
        let mut given = Vec::new();
        for path in ["a b.md", "a-b.md"] {
            let source = sources.add(path, Vec::new());
            given.push(Essay { name: "a-b".to_owned(), title: None, text: path.to_owned(), source });
        }
        let mut diagnostics = Diagnostics::default();
        let found = essays(given, &sources, &mut diagnostics);
        assert_eq!(found.iter().map(|essay| essay.text.as_str()).collect::<Vec<_>>(), ["a b.md"]);
        assert_eq!(messages(&diagnostics), ["two pages have the name `a-b`: `a b.md` and `a-b.md`"]);
    }
}
