//! An edition's folder: what is read, what is copied, what is left out and said.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make the folders that they read, and stop where they cannot"
)]

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use edition::diag::Diagnostics;
use edition::disk::{above, load, skipped};

fn edition(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, *file).unwrap();
    }
    folder
}

/// What is read and copied, and what is said: a line each.
fn found(root: &Path) -> (Vec<String>, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let (sources, folder) = load(root, &mut diagnostics);
    let texts = sources.iter().map(|source| source.path().to_owned());
    let files = folder.files.iter().map(|file| format!("{} > {}", file.shown, file.address));
    let said = diagnostics.iter().map(|found| format!("{}: {}", found.severity.name(), found.message));
    (texts.chain(files).collect(), said.collect())
}

#[test]
fn every_file_is_read_in_its_place_and_in_order() {
    let folder = edition(&[
        "site.toml",
        "content/documents/b.md",
        "content/documents/a/z.txt",
        "content/documents/Ab.MD",
        "content/pages/index.md",
        "content/images/1948/scan.jpg",
        "templates/document.html",
        "static/css/own.css",
        "README.md",
    ]);
    let expected = [
        "site.toml",
        "content/documents/Ab.MD",
        "content/documents/a/z.txt",
        "content/documents/b.md",
        "content/pages/index.md",
        "templates/document.html",
        "static/css/own.css > assets/css/own.css",
        "content/images/1948/scan.jpg > images/1948/scan.jpg",
    ];
    let (read, said) = found(folder.path());
    assert_eq!(read, expected);
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn what_is_left_out_is_said() {
    let folder = edition(&[
        "content/documents/a.docx",
        "content/document/slip.md",
        "content/pages/deep/x.md",
        "content/images/x.html",
        "content/documents/.hidden.md",
        "content/documents/a.md~",
        "content/documents/#a.md#",
        "content/documents/.a.md.swp",
        "static/.DS_Store",
    ]);
    let (read, said) = found(folder.path());
    assert_eq!(read, Vec::<String>::new());
    let expected = [
        "warning: `content/document` is not read",
        "warning: `content/documents/a.docx` is not read",
        "warning: the folder `content/pages/deep` is not read",
        "warning: `content/images/x.html` is not a picture and is not copied",
    ];
    assert_eq!(said, expected);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let elsewhere = edition(&["secret.md", "documents/secret.md"]);
    let folder = edition(&["content/documents/a.md"]);
    let link = |to: &str, from: &str| {
        std::os::unix::fs::symlink(elsewhere.path().join(to), folder.path().join(from)).unwrap();
    };
    link("secret.md", "content/documents/b.md");
    link("documents", "content/documents/c");
    link("documents", "content/pages");
    link("nowhere", "static");
    let (read, said) = found(folder.path());
    assert_eq!(read, ["content/documents/a.md"]);
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said.iter().all(|line| line.contains("is not followed")), "{said:?}");

    let linked = edition(&[]);
    std::os::unix::fs::symlink(elsewhere.path(), linked.path().join("content")).unwrap();
    let (read, said) = found(linked.path());
    assert!(read.is_empty() && said.len() == 1, "{said:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn odd_names_are_errors_where_they_would_be_addresses() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let check = |place: &str, name: &[u8], expected: &[&str], right: bool| {
        let folder = edition(&["content/documents/a.md", "content/images/a.png"]);
        fs::write(folder.path().join(place).join(OsStr::from_bytes(name)), "").unwrap();
        let (mut read, said) = found(folder.path());
        read.retain(|path| !path.ends_with("/a.md") && !path.ends_with("/a.png"));
        assert_eq!(read, expected);
        assert_eq!(said.is_empty(), right, "{said:?}");
        assert!(said.iter().all(|said| said.starts_with("error: the name of")), "{said:?}");
    };
    check("content/documents", b"\xff.md", &[], false);
    // The address of what is read is its id, in which such characters are `-`.
    check("content/documents", b"a\\b.md", &["content/documents/a\\b.md"], true);
    check("content/documents", b"a\nb.md", &["content/documents/a\u{FFFD}b.md"], true);
    check("content/images", b"a\nb.png", &[], false);
    check("content/images", b"a\\b.png", &[], false);
}

#[cfg(target_os = "linux")]
#[test]
fn findings_name_the_file_that_was_not_read() {
    let folder = edition(&["content/documents/y.docx", "content/stray.md", "content/pages/deep/a.md"]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("content/documents/link.md")).unwrap();
    let _socket =
        std::os::unix::net::UnixListener::bind(folder.path().join("content/documents/s.md")).unwrap();
    let mut diagnostics = Diagnostics::default();
    load(folder.path(), &mut diagnostics);
    let files: Vec<_> = diagnostics.iter().map(|found| found.file().unwrap_or("-")).collect();
    assert_eq!(
        files,
        [
            "content/stray.md",
            "content/documents/link.md",
            "content/documents/s.md",
            "content/documents/y.docx",
            "content/pages/deep",
        ]
    );
}

#[test]
fn no_folder_is_an_error() {
    let (_, said) = found(Path::new("no/such/folder"));
    assert_eq!(said, ["error: there is no folder `no/such/folder`"]);
}

#[test]
fn a_file_belongs_to_the_edition_above_it() {
    let folder = edition(&["site.toml", "content/documents/a.md"]);
    let file = folder.path().join("content/documents/a.md");
    assert_eq!(above(&file), folder.path().canonicalize().ok());
    assert_eq!(above(Path::new("no/such/file")), None);
}

#[test]
fn traces_of_editors_are_skipped() {
    for name in ["a.md~", ".a.md", "#a#", "a.swp", "Thumbs.db"] {
        assert!(skipped(name), "{name}");
    }
    assert!(!skipped("a.md") && !skipped("#1.md"));
}
