//! The documents by their years: those of one year, those of a date that is wider, those without one.

use std::collections::BTreeMap;

use crate::model::document::Document;
use crate::model::index::{Month, When, Year};

/// The years that documents are from, in their order; of documents that are in the edition's order.
pub fn years<'a>(documents: impl Iterator<Item = &'a Document>) -> Vec<Year> {
    let mut years: BTreeMap<When, Months> = BTreeMap::new();
    for (at, document) in documents.enumerate() {
        let month = month(document);
        years.entry(when(document)).or_default().entry((month.is_none(), month)).or_default().push(at);
    }
    let year = |(when, months): (When, Months)| Year {
        when,
        documents: months.values().map(Vec::len).sum(),
        months: months.into_iter().map(|((_, number), documents)| Month { number, documents }).collect(),
    };
    years.into_iter().map(year).collect()
}

/// The documents by their months; those without one come last.
type Months = BTreeMap<(bool, Option<u8>), Vec<usize>>;

/// The month that a date lies in, if it lies in one.
fn month(document: &Document) -> Option<u8> {
    let date = document.dated()?.edtf.as_ref()?;
    let (first, last) = (date.earliest(), date.latest());
    ((first.year, first.month) == (last.year, last.month)).then_some(first.month)
}

fn when(document: &Document) -> When {
    let Some(date) = document.dated() else { return When::Undated };
    let Some(edtf) = &date.edtf else { return When::Wider };
    let (first, last) = (edtf.earliest().year, edtf.latest().year);
    if first == last { When::Year(first) } else { When::Wider }
}
