//! What is added or deleted from one point to another, over the ends of elements (`addSpan`, `delSpan`; TEI P5, 12.3.1.4):
//! a mark, where both points stand in one passage. Elsewhere the points stay, and the text between them.

use crate::model::apparatus::{Mark, built_in};
use crate::model::text::{Inline, Marked, Named, Part, Piece, Segment, one_line, plain};
use crate::read::tei::notes::span;

/// How many stretches may be open at a time.
const MOST_OPEN: usize = 40;

/// A passage in which the stretches between such points are marks.
pub fn joined(content: Vec<Inline>) -> Vec<Inline> {
    if !content.iter().any(|inline| opens(inline).is_some()) {
        return content;
    }
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    let mut open: Vec<(usize, &'static str, String)> = Vec::new();
    for inline in content {
        if let Some((sign, to)) = opens(&inline) {
            if open.len() == MOST_OPEN {
                open.remove(0);
            }
            open.push((out.len(), sign, to));
            out.push(inline);
            continue;
        }
        let closes = anchor(&inline).and_then(|id| open.iter().rposition(|(_, _, to)| to == id));
        if let Some(at) = closes {
            let (start, sign, _) = open.remove(at);
            let inside = out.split_off(start);
            // Stretches that cross are not marks in each other: the later one stays open in the text.
            open.truncate(at);
            out.extend(marked(sign, inside));
        }
        out.push(inline);
    }
    out
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
fn marked(sign: &str, content: Vec<Inline>) -> Vec<Inline> {
    let Some(span) = span(&content) else { return content };
    let text = one_line(&plain(&content));
    let said = |name: &str| match content.first() {
        Some(Inline::Named(named)) => said(named, name),
        _ => None,
    };
    let mark = Mark {
        sign: built_in(sign),
        ordinal: 0,
        span,
        depth: 0,
        as_written: text.clone(),
        text: Some(text).filter(|text| !text.is_empty()),
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
    vec![Inline::Marked(Box::new(Marked { mark, pieces, segment: Segment::First }))]
}

fn said(named: &Named<Inline>, name: &str) -> Option<String> {
    named.attribute(name).map(|value| value.trim_start_matches('#').to_owned())
}
