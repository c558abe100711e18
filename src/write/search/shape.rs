//! How many files the index has. That is known before a text is looked at, as for every page of the site; what is in them is
//! then spread evenly. This room knows how large an edition is and none of its words.

use std::collections::BTreeSet;

use crate::model::edition::Edition;
use crate::site::IndexFile;
use crate::source::Sources;
use crate::write::search::facets::FACETS;
use crate::write::search::frequent::OFTEN;

/// How many files there are of each kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    /// How many documents have their text in one file.
    pub together: usize,
    pub texts: usize,
    pub terms: usize,
    pub spellings: usize,
    pub postings: usize,
    pub places: usize,
    pub briefs: usize,
    /// How many words can be frequent, at the most.
    pub frequent: usize,
}

/// The size of text that a file should have, in bytes.
const TEXT: usize = 8 * 1024;

/// The size of other files that are made of many small entries.
const FILE: usize = 16 * 1024;

/// The size of a file of places: a phrase reads some of each of its words.
const PLACES: usize = 8 * 1024;

/// How many frequent words there can be. With more of them their pairs would be more than the places that they save.
const MOST: usize = 250;

impl Shape {
    /// Sizes are taken in doublings, so that a small change of a text leaves the site the files that it had.
    pub fn of(edition: &Edition, sources: &Sources) -> Shape {
        let documents = edition.documents.len();
        let read: BTreeSet<_> = edition.documents.iter().map(|document| document.source).collect();
        let bytes: usize = read.iter().map(|source| sources.get(*source).text().len()).sum();
        let bytes = bytes.max(1).next_power_of_two();
        let each = (bytes / documents.max(1)).max(1).next_power_of_two();
        let together = (TEXT / each).clamp(1, 16);
        // The word that is met as the how manyth makes up that part of a tenth of all (Zipf), and a word has six bytes.
        let frequent = (bytes / 6 / 10 / OFTEN).min(MOST);
        // What postings and places come to, a fourth of the text each at the most: of one word a search reads a file of each. Of
        // different words there are about as many as the root of all.
        Shape {
            together,
            texts: documents.div_ceil(together),
            terms: (bytes.isqrt() / 64).max(1),
            spellings: (bytes.isqrt() / 256).max(1),
            postings: (bytes / 4 / FILE).max(1),
            places: (bytes / 4 / PLACES).max(1),
            briefs: (documents * frequent).div_ceil(FILE),
            frequent,
        }
    }

    /// Every file, with its name.
    pub fn files(self) -> impl Iterator<Item = (IndexFile, String)> {
        let numbered = |name: &'static str, file: fn(usize) -> IndexFile, count: usize| {
            (0..count).map(move |at| (file(at), format!("{name}-{at}")))
        };
        let texts = (0..self.texts).map(move |number| {
            (IndexFile::Texts { number, together: self.together }, format!("texts-{number}"))
        });
        let facets = FACETS.iter().enumerate();
        [(IndexFile::Contents, "contents".to_owned()), (IndexFile::Years, "years".to_owned())]
            .into_iter()
            .chain(facets.map(|(at, facet)| (IndexFile::Facet(at), format!("facet-{facet}"))))
            .chain(numbered("terms", IndexFile::Terms, self.terms))
            .chain(numbered("spellings", IndexFile::Spellings, self.spellings))
            .chain(numbered("postings", IndexFile::Postings, self.postings))
            .chain(numbered("places", IndexFile::Places, self.places))
            .chain(numbered("briefs", IndexFile::Briefs, self.briefs))
            .chain(texts)
    }
}
