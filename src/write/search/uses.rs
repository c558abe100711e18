//! The words that a document is found by, run by run: a run is what is read in one, so that a phrase can stand in it. It knows
//! no index.

use crate::model::document::Document;
use crate::model::edition::Anchors;
use crate::write::search::runs::{Passage, passages};
use crate::write::search::words::{terms, words};
use crate::write::search::zones::{Zone, described};

/// One use of a term.
pub struct Use {
    pub term: String,
    pub zone: Zone,
    /// The how manyth word of its run it is.
    pub at: u32,
}

/// Hands on each run of a document, sorted by the places of its words, and how many places it has.
/// `named` are names that are found in it beside those that it has.
pub fn each_run<'a>(
    document: &Document,
    anchors: &Anchors,
    named: impl Iterator<Item = (Zone, &'a str)>,
    mut take: impl FnMut(&[Use], u32),
) {
    for passage in passages(document, anchors) {
        own(&passage, &mut take);
        let zone = if passage.of_a_note { Zone::Note } else { Zone::Editor };
        passage.editors().for_each(|text| alone(zone, text, &mut take));
    }
    for (zone, text) in described(document) {
        alone(zone, &text, &mut take);
    }
    named.for_each(|(zone, name)| alone(zone, name, &mut take));
}

/// The document's words in a passage.
fn own(passage: &Passage, take: &mut impl FnMut(&[Use], u32)) {
    let own_zone = if passage.of_a_note { Zone::OwnNote } else { Zone::Text };
    let own = passage.own();
    let mut uses = Vec::new();
    let mut length = 0;
    for word in words(&own.text) {
        let zone = if own.is_by_hand(word.start, word.end) { Zone::Hand } else { own_zone };
        for reading in own.readings(word.start, word.end) {
            let readings = terms(&reading).into_iter();
            uses.extend(readings.map(|(term, step, _)| Use { term, zone, at: word.at + step }));
        }
        length = word.at + 1;
        uses.push(Use { term: word.term, zone, at: word.at });
    }
    // A reading can have more words than what was changed.
    uses.sort_by_key(|one| one.at);
    take(&uses, length);
}

/// Words that stand by themselves.
fn alone(zone: Zone, text: &str, take: &mut impl FnMut(&[Use], u32)) {
    let uses: Vec<Use> =
        words(text).into_iter().map(|word| Use { term: word.term, zone, at: word.at }).collect();
    take(&uses, uses.last().map_or(0, |last| last.at + 1));
}
