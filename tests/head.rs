//! The heads of pages: which tags each has. `tests/browser/zotero.test.mjs` lets Zotero read them.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make the editions that they load, and stop where they cannot"
)]

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;

use edition::press::{Overrides, load, print};

use crate::heads::{data, elements, head, links, metas};

mod heads;

const SETTINGS: &str = "[edition]\ntitle = \"The Test Edition\"\nbase_url = \"https://example.org/e/\"\n\
    editors = [\"Jane Doe\", \"Kim Il Sung\"]\npublisher = \"Test Press\"\nversion = \"1.0\"\ndate = \"2026-11-23\"\n\
    licence = \"CC-BY-4.0\"\n";

/// All pages of an edition, by their addresses.
fn printed(settings: &str, documents: &[(&str, &str)]) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("site.toml", settings);
    write("content/pages/about.md", "+++\ntitle = 'About us'\n+++\nWe edit.\n");
    for (id, text) in documents {
        write(&format!("content/documents/{id}.md"), text);
    }
    let loaded = load(folder.path(), &Overrides::default());
    assert!(!loaded.diagnostics.has_errors(), "{:?}", loaded.diagnostics);
    let pages = Mutex::new(BTreeMap::new());
    let faults = print(&loaded, |page, bytes| {
        pages.lock().unwrap().insert(page.address.clone(), String::from_utf8(bytes).unwrap_or_default());
        Ok(())
    });
    assert!(faults.is_empty(), "{faults:?}");
    pages.into_inner().unwrap()
}

/// A document with these settings.
fn document(settings: &str) -> String {
    format!("+++\n{settings}\n+++\n\nThe text.\n")
}

#[test]
fn zotero_is_told_in_its_own_words() {
    let settings = "title = 'Telegram, A. Petrova to Moscow'\nkind = 'Telegram'\nnumber = 12\nsummary = 'It says so.'\n\
        from = 'A. Petrova'\nto = ['V. Molotov', 'Council of Ministers, First Department']\nplace = 'Pyongyang'\ndate = '195X'\n\
        rights = 'Public domain'\nsource = { collection = 'Digital Archive', repository = 'AVPRF' }";
    let note = "title = 'Note'\nkind = 'Note'\ncite_as = 'manuscript'\nto = ['V. Molotov', 'Kim Il Sung']\ndate = '1948-21'";
    let texts =
        [("one", &*document(settings)), ("two", &*document(note)), ("three", &*document("title = 'T'"))];
    let site = printed(SETTINGS, &texts);
    let page = &site["documents/one.html"];
    let found = elements(page);
    for (key, expected) in [
        ("z:itemType", &["letter"][..]),
        ("z:letterType", &["Telegram"]),
        ("DC.creator", &["Petrova, A."]),
        ("z:recipients", &["Molotov, V.", "Council of Ministers – First Department,"]),
        ("z:date", &["1950s"]),
        ("z:eventPlace", &["Pyongyang"]),
        ("z:archive", &["AVPRF"]),
        ("z:callNumber", &["The Test Edition, doc. 12"]),
        ("z:shortTitle", &["Telegram"]),
        ("z:abstractNote", &["It says so."]),
        ("z:rights", &["Public domain"]),
        (
            "z:extra",
            &[
                "container-title: The Test Edition\nnumber: 12\neditor: Doe || Jane\neditor: Kim Il Sung\nversion: 1.0\n\
               publisher: Test Press\nname-as-written: Council of Ministers, First Department\nsource: Digital Archive",
            ],
        ),
    ] {
        assert_eq!(metas(&found, key), expected, "{key}");
    }
    assert!(page.contains("<title>12. Telegram, A. Petrova to Moscow | The Test Edition</title>"), "{page}");
    let found = elements(&site["documents/two.html"]);
    assert!(metas(&found, "z:recipients").is_empty(), "Zotero's manuscripts have none");
    assert!(
        metas(&found, "z:extra").concat().contains("\nrecipient: Molotov || V.\nrecipient: Kim Il Sung\n")
    );
    assert_eq!(metas(&found, "z:date"), ["spring 1948"]);
    let bare = elements(&site["documents/three.html"]);
    assert_eq!(metas(&bare, "z:date"), ["undated"]);
    // They would be taken for the genre and for the abstract.
    for key in ["DC.type", "description", "og:description"] {
        assert!(metas(&bare, key).is_empty(), "{key}");
    }
    let essay = elements(&site["about.html"]);
    assert_eq!(metas(&essay, "z:itemType"), ["webpage"]);
    assert_eq!(metas(&essay, "DC.creator"), ["Doe, Jane", "Kim Il Sung,"]);
}

/// The head of the seed, tag by tag.
#[test]
fn the_head_of_the_seed() {
    let seed = include_str!("../content/documents/1948-10-12-stalin-to-kim-il-sung.md");
    let settings = "[edition]\ntitle = \"The Test Edition\"\nbase_url = \"https://example.org/e/\"\n\
        [build]\noutputs = [\"tei\", \"text\", \"csl-json\", \"source\"]\n";
    let site = printed(settings, &[("seed", seed)]);
    let found = head(&site["documents/seed.html"]);
    let expected = include_str!("heads/seed.html");
    assert_eq!(
        found, expected,
        "tests/heads/seed.html (right) is what stands in a page by conventions of its readers"
    );
}

#[test]
fn nothing_that_would_mislead_a_citation_manager_is_on_any_page() {
    let hostile = "title = 'T \"><script>alert(1)</script>'\nfrom = '<b>'\nto = 'A\u{2028}B\\'\nsummary = '</script>'\n\
        kind = '& Co'\nrights = '\"'\nnumber = '</title>'";
    let unknown = "title = 'Report'\nfrom = 'unknown'";
    let site = printed(SETTINGS, &[("one", &document(hostile)), ("two", &document(unknown))]);
    for (address, page) in site.iter().filter(|(address, _)| address.ends_with(".html")) {
        let elements = elements(page);
        for bad in ["citation_", "article:published_time", "Z3988", "byline", "vcard", "<script>"] {
            assert!(!page.contains(bad), "{address} has `{bad}`");
        }
        let linked = page.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
        assert!(linked.into_iter().all(|tag| !tag.contains("rel=\"author\"")), "{address}");
        assert!(metas(&elements, "DC.type").len() <= 1, "{address}");
        for key in ["z:itemType", "z:date", "og:type", "og:title", "og:url", "DC.title"] {
            assert!(metas(&elements, key).len() <= 1, "{address} says `{key}` twice");
        }
        if address.starts_with("documents/")
            && !address.contains(".cite")
            && address != "documents/index.html"
        {
            assert_eq!(metas(&elements, "z:date").len(), 1, "{address}");
            assert_eq!(metas(&elements, "DC.description").len(), 0, "{address}");
            assert!(data(page).is_some_and(|data| data["name"].is_string()), "{address}");
        }
    }
}

#[test]
fn a_page_has_one_address() {
    let texts = [("one", &*document("title = 'One'")), ("two", &*document("title = 'Two [sic]'"))];
    let site = printed(SETTINGS, &texts);
    for (address, page) in site.iter().filter(|(address, _)| address.ends_with(".html")) {
        let elements = elements(page);
        // The home page is at the address of the edition, by which it is cited.
        let published =
            format!("https://example.org/e/{}", if address == "index.html" { "" } else { address });
        let printed =
            page.split_once("<p class=\"on-paper\">").map(|(_, rest)| rest.split('<').next().unwrap());
        let expected: &[&str] = if address == "404.html" { &[] } else { &[&published] };
        assert_eq!(links(&elements, "canonical"), expected, "{address}");
        assert_eq!(metas(&elements, "og:url"), expected, "{address}");
        assert_eq!(printed.as_slice(), expected, "{address}");
        let cited = links(&elements, "cite-as");
        assert!(cited.is_empty() || cited == expected, "{address}");
        if metas(&elements, "z:itemType").len() == 1 {
            assert_eq!(cited, expected, "{address}");
        }
    }
    for (address, text) in &site {
        assert!(
            !text.contains("https://example.org/e/index.html"),
            "{address} has a second address of the edition"
        );
    }
    let home = "<a class=\"address\" data-citation=\"address\" data-label=\"Permanent address\" href=\"https://example.org/e/\">";
    assert!(site["cite/index.html"].contains(home), "{}", site["cite/index.html"]);
    let bare = printed("[edition]\ntitle = \"T\"\n", &texts);
    for (address, page) in bare.iter().filter(|(address, _)| address.ends_with(".html")) {
        let elements = elements(page);
        for rel in ["canonical", "cite-as"] {
            assert!(links(&elements, rel).is_empty(), "{address}");
        }
        assert!(metas(&elements, "og:url").is_empty() && !page.contains("on-paper"), "{address}");
    }
    assert_eq!(metas(&elements(&bare["documents/one.html"]), "DC.identifier"), ["one"]);
}

#[test]
fn harvesters_are_shown_the_way() {
    let text =
        document("title = 'One'\nfrom = { name = 'I. Stalin', id = 'https://viaf.org/viaf/1' }\nto = 'Kim'");
    let site = printed(SETTINGS, &[("one", &text)]);
    let found = elements(&site["documents/one.html"]);
    assert_eq!(links(&found, "author"), ["https://viaf.org/viaf/1"]);
    assert_eq!(links(&found, "license"), ["https://creativecommons.org/licenses/by/4.0/"]);
    assert_eq!(links(&found, "type"), ["https://schema.org/AboutPage", "https://schema.org/Message"]);
    assert_eq!(links(&found, "collection"), ["../index.html"]);
    assert!(links(&found, "item").contains(&"one.xml"));
    assert!(links(&found, "describedby").contains(&"one.csl.json"));
    for link in
        found.iter().filter(|link| matches!(link.get("rel"), Some("item" | "describedby" | "alternate")))
    {
        let file = format!("documents/{}", link.get("href").unwrap());
        assert!(
            site.contains_key(&file) && link.get("type").is_some_and(|kind| !kind.contains(';')),
            "{file}"
        );
    }
    let home = elements(&site["index.html"]);
    assert_eq!(links(&home, "alternate"), ["feed.xml"]);
    assert!(links(&home, "describedby").contains(&"cite/references.csl.json"));
}
