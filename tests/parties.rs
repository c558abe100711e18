//! Whether a sender is a person or a body: what the source says of it comes through every form.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test writes its folder, and stops where it cannot"
)]

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;

use edition::model::entity::{Party, PartyKind};
use edition::model::naming::Naming;
use edition::press::{Loaded, Overrides, load, print};

const SETTINGS: &str = "[edition]\ntitle = \"T\"\nbase_url = \"https://example.org/e/\"\n";

fn edition(name: &str, text: &str) -> (Loaded, BTreeMap<String, String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    fs::write(folder.path().join("site.toml"), SETTINGS).unwrap();
    fs::write(folder.path().join("content/documents").join(name), text).unwrap();
    let loaded = load(folder.path(), &Overrides::default());
    assert!(!loaded.diagnostics.has_errors(), "{:?}", loaded.diagnostics);
    let files = Mutex::new(BTreeMap::new());
    let faults = print(&loaded, |page, bytes| {
        files.lock().unwrap().insert(page.address.clone(), String::from_utf8(bytes).unwrap_or_default());
        Ok(())
    });
    assert!(faults.is_empty(), "{faults:?}");
    (loaded, files.into_inner().unwrap())
}

fn kinds(parties: &[Party]) -> Vec<(&str, Option<PartyKind>)> {
    parties.iter().map(|party| (party.name.as_str(), party.kind)).collect()
}

#[test]
fn front_matter_says_it_and_tei_keeps_it() {
    let (loaded, files) = edition(
        "a.md",
        "+++\ntitle = 'A letter'\nkind = 'Letter'\nto = { name = 'Red Star', kind = 'body' }\n\
         from = { name = 'William Press', kind = 'person' }\n+++\n\nText\n",
    );
    let document = &loaded.site.edition.documents[0];
    let (from, to) = (document.from.clone(), document.to.clone());
    assert_eq!(kinds(&to), [("Red Star", Some(PartyKind::Body))]);
    let index = &files["cmif.xml"];
    assert!(index.contains("<orgName>Red Star</orgName>"), "{index}");
    assert!(index.contains("<persName>Press, William</persName>"), "{index}");
    assert!(files["documents/a.bib"].contains("Press, William"));
    let (again, _) = edition("a.xml", &files["documents/a.xml"]);
    let document = &again.site.edition.documents[0];
    assert_eq!((&document.from, &document.to), (&from, &to));
}

#[test]
fn names_in_tei_are_of_persons_and_of_bodies() {
    let (loaded, files) = edition(
        "b.xml",
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>B</title></titleStmt>\
         <publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc><profileDesc><correspDesc>\
         <correspAction type=\"sent\"><orgName>Red Star</orgName></correspAction>\
         <correspAction type=\"received\"><persName>William Press</persName><name type=\"org\">Hugo Boss</name>\
         <persName>I. Stalin</persName></correspAction></correspDesc></profileDesc></teiHeader>\
         <text><body><p>Text</p></body></text></TEI>",
    );
    let document = &loaded.site.edition.documents[0];
    assert_eq!(kinds(&document.from), [("Red Star", Some(PartyKind::Body))]);
    let to: Vec<String> = document.to.iter().map(|party| Naming::of_party(party).sorted()).collect();
    assert_eq!(to, ["Press, William", "Hugo Boss", "Stalin, I."]);
    assert!(files["cmif.xml"].contains("<orgName>Red Star</orgName>"));
}
