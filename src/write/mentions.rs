//! The names that texts link to an entry of a register, each with the words around it. What an entry's page looks like is
//! not the business of this room.

use crate::model::document::Document;
use crate::model::edition::Anchors;
use crate::model::text::{Block, Inline, Passage, place};
use crate::source::Span;
use crate::write::surroundings::{Line, Surroundings};

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
        let line = Line::of(content);
        for name in &line.names {
            let Surroundings { before, after } = line.around(&name.range, self.length);
            self.found.push(Mention {
                register: name.register,
                id: name.id.to_owned(),
                before,
                words: line.text.get(name.range.clone()).unwrap_or_default().to_owned(),
                after,
                anchor: anchor.cloned(),
                span: name.content.iter().find_map(place),
            });
        }
    }
}
