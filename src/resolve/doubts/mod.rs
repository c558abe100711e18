//! What an editor should look at before others do: what is missing, what was guessed, what disagrees. This
//! room changes nothing.

mod damage;
mod dates;
mod guesses;
mod hosts;
mod lives;
mod names;
mod several;

use std::ops::Range;

use crate::diag::Diagnostics;
use crate::model::document::Document;
use crate::source::{Source, Span};

pub use self::damage::damage;
pub use self::lives::lives;
pub use self::names::{Guess, names};

/// Reports everything about one document that an editor may want to look at.
pub fn document(document: &Document, source: &Source, diagnostics: &mut Diagnostics) {
    hosts::check(document, source, diagnostics);
    if document.matter().is_some() {
        return;
    }
    dates::check(document, source, diagnostics);
    several::check(document, source, diagnostics);
    guesses::check(document, source, diagnostics);
}

/// Where the source says this, be it over several lines; else where the document is headed.
pub(in crate::resolve) fn place(document: &Document, source: &Source, said: &str) -> Span {
    match find(source.text(), said) {
        Some(range) => source.span(range),
        None => head(document, source),
    }
}

fn find(text: &str, said: &str) -> Option<Range<usize>> {
    let first = said.split_whitespace().next()?;
    text.match_indices(first).find_map(|(start, _)| {
        let mut rest = text.get(start..)?;
        for word in said.split_whitespace() {
            rest = rest.trim_start().strip_prefix(word)?;
        }
        Some(start..text.len() - rest.len())
    })
}

/// The title where it has a place, else the start of the source.
pub(in crate::resolve) fn head(document: &Document, source: &Source) -> Span {
    document.title.span.unwrap_or_else(|| source.span(0..0))
}

#[cfg(test)]
mod tests {
    use crate::diag::Diagnostics;
    use crate::model::date::{Date, DateKind, DatedEvent, Edtf};
    use crate::model::document::Document;
    use crate::model::id::Id;
    use crate::resolve::doubts::find;
    use crate::source::{Source, Sources};

    /// What `look` finds in the document that `make` has made, with place, severity and code.
    #[track_caller]
    pub(super) fn check(
        text: &str,
        make: impl FnOnce(&mut Document),
        look: fn(&Document, &Source, &mut Diagnostics),
        expected: &[&str],
    ) {
        let mut sources = Sources::default();
        let id = sources.add("a.md", text.into());
        let source = sources.get(id);
        let mut document = Document::new(Id::new("a").unwrap(), id);
        make(&mut document);
        let mut diagnostics = Diagnostics::default();
        look(&document, source, &mut diagnostics);
        let found: Vec<String> = diagnostics
            .iter()
            .map(|it| {
                let place = it.span.map(|span| source.position(span.start).to_string()).unwrap_or_default();
                format!("{place} {} {}: {}", it.severity.name(), it.code, it.message)
            })
            .collect();
        assert_eq!(found, expected);
        assert!(diagnostics.iter().all(|it| !it.hints.is_empty()));
    }

    #[test]
    fn finds_what_a_source_says() {
        #[track_caller]
        fn check(text: &str, said: &str, expected: Option<&str>) {
            assert_eq!(find(text, said).and_then(|range| text.get(range)), expected);
        }
        check(
            "a chair, a\nChairman of  \nthe Cabinet.",
            "Chairman of the Cabinet",
            Some("Chairman of  \nthe Cabinet"),
        );
        check("Кима, Ким Ир Сен", "Ким Ир Сен", Some("Ким Ир Сен"));
        check("Chairman", "Chairman of", None);
        check("text", "", None);
        check("", "text", None);
    }

    pub(super) fn date(written: &str, edtf: &str) -> Date {
        Date { written: written.to_owned(), edtf: Edtf::new(edtf) }
    }

    pub(super) fn event(kind: &str, written: &str, edtf: &str) -> DatedEvent {
        DatedEvent { kind: DateKind::from_name(kind), date: date(written, edtf), time: None }
    }
}
