//! A volume is taken apart: its documents, and what stands around them. It decides what is a text by itself, and must not
//! know what is in one.

use std::borrow::Cow;
use std::collections::HashSet;

use roxmltree::NodeId;

use crate::model::matter::Matter;
use crate::read::tei::node::{Element, attribute, id, name};
use crate::read::tei::parts::{Found, named};
use crate::read::tei::registers::is_register;

/// A volume that is taken apart: its documents, and what stands around them.
pub struct Volume<'h, 'a, 'x> {
    headers: &'h [Element<'a, 'x>],
    documents: HashSet<NodeId>,
    /// The elements that documents stand in.
    around: HashSet<NodeId>,
    found: Vec<Found<'a, 'x>>,
    matter: Vec<Found<'a, 'x>>,
    /// Beginnings of pages and the like that belong to what comes next.
    pending: Vec<Element<'a, 'x>>,
}

impl<'h, 'a, 'x: 'a> Volume<'h, 'a, 'x> {
    pub fn new(documents: &[Element<'a, 'x>], headers: &'h [Element<'a, 'x>]) -> Volume<'h, 'a, 'x> {
        let around = documents.iter().flat_map(|one| one.ancestors().skip(1)).map(|one| one.id());
        Volume {
            headers,
            documents: documents.iter().map(|one| one.id()).collect(),
            around: around.collect(),
            found: Vec::new(),
            matter: Vec::new(),
            pending: Vec::new(),
        }
    }

    /// Goes through an element that is no text by itself. Its sections without documents are texts of their own, and
    /// what else stands in it is one, at the place of its first words.
    pub fn walk(&mut self, of: Element<'a, 'x>, matter: Matter) {
        let mut place = None;
        let (mut runs, mut run) = (Vec::new(), Vec::new());
        for one in of.children() {
            let is_text_by_itself =
                self.documents.contains(&one.id()) || self.is_around(one) || is_section(one);
            if is_text_by_itself && !run.is_empty() {
                runs.push(std::mem::take(&mut run));
            }
            if self.documents.contains(&one.id()) {
                let above = std::mem::take(&mut self.pending);
                let found = Found::new(one, self.headers, named(one));
                self.found.push(Found { in_volume: true, above, ..found });
            } else if self.is_around(one) {
                self.walk(
                    one,
                    match name(one) {
                        "front" => Matter::Front,
                        "back" => Matter::Back,
                        _ => matter,
                    },
                );
            } else if is_section(one) {
                let above = std::mem::take(&mut self.pending);
                self.matter.push(Found { above, ..self.text(one, matter) });
            } else if name(of) == "back" && is_register(one) {
                // A list of names behind the text is a register and no text.
            } else if one.is_element() && (is_beginning(one) || !has_words(one)) {
                self.pending.push(one);
            } else if has_words(one) {
                place.get_or_insert(self.matter.len());
                run.append(&mut self.pending);
                run.push(one);
            } else if one.is_text() && !run.is_empty() {
                run.push(one);
            }
        }
        if !run.is_empty() {
            runs.push(run);
        }
        if let Some(place) = place {
            self.matter.insert(place, Found { runs: Some(runs), ..self.text(of, matter) });
        }
    }

    /// Whether it is taken apart, and no text by itself.
    fn is_around(&self, node: Element<'_, '_>) -> bool {
        self.around.contains(&node.id()) || matches!(name(node), "front" | "back")
    }

    fn text(&self, node: Element<'a, 'x>, matter: Matter) -> Found<'a, 'x> {
        let kind = match (name(node), attribute(node, "type")) {
            ("titlePage", _) => "title-page",
            (_, Some(kind)) => kind,
            (_, None) => matter.name(),
        };
        let own = match (id(node), attribute(node, "n")) {
            (Some(id), _) => Cow::Borrowed(id),
            (None, Some(number)) => Cow::Owned(format!("{kind}-{number}")),
            (None, None) => Cow::Borrowed(kind),
        };
        let found = Found::new(node, self.headers, None);
        Found { in_volume: true, matter: Some(matter), own: Some(own), ..found }
    }

    pub fn finished(mut self) -> Vec<Found<'a, 'x>> {
        self.found.append(&mut self.matter);
        let end = |one: &Found<'_, '_>| {
            let last = one.runs.iter().flatten().flatten().last();
            last.unwrap_or(&one.text).range().end
        };
        if let Some(last) = self.found.iter_mut().max_by_key(|one| end(one)) {
            last.below = self.pending;
        }
        self.found
    }
}

fn is_section(node: Element<'_, '_>) -> bool {
    name(node).starts_with("div") || name(node) == "titlePage"
}

/// Whether it says where a page, a column or a line begins.
fn is_beginning(node: Element<'_, '_>) -> bool {
    matches!(name(node), "pb" | "cb" | "gb" | "lb" | "fw" | "milestone" | "anchor")
}

fn has_words(node: Element<'_, '_>) -> bool {
    let mut texts = node.descendants().filter(|one| one.is_text()).filter_map(|one| one.text());
    texts.any(|text| !text.trim().is_empty())
}
