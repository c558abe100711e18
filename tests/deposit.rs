//! `edition deposit`: an archive for a repository of data, with everything in it and nothing else, the same wherever it is made.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests run the program in folders that they make, and stop where they cannot"
)]

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use program::edition;

fn write(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const SETTINGS: &str = "[edition]\ntitle = \"Letters <of> Ж\"\nbase_url = \"https://example.org/letters/\"\nversion = \"1.2\"\n\
    date = \"2027-01-31\"\nlicence = \"CC-BY-4.0\"\neditors = [\"Jane Doe\", \"Kim Il Sung\"]\npublisher = \"Test Press\"\n\
    funders = [\"A & B Foundation\", \"Test Press\"]\n";

fn letters() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "site.toml", SETTINGS);
    write(
        folder.path(),
        "content/documents/one.md",
        "+++\ntitle = \"The first letter\"\n+++\n\nText [sic].\r\n",
    );
    write(folder.path(), "content/documents/deep/two.txt", "Second.\n");
    write(folder.path(), "content/pages/method.md", "How.\n");
    write(folder.path(), "content/images/leaf 1.png", "no picture");
    write(folder.path(), "static/own.css", "p { color: inherit }");
    // What is no part of the edition stays out.
    write(folder.path(), "secret.txt", "password");
    write(folder.path(), ".git/config", "password");
    write(folder.path(), "content/documents/.draft.md", "password");
    folder
}

/// The files of an archive, by their paths; all of them lie in one folder.
fn unpacked(bytes: &[u8], top: &str) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        assert_eq!(file.last_modified(), Some(zip::DateTime::default()));
        let name = file.name().unwrap().strip_prefix(&format!("{top}/")).unwrap().to_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        assert!(files.insert(name, bytes).is_none());
    }
    files
}

#[test]
fn the_archive_holds_the_site_its_sources_and_their_sums() {
    let folder = letters();
    let (code, path, said) = edition(folder.path(), &["deposit"]);
    assert_eq!((code, path.as_str()), (Some(0), "letters-of-zh-1.2-deposit.zip\n"), "{said}");
    let bytes = fs::read(folder.path().join("letters-of-zh-1.2-deposit.zip")).unwrap();
    assert!(!bytes.windows(8).any(|window| window == b"password"));
    let mut files = unpacked(&bytes, "letters-of-zh-1.2");

    let sums = String::from_utf8(files.remove("manifest-sha256.txt").unwrap()).unwrap();
    let expected: String = files
        .iter()
        .map(|(name, bytes)| {
            let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{sum}  {name}\n")
        })
        .collect();
    assert_eq!(sums, expected);

    assert_eq!(edition(folder.path(), &["build"]).0, Some(0));
    let below = |folder: &str| -> BTreeMap<&str, &Vec<u8>> {
        files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix(folder)?, bytes))).collect()
    };
    let site = below("site/");
    let built: Vec<String> = fs::read_to_string(folder.path().join("public/.edition"))
        .unwrap()
        .lines()
        .skip(1)
        .map(str::to_owned)
        .collect();
    assert_eq!(site.keys().map(|name| (*name).to_owned()).collect::<Vec<_>>(), built);
    for (name, bytes) in &site {
        assert!(fs::read(folder.path().join("public").join(name)).unwrap() == **bytes, "{name}");
    }
    let source = below("source/");
    let expected = [
        "content/documents/deep/two.txt",
        "content/documents/one.md",
        "content/images/leaf 1.png",
        "content/pages/method.md",
        "site.toml",
        "static/own.css",
    ];
    assert_eq!(source.keys().copied().collect::<Vec<_>>(), expected);
    for (name, bytes) in &source {
        assert!(fs::read(folder.path().join(name)).unwrap() == **bytes, "{name}");
    }
    let rest: Vec<&str> = files.keys().map(String::as_str).filter(|name| !name.contains('/')).collect();
    assert_eq!(rest, [".zenodo.json", "CITATION.cff", "README.txt", "ro-crate-metadata.json"]);
    assert_eq!(files["CITATION.cff"], files["site/CITATION.cff"]);
}

#[test]
fn an_archive_of_an_earlier_version_is_packed_once() {
    let folder = letters();
    let settings = fs::read_to_string(folder.path().join("site.toml")).unwrap();
    for (version, date) in [("2.0", "2028-01-31"), ("2.1", "2029-01-31")] {
        write(folder.path(), "content/documents/three.md", version);
        let (code, _, said) = edition(folder.path(), &["release", version, "--date", date]);
        assert_eq!(code, Some(0), "{said}");
    }
    assert_ne!(fs::read_to_string(folder.path().join("site.toml")).unwrap(), settings);
    assert_eq!(edition(folder.path(), &["deposit"]).0, Some(0));
    let bytes = fs::read(folder.path().join("letters-of-zh-2.1-deposit.zip")).unwrap();
    let files = unpacked(&bytes, "letters-of-zh-2.1");
    let archives: Vec<&String> = files.keys().filter(|name| name.ends_with(".zip")).collect();
    assert_eq!(archives, ["site/releases/letters-of-zh-2.0.zip", "site/releases/letters-of-zh-2.1.zip"]);
    assert!(files.contains_key("source/releases/letters-of-zh-2.1-errata.toml"));
}

#[test]
fn the_descriptions_say_what_the_settings_say() {
    let folder = letters();
    assert_eq!(edition(folder.path(), &["deposit", "--out", "a.zip"]).0, Some(0));
    let files = unpacked(&fs::read(folder.path().join("a.zip")).unwrap(), "letters-of-zh-1.2");
    let zenodo: serde_json::Value = serde_json::from_slice(&files[".zenodo.json"]).unwrap();
    assert_eq!(
        zenodo,
        serde_json::json!({
            "title": "Letters <of> Ж",
            "upload_type": "dataset",
            "description": "<p>Letters &lt;of&gt; Ж: a digital documentary edition of 2 documents, as a website that needs no server, with its sources.</p>",
            "creators": [{ "name": "Doe, Jane" }, { "name": "Kim Il Sung" }],
            "contributors": [{ "name": "A & B Foundation", "type": "Sponsor" }, { "name": "Test Press", "type": "Sponsor" }],
            "version": "1.2",
            "publication_date": "2027-01-31",
            "access_right": "open",
            "license": "cc-by-4.0",
            "related_identifiers": [{ "identifier": "https://example.org/letters/", "relation": "isIdenticalTo", "scheme": "url" }],
        })
    );
    let metadata: serde_json::Value = serde_json::from_slice(&files["ro-crate-metadata.json"]).unwrap();
    assert_eq!(metadata["@context"], "https://w3id.org/ro/crate/1.1/context");
    let graph = metadata["@graph"].as_array().unwrap();
    let find = |id: &str| {
        graph.iter().find(|entity| entity["@id"] == id).unwrap_or_else(|| panic!("{id}: {metadata}"))
    };
    let descriptor = find("ro-crate-metadata.json");
    assert_eq!(descriptor["about"]["@id"], "./");
    assert_eq!(descriptor["conformsTo"]["@id"], "https://w3id.org/ro/crate/1.1");
    let root = find("./");
    // What the specification demands of the root (RO-Crate 1.1, 5.3.2).
    for required in ["name", "description", "datePublished", "license"] {
        assert!(!root[required].is_null(), "{required}: {root}");
    }
    assert_eq!(root["license"]["@id"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(find("#Jane%20Doe")["familyName"], "Doe");
    assert_eq!(
        root["funder"],
        serde_json::json!([{ "@id": "#A%20%26%20B%20Foundation" }, { "@id": "#Test%20Press" }])
    );
    assert_eq!(find("#A%20%26%20B%20Foundation")["@type"], "Organization");
    // Whatever is named is described, each once; what is described as a file is there.
    let mut named = Vec::new();
    gather(&metadata["@graph"], &mut named);
    for id in named.iter().filter(|id| !id.starts_with("https://w3id.org/")) {
        assert_eq!(graph.iter().filter(|entity| entity["@id"] == id.as_str()).count(), 1, "{id}");
    }
    let described: Vec<&str> = graph
        .iter()
        .filter(|entity| entity["@type"] == "File")
        .filter_map(|entity| entity["@id"].as_str())
        .collect();
    assert!(described.contains(&"source/content/images/leaf%201.png"), "{described:?}");
    assert_eq!(described.len(), files.keys().filter(|name| name.starts_with("source/")).count());
    assert_eq!(find("source/content/documents/one.md")["name"], "The first letter");
}

/// Every id that something refers to.
fn gather(value: &serde_json::Value, named: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, named)),
        serde_json::Value::Object(fields) => {
            named.extend(fields.get("@id").and_then(|id| id.as_str()).map(str::to_owned));
            fields.values().for_each(|value| gather(value, named));
        }
        _ => {}
    }
}

#[test]
fn the_same_edition_is_the_same_archive_and_no_file_is_written_over() {
    let (here, there) = (letters(), letters());
    assert_eq!(edition(here.path(), &["deposit", "--out", "a.zip"]).0, Some(0));
    assert_eq!(edition(there.path(), &["deposit", "--out", "deep/folder/b.zip"]).0, Some(0));
    let bytes = fs::read(here.path().join("a.zip")).unwrap();
    assert!(bytes == fs::read(there.path().join("deep/folder/b.zip")).unwrap());
    let (code, _, said) = edition(here.path(), &["deposit", "--out", "a.zip"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("is there already, and is the same"), "{said}");

    write(here.path(), "content/documents/one.md", "Another.\n");
    let (code, out, said) = edition(here.path(), &["deposit", "--out", "a.zip"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(said.contains("another file of this name is there already"), "{said}");
    assert!(bytes == fs::read(here.path().join("a.zip")).unwrap());
    let left: Vec<String> = fs::read_dir(here.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(".edition"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn what_a_repository_asks_for_and_is_not_said_is_named() {
    let folder = letters();
    write(folder.path(), "site.toml", "[edition]\ntitle = \"Letters\"\n");
    let (code, path, said) = edition(folder.path(), &["deposit"]);
    assert_eq!((code, path.as_str()), (Some(0), "letters-unreleased-deposit.zip\n"));
    for setting in ["base_url", "editors", "version", "date", "licence"] {
        assert!(said.contains(&format!("there is no `{setting}`")), "{setting}: {said}");
    }
    write(folder.path(), "content/documents/again.md", "+++\nid = \"one\"\n+++\nText.\n");
    let (code, _, said) = edition(folder.path(), &["deposit", "--out", "b.zip"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("no archive was written") && !folder.path().join("b.zip").exists(), "{said}");
}
