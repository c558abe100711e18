//! `edition report`: correspondents and who they are; the forms of an edition, proposals for slips, and sources that are typed otherwise when asked.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test makes a folder, and stops where it cannot"
)]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

/// An edition of these documents.
fn edition(documents: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("content/documents");
    std::fs::create_dir_all(&inside).expect("a folder");
    std::fs::write(folder.path().join("site.toml"), "[edition]\ntitle = \"Letters\"\n").expect("settings");
    for (name, text) in documents {
        std::fs::write(inside.join(name), text).expect("a document");
    }
    folder
}

fn report(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edition"))
        .args(["report", "signs", "--root"])
        .arg(root)
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn correspondents_without_an_authority_come_first() {
    let letter = "+++\ntitle = \"A\"\nfrom = { name = \"I. Stalin\", id = \"https://viaf.org/viaf/1\" }\n\
        to = [\"Kim Il Sung\", \"unknown\"]\n+++\nText\n";
    let folder = edition(&[("a.md", letter), ("b.md", letter)]);
    let report = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_edition"));
        command.args(["report", "correspondents", "--root"]).arg(folder.path()).args(arguments);
        stdout(&command.output().expect("the program runs"))
    };
    let lines: Vec<Value> =
        report(&["--json"]).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let expected = [
        json!({"name": "Kim Il Sung", "sent": 0, "received": 2, "file": "content/documents/a.md"}),
        json!({"name": "I. Stalin", "sent": 2, "received": 0, "authority": "https://viaf.org/viaf/1"}),
    ];
    assert_eq!(lines, expected);
    let text = report(&[]);
    assert!(text.starts_with("Without an address in an authority file: 1\n"), "{text}");
}

const SLIPS: &str = "+++\ntitle = \"A\"\n+++\n\nA [insered by hand: new] and [inserted by hand: old] word,\n\
    [1 line not declassfied] of [insered by hand: [insered by hand: nested]].\n";

#[test]
fn forms_are_counted_with_their_places_and_proposals() {
    let folder = edition(&[("a.md", SLIPS), ("b.md", "[1 line not declassfied] in W[alton]\n")]);
    let output = report(folder.path(), &["--json"]);
    assert!(output.status.success());
    let lines: Vec<Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let place = |line, column| json!({"file": "content/documents/a.md", "line": line, "column": column});
    let expected = [
        json!({"form": "1 line not declassfied", "sign": "editorial", "count": 2,
            "meant": {"form": "1 line not declassified", "sign": "withheld"}, "at": place(6, 1)}),
        json!({"form": "insered by hand: X", "sign": "editorial", "count": 3,
            "meant": {"form": "inserted by hand: X", "sign": "addition"}, "at": place(5, 3)}),
    ];
    let shown = |line: &Value| {
        let mut line = line.clone();
        let fields = line.as_object_mut().expect("an object");
        let (file, row, column) = (fields.remove("file"), fields.remove("line"), fields.remove("column"));
        fields.insert("at".to_owned(), json!({"file": file, "line": row, "column": column}));
        line
    };
    let found: Vec<Value> = lines.iter().map(shown).filter(|line| line.get("meant").is_some()).collect();
    for line in &expected {
        assert!(found.contains(line), "{line} is not in {found:#?}");
    }
    let known: Vec<(&str, u64)> = lines
        .iter()
        .filter(|line| line["sign"] != "editorial")
        .map(|line| (line["form"].as_str().expect("text"), line["count"].as_u64().expect("a number")))
        .collect();
    assert_eq!(known, [("X", 1), ("inserted by hand: X", 1)]);
    let words = stdout(&report(folder.path(), &[]));
    assert!(words.contains("did you mean [1 line not declassified] (withheld)?"), "{words}");
}

#[test]
fn sources_are_typed_otherwise_only_when_asked_and_the_changes_shown() {
    let folder = edition(&[
        ("a.md", SLIPS),
        ("b.md", "Untouched [sic].\n"),
        ("c.md", "\u{FEFF}A [insered by hand: x]\r\n"),
    ]);
    let path = |name: &str| folder.path().join("content/documents").join(name);
    let read = |name: &str| std::fs::read_to_string(path(name)).expect("a document");
    let fix = ["--fix", "insered by hand: X=inserted by hand: X"];
    let shown = report(folder.path(), &[&fix[..], &["--dry-run"]].concat());
    assert!(shown.status.success());
    let diff = stdout(&shown);
    assert!(diff.contains("-A [insered by hand: new] and"), "{diff}");
    assert!(diff.contains("+A [inserted by hand: new] and"), "{diff}");
    assert_eq!(read("a.md"), SLIPS);
    let changed = report(folder.path(), &fix);
    assert!(changed.status.success());
    assert_eq!(stdout(&changed), diff);
    assert_eq!(read("a.md"), SLIPS.replace("insered", "inserted"));
    assert_eq!(read("c.md"), "\u{FEFF}A [inserted by hand: x]\r\n");
    assert_eq!(read("b.md"), "Untouched [sic].\n");
    assert!(!report(folder.path(), &fix).status.success(), "nothing is left to change");
    let point = ["--fix", "[1 line not declassfied]=[1 line not declassified]"];
    assert!(report(folder.path(), &point).status.success());
    assert!(read("a.md").contains("[1 line not declassified] of"));
    for wrong in [&["--fix", "a"][..], &["--fix", "a: X=b"], &["--json", "--fix", "a=b"], &["--yes"]] {
        assert_eq!(report(folder.path(), wrong).status.code(), Some(2), "{wrong:?}");
    }
}
