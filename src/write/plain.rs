//! Plain text: what a document says when nothing is left but its characters.

use std::borrow::Cow;

use crate::model::document::{Document, Note, Version};
use crate::model::entity::Party;
use crate::model::text::{Block, Inline, Table, plain};
use crate::site::Site;
use crate::write::walk;

/// The text of a document, a blank line between blocks; several versions follow one another.
pub fn text(document: &Document) -> String {
    joined(document.versions.iter().map(|version| blocks(&version.blocks)), "\n\n")
}

/// How many words were read in the document, separated by white space; labels, blanks, glosses and notes do not count.
pub fn words(document: &Document) -> usize {
    let mut runs = Vec::new();
    for block in document.versions.iter().flat_map(|version| &version.blocks) {
        walk::block_runs(block, &mut runs);
    }
    let mut own = String::new();
    for run in runs {
        walk::own_text(run, &mut own);
        own.push('\n');
    }
    own.split_whitespace().count()
}

/// The file for a reader: what the document is, the transcription, the notes.
pub fn export(site: &Site, document: usize) -> Vec<u8> {
    let Some(document) = site.edition.documents.get(document) else { return Vec::new() };
    let document = &*with_calls(document);
    let notes = document.notes.iter().enumerate().map(|(at, one)| note(at + 1, one));
    let notes = joined(notes, "\n\n");
    let notes = if notes.is_empty() { notes } else { format!("Notes\n\n{notes}") };
    let mut file = joined([head(document), versions(document), notes].into_iter(), "\n\n\n");
    file.push('\n');
    file.into_bytes()
}

/// The document with the calls of notes that are none of its text: `[^1]`, as the notes are numbered here.
fn with_calls(document: &Document) -> Cow<'_, Document> {
    if document.notes.iter().all(|note| !note.typed.is_empty()) {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    document.versions.iter_mut().for_each(|version| call_in_blocks(&mut version.blocks));
    let notes = document.notes.iter_mut().flat_map(|note| &mut note.content);
    notes.for_each(|paragraph| call(paragraph));
    Cow::Owned(document)
}

fn call_in_blocks(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(passage) | Block::Heading { passage, .. } => call(&mut passage.content),
            Block::List(list) => list.items.iter_mut().for_each(|item| call(&mut item.content)),
            Block::Quote(inner) | Block::Part { blocks: inner, .. } => call_in_blocks(inner),
            Block::Table(table) => {
                let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
                rows.flatten().for_each(|cell| call(cell));
            }
        }
    }
}

fn call(content: &mut [Inline]) {
    for inline in content {
        match inline {
            Inline::Call { note, typed } if typed.is_empty() => *typed = format!("[^{}]", *note + 1),
            Inline::Styled { content, .. } | Inline::Link { content, .. } => call(content),
            Inline::Marked(marked) => marked.pieces.iter_mut().for_each(|piece| call(&mut piece.content)),
            Inline::Field(field) => call(&mut field.content),
            Inline::Text { .. } | Inline::Image { .. } | Inline::Call { .. } | Inline::Break(_) => {}
        }
    }
}

fn head(document: &Document) -> String {
    let description = &document.description;
    let written = document.date.as_ref().map(|date| date.written.clone());
    let lines = [
        Some(document.title.text.clone()),
        written.map(|date| format!("Date: {date}")),
        parties(&document.from).map(|names| format!("From: {names}")),
        parties(&document.to).map(|names| format!("To: {names}")),
        source(document).map(|source| format!("Source: {source}")),
        description.url.as_ref().map(|url| format!("Address of the source: {url}")),
    ];
    joined(lines.into_iter().flatten(), "\n")
}

fn parties(parties: &[Party]) -> Option<String> {
    let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join("; "))
}

/// The archive's own citation, else what it is made of.
fn source(document: &Document) -> Option<String> {
    let description = &document.description;
    let parts = [description.collection.clone(), description.location()];
    let made = joined(parts.into_iter().flatten(), ", ");
    description.citation.clone().or_else(|| (!made.is_empty()).then_some(made))
}

fn versions(document: &Document) -> String {
    match document.versions.as_slice() {
        [version] => blocks(&version.blocks),
        versions => joined(versions.iter().map(titled), "\n\n\n"),
    }
}

/// A version among others says which it is.
fn titled(version: &Version) -> String {
    let kind = version.kind.map_or("Text", |kind| kind.name());
    let title = match &version.language {
        Some(language) => format!("{kind} ({language})"),
        None => kind.to_owned(),
    };
    format!("{title}\n\n{}", blocks(&version.blocks))
}

fn note(number: usize, note: &Note) -> String {
    let text = joined(note.content.iter().map(|paragraph| plain(paragraph)), "\n\n");
    match note.typed.as_str() {
        "" => format!("[^{number}] {text}"),
        typed => format!("{typed} {}", text.trim_start()),
    }
}

fn blocks(blocks: &[Block]) -> String {
    joined(blocks.iter().map(block), "\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } => plain(&passage.content),
        Block::List(list) => {
            let between = if list.spaced { "\n\n" } else { "\n" };
            joined(list.items.iter().map(|item| plain(&item.content)), between)
        }
        Block::Quote(inner) | Block::Part { blocks: inner, .. } => blocks(inner),
        Block::Table(rows) => table(rows),
    }
}

/// A line for each row, a tab between cells.
fn table(table: &Table) -> String {
    let row = |cells: &Vec<Vec<Inline>>| {
        cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join("\t").trim_end().to_owned()
    };
    joined(std::iter::once(&table.head).chain(&table.rows).map(row), "\n")
}

/// The texts that are not empty, one after the other.
fn joined(texts: impl Iterator<Item = String>, between: &str) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
}
