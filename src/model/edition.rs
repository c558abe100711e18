//! The edition: all documents in their order, and what is known of them only together.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::apparatus::SignRef;
use crate::model::document::Document;
use crate::model::entity::Entry;
use crate::model::id::Id;
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
    by_id: HashMap<Id<Document>, usize>,
    /// Where the entry of that id in a source is: its document, and its place there.
    entries: HashMap<(SourceId, String), (usize, usize)>,
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
        let mut entries = HashMap::new();
        for (at, document) in documents.iter().enumerate() {
            for (place, entry) in document.entries.iter().enumerate() {
                entries.entry((document.source, entry.id.clone())).or_insert((at, place));
            }
        }
        Edition { documents, anchors, apparatus, essays, by_id, entries }
    }

    /// Where in [`Edition::documents`] the document with this id is.
    pub fn find(&self, id: &Id<Document>) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// What the source of a document says of whom or what it calls by this id.
    pub fn entry(&self, document: &Document, id: &str) -> Option<&Entry> {
        let (at, place) = self.entries.get(&(document.source, id.to_owned()))?;
        self.documents.get(*at)?.entries.get(*place)
    }

    pub fn essay(&self, name: &str) -> Option<&Essay> {
        self.essays.iter().find(|essay| essay.name == name)
    }
}
