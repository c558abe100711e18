//! White space as a reader of XML must take it: a run of it is one space, and none stands at the ends of a passage.

use crate::model::text::{Break, Inline};

/// What is known of the line that is being read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Whether a space would be one too many.
    pub at_space: bool,
    /// Whether the passage has anything yet.
    pub started: bool,
    /// The end of a line that stands before whatever comes next.
    pub due: Option<Break>,
    /// Whether the space before a call is to stand behind it.
    pub owed: bool,
}

impl Line {
    pub fn new() -> Line {
        Line { at_space: true, started: false, due: None, owed: false }
    }

    /// A line ends here, if anything stands on it.
    pub fn end(&mut self, with: Break) {
        if self.started && self.due.is_none() {
            self.due = Some(with);
        }
        self.at_space = true;
    }

    /// Something that is not white space begins.
    pub fn begin(&mut self, out: &mut Vec<Inline>) {
        if let Some(due) = self.due.take() {
            out.push(Inline::Break(due));
        }
        self.started = true;
    }
}

/// A text with one space for each run of white space (XML 1.0, 2.3); none at its start where one is there already.
pub fn collapsed(text: &str, mut at_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, word) in text.split(is_white).enumerate() {
        if at > 0 && !at_space {
            out.push(' ');
            at_space = true;
        }
        if !word.is_empty() {
            out.push_str(word);
            at_space = false;
        }
    }
    out
}

/// Whether there is nothing but white space.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_white)
}

/// Takes the space away that a run ends in.
pub fn trim_end(content: &mut Vec<Inline>) {
    let Some(last) = content.last_mut() else { return };
    match last {
        Inline::Text { text, .. } => {
            if text.ends_with(' ') {
                text.pop();
            }
            if text.is_empty() {
                content.pop();
                trim_end(content);
            }
        }
        Inline::Styled { content, .. } | Inline::Link { content, .. } => trim_end(content),
        Inline::Named(named) => trim_end(&mut named.content),
        Inline::Marked(marked) => {
            if let Some(piece) = marked.pieces.last_mut() {
                trim_end(&mut piece.content);
            }
        }
        Inline::Break(_) => {
            content.pop();
            trim_end(content);
        }
        Inline::Field(_) | Inline::Image { .. } | Inline::Call { .. } => {}
    }
}

fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r')
}
