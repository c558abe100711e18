//! How many documents a file holds, and which element each of them is: one letter, a volume, a corpus (TEI P5, 4.3, 15.1).

use crate::read::tei::node::{Element, all, attribute, child, elements, id, name};
use crate::read::tei::own;

/// One document of a file.
pub struct Found<'a, 'x> {
    /// Where its text is: a `text`, a division, a `sourceDoc`, a surface; the root where nothing else is known.
    pub text: Element<'a, 'x>,
    /// The headers that hold for it, the widest first.
    pub headers: Vec<Element<'a, 'x>>,
    /// Whether the last header describes a volume that it is one of the documents of.
    pub in_volume: bool,
    /// The heads of the groups that it is the first text of.
    pub above: Vec<Element<'a, 'x>>,
    /// Other texts of the same document: the diplomatic transcription (`sourceDoc`) of what `text` edits.
    pub beside: Vec<Element<'a, 'x>>,
    /// Its own id or number within the file.
    pub own: Option<&'a str>,
}

/// The documents of a file, in their order.
pub fn find<'a, 'x: 'a>(root: Element<'a, 'x>) -> Vec<Found<'a, 'x>> {
    let mut found = Vec::new();
    corpus(root, &mut Vec::new(), None, &mut found);
    found
}

fn corpus<'a, 'x: 'a>(
    node: Element<'a, 'x>,
    headers: &mut Vec<Element<'a, 'x>>,
    own: Option<&'a str>,
    found: &mut Vec<Found<'a, 'x>>,
) {
    let depth = headers.len();
    headers.extend(child(node, "teiHeader"));
    let parts: Vec<Element<'a, 'x>> =
        elements(node).filter(|one| matches!(name(*one), "TEI" | "TEI.2" | "teiCorpus")).collect();
    if parts.is_empty() {
        let mut texts: Vec<Element<'a, 'x>> =
            elements(node).filter(|one| matches!(name(*one), "text" | "sourceDoc")).collect();
        if texts.is_empty() {
            let (headers, above, beside) = (headers.clone(), Vec::new(), Vec::new());
            found.push(Found { text: node, headers, in_volume: false, above, beside, own });
        } else {
            let main = texts.iter().position(|one| name(*one) == "text").unwrap_or(0);
            of_text(texts.remove(main), texts, headers, own, found);
        }
    } else {
        for part in parts {
            corpus(part, headers, id(part).or_else(|| attribute(part, "n")), found);
        }
    }
    headers.truncate(depth);
}

/// A text is one document, or a volume of them.
fn of_text<'a, 'x: 'a>(
    text: Element<'a, 'x>,
    beside: Vec<Element<'a, 'x>>,
    headers: &[Element<'a, 'x>],
    own: Option<&'a str>,
    found: &mut Vec<Found<'a, 'x>>,
) {
    let mut parts = Vec::new();
    // What our own writer wrote is one document, whatever its divisions are called.
    if !headers.last().is_some_and(|header| own::is_ours(*header)) {
        volume(text, &mut parts);
    }
    if parts.len() < 2 {
        let above = Vec::new();
        found.push(Found { text, headers: headers.to_vec(), in_volume: false, above, beside, own });
        return;
    }
    // A transcription beside a volume is none of its documents', and a document of its own.
    let place = |one: Element<'a, 'x>| one.range().start;
    let before = beside.iter().take_while(|one| place(**one) < place(text)).count();
    let (before, after) = beside.split_at(before);
    let alone = |one: &Element<'a, 'x>| (*one, Vec::new());
    for (part, above) in before.iter().map(alone).chain(parts).chain(after.iter().map(alone)) {
        let own = id(part).or_else(|| attribute(part, "n"));
        let beside = Vec::new();
        found.push(Found { text: part, headers: headers.to_vec(), in_volume: true, above, beside, own });
    }
}

/// An element that is a document, and what stands above it.
type Part<'a, 'x> = (Element<'a, 'x>, Vec<Element<'a, 'x>>);

/// The outermost elements that say they are documents; else the texts of a group; else the divisions of the body
/// that are letters.
fn volume<'a, 'x: 'a>(text: Element<'a, 'x>, parts: &mut Vec<Part<'a, 'x>>) {
    let mut divisions = Vec::new();
    let says_so =
        |one: Element<'_, '_>| name(one).starts_with("div") && attribute(one, "type") == Some("document");
    outermost(text, &says_so, &mut divisions);
    if divisions.len() < 2 {
        if let Some(group) = child(text, "group") {
            grouped(group, &mut Vec::new(), parts);
        }
        if parts.len() > 1 {
            return;
        }
        parts.clear();
        divisions.clear();
        let is_letter = |one: Element<'_, '_>| {
            let described = attribute(one, "decls").is_some();
            let named = id(one).is_some() || attribute(one, "n").is_some();
            name(one) == "div" && (described || named && attribute(one, "type") == Some("letter"))
        };
        if let Some(body) = child(text, "body") {
            divisions.extend(elements(body).filter(|one| is_letter(*one)));
        }
    }
    parts.extend(divisions.into_iter().map(|one| (one, Vec::new())));
}

/// The texts of a group, each with what stands before it in the group.
fn grouped<'a, 'x: 'a>(
    group: Element<'a, 'x>,
    before: &mut Vec<Element<'a, 'x>>,
    parts: &mut Vec<Part<'a, 'x>>,
) {
    for one in elements(group) {
        match name(one) {
            "text" if child(one, "group").is_none() => parts.push((one, std::mem::take(before))),
            "text" | "group" => grouped(one, before, parts),
            _ => before.push(one),
        }
    }
}

fn outermost<'a, 'x: 'a>(
    node: Element<'a, 'x>,
    wanted: &dyn Fn(Element<'a, 'x>) -> bool,
    into: &mut Vec<Element<'a, 'x>>,
) {
    for one in elements(node) {
        if wanted(one) {
            into.push(one);
        } else {
            outermost(one, wanted, into);
        }
    }
}

/// The description of the correspondence that a division of a volume points to.
pub fn described<'a, 'x: 'a>(found: &Found<'a, 'x>) -> Option<Element<'a, 'x>> {
    let decls = attribute(found.text, "decls")?;
    let wanted = decls.split_whitespace().find_map(|one| one.strip_prefix('#'))?;
    found.headers.iter().flat_map(|header| all(*header, "correspDesc")).find(|one| id(*one) == Some(wanted))
}
