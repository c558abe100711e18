//! A document that was typed, then written as TEI by us, is read as what was typed. Its places are those of the file.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Document;
use crate::model::id::Id;
use crate::model::text::{Block, Inline, Passage, Target};
use crate::read::phrases::Vocabulary;
use crate::read::tei::node::Element;
use crate::read::tei::retype::{Retyped, retype};
use crate::read::transcript;
use crate::source::{Source, Span};

/// Reads the document whose `TEI` element this is, with the text as it is typed again, whose places the document has.
pub fn read(
    source: &Source,
    element: Element<'_, '_>,
    id: &Id<Document>,
    vocabulary: &Vocabulary,
    diagnostics: &mut Diagnostics,
) -> Option<(Document, Source, Retyped)> {
    let retyped = retype(element)?;
    let typed = Source::new(source.id(), format!("{id}.md"), retyped.text.clone().into_bytes());
    let mut document = transcript::read(&typed, vocabulary, diagnostics).into_iter().next()?;
    document.id = id.clone();
    Some((document, typed, retyped))
}

/// Gives a document the places of the file that it stands in, and leads its links to the other documents of that file, which
/// may have been renamed.
pub fn replace(document: &mut Document, retyped: &Retyped, renamed: &BTreeMap<&str, Id<Document>>) {
    let places = Places { retyped, renamed };
    if let Some(span) = &mut document.title.span {
        places.span(span);
    }
    for version in &mut document.versions {
        version.blocks.iter_mut().for_each(|block| places.block(block));
    }
    for note in &mut document.notes {
        places.span(&mut note.span);
        note.content.iter_mut().for_each(|content| places.inlines(content));
    }
}

/// A finding at its place in the file.
pub fn placed(mut found: Diagnostic, retyped: &Retyped) -> Diagnostic {
    let places = Places { retyped, renamed: &BTreeMap::new() };
    if let Some(span) = &mut found.span {
        places.span(span);
    }
    found.related.iter_mut().for_each(|(span, _)| places.span(span));
    found
}

struct Places<'a> {
    retyped: &'a Retyped,
    renamed: &'a BTreeMap<&'a str, Id<Document>>,
}

impl Places<'_> {
    fn span(&self, span: &mut Span) {
        let place = |at: u32| {
            let after = self.retyped.places.partition_point(|(start, _)| *start <= at as usize);
            self.retyped.places.get(after.saturating_sub(1)).map(|(_, range)| range.clone())
        };
        let (start, end) = (place(span.start), place(span.end.saturating_sub(1).max(span.start)));
        let (start, end) = (start.map_or(0, |range| range.start), end.map_or(0, |range| range.end));
        *span = Span::new(span.source, start, end);
    }

    fn block(&self, block: &mut Block) {
        match block {
            Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                self.passage(passage);
            }
            Block::List(list) => list.items.iter_mut().for_each(|item| self.passage(item)),
            Block::Table(table) => {
                self.span(&mut table.span);
                let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
                rows.flatten().for_each(|cell| self.inlines(cell));
            }
            Block::Quote(blocks) | Block::Part { blocks, .. } => {
                blocks.iter_mut().for_each(|block| self.block(block));
            }
            Block::Named(named) => named.content.iter_mut().for_each(|block| self.block(block)),
        }
    }

    fn passage(&self, passage: &mut Passage) {
        self.span(&mut passage.span);
        self.inlines(&mut passage.content);
    }

    fn inlines(&self, content: &mut [Inline]) {
        for inline in content {
            match inline {
                Inline::Text { span, .. } => self.span(span),
                Inline::Styled { content, .. } => self.inlines(content),
                Inline::Link { target, content } => {
                    if let Target::Document(id) = target {
                        self.span(&mut id.span);
                        if let Some(name) = self.renamed.get(id.value.as_str()) {
                            id.value = name.clone();
                        }
                    }
                    self.inlines(content);
                }
                Inline::Marked(marked) => {
                    self.span(&mut marked.mark.span);
                    marked.pieces.iter_mut().for_each(|piece| self.inlines(&mut piece.content));
                }
                Inline::Named(named) => self.inlines(&mut named.content),
                Inline::Field(field) => self.inlines(&mut field.content),
                Inline::Image { .. } | Inline::Call { .. } | Inline::Break(_) => {}
            }
        }
    }
}
