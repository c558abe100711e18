//! What the text is: its dates, languages, summary, kind and subjects, its hands (TEI P5, 2.4).

use crate::model::date::{Date, DatedEvent, Time};
use crate::model::document::Document;
use crate::model::language;
use crate::write::tei::handnotes::Hands;
use crate::write::tei::header::paragraphs;
use crate::write::tei::xml::Xml;
use crate::write::tei::{correspondence, dates, names};

pub fn description(document: &Document, name: &str, hands: &Hands, xml: &mut Xml) {
    xml.open("profileDesc");
    xml.line();
    if let Some(summary) = &document.summary {
        xml.open("abstract");
        paragraphs(summary, xml);
        xml.close("abstract");
        xml.line();
    }
    creation(document, xml);
    languages(document, xml);
    classes(document, xml);
    correspondence::description(document, xml);
    hands.notes(name, xml);
    xml.close("profileDesc");
    xml.line();
}

/// The date by which the document is known, then the dates in its life, each with the time that belongs to it.
fn creation(document: &Document, xml: &mut Xml) {
    if document.date.is_none() && document.dates.is_empty() && document.place.is_none() {
        return;
    }
    xml.open("creation");
    if let Some(date) = &document.date {
        xml.line();
        self::date(date, None, xml);
    }
    for DatedEvent { kind, date, time } in &document.dates {
        xml.line();
        self::date(date, Some(kind.name()), xml);
        if let Some(time) = time {
            xml.text(" ");
            self::time(time, Some(kind.name()), xml);
        }
    }
    if let Some(place) = &document.place {
        xml.line();
        xml.element("placeName", place);
    }
    xml.close("creation");
    xml.line();
}

/// A date as written. A name of its kind that is no word stands in `@n` as the editor wrote it.
pub fn date(date: &Date, kind: Option<&str>, xml: &mut Xml) {
    let word = kind.and_then(names::word);
    let differs = kind.filter(|kind| word.as_deref() != Some(kind));
    let tag = xml.tag("date").maybe("type", word.as_deref()).maybe("n", differs);
    tag.attrs(&dates::attributes(date.edtf.as_ref())).text(&date.written);
}

pub fn time(time: &Time, kind: Option<&str>, xml: &mut Xml) {
    let clock = time.clock.map(dates::clock);
    let word = kind.and_then(names::word);
    xml.tag("time").maybe("type", word.as_deref()).maybe("when", clock.as_deref()).text(&time.written);
}

/// Languages of the original and of the text. What is no tag stands in the words alone.
fn languages(document: &Document, xml: &mut Xml) {
    let original = document.languages.original.iter().map(|tag| ("original", tag));
    let text = document.languages.text.iter().map(|tag| ("text", tag));
    let languages: Vec<(&str, &String)> = original.chain(text).collect();
    if languages.is_empty() {
        return;
    }
    xml.open("langUsage");
    for (of, tag) in languages {
        xml.line();
        let ident = names::language(tag).unwrap_or("und");
        let words = language::name(tag).filter(|_| ident != "und").unwrap_or(tag);
        xml.tag("language").attr("ident", ident).attr("n", of).text(words);
    }
    xml.line();
    xml.close("langUsage");
    xml.line();
}

fn classes(document: &Document, xml: &mut Xml) {
    if document.kind.is_none() && document.subjects.is_empty() {
        return;
    }
    xml.open("textClass");
    xml.line();
    if let Some(kind) = &document.kind {
        xml.tag("keywords").attr("n", "kind").open();
        xml.element("term", kind);
        xml.close("keywords");
        xml.line();
    }
    if !document.subjects.is_empty() {
        xml.tag("keywords").attr("n", "subjects").open();
        for subject in &document.subjects {
            let (key, role) = (subject.id.as_deref(), subject.role.as_deref());
            xml.tag("term").maybe("key", key).maybe("n", role).text(&subject.name);
        }
        xml.close("keywords");
        xml.line();
    }
    xml.close("textClass");
    xml.line();
}
