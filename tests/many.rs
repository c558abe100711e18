//! Twice as many names and documents take twice as long, and not longer: to be read and resolved, and on each page of an
//! index to be shown.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make the editions that they load, and stop where they cannot"
)]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use edition::press::{Overrides, load, render};

/// The processor's time for all threads, in seconds: what else runs beside it does not count.
fn now() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// An edition, its entries and its documents by their numbers.
struct Many {
    name: &'static str,
    entry: fn(usize) -> Option<String>,
    document: fn(usize) -> Option<String>,
    /// The kinds of pages that are shown; without one only the reading counts.
    kinds: &'static [&'static str],
    count: usize,
}

/// A number as a word that is like no other: `bacaba`.
fn word(number: usize) -> String {
    let (consonants, vowels) = (b"bdfgklmnprstvz", b"aeiou");
    let mut word = String::new();
    let mut rest = number;
    for _ in 0..4 {
        word.push(char::from(consonants[rest % consonants.len()]));
        rest /= consonants.len();
        word.push(char::from(vowels[rest % vowels.len()]));
        rest /= vowels.len();
    }
    word
}

fn of_person(name: &str) -> String {
    format!("name = \"{name}\"\n")
}

fn of_document(settings: &str) -> String {
    format!("+++\ntitle = \"A letter\"\n{settings}\n+++\n\nThe text.\n")
}

static EDITIONS: &[Many] = &[
    Many {
        name: "people of one family",
        entry: |at| Some(of_person(&format!("Kim, {}", word(at)))),
        document: |_| None,
        kinds: &[],
        count: 2_000,
    },
    Many {
        name: "a long list of people",
        entry: |at| Some(of_person(&word(at))),
        document: |_| None,
        kinds: &["index"],
        count: 5_000,
    },
    Many {
        name: "two people, a year and a fond",
        entry: |_| None,
        document: |at| {
            let source = format!("{{ repository = \"R\", shelfmark = \"f. 1, op. {}, d. {at}\" }}", at % 50);
            let settings =
                format!("date = \"1950-{:02}\"\nfrom = \"A\"\nto = \"B\"\nsource = {source}", at % 12 + 1);
            Some(of_document(&settings))
        },
        kinds: &["index", "entity", "exchange", "archives", "chronology"],
        count: 700,
    },
];

fn write(root: &Path, many: &Many, count: usize) {
    let put = |file: &str, text: &str| {
        let path = root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("site.toml", "[edition]\ntitle = \"Letters\"\n[build]\noutputs = []\n");
    let mut register = String::new();
    for at in 0..count {
        if let Some(entry) = (many.entry)(at) {
            writeln!(register, "[p{at}]\n{entry}").unwrap();
        }
        if let Some(document) = (many.document)(at) {
            put(&format!("content/documents/d{at}.md"), &document);
        }
    }
    if !register.is_empty() {
        put("content/registers/people.toml", &register);
    }
}

/// How long it takes to read the edition, and to write its pages of these kinds one after the other.
fn seconds(many: &Many, count: usize) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), many, count);
    let start = now();
    let loaded = load(folder.path(), &Overrides::default());
    let pages = loaded.site.pages().iter().filter(|page| many.kinds.contains(&page.kind));
    let shown: usize = pages.map(|page| render(&loaded, page).unwrap().len()).sum();
    assert_eq!(shown == 0, many.kinds.is_empty(), "{}: {shown} bytes", many.name);
    now() - start
}

#[test]
fn twice_as_many_take_twice_as_long() {
    for many in EDITIONS {
        let mut ratio = f64::MAX;
        // A ratio that is too high is measured again: time that grows faster than the edition is so each time.
        for _ in 0..4 {
            if ratio < 2.7 {
                break;
            }
            let short = seconds(many, many.count).max(0.000_1);
            ratio = seconds(many, 2 * many.count) / short;
        }
        println!("{}: {ratio:.2}", many.name);
        assert!(ratio < 2.7, "{}: twice as many take {ratio:.1} times as long", many.name);
    }
}
