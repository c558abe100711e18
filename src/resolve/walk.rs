//! Goes through the text of a document from the first word to the last.

use crate::model::document::Document;
use crate::model::text::{Block, Inline, Passage};

/// What a walk meets, in the order of the text: the versions, then the notes.
pub enum Met<'a> {
    Passage(&'a Passage),
    /// A cell of a table, which has no address.
    Cell(&'a [Inline]),
    Inline(&'a Inline),
}

/// Shows everything in the text of a document to `visit`, what contains before what is contained.
pub fn walk<'a>(document: &'a Document, visit: &mut dyn FnMut(Met<'a>)) {
    for version in &document.versions {
        blocks(&version.blocks, visit);
    }
    for note in &document.notes {
        note.content.iter().for_each(|paragraph| inlines(paragraph, visit));
    }
}

fn blocks<'a>(list: &'a [Block], visit: &mut dyn FnMut(Met<'a>)) {
    for block in list {
        match block {
            Block::Paragraph(content) | Block::Heading { passage: content, .. } | Block::Verse(content) => {
                passage(content, visit);
            }
            Block::List(list) => list.items.iter().for_each(|item| passage(item, visit)),
            Block::Quote(inner) | Block::Part { blocks: inner, .. } => blocks(inner, visit),
            Block::Named(named) => blocks(&named.content, visit),
            Block::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                for cell in rows.flatten() {
                    visit(Met::Cell(cell));
                    inlines(cell, visit);
                }
            }
        }
    }
}

fn passage<'a>(passage: &'a Passage, visit: &mut dyn FnMut(Met<'a>)) {
    visit(Met::Passage(passage));
    inlines(&passage.content, visit);
}

fn inlines<'a>(list: &'a [Inline], visit: &mut dyn FnMut(Met<'a>)) {
    for inline in list {
        visit(Met::Inline(inline));
        match inline {
            Inline::Styled { content, .. } | Inline::Link { content, .. } => inlines(content, visit),
            Inline::Marked(marked) => marked.pieces.iter().for_each(|piece| inlines(&piece.content, visit)),
            Inline::Field(field) => inlines(&field.content, visit),
            Inline::Named(named) => inlines(&named.content, visit),
            Inline::Text { .. } | Inline::Image { .. } | Inline::Call { .. } | Inline::Break(_) => {}
        }
    }
}
