//! The blocks of a document that is TEI itself, so that it is read again as what it was: divisions, openers and closers
//! where they may stand, verses as verses. What may not stand where it stood is an `ab` or a `div` that says what it was.

use crate::model::document::Version;
use crate::model::text::{Block, Break, Inline, Named, Passage, Role};
use crate::read::tei::own_header::ATTRIBUTES;
use crate::write::tei::ids::Fitting;
use crate::write::tei::kept::{NOTHING, keep};
use crate::write::tei::names;
use crate::write::tei::native_lists::is_held_together;
use crate::write::tei::text::Text;

/// What blocks stand in, which decides what they can be (TEI P5, 4.1 and 4.2).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// A division or, in it, what holds paragraphs.
    Division,
    /// What holds paragraphs and no division: a quotation, a postscript.
    Quote,
    /// An anonymous block, which holds others of its kind.
    Anonymous,
}

/// Where a block can stand in a division.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seat {
    Top,
    Middle,
    /// A division, after which there are only others.
    Division,
    Bottom,
}

impl Text<'_> {
    pub(super) fn native_version(&mut self, version: &Version) {
        let kind = version.kind.map_or("text", |kind| kind.name()).to_lowercase();
        let language = version.language.as_deref().and_then(names::language);
        self.xml.tag("div").attr("type", &kind).maybe("xml:lang", language).open();
        self.level = 2;
        self.division(&version.blocks);
        self.xml.close("div");
        self.xml.line();
    }

    /// First what opens a division, then paragraphs and divisions, then what closes it; after a division there is no
    /// paragraph of the outer one.
    fn division(&mut self, blocks: &[Block]) {
        self.xml.line();
        let top = blocks.iter().take_while(|block| opens(block)).count();
        let rest = blocks.get(top..).unwrap_or_default();
        let bottom =
            rest.iter().rev().take_while(|block| closes(block)).count().min(rest.len().saturating_sub(1));
        let end = blocks.len() - bottom;
        let level = self.level;
        let (mut divided, mut holding) = (false, false);
        for (at, block) in blocks.iter().enumerate() {
            let seat = if at < top {
                Seat::Top
            } else if at >= end {
                Seat::Bottom
            } else if is_division(block) {
                Seat::Division
            } else {
                Seat::Middle
            };
            if holding && seat != Seat::Middle {
                self.close_line("div");
                holding = false;
            }
            if seat == Seat::Middle && divided && !holding {
                self.xml.open("div");
                keep(NOTHING, [], self.xml);
                self.xml.line();
                holding = true;
            }
            divided |= seat == Seat::Division;
            match seat {
                Seat::Top | Seat::Bottom => self.edge(block),
                Seat::Middle | Seat::Division => self.native_block(block, Within::Division),
            }
        }
        if holding {
            self.close_line("div");
        }
        self.level = level;
    }

    pub(super) fn close_line(&mut self, name: &'static str) {
        self.xml.close(name);
        self.xml.line();
    }

    /// What opens or closes a division.
    fn edge(&mut self, block: &Block) {
        match block {
            Block::Heading { level, passage } if *level == self.level => {
                self.native_passage("head", passage, &[]);
                self.xml.line();
            }
            Block::Part { role, blocks } => self.part_in_place(*role, blocks),
            _ => self.native_block(block, Within::Division),
        }
    }

    fn part_in_place(&mut self, role: Role, blocks: &[Block]) {
        let name = match role {
            Role::Opener => "opener",
            Role::Closer => "closer",
            Role::Dateline => "dateline",
            Role::Salutation => "salute",
            Role::Signature => "signed",
            Role::Postscript => "postscript",
            Role::Address => "address",
            Role::Letterhead | Role::Enclosure | Role::Transmission => {
                return self.native_part(role, blocks, Within::Division);
            }
        };
        match (role, blocks) {
            (Role::Postscript, blocks) => {
                self.xml.open(name);
                self.natives(blocks, Within::Quote);
            }
            (Role::Address, [Block::Paragraph(passage)]) => {
                self.xml.open(name);
                for line in lines(&passage.content) {
                    self.xml.open("addrLine");
                    self.native(&line);
                    self.xml.close("addrLine");
                }
            }
            (_, blocks) => {
                self.xml.open(name);
                for block in blocks {
                    match block {
                        Block::Paragraph(passage) => self.native(&passage.content),
                        Block::Part { role, blocks } => self.part_in_place(*role, blocks),
                        _ => {}
                    }
                }
            }
        }
        self.close_line(name);
    }

    pub(super) fn natives(&mut self, blocks: &[Block], within: Within) {
        self.xml.line();
        blocks.iter().for_each(|block| self.native_block(block, within));
    }

    fn native_block(&mut self, block: &Block, within: Within) {
        match block {
            Block::Paragraph(passage) => {
                let was_anonymous = passage.elements.first().is_some_and(|was| was.name == "ab");
                let name = if was_anonymous || within == Within::Anonymous { "ab" } else { "p" };
                self.native_passage(name, passage, &[]);
                self.xml.line();
            }
            Block::Heading { level, passage } => {
                let level = level.to_string();
                self.native_passage("ab", passage, &[("type", "heading"), ("n", level.as_str())]);
                self.xml.line();
            }
            Block::Verse(passage) => self.verse(passage),
            Block::List(list) => self.native_list(list),
            Block::Quote(blocks) if blocks.is_empty() => {}
            Block::Quote(blocks) => {
                self.xml.open("quote");
                self.natives(blocks, Within::Quote);
                self.close_line("quote");
            }
            Block::Table(table) => self.native_table(table),
            Block::Part { role, blocks } => self.native_part(*role, blocks, within),
            Block::Named(named) => self.native_named(named, within),
        }
    }

    fn native_part(&mut self, role: Role, blocks: &[Block], within: Within) {
        if within == Within::Division && blocks.iter().any(is_held_by_division) {
            self.xml.tag("div").attr("type", role.name()).open();
            self.nested(blocks);
            return self.close_line("div");
        }
        self.xml.tag("ab").attr("type", role.name()).open();
        self.natives(blocks, Within::Anonymous);
        self.close_line("ab");
    }

    /// The blocks of a division in another one.
    fn nested(&mut self, blocks: &[Block]) {
        let level = self.level;
        if let Some(Block::Heading { level: own, .. }) = blocks
            .iter()
            .take_while(|block| opens(block))
            .find(|block| matches!(block, Block::Heading { .. }))
            && *own == (level + 1).min(6)
        {
            self.level = *own;
        }
        self.division(blocks);
        self.level = level;
    }

    fn native_named(&mut self, named: &Named<Block>, within: Within) {
        if self.held_together(named) {
            return;
        }
        let language = named.language.as_deref().and_then(names::language);
        let plain = match (named.name.as_str(), named.content.as_slice()) {
            ("div", _) if within == Within::Division => Some("div"),
            ("p", [Block::Paragraph(_)]) if within != Within::Anonymous => Some("p"),
            ("ab", [Block::Paragraph(_)]) => Some("ab"),
            _ => None,
        };
        let other = if within == Within::Division { "div" } else { "ab" };
        let element = plain.unwrap_or(other);
        let Fitting { mut said, is_whole } = self.fitting(element, &named.attributes);
        // What it is here is none of its kinds; that it is the same place is true under any name.
        said.retain(|(name, _)| plain.is_some() || *name == "xml:id");
        self.xml.tag(element).attrs(&said).maybe("xml:lang", language).open();
        if plain.is_none() || !is_whole || language != named.language.as_deref() {
            let values = named.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let tongue = named.language.as_deref().filter(|_| language.is_none());
            keep(&named.name, values.chain(tongue.map(|tag| ("xml:lang", tag))), self.xml);
        }
        match (plain, named.content.as_slice()) {
            (Some("p" | "ab"), [Block::Paragraph(passage)]) => self.native(&passage.content),
            _ if element == "div" => self.nested(&named.content),
            _ => self.natives(&named.content, Within::Anonymous),
        }
        self.close_line(element);
    }

    fn verse(&mut self, passage: &Passage) {
        self.open_native("lg", passage, &[]);
        self.xml.line();
        for line in lines(&passage.content) {
            match line.split_first() {
                Some((Inline::Named(named), rest)) if named.name == "l" => {
                    let language = named.language.as_deref().and_then(names::language);
                    let Fitting { said, is_whole } = self.fitting("l", &named.attributes);
                    self.xml.tag("l").attrs(&said).maybe("xml:lang", language).open();
                    if !is_whole {
                        self.keep_attributes(&named.attributes);
                    }
                    self.native(&named.content);
                    self.native(rest);
                }
                _ => {
                    self.xml.open("l");
                    self.native(&line);
                }
            }
            self.close_line("l");
        }
        self.close_line("lg");
    }

    pub(super) fn native_passage(
        &mut self,
        element: &'static str,
        passage: &Passage,
        attributes: &[(&'static str, &str)],
    ) {
        self.open_native(element, passage, attributes);
        self.native(&passage.content);
        self.xml.close(element);
    }

    /// Opens the element of a passage with what the source says of it; `attributes` are ours.
    fn open_native(&mut self, element: &'static str, passage: &Passage, attributes: &[(&'static str, &str)]) {
        let Some(was) = passage.elements.first() else {
            return self.open_passage(element, passage, attributes);
        };
        let Fitting { mut said, is_whole } = self.fitting(element, &was.attributes);
        let fitting = said.len();
        // An anonymous block of a kind is a part of ours.
        said.retain(|(name, _)| !(element == "ab" && matches!(*name, "type" | "n")));
        let is_whole = is_whole && said.len() == fitting && attributes.is_empty();
        let said = said.iter().map(|(name, value)| (*name, value.as_str()));
        let all: Vec<(&'static str, &str)> = attributes.iter().copied().chain(said).collect();
        self.open_passage(element, passage, &all);
        if !is_whole {
            self.keep_attributes(&was.attributes);
        }
    }

    /// Says in an instruction which attributes the element had.
    pub(super) fn keep_attributes(&mut self, attributes: &[(String, String)]) {
        keep(ATTRIBUTES, attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())), self.xml);
    }
}

/// Whether a block can stand before all else in a division.
fn opens(block: &Block) -> bool {
    match block {
        Block::Heading { .. } => true,
        Block::Part { role: Role::Opener, blocks } => is_run(blocks),
        Block::Part { role: Role::Dateline | Role::Salutation | Role::Signature, blocks } => is_line(blocks),
        _ => false,
    }
}

/// Whether a block can stand behind all else in a division.
fn closes(block: &Block) -> bool {
    match block {
        Block::Part { role: Role::Closer, blocks } => is_run(blocks),
        Block::Part { role: Role::Dateline | Role::Salutation | Role::Signature, blocks } => is_line(blocks),
        Block::Part { role: Role::Postscript, blocks } => {
            !blocks.is_empty()
                && blocks.iter().all(|block| matches!(block, Block::Paragraph(_) | Block::List(_)))
        }
        _ => false,
    }
}

/// Whether the blocks of an opener or closer are lines with an office, and between them text of which no two stretches
/// would run together.
fn is_run(blocks: &[Block]) -> bool {
    let is_text = |block: &Block| matches!(block, Block::Paragraph(_));
    let fits = |block: &Block| match block {
        Block::Paragraph(passage) => passage.elements.is_empty(),
        Block::Part { role: Role::Dateline | Role::Salutation | Role::Signature, blocks } => is_line(blocks),
        Block::Part { role: Role::Address, blocks } => is_line(blocks),
        _ => false,
    };
    blocks.iter().all(fits) && !blocks.windows(2).any(|two| two.iter().all(is_text))
}

fn is_line(blocks: &[Block]) -> bool {
    matches!(blocks, [Block::Paragraph(passage)] if passage.elements.is_empty())
}

/// Whether a block is written as a division where it can be one.
fn is_division(block: &Block) -> bool {
    match block {
        Block::Named(named) => {
            let is_paragraph = matches!(
                (named.name.as_str(), named.content.as_slice()),
                ("p" | "ab", [Block::Paragraph(_)])
            );
            !is_paragraph && !is_held_together(named)
        }
        Block::Part { blocks, .. } => blocks.iter().any(is_held_by_division),
        _ => false,
    }
}

/// Whether a block can stand in no anonymous block as what it is.
fn is_held_by_division(block: &Block) -> bool {
    match block {
        Block::Named(named) => !is_held_together(named),
        Block::Heading { .. } | Block::Part { role: Role::Opener | Role::Closer, .. } => true,
        _ => false,
    }
}

/// The lines of a passage, each without the break behind it.
fn lines(content: &[Inline]) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    for inline in content {
        let (broken, inline) = without_break(inline);
        if broken && !(lines.len() == 1 && lines.first().is_some_and(Vec::is_empty)) {
            lines.push(Vec::new());
        }
        if let (Some(inline), Some(line)) = (inline, lines.last_mut()) {
            line.push(inline);
        }
    }
    lines
}

/// What runs in a line, and whether a line ended right before its first letter.
fn without_break(inline: &Inline) -> (bool, Option<Inline>) {
    match inline {
        Inline::Break(Break::Hard) => (true, None),
        Inline::Styled { style, content } => match content.split_first() {
            Some((first, rest)) => {
                let (broken, first) = without_break(first);
                let content = first.into_iter().chain(rest.iter().cloned()).collect();
                (broken, Some(Inline::Styled { style: *style, content }))
            }
            None => (false, Some(inline.clone())),
        },
        Inline::Link { target, content } => match content.split_first() {
            Some((first, rest)) => {
                let (broken, first) = without_break(first);
                let content = first.into_iter().chain(rest.iter().cloned()).collect();
                (broken, Some(Inline::Link { target: target.clone(), content }))
            }
            None => (false, Some(inline.clone())),
        },
        Inline::Named(named) => {
            let mut named = named.clone();
            let broken = named.content.first().is_some_and(|first| without_break(first).0);
            if broken {
                let first = without_break(&named.content.remove(0)).1;
                named.content.splice(0..0, first);
            }
            (broken, Some(Inline::Named(named)))
        }
        Inline::Marked(marked) => {
            let mut marked = marked.clone();
            let first = marked.pieces.first_mut();
            let mut broken = false;
            if let Some(piece) = first
                && piece.content.first().is_some_and(|first| without_break(first).0)
            {
                broken = true;
                let first = without_break(&piece.content.remove(0)).1;
                piece.content.splice(0..0, first);
            }
            (broken, Some(Inline::Marked(marked)))
        }
        other => (false, Some(other.clone())),
    }
}
