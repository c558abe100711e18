//! A bracket becomes a mark: its sign, its label, what it is about.

use std::ops::Range;

use crate::model::apparatus::Mark;
use crate::model::text::{Inline, Marked, Part, Piece, Segment, plain};
use crate::read::inline::Kind;
use crate::read::signs::build::{Builder, NONE};
use crate::read::signs::decide::{self, Decided, Decision, Place};
use crate::read::signs::join::joined;
use crate::read::signs::words::{Words, first_line};

/// How much of a line around a bracket may matter for what it is, in characters.
const SURROUNDINGS: usize = 60;
/// The longest name between strokes behind `[signature]`, with the strokes and what stands before them, in characters.
const LONGEST_SIGNATURE: usize = 80;
/// The longest bracket that can name a hand and go on behind it, such as `[handwritten]`, in characters; a longer one takes no
/// words behind it.
const LONGEST_NAME_OF_HAND: usize = 40;
/// The longest text that is looked at as a phrase, in bytes.
const LONGEST_PHRASE: usize = 4000;

impl Builder<'_> {
    /// Builds the whole run. `continued` is the mark of a bracket that opened in an earlier run and goes on here.
    pub fn build_run(&self, continued: &mut Option<Mark>) -> Vec<Inline> {
        let end = self.run.atoms.len();
        let mut content = Vec::new();
        let mut start = 0;
        if let Some(pair) = self.brackets.pairs.iter().find(|pair| pair.open.is_none())
            && let Some(mark) = continued.clone()
        {
            let stop = pair.close.unwrap_or(end);
            let part = if mark.text.is_some() { Part::Content } else { Part::Label };
            let mut pieces = vec![Piece { part, content: self.build(0..stop, None) }];
            if pair.close.is_some() {
                pieces.push(Piece { part: Part::Sign, content: self.build(stop..stop + 1, None) });
                *continued = None;
            }
            content.push(Inline::Marked(Box::new(Marked { mark, pieces, segment: Segment::Continued })));
            start = if pair.close.is_some() { stop + 1 } else { end };
        }
        let opener = self.brackets.pairs.iter().find(|pair| pair.open.is_some() && pair.close.is_none());
        let Some(opener) = opener.and_then(|pair| pair.open) else {
            content.extend(self.build(start..end, None));
            return content;
        };
        content.extend(self.build(start..opener, None));
        let marked = self.open_ended(opener);
        *continued = Some(marked.mark.clone());
        content.push(Inline::Marked(Box::new(marked)));
        content
    }

    /// The first stretch of a bracket that runs on: its label is on its first line.
    fn open_ended(&self, opener: usize) -> Marked {
        let end = self.run.atoms.len();
        let line = first_line(self.run, opener);
        let line_end = opener + 1 + line.starts.len();
        let whole = self.further_text(opener);
        let place = Place { inner: line.text.clone(), colon: line.colon, ..Place::default() };
        let decided = match decide::decide(&place, self.reader.vocabulary, self.reader.original) {
            Decision::Mark(decided) => *decided,
            Decision::Text | Decision::Number(_) => Decided::editorial(&place),
        };
        let mut pieces = vec![Piece { part: Part::Sign, content: self.build(opener..opener + 1, None) }];
        let label_end = match decided.pieces.first() {
            Some((_, content)) => line.atom(content.start, line_end),
            None => end,
        };
        self.push(&mut pieces, Part::Label, opener + 1..label_end, None);
        self.push(&mut pieces, Part::Content, label_end..end, None);
        let text = decided
            .pieces
            .first()
            .and_then(|(_, content)| whole.get(content.start..))
            .map(|text| text.trim().to_owned());
        self.marked(decided, opener..end, whole, text, pieces)
    }

    /// All of a bracket that runs on, as it was written, with a blank line between blocks.
    fn further_text(&self, opener: usize) -> String {
        let mut text = Words::of(self.run, opener + 1..self.run.atoms.len()).text;
        for (run, brackets) in self.further.iter().zip(self.further_brackets).skip(1) {
            let close = brackets.pairs.iter().find(|pair| pair.open.is_none()).and_then(|pair| pair.close);
            text.push_str("\n\n");
            text.push_str(&Words::of(run, 0..close.unwrap_or(run.atoms.len())).text);
        }
        text
    }

    pub fn bracket(&self, at: usize, end: usize, link: Option<usize>) -> Option<(Inline, usize)> {
        let outer = Some(self.nesting.closes[at]).filter(|close| *close < end)?;
        let doubled =
            self.nesting.closes.get(at + 1).is_some_and(|inner| *inner != NONE && inner + 1 == outer);
        let width = if doubled { 2 } else { 1 };
        let (open, close) = (at + width, outer + 1 - width);
        let words = Words::of(self.run, open..close);
        if words.text.len() > LONGEST_PHRASE {
            let place = Place { inner: words.text, ..Place::default() };
            return Some(self.bracketed(Decided::editorial(&place), &place, open, close, width, link));
        }
        let place = Place {
            before: self.before(at),
            after: self.after(outer + 1),
            inner: words.text.clone(),
            colon: words.colon,
        };
        match decide::decide(&place, self.reader.vocabulary, self.reader.original) {
            Decision::Mark(decided) => {
                let (inline, next) = self.bracketed(*decided, &place, open, close, width, link);
                Some(self.with_what_follows(inline, next, end, link))
            }
            Decision::Text => None,
            Decision::Number(number) => {
                let note = (self.reader.answer)(&number)?;
                Some((Inline::Call { note, typed: format!("[{}]", place.inner) }, outer + 1))
            }
        }
    }

    fn bracketed(
        &self,
        decided: Decided,
        place: &Place,
        open: usize,
        close: usize,
        width: usize,
        link: Option<usize>,
    ) -> (Inline, usize) {
        let link = self.run.atoms[open - 1].link.or(link);
        let words = Words::of(self.run, open..close);
        let mut pieces = Vec::new();
        pieces.push(Piece { part: Part::Sign, content: self.signs(open - width..open) });
        let mut at = open;
        let (mut text, mut edited) = (None, None);
        for (part, range) in &decided.pieces {
            let (start, end) = (words.atom(range.start, close), words.atom(range.end, close));
            self.push(&mut pieces, Part::Label, at..start, link);
            let content = self.build(start..end, link);
            let words = Some(plain(&content));
            if *part == Part::Edited {
                edited = words
            } else {
                text = words
            }
            pieces.push(Piece { part: *part, content });
            at = end;
        }
        self.push(&mut pieces, Part::Label, at..close, link);
        pieces.push(Piece { part: Part::Sign, content: self.signs(close..close + width) });
        let mut marked = self.marked(decided, open - width..close + width, place.inner.clone(), text, pieces);
        marked.mark.edited = edited;
        (Inline::Marked(Box::new(marked)), close + width)
    }

    pub fn signs(&self, atoms: Range<usize>) -> Vec<Inline> {
        joined(atoms.map(|at| self.single(at)).collect())
    }

    /// `[handwritten] X` goes on to the end of its line; `[signature] /X/` takes the name between the strokes.
    fn with_what_follows(
        &self,
        inline: Inline,
        next: usize,
        end: usize,
        link: Option<usize>,
    ) -> (Inline, usize) {
        let Inline::Marked(mut marked) = inline else { return (inline, next) };
        match marked.mark.sign.name.as_ref() {
            "handwritten"
                if marked.mark.text.is_none()
                    && marked.mark.as_written.chars().count() <= LONGEST_NAME_OF_HAND =>
            {
                let line_end = self.end_of_hand(next, end);
                let words = Words::of(self.run, next..line_end);
                if !words.text.trim().is_empty() {
                    let content = self.build(next..line_end, link);
                    marked.mark.text = Some(words.text.trim().to_owned());
                    marked.mark.span = marked.mark.span.to(self.span(next..line_end));
                    marked.pieces.push(Piece { part: Part::Content, content });
                    return (Inline::Marked(marked), line_end);
                }
            }
            "signature" if marked.mark.text.is_none() => {
                if let Some((name, after)) = self.between_strokes(next, end) {
                    marked.pieces.push(Piece { part: Part::Sign, content: self.signs(next..name.start) });
                    let content = self.build(name.clone(), link);
                    marked.mark.text = Some(plain(&content));
                    marked.pieces.push(Piece { part: Part::Content, content });
                    marked.pieces.push(Piece { part: Part::Sign, content: self.signs(name.end..after) });
                    return (Inline::Marked(marked), after);
                }
            }
            _ => {}
        }
        (Inline::Marked(marked), next)
    }

    /// Where the words of a hand end that was named before them: with the line, or where a hand is named again.
    fn end_of_hand(&self, start: usize, end: usize) -> usize {
        let named = |at: usize| {
            let close = self.nesting.closes[at];
            if close == NONE || close - at > LONGEST_NAME_OF_HAND {
                return false;
            }
            let words = Words::of(self.run, at + 1..close).text;
            let inner = words.strip_prefix('[').and_then(|words| words.strip_suffix(']')).unwrap_or(&words);
            let inner = inner.trim_end().trim_end_matches('?');
            let reading = self.reader.vocabulary.whole(inner).filter(|reading| reading.pieces.is_empty());
            reading.is_some_and(|reading| reading.sign.name == "handwritten")
        };
        (start..end)
            .find(|at| matches!(self.run.atoms[*at].kind, Kind::Break(_)) || named(*at))
            .unwrap_or(end)
    }

    /// The atoms of a name between strokes, and where the strokes end.
    fn between_strokes(&self, start: usize, end: usize) -> Option<(Range<usize>, usize)> {
        let char_at = |at: usize| match self.run.atoms[at].kind {
            // The strokes of an address are its own.
            Kind::Char { c, .. } if self.run.atoms[at].link.is_none() => Some(c),
            _ => None,
        };
        let end = end.min(start + LONGEST_SIGNATURE);
        let first = (start..end).find(|at| char_at(*at).is_none_or(|c| !c.is_whitespace()))?;
        if char_at(first) != Some('/') {
            return None;
        }
        let last = (first + 1..end).find(|at| char_at(*at) == Some('/'))?;
        let plain = (first + 1..last).all(|at| char_at(at).is_some_and(|c| c != '[' && c != ']'));
        (last > first + 1 && plain).then_some((first + 1..last, last + 1))
    }

    fn before(&self, at: usize) -> String {
        let mut chars: Vec<char> = (0..at)
            .rev()
            .map_while(|at| match self.run.atoms[at].kind {
                Kind::Char { c, .. } => Some(c),
                Kind::Space { columns: true, .. } => Some(' '),
                Kind::Space { .. } | Kind::Break(_) => None,
                Kind::Call(_) | Kind::Image(_) => Some('\u{FFFC}'),
            })
            .take(SURROUNDINGS)
            .collect();
        chars.reverse();
        chars.into_iter().collect()
    }

    fn after(&self, at: usize) -> String {
        self.run.atoms[at..]
            .iter()
            .map_while(|atom| match atom.kind {
                Kind::Char { c, .. } => Some(c),
                Kind::Space { columns: true, .. } => Some(' '),
                Kind::Space { .. } | Kind::Break(_) => None,
                Kind::Call(_) | Kind::Image(_) => Some('\u{FFFC}'),
            })
            .take(SURROUNDINGS)
            .collect()
    }
}
