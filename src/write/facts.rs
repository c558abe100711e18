//! What a document says beyond its words: each structure, mark and link, and the letters at which it stands. By these
//! two forms of one document are compared. It knows no form of output.

use std::ops::Range;

use crate::model::apparatus::wording::in_words;
use crate::model::apparatus::{Extent, Mark, Voice};
use crate::model::document::{Document, Version};
use crate::model::id::Id;
use crate::model::text::{Block, Break, Inline, Marked, Named, Part, Passage, Role, Segment, Style, Target};
use crate::source::Span;
use crate::write::walk;

/// One thing that a document says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// What it is: the element of a sign, the name of an office, of a version, of an element.
    pub kind: String,
    /// The element of TEI that says it.
    pub element: String,
    /// The document's own letters that it is about. White space does not count, for it is the layout of a file.
    pub letters: Range<usize>,
    /// What is said of it, by the names of attributes.
    pub details: Vec<(&'static str, String)>,
    /// A byte of the source: where it begins, or what stands before that.
    pub near: u32,
    /// Whether `near` is where it begins: a mark knows its place.
    pub is_placed: bool,
}

/// Emphasis and the like, which can be divided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    pub style: Style,
    pub letters: Range<usize>,
    pub near: u32,
}

/// All that a document says, in the order of its text.
#[derive(Debug, Default)]
pub struct Facts {
    pub facts: Vec<Fact>,
    pub looks: Vec<Look>,
    letters: usize,
    near: u32,
}

impl Facts {
    pub fn of(document: &Document) -> Facts {
        let mut facts = Facts::default();
        document.versions.iter().for_each(|version| facts.version(version));
        for note in walk::by_label(document) {
            facts.near = note.span.start;
            if note.of_the_document {
                facts.structure("note of the document", "note", Vec::new());
            }
            note.content.iter().for_each(|paragraph| facts.inlines(paragraph));
        }
        facts
    }

    fn version(&mut self, version: &Version) {
        if let Some(kind) = version.kind {
            let language = version.language.iter().map(|tag| ("xml:lang", tag.clone()));
            self.structure(kind.name(), "div", language.collect());
        }
        match version.blocks.as_slice() {
            // The division that the version is, if it says no more than that.
            [Block::Named(named)] if version.kind.is_some() && says_its_kind_alone(named) => {
                self.blocks(&named.content);
            }
            blocks => self.blocks(blocks),
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(passage) => self.passage("p", passage),
            Block::Heading { passage, .. } => self.passage("head", passage),
            Block::Verse(passage) => self.passage("l", passage),
            Block::List(list) => {
                self.structure("list", "list", Vec::new());
                list.items.iter().for_each(|item| self.passage("item", item));
            }
            Block::Quote(blocks) => {
                self.structure("quote", "quote", Vec::new());
                self.blocks(blocks);
            }
            Block::Table(table) => {
                self.structure("table", "table", Vec::new());
                for (at, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
                    let kind = if at == 0 { "heads of a table" } else { "row" };
                    if !row.is_empty() && row.iter().any(|cell| !cell.is_empty()) {
                        self.structure(kind, "row", Vec::new());
                    }
                    for cell in row.iter().filter(|cell| !cell.is_empty()) {
                        self.structure("cell", "cell", Vec::new());
                        self.inlines(cell);
                    }
                }
            }
            Block::Part { role, blocks } => {
                self.structure(role.name(), element_of(*role), Vec::new());
                self.blocks(blocks);
            }
            Block::Named(named) => {
                self.structure(&format!("<{}>", named.name), &named.name, Vec::new());
                self.blocks(&named.content);
            }
        }
    }

    fn passage(&mut self, kind: &str, passage: &Passage) {
        if passage.span.end > passage.span.start {
            self.near = self.near.max(passage.span.start);
        }
        self.structure(kind, kind, Vec::new());
        self.inlines(&passage.content);
    }

    fn inlines(&mut self, content: &[Inline]) {
        content.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text, span } => {
                self.letters += letters(text);
                self.passed(*span);
            }
            Inline::Styled { style, content } => {
                let (start, near) = (self.letters, self.near);
                self.inlines(content);
                self.looks.push(Look { style: *style, letters: start..self.letters, near });
            }
            Inline::Marked(marked) => self.marked(marked),
            Inline::Named(named) => {
                self.structure(&format!("<{}>", named.name), &named.name, Vec::new());
                self.inlines(&named.content);
            }
            Inline::Field(field) => self.inlines(&field.content),
            Inline::Link { target, content } => {
                let (element, target) = link(target);
                self.structure("link", element, vec![("target", target)]);
                self.inlines(content);
            }
            Inline::Image { path, .. } => self.structure("picture", "graphic", vec![("url", path.clone())]),
            Inline::Call { typed, .. } => {
                self.letters += letters(typed);
                self.structure("call", "note", Vec::new());
            }
            Inline::Break(Break::Within) => self.structure("line that ends in a word", "lb", Vec::new()),
            Inline::Break(Break::Hard | Break::Line) => self.structure("line", "lb", Vec::new()),
            Inline::Break(Break::Soft) => {}
        }
    }

    fn marked(&mut self, marked: &Marked) {
        let Marked { mark, pieces, segment } = marked;
        let (at, start) = (self.facts.len(), self.letters);
        self.near = self.near.max(mark.span.start);
        for piece in pieces {
            if matches!(piece.part, Part::Content | Part::Edited) || walk::is_drawn(marked) {
                self.inlines(&piece.content);
            }
        }
        if mark.sign.voice == Voice::Editor && !walk::is_drawn(marked) {
            self.letters = start;
        }
        self.passed(mark.span);
        if *segment == Segment::First {
            let element = mark.sign.tei.split(' ').next().unwrap_or_default().to_owned();
            // A blank and a space are the same in TEI.
            let (kind, details) = (mark.sign.tei.to_string(), details(mark));
            let letters = start..self.letters;
            self.facts
                .insert(at, Fact { kind, element, letters, details, near: mark.span.start, is_placed: true });
        }
    }

    fn structure(&mut self, kind: &str, element: &str, details: Vec<(&'static str, String)>) {
        let (kind, element, letters) = (kind.to_owned(), element.to_owned(), self.letters..self.letters);
        self.facts.push(Fact { kind, element, letters, details, near: self.near, is_placed: false });
    }

    fn passed(&mut self, span: Span) {
        if span.end > span.start {
            self.near = self.near.max(span.end);
        }
    }
}

fn says_its_kind_alone(named: &Named<Block>) -> bool {
    named.name.starts_with("div") && named.attributes.iter().all(|(name, _)| name == "type")
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn element_of(role: Role) -> &'static str {
    match role {
        Role::Opener => "opener",
        Role::Dateline => "dateline",
        Role::Salutation => "salute",
        Role::Address => "address",
        Role::Closer => "closer",
        Role::Signature => "signed",
        Role::Postscript => "postscript",
        Role::Letterhead | Role::Enclosure | Role::Transmission => "div",
    }
}

fn link(target: &Target) -> (&'static str, String) {
    match target {
        Target::Address(address) => ("ref", address.clone()),
        Target::Document(id) => ("ref", format!("doc:{}", id.value)),
        Target::Entry { register, id } => {
            let element = match *register {
                "person" => "persName",
                "place" => "placeName",
                "org" => "orgName",
                _ => "term",
            };
            // An id in Markdown has small letters.
            let id = Id::<()>::new(id).map_or_else(|_| id.clone(), |id| id.to_string());
            (element, format!("{register}:{id}"))
        }
    }
}

/// What is said of a mark besides what its sign says already.
fn details(mark: &Mark) -> Vec<(&'static str, String)> {
    let said_by_sign = |name: &str, value: &str| mark.sign.tei.contains(&format!("{name}=\"{value}\""));
    let place = mark.place.as_deref().filter(|place| !said_by_sign("place", place)).map(in_words);
    let reason = mark.reason.as_deref().filter(|reason| !said_by_sign("reason", reason));
    let details = [
        ("hand", mark.hand.clone()),
        ("place", place.map(str::to_owned)),
        ("reason", reason.map(str::to_owned)),
        ("xml:lang", mark.language.clone()),
        ("cert", mark.certainty.map(|certainty| certainty.name().to_owned())),
        ("quantity", mark.extent.as_ref().map(measure)),
        ("n", (mark.sign.name == "page").then(|| mark.as_written.clone())),
    ];
    details.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn measure(extent: &Extent) -> String {
    let Extent { quantity, unit, at_most, at_least } = extent;
    let least = at_least.map(|least| format!("{} to ", least.0)).unwrap_or_default();
    format!("{} {least}{} {unit}", if *at_most { "at most" } else { "" }, quantity.0)
}
