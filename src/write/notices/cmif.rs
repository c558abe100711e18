//! The correspondence of the edition for those who search many editions at once: CMIF 1.1.0 (Correspondence Metadata
//! Interchange Format, TEI Correspondence SIG).
//!
//! The schema alone accepts a letter without a recipient and a date that says no date; its Schematron rules do not. So each
//! letter has both actions, with `Unknown` where a name is not known, and a date that cannot be told by attributes is left out.

use crate::config::{Config, EditionSettings};
use crate::diag::Diagnostics;
use crate::model::date::{Date, DateKind, Edtf};
use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::naming::{Naming, is_unknown};
use crate::model::text::one_line;
use crate::site::{Page, Site, Subject};
use crate::write::correspondents::{self, Correspondent, recipients, senders};
use crate::write::licence;
use crate::write::notices::{identity, replaced};
use crate::write::record::{Class, class, number};
use crate::write::tei::dates::attributes;
use crate::write::tei::xml::Xml;

/// The index itself must be free to be gathered, whatever holds for the texts.
const LICENCE: &str = "CC-BY-4.0";

/// The day of the format: no index in it is older. What is said where an edition has no date, for there must be one.
const FORMAT_SINCE: &str = "2025-02-26";

/// An edition without correspondence has no index; the schema wants one letter.
pub fn list(edition: &Edition, _: &Config, _: &[Page]) -> Vec<String> {
    let any = edition.documents.iter().any(|document| is_correspondence(document));
    Vec::from_iter(any.then(|| "cmif.xml".to_owned()))
}

pub fn write(site: &Site, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let edition = &site.config.edition;
    let (Some(own), Some(uuid)) = (site.permanent("cmif.xml"), identity::uuid(edition)) else {
        return Vec::new();
    };
    let mut xml = Xml::default();
    xml.declaration();
    xml.tag("TEI").attr("xmlns", "http://www.tei-c.org/ns/1.0").open();
    xml.open("teiHeader");
    xml.open("fileDesc");
    xml.line();
    file(site, &own, &mut xml);
    xml.open("sourceDesc");
    xml.tag("bibl").attr("type", "online").attr("xml:id", &uuid).open();
    xml.text(&one_line(&edition.title));
    xml.text(". ");
    let home = site.permanent("index.html").unwrap_or_default();
    xml.tag("ref").attr("target", &home).text(&home);
    xml.close("bibl");
    xml.close("sourceDesc");
    xml.close("fileDesc");
    xml.line();
    xml.open("profileDesc");
    for (at, document) in site.edition.documents.iter().enumerate() {
        let Some(address) = site.address_of(&Subject::Document(at)) else { continue };
        let Some(address) = site.permanent(address).filter(|_| is_correspondence(document)) else { continue };
        replaced(site, "cmif.xml", None, &mut xml.unsaid, diagnostics);
        letter(site, document, &address, &uuid, &mut xml);
        replaced(site, "cmif.xml", Some(document), &mut xml.unsaid, diagnostics);
    }
    xml.line();
    xml.close("profileDesc");
    xml.close("teiHeader");
    xml.line();
    xml.open("text");
    xml.open("body");
    xml.tag("p").empty();
    xml.close("body");
    xml.close("text");
    xml.close("TEI");
    xml.line();
    replaced(site, "cmif.xml", None, &mut xml.unsaid, diagnostics);
    xml.into_bytes()
}

/// Whether it went from someone to someone: it is a letter, and one of them is known. A report has an author alone.
fn is_correspondence(document: &Document) -> bool {
    let mut parties = document.from.iter().chain(&document.to);
    class(document) == Class::Letter && parties.any(|party| !is_unknown(&party.name))
}

/// The index as a file: who made it, where it is, on what terms.
fn file(site: &Site, own: &str, xml: &mut Xml) {
    let edition = &site.config.edition;
    xml.open("titleStmt");
    xml.element("title", &format!("Correspondence in {}", one_line(&edition.title)));
    responsible(edition).for_each(|name| xml.element("editor", &one_line(name)));
    xml.close("titleStmt");
    xml.line();
    xml.open("publicationStmt");
    xml.open("publisher");
    let publisher = edition.publisher.as_deref().or(responsible(edition).next()).unwrap_or(&edition.title);
    let home = site.permanent("index.html").unwrap_or_default();
    xml.tag("ref").attr("target", &home).text(&one_line(publisher));
    xml.close("publisher");
    xml.tag("idno").attr("type", "url").text(own);
    match edition.date.as_deref().and_then(|date| Some((date, told(&Edtf::new(date)?)?))) {
        Some((date, attributes)) => xml.tag("date").attrs(&attributes).text(date),
        None => xml.tag("date").attr("notBefore", FORMAT_SINCE).text("undated"),
    }
    xml.open("availability");
    // Public domain stays what it is; from all other terms the index is free.
    let given = edition.licence.as_deref().filter(|licence| licence.starts_with("CC0"));
    let licence = given.filter(|licence| licence::address(licence).is_some()).unwrap_or(LICENCE);
    let address = licence::address(licence).unwrap_or_default();
    xml.tag("licence").attr("target", &address).text(&licence::name(licence));
    xml.close("availability");
    xml.close("publicationStmt");
    xml.line();
}

fn responsible(edition: &EditionSettings) -> impl Iterator<Item = &str> {
    let editors = edition.editors.iter().map(String::as_str);
    let other = edition.publisher.as_deref().unwrap_or(&edition.title);
    editors.chain(edition.editors.is_empty().then_some(other))
}

fn letter(site: &Site, document: &Document, address: &str, uuid: &str, xml: &mut Xml) {
    let number = number(document).map(|number| one_line(&number));
    xml.line();
    let tag = xml.tag("correspDesc").maybe("key", number.as_deref());
    tag.attr("ref", address).attr("source", &format!("#{uuid}")).open();
    let of = |kind: DateKind| document.dates.iter().find(|event| event.kind == kind).map(|event| &event.date);
    let sent = of(DateKind::Sent).or_else(|| of(DateKind::Written)).or(document.dated());
    action(site, "sent", &senders(site, document), document.place.as_deref(), sent, xml);
    action(site, "received", &recipients(site, document), None, of(DateKind::Received), xml);
    xml.line();
    xml.close("correspDesc");
}

fn action(
    site: &Site,
    kind: &str,
    parties: &[Correspondent<'_>],
    place: Option<&str>,
    date: Option<&Date>,
    xml: &mut Xml,
) {
    xml.line();
    xml.tag("correspAction").attr("type", kind).open();
    for one in parties {
        let element = match one.naming {
            Naming::Body(_) => "orgName",
            Naming::Parted { .. } | Naming::FamilyFirst { .. } | Naming::Whole(_) => "persName",
        };
        xml.tag(element).maybe("ref", one.authority.as_deref()).text(&one.naming.sorted());
    }
    if parties.is_empty() {
        xml.element("persName", "Unknown");
    }
    let places = parties.iter().filter_map(|one| one.party.place.as_ref()).map(|place| place.text.as_str());
    if let Some(place) = place.or_else(|| places.into_iter().next()) {
        let known = correspondents::place(site, place);
        xml.tag("placeName").maybe("ref", known.as_deref()).text(&one_line(place));
    }
    if let Some((date, attributes)) = date.and_then(|date| Some((date, told(date.edtf.as_ref()?)?))) {
        xml.tag("date").attrs(&attributes).text(&one_line(&date.written));
    }
    xml.close("correspAction");
}

/// The attributes of a date: years of four digits, with month and day as far as they are known. Nothing where there is none.
fn told(date: &Edtf) -> Option<Vec<(&'static str, String)>> {
    const KNOWN: [&str; 6] = ["when", "from", "to", "notBefore", "notAfter", "cert"];
    let mut attributes = attributes(Some(date));
    attributes.retain(|(name, _)| KNOWN.contains(name));
    let dates = || attributes.iter().filter(|(name, _)| *name != "cert");
    let plain = dates().all(|(_, value)| value.starts_with(|c: char| c.is_ascii_digit()));
    (plain && dates().next().is_some()).then_some(attributes)
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::model::date::Edtf;

    #[test]
    fn dates_are_years_months_and_days() {
        let check = |edtf: &str, expected: Option<&str>| {
            let found = Edtf::new(edtf).and_then(|date| told(&date)).map(|attributes| {
                let words = attributes.iter().map(|(name, value)| format!("{name}={value}"));
                words.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(found.as_deref(), expected, "{edtf}");
        };
        check("1948-10-12", Some("when=1948-10-12"));
        check("1948-10", Some("when=1948-10"));
        check("1948-10-XX", Some("notBefore=1948-10-01 notAfter=1948-10-31"));
        check("1948-10-08/1948-10-12", Some("from=1948-10-08 to=1948-10-12"));
        check("1948-10-12/..", Some("from=1948-10-12"));
        check("1948-10-12T19:55:00", Some("when=1948-10-12"));
        check("1948-10~", Some("notBefore=1948-10-01 notAfter=1948-10-31 cert=low"));
        check("195X", Some("notBefore=1950-01-01 notAfter=1959-12-31"));
        check("[1948-10-12..]", Some("notBefore=1948-10-12"));
        check("[..1948-10-12]", Some("notAfter=1948-10-12"));
        check(&format!("{}-10-12", "X".repeat(4)), None);
        check("-0044-03-15", None);
        check("0000", None);
    }
}
