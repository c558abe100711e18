//! The header of a file of TEI: written as TEI again it says what it said, at its place, and a reader sees what is of use.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads its cases, and stops where it cannot"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use edition::model::told::{Content, Told};
use edition::read::tei::own_header::own_header;
use edition::read::tei::told::told;
use roxmltree::Document as Xml;

const LETTER: &str = "tests/header/letter.xml";

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_edition")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Each of these stands in the header of a letter, and in the one that is written.
#[test]
fn nothing_of_a_header_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("letter.xml");
    fs::copy(LETTER, &letter).unwrap();
    let convert = || run(&["convert", letter.to_str().unwrap(), "--to", "tei"]);
    let written = convert();
    for expected in [
        "<country key=\"RU\">Russia</country><settlement>Moscow</settlement>",
        "<idno type=\"fond\">558</idno><idno type=\"opis\">11</idno><idno type=\"delo\">109</idno>",
        "<handNote xml:id=\"letter_h1\" scribe=\"Petrov\" medium=\"pencil\" scope=\"minor\">A clerk’s notes, <hi rend=\"italic\">hasty</hi>.</handNote>",
        "<licence target=\"https://example.org/terms\">",
        "<funder ref=\"https://example.org/fund\">A Fund</funder>",
        "<respStmt xml:id=\"letter_ed\"><resp>encoded by</resp><name>Ina Roth</name></respStmt>",
        "<editionStmt><edition n=\"2\">Second edition</edition></editionStmt>",
        "<seriesStmt><title level=\"s\">Papers</title><biblScope unit=\"volume\">3</biblScope></seriesStmt>",
        "<notesStmt>\n<note>The envelope is lost.</note>\n</notesStmt>",
        "<ref type=\"prev\" target=\"https://example.org/6\">6 October</ref>",
        "<change when=\"2020-01-02\" who=\"#letter_ed\">Transcribed</change>\n<change when=\"2021-03-04\">Proofread</change>",
        "<?edition element xml=\"<nobody knows=&quot;this&quot;",
    ] {
        assert!(written.contains(expected), "{expected}\n{written}");
    }
    assert_eq!(written.matches("<correspDesc>").count(), 1, "{written}");
    fs::write(&letter, &written).unwrap();
    assert_eq!(convert(), written);
}

#[test]
fn a_reader_sees_what_is_of_use() {
    let json: serde_json::Value = serde_json::from_str(&run(&["convert", LETTER, "--to", "json"])).unwrap();
    assert_eq!(json["source"]["settlement"], "Moscow");
    assert_eq!(json["source"]["repository"], "Archive of Letters");
    assert_eq!(json["source"]["country"], "Russia");
    assert_eq!(json["source"]["shelfmark"], "fond 558, opis 11, delo 109");
    assert_eq!(json["funders"][0], "A Fund");
    assert_eq!(json["licence"], "https://example.org/terms");
    assert_eq!(json["context"][0]["relation"], "prev");
    assert_eq!(json["context"][0]["target"], "https://example.org/6");
    assert_eq!(json["changes"][0]["when"], "2020-01-02");
    assert_eq!(json["changes"][0]["who"], "ed");
    assert_eq!(json["changes"][1]["text"], "Proofread");
}

/// The headers of all files come back from what is written, element for element.
#[test]
fn every_header_comes_back() {
    let mut folders = vec![PathBuf::from("tests/corpus/tei")];
    folders.extend(std::env::var_os("EDITION_CORPORA").map(PathBuf::from));
    let mut wrong = Vec::new();
    for entry in folders.iter().flat_map(|root| walkdir::WalkDir::new(root).sort_by_file_name()) {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|end| end == "xml") {
            wrong.extend(comes_back(&path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn comes_back(path: &Path) -> Option<String> {
    let loaded = edition::press::load_one(path, None);
    for at in 0..loaded.site.edition.documents.len() {
        let Some(said) = loaded.site.edition.documents[at].header.clone() else { continue };
        let file = edition::write::tei::export(&loaded.site, at, &mut Default::default());
        let file = String::from_utf8(file).unwrap();
        let tree = Xml::parse(&file).unwrap();
        let header = tree.root_element().children().find(|one| one.has_tag_name("teiHeader")).unwrap();
        let found = own_header(header).map(|parts| parts.kept).unwrap_or_else(|| told(header));
        let (said, found) = (listed(&said), listed(&found));
        if said != found {
            let lost: Vec<&String> = said.iter().filter(|one| !found.contains(one)).take(5).collect();
            return Some(format!("{}: {lost:?}", path.display()));
        }
    }
    None
}

/// The elements, each with its attributes and the words right in it, sorted: some have another place among their like.
fn listed(told: &Told) -> Vec<String> {
    fn list(told: &Told, into: &mut Vec<String>) {
        let texts = told.content.iter().filter_map(|one| match one {
            Content::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let words: Vec<&str> = texts.flat_map(str::split_whitespace).collect();
        let mut attributes = told.attributes.clone();
        attributes.sort();
        let is_holder = words.is_empty() && attributes.is_empty();
        if !is_holder {
            into.push(format!("{} {attributes:?} {}", told.name, words.join(" ")));
        }
        told.elements().for_each(|one| list(one, into));
    }
    let mut all = Vec::new();
    list(told, &mut all);
    all.sort();
    all
}
