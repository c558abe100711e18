//! Citations of documents of every genre, in every style, and the command that writes them. `tests/browser/citations.test.mjs`
//! holds the same citations to those of citeproc-js.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests read their cases and run the program, and stop where they cannot"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use edition::press::{Overrides, load};
use edition::write::citation::{all, names, one};

const FULL: &str = "tests/citations/full";

fn cite(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edition")).arg("cite").args(arguments).output().unwrap()
}

fn written(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = cite(arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn documents_of_every_genre_in_every_style() {
    let mut found = String::new();
    for folder in [FULL, "tests/citations/bare"] {
        let site = load(Path::new(folder), &Overrides::default()).site;
        let mut at: Vec<usize> = (0..site.edition.documents.len()).collect();
        at.sort_by_key(|at| site.edition.documents[*at].id.as_str());
        for at in at {
            found.push_str(&format!("# {folder} {}\n", site.edition.documents[at].id));
            for cited in all(&site, at) {
                assert_eq!(one(&site, at, &cited.name).as_ref(), Some(&cited));
                assert!(names(&site).contains(&cited.name.as_str()));
                found.push_str(&format!("{}: {}\n", cited.name, cited.html));
                let escaped = cited.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                let html = cited.html.as_str().replace("<i>", "").replace("</i>", "");
                assert_eq!(html, escaped, "page and command say the same");
            }
            found.push('\n');
        }
    }
    let golden = "tests/citations/cited.txt";
    if std::env::var_os("UPDATE_CASES").is_some() {
        fs::write(golden, &found).unwrap();
    }
    let expected = fs::read_to_string(golden).unwrap();
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected, "UPDATE_CASES=1 writes {golden} anew");
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn one_citation_on_standard_output() {
    let note = "A. N. Petrova, “Request for Paper and Ink,” Letter to I. V. Sokolov, October 12, 1948, \
                f. 558, op. 11, d. 9, l. 21, RGASPI, in Papers of the Northern Legation, version 1.2, \
                ed. Jane Doe and Richard Roe, trans. Gary Gold (Example Press, November 23, 2026), \
                https://example.org/papers/documents/letter.html.\n";
    for style in [&[][..], &["--style", "chicago"], &["--style", "Chicago-Note"]] {
        let (status, said, _) = written(&[&["letter", "--root", FULL], style].concat());
        assert_eq!((status, said.as_str()), (Some(0), note));
    }
    let (status, list, _) = written(&["letter", "--style", "csl-json", "--root", FULL]);
    assert_eq!(status, Some(0));
    assert!(list.contains("\"archive_location\":\"f. 558, op. 11, d. 9, l. 21\""), "{list}");
    let (status, entry, _) = written(&["letter", "--style", "biblatex", "--root", FULL]);
    assert_eq!(status, Some(0));
    assert!(entry.starts_with("@letter{letter,\n") && entry.ends_with("}\n"), "{entry}");
    let (_, entry, _) = written(&["letter", "--style", "bibtex", "--root", FULL]);
    assert!(entry.starts_with("@misc{letter,\n"), "{entry}");
    let (status, archive, _) = written(&["1948-10-12-stalin-to-kim-il-sung", "--style", "archive"]);
    assert_eq!(status, Some(0));
    assert!(archive.starts_with("\"Telephone Message via VCh, I. Stalin to Kim Il Sung\","), "{archive}");
}

#[test]
fn what_there_is_not_is_said_with_what_may_be_meant() {
    let check = |arguments: &[&str], status: i32, expected: &str| {
        let (code, out, said) = written(&[arguments, &["--root", FULL]].concat());
        assert_eq!((code, out.as_str(), said.as_str()), (Some(status), "", expected));
    };
    check(&["leter"], 2, "error: there is no document `leter`\nhelp: did you mean `letter`?\n");
    check(
        &["letter", "--style", "chicgo"],
        2,
        "error: there is no style `chicgo`\nhelp: did you mean `chicago`?\n",
    );
    check(
        &["letter", "--style", "archive"],
        1,
        "error: the document `letter` has no citation of its archive\n\
         help: give it one in front matter: `source = { citation = \"…\" }`\n",
    );
}
