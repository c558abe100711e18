//! The places of a document that have an address: paragraphs, marks and notes, each with its first words.

use serde::Serialize;

use crate::model::document::{Document, Note};
use crate::model::edition::{Anchors, Provisional};
use crate::model::text::{Marked, plain};
use crate::pages::words::shortened;
use crate::site::Site;
use crate::words::{listed, raised};
use crate::write::report::Report;
use crate::write::walk;

/// How much of a place is shown, in characters.
const WORDS: usize = 90;

/// How much of it a report quotes.
const QUOTED: usize = 160;

/// All places of a document.
#[derive(Serialize)]
pub struct Places {
    /// How many there are: `12 paragraphs, 1 mark and 2 notes`.
    extent: String,
    groups: Vec<Group>,
}

/// The places of one kind.
#[derive(Serialize)]
struct Group {
    heading: &'static str,
    id: &'static str,
    places: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    label: String,
    words: String,
    /// Of the words.
    language: Option<String>,
    href: String,
    /// The whole address, where the edition says where it is published.
    address: Option<String>,
    report: Option<String>,
    /// Whether its address may still change, though the document was published.
    provisional: bool,
}

/// The places of the document at this place in the edition. `page` is the address of its page in the site, `href` the link to it.
pub fn places(site: &Site, at: usize, page: &str, href: &str) -> Option<Places> {
    let document: &Document = site.edition.documents.get(at)?.as_ref();
    let anchors: &Anchors = site.edition.anchors.get(at)?.as_ref();
    let is_provisional =
        |anchor: &str| matches!(anchors.provisional, Provisional::Some(_)) && anchors.is_provisional(anchor);
    let is_provisional: &dyn Fn(&str) -> bool = &is_provisional;
    let maker = Maker { permanent: site.permanent(page), href, report: Report::of(site, at), is_provisional };
    let paragraphs = walk::passages(document).into_iter().filter_map(|(passage, language)| {
        let anchor = anchors.passages.get(passage.ordinal)?;
        let number = anchor.strip_prefix('p').unwrap_or(anchor);
        Some(maker.place(anchor, format!("Paragraph {number}"), &plain(&passage.content), language))
    });
    // An indentation has no words that could be quoted.
    let marks = walk::marks(document).into_iter().filter(|marked| marked.mark.sign.name != "space");
    let marks = marks.filter_map(|marked| {
        let anchor = anchors.marks.get(marked.mark.ordinal)?;
        let label = raised(&marked.mark.sign.caption);
        Some(maker.place(anchor, label, &words_of(marked), marked.mark.language.as_deref()))
    });
    let notes = document.notes.iter().enumerate().filter_map(|(at, note)| {
        let anchor = anchors.notes.get(at)?;
        Some(maker.place(anchor, format!("Note {}", at + 1), &words_of_note(note), None))
    });
    let groups = [
        Group { heading: "Paragraphs", id: "paragraphs", places: paragraphs.collect() },
        Group { heading: "Marks", id: "marks", places: marks.collect() },
        Group { heading: "Notes", id: "notes", places: notes.collect() },
    ];
    let groups: Vec<Group> = groups.into_iter().filter(|group| !group.places.is_empty()).collect();
    let count = |group: &Group| {
        let many = group.heading.to_lowercase();
        match group.places.len() {
            1 => format!("1 {}", many.trim_end_matches('s')),
            count => format!("{count} {many}"),
        }
    };
    let extent = listed(&groups.iter().map(count).collect::<Vec<_>>());
    (!groups.is_empty()).then_some(Places { extent, groups })
}

struct Maker<'a> {
    permanent: Option<String>,
    href: &'a str,
    report: Option<Report>,
    is_provisional: &'a dyn Fn(&str) -> bool,
}

impl Maker<'_> {
    fn place(&self, anchor: &str, label: String, words: &str, language: Option<&str>) -> Place {
        Place {
            label,
            words: shortened(words, WORDS),
            provisional: (self.is_provisional)(anchor),
            language: language.map(str::to_owned),
            href: format!("{}#{anchor}", self.href),
            address: self.permanent.as_ref().map(|permanent| format!("{permanent}#{anchor}")),
            report: self.report.as_ref().map(|report| report.of_place(anchor, &shortened(words, QUOTED))),
        }
    }
}

/// A mark as it was typed.
fn words_of(marked: &Marked) -> String {
    marked.pieces.iter().map(|piece| plain(&piece.content)).collect()
}

fn words_of_note(note: &Note) -> String {
    let paragraphs: Vec<String> = note.content.iter().map(|paragraph| plain(paragraph)).collect();
    paragraphs.join(" ")
}
