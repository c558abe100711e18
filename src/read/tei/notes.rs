//! Notes, and the calls for them.

use std::collections::BTreeSet;

use crate::model::document::Note;
use crate::model::text::{Block, Break, Inline, Named, one_line, plain};
use crate::read::tei::node::{Element, all, attribute, id, name};
use crate::read::tei::text::Reader;
use crate::source::Span;

impl<'a> Reader<'a> {
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

    /// Notes that nothing calls, behind those that are called.
    pub(super) fn uncalled(&mut self, notes: &[Element<'_, '_>]) {
        for note in notes {
            self.read_note(*note);
        }
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

/// The notes that stand in an element apart from the text and that nothing calls: no `@target` leads to them. What an
/// entry of a register says in a note is of that entry.
pub fn uncalled<'a, 'x: 'a>(apart: Element<'a, 'x>) -> Vec<Element<'a, 'x>> {
    let is_among_notes = |note: &Element<'_, '_>| {
        let around = note.ancestors().skip(1).take_while(|one| *one != apart);
        around.map(name).all(|name| matches!(name, "div" | "noteGrp" | "listAnnotation"))
    };
    let notes: Vec<_> = all(apart, "note").filter(is_among_notes).collect();
    if notes.is_empty() {
        return notes;
    }
    let root = apart.document().root();
    let targets =
        root.descendants().filter_map(|one| one.attribute("target")).flat_map(str::split_whitespace);
    let called: BTreeSet<&str> = targets.filter_map(|target| target.strip_prefix('#')).collect();
    notes.into_iter().filter(|note| !id(*note).is_some_and(|id| called.contains(id))).collect()
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
        Block::Named(named) if named.name == "list" => {
            let mut label: Option<Vec<Inline>> = None;
            for part in named.content {
                let start = out.len();
                let is_label = matches!(&part, Block::Named(Named { name, .. }) if name == "label");
                flatten(part, out);
                // A label stands before its item on the same line.
                if is_label && label.is_none() && out.len() == start + 1 {
                    label = out.pop();
                } else if let Some(mut before) = label.take() {
                    match out.get_mut(start) {
                        Some(first) => {
                            let at = span(first).map(|span| Span { end: span.start, ..span });
                            before.extend(at.map(|span| Inline::Text { text: " ".to_owned(), span }));
                            before.append(first);
                            *first = before;
                        }
                        None => out.push(before),
                    }
                }
            }
            out.extend(label);
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
