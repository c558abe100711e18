//! Nothing is lost: what a transcription says is what its document says, character for character.
//!
//! The repository's own cases are always read; `EDITION_CORPORA` names a folder of further texts.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reads its cases, and stops where it cannot"
)]

use std::path::{Path, PathBuf};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use edition::model::conventions::Conventions;
use edition::model::document::Document;
use edition::model::text::{Block, Inline, Part, plain};
use edition::notation::presets::{PRESETS, Preset};
use edition::read;
use edition::read::phrases::Vocabulary;
use edition::source::{Source, Sources};

/// The traditions of notation by name, and that of an edition that names none.
fn traditions() -> Vec<(&'static str, Vocabulary)> {
    let of = |preset: &Preset| {
        let mut conventions = Conventions::default();
        preset.lay_over(&mut conventions);
        Vocabulary::new(conventions)
    };
    let named = PRESETS.iter().map(|preset| (preset.name, of(preset)));
    std::iter::once(("no tradition", Vocabulary::default())).chain(named).collect()
}

/// The words of a source from which this test alone knows what is syntax: the characters that Markdown may eat
/// are left out on both sides, so that what remains must be equal.
fn without_syntax(text: &str) -> String {
    let kept: String =
        text.chars().filter(|c| !matches!(c, '*' | '~' | '\\' | '<' | '>' | '#' | '|')).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a transcription's lines say, without the layout that opens them.
fn words_of_lines(text: &str) -> String {
    let bare = |line: &str| {
        let rest = line.trim_start_matches(['□', '\u{A0}', '\t', ' ']);
        let layout = &line[..line.len() - rest.len()];
        // A box by itself is text, and so is all that follows it; a run of them is layout.
        let chars: Vec<(usize, char)> = layout.char_indices().collect();
        let is_box = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|(_, c)| *c == '□');
        let single = (0..chars.len())
            .find(|at| is_box(Some(*at)) && !is_box(at.checked_sub(1)) && !is_box(Some(at + 1)))
            .and_then(|at| chars.get(at));
        single.map_or(rest, |(at, _)| &line[*at..]).to_owned()
    };
    let table_rule = |line: &&str| {
        line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    };
    without_syntax(&text.lines().filter(|line| !table_rule(line)).map(bare).collect::<Vec<_>>().join("\n"))
}

fn plain_blocks(blocks: &[Block], into: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                into.push(plain(&passage.content))
            }
            Block::List(list) => into.extend(list.items.iter().map(|item| plain(&item.content))),
            Block::Quote(blocks) | Block::Part { blocks, .. } => plain_blocks(blocks, into),
            Block::Named(named) => plain_blocks(&named.content, into),
            Block::Table(table) => {
                into.extend(table.head.iter().chain(table.rows.iter().flatten()).map(|cell| plain(cell)));
            }
        }
    }
}

fn words_of_document(document: &Document) -> String {
    let mut texts = Vec::new();
    for version in &document.versions {
        plain_blocks(&version.blocks, &mut texts);
    }
    for note in &document.notes {
        texts.push(note.typed.clone());
        texts.extend(note.content.iter().map(|paragraph| plain(paragraph)));
    }
    without_syntax(&texts.join("\n"))
}

/// The lines of the transcription: those after the line that opens its version, or all.
fn transcription(text: &str) -> &str {
    match text.find("\nTranslation - English\n") {
        Some(at) => &text[at + "\nTranslation - English\n".len()..],
        None => text,
    }
}

/// A text is exact whatever tradition it is read under, and whatever its file is called.
fn check(name: &str, bytes: Vec<u8>, traditions: &[(&str, Vocabulary)]) {
    let mut sources = Sources::default();
    let id = sources.add(name, bytes);
    let source = sources.get(id);
    let expected = words_of_lines(transcription(source.text()));
    for (tradition, vocabulary) in traditions {
        let name = format!("{name}, {tradition}");
        check_documents(&name, source, &expected, &read::documents(source, vocabulary));
    }
}

fn check_documents(name: &str, source: &Source, expected: &str, documents: &[Document]) {
    let found: Vec<String> = documents.iter().map(words_of_document).collect();
    let found = found.join(" ");
    let same = match documents.iter().all(|document| document.notes.is_empty()) {
        true => expected == found,
        // Notes stand behind the text.
        false => sorted_words(expected) == sorted_words(&found),
    };
    if !same {
        let at = expected.chars().zip(found.chars()).position(|(one, other)| one != other).unwrap_or(0);
        let around = |text: &str| text.chars().skip(at.saturating_sub(40)).take(80).collect::<String>();
        panic!(
            "{name}: text lost or moved\n  source:   …{}\n  document: …{}",
            around(expected),
            around(&found)
        );
    }
    for document in documents {
        marks_stand_where_they_say(name, source, document);
    }
}

fn sorted_words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text.split(' ').collect();
    words.sort_unstable();
    words
}

/// Every mark's span opens with the character that its first piece has.
fn marks_stand_where_they_say(name: &str, source: &Source, document: &Document) {
    fn walk(content: &[Inline], visit: &mut impl FnMut(&Inline)) {
        for inline in content {
            visit(inline);
            match inline {
                Inline::Styled { content, .. } | Inline::Link { content, .. } => walk(content, visit),
                Inline::Field(field) => walk(&field.content, visit),
                Inline::Marked(marked) => marked.pieces.iter().for_each(|piece| walk(&piece.content, visit)),
                _ => {}
            }
        }
    }
    let mut visit = |inline: &Inline| {
        let Inline::Marked(marked) = inline else { return };
        let written = source.slice(marked.mark.span);
        let first = marked.pieces.first().filter(|piece| piece.part == Part::Sign);
        if let Some(sign) = first.filter(|_| marked.segment == edition::model::text::Segment::First) {
            let sign = plain(&sign.content);
            // Backslashes, stars and tildes that are Markdown's are no text, nor is what indents a line.
            let bare = |text: &str| {
                text.replace(|c: char| c.is_whitespace() || matches!(c, '\\' | '*' | '~' | '□'), "")
            };
            let opens = bare(written).starts_with(&bare(&sign));
            assert!(opens, "{name}: {written:?} does not open with {sign:?}");
        }
    };
    fn blocks(list: &[Block], visit: &mut impl FnMut(&Inline)) {
        for block in list {
            match block {
                Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                    walk(&passage.content, visit)
                }
                Block::List(list) => list.items.iter().for_each(|item| walk(&item.content, visit)),
                Block::Quote(inner) | Block::Part { blocks: inner, .. } => blocks(inner, visit),
                Block::Named(named) => blocks(&named.content, visit),
                Block::Table(table) => {
                    table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| walk(cell, visit));
                }
            }
        }
    }
    document.versions.iter().for_each(|version| blocks(&version.blocks, &mut visit));
}

/// The files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    let entries = entries.map(|entry| entry.expect("an entry"));
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// A folder's own papers are essays, with links: their Markdown is not that of a transcription.
fn is_about_the_texts(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with('_') || matches!(name, "README.md" | "MANIFEST.md")
}

/// Texts as they are, XML as the text that it also is, and the `text` of each line of JSON; side by side, for they are many.
fn check_folder(folder: &Path) -> usize {
    let paths = files(folder);
    let traditions = traditions();
    let texts = paths.par_iter().filter(|path| !is_about_the_texts(path));
    texts.map(|path| check_file(folder, path, &traditions)).sum()
}

/// Checks the texts of a file, and says how many they are.
fn check_file(folder: &Path, path: &Path, traditions: &[(&str, Vocabulary)]) -> usize {
    let name = path.strip_prefix(folder).expect("inside").display().to_string();
    let bytes = std::fs::read(path).expect("a file");
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("md" | "txt" | "xml") => {
            // `tests/tei.rs` reads XML as what it is.
            check(&name.replace(".xml", ".txt"), bytes, traditions);
            1
        }
        Some("jsonl") => {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let cases = text.lines().map(|line| {
                let case: serde_json::Value = serde_json::from_str(line).expect("JSON");
                let text = case["text"].as_str().expect("a text");
                check(&format!("{name} {}", case["id"]), text.as_bytes().to_vec(), traditions);
            });
            cases.count()
        }
        _ => 0,
    }
}

#[test]
fn the_edition_s_own_texts_lose_nothing() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(check_folder(&own.join("content/documents")) > 0);
    assert!(check_folder(&own.join("tests/corpus")) > 0);
}

#[test]
fn further_texts_lose_nothing() {
    let Some(folder) = std::env::var_os("EDITION_CORPORA") else { return };
    let count = check_folder(Path::new(&folder));
    assert!(count > 0, "no texts in {}", Path::new(&folder).display());
    println!("{count} texts read without loss");
}
