//! Brackets, boxes and the other signs become marks. Every character of a run comes out again, in its order.

use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Certainty, Extent, Mark, Quarters, Sign, sign};
use crate::model::text::{Inline, Marked, Part, Piece, Segment, Style, plain};
use crate::read::brackets::{self, Bracket, Brackets};
use crate::read::decide::{self, Decided, Decision, Place};
use crate::read::inline::{Kind, Run};
use crate::read::phrases::Vocabulary;
use crate::source::{Source, Span};

/// How much of a line around a bracket may matter for what it is, in characters.
const SURROUNDINGS: usize = 60;
/// How many single brackets of a run are reported one by one.
const MOST_WARNINGS: usize = 20;
/// The longest text that is looked at as a phrase, in bytes.
const LONGEST_PHRASE: usize = 4000;

/// What is needed to read signs, and is the same for all runs of a document.
pub struct Reader<'a> {
    pub source: &'a Source,
    pub vocabulary: &'a Vocabulary,
    /// The languages of the original, as BCP 47 tags.
    pub original: &'a [String],
    /// The note that a number calls, where one answers it.
    pub answer: &'a dyn Fn(&str) -> Option<usize>,
}

/// Reads the signs of all runs; `continuable` says of each whether a bracket may run on from or into it.
///
/// Ordinals and depths of the marks are 0 until [`number`] has walked the document.
pub fn read(
    reader: &Reader<'_>,
    runs: &[Run],
    continuable: &[bool],
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<Inline>> {
    let labelled = |run: usize, opener: usize| {
        let line = first_line(&runs[run], opener);
        decide::opens_known(&line.text, line.colon, reader.vocabulary)
    };
    let brackets = brackets::pair(runs, continuable, labelled);
    let mut contents = Vec::with_capacity(runs.len());
    let mut continued: Option<Mark> = None;
    for (at, run) in runs.iter().enumerate() {
        report(reader, run, &brackets[at], diagnostics);
        let rest = |mut last: usize| {
            while last + 1 < runs.len() && brackets[last].pairs.iter().any(|pair| pair.close.is_none()) {
                last += 1;
            }
            &runs[at..=last]
        };
        let builder = Builder::new(reader, run, &brackets[at], rest(at), &brackets[at..]);
        contents.push(builder.build_run(&mut continued));
    }
    contents
}

/// Numbers the marks of a document in text order and says how deep each stands; gives the next free number.
pub fn number(content: &mut [Inline], depth: usize, mut next: usize, open: &mut Option<usize>) -> usize {
    for inline in content {
        match inline {
            Inline::Marked(marked) => {
                marked.mark.depth = depth;
                marked.mark.ordinal = match (marked.segment, *open) {
                    (Segment::Continued, Some(ordinal)) => ordinal,
                    _ => {
                        next += 1;
                        next - 1
                    }
                };
                if depth == 0 {
                    *open = Some(marked.mark.ordinal);
                }
                for piece in &mut marked.pieces {
                    next = number(&mut piece.content, depth + 1, next, &mut None);
                }
            }
            Inline::Styled { content, .. } | Inline::Link { content, .. } => {
                next = number(content, depth, next, open);
            }
            _ => {}
        }
    }
    next
}

fn report(reader: &Reader<'_>, run: &Run, brackets: &Brackets, diagnostics: &mut Diagnostics) {
    let span = |atom: usize| {
        let start = run.atoms.get(atom).map_or(run.range.end, |atom| atom.at);
        reader.source.span(start..start + 1)
    };
    for atom in brackets.alone.iter().take(MOST_WARNINGS) {
        let opens =
            matches!(run.atoms.get(*atom), Some(atom) if matches!(atom.kind, Kind::Char { c: '[', .. }));
        let (found, hint) = if opens {
            ("`[` is never closed", "close it with `]`, or write `\\[` if it is no bracket of the editor’s")
        } else {
            ("`]` was never opened", "open it with `[`, or write `\\]` if it is no bracket of the editor’s")
        };
        diagnostics.push(Diagnostic::warning("unbalanced-bracket", found).at(span(*atom)).hint(hint));
    }
    if let Some(atom) = brackets.alone.get(MOST_WARNINGS) {
        let more = brackets.alone.len() - MOST_WARNINGS;
        let message = format!("{more} more brackets of this paragraph stand alone");
        diagnostics.push(Diagnostic::warning("unbalanced-bracket", message).at(span(*atom)));
    }
    if let Some(atom) = brackets.too_deep.first() {
        let message = "brackets stand too deep in each other; the innermost are shown as text";
        diagnostics.push(Diagnostic::warning("deep-brackets", message).at(span(*atom)));
    }
    if let Some(pair) = brackets.pairs.iter().find(|pair| pair.open.is_some() && pair.close.is_none()) {
        let diagnostic =
            Diagnostic::warning("bracket-over-blank-line", "this bracket runs on over a blank line")
                .at(span(pair.open.unwrap_or_default()))
                .hint("close it before the blank line and open it again after it, if that is not meant");
        diagnostics.push(diagnostic);
    }
}

/// A stretch of atoms as text: what is compared with phrases, and which atom each byte belongs to.
#[derive(Default)]
struct Words {
    text: String,
    /// The byte at which each atom begins.
    starts: Vec<(usize, usize)>,
    /// The first colon outside of brackets.
    colon: Option<usize>,
}

impl Words {
    fn of(run: &Run, atoms: Range<usize>) -> Words {
        let mut words = Words::default();
        let mut depth = 0_usize;
        for at in atoms {
            words.starts.push((words.text.len(), at));
            match &run.atoms[at].kind {
                Kind::Char { c, escaped } => {
                    match c {
                        '[' if !escaped => depth += 1,
                        ']' if !escaped => depth = depth.saturating_sub(1),
                        ':' if depth == 0 && words.colon.is_none() => words.colon = Some(words.text.len()),
                        _ => {}
                    }
                    words.text.push(*c);
                }
                Kind::Space { columns: true, .. } => words.text.push(' '),
                Kind::Break(_) => words.text.push('\n'),
                Kind::Space { .. } | Kind::Call(_) | Kind::Image { .. } => {}
            }
        }
        words
    }

    /// The atom at a byte, or `end` where the byte is past the last.
    fn atom(&self, byte: usize, end: usize) -> usize {
        let at = self.starts.partition_point(|(start, _)| *start < byte);
        self.starts.get(at).map_or(end, |(_, atom)| *atom)
    }
}

fn first_line(run: &Run, opener: usize) -> Words {
    let end = (opener + 1..run.atoms.len())
        .find(|at| matches!(run.atoms[*at].kind, Kind::Break(_)))
        .unwrap_or(run.atoms.len());
    Words::of(run, opener + 1..end)
}

/// A sign that is not typed with brackets.
struct Plain {
    atoms: Range<usize>,
    sign: &'static str,
    /// How many atoms of its sign stand before and after what it is about; none where it has no content.
    content: Option<Range<usize>>,
}

struct Builder<'a> {
    reader: &'a Reader<'a>,
    run: &'a Run,
    brackets: &'a Brackets,
    /// This run and those over which its last bracket runs on, with their brackets.
    further: &'a [Run],
    further_brackets: &'a [Brackets],
    /// The closer of each opener, by atom.
    closes: Vec<usize>,
    plain: Vec<Plain>,
}

/// A piece of a line with its style, before neighbours of one style are put together.
struct Item {
    inline: Inline,
    emphasis: bool,
    strong: bool,
    link: Option<usize>,
}

const NONE: usize = usize::MAX;

impl<'a> Builder<'a> {
    fn new(
        reader: &'a Reader<'a>,
        run: &'a Run,
        brackets: &'a Brackets,
        further: &'a [Run],
        further_brackets: &'a [Brackets],
    ) -> Builder<'a> {
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
        let plain = plain_signs(run, &nest);
        Builder { reader, run, brackets, further, further_brackets, closes, plain }
    }

    /// Builds the whole run. `continued` is the mark of a bracket that opened in an earlier run and goes on here.
    fn build_run(&self, continued: &mut Option<Mark>) -> Vec<Inline> {
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
            Decision::Text | Decision::Number(_) => editorial(&place),
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

    fn marked(
        &self,
        decided: Decided,
        atoms: Range<usize>,
        as_written: String,
        text: Option<String>,
        pieces: Vec<Piece>,
    ) -> Marked {
        let mut mark = self.mark(decided.sign, atoms);
        mark.as_written = as_written;
        mark.text = text;
        mark.language = decided.language;
        mark.certainty = decided.certainty;
        mark.of = decided.of;
        mark.hand = decided.slots.hand;
        mark.place = decided.slots.place;
        mark.extent = decided.slots.extent;
        if matches!(decided.sign.name, "withheld" | "lost" | "cipher")
            && decided.slots.words.contains(char::is_alphabetic)
        {
            mark.reason = Some(decided.slots.words);
        }
        Marked { mark, pieces, segment: Segment::First }
    }

    fn mark(&self, sign: &'static Sign, atoms: Range<usize>) -> Mark {
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
        }
    }

    fn span(&self, atoms: Range<usize>) -> Span {
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

    fn push(&self, pieces: &mut Vec<Piece>, part: Part, atoms: Range<usize>, link: Option<usize>) {
        if !atoms.is_empty() {
            pieces.push(Piece { part, content: self.build(atoms, link) });
        }
    }

    /// Builds a stretch of atoms; `link` is the link that it stands in already.
    fn build(&self, atoms: Range<usize>, link: Option<usize>) -> Vec<Inline> {
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
                *span = span.to(self.reader.source.span(atom.at..atom.at + c.len_utf8()));
                at += 1;
                continue;
            }
            let link_here = atom.link.filter(|here| Some(*here) != link);
            let (inline, next) = self
                .deletion(at, atoms.end, link, deletion)
                .or_else(|| self.bracket(at, atoms.end, link))
                .or_else(|| self.plain_sign(at, atoms.end))
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
        self.links(substitutions(self, items))
    }

    /// Whether a bracket, a deletion or a sign without brackets opens at this character.
    fn begins_something(&self, at: usize) -> bool {
        self.closes[at] != NONE
            || self.run.deletions.binary_search_by_key(&at, |range| range.start).is_ok()
            || self.plain.binary_search_by_key(&at, |plain| plain.atoms.start).is_ok()
    }

    fn single(&self, at: usize) -> Inline {
        let atom = &self.run.atoms[at];
        match &atom.kind {
            Kind::Char { c, .. } => Inline::Text {
                text: c.to_string(),
                span: self.reader.source.span(atom.at..atom.at + c.len_utf8()),
            },
            Kind::Space { end, columns } => self.space(at, *end, *columns),
            Kind::Break(end) => Inline::Break(*end),
            Kind::Call(note) => Inline::Call { note: *note, typed: String::new() },
            Kind::Image { path, alternative } => {
                Inline::Image { path: path.clone(), alternative: alternative.clone() }
            }
        }
    }

    fn space(&self, at: usize, end: usize, columns: bool) -> Inline {
        let start = self.run.atoms[at].at;
        let as_written = self.reader.source.text()[start..end].to_owned();
        let quantity = Quarters::whole(u32::try_from(as_written.chars().count()).unwrap_or(u32::MAX));
        let mut mark = self.mark(named("space"), at..at + 1);
        mark.extent = Some(Extent { quantity, unit: "character".to_owned(), at_most: false });
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
        let mut mark = self.mark(named("deletion"), range.clone());
        mark.as_written = plain(&content);
        mark.text = Some(mark.as_written.clone());
        let pieces = vec![Piece { part: Part::Content, content }];
        Some((Inline::Marked(Box::new(Marked { mark, pieces, segment: Segment::First })), range.end))
    }

    fn plain_sign(&self, at: usize, end: usize) -> Option<(Inline, usize)> {
        let found = self.plain.partition_point(|plain| plain.atoms.start < at);
        let plain =
            self.plain.get(found).filter(|plain| plain.atoms.start == at && plain.atoms.end <= end)?;
        let mut mark = self.mark(named(plain.sign), plain.atoms.clone());
        let mut pieces = Vec::new();
        match &plain.content {
            Some(content) => {
                mark.as_written = Words::of(self.run, content.clone()).text;
                mark.text = Some(mark.as_written.clone());
                self.push(&mut pieces, Part::Sign, plain.atoms.start..content.start, None);
                pieces.push(Piece { part: Part::Content, content: self.build(content.clone(), None) });
                self.push(&mut pieces, Part::Sign, content.end..plain.atoms.end, None);
            }
            None => {
                mark.as_written = Words::of(self.run, plain.atoms.clone()).text;
                let content = plain.atoms.clone().map(|at| self.single(at)).collect();
                pieces.push(Piece { part: Part::Label, content: joined(content) });
            }
        }
        Some((Inline::Marked(Box::new(Marked { mark, pieces, segment: Segment::First })), plain.atoms.end))
    }

    fn bracket(&self, at: usize, end: usize, link: Option<usize>) -> Option<(Inline, usize)> {
        let outer = Some(self.closes[at]).filter(|close| *close < end)?;
        let doubled = self.closes.get(at + 1).is_some_and(|inner| *inner != NONE && inner + 1 == outer);
        let width = if doubled { 2 } else { 1 };
        let (open, close) = (at + width, outer + 1 - width);
        let words = Words::of(self.run, open..close);
        if words.text.len() > LONGEST_PHRASE {
            let place = Place { inner: words.text, ..Place::default() };
            return Some(self.bracketed(editorial(&place), &place, open, close, width, link));
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

    fn signs(&self, atoms: Range<usize>) -> Vec<Inline> {
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
        if marked.mark.text.is_none() {
            let line_end =
                (next..end).find(|at| matches!(self.run.atoms[*at].kind, Kind::Break(_))).unwrap_or(end);
            match marked.mark.sign.name {
                "handwritten" => {
                    let words = Words::of(self.run, next..line_end);
                    if !words.text.trim().is_empty() {
                        let content = self.build(next..line_end, link);
                        marked.mark.text = Some(words.text.trim().to_owned());
                        marked.mark.span = marked.mark.span.to(self.span(next..line_end));
                        marked.pieces.push(Piece { part: Part::Content, content });
                        return (Inline::Marked(marked), line_end);
                    }
                }
                "signature" => {
                    if let Some((name, after)) = self.between_strokes(next, line_end) {
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
        }
        (Inline::Marked(marked), next)
    }

    /// The atoms of a name between strokes, and where the strokes end.
    fn between_strokes(&self, start: usize, end: usize) -> Option<(Range<usize>, usize)> {
        let char_at = |at: usize| match self.run.atoms[at].kind {
            Kind::Char { c, .. } => Some(c),
            _ => None,
        };
        let first = (start..end).find(|at| char_at(*at).is_none_or(|c| !c.is_whitespace()))?;
        if char_at(first) != Some('/') {
            return None;
        }
        let last = (first + 1..end.min(first + 80)).find(|at| char_at(*at) == Some('/'))?;
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
                Kind::Call(_) | Kind::Image { .. } => Some('\u{FFFC}'),
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
                Kind::Call(_) | Kind::Image { .. } => Some('\u{FFFC}'),
            })
            .take(SURROUNDINGS)
            .collect()
    }

    /// Puts neighbours of one link into it, and within them neighbours of one style.
    fn links(&self, items: Vec<Item>) -> Vec<Inline> {
        let mut content = Vec::new();
        let mut items = items.into_iter().peekable();
        while let Some(item) = items.next() {
            let link = item.link;
            let mut group = vec![item];
            while let Some(item) = items.next_if(|item| item.link == link) {
                group.push(item);
            }
            match link.and_then(|link| self.run.links.get(link)) {
                Some(target) => content.push(Inline::Link { target: target.clone(), content: styles(group) }),
                None => content.extend(styles(group)),
            }
        }
        content
    }
}

/// A deletion directly followed by an addition is a substitution.
fn substitutions(builder: &Builder<'_>, items: Vec<Item>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let follows = out.last().is_some_and(|last| is_mark(&last.inline, "deletion"));
        match out.pop() {
            Some(last) if follows && is_mark(&item.inline, "addition") => {
                let inline = substitution(builder, last.inline, item.inline);
                out.push(Item { inline, ..last });
            }
            last => {
                out.extend(last);
                out.push(item);
            }
        }
    }
    out
}

fn substitution(builder: &Builder<'_>, deletion: Inline, addition: Inline) -> Inline {
    let mut mark = builder.mark(named("substitution"), 0..0);
    mark.as_written = plain(std::slice::from_ref(&deletion)) + &plain(std::slice::from_ref(&addition));
    if let (Inline::Marked(deletion), Inline::Marked(addition)) = (&deletion, &addition) {
        mark.span = deletion.mark.span.to(addition.mark.span);
        mark.text.clone_from(&deletion.mark.text);
        mark.edited.clone_from(&addition.mark.text);
    }
    let pieces = vec![
        Piece { part: Part::Content, content: vec![deletion] },
        Piece { part: Part::Edited, content: vec![addition] },
    ];
    Inline::Marked(Box::new(Marked { mark, pieces, segment: Segment::First }))
}

fn is_mark(inline: &Inline, name: &str) -> bool {
    matches!(inline, Inline::Marked(marked) if marked.mark.sign.name == name && marked.segment == Segment::First)
}

fn styles(items: Vec<Item>) -> Vec<Inline> {
    let mut content = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        let (emphasis, strong) = (item.emphasis, item.strong);
        let is_text = |item: &Item| matches!(item.inline, Inline::Text { .. });
        if !is_text(&item) || (!emphasis && !strong) {
            content.push(item.inline);
            continue;
        }
        let mut group = vec![item.inline];
        while let Some(item) =
            items.next_if(|item| is_text(item) && item.emphasis == emphasis && item.strong == strong)
        {
            group.push(item.inline);
        }
        let mut styled = joined(group);
        if strong {
            styled = vec![Inline::Styled { style: Style::Strong, content: styled }];
        }
        if emphasis {
            styled = vec![Inline::Styled { style: Style::Emphasis, content: styled }];
        }
        content.extend(styled);
    }
    joined(content)
}

/// Puts neighbouring texts together.
fn joined(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len().min(16));
    for inline in content {
        match (out.last_mut(), inline) {
            (Some(Inline::Text { text, span }), Inline::Text { text: more, span: further }) => {
                text.push_str(&more);
                *span = span.to(further);
            }
            (_, inline) => out.push(inline),
        }
    }
    out
}

fn named(name: &str) -> &'static Sign {
    sign(name).unwrap_or(&crate::model::apparatus::SIGNS[0])
}

fn editorial(place: &Place) -> Decided {
    Decided {
        sign: named("editorial"),
        pieces: vec![(Part::Content, 0..place.inner.len())],
        slots: crate::read::phrases::Slots::default(),
        certainty: None::<Certainty>,
        language: None,
        of: None,
    }
}

/// Signs typed without brackets: blanks of underscores and dashes, `↑X↓`, and lines that are a page mark or `L. S.`
fn plain_signs(run: &Run, nest: &[usize]) -> Vec<Plain> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < run.atoms.len() {
        let end = (start..run.atoms.len())
            .find(|at| matches!(run.atoms[*at].kind, Kind::Break(_)))
            .unwrap_or(run.atoms.len());
        line_signs(run, start..end, nest, &mut found);
        start = end + 1;
    }
    found.sort_by_key(|plain| plain.atoms.start);
    found
}

fn line_signs(run: &Run, line: Range<usize>, nest: &[usize], found: &mut Vec<Plain>) {
    let char_at = |at: usize| match run.atoms[at].kind {
        Kind::Char { c, .. } => c,
        _ => ' ',
    };
    let visible: Vec<usize> = line.clone().filter(|at| !char_at(*at).is_whitespace()).collect();
    let (Some(first), Some(last)) = (visible.first(), visible.last()) else { return };
    let whole = *first..*last + 1;
    if whole.len() <= 40 {
        let text: String = whole.clone().map(char_at).collect();
        if let Some(sign) = line_sign(&text) {
            found.push(Plain { atoms: whole, sign, content: None });
            return;
        }
    }
    let mut at = line.start;
    let mut arrow = None;
    while at < line.end {
        let c = char_at(at);
        if c == '↑' {
            arrow = Some(at);
        } else if c == '↓'
            && let Some(open) = arrow.take().filter(|open| nest[*open] == nest[at] && open + 1 < at)
        {
            found.push(Plain { atoms: open..at + 1, sign: "addition", content: Some(open + 1..at) });
        }
        if let Some(end) = dashed_page(&char_at, at, line.end) {
            found.push(Plain { atoms: at..end, sign: "page", content: None });
            at = end;
            continue;
        }
        let run_end = blank_end(&char_at, at, line.end);
        if run_end - at >= 3 && !(at == whole.start && run_end == whole.end) {
            found.push(Plain { atoms: at..run_end, sign: "blank", content: None });
        }
        at = run_end.max(at + 1);
    }
}

/// Where `--- page 104r ---` ends that begins within a line.
fn dashed_page(char_at: &impl Fn(usize) -> char, start: usize, end: usize) -> Option<usize> {
    let dashes = |from: usize| (from..end).take_while(|at| char_at(*at) == '-').count();
    let opening = dashes(start);
    if !(3..=20).contains(&opening) || (start > 0 && char_at(start - 1) == '-') {
        return None;
    }
    let close = (start + opening..end.min(start + opening + 24)).find(|at| char_at(*at) == '-')?;
    let closing = dashes(close);
    let text: String = (start..close + closing).map(char_at).collect();
    (closing >= 3 && line_sign(&text) == Some("page")).then_some(close + closing)
}

/// Where a run of underscores, or of dashes that opens with a long one, ends.
fn blank_end(char_at: &impl Fn(usize) -> char, start: usize, end: usize) -> usize {
    let run = |fits: fn(char) -> bool| (start..end).find(|at| !fits(char_at(*at))).unwrap_or(end);
    match char_at(start) {
        '_' => run(|c| c == '_'),
        '—' | '–' => run(|c| matches!(c, '—' | '–' | '-')),
        _ => start,
    }
}

/// `L. S.`, `(p. 1)`, `--- page 104r ---`
fn line_sign(line: &str) -> Option<&'static str> {
    if matches!(line, "L. S." | "L.S." | "(L. S.)" | "(L.S.)" | "L. S" | "l. s.") {
        return Some("stamp");
    }
    let inner = match line.strip_prefix('(').and_then(|line| line.strip_suffix(')')) {
        Some(inner) => inner,
        None => line.strip_prefix("--")?.strip_suffix("--")?.trim_matches('-'),
    };
    let mut words = inner.split_whitespace();
    let label = words.next()?.to_lowercase();
    let number = words.next()?;
    let is_page = matches!(label.as_str(), "p." | "p" | "page" | "fol." | "folio" | "leaf" | "l." | "pp.");
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= 8;
    (is_page && is_number && words.next().is_none()).then_some("page")
}
