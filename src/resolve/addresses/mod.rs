//! Addresses that stay: what was published is found again in the texts as they are now. Where nothing has been published,
//! [`numbers`](crate::resolve::numbers) counts.

mod fates;
mod found;
mod marks;
mod matching;
mod record;
mod redirect;
mod texts;
mod vanished;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ledger::lines::DOCUMENT;
use crate::ledger::prints::bits;
use crate::ledger::{Ledger, Past, Published};
use crate::model::document::Document;
use crate::model::edition::{Anchors, Edition, Host, Provisional};
use crate::model::published::{Address, Anchor, Kind};
use crate::resolve::Looked;
use crate::resolve::addresses::texts::Texts;
use crate::resolve::numbers;

pub use fates::settle;
pub use record::record;
pub use redirect::{Redirect, Redirected, redirect};

/// The addresses of a document, and what has become of those that were published of it.
#[derive(Debug, Default)]
pub struct Placed {
    /// What was published of it when it was looked at.
    past: Option<Arc<Past>>,
    /// Of its texts, where there is a ledger.
    hash: Option<u64>,
    pub anchors: Arc<Anchors>,
    /// The published texts that are parts of others now, and marks that are gone from where they stood.
    parts: Vec<Part>,
    /// Where places are that were published under other ids, which moved here.
    guests: Vec<(Address, Anchor)>,
    /// Marks that were in passages or notes which are gone; what becomes of these becomes of them.
    carried: Vec<(Address, Address)>,
    /// Addresses that rested and whose text is there again.
    restored: Vec<Address>,
    /// Published addresses whose text is not there.
    lost: Vec<Address>,
}

/// A published text that is a part of another one now.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Part {
    host: Host,
    /// The word of it with which it begins.
    word: usize,
    anchor: Anchor,
}

/// Gives a document its addresses.
pub fn place(document: &Document, ledger: &Ledger) -> Placed {
    if !ledger.is_there {
        return Placed { anchors: Arc::new(numbers::anchors(document)), ..Placed::default() };
    }
    let texts = Texts::of(document);
    let hash = bits(texts.hash(), DOCUMENT);
    let past = ledger.past(&document.id).cloned();
    let mut placed = match &past {
        None => Placed { anchors: Arc::new(numbers::anchors(document)), ..Placed::default() },
        Some(past) => match unchanged(past, document, &texts, hash) {
            Some(anchors) => Placed { anchors: Arc::new(anchors), ..Placed::default() },
            None => found::find(document, &texts, past),
        },
    };
    (placed.past, placed.hash) = (past, Some(hash));
    placed
}

impl Placed {
    /// Whether the document has the texts with which it was published.
    fn is_as_published(&self, document: &Document) -> bool {
        let known = self.past.as_ref().zip(self.hash);
        known.is_some_and(|(past, hash)| is_as_published(past, document, hash))
    }

    /// Whether a ledger says the same of a document as the one by which it was placed.
    pub fn holds(&self, document: &Document, ledger: &Ledger) -> bool {
        ledger.is_there == self.hash.is_some() && ledger.past(&document.id) == self.past.as_ref()
    }
}

/// The addresses of a document that is as it was published: then no text need be looked at.
fn unchanged(past: &Past, document: &Document, texts: &Texts, hash: u64) -> Option<Anchors> {
    let own = past.own.as_ref().filter(|_| is_as_published(past, document, hash))?;
    let names = |kind: Kind| -> Vec<String> {
        let entries = own.entries.iter().filter(|entry| entry.anchor.kind == kind);
        entries.map(|entry| entry.anchor.to_string()).collect()
    };
    let anchors = Anchors {
        passages: names(Kind::Passage),
        marks: names(Kind::Mark),
        notes: names(Kind::Note),
        aliases: Vec::new(),
        provisional: Provisional::Some(BTreeSet::new()),
    };
    let all = anchors.passages.len() == texts.passages.len()
        && anchors.marks.len() == texts.marks.len()
        && anchors.notes.len() == texts.notes.len()
        && own.entries.iter().all(|entry| !entry.is_alias);
    all.then_some(anchors)
}

/// Whether a document stands in the edition: another one may have its id.
fn is_of(edition: &Edition, looked: &Looked) -> bool {
    let kept = edition.find(&looked.document.id).and_then(|at| edition.documents.get(at));
    kept.is_some_and(|kept| Arc::ptr_eq(kept, &looked.document))
}

/// Whether a document has the texts with which it was published, and nothing is said of any of them.
fn is_as_published(past: &Past, document: &Document, hash: u64) -> bool {
    let told = |own: &Published| {
        own.entries.iter().any(|entry| past.told.contains(&Address::of_document(&own.id, Some(entry.anchor))))
    };
    past.guests.is_empty()
        && past.own.as_ref().is_some_and(|own| {
            own.hash == Some(hash) && own.id == document.id && (past.told.is_empty() || !told(own))
        })
}
