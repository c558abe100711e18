//! The text of a document in the Markdown of a transcription.
//!
//! A stretch of text is written as it was typed, wherever the source still has it; else with escapes.

use std::borrow::Cow;

use crate::model::apparatus::{Mark, Voice, wording};
use crate::model::document::{Document, Layout, Note, Version, VersionKind};
use crate::model::language;
use crate::model::text::{Block, Break, Inline, List, Marked, Part, Piece, Style, Table, Target, plain};
use crate::read::headed::opens_export;
use crate::read::inline::is_target;
use crate::read::phrases::Vocabulary;
use crate::source::{Source, Span};
use crate::write::listed;
use crate::write::markdown::head::version_line;
use crate::write::untyped::{Stretch, is_untyped, stretches};
use crate::write::walk;

/// A line has no use for more; a number that is a lie must not fill the memory.
const MOST_SPACES: u32 = 80;

/// How much of what nobody typed is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// All, and a line that opens each version.
    Versions,
    Emphasis,
    /// Without emphasis, because it could not be told from text.
    Plain,
    /// Without brackets either, but those of the editor's words.
    Words,
}

/// What is written, and how.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    pub document: &'a Document,
    pub source: &'a Source,
    pub vocabulary: &'a Vocabulary,
    pub manner: Manner,
}

/// All versions and notes of a document, with a blank line before each block.
pub fn text(form: Form<'_>) -> String {
    let document = form.document;
    let mut parts = Vec::new();
    if form.manner == Manner::Versions {
        parts.push("#### **Contents:**".to_owned());
    }
    for version in &document.versions {
        match document.layout {
            Layout::Headed => parts.extend(version_line(version)),
            _ if form.manner == Manner::Versions => parts.extend(readable_line(version)),
            _ => {}
        }
        parts.extend(version.blocks.iter().map(|block| write_block(block, form)));
    }
    // Notes are numbered as they are called, and stand where they were typed.
    let mut notes: Vec<&Note> = document.notes.iter().collect();
    notes.sort_by_key(|note| note.span.start);
    parts.extend(notes.into_iter().map(|note| write_note(note, form)));
    parts.retain(|part| !part.is_empty());
    let text = parts.join("\n\n");
    if document.layout == Layout::Headed && !text.is_empty() { format!("\n\n{text}") } else { text }
}

/// Whether a document has versions that a line can open.
pub fn has_versions(document: &Document) -> bool {
    document.versions.iter().any(|version| readable_line(version).is_some())
}

/// The line that opens a version, if it would be read as one.
fn readable_line(version: &Version) -> Option<String> {
    let is_known =
        matches!(version.kind?, VersionKind::Original | VersionKind::Translation | VersionKind::Transcript);
    let line = version_line(version).filter(|_| is_known)?;
    let (_, named) = line.split_once(" - ")?;
    (language::code(named) == version.language).then_some(line)
}

/// A text in which no character means anything to Markdown.
pub fn escaped(text: &str, opens_line: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let opening = at == 0 && opens_line && matches!(c, '#' | '>');
        if opening || matches!(c, '\\' | '*' | '[' | ']' | '~' | '<' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn write_block(block: &Block, form: Form<'_>) -> String {
    let run = |content: &[Inline]| write_run(content, form);
    match block {
        Block::Paragraph(passage) | Block::Verse(passage) => run(&passage.content),
        // As a heading it would open a section of an archive's export, which is no text.
        Block::Heading { passage, .. }
            if form.manner != Manner::Versions && opens_export(&plain(&passage.content)) =>
        {
            format!("**{}**", write_line(&passage.content, form))
        }
        Block::Heading { level, passage } => {
            format!("{} {}", "#".repeat((*level).clamp(2, 6).into()), write_line(&passage.content, form))
        }
        Block::List(List { spaced, items, .. }) => {
            let between = match spaced {
                true => "\n\n",
                // Items that nobody typed have no markers, so nothing else would keep them apart.
                false if is_untyped(form.document) => "  \n",
                false => "\n",
            };
            items.iter().map(|item| run(&item.content)).collect::<Vec<_>>().join(between)
        }
        Block::Quote(blocks) => quoted(&write_blocks(blocks, form)),
        Block::Part { blocks, .. } => write_blocks(blocks, form),
        // Spaces that open a line would be layout; those that end one keep the next one apart.
        Block::Named(named) if listed::is_list(named) => {
            let layout = listed::Layout { indent: "", end: "  \n" };
            listed::lines(named, layout, &|inner| write_block(inner, form))
        }
        Block::Named(named) => write_blocks(&named.content, form),
        Block::Table(table) => write_table(table, form),
    }
}

fn write_blocks(blocks: &[Block], form: Form<'_>) -> String {
    blocks.iter().map(|block| write_block(block, form)).collect::<Vec<_>>().join("\n\n")
}

fn quoted(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn write_table(table: &Table, form: Form<'_>) -> String {
    let row = |cells: &Vec<Vec<Inline>>| {
        let cells: Vec<String> = cells.iter().map(|cell| write_line(cell, form)).collect();
        format!("| {} |", cells.join(" | "))
    };
    // A table without heads has empty ones here, for without them it would be none.
    let width = || table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let is_wider = table.head.is_empty() || is_untyped(form.document);
    let columns = if is_wider { width().max(table.head.len()) } else { table.head.len() };
    let missing = "  |".repeat(columns.saturating_sub(table.head.len()));
    let head = if table.head.is_empty() { format!("|{missing}") } else { row(&table.head) + &missing };
    let rule = format!("|{}", " --- |".repeat(columns));
    let mut lines = vec![head, rule];
    lines.extend(table.rows.iter().map(row));
    lines.join("\n")
}

/// The further paragraphs of a note are indented, so that they belong to it.
fn write_note(note: &Note, form: Form<'_>) -> String {
    let paragraphs: Vec<String> =
        note.content.iter().map(|content| write_run(content, form).trim().to_owned()).collect();
    match note.typed.as_str() {
        "" => format!("[^{}]: {}", note.label, paragraphs.join("\n\n    ")),
        typed => format!("{typed} {}", paragraphs.join("\n")),
    }
}

fn write_run(content: &[Inline], form: Form<'_>) -> String {
    run(content, form, false)
}

/// A run that must stay on one line. What was typed stands there already.
fn write_line(content: &[Inline], form: Form<'_>) -> String {
    run(content, form, is_untyped(form.document))
}

fn run(content: &[Inline], form: Form<'_>, one_line: bool) -> String {
    let (out, open) = (String::new(), Vec::new());
    let mut run =
        Run { form, out, open, end: 0, neutral: false, one_line, after_columns: false, owed: false };
    run.inlines(content, &[]);
    run.restyle(&[]);
    run.out
}

/// A run of text that is being written. Emphasis opens right before the first letter that has it and closes
/// right after the last, so that brackets and line ends between letters do not tear it.
struct Run<'a> {
    form: Form<'a>,
    out: String,
    open: Vec<Style>,
    /// Where the last styled text ended, in bytes of `out`.
    end: usize,
    /// Whether what is written is syntax of the editor's, which has no style.
    neutral: bool,
    /// Whether a line end would end more than a line: in a heading and in the cell of a table.
    one_line: bool,
    /// Whether columns stand before the next text, whose space they are.
    after_columns: bool,
    /// Whether the next text is another word than the one before.
    owed: bool,
}

impl Run<'_> {
    fn inlines(&mut self, content: &[Inline], styles: &[Style]) {
        content.iter().for_each(|inline| self.inline(inline, styles));
    }

    fn inline(&mut self, inline: &Inline, styles: &[Style]) {
        match inline {
            Inline::Text { text, span } => self.text(text, *span, styles),
            Inline::Styled { style, content } => {
                let mut styles = styles.to_vec();
                if !styles.contains(style) {
                    styles.push(*style);
                }
                self.inlines(content, &styles);
            }
            Inline::Marked(marked) => self.marked(marked, styles),
            Inline::Field(field) => self.inlines(&field.content, styles),
            Inline::Named(named) => self.inlines(&named.content, styles),
            Inline::Break(Break::Within) => {}
            Inline::Link { target, content } => self.link(target, content, styles),
            Inline::Image { path, alternative } => self.syntax(&format!("![{alternative}]({path})")),
            Inline::Call { note, typed } => self.call(*note, typed),
            Inline::Break(_) if self.one_line => self.syntax(" "),
            // A line of TEI ends where the element says so, however long it is.
            Inline::Break(Break::Line) if is_untyped(self.form.document) => {
                self.inline(&Inline::Break(Break::Hard), styles);
            }
            // A line of nothing but two spaces would be blank.
            Inline::Break(Break::Hard) if self.opens_line() => self.syntax("\\\n"),
            Inline::Break(Break::Hard) => self.syntax("  \n"),
            Inline::Break(Break::Line | Break::Soft) => self.syntax("\n"),
        }
    }

    fn text(&mut self, text: &str, span: Span, styles: &[Style]) {
        if self.neutral {
            return self.syntax(text);
        }
        if is_untyped(self.form.document) {
            return self.within_spaces(text, styles);
        }
        self.restyle(styles);
        let opens_line = self.opens_line();
        let typed = self.typed(text, span).unwrap_or_else(|| escaped(text, opens_line));
        self.out.push_str(&typed);
        self.end = self.out.len();
    }

    /// Text that nobody typed can begin and end with a space in its style; beside a space no style opens or closes
    /// (CommonMark 0.31, 6.2).
    fn within_spaces(&mut self, text: &str, styles: &[Style]) {
        let text = if std::mem::take(&mut self.after_columns) { text.trim_start() } else { text };
        if std::mem::take(&mut self.owed) && !text.starts_with(' ') {
            self.syntax(" ");
        }
        let words = text.trim();
        let before = text.len() - text.trim_start().len();
        self.syntax(text.get(..before).unwrap_or_default());
        if words.is_empty() {
            return;
        }
        let plainly = matches!(self.form.manner, Manner::Plain | Manner::Words);
        self.restyle(if plainly { &[] } else { styles });
        let opens_line = self.opens_line();
        self.out.push_str(&escaped(words, opens_line));
        self.end = self.out.len();
        self.syntax(text.get(before + words.len()..).unwrap_or_default());
    }

    fn opens_line(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }

    /// What stands in the source for this text, if it still means just that.
    fn typed(&self, text: &str, span: Span) -> Option<String> {
        if span.source != self.form.source.id() || is_untyped(self.form.document) {
            return None;
        }
        let before = self.form.source.text().get(..span.range().start)?;
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        let start = span.range().start - backslashes % 2;
        let typed = self.form.source.text().get(start..span.range().end)?;
        (unescaped(typed) == text).then(|| typed.to_owned())
    }

    /// Closes and opens styles, so that those of the next letter are open.
    fn restyle(&mut self, styles: &[Style]) {
        let kept = self.open.iter().zip(styles).take_while(|(open, style)| open == style).count();
        let mut closers = String::new();
        while self.open.len() > kept {
            closers.push_str(self.open.pop().map_or("", delimiter));
        }
        self.out.insert_str(self.end, &closers);
        self.end += closers.len();
        for style in styles.iter().skip(kept) {
            self.out.push_str(delimiter(*style));
            self.open.push(*style);
        }
    }

    fn syntax(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn marked(&mut self, marked: &Marked, styles: &[Style]) {
        if is_untyped(self.form.document) {
            return self.stretches(&joined(marked), styles);
        }
        if marked.mark.sign.name == "space" {
            return self.syntax(&marked.mark.as_written);
        }
        let typed = marked.pieces.iter().any(|piece| piece.part == Part::Sign);
        let struck = marked.mark.sign.name == "deletion" && !typed;
        if struck {
            self.syntax("~~");
        }
        for piece in &marked.pieces {
            let neutral = self.neutral;
            self.neutral |= piece.part == Part::Sign;
            self.inlines(&piece.content, styles);
            self.neutral = neutral;
        }
        if struck {
            self.syntax("~~");
        }
    }

    /// A mark that nobody typed, as the reader of transcriptions knows it.
    fn stretches(&mut self, marked: &Marked, styles: &[Style]) {
        if self.form.manner == Manner::Words && marked.mark.sign.voice == Voice::Document {
            for (at, piece) in marked.pieces.iter().enumerate() {
                // Two readings are not one word.
                self.owed |= at > 0 && !self.out.ends_with(char::is_whitespace);
                self.inlines(&piece.content, styles);
            }
            return;
        }
        if let Some(spaces) = self.spaces(&marked.mark) {
            self.after_columns = !self.opens_line();
            let there = self.out.len() - self.out.trim_end_matches(' ').len();
            return self.syntax(&" ".repeat(spaces.saturating_sub(there)));
        }
        if marked.mark.sign.name == "substitution" && !is_replacement(marked) {
            return self.changes(marked, styles);
        }
        // White space around a space is one with it, but not around a bracket.
        let parts_words = marked.mark.sign.name == "space" && self.out.ends_with(' ');
        let known = match marked {
            marked if has_wordless_label(marked) => Cow::Owned(without_label(marked)),
            marked if !self.is_known(marked) => Cow::Owned(unlabelled(marked)),
            marked => Cow::Borrowed(marked),
        };
        for stretch in stretches(&known, wording::Manner::Full) {
            match stretch {
                Stretch::Read(piece) => self.inlines(&piece.content, styles),
                Stretch::Added(_, text) => self.syntax(&text),
            }
        }
        self.owed |= parts_words;
    }

    /// A substitution that is not first what was there and then what took its place, change by change: no phrase says it.
    fn changes(&mut self, marked: &Marked, styles: &[Style]) {
        for piece in &marked.pieces {
            self.syntax(if piece.part == Part::Edited { "[inserted: " } else { "[crossed out: " });
            self.inlines(&piece.content, styles);
            self.syntax("]");
        }
    }

    /// How many spaces are read as this space: some at the beginning of a line, more within it.
    fn spaces(&self, mark: &Mark) -> Option<usize> {
        let extent = mark.extent.as_ref().filter(|extent| mark.sign.name == "space" && !extent.at_most)?;
        let count = (extent.quantity.0.is_multiple_of(4) && extent.unit == "character")
            .then_some(extent.quantity.0 / 4)?;
        let least = if self.opens_line() { 2 } else { 5 };
        (least..=MOST_SPACES).contains(&count).then_some(count as usize)
    }

    /// Whether the label of a mark is one that the edition's vocabulary has.
    fn is_known(&self, marked: &Marked) -> bool {
        let wording = wording::wording(&marked.mark, wording::Manner::Full, false);
        let Some(colon) = wording.before.find(':') else { return true };
        let one_label = wording.before.rfind(':') == Some(colon) && !wording.before.contains(['[', ']']);
        let reading = self.form.vocabulary.labelled(&format!("{}x", wording.before), colon);
        one_label && reading.is_some_and(|reading| reading.sign == marked.mark.sign)
    }

    fn link(&mut self, target: &Target, content: &[Inline], styles: &[Style]) {
        let address = match target {
            Target::Address(address) => address.clone(),
            Target::Document(id) => format!("doc:{}", id.value),
            Target::Entry { register, id } => format!("{register}:{id}"),
        };
        if matches!(target, Target::Address(_)) && plain(content) == address {
            self.restyle(styles);
            self.syntax(&format!("<{address}>"));
            self.end = self.out.len();
            return;
        }
        if !is_untyped(self.form.document) {
            return self.linked(&address, content, styles);
        }
        // Each line has a link of its own, and what is no link in Markdown has its words.
        for line in content.split_inclusive(|inline| matches!(inline, Inline::Break(_))) {
            let (words, end) = match line {
                [words @ .., Inline::Break(_)] => (words, line.last()),
                words => (words, None),
            };
            let text = plain(words);
            let holds_link = words.iter().any(holds_link);
            match text.trim().is_empty() || text.contains('\n') || holds_link || !is_target(&address) {
                true => self.inlines(words, styles),
                false => self.linked(&address, words, styles),
            }
            end.into_iter().for_each(|end| self.inline(end, styles));
        }
    }

    fn linked(&mut self, address: &str, content: &[Inline], styles: &[Style]) {
        self.syntax("[");
        self.inlines(content, styles);
        self.syntax(&format!("]({address})"));
    }

    fn call(&mut self, note: usize, typed: &str) {
        match self.form.document.notes.get(note) {
            Some(note) if typed.is_empty() => self.syntax(&format!("[^{}]", note.label)),
            Some(note) if is_untyped(self.form.document) => {
                self.syntax(&format!("{}[^{}]", escaped(typed, false), note.label));
            }
            _ => self.syntax(typed),
        }
    }
}

/// What was several elements one after the other is one stretch in a bracket.
fn joined(marked: &Marked) -> Cow<'_, Marked> {
    if marked.pieces.windows(2).all(|two| two[0].part != two[1].part) {
        return Cow::Borrowed(marked);
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in &marked.pieces {
        match pieces.last_mut().filter(|last| last.part == piece.part) {
            Some(last) => last.content.extend(piece.content.iter().cloned()),
            None => pieces.push(piece.clone()),
        }
    }
    Cow::Owned(Marked { mark: marked.mark.clone(), pieces, segment: marked.segment })
}

fn is_replacement(marked: &Marked) -> bool {
    matches!(marked.pieces.as_slice(), [old, new] if old.part != Part::Edited && new.part == Part::Edited)
}

/// Whether the source says of what is missing no more than signs: `- ? -`.
fn has_wordless_label(marked: &Marked) -> bool {
    let is_wordless =
        |piece: &Piece| piece.part == Part::Label && !plain(&piece.content).contains(char::is_alphabetic);
    !marked.pieces.is_empty() && marked.pieces.iter().all(is_wordless)
}

fn without_label(marked: &Marked) -> Marked {
    let as_written = wording::at_a_point(&marked.mark);
    Marked { mark: Mark { as_written, ..marked.mark.clone() }, pieces: Vec::new(), ..marked.clone() }
}

fn holds_link(inline: &Inline) -> bool {
    let mut found = false;
    walk::each(std::slice::from_ref(inline), &mut |inline| found |= matches!(inline, Inline::Link { .. }));
    found
}

/// A mark of which no more is said than its sign.
fn unlabelled(marked: &Marked) -> Marked {
    let mark = Mark { hand: None, place: None, ..marked.mark.clone() };
    Marked { mark, ..marked.clone() }
}

fn delimiter(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "*",
        Style::Strong => "**",
        Style::Superscript | Style::Subscript | Style::SmallCaps | Style::Spaced => "",
    }
}

/// The text without the backslashes that take away a character's meaning.
fn unescaped(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len());
    let mut chars = typed.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        text.push(if escapes { chars.next().unwrap_or(c) } else { c });
    }
    text
}
