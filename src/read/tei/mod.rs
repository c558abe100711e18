//! TEI P5 becomes documents: header, text, apparatus, notes, registers. It fetches nothing, and what it does not know
//! keeps its text and its name.

mod around;
mod correspondence;
mod dating;
mod extent;
mod guard;
mod header;
mod ids;
mod inline;
mod kept;
pub mod lists;
mod manuscript;
pub mod marks;
mod naming;
mod node;
pub mod notes;
mod numbers;
pub mod own;
pub mod own_header;
pub mod own_ids;
mod own_registers;
mod parts;
mod reading;
mod registers;
mod retype;
mod retyped;
mod said;
mod spans;
mod standing;
mod tables;
mod text;
pub mod told;
pub mod unheard;
mod versions;
mod volume;
mod white;

use std::collections::BTreeMap;
use std::sync::Arc;

use roxmltree::ParsingOptions;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::address::is_safe;
use crate::model::archive::Shelfmark;
use crate::model::document::{Document, Layout, Note, Title, Version};
use crate::model::entity::Party;
use crate::model::id::Id;
use crate::model::matter::Matter;
use crate::model::text::{Block, Inline, Passage, one_line, plain};
use crate::model::told::Told;
use crate::read::phrases::Vocabulary;
use crate::read::tei::around::Around;
use crate::read::tei::node::{Element, all, attribute, child, id, name};
use crate::read::tei::parts::Found;
use crate::read::tei::text::Reader;
use crate::read::{title, transcript};
use crate::source::Source;

/// Reads a file of TEI. A file that is not well-formed is one document without text, and an error.
pub fn read(source: &Source, vocabulary: &Vocabulary, diagnostics: &mut Diagnostics) -> Vec<Document> {
    let text = match guard::guard(source, diagnostics) {
        Ok(text) => text,
        Err(fault) => return unread(source, *fault, diagnostics),
    };
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let tree = match roxmltree::Document::parse_with_options(&text, options) {
        Ok(tree) => tree,
        Err(error) => return unread(source, not_well_formed(source, &error), diagnostics),
    };
    documents(source, tree.root_element(), vocabulary, diagnostics)
}

fn documents<'a>(
    source: &'a Source,
    root: Element<'a, 'a>,
    vocabulary: &Vocabulary,
    diagnostics: &mut Diagnostics,
) -> Vec<Document> {
    let found = parts::find(root);
    let named = ids::ids(source, transcript::named(source, diagnostics), &found, diagnostics);
    let ids: BTreeMap<&str, Id<Document>> =
        found.iter().zip(&named).filter_map(|(one, name)| Some((id(one.text)?, name.clone()))).collect();
    let ours = found.iter().zip(&named).filter(|(one, _)| found.len() > 1 && is_ours(one));
    let renamed =
        ours.filter_map(|(one, name)| Some((own_ids::of_document(id(one.text.parent()?)?), name.clone())));
    let around = Around::new(root, ids, renamed.collect(), spans::ends(source, root, "", diagnostics));
    let mut last: Option<(&Found<'_, '_>, Option<Arc<Told>>)> = None;
    let mut documents: Vec<Document> = found
        .iter()
        .zip(named)
        .map(|(one, id)| {
            let typed = own_typed(one).and_then(|element| {
                let mut said = Diagnostics::default();
                let (mut document, _, retyped) = retyped::read(source, element, &id, vocabulary, &mut said)?;
                retyped::replace(&mut document, &retyped, &around.renamed);
                said.into_iter().for_each(|found| diagnostics.push(retyped::placed(found, &retyped)));
                Some(document)
            });
            typed.unwrap_or_else(|| {
                let mut document =
                    document(source, one, Document::new(id, source.id()), Reader::new(source, &around));
                if !is_ours(one) {
                    // The documents of a volume have one header.
                    let same = last.take().filter(|(other, _)| {
                        one.in_volume && other.in_volume && other.headers == one.headers
                    });
                    document.header = same.map_or_else(|| told::combined(one), |(_, header)| header);
                    last = Some((one, document.header.clone()));
                }
                document
            })
        })
        .collect();
    if let Some(first) = documents.first_mut()
        && !found.iter().all(is_ours)
    {
        first.entries = registers::entries(root);
    }
    let has_nothing = |document: &Document| {
        document.entries.is_empty() && document.versions.iter().all(|version| version.blocks.is_empty())
    };
    if documents.iter().all(has_nothing) {
        let found = Diagnostic::warning("no-text", "the file has no text").at(source.span(0..0));
        diagnostics.push(found.hint("the text of a TEI file stands in `<text>` or `<sourceDoc>`"));
    }
    // Those of a volume are of all its documents, and the first one has them.
    for (at, (one, document)) in found.iter().zip(&mut documents).enumerate() {
        if !is_ours(one) && (at == 0 || !one.in_volume) {
            document.facsimiles = facsimiles(one);
        }
    }
    let all = Arc::new(own_ids::of_file(root));
    documents.iter_mut().for_each(|document| document.ids.file = Arc::clone(&all));
    let headers =
        found.iter().filter(|one| !one.in_volume && !is_ours(one)).filter_map(|one| one.headers.last());
    headers.for_each(|header| correspondence::several(source, *header, diagnostics));
    unsafe_addresses(source, root, diagnostics);
    other_files(source, root, diagnostics);
    documents
}

/// The whole of which a text is a part, or all.
fn whole<'a, 'x: 'a>(found: &Found<'a, 'x>) -> Option<Element<'a, 'x>> {
    found.text.ancestors().find(|one| matches!(name(*one), "TEI" | "TEI.2" | "teiCorpus"))
}

/// A link to another file of TEI is shown without one, which is said where it first is.
fn other_files(source: &Source, root: Element<'_, '_>, diagnostics: &mut Diagnostics) {
    let is_file = |target: &&str| {
        let file = target.split('#').next().unwrap_or_default();
        file.to_ascii_lowercase().ends_with(".xml") && !file.contains(':')
    };
    let leading = |one: Element<'_, '_>| attribute(one, "target").filter(is_file).map(str::to_owned);
    let mut found = all(root, "ref").filter_map(|one| Some((one, leading(one)?)));
    let Some((first, target)) = found.next() else { return };
    let others = match found.count() {
        0 => String::new(),
        1 => ", and so is another one of this file".to_owned(),
        others => format!(", and so are {others} others of this file"),
    };
    let message = format!("`{target}` leads to another file, and the words are shown without a link{others}");
    let start = first.range().start;
    let length = source.text().get(start..).and_then(|rest| rest.find('>')).map_or(1, |at| at + 1);
    let warning = Diagnostic::warning("other-file", message).at(source.span(start..start + length));
    diagnostics.push(
        warning.hint("its words are there; to have a link, write the address on the web to which it leads"),
    );
}

/// The lists of pictures beside the text of a document.
fn facsimiles(found: &Found<'_, '_>) -> Vec<Told> {
    let lists = whole(found).into_iter().flat_map(node::elements).filter(|one| name(*one) == "facsimile");
    lists.map(told::told).collect()
}

/// The element of a document that was typed before our own writer made it TEI.
fn own_typed<'a, 'x>(found: &Found<'a, 'x>) -> Option<Element<'a, 'x>> {
    found.text.parent().filter(|element| is_ours(found) && name(*element) == "TEI")
}

/// Whether our own writer wrote it.
fn is_ours(found: &Found<'_, '_>) -> bool {
    found.headers.last().is_some_and(|header| own::is_ours(*header))
}

/// The document of a file of ours as it was typed: read from a source of its own, whose text stands nowhere else.
pub fn typed_again(
    source: &Source,
    document: &Id<Document>,
    vocabulary: &Vocabulary,
) -> Option<(Document, Source)> {
    let mut unsaid = Diagnostics::default();
    let text = guard::guard(source, &mut unsaid).ok()?;
    let tree = roxmltree::Document::parse(&text).ok()?;
    let found = parts::find(tree.root_element());
    let named = ids::ids(source, transcript::named(source, &mut unsaid), &found, &mut unsaid);
    let at = named.iter().position(|id| id == document)?;
    let element = own_typed(found.get(at)?)?;
    let (document, source, _) = retyped::read(source, element, document, vocabulary, &mut unsaid)?;
    Some((document, source))
}

/// What was typed, of a document that our own writer made TEI: the text of a file that holds one.
pub fn typed_text(document: &str) -> Option<String> {
    let tree = roxmltree::Document::parse(document).ok()?;
    Some(retype::retype(tree.root_element())?.text)
}

/// One document: what the headers say, then the text, then what the text tells.
fn document(
    source: &Source,
    found: &Found<'_, '_>,
    mut document: Document,
    mut reader: Reader<'_>,
) -> Document {
    document.layout = Layout::Tei;
    if let [.., header] = found.headers.as_slice()
        && own::is_ours(*header)
    {
        return our_own(source, found, *header, document, reader);
    }
    for (at, header) in found.headers.iter().enumerate() {
        let own = at + 1 == found.headers.len() && !found.in_volume;
        if own {
            header::describe(*header, source, &mut document);
        } else {
            header::describe_volume(*header, &mut document);
        }
    }
    if let Some(matter) = found.matter {
        return around(found, matter, document, reader);
    }
    if let Some(description) = parts::described(found) {
        correspondence::apply(description, &mut document);
    }
    let head = child(found.text, "head");
    if let Some(head) = head.filter(|_| document.from.is_empty() && document.to.is_empty()) {
        correspondence::of_head(head, &mut document);
    }
    correspondence::of_dateline(found.text, &mut document);
    manuscript::of_surface(found.text, &mut document);
    texts(found, &mut reader, &mut document);
    entitle(found, &mut document);
    cite(&mut document);
    from_title(&mut document);
    document
}

fn texts(found: &Found<'_, '_>, reader: &mut Reader<'_>, document: &mut Document) {
    versions::read(found, reader, document);
    // Those beside a volume are of its first document.
    let apart = if found.is_first { whole(found).and_then(|whole| child(whole, "standOff")) } else { None };
    apart.into_iter().for_each(|apart| reader.uncalled(&notes::uncalled(apart)));
    document.notes = std::mem::take(&mut reader.notes);
    document.ids.passages = std::mem::take(&mut reader.ids);
    spans::mark(document, &reader.around.ends);
    numbers::marks(document);
}

/// What stands in a volume around its documents. It is no letter, whatever its title says.
fn around(found: &Found<'_, '_>, matter: Matter, mut document: Document, mut reader: Reader<'_>) -> Document {
    document.set_matter(matter);
    texts(found, &mut reader, &mut document);
    let name = match name(found.text) {
        "titlePage" => Some("Title page"),
        "front" | "back" => Some(matter.title()),
        _ => None,
    };
    match name {
        Some(name) => document.title = Title { text: name.to_owned(), inferred: false, span: None },
        None => entitle(found, &mut document),
    }
    document
}

/// A document that our own writer wrote: its header says all that is known, and nothing is to be found out again.
fn our_own(
    source: &Source,
    found: &Found<'_, '_>,
    header: Element<'_, '_>,
    mut document: Document,
    mut reader: Reader<'_>,
) -> Document {
    reader.ours = true;
    reader.name = found.text.parent().and_then(id).unwrap_or_default().to_owned();
    match own_header::own_header(header) {
        Some(parts) => own::describe_beside(&parts, source, &mut document, &mut reader.hands),
        None => {
            own::describe(header, source, &mut document);
            reader.hands = own::hands(header);
        }
    }
    document.title.span = all(header, "title").next().map(|title| source.span(title.range()));
    document.versions = versions::own(found, &mut reader);
    let apart = child(found.text, "back");
    apart.into_iter().for_each(|apart| reader.uncalled(&notes::uncalled(apart)));
    document.notes = std::mem::take(&mut reader.notes);
    document.ids.passages = std::mem::take(&mut reader.ids);
    let ends = spans::ends(source, found.text, &reader.name, &mut Diagnostics::default());
    spans::mark(&mut document, &ends);
    numbers::marks(&mut document);
    document.entries = own_registers::entries(found.text);
    document.facsimiles = own_header::facsimiles(found.text);
    document
}

/// Without a title in the header it is the head of the text, then its first line; both stay in the text.
fn entitle(found: &Found<'_, '_>, document: &mut Document) {
    if !document.title.text.is_empty() {
        return;
    }
    let blocks = || document.versions.iter().flat_map(|version| &version.blocks);
    let head = blocks().find_map(|block| passage(block, true));
    let first = head.or_else(|| blocks().find_map(|block| passage(block, false)));
    let Some(first) = first else {
        document.title = Title { text: document.id.to_string(), inferred: true, span: None };
        return;
    };
    let text = one_line(&plain(&reading::as_read(&first.content)));
    let number = attribute(found.text, "n").unwrap_or_default();
    let unnumbered = text.strip_prefix(number).and_then(|rest| rest.strip_prefix(". ")).unwrap_or(&text);
    let text = transcript::shortened(unnumbered);
    document.title = Title { text, inferred: head.is_none(), span: Some(first.span) };
}

fn passage(block: &Block, heading: bool) -> Option<&Passage> {
    match block {
        Block::Heading { passage, .. } => Some(passage),
        Block::Paragraph(passage) | Block::Verse(passage) => (!heading).then_some(passage),
        Block::List(list) => list.items.first().filter(|_| !heading),
        Block::Quote(blocks) | Block::Part { blocks, .. } => {
            blocks.iter().find_map(|block| passage(block, heading))
        }
        Block::Named(named) => named.content.iter().find_map(|block| passage(block, heading)),
        Block::Table(_) => None,
    }
}

/// A note that says where the document lies is its citation: `Source: Department of State, …`. Where it opens with the
/// title of a book, it names no archive.
fn cite(document: &mut Document) {
    let opens = |note: &&Note| note.content.first().is_some_and(|first| plain(first).starts_with("Source:"));
    let Some(note) = document.notes.iter().find(opens) else { return };
    let is_printed =
        note.content.first().is_some_and(|first| matches!(first.get(1), Some(Inline::Styled { .. })));
    let said: Vec<String> = note.content.iter().map(|paragraph| plain(paragraph)).collect();
    let said = one_line(&said.join(" "));
    let said = said.trim_start_matches("Source:").trim_start();
    if said.is_empty() {
        return;
    }
    let description = &mut document.description;
    description.citation = Some(said.to_owned());
    let place = said.split(". ").next().unwrap_or(said).trim_end_matches('.');
    if let Some((repository, rest)) =
        place.split_once(", ").filter(|_| !is_printed && description.repository.is_none())
    {
        description.repository = Some(repository.to_owned());
        description.shelfmark = Some(Shelfmark { written: rest.to_owned(), levels: Vec::new() });
    }
}

/// What the title tells, where nothing else did.
fn from_title(document: &mut Document) {
    let told = title::title(&document.title.text);
    let party = |name: String| Party { name, inferred: true, ..Party::default() };
    // Where it tells no sender, the words before the recipient are more than a kind.
    if !told.from.is_empty() {
        document.kind = document.kind.take().or(told.kind);
    }
    if document.from.is_empty() && document.to.is_empty() {
        document.from = told.from.into_iter().map(party).collect();
        document.to = told.to.into_iter().map(party).collect();
    }
}

/// Says which addresses are programs or pages in themselves; none of them is a link anywhere.
fn unsafe_addresses(source: &Source, root: Element<'_, '_>, diagnostics: &mut Diagnostics) {
    for node in root.descendants().filter(|one| one.is_element()) {
        for one in node.attributes().filter(|one| one.value().contains(':') && !is_safe(one.value())) {
            let message =
                format!("`{}` of `{}` leads to a program or a page in itself", one.name(), name(node));
            let found = Diagnostic::warning("unsafe-address", message)
                .at(source.span(node.range().start..node.range().start));
            diagnostics.push(found.hint("it is no link here; point to a page on the web or to a file"));
        }
    }
}

fn unread(source: &Source, fault: Diagnostic, diagnostics: &mut Diagnostics) -> Vec<Document> {
    let mut document = Document::new(transcript::named(source, diagnostics), source.id());
    document.layout = Layout::Tei;
    document.title = Title { text: source.stem().to_owned(), inferred: true, span: None };
    document.versions = vec![Version { kind: None, language: None, blocks: Vec::new() }];
    diagnostics.push(fault);
    vec![document]
}

/// What the parser found, where it found it. It says rows and columns; both count from 1.
fn not_well_formed(source: &Source, error: &roxmltree::Error) -> Diagnostic {
    let pos = error.pos();
    let start = source
        .text()
        .split_inclusive('\n')
        .take(pos.row.saturating_sub(1) as usize)
        .map(str::len)
        .sum::<usize>();
    let line = source.text().get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let column = line.char_indices().nth(pos.col.saturating_sub(1) as usize).map_or(line.len(), |(at, _)| at);
    let at = start + column;
    let said = error.to_string();
    let said = said.rsplit_once(" at ").map_or(said.as_str(), |(what, _)| what);
    let message = format!("the file is not well-formed XML: {said}");
    let hint = match error {
        roxmltree::Error::UnknownEntityReference(name, _) => {
            format!(
                "write the character itself for `&{name};`: XML knows `&amp;` `&lt;` `&gt;` `&quot;` and `&apos;` alone"
            )
        }
        _ => "open the file in an editor for XML, which shows the place".to_owned(),
    };
    Diagnostic::error("not-well-formed", message).at(source.span(at..at)).hint(hint)
}
