//! How an edition and a document begin: `edition init` and `edition new`.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests run the program in folders that they make, and stop where they cannot"
)]

mod program;

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use walkdir::WalkDir;

use program::edition;

fn files(folder: &Path) -> Vec<String> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"))
        .collect()
}

fn begun() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, said) = edition(folder.path(), &["init"]);
    assert_eq!(code, Some(0), "{said}");
    folder
}

const NEW: [&str; 7] = [
    ".gitattributes",
    ".github/workflows/pages.yml",
    ".gitignore",
    "content/documents/1921-04-07-hallam-to-reeve.md",
    "content/pages/index.md",
    "content/pages/method.md",
    "site.toml",
];

#[test]
fn a_new_edition_builds_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (code, written, said) = edition(folder.path(), &["init", "letters/of/1921"]);
    assert_eq!(code, Some(0), "{said}");
    let root = folder.path().join("letters/of/1921");
    assert_eq!(files(&root), NEW);
    assert_eq!(written.lines().collect::<Vec<_>>(), NEW.map(|file| format!("letters/of/1921/{file}")));

    let (code, found, _) = edition(&root, &["check", "--json"]);
    assert_eq!(code, Some(0));
    let codes = |found: &str| -> Vec<String> {
        let lines = found.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        lines
            .filter(|one| one["severity"] != "note")
            .map(|one| one["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(codes(&found), ["no-base-url"]);
    let (code, _, said) =
        edition(&root, &["build", "--strict", "--base-url", "https://example.org/letters/"]);
    assert_eq!(code, Some(0), "{said}");
    let page = fs::read_to_string(root.join("public/documents/1921-04-07-hallam-to-reeve.html")).unwrap();
    assert!(page.contains("data-apparatus=\"addition\""), "{page}");
}

#[test]
fn a_folder_that_is_not_empty_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let (code, written, said) = edition(folder.path(), &["init"]);
    assert_eq!((code, written.as_str()), (Some(1), ""));
    assert!(said.contains("is not empty"), "{said}");
    assert_eq!(files(folder.path()), ["notes.txt"]);
    assert_eq!(edition(folder.path(), &["init", "notes.txt"]).0, Some(1));
    assert_eq!(fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "mine");

    let again = begun();
    assert_eq!(edition(again.path(), &["init"]).0, Some(1));
    // A repository that was just made is as good as empty.
    let repository = tempfile::tempdir().unwrap();
    fs::create_dir(repository.path().join(".git")).unwrap();
    assert_eq!(edition(repository.path(), &["init"]).0, Some(0));
    assert_eq!(files(repository.path()), NEW);
}

#[test]
fn a_new_document_is_read_without_complaint() {
    let folder = begun();
    let arguments = [
        "new",
        "1950-03-08-orlov",
        "--title",
        "Telegram, \"A.\" \\ Orlov",
        "--date",
        "1950-03-08",
        "--from",
        "A. Orlov",
        "--to",
        "I. Petrov",
        "--to",
        "Kim Il Sung",
    ];
    let (code, written, said) = edition(folder.path(), &arguments);
    assert_eq!((code, written.as_str()), (Some(0), "content/documents/1950-03-08-orlov.md\n"), "{said}");
    let (code, json, said) =
        edition(folder.path(), &["convert", "content/documents/1950-03-08-orlov.md", "--to", "json"]);
    assert_eq!(code, Some(0), "{said}");
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["id"], "1950-03-08-orlov");
    assert_eq!(document["title"], "Telegram, \"A.\" \\ Orlov");
    assert_eq!(document["date"]["edtf"], "1950-03-08");
    assert_eq!(document["from"][0]["name"], "A. Orlov");
    assert_eq!(
        (&document["to"][0]["name"], &document["to"][1]["name"]),
        (&"I. Petrov".into(), &"Kim Il Sung".into())
    );
    let said: Vec<&str> =
        document["diagnostics"].as_array().unwrap().iter().filter_map(|one| one["code"].as_str()).collect();
    assert_eq!(said, ["no-text"], "which is still to be typed");

    assert_eq!(edition(folder.path(), &["new", "bare"]).0, Some(0));
    let text = fs::read_to_string(folder.path().join("content/documents/bare.md")).unwrap();
    assert!(text.starts_with("+++\n# title = ") && text.ends_with("+++\n\n"), "{text}");
    let (code, _, said) = edition(folder.path(), &["check"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn an_id_that_is_unsafe_or_taken_is_refused() {
    let folder = begun();
    let before = files(folder.path());
    for (id, help) in [
        ("../x", "write `x`"),
        ("A letter", "write `a-letter`"),
        ("index", "take another"),
        ("con", "take another"),
        ("page-2", "take another"),
        ("письмо", "letters from `a` to `z`"),
        ("", "letters from `a` to `z`"),
        (&"a".repeat(121), "at most 120 letters"),
    ] {
        let (code, _, said) = edition(folder.path(), &["new", id]);
        assert_eq!(code, Some(2), "{id}: {said}");
        assert!(said.contains(help), "{id}: {said}");
    }
    for wrong in [["--date", "8.3.1950"], ["--title", " "], ["--from", ""]] {
        assert_eq!(edition(folder.path(), &[&["new", "a"][..], &wrong].concat()).0, Some(2), "{wrong:?}");
    }
    // What was published keeps its address, though the document is gone.
    fs::write(folder.path().join("content/documents/gone.md"), "Gone.\n").unwrap();
    let (code, _, said) = edition(folder.path(), &["release", "1.0", "--date", "2027-01-31"]);
    assert_eq!(code, Some(0), "{said}");
    fs::remove_file(folder.path().join("content/documents/gone.md")).unwrap();
    let (code, _, said) = edition(folder.path(), &["new", "gone"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("was the address of a document that was published, “Gone.”"), "{said}");
    fs::remove_dir_all(folder.path().join("releases")).unwrap();
    fs::remove_file(folder.path().join("addresses.txt")).unwrap();
    // By its file, and by the id that the front matter of another file says.
    fs::write(folder.path().join("content/documents/other.txt"), "+++\nid = 'taken'\n+++\nText.\n").unwrap();
    for id in ["1921-04-07-hallam-to-reeve", "taken"] {
        let (code, _, said) = edition(folder.path(), &["new", id]);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("is taken, by `content/documents/"), "{said}");
    }
    fs::remove_file(folder.path().join("content/documents/other.txt")).unwrap();
    assert_eq!(files(folder.path()), before);
    let (code, _, said) = edition(tempfile::tempdir().unwrap().path(), &["new", "a"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("it is no edition"), "{said}");
}
