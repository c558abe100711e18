//! The search: what a word is, in Rust and in the script alike, and which files a site has for it.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make the edition that they search, and stop where they cannot"
)]

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;

use edition::press::{Overrides, load, print};
use edition::write::search::romanised::key;
use edition::write::search::words::{fold, words};

#[test]
fn words_are_those_of_the_table() {
    let table: Vec<(String, Vec<(String, u32)>)> = table("words");
    for (text, expected) in table {
        let found: Vec<(String, u32)> = words(&text).into_iter().map(|word| (word.term, word.at)).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn cyrillic_and_its_romanisations_have_a_key_in_common() {
    let table: Vec<(String, Vec<String>)> = table("romanised");
    for (cyrillic, latin) in table {
        for one in latin {
            assert_eq!(key(&fold(&one)), key(&fold(&cyrillic)), "{one} {cyrillic}");
        }
    }
    assert_eq!(key("1948"), None);
    assert_ne!(key("stalin"), key("молотов"));
}

#[test]
fn the_index_is_there_where_it_is_asked_for() {
    let with = site("[edition]\ntitle = \"Letters\"\n");
    let files: Vec<&str> =
        with.keys().map(String::as_str).filter(|file| file.starts_with("search/")).collect();
    let expected = [
        "contents.js",
        "facet-archive.js",
        "facet-language.js",
        "facet-person.js",
        "facet-place.js",
        "index.html",
        "places-0.js",
        "postings-0.js",
        "spellings-0.js",
        "terms-0.js",
        "texts-0.js",
        "years.js",
    ];
    assert_eq!(files, expected.map(|file| format!("search/{file}")));
    assert!(with["index.html"].contains("search/index.html"));
    assert!(with["search/terms-0.js"].starts_with("editionSearch(\"terms-0\",[\"10 12 1948 "));
    let without = site("[edition]\ntitle = \"Letters\"\n[build]\noutputs = []\n");
    let files: Vec<&String> = without.keys().filter(|file| file.starts_with("search/")).collect();
    assert!(files.is_empty(), "{files:?}");
    assert!(!without["index.html"].contains("search/index.html"));
}

#[test]
fn a_date_is_found_as_it_is_printed_and_in_figures() {
    let with = site("[edition]\ntitle = \"Letters\"\n");
    let terms = &with["search/terms-0.js"];
    for term in [" october ", "10 ", " 12 ", " 1948 "] {
        assert!(terms.contains(term), "{term}: {terms}");
    }
}

#[test]
fn texts_say_whose_words_they_are() {
    let site = site("[edition]\ntitle = \"Letters\"\n");
    let texts = &site["search/texts-0.js"];
    // The document's, the editor's, those added by hand.
    assert!(
        texts.contains(r#"[0,"Close ",2,"[inserted by hand: ",1,"appropriate",2,"]",0," relations.""#),
        "{texts}"
    );
    // A word that was changed is found by both of its readings.
    let terms = &site["search/terms-0.js"];
    assert!(terms.contains(" received ") && terms.contains(" refused "), "{terms}");
}

#[test]
fn a_script_of_the_index_holds_whatever_a_text_says() {
    let site = site("[edition]\ntitle = \"Letters\"\n");
    for (file, script) in site.iter().filter(|(file, _)| file.starts_with("search/") && file.ends_with(".js"))
    {
        let data = script.strip_prefix("editionSearch(").and_then(|rest| rest.strip_suffix(");\n"));
        let data = data.map(|data| serde_json::from_str::<serde_json::Value>(&format!("[{data}]")));
        assert!(matches!(data, Some(Ok(_))), "{file}: {data:?}");
    }
}

/// All files of a site of two letters.
fn site(settings: &str) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let documents = folder.path().join("content/documents");
    fs::create_dir_all(&documents).unwrap();
    fs::write(folder.path().join("site.toml"), settings).unwrap();
    fs::write(
        documents.join("a.md"),
        "+++\ntitle = 'A \"quoted\" \\title'\ndate = 1948-10-12\nfrom = 'I. Stalin'\n+++\nClose [inserted by hand: appropriate] relations.\n\n\
         We re[crossed out: fused][inserted by hand: ceived] it </script> \\ \" \u{2028} in 1948.\n",
    )
    .unwrap();
    fs::write(documents.join("b.md"), "Ерофеев пишет.\n").unwrap();
    let loaded = load(folder.path(), &Overrides::default());
    let pages = Mutex::new(BTreeMap::new());
    let faults = print(&loaded, |page, bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        pages.lock().unwrap().insert(page.address.clone(), text);
        Ok(())
    });
    assert!(faults.is_empty(), "{faults:?}");
    pages.into_inner().unwrap()
}

fn table<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = format!("tests/search/{name}.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}
