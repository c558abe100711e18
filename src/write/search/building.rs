//! The uses of one term while documents are gone through: those of the document that is looked at, and the others, packed. It
//! knows no text.

use crate::write::search::numbers;
use crate::write::search::zones::{WEIGHTS, ZONES, Zone};

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
    /// For each document and zone: the places, each as the gap to the one before, as [`Kind`] says.
    pub places: Vec<u8>,
    /// Of a frequent word, how much each document from the first to the last has of it.
    pub brief: Vec<u8>,
}

/// What is kept of the places of a term.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Each place.
    Alone,
    /// Each place, and which frequent words stand before and behind it.
    Beside,
    /// None.
    Frequent,
}

/// A place of a term in a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    pub zone: Zone,
    pub at: u32,
    /// The frequent words before and behind it, by their numbers; 0 where there is none.
    pub before: u32,
    pub behind: u32,
}

/// A term of the stretch that is gone through.
pub struct Building {
    part: Part,
    kind: Kind,
    /// The places in the document that is gone through.
    places: Vec<Place>,
    document: u32,
}

impl Building {
    pub fn new(term: &str, kind: Kind) -> Building {
        let part = Part {
            term: term.into(),
            first: 0,
            last: 0,
            count: 0,
            documents: Vec::new(),
            places: Vec::new(),
            brief: Vec::new(),
        };
        Building { part, kind, places: Vec::new(), document: 0 }
    }

    pub fn add(&mut self, document: u32, place: Place) {
        if self.document != document {
            self.pack();
            self.document = document;
        }
        self.places.push(place);
    }

    pub fn finished(mut self) -> Part {
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
        // Places come in their order but for the zones; most words are in the text alone. The readings of a changed word
        // can be the same word.
        self.places.sort_unstable();
        self.places.dedup();
        let mut counts = [0_u32; ZONES];
        for place in &self.places {
            if let Some(count) = counts.get_mut(place.zone as usize) {
                *count += 1;
            }
        }
        if self.kind == Kind::Frequent {
            self.tell_in_brief(&counts);
        }
        let part = &mut self.part;
        if part.count == 0 {
            part.first = self.document;
        } else {
            numbers::push(&mut part.documents, self.document - part.last);
        }
        part.last = self.document;
        part.count += 1;
        self.tell_counts(counts);
        self.tell_places();
    }

    /// How much the document has of a frequent word, in one character; a document that has none has a 0.
    fn tell_in_brief(&mut self, counts: &[u32; ZONES]) {
        let part = &mut self.part;
        let without = if part.count == 0 { 0 } else { self.document - part.last - 1 };
        (0..without).for_each(|_| numbers::push(&mut part.brief, 0));
        let much = counts.iter().zip(WEIGHTS).map(|(count, weight)| count * weight).sum();
        numbers::push(&mut part.brief, (numbers::coarse(much) + 1).min(numbers::SHORTEST));
    }

    fn tell_counts(&mut self, counts: [u32; ZONES]) {
        let documents = &mut self.part.documents;
        let there = |zone: &usize| counts.get(*zone) > Some(&0);
        let mask = (0..ZONES).filter(there).fold(0_u32, |mask, zone| mask | 1 << zone);
        match (mask, counts) {
            (1, [count, ..]) => numbers::push(documents, count * 2),
            (mask, counts) => {
                numbers::push(documents, mask * 2 + 1);
                let counts = counts.into_iter().filter(|count| *count > 0);
                counts.for_each(|count| numbers::push(documents, count));
            }
        }
    }

    fn tell_places(&mut self) {
        let mut last: Option<Place> = None;
        for place in self.places.drain(..).filter(|_| self.kind != Kind::Frequent) {
            let before = last.filter(|last| last.zone == place.zone).map_or(0, |last| last.at);
            numbers::push(&mut self.part.places, place.at - before);
            if self.kind == Kind::Beside {
                numbers::push(&mut self.part.places, place.before);
                numbers::push(&mut self.part.places, place.behind);
            }
            last = Some(place);
        }
    }
}
