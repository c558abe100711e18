//! The kinds of pages, one row each in [`PAGES`]: which pages there are of a kind, and what each shows.
//! A page is viewed as plain data and filled into its template; this room writes no HTML.

mod card;
mod citation;
mod dates;
mod document;
mod documents;
mod essay;
mod frame;
mod home;
mod method;
mod not_found;
mod reading;
mod signs;
mod words;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::Edition;
use crate::site::{Page, Site, Subject};
use crate::source::Sources;
use crate::theme::Theme;
use crate::write::EXPORTS;

/// A kind of page.
pub struct PageKind {
    /// What [`Page::kind`] says.
    pub name: &'static str,
    /// The template that its view is filled into.
    pub template: &'static str,
    /// The pages of this kind that an edition has, in order.
    pub list: fn(&Edition, &Config) -> Vec<Page>,
    /// One of them, written.
    pub view: fn(&Site, &Theme, &Page) -> Result<String, Diagnostic>,
}

/// Every kind of page.
pub static PAGES: &[PageKind] = &[
    home::KIND,
    documents::KIND,
    document::KIND,
    citation::KIND,
    method::KIND,
    essay::KIND,
    not_found::KIND,
];

/// The kind of that name.
pub fn kind(name: &str) -> Option<&'static PageKind> {
    PAGES.iter().find(|kind| kind.name == name)
}

/// Everything the site of an edition consists of. `files` are the addresses of what is copied as it is.
pub fn plan(edition: &Edition, config: &Config, sources: &Sources, files: &[String]) -> Vec<Page> {
    let mut pages: Vec<Page> = PAGES.iter().flat_map(|kind| (kind.list)(edition, config)).collect();
    for document in 0..edition.documents.len() {
        pages.extend(side_files(edition, config, sources, document));
    }
    pages.extend(files.iter().enumerate().map(|(at, address)| Page {
        address: address.clone(),
        kind: "file",
        subject: Subject::File(at),
    }));
    pages
}

/// The other forms of a document that stand beside its page.
fn side_files(edition: &Edition, config: &Config, sources: &Sources, document: usize) -> Vec<Page> {
    let Some(described) = edition.documents.get(document) else { return Vec::new() };
    let wanted = |name: &str| config.build.outputs.iter().any(|output| output == name);
    let files = EXPORTS.iter().filter(|export| export.side_file && wanted(export.name));
    files
        .map(|export| Page {
            address: export.address(&described.id, sources.get(described.source)),
            kind: "export",
            subject: Subject::Export { document, export: export.name },
        })
        .collect()
}

/// What a page says of itself when its subject is none of the edition's.
fn missing(page: &Page) -> Diagnostic {
    Diagnostic::error("no-such-page", format!("the edition has nothing to show at `{}`", page.address))
}
