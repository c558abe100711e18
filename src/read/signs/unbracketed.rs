//! Signs that are typed without square brackets: blanks, delimiters such as `↑X↓` and `<del>X</del>`, labels that open and
//! close a stretch, runs of one character, and lines that are a page mark or `L. S.`

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::model::apparatus::{Certainty, Extent, SignRef, built_in};
use crate::read::inline::{Kind, Run};
use crate::read::phrases::{Slots, Vocabulary};
use crate::read::signs::build::{NONE, Nesting};
use crate::read::signs::delimiters;
use crate::read::signs::words::Words;

/// A sign that is not typed with brackets.
pub struct Plain {
    pub atoms: Range<usize>,
    pub sign: SignRef,
    /// What it is about, without the signs around it; none where it stands for itself.
    pub content: Option<Range<usize>>,
    /// The words that say what it is, where they stand apart from the signs around them.
    pub label: Option<Range<usize>>,
    pub hand: Option<String>,
    pub place: Option<String>,
    pub reason: Option<String>,
    pub language: Option<String>,
    pub extent: Option<Extent>,
    pub certainty: Option<Certainty>,
}

impl Plain {
    pub fn new(atoms: Range<usize>, sign: SignRef, content: Option<Range<usize>>) -> Plain {
        Plain {
            atoms,
            sign,
            content,
            label: None,
            hand: None,
            place: None,
            reason: None,
            language: None,
            extent: None,
            certainty: None,
        }
    }
}

/// All signs of a run that are typed without brackets, in the order of their first atoms; of two that begin at
/// one atom the longer one comes first, and none crosses another. Beside them, the labels and tags that nothing closes.
pub fn plain_signs(run: &Run, nesting: &Nesting, vocabulary: &Vocabulary) -> (Vec<Plain>, Vec<Range<usize>>) {
    let (mut found, mut unclosed) = (Vec::new(), Vec::new());
    if vocabulary.conventions().tags {
        found.extend(tags(run, nesting, vocabulary, &mut unclosed));
    }
    if !vocabulary.delimiters().is_empty() {
        found.extend(delimiters::pairs(run, nesting, vocabulary.delimiters(), &mut unclosed));
    }
    let mut start = 0;
    while start < run.atoms.len() {
        let end = (start..run.atoms.len())
            .find(|at| matches!(run.atoms[*at].kind, Kind::Break(_)))
            .unwrap_or(run.atoms.len());
        line_signs(run, start..end, nesting, vocabulary, &mut found);
        start = end + 1;
    }
    unclosed.sort_by_key(|atoms| atoms.start);
    (uncrossed(found), unclosed)
}

/// The character of an atom; a space where it is none.
pub fn char_at(run: &Run, at: usize) -> char {
    match run.atoms.get(at).map(|atom| &atom.kind) {
        Some(Kind::Char { c, .. }) => *c,
        _ => ' ',
    }
}

/// Takes out what begins inside another sign and ends behind it, and what begins where another does.
fn uncrossed(mut found: Vec<Plain>) -> Vec<Plain> {
    found.sort_by_key(|plain| (plain.atoms.start, std::cmp::Reverse(plain.atoms.end)));
    let mut open: Vec<Range<usize>> = Vec::new();
    found.retain(|plain| {
        while open.last().is_some_and(|around| around.end <= plain.atoms.start) {
            open.pop();
        }
        let fits = open
            .last()
            .is_none_or(|around| plain.atoms.end <= around.end && plain.atoms.start > around.start);
        if fits {
            open.push(plain.atoms.clone());
        }
        fits
    });
    found
}

/// Labels in doubled brackets that open and close a stretch: `[[underlined]] X [[/underlined]]`.
fn tags(
    run: &Run,
    nesting: &Nesting,
    vocabulary: &Vocabulary,
    unclosed: &mut Vec<Range<usize>>,
) -> Vec<Plain> {
    struct Open {
        at: usize,
        end: usize,
        label: String,
        nest: usize,
        sign: SignRef,
        slots: Slots,
    }
    // A label that says something by itself misses no other end: `[[blank page]]`.
    let lonely = |open: &Open| vocabulary.whole(&open.label).is_none();
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while at + 1 < run.atoms.len() {
        let outer = nesting.closes[at];
        if outer == NONE || nesting.closes[at + 1] == NONE || nesting.closes[at + 1] + 1 != outer {
            at += 1;
            continue;
        }
        let (end, nest) = (outer + 1, nesting.nest[at]);
        // `^[[X]]` is a form of its own.
        if at > 0 && char_at(run, at - 1) == '^' {
            at = end;
            continue;
        }
        let label = Words::of(run, at + 2..outer - 1).text.trim().to_lowercase();
        match label.strip_prefix('/').map(str::trim) {
            None if open.len() < delimiters::DEEPEST => {
                if let Some((sign, slots)) = vocabulary.label(&label) {
                    open.push(Open { at, end, label, nest, sign, slots });
                }
            }
            None => {}
            Some(closed) => {
                let opener = open.iter().rposition(|open| open.label == closed && open.nest == nest);
                match opener {
                    Some(opener) => {
                        unclosed.extend(open.drain(opener + 1..).filter(lonely).map(|open| open.at..open.end))
                    }
                    None => unclosed.push(at..end),
                }
                if opener.is_some()
                    && let Some(Open { at: start, end: inner, sign, slots, .. }) = open.pop()
                {
                    let mut plain = Plain::new(start..end, sign, Some(inner..at));
                    plain.label = Some(start + 2..inner - 2);
                    plain.hand = slots.hand;
                    plain.place = slots.place;
                    plain.language = slots.language;
                    found.push(plain);
                }
            }
        }
        at = end;
    }
    unclosed.extend(open.iter().filter(|open| lonely(open)).map(|open| open.at..open.end));
    found
}

fn line_signs(
    run: &Run,
    line: Range<usize>,
    nesting: &Nesting,
    vocabulary: &Vocabulary,
    found: &mut Vec<Plain>,
) {
    let char_at = |at: usize| char_at(run, at);
    let visible = |at: &usize| !char_at(*at).is_whitespace();
    let (Some(first), Some(last)) = (line.clone().find(visible), line.clone().rev().find(visible)) else {
        return;
    };
    let whole = first..last + 1;
    if whole.len() <= 40 {
        let text: String = whole.clone().map(char_at).collect();
        if let Some(sign) = line_sign(&text) {
            found.push(Plain::new(whole, built_in(sign), None));
            return;
        }
    }
    let conventions = vocabulary.conventions();
    let counts = |c: char| conventions.runs.iter().any(|(run, _)| *run == c);
    if !conventions.dots
        && !line.clone().map(char_at).any(|c| matches!(c, '-' | '_' | '—' | '–') || counts(c))
    {
        return;
    }
    let mut at = line.start;
    while at < line.end {
        if let Some(end) = dashed_page(&char_at, at, line.end) {
            found.push(Plain::new(at..end, built_in("page"), None));
            at = end;
            continue;
        }
        if let Some((c, sign)) = conventions.runs.iter().find(|(c, _)| *c == char_at(at)) {
            let end = (at..line.end).find(|at| char_at(*at) != *c).unwrap_or(line.end);
            found.push(Plain {
                extent: Some(Extent::characters(end - at)),
                ..Plain::new(at..end, sign.clone(), None)
            });
            at = end;
            continue;
        }
        if conventions.dots
            && let Some(plain) = letters(&char_at, at, line.end, nesting.nest[at] > 0)
            && !fills_bracket(run, &plain.atoms, nesting)
        {
            at = plain.atoms.end;
            found.push(plain);
            continue;
        }
        let run_end = blank_end(&char_at, at, line.end);
        if run_end - at >= 3 && !(at == whole.start && run_end == whole.end) {
            found.push(Plain::new(at..run_end, built_in("blank"), None));
        }
        at = run_end.max(at + 1);
    }
}

/// Whether nothing but points, dashes and a number stands in its bracket: then the bracket says what is lost.
fn fills_bracket(run: &Run, atoms: &Range<usize>, nesting: &Nesting) -> bool {
    const LONGEST: usize = 40;
    let Some(opener) = nesting.nest[atoms.start].checked_sub(1) else { return false };
    let inside = opener + 1..nesting.closes[opener];
    inside.len() <= LONGEST
        && inside.clone().all(|at| !char_at(run, at).is_alphabetic() || matches!(char_at(run, at), 'c' | 'a'))
}

/// What stands for letters where points do: letters with a point below them, whose reading is doubtful; a run of points,
/// each for a letter that cannot be read or, in brackets, is lost; in brackets a dash, for as much as nobody knows.
fn letters(char_at: &impl Fn(usize) -> char, at: usize, end: usize, bracketed: bool) -> Option<Plain> {
    let mut dotted = at;
    while let Some(length) = dotted_letter(char_at, dotted, end) {
        dotted += length;
    }
    if dotted > at {
        let certainty = Some(Certainty::Low);
        return Some(Plain { certainty, ..Plain::new(at..dotted, built_in("unclear"), Some(at..dotted)) });
    }
    let c = char_at(at);
    // Only where a run begins: else each of its characters would be looked at from each before it.
    if !matches!(c, '.' | '-') || at.checked_sub(1).map(char_at) == Some(c) {
        return None;
    }
    let run_end = (at..end).find(|at| char_at(*at) != c).unwrap_or(end);
    match c {
        _ if run_end - at < 2 => None,
        '.' => {
            let sign = built_in(if bracketed { "lost" } else { "illegible" });
            Some(Plain {
                extent: Some(Extent::characters(run_end - at)),
                ..Plain::new(at..run_end, sign, None)
            })
        }
        '-' if bracketed => Some(Plain::new(at..run_end, built_in("lost"), None)),
        _ => None,
    }
}

/// How many characters a letter with a point below it takes at `at`: it may be one character or two.
fn dotted_letter(char_at: &impl Fn(usize) -> char, at: usize, end: usize) -> Option<usize> {
    if at >= end || !char_at(at).is_alphanumeric() {
        return None;
    }
    let composed = !char_at(at).is_ascii() && char_at(at).nfd().any(|c| c == '\u{323}');
    let marks = (at + 1..end).take_while(|at| ('\u{300}'..='\u{36F}').contains(&char_at(*at))).count();
    let below = (at + 1..at + 1 + marks).any(|at| char_at(at) == '\u{323}');
    (composed || below).then_some(1 + marks)
}

/// Where `--- page 104r ---` ends that begins within a line.
fn dashed_page(char_at: &impl Fn(usize) -> char, start: usize, end: usize) -> Option<usize> {
    if char_at(start) != '-' || (start > 0 && char_at(start - 1) == '-') {
        return None;
    }
    let dashes = |from: usize| (from..end).take_while(|at| char_at(*at) == '-').count();
    let opening = dashes(start);
    if !(3..=20).contains(&opening) {
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
