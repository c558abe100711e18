//! How many documents a file holds, and which element each of them is: one letter, a volume, a corpus (TEI P5, 4.3, 15.1).

use std::borrow::Cow;

use crate::model::matter::Matter;
use crate::read::tei::node::{Element, all, attribute, child, elements, id, name};
use crate::read::tei::own;
use crate::read::tei::volume::Volume;

/// One document of a file.
pub struct Found<'a, 'x> {
    /// Where its text is: a `text`, a division, a `sourceDoc`, a surface; the root where nothing else is known.
    pub text: Element<'a, 'x>,
    /// The headers that hold for it, the widest first.
    pub headers: Vec<Element<'a, 'x>>,
    /// Whether the last header describes a volume that it is one of the documents of.
    pub in_volume: bool,
    /// Whether no text of the same file, or part of a corpus, stands before it.
    pub is_first: bool,
    /// Beginnings of pages and the like that stand before it, and in nothing else of the volume.
    pub above: Vec<Element<'a, 'x>>,
    /// Those behind the last text of a volume.
    pub below: Vec<Element<'a, 'x>>,
    /// Where it stands in the volume, if it is none of its documents.
    pub matter: Option<Matter>,
    /// What of the element is its text, where others stand in it that are documents: elements and texts, in the runs that
    /// these leave.
    pub runs: Option<Vec<Vec<Element<'a, 'x>>>>,
    /// Other texts of the same document: the diplomatic transcription (`sourceDoc`) of what `text` edits.
    pub beside: Vec<Element<'a, 'x>>,
    /// Its own id or number within the file.
    pub own: Option<Cow<'a, str>>,
}

impl<'a, 'x: 'a> Found<'a, 'x> {
    pub fn new(text: Element<'a, 'x>, headers: &[Element<'a, 'x>], own: Option<&'a str>) -> Found<'a, 'x> {
        Found {
            text,
            headers: headers.to_vec(),
            in_volume: false,
            is_first: false,
            above: Vec::new(),
            below: Vec::new(),
            matter: None,
            runs: None,
            beside: Vec::new(),
            own: own.map(Cow::Borrowed),
        }
    }

    /// All that is in its text.
    pub fn nodes(&self) -> impl Iterator<Item = Element<'a, 'x>> {
        let within = self.runs.is_none().then(|| self.text.descendants().skip(1));
        let runs = self.above.iter().chain(self.runs.iter().flatten().flatten()).chain(&self.below);
        runs.flat_map(|one| one.descendants()).chain(within.into_iter().flatten())
    }
}

/// The documents of a file, in their order; of a volume, what stands around them comes behind them.
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
        let start = found.len();
        let mut texts: Vec<Element<'a, 'x>> =
            elements(node).filter(|one| matches!(name(*one), "text" | "sourceDoc")).collect();
        if texts.is_empty() {
            found.push(Found::new(node, headers, own));
        } else {
            let main = texts.iter().position(|one| name(*one) == "text").unwrap_or(0);
            of_text(texts.remove(main), texts, headers, own, found);
        }
        found.iter_mut().skip(start).take(1).for_each(|first| first.is_first = true);
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
        found.push(Found { beside, ..Found::new(text, headers, own) });
        return;
    }
    // A transcription beside a volume is none of its documents', and a document of its own.
    let place = |one: Element<'a, 'x>| one.range().start;
    let (before, after): (Vec<_>, Vec<_>) = beside.into_iter().partition(|one| place(*one) < place(text));
    let alone = |one| Found { in_volume: true, ..Found::new(one, headers, named(one)) };
    let mut volume = Volume::new(&parts, headers);
    volume.walk(text, Matter::Chapter);
    found.extend(before.into_iter().map(alone));
    found.extend(volume.finished());
    found.extend(after.into_iter().map(alone));
}

/// The name that an element has in its file.
pub fn named<'a, 'x: 'a>(node: Element<'a, 'x>) -> Option<&'a str> {
    id(node).or_else(|| attribute(node, "n"))
}

/// The outermost elements that say they are documents; else the texts of a group; else the divisions of the body
/// that are letters.
fn volume<'a, 'x: 'a>(text: Element<'a, 'x>, parts: &mut Vec<Element<'a, 'x>>) {
    let says_so =
        |one: Element<'_, '_>| name(one).starts_with("div") && attribute(one, "type") == Some("document");
    outermost(text, &says_so, parts);
    if parts.len() > 1 {
        return;
    }
    parts.clear();
    if let Some(group) = child(text, "group") {
        let is_text =
            |one: Element<'_, '_>| name(one) == "text" && !elements(one).any(|one| name(one) == "group");
        outermost(group, &is_text, parts);
    }
    if parts.len() > 1 {
        return;
    }
    parts.clear();
    let is_letter = |one: Element<'_, '_>| {
        let described = attribute(one, "decls").is_some();
        let named = id(one).is_some() || attribute(one, "n").is_some();
        name(one) == "div" && (described || named && attribute(one, "type") == Some("letter"))
    };
    if let Some(body) = child(text, "body") {
        parts.extend(elements(body).filter(|one| is_letter(*one)));
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
