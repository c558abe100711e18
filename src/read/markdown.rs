//! The Markdown of a transcription: its text becomes blocks and notes. What a file says about the text is not
//! looked at here.
//!
//! A transcription has a profile of its own, in which nothing that a clerk could have typed is eaten: lists keep their
//! markers, and what CommonMark would take for code, rules, definitions or references is text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Note;
use crate::model::text::{Block, Inline, List, Passage, Table, Target, one_line};
use crate::read::inline::{self, Kind, Run};
use crate::read::lines::{self, Line, Outline};
use crate::read::phrases::Vocabulary;
use crate::read::signs;
use crate::source::Source;

/// What the text of a document is made of.
#[derive(Debug, Default)]
pub struct Transcription {
    /// The blocks of each version.
    pub versions: Vec<Vec<Block>>,
    pub notes: Vec<Note>,
}

/// Reads the text of a document, version by version. `original` has the languages of the original.
pub fn read(
    source: &Source,
    versions: &[Vec<Line>],
    vocabulary: &Vocabulary,
    original: &[String],
    diagnostics: &mut Diagnostics,
) -> Transcription {
    let mut calls = Calls::of(source.text(), versions);
    let versions: Vec<Vec<Line>> =
        versions.iter().map(|lines| calls.take_answers(source.text(), lines)).collect();
    let mut collected = Collected { source, diagnostics, calls, runs: Vec::new(), continuable: Vec::new() };
    let outlines: Vec<Vec<Outline>> = versions
        .iter()
        .map(|lines| collected.take_definitions(lines::outline(source.text(), lines)))
        .collect();
    collected.calls.order();
    let frames: Vec<Vec<Frame>> = outlines
        .into_iter()
        .map(|outlines| {
            let frames = outlines.into_iter().map(|outline| collected.frame(outline, true)).collect();
            collected.separate();
            frames
        })
        .collect();
    let notes: Vec<NoteFrame> = std::mem::take(&mut collected.calls.notes)
        .into_iter()
        .map(|note| {
            let paragraphs = note.paragraphs.iter().map(|lines| collected.run(lines, false)).collect();
            NoteFrame { typed: note.typed, label: note.label, paragraphs }
        })
        .collect();
    let Collected { runs, continuable, calls, diagnostics, .. } = collected;
    let answer = |number: &str| calls.numbers.get(&format!("[{number}]")).copied();
    let reader = signs::Reader { source, vocabulary, original, answer: &answer };
    let contents = signs::read(&reader, &runs, &continuable, diagnostics);
    assemble(source, &runs, contents, frames, notes)
}

/// The words of some lines as plain text, without the syntax of Markdown; line ends become spaces. What a
/// link or a picture leads to stands behind its words: `words <address>`.
pub fn words(source: &Source, lines: &[Line]) -> String {
    let run = inline::run(source, lines, &BTreeMap::new());
    let mut text = String::new();
    let mut open: Option<(usize, usize)> = None;
    for atom in &run.atoms {
        if let Some((link, start)) = open.filter(|(link, _)| atom.link != Some(*link)) {
            lead(&run, link, start, &mut text);
            open = None;
        }
        if open.is_none() {
            open = atom.link.map(|link| (link, text.len()));
        }
        match &atom.kind {
            Kind::Char { c, .. } => text.push(*c),
            Kind::Break(_) | Kind::Space { .. } => text.push(' '),
            Kind::Image(picture) => text.push_str(&format!("{} <{}>", picture.alternative, picture.path)),
            Kind::Call(_) => {}
        }
    }
    if let Some((link, start)) = open {
        lead(&run, link, start, &mut text);
    }
    one_line(&text)
}

/// Writes where a link leads, unless its words, which open at `start`, are that.
fn lead(run: &Run, link: usize, start: usize, text: &mut String) {
    let address = match run.links.get(link) {
        Some(Target::Address(address)) => address.clone(),
        Some(Target::Document(id)) => format!("doc:{}", id.value),
        Some(Target::Entry { register, id }) => format!("{register}:{id}"),
        None => return,
    };
    if text.get(start..).is_none_or(|words| words != address) {
        text.push_str(&format!(" <{address}>"));
    }
}

/// A note as its lines show it.
struct NoteLines {
    typed: String,
    label: String,
    paragraphs: Vec<Vec<Line>>,
}

/// The calls in a text, and the notes that answer them.
struct Calls {
    /// The first place of each `[^label]` and `[1]` within the text, by what is typed.
    first: BTreeMap<String, usize>,
    /// The number of each note, by what calls it.
    numbers: BTreeMap<String, usize>,
    notes: Vec<NoteLines>,
}

impl Calls {
    fn of(text: &str, versions: &[Vec<Line>]) -> Calls {
        let mut first = BTreeMap::new();
        for line in versions.iter().flatten() {
            let content = &text[line.clone()];
            for (at, _) in content.match_indices('[') {
                let Some(call) = call(&content[at..]) else { continue };
                let defines = at == 0 && (is_answer(content, call) || content[call.len()..].starts_with(':'));
                if !defines {
                    first.entry(call.to_owned()).or_insert(line.start + at);
                }
            }
        }
        Calls { first, numbers: BTreeMap::new(), notes: Vec::new() }
    }

    /// Takes the lines `[1] …` that answer a call further up out of the text.
    fn take_answers(&mut self, text: &str, lines: &[Line]) -> Vec<Line> {
        let mut kept = Vec::with_capacity(lines.len());
        let mut opens_block = true;
        let mut open = false;
        for line in lines {
            let content = &text[line.clone()];
            if lines::is_blank(content) {
                opens_block = true;
                open = false;
                kept.push(line.clone());
                continue;
            }
            let call = call(content).filter(|call| (opens_block || open) && is_answer(content, call));
            let call = call.filter(|call| {
                let is_called = self.first.get(*call).is_some_and(|first| *first < line.start);
                is_called && !self.numbers.contains_key(*call)
            });
            if let Some(call) = call {
                let rest = content[call.len()..].trim_start().len();
                let paragraph = vec![line.end - rest..line.end];
                self.add(
                    call,
                    NoteLines {
                        typed: call.to_owned(),
                        label: call.trim_matches(['[', ']']).to_owned(),
                        paragraphs: vec![paragraph],
                    },
                );
                open = true;
            } else if open {
                if let Some(lines) = self.notes.last_mut().and_then(|note| note.paragraphs.last_mut()) {
                    lines.push(line.clone());
                }
            } else {
                kept.push(line.clone());
            }
            opens_block = false;
        }
        kept
    }

    /// Numbers the notes in the order in which the text calls them.
    fn order(&mut self) {
        let mut calls: Vec<(usize, String, usize)> = self
            .numbers
            .iter()
            .map(|(call, note)| (self.first.get(call).copied().unwrap_or(usize::MAX), call.clone(), *note))
            .collect();
        calls.sort();
        let mut notes: Vec<Option<NoteLines>> =
            std::mem::take(&mut self.notes).into_iter().map(Some).collect();
        for (number, (_, call, note)) in calls.into_iter().enumerate() {
            self.notes.extend(notes.get_mut(note).and_then(Option::take));
            self.numbers.insert(call, number);
        }
    }

    fn add(&mut self, call: &str, note: NoteLines) {
        self.numbers.insert(call.to_owned(), self.notes.len());
        self.notes.push(note);
    }
}

/// `[1]` or `[^label]` at the start of a text.
fn call(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    let close = inner.bytes().take(104).position(|byte| byte == b']')?;
    let name = inner.get(..close)?;
    let number = (1..=4).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_digit());
    let label = name.strip_prefix('^').is_some_and(lines::is_note_label);
    (number || label).then(|| &text[..close + 2])
}

/// Whether a line that opens with a number in brackets goes on with words.
fn is_answer(line: &str, call: &str) -> bool {
    let rest = &line[call.len()..];
    !call.starts_with("[^") && rest.starts_with([' ', '\t', '\u{A0}']) && !lines::is_blank(rest)
}

/// A block with the numbers of its runs.
enum Frame {
    Paragraph(usize),
    Heading { level: u8, run: usize },
    List { numbered: bool, spaced: bool, items: Vec<usize> },
    Quote(Vec<Frame>),
    Table { head: Vec<usize>, rows: Vec<Vec<usize>> },
}

struct NoteFrame {
    typed: String,
    label: String,
    paragraphs: Vec<usize>,
}

struct Collected<'a> {
    source: &'a Source,
    diagnostics: &'a mut Diagnostics,
    calls: Calls,
    runs: Vec<Run>,
    /// Of each run, whether a bracket may run on from it or into it over a blank line.
    continuable: Vec<bool>,
}

impl Collected<'_> {
    fn run(&mut self, lines: &[Line], continuable: bool) -> usize {
        let labels: &BTreeMap<String, usize> = &self.calls.numbers;
        self.runs.push(inline::run(self.source, lines, labels));
        self.continuable.push(continuable);
        self.runs.len() - 1
    }

    /// No bracket runs on from one version into the next.
    fn separate(&mut self) {
        self.runs.push(Run::default());
        self.continuable.push(false);
    }

    /// Takes the definitions of notes that are called out of the blocks; others are text.
    fn take_definitions(&mut self, outlines: Vec<Outline>) -> Vec<Outline> {
        let mut kept = Vec::with_capacity(outlines.len());
        let mut seen = BTreeSet::new();
        for outline in outlines {
            let Outline::NoteDefinition { label, paragraphs } = outline else {
                kept.push(outline);
                continue;
            };
            let name = self.source.text()[label.clone()].to_owned();
            let call = format!("[^{name}]");
            let problem = if !self.calls.first.contains_key(&call) {
                Some(("uncalled-note", format!("the note `{call}` is never called")))
            } else if self.calls.numbers.contains_key(&call) || !seen.insert(name.clone()) {
                Some(("second-note", format!("there are two notes `{call}`")))
            } else {
                None
            };
            match problem {
                None => self.calls.add(&call, NoteLines { typed: String::new(), label: name, paragraphs }),
                Some((code, message)) => {
                    let hint = "it is shown as text; write its call in the text, or another label";
                    let span = self.source.span(label.start - 2..label.end + 1);
                    self.diagnostics.push(Diagnostic::warning(code, message).at(span).hint(hint));
                    let mut paragraphs = paragraphs;
                    if let Some(line) = paragraphs.first_mut().and_then(|lines| lines.first_mut()) {
                        line.start = label.start - 2;
                    }
                    kept.extend(paragraphs.into_iter().map(Outline::Paragraph));
                }
            }
        }
        kept
    }

    fn frame(&mut self, outline: Outline, outermost: bool) -> Frame {
        match outline {
            Outline::Paragraph(lines) => Frame::Paragraph(self.run(&lines, outermost)),
            Outline::Heading { level, line } => Frame::Heading { level, run: self.run(&[line], outermost) },
            Outline::List { numbered, spaced, items } => {
                let items = items.iter().map(|lines| self.run(lines, false)).collect();
                Frame::List { numbered, spaced, items }
            }
            Outline::Quote(blocks) => {
                Frame::Quote(blocks.into_iter().map(|block| self.frame(block, false)).collect())
            }
            Outline::Table { head, rows } => {
                let mut row =
                    |cells: Vec<Line>| cells.into_iter().map(|cell| self.run(&[cell], false)).collect();
                Frame::Table { head: row(head), rows: rows.into_iter().map(row).collect() }
            }
            Outline::NoteDefinition { label, paragraphs } => {
                let lines: Vec<Line> = paragraphs.into_iter().flatten().collect();
                let start = label.start - 2;
                let first = lines.first().map_or(label.end, |line| line.end);
                let lines: Vec<Line> =
                    std::iter::once(start..first).chain(lines.into_iter().skip(1)).collect();
                Frame::Paragraph(self.run(&lines, false))
            }
        }
    }
}

/// Puts the contents of the runs into their blocks, and numbers passages and marks in the order of the text.
struct Assembly<'a> {
    source: &'a Source,
    ranges: Vec<Range<usize>>,
    contents: Vec<Vec<Inline>>,
    passages: usize,
    marks: usize,
    open: Option<usize>,
}

fn assemble(
    source: &Source,
    runs: &[Run],
    contents: Vec<Vec<Inline>>,
    frames: Vec<Vec<Frame>>,
    notes: Vec<NoteFrame>,
) -> Transcription {
    let ranges = runs.iter().map(|run| run.range.clone()).collect();
    let mut assembly = Assembly { source, ranges, contents, passages: 0, marks: 0, open: None };
    let versions = frames
        .into_iter()
        .map(|frames| frames.into_iter().map(|frame| assembly.block(frame)).collect())
        .collect();
    let notes = notes.into_iter().map(|note| assembly.note(note)).collect();
    Transcription { versions, notes }
}

impl Assembly<'_> {
    fn content(&mut self, run: usize) -> Vec<Inline> {
        let mut content = std::mem::take(&mut self.contents[run]);
        self.marks = signs::number(&mut content, 0, self.marks, &mut self.open);
        content
    }

    fn passage(&mut self, run: usize) -> Passage {
        self.passages += 1;
        let span = self.source.span(self.ranges[run].clone());
        Passage { ordinal: self.passages - 1, content: self.content(run), span, elements: Vec::new() }
    }

    fn block(&mut self, frame: Frame) -> Block {
        match frame {
            Frame::Paragraph(run) => Block::Paragraph(self.passage(run)),
            Frame::Heading { level, run } => Block::Heading { level, passage: self.passage(run) },
            Frame::List { numbered, spaced, items } => {
                let items = items.into_iter().map(|run| self.passage(run)).collect();
                Block::List(List { numbered, spaced, items })
            }
            Frame::Quote(frames) => Block::Quote(frames.into_iter().map(|frame| self.block(frame)).collect()),
            Frame::Table { head, rows } => {
                let first = head.first().map_or(0, |run| self.ranges[*run].start);
                let last = rows.last().unwrap_or(&head).last().map_or(first, |run| self.ranges[*run].end);
                let mut row = |cells: Vec<usize>| cells.into_iter().map(|run| self.content(run)).collect();
                let (head, rows) = (row(head), rows.into_iter().map(row).collect());
                Block::Table(Table {
                    head,
                    rows,
                    shapes: Vec::new(),
                    span: self.source.span(first..last),
                    elements: Vec::new(),
                })
            }
        }
    }

    fn note(&mut self, note: NoteFrame) -> Note {
        let first = note.paragraphs.first().map_or(0, |run| self.ranges[*run].start);
        let last = note.paragraphs.last().map_or(first, |run| self.ranges[*run].end);
        let content = note.paragraphs.into_iter().map(|run| self.content(run)).collect();
        let span = self.source.span(first..last);
        Note {
            typed: note.typed,
            label: note.label,
            content,
            of_the_document: false,
            attributes: Vec::new(),
            span,
        }
    }
}
