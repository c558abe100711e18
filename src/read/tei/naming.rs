//! How the name of a person is put in order, where its parts are marked (TEI P5, 14.2.1). It knows no document.

use crate::model::naming::Naming;
use crate::read::tei::node::{Element, attribute, name, some_parts, some_text};

/// The order of a name whose family's part is marked. A forename and what links it to the family (`von`) are the given name,
/// `genName` (`Jr.`) follows it; titles (`roleName`) and bynames (`addName`) are no part of either. Which of the two stands in
/// front in the text, without a comma, does so wherever the name is written: `<surname>Kim</surname> <forename>Il
/// Sung</forename>`.
pub fn naming(node: Element<'_, '_>) -> Option<Naming> {
    let current = |one: &Element<'_, '_>| {
        !matches!(attribute(*one, "type"), Some("maiden" | "birth" | "alternative" | "previous"))
    };
    let marked: Vec<Element<'_, '_>> =
        node.descendants().filter(|one| one.is_element()).filter(current).collect();
    let said = |names: &[&str]| {
        let parts =
            marked.iter().filter(|one| names.contains(&name(**one))).filter_map(|one| some_text(*one));
        Some(parts.collect::<Vec<_>>().join(" ")).filter(|parts| !parts.is_empty())
    };
    let family = said(&["surname"])?;
    let Some(given) = said(&["forename", "nameLink"]) else { return Some(Naming::Whole(family)) };
    let first = marked.iter().map(|one| name(*one)).find(|name| matches!(*name, "surname" | "forename"));
    let suffix = said(&["genName"]);
    let comma = some_text(node).is_some_and(|text| text.contains(','));
    Some(Naming::parted(
        &family,
        &given,
        suffix.as_deref(),
        first == Some("surname") && !comma && suffix.is_none(),
    ))
}

/// The name as it stands there; with spaces between its marked parts, where a file has none.
pub fn written(node: Element<'_, '_>) -> Option<String> {
    let text = some_text(node)?;
    let parts = some_parts(node).filter(|parts| {
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        naming(node).is_some() && !text.contains(',') && letters(parts) == letters(&text)
    });
    Some(parts.unwrap_or(text))
}
