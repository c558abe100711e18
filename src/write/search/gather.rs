//! Where each word stands: the documents are gone through side by side in stretches, and what is found is kept packed, so that
//! memory grows with the index and not with the texts. It knows no file.

use std::collections::HashMap;

use rayon::prelude::{IntoParallelIterator, ParallelIterator, ParallelSliceMut};

use crate::model::document::Document;
use crate::model::edition::{Anchors, Edition};
use crate::write::search::building::{Building, Kind, Part, Place};
use crate::write::search::frequent::{Frequent, pair};
use crate::write::search::named::Named;
use crate::write::search::uses::{Use, each_run};
use crate::write::search::zones::Zone;

/// All that is known of the words of an edition.
pub struct Gathered {
    /// Sorted by their terms, then by their documents.
    pub parts: Vec<Part>,
    /// How many words each document has.
    pub lengths: Vec<u32>,
}

/// Goes through all documents.
pub fn gather(edition: &Edition, named: &Named, frequent: &Frequent) -> Gathered {
    let count = edition.documents.len();
    let size = stretch_of(count);
    let stretches: Vec<(Vec<Part>, Vec<u32>)> = (0..count.div_ceil(size))
        .into_par_iter()
        .map(|at| stretch(edition, named, frequent, at * size, size))
        .collect();
    let mut parts = Vec::new();
    let mut lengths = Vec::with_capacity(count);
    for (of_stretch, their_lengths) in stretches {
        parts.extend(of_stretch);
        lengths.extend(their_lengths);
    }
    parts.par_sort_by(|one, other| (&one.term, one.first).cmp(&(&other.term, other.first)));
    Gathered { parts, lengths }
}

/// How many documents are gone through in one stretch: enough stretches for every core, and in each so many documents that its
/// terms are met again and again. It depends on nothing but their number, so that the index does not either.
fn stretch_of(documents: usize) -> usize {
    (documents / 32).clamp(64, 1024)
}

fn stretch(
    edition: &Edition,
    named: &Named,
    frequent: &Frequent,
    start: usize,
    size: usize,
) -> (Vec<Part>, Vec<u32>) {
    let mut index = Stretch {
        named,
        frequent,
        terms: Vec::new(),
        by_name: HashMap::new(),
        pairs: HashMap::new(),
        document: 0,
        next: 0,
    };
    let documents = edition.documents.iter().zip(&edition.anchors).enumerate().skip(start).take(size);
    let lengths = documents.map(|(at, (document, anchors))| index.document(at, document, anchors)).collect();
    let mut parts: Vec<Part> = index.terms.into_iter().map(Building::finished).collect();
    parts.sort_unstable_by(|one, other| one.term.cmp(&other.term));
    (parts, lengths)
}

struct Stretch<'a> {
    named: &'a Named,
    frequent: &'a Frequent,
    terms: Vec<Building>,
    /// Which term a word is, and its number where it is a frequent one.
    by_name: HashMap<Box<str>, (usize, u32)>,
    /// Where the pairs of frequent words are among the terms, by the numbers of the two.
    pairs: HashMap<(u32, u32), usize>,
    document: u32,
    /// The place of the next word.
    next: u32,
}

/// A use of a term: which one it is, and its number where it is a frequent word.
#[derive(Clone, Copy)]
struct Placed {
    term: usize,
    code: u32,
    zone: Zone,
    at: u32,
}

impl Stretch<'_> {
    /// Takes in a document; says how many words it has.
    fn document(&mut self, at: usize, document: &Document, anchors: &Anchors) -> u32 {
        self.document = u32::try_from(at).unwrap_or(u32::MAX);
        self.next = 0;
        let mut length = 0;
        let names = self.named.names(at);
        each_run(document, anchors, names, |uses, places| {
            self.run(uses);
            // A gap, so that no phrase goes from one run into the next.
            self.next += places + u32::from(places > 0);
            length += places;
        });
        length
    }

    fn run(&mut self, uses: &[Use]) {
        let placed: Vec<Placed> = uses.iter().map(|one| self.placed(one)).collect();
        for (at, one) in placed.iter().enumerate() {
            let (before, behind) = (placed.iter().take(at).rev(), placed.iter().skip(at + 1));
            let before = before.take_while(|other| other.at + 1 >= one.at).filter(|other| other.at < one.at);
            let behind = behind.take_while(|other| other.at <= one.at + 1).filter(|other| other.at > one.at);
            if one.code > 0 {
                self.add(one.term, one.zone, one.at, (0, 0));
                behind.filter(|other| other.code > 0).for_each(|other| self.pair(one, other));
                continue;
            }
            let behind: Vec<u32> = self.codes(one, behind);
            for before in self.codes(one, before) {
                behind.iter().for_each(|behind| self.add(one.term, one.zone, one.at, (before, *behind)));
            }
        }
    }

    fn placed(&mut self, one: &Use) -> Placed {
        let (term, code) = match self.by_name.get(one.term.as_str()) {
            Some(known) => *known,
            None => self.new_term(&one.term),
        };
        Placed { term, code, zone: one.zone, at: self.next + one.at }
    }

    fn new_term(&mut self, name: &str) -> (usize, u32) {
        let code = self.frequent.code(name);
        let kind = match (code, self.frequent.names.is_empty()) {
            (0, true) => Kind::Alone,
            (0, false) => Kind::Beside,
            _ => Kind::Frequent,
        };
        let known = (self.terms.len(), code);
        self.by_name.insert(name.into(), known);
        self.terms.push(Building::new(name, kind));
        known
    }

    /// The frequent words on one side of a word: none is a 0, and one that stands in another zone has a number of its own. There
    /// are two where a word was changed into another.
    fn codes<'p>(&self, one: &Placed, beside: impl Iterator<Item = &'p Placed>) -> Vec<u32> {
        let count = u32::try_from(self.frequent.names.len()).unwrap_or(u32::MAX);
        let frequent = beside.filter(|other| other.code > 0);
        let codes = frequent.map(|other| other.code + if other.zone == one.zone { 0 } else { count });
        let mut codes: Vec<u32> = codes.collect();
        if codes.is_empty() {
            codes.push(0);
        }
        codes
    }

    fn pair(&mut self, one: &Placed, other: &Placed) {
        let known = self.pairs.get(&(one.code, other.code)).copied();
        let term = known.unwrap_or_else(|| {
            let name = |code: u32| self.frequent.names.get(code as usize - 1).map(String::as_str);
            let name = pair(name(one.code).unwrap_or_default(), name(other.code).unwrap_or_default());
            self.pairs.insert((one.code, other.code), self.terms.len());
            self.terms.push(Building::new(&name, Kind::Alone));
            self.terms.len() - 1
        });
        let zone = if one.zone == other.zone { one.zone } else { Zone::Mixed };
        self.add(term, zone, one.at, (0, 0));
    }

    fn add(&mut self, term: usize, zone: Zone, at: u32, (before, behind): (u32, u32)) {
        if let Some(building) = self.terms.get_mut(term) {
            building.add(self.document, Place { zone, at, before, behind });
        }
    }
}
