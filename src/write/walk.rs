//! Ways through the text of a document that every writer goes. This room knows no output format.

use crate::model::apparatus::Voice;
use crate::model::document::{Document, Note};
use crate::model::text::{Block, Break, Inline, Marked, Part, Passage, Segment};

/// What stands between the tags of a document: each passage, cell and note in the order of the text.
pub fn runs(document: &Document) -> Vec<&[Inline]> {
    let mut runs = text_runs(document);
    runs.extend(document.notes.iter().flat_map(|note| &note.content).map(Vec::as_slice));
    runs
}

/// The runs of the text alone, without those of the notes.
pub fn text_runs(document: &Document) -> Vec<&[Inline]> {
    let mut runs = Vec::new();
    for block in document.versions.iter().flat_map(|version| &version.blocks) {
        block_runs(block, &mut runs);
    }
    runs
}

/// The notes by what they are called: their order is that of their calls, which is another where a note calls a note.
pub fn by_label(document: &Document) -> Vec<&Note> {
    let mut notes: Vec<&Note> = document.notes.iter().collect();
    notes.sort_by(|one, other| one.label.cmp(&other.label));
    notes
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
    own(content, false, out);
}

/// All characters that were read in the document, those too that are calls of notes and blanks drawn as a line.
pub fn own_characters(content: &[Inline], out: &mut String) {
    own(content, true, out);
}

fn own(content: &[Inline], all: bool, out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Break(Break::Within) => {}
            Inline::Break(_) => out.push('\n'),
            Inline::Styled { content, .. } | Inline::Link { content, .. } => own(content, all, out),
            Inline::Field(field) => own(&field.content, all, out),
            Inline::Named(named) => own(&named.content, all, out),
            Inline::Marked(marked) => own_text_of_mark(marked, all, out),
            Inline::Call { typed, .. } if all => out.push_str(typed),
            Inline::Image { .. } | Inline::Call { .. } => {}
        }
    }
}

fn own_text_of_mark(marked: &Marked, all: bool, out: &mut String) {
    if all && is_drawn(marked) {
        return marked.pieces.iter().for_each(|piece| own(&piece.content, all, out));
    }
    if marked.mark.sign.voice == Voice::Editor {
        return;
    }
    for piece in &marked.pieces {
        match piece.part {
            Part::Content | Part::Edited => own(&piece.content, all, out),
            Part::Sign | Part::Label => {}
        }
    }
}

/// Whether a mark is a line in the document, `____`, and not what an editor says of it.
pub fn is_drawn(marked: &Marked) -> bool {
    let label = |part: Part| part == Part::Label;
    let no_letters = !marked.mark.as_written.contains(char::is_alphanumeric);
    marked.mark.sign.name == "blank" && no_letters && marked.pieces.iter().all(|piece| label(piece.part))
}
