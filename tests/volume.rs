//! What stands in a volume around its documents is shown in all forms, and is none of its documents.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test makes its editions, and stops where it cannot"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const AROUND: &str = include_str!("corpus/tei/around.xml");

fn edition(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let settings = "[edition]\ntitle = \"Papers\"\nbase_url = \"https://example.org/papers/\"\n";
    fs::write(folder.path().join("site.toml"), settings).unwrap();
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    for (name, text) in files {
        fs::write(folder.path().join("content/documents").join(name), text).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edition")).current_dir(folder).args(arguments).output().unwrap()
}

#[track_caller]
fn built(folder: &Path) {
    let done = run(folder, &["build"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn page(folder: &Path, address: &str) -> String {
    fs::read_to_string(folder.join("public").join(address))
        .unwrap_or_else(|error| panic!("{address}: {error}"))
}

/// The addresses to which a page leads by links of a class.
fn links<'a>(page: &'a str, class: &str) -> Vec<&'a str> {
    let opens = format!("<a class=\"{class}\"");
    let tags = page.split(&opens).skip(1).filter_map(|rest| rest.split('>').next());
    tags.filter_map(|tag| tag.split("href=\"").nth(1)?.split('"').next()).collect()
}

/// The edition has four documents; nine texts stand around them.
#[track_caller]
fn is_told_apart(folder: &Path, stem: &str) {
    let list = page(folder, "documents/index.html");
    assert!(list.contains("4 documents, in the order of their dates."), "{list}");
    assert!(list.contains("<a href=\"index.html#matter\">Front and back matter</a>"), "{list}");
    let (documents, matter) = list.split_once("id=\"matter\"").unwrap();
    assert!(documents.contains(&format!("{stem}-one.html")));
    assert!(
        matter.contains(&format!("{stem}-preface.html")) && matter.contains(&format!("{stem}-index.html"))
    );
    assert!(!documents.contains(&format!("{stem}-preface.html")));
    assert!(page(folder, "index.html").contains("documents/index.html#matter"));
    let references = page(folder, "cite/references.ris");
    assert_eq!(references.matches("\nER  - ").count(), 4, "{references}");
    assert!(page(folder, &format!("documents/{stem}-preface.ris")).contains("Letter to the Reader"));
    assert!(!page(folder, "chronology/index.html").contains("13 documents"));
    let preface = page(folder, &format!("documents/{stem}-preface.html"));
    assert!(preface.contains("<p class=\"kicker\">Front matter</p>"));
    assert!(preface.contains("Of May."));
    // It is no letter to anybody, and leads to no document in time.
    assert!(!preface.contains("<dl class=\"parties\">"));
    assert!(links(&preface, "next").iter().chain(&links(&preface, "prev")).all(|to| !to.contains("-one")));
    for name in ["one", "two", "1", "four"] {
        let document = page(folder, &format!("documents/{stem}-{name}.html"));
        let documents = ["one", "two", "1", "four"].map(|name| format!("{stem}-{name}.html"));
        let others = links(&document, "next").into_iter().chain(links(&document, "prev"));
        assert!(others.into_iter().all(|to| documents.iter().any(|one| one == to)), "{name}");
    }
    assert!(page(folder, "edition.tei.xml").contains("Given by the"));
    assert!(page(folder, &format!("documents/{stem}-chapter-1.txt")).contains("Between them."));
}

#[test]
fn what_stands_around_documents_is_shown_and_is_none_of_them() {
    let folder = edition(&[("around.xml", AROUND)]);
    built(folder.path());
    is_told_apart(folder.path(), "around");
    let preface = page(folder.path(), "documents/around-preface.html");
    assert!(preface.contains("href=\"around-one.html\""));
    assert_eq!(links(&preface, "prev"), ["around-front.html"]);
    assert_eq!(links(&preface, "next"), ["around-front-8.html"]);
    let told = run(folder.path(), &["convert", "content/documents/around.xml", "--to", "json"]);
    let told = String::from_utf8(told.stdout).unwrap();
    let lines: Vec<serde_json::Value> =
        told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 13);
    assert!(lines.iter().take(4).all(|line| line["further"]["matter"].is_null()));
    assert_eq!(lines[6]["further"]["matter"], "front");
    assert_eq!(lines[8]["further"]["matter"], "chapter");
}

/// The documents of a corpus of ours are called after the file, and their links follow them.
#[test]
fn links_lead_within_a_corpus_of_ours() {
    let letter = "+++\ntitle = \"A\"\n+++\n\nSee [the other](doc:1950-b).\n";
    let other = "+++\ntitle = \"B\"\n+++\n\nSee [the first](doc:a).\n";
    let folder = edition(&[("a.md", letter), ("1950-b.md", other)]);
    built(folder.path());
    let again = edition(&[("ours.xml", &page(folder.path(), "edition.tei.xml"))]);
    built(again.path());
    assert!(page(again.path(), "documents/ours-a.html").contains("href=\"ours-d-1950-b.html\""));
    assert!(page(again.path(), "documents/ours-d-1950-b.html").contains("href=\"ours-a.html\""));
}

/// Both ways on: into Markdown, and by TEI of ours.
#[test]
fn it_stays_what_it_is_in_other_forms() {
    let folder = edition(&[("around.xml", AROUND)]);
    built(folder.path());
    let ours = page(folder.path(), "edition.tei.xml");
    let again = edition(&[("ours.xml", &ours)]);
    built(again.path());
    is_told_apart(again.path(), "ours-around");
    let typed = edition(&[]);
    fs::write(typed.path().join("around.xml"), AROUND).unwrap();
    let done = run(typed.path(), &["import", "around.xml"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    built(typed.path());
    is_told_apart(typed.path(), "around");
}

#[test]
fn a_word_that_is_no_place_in_a_volume_is_an_error() {
    let folder = edition(&[("a.md", "+++\ntitle = \"A\"\nmatter = \"middle\"\n+++\n\nText.\n")]);
    let done = run(folder.path(), &["check"]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(!done.status.success() && said.contains("`matter` is `middle`"), "{said}");
}

/// The heading of a list of contents is no section of an archive's export.
#[test]
fn contents_stay_a_heading_of_the_text() {
    let volume = AROUND.replace("Letter to the Reader", "Contents");
    let folder = edition(&[]);
    fs::write(folder.path().join("v.xml"), volume).unwrap();
    assert!(run(folder.path(), &["import", "v.xml"]).status.success());
    built(folder.path());
    assert!(page(folder.path(), "documents/v-preface.txt").contains("\nContents\n"));
}

/// The volume of the Foreign Relations of the United States in the folder that `EDITION_CORPORA` names.
#[test]
fn a_printed_volume_is_an_edition_of_its_documents() {
    let Some(corpora) = std::env::var_os("EDITION_CORPORA") else { return };
    let volume = PathBuf::from(corpora).join("frus/frus1961-63v06.xml");
    let Ok(xml) = fs::read_to_string(&volume) else { return };
    let folder = edition(&[("v06.xml", &xml)]);
    built(folder.path());
    let list = page(folder.path(), "documents/index.html");
    assert!(list.contains("Documents 1 to 100 of 120, in the order of their dates."));
    assert!(list.contains("page-2.html#matter"));
    let second = page(folder.path(), "documents/page-2.html");
    for (name, title) in [
        ("title-page", "Title page"),
        ("preface", "Preface"),
        ("intro1", "Introduction"),
        ("subseriesvols", "List of Kennedy Administration Volumes"),
        ("toc", "Contents"),
        ("sources", "List of Sources"),
        ("terms", "List of Abbreviations"),
        ("persons", "List of Names"),
        ("comp1", "Kennedy-Khrushchev Exchanges"),
        ("index", "Index"),
    ] {
        assert!(second.contains(&format!("href=\"v06-{name}.html\"")), "{name}");
        assert!(page(folder.path(), &format!("documents/v06-{name}.html")).contains(title), "{name}");
    }
    assert_eq!(page(folder.path(), "cite/references.ris").matches("\nER  - ").count(), 120);
    assert!(!page(folder.path(), "cmif.xml").contains("v06-preface"));
}
