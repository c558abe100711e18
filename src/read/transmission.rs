//! The clerks' note at the head or foot of a telegram: its lines are found among the blocks, its values set apart.
//! The text stays as it is, character for character.

use crate::model::date::{Edtf, Time};
use crate::model::text::{Block, Inline, Passage, Role, TransmissionField};
use crate::model::transmission::{Action, Field, Step, Transmission};
use crate::read::clerks::{self, Day, Deed, Said, Value};
use crate::read::copies;
use crate::read::passages::{Line, lines, set_apart, typed_lines};
use crate::read::statements::statements;

/// Finds the note in the blocks of a version and puts its blocks into a [`Role::Transmission`].
pub fn transmission(blocks: Vec<Block>, near: Option<&Edtf>) -> (Vec<Block>, Option<Transmission>) {
    let mut reading =
        Reading { near, run: Run::default(), transmission: Transmission::default(), found: false };
    let passages: Vec<PassageRead> = blocks
        .iter()
        .enumerate()
        .flat_map(|(block, content)| passages(content).into_iter().map(move |passage| (block, passage)))
        .map(|(block, passage)| PassageRead {
            block,
            lines: passage.map(|passage| lines_of_note(&passage.content, near)),
        })
        .collect();
    let mut values: Vec<Vec<Value>> = Vec::with_capacity(passages.len());
    let mut wholly = vec![true; blocks.len()];
    let mut all_lines =
        passages.iter().flat_map(|passage| passage.lines.iter().flatten()).map(|line| line.text.as_str());
    for passage in &passages {
        let mut of_passage = Vec::new();
        let Some(lines) = &passage.lines else {
            reading.run = Run::default();
            wholly[passage.block] = false;
            values.push(of_passage);
            continue;
        };
        for line in lines {
            all_lines.next();
            match reading.line(&line.text, all_lines.clone().next()) {
                Some(found) => of_passage.extend(found.into_iter().map(|value| Value {
                    range: line.range.start + value.range.start..line.range.start + value.range.end,
                    ..value
                })),
                None => wholly[passage.block] = false,
            }
        }
        wholly[passage.block] &= !lines.is_empty();
        values.push(of_passage);
    }
    if !reading.found {
        return (blocks, None);
    }
    let mut of_passages = values.into_iter();
    let blocks = blocks.into_iter().map(|block| with_fields(block, &mut of_passages)).collect();
    (gather(blocks, Role::Transmission, &wholly), Some(reading.transmission))
}

/// Puts each run of adjoining blocks that is marked into a part of that role.
pub fn gather(blocks: Vec<Block>, role: Role, marked: &[bool]) -> Vec<Block> {
    let mut gathered = Vec::with_capacity(blocks.len());
    let mut run = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        if marked.get(at) == Some(&true) {
            run.push(block);
            continue;
        }
        if !run.is_empty() {
            gathered.push(Block::Part { role, blocks: std::mem::take(&mut run) });
        }
        gathered.push(block);
    }
    if !run.is_empty() {
        gathered.push(Block::Part { role, blocks: run });
    }
    gathered
}

/// A clerk's line is not longer, in bytes.
const LONGEST: usize = 400;

struct PassageRead {
    block: usize,
    /// None where the block is nothing that a clerk's line stands in.
    lines: Option<Vec<Line>>,
}

/// The lines of a passage. A note at its end, or that is all of it, is taken line by line as it was typed;
/// a text that was wrapped is not.
fn lines_of_note(content: &[Inline], near: Option<&Edtf>) -> Vec<Line> {
    let mut lines = lines(content);
    if !content.iter().any(|inline| matches!(inline, Inline::Break(_))) {
        return lines;
    }
    let typed = typed_lines(content);
    if typed.len() == lines.len() {
        return lines;
    }
    let before = typed.iter().rposition(|line| !may_be_of_note(&line.text, near)).map_or(0, |at| at + 1);
    let note = &typed[before..];
    let Some(start) = note.first().map(|line| line.range.start) else { return lines };
    if note.len() < 2 || !note.iter().any(|line| says_it_is_note(&line.text, near)) {
        return lines;
    }
    let end = typed[..before].last().map(|line| line.range.end);
    lines.retain_mut(|line| {
        let runs_into_it = line.range.start < start && start < line.range.end;
        if let (true, Some(end)) = (runs_into_it, end) {
            line.text.truncate(end - line.range.start);
            line.range.end = end;
        }
        line.range.end <= start
    });
    lines.extend_from_slice(note);
    lines
}

fn says_it_is_note(text: &str, near: Option<&Edtf>) -> bool {
    text.len() <= LONGEST && (clerks::deed(text, near).is_some() || copies::line(text).is_some())
}

fn may_be_of_note(text: &str, near: Option<&Edtf>) -> bool {
    says_it_is_note(text, near)
        || text.len() <= LONGEST
            && (clerks::day(text, near).is_some()
                || clerks::time_alone(text).is_some()
                || copies::entry(text).is_some())
}

/// The passages in which a clerk's line can stand; one `None` for a block of another kind.
fn passages(block: &Block) -> Vec<Option<&Passage>> {
    match block {
        Block::Paragraph(passage) => vec![Some(passage)],
        Block::List(list) if !list.items.is_empty() => list.items.iter().map(Some).collect(),
        Block::List(_)
        | Block::Heading { .. }
        | Block::Quote(_)
        | Block::Table(_)
        | Block::Verse(_)
        | Block::Named(_)
        | Block::Part { .. } => {
            vec![None]
        }
    }
}

/// What has been read up to a line.
struct Reading<'a> {
    near: Option<&'a Edtf>,
    run: Run,
    transmission: Transmission,
    found: bool,
}

/// The lines of the note that adjoin each other.
#[derive(Default)]
struct Run {
    started: bool,
    list_is_open: bool,
    date_just_before: bool,
}

impl Reading<'_> {
    /// The values of a line of the note; nothing where the line is none.
    fn line(&mut self, text: &str, next: Option<&str>) -> Option<Vec<Value>> {
        let short = text.len() <= LONGEST;
        let one = |reading: &mut Self| {
            reading.said(text, next).or_else(|| reading.date(text, next)).or_else(|| reading.time(text))
        };
        let read = short.then(|| one(self).or_else(|| self.several(text)));
        let read = read.flatten();
        if read.is_none() {
            self.run = Run::default();
        }
        read
    }

    fn said(&mut self, text: &str, next: Option<&str>) -> Option<Vec<Value>> {
        let entry = || if self.run.list_is_open { copies::entry(text) } else { None };
        let said = clerks::deed(text, self.near).or_else(|| copies::line(text)).or_else(entry)?;
        // A heading is one of a list only if an entry follows it.
        let heading = said.deed.is_none() && said.copies.is_none() && said.recipients.is_empty();
        if heading && next.and_then(copies::entry).is_none() {
            return None;
        }
        let date_just_before =
            said.deed.as_ref().is_some_and(|deed| deed.date.is_some() && deed.time.is_none());
        self.run = Run { started: true, list_is_open: said.opens_list, date_just_before };
        self.found = true;
        self.take(&said);
        Some(said.values)
    }

    /// The sentences of a line that has several.
    fn several(&mut self, text: &str) -> Option<Vec<Value>> {
        let statements = statements(text, self.near)?;
        statements.iter().for_each(|said| self.take(said));
        let list_is_open = statements.last().is_some_and(|last| last.opens_list);
        self.run = Run { started: true, list_is_open, date_just_before: false };
        self.found = true;
        Some(statements.into_iter().flat_map(|said| said.values).collect())
    }

    /// A date by itself is one of the note after another line of it, or before a time.
    fn date(&mut self, text: &str, next: Option<&str>) -> Option<Vec<Value>> {
        let Day { date: (range, date), time } = clerks::day(text, self.near)?;
        let before_time = time.is_none() && next.and_then(clerks::time_alone).is_some();
        let room = self.transmission.date.is_none();
        if !room || !(self.run.started || before_time) {
            return None;
        }
        self.transmission.date = Some(date);
        self.run = Run { started: true, list_is_open: false, date_just_before: time.is_none() };
        self.found = true;
        let mut values = vec![Value { field: Field::Date, range, clock: None }];
        if let Some((range, time)) = time.filter(|_| self.transmission.time.is_none()) {
            values.push(Value { field: Field::Time, range, clock: time.clock });
            self.transmission.time = Some(time);
        }
        Some(values)
    }

    /// Four figures by themselves are a time after a date, and not a year.
    fn time(&mut self, text: &str) -> Option<Vec<Value>> {
        let (range, clock) = clerks::time_alone(text)?;
        let figures_only = text.trim().bytes().all(|byte| byte.is_ascii_digit());
        let in_place = self.run.date_just_before || self.run.started && !figures_only;
        if !in_place || self.transmission.time.is_some() {
            return None;
        }
        self.transmission.time = Some(Time { written: text[range.clone()].to_owned(), clock: Some(clock) });
        self.run = Run { started: true, ..Run::default() };
        Some(vec![Value { field: Field::Time, range, clock: Some(clock) }])
    }

    fn take(&mut self, said: &Said) {
        let into = &mut self.transmission;
        into.copies = into.copies.or(said.copies);
        into.distribution.extend(said.recipients.iter().cloned());
        let Some(Deed { action, by, place, date, time }) = said.deed.clone() else { return };
        let named = match action {
            Action::Sent => Some(&mut into.sent_by),
            Action::Received => Some(&mut into.received_by),
            Action::Accepted => Some(&mut into.accepted_by),
            Action::Deciphered => Some(&mut into.deciphered_by),
            Action::Encoded => Some(&mut into.encoded_by),
            Action::Typed => Some(&mut into.typed_by),
            Action::Printed => Some(&mut into.printed_by),
            Action::Arrived => None,
        };
        if let Some(named) = named
            && named.is_none()
        {
            named.clone_from(&by);
        }
        if date.is_some() || time.is_some() {
            into.steps.push(Step { action, by, place, date, time });
        }
    }
}

fn with_fields(block: Block, values: &mut impl Iterator<Item = Vec<Value>>) -> Block {
    match block {
        Block::Paragraph(passage) => Block::Paragraph(with_values(passage, values.next())),
        Block::List(mut list) if !list.items.is_empty() => {
            list.items = list.items.into_iter().map(|item| with_values(item, values.next())).collect();
            Block::List(list)
        }
        other => {
            values.next();
            other
        }
    }
}

fn with_values(mut passage: Passage, values: Option<Vec<Value>>) -> Passage {
    for Value { field, range, clock } in values.unwrap_or_default() {
        let around = |content| Inline::Field(TransmissionField { field, clock, content });
        passage.content = set_apart(passage.content, &range, &around);
    }
    passage
}
