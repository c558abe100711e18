//! Signs that are typed without brackets: blanks, arrows, and lines that are a page mark or `L. S.`

use std::ops::Range;

use crate::read::inline::{Kind, Run};

/// A sign that is not typed with brackets.
pub struct Plain {
    pub atoms: Range<usize>,
    pub sign: &'static str,
    /// What it is about, without the signs around it; none where it stands for itself.
    pub content: Option<Range<usize>>,
}

/// Signs typed without brackets: blanks of underscores and dashes, `↑X↓`, and lines that are a page mark or `L. S.`
pub fn plain_signs(run: &Run, nest: &[usize]) -> Vec<Plain> {
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
    let visible = |at: &usize| !char_at(*at).is_whitespace();
    let (Some(first), Some(last)) = (line.clone().find(visible), line.clone().rfind(visible)) else { return };
    let whole = first..last + 1;
    if whole.len() <= 40 {
        let text: String = whole.clone().map(char_at).collect();
        if let Some(sign) = line_sign(&text) {
            found.push(Plain { atoms: whole, sign, content: None });
            return;
        }
    }
    if !line.clone().any(|at| matches!(char_at(at), '↑' | '-' | '_' | '—' | '–')) {
        return;
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
