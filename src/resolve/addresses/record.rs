//! The ledger of an edition as it is now: what was published stays known, and what is new in it gets its line.

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::ledger::lines::{DOCUMENT, Lines};
use crate::ledger::prints::{Print, bits};
use crate::ledger::{Entry, Ledger, Published, Trace};
use crate::model::document::Document;
use crate::model::edition::{Anchors, Edition, Essay, Host};
use crate::model::id::Id;
use crate::model::published::Anchor;
use crate::resolve::addresses::texts::{Piece, Texts};
use crate::source::Sources;

/// The text of the ledger, for whoever publishes the edition as it is now. `before` is the ledger that it was read with.
pub fn record(edition: &Edition, before: &Ledger, sources: &Sources) -> String {
    let mut lines = Lines::default();
    let documents = edition.documents.par_iter().zip(&edition.anchors);
    let published: Vec<Published> =
        documents.map(|(document, anchors)| self::published(document, anchors, sources)).collect();
    published.iter().for_each(|published| lines.document(published));
    for essay in &edition.essays {
        let has_page = !Essay::OF_PAGES.contains(&essay.name.as_str());
        if let Some(name) = Id::new(&essay.name).ok().filter(|_| has_page) {
            lines.essay(&name, essay.title.as_deref().unwrap_or_default());
        }
    }
    before.told().iter().for_each(|(address, told)| lines.told(address, told));
    lines.into_text()
}

fn published(document: &Document, anchors: &Anchors, sources: &Sources) -> Published {
    let texts = Texts::of(document);
    let mut entries = Vec::new();
    let pieces = |pieces: &[Piece], anchors: &[String], entries: &mut Vec<Entry>| {
        for (piece, anchor) in pieces.iter().zip(anchors) {
            let Some(anchor) = Anchor::read(anchor) else { continue };
            let trace = Trace::Text(Print::of(&piece.plain));
            entries.push(Entry { anchor, is_alias: false, trace });
        }
    };
    pieces(&texts.passages, &anchors.passages, &mut entries);
    for (mark, anchor) in texts.marks.iter().zip(&anchors.marks) {
        let Some(anchor) = Anchor::read(anchor) else { continue };
        let host = mark.host.and_then(|host| match host {
            Host::Passage(ordinal) => anchors.passages.get(ordinal),
            Host::Note(at) => anchors.notes.get(at),
        });
        let host = host.and_then(|host| Anchor::read(host));
        entries.push(Entry {
            anchor,
            is_alias: false,
            trace: Trace::Mark { print: mark.print.clone(), host },
        });
    }
    pieces(&texts.notes, &anchors.notes, &mut entries);
    Published {
        id: document.id.clone(),
        hash: Some(bits(texts.hash(), DOCUMENT)),
        entries,
        title: title(document),
        span: sources.get(document.source).span(0..0),
    }
}

/// What a document is called where it is not there: its title, and its date as it is written.
fn title(document: &Document) -> String {
    match &document.date {
        Some(date) => format!("{}, {}", document.title.text, date.written),
        None => document.title.text.clone(),
    }
}
