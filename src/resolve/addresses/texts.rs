//! All in a document that has an address, taken apart into words: passages, notes, and marks with what stands around them.

use std::ops::Range;

use crate::ledger::prints::{MarkPrint, SIGN, WHOLE, bits, first, part};
use crate::ledger::words::{Text, Word, hash, joined};
use crate::model::document::Document;
use crate::model::edition::Host;
use crate::model::text::{Break, Inline, Marked, Segment};
use crate::resolve::walk::{Met, walk};

/// What has an address, each by its ordinal.
#[derive(Debug, Default)]
pub struct Texts {
    pub passages: Vec<Piece>,
    pub notes: Vec<Piece>,
    pub marks: Vec<Stand>,
}

/// A passage or a note.
#[derive(Debug, Default)]
pub struct Piece {
    pub plain: String,
    pub text: Text,
}

/// A mark where it stands.
#[derive(Clone, Debug, Default)]
pub struct Stand {
    pub print: MarkPrint,
    /// A cell of a table has no address.
    pub host: Option<Host>,
    /// Whether it has words that are its own.
    pub speaks: bool,
}

impl Texts {
    pub fn of(document: &Document) -> Texts {
        let mut texts = Texts::default();
        // Cells have no addresses, and what stands around a mark is most often in another one.
        let mut cells: Vec<&[Inline]> = Vec::new();
        walk(document, &mut |met| match met {
            Met::Passage(passage) => {
                drop(texts.take(None, &std::mem::take(&mut cells)));
                let host = Host::Passage(passage.ordinal);
                let piece = texts.take(Some(host), std::slice::from_ref(&passage.content));
                put(&mut texts.passages, passage.ordinal, piece);
            }
            Met::Cell(content) => cells.push(content),
            Met::Inline(_) => {}
        });
        drop(texts.take(None, &cells));
        for (at, note) in document.notes.iter().enumerate() {
            let piece = texts.take(Some(Host::Note(at)), &note.content);
            put(&mut texts.notes, at, piece);
        }
        texts
    }

    /// Of all of it. Two documents with one hash have the same texts at the same addresses.
    pub fn hash(&self) -> u64 {
        let pieces = |pieces: &[Piece]| joined(pieces.iter().map(|piece| piece.text.hash));
        let marks = self.marks.iter().flat_map(|mark| {
            let host = match mark.host {
                None => 0,
                Some(Host::Passage(ordinal)) => 2 * ordinal + 1,
                Some(Host::Note(at)) => 2 * at + 2,
            };
            [mark.print.hash, u64::try_from(host).unwrap_or(u64::MAX)]
        });
        joined([pieces(&self.passages), joined(marks), pieces(&self.notes)])
    }

    /// Takes paragraphs that have one address, and the marks in them.
    fn take(&mut self, host: Option<Host>, paragraphs: &[impl AsRef<[Inline]>]) -> Piece {
        let mut flow = Flow::default();
        for (at, paragraph) in paragraphs.iter().enumerate() {
            if at > 0 {
                flow.plain.push('\n');
            }
            flow.run(paragraph.as_ref());
        }
        let Flow { plain, marks } = flow;
        let text = Text::of(&plain);
        for (marked, range) in marks {
            let print = print(marked, &plain, &text.words, range);
            let own = marked.mark.text.as_deref().unwrap_or_default();
            let speaks = own.chars().filter(|c| c.is_alphanumeric()).count() >= SPEAKING;
            put(&mut self.marks, marked.mark.ordinal, Stand { print, host, speaks });
        }
        Piece { plain, text }
    }
}

/// Puts a value at its place. Ordinals have no gaps, but they may come in another order.
fn put<T: Default>(list: &mut Vec<T>, at: usize, value: T) {
    if list.len() <= at {
        list.resize_with(at + 1, T::default);
    }
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

fn print(marked: &Marked, plain: &str, words: &[Word], range: Range<usize>) -> MarkPrint {
    let typed = plain.get(range.clone()).unwrap_or_default();
    let text = Text::of(typed);
    let sign = hash(&marked.mark.sign.name);
    let before = words.partition_point(|word| word.end as usize <= range.start);
    let after = words.partition_point(|word| (word.start as usize) < range.end);
    let around = |words: Option<&[Word]>| match words {
        None | Some([]) => 0,
        // 0 says that there is nothing.
        Some(words) => part(joined(words.iter().map(|word| word.hash))).max(1),
    };
    MarkPrint {
        hash: bits(joined([sign, text.hash]), WHOLE),
        sign: u32::try_from(bits(sign, SIGN)).unwrap_or(0),
        before: around(words.get(before.saturating_sub(AROUND)..before)),
        after: around(words.get(after..words.len().min(after + AROUND))),
        words: first(text.words.iter().map(|word| (word.start, word.end)), typed),
    }
}

/// How many letters of its own make a mark one that is not easily taken for another.
const SPEAKING: usize = 6;

/// How many words around a mark say where it stands.
pub const AROUND: usize = 2;

/// The text of a run, and where its marks are in it. It is the text of [`plain`](crate::model::text::plain).
#[derive(Default)]
struct Flow<'a> {
    plain: String,
    marks: Vec<(&'a Marked, Range<usize>)>,
}

impl<'a> Flow<'a> {
    fn run(&mut self, content: &'a [Inline]) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => self.plain.push_str(text),
                Inline::Styled { content, .. } | Inline::Link { content, .. } => self.run(content),
                Inline::Named(named) => self.run(&named.content),
                Inline::Field(field) => self.run(&field.content),
                Inline::Call { typed, .. } => self.plain.push_str(typed),
                Inline::Break(Break::Within) | Inline::Image { .. } => {}
                Inline::Break(_) => self.plain.push('\n'),
                Inline::Marked(marked) => {
                    let start = self.plain.len();
                    marked.pieces.iter().for_each(|piece| self.run(&piece.content));
                    if marked.segment == Segment::First {
                        self.marks.push((marked, start..self.plain.len()));
                    }
                }
            }
        }
    }
}
