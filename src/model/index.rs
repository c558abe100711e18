//! The indexes of an edition: the people, places, bodies, archives, subjects and languages that its documents have to do
//! with, and how. What a name points to is decided elsewhere; here it is kept.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::archive::Shelfmark;
use crate::model::document::{Document, Name};
use crate::model::entity::{Entry, Party, register_named};
use crate::model::naming::Naming;
use crate::source::SourceId;

/// One of the indexes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Index {
    People,
    Places,
    Organizations,
    Archives,
    Subjects,
    Languages,
}

impl Index {
    /// All of them, in the order in which they are named.
    pub const ALL: [Index; 6] = [
        Index::People,
        Index::Places,
        Index::Organizations,
        Index::Archives,
        Index::Subjects,
        Index::Languages,
    ];

    /// The index of a register's entries.
    pub fn of_register(register: &str) -> Option<Index> {
        match register {
            "person" => Some(Index::People),
            "place" => Some(Index::Places),
            "org" => Some(Index::Organizations),
            "archive" => Some(Index::Archives),
            "term" => Some(Index::Subjects),
            _ => None,
        }
    }

    /// The folder of its pages.
    pub fn folder(self) -> &'static str {
        match self {
            Index::People => "people",
            Index::Places => "places",
            Index::Organizations => "organizations",
            Index::Archives => "archives",
            Index::Subjects => "subjects",
            Index::Languages => "languages",
        }
    }
}

/// Something that an index leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    pub index: Index,
    /// The last part of its address.
    pub slug: String,
    /// In the order of a list: `Stalin, Joseph`.
    pub name: String,
    pub entry: Option<Arc<Entry>>,
    /// The names by which documents have it in their descriptions, as written.
    pub written: Vec<String>,
    /// In the order of what a document has to do with it, then of the documents; nothing is there twice.
    pub uses: Vec<Use>,
}

impl Entity {
    /// How the name is put in order: as the edition's register has it, which parts a name by its comma alone; else by what
    /// the name lets us guess.
    pub fn naming(&self) -> Naming {
        let Some(entry) = &self.entry else { return Naming::of(&self.name) };
        match (self.index, entry.name.split_once(',')) {
            (Index::People, Some((family, given))) => {
                match Naming::of(&entry.name) {
                    // What the comma alone does not say.
                    naming @ (Naming::FamilyFirst { .. } | Naming::Parted { suffix: Some(_), .. }) => naming,
                    _ => Naming::parted(family.trim(), given.trim(), None, false),
                }
            }
            (Index::People, None) if entry.span.is_some() => Naming::Whole(entry.name.clone()),
            (Index::People, None) => Naming::of(&entry.name),
            _ => Naming::Body(entry.name.clone()),
        }
    }
}

/// That a document has to do with something, and what.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Use {
    pub how: How,
    /// The place of the document in the edition.
    pub document: usize,
}

/// What a document has to do with what an index leads to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum How {
    Sent,
    Received,
    /// The place it was written at, or sent from.
    From,
    /// The place it was sent to.
    To,
    /// The archive that holds it.
    Held,
    /// The archive that holds another copy.
    Copy,
    Subject,
    /// The language of the original.
    Original,
    /// The language of a text that is read here and is not the original's.
    Text,
    Translated,
    /// Someone sent, received, deciphered or typed it as a clerk.
    Handled,
    Mentioned,
}

/// What the documents of an edition have to do with, index by index.
#[derive(Debug, Default)]
pub struct Indexes {
    pub entities: Vec<Entity>,
    /// For each index, its entities in the order of a list.
    pub lists: HashMap<Index, Vec<usize>>,
    /// Those who wrote to each other, and all that they wrote in its order.
    pub exchanges: Vec<Exchange>,
    /// What each archive holds, by the first level of its shelfmarks, in the order of the archives and of the numbers.
    pub holdings: Vec<Holding>,
    /// The documents by their years.
    pub years: Vec<Year>,
    /// The documents of which it is known who sent or received them, or when they arrived; in the order of the edition.
    pub transmitted: Vec<usize>,
    /// By the names in descriptions, as [`Indexes::key`] has them.
    pub names: HashMap<(Realm, String), usize>,
    /// By the register and the id that a link has.
    pub targets: HashMap<(&'static str, String), usize>,
    /// The same for what the sources of texts list themselves.
    pub listed: HashMap<(SourceId, &'static str, String), usize>,
    /// For each document, its exchanges.
    pub exchanges_of: HashMap<usize, Vec<usize>>,
}

/// Which names are looked for together: a sender can be a person or a body.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Realm {
    Parties,
    Places,
    Archives,
    Subjects,
}

/// The documents that two parties sent each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exchange {
    /// The one whose name comes first in its list.
    pub one: usize,
    pub other: usize,
    /// In the order of the edition.
    pub documents: Vec<usize>,
}

/// The documents that an archive holds under one number: a fond, a record group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holding {
    pub archive: usize,
    /// The last part of its address, behind that of the archive.
    pub slug: String,
    /// As its first shelfmark has it: `f. 558`; nothing for those whose shelfmarks have no levels.
    pub label: Option<String>,
    /// In the order of their shelfmarks.
    pub documents: Vec<Held>,
}

/// A document in an archive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Held {
    pub document: usize,
    /// Which of the document's other copies lies here; nothing where the original does.
    pub copy: Option<usize>,
}

impl Held {
    /// The number under which it lies here.
    pub fn shelfmark(self, document: &Document) -> Option<&Shelfmark> {
        let description = &document.description;
        match self.copy {
            Some(copy) => description.copies.get(copy)?.shelfmark.as_ref(),
            None => description.shelfmark.as_ref(),
        }
    }
}

/// The documents of a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Year {
    pub when: When,
    /// In the order of the edition.
    pub documents: Vec<usize>,
}

/// When a document is from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum When {
    Year(i64),
    /// A date that lies in no one year, or is not understood.
    Wider,
    Undated,
}

impl Indexes {
    /// What a name in a document's description points to.
    pub fn named(&self, realm: Realm, name: &str, id: Option<&str>) -> Option<usize> {
        let by_id = id.and_then(|id| {
            let registers: &[&'static str] = match realm {
                Realm::Parties => &["person", "org"],
                Realm::Places => &["place"],
                Realm::Archives => &["archive"],
                Realm::Subjects => &["term"],
            };
            registers.iter().find_map(|register| self.targets.get(&(*register, id.to_owned())))
        });
        let as_written = || self.names.get(&(realm, Indexes::key(name, id)));
        by_id.or_else(as_written).copied()
    }

    /// What a name is known by that may have an id beside it.
    pub fn key(name: &str, id: Option<&str>) -> String {
        id.map_or_else(|| name.to_owned(), |id| format!("{name}\n{id}"))
    }

    pub fn party(&self, party: &Party) -> Option<usize> {
        self.named(Realm::Parties, &party.name, party.id.as_deref())
    }

    pub fn name(&self, realm: Realm, name: &Name) -> Option<usize> {
        self.named(realm, &name.name, name.id.as_deref())
    }

    /// What a link in a text of this source points to.
    pub fn target(&self, source: SourceId, register: &'static str, id: &str) -> Option<usize> {
        let listed = self.listed.get(&(source, register, id.to_owned()));
        listed.or_else(|| self.targets.get(&(register, id.to_owned()))).copied()
    }

    /// What `person:stalin` points to.
    pub fn linked(&self, link: &str) -> Option<usize> {
        let (register, id) = link.split_once(':')?;
        let register = register_named(register)?.name;
        self.targets.get(&(register, id.to_owned())).copied()
    }

    /// The language with this tag.
    pub fn language(&self, tag: &str) -> Option<usize> {
        self.targets.get(&("language", tag.to_owned())).copied()
    }

    /// The entities of an index, in the order of its list.
    pub fn list(&self, index: Index) -> &[usize] {
        self.lists.get(&index).map(Vec::as_slice).unwrap_or_default()
    }
}
