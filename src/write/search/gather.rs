//! Where each word stands: the documents are gone through side by side in stretches, and what is found is kept packed, so that
//! memory grows with the index and not with the texts. It knows no file.

use std::collections::HashMap;

use rayon::prelude::{IntoParallelIterator, ParallelIterator, ParallelSliceMut};

use crate::model::document::Document;
use crate::model::edition::{Anchors, Edition};
use crate::write::search::numbers;
use crate::write::search::runs::{Passage, passages};
use crate::write::search::words::{Word, terms, words};
use crate::write::search::zones::{ZONES, Zone, described};

/// All that is known of the words of an edition.
pub struct Gathered {
    /// Sorted by their terms, then by their documents.
    pub parts: Vec<Part>,
    /// How many words each document has.
    pub lengths: Vec<u32>,
}

/// The uses of a term in one stretch of documents.
pub struct Part {
    pub term: Box<str>,
    /// The first and the last document in which it is.
    pub first: u32,
    pub last: u32,
    /// In how many documents it is.
    pub count: u32,
    /// For each document: the gap to the one before (not for the first one), then how often it is in which zone.
    pub documents: Vec<u8>,
    /// For each document and zone: the places, each as the gap to the one before.
    pub places: Vec<u8>,
}

/// Goes through all documents.
pub fn gather(edition: &Edition) -> Gathered {
    let count = edition.documents.len();
    let size = stretch_of(count);
    let stretches: Vec<(Vec<Part>, Vec<u32>)> =
        (0..count.div_ceil(size)).into_par_iter().map(|at| stretch(edition, at * size, size)).collect();
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

fn stretch(edition: &Edition, start: usize, size: usize) -> (Vec<Part>, Vec<u32>) {
    let mut index = Stretch::default();
    let documents = edition.documents.iter().zip(&edition.anchors).enumerate().skip(start).take(size);
    let lengths = documents.map(|(at, (document, anchors))| index.document(at, document, anchors)).collect();
    let mut parts: Vec<Part> = index.terms.into_iter().map(Building::finished).collect();
    parts.sort_unstable_by(|one, other| one.term.cmp(&other.term));
    (parts, lengths)
}

#[derive(Default)]
struct Stretch {
    terms: Vec<Building>,
    by_name: HashMap<Box<str>, usize>,
    document: u32,
    /// The place of the next word.
    next: u32,
}

impl Stretch {
    /// Takes in a document; says how many words it has.
    fn document(&mut self, at: usize, document: &Document, anchors: &Anchors) -> u32 {
        self.document = u32::try_from(at).unwrap_or(u32::MAX);
        self.next = 0;
        let mut length = 0;
        for passage in passages(document, anchors) {
            length += self.passage(&passage);
        }
        for (zone, text) in described(document) {
            length += self.run(zone, &text);
        }
        length
    }

    fn passage(&mut self, passage: &Passage) -> u32 {
        let (own_zone, editors_zone) = match passage.of_a_note {
            true => (Zone::OwnNote, Zone::Note),
            false => (Zone::Text, Zone::Editor),
        };
        let own = passage.own();
        let found = words(&own.text);
        for word in &found {
            let zone = if own.is_by_hand(word.start, word.end) { Zone::Hand } else { own_zone };
            self.word(zone, word);
            for reading in own.readings(word.start, word.end) {
                let (at, readings) = (word.at, terms(&reading).into_iter());
                readings.for_each(|(term, step, _)| self.add(&term, zone, at + step));
            }
        }
        let editors: u32 =
            self.leave(&found) + passage.editors().map(|text| self.run(editors_zone, text)).sum::<u32>();
        editors
    }

    /// Words that stand by themselves.
    fn run(&mut self, zone: Zone, text: &str) -> u32 {
        let found = words(text);
        found.iter().for_each(|word| self.word(zone, word));
        self.leave(&found)
    }

    /// Leaves a gap, so that no phrase goes from one run into the next.
    fn leave(&mut self, words: &[Word]) -> u32 {
        let length = words.last().map_or(0, |word| word.at + 1);
        self.next += length + u32::from(length > 0);
        length
    }

    fn word(&mut self, zone: Zone, word: &Word) {
        self.add(&word.term, zone, word.at);
    }

    fn add(&mut self, term: &str, zone: Zone, at: u32) {
        let place = self.next + at;
        let known = match self.by_name.get(term) {
            Some(known) => *known,
            None => {
                self.by_name.insert(term.into(), self.terms.len());
                self.terms.push(Building::new(term));
                self.terms.len() - 1
            }
        };
        if let Some(building) = self.terms.get_mut(known) {
            building.add(self.document, zone, place);
        }
    }
}

/// A term of the stretch that is gone through.
struct Building {
    part: Part,
    /// The places in the document that is gone through.
    places: Vec<(u8, u32)>,
    document: u32,
}

impl Building {
    fn new(term: &str) -> Building {
        let part = Part {
            term: term.into(),
            first: 0,
            last: 0,
            count: 0,
            documents: Vec::new(),
            places: Vec::new(),
        };
        Building { part, places: Vec::new(), document: 0 }
    }

    fn add(&mut self, document: u32, zone: Zone, place: u32) {
        if self.document != document {
            self.pack();
            self.document = document;
        }
        let place = (zone as u8, place);
        // The readings of a changed word can be the same word.
        if self.places.last() != Some(&place) {
            self.places.push(place);
        }
    }

    fn finished(mut self) -> Part {
        self.pack();
        self.part.documents.shrink_to_fit();
        self.part.places.shrink_to_fit();
        self.part
    }

    /// Puts the document that was gone through behind the others.
    fn pack(&mut self) {
        if self.places.is_empty() {
            return;
        }
        let part = &mut self.part;
        if part.count == 0 {
            part.first = self.document;
        } else {
            numbers::push(&mut part.documents, self.document - part.last);
        }
        part.last = self.document;
        part.count += 1;
        // Places come in their order but for the zones; most words are in the text alone.
        self.places.sort_unstable();
        self.places.dedup();
        let mut counts = [0_u32; ZONES];
        for (zone, _) in &self.places {
            if let Some(count) = counts.get_mut(usize::from(*zone)) {
                *count += 1;
            }
        }
        let mask =
            (0..ZONES).filter(|zone| counts.get(*zone) > Some(&0)).fold(0_u32, |mask, zone| mask | 1 << zone);
        match (mask, counts) {
            (1, [count, ..]) => numbers::push(&mut part.documents, count * 2),
            (mask, counts) => {
                numbers::push(&mut part.documents, mask * 2 + 1);
                counts
                    .into_iter()
                    .filter(|count| *count > 0)
                    .for_each(|count| numbers::push(&mut part.documents, count));
            }
        }
        let mut before = None;
        for (zone, place) in self.places.drain(..) {
            let gap = match before {
                Some((same, last)) if same == zone => place - last,
                _ => place,
            };
            numbers::push(&mut part.places, gap);
            before = Some((zone, place));
        }
    }
}
