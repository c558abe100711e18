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

/// A register, whose comma alone parts a name, and front matter agree.
#[test]
fn a_heading_of_a_register_is_put_in_the_order_of_the_name() {
    let check = |heading: &str, expected: [&str; 2]| {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/documents")).unwrap();
        fs::create_dir_all(folder.path().join("content/registers")).unwrap();
        fs::write(folder.path().join("site.toml"), SETTINGS).unwrap();
        let entry = format!("[someone]\nname = '{heading}'\n");
        fs::write(folder.path().join("content/registers/people.toml"), entry).unwrap();
        for (name, id) in [("a.md", ", id = 'someone'"), ("b.md", "")] {
            let text = format!("+++\ntitle = 'A letter'\nfrom = {{ name = '{heading}'{id} }}\n+++\n\nText\n");
            fs::write(folder.path().join("content/documents").join(name), text).unwrap();
        }
        let site = load(folder.path(), &Overrides::default()).site;
        for document in &site.edition.documents {
            let naming = site.edition.naming_of(document.source, &document.from[0]);
            assert_eq!([naming.spoken(), naming.sorted()], expected, "{heading}");
        }
    };
    check("Mao, Zedong", ["Mao Zedong", "Mao Zedong"]);
    check("Zhou, Enlai, 1898-1976", ["Zhou Enlai", "Zhou Enlai"]);
    check("King, Jr., Martin Luther", ["Martin Luther King Jr.", "King, Martin Luther, Jr."]);
    let roosevelt = ["Franklin D. Roosevelt", "Roosevelt, Franklin D."];
    check("Roosevelt, Franklin D. (Franklin Delano), 1882-1945", roosevelt);
    check("Catherine II, Empress of Russia", ["Catherine II, Empress of Russia"; 2]);
}

/// A day within bounds is no interval, and words for no date are none.
#[test]
fn dates_of_tei_are_what_they_say() {
    let check = |date: &str, expected: &str| {
        let tei = format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt></fileDesc>\
             <profileDesc><creation>{date}</creation></profileDesc></teiHeader><text><body><p>Text</p></body></text></TEI>"
        );
        let (_, files) = edition("a.xml", &tei);
        let page = &files["documents/a.cite.html"];
        assert!(page.contains(&format!("“A letter,” {expected}, in")), "{date}: {page}");
    };
    check(
        "<date notBefore=\"1948-10-08\" notAfter=\"1948-10-12\"/>",
        "between October 8, 1948 and October 12, 1948",
    );
    check("<date from=\"1948-10-08\" to=\"1948-10-12\"/>", "October 8–12, 1948");
    check("<date when=\"1948-10\" precision=\"low\"/>", "ca. October 1948");
    check("<date when=\"1948-10\" cert=\"low\"/>", "[October 1948?]");
    check("<date>s.d.</date>", "undated");
    check("<date>o. D.</date>", "undated");
}

/// A name of an institution that has a comma is one in every form, and the exact one is noted.
#[test]
fn a_body_with_a_comma_in_its_name_is_one_name() {
    let (_, files) = edition(
        "a.md",
        "+++\ntitle = 'A letter'\nto = { name = 'Pravda, Moscow', kind = 'body' }\n+++\n\nText\n",
    );
    let page = &files["documents/a.html"];
    assert!(page.contains("name=\"z:recipients\" content=\"Pravda – Moscow,\""), "{page}");
    assert!(page.contains("name-as-written: Pravda, Moscow"), "{page}");
    let ris = &files["documents/a.ris"];
    assert!(
        ris.contains("A2  - Pravda – Moscow\r\n") && ris.contains("name-as-written: Pravda, Moscow"),
        "{ris}"
    );
}

/// `van` is no given name, whether front matter or TEI says so.
#[test]
fn what_links_a_name_to_the_family_is_no_initial() {
    let tei = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt></fileDesc>\
         <profileDesc><correspDesc><correspAction type=\"sent\"><persName><forename>Ludwig</forename> <nameLink>van</nameLink>\
         <surname>Beethoven</surname></persName></correspAction></correspDesc></profileDesc></teiHeader><text><body><p>Text</p></body>\
         </text></TEI>";
    let front = "+++\ntitle = 'A letter'\nfrom = 'van Beethoven, Ludwig'\n+++\n\nText\n";
    for (name, text) in [("a.xml", tei), ("a.md", front)] {
        let (_, files) = edition(name, text);
        let bibtex = &files["documents/a.bib"];
        assert!(bibtex.contains("author = {van Beethoven, Ludwig}"), "{bibtex}");
        let csl = &files["documents/a.csl.json"];
        assert!(
            csl.contains("\"family\":\"Beethoven\",\"given\":\"Ludwig\",\"non-dropping-particle\":\"van\""),
            "{csl}"
        );
        let page = &files["documents/a.cite.html"];
        assert!(page.contains("van Beethoven, L. ("), "{page}");
    }
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

/// How a name is put in order, and is so again after it was written as TEI.
#[test]
fn the_parts_of_a_name_that_tei_marks_are_kept_apart() {
    let check = |marked: &str, name: &str, expected: [&str; 2]| {
        let tei = format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt></fileDesc>\
             <profileDesc><correspDesc><correspAction type=\"sent\"><persName>{marked}</persName></correspAction></correspDesc>\
             </profileDesc></teiHeader><text><body><p>Text</p></body></text></TEI>"
        );
        let (loaded, files) = edition("a.xml", &tei);
        let (again, _) = edition("a.xml", &files["documents/a.xml"]);
        for loaded in [&loaded, &again] {
            let party = &loaded.site.edition.documents[0].from[0];
            let naming = Naming::of_party(party);
            assert_eq!(party.name, name);
            assert_eq!([naming.sorted(), naming.short().to_owned()], expected, "{marked}");
        }
        assert_eq!(again.site.edition.documents[0].from, loaded.site.edition.documents[0].from);
    };
    check("<surname>Ri</surname> <forename>Sol Mi</forename>", "Ri Sol Mi", ["Ri Sol Mi", "Ri"]);
    check(
        "<forename>Fidel</forename> <surname>Castro Ruz</surname>",
        "Fidel Castro Ruz",
        ["Castro Ruz, Fidel", "Castro Ruz"],
    );
    check(
        "<surname>Castro Ruz</surname>, <forename>Fidel</forename>",
        "Castro Ruz, Fidel",
        ["Castro Ruz, Fidel", "Castro Ruz"],
    );
    check(
        "<forename>Johann</forename><forename>Wolfgang</forename><nameLink>von</nameLink><surname>Goethe</surname>",
        "Johann Wolfgang von Goethe",
        ["von Goethe, Johann Wolfgang", "von Goethe"],
    );
    check(
        "<surname>Goethe</surname>, <forename>Johann Wolfgang</forename> <nameLink>von</nameLink>",
        "Goethe, Johann Wolfgang von",
        ["Goethe, Johann Wolfgang von", "Goethe"],
    );
    check("<surname>Weber</surname> <forename>Max</forename>", "Weber Max", ["Weber, Max", "Weber"]);
    check("<surname>Ленин</surname> <forename>В. И.</forename>", "Ленин В. И.", ["Ленин, В. И.", "Ленин"]);
    check("<surname>金</surname> <forename>日成</forename>", "金 日成", ["金 日成", "金"]);
    check(
        "<roleName>Senator</roleName> <forename>Henry Cabot</forename> <surname>Lodge</surname> <genName>Jr.</genName>",
        "Senator Henry Cabot Lodge Jr.",
        ["Lodge, Henry Cabot, Jr.", "Lodge"],
    );
    check("<roleName>Comrade</roleName> <surname>Stalin</surname>", "Comrade Stalin", ["Stalin", "Stalin"]);
}
