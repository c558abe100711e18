//! Lists: blocks that are made of parts, which can hold further lists.

use crate::model::text::{Block, List, Named, PARTS_OF_LIST, Passage, is_counted};
use crate::read::tei::kept::kept;
use crate::read::tei::node::{self, Element, attribute, name};
use crate::read::tei::own_header::ATTRIBUTES;
use crate::read::tei::text::Reader;
use crate::read::tei::white::{Line, is_blank};

impl<'a> Reader<'a> {
    /// A list. One that is nothing but lines is that; one with labels, a head, further lists or other blocks in it keeps
    /// its parts under their names.
    pub(super) fn list(&mut self, node: Element<'_, '_>, language: &Option<String>, out: &mut Vec<Block>) {
        let said = attribute(node, "type").or(attribute(node, "rend")).unwrap_or_default();
        let numbered = is_counted(said);
        let content = self.parts_of_list(node);
        if content.is_empty() {
            return;
        }
        let plain = node.attributes().all(|one| is_of_simple_list(one.name(), one.value()));
        if plain && content.iter().all(is_line) {
            let items: Vec<Passage> = content.into_iter().filter_map(|part| self.line_of(part)).collect();
            if !items.is_empty() {
                out.push(Block::List(List { numbered, spaced: false, items }));
            }
            return;
        }
        let attributes = self.said(node);
        let (name, language) = (name(node).to_owned(), language.clone());
        out.push(Block::Named(Named { name, attributes, language, content }));
    }

    /// What stands in a list, each part under its name; beginnings of pages between them open the next one.
    pub(super) fn parts_of_list(&mut self, node: Element<'_, '_>) -> Vec<Block> {
        let mut out = Vec::new();
        for child in node.children() {
            let blank = child.is_text() && is_blank(child.text().unwrap_or_default());
            if blank || !(child.is_text() || child.is_element()) {
                continue;
            }
            match name(child) {
                part if PARTS_OF_LIST.contains(&part) => out.push(self.part(child)),
                "pb" | "cb" | "lb" | "milestone" | "anchor" | "fw" | "note" => {
                    let mut run = std::mem::take(&mut self.pending);
                    self.line = Line::new();
                    self.inline(child, &mut run);
                    self.pending = run;
                }
                _ => out.extend(self.one(child)),
            }
        }
        out
    }

    /// A part of a list or a table under its own name.
    pub(super) fn part(&mut self, node: Element<'_, '_>) -> Block {
        let around = self.language.clone();
        let language = node::language(node).filter(|language| Some(language) != around.as_ref());
        if language.is_some() {
            self.language.clone_from(&language);
        }
        let content = self.blocks(node);
        self.language = around;
        let mut attributes = self.said(node);
        let mut said = None;
        if let Some(kept) = kept(node).filter(|kept| self.ours && kept.name != ATTRIBUTES) {
            said = kept.value("xml:lang").map(str::to_owned);
            attributes = kept.values.into_iter().filter(|(name, _)| name != "xml:lang").collect();
        }
        let name = name(node).to_owned();
        Block::Named(Named { name, attributes, language: language.or(said), content })
    }

    /// The passage of an item that is one line. The id that the item had is remembered by it.
    fn line_of(&mut self, part: Block) -> Option<Passage> {
        let Block::Named(named) = part else { return None };
        let id = named.attribute("xml:id").map(str::to_owned);
        let Some(Block::Paragraph(passage)) = named.content.into_iter().next() else { return None };
        if let Some(id) = id.filter(|_| !self.in_note) {
            self.ids.push((id, passage.ordinal));
        }
        Some(passage)
    }
}

/// Whether an attribute says no more of a list than what kind of lines it has.
fn is_of_simple_list(name: &str, value: &str) -> bool {
    match name {
        "type" | "rend" => {
            let ordinary = ["ordered", "unordered", "numbered", "bulleted", "bullet", "bullets", "simple"];
            value.split_whitespace().all(|word| ordinary.contains(&word))
        }
        "id" | "lang" => true,
        _ => false,
    }
}

/// Whether a part of a list is an item of one line, of which nothing is said.
fn is_line(part: &Block) -> bool {
    let Block::Named(named) = part else { return false };
    named.name == "item"
        && named.language.is_none()
        && named.attributes.iter().all(|(name, _)| name == "xml:id")
        && match named.content.as_slice() {
            [] => true,
            [Block::Paragraph(passage)] => passage.elements.is_empty(),
            _ => false,
        }
}
