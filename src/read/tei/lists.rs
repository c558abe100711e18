//! Lists, tables and notes: blocks that are made of parts.

use crate::model::document::Note;
use crate::model::text::{Block, Break, Inline, List, Passage, Table, one_line, plain};
use crate::read::tei::node::{self, Element, attribute, id, name};
use crate::read::tei::text::{Reader, is_block};
use crate::read::tei::white::{Line, is_blank, trim_end};
use crate::source::Span;

impl<'a> Reader<'a> {
    pub(super) fn list(&mut self, node: Element<'_, '_>, out: &mut Vec<Block>) {
        let kind = attribute(node, "type").or(attribute(node, "rend")).unwrap_or_default();
        let numbered = kind.contains("order") && !kind.contains("unorder") || kind.contains("number");
        let mut items: Vec<Passage> = Vec::new();
        let finish = |items: &mut Vec<Passage>, out: &mut Vec<Block>| {
            if !items.is_empty() {
                out.push(Block::List(List { numbered, spaced: false, items: std::mem::take(items) }));
            }
        };
        let mut label: Vec<Inline> = Vec::new();
        for child in node.children() {
            let blank = child.is_text() && is_blank(child.text().unwrap_or_default());
            if blank || !(child.is_text() || child.is_element()) {
                continue;
            }
            match name(child) {
                "label" | "headLabel" | "headItem" => {
                    self.item(&mut label, &mut items);
                    label = self.run(child);
                }
                "item" if node::elements(child).any(|inner| is_block(inner, self.is_own(inner))) => {
                    self.item(&mut label, &mut items);
                    for block in self.blocks(child) {
                        match block {
                            Block::Paragraph(passage) => items.push(passage),
                            Block::List(inner) => items.extend(inner.items),
                            other => {
                                finish(&mut items, out);
                                out.push(other);
                            }
                        }
                    }
                }
                "head" => {
                    let passage = self.only(child);
                    out.extend(passage.map(Block::Paragraph));
                }
                "pb" | "cb" | "lb" | "milestone" | "anchor" | "fw" | "note" => {
                    let mut run = std::mem::take(&mut self.pending);
                    self.line = Line::new();
                    self.inline(child, &mut run);
                    self.pending = run;
                }
                _ => {
                    let run = self.run(child);
                    self.id_of_next(child);
                    if !label.is_empty() {
                        let span = self.source.span(child.range().start..child.range().start);
                        label.push(Inline::Text { text: " ".to_owned(), span });
                    }
                    label.extend(run);
                    self.item(&mut label, &mut items);
                }
            }
        }
        self.item(&mut label, &mut items);
        finish(&mut items, out);
    }

    /// Ends an item.
    fn item(&mut self, content: &mut Vec<Inline>, items: &mut Vec<Passage>) {
        if !content.is_empty() {
            let span = span(content).unwrap_or(self.source.span(0..0));
            let passage = self.passage(std::mem::take(content), span);
            items.push(passage);
        }
    }

    fn only(&mut self, node: Element<'_, '_>) -> Option<Passage> {
        let content = self.run(node);
        let span = self.source.span(node.range());
        (!content.is_empty()).then(|| self.passage(content, span))
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

    pub(super) fn table(&mut self, node: Element<'_, '_>, out: &mut Vec<Block>) {
        let mut table = Table { head: Vec::new(), rows: Vec::new(), span: self.source.span(node.range()) };
        for row in node.children() {
            let blank = row.is_text() && is_blank(row.text().unwrap_or_default());
            if blank || !(row.is_text() || row.is_element()) {
                continue;
            }
            match name(row) {
                "head" => {
                    let passage = self.only(row);
                    out.extend(passage.map(Block::Paragraph));
                }
                "row" => {
                    let cells = self.row(row);
                    let heads = attribute(row, "role") == Some("label") && table.rows.is_empty();
                    if heads && table.head.is_empty() {
                        table.head = cells;
                    } else {
                        table.rows.push(cells);
                    }
                }
                _ => {
                    let run = self.run(row);
                    table.rows.push(vec![run]);
                }
            }
        }
        out.push(Block::Table(table));
    }

    fn row(&mut self, row: Element<'_, '_>) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        for cell in row.children() {
            let blank = cell.is_text() && is_blank(cell.text().unwrap_or_default());
            if !blank && (cell.is_text() || cell.is_element()) {
                cells.push(self.run(cell));
            }
        }
        cells
    }

    /// A note stands after the text; where it was found there is a call. One that was called already is no longer
    /// where it stands.
    pub(super) fn note(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        if !id(node).is_some_and(|id| self.called.contains_key(id)) {
            let note = self.read_note(node);
            self.push_call(note, String::new(), out);
        }
    }

    /// A call for a note that stands elsewhere; what the call says is text.
    pub(super) fn call(
        &mut self,
        id: &'a str,
        note: Element<'_, '_>,
        from: Element<'_, '_>,
        out: &mut Vec<Inline>,
    ) {
        let note = match self.called.get(id) {
            Some(note) => *note,
            None => {
                self.called.insert(id, self.notes.len());
                self.read_note(note)
            }
        };
        let typed = one_line(&plain(&self.content(from)));
        self.push_call(note, typed, out);
    }

    fn read_note(&mut self, node: Element<'_, '_>) -> usize {
        let at = self.notes.len();
        let label = self.label(node, at);
        let said = self.said(node);
        self.notes.push(Note {
            typed: String::new(),
            label: label.clone(),
            content: Vec::new(),
            of_the_document: is_of_the_document(&said),
            attributes: said.into_iter().filter(|(name, value)| !(name == "n" && *value == label)).collect(),
            span: self.source.span(node.range()),
        });
        let content = self.aside(|reader| {
            let mut blocks = reader.blocks(node);
            reader.rest(&mut blocks);
            let mut paragraphs = Vec::new();
            blocks.into_iter().for_each(|block| flatten(block, &mut paragraphs));
            paragraphs
        });
        if let Some(note) = self.notes.get_mut(at) {
            note.content = content;
        }
        at
    }

    fn push_call(&mut self, note: usize, typed: String, out: &mut Vec<Inline>) {
        self.line.begin(out);
        if let Some(Inline::Text { text, .. }) = out.last_mut()
            && text.ends_with(' ')
            && typed.is_empty()
        {
            text.pop();
            if text.is_empty() {
                out.pop();
            }
            (self.line.at_space, self.line.owed) = (false, true);
        }
        out.push(Inline::Call { note, typed });
    }

    /// What the note is called: its number, else its id, else its place, so that no two have one name.
    fn label(&mut self, node: Element<'_, '_>, at: usize) -> String {
        let names = [attribute(node, "n").map(str::to_owned), id(node).map(str::to_owned)];
        let plain =
            |name: &String| !name.contains(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^'));
        let names = names
            .into_iter()
            .flatten()
            .filter(plain)
            .chain([(at + 1).to_string(), format!("note-{}", at + 1)]);
        let label =
            names.into_iter().find(|name| !self.labels.contains(name)).unwrap_or_else(|| format!("n{at}"));
        self.labels.insert(label.clone());
        label
    }
}

/// Notes in the margin are the document's own; those at the foot or the end are the editor's, and so are those that
/// say nothing (TEI P5, 3.9.1.1).
pub fn is_of_the_document(said: &[(String, String)]) -> bool {
    let value = |name: &str| said.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value.trim());
    let place = value("place").to_lowercase();
    matches!(value("type"), "authorial" | "author" | "original")
        || !value("hand").is_empty()
        || place.contains("margin")
        || matches!(
            place.as_str(),
            "left" | "right" | "top" | "above" | "below" | "opposite" | "overleaf" | "inline"
        )
}

/// The paragraphs of a block, each a run.
fn flatten(block: Block, out: &mut Vec<Vec<Inline>>) {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
            out.push(passage.content)
        }
        Block::List(list) => out.extend(list.items.into_iter().map(|item| item.content)),
        Block::Quote(blocks) | Block::Part { blocks, .. } => {
            blocks.into_iter().for_each(|block| flatten(block, out))
        }
        Block::Named(named) => named.content.into_iter().for_each(|block| flatten(block, out)),
        Block::Table(table) => {
            for row in std::iter::once(table.head).chain(table.rows).filter(|row| !row.is_empty()) {
                let mut line = Vec::new();
                for cell in row {
                    if !line.is_empty() {
                        line.push(Inline::Break(Break::Line));
                    }
                    line.extend(cell);
                }
                out.push(line);
            }
        }
    }
}

/// Where a run stands, as far as its first words tell.
pub(super) fn span(content: &[Inline]) -> Option<Span> {
    content.iter().find_map(|inline| match inline {
        Inline::Text { span, .. } => Some(*span),
        Inline::Styled { content, .. } | Inline::Link { content, .. } => span(content),
        Inline::Named(named) => span(&named.content),
        Inline::Marked(marked) => Some(marked.mark.span),
        _ => None,
    })
}
