//! The texts of documents for the context of what was found, a few documents in a file, and what a list of results says of
//! each. It knows no index.

use serde_json::{Value, json};

use crate::model::document::Document;
use crate::model::edition::Anchors;
use crate::model::entity::Party;
use crate::site::Site;
use crate::words::listed;
use crate::write::dates::{Order, in_english};
use crate::write::search::href;
use crate::write::search::layout::file_of;
use crate::write::search::runs::{Passage, passages};

/// The file of some documents that follow one another.
pub fn texts(site: &Site, number: usize, together: usize) -> Vec<u8> {
    let edition = &site.edition;
    let documents = edition.documents.iter().zip(&edition.anchors).enumerate();
    let documents = documents.skip(number * together).take(together);
    let told: Vec<Value> =
        documents.map(|(at, (document, anchors))| told(&href(site, at), document, anchors)).collect();
    file_of(&format!("texts-{number}"), &Value::Array(told))
}

fn told(href: &str, document: &Document, anchors: &Anchors) -> Value {
    let date = document.dated().map(|date| {
        let words = date.edtf.as_ref().and_then(|edtf| in_english(edtf, Order::DayFirst));
        words.unwrap_or_else(|| date.written.clone())
    });
    let passages: Vec<Value> = passages(document, anchors).iter().map(passage).collect();
    let language = document.languages.text.first().or(document.languages.original.first());
    json!({
        "href": href,
        "title": document.title.text,
        "date": date,
        "from": names(&document.from),
        "to": names(&document.to),
        "archive": document.description.location(),
        "summary": document.summary,
        "language": language,
        "passages": passages,
    })
}

/// The address, whether it is in a note, and the runs: whose each is, then its words.
fn passage(passage: &Passage) -> Value {
    let runs: Vec<Value> =
        passage.runs.iter().flat_map(|run| [json!(run.whose.code()), json!(run.text)]).collect();
    json!([passage.anchor.unwrap_or_default(), u8::from(passage.of_a_note), runs])
}

fn names(parties: &[Party]) -> String {
    let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
    listed(&names)
}
