//! Where the original lies, and what it is like: `msDesc` and `msIdentifier` (TEI P5, chapter 11 and 10.4).

use crate::model::archive::{Shelfmark, Witness};
use crate::model::document::{Document, Section, Title};
use crate::read::shelfmark::shelfmark;
use crate::read::tei::node::{
    Element, all, at, attribute, child, elements, name, paragraphs, some_parts, some_text,
};

/// Puts the description of the original, and of other witnesses, into a document.
pub fn describe(header: Element<'_, '_>, document: &mut Document) {
    let mut described = all(header, "msIdentifier").filter(|one| !is_part(*one));
    if let Some(first) = described.next() {
        let description = &mut document.description;
        (description.repository, description.shelfmark) = location(first);
        for other in described {
            let (repository, shelfmark) = location(other);
            let written = some_text(other).unwrap_or_default();
            if repository.is_some() || shelfmark.is_some() {
                document.description.copies.push(Witness { repository, shelfmark, written });
            }
        }
    }
    let others = all(header, "altIdentifier").filter(|one| one.parent().is_some_and(|up| !is_part(up)));
    let others: Vec<String> = others.filter_map(some_parts).collect();
    if !others.is_empty() {
        document.sections.push(Section { label: "Other shelfmarks".to_owned(), text: others.join("; ") });
    }
    if let Some(manuscript) = all(header, "msDesc").next() {
        let sections = [("physDesc", "Physical description"), ("history", "History")];
        for (element, label) in sections {
            if let Some(text) = child(manuscript, element).and_then(some_parts) {
                document.sections.push(Section { label: label.to_owned(), text });
            }
        }
    }
    if let Some(source) = at(header, &["fileDesc", "sourceDesc"]) {
        let cited = elements(source).find(|one| matches!(name(*one), "bibl" | "p"));
        document.description.citation = cited.and_then(paragraphs);
    }
}

/// Whether it names a part or a former place of what another one names.
fn is_part(node: Element<'_, '_>) -> bool {
    node.ancestors().any(|one| matches!(name(one), "msPart" | "altIdentifier" | "msFrag"))
}

/// Archive and shelfmark, the shelfmark from the collection inwards.
fn location(node: Element<'_, '_>) -> (Option<String>, Option<Shelfmark>) {
    let find = |wanted: &[&str]| -> Vec<String> {
        elements(node).filter(|one| wanted.contains(&name(*one))).filter_map(some_text).collect()
    };
    let held = find(&["repository"]).into_iter().next();
    let held = match (held, find(&["institution"]).into_iter().next()) {
        (Some(held), Some(of)) if !held.contains(&of) => Some(format!("{held}, {of}")),
        (held, of) => held.or(of),
    };
    let town = find(&["settlement"]).into_iter().next();
    let repository = match (held, town) {
        (Some(held), Some(town)) if !held.contains(&town) => Some(format!("{held}, {town}")),
        (held, town) => held.or(town),
    };
    let mut levels = find(&["collection"]);
    let numbers = elements(node).filter(|one| name(*one) == "idno" && is_shelfmark(*one));
    levels.extend(numbers.filter_map(level).filter(|number| !number.starts_with("http")));
    let written = levels.join(", ");
    let read = shelfmark(&written).filter(|read| read.written == written);
    let bare = (!written.is_empty()).then(|| Shelfmark { written, levels: Vec::new() });
    (repository, read.or(bare))
}

/// A number with the name of its level before it, where that stands in its type alone: `<idno type="fond">558</idno>`.
fn level(node: Element<'_, '_>) -> Option<String> {
    const LEVELS: [&str; 8] = ["fond", "opis", "delo", "list", "leaf", "leaves", "box", "folder"];
    let number = some_text(node)?;
    let kind = attribute(node, "type").map(str::to_lowercase);
    let kind = kind
        .filter(|kind| LEVELS.contains(&kind.as_str()) && number.starts_with(|c: char| c.is_ascii_digit()));
    Some(kind.map_or_else(|| number.clone(), |kind| format!("{kind} {number}")))
}

/// A number that leads to the papers, and not to a record in a catalogue.
fn is_shelfmark(node: Element<'_, '_>) -> bool {
    let kind = attribute(node, "type").unwrap_or_default().to_lowercase();
    !matches!(kind.as_str(), "uri" | "url" | "filename" | "tm" | "edr" | "edh" | "edcs" | "phi" | "doi")
}

/// A leaf that stands for itself can name the manuscript that it is of, as the Shelley-Godwin Archive does.
pub fn of_surface(text: Element<'_, '_>, document: &mut Document) {
    let Some(written) = attribute(text, "shelfmark").filter(|_| name(text) == "surface") else { return };
    let leaf = attribute(text, "folio").map(|leaf| format!(", fol. {leaf}")).unwrap_or_default();
    let written = format!("{written}{leaf}");
    if document.title.text.is_empty() {
        document.title = Title { text: written.clone(), inferred: false, span: None };
    }
    document.description.shelfmark = Some(Shelfmark { written, levels: Vec::new() });
}
