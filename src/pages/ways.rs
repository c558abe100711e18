//! The ways into an edition: the pages from which its documents are reached, each with what it leads to in a few words.

use serde::Serialize;

use crate::model::index::Index;
use crate::pages::facets::heading;
use crate::site::links::Links;
use crate::site::{Site, Subject};

/// A page from which documents are reached.
#[derive(Serialize)]
pub struct Way {
    pub label: String,
    pub href: String,
    pub text: String,
}

/// The way over the page about this; nothing where the site has none.
pub fn way(site: &Site, links: &Links, subject: &Subject) -> Option<Way> {
    let (label, text) = match subject {
        Subject::Documents { .. } => ("Documents", "all of them, in the order of their dates"),
        Subject::Index { index, .. } => (heading(*index), of_index(*index)),
        Subject::Chronology => ("Chronology", "the documents by years and months"),
        Subject::Transmission { .. } => {
            ("Transmission", "how they were sent and received, and by which clerks")
        }
        Subject::Search => ("Search", "words, phrases and names, and whose words they are"),
        Subject::Apparatus => ("Apparatus", "every mark that the editors made, by its sign"),
        Subject::Method => ("Method", "how the texts were made, and what their signs mean"),
        Subject::Whole(_) => ("All texts in one file", "TEI, to be searched with a program of your own"),
        _ => return None,
    };
    let href = links.about(site, subject)?;
    Some(Way { label: label.to_owned(), href, text: text.to_owned() })
}

/// What an index leads to.
fn of_index(index: Index) -> &'static str {
    match index {
        Index::People => "who wrote, received, translated or is named",
        Index::Places => "where letters came from and went to",
        Index::Organizations => "states, offices and committees",
        Index::Archives => "where the originals lie, down to the file",
        Index::Subjects => "what the documents are about",
        Index::Languages => "in which languages they were written and are read here",
    }
}
