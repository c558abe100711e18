//! JSON-LD in the words of schema.org (release 30.0): a document as a component of an archive and, where it was sent, a
//! message; the edition as a collection. It knows no page but by its address.

use serde_json::{Map, Value};

use crate::config::EditionSettings;
use crate::model::date::{DateKind, Edtf};
use crate::model::document::Document;
use crate::model::naming::Naming;
use crate::site::{Site, Subject};
use crate::write::correspondents::{self, Correspondent, recipients, senders};
use crate::write::dates::ends;
use crate::write::record::{Class, Record};
use crate::write::{EXPORTS, licence};

/// A document, at this place in the edition.
pub fn document(site: &Site, at: usize, record: &Record<'_>) -> Value {
    let Some(document) = site.edition.documents.get(at) else { return Value::Null };
    let sent = record.class == Class::Letter;
    let (from, to) = (people(&senders(site, document)), people(&recipients(site, document)));
    let edition = record.edition;
    // There is no `Letter` and no `Telegram` in schema.org; the genre says which it is.
    let kind: Value = match record.class {
        Class::Letter => vec!["ArchiveComponent", "Message"].into(),
        Class::Manuscript => "ArchiveComponent".into(),
    };
    let mut object = Object::described(kind, record.address.as_deref());
    object.add("name", record.title);
    object.add("identifier", record.id);
    object.add("genre", record.genre);
    object.add("dateCreated", record.edtf().and_then(machine));
    object.add("author", from.clone());
    if sent {
        object.add("sender", from);
        object.add("recipient", to);
        object.add("dateSent", event(document, &DateKind::Sent));
        object.add("dateReceived", event(document, &DateKind::Received));
    }
    object.add("locationCreated", document.place.as_deref().map(|name| place(site, name)));
    object.add("inLanguage", record.languages.to_vec());
    object.add("translator", names(&record.translators));
    if document.is_translation() {
        let mut original = Object::of("CreativeWork");
        original.add("inLanguage", record.original_languages.to_vec());
        object.add("translationOfWork", original.value());
    }
    let archive = document.description.repository.as_deref();
    object.add("holdingArchive", archive.map(|archive| named("ArchiveOrganization", archive)));
    object.add("itemLocation", record.shelfmark);
    object.add("isPartOf", part_of(site));
    object.add("position", record.number.as_deref());
    object.add("editor", names(&record.editors));
    object.add("publisher", edition.publisher.as_deref().map(|name| named("Organization", name)));
    object.add("funder", funders(&record.funders));
    object.add("license", record.licence().map(licensed));
    object.add("usageInfo", record.rights);
    object.add("isAccessibleForFree", true);
    object.add("version", edition.version.as_deref());
    object.add("dateModified", published(edition));
    object.add("abstract", record.summary);
    object.add("creditText", record.credits);
    object.add("citation", record.citation);
    object.add("isBasedOn", document.description.url.as_deref());
    object.add("encoding", encodings(site, |name| Subject::Export { document: at, export: name }));
    object.value()
}

/// The edition.
pub fn edition(site: &Site) -> Value {
    let edition = &site.config.edition;
    let home = site.permanent("index.html");
    let mut object = Object::described("Collection".into(), home.as_deref());
    object.add("name", edition.title.as_str());
    let editors: Vec<Naming> = edition.editors.iter().map(|name| Naming::of(name)).collect();
    object.add("editor", names(&editors));
    object.add("publisher", edition.publisher.as_deref().map(|name| named("Organization", name)));
    object.add("funder", funders(&edition.funders));
    object.add("version", edition.version.as_deref());
    object.add("datePublished", published(edition));
    object.add("license", edition.licence.as_deref().map(licensed));
    object.add("isAccessibleForFree", true);
    object.add("inLanguage", languages(site));
    object.add("temporalCoverage", span(site));
    object.add("collectionSize", site.edition.proper().len());
    let method = site.address_of(&Subject::Method).and_then(|address| site.permanent(address));
    object.add("publishingPrinciples", method);
    object.add("encoding", encodings(site, Subject::Whole));
    object.value()
}

/// The edition as that in which a document stands.
fn part_of(site: &Site) -> Value {
    let mut object = Object::of("Collection");
    let home = site.permanent("index.html");
    object.add("@id", home.as_deref());
    object.add("name", site.config.edition.title.as_str());
    object.add("url", home);
    object.value()
}

fn people(correspondents: &[Correspondent<'_>]) -> Value {
    let person = |one: &Correspondent<'_>| name(&one.naming, one.authority.as_deref());
    correspondents.iter().map(person).collect()
}

fn names(names: &[Naming]) -> Value {
    names.iter().map(|naming| name(naming, None)).collect()
}

fn name(naming: &Naming, authority: Option<&str>) -> Value {
    let mut object = Object::of(match naming {
        Naming::Body(_) => "Organization",
        Naming::Parted { .. } | Naming::FamilyFirst { .. } | Naming::Whole(_) => "Person",
    });
    object.add("name", naming.spoken());
    if let Naming::Parted { family, given, .. } | Naming::FamilyFirst { family, given } = naming {
        object.add("familyName", family.as_str());
        object.add("givenName", given.as_str());
    }
    if let Naming::Parted { suffix, .. } = naming {
        object.add("honorificSuffix", suffix.as_deref());
    }
    object.add("sameAs", authority);
    object.value()
}

/// Who pays is a body, whatever it is called, unless a family's name stands in front with a comma.
fn funders(funders: &[String]) -> Value {
    let funder = |funder: &String| match Naming::of(funder) {
        person @ (Naming::Parted { .. } | Naming::FamilyFirst { .. }) if funder.contains(',') => {
            name(&person, None)
        }
        _ => named("Organization", funder),
    };
    funders.iter().map(funder).collect()
}

fn named(kind: &'static str, name: &str) -> Value {
    let mut object = Object::of(kind);
    object.add("name", name);
    object.value()
}

fn place(site: &Site, name: &str) -> Value {
    let mut object = Object::of("Place");
    object.add("name", name);
    object.add("sameAs", correspondents::place(site, name));
    object.value()
}

/// The files in which the same can be had, where they have an address.
fn encodings(site: &Site, subject: impl Fn(&'static str) -> Subject) -> Value {
    let file = |name: &'static str, media_type: &str| {
        let address = site.permanent(site.address_of(&subject(name))?)?;
        let mut object = Object::of("MediaObject");
        object.add("encodingFormat", media_type.split(';').next());
        object.add("contentUrl", address);
        Some(object.value())
    };
    EXPORTS.iter().filter_map(|export| file(export.name, export.media_type)).collect()
}

fn event(document: &Document, kind: &DateKind) -> Option<String> {
    let event = document.dates.iter().find(|event| event.kind == *kind)?;
    event.date.edtf.as_ref().and_then(machine)
}

/// Dates as ISO 8601 has them, of which schema.org knows the first part alone: without doubts.
fn machine(date: &Edtf) -> Option<String> {
    ends(date).map(|ends| ends.to_string())
}

fn published(edition: &EditionSettings) -> Option<String> {
    machine(&Edtf::new(edition.date.as_deref()?)?)
}

/// The address of the licence, else its name.
fn licensed(licence: &str) -> String {
    licence::address(licence).unwrap_or_else(|| licence.to_owned())
}

/// The languages of the texts, each once, as they come.
fn languages(site: &Site) -> Value {
    let mut found: Vec<&str> = Vec::new();
    for language in site.edition.documents.iter().flat_map(|document| &document.languages.text) {
        if !found.contains(&language.as_str()) {
            found.push(language);
        }
    }
    found.into()
}

/// From the first day of the documents to the last.
fn span(site: &Site) -> Option<String> {
    let dates = || site.edition.proper().iter().filter_map(|document| document.dated()?.edtf.as_ref());
    let first = dates().map(Edtf::earliest).min()?;
    let last = dates().map(Edtf::latest).max()?;
    Some(if first == last { first.to_string() } else { format!("{first}/{last}") })
}

/// An object that is being written. What is empty is left out.
struct Object(Map<String, Value>);

impl Object {
    /// What stands alone, and says in which words it speaks.
    fn described(kind: Value, address: Option<&str>) -> Object {
        let mut object = Object(Map::new());
        object.add("@context", "https://schema.org");
        object.add("@type", kind);
        object.add("@id", address);
        object.add("url", address);
        object
    }

    fn of(kind: &'static str) -> Object {
        let mut object = Object(Map::new());
        object.add("@type", kind);
        object
    }

    fn add(&mut self, key: &'static str, value: impl Into<Value>) {
        let value = match value.into() {
            Value::Array(items) if items.len() == 1 => items.into_iter().next().unwrap_or_default(),
            value => value,
        };
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        if !empty {
            self.0.insert(key.to_owned(), value);
        }
    }

    fn value(self) -> Value {
        Value::Object(self.0)
    }
}
