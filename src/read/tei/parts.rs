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
        let text = elements(node).find(|one| name(*one) == "text").or_else(|| child(node, "sourceDoc"));
        match text {
            Some(text) => of_text(text, headers, own, found),
            None => found.push(Found { text: node, headers: headers.clone(), in_volume: false, own }),
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
        found.push(Found { text, headers: headers.to_vec(), in_volume: false, own });
        return;
    }
    for part in parts {
        let own = id(part).or_else(|| attribute(part, "n"));
        found.push(Found { text: part, headers: headers.to_vec(), in_volume: true, own });
    }
}

/// The outermost elements that say they are documents; else the texts of a group; else the divisions of the body
/// that are letters.
fn volume<'a, 'x: 'a>(text: Element<'a, 'x>, parts: &mut Vec<Element<'a, 'x>>) {
    outermost(text, &|one| name(one).starts_with("div") && attribute(one, "type") == Some("document"), parts);
    if parts.len() < 2 {
        parts.clear();
        if let Some(group) = child(text, "group") {
            outermost(group, &|one| name(one) == "text" && child(one, "group").is_none(), parts);
        }
    }
    if parts.len() < 2 {
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
