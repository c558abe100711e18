//! The words around a mark or a name, for lists in which it stands alone. What it looks like is not the business of this room.

use std::ops::Range;

use crate::model::document::Document;
use crate::model::text::{Break, Inline, Segment, Target};
use crate::write::walk;

/// What stands before and behind a mark in its passage, as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Surroundings {
    pub before: String,
    pub after: String,
}

/// The surroundings of the marks of a document, by their ordinals: at most `length` characters on either side, cut
/// between words.
pub fn surroundings(document: &Document, length: usize) -> Vec<Surroundings> {
    let mut all = Vec::new();
    for run in walk::runs(document) {
        let line = Line::of(run);
        for (ordinal, range) in &line.marks {
            if all.len() <= *ordinal {
                all.resize(ordinal + 1, Surroundings::default());
            }
            if let Some(around) = all.get_mut(*ordinal) {
                *around = line.around(range, length);
            }
        }
    }
    all
}

/// The text of a passage, and where its marks and its linked names stand in it, in bytes.
#[derive(Default)]
pub struct Line<'a> {
    pub text: String,
    /// By the ordinals of the marks.
    marks: Vec<(usize, Range<usize>)>,
    pub names: Vec<LinkedName<'a>>,
}

/// Words that a text links to an entry of a register.
pub struct LinkedName<'a> {
    pub register: &'static str,
    pub id: &'a str,
    pub content: &'a [Inline],
    pub range: Range<usize>,
}

impl<'a> Line<'a> {
    pub fn of(content: &'a [Inline]) -> Line<'a> {
        let mut line = Line::default();
        line.write(content);
        line
    }

    /// What stands on either side of a place, at most `length` characters each.
    pub fn around(&self, range: &Range<usize>, length: usize) -> Surroundings {
        Surroundings {
            before: last(self.text.get(..range.start).unwrap_or_default(), length),
            after: first(self.text.get(range.end..).unwrap_or_default(), length),
        }
    }

    fn write(&mut self, content: &'a [Inline]) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => self.text.push_str(text),
                Inline::Styled { content, .. } => self.write(content),
                Inline::Link { target, content } => {
                    let start = self.text.len();
                    self.write(content);
                    if let Target::Entry { register, id } = target {
                        let range = start..self.text.len();
                        self.names.push(LinkedName { register, id, content, range });
                    }
                }
                Inline::Marked(marked) => {
                    let start = self.text.len();
                    marked.pieces.iter().for_each(|piece| self.write(&piece.content));
                    if marked.segment == Segment::First {
                        self.marks.push((marked.mark.ordinal, start..self.text.len()));
                    }
                }
                Inline::Field(field) => self.write(&field.content),
                Inline::Named(named) => self.write(&named.content),
                Inline::Call { typed, .. } => self.text.push_str(typed),
                Inline::Break(Break::Within) => {}
                Inline::Break(_) => self.text.push(' '),
                Inline::Image { .. } => {}
            }
        }
    }
}

/// The end of a text, from the start of a word.
fn last(text: &str, length: usize) -> String {
    let Some((start, _)) = text.char_indices().rev().nth(length.saturating_sub(1)).filter(|(at, _)| *at > 0)
    else {
        return text.to_owned();
    };
    let cut = text.get(start..).unwrap_or_default();
    let word = cut.find(' ').map_or(0, |at| at + 1);
    format!("… {}", cut.get(word..).unwrap_or_default())
}

/// The start of a text, to the end of a word.
fn first(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else { return text.to_owned() };
    let cut = text.get(..end).unwrap_or_default();
    let word = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", cut.get(..word).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{first, last};

    #[test]
    fn a_context_is_cut_between_words() {
        assert_eq!(last("one two three", 20), "one two three");
        assert_eq!(last("one two three ", 8), "… three ");
        assert_eq!(last("один два три", 6), "… три");
        assert_eq!(first(" one two three", 20), " one two three");
        assert_eq!(first(" one two three", 7), " one …");
        assert_eq!(first("одиндватри", 4), "один …");
        assert_eq!((first("", 4), last("", 4)), (String::new(), String::new()));
    }
}
