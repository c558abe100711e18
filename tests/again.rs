//! An edition that is read again after a change is the edition that a first reading finds, and what has not changed
//! is not read again.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make the editions that they load, and stop where they cannot"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use edition::press::{Loaded, Overrides, load, load_again, print, record};

/// What a reader and an editor see: all pages, and all findings with their places.
fn seen(loaded: &Loaded) -> (BTreeMap<String, String>, Vec<String>) {
    let pages = Mutex::new(BTreeMap::new());
    let faults = print(loaded, |page, bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        pages.lock().unwrap().insert(page.address.clone(), text);
        Ok(())
    });
    let sources = &loaded.site.sources;
    let place = |span: edition::source::Span| {
        let source = sources.get(span.source);
        format!("{}:{}..{}", source.path(), source.position(span.start), source.position(span.end))
    };
    let findings = loaded.diagnostics.iter().chain(faults.iter()).map(|found| {
        let related: Vec<String> = found.related.iter().map(|(span, _)| place(*span)).collect();
        let at = found.span.map(place);
        format!("{:?} {} {} {at:?} {related:?} {:?}", found.severity, found.code, found.message, found.hints)
    });
    let findings = findings.collect();
    (pages.into_inner().unwrap(), findings)
}

fn write(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A row of numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }
}

const TEXTS: [&str; 8] = [
    "A letter of 3 May 1950 to [illegible].\n",
    "A letter of 4 May 1950 to [illegible].\n",
    "+++\ntitle = 'One'\ndate = '1950-05-03'\n+++\nSee [the other](doc:b) and [one more](doc:c).\n",
    "+++\ntitle = 'Two'\ndate = '1949-05-03'\nid = 'b'\n+++\n[inserted by hand: x] ![leaf](leaf.jpg)\n",
    "+++\ntitle = 'Three'\nunknown = 1\n+++\nAn [open bracket.\n\nA note.[^1]\n\n[^1]: There.\n",
    "",
    "Lost: \u{FFFD} and \u{1}.\n",
    "---\ntitle: [\n---\nText.\n",
];

const SETTINGS: [&str; 4] = [
    "[edition]\ntitle = 'E'\nbase_url = 'https://example.org/e/'\n",
    "[edition]\ntitle = 'F'\n[build]\noutputs = []\n",
    "[edition]\ntitle = 'E'\nunknown = 1\n",
    "[edition\n",
];

const OTHERS: [(&str, &[&str]); 5] = [
    ("content/pages/about.md", &["[b](doc:b)\n", "# About\n\n![leaf](images/leaf.jpg)\n"]),
    ("content/images/leaf.jpg", &["one", "two"]),
    (
        "content/registers/places.toml",
        &[
            "[there]\nname = 'There'\nmentions = 'auto'\n",
            "[there]\nname = 'There'\n[letter]\nname = 'letter'\nmentions = 'auto'\n",
            "[there\n",
        ],
    ),
    (
        "templates/essay.html",
        &["{% extends \"default/essay.html\" %}", "{{ nothing", "<p>{{ page.title }}</p>"],
    ),
    ("static/css/own.css", &["a {}", "b {}"]),
];

/// What has been published changes: it is as if all had been, or nothing, or somebody said of addresses where they went.
fn publish(root: &Path, dice: &mut Dice) -> String {
    let file = "addresses.txt";
    let now = record(&load(root, &Overrides::default()));
    match dice.throw(4) {
        0 => drop(fs::remove_file(root.join(file))),
        1 => write(root, file, &format!("{now}d moved to a\na#p1 moved to c\nb#p1 rests | x | y\n")),
        2 => write(root, file, "<<<<<<< HEAD\nnothing\na published AAAAAAAAAA p9:AAAAAA1AAA\n"),
        _ => write(root, file, &now),
    }
    file.to_owned()
}

/// Changes one thing, and says which file.
fn change(root: &Path, dice: &mut Dice) -> String {
    let documents = ["a.md", "b.md", "c.txt", "deep/d.md", "deep/e.md", "B.md"];
    let document = format!("content/documents/{}", documents[dice.throw(documents.len())]);
    let file = match dice.throw(11) {
        0 => "site.toml".to_owned(),
        10 => return publish(root, dice),
        1 | 2 => OTHERS[dice.throw(OTHERS.len())].0.to_owned(),
        _ => document,
    };
    let texts: &[&str] = match OTHERS.iter().find(|(other, _)| *other == file) {
        Some((_, texts)) => texts,
        None if file == "site.toml" => &SETTINGS,
        None => &TEXTS,
    };
    if dice.throw(4) == 0 {
        let _ = fs::remove_file(root.join(&file));
    } else {
        write(root, &file, texts[dice.throw(texts.len())]);
    }
    file
}

#[test]
fn after_any_changes_the_site_is_that_of_a_first_reading() {
    for seed in 1..=6 {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let mut dice = Dice(seed);
        write(root, "site.toml", SETTINGS[0]);
        write(root, "content/documents/a.md", TEXTS[2]);
        let mut loaded = load(root, &Overrides::default());
        for step in 0..25 {
            let touched: BTreeSet<String> = (0..=dice.throw(3)).map(|_| change(root, &mut dice)).collect();
            loaded = load_again(root, &Overrides::default(), &loaded, &touched);
            let fresh = load(root, &Overrides::default());
            assert_eq!(seen(&loaded), seen(&fresh), "seed {seed}, step {step}, {touched:?}");
        }
    }
}

#[test]
fn only_what_has_changed_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "site.toml", SETTINGS[0]);
    for name in ["b", "c", "d"] {
        write(root, &format!("content/documents/{name}.md"), TEXTS[0]);
    }
    let before = load(root, &Overrides::default());
    // No one says that the file was touched; its length says it.
    write(root, "content/documents/c.md", TEXTS[2]);
    write(root, "content/documents/a.md", TEXTS[1]);
    let after = load_again(root, &Overrides::default(), &before, &BTreeSet::new());
    let kept = |id: &str| {
        let find = |loaded: &Loaded| {
            let documents = &loaded.site.edition.documents;
            documents.iter().find(|document| document.id.as_str() == id).map(Arc::clone)
        };
        find(&before).zip(find(&after)).is_some_and(|(one, other)| Arc::ptr_eq(&one, &other))
    };
    assert_eq!(["a", "b", "c", "d"].map(kept), [false, true, false, true]);
    assert_eq!(after.site.edition.documents.len(), 4);
    // Settings say how texts are read.
    write(root, "site.toml", SETTINGS[1]);
    let last = load_again(root, &Overrides::default(), &after, &BTreeSet::new());
    let documents = last.site.edition.documents.iter().zip(&after.site.edition.documents);
    assert!(documents.into_iter().all(|(one, other)| !Arc::ptr_eq(one, other)));
}
