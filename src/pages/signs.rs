//! The signs that a text uses, counted, each with its first use drawn as the text draws it.

use serde::Serialize;

use crate::model::apparatus::{Mark, SIGNS, Voice};
use crate::model::document::Document;
use crate::model::edition::Anchors;
use crate::model::text::Marked;
use crate::pages::words::shortened;
use crate::write::walk;

/// One line of a legend.
#[derive(Serialize)]
pub struct Entry {
    pub caption: String,
    pub meaning: String,
    /// The element of TEI that says the same, with its attributes.
    pub tei: String,
    /// Whose words stand in the sign.
    pub voice: &'static str,
    pub count: usize,
    pub first: Use,
}

/// One use of a sign.
#[derive(Clone, Serialize)]
pub struct Use {
    sign: String,
    /// What stands in it, shortened.
    words: String,
    /// Of a pair, what came in place of the words.
    edited: Option<String>,
    /// Whether the sign goes around words of the text; otherwise its own words are its label.
    around: bool,
    /// Of an empty space, its width.
    extent: Option<u32>,
    language: Option<String>,
    anchor: String,
    /// Where it is and what the document is called, where the legend is on another page.
    pub href: Option<String>,
    pub document: Option<String>,
}

/// The uses of signs, gathered text by text.
#[derive(Default)]
pub struct Tally {
    counts: Vec<usize>,
    firsts: Vec<Option<Use>>,
}

/// The longest sample that a legend shows, in characters.
const SAMPLE: usize = 24;

/// The legend of one document's page.
pub fn legend(document: &Document, anchors: &Anchors) -> Vec<Entry> {
    let mut tally = Tally::default();
    tally.add(document, anchors, |_| (None, None));
    tally.entries()
}

impl Tally {
    /// Counts the marks of a document. `place` says where the page of the document is and what it is
    /// called, given the anchor of a mark.
    pub fn add(
        &mut self,
        document: &Document,
        anchors: &Anchors,
        place: impl Fn(&str) -> (Option<String>, Option<String>),
    ) {
        self.counts.resize(SIGNS.len(), 0);
        self.firsts.resize(SIGNS.len(), None);
        for marked in walk::marks(document) {
            let row = SIGNS.iter().position(|sign| sign.name == marked.mark.sign.name);
            let anchor = anchors.marks.get(marked.mark.ordinal);
            let (Some(row), Some(anchor)) = (row, anchor) else { continue };
            if let Some(count) = self.counts.get_mut(row) {
                *count += 1;
            }
            if let Some(first @ None) = self.firsts.get_mut(row) {
                let (href, document) = place(anchor);
                *first = Some(Use { href, document, ..sample(marked, anchor) });
            }
        }
    }

    /// The signs that were used, in the order of [`SIGNS`].
    pub fn entries(self) -> Vec<Entry> {
        let used = SIGNS.iter().zip(self.counts).zip(self.firsts);
        used.filter_map(|((sign, count), first)| {
            Some(Entry {
                caption: sign.caption.to_string(),
                meaning: sign.meaning.to_string(),
                tei: format!("<{}>", sign.tei),
                voice: match sign.voice {
                    Voice::Document => "words of the document",
                    Voice::Editor => "words of the editor",
                },
                count,
                first: first?,
            })
        })
        .collect()
    }
}

fn sample(marked: &Marked, anchor: &str) -> Use {
    let mark: &Mark = &marked.mark;
    // `word [?]` is about the word before it.
    let doubted = mark.of.as_deref().filter(|_| mark.sign.name == "unclear");
    let around = mark.text.as_deref().or(doubted);
    let written = around.unwrap_or(&mark.as_written);
    Use {
        sign: mark.sign.name.to_string(),
        words: shortened(written, SAMPLE),
        edited: mark.edited.as_deref().map(|edited| shortened(edited, SAMPLE)),
        around: around.is_some(),
        extent: (mark.sign.name == "space").then(|| width(mark)),
        language: mark.language.clone(),
        anchor: anchor.to_owned(),
        href: None,
        document: None,
    }
}

fn width(mark: &Mark) -> u32 {
    mark.extent.as_ref().map_or(1, |extent| extent.quantity.0 / 4)
}
