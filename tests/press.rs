//! From a folder to a site: what is read, what is planned, what is printed.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make the editions that they load, and stop where they cannot"
)]

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;

use tempfile::TempDir;

use edition::diag::Severity;
use edition::press::{Overrides, load, load_one, print};

const SETTINGS: &str = "[edition]\ntitle = \"Letters\"\nbase_url = \"https://example.org/\"\n";

fn edition(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The errors of an edition with these files beside its settings.
fn errors(files: &[(&str, &str)]) -> Vec<String> {
    let folder = edition(&[&[("site.toml", SETTINGS)], files].concat());
    let loaded = load(folder.path(), &Overrides::default());
    let errors = loaded.diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| found.message).collect()
}

/// All pages of a site, by their addresses.
fn printed(folder: &TempDir) -> BTreeMap<String, Vec<u8>> {
    let loaded = load(folder.path(), &Overrides::default());
    let pages = Mutex::new(BTreeMap::new());
    let faults = print(&loaded, |page, bytes| {
        pages.lock().unwrap().insert(page.address.clone(), bytes);
        Ok(())
    });
    assert!(faults.is_empty(), "{faults:?}");
    pages.into_inner().unwrap()
}

#[test]
fn a_site_holds_pages_side_files_and_copies() {
    let folder = edition(&[
        ("site.toml", SETTINGS),
        ("content/documents/one.md", "A letter.\r\n"),
        ("content/images/scan.jpg", "picture"),
        ("static/css/edition.css", "own"),
    ]);
    let site = printed(&folder);
    for address in
        ["index.html", "404.html", "documents/one.html", "documents/one.cite.html", "documents/one.txt"]
    {
        assert!(site.contains_key(address), "{address}");
    }
    let text = |address: &str| site.get(address).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert_eq!(text("documents/one.source.md").as_deref(), Some("A letter.\r\n"));
    assert_eq!(text("images/scan.jpg").as_deref(), Some("picture"));
    assert_eq!(text("assets/css/edition.css").as_deref(), Some("own"));
    assert_eq!(text(".nojekyll").as_deref(), Some(""));
    assert!(site.contains_key("assets/css/apparatus.css"), "the rest of the theme stays");
}

#[test]
fn the_same_folder_gives_the_same_bytes_wherever_it_is() {
    let files = [
        ("site.toml", SETTINGS),
        ("content/documents/one.md", "# One\n\nA [stamp].\n"),
        ("content/documents/two.txt", "Two"),
    ];
    assert_eq!(printed(&edition(&files)), printed(&edition(&files)));
}

#[test]
fn files_that_are_one_on_some_disks_are_errors() {
    assert_eq!(errors(&[("static/a.png", ""), ("content/images/a.png", "")]), Vec::<String>::new());
    assert_eq!(
        errors(&[("static/a.png", ""), ("static/A.png", "")]),
        ["on some disks `assets/A.png` and `assets/a.png` are one file"]
    );
    assert_eq!(errors(&[("static/e\u{301}.png", ""), ("static/\u{e9}.png", "")]).len(), 1);
    assert_eq!(errors(&[("static/CSS", "")]).len(), 2, "the theme has two files in `assets/css`");
}

#[test]
fn settings_are_asked_for_once() {
    let folder = edition(&[("content/documents/one.md", "A letter.\n")]);
    let messages = |loaded: edition::press::Loaded| {
        let errors = loaded.diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
        errors.map(|found| found.message).collect::<Vec<_>>()
    };
    assert_eq!(messages(load(folder.path(), &Overrides::default())), ["there is no `site.toml`"]);
    assert_eq!(messages(load(&folder.path().join("none"), &Overrides::default())).len(), 1);
    let one = load_one(&folder.path().join("content/documents/one.md"), None);
    assert_eq!((one.site.edition.documents.len(), messages(one)), (1, Vec::new()));
}

#[test]
fn a_template_with_a_slip_is_reported_and_the_built_in_one_stands_in() {
    let folder = edition(&[("site.toml", SETTINGS), ("templates/home.html", "{{ oh")]);
    let loaded = load(folder.path(), &Overrides::default());
    assert!(loaded.diagnostics.iter().any(|found| found.code == "template"), "{:?}", loaded.diagnostics);
    assert!(print(&loaded, |_, _| Ok(())).is_empty());
}

#[test]
fn a_base_url_of_the_command_line_answers_the_warning() {
    let folder = edition(&[("site.toml", "[edition]\ntitle = \"Letters\"\n")]);
    let codes = |base_url: Option<&str>| {
        let loaded = load(folder.path(), &Overrides { base_url: base_url.map(str::to_owned) });
        loaded.diagnostics.into_iter().map(|found| found.code).collect::<Vec<_>>()
    };
    assert!(codes(None).contains(&"no-base-url"));
    assert!(!codes(Some("https://example.org/")).contains(&"no-base-url"));
}
