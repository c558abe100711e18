//! The words that an edition has so often that all their places would be too much to read for one search: `of`, `the`.
//!
//! Of these the index has no places. Instead each place of another word says which of them stand beside it, and two of them
//! that follow one another are a term of their own, [`pair`]. So every phrase is found by its rarer words and by pairs (the
//! next words and common grams of Williams, Zobel and Bahle, "Fast phrase querying with combined indexes", ACM TOIS 22, 2004).

use std::collections::{BTreeMap, HashMap};

use crate::model::edition::Edition;
use crate::write::search::named::Named;
use crate::write::search::uses::each_run;
use crate::write::search::words::is_dense;

/// The frequent words of an edition.
#[derive(Debug)]
pub struct Frequent {
    /// The most frequent first.
    pub names: Vec<String>,
    codes: HashMap<String, u32>,
}

/// How often a word must be there to be one of them: some 30 kB of places.
pub const OFTEN: usize = 4096;

/// How many documents are looked at, so that nearly all need not be gone through twice.
const SAMPLE: usize = 256;

impl Frequent {
    /// At most so many of them. They are judged by documents here and there: which words they are decides how much a search
    /// reads, and nothing of what it finds.
    pub fn of(edition: &Edition, named: &Named, most: usize) -> Frequent {
        let step = (edition.documents.len() / SAMPLE).max(8);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let sample = edition.documents.iter().zip(&edition.anchors).enumerate().step_by(step);
        for (at, (document, anchors)) in sample.filter(|_| most > 0) {
            each_run(document, anchors, named.names(at), |uses, _| {
                for one in uses {
                    match counts.get_mut(&one.term) {
                        Some(count) => *count += 1,
                        None => drop(counts.insert(one.term.clone(), 1)),
                    }
                }
            });
        }
        // Words that are found by pairs of their characters have no neighbours that a query would know.
        let often = |(term, count): &(String, usize)| count * step >= OFTEN && !term.contains(is_dense);
        let mut sorted: Vec<(String, usize)> = counts.into_iter().filter(often).collect();
        sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let names: Vec<String> = sorted.into_iter().take(most).map(|(term, _)| term).collect();
        let codes = names.iter().cloned().zip(1..).collect();
        Frequent { names, codes }
    }

    /// The number of a frequent word, from 1; 0 for any other.
    pub fn code(&self, term: &str) -> u32 {
        self.codes.get(term).copied().unwrap_or_default()
    }
}

/// The term of two frequent words that follow one another. No word has such a sign in it.
pub fn pair(one: &str, other: &str) -> String {
    format!("{one}+{other}")
}
