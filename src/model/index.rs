//! The indexes of an edition: the people, places, bodies, archives, subjects and languages that its documents have to do
//! with, and how. What a name points to is decided elsewhere; here it is kept.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::archive::Shelfmark;
use crate::model::document::{Document, Name};
use crate::model::entity::{Entry, Party, PartyKind, REGISTERS, Register, register_named};
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

    /// The stem of the file in which the edition keeps the register of it; of languages there is none.
    pub fn file(self) -> &'static str {
        let of_index = |register: &&Register| Index::of_register(register.name) == Some(self);
        REGISTERS.iter().find(of_index).map_or("", |register| register.file)
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
    /// How many documents have to do with it, each counted once.
    pub documents: usize,
}

impl Entity {
    /// How many documents have this to do with it.
    pub fn counted(&self, how: How) -> usize {
        let start = self.uses.partition_point(|one| one.how < how);
        self.uses.partition_point(|one| one.how <= how) - start
    }

    /// How the name is put in order: as the edition's register has it, which parts a name by its comma alone; else by what
    /// the name lets us guess.
    pub fn naming(&self) -> Naming {
        let Some(entry) = &self.entry else { return Naming::of(&self.name) };
        match (self.index, entry.name.split_once(',')) {
            (Index::People, Some(_)) => Naming::of_heading(&entry.name),
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
    /// For each index, the places in its list at which a letter begins, each letter once.
    pub letters: HashMap<Index, Vec<(usize, String)>>,
    /// Those who wrote to each other, and all that they wrote in its order.
    pub exchanges: Vec<Exchange>,
    /// What each archive holds, by the first level of its shelfmarks, in the order of the archives and of the numbers.
    pub holdings: Vec<Holding>,
    /// For each archive, where its holdings stand.
    pub holdings_of: HashMap<usize, Range<usize>>,
    /// The documents by their years.
    pub years: Vec<Year>,
    /// The documents of which it is known who sent or received them, or when they arrived; in the order of the edition.
    pub transmitted: Vec<usize>,
    /// By the names in descriptions.
    pub names: HashMap<Written, usize>,
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

impl Realm {
    /// The registers that have such names; first that of the kind that the source says.
    pub fn registers(self, kind: Option<PartyKind>) -> &'static [&'static str] {
        match (self, kind) {
            (Realm::Parties, Some(PartyKind::Body)) => &["org", "person"],
            (Realm::Parties, _) => &["person", "org"],
            (Realm::Places, _) => &["place"],
            (Realm::Archives, _) => &["archive"],
            (Realm::Subjects, _) => &["term"],
        }
    }
}

/// A name in the description of a document, with all by which it is known what it points to.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Written {
    pub realm: Realm,
    pub name: String,
    /// What the source says it is, where that is not what the name looks like.
    pub kind: Option<PartyKind>,
    /// The id beside it. What it means depends on the source, where that brings its own register: two files may have one id for
    /// two people.
    pub id: Option<(SourceId, String)>,
}

impl Written {
    pub fn name(realm: Realm, name: &str) -> Written {
        Written { realm, name: name.to_owned(), kind: None, id: None }
    }

    /// The name of a subject or a translator.
    pub fn of(source: SourceId, realm: Realm, name: &Name) -> Written {
        let id = name.id.clone().map(|id| (source, id));
        Written { id, ..Written::name(realm, &name.name) }
    }

    pub fn party(source: SourceId, party: &Party) -> Written {
        let id = party.id.clone().map(|id| (source, id));
        Written { kind: party.kind, id, ..Written::name(Realm::Parties, &party.name) }
    }
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
    pub held: Vec<Held>,
    /// The documents, each once, be several copies of it here; in the order of the edition.
    pub documents: Vec<usize>,
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
    /// How many documents there are of it.
    pub documents: usize,
    /// In their order; none of them is empty.
    pub months: Vec<Month>,
}

/// The documents of a month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Month {
    /// 1 to 12; nothing where the date does not say it, and these stand last.
    pub number: Option<u8>,
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
    pub fn named(&self, written: &Written) -> Option<usize> {
        let by_id = written.id.as_ref().and_then(|(_, id)| {
            let registers = written.realm.registers(written.kind).iter();
            registers.copied().find_map(|register| self.targets.get(&(register, id.clone())))
        });
        by_id.or_else(|| self.names.get(written)).copied()
    }

    /// Whom a sender or a recipient of a document of this source is.
    pub fn party(&self, source: SourceId, party: &Party) -> Option<usize> {
        self.named(&Written::party(source, party))
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

    /// What an archive holds, in the order of its numbers, with the place of each among all holdings.
    pub fn holdings_of(&self, archive: usize) -> impl Iterator<Item = (usize, &Holding)> {
        let range = self.holdings_of.get(&archive).cloned().unwrap_or_default();
        self.holdings.get(range.clone()).unwrap_or_default().iter().zip(range).map(|(one, at)| (at, one))
    }

    /// How many numbers there are of an archive.
    pub fn holdings_counted(&self, archive: usize) -> usize {
        self.holdings_of.get(&archive).map_or(0, ExactSizeIterator::len)
    }

    /// The entities of an index, in the order of its list.
    pub fn list(&self, index: Index) -> &[usize] {
        self.lists.get(&index).map(Vec::as_slice).unwrap_or_default()
    }
}
