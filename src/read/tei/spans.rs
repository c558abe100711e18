//! What is added or deleted from one point to another, over the ends of elements (`addSpan`, `delSpan`; TEI P5, 12.3.1.4):
//! a mark, of which each passage between the points has its stretch. The other point is the end of the element that `spanTo`
//! names (`att.spanning`). Where there is none, the first point stays, and the text, and it is said.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Mark, built_in};
use crate::model::document::Document;
use crate::model::text::{Inline, Marked, Named, Part, Piece, Segment, one_line, place, plain};
use crate::read::tei::kept::kept;
use crate::read::tei::node::{Element, attribute, id, name};
use crate::read::tei::notes::span;
use crate::read::tei::own_ids;
use crate::source::Source;

/// How many spans may be open at a time.
const MOST_OPEN: usize = 40;

/// Where the elements end that the spans of a file lead to, by their ids: the bytes of the source.
pub type Ends = BTreeMap<String, usize>;

/// The ends of all spans in an element. One that leads nowhere, or back, or out of its text or note is reported. In a document
/// of ours, which has a name, the elements may have other names and ids than they had.
pub fn ends(source: &Source, within: Element<'_, '_>, own: &str, diagnostics: &mut Diagnostics) -> Ends {
    let mut ends = Ends::new();
    if !source.text().get(within.range()).is_some_and(|text| text.contains("spanTo")) {
        return ends;
    }
    let ids: BTreeMap<String, Element<'_, '_>> = within
        .descendants()
        .filter_map(|one| {
            let mut id = id(one)?.to_owned();
            own_ids::restore("xml:id", &mut id, own);
            Some((id, one))
        })
        .collect();
    let holder = |of: Element<'_, '_>| {
        of.ancestors().find(|one| matches!(name(*one), "note" | "text" | "sourceDoc")).map(|one| one.id())
    };
    for opening in within.descendants() {
        let kept = kept(opening).filter(|kept| !own.is_empty() && sign(&kept.name).is_some());
        let to = match &kept {
            Some(kept) => kept.value("spanTo"),
            None => sign(name(opening)).and(attribute(opening, "spanTo")),
        };
        let Some(mut to) = to.map(str::to_owned) else { continue };
        own_ids::restore("spanTo", &mut to, own);
        let to = to.trim_start_matches('#');
        let wrong = match ids.get(to) {
            None => format!("`{}` leads to `{to}`, and no element has this `xml:id`", name(opening)),
            Some(end) if end.range().end <= opening.range().start => {
                format!("`{}` leads to `{to}`, which stands before it", name(opening))
            }
            Some(end) if holder(*end) != holder(opening) => {
                format!("`{}` leads to `{to}`, which stands in another text or note", name(opening))
            }
            Some(end) => {
                ends.insert(to.to_owned(), end.range().end);
                continue;
            }
        };
        let start = opening.range().start;
        let length = source.text().get(start..).and_then(|rest| rest.find('>')).map_or(1, |at| at + 1);
        let warning = Diagnostic::warning("span-without-end", wrong).at(source.span(start..start + length));
        let hint = "let `spanTo` name an element behind it, such as `<anchor xml:id=\"…\"/>`; until then nothing is marked";
        diagnostics.push(warning.hint(hint));
    }
    ends
}

/// Makes marks of the spans in the texts of a document and in its notes.
pub fn mark(document: &mut Document, ends: &Ends) {
    if ends.is_empty() {
        return;
    }
    for version in &mut document.versions {
        let mut runs = Runs::new(ends);
        version.blocks.iter_mut().for_each(|block| block.runs_mut(&mut |run| runs.look(run)));
        let found = runs.found();
        if found.iter().any(Option::is_some) {
            let mut spans = Spans { found: found.into_iter(), ends, run: 0, across: None };
            version.blocks.iter_mut().for_each(|block| block.runs_mut(&mut |run| spans.mark(run)));
        }
    }
    for run in document.notes.iter_mut().flat_map(|note| &mut note.content) {
        let mut runs = Runs::new(ends);
        runs.look(run);
        let found = runs.found();
        if found.iter().any(Option::is_some) {
            Spans { found: found.into_iter(), ends, run: 0, across: None }.mark(run);
        }
    }
}

/// Where a span ends, and its text.
struct Found {
    run: usize,
    text: String,
}

/// The spans of a text, in the order in which they open: those that are closed.
struct Runs<'a> {
    ends: &'a Ends,
    spans: Vec<Option<Found>>,
    /// The open ones, with the ids that close them and their texts so far.
    open: Vec<(usize, String, String)>,
    run: usize,
}

impl<'a> Runs<'a> {
    fn new(ends: &'a Ends) -> Runs<'a> {
        Runs { ends, spans: Vec::new(), open: Vec::new(), run: 0 }
    }

    fn look(&mut self, run: &[Inline]) {
        for inline in run {
            if let Some((_, to)) = opens(inline) {
                if self.open.len() == MOST_OPEN {
                    self.open.remove(0);
                }
                self.open.push((self.spans.len(), to, String::new()));
                self.spans.push(None);
            }
            while let Some(at) = self.open.iter().rposition(|(_, to, _)| is_behind(inline, to, self.ends)) {
                self.close(at, self.run);
            }
            if !self.open.is_empty() {
                let text = plain(std::slice::from_ref(inline));
                self.open.iter_mut().for_each(|(_, _, so_far)| so_far.push_str(&text));
            }
        }
        self.open.iter_mut().for_each(|(_, _, so_far)| so_far.push('\n'));
        self.run += 1;
    }

    fn close(&mut self, at: usize, run: usize) {
        let (number, _, text) = self.open.remove(at);
        // Spans that cross are not marks in each other: the later one stays open in the text.
        self.open.truncate(at);
        if let Some(span) = self.spans.get_mut(number) {
            *span = Some(Found { run, text: one_line(&text) });
        }
    }

    /// What ends with the text has no letters behind it.
    fn found(mut self) -> Vec<Option<Found>> {
        while let Some(at) = self.open.iter().position(|(_, to, _)| self.ends.contains_key(to)) {
            self.close(at, self.run.saturating_sub(1));
        }
        self.spans
    }
}

/// What is left to be marked.
struct Spans<'a, I: Iterator<Item = Option<Found>>> {
    found: I,
    ends: &'a Ends,
    run: usize,
    /// The mark that goes on from the last passage, the id that closes it and the passage in which it ends. There is one at a
    /// time: what opens within it and goes on as well has no stretches of its own.
    across: Option<(Mark, String, usize)>,
}

/// A span that is open in a passage.
struct Open {
    start: usize,
    sign: &'static str,
    to: String,
    found: Found,
}

impl<I: Iterator<Item = Option<Found>>> Spans<'_, I> {
    fn mark(&mut self, run: &mut Vec<Inline>) {
        let content = std::mem::take(run);
        let mut out: Vec<Inline> = Vec::with_capacity(content.len());
        let mut open: Vec<Open> = Vec::new();
        for inline in content {
            let is_end = |to: &str| is_behind(&inline, to, self.ends);
            if let Some((sign, to)) = opens(&inline) {
                let start = out.len();
                open.extend(self.found.next().flatten().map(|found| Open { start, sign, to, found }));
            }
            while let Some(at) = open.iter().rposition(|one| is_end(&one.to) && one.found.run == self.run) {
                close(open.remove(at), &mut out);
            }
            if let Some((mark, ..)) = self.across.take_if(|(_, to, last)| *last == self.run && is_end(to)) {
                let inside = std::mem::take(&mut out);
                out.extend(continued(mark, inside));
            }
            out.push(inline);
        }
        while let Some(at) = open.iter().rposition(|one| one.found.run == self.run) {
            close(open.remove(at), &mut out);
        }
        if let Some((mark, _, last)) = &self.across {
            out = Vec::from_iter(continued(mark.clone(), out));
            if *last == self.run {
                self.across = None;
            }
        } else if let Some(at) = open.iter().position(|one| one.found.run > self.run) {
            let Open { start, sign, to, found } = open.remove(at);
            let inside = out.split_off(start);
            let (inside, mark) = marked(sign, &found.text, inside);
            out.extend(inside);
            self.across = mark.map(|mark| (mark, to, found.run));
        }
        self.run += 1;
        *run = out;
    }
}

fn close(Open { start, sign, found, .. }: Open, out: &mut Vec<Inline>) {
    let inside = out.split_off(start.min(out.len()));
    out.extend(marked(sign, &found.text, inside).0);
}

/// Whether a span that leads to this id has ended where an inline begins.
fn is_behind(inline: &Inline, to: &str, ends: &Ends) -> bool {
    let is_later = |end: &usize| place(inline).is_some_and(|span| span.start as usize >= *end);
    anchor(inline) == Some(to) || ends.get(to).is_some_and(is_later)
}

fn opens(inline: &Inline) -> Option<(&'static str, String)> {
    let Inline::Named(named) = inline else { return None };
    Some((sign(&named.name)?, named.attribute("spanTo")?.trim_start_matches('#').to_owned()))
}

fn sign(element: &str) -> Option<&'static str> {
    match element {
        "delSpan" => Some("deletion"),
        "addSpan" => Some("addition"),
        "damageSpan" => Some("damage"),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use crate::model::text::Inline;
    use crate::read;
    use crate::read::phrases::Vocabulary;
    use crate::source::Sources;

    /// The stretches of text that are marked, and what is said with its place.
    fn marked(body: &str) -> (Vec<String>, Vec<String>) {
        let mut sources = Sources::default();
        let id = sources.add("a.xml", format!("<TEI><text><body>\n{body}</body></text></TEI>").into_bytes());
        let mut documents = read::documents(sources.get(id), &Vocabulary::default());
        let mut stretches = Vec::new();
        for block in documents.iter_mut().flat_map(|one| &mut one.versions).flat_map(|one| &mut one.blocks) {
            block.runs_mut(&mut |run| {
                let marks = run.iter().filter(|one| matches!(one, Inline::Marked(_)));
                stretches.extend(marks.map(|one| super::plain(std::slice::from_ref(one))));
            });
        }
        let said = documents.iter().flat_map(|one| &one.diagnostics);
        let said = said.map(|it| {
            let place = sources.get(id).position(it.span.unwrap().start);
            format!("{place} {}", it.message)
        });
        (stretches, said.collect())
    }

    #[test]
    fn a_span_ends_where_any_element_ends() {
        let check = |body: &str, expected: &[&str]| {
            assert_eq!(
                marked(body),
                (expected.iter().map(|&text| text.to_owned()).collect(), Vec::new()),
                "{body}"
            );
        };
        check("<p>a <delSpan spanTo='#e'/>b<anchor xml:id='e'/> c</p>", &["b"]);
        check("<p>a <delSpan spanTo='#e'/>b <hi xml:id='e' rend='italic'>c</hi> d</p><p>e</p>", &["b c"]);
        check("<p>a <delSpan spanTo='#e'/>b</p><ab>c</ab><ab xml:id='e'>d</ab><p>e</p>", &["b", "c", "d"]);
        check("<damageSpan spanTo='#e'/><p>a</p><div xml:id='e'><p>b</p><p>c</p></div>", &["a", "b", "c"]);
        check("<lg><l>a <delSpan spanTo='#e'/>b</l><l xml:id='e'>c</l><l>d</l></lg>", &["b\nc\n"]);
        // The beginning of a line has no words.
        check("<p>a <addSpan spanTo='#e'/>b<lb xml:id='e'/>c</p>", &["b"]);
        check("<p>a <addSpan spanTo='#e'/><delSpan spanTo='#e'/>b <seg xml:id='e'>c</seg> d</p>", &["b c"]);
    }

    #[test]
    fn a_span_that_leads_nowhere_is_said() {
        let check =
            |body: &str, expected: &str| assert_eq!(marked(body), (Vec::new(), vec![expected.to_owned()]));
        check(
            "<p>a <delSpan spanTo='#no'/>b</p>",
            "2:6 `delSpan` leads to `no`, and no element has this `xml:id`",
        );
        check(
            "<p>a <anchor xml:id='e'/>b <addSpan spanTo='#e'/>c</p>",
            "2:28 `addSpan` leads to `e`, which stands before it",
        );
        check(
            "<p>a<note>b <delSpan spanTo='#e'/>c</note> d<anchor xml:id='e'/></p>",
            "2:13 `delSpan` leads to `e`, which stands in another text or note",
        );
    }
}
