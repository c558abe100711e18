//! What is added or deleted from one point to another, over the ends of elements (`addSpan`, `delSpan`; TEI P5, 12.3.1.4):
//! a mark, of which each passage between the points has its stretch. Where the other point is not found, the points stay,
//! and the text between them.

use crate::model::apparatus::{Mark, built_in};
use crate::model::document::Document;
use crate::model::text::{Inline, Marked, Named, Part, Piece, Segment, one_line, plain};
use crate::read::tei::notes::span;

/// How many spans may be open at a time.
const MOST_OPEN: usize = 40;

/// Makes marks of the spans in the texts of a document and in its notes.
pub fn mark(document: &mut Document) {
    for version in &mut document.versions {
        let mut runs = Runs::default();
        version.blocks.iter_mut().for_each(|block| block.runs_mut(&mut |run| runs.look(run)));
        if runs.spans.iter().any(Option::is_some) {
            let mut spans = Spans { found: runs.spans.into_iter(), run: 0, across: None };
            version.blocks.iter_mut().for_each(|block| block.runs_mut(&mut |run| spans.mark(run)));
        }
    }
    for run in document.notes.iter_mut().flat_map(|note| &mut note.content) {
        let mut runs = Runs::default();
        runs.look(run);
        if runs.spans.iter().any(Option::is_some) {
            Spans { found: runs.spans.into_iter(), run: 0, across: None }.mark(run);
        }
    }
}

/// Where a span ends, and its text.
struct Found {
    run: usize,
    text: String,
}

/// The spans of a text, in the order in which they open: those that are closed.
#[derive(Default)]
struct Runs {
    spans: Vec<Option<Found>>,
    /// The open ones, with the ids that close them and their texts so far.
    open: Vec<(usize, String, String)>,
    run: usize,
}

impl Runs {
    fn look(&mut self, run: &[Inline]) {
        for inline in run {
            if let Some((_, to)) = opens(inline) {
                if self.open.len() == MOST_OPEN {
                    self.open.remove(0);
                }
                self.open.push((self.spans.len(), to, String::new()));
                self.spans.push(None);
            } else if let Some(at) = self.closed(inline) {
                let (number, _, text) = self.open.remove(at);
                // Spans that cross are not marks in each other: the later one stays open in the text.
                self.open.truncate(at);
                if let Some(span) = self.spans.get_mut(number) {
                    *span = Some(Found { run: self.run, text: one_line(&text) });
                }
            }
            if !self.open.is_empty() {
                let text = plain(std::slice::from_ref(inline));
                self.open.iter_mut().for_each(|(_, _, so_far)| so_far.push_str(&text));
            }
        }
        self.open.iter_mut().for_each(|(_, _, so_far)| so_far.push('\n'));
        self.run += 1;
    }

    fn closed(&self, inline: &Inline) -> Option<usize> {
        let id = anchor(inline)?;
        self.open.iter().rposition(|(_, to, _)| to == id)
    }
}

/// What is left to be marked.
struct Spans<I: Iterator<Item = Option<Found>>> {
    found: I,
    run: usize,
    /// The mark that goes on from the last passage, and the id that closes it. There is one at a time: what opens within it and
    /// goes on as well has no stretches of its own.
    across: Option<(Mark, String)>,
}

/// A span that is open in a passage.
struct Open {
    start: usize,
    sign: &'static str,
    to: String,
    found: Found,
}

impl<I: Iterator<Item = Option<Found>>> Spans<I> {
    fn mark(&mut self, run: &mut Vec<Inline>) {
        let content = std::mem::take(run);
        let mut out: Vec<Inline> = Vec::with_capacity(content.len());
        let mut open: Vec<Open> = Vec::new();
        for inline in content {
            if let Some((sign, to)) = opens(&inline) {
                let start = out.len();
                open.extend(self.found.next().flatten().map(|found| Open { start, sign, to, found }));
            } else if let Some(id) = anchor(&inline) {
                if let Some(at) = open.iter().rposition(|one| one.to == id && one.found.run == self.run) {
                    let Open { start, sign, found, .. } = open.remove(at);
                    let inside = out.split_off(start);
                    out.extend(marked(sign, &found.text, inside).0);
                } else if let Some((mark, _)) = self.across.take_if(|(_, to)| to == id) {
                    let inside = std::mem::take(&mut out);
                    out.extend(continued(mark, inside));
                }
            }
            out.push(inline);
        }
        if let Some((mark, _)) = &self.across {
            out = Vec::from_iter(continued(mark.clone(), out));
        } else if let Some(at) = open.iter().position(|one| one.found.run > self.run) {
            let Open { start, sign, to, found } = open.remove(at);
            let inside = out.split_off(start);
            let (inside, mark) = marked(sign, &found.text, inside);
            out.extend(inside);
            self.across = mark.map(|mark| (mark, to));
        }
        self.run += 1;
        *run = out;
    }
}

fn opens(inline: &Inline) -> Option<(&'static str, String)> {
    let Inline::Named(named) = inline else { return None };
    let sign = match named.name.as_str() {
        "delSpan" => "deletion",
        "addSpan" => "addition",
        "damageSpan" => "damage",
        _ => return None,
    };
    Some((sign, named.attribute("spanTo")?.trim_start_matches('#').to_owned()))
}

fn anchor(inline: &Inline) -> Option<&str> {
    let Inline::Named(named) = inline else { return None };
    named.attribute("xml:id").filter(|_| named.content.is_empty())
}

/// The mark around a stretch, which keeps the element that opens it; the stretch alone where it has no place.
fn marked(sign: &str, text: &str, content: Vec<Inline>) -> (Vec<Inline>, Option<Mark>) {
    let Some(span) = span(&content) else { return (content, None) };
    let said = |name: &str| match content.first() {
        Some(Inline::Named(named)) => said(named, name),
        _ => None,
    };
    let mark = Mark {
        sign: built_in(sign),
        ordinal: 0,
        span,
        depth: 0,
        as_written: text.to_owned(),
        text: Some(text.to_owned()).filter(|text| !text.is_empty()),
        edited: None,
        hand: said("hand"),
        place: said("place"),
        language: None,
        reason: said("rend"),
        certainty: None,
        extent: None,
        of: None,
        elements: Vec::new(),
    };
    let pieces = vec![Piece { part: Part::Content, content }];
    let first = Marked { mark: mark.clone(), pieces, segment: Segment::First };
    (vec![Inline::Marked(Box::new(first))], Some(mark))
}

/// A further stretch of a mark, where there is anything in it.
fn continued(mark: Mark, content: Vec<Inline>) -> Option<Inline> {
    let pieces = vec![Piece { part: Part::Content, content }];
    let is_empty = pieces.iter().all(|piece| piece.content.is_empty());
    (!is_empty).then(|| Inline::Marked(Box::new(Marked { mark, pieces, segment: Segment::Continued })))
}

fn said(named: &Named<Inline>, name: &str) -> Option<String> {
    named.attribute(name).map(|value| value.trim_start_matches('#').to_owned())
}
