//! The search: an index that a page finds its way in without a server. It is made of small scripts that the page loads by
//! `<script src>`, which is allowed from a disk and under the policy of our pages, where `fetch` and WebAssembly are not.
//! This room knows the edition and no page.

mod building;
pub mod facets;
mod frequent;
mod gather;
mod layout;
mod named;
mod numbers;
pub mod romanised;
mod runs;
pub mod shape;
mod texts;
mod uses;
pub mod words;
mod zones;

use std::collections::BTreeSet;

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::site::url::relative;
use crate::site::{IndexFile, Site, Subject};
use crate::write::search::facets::{FACETS, values, years};
use crate::write::search::frequent::Frequent;
use crate::write::search::gather::gather;
use crate::write::search::layout::{Files, file_of, lay_out};
use crate::write::search::named::Named;
use crate::write::search::shape::Shape;
use crate::write::search::zones::WEIGHTS;

pub use crate::write::search::texts::texts;

/// The folder of the search in the site.
pub const FOLDER: &str = "search";

/// The index of an edition: every file of it but the texts.
#[derive(Debug)]
pub struct Index {
    files: Files,
    contents: Vec<u8>,
    facets: Vec<Vec<u8>>,
    years: Vec<u8>,
}

impl Index {
    /// Goes through all texts. What comes of it takes as much memory as its files.
    pub fn of(site: &Site) -> Index {
        let shape = Shape::of(&site.edition, &site.sources);
        let named = Named::of(&site.edition);
        let frequent = Frequent::of(&site.edition, &named, shape.frequent);
        let gathered = gather(&site.edition, &named, &frequent);
        let lengths = gathered.lengths.clone();
        let files = lay_out(gathered, &frequent, &shape);
        let contents = contents(site, &shape, &lengths, &frequent, &files);
        let mut index = Index { files, contents, facets: of_facets(site), years: of_years(site) };
        index.print();
        index
    }

    /// Has each file hand over a print of the whole index, so that a page finds out where a browser has kept one of an older
    /// index, whose numbers mean other documents. Their names stay.
    fn print(&mut self) {
        let Files { terms, spellings, postings, places, briefs, .. } = &mut self.files;
        let numbered = [terms, spellings, postings, places, briefs, &mut self.facets];
        let mut all: Vec<&mut Vec<u8>> = numbered.into_iter().flatten().collect();
        all.extend([&mut self.contents, &mut self.years]);
        let mut hash = Sha256::new();
        all.iter().for_each(|file| hash.update(file.as_slice()));
        let print: String = hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        for file in all {
            file.truncate(file.len() - layout::END.len());
            file.extend(format!(",\"{print}\"{}", layout::END).bytes());
        }
    }

    /// A file of the index; nothing where there is none of that number.
    pub fn file(&self, file: IndexFile) -> Vec<u8> {
        let one = |files: &[Vec<u8>], at: usize| files.get(at).cloned().unwrap_or_default();
        match file {
            IndexFile::Contents => self.contents.clone(),
            IndexFile::Years => self.years.clone(),
            IndexFile::Facet(at) => one(&self.facets, at),
            IndexFile::Terms(at) => one(&self.files.terms, at),
            IndexFile::Spellings(at) => one(&self.files.spellings, at),
            IndexFile::Postings(at) => one(&self.files.postings, at),
            IndexFile::Places(at) => one(&self.files.places, at),
            IndexFile::Briefs(at) => one(&self.files.briefs, at),
            IndexFile::Texts { .. } => Vec::new(),
        }
    }
}

/// What a search needs first: how long documents are, and which file has what.
fn contents(site: &Site, shape: &Shape, lengths: &[u32], frequent: &Frequent, files: &Files) -> Vec<u8> {
    let mut told = Vec::with_capacity(lengths.len());
    lengths.iter().for_each(|length| numbers::push(&mut told, numbers::coarse(*length)));
    let mut marks = Vec::with_capacity(lengths.len());
    (0..lengths.len()).for_each(|at| numbers::push(&mut marks, mark(&href(site, at))));
    let mut briefs = Vec::new();
    files
        .of_briefs
        .iter()
        .flat_map(|(file, slot)| [*file, *slot])
        .for_each(|part| numbers::push(&mut briefs, part));
    let data = json!({
        "documents": site.edition.documents.len(),
        "together": shape.together,
        "lengths": String::from_utf8_lossy(&told),
        "marks": String::from_utf8_lossy(&marks),
        "weights": WEIGHTS,
        "frequent": frequent.names.join(" "),
        "briefs": String::from_utf8_lossy(&briefs),
        "terms": files.first_terms,
        "spellings": files.first_spellings,
        "cyrillic": files.has_cyrillic,
    });
    file_of("contents", &data)
}

/// The link from the search to the page of a document.
pub fn href(site: &Site, document: usize) -> String {
    let address = site.address_of(&Subject::Document(document));
    address.map(|address| relative(&format!("{FOLDER}/index.html"), address)).unwrap_or_default()
}

/// A number from 0 to 59 that is made of a link alone (FNV-1a, 32 bits): the text that a number of the index leads to is of a
/// file that has no print, because it changes with its own documents alone.
fn mark(href: &str) -> u32 {
    let hash =
        href.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % (numbers::SHORTEST + 1)
}

/// The values of each facet: how each is known and called, and the gaps between the documents that have it.
fn of_facets(site: &Site) -> Vec<Vec<u8>> {
    let written = FACETS.iter().zip(values(&site.edition)).map(|(facet, values)| {
        let keys: Vec<&str> = values.iter().map(|value| value.key.as_str()).collect();
        let names: Vec<&str> = values.iter().map(|value| value.label.as_str()).collect();
        let lists: Vec<String> = values.iter().map(|value| gaps(&value.documents)).collect();
        file_of(&format!("facet-{facet}"), &json!([keys, names, lists]))
    });
    written.collect()
}

fn gaps(documents: &BTreeSet<usize>) -> String {
    let mut told = Vec::new();
    let mut last = 0;
    for document in documents.iter().filter_map(|document| u32::try_from(*document).ok()) {
        numbers::push(&mut told, document - last);
        last = document;
    }
    String::from_utf8_lossy(&told).into_owned()
}

/// For each document 0 where it has no date; else its first year from the first of all, counted from 1, and how many more it
/// can lie in.
fn of_years(site: &Site) -> Vec<u8> {
    let all: Vec<Option<(i64, i64)>> =
        site.edition.documents.iter().map(|document| years(document)).collect();
    let first = all.iter().flatten().map(|(first, _)| *first).min().unwrap_or_default();
    let gap = |from: i64, to: i64| u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX - 1);
    let mut told = Vec::new();
    for years in all {
        match years {
            None => numbers::push(&mut told, 0),
            Some((from, to)) => {
                numbers::push(&mut told, gap(first, from) + 1);
                numbers::push(&mut told, gap(from, to));
            }
        }
    }
    file_of("years", &json!([first, String::from_utf8_lossy(&told)]))
}
