//! What the source of a document lists of people, places, bodies and terms, beside the text (TEI P5, chapters 14 and 17.10).

use crate::model::entity::Entry;
use crate::write::tei::profile::date;
use crate::write::tei::xml::Xml;
use crate::write::tei::{dates, names};

/// The lists, each with the names of its elements: of the register, of an entry, of a name.
const LISTS: [(&str, &str, &str, &str); 4] = [
    ("person", "listPerson", "person", "persName"),
    ("place", "listPlace", "place", "placeName"),
    ("org", "listOrg", "org", "orgName"),
    ("term", "list", "item", "term"),
];

/// `standOff` with the entries of a document, `n` the id by which its text names each.
pub fn lists(entries: &[Entry], name: &str, xml: &mut Xml) {
    if entries.is_empty() {
        return;
    }
    xml.open("standOff");
    xml.line();
    for (register, list, element, named) in LISTS {
        let entries: Vec<(usize, &Entry)> =
            entries.iter().enumerate().filter(|(_, entry)| entry.register == register).collect();
        if entries.is_empty() {
            continue;
        }
        xml.open(list);
        xml.line();
        for (at, entry) in entries {
            let id = names::within(name, &format!("e{}", at + 1));
            xml.tag(element).attr("xml:id", &id).attr("n", &entry.id).open();
            self::entry(entry, named, xml);
            xml.close(element);
            xml.line();
        }
        xml.close(list);
        xml.line();
    }
    xml.close("standOff");
    xml.line();
}

fn entry(entry: &Entry, named: &'static str, xml: &mut Xml) {
    xml.element(named, &entry.name);
    for variant in &entry.variants {
        xml.tag(named).attr("type", "variant").text(variant);
    }
    for (kind, when) in &entry.dates {
        let element = match kind.as_str() {
            "birth" if entry.register == "person" => "birth",
            "death" if entry.register == "person" => "death",
            _ => {
                xml.tag("note").attr("type", "date").attr("n", kind).open();
                date(when, None, xml);
                xml.close("note");
                continue;
            }
        };
        xml.open(element);
        xml.tag("date").attrs(&dates::attributes(when.edtf.as_ref())).text(&when.written);
        xml.close(element);
    }
    for (kind, number) in &entry.authorities {
        let word = names::word(kind);
        let differs = (word.as_deref() != Some(kind)).then_some(kind.as_str());
        xml.tag("idno").maybe("type", word.as_deref()).maybe("n", differs).text(number);
    }
    if let Some(note) = &entry.note {
        xml.element("note", note);
    }
}
