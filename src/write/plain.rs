//! Plain text: what a document says when nothing is left but its characters.

use crate::model::document::{Document, Note, Version};
use crate::model::entity::Party;
use crate::model::text::{Block, Inline, Table, plain};
use crate::site::Site;
use crate::write::{listed, untyped, walk};

/// The text of a document, a blank line between blocks; several versions follow one another.
pub fn text(document: &Document) -> String {
    joined(document.versions.iter().map(|version| blocks(&version.blocks, plain)), "\n\n")
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
    let run = if untyped::is_untyped(document) { untyped::bracketed } else { untyped::typed };
    let notes = document.notes.iter().enumerate().map(|(at, one)| note(at + 1, one, run));
    let notes = joined(notes, "\n\n");
    let notes = if notes.is_empty() { notes } else { format!("Notes\n\n{notes}") };
    let mut file = joined([head(document), versions(document, run), notes].into_iter(), "\n\n\n");
    file.push('\n');
    file.into_bytes()
}

fn head(document: &Document) -> String {
    let description = &document.description;
    let written = document.dated().map(|date| date.written.clone());
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

/// How a run of text is written: as it is, or with the brackets that its marks do not have.
type Run = fn(&[Inline]) -> String;

fn versions(document: &Document, run: Run) -> String {
    match document.versions.as_slice() {
        [version] => blocks(&version.blocks, run),
        versions => joined(versions.iter().map(|version| titled(version, run)), "\n\n\n"),
    }
}

/// A version among others says which it is.
fn titled(version: &Version, run: Run) -> String {
    let kind = version.kind.map_or("Text", |kind| kind.name());
    let title = match &version.language {
        Some(language) => format!("{kind} ({language})"),
        None => kind.to_owned(),
    };
    format!("{title}\n\n{}", blocks(&version.blocks, run))
}

fn note(number: usize, note: &Note, run: Run) -> String {
    let text = joined(note.content.iter().map(|paragraph| run(paragraph)), "\n\n");
    match note.typed.as_str() {
        "" => format!("[^{number}] {text}"),
        typed => format!("{typed} {}", text.trim_start()),
    }
}

fn blocks(blocks: &[Block], run: Run) -> String {
    joined(blocks.iter().map(|one| block(one, run)), "\n\n")
}

fn block(block: &Block, run: Run) -> String {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
            run(&passage.content)
        }
        Block::List(list) => {
            let between = if list.spaced { "\n\n" } else { "\n" };
            joined(list.items.iter().map(|item| run(&item.content)), between)
        }
        Block::Quote(inner) | Block::Part { blocks: inner, .. } => blocks(inner, run),
        Block::Named(named) if listed::is_list(named) => {
            listed::lines(named, listed::Layout { indent: "  ", end: "\n" }, &|inner| self::block(inner, run))
        }
        Block::Named(named) => blocks(&named.content, run),
        Block::Table(rows) => table(rows, run),
    }
}

/// A line for each row, a tab between cells.
fn table(table: &Table, run: Run) -> String {
    let row = |cells: &Vec<Vec<Inline>>| {
        cells.iter().map(|cell| run(cell)).collect::<Vec<_>>().join("\t").trim_end().to_owned()
    };
    joined(std::iter::once(&table.head).chain(&table.rows).map(row), "\n")
}

/// The texts that are not empty, one after the other.
fn joined(texts: impl Iterator<Item = String>, between: &str) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
}
