//! The lines of a passage, and the setting apart of a stretch of its text. It changes no character.

use std::ops::Range;

use crate::model::text::{Break, Inline, Marked, Part, Piece, plain};
use crate::source::Span;

/// A line as the writer ended it; a line that was only wrapped goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Where it stands in the plain text of its passage.
    pub range: Range<usize>,
    pub text: String,
}

/// The lines of a passage that have text in them.
pub fn lines(content: &[Inline]) -> Vec<Line> {
    lines_at(content, |at| matches!(at, Break::Hard | Break::Line))
}

/// The lines as they are typed, also where the text runs on.
pub fn typed_lines(content: &[Inline]) -> Vec<Line> {
    lines_at(content, |_| true)
}

fn lines_at(content: &[Inline], ends: impl Fn(&Break) -> bool) -> Vec<Line> {
    let text = plain(content);
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut cut = |range: Range<usize>| {
        let line = text.get(range.clone()).unwrap_or_default();
        if !line.trim().is_empty() {
            lines.push(Line { text: line.to_owned(), range });
        }
    };
    for inline in content {
        let length = length(inline);
        if matches!(inline, Inline::Break(at) if ends(at)) {
            cut(start..at);
            start = at + length;
        }
        at += length;
    }
    cut(start..at);
    lines
}

/// The text without what stands in square brackets.
pub fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for c in text.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

/// Puts a stretch of the text into an inline that `around` makes. Where the stretch ends inside of a style,
/// a link or a mark that it does not wholly lie in, all stays as it was.
pub fn set_apart(
    content: Vec<Inline>,
    range: &Range<usize>,
    around: &dyn Fn(Vec<Inline>) -> Inline,
) -> Vec<Inline> {
    let mut start = 0;
    let mut touched = Vec::new();
    for (at, inline) in content.iter().enumerate() {
        let end = start + length(inline);
        if start < range.end && end > range.start {
            touched.push((at, start..end));
        }
        start = end;
    }
    let (Some((first, first_range)), Some((last, last_range))) = (touched.first(), touched.last()) else {
        return content;
    };
    let inside = first == last && (first_range.start < range.start || range.end < first_range.end);
    if inside && !matches!(content[*first], Inline::Text { .. }) {
        let within = range.start.saturating_sub(first_range.start)..range.end - first_range.start;
        let at = *first;
        return content
            .into_iter()
            .enumerate()
            .map(
                |(index, inline)| {
                    if index == at { set_apart_within(inline, &within, around) } else { inline }
                },
            )
            .collect();
    }
    let cut_before = range.start.saturating_sub(first_range.start);
    let cut_after = range.end.min(last_range.end) - last_range.start;
    let can_cut =
        |at: usize, cut: usize| cut == 0 || cut == length(&content[at]) || is_cut_at(&content[at], cut);
    if !can_cut(*first, cut_before) || !can_cut(*last, cut_after) {
        return content;
    }
    let (first, last) = (*first, *last);
    let mut result = Vec::with_capacity(content.len() + 2);
    let mut stretch = Vec::new();
    for (at, inline) in content.into_iter().enumerate() {
        if at < first {
            result.push(inline);
        } else if at > last {
            if !stretch.is_empty() {
                result.push(around(std::mem::take(&mut stretch)));
            }
            result.push(inline);
        } else {
            let (inline, rest) = if at == last { cut(inline, cut_after) } else { (Some(inline), None) };
            let (before, inline) = match inline {
                Some(inline) if at == first => cut(inline, cut_before),
                inline => (None, inline),
            };
            result.extend(before);
            stretch.extend(inline);
            if at == last {
                result.push(around(std::mem::take(&mut stretch)));
            }
            result.extend(rest);
        }
    }
    result
}

fn set_apart_within(inline: Inline, range: &Range<usize>, around: &dyn Fn(Vec<Inline>) -> Inline) -> Inline {
    match inline {
        Inline::Styled { style, content } => {
            Inline::Styled { style, content: set_apart(content, range, around) }
        }
        Inline::Link { target, content } => {
            Inline::Link { target, content: set_apart(content, range, around) }
        }
        Inline::Marked(marked) => {
            let Marked { mark, pieces, segment } = *marked;
            let mut start = 0;
            let pieces = pieces
                .into_iter()
                .map(|Piece { part, content }| {
                    let end = start + plain(&content).len();
                    let holds = start <= range.start
                        && range.end <= end
                        && matches!(part, Part::Content | Part::Edited);
                    let within = range.start.saturating_sub(start)..range.end.saturating_sub(start);
                    start = end;
                    let content = if holds { set_apart(content, &within, around) } else { content };
                    Piece { part, content }
                })
                .collect();
            Inline::Marked(Box::new(Marked { mark, pieces, segment }))
        }
        other => other,
    }
}

/// How much of the plain text an inline is, in bytes.
pub fn length(inline: &Inline) -> usize {
    match inline {
        Inline::Text { text, .. } => text.len(),
        Inline::Break(_) => 1,
        other => plain(std::slice::from_ref(other)).len(),
    }
}

fn is_cut_at(inline: &Inline, at: usize) -> bool {
    matches!(inline, Inline::Text { text, .. } if text.is_char_boundary(at))
}

/// The two parts of a text; of anything else one of them is empty.
fn cut(inline: Inline, at: usize) -> (Option<Inline>, Option<Inline>) {
    if at == 0 {
        return (None, Some(inline));
    }
    match inline {
        Inline::Text { text, span } if at < text.len() => {
            let (left, right) = text.split_at(at);
            // Where a backslash was typed, the text is shorter than its place in the source.
            let exact = span.range().len() == text.len();
            let middle = span.range().start + at;
            let (before, after) = if exact {
                (
                    Span::new(span.source, span.range().start, middle),
                    Span::new(span.source, middle, span.range().end),
                )
            } else {
                (span, span)
            };
            (
                Some(Inline::Text { text: left.to_owned(), span: before }),
                Some(Inline::Text { text: right.to_owned(), span: after }),
            )
        }
        other => (Some(other), None),
    }
}
