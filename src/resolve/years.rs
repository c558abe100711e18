//! The documents by their years: those of one year, those of a date that is wider, those without one.

use std::collections::BTreeMap;

use crate::model::document::Document;
use crate::model::index::{When, Year};

/// The years that documents are from, in their order; of documents that are in the edition's order.
pub fn years<'a>(documents: impl Iterator<Item = &'a Document>) -> Vec<Year> {
    let mut years: BTreeMap<When, Vec<usize>> = BTreeMap::new();
    for (at, document) in documents.enumerate() {
        years.entry(when(document)).or_default().push(at);
    }
    years.into_iter().map(|(when, documents)| Year { when, documents }).collect()
}

fn when(document: &Document) -> When {
    let Some(date) = document.dated() else { return When::Undated };
    let Some(edtf) = &date.edtf else { return When::Wider };
    let (first, last) = (edtf.earliest().year, edtf.latest().year);
    if first == last { When::Year(first) } else { When::Wider }
}
