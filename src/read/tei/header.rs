//! The header of a file: titles, who did what, rights, languages, subjects, how far the work has come (TEI P5, chapter 2).

use crate::model::address::is_web;
use crate::model::document::{Document, Name, Title};
use crate::model::language;
use crate::read::tei::node::{
    self, Element, all, at, attribute, child, elements, name, paragraphs, pointer, some_text,
};
use crate::read::tei::{correspondence, dating, manuscript};
use crate::source::Source;

/// Puts into a document what a header says of all its text.
pub fn describe(header: Element<'_, '_>, source: &Source, document: &mut Document) {
    if let Some(title) = title(header) {
        let span = Some(source.span(title.range()));
        document.title = Title { text: node::text(title), inferred: false, span };
    }
    manuscript::describe(header, document);
    shared(header, document);
    languages(header, document);
    let profile = child(header, "profileDesc");
    if let Some(profile) = profile {
        document.summary = child(profile, "abstract").and_then(paragraphs);
    }
    correspondence::describe(header, document);
    if document.date.is_none() {
        let creation = profile.and_then(|profile| at(profile, &["creation", "date"]));
        let origin = all(header, "origDate").next();
        document.date = creation.or(origin).and_then(dating::date);
    }
    if document.date.is_none() {
        // A title that is nothing but the date for machines.
        let iso = all(header, "title").find(|title| attribute(*title, "type") == Some("iso-date"));
        document.date = iso.and_then(dating::date);
    }
}

/// What a header says of a volume, and so of each document in it.
pub fn describe_volume(header: Element<'_, '_>, document: &mut Document) {
    document.description.collection = title(header).and_then(some_text);
    shared(header, document);
    languages(header, document);
}

fn shared(header: Element<'_, '_>, document: &mut Document) {
    responsibility(header, document);
    document.rights = document.rights.take().or_else(|| rights(header));
    document.status = document.status.take().or_else(|| status(header));
    for term in all(header, "keywords").flat_map(|keywords| all(keywords, "term")) {
        if let Some(name) = some_text(term) {
            let id = pointer(term).map(str::to_owned);
            document.subjects.push(Name { name, id, role: None });
        }
    }
    if document.description.url.is_none()
        && let Some(publication) = at(header, &["fileDesc", "publicationStmt"])
    {
        let mut addresses = all(publication, "idno").filter_map(some_text);
        document.description.url = addresses.find(|address| is_web(address));
    }
}

/// The title of what is in the file, not of the series that it belongs to.
fn title<'a, 'x: 'a>(header: Element<'a, 'x>) -> Option<Element<'a, 'x>> {
    let statement = at(header, &["fileDesc", "titleStmt"])?;
    let titles: Vec<_> =
        elements(statement).filter(|one| name(*one) == "title" && some_text(*one).is_some()).collect();
    let of = |title: &Element<'_, '_>, name: &str, values: &[&str]| {
        attribute(*title, name).is_some_and(|value| values.contains(&value))
    };
    let find = |wanted: &dyn Fn(&Element<'_, '_>) -> bool| titles.iter().copied().find(|title| wanted(title));
    find(&|title| of(title, "type", &["complete", "main"]))
        .or_else(|| find(&|title| of(title, "level", &["a", "u"])))
        .or_else(|| find(&|title| attribute(*title, "type").is_none() && !of(title, "level", &["s", "j"])))
        .or_else(|| {
            find(&|title| !of(title, "level", &["s", "j"]) && !of(title, "type", &["iso-date", "series"]))
        })
        .or_else(|| titles.first().copied())
}

/// Who translated, and who did anything else.
fn responsibility(header: Element<'_, '_>, document: &mut Document) {
    let Some(file) = child(header, "fileDesc") else { return };
    let statements = ["titleStmt", "editionStmt"].into_iter().filter_map(|name| child(file, name));
    let mut credits: Vec<String> = Vec::new();
    for one in statements.flat_map(elements) {
        let (what, who) = match name(one) {
            "editor" => (editor(attribute(one, "role")), names(one)),
            "respStmt" => {
                let what: Vec<String> =
                    elements(one).filter(|one| name(*one) == "resp").filter_map(some_text).collect();
                let who = elements(one).filter(|one| !matches!(name(*one), "resp" | "note"));
                (what.join(", "), who.flat_map(names).collect())
            }
            "principal" | "sponsor" => (name(one).to_owned(), names(one)),
            _ => continue,
        };
        let lower = what.to_lowercase();
        let translated = ["translat", "übers", "tradu", "перев"].iter().any(|word| lower.contains(word));
        if translated {
            let names = who.iter().map(|name| Name { name: name.clone(), id: None, role: None });
            document.translators.extend(names);
        } else if !who.is_empty() {
            let what = if what.is_empty() { String::new() } else { format!("{what}: ") };
            let line = format!("{what}{}", who.join(", "));
            if !credits.contains(&line) {
                credits.push(line);
            }
        }
    }
    if document.credits.is_none() && !credits.is_empty() {
        document.credits = Some(credits.join("; "));
    }
}

/// What kind of an editor: `primary editor`; a translator is one too.
fn editor(role: Option<&str>) -> String {
    match role {
        None => "editor".to_owned(),
        Some(role) if role.contains("edit") || role.contains("transl") => role.to_owned(),
        Some(role) => format!("{role} editor"),
    }
}

/// The names in an element: each on its own, or all that it says.
fn names(node: Element<'_, '_>) -> Vec<String> {
    let inner: Vec<String> = elements(node)
        .filter(|one| matches!(name(*one), "name" | "persName" | "orgName"))
        .filter_map(some_text)
        .collect();
    if inner.is_empty() { some_text(node).into_iter().collect() } else { inner }
}

/// The licence: by its usual name, in few words, or where it can be read.
fn rights(header: Element<'_, '_>) -> Option<String> {
    let availability = all(header, "availability").next()?;
    let licence = all(availability, "licence").next();
    let target = licence.and_then(|licence| attribute(licence, "target"));
    let words = some_text(licence.unwrap_or(availability));
    if let Some(name) = target.and_then(creative_commons) {
        return Some(name);
    }
    match (words, target) {
        (Some(words), _) if words.chars().count() <= 200 => Some(words),
        (_, Some(target)) => Some(target.to_owned()),
        (words, None) => words,
    }
}

/// `https://creativecommons.org/licenses/by/4.0/` is `CC-BY-4.0`.
fn creative_commons(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("creativecommons.org/")?;
    let mut parts = rest.split('/');
    match (parts.next()?, parts.next()?, parts.next()?) {
        ("licenses", kind, version) => Some(format!("CC-{}-{version}", kind.to_uppercase())),
        ("publicdomain", "zero", version) => Some(format!("CC0-{version}")),
        _ => None,
    }
}

/// How far the work has come: what the history of revisions says of itself, or its last change.
fn status(header: Element<'_, '_>) -> Option<String> {
    let revisions = child(header, "revisionDesc")?;
    let last = all(revisions, "change").filter_map(|change| attribute(change, "status")).last();
    attribute(revisions, "status").or(last).map(str::to_owned)
}

/// The language of the original is that of the manuscript; else the one that the file is in, if it is one.
fn languages(header: Element<'_, '_>, document: &mut Document) {
    let main = all(header, "textLang").find_map(|text| attribute(text, "mainLang"));
    let used: Vec<&str> = all(header, "langUsage")
        .flat_map(|usage| all(usage, "language"))
        .filter_map(|language| attribute(language, "ident"))
        .collect();
    let only = match used.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    if let Some(tag) = main.or(only).and_then(language::code) {
        document.languages.original = vec![tag];
    }
}
