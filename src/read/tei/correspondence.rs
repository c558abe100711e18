//! Who wrote to whom, where and when: `correspDesc`, and what the head of a document says (TEI P5, 2.4.6).

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::date::{DateKind, DatedEvent};
use crate::model::document::{Document, Section};
use crate::model::entity::{Declared, Party, PartyKind};
use crate::model::naming::told;
use crate::read::tei::dating;
use crate::read::tei::naming::{self, written};
use crate::read::tei::node::{self, Element, all, attribute, elements, name, pointer, some_parts, some_text};
use crate::source::Source;

/// Puts the descriptions of the correspondence into a document: the first is the document's own, others and those in prose
/// are kept as sections. Where the texts of the file say which one is theirs, none is taken for all.
pub fn describe(header: Element<'_, '_>, document: &mut Document) {
    let descriptions = of_all(header);
    if let Some(first) = descriptions.first() {
        apply(*first, document);
    }
    let is_prose = |one: &Element<'_, '_>| all(*one, "correspAction").next().is_none();
    for (at, one) in descriptions.into_iter().enumerate() {
        if let Some(text) = some_parts(one).filter(|_| at > 0 || is_prose(&one)) {
            document.sections.push(Section { label: "Correspondence".to_owned(), text });
        }
    }
}

/// The descriptions of a header that hold for all of its text.
fn of_all<'a, 'x: 'a>(header: Element<'a, 'x>) -> Vec<Element<'a, 'x>> {
    let descriptions: Vec<_> = all(header, "correspDesc").collect();
    let is_divided = descriptions.len() > 1
        && header
            .parent()
            .is_some_and(|file| file.descendants().any(|one| attribute(one, "decls").is_some()));
    if is_divided { Vec::new() } else { descriptions }
}

/// Says where a header describes more than one correspondence.
pub fn several(source: &Source, header: Element<'_, '_>, diagnostics: &mut Diagnostics) {
    let descriptions = of_all(header);
    if let [_, second, ..] = descriptions.as_slice() {
        let message =
            format!("the header has {} `correspDesc`; the first is that of the document", descriptions.len());
        let found = Diagnostic::warning("several-correspondences", message)
            .at(source.span(second.range().start..second.range().start));
        diagnostics.push(found.hint(
            "the others are shown as sections; let each text of the file point to its own with `decls`, or put the letters in files of their own",
        ));
    }
}

/// Puts this description into a document.
pub fn apply(description: Element<'_, '_>, document: &mut Document) {
    for action in all(description, "correspAction") {
        let kind = attribute(action, "type").unwrap_or("sent");
        let parties = parties(action);
        let places: Vec<String> = all(action, "placeName").filter_map(some_text).collect();
        match kind {
            "sent" => {
                document.place = document.place.take().or(places.into_iter().next());
                document.from.extend(parties);
            }
            "received" => document.to.extend(parties),
            _ => {}
        }
        for date in all(action, "date") {
            let Some(found) = dating::date(date) else { continue };
            if kind == "sent" && document.date.is_none() {
                document.date = Some(found.clone());
            }
            let event = DatedEvent { kind: DateKind::from_name(kind), date: found, time: dating::time(date) };
            if !document.dates.contains(&event) {
                document.dates.push(event);
            }
        }
    }
}

/// Everyone who takes part in an action, each with the place that it names.
fn parties(action: Element<'_, '_>) -> Vec<Party> {
    let place = all(action, "placeName").find_map(some_text);
    let people = elements(action).filter(|one| matches!(name(*one), "persName" | "orgName" | "name" | "rs"));
    people
        .filter_map(|one| {
            let text = written(one)?;
            Some(Party {
                kind: kind(one, &text),
                naming: naming::naming(one),
                name: text,
                id: pointer(one).map(str::to_owned),
                role: None,
                place: place.clone().map(|text| Declared { text, inferred: false }),
                inferred: false,
            })
        })
        .collect()
}

/// Whether the element says that it is a person or a body, where the name looks otherwise.
fn kind(node: Element<'_, '_>, text: &str) -> Option<PartyKind> {
    let kind = match (name(node), attribute(node, "type")) {
        ("persName", _) | (_, Some("person" | "pers")) => PartyKind::Person,
        ("orgName", _) | (_, Some("org" | "organization" | "organisation")) => PartyKind::Body,
        _ => return None,
    };
    told(text, kind)
}

/// The parties that the head of a document marks: `<persName type="from">`, as the Foreign Relations of the United
/// States do.
pub fn of_head(head: Element<'_, '_>, document: &mut Document) {
    for one in head.descendants().filter(|one| one.is_element()) {
        let parties = match attribute(one, "type") {
            Some("from") => &mut document.from,
            Some("to") => &mut document.to,
            _ => continue,
        };
        if let Some(name) = written(one) {
            let id = pointer(one).map(str::to_owned);
            parties.push(Party {
                kind: kind(one, &name),
                naming: naming::naming(one),
                name,
                id,
                ..Party::default()
            });
        }
    }
}

/// Date and place of the line above or below a letter that has them.
pub fn of_dateline(text: Element<'_, '_>, document: &mut Document) {
    let lines: Vec<_> = text
        .descendants()
        .filter(|one| matches!(name(*one), "dateline" | "opener" | "closer" | "head"))
        .collect();
    if document.date.is_none() {
        let dates = lines.iter().flat_map(|line| all(*line, "date").chain(all(*line, "docDate")));
        let dated = dates.filter(|date| !is_in_note(*date)).find(|date| dating::edtf(*date).is_some());
        if let Some((node, date)) = dated.and_then(|node| Some((node, dating::date(node)?))) {
            let event = DatedEvent { kind: DateKind::Written, date: date.clone(), time: dating::time(node) };
            document.date = Some(date);
            if document.dates.is_empty() {
                document.dates.push(event);
            }
        }
    }
    if document.place.is_none() {
        let mut lines = lines.iter().filter(|line| name(**line) == "dateline");
        document.place = lines.find_map(|line| node::all(*line, "placeName").find_map(some_text));
    }
}

fn is_in_note(node: Element<'_, '_>) -> bool {
    node.ancestors().any(|one| name(one) == "note")
}
