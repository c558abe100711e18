//! What machines are told of an edition: linked data, the index of correspondence, the feed, the list of pages, the citation.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make the editions that they load, and stop where they cannot"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Mutex;

use roxmltree::{Document as Tree, Node};
use serde_json::{Value, json};
use teixml::Schema;

use edition::press::{Overrides, load, print};
use edition::write::record::{Class, Record};

use crate::heads::data;

#[allow(dead_code, reason = "the tests of heads use the rest")]
mod heads;

const SETTINGS: &str =
    "[edition]\ntitle = \"Letters & <Telegrams>\"\nbase_url = \"https://example.org/e/\"\n";

const FULL: &str = "editors = [\"Jane Doe\", \"Institute of History\"]\npublisher = \"Test Press\"\nversion = \"1.0 β\"\n\
    date = \"2026-11-23\"\nlicence = \"CC-BY-SA-4.0\"\nuuid = \"1a1d4fae-7dec-41d0-a765-00a0c91e6bf6\"\n";

/// Documents of all genres.
const GENRES: [(&str, &str); 11] = [
    (
        "letter",
        "title = 'Letter'\nkind = 'Letter'\nnumber = 7\ndate = 1948-10-12\nplace = 'Moscow'\nto = 'Kim Il Sung'\n\
         from = { name = 'I. Stalin', id = 'https://viaf.org/viaf/95154065' }\n\
         dates = [{ kind = 'sent', written = '12 October', edtf = '1948-10-12' }, { kind = 'received', edtf = '1948-10-13' }]\n\
         source = { repository = 'RGASPI', shelfmark = 'f. 558' }\nlanguages = { original = 'ru', text = 'en' }\n\
         changes = [{ date = 2027-01-31, what = 'the shelfmark' }, { date = '2027-03-01', what = 'a <note> & more' }]",
    ),
    (
        "telegram",
        "title = 'Telegram'\nkind = 'Telegram'\nfrom = 'T. Shtykov'\nto = ['V. Molotov', 'Kim Il Sung']\ndate = '1948-10-XX'",
    ),
    ("call", "title = 'Call'\nkind = 'Telephone Message via VCh'\ndate = '1948-10'"),
    ("minutes", "title = 'Minutes'\nkind = 'Minutes of Conversation'\ndate = '1948-10-08/1948-10-12'"),
    ("report", "title = 'Report'\nkind = 'Report'\nfrom = 'Council of Ministers of the USSR'"),
    ("nobody", "title = 'Nobody'\nkind = 'Report'\nfrom = 'unknown'"),
    ("open", "title = 'Open'\nto = 'unknown'\nfrom = 'N. N.'\ndate = '1948-10-12/..'"),
    ("vague", "title = 'Vague'\nto = 'Kim'\ndate = '1948-10~'"),
    ("decade", "title = 'Decade'\nto = 'Kim'\ndate = '195X'"),
    ("ancient", "title = 'Ancient'\nto = 'Kim'\ndate = '-0044-03-15'"),
    (
        "hostile",
        "title = '</script><b>\"\\'\nsummary = '<!-- & \u{2028}'\nfrom = ']]>'\nto = '<a href=\"x\">'\nplace = '&amp;'\n\
         changes = { date = { written = '1 February 2027', edtf = '2027-02-01' }, what = '<x>' }",
    ),
];

/// A person with an invented number, and a place that two authority files know.
const REGISTERS: [(&str, &str); 2] = [
    (
        "people",
        "[shtykov]\nname = 'Shtykov, Terentii'\nvariants = ['T. Shtykov']\nauthorities = { gnd = '118642499', viaf = '1' }\n",
    ),
    ("places", "[moscow]\nname = 'Moscow'\nauthorities = { viaf = '2', geonames = '524901' }\n"),
];

struct Site {
    loaded: edition::press::Loaded,
    files: BTreeMap<String, String>,
}

fn site(settings: &str) -> Site {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    fs::write(folder.path().join("site.toml"), settings).unwrap();
    for (id, settings) in GENRES {
        let text = format!("+++\n{settings}\n+++\n\nThe text.\n");
        fs::write(folder.path().join(format!("content/documents/{id}.md")), text).unwrap();
    }
    fs::create_dir_all(folder.path().join("content/registers")).unwrap();
    for (name, entries) in REGISTERS {
        fs::write(folder.path().join(format!("content/registers/{name}.toml")), entries).unwrap();
    }
    let loaded = load(folder.path(), &Overrides::default());
    assert!(!loaded.diagnostics.has_errors(), "{:?}", loaded.diagnostics);
    let files = Mutex::new(BTreeMap::new());
    let faults = print(&loaded, |page, bytes| {
        files.lock().unwrap().insert(page.address.clone(), String::from_utf8(bytes).unwrap_or_default());
        Ok(())
    });
    assert!(faults.is_empty(), "{faults:?}");
    Site { loaded, files: files.into_inner().unwrap() }
}

fn full() -> Site {
    site(&format!("{SETTINGS}{FULL}"))
}

/// The elements of this name, wherever they stand.
fn all<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

/// The text of the first element of this name.
fn text<'a>(node: Node<'a, '_>, name: &'static str) -> Option<&'a str> {
    all(node, name).next()?.text()
}

#[test]
fn an_edition_without_an_address_has_none_of_the_files() {
    let bare = site("[edition]\ntitle = \"T\"\neditors = \"Jane Doe\"\n");
    for file in ["cmif.xml", "feed.xml", "sitemap.xml", "CITATION.cff"] {
        assert!(!bare.files.contains_key(file), "{file}");
        assert!(full().files.contains_key(file), "{file}");
    }
    // Nobody to name is nobody to cite.
    assert!(!site(SETTINGS).files.contains_key("CITATION.cff"));
}

#[test]
fn linked_data_says_what_the_record_says() {
    let Site { loaded, files } = full();
    for (at, record) in Record::all(&loaded.site).enumerate() {
        let found = data(&files[&format!("documents/{}.html", record.id)]).unwrap();
        let text = |key: &str| found[key].as_str().map(str::to_owned);
        let known = |value: Option<&str>| value.map(str::to_owned);
        assert_eq!(text("@context").as_deref(), Some("https://schema.org"));
        assert_eq!((text("@id"), text("url")), (record.address.clone(), record.address.clone()));
        assert_eq!(text("name"), known(Some(record.title)));
        assert_eq!(text("identifier"), known(Some(record.id)));
        assert_eq!(text("genre"), known(record.genre));
        assert_eq!(text("position"), record.number.clone());
        assert_eq!(text("itemLocation"), known(record.shelfmark));
        assert_eq!(text("abstract"), known(record.summary));
        assert_eq!(text("inLanguage"), known(record.language()));
        assert_eq!(text("version").as_deref(), Some("1.0 β"));
        assert_eq!(text("dateModified").as_deref(), Some("2026-11-23"));
        assert_eq!(text("license").as_deref(), Some("https://creativecommons.org/licenses/by-sa/4.0/"));
        let names = |key: &str| match &found[key] {
            Value::Null => Vec::new(),
            Value::Array(people) => people.iter().map(|person| person["name"].clone()).collect(),
            person => vec![person["name"].clone()],
        };
        let spoken = |names: &[edition::model::naming::Naming]| -> Vec<Value> {
            names.iter().map(|name| Value::from(name.spoken())).collect()
        };
        assert_eq!(names("author"), spoken(&record.authors));
        let sent = record.class == Class::Letter;
        assert_eq!(
            found["@type"],
            if sent { json!(["ArchiveComponent", "Message"]) } else { json!("ArchiveComponent") }
        );
        assert_eq!(names("recipient"), if sent { spoken(&record.recipients) } else { Vec::new() });
        for encoding in found["encoding"].as_array().unwrap() {
            let file =
                encoding["contentUrl"].as_str().unwrap().strip_prefix("https://example.org/e/").unwrap();
            assert!(files.contains_key(file), "{file} of document {at}");
        }
    }
    let letter = data(&files["documents/letter.html"]).unwrap();
    let stalin = json!({"@type": "Person", "name": "I. Stalin", "familyName": "Stalin", "givenName": "I.", "sameAs": "https://viaf.org/viaf/95154065"});
    assert_eq!((&letter["author"], &letter["sender"]), (&stalin, &stalin));
    assert_eq!(letter["recipient"], json!({"@type": "Person", "name": "Kim Il Sung"}));
    assert_eq!((&letter["dateSent"], &letter["dateReceived"]), (&json!("1948-10-12"), &json!("1948-10-13")));
    let moscow = json!({"@type": "Place", "name": "Moscow", "sameAs": "https://sws.geonames.org/524901/"});
    assert_eq!(letter["locationCreated"], moscow);
    assert_eq!(letter["translationOfWork"], json!({"@type": "CreativeWork", "inLanguage": "ru"}));
    assert_eq!(letter["holdingArchive"], json!({"@type": "ArchiveOrganization", "name": "RGASPI"}));
    let dates = ["minutes", "vague", "report", "open"]
        .map(|id| data(&files[&format!("documents/{id}.html")]).unwrap()["dateCreated"].clone());
    assert_eq!(dates, [json!("1948-10-08/1948-10-12"), json!("1948-10"), Value::Null, Value::Null]);
    let report = data(&files["documents/report.html"]).unwrap();
    assert_eq!(
        report["author"],
        json!({"@type": "Organization", "name": "Council of Ministers of the USSR"})
    );
    let home = data(&files["index.html"]).unwrap();
    assert_eq!((&home["@type"], &home["name"]), (&json!("Collection"), &json!("Letters & <Telegrams>")));
    assert_eq!(home["collectionSize"], json!(11));
    assert_eq!(home["publishingPrinciples"], json!("https://example.org/e/method/index.html"));
    assert!(data(&files["method/index.html"]).is_none());
}

#[test]
fn the_index_of_correspondence_is_valid() {
    let mut schema = Schema::from_file("tests/schemas/cmi-customization.rng").unwrap();
    // `tests/browser/cmif.test.mjs` tries the rules.
    schema.set_schematron(false);
    let mut found = Vec::new();
    for settings in
        [SETTINGS.to_owned(), format!("{SETTINGS}{FULL}"), format!("{SETTINGS}date = \"2026-11~\"\n")]
    {
        let file = site(&settings).files["cmif.xml"].clone();
        let faults: Vec<String> =
            schema.validate_str(&file).unwrap().iter().map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}\n{file}");
        found.push(file);
    }
    let tree = Tree::parse(&found[1]).unwrap();
    let root = tree.root_element();
    let source = all(root, "bibl").next().unwrap();
    let id = ("http://www.w3.org/XML/1998/namespace", "id");
    assert_eq!(source.attribute(id), Some("ba1d4fae-7dec-41d0-a765-00a0c91e6bf6"));
    let letters: Vec<String> = all(root, "correspDesc").map(shown).collect();
    assert_eq!(
        letters,
        [
            "ancient: sent Unknown, received Kim",
            "telegram: sent Shtykov, Terentii[ref=https://viaf.org/viaf/1] {notBefore=1948-10-01 notAfter=1948-10-31}, received Molotov, V. Kim Il Sung",
            "vague: sent Unknown {notBefore=1948-10-01 notAfter=1948-10-31 cert=low}, received Kim",
            "7 letter: sent Stalin, I.[ref=https://viaf.org/viaf/95154065] Moscow[ref=https://sws.geonames.org/524901/] {when=1948-10-12}, \
             received Kim Il Sung {when=1948-10-13}",
            "decade: sent Unknown {notBefore=1950-01-01 notAfter=1959-12-31}, received Kim",
            "hostile: sent Unknown &amp;, received <a href=\"x\">",
        ]
        .map(str::to_owned)
    );
}

/// A letter in a line: who, the place, the attributes of the date.
fn shown(letter: Node<'_, '_>) -> String {
    let actions = all(letter, "correspAction").map(|action| {
        let parts = action.children().filter(Node::is_element).map(|part| {
            let attributes: Vec<String> =
                part.attributes().map(|one| format!("{}={}", one.name(), one.value())).collect();
            match part.tag_name().name() {
                "date" => format!("{{{}}}", attributes.join(" ")),
                "orgName" => format!("({})", part.text().unwrap_or_default()),
                _ => format!(
                    "{}{}",
                    part.text().unwrap_or_default(),
                    attributes.iter().map(|one| format!("[{one}]")).collect::<String>()
                ),
            }
        });
        format!("{} {}", action.attribute("type").unwrap(), parts.collect::<Vec<_>>().join(" "))
    });
    let address = letter.attribute("ref").unwrap();
    let id = address.trim_start_matches("https://example.org/e/documents/").trim_end_matches(".html");
    let number = letter.attribute("key").map(|key| format!("{key} ")).unwrap_or_default();
    assert_eq!(letter.attribute("source"), Some("#ba1d4fae-7dec-41d0-a765-00a0c91e6bf6"));
    format!("{number}{id}: {}", actions.collect::<Vec<_>>().join(", "))
}

#[test]
fn the_feed_tells_of_changes() {
    for (settings, updated, titles) in [
        (
            format!("{SETTINGS}{FULL}"),
            "2027-03-01",
            vec!["Changed: Letter", "Changed: </script><b>\"\\", "Changed: Letter", "Version 1.0 β"],
        ),
        (
            SETTINGS.to_owned(),
            "2027-03-01",
            vec!["Changed: Letter", "Changed: </script><b>\"\\", "Changed: Letter", "Unreleased"],
        ),
    ] {
        let file = site(&settings).files["feed.xml"].clone();
        let tree = Tree::parse(&file).unwrap();
        let feed = tree.root_element();
        assert_eq!(feed.tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
        let own = |node: Node<'_, '_>, name: &str| {
            node.children().filter(|one| one.tag_name().name() == name).count()
        };
        assert_eq!((own(feed, "id"), own(feed, "title"), own(feed, "updated")), (1, 1, 1));
        assert!(own(feed, "author") >= 1);
        assert_eq!(text(feed, "updated").map(str::to_owned), Some(format!("{updated}T00:00:00Z")));
        let links: Vec<_> = feed
            .children()
            .filter(|one| one.tag_name().name() == "link")
            .map(|link| (link.attribute("rel").unwrap(), link.attribute("href").unwrap()))
            .collect();
        assert_eq!(
            links,
            [("self", "https://example.org/e/feed.xml"), ("alternate", "https://example.org/e/")]
        );
        let mut ids = BTreeSet::new();
        let mut found = Vec::new();
        for entry in all(feed, "entry") {
            for name in ["id", "title", "updated", "content", "link"] {
                assert_eq!(own(entry, name), 1, "{name}");
            }
            assert!(ids.insert(text(entry, "id").unwrap()), "two entries have one id");
            found.push(text(entry, "title").unwrap());
        }
        assert_eq!(found, titles);
        // The day and the number within it: a change that comes before the others leaves their names alone.
        assert!(ids.contains("https://example.org/e/documents/letter.html#change-2027-01-31-1"), "{ids:?}");
    }
}

#[test]
fn the_page_of_a_document_tells_of_its_changes() {
    let Site { files, .. } = full();
    let page = &files["documents/letter.html"];
    assert!(page.contains("the shelfmark") && page.contains("a &lt;note&gt; &amp; more"), "{page}");
    assert!(files["documents/hostile.html"].contains("&lt;x&gt;"));
}

#[test]
fn the_list_of_pages_has_all_that_people_read() {
    let Site { files, .. } = full();
    let tree = Tree::parse(&files["sitemap.xml"]).unwrap();
    let listed: BTreeSet<&str> = all(tree.root_element(), "loc").filter_map(|node| node.text()).collect();
    let pages = files.keys().filter(|file| file.ends_with(".html") && *file != "404.html");
    let pages: BTreeSet<String> = pages
        .map(|file| format!("https://example.org/e/{}", if file == "index.html" { "" } else { file }))
        .collect();
    assert_eq!(listed, pages.iter().map(String::as_str).collect());
    let days: Vec<&str> = all(tree.root_element(), "lastmod").filter_map(|node| node.text()).collect();
    assert_eq!(days, ["2026-11-23", "2027-03-01", "2027-02-01"], "home, the letter, the hostile one");
}
