//! Files of TEI that our own writer made: how they are known, and what their headers say, field by field. The scheme is
//! told at the top of `write/tei/mod.rs`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::archive::{Level, Shelfmark, Witness};
use crate::model::date::{Clock, Date, DateKind, DatedEvent, Edtf, Time};
use crate::model::document::{Document, Languages, Name, Section, Title};
use crate::model::entity::{Declared, Party, PartyKind};
use crate::model::kept::Kept;
use crate::read::tei::naming::naming;
use crate::read::tei::node::{Element, all, at, child, elements, id, name};
use crate::read::tei::own_header::{FIELDS, OwnHeader};
use crate::read::tei::told;
use crate::source::Source;

/// What `application/@ident` says.
pub const OURS: &str = "edition";

/// The version of the scheme in which it is written.
pub const SCHEME: &str = "1";

/// Whether our writer made the element `TEI` that this header is of, in a scheme that we know.
pub fn is_ours(header: Element<'_, '_>) -> bool {
    let application = at(header, &["encodingDesc", "appInfo", "application"]);
    application
        .is_some_and(|one| one.attribute("ident") == Some(OURS) && one.attribute("version") == Some(SCHEME))
}

/// The hands that the header lists, by their ids; those that are only described have no name.
pub fn hands(header: Element<'_, '_>) -> BTreeMap<String, String> {
    let notes = all(header, "handNote").filter(|note| note.attribute("n") != Some("unnamed"));
    notes.filter_map(|note| Some((id(note)?.to_owned(), exact(note)))).collect()
}

/// Puts all that the header says into a document.
pub fn describe(header: Element<'_, '_>, source: &Source, document: &mut Document) {
    if let Some(statement) = at(header, &["fileDesc", "titleStmt"]) {
        titles(statement, source, document);
    }
    if let Some(notes) = at(header, &["fileDesc", "notesStmt"]) {
        for note in elements(notes) {
            let label = note.attribute("n").unwrap_or_default().to_owned();
            match note.attribute("type") {
                Some("section") => document.sections.push(Section { label, text: paragraphs(note) }),
                _ => document.further.push((label, Kept::Text(exact(note)))),
            }
        }
    }
    document.rights = at(header, &["fileDesc", "publicationStmt", "availability"])
        .map(paragraphs)
        .filter(|rights| !rights.is_empty());
    if let Some(described) = at(header, &["fileDesc", "sourceDesc"]) {
        lies(described, document);
    }
    if let Some(profile) = child(header, "profileDesc") {
        document.summary = child(profile, "abstract").map(paragraphs);
        created(profile, document);
        classes(profile, document);
        document.languages = languages(profile);
        document.from = parties(profile, "sent");
        document.to = parties(profile, "received");
    }
    document.status = at(header, &["revisionDesc", "change"]).map(exact);
}

/// Puts into a document what its source said in the header, and what is ours; gives the hands that ours lists.
pub fn describe_beside(
    parts: &OwnHeader,
    source: &Source,
    document: &mut Document,
    hands: &mut BTreeMap<String, String>,
) {
    if let Ok(tree) = roxmltree::Document::parse(&told::xml(&parts.ours)) {
        describe(tree.root_element(), source, document);
        *hands = self::hands(tree.root_element());
    }
    let said = told::described(&parts.kept, source);
    let known = FIELDS.iter().filter(|field| parts.known.iter().any(|name| name == field.name));
    known.for_each(|field| (field.copy)(&said, document));
    document.header = (!parts.kept.content.is_empty()).then(|| Arc::new(parts.kept.clone()));
}

fn titles(statement: Element<'_, '_>, source: &Source, document: &mut Document) {
    if let Some(title) = child(statement, "title") {
        let span = Some(source.span(title.range()));
        document.title = Title { text: exact(title), inferred: is_inferred(title), span };
    }
    document.credits = child(statement, "funder").map(exact);
    for one in elements(statement).filter(|one| name(*one) == "respStmt") {
        if let (Some(role), Some(who)) = (child(one, "resp"), child(one, "name")) {
            document.translators.push(Name {
                name: exact(who),
                id: who.attribute("key").map(str::to_owned),
                role: role.attribute("n").map(str::to_owned),
            });
        }
    }
}

/// Where the original lies.
fn lies(described: Element<'_, '_>, document: &mut Document) {
    let description = &mut document.description;
    if let Some(identifier) = at(described, &["msDesc", "msIdentifier"]) {
        description.repository = child(identifier, "repository").map(exact);
        description.collection = child(identifier, "collection").map(exact);
        description.shelfmark = marked(identifier);
        for copy in elements(identifier).filter(|one| name(*one) == "altIdentifier") {
            let mut witness = Witness {
                repository: child(copy, "repository").map(exact),
                shelfmark: marked(copy),
                written: String::new(),
            };
            let written = elements(copy).find(|one| one.attribute("type") == Some("written")).map(exact);
            let located = || witness.location();
            witness.written =
                written.or(copy.attribute("n").map(str::to_owned)).or_else(located).unwrap_or_default();
            description.copies.push(witness);
        }
    }
    if let Some(cited) = child(described, "bibl") {
        description.citation = child(cited, "seg").map(exact);
        description.url = child(cited, "ref").map(exact);
    }
}

fn marked(within: Element<'_, '_>) -> Option<Shelfmark> {
    let number = elements(within).find(|one| one.attribute("type") == Some("shelfmark"))?;
    let apart =
        elements(within).filter(|one| name(*one) == "idno" && one.attribute("type") != Some("shelfmark"));
    let levels = elements(number).chain(apart).filter_map(|one| {
        let label = one.attribute("n")?.to_owned();
        let written = exact(one);
        // Within the shelfmark, a level is written with its label.
        let value = written.strip_prefix(label.as_str()).unwrap_or(&written);
        let value =
            value.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':')).to_owned();
        Some(Level { label, value })
    });
    Some(Shelfmark { written: exact(number), levels: levels.collect() })
}

/// The date by which it is known, the dates in its life, the place.
fn created(profile: Element<'_, '_>, document: &mut Document) {
    let Some(creation) = child(profile, "creation") else { return };
    for one in elements(creation) {
        match name(one) {
            "date" if one.attribute("type").is_none() && one.attribute("n").is_none() => {
                document.date = Some(date(one));
            }
            "date" => {
                let kind = one.attribute("n").or(one.attribute("type")).unwrap_or_default();
                let kind = DateKind::from_name(kind);
                document.dates.push(DatedEvent { kind, date: date(one), time: None });
            }
            "time" => {
                if let Some(last) = document.dates.last_mut() {
                    last.time =
                        Some(Time { written: exact(one), clock: one.attribute("when").and_then(clock) });
                }
            }
            "placeName" => document.place = Some(exact(one)),
            _ => {}
        }
    }
}

pub(super) fn date(node: Element<'_, '_>) -> Date {
    let edtf = node.attribute("when-custom").or(node.attribute("when")).and_then(Edtf::new);
    Date { written: exact(node), edtf }
}

fn clock(time: &str) -> Option<Clock> {
    let mut parts = time.split(':');
    Clock::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
}

fn classes(profile: Element<'_, '_>, document: &mut Document) {
    for keywords in all(profile, "keywords") {
        for term in elements(keywords) {
            match keywords.attribute("n") {
                Some("kind") => document.kind = Some(exact(term)),
                _ => document.subjects.push(Name {
                    name: exact(term),
                    id: term.attribute("key").map(str::to_owned),
                    role: term.attribute("n").map(str::to_owned),
                }),
            }
        }
    }
}

fn languages(profile: Element<'_, '_>) -> Languages {
    let mut languages = Languages::default();
    for one in all(profile, "language") {
        // What is no tag stands in the words alone.
        let tag = match one.attribute("ident") {
            Some("und") | None => exact(one),
            Some(tag) => tag.to_owned(),
        };
        match one.attribute("n") {
            Some("original") => languages.original.push(tag),
            _ => languages.text.push(tag),
        }
    }
    languages
}

/// Each name is followed by the office and the place that belong to it.
fn parties(profile: Element<'_, '_>, kind: &str) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    let actions = all(profile, "correspAction").filter(|action| action.attribute("type") == Some(kind));
    for one in actions.flat_map(elements) {
        let declared = || Some(Declared { text: exact(one), inferred: is_inferred(one) });
        match (name(one), parties.last_mut()) {
            ("persName" | "orgName", _) => parties.push(Party {
                name: exact(one),
                kind: one.attribute("type").and_then(PartyKind::from_name),
                naming: naming(one),
                id: one.attribute("key").map(str::to_owned),
                inferred: is_inferred(one),
                ..Party::default()
            }),
            ("roleName", Some(last)) => last.role = declared(),
            ("placeName", Some(last)) if one.attribute("type").is_none() => last.place = declared(),
            _ => {}
        }
    }
    parties
}

fn is_inferred(node: Element<'_, '_>) -> bool {
    node.attribute("cert") == Some("medium")
}

/// The text of an element, each character of it.
pub(super) fn exact(node: Element<'_, '_>) -> String {
    let texts = node.descendants().filter(|one| one.is_text());
    texts.map(|one| one.text().unwrap_or_default()).collect()
}

/// The paragraphs of an element with a blank line between them.
fn paragraphs(node: Element<'_, '_>) -> String {
    let paragraphs = elements(node).filter(|one| name(*one) == "p").map(exact);
    paragraphs.collect::<Vec<_>>().join("\n\n")
}
