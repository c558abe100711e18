//! Tables: rows of cells, some of them wider or higher than others, and what is written above.

use crate::model::apparatus::Was;
use crate::model::text::{Block, CellShape, CellWas, Inline, Named, Table};
use crate::read::tei::node::{Element, attribute, name};
use crate::read::tei::text::Reader;
use crate::read::tei::white::{Line, is_blank, trim_end};

/// How many columns or rows a cell can take up (HTML Living Standard, 4.9.11).
const WIDEST: u16 = 1000;

impl Reader<'_> {
    /// A table. One of which more is said than its rows has a caption, or attributes, and keeps them.
    pub(super) fn table(&mut self, node: Element<'_, '_>, language: &Option<String>, out: &mut Vec<Block>) {
        let parts = self.parts_of_table(node);
        let counts = ["rows", "cols"];
        let attributes = self.said(node).into_iter().filter(|(name, _)| !counts.contains(&name.as_str()));
        let attributes: Vec<_> = attributes.collect();
        if matches!(parts.as_slice(), [Block::Table(_)])
            && attributes.iter().all(|(name, _)| name == "xml:id")
        {
            // One without rows is nothing.
            let is_empty = |part: &Block| matches!(part, Block::Table(table) if table.head.is_empty() && table.rows.is_empty());
            out.extend(parts.into_iter().filter(|part| !is_empty(part)));
            return;
        }
        let (name, language) = (name(node).to_owned(), language.clone());
        out.push(Block::Named(Named { name, attributes, language, content: parts }));
    }

    /// What is written above a table, and the table.
    pub(super) fn parts_of_table(&mut self, node: Element<'_, '_>) -> Vec<Block> {
        let mut table = Table {
            head: Vec::new(),
            rows: Vec::new(),
            shapes: Vec::new(),
            span: self.source.span(node.range()),
            elements: Vec::new(),
        };
        let mut parts = Vec::new();
        for row in node.children() {
            let blank = row.is_text() && is_blank(row.text().unwrap_or_default());
            if blank || !(row.is_text() || row.is_element()) {
                continue;
            }
            match name(row) {
                "head" => parts.push(self.part(row)),
                "row" => self.row(row, &mut table),
                _ => {
                    let run = self.run(row);
                    table.rows.push(vec![run]);
                }
            }
        }
        parts.push(Block::Table(table));
        parts
    }

    /// A row. The first one, where it says of itself that it has labels, is the head of the table.
    fn row(&mut self, row: Element<'_, '_>, table: &mut Table) {
        let labels = attribute(row, "role") == Some("label");
        let is_head = labels && table.rows.is_empty() && table.head.is_empty();
        let at = if is_head { 0 } else { table.rows.len() + 1 };
        self.cell_was(row, at, None, table);
        let mut cells = Vec::new();
        for cell in row.children() {
            let blank = cell.is_text() && is_blank(cell.text().unwrap_or_default());
            if blank || !(cell.is_text() || cell.is_element()) {
                continue;
            }
            let heads = !is_head && (labels || attribute(cell, "role") == Some("label"));
            let (columns, rows) = (span_of(cell, "cols"), span_of(cell, "rows"));
            if heads || columns > 1 || rows > 1 {
                table.shapes.push(CellShape { row: at, cell: cells.len(), columns, rows, heads });
            }
            self.cell_was(cell, at, Some(cells.len()), table);
            cells.push(self.run(cell));
        }
        if is_head {
            table.head = cells;
        } else {
            table.rows.push(cells);
        }
    }

    /// Remembers what a row or a cell says besides its shape.
    fn cell_was(&self, node: Element<'_, '_>, row: usize, cell: Option<usize>, table: &mut Table) {
        let mut attributes = self.said(node);
        attributes.retain(|(name, value)| match name.as_str() {
            "role" => !matches!(value.as_str(), "label" | "data"),
            "cols" | "rows" => false,
            _ => true,
        });
        if !attributes.is_empty() {
            let was = Was { name: name(node).to_owned(), attributes };
            table.elements.push(CellWas { row, cell, was });
        }
    }

    /// All of an element, or a text, as one run.
    fn run(&mut self, node: Element<'_, '_>) -> Vec<Inline> {
        let mut content = std::mem::take(&mut self.pending);
        self.line = Line::new();
        if node.is_text() {
            self.text(node, &mut content);
        } else {
            self.inlines(node, &mut content);
        }
        trim_end(&mut content);
        content
    }
}

/// How many columns or rows a cell says that it takes up; what is no number is one.
fn span_of(cell: Element<'_, '_>, name: &str) -> u16 {
    let said = attribute(cell, name).and_then(|said| said.parse::<u16>().ok());
    said.unwrap_or(1).clamp(1, WIDEST)
}
