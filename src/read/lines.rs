//! Lines and blocks of a transcription: what Markdown's syntax there is of a block's first line, and
//! nothing of what runs within it.

use std::ops::Range;

use crate::model::text::Break;

/// How deep block quotes may stand in each other; what is deeper is text.
const DEEPEST_QUOTE: usize = 8;

/// A line without its end and without the syntax of the blocks it stands in, as bytes of the source.
pub type Line = Range<usize>;

/// A block as the lines show it.
#[derive(Debug, PartialEq, Eq)]
pub enum Outline {
    Paragraph(Vec<Line>),
    Heading {
        level: u8,
        line: Line,
    },
    List {
        numbered: bool,
        spaced: bool,
        items: Vec<Vec<Line>>,
    },
    Quote(Vec<Outline>),
    Table {
        head: Vec<Line>,
        rows: Vec<Vec<Line>>,
    },
    /// `[^label]: …` with its further paragraphs.
    NoteDefinition {
        label: Line,
        paragraphs: Vec<Vec<Line>>,
    },
}

/// The lines of a range of the text.
pub fn lines(text: &str, range: Range<usize>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = range.start;
    for piece in text[range].split_inclusive('\n') {
        let end = start + piece.trim_end_matches('\n').len();
        lines.push(start..end);
        start += piece.len();
    }
    lines
}

/// The blocks that the lines make.
pub fn outline(text: &str, lines: &[Line]) -> Vec<Outline> {
    join_spaced_lists(text, blocks(text, lines, 0))
}

fn blocks(text: &str, lines: &[Line], depth: usize) -> Vec<Outline> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if is_blank(&text[lines[at].clone()]) {
            at += 1;
            continue;
        }
        at += block(text, &lines[at..], depth, &mut blocks);
    }
    blocks
}

/// Reads the block at the first of `lines` and gives the number of lines that it took, at least one.
fn block(text: &str, lines: &[Line], depth: usize, blocks: &mut Vec<Outline>) -> usize {
    let first = &text[lines[0].clone()];
    if let Some(heading) = heading(text, &lines[0]) {
        blocks.push(heading);
        return 1;
    }
    if depth < DEEPEST_QUOTE && first.starts_with('>') {
        let quoted: Vec<Line> = lines.iter().map_while(|line| quoted(text, line)).collect();
        let taken = quoted.len();
        blocks.push(Outline::Quote(self::blocks(text, &quoted, depth + 1)));
        return taken;
    }
    if let Some((label, start)) = note_definition(text, &lines[0]) {
        return note(text, lines, label, start, blocks);
    }
    if lines.len() > 1
        && let Some(columns) = delimiter_row(&text[lines[1].clone()])
    {
        let head = cells(text, &lines[0]);
        if head.len() == columns {
            let rows: Vec<Vec<Line>> = lines[2..]
                .iter()
                .take_while(|line| !is_blank(&text[(*line).clone()]) && text[(*line).clone()].contains('|'))
                .map(|line| cells(text, line))
                .collect();
            let taken = rows.len() + 2;
            blocks.push(Outline::Table { head, rows });
            return taken;
        }
    }
    let taken = 1 + lines[1..].iter().take_while(|line| !ends_paragraph(text, line, depth)).count();
    let lines = lines[..taken].to_vec();
    blocks.push(match list(text, &lines) {
        Some((numbered, items)) => Outline::List { numbered, spaced: false, items },
        None => Outline::Paragraph(lines),
    });
    taken
}

fn ends_paragraph(text: &str, line: &Line, depth: usize) -> bool {
    let content = &text[line.clone()];
    is_blank(content)
        || heading(text, line).is_some()
        || (depth < DEEPEST_QUOTE && content.starts_with('>'))
        || note_definition(text, line).is_some()
}

/// Whether a line has nothing to show.
pub fn is_blank(line: &str) -> bool {
    line.chars().all(char::is_whitespace)
}

/// `## Heading`, with two to six `#`; a single `#` is text ("# 600999/bl").
fn heading(text: &str, line: &Line) -> Option<Outline> {
    let content = &text[line.clone()];
    let level = content.bytes().take_while(|byte| *byte == b'#').count();
    if !(2..=6).contains(&level) || !content[level..].starts_with([' ', '\t']) {
        return None;
    }
    let inner = content[level..].trim();
    let bare = inner.trim_end_matches('#');
    let inner = if bare.len() < inner.len() && (bare.is_empty() || bare.ends_with(' ')) {
        bare.trim_end()
    } else {
        inner
    };
    if inner.is_empty() {
        return None;
    }
    let start = line.start + level + (content[level..].len() - content[level..].trim_start().len());
    Some(Outline::Heading { level: u8::try_from(level).unwrap_or(6), line: start..start + inner.len() })
}

fn quoted(text: &str, line: &Line) -> Option<Line> {
    let rest = text[line.clone()].strip_prefix('>')?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    Some(line.end - rest.len()..line.end)
}

/// `[^label]:` at the start of a line: the label's place, and where the note begins.
pub fn note_definition(text: &str, line: &Line) -> Option<(Line, usize)> {
    let rest = text[line.clone()].strip_prefix("[^")?;
    let close = rest.find(']')?;
    let label = &rest[..close];
    if !is_note_label(label) || !rest[close + 1..].starts_with(':') {
        return None;
    }
    let start = line.start + 2;
    Some((start..start + close, start + close + 2))
}

/// What may stand in `[^…]`.
pub fn is_note_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 100
        && !label.contains(|c: char| c.is_whitespace() || c == '[' || c == '^')
}

/// A note goes on to the next blank line or definition, and over blank lines where lines are indented by four.
fn note(text: &str, lines: &[Line], label: Line, start: usize, blocks: &mut Vec<Outline>) -> usize {
    let mut paragraphs = vec![vec![start..lines[0].end]];
    let mut taken = 1;
    while let Some(line) = lines.get(taken) {
        let content = &text[line.clone()];
        if is_blank(content) {
            let next = lines[taken..].iter().position(|line| !is_blank(&text[line.clone()]));
            match next.map(|skip| taken + skip) {
                Some(next) if is_indented(&text[lines[next].clone()]) => {
                    paragraphs.push(Vec::new());
                    taken = next;
                }
                _ => break,
            }
        } else if note_definition(text, line).is_some() || heading(text, line).is_some() {
            break;
        } else {
            let indent = content.len() - content.trim_start().len();
            if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.push(line.start + indent..line.end);
            }
            taken += 1;
        }
    }
    blocks.push(Outline::NoteDefinition { label, paragraphs });
    taken
}

fn is_indented(line: &str) -> bool {
    line.starts_with("    ") || line.starts_with('\t')
}

/// The number of columns of `|---|:--:|`; a row of dashes without a bar is none.
fn delimiter_row(line: &str) -> Option<usize> {
    let line = line.trim();
    if !line.contains('|') || !line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t')) {
        return None;
    }
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let cell = |cell: &str| {
        let dashes = cell.trim();
        let dashes = dashes.strip_prefix(':').unwrap_or(dashes);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    inner.split('|').all(cell).then(|| inner.split('|').count())
}

/// The cells of a row, without the bars around and between them; `\|` is no bar.
fn cells(text: &str, line: &Line) -> Vec<Line> {
    let content = &text[line.clone()];
    let mut bars = Vec::new();
    let mut escaped = false;
    for (at, byte) in content.bytes().enumerate() {
        if byte == b'|' && !escaped {
            bars.push(at);
        }
        escaped = byte == b'\\' && !escaped;
    }
    let mut edges = vec![0];
    let mut ends = Vec::new();
    for bar in bars {
        ends.push(bar);
        edges.push(bar + 1);
    }
    ends.push(content.len());
    let mut cells: Vec<Line> = edges.into_iter().zip(ends).map(|(start, end)| start..end).collect();
    if cells.first().is_some_and(|cell| is_blank(&content[cell.clone()]))
        && content.trim_start().starts_with('|')
    {
        cells.remove(0);
    }
    if cells.len() > 1 && cells.last().is_some_and(|cell| is_blank(&content[cell.clone()])) {
        cells.pop();
    }
    cells
        .into_iter()
        .map(|cell| {
            let inner = &content[cell.clone()];
            let start = line.start + cell.start + (inner.len() - inner.trim_start().len());
            start..start + inner.trim().len()
        })
        .collect()
}

/// The marker that opens a line of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Marker {
    Bullet(char),
    /// The number, and what follows it: `.` or `)`.
    Number(u32, char),
}

impl Marker {
    fn of(line: &str) -> Option<Marker> {
        let line = line.trim_start();
        let mut chars = line.chars();
        if let Some(bullet @ ('-' | '*' | '+' | '•' | '–' | '—')) = chars.next() {
            let item = chars.as_str();
            return (item.starts_with([' ', '\t']) && item.contains(char::is_alphabetic))
                .then_some(Marker::Bullet(bullet));
        }
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &line[digits..];
        let delimiter = rest.chars().next().filter(|c| matches!(c, '.' | ')'))?;
        if digits == 0 || digits > 5 || !rest[1..].starts_with([' ', '\t']) {
            return None;
        }
        Some(Marker::Number(line[..digits].parse().ok()?, delimiter))
    }

    /// Whether `next` is the item after this one.
    fn precedes(self, next: Marker) -> bool {
        match (self, next) {
            (Marker::Bullet(one), Marker::Bullet(other)) => one == other,
            (Marker::Number(one, delimiter), Marker::Number(other, same)) => {
                one.checked_add(1) == Some(other) && delimiter == same
            }
            _ => false,
        }
    }
}

/// A paragraph is a list if its first line opens an item and a later one the next; one item alone is a paragraph
/// that begins with a number.
fn list(text: &str, lines: &[Line]) -> Option<(bool, Vec<Vec<Line>>)> {
    let mut last = Marker::of(&text[lines.first()?.clone()])?;
    let numbered = matches!(last, Marker::Number(..));
    let mut items: Vec<Vec<Line>> = vec![vec![lines[0].clone()]];
    for line in &lines[1..] {
        match Marker::of(&text[line.clone()]) {
            Some(marker) if last.precedes(marker) => {
                items.push(vec![line.clone()]);
                last = marker;
            }
            _ => items.last_mut()?.push(line.clone()),
        }
    }
    (items.len() > 1).then_some((numbered, items))
}

/// Paragraphs that stand one after the other and open with markers that count on are one list.
fn join_spaced_lists(text: &str, blocks: Vec<Outline>) -> Vec<Outline> {
    let mut joined: Vec<Outline> = Vec::with_capacity(blocks.len());
    let mut last: Option<Marker> = None;
    for block in blocks {
        let marker = match &block {
            Outline::Paragraph(lines) => Marker::of(&text[lines[0].clone()]),
            _ => None,
        };
        if let (Some(before), Some(now), Outline::Paragraph(lines)) = (last, marker, &block)
            && before.precedes(now)
        {
            match joined.pop() {
                Some(Outline::List { numbered, spaced: true, mut items }) => {
                    items.push(lines.clone());
                    joined.push(Outline::List { numbered, spaced: true, items });
                }
                Some(Outline::Paragraph(first)) => {
                    let numbered = matches!(now, Marker::Number(..));
                    joined.push(Outline::List { numbered, spaced: true, items: vec![first, lines.clone()] });
                }
                Some(other) => joined.extend([other, block]),
                None => joined.push(block),
            }
        } else {
            joined.push(block);
        }
        last = marker;
    }
    joined
}

/// How each line of a passage but the last ends.
///
/// Two spaces or a backslash are a hard break. For the rest: wrapped prose fills its lines, so a line that could have
/// held the next word was ended on purpose. Where one was, all lines of the passage are kept.
pub fn breaks(text: &str, lines: &[Line]) -> Vec<Break> {
    let width = |line: &Line| text[line.clone()].trim_end().chars().count();
    let longest = lines.iter().map(width).max().unwrap_or(0);
    let on_purpose = lines.windows(2).any(|pair| {
        let word = text[pair[1].clone()].split_whitespace().next().map_or(0, |word| word.chars().count());
        width(&pair[0]) + 1 + word <= longest
    });
    let kind = |line: &Line| {
        let content = &text[line.clone()];
        let backslashes = content.len() - content.trim_end_matches('\\').len();
        if content.ends_with("  ") || backslashes % 2 == 1 {
            Break::Hard
        } else if on_purpose {
            Break::Line
        } else {
            Break::Soft
        }
    };
    let count = lines.len().saturating_sub(1);
    lines[..count].iter().map(kind).collect()
}
