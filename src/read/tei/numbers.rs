//! Counts the marks of a document in the order of the text, once all of it is there.

use crate::model::document::Document;
use crate::model::text::Block;
use crate::read::signs::number;

/// Numbers the marks of the text, then those of the notes.
pub fn marks(document: &mut Document) {
    let mut next = 0;
    for version in &mut document.versions {
        version.blocks.iter_mut().for_each(|block| of_block(block, &mut next));
    }
    for paragraph in document.notes.iter_mut().flat_map(|note| &mut note.content) {
        next = number(paragraph, 0, next, &mut None);
    }
}

fn of_block(block: &mut Block, next: &mut usize) {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
            *next = number(&mut passage.content, 0, *next, &mut None);
        }
        Block::List(list) => {
            for item in &mut list.items {
                *next = number(&mut item.content, 0, *next, &mut None);
            }
        }
        Block::Table(table) => {
            for cell in std::iter::once(&mut table.head).chain(&mut table.rows).flatten() {
                *next = number(cell, 0, *next, &mut None);
            }
        }
        Block::Quote(blocks) | Block::Part { blocks, .. } => {
            blocks.iter_mut().for_each(|block| of_block(block, next));
        }
        Block::Named(named) => named.content.iter_mut().for_each(|block| of_block(block, next)),
    }
}
