//! What a file lists of people, places, bodies and terms becomes entries (TEI P5, chapter 14). Such a list is no text.

use crate::model::date::Date;
use crate::model::entity::Entry;
use crate::read::tei::dating;
use crate::read::tei::node::{Element, all, attribute, child, elements, id, name, some_text};

/// Whether a list in the back of a text, or beside it, is a register and no text: a text can point to what is in it.
pub fn is_register(node: Element<'_, '_>) -> bool {
    let is_list = matches!(
        name(node),
        "listPerson" | "listPlace" | "listOrg" | "listEvent" | "listNym" | "listObject" | "listBibl"
    );
    is_list && node.descendants().any(|one| id(one).is_some())
}

/// The entries of a file, in the order in which they stand.
pub fn entries(root: Element<'_, '_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for node in root.descendants().filter(|one| one.is_element()) {
        let entry = match name(node) {
            "person" | "personGrp" => described(node, "person", &["persName", "name"]),
            "place" => described(node, "place", &["placeName", "geogName", "name"]),
            "org" => described(node, "org", &["orgName", "name"]),
            "persName" => listed(node, "person"),
            "term" => listed(node, "term"),
            _ => None,
        };
        entries.extend(entry);
    }
    entries
}

/// `<person xml:id="…">` and its like.
fn described(node: Element<'_, '_>, register: &'static str, names: &[&str]) -> Option<Entry> {
    let id = id(node)?.to_owned();
    let mut named = elements(node).filter(|one| names.contains(&name(*one)));
    let (first, rest): (Option<_>, Vec<_>) = (named.next(), named.collect());
    let name_of_it = first.and_then(preferred).unwrap_or_else(|| id.clone());
    let mut variants = Vec::new();
    for variant in rest.into_iter().filter_map(preferred) {
        if variant != name_of_it && !variants.contains(&variant) {
            variants.push(variant);
        }
    }
    let authorities = elements(node).filter(|one| name(*one) == "idno").filter_map(|one| {
        let kind = attribute(one, "subtype").or(attribute(one, "type")).unwrap_or("idno");
        Some((kind.to_owned(), some_text(one)?))
    });
    let dates =
        ["birth", "death"].into_iter().filter_map(|kind| Some((kind.to_owned(), life(child(node, kind)?)?)));
    let note =
        elements(node).filter(|one| matches!(name(*one), "note" | "desc" | "occupation")).find_map(some_text);
    Some(Entry {
        register,
        name: name_of_it,
        variants,
        authorities: authorities.collect(),
        dates: dates.collect(),
        note,
        id,
        ..Entry::default()
    })
}

/// The surname first where both parts are told apart.
fn preferred(node: Element<'_, '_>) -> Option<String> {
    let part = |wanted: &str| child(node, wanted).and_then(some_text);
    match (part("surname"), part("forename")) {
        (Some(surname), Some(forename)) => Some(format!("{surname}, {forename}")),
        _ => some_text(node),
    }
}

/// A day of a life: of the element itself or of the date in it.
fn life(node: Element<'_, '_>) -> Option<Date> {
    match all(node, "date").next() {
        Some(date) => dating::date(date),
        None => dating::edtf(node).and_then(|_| dating::date(node)),
    }
}

/// A name with an id that opens an item of a list: the list of persons in a printed volume.
fn listed(node: Element<'_, '_>, register: &'static str) -> Option<Entry> {
    let id = id(node)?;
    let item = node.ancestors().take(5).find(|one| name(*one) == "item")?;
    let tidy = |text: &str| {
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')).to_owned()
    };
    let whole = some_text(item)?;
    let named = some_text(node)?;
    let rest = whole.strip_prefix(named.as_str())?;
    let note = Some(tidy(rest)).filter(|note| !note.is_empty());
    Some(Entry { register, id: id.to_owned(), name: tidy(&named), note, ..Entry::default() })
}
