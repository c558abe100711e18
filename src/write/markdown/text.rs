//! The text of a document in the Markdown of a transcription.
//!
//! A stretch of text is written as it was typed, wherever the source still has it; else with escapes.

use crate::model::apparatus::wording::Manner;
use crate::model::document::{Document, Layout, Note};
use crate::model::text::{Block, Break, Inline, List, Marked, Part, Style, Table, Target, plain};
use crate::source::{Source, Span};
use crate::write::listed;
use crate::write::markdown::head::version_line;
use crate::write::untyped::{Stretch, is_untyped, stretches};

/// All versions and notes of a document, with a blank line before each block; `plainly` without emphasis.
pub fn text(document: &Document, source: &Source, plainly: bool) -> String {
    let mut parts = Vec::new();
    for version in &document.versions {
        if document.layout == Layout::Headed {
            parts.extend(version_line(version));
        }
        parts.extend(version.blocks.iter().map(|block| write_block(block, document, source, plainly)));
    }
    // Notes are numbered as they are called, and stand where they were typed.
    let mut notes: Vec<&Note> = document.notes.iter().collect();
    notes.sort_by_key(|note| note.span.start);
    parts.extend(notes.into_iter().map(|note| write_note(note, document, source, plainly)));
    parts.retain(|part| !part.is_empty());
    let text = parts.join("\n\n");
    if document.layout == Layout::Headed && !text.is_empty() { format!("\n\n{text}") } else { text }
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

fn write_block(block: &Block, document: &Document, source: &Source, plainly: bool) -> String {
    let run = |content: &[Inline]| write_run(content, document, source, plainly);
    match block {
        Block::Paragraph(passage) | Block::Verse(passage) => run(&passage.content),
        Block::Heading { level, passage } => {
            format!("{} {}", "#".repeat((*level).clamp(2, 6).into()), run(&passage.content))
        }
        Block::List(List { spaced, items, .. }) => {
            let between = if *spaced { "\n\n" } else { "\n" };
            items.iter().map(|item| run(&item.content)).collect::<Vec<_>>().join(between)
        }
        Block::Quote(blocks) => quoted(&write_blocks(blocks, document, source, plainly)),
        Block::Part { blocks, .. } => write_blocks(blocks, document, source, plainly),
        // Spaces that open a line would be layout.
        Block::Named(named) if listed::is_list(named) => {
            listed::lines(named, "", &|inner| write_block(inner, document, source, plainly))
        }
        Block::Named(named) => write_blocks(&named.content, document, source, plainly),
        Block::Table(table) => write_table(table, document, source, plainly),
    }
}

fn write_blocks(blocks: &[Block], document: &Document, source: &Source, plainly: bool) -> String {
    blocks.iter().map(|block| write_block(block, document, source, plainly)).collect::<Vec<_>>().join("\n\n")
}

fn quoted(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn write_table(table: &Table, document: &Document, source: &Source, plainly: bool) -> String {
    let row = |cells: &Vec<Vec<Inline>>| {
        let cells: Vec<String> =
            cells.iter().map(|cell| write_run(cell, document, source, plainly)).collect();
        format!("| {} |", cells.join(" | "))
    };
    // A table without heads has empty ones here, for without them it would be none.
    let width = || table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns = if table.head.is_empty() { width() } else { table.head.len() };
    let head = if table.head.is_empty() { format!("|{}", "  |".repeat(columns)) } else { row(&table.head) };
    let rule = format!("|{}", " --- |".repeat(columns));
    let mut lines = vec![head, rule];
    lines.extend(table.rows.iter().map(row));
    lines.join("\n")
}

/// The further paragraphs of a note are indented, so that they belong to it.
fn write_note(note: &Note, document: &Document, source: &Source, plainly: bool) -> String {
    let paragraphs: Vec<String> = note
        .content
        .iter()
        .map(|content| write_run(content, document, source, plainly).trim().to_owned())
        .collect();
    match note.typed.as_str() {
        "" => format!("[^{}]: {}", note.label, paragraphs.join("\n\n    ")),
        typed => format!("{typed} {}", paragraphs.join("\n")),
    }
}

fn write_run(content: &[Inline], document: &Document, source: &Source, plainly: bool) -> String {
    let (out, open) = (String::new(), Vec::new());
    let mut run = Run { document, source, out, open, end: 0, neutral: false, plainly };
    run.inlines(content, &[]);
    run.restyle(&[]);
    run.out
}

/// A run of text that is being written. Emphasis opens right before the first letter that has it and closes
/// right after the last, so that brackets and line ends between letters do not tear it.
struct Run<'a> {
    document: &'a Document,
    source: &'a Source,
    out: String,
    open: Vec<Style>,
    /// Where the last styled text ended, in bytes of `out`.
    end: usize,
    /// Whether what is written is syntax of the editor's, which has no style.
    neutral: bool,
    /// Whether emphasis is left out, because it could not be told from text.
    plainly: bool,
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
        if is_untyped(self.document) {
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
        let words = text.trim();
        let before = text.len() - text.trim_start().len();
        self.syntax(text.get(..before).unwrap_or_default());
        if words.is_empty() {
            return;
        }
        self.restyle(if self.plainly { &[] } else { styles });
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
        if span.source != self.source.id() || is_untyped(self.document) {
            return None;
        }
        let before = self.source.text().get(..span.range().start)?;
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        let start = span.range().start - backslashes % 2;
        let typed = self.source.text().get(start..span.range().end)?;
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
        if is_untyped(self.document) {
            return self.stretches(marked, styles);
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
        for stretch in stretches(marked, Manner::Full) {
            match stretch {
                Stretch::Read(piece) => self.inlines(&piece.content, styles),
                Stretch::Added(_, text) => self.syntax(&text),
            }
        }
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
        self.syntax("[");
        self.inlines(content, styles);
        self.syntax(&format!("]({address})"));
    }

    fn call(&mut self, note: usize, typed: &str) {
        match self.document.notes.get(note) {
            Some(note) if typed.is_empty() => self.syntax(&format!("[^{}]", note.label)),
            _ => self.syntax(typed),
        }
    }
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
