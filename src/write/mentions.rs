//! The names that texts link to an entry of a register, each with the words around it. What an entry's page looks like is
//! not the business of this room.

use crate::model::document::Document;
use crate::model::edition::Anchors;
use crate::model::text::{Block, Break, Inline, Passage, Target, place};
use crate::source::Span;
use crate::write::surroundings::{first, last};

/// A name in the text of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    pub register: &'static str,
    pub id: String,
    pub before: String,
    pub words: String,
    pub after: String,
    /// The address within the page; nothing for a cell of a table.
    pub anchor: Option<String>,
    /// Where its first letters stand in the source.
    pub span: Option<Span>,
}

/// The linked names of a document, in the order of the text, with at most `length` characters on either side.
pub fn mentions(document: &Document, anchors: &Anchors, length: usize) -> Vec<Mention> {
    let mut reader = Reader { anchors, length, found: Vec::new() };
    for version in &document.versions {
        reader.blocks(&version.blocks);
    }
    for (at, note) in document.notes.iter().enumerate() {
        note.content.iter().for_each(|paragraph| reader.run(paragraph, anchors.notes.get(at)));
    }
    reader.found
}

struct Reader<'a> {
    anchors: &'a Anchors,
    length: usize,
    found: Vec<Mention>,
}

impl Reader<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                    self.passage(passage);
                }
                Block::List(list) => list.items.iter().for_each(|item| self.passage(item)),
                Block::Quote(blocks) | Block::Part { blocks, .. } => self.blocks(blocks),
                Block::Named(named) => self.blocks(&named.content),
                Block::Table(table) => {
                    let cells = std::iter::once(&table.head).chain(&table.rows).flatten();
                    cells.for_each(|cell| self.run(cell, None));
                }
            }
        }
    }

    fn passage(&mut self, passage: &Passage) {
        self.run(&passage.content, self.anchors.passages.get(passage.ordinal));
    }

    fn run(&mut self, content: &[Inline], anchor: Option<&String>) {
        let mut line = Line::default();
        line.write(content);
        for Found { register, id, start, end, span } in line.found {
            let part = |range: std::ops::Range<usize>| line.text.get(range).unwrap_or_default();
            self.found.push(Mention {
                register,
                id,
                before: last(part(0..start), self.length),
                words: part(start..end).to_owned(),
                after: first(part(end..line.text.len()), self.length),
                anchor: anchor.cloned(),
                span,
            });
        }
    }
}

/// The text of a passage, and where each name stands in it.
#[derive(Default)]
struct Line {
    text: String,
    found: Vec<Found>,
}

struct Found {
    register: &'static str,
    id: String,
    start: usize,
    end: usize,
    span: Option<Span>,
}

impl Line {
    fn write(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => self.text.push_str(text),
                Inline::Styled { content, .. } => self.write(content),
                Inline::Link { target, content } => {
                    let start = self.text.len();
                    self.write(content);
                    if let Target::Entry { register, id } = target {
                        let end = self.text.len();
                        let span = content.iter().find_map(place);
                        self.found.push(Found { register, id: id.clone(), start, end, span });
                    }
                }
                Inline::Marked(marked) => {
                    marked.pieces.iter().for_each(|piece| self.write(&piece.content));
                }
                Inline::Field(field) => self.write(&field.content),
                Inline::Named(named) => self.write(&named.content),
                Inline::Call { typed, .. } => self.text.push_str(typed),
                Inline::Break(Break::Within) => {}
                Inline::Break(_) => self.text.push(' '),
                Inline::Image { .. } => {}
            }
        }
    }
}
