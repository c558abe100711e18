//! Documents for the tests of the writers, built by hand; it is compiled for tests alone.

use crate::config::Config;
use crate::model::apparatus::{Mark, sign};
use crate::model::date::{Date, Edtf};
use crate::model::document::{Document, Note, Title, Version};
use crate::model::edition::{Anchors, Edition};
use crate::model::entity::Party;
use crate::model::id::Id;
use crate::model::text::{Block, Inline, Marked, Part, Passage, Piece, Segment};
use crate::site::{Page, Site, Subject};
use crate::source::{SourceId, Sources, Span};

/// A place that no test looks at.
pub fn nowhere() -> Span {
    Span::new(somewhere(), 0, 0)
}

fn somewhere() -> SourceId {
    Sources::default().add("content/documents/letter.md", Vec::new())
}

pub fn text(text: &str) -> Inline {
    Inline::Text { text: text.to_owned(), span: nowhere() }
}

pub fn passage(ordinal: usize, content: Vec<Inline>) -> Passage {
    Passage { ordinal, content, span: nowhere(), elements: Vec::new() }
}

pub fn paragraph(ordinal: usize, content: Vec<Inline>) -> Block {
    Block::Paragraph(passage(ordinal, content))
}

/// A mark in brackets: `mark("addition", 0, &[(Part::Sign, "["), …])`.
pub fn mark(name: &str, ordinal: usize, pieces: &[(Part, &str)]) -> Marked {
    let pieces = pieces.iter().map(|(part, typed)| Piece { part: *part, content: vec![text(typed)] });
    Marked {
        mark: Mark {
            sign: sign(name).unwrap(),
            ordinal,
            span: nowhere(),
            depth: 0,
            as_written: String::new(),
            text: None,
            edited: None,
            hand: None,
            place: None,
            language: None,
            reason: None,
            certainty: None,
            extent: None,
            of: None,
            elements: Vec::new(),
        },
        pieces: pieces.collect(),
        segment: Segment::First,
    }
}

/// A mark in a paragraph.
pub fn marked(marked: Marked) -> Inline {
    Inline::Marked(Box::new(marked))
}

pub fn note(label: &str, typed: &str, content: Vec<Inline>) -> Note {
    Note {
        typed: typed.to_owned(),
        label: label.to_owned(),
        content: vec![content],
        of_the_document: true,
        attributes: Vec::new(),
        span: nowhere(),
    }
}

pub fn party(name: &str) -> Party {
    Party { name: name.to_owned(), ..Party::default() }
}

pub fn dated(written: &str, edtf: &str) -> Option<Date> {
    Some(Date { written: written.to_owned(), edtf: Edtf::new(edtf) })
}

/// A document of one version in English.
pub fn document(blocks: Vec<Block>) -> Document {
    let mut document = Document::new(Id::new("letter").unwrap(), somewhere());
    document.title = Title { text: "Letter".to_owned(), inferred: false, span: None };
    document.versions = vec![Version { kind: None, language: Some("en".to_owned()), blocks }];
    document
}

/// An edition of one document.
pub fn site(document: Document, config: Config) -> Site {
    let names = |letter: char| (1..=40).map(|number| format!("{letter}{number}")).collect();
    let anchors =
        Anchors { passages: names('p'), marks: names('m'), notes: names('n'), ..Anchors::default() };
    let mut sources = Sources::default();
    sources.add("content/documents/letter.md", Vec::new());
    let page = Page {
        address: format!("documents/{}.html", document.id),
        kind: "document",
        subject: Subject::Document(0),
    };
    let edition = Edition::new(vec![document], vec![anchors], Vec::new(), Vec::new());
    Site::new(config, Default::default(), edition, sources, vec![page])
}
