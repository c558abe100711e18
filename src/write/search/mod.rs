//! The search: an index that a page finds its way in without a server. It is made of small scripts that the page loads by
//! `<script src>`, which is allowed from a disk and under the policy of our pages, where `fetch` and WebAssembly are not.
//! This room knows the edition and no page.

mod building;
pub mod facets;
mod frequent;
mod gather;
mod layout;
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

use crate::site::{IndexFile, Site};
use crate::write::search::facets::{FACETS, values, years};
use crate::write::search::frequent::Frequent;
use crate::write::search::gather::gather;
use crate::write::search::layout::{Files, file_of, lay_out};
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
        let frequent = Frequent::of(&site.edition, shape.frequent);
        let gathered = gather(&site.edition, &frequent);
        let lengths = gathered.lengths.clone();
        let files = lay_out(gathered, &frequent, &shape);
        let contents = contents(site, &shape, &lengths, &frequent, &files);
        Index { files, contents, facets: of_facets(site), years: of_years(site) }
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
        "weights": WEIGHTS,
        "frequent": frequent.names.join(" "),
        "briefs": String::from_utf8_lossy(&briefs),
        "terms": files.first_terms,
        "spellings": files.first_spellings,
        "cyrillic": files.has_cyrillic,
    });
    file_of("contents", &data)
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
