//! TEI P5: a document with its header, and the edition as one corpus. Nothing of the source is lost, so that the
//! transcription can be typed again from it.
//!
//! How what was typed is kept:
//!
//! 1. Characters in `text` are the transcription's, in their order, without the editor's brackets and labels; between
//!    blocks and rows stand line feeds alone. `desc`, `figDesc`, `note[@type="label"]` and `head[@type="label"]` say a
//!    label for a reader and are no text. `back` holds the notes.
//! 2. A mark is the element in the row of its sign; `@n` is the form in which it was typed (see `typed.rs`). What its
//!    element cannot be within a line is a `seg` with the sign's name as its `@type`. Stretches of a mark over several
//!    blocks point to each other by `@next` and `@prev`.
//! 3. `lb type="hard"` is a line end typed with two spaces or a backslash, `lb` one that was made on purpose, a line
//!    feed alone one where the source was wrapped. A line feed stands before each `lb`.
//! 4. `hi[@rend]` is emphasis. `div[@type="section"]/@n` and `ab[@type="heading"]/@n` are the hashes of a heading, `list`
//!    has its markers in the text (`@subtype="spaced"`: with blank lines), `ab[@type]` around others is a part: opener,
//!    signature, transmission. `space[@type="indent"]` is layout, `space[@type="columns"]` stands before the one space
//!    that it is in the text.
//! 5. `ptr[@type="note"]` is a call `[^1]`, `ref[@type="note"]` one that is text; the note's `@n` has its label.
//! 6. `ref/@target` and `graphic/@url` are addresses as typed; where they had to be encoded, `@n` has what was typed.
//! 7. `TEI/@type` is the layout of the source, `@subtype` the form of its settings; `text/@n` has how many line feeds stand
//!    before and after what follows them. Of its header, sections and settings without an element of their own are
//!    `notesStmt/note`; what was inferred and not declared bears `@cert`.
//! 8. `@hand` points to `handNote`; one with `n="unnamed"` is only described by the label, and the mark names no hand.
//! 9. A character that XML cannot hold is U+FFFD, and is reported.
//! 10. A document that was TEI has no typed forms and none of 2 to 7: it is written so that it is read again as it was
//!     (`native`). What cannot stand under its own name or with its attributes has the instruction `<?edition …?>` in it
//!     (`kept`). `application[@ident="edition"]` says that the file is ours, and then `read/tei/own.rs` reads its header.
//!
//! 11. `xenoData[@type="head"]` is what was typed above the text: settings as they stand, an export's headings as they are
//!     written. `<?edition typed of="1" as="\["?>` before a text says how its first characters were typed. Where a mark has
//!     two pieces and its element no names for them, each is a `seg[@type="piece"]`. A transcription that cannot be typed
//!     again from all this so that it is read as it was stands in `xenoData[@type="source"]`.
//!
//! 12. The header of a document that was TEI is the source's (`native_header`), with `<?edition ours?>` in what is not.
//!     Its ids are `<document>_id`.
//!
//! Names are `<document>.p1`, so that they are unique in the corpus too.

mod corpus;
mod correspondence;
pub(super) mod dates;
mod elements;
mod encoding;
mod fitted;
mod frame;
mod grammar;
mod handnotes;
mod header;
mod ids;
mod inline;
mod kept;
mod known;
mod marks;
pub(super) mod names;
mod native;
mod native_header;
mod native_inline;
mod native_lists;
mod native_marks;
mod notes;
mod profile;
mod publication;
mod registers;
mod source;
#[cfg(test)]
mod tests;
mod text;
mod typed;
pub(super) mod xml;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Document;
use crate::model::edition::Anchors;
use crate::read;
use crate::read::tei::own_header::ELEMENT;
use crate::read::tei::told;
use crate::site::Site;
use crate::source::Source;
use crate::write::markdown;
use crate::write::tei::fitted::fitted;
use crate::write::tei::frame::Frame;
use crate::write::tei::handnotes::Hands;
use crate::write::tei::header::Header;
use crate::write::tei::ids::Ids;
use crate::write::tei::kept::keep;
use crate::write::tei::text::Text;
use crate::write::tei::xml::Xml;
use crate::write::untyped::is_untyped;

pub use crate::write::tei::corpus::{CLOSE_CORPUS, open_corpus, without_declaration};

const NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";

/// The file of one document.
pub fn export(site: &Site, document: usize, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let mut xml = Xml::default();
    xml.declaration();
    write(site, document, &mut xml);
    report(site, document, &xml, diagnostics);
    xml.into_bytes()
}

fn write(site: &Site, at: usize, xml: &mut Xml) {
    let Some(document) = site.edition.documents.get(at) else { return };
    let nowhere = Anchors::default();
    let anchors = site.edition.anchors.get(at).map_or(&nowhere, |anchors| &**anchors);
    let source = site.sources.get(document.source);
    // What was typed, and became TEI before, is written from what was typed.
    let typed = (source.extension() == "xml" && !is_untyped(document))
        .then(|| read::tei::typed_again(source, &document.id, &site.vocabulary));
    match typed.flatten() {
        Some((document, source)) => write_from(site, &document, &source, anchors, xml),
        None => write_from(site, document, source, anchors, xml),
    }
}

/// Writes a document. A transcription that could not be typed again from its elements, so that it is read as it was, is
/// kept as it was typed besides: brackets and notes can stand so that nothing else is read alike.
fn write_from(site: &Site, document: &Document, source: &Source, anchors: &Anchors, xml: &mut Xml) {
    let name = names::document(&document.id);
    let mut ids = Ids::of(document, &name);
    let mut written = document_from(site, document, source, anchors, None, &ids);
    if !is_untyped(document) && !is_typed_again(site, document, source, written.bytes()) {
        written = document_from(site, document, source, anchors, Some(source.text()), &ids);
    }
    // What points to an id that could not be written may not point there.
    if ids.forget_unwritten(written.bytes()) {
        written = document_from(site, document, source, anchors, None, &ids);
    }
    xml.unsaid.append(&mut written.unsaid);
    xml.add(written);
}

fn is_typed_again(site: &Site, document: &Document, source: &Source, written: &[u8]) -> bool {
    let Some(typed) = std::str::from_utf8(written).ok().and_then(read::tei::typed_text) else { return false };
    let lines =
        |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    if lines(&typed) == lines(source.text()) {
        return true;
    }
    markdown::reads_as(document, source, &typed, &site.vocabulary)
}

fn document_from(
    site: &Site,
    document: &Document,
    source: &Source,
    anchors: &Anchors,
    whole: Option<&str>,
    ids: &Ids<'_>,
) -> Xml {
    let mut xml = Xml::default();
    let name = names::document(&document.id);
    let hands = Hands::of(document);
    let frame = Frame::of(document, source, &site.vocabulary);
    let tag = xml.tag("TEI").attr("xmlns", NAMESPACE).attr("xml:id", &name);
    tag.attr("type", frame.layout).maybe("subtype", frame.settings).open();
    xml.line();
    let header =
        Header { site, document, described: document, name: &name, hands: &hands, head: &frame.head, whole };
    match &document.header {
        Some(said) => header.write_beside(said, source, ids, &mut xml),
        None => header.write(&mut xml),
    }
    registers::lists(&document.entries, &name, &mut xml);
    for list in &document.facsimiles {
        match fitted(list, ids) {
            Some(list) => list.write(&mut xml),
            None => keep(ELEMENT, [("xml", told::xml(list).as_str())], &mut xml),
        }
        xml.line();
    }
    Text::new(document, source, anchors, &name, &hands, ids, &mut xml).write(frame.empty_lines.as_deref());
    xml.close("TEI");
    xml.line();
    xml
}

/// Says which characters XML cannot hold. A source has none of them; a setting can, by a number (`"\u0007"`).
fn report(site: &Site, at: usize, xml: &Xml, diagnostics: &mut Diagnostics) {
    let Some(document) = site.edition.documents.get(at) else { return };
    for c in &xml.unsaid {
        let message = format!("XML cannot hold the character `U+{:04X}`", u32::from(*c));
        let hint = "take it out of the settings; in the TEI, U+FFFD stands in its place";
        let found = Diagnostic::warning("not-in-xml", message).hint(hint);
        diagnostics.push(found.at(site.sources.get(document.source).span(0..0)));
    }
}
