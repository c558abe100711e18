//! Every sign as it is typed: the cases in `tests/corpus/signs`, one file for each row of `SIGNS`, and in
//! `tests/corpus/presets`, one for each tradition.
//!
//! A case is some lines of a transcription, each behind `| `, and below it its marks in the order of the text, deeper
//! ones indented: sign, what is between the brackets, and what was understood. `UPDATE_CASES=1` writes them anew.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reads its cases, and stops where it cannot"
)]

use std::fmt::Write;
use std::path::Path;

use edition::model::apparatus::{Mark, SIGNS};
use edition::model::conventions::Conventions;
use edition::model::text::{Block, Inline, Segment};
use edition::notation::presets::PRESETS;
use edition::read;
use edition::read::phrases::Vocabulary;
use edition::source::Sources;

fn marks(text: &str, vocabulary: &Vocabulary) -> String {
    let mut sources = Sources::default();
    let id = sources.add("case.md", text.as_bytes().to_vec());
    let documents = read::documents(sources.get(id), vocabulary);
    let mut out = String::new();
    for document in &documents {
        document.versions.iter().for_each(|version| blocks(&version.blocks, &mut out));
        document
            .notes
            .iter()
            .flat_map(|note| &note.content)
            .for_each(|paragraph| inlines(paragraph, &mut out));
        for diagnostic in &document.diagnostics {
            writeln!(out, "! {}", diagnostic.message).expect("a string");
        }
    }
    out
}

fn blocks(list: &[Block], out: &mut String) {
    for block in list {
        match block {
            Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                inlines(&passage.content, out)
            }
            Block::List(list) => list.items.iter().for_each(|item| inlines(&item.content, out)),
            Block::Quote(inner) | Block::Part { blocks: inner, .. } => blocks(inner, out),
            Block::Named(named) => blocks(&named.content, out),
            Block::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| inlines(cell, out));
            }
        }
    }
}

fn inlines(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Marked(marked) => {
                if marked.segment == Segment::First {
                    line(&marked.mark, out);
                }
                marked.pieces.iter().for_each(|piece| inlines(&piece.content, out));
            }
            Inline::Styled { content, .. } | Inline::Link { content, .. } => inlines(content, out),
            Inline::Field(field) => inlines(&field.content, out),
            _ => {}
        }
    }
}

fn line(mark: &Mark, out: &mut String) {
    let shown = |text: &str| text.replace('\n', "⏎");
    write!(out, "{}{} {{{}}}", "  ".repeat(mark.depth), mark.sign.name, shown(&mark.as_written))
        .expect("a string");
    let fields = [
        ("text", mark.text.clone()),
        ("edited", mark.edited.clone()),
        ("hand", mark.hand.clone()),
        ("place", mark.place.clone()),
        ("language", mark.language.clone()),
        ("reason", mark.reason.clone()),
        ("certainty", mark.certainty.map(|certainty| certainty.name().to_owned())),
        (
            "extent",
            mark.extent.as_ref().map(|extent| {
                let bound = if extent.at_most { "at most " } else { "" };
                format!("{bound}{} {}", extent.quantity.value(), extent.unit)
            }),
        ),
        ("of", mark.of.clone()),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            write!(out, " {name}={{{}}}", shown(&value)).expect("a string");
        }
    }
    out.push('\n');
}

/// The cases of a file with their marks as they are now.
fn run(file: &str, vocabulary: &Vocabulary) -> String {
    let mut out = String::new();
    for case in file.split("\n\n").map(str::trim_end).filter(|case| !case.is_empty()) {
        let input: Vec<&str> = case.lines().filter(|line| line.starts_with('|')).collect();
        let text: Vec<&str> = input.iter().map(|line| line.strip_prefix("| ").unwrap_or("")).collect();
        writeln!(out, "{}\n{}", input.join("\n"), marks(&text.join("\n"), vocabulary)).expect("a string");
    }
    out
}

/// Compares the cases of a file of `tests/corpus` with what they are read as; gives them back.
fn check(name: &str, vocabulary: &Vocabulary) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/corpus/{name}.txt"));
    let cases = std::fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("`{name}` has no cases: write tests/corpus/{name}.txt"));
    let now = run(&cases, vocabulary);
    if std::env::var_os("UPDATE_CASES").is_some() {
        std::fs::write(&path, &now).expect("the cases can be written");
    } else {
        assert_eq!(now.trim_end(), cases.trim_end(), "in tests/corpus/{name}.txt");
    }
    cases
}

#[test]
fn every_sign_is_read_as_its_cases_say() {
    for sign in SIGNS {
        let cases = check(&format!("signs/{}", sign.name), &Vocabulary::default());
        assert!(has(&cases, &sign.name), "no case of {}.txt has the sign", sign.name);
    }
}

#[test]
fn every_tradition_is_read_as_its_cases_say() {
    for preset in PRESETS {
        let mut conventions = Conventions::default();
        preset.lay_over(&mut conventions);
        let own = conventions.own.clone();
        let cases = check(&format!("presets/{}", preset.name), &Vocabulary::new(conventions));
        for sign in own {
            assert!(has(&cases, &sign.name), "no case of {}.txt has the sign {}", preset.name, sign.name);
        }
    }
}

#[test]
fn brackets_that_are_no_apparatus_stay_text() {
    check("signs/recovery", &Vocabulary::default());
}

/// Whether a case has a mark of that sign.
fn has(cases: &str, sign: &str) -> bool {
    cases.lines().any(|line| line.trim_start().starts_with(&format!("{sign} {{")))
}
