//! How the name of a person is put in order, where its parts are marked (TEI P5, 14.2.1). It knows no document.

use crate::model::naming::{Naming, stands_first};
use crate::read::tei::node::{Element, attribute, name, some_parts, some_text};

/// The order of a name whose family's part is marked. What links the given name to the family (`von`) belongs to the one that it
/// stands with, as in a name that is not marked; `genName` (`Jr.`) follows; titles (`roleName`) and bynames (`addName`) are no
/// part of either. A family's name that stands in front in the text, without a comma, does so wherever the name is written, if
/// it is Korean, Chinese or Vietnamese: `<surname>Kim</surname> <forename>Il Sung</forename>`; `<surname>Weber</surname>
/// <forename>Max</forename>` is the order of a list.
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
    if said(&["forename"]).is_none() {
        return Some(Naming::Whole(family));
    }
    // `von Goethe`, but `Goethe, Johann Wolfgang von`.
    let mut own: Vec<&Element<'_, '_>> = Vec::new();
    for (at, one) in marked.iter().enumerate() {
        let behind = marked.iter().skip(at + 1).map(|next| name(*next)).find(|next| *next != "nameLink");
        match name(*one) {
            "surname" => own.push(one),
            "nameLink" if behind == Some("surname") => own.push(one),
            _ => {}
        }
    }
    let joined = |parts: &mut dyn Iterator<Item = &Element<'_, '_>>| {
        parts.filter_map(|one| some_text(*one)).collect::<Vec<_>>().join(" ")
    };
    let family_and_link = joined(&mut own.iter().copied());
    let given = joined(&mut marked.iter().filter(|one| {
        matches!(name(**one), "forename" | "nameLink") && !own.iter().any(|own| own.id() == one.id())
    }));
    let first = marked.iter().map(|one| name(*one)).find(|name| matches!(*name, "surname" | "forename"));
    let suffix = said(&["genName"]);
    let comma = some_text(node).is_some_and(|text| text.contains(','));
    Some(Naming::parted(
        &family_and_link,
        &given,
        suffix.as_deref(),
        first == Some("surname") && !comma && suffix.is_none() && stands_first(&family),
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
