//! What is known of a file before its text is read: its documents by their ids, hands by their names, notes that stand
//! apart from where they are called.

use std::collections::BTreeMap;

use crate::model::document::Document;
use crate::model::id::Id;
use crate::read::tei::kept;
use crate::read::tei::node::{self, Element, all, attribute, id, name, some_text};
use crate::read::tei::spans::Ends;

/// The longest name of a hand, in characters; what is longer describes it.
const LONGEST_HAND: usize = 60;

/// What the reader of a text asks of the file around it.
pub struct Around<'a> {
    /// The namespace of the file; elements of others are not looked into.
    pub home: Option<&'a str>,
    /// The documents of the file, by the ids of their elements.
    pub documents: BTreeMap<&'a str, Id<Document>>,
    /// What the documents of a file of ours are called now, by what they were called in their edition.
    pub renamed: BTreeMap<&'a str, Id<Document>>,
    /// What hands are called, by their ids.
    pub hands: BTreeMap<&'a str, String>,
    /// How the renditions look that the file describes, by their ids.
    pub renditions: BTreeMap<&'a str, String>,
    /// Notes at the end of a text, by their ids.
    pub notes: BTreeMap<&'a str, Element<'a, 'a>>,
    /// Where that ends to which spans lead.
    pub ends: Ends,
}

impl<'a> Around<'a> {
    pub fn new(
        root: Element<'a, 'a>,
        documents: BTreeMap<&'a str, Id<Document>>,
        renamed: BTreeMap<&'a str, Id<Document>>,
        ends: Ends,
    ) -> Around<'a> {
        let hands = all(root, "handNote").filter_map(|hand| Some((id(hand)?, hand_name(hand)?)));
        let notes =
            all(root, "note").filter(|note| stands_apart(*note)).filter_map(|note| Some((id(note)?, note)));
        Around {
            home: root.tag_name().namespace(),
            documents,
            renamed,
            hands: hands.collect(),
            renditions: renditions(root),
            notes: notes.collect(),
            ends,
        }
    }
}

/// How the renditions look that a file describes, by their ids.
pub fn renditions<'a>(root: Element<'a, 'a>) -> BTreeMap<&'a str, String> {
    all(root, "rendition").filter_map(|one| Some((id(one)?, node::text(one)))).collect()
}

fn hand_name(hand: Element<'_, '_>) -> Option<String> {
    let said = some_text(hand).filter(|text| text.chars().count() <= LONGEST_HAND);
    let scribe = attribute(hand, "scribe").map(str::to_owned).or_else(|| {
        // In a file of ours it may be kept beside what could be written.
        let kept = kept::attributes(hand)?;
        kept.into_iter().find(|(name, _)| name == "scribe").map(|(_, value)| value)
    });
    said.or_else(|| scribe.map(|scribe| scribe.trim_start_matches('#').to_owned()))
}

/// Whether a note stands among notes, and not where it is called.
fn stands_apart(note: Element<'_, '_>) -> bool {
    let mut above = note.ancestors().skip(1);
    above.any(|one| match name(one) {
        "back" | "standOff" => true,
        name if name.starts_with("div") => attribute(one, "type").is_some_and(|kind| kind.contains("notes")),
        _ => false,
    })
}
