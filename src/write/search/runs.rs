//! What a document says, and who says it: its passages as runs of words of the document, of a hand that added something, of the
//! editor. It knows no index.

use crate::model::apparatus::Voice;
use crate::model::document::{Document, Version, VersionKind};
use crate::model::edition::Anchors;
use crate::model::text::{Block, Break, Inline, List, Marked, Part};

/// Whose words a run is made of. The numbers stand in the files of the index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Whose {
    Document = 0,
    /// The document's, added by hand.
    Hand = 1,
    /// Brackets, labels, glosses, notes.
    Editor = 2,
    /// The document's, taken out in it.
    Removed = 3,
    /// The document's, put in the place of what was taken out.
    Added = 4,
}

impl Whose {
    pub fn code(self) -> u8 {
        self as u8
    }

    fn is_new(self) -> bool {
        matches!(self, Whose::Hand | Whose::Added)
    }
}

/// Words of one voice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    pub whose: Whose,
    pub text: String,
}

/// A stretch of a page that a search leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage<'a> {
    /// The address within the page; nothing above the first one.
    pub anchor: Option<&'a str>,
    pub of_a_note: bool,
    pub runs: Vec<Run>,
}

/// A word of the document with its voice, as it is read once with what was taken out and once without.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    pub text: String,
    /// Up to which byte each voice goes.
    pub voices: Vec<(usize, Whose)>,
}

/// The passages of a document and its notes, in their order.
pub fn passages<'a>(document: &'a Document, anchors: &'a Anchors) -> Vec<Passage<'a>> {
    let mut reading = Reading { anchors, passages: Vec::new(), last: None, whose: Whose::Document };
    for version in &document.versions {
        reading.whose = if is_editors(version) { Whose::Editor } else { Whose::Document };
        reading.blocks(&version.blocks);
    }
    for (at, note) in document.notes.iter().enumerate() {
        reading.whose = if note.of_the_document { Whose::Document } else { Whose::Editor };
        let anchor = anchors.notes.get(at).map(String::as_str);
        note.content.iter().for_each(|paragraph| reading.passage(paragraph, anchor, true));
    }
    reading.passages
}

impl Passage<'_> {
    /// The document's words, as they follow one another without the editor's.
    pub fn own(&self) -> Stretch {
        let mut stretch = Stretch { text: String::new(), voices: Vec::new() };
        for run in self.runs.iter().filter(|run| run.whose != Whose::Editor) {
            stretch.text.push_str(&run.text);
            stretch.voices.push((stretch.text.len(), run.whose));
        }
        stretch
    }

    /// The editor's words, each run by itself.
    pub fn editors(&self) -> impl Iterator<Item = &str> {
        self.runs.iter().filter(|run| run.whose == Whose::Editor).map(|run| run.text.as_str())
    }
}

impl Stretch {
    /// Whether a hand wrote a part of the word that stands there.
    pub fn is_by_hand(&self, start: usize, end: usize) -> bool {
        self.parts(start, end).any(|(_, whose)| whose == Whose::Hand)
    }

    /// The readings of a word in which something was changed: before the change and after it, and what a hand added to it.
    pub fn readings(&self, start: usize, end: usize) -> Vec<String> {
        let is_changed = |(_, whose): (_, Whose)| whose == Whose::Removed || whose.is_new();
        let mut parts = self.parts(start, end);
        if parts.next().is_none() || parts.next().is_none() || !self.parts(start, end).any(is_changed) {
            return Vec::new();
        }
        let read = |left_out: fn(Whose) -> bool| -> String {
            self.parts(start, end).filter(|(_, whose)| !left_out(*whose)).map(|(text, _)| text).collect()
        };
        let mut readings = vec![read(Whose::is_new), read(|whose| whose == Whose::Removed)];
        readings.push(read(|whose| whose != Whose::Hand));
        readings.retain(|reading| !reading.is_empty());
        readings.dedup();
        readings
    }

    /// The parts of a word by their voices.
    fn parts(&self, start: usize, end: usize) -> impl Iterator<Item = (&str, Whose)> {
        let first = self.voices.partition_point(|(until, _)| *until <= start);
        let mut from = start;
        let voices = self.voices.iter().skip(first).map_while(move |(until, whose)| {
            let part = (from < end).then(|| (from, end.min(*until), *whose));
            from = *until;
            part
        });
        voices.filter_map(|(from, until, whose)| Some((self.text.get(from..until)?, whose)))
    }
}

/// Some versions are not the document's text but what the editor says of it.
fn is_editors(version: &Version) -> bool {
    matches!(version.kind, Some(VersionKind::Apparatus | VersionKind::Commentary | VersionKind::Bibliography))
}

struct Reading<'a> {
    anchors: &'a Anchors,
    passages: Vec<Passage<'a>>,
    /// The last address, for what has none of its own: the cells of a table.
    last: Option<&'a str>,
    whose: Whose,
}

impl<'a> Reading<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                self.addressed(passage.ordinal, &passage.content);
            }
            Block::List(List { items, .. }) => {
                items.iter().for_each(|item| self.addressed(item.ordinal, &item.content));
            }
            Block::Table(table) => {
                let cells = std::iter::once(&table.head).chain(&table.rows).flatten();
                cells.for_each(|cell| self.passage(cell, self.last, false));
            }
            Block::Quote(blocks) | Block::Part { blocks, .. } => self.blocks(blocks),
            Block::Named(named) => self.blocks(&named.content),
        }
    }

    fn addressed(&mut self, ordinal: usize, content: &'a [Inline]) {
        self.last = self.anchors.passages.get(ordinal).map(String::as_str).or(self.last);
        self.passage(content, self.last, false);
    }

    fn passage(&mut self, content: &'a [Inline], anchor: Option<&'a str>, of_a_note: bool) {
        let mut runs = Vec::new();
        inlines(content, self.whose, &mut runs);
        if runs.iter().any(|run| !run.text.trim().is_empty()) {
            self.passages.push(Passage { anchor, of_a_note, runs });
        }
    }
}

fn inlines(content: &[Inline], whose: Whose, runs: &mut Vec<Run>) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } => push(runs, whose, text),
            Inline::Styled { content, .. } | Inline::Link { content, .. } => inlines(content, whose, runs),
            Inline::Named(named) => inlines(&named.content, whose, runs),
            Inline::Field(field) => inlines(&field.content, whose, runs),
            Inline::Marked(marked) => mark(marked, whose, runs),
            Inline::Call { typed, .. } => push(runs, Whose::Editor, typed),
            Inline::Break(Break::Within) | Inline::Image { .. } => {}
            Inline::Break(_) => push(runs, whose, "\n"),
        }
    }
}

fn mark(marked: &Marked, around: Whose, runs: &mut Vec<Run>) {
    let mark = &marked.mark;
    for piece in &marked.pieces {
        let whose = match (piece.part, mark.sign.name.as_ref()) {
            _ if around == Whose::Editor || mark.sign.voice == Voice::Editor => Whose::Editor,
            (Part::Sign | Part::Label, _) => Whose::Editor,
            _ if around == Whose::Hand => Whose::Hand,
            (_, "addition" | "handwritten") => Whose::Hand,
            (Part::Edited, "substitution") if mark.hand.is_some() => Whose::Hand,
            (Part::Edited, "substitution") => Whose::Added,
            (_, "deletion" | "substitution") => Whose::Removed,
            _ => around,
        };
        inlines(&piece.content, whose, runs);
    }
}

fn push(runs: &mut Vec<Run>, whose: Whose, text: &str) {
    match runs.last_mut() {
        Some(last) if last.whose == whose => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => runs.push(Run { whose, text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Passage, Run, Whose, passages};
    use crate::model::edition::Anchors;
    use crate::write::samples::{self, paragraph, text};

    #[test]
    fn a_passage_has_the_address_that_the_edition_gives_it() {
        let blocks = vec![paragraph(0, vec![text("One.")]), paragraph(1, vec![text("Two.")])];
        let document = samples::document(blocks);
        let anchors = ["p7", "p2a"].map(str::to_owned).to_vec();
        let anchors = Anchors { passages: anchors, ..Anchors::default() };
        let found: Vec<_> = passages(&document, &anchors).iter().map(|passage| passage.anchor).collect();
        assert_eq!(found, [Some("p7"), Some("p2a")]);
    }

    #[test]
    fn a_changed_word_is_read_twice() {
        let run = |whose, text: &str| Run { whose, text: text.to_owned() };
        let check = |runs: Vec<Run>, expected: &[&str], by_hand: bool| {
            let own = Passage { anchor: None, of_a_note: false, runs }.own();
            assert_eq!(own.readings(0, own.text.len()), expected, "{}", own.text);
            assert_eq!(own.is_by_hand(0, own.text.len()), by_hand, "{}", own.text);
        };
        let editor = || run(Whose::Editor, "[by hand: ");
        check(
            vec![
                run(Whose::Document, "re"),
                run(Whose::Removed, "fused"),
                editor(),
                run(Whose::Hand, "ceived"),
            ],
            &["refused", "received", "ceived"],
            true,
        );
        check(vec![run(Whose::Document, "letter"), run(Whose::Added, "s")], &["letter", "letters"], false);
        check(vec![run(Whose::Document, "W"), editor(), run(Whose::Document, "alton")], &[], false);
        check(vec![run(Whose::Hand, "word")], &[], true);
    }
}
