//! TEI: whatever is typed and declared, each document and the corpus are valid, and hold the text to the character.

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
use std::sync::OnceLock;

use edition::config::Config;
use edition::diag::{Diagnostics, Severity};
use edition::model::apparatus::SIGNS;
use edition::model::document::Document;
use edition::model::text::{Block, Break, Inline, Part, Passage, plain};
use edition::read;
use edition::read::phrases::Vocabulary;
use edition::resolve::{self, Looked};
use edition::site::Site;
use edition::source::Sources;
use edition::write::{markdown, tei, walk};
use proptest::prelude::{prop, proptest};
use proptest::test_runner::Config as Runs;
use roxmltree::{Document as Xml, Node};
use teixml::Schema;

use crate::typed::transcription;

mod typed;

/// What can be declared and typed, all in one document.
const EVERYTHING: &str = include_str!("typed/everything.md");

#[test]
fn the_documents_of_the_repository_are_valid() {
    let mut texts: Vec<(String, String)> = Vec::new();
    for folder in [
        "content/documents",
        "tests/corpus/wilson-shapes",
        "tests/browser/everything/documents",
        "tests/typed",
    ] {
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let path = entry.unwrap().into_path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.extension().is_some_and(|end| end == "md") && name != "README.md" {
                texts.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    for sign in SIGNS {
        let cases = fs::read_to_string(format!("tests/corpus/signs/{}.txt", sign.name));
        texts.push((format!("sign-{}.md", sign.name), typed_in(&cases.unwrap_or_default())));
    }
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let site = site(&texts, Config::default());
    let files = check(&site);
    assert_eq!(files.len(), texts.len());
    let mut found = BTreeSet::new();
    for file in &files {
        let xml = Xml::parse(file).unwrap();
        found
            .extend(xml.descendants().filter(Node::is_element).map(|node| node.tag_name().name().to_owned()));
    }
    for element in [
        "add",
        "del",
        "subst",
        "gap",
        "space",
        "pb",
        "note",
        "stamp",
        "sic",
        "supplied",
        "unclear",
        "gloss",
        "figure",
        "incident",
        "hi",
        "lb",
        "ref",
        "ptr",
        "quote",
        "table",
        "list",
        "head",
        "seg",
        "date",
        "time",
        "handNote",
        "altIdentifier",
        "correspAction",
        "revisionDesc",
        "prefixDef",
        "availability",
        "keywords",
    ] {
        assert!(found.contains(element), "no document has `{element}`, so it is not tested");
    }
}

/// The lines of a file of cases that are typed, without what is expected of them.
fn typed_in(cases: &str) -> String {
    let typed = cases
        .lines()
        .map(|line| line.strip_prefix('|').map_or("", |line| line.strip_prefix(' ').unwrap_or(line)));
    typed.collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(Runs { cases: 300, ..Runs::default() })]

    #[test]
    fn whatever_is_typed_is_valid_and_exact(text in transcription()) {
        check(&site(&[("1.md", &text)], Config::default()));
    }

    #[test]
    fn whatever_is_declared_is_valid(values in prop::collection::vec(".{0,12}", 24)) {
        let text = declared(&values);
        let mut config = Config::default();
        config.edition.title.clone_from(&values[0]);
        config.edition.publisher = Some(values[1].clone());
        config.edition.editors = vec![values[2].clone()];
        config.edition.version = Some(values[3].clone());
        config.edition.licence = Some(values[4].clone());
        config.edition.base_url = Some("https://example.org/".to_owned());
        check(&site(&[("1.md", &text)], config));
    }
}

/// Front matter in which every setting has one of these values.
fn declared(values: &[String]) -> String {
    let mut at = values.iter().cycle();
    let mut next = || toml::Value::String(at.next().unwrap().clone());
    let mut table = toml::Table::new();
    for key in ["title", "kind", "place", "summary", "credits", "rights", "status", "further one"] {
        table.insert(key.to_owned(), next());
    }
    for key in ["from", "to", "translators", "subjects"] {
        let one: toml::Table =
            ["name", "id", "role"].into_iter().map(|key| (key.to_owned(), next())).collect();
        table.insert(key.to_owned(), toml::Value::Array(vec![toml::Value::Table(one)]));
    }
    let mut source = toml::Table::new();
    for key in ["citation", "collection", "repository", "shelfmark"] {
        source.insert(key.to_owned(), next());
    }
    source.insert("copies".to_owned(), toml::Value::Array(vec![next()]));
    table.insert("source".to_owned(), toml::Value::Table(source));
    let date: toml::Table =
        ["kind", "written", "time"].into_iter().map(|key| (key.to_owned(), next())).collect();
    table.insert("dates".to_owned(), toml::Value::Array(vec![toml::Value::Table(date)]));
    format!("+++\n{}+++\n\nText\n", toml::to_string(&table).unwrap())
}

#[test]
fn a_corpus_holds_all_documents_and_no_name_twice() {
    let texts =
        [("a.md", "one [sic]\n\ntwo"), ("1.md", EVERYTHING), ("d-1.md", EVERYTHING), ("a-p1.md", "x")];
    let site = site(&texts, Config::default());
    let files = check(&site);
    let corpus = String::from_utf8(corpus_of(&site)).unwrap();
    assert_valid(&corpus);
    for file in files {
        let (_, document) = file.split_once('\n').unwrap();
        assert!(corpus.contains(document), "{document}");
    }
}

fn corpus_of(site: &Site) -> Vec<u8> {
    let export = edition::write::export("tei").unwrap();
    let whole = export.whole.as_ref().unwrap();
    edition::write::whole::alone(site, export, whole, &mut Diagnostics::default())
}

#[test]
fn an_edition_without_documents_has_a_corpus() {
    // A corpus of nothing is not valid TEI (P5, 15.1), so there is nothing to hold to the schema.
    let corpus = corpus_of(&site(&[], Config::default()));
    assert!(Xml::parse(&String::from_utf8(corpus).unwrap()).is_ok());
}

#[test]
fn what_xml_cannot_hold_is_reported() {
    let text = "+++\ntitle = \"a\\uFFFE\"\nkind = \"\\uFFFF\"\n+++\nb";
    let site = site(&[("a.md", text)], Config::default());
    let mut said = Diagnostics::default();
    let file = String::from_utf8(tei::export(&site, 0, &mut said)).unwrap();
    assert_valid(&file);
    assert!(file.contains("<title>a\u{fffd}</title>"), "{file}");
    let said: Vec<String> = said.into_iter().map(|found| found.message).collect();
    assert_eq!(said, ["XML cannot hold the character `U+FFFE`", "XML cannot hold the character `U+FFFF`"]);
}

fn site(texts: &[(&str, &str)], config: Config) -> Site {
    let mut sources = Sources::default();
    let vocabulary = Vocabulary::default();
    let ids: Vec<_> = texts
        .iter()
        .map(|(name, text)| sources.add(format!("content/documents/{name}"), text.as_bytes().to_vec()))
        .collect();
    let documents: Vec<Looked> = ids
        .iter()
        .flat_map(|id| {
            let source = sources.get(*id);
            read::documents(source, &vocabulary).into_iter().map(|document| resolve::look(document, source))
        })
        .collect();
    let documents = documents.iter().collect();
    let edition = resolve::edition(documents, Vec::new(), &sources, &mut Diagnostics::default());
    Site::new(config, Default::default(), edition, sources, Vec::new())
}

/// The TEI of each document of a site, which is valid and has the text.
fn check(site: &Site) -> Vec<String> {
    let documents = site.edition.documents.iter().enumerate();
    documents
        .map(|(at, document)| {
            let file = String::from_utf8(tei::export(site, at, &mut Diagnostics::default())).unwrap();
            assert_valid(&file);
            assert_exact(&file, document, &site.edition.anchors[at].passages);
            file
        })
        .collect()
}

fn assert_valid(file: &str) {
    let faults = faults(file);
    assert!(faults.is_empty(), "{faults:#?}\n{file}");
}

fn faults(file: &str) -> Vec<String> {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| {
        let mut schema = Schema::from_file("tests/schemas/tei_all.rng").unwrap();
        schema.set_schematron(false);
        schema
    });
    schema.validate_str(file).unwrap().iter().map(|fault| fault.to_string()).collect()
}

/// Each passage is there once, in order, with its characters.
fn assert_exact(file: &str, document: &Document, anchors: &[String]) {
    let xml = Xml::parse(file).unwrap();
    let name = xml.root_element().attribute((XML, "id")).unwrap();
    let body = xml.descendants().find(|node| node.has_tag_name((TEI, "body"))).unwrap();
    let mut expected: Vec<(String, String)> = Vec::new();
    let blocks = document.versions.iter().flat_map(|version| &version.blocks);
    blocks.for_each(|block| passages(block, anchors, name, &mut expected));
    let ids: BTreeSet<&str> = expected.iter().map(|(id, _)| id.as_str()).collect();
    let found: Vec<(String, String)> = body
        .descendants()
        .filter_map(|node| Some((node.attribute((XML, "id"))?, node)))
        .filter(|(id, _)| ids.contains(id))
        .map(|(id, node)| (id.to_owned(), text_of(node)))
        .collect();
    assert_eq!(found, expected);
    // Nothing stands between passages but cells, which have no names.
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let mut all = String::new();
    document.versions.iter().flat_map(|version| &version.blocks).for_each(|block| all_own(block, &mut all));
    assert_eq!(squeezed(&text_of(body)), squeezed(&all));
}

// ---- TEI, read, written and read again ----

#[test]
fn what_was_tei_is_tei_again() {
    let mut roots = vec![PathBuf::from("tests/corpus/tei")];
    roots.extend(std::env::var_os("EDITION_CORPORA").map(PathBuf::from));
    let mut paths: Vec<PathBuf> = roots
        .iter()
        .flat_map(|root| walkdir::WalkDir::new(root).sort_by_file_name())
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|end| end == "xml"))
        .collect();
    paths.sort();
    let faults: Vec<String> = paths.iter().filter_map(|path| round_trip(path).err()).collect();
    let shown: Vec<&str> = faults.iter().map(|fault| fault.get(..3000).unwrap_or(fault)).collect();
    assert!(faults.is_empty(), "{} of {} files:\n{}", faults.len(), paths.len(), shown.join("\n"));
}

/// What is wrong with a file after it was written and read again.
fn round_trip(path: &Path) -> Result<(), String> {
    let text = fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut sources = Sources::default();
    let id = sources.add(format!("content/documents/{name}"), text);
    let documents = read::documents(sources.get(id), &Vocabulary::default());
    if documents[0].diagnostics.iter().any(|found| found.severity == Severity::Error) {
        return Ok(());
    }
    let looked: Vec<Looked> =
        documents.into_iter().map(|document| resolve::look(document, sources.get(id))).collect();
    let looked = looked.iter().collect();
    let edition = resolve::edition(looked, Vec::new(), &sources, &mut Diagnostics::default());
    let site = Site::new(Config::default(), Default::default(), edition, sources, Vec::new());
    for (at, document) in site.edition.documents.iter().enumerate() {
        let file = String::from_utf8(tei::export(&site, at, &mut Diagnostics::default())).unwrap();
        if let Some(folder) = std::env::var_os("TEI_WRITTEN") {
            fs::write(PathBuf::from(folder).join(format!("{}.xml", document.id)), &file).unwrap();
        }
        let faults = faults(&file);
        if !faults.is_empty() {
            return Err(format!("{}: {} is not valid: {faults:#?}", path.display(), document.id));
        }
        let mut again = Sources::default();
        let id = again.add(format!("{}.xml", document.id), file.clone().into_bytes());
        let reread = read::documents(again.get(id), &Vocabulary::default());
        assert_eq!(reread.len(), 1, "{}", document.id);
        let (was, is) = (said(document), said(&reread[0]));
        if was != is {
            let first = was.iter().zip(&is).find(|(was, is)| was != is);
            let (was, is) = first.map_or((was.last(), is.last()), |(was, is)| (Some(was), Some(is)));
            return Err(format!("{}: {}\n - {was:?}\n + {is:?}", path.display(), document.id));
        }
    }
    Ok(())
}

// ---- Markdown, written as TEI and typed again ----

#[test]
fn what_was_typed_is_typed_again() {
    let mut texts: Vec<(String, String)> = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["content/documents", "tests/corpus", "tests/typed", "tests/browser"].map(PathBuf::from).into();
    let corpora = std::env::var_os("EDITION_CORPORA").map(PathBuf::from);
    folders.extend(corpora.clone());
    // What is installed for the tests of the browser is not ours.
    let ours = |entry: &walkdir::DirEntry| entry.file_name() != "node_modules";
    let walk = |root| walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(ours);
    for entry in folders.iter().flat_map(walk) {
        let path = entry.unwrap().into_path();
        let ending = path.extension().and_then(|end| end.to_str()).unwrap_or_default().to_owned();
        match ending.as_str() {
            "md" => texts.push((path.display().to_string(), fs::read_to_string(&path).unwrap())),
            "txt"
                if path
                    .components()
                    .any(|part| part.as_os_str() == "signs" || part.as_os_str() == "presets") =>
            {
                let cases = fs::read_to_string(&path).unwrap();
                for (at, case) in cases.split("\n\n").map(typed_in).enumerate() {
                    texts.push((format!("{} case {at}", path.display()), case));
                }
                texts.push((path.display().to_string(), typed_in(&cases)));
            }
            "jsonl" => {
                for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
                    let value: serde_json::Value = serde_json::from_str(line).unwrap();
                    let Some(text) =
                        ["text", "input", "markdown"].into_iter().find_map(|key| value[key].as_str())
                    else {
                        panic!("{line}");
                    };
                    texts.push((format!("{} line {}", path.display(), at + 1), text.to_owned()));
                }
            }
            _ => {}
        }
    }
    let faults: Vec<String> = texts.iter().filter_map(|(name, text)| typed_again(name, text).err()).collect();
    let shown: Vec<&str> = faults.iter().map(|fault| fault.get(..3000).unwrap_or(fault)).collect();
    assert!(faults.is_empty(), "{} of {} texts:\n{}", faults.len(), texts.len(), shown.join("\n"));
}

proptest! {
    #![proptest_config(Runs { cases: 300, ..Runs::default() })]

    #[test]
    fn whatever_is_typed_is_typed_again(text in transcription()) {
        typed_again("typed", &text).unwrap();
    }
}

#[test]
fn a_text_of_empty_lines_gains_none() {
    for text in [
        "+++\ntitle = \"a\"\n+++\n",
        "+++\ntitle = \"a\"\n+++\n\n",
        "+++\ntitle = \"a\"\n+++\n\n\n",
        "\n\n",
        "\n\n  ",
        " \n \n",
    ] {
        typed_again("empty", text).unwrap();
    }
}

/// What is wrong with a text that was written as TEI, and as Markdown from that.
fn typed_again(name: &str, text: &str) -> Result<(), String> {
    let first = site(&[("1.md", text)], Config::default());
    let expected = String::from_utf8(markdown::export(&first, 0)).unwrap();
    let tei = tei::export(&first, 0, &mut Diagnostics::default());
    let tei = String::from_utf8(tei).unwrap();
    let faults = faults(&tei);
    if !faults.is_empty() {
        return Err(format!("{name} is not valid: {faults:#?}\n{tei}"));
    }
    let second = site(&[("1.xml", &tei)], Config::default());
    let found = String::from_utf8(markdown::export(&second, 0)).unwrap();
    if found != expected {
        let same = expected.bytes().zip(found.bytes()).take_while(|(one, other)| one == other).count();
        let from = |text: &str| text.chars().skip(same.saturating_sub(200)).take(600).collect::<String>();
        return Err(format!("{name}\n- {:?}\n+ {:?}\n{tei}", from(&expected), from(&found)));
    }
    let (was, is) = (said(&first.edition.documents[0]), said(&second.edition.documents[0]));
    if let Some((was, is)) = was.iter().zip(&is).find(|(was, is)| was != is) {
        return Err(format!("{name}: the document is another one\n- {was}\n+ {is}\n{tei}"));
    }
    let again = String::from_utf8(tei::export(&second, 0, &mut Diagnostics::default())).unwrap();
    if again != tei && found == text {
        return Err(format!("{name}: the TEI is another one\n{tei}\n{again}"));
    }
    Ok(())
}

/// What a document says, line by line: its description, its text, its marks, its notes.
fn said(document: &Document) -> Vec<String> {
    let Document { kind, date, dates, from, to, place, languages, translators, description, .. } = document;
    let Document { summary, credits, rights, status, subjects, sections, further, entries, .. } = document;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut said = vec![
        format!("{:?} {kind:?} {date:?} {dates:?} {place:?} {languages:?}", document.title.text),
        format!("{from:?} {to:?} {translators:?}"),
        format!("{description:?}"),
        format!("{summary:?} {credits:?} {rights:?} {status:?} {subjects:?} {sections:?} {further:?}"),
        format!("{entries:?} {:?}", document.facsimiles),
    ];
    for version in &document.versions {
        said.push(format!("{:?} {:?}", version.kind, version.language));
        said.extend(version.blocks.iter().map(shape));
        let mut runs = Vec::new();
        version.blocks.iter().for_each(|block| walk::block_runs(block, &mut runs));
        for run in runs {
            let mut text = String::new();
            own(run, &mut text);
            said.push(words(&text));
        }
    }
    for marked in walk::marks(document) {
        let mark = &marked.mark;
        said.push(format!(
            "{} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {}",
            mark.sign.name,
            mark.text,
            mark.edited,
            mark.hand,
            mark.place,
            mark.language,
            mark.reason,
            mark.certainty,
            mark.extent,
            mark.of,
            mark.as_written,
            mark.depth,
        ));
    }
    for note in &document.notes {
        let content: Vec<String> = note.content.iter().map(|content| words(&plain(content))).collect();
        said.push(format!("{} {} {content:?}", note.label, note.of_the_document));
    }
    said
}

/// How lists and tables are made, without their words.
fn shape(block: &Block) -> String {
    let all = |blocks: &[Block]| blocks.iter().map(shape).collect::<String>();
    match block {
        Block::Paragraph(_) | Block::Heading { .. } | Block::Verse(_) => String::new(),
        Block::List(list) => format!("{}·", list.items.len()),
        Block::Quote(blocks) | Block::Part { blocks, .. } => all(blocks),
        Block::Table(table) => {
            let rows: Vec<usize> = table.rows.iter().map(Vec::len).collect();
            format!("{} {rows:?} {:?}", table.head.len(), table.shapes)
        }
        Block::Named(named) => match named.name.as_str() {
            "list" | "item" | "label" | "head" | "table" => {
                let said = named.attributes.iter().filter(|(name, _)| name != "xml:id");
                let said: String = said.map(|(name, value)| format!(" {name}={value}")).collect();
                format!("<{}{said} {:?}>{}</>", named.name, named.language, all(&named.content))
            }
            _ => all(&named.content),
        },
    }
}

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// The characters of the document in an element: labels are not among them.
fn text_of(node: Node<'_, '_>) -> String {
    let name = node.tag_name().name();
    let is_label = node.attribute("type") == Some("label") && matches!(name, "note" | "head");
    if node.is_text() {
        return node.text().unwrap_or_default().to_owned();
    }
    if is_label || matches!(name, "desc" | "figDesc") {
        String::new()
    } else {
        node.children().map(text_of).collect()
    }
}

fn passages(block: &Block, anchors: &[String], name: &str, into: &mut Vec<(String, String)>) {
    let mut add = |passage: &Passage| {
        let mut text = String::new();
        own(&passage.content, &mut text);
        into.push((format!("{name}.{}", anchors[passage.ordinal]), text));
    };
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => add(passage),
        Block::Named(named) => named.content.iter().for_each(|block| passages(block, anchors, name, into)),
        Block::List(list) => list.items.iter().for_each(add),
        Block::Quote(blocks) | Block::Part { blocks, .. } => {
            blocks.iter().for_each(|block| passages(block, anchors, name, into));
        }
        Block::Table(_) => {}
    }
}

fn all_own(block: &Block, into: &mut String) {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
            own(&passage.content, into);
        }
        Block::Named(named) => named.content.iter().for_each(|block| all_own(block, into)),
        Block::List(list) => list.items.iter().for_each(|item| own(&item.content, into)),
        Block::Quote(blocks) | Block::Part { blocks, .. } => {
            blocks.iter().for_each(|block| all_own(block, into));
        }
        Block::Table(table) => {
            table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| own(cell, into));
        }
    }
}

/// The text of a run without the editor's brackets and labels.
fn own(content: &[Inline], into: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } => into.push_str(text),
            Inline::Styled { content, .. } | Inline::Link { content, .. } => own(content, into),
            Inline::Named(named) => own(&named.content, into),
            Inline::Field(field) => own(&field.content, into),
            Inline::Marked(marked) => {
                let own_pieces =
                    marked.pieces.iter().filter(|piece| matches!(piece.part, Part::Content | Part::Edited));
                own_pieces.for_each(|piece| own(&piece.content, into));
            }
            Inline::Call { typed, .. } => into.push_str(typed),
            Inline::Break(Break::Within) => {}
            Inline::Break(_) => into.push('\n'),
            Inline::Image { .. } => {}
        }
    }
}
