//! The edition: all documents in their order, and what is known of them only together.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::document::Document;
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
    pub essays: Vec<Essay>,
    by_id: HashMap<Id<Document>, usize>,
}

/// The addresses within one page: `p1`, `m1`, `n1` …, by the ordinals of passages, marks and notes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Anchors {
    pub passages: Vec<String>,
    pub marks: Vec<String>,
    pub notes: Vec<String>,
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
        essays: Vec<Essay>,
    ) -> Edition {
        let documents: Vec<Arc<Document>> = documents.into_iter().map(Into::into).collect();
        let anchors = anchors.into_iter().map(Into::into).collect();
        let by_id = documents.iter().enumerate().map(|(at, document)| (document.id.clone(), at)).collect();
        Edition { documents, anchors, essays, by_id }
    }

    /// Where in [`Edition::documents`] the document with this id is.
    pub fn find(&self, id: &Id<Document>) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    pub fn essay(&self, name: &str) -> Option<&Essay> {
        self.essays.iter().find(|essay| essay.name == name)
    }
}
