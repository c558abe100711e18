//! The changes of the edition as a feed (RFC 4287): its version, and what the documents say was changed in them.

use crate::diag::Diagnostics;
use crate::model::date::Edtf;
use crate::model::text::one_line;
use crate::site::url::encoded;
use crate::site::{Site, Subject};
use crate::write::notices::{changes, replaced};
use crate::write::tei::xml::Xml;

/// How many changes the feed tells of, the newest first. Who reads it seldom has seen the others.
const LONGEST: usize = 200;

/// What is said where an edition has no date: a feed must have one (4.1.1), and the time of the build would call it new.
const NEVER: &str = "1970-01-01";

struct Entry {
    id: String,
    title: String,
    day: String,
    address: String,
    content: String,
    /// The document that was changed.
    document: Option<usize>,
}

pub fn write(site: &Site, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let edition = &site.config.edition;
    let (Some(own), Some(home)) = (site.permanent("feed.xml"), site.permanent("index.html")) else {
        return Vec::new();
    };
    let mut entries = entries(site, &home);
    entries.sort_by(|one, other| other.day.cmp(&one.day));
    entries.truncate(LONGEST);
    let mut xml = Xml::default();
    xml.declaration();
    xml.tag("feed").attr("xmlns", "http://www.w3.org/2005/Atom").attr("xml:lang", "en").open();
    xml.line();
    line("id", &home, &mut xml);
    line("title", &one_line(&edition.title), &mut xml);
    line("updated", &instant(entries.first().map_or(NEVER, |entry| &entry.day)), &mut xml);
    let names = match (edition.editors.as_slice(), &edition.publisher) {
        ([], Some(publisher)) => vec![publisher.as_str()],
        ([], None) => vec![edition.title.as_str()],
        (editors, _) => editors.iter().map(String::as_str).collect(),
    };
    for name in names {
        xml.open("author");
        xml.element("name", &one_line(name));
        xml.close("author");
        xml.line();
    }
    xml.tag("link").attr("rel", "self").attr("type", "application/atom+xml").attr("href", &own).empty();
    xml.line();
    xml.tag("link").attr("rel", "alternate").attr("type", "text/html").attr("href", &home).empty();
    xml.line();
    for entry in &entries {
        replaced(site, "feed.xml", None, &mut xml.unsaid, diagnostics);
        self::entry(entry, &mut xml);
        let document = entry.document.and_then(|at| site.edition.documents.get(at));
        replaced(site, "feed.xml", document.map(AsRef::as_ref), &mut xml.unsaid, diagnostics);
    }
    xml.close("feed");
    xml.line();
    replaced(site, "feed.xml", None, &mut xml.unsaid, diagnostics);
    xml.into_bytes()
}

/// The version of the edition, then the changes of the documents in their order.
fn entries(site: &Site, home: &str) -> Vec<Entry> {
    let edition = &site.config.edition;
    let version = edition.version.as_deref();
    let day = edition.date.as_deref().and_then(Edtf::new).map(|date| date.earliest().to_string());
    let count = site.edition.proper().len();
    let documents = if count == 1 { "one document".to_owned() } else { format!("{count} documents") };
    let mut entries = vec![Entry {
        // The address of a place that the page need not have: no other version has the name.
        id: format!("{home}#version-{}", encoded(edition.version_name())),
        title: version.map_or_else(|| "Unreleased".to_owned(), |version| format!("Version {version}")),
        day: day.unwrap_or_else(|| NEVER.to_owned()),
        address: home.to_owned(),
        content: format!("{}, {documents}", edition.title),
        document: None,
    }];
    for (at, document) in site.edition.documents.iter().enumerate() {
        let address = site.address_of(&Subject::Document(at)).and_then(|address| site.permanent(address));
        let Some(address) = address else { continue };
        for change in changes::of(document) {
            entries.push(Entry {
                // A change that is listed before the others leaves theirs alone.
                id: format!("{address}#change-{}-{}", change.day, change.number),
                title: format!("Changed: {}", document.title.text),
                day: change.day,
                address: address.clone(),
                content: change.what,
                document: Some(at),
            });
        }
    }
    entries
}

fn entry(entry: &Entry, xml: &mut Xml) {
    xml.open("entry");
    xml.line();
    line("id", &entry.id, xml);
    line("title", &one_line(&entry.title), xml);
    line("updated", &instant(&entry.day), xml);
    xml.tag("link").attr("rel", "alternate").attr("type", "text/html").attr("href", &entry.address).empty();
    xml.line();
    line("content", &one_line(&entry.content), xml);
    xml.close("entry");
    xml.line();
}

fn line(name: &'static str, text: &str, xml: &mut Xml) {
    xml.element(name, text);
    xml.line();
}

/// A day as the instant at which it begins (RFC 3339).
fn instant(day: &str) -> String {
    format!("{day}T00:00:00Z")
}
