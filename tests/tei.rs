//! TEI that could do harm, and that no word of any file is lost.
//!
//! `EDITION_CORPORA` names a folder of further files, of which the text is compared with what the reader makes of it;
//! the comparison walks the tree on its own and knows nothing of the reader.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reads its cases, and stops where it cannot"
)]

use std::path::{Path, PathBuf};

use edition::diag::{Diagnostics, Severity};
use edition::model::document::Document;
use edition::model::text::{Block, Inline, plain};
use edition::press;
use edition::read;
use edition::read::phrases::Vocabulary;
use edition::source::Sources;
use edition::write::html;
use roxmltree::{Node, NodeId};

fn read(path: &str, bytes: Vec<u8>) -> (Sources, Vec<Document>) {
    let mut sources = Sources::default();
    let id = sources.add(path, bytes);
    let documents = read::documents(sources.get(id), &Vocabulary::default());
    (sources, documents)
}

// ---- hostile files ----

/// The file gives this error, and nothing worse.
#[track_caller]
fn refused(bytes: Vec<u8>, place: &str, message: &str) {
    refused_as("not-well-formed", bytes, place, message);
}

#[track_caller]
fn refused_as(code: &str, bytes: Vec<u8>, place: &str, message: &str) {
    let (sources, documents) = read("hostile.xml", bytes);
    assert_eq!(documents.len(), 1);
    let source = sources.iter().next().expect("one source");
    let errors = documents[0].diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let said: Vec<String> = errors
        .map(|found| {
            assert!(!found.hints.is_empty(), "{}", found.message);
            assert_eq!(found.code, code, "{}", found.message);
            let place = found.span.map(|span| source.position(span.start).to_string()).unwrap_or_default();
            format!("{place} {}", found.message)
        })
        .collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with(place) && said[0].contains(message), "{said:?}");
}

const TEI: &str = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">";

#[test]
fn what_could_do_harm_is_an_error_at_its_place() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><a>&b;</a>";
    refused(bomb.into(), "1:58", "'b'");
    refused(bomb.replace(">&b;<", " n='&a;'><").into(), "1:", "'a'");
    refused("<!DOCTYPE a [\n<!ENTITY a SYSTEM '/etc/passwd'>\n]>\n<a>\n &a;</a>".into(), "5:2", "'a'");
    refused("<!DOCTYPE TEI [ <!-- ]> --><TEI/>".into(), "1:1", "");
    refused(format!("{TEI}<text>\n  &auml;</text></TEI>").into(), "2:3", "auml");
    refused(format!("{TEI}\n<text><p>a</text></TEI>").into(), "2:11", "expected 'p' tag, not 'text'");
    refused(format!("{TEI}<text>").into(), "1:1", "");
    refused(Vec::new(), "1:1", "root");
    refused("a letter".into(), "1:1", "");
    refused(b"<?xml version='1.0' encoding='KOI-7'?><TEI>\xE4</TEI>".to_vec(), "1:1", "`KOI-7`");
    refused(b"<TEI>\n<p>na\xC3\xAFve \xE4</p></TEI>".to_vec(), "2:10", "the byte E4 stands here, and `");
    refused(b"<TEI>\xE4</TEI>".to_vec(), "1:6", "is not in UTF-8, as a file is that names no encoding");
    refused(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI>\xE4</TEI>".to_vec(),
        "2:6",
        "is not in UTF-8, as it says",
    );
    let deep = [format!("<a>{}", "<b>".repeat(100_000)), "<b>".repeat(200) + &"</b>".repeat(200)];
    for xml in deep {
        refused_as("too-deep", xml.into(), "1:361", "elements are nested more than 120 deep");
    }
    let attributes: String = (0..100_000).map(|at| format!(" a{at}='1'")).collect();
    refused_as("too-many-attributes", format!("<a{attributes}/>").into(), "1:1", "300 attributes");
    refused(
        "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='/etc/passwd'/>&xxe;</a>".into(),
        "1:",
        "xxe",
    );
}

#[test]
fn what_only_looks_odd_is_read() {
    #[track_caller]
    fn check(xml: &str, expected: &str, warnings: &[&str]) {
        let (_, documents) = read("odd.xml", xml.as_bytes().to_vec());
        let text: Vec<String> = documents.iter().map(plain_text).collect();
        assert_eq!(text.join(" | ").split_whitespace().collect::<Vec<_>>().join(" "), expected);
        let codes: Vec<&str> =
            documents.iter().flat_map(|document| &document.diagnostics).map(|found| found.code).collect();
        assert_eq!(codes, warnings);
    }
    check(&format!("\u{feff}{TEI}<text><body><p>a</p></body></text></TEI>"), "a", &[]);
    check(
        &format!(
            "<!-- <!DOCTYPE x [ --><!DOCTYPE TEI SYSTEM \"a>b\">{TEI}<text><body><p>a</p></body></text></TEI>"
        ),
        "a",
        &["document-type"],
    );
    check(
        "<TEI><text><body><p>a &amp; &#228; <![CDATA[<b>]]><!-- c --><?d e?></p></body></text></TEI>",
        "a & ä <b>",
        &[],
    );
    check(
        "<!DOCTYPE TEI SYSTEM 'x.dtd' [\n<!ENTITY % a \"]>\"><!-- ]> ' --><?b ]>?>\n%a;]><p>text</p>",
        "text",
        &["document-type"],
    );
    check("<TEI/>", "", &["no-text"]);
    check(&format!("{TEI}<teiHeader/></TEI>"), "", &["no-text"]);
    check(&format!("{TEI}<facsimile><graphic url='a'/></facsimile></TEI>"), "", &["no-text"]);
    check("<letter>To <b>you</b></letter>", "To you", &[]);
    let links = "<p><ref target='b.xml#pb'>a</ref> <ref target='c.xml'>b</ref> <ref target='https://e.org/d.xml'>c</ref></p>";
    check(links, "a b c", &["other-file"]);
    check(&links.replace("b.xml#pb", "#pb").replace("c.xml", "#c"), "a b c", &[]);
    check("<p>only a paragraph</p>", "only a paragraph", &[]);
    check(
        &format!(
            "{TEI}<text><body><p>a <h:b xmlns:h='http://www.w3.org/1999/xhtml'>b<h:script>c</h:script></h:b></p></body></text></TEI>"
        ),
        "a bc",
        &[],
    );
    let long = "x".repeat(1_000_000);
    check(&format!("<text><body><p rend='{long}' n='1'>a</p></body></text>"), "a", &[]);
}

/// Encodings other than UTF-8 are read, with each word in its place.
#[test]
fn files_say_how_they_are_written() {
    let xml =
        |encoding: &str| format!("<?xml version='1.0' encoding='{encoding}'?>\n<p>Größe <del>é</del></p>");
    let utf16 = xml("UTF-16").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let latin = xml("ISO-8859-1").chars().map(|c| u8::try_from(u32::from(c)).expect("latin")).collect();
    for bytes in [[&[0xFF, 0xFE][..], &utf16].concat(), utf16, latin] {
        let (sources, documents) = read("a.xml", bytes);
        assert_eq!(plain_text(&documents[0]).trim(), "Größe é");
        assert!(documents[0].diagnostics.is_empty());
        let marks = edition::write::walk::marks(&documents[0]);
        let source = sources.iter().next().expect("one source");
        assert_eq!(source.position(marks[0].mark.span.start).to_string(), "2:10");
    }
}

/// What stands as deep as it may goes through every writer.
#[test]
fn depth_that_is_allowed_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    for (open, close) in [
        ("<hi rend='underline'>", "</hi>"),
        ("<hi>", "</hi>"),
        ("<add>", "</add>"),
        ("<div>", "</div>"),
        ("<div><head>a</head>", "</div>"),
        ("<list><item>", "</item></list>"),
        ("<quote><p>", "</p></quote>"),
        ("<note>", "</note>"),
        ("<thing>", "</thing>"),
        ("<list><item><p>a</p>", "</item></list>"),
        ("<closer><signed>", "</signed></closer>"),
    ] {
        let times = 110 / open.matches('<').count().min(2);
        let xml = format!("<text><body>{}deep{}</body></text>", open.repeat(times), close.repeat(times));
        let path = folder.path().join("deep.xml");
        std::fs::write(&path, xml).expect("it can be written");
        let loaded = press::load_one(&path, None);
        assert!(!loaded.diagnostics.has_errors(), "{open}");
        for export in edition::write::EXPORTS {
            let bytes = (export.write)(&loaded.site, 0, &mut Diagnostics::default());
            assert!(String::from_utf8_lossy(&bytes).contains("deep"), "{open} {}", export.name);
        }
    }
}

// ---- nothing is lost ----

/// Each character of a text that is not white space, and whether white space must stand before it.
type Spelled = Vec<(char, bool)>;

fn spell(text: &str, into: &mut Spelled) {
    let mut spaced = false;
    for (at, c) in text.chars().enumerate() {
        if c.is_whitespace() {
            // At the start of a text node it may be the indentation of the file.
            spaced = at > 0 && (spaced || into.last().is_some());
        } else {
            into.push((c, spaced && text.chars().take(at).any(|c| !c.is_whitespace())));
            spaced = false;
        }
    }
}

/// The text of the documents of a file, notes apart, as its tree has it, then that of what stands around them in a
/// volume; and that of its notes.
fn expected(tree: &roxmltree::Document<'_>) -> (Vec<Spelled>, Vec<String>) {
    let name = |node: Node<'_, '_>| node.tag_name().name().to_owned();
    let is_document =
        |node: &Node<'_, '_>| name(*node).starts_with("div") && node.attribute("type") == Some("document");
    let outermost = |within: NodeId, wanted: &dyn Fn(&Node<'_, '_>) -> bool| -> Vec<NodeId> {
        let all = tree.get_node(within).expect("a node").descendants().filter(|node| wanted(node));
        let ids = all.filter(|node| {
            let above = node.ancestors().skip(1).take_while(|up| up.id() != within);
            !above.into_iter().any(|up| wanted(&up))
        });
        ids.map(|node| node.id()).collect()
    };
    let in_group = |node: &Node<'_, '_>| {
        let mut above = node.ancestors();
        name(*node) == "text"
            && above.any(|up| name(up) == "group")
            && !node.children().any(|one| name(one) == "group")
    };
    let root = tree.root().id();
    let mut wholes = outermost(root, &|node| name(*node) == "text" || name(*node) == "sourceDoc");
    if wholes.is_empty() && !matches!(name(tree.root_element()).as_str(), "TEI" | "teiCorpus") {
        wholes = vec![tree.root_element().id()];
    }
    let (mut texts, mut notes) = (Vec::new(), Vec::new());
    for whole in wholes {
        let parts = [outermost(whole, &is_document), outermost(whole, &in_group)];
        let parts = parts.into_iter().find(|parts| parts.len() > 1).unwrap_or_default();
        for part in parts.iter().copied().chain([whole]) {
            let mut text = Spelled::new();
            let apart = if part == whole { parts.as_slice() } else { &[] };
            walk(tree.get_node(part).expect("a node"), false, apart, &mut text, &mut notes);
            texts.push(text);
        }
    }
    // Notes beside the text, which it need not call.
    for apart in tree.descendants().filter(|node| name(*node) == "standOff") {
        let is_note = |node: &Node<'_, '_>| {
            let mut around = node.ancestors().skip(1).take_while(|up| *up != apart).map(name);
            name(*node) == "note"
                && around.all(|up| ["div", "noteGrp", "listAnnotation"].contains(&up.as_str()))
        };
        for note in apart.descendants().filter(is_note) {
            let at = notes.len();
            notes.push(String::new());
            let mut own = Spelled::new();
            walk(note, false, &[], &mut own, &mut notes);
            notes[at] = own.into_iter().map(|(c, _)| c).collect();
        }
    }
    (texts, notes)
}

/// A list of names behind a text, to which the text can point.
fn is_register(node: Node<'_, '_>) -> bool {
    let xml_id = ("http://www.w3.org/XML/1998/namespace", "id");
    let name = node.tag_name().name();
    name.starts_with("list")
        && name != "list"
        && node.descendants().any(|one| one.attribute(xml_id).is_some())
}

/// The text in an element, without that of the documents which are `apart`.
fn walk(node: Node<'_, '_>, in_back: bool, apart: &[NodeId], into: &mut Spelled, notes: &mut Vec<String>) {
    for child in node.children() {
        let name = child.tag_name().name();
        if apart.contains(&child.id()) {
            continue;
        }
        if child.is_text() {
            spell(child.text().unwrap_or_default(), into);
        } else if name == "note" {
            let at = notes.len();
            notes.push(String::new());
            let mut own = Spelled::new();
            walk(child, false, apart, &mut own, notes);
            notes[at] = own.into_iter().map(|(c, _)| c).collect();
        } else if !(in_back && is_register(child)) {
            walk(child, name == "back", apart, into, notes);
        }
    }
}

fn plain_text(document: &Document) -> String {
    let mut out = String::new();
    document.versions.iter().for_each(|version| plain_blocks(&version.blocks, &mut out));
    out
}

fn plain_blocks(list: &[Block], out: &mut String) {
    for block in list {
        let mut add = |content: &[Inline]| {
            out.push_str(&plain(content));
            out.push('\n');
        };
        match block {
            Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                add(&passage.content)
            }
            Block::List(list) => list.items.iter().for_each(|item| add(&item.content)),
            Block::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| add(cell));
            }
            Block::Quote(blocks) | Block::Part { blocks, .. } => plain_blocks(blocks, out),
            Block::Named(named) => plain_blocks(&named.content, out),
        }
    }
}

fn check(path: &Path) {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).expect("a file");
    let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
    let text = text.trim_start_matches('\u{feff}');
    let (_, documents) = read(&name, bytes.clone());
    let text = without_document_type(text);
    let Ok(tree) = roxmltree::Document::parse(&text) else {
        assert!(documents[0].diagnostics.iter().any(|found| found.severity == Severity::Error), "{name}");
        return;
    };
    let (texts, notes) = expected(&tree);
    let mut found = Spelled::new();
    for document in &documents {
        let text = plain_text(document);
        let mut spaced = true;
        for c in text.chars() {
            if c.is_whitespace() {
                spaced = true;
            } else {
                found.push((c, std::mem::take(&mut spaced)));
            }
        }
    }
    println!("{name}: {} characters, {} notes", found.len(), notes.len());
    compare(&name, &texts.concat(), &found);
    let said = |document: &Document| -> Vec<String> {
        let notes = document.notes.iter();
        notes
            .map(|note| {
                let all: String = note.content.iter().map(|paragraph| plain(paragraph)).collect();
                all.chars().filter(|c| !c.is_whitespace()).collect()
            })
            .collect()
    };
    let found: Vec<String> = documents.iter().flat_map(said).collect();
    assert_eq!(notes, found, "{name}: notes");
    on_the_page(path);
}

/// The file without a document type that has a part in brackets; the files that we know end it in `]>`.
fn without_document_type(text: &str) -> String {
    let Some(start) = text.find("<!DOCTYPE") else { return text.to_owned() };
    let rest = &text[start..];
    match (rest.find('['), rest.find('>'), rest.find("]>")) {
        (Some(open), Some(close), Some(end)) if open < close => {
            format!("{}{}", &text[..start], &rest[end + 2..])
        }
        _ => text.to_owned(),
    }
}

fn compare(name: &str, expected: &Spelled, found: &Spelled) {
    let letters = |text: &[(char, bool)]| -> String {
        text.iter().flat_map(|(c, spaced)| spaced.then_some(' ').into_iter().chain([*c])).collect()
    };
    let differs = expected.iter().zip(found).position(|(one, other)| one.0 != other.0 || (one.1 && !other.1));
    let at = match differs {
        Some(at) => at,
        None if expected.len() == found.len() => return,
        None => expected.len().min(found.len()),
    };
    let around = |text: &Spelled| letters(&text[at.saturating_sub(60)..(at + 60).min(text.len())]);
    panic!("{name}: text lost or moved\n  source:   …{}\n  document: …{}", around(expected), around(found));
}

/// The page of each document says the same, without what is generated.
fn on_the_page(path: &Path) {
    let loaded = press::load_one(path, None);
    for (at, document) in loaded.site.edition.documents.iter().enumerate() {
        let html = html::transcription(&loaded.site, at);
        let squeezed = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
        let (page, text) = (squeezed(&shown(html.as_str())), squeezed(&plain_text(document)));
        if page != text {
            let at = page.chars().zip(text.chars()).position(|(one, other)| one != other).unwrap_or(0);
            let around = |text: &str| text.chars().skip(at.saturating_sub(60)).take(120).collect::<String>();
            panic!(
                "{}: the page differs\n  page: …{}\n  text: …{}",
                path.display(),
                around(&page),
                around(&text)
            );
        }
    }
}

/// The text of some HTML without the elements that are ours.
fn shown(html: &str) -> String {
    let (mut text, mut depth, mut hidden) = (String::new(), 0, None);
    for piece in html.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').expect("a tag");
        if tag.starts_with('/') {
            depth -= 1;
            hidden = hidden.filter(|from| *from < depth + 1);
        } else if !(tag.starts_with("br") || tag.starts_with("img")) {
            depth += 1;
            hidden = hidden.or(tag.contains(" data-generated").then_some(depth));
        }
        if hidden.is_none() {
            text.push_str(&after.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
        }
    }
    assert_eq!(depth, 0);
    text
}

/// The files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    let entries = entries.map(|entry| entry.expect("an entry"));
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn check_folder(folder: &Path) -> usize {
    let mut paths = files(folder);
    paths.retain(|path| path.extension().is_some_and(|end| end == "xml"));
    let mut wrong = Vec::new();
    for path in &paths {
        if let Err(fault) = std::panic::catch_unwind(|| check(path)) {
            wrong.push(fault.downcast_ref::<String>().cloned().unwrap_or_else(|| path.display().to_string()));
        }
    }
    assert!(wrong.is_empty(), "{} of {} files\n{}", wrong.len(), paths.len(), wrong.join("\n"));
    paths.len()
}

#[test]
fn the_cases_lose_nothing() {
    assert!(check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/tei")) > 0);
}

#[test]
fn further_files_lose_nothing() {
    let Some(folder) = std::env::var_os("EDITION_CORPORA") else { return };
    let count = check_folder(Path::new(&folder));
    println!("{count} files read without loss");
}
