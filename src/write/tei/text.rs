//! The text of a document: versions, sections, blocks. Only what has text of the document in it holds characters;
//! between blocks stand line feeds alone.

use std::collections::BTreeSet;

use crate::model::document::{Document, Layout, Version};
use crate::model::edition::Anchors;
use crate::model::text::{Block, Inline, List, Marked, Passage, Role, Segment, Table};
use crate::source::Source;
use crate::write::markdown::version_line;
use crate::write::tei::handnotes::Hands;
use crate::write::tei::ids::Ids;
use crate::write::tei::names;
use crate::write::tei::native_inline::notes_apart;
use crate::write::tei::xml::Xml;
use crate::write::untyped::is_untyped;
use crate::write::walk;

/// Writes the text of a document.
pub struct Text<'a> {
    pub document: &'a Document,
    pub source: &'a Source,
    pub anchors: &'a Anchors,
    /// The document's own name in the file.
    pub name: &'a str,
    /// The hands, as `handNotes` lists them.
    pub hands: &'a Hands,
    pub ids: &'a Ids<'a>,
    pub xml: &'a mut Xml,
    /// How many stretches each mark has, and how many are written, by ordinal.
    stretches: Vec<(usize, usize)>,
    /// The level that a heading has here in a document that is TEI.
    pub(super) level: u8,
    /// The notes of a document that is TEI that do not stand where they are called.
    pub(super) apart: BTreeSet<usize>,
    /// Whether an element has begun the line that the next break of a document that is TEI begins.
    pub(super) line_begun: bool,
}

/// Where blocks stand, which decides what a paragraph and a heading can be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Quote,
    Part,
}

/// The depth of a division that a part of the document opens; headings have 2 to 6.
const PART: u8 = 1;

impl<'a> Text<'a> {
    pub fn new(
        document: &'a Document,
        source: &'a Source,
        anchors: &'a Anchors,
        name: &'a str,
        hands: &'a Hands,
        ids: &'a Ids<'a>,
        xml: &'a mut Xml,
    ) -> Text<'a> {
        Text {
            document,
            source,
            anchors,
            name,
            hands,
            ids,
            xml,
            stretches: stretches(document),
            level: 2,
            apart: notes_apart(document),
            line_begun: false,
        }
    }

    /// `empty_lines` is how many line feeds the source has before and after its text.
    pub fn write(&mut self, empty_lines: Option<&str>) {
        let is_native = is_untyped(self.document);
        let preserve = (!is_native).then_some("preserve");
        self.xml.tag("text").maybe("n", empty_lines).maybe("xml:space", preserve).open();
        self.xml.line();
        self.xml.open("body");
        self.xml.line();
        for version in &self.document.versions {
            if is_native { self.native_version(version) } else { self.version(version) }
        }
        if self.document.versions.is_empty() {
            self.xml.tag("div").empty();
            self.xml.line();
        }
        self.xml.close("body");
        self.xml.line();
        if is_native {
            self.native_notes()
        } else {
            self.notes()
        }
        self.xml.close("text");
        self.xml.line();
    }

    fn version(&mut self, version: &Version) {
        let kind = version.kind.map_or("text", |kind| kind.name()).to_lowercase();
        let language = version.language.as_deref().and_then(names::language);
        // The line that opens a version in an archive's export is none of the text.
        let line = version_line(version).filter(|_| self.document.layout == Layout::Headed);
        let tag = self.xml.tag("div").attr("type", &kind).maybe("n", line.as_deref());
        tag.maybe("xml:lang", language).open();
        self.xml.line();
        self.sections(&version.blocks);
        self.xml.close("div");
        self.xml.line();
    }

    /// The blocks of a version. A heading opens a division that lasts until the next one that is not below it; after a
    /// division there is no paragraph of the outer one (TEI P5, 4.1).
    fn sections(&mut self, blocks: &[Block]) {
        let mut open: Vec<u8> = Vec::new();
        for block in blocks {
            if let Some(level) = opens(block) {
                while open.pop_if(|above| *above >= level).is_some() {
                    self.end_section();
                }
                open.push(level);
                self.begin_section(block);
            } else {
                self.block(block, None);
            }
            self.xml.line();
        }
        open.iter().for_each(|_| self.end_section());
    }

    fn begin_section(&mut self, block: &Block) {
        match block {
            Block::Heading { level, passage } => {
                self.xml.tag("div").attr("type", "section").attr("n", hashes(*level)).open();
                self.passage("head", passage, &[]);
            }
            Block::Paragraph(passage) => self.part_head(passage),
            _ => {}
        }
    }

    fn end_section(&mut self) {
        self.xml.close("div");
        self.xml.line();
    }

    fn block(&mut self, block: &Block, place: Option<Place>) {
        match block {
            Block::Paragraph(passage) => match place {
                Some(Place::Part) => self.passage("ab", passage, &[]),
                Some(Place::Quote) | None => self.passage("p", passage, &[]),
            },
            Block::Heading { level, passage } => {
                self.passage("ab", passage, &[("type", "heading"), ("n", hashes(*level))]);
            }
            Block::List(list) => self.list(list),
            Block::Quote(blocks) => {
                self.xml.open("quote");
                self.blocks(blocks, Place::Quote);
                self.xml.close("quote");
            }
            Block::Table(table) => self.table(table),
            Block::Part { role, blocks } => self.part(*role, blocks),
            // Nobody types verses or a name of TEI; `native` writes those of a document that is TEI.
            Block::Verse(passage) => self.passage("ab", passage, &[]),
            Block::Named(named) => self.blocks(&named.content, place.unwrap_or(Place::Quote)),
        }
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) {
        self.xml.line();
        for block in blocks {
            self.block(block, Some(place));
            self.xml.line();
        }
    }

    /// What opens or closes a letter may stand anywhere in it, so it is an anonymous block and not an `opener`, which
    /// must be the first thing in its division.
    fn part(&mut self, role: Role, blocks: &[Block]) {
        self.xml.tag("ab").attr("type", role.name()).open();
        self.blocks(blocks, Place::Part);
        self.xml.close("ab");
    }

    fn list(&mut self, list: &List) {
        let kind = if list.numbered { "numbered" } else { "bulleted" };
        let spaced = list.spaced.then_some("spaced");
        // The markers are text, so that nobody must draw any.
        let tag = self.xml.tag("list").attr("rend", "simple").attr("type", kind);
        tag.maybe("subtype", spaced).open();
        self.xml.line();
        for item in &list.items {
            self.passage("item", item, &[]);
            self.xml.line();
        }
        self.xml.close("list");
    }

    fn table(&mut self, table: &Table) {
        self.xml.open("table");
        self.xml.line();
        self.row("label", &table.head);
        table.rows.iter().for_each(|row| self.row("data", row));
        self.xml.close("table");
    }

    fn row(&mut self, role: &'static str, cells: &[Vec<Inline>]) {
        self.xml.tag("row").attr("role", role).open();
        for cell in cells {
            self.xml.open("cell");
            self.inlines(cell);
            self.xml.close("cell");
        }
        if cells.is_empty() {
            self.xml.tag("cell").empty();
        }
        self.xml.close("row");
        self.xml.line();
    }

    pub(super) fn passage(
        &mut self,
        element: &'static str,
        passage: &Passage,
        attributes: &[(&'static str, &str)],
    ) {
        self.open_passage(element, passage, attributes);
        self.inlines(&passage.content);
        self.xml.close(element);
    }

    /// Opens the element of a passage, with its id.
    pub(super) fn open_passage(
        &mut self,
        element: &'static str,
        passage: &Passage,
        attributes: &[(&'static str, &str)],
    ) {
        let id = self.passage_id(passage);
        let tag = self.xml.tag(element).maybe("xml:id", id.as_deref());
        attributes.iter().fold(tag, |tag, (name, value)| tag.attr(name, value)).open();
    }

    /// The name of a passage: the source's own, or one of ours.
    pub(super) fn passage_id(&self, passage: &Passage) -> Option<String> {
        let own = self.ids.passage(passage.ordinal);
        let anchor = self.anchors.passages.get(passage.ordinal);
        own.or_else(|| anchor.map(|anchor| names::within(self.name, anchor)))
    }

    /// The name of this stretch of a mark, and of those before and after it.
    pub(super) fn stretch(&mut self, marked: &Marked) -> Stretch {
        let ordinal = marked.mark.ordinal;
        let Some(anchor) = self.anchors.marks.get(ordinal) else { return Stretch::default() };
        let (of, number) = match self.stretches.get_mut(ordinal) {
            Some((of, written)) => {
                *written += 1;
                (*of, *written)
            }
            None => (1, 1),
        };
        let name = |number: usize| match number {
            1 => names::within(self.name, anchor),
            number => format!("{}.{number}", names::within(self.name, anchor)),
        };
        Stretch {
            id: Some(name(number)),
            previous: (number > 1).then(|| names::pointer(&name(number - 1))),
            next: (number < of).then(|| names::pointer(&name(number + 1))),
        }
    }
}

/// The name of a stretch of a mark, and pointers to its neighbours.
#[derive(Default)]
pub(super) struct Stretch {
    pub id: Option<String>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// The depth of the division that a block opens.
fn opens(block: &Block) -> Option<u8> {
    match block {
        Block::Heading { level, .. } => Some((*level).clamp(2, 6)),
        Block::Paragraph(passage) => is_part(passage).then_some(PART),
        _ => None,
    }
}

/// Whether all of a passage says that a part of the document begins.
fn is_part(passage: &Passage) -> bool {
    matches!(passage.content.as_slice(), [Inline::Marked(marked)]
        if marked.mark.sign.name == "part" && marked.segment == Segment::First)
}

fn hashes(level: u8) -> &'static str {
    "######".get(..usize::from(level.clamp(2, 6))).unwrap_or("######")
}

/// How many stretches each mark has.
fn stretches(document: &Document) -> Vec<(usize, usize)> {
    let mut stretches = Vec::new();
    for run in walk::runs(document) {
        walk::each(run, &mut |inline| {
            if let Inline::Marked(marked) = inline {
                let ordinal = marked.mark.ordinal;
                if stretches.len() <= ordinal {
                    stretches.resize(ordinal + 1, (0, 0));
                }
                if let Some((of, _)) = stretches.get_mut(ordinal) {
                    *of += 1;
                }
            }
        });
    }
    stretches
}
