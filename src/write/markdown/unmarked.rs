//! A document without the marks that Markdown cannot say: their words stay, so that all its other marks can be written.

use std::collections::BTreeSet;

use crate::model::apparatus::Voice;
use crate::model::document::{Document, Note, Version};
use crate::model::text::{Block, Inline, Marked, Passage};
use crate::source::Span;
use crate::write::walk;

/// The document with the words alone of each mark that, written by itself with its block, is not read as its words.
/// `is_read` says whether a document is.
pub fn unmarked(document: &Document, is_read: &dyn Fn(&Document) -> bool) -> Document {
    let mut spoilt = BTreeSet::new();
    let notes = document.notes.iter().flat_map(paragraphs);
    let blocks = document.versions.iter().flat_map(|version| version.blocks.iter().cloned());
    for block in blocks.chain(notes) {
        let alone = alone(document, block);
        if is_read(&alone) {
            continue;
        }
        let marks: Vec<usize> = ordinals(&alone).into_iter().collect();
        let all: BTreeSet<usize> = marks.iter().copied().collect();
        let mut found = BTreeSet::new();
        search(&marks, &mut found, &|written| {
            let plain: BTreeSet<usize> = all.iter().copied().filter(|one| !written.contains(one)).collect();
            is_read(&without(&alone, &plain))
        });
        // Two marks can be written each by itself and not together.
        match is_read(&without(&alone, &found)) {
            true => spoilt.extend(found),
            false => spoilt.extend(all),
        }
    }
    without(document, &spoilt)
}

/// Halves the marks of a block until those that cannot be written are found, so that a long block with one such mark is not
/// read once for each mark.
fn search(marks: &[usize], found: &mut BTreeSet<usize>, can_write: &dyn Fn(&[usize]) -> bool) {
    if marks.is_empty() || can_write(marks) {
        return;
    }
    if let [only] = marks {
        found.insert(*only);
        return;
    }
    let (one, other) = marks.split_at(marks.len() / 2);
    search(one, found, can_write);
    search(other, found, can_write);
}

/// A block as a document, with what decides how its brackets are read.
fn alone(document: &Document, block: Block) -> Document {
    let mut alone = Document::new(document.id.clone(), document.source);
    alone.layout = document.layout;
    alone.languages = document.languages.clone();
    alone.versions = vec![Version { kind: None, language: None, blocks: vec![block] }];
    alone
}

fn paragraphs(note: &Note) -> impl Iterator<Item = Block> {
    let passage = |content: &Vec<Inline>| Passage {
        ordinal: 0,
        content: content.clone(),
        span: note.span,
        elements: Vec::new(),
    };
    note.content.iter().map(move |content| Block::Paragraph(passage(content)))
}

/// The marks of the document itself; those of an editor are kept in brackets, which say whose words they are.
fn ordinals(document: &Document) -> BTreeSet<usize> {
    let mut ordinals = BTreeSet::new();
    for run in walk::runs(document) {
        walk::each(run, &mut |inline| {
            if let Inline::Marked(marked) = inline
                && marked.mark.sign.voice == Voice::Document
            {
                ordinals.insert(marked.mark.ordinal);
            }
        });
    }
    ordinals
}

fn without(document: &Document, spoilt: &BTreeSet<usize>) -> Document {
    let mut document = document.clone();
    if spoilt.is_empty() {
        return document;
    }
    let blocks = document.versions.iter_mut().flat_map(|version| &mut version.blocks);
    blocks.for_each(|block| of_block(block, spoilt));
    let notes = document.notes.iter_mut().flat_map(|note| &mut note.content);
    notes.for_each(|content| of_run(content, spoilt));
    document
}

fn of_block(block: &mut Block, spoilt: &BTreeSet<usize>) {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
            of_run(&mut passage.content, spoilt);
        }
        Block::List(list) => list.items.iter_mut().for_each(|item| of_run(&mut item.content, spoilt)),
        Block::Table(table) => {
            let cells = std::iter::once(&mut table.head).chain(&mut table.rows).flatten();
            cells.for_each(|cell| of_run(cell, spoilt));
        }
        Block::Quote(blocks) | Block::Part { blocks, .. } => {
            blocks.iter_mut().for_each(|block| of_block(block, spoilt));
        }
        Block::Named(named) => named.content.iter_mut().for_each(|block| of_block(block, spoilt)),
    }
}

fn of_run(content: &mut Vec<Inline>, spoilt: &BTreeSet<usize>) {
    for mut inline in std::mem::take(content) {
        match &mut inline {
            Inline::Styled { content, .. } | Inline::Link { content, .. } => of_run(content, spoilt),
            Inline::Field(field) => of_run(&mut field.content, spoilt),
            Inline::Named(named) => of_run(&mut named.content, spoilt),
            Inline::Marked(marked) => {
                marked.pieces.iter_mut().for_each(|piece| of_run(&mut piece.content, spoilt))
            }
            Inline::Text { .. } | Inline::Image { .. } | Inline::Call { .. } | Inline::Break(_) => {}
        }
        match inline {
            Inline::Marked(marked)
                if spoilt.contains(&marked.mark.ordinal) && marked.mark.sign.voice == Voice::Document =>
            {
                content.extend(words(*marked));
            }
            other => content.push(other),
        }
    }
}

/// The readings of a mark, with a space between two of them, for they are not one word.
fn words(marked: Marked) -> Vec<Inline> {
    let span: Span = marked.mark.span;
    let mut words: Vec<Inline> = Vec::new();
    let mut last = None;
    for piece in marked.pieces.into_iter().filter(|piece| !piece.content.is_empty()) {
        if last.is_some_and(|last| last != piece.part) {
            words.push(Inline::Text { text: " ".to_owned(), span });
        }
        last = Some(piece.part);
        words.extend(piece.content);
    }
    words
}
