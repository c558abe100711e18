//! Shows what was found in an edition: to a person with an excerpt of the place, to a program a line of JSON each.
//! This room must not judge: what a finding means for a command, the command decides.

use std::io::{self, IsTerminal, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use crate::cli::answer;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::{Source, Sources, Span};

/// Shows all findings but notes on standard error, then how many there are.
pub fn show(sources: &Sources, diagnostics: &Diagnostics) {
    show_from(Severity::Warning, sources, diagnostics);
}

/// Shows all findings, notes too.
pub fn show_all(sources: &Sources, diagnostics: &Diagnostics) {
    show_from(Severity::Note, sources, diagnostics);
}

/// The findings of a severity or a graver one, as text for a terminal.
pub fn text(least: Severity, sources: &Sources, diagnostics: &Diagnostics, coloured: bool) -> String {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity <= least) {
        text.push_str(&one(&renderer, sources, diagnostic));
        text.push_str("\n\n");
    }
    if let Some(line) = summary(least, diagnostics) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Writes all findings on standard output, each as a line of JSON.
pub fn json(sources: &Sources, diagnostics: &Diagnostics) -> io::Result<()> {
    let mut lines = Vec::new();
    for diagnostic in diagnostics.iter() {
        serde_json::to_writer(&mut lines, &Finding::new(sources, diagnostic))?;
        lines.push(b'\n');
    }
    answer(&lines)
}

/// A finding as programs see it.
#[derive(Debug, Serialize)]
pub struct Finding<'a> {
    pub severity: &'static str,
    pub code: &'static str,
    pub message: &'a str,
    /// Absent where the finding is about the edition as a whole.
    pub file: Option<&'a str>,
    /// Counted from 1. A file that was not read, and is known by its name alone, has no lines: `null`, as the column.
    pub line: Option<usize>,
    /// Counted from 1, in characters.
    pub column: Option<usize>,
    pub hints: &'a [String],
}

impl<'a> Finding<'a> {
    pub fn new(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Finding<'a> {
        let source = diagnostic.span.map(|span| (sources.get(span.source), span.start));
        let position = source.map(|(source, start)| source.position(start));
        Finding {
            severity: diagnostic.severity.name(),
            code: diagnostic.code,
            message: &diagnostic.message,
            file: source.map(|(source, _)| source.path()).or(diagnostic.file()),
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            hints: &diagnostic.hints,
        }
    }
}

/// Whether standard error takes colours, and its reader wants them (<https://no-color.org>).
pub fn coloured() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb") && io::stderr().is_terminal()
}

fn show_from(least: Severity, sources: &Sources, diagnostics: &Diagnostics) {
    let text = text(least, sources, diagnostics, coloured());
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// `3 errors, 1 warning`; `None` where there is nothing to count.
fn summary(least: Severity, diagnostics: &Diagnostics) -> Option<String> {
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let counts =
        severities.into_iter().filter(|severity| *severity <= least).filter_map(|severity| match diagnostics
            .count(severity)
        {
            0 => None,
            1 => Some(format!("1 {}", severity.name())),
            number => Some(format!("{number} {}s", severity.name())),
        });
    let counts: Vec<String> = counts.collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

fn one(renderer: &Renderer, sources: &Sources, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(printable(&diagnostic.message)).id(diagnostic.code);
    let place = diagnostic.span.map(|span| (span, String::new(), AnnotationKind::Primary));
    let related = diagnostic.related.iter();
    let related = related.map(|(span, message)| (*span, printable(message), AnnotationKind::Context));
    let snippets = place.into_iter().chain(related).map(|(span, label, kind)| {
        let excerpt = Excerpt::of(sources.get(span.source), span);
        let annotation = kind.span(excerpt.span).label(label);
        Snippet::source(excerpt.text).line_start(excerpt.line).path(excerpt.path).annotation(annotation)
    });
    let hints = diagnostic.hints.iter().map(|hint| Level::HELP.message(printable(hint)));
    renderer.render(&[title.elements(snippets).elements(hints)])
}

/// The lines of a source that a span lies on, so that no one has to look through the whole text for them.
struct Excerpt<'a> {
    path: &'a str,
    line: usize,
    text: &'a str,
    span: Range<usize>,
}

/// How many bytes of a source are shown at most.
const LONGEST: usize = 4000;

impl<'a> Excerpt<'a> {
    fn of(source: &'a Source, span: Span) -> Excerpt<'a> {
        let text = source.text();
        let at = text.floor_char_boundary(span.range().start);
        let end = text.floor_char_boundary(span.range().end.min(at.saturating_add(LONGEST))).max(at);
        let before = text.get(..at).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let after = text.get(end..).unwrap_or_default();
        let stop = after.find('\n').map_or(text.len(), |newline| end + newline);
        Excerpt {
            path: source.path(),
            line: source.position(span.start).line,
            text: text.get(start..stop).unwrap_or_default(),
            span: at - start..end - start,
        }
    }
}

/// A message without what would steer a terminal.
fn printable(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\n', "\u{FFFD}")
}

#[cfg(test)]
mod tests {
    use crate::cli::findings::{Finding, text};
    use crate::diag::{Diagnostic, Diagnostics, Severity};
    use crate::source::{Sources, Span};

    fn shown(source: &str, range: std::ops::Range<usize>) -> String {
        let mut sources = Sources::default();
        let id = sources.add("content/documents/a.md", source.into());
        let mut diagnostics = Diagnostics::default();
        let found = Diagnostic::error("unbalanced-bracket", "a `[` is never closed");
        diagnostics.push(found.at(Span::new(id, range.start, range.end)).hint("write `]`"));
        text(Severity::Warning, &sources, &diagnostics, false)
    }

    #[test]
    fn a_finding_has_its_place_an_excerpt_and_a_remedy() {
        let text = shown("один\nдва [три\n", 16..17);
        let expected = "\
error[unbalanced-bracket]: a `[` is never closed
 --> content/documents/a.md:2:5
  |
2 | два [три
  |     ^
  |
  = help: write `]`

1 error
";
        assert_eq!(text, expected);
    }

    #[test]
    fn no_span_is_too_odd_to_be_shown() {
        for range in [0..0, 0..4, 1..2, 3..4, 4..4, 2..900, 900..901, 0..3] {
            assert!(shown("я\nя", range.clone()).contains("never closed"), "{range:?}");
            assert!(shown("", range.clone()).contains("never closed"), "{range:?}");
        }
        assert!(shown(&"я\n".repeat(5000), 0..15000).len() < 20000);
    }

    #[test]
    fn findings_are_counted_and_notes_left_out() {
        let mut diagnostics = Diagnostics::default();
        for severity in [Severity::Error, Severity::Error, Severity::Warning, Severity::Note] {
            diagnostics.push(Diagnostic::new(severity, "x", "x\u{1b}[31m"));
        }
        let summary = |least| text(least, &Sources::default(), &diagnostics, false);
        assert!(summary(Severity::Warning).ends_with("\n2 errors, 1 warning\n"));
        assert!(summary(Severity::Note).ends_with("\n2 errors, 1 warning, 1 note\n"));
        assert!(!summary(Severity::Note).contains('\u{1b}'));
    }

    #[test]
    fn programs_count_columns_in_characters() {
        let mut sources = Sources::default();
        let id = sources.add("a.md", "яя[".into());
        let found = Diagnostic::warning("x", "y").at(Span::new(id, 4, 5));
        let json = serde_json::to_string(&Finding::new(&sources, &found)).unwrap();
        let expected =
            r#"{"severity":"warning","code":"x","message":"y","file":"a.md","line":1,"column":3,"hints":[]}"#;
        assert_eq!(json, expected);
    }
}
