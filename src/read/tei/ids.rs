//! The ids of the documents of one file. They are made of the file's name and of what stands in the file, so that no other
//! file can change them.

use std::collections::BTreeSet;

use deunicode::deunicode;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Document;
use crate::model::id::{Id, LONGEST};
use crate::read::tei::node::id;
use crate::read::tei::parts::Found;
use crate::source::Source;

/// Room for the number of a document at the end of its id.
const ROOM: usize = 12;

/// The id of the file's name where it has one document; else for each of them `<stem>-<xml:id or n>`, or its number in
/// the file. Where two are written alike, the later one has its number besides.
pub fn ids(
    source: &Source,
    stem: Id<Document>,
    found: &[Found<'_, '_>],
    diagnostics: &mut Diagnostics,
) -> Vec<Id<Document>> {
    if found.len() < 2 {
        return found.iter().map(|_| stem.clone()).collect();
    }
    nameless(source, found, diagnostics);
    let wanted: Vec<Id<Document>> =
        found.iter().enumerate().map(|(at, one)| wanted(stem.as_str(), one.own.as_deref(), at + 1)).collect();
    // What someone else is called must not be taken by a number.
    let mut taken: BTreeSet<Id<Document>> = wanted.iter().cloned().collect();
    let mut first: BTreeSet<Id<Document>> = BTreeSet::new();
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let mut ids = Vec::with_capacity(found.len());
    for (at, (one, wanted)) in found.iter().zip(wanted).enumerate() {
        let named = one.own.as_deref().filter(|own| one.matter.is_none() || id(one.text) == Some(own));
        let twice = named.filter(|own| !said.insert(own));
        if first.insert(wanted.clone()) {
            ids.push(wanted);
            continue;
        }
        let id = numbered(&wanted, at + 1, &taken);
        if let Some(own) = twice {
            let message =
                format!("two documents of this file are called `{own}`; the later one is `{id}` here");
            let warning = Diagnostic::warning("same-name", message).at(source.span(one.text.range()));
            diagnostics
                .push(warning.hint("give one of them another `xml:id` (or `n`, where it has no `xml:id`)"));
        }
        taken.insert(id.clone());
        ids.push(id);
    }
    ids
}

/// Documents without a name are called by their place: one that comes before them takes the address of the next.
fn nameless(source: &Source, found: &[Found<'_, '_>], diagnostics: &mut Diagnostics) {
    let mut nameless = found.iter().filter(|one| one.own.is_none());
    let Some(first) = nameless.next() else { return };
    let start = first.text.range().start;
    let length = source.text().get(start..).and_then(|rest| rest.find('>')).map_or(1, |at| at + 1);
    let others = match nameless.count() {
        0 => String::new(),
        1 => ", and so has another one in this file".to_owned(),
        others => format!(", and so have {others} others in this file"),
    };
    let message = format!(
        "this document has neither `xml:id` nor `n`, and its address is its place in the file{others}"
    );
    let warning = Diagnostic::warning("named-by-place", message).at(source.span(start..start + length));
    diagnostics.push(warning.hint(
        "give it an `xml:id` before you publish: one that is put in before it would take its address, and citations would lead to another text",
    ));
}

/// The id without a look at the others. Letters of other scripts are written in Latin ones, so that few are alike.
fn wanted(stem: &str, own: Option<&str>, number: usize) -> Id<Document> {
    let own = own.map(in_latin).filter(|own| own.contains(|c: char| c.is_ascii_alphanumeric()));
    let own = own.unwrap_or_else(|| number.to_string());
    Id::cut(&format!("{stem}-{own}"))
        .or_else(|_| Id::cut(&format!("{stem}-document-{number}")))
        .unwrap_or_else(|_| Id::unnamed())
}

/// A soft sign or an apostrophe parts no word.
fn in_latin(own: &str) -> String {
    if own.is_ascii() { own.to_owned() } else { deunicode(own).replace(['\'', '"'], "") }
}

fn numbered(wanted: &Id<Document>, number: usize, taken: &BTreeSet<Id<Document>>) -> Id<Document> {
    let short = wanted.as_str().get(..LONGEST - ROOM).unwrap_or(wanted.as_str());
    let numbered = |zeros: usize| Id::cut(&format!("{short}-{number:0zeros$}"));
    let free = (0..ROOM).filter_map(|zeros| numbered(zeros).ok()).find(|id| !taken.contains(id));
    free.unwrap_or_else(|| wanted.clone())
}

#[cfg(test)]
mod tests {
    use crate::diag::Diagnostics;
    use crate::model::id::Id;
    use crate::read::tei::{ids, parts};
    use crate::source::Sources;

    #[track_caller]
    fn check(names: &[&str], expected: &[&str], warnings: usize) {
        let documents: String =
            names.iter().map(|name| format!("<div type='document' xml:id='{name}'><p>a</p></div>")).collect();
        let mut sources = Sources::default();
        let text = format!("<text><body>{documents}</body></text>");
        let id = sources.add("v.xml", format!("<TEI>{text}</TEI>").into_bytes());
        let tree = roxmltree::Document::parse(sources.get(id).text()).unwrap();
        let mut said = Diagnostics::default();
        let found = parts::find(tree.root_element());
        let ids = ids::ids(sources.get(id), Id::new("v").unwrap(), &found, &mut said);
        assert_eq!(ids.iter().map(Id::as_str).collect::<Vec<_>>(), expected);
        assert_eq!(said.iter().count(), warnings);
    }

    #[test]
    fn no_two_documents_of_a_file_have_one_id() {
        check(&["d1", "d2"], &["v-d1", "v-d2"], 0);
        check(&["d1", "D1", "D-1"], &["v-d1", "v-d1-2", "v-d-1"], 0);
        check(&["письмо", "письма", "Müller"], &["v-pismo", "v-pisma", "v-muller"], 0);
        check(&["d1", "d1"], &["v-d1", "v-d1-2"], 1);
        check(&["d", "D", "d-2"], &["v-d", "v-d-02", "v-d-2"], 0);
        check(&["_", "_.", "-"], &["v-1", "v-2", "v-3"], 0);
        let long = "a".repeat(200);
        let (one, other) = (format!("v-{}", "a".repeat(118)), format!("v-{}-2", "a".repeat(106)));
        check(&[&long, &format!("{long}b")], &[&one, &other], 0);
    }
}
