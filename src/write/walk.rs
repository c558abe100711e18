//! Ways through the text of a document that every writer goes. This room knows no output format.

use crate::model::apparatus::Voice;
use crate::model::document::Document;
use crate::model::text::{Block, Break, Inline, Marked, Part, Passage, Segment};

/// What stands between the tags of a document: each passage, cell and note in the order of the text.
pub fn runs(document: &Document) -> Vec<&[Inline]> {
    let mut runs = Vec::new();
    for version in &document.versions {
        for block in &version.blocks {
            block_runs(block, &mut runs);
        }
    }
    runs.extend(document.notes.iter().flat_map(|note| &note.content).map(Vec::as_slice));
    runs
}

/// The passages, cells and items of one block.
pub fn block_runs<'a>(block: &'a Block, runs: &mut Vec<&'a [Inline]>) {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
            runs.push(&passage.content);
        }
        Block::List(list) => runs.extend(list.items.iter().map(|item: &Passage| item.content.as_slice())),
        Block::Table(table) => {
            runs.extend(std::iter::once(&table.head).chain(&table.rows).flatten().map(Vec::as_slice));
        }
        Block::Quote(blocks) | Block::Part { blocks, .. } => {
            blocks.iter().for_each(|block| block_runs(block, runs));
        }
        Block::Named(named) => named.content.iter().for_each(|block| block_runs(block, runs)),
    }
}

/// The passages of a document that have an address, in the order of the text, each with the language of its version.
pub fn passages(document: &Document) -> Vec<(&Passage, Option<&str>)> {
    let mut found = Vec::new();
    for version in &document.versions {
        let mut passages = Vec::new();
        version.blocks.iter().for_each(|block| block_passages(block, &mut passages));
        found.extend(passages.into_iter().map(|passage| (passage, version.language.as_deref())));
    }
    found
}

fn block_passages<'a>(block: &'a Block, passages: &mut Vec<&'a Passage>) {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
            passages.push(passage);
        }
        Block::List(list) => passages.extend(&list.items),
        Block::Table(_) => {}
        Block::Quote(blocks) | Block::Part { blocks, .. } => {
            blocks.iter().for_each(|block| block_passages(block, passages));
        }
        Block::Named(named) => named.content.iter().for_each(|block| block_passages(block, passages)),
    }
}

/// Calls `visit` with each inline, the outer one before what it holds.
pub fn each<'a>(content: &'a [Inline], visit: &mut impl FnMut(&'a Inline)) {
    for inline in content {
        visit(inline);
        match inline {
            Inline::Styled { content, .. } | Inline::Link { content, .. } => each(content, visit),
            Inline::Field(field) => each(&field.content, visit),
            Inline::Named(named) => each(&named.content, visit),
            Inline::Marked(marked) => {
                marked.pieces.iter().for_each(|piece| each(&piece.content, visit));
            }
            Inline::Text { .. } | Inline::Image { .. } | Inline::Call { .. } | Inline::Break(_) => {}
        }
    }
}

/// The marks of a document, each once, in the order of the text.
pub fn marks(document: &Document) -> Vec<&Marked> {
    let mut marks: Vec<&Marked> = Vec::new();
    for run in runs(document) {
        each(run, &mut |inline| match inline {
            Inline::Marked(marked) if marked.segment == Segment::First => marks.push(marked),
            _ => {}
        });
    }
    marks.sort_by_key(|marked| marked.mark.ordinal);
    marks
}

/// How often each note is called, by the ordinals of notes.
pub fn calls(document: &Document) -> Vec<usize> {
    let mut calls = vec![0; document.notes.len()];
    for run in runs(document) {
        each(run, &mut |inline| {
            if let Inline::Call { note, .. } = inline
                && let Some(count) = calls.get_mut(*note)
            {
                *count += 1;
            }
        });
    }
    calls
}

/// The words that were read in the document: the exact text without brackets, labels, glosses and notes.
pub fn own_text(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Break(Break::Within) => {}
            Inline::Break(_) => out.push('\n'),
            Inline::Styled { content, .. } | Inline::Link { content, .. } => own_text(content, out),
            Inline::Field(field) => own_text(&field.content, out),
            Inline::Named(named) => own_text(&named.content, out),
            Inline::Marked(marked) => own_text_of_mark(marked, out),
            Inline::Image { .. } | Inline::Call { .. } => {}
        }
    }
}

fn own_text_of_mark(marked: &Marked, out: &mut String) {
    if marked.mark.sign.voice == Voice::Editor {
        return;
    }
    for piece in &marked.pieces {
        match piece.part {
            Part::Content | Part::Edited => own_text(&piece.content, out),
            Part::Sign | Part::Label => {}
        }
    }
}
