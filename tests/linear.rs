//! A hundred thousand open brackets take twice as long as fifty thousand, and not longer.

#![allow(clippy::expect_used, reason = "a test stops where it cannot go on")]

use edition::model::conventions::Conventions;
use edition::notation::presets;
use edition::read;
use edition::read::phrases::Vocabulary;
use edition::source::Sources;

/// How many units the longer text has, of those that are read at a glance and of those that are looked into.
const MANY: usize = 100_000;
const SOME: usize = 4_000;

/// The processor's time for this thread, in seconds: how busy the machine is otherwise does not count.
fn now() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn vocabulary(preset: &str) -> Vocabulary {
    let mut conventions = Conventions::default();
    if !preset.is_empty() {
        presets::preset(preset).expect("a tradition").lay_over(&mut conventions);
    }
    Vocabulary::new(conventions)
}

/// How long it takes to read a text.
fn seconds(text: &str, vocabulary: &Vocabulary) -> f64 {
    let mut sources = Sources::default();
    let id = sources.add("long.md", text.as_bytes().to_vec());
    let start = now();
    assert_eq!(read::documents(sources.get(id), vocabulary).len(), 1);
    now() - start
}

/// Twice the text takes less than three times as long.
#[track_caller]
fn check(preset: &str, count: usize, units: &[&str]) {
    let vocabulary = vocabulary(preset);
    for unit in units {
        let text = |count: usize| unit.repeat(count);
        let mut ratio = f64::MAX;
        // A ratio that is too high is measured again: time that grows faster than the text is so each time.
        for _ in 0..6 {
            if ratio < 3.0 {
                break;
            }
            let short = seconds(&text(count / 2), &vocabulary).max(0.000_1);
            ratio = seconds(&text(count), &vocabulary) / short;
        }
        assert!(ratio < 3.0, "{preset} {unit:?}: twice the text takes {ratio:.1} times as long");
        println!("{preset} {unit:?}: {ratio:.1}");
    }
}

#[test]
fn without_a_tradition() {
    check("", MANY, &["[", "[[", "]", "[a: ", "↑", "([", "~~", "__ "]);
    check(
        "",
        SOME,
        &["[]", "[ ]", "][", "[1]", "[^1]", "[a] b] ", "[handwritten.] a ", "[[handwritten]] a "],
    );
}

#[test]
fn where_tags_are_typed() {
    check("fromthepage", MANY, &["<del>", "[[", "[[a|"]);
    check("fromthepage", SOME, &["<", "<del", "</del>", "<gap/>", "<add><del></add></del>"]);
}

#[test]
fn where_labels_open_and_close() {
    check("smithsonian", MANY, &["[["]);
    check("smithsonian", SOME, &["^[[", "[[underlined]]", "[[/underlined]]", "[[a]] [[/b]] "]);
}

#[test]
fn where_points_stand_for_letters() {
    check("leiden", MANY, &["⟦", "{", "(", "⟦{(", "}⟧)", ".", ". ", "-", "- ", "+", "`"]);
    check("leiden", SOME, &["⟦a}{b⟧", "[.", "[-", "a\u{323}", "<"]);
}
