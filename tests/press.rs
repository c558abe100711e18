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
    assert_eq!(errors(&[("static/CSS", "")]).len(), 3, "the theme has three files in `assets/css`");
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
    let codes = ["unknown-document", "unknown-entry", "no-picture"];
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
            "one:1:2 warning: the link `person:kim` leads nowhere: `people` has no entry `kim`",
            "about:5:1 error: there is no document `on`",
            "about:5:18 warning: the link `person:Kim` leads nowhere: `people` has no entry `Kim`",
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
        let loaded =
            load(folder.path(), &Overrides { base_url: base_url.map(str::to_owned), ..Overrides::default() });
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

#[test]
fn every_mark_is_in_the_register_and_leads_to_its_place() {
    let many = "It is so [sic] and so [sic] and [erased: gone].\n\n".repeat(130);
    let settings =
        format!("{SETTINGS}[apparatus.signs.erased]\ncaption = \"erased\"\nphrases = \"erased: X\"\n");
    let folder = edition(&[
        ("site.toml", &settings),
        ("content/documents/a.md", "Close [inserted by hand: <b>appropriate</b>] relations, [[doubled]].\n"),
        ("content/documents/b.md", &many),
        (
            "content/documents/c.md",
            "+++\ntitle = 'C'\napparatus = { preset = 'smithsonian' }\n+++\n[[circled]] 12 [[/circled]]\n",
        ),
    ]);
    let site = printed(&folder);
    let page = |address: &str| String::from_utf8_lossy(&site[address]).into_owned();
    let register: Vec<&str> =
        site.keys().map(String::as_str).filter(|at| at.starts_with("apparatus/")).collect();
    assert_eq!(
        register,
        [
            "apparatus/addition.html",
            "apparatus/circled.html",
            "apparatus/editorial.html",
            "apparatus/erased.html",
            "apparatus/index.html",
            "apparatus/sic.html",
            "apparatus/sic.page-2.html",
        ]
    );
    // Signs in the order of the legend: built-in ones, others, and what no sign explains.
    let index = page("apparatus/index.html");
    let places: Vec<Option<usize>> = ["addition", "sic", "circled", "erased", "editorial"]
        .map(|sign| index.find(&format!("<a href=\"{sign}.html\">")))
        .to_vec();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    let links = |address: &str| page(address).matches("<li><a href=\"../documents/b.html#m").count();
    assert_eq!((links("apparatus/sic.html"), links("apparatus/sic.page-2.html")), (200, 60));
    let addition = page("apparatus/addition.html");
    assert!(addition.contains("<li><a href=\"../documents/a.html#m1\">Close "), "{addition}");
    assert!(addition.contains("&lt;b&gt;appropriate&lt;/b&gt;"), "{addition}");
    for address in register {
        let html = page(address);
        let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for link in links.filter_map(|link| link.strip_prefix("../documents/")) {
            let Some((file, anchor)) = link.split_once('#') else { continue };
            let there = page(&format!("documents/{file}")).contains(&format!("id=\"{anchor}\""));
            assert!(there, "{address} leads to {link}");
        }
    }
    let legend = page("documents/c.html");
    assert!(legend.contains("data-apparatus=\"circled\" data-own=\"document\""), "{legend}");
    assert!(legend.contains("circled in the document"), "{legend}");
}

#[test]
fn a_document_without_words_is_called_by_its_file() {
    for text in ["", "□□□", "\n\n", "+++\nkind = 'letter'\n+++\n"] {
        let folder = edition(&[("site.toml", SETTINGS), ("content/documents/folio-7.md", text)]);
        let loaded = load(folder.path(), &Overrides::default());
        let said: Vec<_> = loaded.diagnostics.iter().map(|found| (found.severity, found.code)).collect();
        assert!(said.contains(&(Severity::Warning, "no-title")), "{text:?}: {said:?}");
        let title = &loaded.site.edition.documents[0].title;
        assert_eq!((title.text.as_str(), title.inferred), ("folio-7", true), "{text:?}");
        let site = printed(&folder);
        let page = String::from_utf8_lossy(&site["documents/folio-7.html"]).into_owned();
        assert!(page.contains("<title>folio-7 | Letters</title>"), "{page}");
        let cited = String::from_utf8_lossy(&site["documents/folio-7.cite.html"]).into_owned();
        assert!(cited.contains("“folio-7,”") && cited.contains("undated, in "), "{cited}");
    }
    let folder = edition(&[("site.toml", SETTINGS), ("content/documents/a.md", "□□□\n\nA letter.")]);
    let loaded = load(folder.path(), &Overrides::default());
    assert_eq!(loaded.site.edition.documents[0].title.text, "A letter.");
}

#[test]
fn links_of_essays_lead_to_pages() {
    let folder = edition(&[
        ("site.toml", SETTINGS),
        ("content/documents/two.md", "A letter.\n"),
        ("content/documents/deep/three.md", "A letter.\n"),
        ("content/pages/method.md", "See [two](../documents/two.md#p1).\n"),
        (
            "content/pages/about.md",
            "+++\ntitle = 'x'\n+++\n# Here\n\n[doc](../documents/two.md) [m](method.md) [d](../documents/deep/three.md) [h](#s-here) \
             [t](./) [l](documents/index.html) [s](documents/two.source.md)\n\n[x](missing.html) [f](#nowhere) [g](../documents/four.md)\n",
        ),
    ]);
    let loaded = load(folder.path(), &Overrides::default());
    let sources = &loaded.site.sources;
    let dead = loaded.diagnostics.iter().filter(|found| found.code == "dead-link").map(|found| {
        let span = found.span.unwrap();
        format!("{} {}", sources.get(span.source).slice(span), found.message)
    });
    assert_eq!(
        dead.collect::<Vec<_>>(),
        [
            "[x](missing.html) the link `missing.html` leads to no page",
            "[f](#nowhere) there is no place `nowhere` on this page",
            "[g](../documents/four.md) the link `../documents/four.md` leads to no page",
        ]
    );
    let site = printed(&folder);
    let page = |address: &str| String::from_utf8_lossy(&site[address]).into_owned();
    for link in ["documents/two.html", "method/index.html", "documents/three.html", "#s-here"] {
        assert!(
            page("about.html").contains(&format!("<a href=\"{link}\">")),
            "{link}: {}",
            page("about.html")
        );
    }
    assert!(page("method/index.html").contains("<a href=\"../documents/two.html#p1\">"));
}

#[test]
fn a_plain_text_says_where_a_note_is_called() {
    let text =
        "Text[^a] and [inserted by hand: more[^b]] and a call[1].\n\n[^a]: One\n\n[^b]: Two\n\n[1] Three\n";
    let folder = edition(&[("site.toml", SETTINGS), ("content/documents/a.md", text)]);
    let site = printed(&folder);
    let file = String::from_utf8_lossy(&site["documents/a.txt"]).into_owned();
    let body = "Text[^1] and [inserted by hand: more[^2]] and a call[1].\n\n\nNotes\n\n[^1] One\n\n[^2] Two\n\n[1] Three\n";
    assert!(file.ends_with(body), "{file}");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_address_makes_an_id() {
    let folder = edition(&[("site.toml", SETTINGS), ("content/documents/new\nline.md", "A letter.\n")]);
    let loaded = load(folder.path(), &Overrides::default());
    assert!(!loaded.diagnostics.has_errors(), "{:?}", loaded.diagnostics);
    assert_eq!(loaded.site.edition.documents[0].id.as_str(), "new-line");
}
