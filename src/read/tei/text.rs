//! The text of a document: its blocks, in the order of the source. What runs within them is the business of `inline`.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use crate::model::apparatus::Was;
use crate::model::document::Note;
use crate::model::text::{Block, Break, Inline, Named, Passage, Role};
use crate::read::tei::around::Around;
use crate::read::tei::kept::{self, Kept, NOTHING, kept};
use crate::read::tei::node::{self, Element, attribute, name};
use crate::read::tei::own_header::ATTRIBUTES;
use crate::read::tei::standing::is_block;
use crate::read::tei::white::{Line, is_blank, trim_end};
use crate::source::{Source, Span};

/// What is being read of one document.
pub struct Reader<'a> {
    pub source: &'a Source,
    pub around: &'a Around<'a>,
    pub notes: Vec<Note>,
    /// Notes from elsewhere that were called already, by their ids.
    pub called: BTreeMap<&'a str, usize>,
    /// Whether a note is being read.
    pub in_note: bool,
    pub labels: BTreeSet<String>,
    /// The language around.
    pub language: Option<String>,
    pub line: Line,
    /// Beginnings of pages and the like that stand before the next passage.
    pub pending: Vec<Inline>,
    /// Whether our own writer wrote the file.
    pub ours: bool,
    /// The name that the document has in a file of ours.
    pub name: String,
    /// The ids of passages, by their ordinals.
    pub ids: Vec<(String, usize)>,
    /// The hands that a file of ours lists, by their ids.
    pub hands: BTreeMap<String, String>,
    pub(super) passages: usize,
    level: u8,
}

impl<'a> Reader<'a> {
    pub fn new(source: &'a Source, around: &'a Around<'a>) -> Reader<'a> {
        Reader {
            source,
            around,
            notes: Vec::new(),
            called: BTreeMap::new(),
            in_note: false,
            labels: BTreeSet::new(),
            language: None,
            line: Line::new(),
            pending: Vec::new(),
            ours: false,
            name: String::new(),
            ids: Vec::new(),
            hands: BTreeMap::new(),
            passages: 0,
            level: 2,
        }
    }

    /// The blocks in an element. What runs between blocks is a paragraph of its own.
    pub fn blocks(&mut self, of: Element<'_, '_>) -> Vec<Block> {
        let mut out = Vec::new();
        self.blocks_of(of, &mut out);
        out
    }

    /// The blocks of one element that stands where blocks stand.
    pub fn one(&mut self, node: Element<'_, '_>) -> Vec<Block> {
        self.several(&[node])
    }

    /// The blocks of elements that stand behind each other, with texts between them.
    pub fn several(&mut self, nodes: &[Element<'_, '_>]) -> Vec<Block> {
        let mut out = Vec::new();
        self.in_order(nodes.iter().copied(), &mut out);
        out
    }

    /// What is left when all is read: beginnings of pages after the last word.
    pub fn rest(&mut self, out: &mut Vec<Block>) {
        if self.pending.iter().any(|inline| !is_beginning_of_line(inline)) {
            let content = std::mem::take(&mut self.pending);
            let span = self.source.span(0..0);
            out.push(Block::Paragraph(self.passage(content, span)));
        }
    }

    fn blocks_of(&mut self, of: Element<'_, '_>, out: &mut Vec<Block>) {
        self.in_order(of.children(), out);
    }

    fn in_order<'n, 'x: 'n>(&mut self, nodes: impl Iterator<Item = Element<'n, 'x>>, out: &mut Vec<Block>) {
        let mut open: Option<Open> = None;
        for child in nodes {
            if child.is_text() {
                if open.as_ref().is_some_and(|open| open.line.is_none())
                    || !is_blank(child.text().unwrap_or_default())
                {
                    let open = self.open(&mut open, None, child, out);
                    self.text(child, &mut open.content);
                }
            } else if child.is_element() {
                self.child(child, &mut open, out);
            }
        }
        self.close(open, out);
    }

    fn child(&mut self, child: Element<'_, '_>, open: &mut Option<Open>, out: &mut Vec<Block>) {
        let own = self.is_own(child);
        match if own { name(child) } else { "" } {
            "l" | "line" | "addrLine" => {
                let of = match name(child) {
                    "line" => Break::Line,
                    _ => Break::Hard,
                };
                let verse = name(child) == "l";
                let is_end = verse && node::id(child).is_some_and(|id| self.is_end(id));
                if !is_end {
                    self.id_of_next(child);
                }
                let open = self.open(open, Some((of, verse)), child, out);
                self.line.end(of);
                if verse && self.says_more(child) && node::some_text(child).is_some() {
                    self.line.begin(&mut open.content);
                    self.named(child, &mut open.content);
                    if let Some(Inline::Named(line)) = open.content.last_mut()
                        && !is_end
                    {
                        line.attributes.retain(|(name, _)| name != "xml:id");
                    }
                } else {
                    self.inlines(child, &mut open.content);
                }
            }
            "lb" if open.is_none() && !self.says_more(child) => {}
            "lb" | "pb" | "cb" | "gb" | "milestone" | "anchor" | "handShift" | "addSpan" | "delSpan"
            | "damageSpan" | "handNotes" | "index" | "fw"
                if open.is_none() =>
            {
                let mut pending = std::mem::take(&mut self.pending);
                self.line = Line::new();
                self.inline(child, &mut pending);
                self.pending = pending;
            }
            // In a file of ours each note stands in the passage that calls it.
            "note" if open.is_none() && !self.ours => {
                let mut call = Vec::new();
                self.inline(child, &mut call);
                match out.last_mut().and_then(passage_of) {
                    Some(passage) => passage.content.extend(call),
                    None => self.pending.extend(call),
                }
            }
            _ if is_block(child, own) => {
                self.close(open.take(), out);
                self.block(child, own, out);
            }
            _ => {
                let open = self.open(open, None, child, out);
                self.inline(child, &mut open.content);
            }
        }
    }

    fn block(&mut self, node: Element<'_, '_>, own: bool, out: &mut Vec<Block>) {
        let around = self.language.clone();
        let language = node::language(node).filter(|language| Some(language) != around.as_ref());
        if language.is_some() {
            self.language.clone_from(&language);
        }
        let start = out.len();
        self.id_of_next(node);
        if self.ours
            && let Some(kept) = kept(node).filter(|kept| kept.name != ATTRIBUTES)
        {
            self.kept_block(node, kept, language, out);
            self.language = around;
            return;
        }
        let is_part = self.ours && name(node) == "ab" && attribute(node, "type").is_some();
        match if own { name(node) } else { "" } {
            "ab" if is_part && attribute(node, "type") == Some("heading") => self.heading(node, out),
            "ab" if is_part => self.holder(node, own, &language, out),
            "p" | "ab" | "lg" | "body" | "textpart" => self.blocks_of(node, out),
            "head" => self.heading(node, out),
            "list" => self.list(node, &language, out),
            "table" => self.table(node, &language, out),
            "quote" | "q" | "cit" | "epigraph" | "said" => {
                let blocks = self.blocks(node);
                out.push(Block::Quote(blocks));
            }
            _ if own && node.parent().is_some_and(|parent| name(parent).starts_with("list")) => {
                let start = out.len();
                self.blocks_of(node, out);
                // An entry that is nothing but a note keeps its place.
                if out.len() == start {
                    self.rest(out);
                }
            }
            _ => self.holder(node, own, &language, out),
        }
        self.language = around;
        let has_own = out[start..].iter().all(|block| match block {
            Block::Named(named) => named.language == language,
            _ => false,
        });
        let is_split = own && language.is_none() && self.is_split(node, is_part, &mut out[start..]);
        if is_split || language.is_some() && !has_own {
            let content = out.split_off(start);
            let name = name(node).to_owned();
            let mut attributes = self.said(node);
            // Of several passages, the first one has the id.
            attributes.retain(|(name, _)| !is_split || name != "xml:id");
            out.push(Block::Named(Named { name, attributes, language, content }));
        }
    }

    /// Remembers by its passage what an element says besides its id. Says whether it cannot, because the element is
    /// not one passage.
    fn is_split(&self, node: Element<'_, '_>, is_part: bool, blocks: &mut [Block]) -> bool {
        // Of ours, a part has attributes of its own only in an instruction.
        if !matches!(name(node), "p" | "ab" | "lg" | "head") || is_part && kept::attributes(node).is_none() {
            return false;
        }
        let mut attributes = self.said(node);
        attributes.retain(|(name, _)| name != "xml:id");
        if attributes.is_empty() || blocks.is_empty() {
            return false;
        }
        // Beginnings of pages may stand before a heading.
        let passage = match blocks {
            [Block::Paragraph(passage) | Block::Verse(passage)] => Some(passage),
            [.., Block::Heading { passage, .. }] => Some(passage),
            _ => None,
        };
        let Some(passage) = passage.filter(|passage| passage.elements.is_empty()) else { return true };
        passage.elements.push(Was { name: name(node).to_owned(), attributes });
        false
    }

    /// Blocks that had another name before they were written.
    fn kept_block(
        &mut self,
        node: Element<'_, '_>,
        kept: Kept,
        language: Option<String>,
        out: &mut Vec<Block>,
    ) {
        if kept.name == NOTHING {
            return self.blocks_of(node, out);
        }
        let level = self.level;
        if kept.name == "surface" {
            self.leaf(node, ["n", "folio", "xml:id"].iter().find_map(|name| kept.value(name)));
        }
        if kept.name.starts_with("div") && child_is_head(node) {
            self.level = (level + 1).min(6);
        }
        let content = match name(node) {
            "list" if kept.name == "list" => self.parts_of_list(node),
            "table" if kept.name == "table" => self.parts_of_table(node),
            _ => self.blocks(node),
        };
        self.level = level;
        let said = kept.value("xml:lang").map(str::to_owned);
        let attributes = kept.values.into_iter().filter(|(name, _)| name != "xml:lang").collect();
        out.push(Block::Named(Named { name: kept.name, attributes, language: language.or(said), content }));
    }

    /// Blocks that stand together: in an office of their own, or under the name that the source gives them.
    fn holder(&mut self, node: Element<'_, '_>, own: bool, language: &Option<String>, out: &mut Vec<Block>) {
        let level = self.level;
        if name(node).starts_with("div") && child_is_head(node) {
            self.level = (level + 1).min(6);
        }
        if own && name(node) == "surface" {
            self.leaf(node, ["n", "folio", "id"].iter().find_map(|name| attribute(node, name)));
        }
        let role = if own { role(node) } else { None };
        let blocks = self.blocks(node);
        self.level = level;
        if blocks.is_empty() && node.attributes().len() == 0 {
            return;
        }
        out.push(match role {
            Some(role) => Block::Part { role, blocks },
            None => Block::Named(Named {
                name: name(node).to_owned(),
                attributes: self.said(node),
                language: language.clone(),
                content: blocks,
            }),
        });
    }

    fn heading(&mut self, node: Element<'_, '_>, out: &mut Vec<Block>) {
        // The beginning of a page is no part of a heading.
        self.rest(out);
        let mut open = None;
        let opened = self.open(&mut open, None, node, out);
        self.inlines(node, &mut opened.content);
        let said = attribute(node, "n").filter(|_| self.ours && name(node) == "ab");
        let level = said.and_then(|said| said.parse().ok()).unwrap_or(self.level);
        self.close(open, out);
        if let Some(block @ Block::Paragraph(_)) = out.last_mut()
            && let Block::Paragraph(passage) = block
        {
            let passage = passage.clone();
            *block = Block::Heading { level, passage };
        }
    }

    /// The passage that is open, or a new one where what comes is of another kind.
    fn open<'o>(
        &mut self,
        open: &'o mut Option<Open>,
        line: Option<(Break, bool)>,
        at: Node<'_, '_>,
        out: &mut Vec<Block>,
    ) -> &'o mut Open {
        if open.as_ref().is_some_and(|open| open.line != line && is_started_by(open, line, at)) {
            self.close(open.take(), out);
        }
        let range = at.range();
        if open.is_none() {
            self.line = Line::new();
        }
        let source = self.source;
        let pending = &mut self.pending;
        let open = open.get_or_insert_with(|| Open {
            content: std::mem::take(pending),
            span: source.span(range.clone()),
            line,
        });
        open.span = open.span.to(source.span(range));
        open
    }

    fn close(&mut self, open: Option<Open>, out: &mut Vec<Block>) {
        let Some(Open { mut content, span, line }) = open else { return };
        if !self.line.started {
            self.pending.append(&mut content);
            return;
        }
        trim_end(&mut content);
        if content.is_empty() {
            return;
        }
        let passage = self.passage(content, span);
        out.push(match line {
            Some((_, true)) => Block::Verse(passage),
            _ => Block::Paragraph(passage),
        });
    }

    pub(super) fn passage(&mut self, content: Vec<Inline>, span: Span) -> Passage {
        self.passages += 1;
        Passage { ordinal: self.passages - 1, content, span, elements: Vec::new() }
    }

    /// What passages a note has take no numbers from those of the text.
    pub(super) fn aside<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let line = std::mem::replace(&mut self.line, Line::new());
        let pending = std::mem::take(&mut self.pending);
        let passages = self.passages;
        let in_note = std::mem::replace(&mut self.in_note, true);
        let result = read(self);
        self.in_note = in_note;
        (self.line, self.pending, self.passages) = (line, pending, passages);
        result
    }

    /// Whether an element is of the file's own namespace.
    pub(super) fn is_own(&self, node: Element<'_, '_>) -> bool {
        node.tag_name().namespace() == self.around.home
    }
}

/// A passage that is being read.
struct Open {
    content: Vec<Inline>,
    span: Span,
    /// How its lines end, where it is made of lines, and whether they are verses.
    line: Option<(Break, bool)>,
}

/// Whether another passage begins: lines stand in one passage, with what stands between them if that is no text.
fn is_started_by(open: &Open, line: Option<(Break, bool)>, at: Node<'_, '_>) -> bool {
    line.is_some()
        || open.line.is_none()
        || at.is_text()
        || !matches!(name(at), "pb" | "cb" | "lb" | "note" | "anchor")
}

/// Whether it says something of the line that begins, and shows nothing.
fn is_beginning_of_line(inline: &Inline) -> bool {
    matches!(inline, Inline::Named(named) if named.name == "lb")
}

/// The last passage of a block.
fn passage_of(block: &mut Block) -> Option<&mut Passage> {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => Some(passage),
        Block::List(list) => list.items.last_mut(),
        Block::Part { blocks, .. } | Block::Quote(blocks) => blocks.last_mut().and_then(passage_of),
        Block::Named(named) => named.content.last_mut().and_then(passage_of),
        Block::Table(_) => None,
    }
}

fn child_is_head(node: Element<'_, '_>) -> bool {
    node::child(node, "head").is_some()
}

/// The office of an element in a letter, by its name or by what kind of division it is.
fn role(node: Element<'_, '_>) -> Option<Role> {
    let kind = match name(node) {
        name if name.starts_with("div") || name == "ab" => attribute(node, "type")?,
        name => name,
    };
    Some(match kind {
        "opener" => Role::Opener,
        "dateline" => Role::Dateline,
        "salute" | "salutation" => Role::Salutation,
        "address" | "envelope" => Role::Address,
        "closer" => Role::Closer,
        "signed" | "signature" => Role::Signature,
        "postscript" => Role::Postscript,
        "letterhead" => Role::Letterhead,
        "enclosure" | "attachment" | "annex" => Role::Enclosure,
        _ => return None,
    })
}
