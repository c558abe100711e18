//! The files that some hosts read: `_headers` and `_redirects`.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests run the program in folders that they make, and stop where they cannot"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

fn edition(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_edition"));
    let output = command.args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn hosts_are_told_what_they_ask_for() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let settings = "[edition]\ntitle = \"Letters\"\nbase_url = \"https://example.org/letters/\"\n";
    fs::create_dir_all(root.join("content/documents")).unwrap();
    fs::write(root.join("site.toml"), settings).unwrap();
    fs::write(
        root.join("content/documents/one.md"),
        "The first letter is about the harbour.\n\nIt goes on about oil.\n",
    )
    .unwrap();
    fs::write(
        root.join("content/documents/two.md"),
        "The second letter is about glass for the lantern.\n\nNobody has ever answered it, as far as is known.\n",
    )
    .unwrap();
    edition(root, &["release", "1.0", "--date", "2027-01-31"]);
    let there = |file: &str| root.join("public").join(file);
    edition(root, &["build"]);
    assert!(!there("_headers").exists() && !there("_redirects").exists());

    let settings = fs::read_to_string(root.join("site.toml")).unwrap();
    fs::write(root.join("site.toml"), format!("{settings}[publish]\nheaders = true\nredirects = true\n"))
        .unwrap();
    edition(root, &["build"]);
    assert!(there("_headers").exists() && !there("_redirects").exists(), "nothing has moved");

    // One document is called otherwise; of the other a paragraph goes to another place than the rest.
    fs::rename(root.join("content/documents/one.md"), root.join("content/documents/first.md")).unwrap();
    fs::rename(root.join("content/documents/two.md"), root.join("content/documents/second.md")).unwrap();
    edition(root, &["redirect", "one", "first"]);
    edition(root, &["redirect", "two", "second"]);
    edition(root, &["redirect", "two#p2", "first#p2"]);
    edition(root, &["build"]);
    assert_eq!(
        fs::read_to_string(there("_redirects")).unwrap(),
        "/letters/documents/one.html /letters/documents/first.html 301\n\
         /letters/documents/one.cite.html /letters/documents/first.cite.html 301\n"
    );
    assert!(there("documents/two.html").exists(), "which leads on by itself");
}
