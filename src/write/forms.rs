//! The forms in which an edition types its signs: what is typed, with `X` for the words of the text. What is to be done
//! about a form, others decide.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::apparatus::SignRef;
use crate::model::document::Document;
use crate::model::text::{Inline, Marked, Part, Piece, one_line, plain};
use crate::read::slips::{Meant, Slips};
use crate::site::Site;
use crate::source::{Source, Span};
use crate::write::walk;

/// A form, and where it is used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    /// As typed, with single spaces; what is typed in square brackets stands without them: `inserted by hand: X`, `⟦X⟧`.
    pub form: String,
    /// Whether it is typed in square brackets.
    pub bracketed: bool,
    pub sign: SignRef,
    /// Whether a phrase or a label says which sign it is, and not its place or nothing at all.
    pub explained: bool,
    pub count: usize,
    /// The first place, in the order of the documents.
    pub first: Span,
    /// What may have been meant, where the form is like one that the vocabulary knows.
    pub meant: Option<Meant>,
}

/// The distinct forms of an edition: those that nothing explains first, and of each kind the most frequent first.
pub fn forms(site: &Site) -> Vec<Form> {
    let slips = Slips::of(&site.vocabulary);
    let mut found: BTreeMap<(String, String), Form> = BTreeMap::new();
    for document in &site.edition.documents {
        for marked in walk::marks(document) {
            let Some(form) = form(marked, &slips) else { continue };
            let sign = &marked.mark.sign;
            let bracketed = is_bracketed(marked);
            let entry = found.entry((form.clone(), sign.name.to_string())).or_insert_with(|| Form {
                meant: if bracketed { slips.meant(&form) } else { None },
                explained: !bracketed || is_labelled(marked) || form == "X",
                form,
                bracketed,
                sign: sign.clone(),
                count: 0,
                first: marked.mark.span,
            });
            entry.count += 1;
        }
    }
    let mut forms: Vec<Form> = found.into_values().collect();
    forms.sort_by_key(|form| (form.explained, std::cmp::Reverse(form.count)));
    forms
}

/// What a mark is typed like; none where nothing is typed, as for an indentation. Where no label is known, what stands before
/// a colon is one, and an editor's words are the form themselves.
pub fn form(marked: &Marked, slips: &Slips<'_>) -> Option<String> {
    if marked.mark.sign.name == "space" && !is_labelled(marked) {
        return None;
    }
    let signs = marked.pieces.iter().any(|piece| piece.part == Part::Sign);
    if !signs && !is_labelled(marked) {
        return (marked.mark.sign.name == "deletion").then(|| "~~X~~".to_owned());
    }
    let bracketed = is_bracketed(marked);
    let mut form = String::new();
    for piece in &marked.pieces {
        match piece.part {
            Part::Sign if bracketed => {}
            Part::Sign | Part::Label => form.push_str(&plain(&piece.content)),
            Part::Content if bracketed && !is_labelled(marked) => {
                form.push_str(&bare(&plain(&piece.content), &marked.mark.sign, slips));
            }
            Part::Content => form.push('X'),
            Part::Edited => form.push('Y'),
        }
    }
    Some(one_line(&form))
}

/// The form of a bracket without a known label: with a colon it has one of its own; an editor's words are the form, and so
/// are words that look like a slip of a phrase. Else they are words of the text.
fn bare(words: &str, sign: &SignRef, slips: &Slips<'_>) -> String {
    let unknown = sign.name == "editorial" || *sign == slips.vocabulary.conventions().bare;
    match behind_label(words).filter(|_| unknown) {
        Some(at) => format!("{}X", &words[..at]),
        None if sign.name == "editorial" => words.to_owned(),
        None if unknown && slips.meant(words).is_some() => words.to_owned(),
        None => "X".to_owned(),
    }
}

fn is_labelled(marked: &Marked) -> bool {
    marked.pieces.iter().any(|piece| piece.part == Part::Label)
}

/// Whether it is typed between one pair of square brackets, single or doubled.
fn is_bracketed(marked: &Marked) -> bool {
    let signs: Vec<String> = marked
        .pieces
        .iter()
        .filter(|piece| piece.part == Part::Sign)
        .map(|piece| plain(&piece.content))
        .collect();
    signs.len() <= 2 && signs.first().is_some_and(|sign| matches!(sign.as_str(), "[" | "[["))
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

/// A range of bytes of a source, and what comes in its place.
pub type Edit = (Range<usize>, String);

/// Where a form is to be typed otherwise in the source of a document: the edits of each mark that has it. `from` and `to`
/// have `X` and `Y` in the same order.
pub fn retyped(
    document: &Document,
    source: &Source,
    slips: &Slips<'_>,
    from: &str,
    to: &str,
) -> Vec<Vec<Edit>> {
    let marks = walk::marks(document).into_iter();
    let marks = marks.filter(|marked| form(marked, slips).as_deref() == Some(from));
    marks.filter_map(|marked| retype(marked, source, from, to)).collect()
}

/// The labels of one mark, typed otherwise; none where its places in the source are not known.
fn retype(marked: &Marked, source: &Source, from: &str, to: &str) -> Option<Vec<Edit>> {
    let inner = inner(marked, source)?;
    let slots = slots(from).len();
    let kept: Vec<Range<usize>> = match is_bracketed(marked) && !is_labelled(marked) && slots == 1 {
        true => {
            let at = behind_label(source.text().get(inner.clone())?)?;
            vec![inner.start + at..inner.end]
        }
        false => {
            let pieces = marked.pieces.iter();
            let contents = pieces.filter(|piece| matches!(piece.part, Part::Content | Part::Edited));
            contents.take(slots).map(place).collect::<Option<_>>()?
        }
    };
    let labels = split(to);
    if labels.len() != kept.len() + 1 {
        return None;
    }
    let starts = std::iter::once(inner.start).chain(kept.iter().map(|content| content.end));
    let ends = kept.iter().map(|content| content.start).chain([inner.end]);
    let edits = starts.zip(ends).zip(labels).filter_map(|((start, end), label)| {
        let old = source.text().get(start..end)?;
        let new = with_lines_of(old, label);
        (new != old).then_some((start..end, new))
    });
    Some(edits.collect())
}

/// What of a mark its form speaks of, in bytes of the source: all of it, or what stands between its brackets. What goes on
/// behind its bracket, to the end of a line or over a blank one, is left to the editor.
fn inner(marked: &Marked, source: &Source) -> Option<Range<usize>> {
    let whole = marked.mark.span.range();
    if !is_bracketed(marked) {
        return Some(whole);
    }
    let typed = source.text().get(whole.clone())?;
    let width = marked.pieces.first().map_or(0, |piece| plain(&piece.content).len());
    let opens = typed.bytes().take_while(|byte| *byte == b'[').count() >= width;
    let closes = typed.bytes().rev().take_while(|byte| *byte == b']').count() >= width;
    (opens && closes && typed.len() >= 2 * width).then(|| whole.start + width..whole.end - width)
}

/// A label with the ends of lines that the old one had, between the same words.
fn with_lines_of(old: &str, new: &str) -> String {
    if !old.contains('\n') {
        return new.to_owned();
    }
    let gaps: Vec<&str> = old.split(|c: char| !c.is_whitespace()).filter(|gap| !gap.is_empty()).collect();
    let opens = old.starts_with(char::is_whitespace);
    let mut gaps = gaps.into_iter();
    let mut out = String::new();
    if opens {
        out.push_str(gaps.next().unwrap_or_default());
    }
    let words: Vec<&str> = new.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        out.push_str(word);
        if at + 1 < words.len() {
            out.push_str(gaps.next().unwrap_or(" "));
        }
    }
    match gaps.next() {
        Some(gap) => out.push_str(gap),
        None if new.ends_with(' ') => out.push(' '),
        None => {}
    }
    out
}

/// The `X` and `Y` of a form, which are words by themselves, with their places.
pub fn slots(form: &str) -> Vec<(usize, char)> {
    let alone = |at: usize| {
        let before = form[..at].chars().next_back();
        let after = form[at + 1..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    };
    form.char_indices().filter(|(at, c)| matches!(c, 'X' | 'Y') && alone(*at)).collect()
}

/// A form without its `X` and `Y`: the labels before, between and behind them.
fn split(form: &str) -> Vec<&str> {
    let slots = slots(form);
    let starts = std::iter::once(0).chain(slots.iter().map(|(at, _)| at + 1));
    let ends = slots.iter().map(|(at, _)| *at).chain([form.len()]);
    starts.zip(ends).map(|(start, end)| &form[start..end]).collect()
}

/// The bytes of the source between the first and the last character of a piece.
fn place(piece: &Piece) -> Option<Range<usize>> {
    let mut place: Option<Range<usize>> = None;
    walk::each(&piece.content, &mut |inline| {
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

#[cfg(test)]
mod tests {
    use super::{slots, split, with_lines_of};

    #[test]
    fn a_form_is_parted_at_words_that_stand_alone() {
        assert_eq!(split("part XII: X"), ["part XII: ", ""]);
        assert_eq!(split("⟦X⟧"), ["⟦", "⟧"]);
        assert_eq!(split("X crossed out, Y inserted"), ["", " crossed out, ", " inserted"]);
        assert_eq!(slots("Y for X").iter().map(|(_, c)| *c).collect::<String>(), "YX");
    }

    #[test]
    fn lines_end_where_they_ended() {
        assert_eq!(with_lines_of("insered\nby hand: ", "inserted by hand: "), "inserted\nby hand: ");
        assert_eq!(with_lines_of("foo\n", "bar"), "bar\n");
        assert_eq!(with_lines_of("a\nb: ", "c: "), "c:\n");
        assert_eq!(with_lines_of("a b: ", "c: "), "c: ");
    }
}
