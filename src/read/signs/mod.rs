//! Brackets, boxes and the other signs become marks. Every character of a run comes out again, in its order.

mod bracketed;
mod brackets;
mod build;
mod decide;
mod delimiters;
mod extents;
mod join;
mod unbracketed;
mod words;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::Mark;
use crate::model::text::{Inline, Segment};
use crate::read::inline::{Kind, Run};
use crate::read::phrases::Vocabulary;
use crate::read::signs::brackets::Brackets;
use crate::read::signs::build::Builder;
use crate::source::Source;

/// How many single brackets of a run are reported one by one.
const MOST_WARNINGS: usize = 20;

/// What is needed to read signs, and is the same for all runs of a document.
pub struct Reader<'a> {
    pub source: &'a Source,
    pub vocabulary: &'a Vocabulary,
    /// The languages of the original, as BCP 47 tags.
    pub original: &'a [String],
    /// The note that a number calls, where one answers it.
    pub answer: &'a dyn Fn(&str) -> Option<usize>,
}

/// Reads the signs of all runs; `continuable` says of each whether a bracket may run on from or into it.
///
/// Ordinals and depths of the marks are 0 until [`number`] has walked the document.
pub fn read(
    reader: &Reader<'_>,
    runs: &[Run],
    continuable: &[bool],
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<Inline>> {
    let labelled = |run: usize, opener: usize| {
        let line = words::first_line(&runs[run], opener);
        decide::opens_known(&line.text, line.colon, reader.vocabulary)
    };
    let brackets = brackets::pair(runs, continuable, labelled);
    let mut contents = Vec::with_capacity(runs.len());
    let mut continued: Option<Mark> = None;
    for (at, run) in runs.iter().enumerate() {
        report(reader, run, &brackets[at], diagnostics);
        let rest = |mut last: usize| {
            while last + 1 < runs.len() && brackets[last].pairs.iter().any(|pair| pair.close.is_none()) {
                last += 1;
            }
            &runs[at..=last]
        };
        let builder = Builder::new(reader, run, &brackets[at], rest(at), &brackets[at..]);
        unclosed(&builder, diagnostics);
        contents.push(builder.build_run(&mut continued));
    }
    contents
}

/// Reports labels and tags that have no other end.
fn unclosed(builder: &Builder<'_>, diagnostics: &mut Diagnostics) {
    for atoms in builder.unclosed.iter().take(MOST_WARNINGS) {
        let words = words::Words::of(builder.run, atoms.clone()).text;
        let hint = "open and close it in the same paragraph, and in the same bracket; as it is it is shown as it was typed";
        let found = Diagnostic::warning("unclosed-tag", format!("`{words}` has no other end"));
        diagnostics.push(found.at(builder.span(atoms.clone())).hint(hint));
    }
}

/// Numbers the marks of a document in text order and says how deep each stands; gives the next free number.
pub fn number(content: &mut [Inline], depth: usize, mut next: usize, open: &mut Option<usize>) -> usize {
    for inline in content {
        match inline {
            Inline::Marked(marked) => {
                marked.mark.depth = depth;
                marked.mark.ordinal = match (marked.segment, *open) {
                    (Segment::Continued, Some(ordinal)) => ordinal,
                    _ => {
                        next += 1;
                        next - 1
                    }
                };
                if depth == 0 {
                    *open = Some(marked.mark.ordinal);
                }
                for piece in &mut marked.pieces {
                    next = number(&mut piece.content, depth + 1, next, &mut None);
                }
            }
            Inline::Styled { content, .. } | Inline::Link { content, .. } => {
                next = number(content, depth, next, open);
            }
            Inline::Named(named) => next = number(&mut named.content, depth, next, open),
            _ => {}
        }
    }
    next
}

fn report(reader: &Reader<'_>, run: &Run, brackets: &Brackets, diagnostics: &mut Diagnostics) {
    let span = |atom: usize| {
        let start = run.atoms.get(atom).map_or(run.range.end, |atom| atom.at);
        reader.source.span(start..start + 1)
    };
    for atom in brackets.alone.iter().take(MOST_WARNINGS) {
        let opens =
            matches!(run.atoms.get(*atom), Some(atom) if matches!(atom.kind, Kind::Char { c: '[', .. }));
        let (found, hint) = if opens {
            ("`[` is never closed", "close it with `]`, or write `\\[` if it is no bracket of the editor’s")
        } else {
            ("`]` was never opened", "open it with `[`, or write `\\]` if it is no bracket of the editor’s")
        };
        diagnostics.push(Diagnostic::warning("unbalanced-bracket", found).at(span(*atom)).hint(hint));
    }
    if let Some(atom) = brackets.alone.get(MOST_WARNINGS) {
        let more = brackets.alone.len() - MOST_WARNINGS;
        let message = format!("{more} more brackets of this paragraph stand alone");
        diagnostics.push(Diagnostic::warning("unbalanced-bracket", message).at(span(*atom)));
    }
    if let Some(atom) = brackets.too_deep.first() {
        let message = "brackets stand too deep in each other; the innermost are shown as text";
        diagnostics.push(Diagnostic::warning("deep-brackets", message).at(span(*atom)));
    }
    if let Some(pair) = brackets.pairs.iter().find(|pair| pair.open.is_some() && pair.close.is_none()) {
        let diagnostic =
            Diagnostic::warning("bracket-over-blank-line", "this bracket runs on over a blank line")
                .at(span(pair.open.unwrap_or_default()))
                .hint("close it before the blank line and open it again after it, if that is not meant");
        diagnostics.push(diagnostic);
    }
}
