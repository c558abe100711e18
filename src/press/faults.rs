//! What is wrong with a site as a whole: pictures that are not there, links that lead nowhere, pages that would be one file. This
//! room must not mend anything.

use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Diagnostic, Diagnostics};
use crate::disk;
use crate::model::edition::Edition;
use crate::resolve::{self, Looked};
use crate::site::{Page, Site};
use crate::source::{Sources, Spanned};
use crate::write;

/// Reports every picture that a text shows and that is not there.
pub fn missing_pictures<'a>(
    edition: &Edition,
    documents: impl Iterator<Item = &'a Looked>,
    sources: &Sources,
    files: &[disk::File],
    diagnostics: &mut Diagnostics,
) {
    let there: BTreeSet<&str> = files.iter().map(|file| file.address.as_str()).collect();
    let missing = |picture: &Spanned<String>| {
        write::html::image_address(&picture.value).is_some_and(|address| !there.contains(address.as_str()))
    };
    let in_documents = documents.flat_map(|looked| looked.pictures.iter().cloned());
    let mut pictures: Vec<Spanned<String>> = in_documents.filter(missing).collect();
    let in_essays =
        edition.essays.iter().flat_map(|essay| resolve::pictures_of_essay(essay, sources.get(essay.source)));
    pictures.extend(in_essays.filter(missing));
    for Spanned { value: path, span } in pictures {
        let message = format!("there is no picture `{path}`");
        let hint = "put the file into `content/images`; its path is counted from there";
        diagnostics.push(Diagnostic::warning("no-picture", message).at(span).hint(hint));
    }
}

/// Reports every link of an essay that leads to no page of the site.
pub fn dead_links(site: &Site, diagnostics: &mut Diagnostics) {
    for (at, essay) in site.edition.essays.iter().enumerate() {
        let source = site.sources.get(essay.source);
        let body = source.text().len() - essay.text.len().min(source.text().len());
        for (range, target) in write::targets::astray(site, at) {
            let found = match target.strip_prefix('#') {
                Some(place) => {
                    Diagnostic::warning("dead-link", format!("there is no place `{place}` on this page"))
                        .hint("a heading is reached by its words in small letters: `#s-how-to-cite`")
                }
                None => Diagnostic::warning("dead-link", format!("the link `{target}` leads to no page")).hint(
                    "name a page by its address from the top of the site, `method/index.html`, by its source, \
                     `../documents/letter.md`, or a document by its id, `doc:letter`",
                ),
            };
            diagnostics.push(found.at(source.span(body + range.start..body + range.end)));
        }
    }
}

/// Reports addresses that would be one file on a disk that knows no capitals or writes accents its own way.
pub fn collisions(pages: &[Page]) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let mut taken: HashMap<String, &str> = HashMap::with_capacity(pages.len());
    for page in pages {
        if let Some(other) = taken.insert(folded(&page.address), &page.address) {
            let message = match other == page.address {
                true => format!("two files of the site have the address `{other}`"),
                false => format!("on some disks `{other}` and `{}` are one file", page.address),
            };
            diagnostics
                .push(Diagnostic::error("same-address", message).hint("give one of them another name"));
        }
    }
    for page in pages {
        let address = folded(&page.address);
        let folders = address.match_indices('/').filter_map(|(at, _)| address.get(..at));
        for other in folders.filter_map(|folder| taken.get(folder)) {
            let message = format!("`{other}` cannot be a file: `{}` needs a folder there", page.address);
            diagnostics
                .push(Diagnostic::error("same-address", message).hint("give one of them another name"));
        }
    }
    diagnostics
}

fn folded(address: &str) -> String {
    if address.is_ascii() {
        return address.to_ascii_lowercase();
    }
    address.nfc().flat_map(char::to_lowercase).nfc().collect()
}
