//! The edition: all documents in their order, and what is known of them only together.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::apparatus::SignRef;
use crate::model::document::Document;
use crate::model::entity::Party;
use crate::model::id::Id;
use crate::model::index::{Entity, Indexes};
use crate::model::naming::Naming;
use crate::source::SourceId;

/// Documents in chronological order with their addresses, and the editor's essays.
///
/// A document that has not changed is the same value in the edition before and after a change.
#[derive(Debug, Default)]
pub struct Edition {
    pub documents: Vec<Arc<Document>>,
    /// For each document, the addresses within its page.
    pub anchors: Vec<Arc<Anchors>>,
    /// The marks of all documents by their signs, in the order of the legend; no sign is without a mark.
    pub apparatus: Vec<Uses>,
    pub essays: Vec<Essay>,
    /// Whom and what the documents have to do with.
    pub indexes: Indexes,
    /// The documents in whose texts names are linked that the editor wants found everywhere; by their places.
    pub linked: HashMap<usize, Arc<Document>>,
    by_id: HashMap<Id<Document>, usize>,
}

/// The addresses within one page: `p1`, `m1`, `n1` …, by the ordinals of passages, marks and notes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Anchors {
    pub passages: Vec<String>,
    pub marks: Vec<String>,
    pub notes: Vec<String>,
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
    pub const OF_PAGES: [&str; 5] = ["index", "method", "cite", "search", "404"];
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
        Edition {
            documents,
            anchors,
            apparatus,
            essays,
            by_id,
            indexes: Indexes::default(),
            linked: HashMap::new(),
        }
    }

    /// Where in [`Edition::documents`] the document with this id is.
    pub fn find(&self, id: &Id<Document>) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The document as a page shows it: with the links that its names have.
    pub fn shown(&self, at: usize) -> Option<&Document> {
        self.linked.get(&at).or_else(|| self.documents.get(at)).map(AsRef::as_ref)
    }

    /// Whom a sender or a recipient is, as far as there is a page for them.
    pub fn entity_of(&self, party: &Party) -> Option<&Entity> {
        self.indexes.entities.get(self.indexes.party(party)?)
    }

    /// The name of a sender or a recipient in its order: that of the entry, where there is one, else as it was written.
    pub fn naming_of(&self, party: &Party) -> Naming {
        let registered = self.entity_of(party).filter(|entity| entity.entry.is_some());
        registered.map_or_else(|| Naming::of_party(party), Entity::naming)
    }

    pub fn essay(&self, name: &str) -> Option<&Essay> {
        self.essays.iter().find(|essay| essay.name == name)
    }
}
