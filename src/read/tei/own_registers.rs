//! What a file that our own writer made lists of people, places, bodies and terms.

use crate::model::entity::Entry;
use crate::read::tei::node::{Element, child, elements, name};
use crate::read::tei::own::{date, exact};

/// The entries beside the text of one document.
pub fn entries(text: Element<'_, '_>) -> Vec<Entry> {
    let beside = text.parent().and_then(|document| child(document, "standOff"));
    let listed = beside.into_iter().flat_map(elements).flat_map(elements);
    let mut entries: Vec<(usize, Entry)> = listed
        .filter_map(|one| {
            let register = match name(one) {
                "person" => "person",
                "place" => "place",
                "org" => "org",
                "item" => "term",
                _ => return None,
            };
            Some((place(one), entry(one, register)))
        })
        .collect();
    entries.sort_by_key(|(place, _)| *place);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// The how manyth of all it was: `letter.e12`.
fn place(node: Element<'_, '_>) -> usize {
    let id = crate::read::tei::node::id(node).unwrap_or_default();
    id.rsplit_once(".e").and_then(|(_, number)| number.parse().ok()).unwrap_or_default()
}

fn entry(node: Element<'_, '_>, register: &'static str) -> Entry {
    let mut entry =
        Entry { register, id: node.attribute("n").unwrap_or_default().to_owned(), ..Entry::default() };
    for one in elements(node) {
        match name(one) {
            "persName" | "placeName" | "orgName" | "term" => match one.attribute("type") {
                Some("variant") => entry.variants.push(exact(one)),
                _ => entry.name = exact(one),
            },
            kind @ ("birth" | "death") => {
                entry.dates.extend(child(one, "date").map(|when| (kind.to_owned(), date(when))));
            }
            "note" if one.attribute("type") == Some("date") => {
                let kind = one.attribute("n").unwrap_or_default().to_owned();
                entry.dates.extend(child(one, "date").map(|when| (kind, date(when))));
            }
            "idno" => {
                let kind = one.attribute("n").or(one.attribute("type")).unwrap_or_default();
                entry.authorities.push((kind.to_owned(), exact(one)));
            }
            "note" => entry.note = Some(exact(one)),
            _ => {}
        }
    }
    entry
}
