//! The forms in which an edition types its signs: what stands between the brackets, with `X` for the words of the text.
//! What is to be done about a form, others decide.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::apparatus::SignRef;
use crate::model::document::Document;
use crate::model::text::{Inline, Marked, Part, one_line, plain};
use crate::read::phrases::Vocabulary;
use crate::read::slips::{Meant, meant};
use crate::site::Site;
use crate::source::{Source, Span};
use crate::write::walk;

/// A form, and where it is used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    /// As typed, with single spaces and without the outermost brackets: `inserted by hand: X`, `3 words illegible`.
    pub form: String,
    pub sign: SignRef,
    pub count: usize,
    /// The first place, in the order of the documents.
    pub first: Span,
    /// What may have been meant, where the form is like one that the vocabulary knows.
    pub meant: Option<Meant>,
}

/// The distinct forms of an edition: those that no sign explains first, and of each kind the most frequent first.
pub fn forms(site: &Site) -> Vec<Form> {
    let vocabulary = Vocabulary::new(site.config.conventions.clone());
    let mut found: BTreeMap<(String, String), Form> = BTreeMap::new();
    for document in &site.edition.documents {
        for marked in walk::marks(document).into_iter().filter(|marked| is_typed(marked)) {
            let (form, sign) = (form(marked), &marked.mark.sign);
            let entry = found.entry((form.clone(), sign.name.to_string())).or_insert_with(|| Form {
                meant: meant(&form, &vocabulary),
                form,
                sign: sign.clone(),
                count: 0,
                first: marked.mark.span,
            });
            entry.count += 1;
        }
    }
    let mut forms: Vec<Form> = found.into_values().collect();
    forms.sort_by_key(|form| (form.sign.name != "editorial", std::cmp::Reverse(form.count)));
    forms
}

/// What a mark is typed like. Where no label is known, what stands before a colon is one, and without a colon all of the
/// editor's words are the form; the document's words are `X`.
pub fn form(marked: &Marked) -> String {
    let mut form = String::new();
    for piece in &marked.pieces {
        match piece.part {
            Part::Sign => {}
            Part::Label => form.push_str(&plain(&piece.content)),
            Part::Content if is_bare(marked) => {
                let words = plain(&piece.content);
                match behind_label(&words) {
                    Some(at) => form.push_str(&format!("{}X", &words[..at])),
                    None => form.push_str(&words),
                }
            }
            Part::Content => form.push('X'),
            Part::Edited => form.push('Y'),
        }
    }
    one_line(&form)
}

/// Whether nothing in it is known to be a label.
fn is_bare(marked: &Marked) -> bool {
    marked.mark.sign.name == "editorial" && marked.pieces.iter().all(|piece| piece.part != Part::Label)
}

/// Where the words begin that stand behind a label of a few words and its colon. A colon in a bracket further inside is
/// that bracket's.
fn behind_label(words: &str) -> Option<usize> {
    const MOST_WORDS: usize = 8;
    let mut depth = 0_usize;
    let colon = words.char_indices().find(|(_, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *c == ':' && depth == 0
    });
    let (label, rest) = words.split_at(colon?.0 + 1);
    let few = (1..=MOST_WORDS).contains(&label.split_whitespace().count());
    let start = words.len() - rest.trim_start().len();
    (few && start < words.len() && !rest.starts_with("//")).then_some(start)
}

/// Whether it is typed in square brackets: an indentation or a blank of underscores has no form to speak of.
fn is_typed(marked: &Marked) -> bool {
    let first = marked.pieces.first().filter(|piece| piece.part == Part::Sign);
    first.is_some_and(|piece| plain(&piece.content).starts_with('['))
}

/// Where in the source of a document a form is to be typed otherwise: ranges of bytes with what comes in their place, in
/// their order. `from` and `to` have `X` and `Y` in the same order.
pub fn retyped(document: &Document, source: &Source, from: &str, to: &str) -> Vec<(Range<usize>, String)> {
    let marks = walk::marks(document).into_iter().filter(|marked| is_typed(marked) && form(marked) == from);
    let mut edits: Vec<(Range<usize>, String)> =
        marks.filter_map(|marked| retype(marked, source, to)).flatten().collect();
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    edits
}

/// The labels of one mark, typed otherwise; none where its places in the source are not known.
fn retype(marked: &Marked, source: &Source, to: &str) -> Option<Vec<(Range<usize>, String)>> {
    let whole = marked.mark.span.range();
    let typed = source.text().get(whole.clone())?;
    let width = typed.bytes().take_while(|byte| *byte == b'[').count().min(signs(marked));
    let closed = typed.bytes().rev().take_while(|byte| *byte == b']').count() >= width;
    // What goes on behind its bracket, to the end of a line or over a blank one, is left to the editor.
    let inner =
        (closed && width > 0 && typed.len() >= 2 * width).then(|| whole.start + width..whole.end - width)?;
    let contents: Vec<Range<usize>> = marked
        .pieces
        .iter()
        .filter(|piece| matches!(piece.part, Part::Content | Part::Edited))
        .map(|piece| place(&piece.content))
        .collect::<Option<_>>()?;
    let kept = match is_bare(marked) {
        false => contents,
        true => {
            let words = source.text().get(inner.clone())?;
            let behind = |at: usize| inner.start + at..inner.end;
            behind_label(words).map(behind).into_iter().collect()
        }
    };
    let labels: Vec<&str> = split(to, kept.len())?;
    let starts = std::iter::once(inner.start).chain(kept.iter().map(|content| content.end));
    let ends = kept.iter().map(|content| content.start).chain([inner.end]);
    let ranges = starts.zip(ends).map(|(start, end)| start..end);
    let edits = ranges.zip(labels).filter(|(range, label)| source.text().get(range.clone()) != Some(label));
    Some(edits.map(|(range, label)| (range, label.to_owned())).collect())
}

/// How many brackets open the mark.
fn signs(marked: &Marked) -> usize {
    marked.pieces.first().map_or(0, |piece| plain(&piece.content).chars().count())
}

/// A form without its `X` and `Y`: the labels before, between and behind them, if it has that many.
fn split(form: &str, contents: usize) -> Option<Vec<&str>> {
    let mut labels = Vec::new();
    let mut rest = form;
    for letter in ['X', 'Y'].into_iter().take(contents) {
        let (label, after) = rest.split_once(letter)?;
        labels.push(label);
        rest = after;
    }
    labels.push(rest);
    (contents <= 2).then_some(labels)
}

/// The bytes of the source between the first and the last character of some inlines.
fn place(content: &[Inline]) -> Option<Range<usize>> {
    let mut place: Option<Range<usize>> = None;
    walk::each(content, &mut |inline| {
        let range = match inline {
            Inline::Text { span, .. } => span.range(),
            Inline::Marked(marked) => marked.mark.span.range(),
            _ => return,
        };
        place = Some(match place.take() {
            Some(so_far) => so_far.start.min(range.start)..so_far.end.max(range.end),
            None => range,
        });
    });
    place
}
