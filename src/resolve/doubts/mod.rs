//! What an editor should look at before others do: what is missing, what was guessed, what disagrees. This
//! room changes nothing.

mod citation;
mod damage;
mod dates;
mod guesses;
mod hosts;

use crate::diag::Diagnostics;
use crate::model::document::Document;
use crate::source::{Source, Span};

pub use self::damage::damage;

/// Reports everything about one document that an editor may want to look at.
pub fn document(document: &Document, source: &Source, diagnostics: &mut Diagnostics) {
    hosts::check(document, source, diagnostics);
    dates::check(document, source, diagnostics);
    guesses::check(document, source, diagnostics);
}

/// Where the source says this; else where the document is headed.
fn place(document: &Document, source: &Source, said: &str) -> Span {
    let found = if said.is_empty() { None } else { source.text().find(said) };
    match found {
        Some(at) => source.span(at..at + said.len()),
        None => head(document, source),
    }
}

/// The title where it has a place, else the start of the source.
fn head(document: &Document, source: &Source) -> Span {
    document.title.span.unwrap_or_else(|| source.span(0..0))
}

#[cfg(test)]
mod tests {
    use crate::diag::Diagnostics;
    use crate::model::date::{Date, DateKind, DatedEvent, Edtf};
    use crate::model::document::Document;
    use crate::model::id::Id;
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

    pub(super) fn date(written: &str, edtf: &str) -> Date {
        Date { written: written.to_owned(), edtf: Edtf::new(edtf) }
    }

    pub(super) fn event(kind: &str, written: &str, edtf: &str) -> DatedEvent {
        DatedEvent { kind: DateKind::from_name(kind), date: date(written, edtf), time: None }
    }
}
