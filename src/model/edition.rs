//! The edition: all documents in their order, and what is known of them only together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::apparatus::SignRef;
use crate::model::document::Document;
use crate::model::entity::Party;
use crate::model::errata::{Errata, order};
use crate::model::id::Id;
use crate::model::index::{Entity, Indexes};
use crate::model::naming::Naming;
use crate::model::published::{Anchor, Fate, PageName};
use crate::source::SourceId;

/// Documents in chronological order with their addresses, then what stands in volumes around them; and the editor's
/// essays.
///
/// A document that has not changed is the same value in the edition before and after a change.
#[derive(Debug, Default)]
pub struct Edition {
    pub documents: Vec<Arc<Document>>,
    /// How many of them are documents by themselves. What follows is the matter around them.
    count: usize,
    /// For each document, the addresses within its page.
    pub anchors: Vec<Arc<Anchors>>,
    /// The marks of all documents by their signs, in the order of the legend; no sign is without a mark.
    pub apparatus: Vec<Uses>,
    pub essays: Vec<Essay>,
    /// Whom and what the documents have to do with.
    pub indexes: Indexes,
    /// The documents in whose texts names are linked that the editor wants found everywhere; by their places.
    pub linked: HashMap<usize, Arc<Document>>,
    /// Whether any of it has been published, so that its addresses are kept.
    pub is_published: bool,
    /// Pages that were published and are no longer there.
    pub departed: Vec<Departed>,
    /// For the documents that have any, the places that were published on their pages and are no longer there.
    pub gone: BTreeMap<usize, Vec<Gone>>,
    /// What each version changed, the newest first.
    pub errata: Vec<Errata>,
    by_id: HashMap<Id<Document>, usize>,
    by_source: HashMap<SourceId, usize>,
    /// For the ids of documents, where they stand in the errata: the version, and their place in its list.
    amended: HashMap<Id<Document>, Vec<(usize, usize)>>,
}

/// The addresses within one page: `p1`, `m1`, `n1` …, by the ordinals of passages, marks and notes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Anchors {
    pub passages: Vec<String>,
    pub marks: Vec<String>,
    pub notes: Vec<String>,
    /// Further addresses, of texts that have become part of a passage or note, or of marks that are gone from it; in the
    /// order of the text.
    pub aliases: Vec<Alias>,
    /// Those of the addresses that have not been published yet and may still change.
    pub provisional: Provisional,
}

impl Anchors {
    /// The further addresses within a passage or a note.
    pub fn aliases_in(&self, host: Host) -> &[Alias] {
        let start = self.aliases.partition_point(|alias| alias.host < host);
        let end = self.aliases.partition_point(|alias| alias.host <= host);
        self.aliases.get(start..end).unwrap_or_default()
    }

    /// Whether an address may still change.
    pub fn is_provisional(&self, anchor: &str) -> bool {
        match &self.provisional {
            Provisional::All => true,
            Provisional::Some(some) => some.contains(anchor),
        }
    }
}

/// An address beside that of the passage or note in which it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alias {
    pub anchor: String,
    pub host: Host,
    /// How many typed characters of the passage stand before it, without line ends and calls.
    pub at: usize,
}

/// What has an address and words of its own: by its ordinal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Host {
    Passage(usize),
    Note(usize),
}

/// Which addresses of a page may still change.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Provisional {
    /// The document has not been published.
    #[default]
    All,
    /// These alone, which are new in it.
    Some(BTreeSet<String>),
}

/// A place on a page that is no longer there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gone {
    pub anchor: Anchor,
    /// The first words that stood there, where they are known.
    pub words: String,
    pub fate: Fate,
}

/// A page that is no longer there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Departed {
    pub page: PageName,
    /// What it was called, and its date.
    pub title: String,
    pub fate: Fate,
    /// The places that were on it, each with what has become of it.
    pub places: Vec<Gone>,
}

/// All marks of one sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Uses {
    pub sign: SignRef,
    /// In the order of the documents and of their texts.
    pub uses: Vec<Use>,
}

/// Where a mark is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Use {
    /// The place of its document in [`Edition::documents`].
    pub document: usize,
    /// The how manyth mark of its document it is, from 0.
    pub ordinal: usize,
}

/// A text of the editor's: the statement of method, the words on the home page, an essay.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Essay {
    /// The file's stem, made safe.
    pub name: String,
    pub title: Option<String>,
    /// Markdown, without its front matter.
    pub text: String,
    pub source: SourceId,
}

impl Essay {
    /// The texts that stand on pages of ours and give no page of their own.
    pub const OF_PAGES: [&str; 6] = ["index", "method", "cite", "endings", "search", "404"];
}

impl Edition {
    /// `documents` are in their order and have different ids; `anchors` has one entry for each.
    pub fn new(
        documents: Vec<impl Into<Arc<Document>>>,
        anchors: Vec<impl Into<Arc<Anchors>>>,
        apparatus: Vec<Uses>,
        essays: Vec<Essay>,
    ) -> Edition {
        let documents: Vec<Arc<Document>> = documents.into_iter().map(Into::into).collect();
        let anchors = anchors.into_iter().map(Into::into).collect();
        let by_id = documents.iter().enumerate().map(|(at, document)| (document.id.clone(), at)).collect();
        let mut by_source = HashMap::new();
        for (at, document) in documents.iter().enumerate() {
            by_source.entry(document.source).or_insert(at);
        }
        let count = documents.iter().take_while(|document| document.matter().is_none()).count();
        Edition { documents, count, anchors, apparatus, essays, by_id, by_source, ..Edition::default() }
    }

    /// The documents without what stands around them in their volumes: what is counted, dated and cited in lists.
    pub fn proper(&self) -> &[Arc<Document>] {
        self.documents.get(..self.count).unwrap_or_default()
    }

    /// What stands in volumes around the documents, in the order of the volumes; the first of it has the place
    /// `proper().len()` in [`Edition::documents`].
    pub fn matter(&self) -> &[Arc<Document>] {
        self.documents.get(self.count..).unwrap_or_default()
    }

    /// The edition with what its versions changed.
    pub fn with_errata(mut self, mut errata: Vec<Errata>) -> Edition {
        errata.sort_by(|one, other| {
            let versions = || order(&other.version).cmp(&order(&one.version));
            other.date.cmp(&one.date).then_with(versions)
        });
        self.amended.clear();
        for (version, errata) in errata.iter().enumerate() {
            for (place, amended) in errata.documents.iter().enumerate() {
                self.amended.entry(amended.id.clone()).or_default().push((version, place));
            }
        }
        Edition { errata, ..self }
    }

    /// Where the errata speak of a document, under this id and those that it had before: the version, and the place in its list;
    /// the newest first.
    pub fn amended(&self, id: &Id<Document>) -> Vec<(usize, usize)> {
        let (mut id, mut found) = (id, Vec::new());
        loop {
            let after = found.last().map(|(version, _)| *version);
            let of_id = self.amended.get(id).into_iter().flatten().copied();
            found.extend(of_id.filter(|(version, _)| after.is_none_or(|after| *version > after)));
            // In the version in which it got its name it had another one before.
            let oldest = found.last().filter(|(version, _)| after.is_none_or(|after| *version > after));
            let amended =
                oldest.and_then(|(version, place)| self.errata.get(*version)?.documents.get(*place));
            match amended.and_then(|amended| amended.was.as_ref()) {
                Some(was) => id = was,
                None => return found,
            }
        }
    }

    /// Where in [`Edition::documents`] the document with this id is.
    pub fn find(&self, id: &Id<Document>) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Where in [`Edition::documents`] the first document of this source is.
    pub fn of_source(&self, source: SourceId) -> Option<usize> {
        self.by_source.get(&source).copied()
    }

    /// The document as a page shows it: with the links that its names have.
    pub fn shown(&self, at: usize) -> Option<&Document> {
        self.linked.get(&at).or_else(|| self.documents.get(at)).map(AsRef::as_ref)
    }

    /// Whom a sender or a recipient of a document of this source is, as far as there is a page for them.
    pub fn entity_of(&self, source: SourceId, party: &Party) -> Option<&Entity> {
        self.indexes.entities.get(self.indexes.party(source, party)?)
    }

    /// The name of a sender or a recipient in its order: that of the entry, where there is one, else as it was written.
    pub fn naming_of(&self, source: SourceId, party: &Party) -> Naming {
        let registered = self.entity_of(source, party).filter(|entity| entity.entry.is_some());
        registered.map_or_else(|| Naming::of_party(party), Entity::naming)
    }

    pub fn essay(&self, name: &str) -> Option<&Essay> {
        self.essays.iter().find(|essay| essay.name == name)
    }
}
