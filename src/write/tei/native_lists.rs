//! Lists and tables of a document that is TEI itself: simple ones, and those whose parts the model keeps under their
//! names, as long as the schema lets these stand so (TEI P5, 3.8 and 14.1).

use crate::model::apparatus::Was;
use crate::model::text::{Block, List, Named, PARTS_OF_LIST, Table};
use crate::write::tei::ids::Fitting;
use crate::write::tei::kept::keep;
use crate::write::tei::names;
use crate::write::tei::native::Within;
use crate::write::tei::text::Text;

impl Text<'_> {
    pub(super) fn native_list(&mut self, list: &List) {
        if list.items.is_empty() {
            return;
        }
        let kind = if list.numbered { "numbered" } else { "bulleted" };
        self.xml.tag("list").attr("type", kind).open();
        self.xml.line();
        for item in &list.items {
            self.native_passage("item", item, &[]);
            self.xml.line();
        }
        self.close_line("list");
    }

    /// A list or a table under its own name, if it can stand so.
    pub(super) fn held_together(&mut self, named: &Named<Block>) -> bool {
        if is_list(named) {
            self.open_kept("list", named, None);
            self.xml.line();
            named.content.iter().for_each(|part| self.part_of_list(part));
            self.close_line("list");
            return true;
        }
        if is_table(named) {
            self.open_kept("table", named, None);
            self.xml.line();
            for part in &named.content {
                match part {
                    Block::Table(table) => self.rows(table),
                    part => self.part_of_list(part),
                }
            }
            self.close_line("table");
            return true;
        }
        false
    }

    pub(super) fn native_table(&mut self, table: &Table) {
        self.xml.open("table");
        self.xml.line();
        self.rows(table);
        self.close_line("table");
    }

    fn part_of_list(&mut self, part: &Block) {
        let Block::Named(named) = part else { return };
        let Some(element) = part_name(&named.name) else { return };
        match named.content.as_slice() {
            [] => self.open_kept(element, named, None),
            [Block::Paragraph(passage)] if passage.elements.is_empty() => {
                let id = self.passage_id(passage);
                self.open_kept(element, named, id);
                self.native(&passage.content);
            }
            blocks => {
                self.open_kept(element, named, None);
                self.natives(blocks, Within::Quote);
            }
        }
        self.close_line(element);
    }

    /// Opens an element that has its own name, with the attributes that can stand as they are; the others are kept.
    fn open_kept(&mut self, element: &'static str, named: &Named<Block>, id: Option<String>) {
        let language = named.language.as_deref().and_then(names::language);
        let Fitting { said, is_whole } = self.fitting(element, &named.attributes);
        let id = id.filter(|_| !said.iter().any(|(name, _)| *name == "xml:id"));
        let tag = self.xml.tag(element).maybe("xml:id", id.as_deref());
        tag.attrs(&said).maybe("xml:lang", language).open();
        if !is_whole || language != named.language.as_deref() {
            let values = named.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let tongue = named.language.as_deref().filter(|_| language.is_none());
            keep(&named.name, values.chain(tongue.map(|tag| ("xml:lang", tag))), self.xml);
        }
    }

    /// Says in an instruction what a row or a cell cannot say as it is.
    fn keep_unfit(&mut self, was: Option<&Was>, fitting: Option<&Fitting>) {
        if let Some(was) = was.filter(|_| fitting.is_some_and(|fitting| !fitting.is_whole)) {
            self.keep_attributes(&was.attributes);
        }
    }

    fn rows(&mut self, table: &Table) {
        let rows = std::iter::once(&table.head).chain(&table.rows).enumerate();
        let mut written = false;
        for (at, cells) in rows.filter(|(_, cells)| !cells.is_empty()) {
            written = true;
            let role = if at == 0 { "label" } else { "data" };
            let was = table.was(at, None);
            let said = was.map(|was| self.fitting("row", &was.attributes));
            let own = said.as_ref().is_some_and(|said| said.said.iter().any(|(name, _)| *name == "role"));
            let tag = self.xml.tag("row").maybe("role", (!own).then_some(role));
            tag.attrs(said.as_ref().map_or(&[], |said| &said.said)).open();
            self.keep_unfit(was, said.as_ref());
            for (of, cell) in cells.iter().enumerate() {
                let shape = table.shape(at, of);
                let number = |count: u16| (count > 1).then(|| count.to_string());
                let columns = shape.and_then(|shape| number(shape.columns));
                let rows = shape.and_then(|shape| number(shape.rows));
                let role = shape.is_some_and(|shape| shape.heads).then_some("label");
                let was = table.was(at, Some(of));
                let said = was.map(|was| self.fitting("cell", &was.attributes));
                let own = said.as_ref().is_some_and(|said| said.said.iter().any(|(name, _)| *name == "role"));
                let tag = self.xml.tag("cell").maybe("role", role.filter(|_| !own));
                let tag = tag.maybe("cols", columns.as_deref()).maybe("rows", rows.as_deref());
                tag.attrs(said.as_ref().map_or(&[], |said| &said.said)).open();
                self.keep_unfit(was, said.as_ref());
                self.native(cell);
                self.xml.close("cell");
            }
            self.close_line("row");
        }
        if !written {
            self.xml.open("row");
            self.xml.tag("cell").empty();
            self.close_line("row");
        }
    }
}

/// Whether blocks are a list or a table that is written under its own name.
pub fn is_held_together(named: &Named<Block>) -> bool {
    is_list(named) || is_table(named)
}

/// Heads, then items, or labels that each have an item.
fn is_list(named: &Named<Block>) -> bool {
    let parts: Option<Vec<&str>> = named.content.iter().map(name_of_part).collect();
    let Some(parts) = parts.filter(|_| named.name == "list") else { return false };
    let heads = parts.iter().take_while(|name| **name == "head").count();
    match parts.get(heads..) {
        None | Some([]) => false,
        Some(items) if items.iter().all(|name| *name == "item") => true,
        Some(pairs) => {
            let pairs = pairs.strip_prefix(&["headLabel"]).unwrap_or(pairs);
            let pairs = pairs.strip_prefix(&["headItem"]).unwrap_or(pairs);
            !pairs.is_empty() && pairs.chunks(2).all(|pair| pair == ["label", "item"])
        }
    }
}

fn is_table(named: &Named<Block>) -> bool {
    let heads = |blocks: &[Block]| blocks.iter().all(|block| name_of_part(block) == Some("head"));
    matches!(named.content.as_slice(), [captions @ .., Block::Table(_)] if named.name == "table" && heads(captions))
}

/// The name of a part that can be written as it is: all but items hold no blocks.
fn name_of_part(block: &Block) -> Option<&'static str> {
    let Block::Named(named) = block else { return None };
    let name = part_name(&named.name)?;
    let fits = name == "item" || matches!(named.content.as_slice(), [] | [Block::Paragraph(_)]);
    fits.then_some(name)
}

fn part_name(name: &str) -> Option<&'static str> {
    PARTS_OF_LIST.into_iter().find(|one| *one == name)
}
