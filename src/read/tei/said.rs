//! What elements say of themselves: their attributes as the source has them, also where our own writer had to write them
//! otherwise, and the ids of passages.

use crate::read::tei::node::{self, Element, id};
use crate::read::tei::text::Reader;
use crate::read::tei::{kept, own_ids};

impl Reader<'_> {
    /// The attributes of an element, without the language.
    pub(super) fn said(&self, node: Element<'_, '_>) -> Vec<(String, String)> {
        if !self.ours {
            return node::attributes(node);
        }
        let said = kept::attributes(node);
        let mut said = said.unwrap_or_else(|| node::attributes(node));
        said.iter_mut().for_each(|(name, value)| own_ids::restore(name, value, &self.name));
        // A name of ours is none of the source's.
        let ours = format!("{}.", self.name);
        said.retain(|(name, value)| !(name == "xml:id" && value.starts_with(&ours)));
        said
    }

    /// Whether the beginning of a line says more than how the last one ends.
    pub(super) fn says_more(&self, node: Element<'_, '_>) -> bool {
        let is_verse = node::name(node) == "l";
        node.attributes().any(|one| match (one.name(), one.value()) {
            ("id", id) => !is_verse || self.is_end(id),
            ("break", _) | ("type", "hard") => is_verse,
            _ => true,
        }) || self.ours && kept::attributes(node).is_some()
    }

    /// Whether a span ends at the verse of this id, so that the id is not that of its passage. In a file of ours no other verse has one.
    pub(super) fn is_end(&self, id: &str) -> bool {
        self.around.ends.contains_key(id) || self.ours && !id.starts_with(&format!("{}.", self.name))
    }

    /// Remembers the id of an element by the passage that comes next. A division has its own, which is no passage's.
    pub(super) fn id_of_next(&mut self, node: Element<'_, '_>) {
        let is_passage =
            matches!(node::name(node), "p" | "ab" | "head" | "l" | "lg" | "item" | "speaker" | "line");
        if let Some(id) = id(node).filter(|_| is_passage && !self.in_note) {
            let mut id = id.to_owned();
            own_ids::restore("xml:id", &mut id, &self.name);
            if !self.ours || !id.starts_with(&format!("{}.", self.name)) {
                self.ids.push((id, self.passages));
            }
        }
    }
}
