//! The ledger: which addresses of an edition have been published, how to know again what stood there, and where the
//! editor says that it went. It is one file of sorted lines. This room must not know which texts the edition has now.

pub mod lines;
pub mod prints;
mod read;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ledger::prints::{MarkPrint, Print};
use crate::model::document::Document;
use crate::model::edition::Essay;
use crate::model::id::Id;
use crate::model::published::{Address, Anchor, Fate, PageName};
use crate::source::Span;

/// The file, in the folder of an edition and in its site.
pub const FILE: &str = "addresses.txt";

/// What has been published, as the file of the ledger says it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    /// Whether there is a file. Where there is none, nothing has been published.
    pub is_there: bool,
    /// Whether nothing was to be said of it.
    pub is_sound: bool,
    /// Whether there is nothing in it that was not understood.
    pub is_whole: bool,
    documents: BTreeMap<Id<Document>, Arc<Published>>,
    essays: BTreeMap<Id<Essay>, PublishedEssay>,
    told: BTreeMap<Address, Told>,
    /// By the ids under which documents are looked for now.
    pasts: BTreeMap<Id<Document>, Arc<Past>>,
}

/// A document as it was when it was published last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    pub id: Id<Document>,
    /// Of everything in it that has an address; `None` where two lines say different things.
    pub hash: Option<u64>,
    /// Passages, marks and notes, each in the order of the text.
    pub entries: Vec<Entry>,
    /// Its title and date.
    pub title: String,
    pub span: Span,
}

/// An essay that was published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublishedEssay {
    pub title: String,
    pub span: Span,
}

/// A place on the page of a document, and what stood there.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Entry {
    pub anchor: Anchor,
    /// Whether it stood within a passage or note that has another address before it.
    pub is_alias: bool,
    pub trace: Trace,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Trace {
    Text(Print),
    Mark {
        print: MarkPrint,
        /// The passage or note in which it stood; a cell of a table has no address.
        host: Option<Anchor>,
    },
}

impl Entry {
    /// The first words that stood there.
    pub fn words(&self) -> &str {
        match &self.trace {
            Trace::Text(print) => &print.words,
            Trace::Mark { print, .. } => &print.words,
        }
    }
}

/// What the editor says has become of an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    pub fate: Fate,
    /// What stood there: first words, or a title.
    pub words: String,
    pub span: Span,
}

/// All that was published of what is one document now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Past {
    /// Under its own id.
    pub own: Option<Arc<Published>>,
    /// Under other ids, from which it moved here as a whole.
    pub guests: Vec<Arc<Published>>,
    /// Addresses, under any of these ids, of which the editor says what has become of them.
    pub told: BTreeSet<Address>,
    /// Those of them that rest.
    pub resting: BTreeSet<Address>,
}

impl Past {
    /// The one whose addresses the document keeps: one that moved here keeps them, if there are no other ones.
    pub fn heir(&self) -> Option<&Arc<Published>> {
        self.own.as_ref().or_else(|| self.guests.first())
    }
}

impl Ledger {
    /// What was published of the document that has this id now.
    pub fn past(&self, id: &Id<Document>) -> Option<&Arc<Past>> {
        self.pasts.get(id)
    }

    /// The published documents, by their ids.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Published>> {
        self.documents.values()
    }

    pub fn document(&self, id: &Id<Document>) -> Option<&Arc<Published>> {
        self.documents.get(id)
    }

    pub fn essays(&self) -> impl Iterator<Item = (&Id<Essay>, &PublishedEssay)> {
        self.essays.iter()
    }

    /// What the editor says of addresses.
    pub fn told(&self) -> &BTreeMap<Address, Told> {
        &self.told
    }

    /// Every address that was ever published.
    pub fn addresses(&self) -> BTreeSet<Address> {
        let of_documents = self.documents.values().flat_map(|published| {
            let page = PageName::Document(published.id.clone());
            let places = published.entries.iter().map(|entry| Some(entry.anchor));
            std::iter::once(None).chain(places).map(move |anchor| Address { page: page.clone(), anchor })
        });
        let of_essays =
            self.essays.keys().map(|name| Address { page: PageName::Essay(name.clone()), anchor: None });
        of_documents.chain(of_essays).chain(self.told.keys().cloned()).collect()
    }

    /// Whether an address was ever published.
    pub fn knows(&self, address: &Address) -> bool {
        self.told.contains_key(address)
            || match (&address.page, address.anchor) {
                (PageName::Document(id), None) => self.documents.contains_key(id),
                (PageName::Document(id), Some(anchor)) => self.entry(id, anchor).is_some(),
                (PageName::Essay(name), _) => self.essays.contains_key(name),
            }
    }

    /// What stood at an address: the first words of a place, the title of a page.
    pub fn words(&self, address: &Address) -> &str {
        if let Some(told) = self.told.get(address) {
            return &told.words;
        }
        let words = match (&address.page, address.anchor) {
            (PageName::Document(id), None) => {
                self.documents.get(id).map(|published| published.title.as_str())
            }
            (PageName::Document(id), Some(anchor)) => self.entry(id, anchor).map(Entry::words),
            (PageName::Essay(name), _) => self.essays.get(name).map(|essay| essay.title.as_str()),
        };
        words.unwrap_or_default()
    }

    pub fn entry(&self, id: &Id<Document>, anchor: Anchor) -> Option<&Entry> {
        self.documents.get(id)?.entries.iter().find(|entry| entry.anchor == anchor)
    }

    /// The ledger with a further word of the editor's.
    pub fn with(&self, address: Address, told: Told) -> Ledger {
        let mut ledger = self.clone();
        ledger.told.insert(address, told);
        ledger.remember();
        ledger
    }

    /// The ledger in which nothing has moved away from a page, or from a place on it.
    pub fn with_back(&self, address: &Address) -> Ledger {
        let mut ledger = self.clone();
        // What the editor has said of a place by itself holds all the same.
        let away = self.told.get(&address.whole()).map(|told| &told.fate);
        let is_of = |other: &Address, fate: &Fate| match (address.anchor, fate, away) {
            (Some(_), Fate::Moved(_), _) => other == address,
            (None, Fate::Moved(to), Some(Fate::Moved(away))) => {
                other.page == address.page && to.page == away.page
            }
            _ => false,
        };
        ledger.told.retain(|other, told| !is_of(other, &told.fate));
        ledger.remember();
        ledger
    }

    /// The ledger with a document as it is now.
    pub fn with_document(&self, published: Published) -> Ledger {
        let mut ledger = self.clone();
        ledger.documents.insert(published.id.clone(), Arc::new(published));
        ledger.remember();
        ledger
    }

    /// Sorts what is known by the documents that it is about now.
    fn remember(&mut self) {
        let mut pasts: BTreeMap<Id<Document>, Past> = BTreeMap::new();
        for (id, published) in &self.documents {
            let Some(now) = self.now(id) else { continue };
            let past = pasts.entry(now.clone()).or_default();
            match now == id {
                true => past.own = Some(Arc::clone(published)),
                // Of one whose places are all known nothing is looked for any more.
                false
                    if published.entries.iter().all(|entry| {
                        self.told.contains_key(&Address::of_document(id, Some(entry.anchor)))
                    }) => {}
                false => past.guests.push(Arc::clone(published)),
            }
        }
        // The longest first: it is rather renamed than put together with the others.
        let guests = pasts.values_mut().map(|past| &mut past.guests);
        guests.for_each(|guests| guests.sort_by_key(|guest| std::cmp::Reverse(guest.entries.len())));
        for (address, told) in &self.told {
            let (PageName::Document(id), Some(_)) = (&address.page, address.anchor) else { continue };
            let Some(now) = self.now(id) else { continue };
            let past = pasts.entry(now.clone()).or_default();
            past.told.insert(address.clone());
            if matches!(told.fate, Fate::Rests(_)) {
                past.resting.insert(address.clone());
            }
        }
        self.pasts = pasts.into_iter().map(|(id, past)| (id, Arc::new(past))).collect();
    }

    /// Under which id a document is to be looked for; none where the way leads in a circle or to an essay.
    fn now<'a>(&'a self, id: &'a Id<Document>) -> Option<&'a Id<Document>> {
        let mut now = id;
        // A chain that is longer than this was not made by renaming.
        for _ in 0..LONGEST_CHAIN {
            let whole = Address::of_document(now, None);
            match self.told.get(&whole).map(|told| &told.fate) {
                Some(Fate::Moved(Address { page: PageName::Document(next), .. })) => now = next,
                Some(Fate::Moved(_)) => return None,
                Some(Fate::Rests(_)) | None => return Some(now),
            }
        }
        None
    }
}

/// How often a document can have been renamed.
pub const LONGEST_CHAIN: usize = 100;
