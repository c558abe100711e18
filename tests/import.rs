//! `edition import`: a volume of TEI becomes files of Markdown that say the same, and nothing is written over.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test does what an editor does, and stops where that does not work"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use edition::model::document::Document;
use edition::press;
use edition::read;
use edition::read::phrases::Vocabulary;
use edition::source::Sources;
use edition::write::{markdown, walk};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

/// A volume with two documents, a list of persons, and an element that nobody knows.
const VOLUME: &str = r##"<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title type="complete">Papers, Volume I</title></titleStmt>
<publicationStmt><publisher>The Press</publisher></publicationStmt><sourceDesc><p>Printed.</p></sourceDesc></fileDesc></teiHeader>
<text><front><div><p>A preface of four words.</p></div></front><body><div type="compilation"><head>1948</head>
<div type="document" xml:id="d1" n="1"><head>1. Letter From <persName type="from">A. Bell</persName> to <persName type="to">C. Dorn</persName><note n="1">Source: City Archive, Box 2.</note></head>
<opener><dateline><placeName>Ulm</placeName>, <date when="1948-10-12">October 12, 1948</date>.</dateline></opener>
<p>We met [yesterday] at 2 * 3 and <hi rend="italic">agreed</hi> on <gap reason="illegible" quantity="2" unit="word"/> <add place="above">the</add> terms.<note n="2">See <ref target="#d2">Document 2</ref>.</note></p>
<closer><signed><hi rend="strong">A. Bell</hi></signed></closer></div>
<div type="document" xml:id="d2" n="2"><head>2. Telegram</head><p>The <mystery kind="x">cargo</mystery> is <hi rend="smallcaps">safe</hi>.</p>
<list type="ordered"><item>one</item><item>two</item></list></div></div></body></text></TEI>
"##;

fn edition() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("site.toml"), "[edition]\ntitle = \"Papers\"\n").unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edition")).current_dir(folder).args(arguments).output().unwrap()
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn files(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_volume_becomes_files() {
    let folder = edition();
    fs::write(folder.path().join("papers.xml"), VOLUME).unwrap();
    let documents = folder.path().join("content/documents");
    let tried = run(folder.path(), &["import", "papers.xml", "--dry-run"]);
    assert!(tried.status.success(), "{}", text_of(&tried.stderr));
    assert_eq!(
        text_of(&tried.stdout),
        "content/documents/papers-d1.md\ncontent/documents/papers-d2.md\ncontent/documents/papers-front.md\ncontent/documents/papers-compilation.md\n"
    );
    assert_eq!(files(&documents), Vec::<String>::new());
    let done = run(folder.path(), &["import", "papers.xml"]);
    assert!(done.status.success(), "{}", text_of(&done.stderr));
    assert_eq!(done.stdout, tried.stdout);
    assert_eq!(
        files(&documents),
        ["papers-compilation.md", "papers-d1.md", "papers-d2.md", "papers-front.md"]
    );
    let said = text_of(&done.stderr);
    assert!(said.contains("2 documents and 2 texts that stand around them in the volume written"), "{said}");
    assert!(said.contains("1  <mystery>, first at papers.xml:9:71"), "{said}");
    assert!(said.contains("1  <hi rend=\"smallcaps\">"), "{said}");
    let first = fs::read_to_string(documents.join("papers-d1.md")).unwrap();
    assert!(first.starts_with("+++\n"), "{first}");
    assert!(first.contains("title = \"Letter From A. Bell to C. Dorn\""), "{first}");
    same_text(VOLUME, "papers.xml", &documents, 4);
    let built = run(folder.path(), &["build"]);
    assert!(built.status.success(), "{}", text_of(&built.stderr));
    let again = run(folder.path(), &["import", "papers.xml"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text_of(&again.stderr).contains("`content/documents/papers-d1.md` is there already"));
    assert_eq!(fs::read_to_string(documents.join("papers-d1.md")).unwrap(), first);
    let elsewhere = run(folder.path(), &["import", "papers.xml", "--out", "letters"]);
    assert!(elsewhere.status.success());
    assert_eq!(files(&folder.path().join("letters")), files(&documents));
}

#[test]
fn what_is_no_tei_is_refused() {
    let folder = edition();
    fs::write(folder.path().join("letter.md"), "A letter").unwrap();
    fs::write(folder.path().join("broken.xml"), "<TEI>").unwrap();
    assert_eq!(run(folder.path(), &["import", "letter.md"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["import", "broken.xml"]).status.code(), Some(1));
    assert_eq!(run(folder.path(), &["import", "nowhere.xml"]).status.code(), Some(1));
    assert_eq!(files(&folder.path().join("content")), Vec::<String>::new());
}

/// The volume of the Foreign Relations of the United States in the folder that `EDITION_CORPORA` names.
#[test]
fn a_printed_volume_becomes_an_edition() {
    let Some(corpora) = std::env::var_os("EDITION_CORPORA") else { return };
    let volume = PathBuf::from(corpora).join("frus/frus1961-63v06.xml");
    let Ok(xml) = fs::read_to_string(&volume) else { return };
    let folder = edition();
    let done = run(folder.path(), &["import", volume.to_str().unwrap()]);
    assert!(done.status.success(), "{}", text_of(&done.stderr));
    let documents = folder.path().join("content/documents");
    assert_eq!(files(&documents).len(), 130);
    same_text(&xml, "frus1961-63v06.xml", &documents, 130);
    let built = run(folder.path(), &["build"]);
    assert!(built.status.success(), "{}", text_of(&built.stderr));
    let pages = files(&folder.path().join("public/documents"));
    let pages = pages.iter().filter(|name| name.ends_with(".html") && !name.ends_with(".cite.html"));
    assert_eq!(pages.filter(|name| name.starts_with("frus")).count(), 130);
}

/// What TEI says is the same in Markdown, or it is listed with its place.
#[test]
fn what_markdown_cannot_say_is_listed() {
    let folder = edition();
    let text = "<div type=\"edition\" xml:lang=\"grc\"><ab n=\"1\">alpha <gap reason=\"damage\" quantity=\"3\" unit=\"line\"/> beta \
        <space quantity=\"3\" unit=\"character\"/> gamma <space quantity=\"7\" unit=\"char\"/> delta \
        <add place=\"margin\" hand=\"#h2\">epsilon</add><lb/>zeta <del rend=\"wiped\">eta</del> theta <add hand=\"(?) [or:] a\">iota</add></ab></div>\n\
        <div type=\"translation\" xml:lang=\"en\"><p>One</p><list><item>two<list><item>three</item></list></item></list>\
        <lg><l>four</l><l>five</l></lg><table><row><cell>a<lb/>b</cell></row><row><cell>c</cell><cell cols=\"2\">d</cell></row></table></div>";
    let file = format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>\n{text}</body></text></TEI>");
    fs::write(folder.path().join("stone.xml"), file).unwrap();
    let done = run(folder.path(), &["import", "stone.xml", "--out", "out"]);
    let said = text_of(&done.stderr);
    let listed: Vec<&str> = said.lines().skip_while(|line| !line.contains("no word")).skip(1).collect();
    let listed: Vec<String> =
        listed.iter().map(|line| line.trim().replace(", first at stone.xml:", " ")).collect();
    assert_eq!(
        listed,
        [
            "2  <item> 3:55",
            "2  <list> 3:49",
            "1  <ab> 2:36",
            "1  <ab n> 2:36",
            "1  <add hand> 2:278",
            "1  <cell cols> 3:197",
            "1  <del rend> 2:244",
            "1  <gap reason> 2:52",
            "1  <l> 3:113",
            "1  <lb> 3:159",
            "1  <lg> 3:109",
        ]
    );
    let written = text_of(&fs::read(folder.path().join("out/stone.md")).unwrap());
    let (_, body) = written.rsplit_once("+++\n").unwrap();
    let expected = "
#### **Contents:**

Original - Ancient Greek

alpha [3 lines lost] beta [3 characters left blank] gamma       delta [in the margin by h2: epsilon]  
zeta [crossed out: eta] theta [inserted: iota]

Translation - English

One

two  
three

four  
five

|  |  |
| --- | --- |
| a b |
| c | d |
";
    assert_eq!(body, expected);
}

/// What was imported from each file that is well-formed has the words of that file, in their order: those of the cases
/// here, and of the folder that `EDITION_CORPORA` names.
#[test]
fn no_word_of_any_file_is_lost() {
    let mut files = Vec::new();
    let here = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/tei"));
    let roots = std::iter::once(here).chain(std::env::var_os("EDITION_CORPORA").map(PathBuf::from));
    roots.for_each(|root| collect(&root, &mut files));
    let faults: Vec<String> = files.par_iter().flat_map(|file| astray(file)).collect();
    assert!(faults.is_empty(), "{} of {} files:\n{}", faults.len(), files.len(), faults.join("\n"));
    assert!(files.len() > 10);
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "xml") {
            into.push(path);
        }
    }
}

/// The first words of each document that are not the same in its Markdown.
fn astray(file: &Path) -> Vec<String> {
    let loaded = press::load_one(file, None);
    let mut faults = Vec::new();
    for document in &loaded.site.edition.documents {
        let imported = markdown::import(&loaded.site, document);
        let Some(again) = imported.again else { continue };
        let (was, is) = (words(document), words(&again));
        if was.len() != is.len() {
            faults.push(format!("{} {}: {} {}", file.display(), document.id, was.len(), is.len()));
        }
        let pairs = walk::marks(document).into_iter().filter(|marked| marked.pieces.len() > 1).count();
        for (was, is) in was.iter().zip(&is) {
            // Two readings of one place can be parted where nothing else says that they are two.
            let letters = |text: &str| text.replace(' ', "");
            let parted = is.matches(' ').count().checked_sub(was.matches(' ').count());
            if letters(was) == letters(is) && parted.is_some_and(|parted| parted <= pairs) {
                continue;
            }
            let (was, is) = (was.split(' '), is.split(' '));
            if let Some((was, is)) = was.chain([""]).zip(is.chain([""])).find(|(was, is)| was != is) {
                faults.push(format!("{} {}: - {was} + {is}", file.display(), document.id));
            }
        }
    }
    faults
}

/// Each document of the volume has its words in the file that was made of it.
fn same_text(xml: &str, name: &str, folder: &Path, count: usize) {
    let mut sources = Sources::default();
    let id = sources.add(name, xml.as_bytes().to_vec());
    let documents = read::documents(sources.get(id), &Vocabulary::default());
    assert_eq!(documents.len(), count);
    let mut faults = Vec::new();
    for document in &documents {
        let bytes = fs::read(folder.join(format!("{}.md", document.id))).unwrap();
        let id = sources.add(format!("{}.md", document.id), bytes);
        let imported = read::documents(sources.get(id), &Vocabulary::default());
        for (was, is) in words(document).iter().zip(&words(&imported[0])) {
            if was != is {
                faults.push(format!("{}\n- {was}\n+ {is}", document.id));
            }
        }
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults[..faults.len().min(12)].join("\n"));
}

/// The words of a document's own, and those of each of its notes by its name.
fn words(document: &Document) -> Vec<String> {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = String::new();
    for run in walk::text_runs(document) {
        walk::own_characters(run, &mut text);
        text.push('\n');
    }
    let mut all = vec![squeezed(&text)];
    for note in walk::by_label(document) {
        let mut text = String::new();
        for paragraph in &note.content {
            walk::own_characters(paragraph, &mut text);
            text.push('\n');
        }
        all.push(squeezed(&text));
    }
    all
}

#[test]
fn a_table_without_heads_stays_a_table() {
    let folder = edition();
    let table =
        "<table><row><cell>a</cell><cell>b</cell></row><row><cell>c</cell><cell>d</cell></row></table>";
    let file = format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>{table}</body></text></TEI>");
    fs::write(folder.path().join("table.xml"), file).unwrap();
    assert!(run(folder.path(), &["import", "table.xml", "--out", "out"]).status.success());
    let names = files(&folder.path().join("out"));
    let [name] = names.as_slice() else { panic!("{names:?}") };
    let written = text_of(&fs::read(folder.path().join("out").join(name)).unwrap());
    assert!(written.ends_with("|  |  |\n| --- | --- |\n| a | b |\n| c | d |\n"), "{written}");
    let path = format!("out/{name}");
    let page = text_of(&run(folder.path(), &["convert", &path, "--to", "html"]).stdout);
    assert_eq!(page.matches("<td>").count(), 4, "{page}");
}

/// One mark that Markdown cannot say takes no sign from any other, and two readings are two words.
#[test]
fn one_mark_that_cannot_be_said_leaves_the_others() {
    let folder = edition();
    for (inner, expected) in [
        ("<handShift new=\"#h\"/>other", "other"),
        ("<subst><add>new</add><del>old</del></subst> end", "[inserted: new][crossed out: old] end"),
        ("<subst><del/><add>new</add></subst> end", "[inserted: new] end"),
    ] {
        let text = format!(
            "<TEI><text><body><p>x <del>gone</del></p><p>y <del>too</del> {inner}</p></body></text></TEI>"
        );
        fs::write(folder.path().join("a.xml"), text).unwrap();
        let done = run(folder.path(), &["convert", "a.xml", "--to", "markdown"]);
        let written = text_of(&done.stdout);
        assert!(written.contains("x [crossed out: gone]\n"), "{written}");
        assert!(written.contains("y [crossed out: too] "), "{written}");
        assert!(written.contains(expected), "{written}");
        assert!(!written.contains("newold") && !written.contains("oldnew"), "{written}");
    }
}

/// What a volume lists becomes registers, whose entries the texts name.
#[test]
fn the_registers_of_a_volume_come_with_it() {
    let folder = edition();
    let list = "<listPerson><person xml:id=\"p_KNS2\"><persName><surname>Khrushchev</surname> <forename>Nikita</forename></persName>\
        <persName>Н. С. Хрущев</persName><birth when=\"1894-04-15\"/><idno type=\"GND\">118561669</idno><idno type=\"VIAF\">no number</idno>\
        <note>First \"Secretary\".</note></person><person xml:id=\"p-kns2\"><persName>Another</persName></person></listPerson>\
        <listPlace><place xml:id=\"vienna\"><placeName>Vienna</placeName></place></listPlace>";
    let text = "<p><persName ref=\"#p_KNS2\">Mr. K.</persName> went to <placeName ref=\"#vienna\">Vienna</placeName>.</p>";
    let file = format!("<TEI><standOff>{list}</standOff><text><body>{text}</body></text></TEI>");
    fs::write(folder.path().join("talk.xml"), &file).unwrap();
    let done = run(folder.path(), &["import", "talk.xml"]);
    let said = text_of(&done.stderr);
    assert!(done.status.success(), "{said}");
    assert!(said.contains("2 entries of the register `people` written"), "{said}");
    assert!(said.contains("one entry of the register `places` written"), "{said}");
    assert!(!said.contains("<person>"), "{said}");
    let registers = folder.path().join("content/registers");
    let people = fs::read_to_string(registers.join("people.toml")).unwrap();
    assert_eq!(
        people,
        "[p-kns2]\nname = \"Khrushchev, Nikita\"\nvariants = [\"Н. С. Хрущев\"]\nborn = \"1894-04-15\"\n\
         note = 'First \"Secretary\".'\nauthorities = { gnd = \"118561669\" }\nviaf = \"no number\"\n\n[p-kns2-2]\nname = \"Another\"\n"
    );
    assert_eq!(files(&registers), ["people.toml", "places.toml"]);
    let built = run(folder.path(), &["build"]);
    let said = text_of(&built.stderr);
    assert!(built.status.success() && !said.contains("unknown-entry"), "{said}");
    let page = fs::read_to_string(folder.path().join("public/documents/talk.html")).unwrap();
    assert!(page.contains("people/p-kns2.html") && page.contains("places/vienna.html"), "{page}");

    // Those of a second volume stand beside them.
    fs::write(folder.path().join("Second talk.xml"), &file).unwrap();
    let done = run(folder.path(), &["import", "Second talk.xml"]);
    assert!(done.status.success(), "{}", text_of(&done.stderr));
    assert_eq!(
        files(&registers),
        ["people-second-talk.toml", "people.toml", "places-second-talk.toml", "places.toml"]
    );
    assert_eq!(fs::read_to_string(registers.join("people.toml")).unwrap(), people);
    let second = fs::read_to_string(folder.path().join("content/documents/second-talk.md")).unwrap();
    assert!(second.contains("[Mr. K.](person:p-kns2-3)"), "{second}");
    assert!(run(folder.path(), &["build"]).status.success());
}

/// A file can have a prefix on all its elements: they are listed without it, each at its place.
#[test]
fn what_has_a_prefix_is_listed_at_its_place() {
    let folder = edition();
    let body = "<t:lg><t:l>a</t:l></t:lg>\n<t:mystery>b <t:del rend=\"red\">c</t:del></t:mystery>";
    let file = format!(
        "<t:TEI xmlns:t=\"http://www.tei-c.org/ns/1.0\"><t:text><t:body>\n{body}</t:body></t:text></t:TEI>"
    );
    fs::write(folder.path().join("poem.xml"), file).unwrap();
    let said = text_of(&run(folder.path(), &["import", "poem.xml"]).stderr);
    for listed in [
        "<lg>, first at poem.xml:2:1\n",
        "<mystery>, first at poem.xml:3:1\n",
        "<del rend>, first at poem.xml:3:14\n",
    ] {
        assert!(said.contains(listed), "{said}");
    }
}
