//! The description of the original, line by line, like a card in a catalogue.

use serde::Serialize;

use crate::model::address::is_web;
use crate::model::archive::SourceDescription;
use crate::model::document::{Document, Name};
use crate::model::index::{Realm, Written};
use crate::pages::dates::{as_written, spoken, unlike, words};
use crate::pages::facets::{Linked, written_link};
use crate::pages::words::{languages, levels};
use crate::site::Site;
use crate::site::links::Links;
use crate::write::told::{Change, Related};
use crate::write::{hands, told};

/// One entry of the card: what it is, and one or more lines.
#[derive(Serialize)]
pub struct Entry {
    label: String,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    text: String,
    href: Option<String>,
    /// A shelfmark from the outermost level inwards; then `text` is the shelfmark as written.
    path: Vec<String>,
}

/// All that is known; what is not known has no entry.
pub fn card(site: &Site, links: &Links, document: &Document) -> Vec<Entry> {
    let description = &document.description;
    let several = |one: &'static str, many: &'static str, count: usize| if count > 1 { many } else { one };
    let copies: Vec<Line> = description.copies.iter().map(|witness| line(witness.cited())).collect();
    let of_its_own =
        document.date.as_ref().and_then(unlike).map(|written| line(format!("as written: {written}")));
    let events =
        document.dates.iter().map(|event| line(format!("{}: {}", event.kind.name(), as_written(event))));
    let dates: Vec<Line> = of_its_own.into_iter().chain(events).collect();
    let answers = document.answers.iter().map(|answered| {
        let date = spoken(&answered.date);
        line(format!("{} of {date}", answered.kind))
    });
    let linked = |written: &Written| {
        let Linked { text, href } = written_link(site, links, written);
        Line { href, ..line(text) }
    };
    let names = |realm: Realm, names: &[Name]| -> Vec<Line> {
        names.iter().map(|name| linked(&Written::of(document.source, realm, name))).collect()
    };
    // That something was written by hand, its mark says.
    let hands = hands::hands(document).into_iter().filter(|hand| hand.words() != "by hand");
    let hands: Vec<Line> = hands.map(|hand| line(hand.words().to_owned())).collect();
    let changes: Vec<Line> = told::changes(document).iter().map(|change| line(changed(change))).collect();
    let known = [
        entry(
            "Archive",
            description.repository.iter().map(|name| linked(&Written::name(Realm::Archives, name))),
        ),
        entry("Country", told::country(document).map(line)),
        entry("Shelfmark", shelfmark(description)),
        entry(several("Another copy", "Other copies", copies.len()), copies),
        entry("Language", language_line(document).map(line)),
        entry(several("Date", "Dates", dates.len()), dates),
        entry("Place", document.place.iter().map(|name| linked(&Written::name(Realm::Places, name)))),
        entry("In reply to", answers),
        entry("Correspondence", told::context(document).into_iter().map(related)),
        entry(several("Hand", "Hands", hands.len()), hands),
        entry("Translated by", names(Realm::Parties, &document.translators)),
        entry("Published by", publisher(description)),
        entry("Credits", document.credits.clone().map(line)),
        entry("Funded by", told::funders(document).into_iter().map(line)),
        entry("Licence of the source", told::licence(document).map(|address| web(address, address))),
        entry("Subjects", names(Realm::Subjects, &document.subjects)),
        entry(several("Change", "Changes", changes.len()), changes),
    ];
    known.into_iter().filter(|entry| !entry.lines.is_empty()).collect()
}

fn entry(label: &str, lines: impl IntoIterator<Item = Line>) -> Entry {
    Entry { label: label.to_owned(), lines: lines.into_iter().collect() }
}

fn line(text: String) -> Line {
    Line { text, href: None, path: Vec::new() }
}

fn web(text: &str, address: &str) -> Line {
    Line { href: Some(address.to_owned()), ..line(text.to_owned()) }
}

/// Another letter, and where it can be read.
fn related(other: Related) -> Line {
    let relation = other.relation.map(|relation| format!("{relation}: ")).unwrap_or_default();
    Line { href: other.target, ..line(format!("{relation}{}", other.text)) }
}

/// When a change was made, by whom, and what it was.
fn changed(change: &Change) -> String {
    let when = change.when.as_deref().map(|when| words(when).unwrap_or_else(|| when.to_owned()));
    let made: Vec<String> = when.into_iter().chain(change.who.clone()).collect();
    match (made.join(", "), change.text.as_str()) {
        (made, "") => made,
        (made, text) if made.is_empty() => text.to_owned(),
        (made, text) => format!("{made}: {text}"),
    }
}

fn shelfmark(description: &SourceDescription) -> Option<Line> {
    let shelfmark = description.shelfmark.as_ref()?;
    Some(Line { path: levels(shelfmark), ..line(shelfmark.written.clone()) })
}

fn language_line(document: &Document) -> Option<String> {
    let spoken = &document.languages;
    match (spoken.original.is_empty(), spoken.text.is_empty()) {
        (true, true) => None,
        (true, false) => Some(languages(&spoken.text)),
        (false, false) if document.is_translation() => {
            Some(format!("{}; read here in {}", languages(&spoken.original), languages(&spoken.text)))
        }
        (false, _) => Some(languages(&spoken.original)),
    }
}

/// The collection, with the document's address there; the address alone where no name is known.
fn publisher(description: &SourceDescription) -> Option<Line> {
    let address = description.url.as_deref();
    let href = address.filter(|url| is_web(url));
    let text = description.collection.as_deref().or(address)?;
    Some(Line { href: href.map(str::to_owned), ..line(text.to_owned()) })
}
