//! Pointers and addresses in TEI that is written from TEI: no pointer leads to nothing that led to something, no id is there
//! twice, and no address is a program.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads its cases, and stops where it cannot"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use edition::press;
use edition::write::tei;
use roxmltree::Document as Xml;

const XML: &str = "http://www.w3.org/XML/1998/namespace";

#[test]
fn no_pointer_leads_to_nothing_that_led_to_something() {
    let mut folders: Vec<PathBuf> = ["tests/corpus/tei", "tests/header"].map(PathBuf::from).into();
    folders.extend(std::env::var_os("EDITION_CORPORA").map(PathBuf::from));
    let mut wrong = Vec::new();
    for entry in folders.iter().flat_map(|root| walkdir::WalkDir::new(root).sort_by_file_name()) {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|end| end == "xml") {
            wrong.extend(dangling(&path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn dangling(path: &Path) -> Vec<String> {
    let source = fs::read_to_string(path).unwrap();
    let Ok(source) = Xml::parse(&source) else { return Vec::new() };
    let (were, _) = ids(&source);
    let mut wrong = Vec::new();
    for file in written(path) {
        let tree = Xml::parse(&file).unwrap();
        let (ids, twice) = ids(&tree);
        wrong.extend(twice.into_iter().map(|id| format!("{}: {id} twice", path.display())));
        for node in tree.descendants() {
            for one in node.attributes().filter(|one| !matches!(one.name(), "n" | "key" | "as")) {
                for id in one.value().split(' ').filter_map(|one| one.strip_prefix('#')) {
                    // A name of ours has the document's before it.
                    let was = id.split_once('_').map_or(id, |(_, was)| was);
                    if !ids.contains(id) && (were.contains(was) || were.contains(id)) {
                        wrong.push(format!(
                            "{}: {}/@{}=#{id}",
                            path.display(),
                            node.tag_name().name(),
                            one.name()
                        ));
                    }
                }
            }
        }
    }
    wrong.truncate(3);
    wrong
}

fn ids(tree: &Xml<'_>) -> (BTreeSet<String>, Vec<String>) {
    let (mut ids, mut twice) = (BTreeSet::new(), Vec::new());
    for id in tree.descendants().filter_map(|node| node.attribute((XML, "id"))) {
        if !ids.insert(id.to_owned()) {
            twice.push(id.to_owned());
        }
    }
    (ids, twice)
}

fn written(path: &Path) -> Vec<String> {
    let loaded = press::load_one(path, None);
    let documents = 0..loaded.site.edition.documents.len();
    documents
        .map(|at| String::from_utf8(tei::export(&loaded.site, at, &mut Default::default())).unwrap())
        .collect()
}

/// A text in the body of a file, written again, with what was found while it was read.
fn check(body: &str, expected: &[&str], never: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.xml");
    let header = "<teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt><publicationStmt><p>Here.</p></publicationStmt>\
        <sourceDesc><listWit><witness xml:id=\"A\">One copy</witness></listWit></sourceDesc></fileDesc>\
        <profileDesc><handNotes><handNote xml:id=\"h1\">Berg</handNote></handNotes></profileDesc></teiHeader>";
    let file = |text: &str| {
        format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xmlns:x=\"http://example.org/x\">{header}<text><body>{text}</body></text></TEI>"
        )
    };
    fs::write(&path, file(body)).unwrap();
    let written = written(&path).remove(0);
    for one in expected {
        assert!(written.contains(one), "{one}\n{written}");
    }
    for one in never {
        assert!(!written.contains(one), "{one}\n{written}");
    }
    fs::write(&path, &written).unwrap();
    assert_eq!(self::written(&path).remove(0), written);
}

#[test]
fn no_address_is_a_program() {
    check(
        "<p><ref target=\"JavaScript:alert(1)\">a</ref> <ptr target=\"data:text/html,x\"/><graphic url=\" javascript:x\"/> \
         <persName ref=\"javascript:x\">b</persName> <seg x:target=\"https://example.org\" x:onclick=\"y\">c</seg></p>",
        &[
            "<ref><?edition ref target=\"JavaScript:alert(1)\"?>a</ref>",
            "<seg><?edition seg {http://example.org/x}target=",
        ],
        &["target=\"https://example.org\">", "<ptr target", "<ref target", "<graphic"],
    );
}

#[test]
fn an_id_of_the_source_stays_and_what_points_to_it() {
    check(
        "<div xml:id=\"d\"><p xml:id=\"s5\">a <anchor xml:id=\"x\"/> <delSpan spanTo=\"#y\"/>b<anchor xml:id=\"y\"/></p>\
         <p>See <ref target=\"#s5\">above</ref>, <ref target=\"#nowhere\">c</ref>, <seg xml:id=\"q1\" next=\"#q2\">d</seg> \
         <seg xml:id=\"q2\" prev=\"#q1\">e</seg><note xml:id=\"n5\">f</note><pb xml:id=\"f2\" facs=\"2.jpg\" n=\"2\"/></p></div>",
        &[
            "<div xml:id=\"letter_d\">",
            "<p xml:id=\"letter_s5\">",
            "<ref target=\"#letter_s5\">above</ref>",
            "<ref target=\"#nowhere\">c</ref>",
            "<seg xml:id=\"letter_q1\" next=\"#letter_q2\">d</seg>",
            "<note xml:id=\"letter_n5\"",
            "<pb xml:id=\"letter_f2\" facs=\"2.jpg\" n=\"2\"",
        ],
        &[],
    );
}

#[test]
fn what_an_element_says_is_said_in_its_attributes() {
    check(
        "<p><app><lem wit=\"#A\" resp=\"#h1\">a</lem><rdg wit=\"#A #B\">b</rdg></app> <del rend=\"overstrike\">c</del> \
         <add rend=\"small\" place=\"above\" hand=\"#h1\" cert=\"medium\">d</add> <damage agent=\"water\">e</damage> <handShift new=\"#h1\"/> \
         <unclear cert=\"low\" resp=\"#h1\">f</unclear> <subst resp=\"#h1\"><del rend=\"erased\">g</del><add place=\"margin\">h</add></subst> \
         <choice><sic cert=\"high\">i</sic><corr resp=\"#h1\">j</corr></choice> <gap reason=\"illegible\" agent=\"mould\" quantity=\"2\" unit=\"chars\"/></p>",
        &[
            "<lem wit=\"#letter_A\" resp=\"#letter_h1\">a</lem><rdg wit=\"#letter_A #B\">b</rdg>",
            "<del rend=\"overstrike\">c</del>",
            "<add rend=\"small\" place=\"above\" hand=\"#letter_h1\" cert=\"medium\">d</add>",
            "<damage agent=\"water\">e</damage>",
            "<handShift new=\"#letter_h1\"/>",
            "<unclear cert=\"low\" resp=\"#letter_h1\">f</unclear>",
            "<subst resp=\"#letter_h1\"><del rend=\"erased\">g</del><add place=\"margin\">h</add></subst>",
            "<choice><sic cert=\"high\">i</sic><corr resp=\"#letter_h1\">j</corr></choice>",
            "<gap reason=\"illegible\" agent=\"mould\" quantity=\"2\" unit=\"chars\"/>",
        ],
        &["<?edition mark"],
    );
}

#[test]
fn passages_lines_and_cells_keep_their_attributes() {
    check(
        "<head rend=\"center\">z</head><p rend=\"flushleft\" corresp=\"#s\">a<lb n=\"2\"/>b<lb n=\"3\" break=\"no\"/>c<lb/>d</p><p odd=\"x\" rend=\"y\">e</p>\
         <ab type=\"t\" rend=\"r\"><lb n=\"1\"/>f<lb n=\"2\"/>g</ab><lg type=\"stanza\"><l n=\"1\">h</l><l>i</l><l rend=\"far\">j</l></lg>\
         <table><row rend=\"thin\"><cell xml:id=\"s\" rend=\"right\" cols=\"2\">k</cell><cell odd=\"z\">l</cell></row></table>\
         <p rend=\"indent\">m<list><item>n</item></list>o</p>\
         <p><subst><del rend=\"one\">p</del><del rend=\"two\">q</del><add place=\"above\">r</add><add rend=\"three\">s</add></subst></p>",
        &[
            "rend=\"center\">z</head>",
            "rend=\"flushleft\" corresp=\"#letter_s\">a<lb n=\"2\"/>b<lb n=\"3\" break=\"no\"/>c\n<lb/>d</p>",
            "rend=\"y\"><?edition attributes odd=\"x\" rend=\"y\"?>e</p>",
            "rend=\"r\"><?edition attributes type=\"t\" rend=\"r\"?><lb n=\"1\"/>f<lb n=\"2\"/>g</ab>",
            "type=\"stanza\">\n<l n=\"1\">h</l>\n<l>i</l>\n<l rend=\"far\">j</l>",
            "<row role=\"data\" rend=\"thin\"><cell cols=\"2\" xml:id=\"letter_s\" rend=\"right\">k</cell><cell><?edition attributes odd=\"z\"?>l</cell>",
            "<?edition p rend=\"indent\"?>",
            "<subst><del rend=\"one\">p</del><del rend=\"two\">q</del><add place=\"above\">r</add><add rend=\"three\">s</add></subst>",
        ],
        &[],
    );
}

#[test]
fn a_note_that_nothing_calls_is_among_the_notes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.xml");
    let file = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><standOff><note xml:id=\"a\">called</note><note>alone</note>\
        <listPerson><person xml:id=\"p\"><persName>Berg</persName><note>of an entry</note></person></listPerson></standOff>\
        <text><body><p>b<ref target=\"#a\"/></p></body></text></TEI>";
    fs::write(&path, file).unwrap();
    let notes = || {
        let loaded = press::load_one(&path, None);
        let notes = &loaded.site.edition.documents[0].notes;
        let texts = notes.iter().flat_map(|note| &note.content).map(|run| edition::model::text::plain(run));
        texts.collect::<Vec<_>>()
    };
    assert_eq!(notes(), ["called", "alone"]);
    let written = written(&path).remove(0);
    fs::write(&path, &written).unwrap();
    assert_eq!(notes(), ["called", "alone"], "{written}");
}

#[test]
fn a_note_stands_where_it_stood() {
    check(
        "<p>a<note place=\"margin left\">b</note> c<note place=\"foot\" resp=\"#h1\">d</note></p>",
        &[
            "place=\"margin left\" n=\"1\"><p>b</p>",
            "<note xml:id=\"letter.n2\" place=\"foot\" resp=\"#letter_h1\" n=\"2\"><p>d</p>",
        ],
        &["authorial"],
    );
}

#[test]
fn a_reader_sees_where_a_note_stands() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.xml");
    let file = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><head>A <del>bad</del> <choice><sic>leter</sic><corr>letter</corr></choice></head>\
        <p>a<note place=\"margin\">b</note> c<note place=\"foot\">d</note></p></body></text></TEI>";
    fs::write(&path, file).unwrap();
    let loaded = press::load_one(&path, None);
    let notes = edition::write::html::notes(&loaded.site, 0).to_string();
    assert!(notes.contains("data-place=\"margin\"") && notes.contains("in the margin: </span>b"), "{notes}");
    assert!(notes.contains("data-place=\"foot\"") && !notes.contains("at the foot"), "{notes}");
    assert_eq!(loaded.site.edition.documents[0].title.text, "A letter");
}
