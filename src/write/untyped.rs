//! Marks that were not typed but marked up: the brackets and words that a writer adds, so that a reader sees what they
//! are. It knows no output format.

use std::borrow::Cow;

use crate::model::apparatus::wording::{Manner, wording};
use crate::model::document::{Document, Layout};
use crate::model::text::{Break, Inline, Marked, Part, Piece};

/// A stretch of a mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stretch<'a> {
    /// Of the text.
    Read(&'a Piece),
    /// Of ours: a sign or a label.
    Added(Part, Cow<'static, str>),
}

/// Whether the marks of a document were not typed, and have neither brackets nor labels.
pub fn is_untyped(document: &Document) -> bool {
    document.layout == Layout::Tei
}

/// Whether a mark has neither brackets nor a label, though others of its document have: `~~X~~`, whose tildes are
/// Markdown's and no text.
pub fn is_bare(marked: &Marked) -> bool {
    marked.mark.sign.name == "deletion" && marked.pieces.iter().all(|piece| piece.part == Part::Content)
}

/// The stretches of a mark, in the order in which they are read.
pub fn stretches(marked: &Marked, manner: Manner) -> Vec<Stretch<'_>> {
    let backwards = marked.pieces.first().is_some_and(|piece| piece.part == Part::Edited);
    let words = wording(&marked.mark, manner, backwards);
    let explained = marked.pieces.iter().any(|piece| piece.part == Part::Label);
    let mut stretches = Vec::new();
    let add = |stretches: &mut Vec<_>, part, text: Cow<'static, str>| {
        if !text.is_empty() {
            stretches.push(Stretch::Added(part, text));
        }
    };
    add(&mut stretches, Part::Sign, words.open.into());
    // The source's own words for what is missing say it better than ours.
    if !explained {
        add(&mut stretches, Part::Label, words.before.into());
    }
    let mut last: Option<Part> = None;
    for piece in &marked.pieces {
        if last.is_some_and(|last| last != piece.part) {
            add(&mut stretches, Part::Label, words.between.clone().into());
        }
        stretches.push(Stretch::Read(piece));
        last = Some(piece.part);
    }
    let parted = marked.pieces.windows(2).any(|two| two[0].part != two[1].part);
    // The other reading is that nothing should stand here; without it no bracket would be open.
    if !parted && words.open.is_empty() && words.between.contains('[') {
        add(&mut stretches, Part::Label, format!("{}nothing", words.between).into());
    }
    add(&mut stretches, Part::Label, words.after.into());
    add(&mut stretches, Part::Sign, words.close.into());
    stretches
}

/// The text of a run of a document whose marks have no brackets, with brackets.
pub fn bracketed(content: &[Inline]) -> String {
    let mut out = String::new();
    write(content, true, &mut out);
    out
}

/// The text of a run as it was typed, with brackets around the few marks that have none.
pub fn typed(content: &[Inline]) -> String {
    let mut out = String::new();
    write(content, false, &mut out);
    out
}

fn write(content: &[Inline], untyped: bool, out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Styled { content, .. } | Inline::Link { content, .. } => write(content, untyped, out),
            Inline::Named(named) => write(&named.content, untyped, out),
            Inline::Field(field) => write(&field.content, untyped, out),
            // Where a note is called must be seen where its call is no text.
            Inline::Call { note, typed } if typed.is_empty() => out.push_str(&format!("[^{}]", note + 1)),
            Inline::Call { typed, .. } => out.push_str(typed),
            Inline::Break(Break::Within) => {}
            Inline::Break(_) => out.push('\n'),
            Inline::Image { .. } => {}
            Inline::Marked(marked) if !untyped && !is_bare(marked) => {
                marked.pieces.iter().for_each(|piece| write(&piece.content, untyped, out));
            }
            Inline::Marked(marked) => {
                for stretch in stretches(marked, Manner::Short) {
                    match stretch {
                        Stretch::Read(piece) => write(&piece.content, untyped, out),
                        Stretch::Added(_, text) => out.push_str(&text),
                    }
                }
            }
        }
    }
}
