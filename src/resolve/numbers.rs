//! The addresses within a page, by the count of passages, marks and notes in text order.

use crate::model::document::Document;
use crate::model::edition::Anchors;
use crate::model::text::Inline;
use crate::resolve::walk::{Met, walk};

/// `p1` for the first passage, `m1` for the first mark, `n1` for the first note, and so on. The reader has
/// counted them from 0.
pub fn anchors(document: &Document) -> Anchors {
    let (mut passages, mut marks) = (0, 0);
    walk(document, &mut |met| match met {
        Met::Passage(passage) => passages = passages.max(passage.ordinal + 1),
        Met::Inline(Inline::Marked(marked)) => marks = marks.max(marked.mark.ordinal + 1),
        Met::Cell(_) | Met::Inline(_) => {}
    });
    let named = |letter: char, count: usize| (1..=count).map(|number| format!("{letter}{number}")).collect();
    Anchors {
        passages: named('p', passages),
        marks: named('m', marks),
        notes: named('n', document.notes.len()),
        ..Anchors::default()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::document::{Document, Note, Version};
    use crate::model::id::Id;
    use crate::model::text::{Block, List, Passage, Role};
    use crate::resolve::numbers::anchors;
    use crate::source::Sources;

    #[test]
    fn counts_passages_in_all_blocks() {
        let mut sources = Sources::default();
        let source = sources.add("a.md", Vec::new());
        let span = sources.get(source).span(0..0);
        let passage = |ordinal| Passage { ordinal, content: Vec::new(), span, elements: Vec::new() };
        let list = List { numbered: true, spaced: false, items: vec![passage(2), passage(3)] };
        let version = |blocks| Version { kind: None, language: None, blocks };
        let mut document = Document::new(Id::new("a").unwrap(), source);
        document.versions = vec![
            version(vec![
                Block::Heading { level: 2, passage: passage(0) },
                Block::Quote(vec![Block::Paragraph(passage(1))]),
                Block::List(list),
            ]),
            version(vec![Block::Part {
                role: Role::Transmission,
                blocks: vec![Block::Paragraph(passage(4))],
            }]),
        ];
        document.notes = vec![Note {
            typed: String::new(),
            label: "1".to_owned(),
            content: Vec::new(),
            of_the_document: false,
            attributes: Vec::new(),
            span,
        }];
        let anchors = anchors(&document);
        assert_eq!(anchors.passages, ["p1", "p2", "p3", "p4", "p5"]);
        assert_eq!(anchors.marks, Vec::<String>::new());
        assert_eq!(anchors.notes, ["n1"]);
    }
}
