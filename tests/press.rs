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
fn a_name_that_is_too_long_for_a_file_is_an_error() {
    let long = "a".repeat(200);
    let said = |text: &str| errors(&[(&format!("content/documents/{long}.md"), text)]);
    let found = said("text");
    assert!(matches!(&found[..], [one] if one.contains("more than 120 letters, which is cut")), "{found:?}");
    assert_eq!(said("+++\nid = 'a'\n+++\ntext"), Vec::<String>::new());
    let found = said(&format!("+++\nid = '{long}'\n+++\ntext"));
    assert!(matches!(&found[..], [one] if one.contains("is longer than 120 letters")), "{found:?}");
    // A letter of another alphabet is spelled by its number.
    assert_eq!(errors(&[(&format!("content/documents/{}.md", "ж".repeat(40)), "text")]).len(), 1);
    assert_eq!(errors(&[(&format!("content/pages/{long}.md"), "text")]).len(), 1);
}

#[test]
fn links_and_pictures_that_lead_nowhere_are_said() {
    let folder = edition(&[
        ("site.toml", SETTINGS),
        (
            "content/documents/one.md",
            "[Kim](person:kim) ![Leaf](scan.jpg) and ![Leaf 2](../images/none.jpg), again ![x](../images/none.jpg)\n",
        ),
        (
            "content/pages/about.md",
            "+++\ntitle = 'x'\n+++\nSee [one](doc:one),\n[on](doc:on) and [him](person:Kim).\n\n![x](deep/a.png) [web](https://x.org)\n",
        ),
        ("content/images/scan.jpg", ""),
    ]);
    let loaded = load(folder.path(), &Overrides::default());
    let codes = ["unknown-document", "no-registers", "no-picture"];
    let found = loaded.diagnostics.iter().filter(|found| codes.contains(&found.code));
    let shown = found.map(|found| {
        let span = found.span.unwrap();
        let source = loaded.site.sources.get(span.source);
        let place = format!("{}:{}", source.stem(), source.position(span.start));
        format!("{place} {}: {}", found.severity.name(), found.message)
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "one:1:2 warning: the link `person:kim` leads nowhere: this version does not read registers",
            "about:5:1 error: there is no document `on`",
            "about:5:18 warning: the link `person:Kim` leads nowhere: this version does not read registers",
            "one:1:54 warning: there is no picture `images/none.jpg`",
            "about:7:1 warning: there is no picture `deep/a.png`",
        ]
    );
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

#[test]
fn one_document_is_converted_without_the_others() {
    let folder = edition(&[
        ("site.toml", "[edition]\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n"),
        ("content/documents/a.md", "See [the other](doc:b)."),
        ("content/documents/b.md", "The other."),
        ("content/documents/c.docx", "PK"),
    ]);
    let file = |name: &str| folder.path().join("content/documents").join(name);
    let convert = |to: &str, names: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_edition"));
        command.args(["convert", "--to", to]).args(names.iter().map(|name| file(name)));
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(
        convert("json", &["a.md", "b.md"]),
        (Some(0), String::new()),
        "a link to another document is no error"
    );
    let (status, said) = convert("json", &["c.docx"]);
    assert!(status == Some(1) && said.contains("this version does not read"), "{said}");
    let (status, said) = convert("html", &["a.md", "b.md"]);
    assert!(status == Some(2) && said.contains("one document at a time"), "{said}");
}
