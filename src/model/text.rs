//! The text of a document: blocks, and what runs within a line.

use crate::model::apparatus::{Mark, Was};
use crate::model::date::Clock;
use crate::model::document::Document;
use crate::model::id::Ref;
use crate::model::transmission::Field;
use crate::source::Span;

/// A stretch of the text that stands by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    Paragraph(Passage),
    /// Levels 2 to 6, as typed.
    Heading {
        level: u8,
        passage: Passage,
    },
    /// Items keep their markers as text: `1. Comr. Petrov`. A list that is more than lines, with labels, a head or further
    /// lists in it, is [`Named`](Block::Named) `list`, and so are its parts: `item`, `label`, `head`.
    List(List),
    Quote(Vec<Block>),
    /// A stanza, or verses that stand together; each ends in a hard break but the last.
    Verse(Passage),
    /// One with a caption is in a [`Named`](Block::Named) `table`, behind its `head`.
    Table(Table),
    /// Blocks that have an office in the document.
    Part {
        role: Role,
        blocks: Vec<Block>,
    },
    /// Blocks that the source holds together under a name of its own: a division of TEI.
    Named(Named<Block>),
}

impl Block {
    /// Shows each passage and each cell to `visit`, in the order of the text.
    pub fn runs_mut(&mut self, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
        match self {
            Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                visit(&mut passage.content);
            }
            Block::List(list) => list.items.iter_mut().for_each(|item| visit(&mut item.content)),
            Block::Table(table) => {
                std::iter::once(&mut table.head).chain(&mut table.rows).flatten().for_each(visit);
            }
            Block::Quote(blocks) | Block::Part { blocks, .. } => {
                blocks.iter_mut().for_each(|block| block.runs_mut(visit));
            }
            Block::Named(named) => named.content.iter_mut().for_each(|block| block.runs_mut(visit)),
        }
    }
}

/// What a source calls by a name that the model has no word for, with what the source says of it: an element
/// of TEI and its attributes. The text in it is as much the document's as that around it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named<T> {
    pub name: String,
    /// In the order in which they are written.
    pub attributes: Vec<(String, String)>,
    /// A BCP 47 tag, where it is not the language around.
    pub language: Option<String>,
    pub content: Vec<T>,
}

impl<T> Named<T> {
    /// What the source says of it under this name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    }
}

/// A run of text that has an address of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// The how manyth addressed passage of the document this is, from 0; its address is made from that.
    pub ordinal: usize,
    pub content: Vec<Inline>,
    pub span: Span,
    /// The element of TEI that it was, where that says more than its id and language: one or none.
    pub elements: Vec<Was>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct List {
    /// Whether the items are counted (`1.` `2)`) or have dashes, stars or pluses.
    pub numbered: bool,
    /// Whether blank lines stand between the items.
    pub spaced: bool,
    pub items: Vec<Passage>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// The cells that are more than one column of one row, or head their row, in the order of the text.
    pub shapes: Vec<CellShape>,
    pub span: Span,
    /// The rows and cells that were elements of TEI which say more than their shape, in the order of the text.
    pub elements: Vec<CellWas>,
}

/// What a row or a cell was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellWas {
    /// The row; the head is row 0, whether or not the table has one.
    pub row: usize,
    /// The how manyth cell of the row it is, from 0; nothing for the row itself.
    pub cell: Option<usize>,
    pub was: Was,
}

impl Table {
    /// The shape of a cell, where it has one of its own. The head is row 0, whether or not the table has one.
    pub fn shape(&self, row: usize, cell: usize) -> Option<&CellShape> {
        let at = self.shapes.binary_search_by_key(&(row, cell), |shape| (shape.row, shape.cell)).ok()?;
        self.shapes.get(at)
    }

    /// What a row or one of its cells was, where that says more than its shape.
    pub fn was(&self, row: usize, cell: Option<usize>) -> Option<&Was> {
        let at = self.elements.binary_search_by_key(&(row, cell), |one| (one.row, one.cell)).ok()?;
        self.elements.get(at).map(|one| &one.was)
    }
}

/// The names of what a list consists of, in a source that names them (TEI P5, 3.8).
pub const PARTS_OF_LIST: [&str; 5] = ["item", "label", "headLabel", "headItem", "head"];

/// Whether a source that calls a list so has its items counted: `ordered`, `numbered`.
pub fn is_counted(kind: &str) -> bool {
    kind.contains("order") && !kind.contains("unorder") || kind.contains("number")
}

/// What a cell is besides its words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CellShape {
    /// The row it begins in; the head is row 0, whether or not the table has one.
    pub row: usize,
    /// The how manyth cell of the row it is, from 0.
    pub cell: usize,
    /// How many columns and rows it takes up; 1 where nothing is said.
    pub columns: u16,
    pub rows: u16,
    /// Whether it says what the others of its row or column are.
    pub heads: bool,
}

/// The office of a block in the document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// What is printed on the paper: name, address, telephone.
    Letterhead,
    /// To whom it is addressed, with office and place.
    Opener,
    /// Where and when it was written.
    Dateline,
    Salutation,
    Address,
    Closer,
    Signature,
    Postscript,
    /// An enclosure, an attachment, an annex; in a transcription its first block has the bracket that opens it.
    Enclosure,
    /// The clerks' note on sending and receiving.
    Transmission,
}

impl Role {
    /// The name in the page's `data-part`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Letterhead => "letterhead",
            Role::Opener => "opener",
            Role::Dateline => "dateline",
            Role::Salutation => "salutation",
            Role::Address => "address",
            Role::Closer => "closer",
            Role::Signature => "signature",
            Role::Postscript => "postscript",
            Role::Enclosure => "enclosure",
            Role::Transmission => "transmission",
        }
    }
}

/// What runs within a line. Written out one after the other, the texts of a passage are the source's
/// text, character for character, without the syntax of Markdown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Inline {
    Text {
        text: String,
        span: Span,
    },
    Styled {
        style: Style,
        content: Vec<Inline>,
    },
    Marked(Box<Marked>),
    Named(Box<Named<Inline>>),
    /// A part of the transmission note.
    Field(TransmissionField),
    Link {
        target: Target,
        content: Vec<Inline>,
    },
    Image {
        path: String,
        alternative: String,
    },
    /// A call for a note. `typed` is the text of a call that is text (`[1]`) and empty for `[^1]`.
    Call {
        note: usize,
        typed: String,
    },
    Break(Break),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TransmissionField {
    pub field: Field,
    /// By the clock, where the field is a time.
    pub clock: Option<Clock>,
    pub content: Vec<Inline>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Style {
    Emphasis,
    Strong,
    Superscript,
    Subscript,
    SmallCaps,
    /// With spaces between the letters, as German printers and typists emphasize.
    Spaced,
}

/// The end of a line in the source.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Break {
    /// Typed with two spaces or a backslash: the line ends here on the page too.
    Hard,
    /// The line could have held the next word and does not: it was ended on purpose.
    Line,
    /// The text was wrapped here; it runs on.
    Soft,
    /// A line ends within a word, which goes on in the next one.
    Within,
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// `http:`, `https:` or `mailto:`; nothing else is a link.
    Address(String),
    Document(Ref<Document>),
    /// An entry of a register: `person`, `place`, `org`, `archive` or `term`, and its id.
    Entry {
        register: &'static str,
        id: String,
    },
}

/// A mark of the apparatus where it stands in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marked {
    pub mark: Mark,
    pub pieces: Vec<Piece>,
    pub segment: Segment,
}

/// Which stretch of its mark this is. A bracket that runs over blank lines has one in each block.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Segment {
    /// All of it, or its opening stretch: this one bears the address.
    First,
    /// A further stretch of a mark that opened in an earlier block.
    Continued,
}

/// A piece of a marked stretch. The pieces, one after the other, are what was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    pub part: Part,
    pub content: Vec<Inline>,
}

/// Whose a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// The sign itself: `[`, `]`, `↑`.
    Sign,
    /// The editor's words that say what it is: `inserted by hand: `, `date left blank`.
    Label,
    /// What the mark is about. Of a pair, what stood there first.
    Content,
    /// Of a pair, what came in its place.
    Edited,
}

/// Where the first letters of an inline stand.
pub fn place(inline: &Inline) -> Option<Span> {
    match inline {
        Inline::Text { span, .. } => Some(*span),
        Inline::Styled { content, .. } | Inline::Link { content, .. } => content.iter().find_map(place),
        Inline::Marked(marked) => marked.pieces.iter().flat_map(|piece| &piece.content).find_map(place),
        Inline::Field(field) => field.content.iter().find_map(place),
        Inline::Named(named) => named.content.iter().find_map(place),
        Inline::Image { .. } | Inline::Call { .. } | Inline::Break(_) => None,
    }
}

/// The text of a run of inlines, as it stands in the transcription: signs and labels of the editor's with
/// it, the end of a line as `\n`, without images.
pub fn plain(content: &[Inline]) -> String {
    let mut text = String::new();
    write_plain(content, &mut text);
    text
}

/// A text with single spaces for all its white space, and none at its ends.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn write_plain(content: &[Inline], into: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } => into.push_str(text),
            Inline::Styled { content, .. } | Inline::Link { content, .. } => write_plain(content, into),
            Inline::Named(named) => write_plain(&named.content, into),
            Inline::Marked(marked) => {
                for piece in &marked.pieces {
                    write_plain(&piece.content, into);
                }
            }
            Inline::Field(field) => write_plain(&field.content, into),
            Inline::Call { typed, .. } => into.push_str(typed),
            Inline::Break(Break::Within) => {}
            Inline::Break(_) => into.push('\n'),
            Inline::Image { .. } => {}
        }
    }
}
