//! Files that tell machines of the edition as a whole: one row of [`NOTICES`] each. Each is made of addresses on the web,
//! so an edition has them where it says at which address it is published.

mod atom;
mod cff;
pub mod changes;
mod cmif;
mod headers;
mod identity;
mod redirects;
mod sitemap;

use std::collections::BTreeSet;

use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::site::{Page, Site};

/// A kind of file about the edition as a whole.
#[derive(Debug)]
pub struct Notice {
    pub name: &'static str,
    /// Where its files stand, in an edition with these pages; none where there is nothing to tell.
    pub list: fn(&Edition, &Config, &[Page]) -> Vec<String>,
    /// One of its files, by its place among them.
    pub write: fn(&Site, usize, &mut Diagnostics) -> Vec<u8>,
}

/// Every kind of file about the edition as a whole.
pub static NOTICES: &[Notice] = &[
    Notice { name: "correspondence", list: cmif::list, write: |site, _, said| cmif::write(site, said) },
    Notice {
        name: "changes",
        list: |_, _, _| vec!["feed.xml".to_owned()],
        write: |site, _, said| atom::write(site, said),
    },
    Notice { name: "citation", list: cff::list, write: |site, _, _| cff::write(site) },
    Notice { name: "headers", list: headers::list, write: |_, _, _| headers::write() },
    Notice { name: "redirects", list: redirects::list, write: |site, _, said| redirects::write(site, said) },
    // The last, so that it can be told of every page.
    Notice { name: "sitemap", list: sitemap::list, write: sitemap::write },
];

/// The kind of that name.
pub fn notice(name: &str) -> Option<&'static Notice> {
    NOTICES.iter().find(|notice| notice.name == name)
}

/// Says which characters of a document, else of the settings, XML cannot hold and were replaced.
fn replaced(
    site: &Site,
    file: &str,
    document: Option<&Document>,
    unsaid: &mut BTreeSet<char>,
    diagnostics: &mut Diagnostics,
) {
    let unsaid = std::mem::take(unsaid);
    if !unsaid.is_empty() {
        let numbers: Vec<String> = unsaid.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        let whose = document
            .map_or_else(|| "`site.toml`".to_owned(), |document| format!("the document `{}`", document.id));
        let message = format!("`{file}` cannot hold the characters {} of {whose}", numbers.join(", "));
        let found = Diagnostic::warning("not-said", message);
        let found = match document {
            Some(document) => found.at(site.sources.get(document.source).span(0..0)),
            None => found,
        };
        diagnostics.push(found.hint("XML does not have them; write them otherwise"));
    }
}
