//! The exact-text rule as a property: whatever a clerk or an editor types, every character is in the document.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reads its cases, and stops where it cannot"
)]

use edition::model::text::{Block, plain};
use edition::read;
use edition::read::phrases::Vocabulary;
use edition::source::Sources;
use proptest::prelude::{Strategy, prop, prop_oneof, proptest};
use proptest::test_runner::Config;

use crate::typed::transcription;

mod typed;

/// What remains of a text when its white space, and what may be layout or the syntax of a block, is left out.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '□' | '>' | '#' | '|' | '*' | '-' | ':'))
        .collect()
}

fn write(blocks: &[Block], into: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                into.push_str(&plain(&passage.content))
            }
            Block::List(list) => {
                for item in &list.items {
                    into.push_str(&plain(&item.content));
                    into.push('\n');
                }
            }
            Block::Quote(blocks) | Block::Part { blocks, .. } => write(blocks, into),
            Block::Named(named) => write(&named.content, into),
            Block::Table(table) => {
                table
                    .head
                    .iter()
                    .chain(table.rows.iter().flatten())
                    .for_each(|cell| into.push_str(&plain(cell)));
            }
        }
    }
}

/// Lines in which nothing is Markdown's by the rules of a transcription, and much would be elsewhere.
fn line_without_syntax() -> impl Strategy<Value = String> {
    let whole = prop::sample::select(vec![
        "*\tItem one",
        "*\t*\t*",
        "* * *",
        "*",
        "* Item two",
        "- one",
        "# 600428/sh",
        "#",
        "-----",
        "=====",
        "~~~",
        "_ _ _",
        "1848.",
        "[*x*]: a",
    ]);
    let piece = prop::sample::select(vec![
        "2 * 3", "- ", "a: b", "~", "~one~", "#", "C:\\dir", "_x_", "x > y", "a|b", "&amp;", "word", "Wort:",
        "\t", "1.", "a \\ b", "__y__", "`c`",
    ]);
    prop_oneof![
        1 => whole.prop_map(str::to_owned),
        2 => prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.join(" ")),
    ]
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(Config { cases: 1500, ..Config::default() })]

    #[test]
    fn what_is_text_by_design_stays_as_typed(
        lines in prop::collection::vec((line_without_syntax(), prop::sample::select(vec!["\n", "\n\n"])), 0..12)
    ) {
        let text: String = lines.into_iter().map(|(line, end)| line + end).collect();
        let mut sources = Sources::default();
        let id = sources.add("generated.md", text.into_bytes());
        let source = sources.get(id);
        let mut found = String::new();
        for document in read::documents(source, &Vocabulary::default()) {
            document.versions.iter().for_each(|version| write_lines(&version.blocks, &mut found));
        }
        assert_eq!(one_line(source.text()), one_line(&found));
    }
}

fn write_lines(blocks: &[Block], into: &mut String) {
    for block in blocks {
        write(std::slice::from_ref(block), into);
        into.push('\n');
    }
}

proptest! {
    #![proptest_config(Config { cases: 1500, ..Config::default() })]

    #[test]
    fn every_character_is_in_the_document(text in transcription()) {
        let mut sources = Sources::default();
        let id = sources.add("generated.md", text.clone().into_bytes());
        let source = sources.get(id);
        let mut found = String::new();
        for document in read::documents(source, &Vocabulary::default()) {
            document.versions.iter().for_each(|version| write(&version.blocks, &mut found));
            for note in &document.notes {
                found.push_str(&note.typed);
                note.content.iter().for_each(|paragraph| found.push_str(&plain(paragraph)));
            }
        }
        // Notes stand after the text, and calls of them are syntax; without them the order is the same too.
        if !source.text().contains("[1]") && !source.text().contains("[^1]") {
            assert_eq!(letters(source.text()), letters(&found));
        }
        let sorted = |text: &str| {
            let mut chars: Vec<char> = letters(&text.replace("[^1]", "")).chars().collect();
            chars.sort_unstable();
            chars
        };
        assert_eq!(sorted(source.text()), sorted(&found));
    }
}

/// Deletions that stand in each other without end are text from some depth on, and do not end the program.
#[test]
fn deletions_without_end() {
    let text = format!("{}`b` {}", "~~a ".repeat(20_000), "~~ c".repeat(20_000));
    let mut sources = Sources::default();
    let id = sources.add("deep.md", text.into_bytes());
    let mut found = String::new();
    for document in read::documents(sources.get(id), &Vocabulary::default()) {
        document.versions.iter().for_each(|version| write(&version.blocks, &mut found));
    }
    assert!(found.contains("`b`"));
}

/// Hostile texts take no more than a moment for each doubling of their length. Time is that of the processor: how
/// busy the machine is otherwise does not count.
#[test]
fn time_grows_with_the_text_and_not_faster() {
    let now = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
    };
    let vocabulary = Vocabulary::default();
    let seconds = |head: &str, unit: &str, count: usize| {
        let mut sources = Sources::default();
        let id = sources.add("long.md", format!("{head}{}", unit.repeat(count)).into_bytes());
        let start = now();
        assert_eq!(read::documents(sources.get(id), &vocabulary).len(), 1);
        now() - start
    };
    let units = [
        "[",
        "]",
        "[a](",
        "[^",
        "<",
        "![",
        "~~",
        "*",
        "↑",
        "[a: ",
        "[a\n\n",
        "> ",
        "_",
        "1. a\n",
        "[1] a\n",
        "[x]",
        "([",
        "- [handwritten: a\n\n",
        "[sic] ",
        "[handwritten] ",
        "[signed] ",
        "-",
        "--- ",
        "word, ",
        "~~a ",
        "~~a `b` ",
        "[^1]* ",
    ];
    let citation = "#### Citation\n\n\"a";
    for (head, unit) in units.map(|unit| ("", unit)).into_iter().chain([(citation, " b\", c")]) {
        let short = seconds(head, unit, 2_000).max(0.001);
        let long = seconds(head, unit, 16_000);
        assert!(long / short < 40.0, "{unit:?}: 8 times the text takes {:.0} times as long", long / short);
    }
}
