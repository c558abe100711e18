//! The words around a mark, for lists in which it stands alone. What the mark looks like is not the business of this room.

use crate::model::document::Document;
use crate::model::text::{Break, Inline, Segment};
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
        let mut line = Line::default();
        line.write(run);
        for (ordinal, start, end) in line.marks {
            if all.len() <= ordinal {
                all.resize(ordinal + 1, Surroundings::default());
            }
            let (before, after) = (line.text.get(..start), line.text.get(end..));
            if let Some(around) = all.get_mut(ordinal) {
                around.before = last(before.unwrap_or_default(), length);
                around.after = first(after.unwrap_or_default(), length);
            }
        }
    }
    all
}

/// The text of a passage, and where each mark stands in it.
#[derive(Default)]
struct Line {
    text: String,
    /// Ordinal, first byte, and the byte behind the last.
    marks: Vec<(usize, usize, usize)>,
}

impl Line {
    fn write(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => self.text.push_str(text),
                Inline::Styled { content, .. } | Inline::Link { content, .. } => self.write(content),
                Inline::Marked(marked) => {
                    let start = self.text.len();
                    marked.pieces.iter().for_each(|piece| self.write(&piece.content));
                    if marked.segment == Segment::First {
                        self.marks.push((marked.mark.ordinal, start, self.text.len()));
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
pub fn last(text: &str, length: usize) -> String {
    let Some((start, _)) = text.char_indices().rev().nth(length.saturating_sub(1)).filter(|(at, _)| *at > 0)
    else {
        return text.to_owned();
    };
    let cut = text.get(start..).unwrap_or_default();
    let word = cut.find(' ').map_or(0, |at| at + 1);
    format!("… {}", cut.get(word..).unwrap_or_default())
}

/// The start of a text, to the end of a word.
pub fn first(text: &str, length: usize) -> String {
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
