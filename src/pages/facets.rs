//! Links from the names on pages to what the indexes lead to, and names in the texts with the words around them. It knows no
//! kind of page.

use serde::Serialize;

use crate::model::document::Document;
use crate::model::entity::Party;
use crate::model::index::{Entity, Index, Realm, Written};
use crate::site::links::Links;
use crate::site::{Site, Subject};
use crate::write::mentions::Mention;

/// Words, and where they lead if they lead anywhere.
#[derive(Clone, Serialize)]
pub struct Linked {
    pub text: String,
    pub href: Option<String>,
}

impl Linked {
    pub fn words(text: &str) -> Linked {
        Linked { text: text.to_owned(), href: None }
    }
}

/// A name in the text of a document, linked to its paragraph.
#[derive(Clone, Serialize)]
pub struct Quote {
    pub href: String,
    pub before: String,
    pub words: String,
    pub after: String,
    /// Of the text around.
    pub language: Option<String>,
}

impl Quote {
    /// `document` is the link to the page of the document.
    pub fn new(document: &str, mention: Mention, language: Option<String>) -> Quote {
        let Mention { before, words, after, anchor, .. } = mention;
        let href = anchor.map_or_else(|| document.to_owned(), |anchor| format!("{document}#{anchor}"));
        Quote { href, before, words, after, language }
    }
}

/// The page of an entity.
pub fn entity_href(site: &Site, links: &Links, entity: usize) -> Option<String> {
    links.about(site, &Subject::Entity { entity, page: 1 })
}

/// A sender or a recipient as written, with a link to the page about them.
pub fn party_link(site: &Site, links: &Links, document: &Document, party: &Party) -> Linked {
    written_link(site, links, &Written::party(document.source, party))
}

/// A name as written, with a link to the page about what it names.
pub fn name_link(site: &Site, links: &Links, realm: Realm, name: &str) -> Linked {
    written_link(site, links, &Written::name(realm, name))
}

/// The same for a name that may have an id beside it.
pub fn written_link(site: &Site, links: &Links, written: &Written) -> Linked {
    let entity = site.edition.indexes.named(written);
    Linked { text: written.name.clone(), href: entity.and_then(|entity| entity_href(site, links, entity)) }
}

/// What an index is called.
pub fn heading(index: Index) -> &'static str {
    match index {
        Index::People => "People",
        Index::Places => "Places",
        Index::Organizations => "Organizations",
        Index::Archives => "Archives",
        Index::Subjects => "Subjects",
        Index::Languages => "Languages",
    }
}

/// What one of an index is.
pub fn kind(index: Index) -> &'static str {
    match index {
        Index::People => "Person",
        Index::Places => "Place",
        Index::Organizations => "Organization",
        Index::Archives => "Archive",
        Index::Subjects => "Subject",
        Index::Languages => "Language",
    }
}

/// The documents that have to do with it, each once, in the order of the edition.
pub fn documents_of(entity: &Entity) -> Vec<usize> {
    let mut documents: Vec<usize> = entity.uses.iter().map(|one| one.document).collect();
    documents.sort_unstable();
    documents.dedup();
    documents
}

/// `one document`, `12 documents`.
pub fn count(documents: usize) -> String {
    if documents == 1 { "one document".to_owned() } else { format!("{documents} documents") }
}

/// From which year to which some documents are: `1948–1950`. They are in the order of the edition.
pub fn span(site: &Site, documents: &[usize]) -> String {
    let year = |at: &usize| {
        let date = site.edition.documents.get(*at)?.dated()?.edtf.as_ref()?;
        crate::write::dates::year(date)
    };
    // Those without a date stand last.
    let is_dated = |at: &usize| {
        let document = site.edition.documents.get(*at);
        document.and_then(|document| document.dated()).is_some_and(|date| date.edtf.is_some())
    };
    let dated = documents.get(..documents.partition_point(is_dated)).unwrap_or_default();
    let first = dated.iter().find_map(year);
    let last = dated.iter().rev().find_map(year);
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(first), _) => first,
        _ => String::new(),
    }
}
