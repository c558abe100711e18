//! What a file of TEI tells in odd ways, and what a reader is told of it.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads its cases, and stops where it cannot"
)]

use std::fs;
use std::process::Command;

use serde_json::Value;

fn convert(tei: &str, to: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.xml");
    fs::write(&file, tei).unwrap();
    let command = Command::new(env!("CARGO_BIN_EXE_edition"))
        .current_dir(folder.path())
        .args(["convert", "a.xml", "--to", to])
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(command.stdout), text(command.stderr))
}

fn with_header(inner: &str) -> Value {
    let tei = format!("<TEI><teiHeader>{inner}</teiHeader><text><body><p>Words</p></body></text></TEI>");
    serde_json::from_str(&convert(&tei, "json").0).unwrap()
}

fn text_of(inner: &str, to: &str) -> String {
    convert(&format!("<TEI><text><body><p>{inner}</p></body></text></TEI>"), to).0
}

#[test]
fn the_first_of_two_correspondences_is_that_of_the_document() {
    let action = |kind: &str, name: &str| {
        format!("<correspAction type=\"{kind}\"><persName>{name}</persName></correspAction>")
    };
    let one = format!(
        "<correspDesc>{}{}</correspDesc>",
        action("sent", "Ada Bell"),
        action("received", "Carl Dorn")
    );
    let other = format!("<correspDesc>{}</correspDesc>", action("sent", "Eva Falk"));
    let said = with_header(&format!("<profileDesc>{one}{other}</profileDesc>"));
    assert_eq!(said["from"][0]["name"], "Ada Bell", "{said}");
    assert_eq!(said["from"].as_array().unwrap().len(), 1);
    assert_eq!(said["to"][0]["name"], "Carl Dorn");
    assert!(said.to_string().contains("Eva Falk"), "{said}");
    assert!(said["diagnostics"].to_string().contains("several-correspondences"), "{said}");
    let prose =
        with_header("<profileDesc><correspDesc><p>Letter from A to B</p></correspDesc></profileDesc>");
    assert!(prose.to_string().contains("Letter from A to B"), "{prose}");
}

#[test]
fn the_parts_of_a_header_stay_apart() {
    let support = "<support>paper</support><extent>2 leaves</extent><condition>torn</condition>";
    let said = with_header(&format!(
        "<fileDesc><sourceDesc><msDesc><physDesc><objectDesc><supportDesc>{support}</supportDesc></objectDesc></physDesc></msDesc></sourceDesc></fileDesc>"
    ));
    assert!(said.to_string().contains("paper 2 leaves torn"), "{said}");
}

#[test]
fn an_archive_is_named_with_all_its_names() {
    let said = with_header(
        "<fileDesc><sourceDesc><msDesc><msIdentifier><settlement>Lund</settlement><institution>University</institution>\
         <repository>Library</repository><idno>Ms 1</idno><altIdentifier><idno>Old 7</idno></altIdentifier>\
         </msIdentifier></msDesc></sourceDesc></fileDesc>",
    );
    assert_eq!(said["source"]["repository"], "Library, University", "{said}");
    assert!(said.to_string().contains("Old 7"), "{said}");
}

#[test]
fn bounds_of_a_gap_are_said_as_they_are() {
    for (attributes, expected) in [
        ("atLeast=\"2\" atMost=\"5\"", "[2 to 5 words illegible]"),
        ("atMost=\"5\"", "[at most 5 words illegible]"),
    ] {
        let gap = format!("a <gap reason=\"illegible\" {attributes} unit=\"word\"/> b");
        assert!(text_of(&gap, "text").contains(expected), "{}", text_of(&gap, "text"));
        assert!(text_of(&gap, "markdown").contains(expected), "{}", text_of(&gap, "markdown"));
        assert!(text_of(&gap, "tei").contains(attributes), "{}", text_of(&gap, "tei"));
    }
}

#[test]
fn no_bracket_closes_that_was_not_opened() {
    let written = text_of("<choice><sic>a<lb/>b</sic><corr/></choice> z", "text");
    assert!(written.contains("a\nb [corrected: nothing] z"), "{written}");
}

#[test]
fn a_pointer_to_a_rendition_is_no_word() {
    let file = |css: &str| {
        format!(
            "<TEI><teiHeader><encodingDesc><tagsDecl><rendition xml:id=\"b\">{css}</rendition></tagsDecl></encodingDesc></teiHeader>\
             <text><body><p>a <hi rendition=\"#b\">word</hi></p></body></text></TEI>"
        )
    };
    let written = convert(&file("color: blue"), "tei").0;
    assert!(written.contains("<hi rendition=\"#") && !written.contains("rend=\"bold\""), "{written}");
    assert!(convert(&file("font-weight: bold"), "markdown").0.contains("a **word**"));
    assert!(convert(&file("color: blue"), "markdown").0.contains("a word"));
}
