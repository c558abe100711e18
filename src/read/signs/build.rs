//! The atoms of a run become what runs within a line. Every character comes out again, in its order.

use std::ops::Range;

use crate::model::apparatus::{Extent, Mark, SignRef, built_in};
use crate::model::text::{Inline, Marked, Part, Piece, Segment, plain as plain_text};
use crate::read::inline::{Kind, Run};
use crate::read::signs::Reader;
use crate::read::signs::brackets::{Bracket, Brackets};
use crate::read::signs::decide::Decided;
use crate::read::signs::extents;
use crate::read::signs::join::{Item, joined, links, substitutions};
use crate::read::signs::unbracketed::{Plain, plain_signs};
use crate::read::signs::words::Words;
use crate::source::Span;

/// Builds one run.
pub struct Builder<'a> {
    pub reader: &'a Reader<'a>,
    pub run: &'a Run,
    pub brackets: &'a Brackets,
    /// This run and those over which its last bracket runs on, with their brackets.
    pub further: &'a [Run],
    pub further_brackets: &'a [Brackets],
    pub nesting: Nesting,
    plain: Vec<Plain>,
    /// Labels and tags that nothing closes, and labels that close nothing.
    pub unclosed: Vec<Range<usize>>,
}

/// Which brackets close which, and in which bracket each atom stands.
pub struct Nesting {
    /// The closer of each opener, by atom.
    pub closes: Vec<usize>,
    /// One more than the opener around each atom; 0 outside of all brackets.
    pub nest: Vec<usize>,
}

impl Nesting {
    fn of(run: &Run, brackets: &Brackets) -> Nesting {
        let mut closes = vec![NONE; run.atoms.len()];
        let mut nest = vec![0_usize; run.atoms.len() + 1];
        for Bracket { open, close } in &brackets.pairs {
            if let (Some(open), Some(close)) = (open, close) {
                closes[*open] = *close;
            }
        }
        let mut stack: Vec<usize> = Vec::new();
        for at in 0..run.atoms.len() {
            if stack.last().is_some_and(|open| closes[*open] == at) {
                stack.pop();
            }
            nest[at] = stack.last().map_or(0, |open| open + 1);
            if closes[at] != NONE {
                stack.push(at);
            }
        }
        Nesting { closes, nest }
    }
}

/// Of an atom that opens no bracket.
pub const NONE: usize = usize::MAX;

impl<'a> Builder<'a> {
    pub fn new(
        reader: &'a Reader<'a>,
        run: &'a Run,
        brackets: &'a Brackets,
        further: &'a [Run],
        further_brackets: &'a [Brackets],
    ) -> Builder<'a> {
        let nesting = Nesting::of(run, brackets);
        let (plain, unclosed) = plain_signs(run, &nesting, reader.vocabulary);
        Builder { reader, run, brackets, further, further_brackets, nesting, plain, unclosed }
    }

    pub fn marked(
        &self,
        decided: Decided,
        atoms: Range<usize>,
        as_written: String,
        text: Option<String>,
        pieces: Vec<Piece>,
    ) -> Marked {
        let mut mark = self.mark(decided.sign.clone(), atoms);
        mark.as_written = as_written;
        mark.text = text;
        mark.language = decided.language;
        mark.certainty = decided.certainty;
        mark.of = decided.of;
        mark.hand = decided.slots.hand;
        mark.place = decided.slots.place;
        mark.extent = decided.slots.extent.or_else(|| {
            let (name, vocabulary) = (decided.sign.name.as_ref(), self.reader.vocabulary);
            match name {
                "withheld" | "lost" | "illegible" | "cipher" | "omission" | "blank"
                    if mark.text.is_none() =>
                {
                    extents::said(&mark.as_written, vocabulary)
                }
                "editorial" => extents::alone(&mark.as_written, vocabulary),
                _ => None,
            }
        });
        if matches!(decided.sign.name.as_ref(), "withheld" | "lost" | "cipher")
            && decided.slots.words.chars().filter(|c| c.is_alphabetic()).count() > 2
            && decided.slots.words != decided.sign.name
        {
            mark.reason = Some(decided.slots.words);
        }
        Marked { mark, pieces, segment: Segment::First }
    }

    pub fn mark(&self, sign: SignRef, atoms: Range<usize>) -> Mark {
        Mark {
            sign,
            ordinal: 0,
            span: self.span(atoms),
            depth: 0,
            as_written: String::new(),
            text: None,
            edited: None,
            hand: None,
            place: None,
            language: None,
            reason: None,
            certainty: None,
            extent: None,
            of: None,
            elements: Vec::new(),
        }
    }

    pub fn span(&self, atoms: Range<usize>) -> Span {
        let start = self.run.atoms.get(atoms.start).map_or(self.run.range.end, |atom| atom.at);
        let end = match atoms.end.checked_sub(1).and_then(|last| self.run.atoms.get(last)) {
            Some(last) => match last.kind {
                Kind::Char { c, .. } => last.at + c.len_utf8(),
                Kind::Space { end, .. } => end,
                _ => last.at,
            },
            None => start,
        };
        self.reader.source.span(start..end)
    }

    pub fn push(&self, pieces: &mut Vec<Piece>, part: Part, atoms: Range<usize>, link: Option<usize>) {
        if !atoms.is_empty() {
            pieces.push(Piece { part, content: self.build(atoms, link) });
        }
    }

    /// Builds a stretch of atoms; `link` is the link that it stands in already.
    pub fn build(&self, atoms: Range<usize>, link: Option<usize>) -> Vec<Inline> {
        self.build_within(atoms, link, None)
    }

    /// `deletion` is the number of the `~~deletion~~` whose inside this is.
    fn build_within(&self, atoms: Range<usize>, link: Option<usize>, deletion: Option<usize>) -> Vec<Inline> {
        let mut items: Vec<Item> = Vec::new();
        let mut at = atoms.start;
        while at < atoms.end {
            let atom = &self.run.atoms[at];
            if let Kind::Char { c, .. } = atom.kind
                && !self.begins_something(at)
                && let Some(Item { inline: Inline::Text { text, span }, emphasis, strong, link: last }) =
                    items.last_mut()
                && (*emphasis, *strong) == (atom.emphasis, atom.strong)
                && *last == atom.link.filter(|here| Some(*here) != link)
            {
                text.push(c);
                let mut last = (atom, c);
                at += 1;
                // All that goes on like this, in one go: most of a text does.
                while let Some(next) = self.run.atoms[..atoms.end].get(at)
                    && let Kind::Char { c, .. } = next.kind
                    && (next.emphasis, next.strong, next.link) == (atom.emphasis, atom.strong, atom.link)
                    && !self.begins_something(at)
                {
                    text.push(c);
                    last = (next, c);
                    at += 1;
                }
                let (atom, c) = last;
                *span = span.to(self.reader.source.span(atom.at..atom.at + c.len_utf8()));
                continue;
            }
            let link_here = atom.link.filter(|here| Some(*here) != link);
            let (inline, next) = self
                .deletion(at, atoms.end, link, deletion)
                .or_else(|| self.plain_sign(at, atoms.end, link))
                .or_else(|| self.bracket(at, atoms.end, link))
                .unwrap_or_else(|| (self.single(at), at + 1));
            let link_there = self.run.atoms[next - 1].link.filter(|there| Some(*there) != link);
            let link = if matches!(inline, Inline::Call { .. }) {
                None
            } else {
                link_here.filter(|here| link_there == Some(*here))
            };
            items.push(Item { inline, emphasis: atom.emphasis, strong: atom.strong, link });
            at = next;
        }
        links(&self.run.links, substitutions(self, items))
    }

    /// Whether a bracket, a deletion or a sign without brackets opens at this character.
    fn begins_something(&self, at: usize) -> bool {
        self.nesting.closes[at] != NONE
            || self.run.deletions.binary_search_by_key(&at, |range| range.start).is_ok()
            || self.plain.binary_search_by_key(&at, |plain| plain.atoms.start).is_ok()
    }

    pub fn single(&self, at: usize) -> Inline {
        let atom = &self.run.atoms[at];
        match &atom.kind {
            Kind::Char { c, .. } => Inline::Text {
                text: c.to_string(),
                span: self.reader.source.span(atom.at..atom.at + c.len_utf8()),
            },
            Kind::Space { end, columns } => self.space(at, *end, *columns),
            Kind::Break(end) => Inline::Break(*end),
            Kind::Call(note) => Inline::Call { note: *note, typed: String::new() },
            Kind::Image(picture) => {
                Inline::Image { path: picture.path.clone(), alternative: picture.alternative.clone() }
            }
        }
    }

    fn space(&self, at: usize, end: usize, columns: bool) -> Inline {
        let start = self.run.atoms[at].at;
        let as_written = self.reader.source.text()[start..end].to_owned();
        let mut mark = self.mark(built_in("space"), at..at + 1);
        mark.extent = Some(Extent::characters(as_written.chars().count()));
        mark.as_written = as_written;
        let gap = Inline::Text { text: " ".to_owned(), span: self.reader.source.span(start..end) };
        let pieces =
            if columns { vec![Piece { part: Part::Content, content: vec![gap] }] } else { Vec::new() };
        Inline::Marked(Box::new(Marked { mark, pieces, segment: Segment::First }))
    }

    fn deletion(
        &self,
        at: usize,
        end: usize,
        link: Option<usize>,
        inside: Option<usize>,
    ) -> Option<(Inline, usize)> {
        let deletions = &self.run.deletions;
        let first =
            deletions.partition_point(|range| range.start < at).max(inside.map_or(0, |inside| inside + 1));
        let range =
            deletions.get(first).filter(|range| range.start == at && range.end <= end && range.end > at)?;
        let content = self.build_within(range.clone(), link, Some(first));
        let mut mark = self.mark(built_in("deletion"), range.clone());
        mark.as_written = plain_text(&content);
        mark.text = Some(mark.as_written.clone());
        let pieces = vec![Piece { part: Part::Content, content }];
        Some((Inline::Marked(Box::new(Marked { mark, pieces, segment: Segment::First })), range.end))
    }

    fn plain_sign(&self, at: usize, end: usize, link: Option<usize>) -> Option<(Inline, usize)> {
        let found = self.plain.partition_point(|plain| plain.atoms.start < at);
        let plain =
            self.plain.get(found).filter(|plain| plain.atoms.start == at && plain.atoms.end <= end)?;
        let mut mark = self.mark(plain.sign.clone(), plain.atoms.clone());
        mark.hand.clone_from(&plain.hand);
        mark.place.clone_from(&plain.place);
        mark.reason.clone_from(&plain.reason);
        mark.language.clone_from(&plain.language);
        mark.extent.clone_from(&plain.extent);
        mark.certainty = plain.certainty;
        let mut pieces = Vec::new();
        match &plain.content {
            Some(content) => {
                mark.as_written = Words::of(self.run, content.clone()).text;
                let mut open = plain.atoms.start;
                if let Some(label) = &plain.label {
                    self.push_signs(&mut pieces, open..label.start);
                    self.push(&mut pieces, Part::Label, label.clone(), link);
                    open = label.end;
                }
                self.push_signs(&mut pieces, open..content.start);
                let built = match content.start == plain.atoms.start {
                    // Nothing stands around it: it is a sign by its letters.
                    true => self.signs(content.clone()),
                    false => self.build(content.clone(), link),
                };
                mark.text = Some(plain_text(&built).trim().to_owned());
                pieces.push(Piece { part: Part::Content, content: built });
                self.push_signs(&mut pieces, content.end..plain.atoms.end);
            }
            None => {
                mark.as_written = Words::of(self.run, plain.atoms.clone()).text;
                let content = plain.atoms.clone().map(|at| self.single(at)).collect();
                pieces.push(Piece { part: Part::Label, content: joined(content) });
            }
        }
        Some((Inline::Marked(Box::new(Marked { mark, pieces, segment: Segment::First })), plain.atoms.end))
    }

    /// Signs are characters and nothing else: no bracket opens among them.
    fn push_signs(&self, pieces: &mut Vec<Piece>, atoms: Range<usize>) {
        if !atoms.is_empty() {
            pieces.push(Piece { part: Part::Sign, content: self.signs(atoms) });
        }
    }
}
