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
    let date = document.dated()?.edtf.as_ref().filter(|date| !date.is_open())?;
    let (first, last) = (date.earliest(), date.latest());
    ((first.year, first.month) == (last.year, last.month)).then_some(first.month)
}

fn when(document: &Document) -> When {
    // A date that says nothing of a year, `undated` or `in the evening`, is none here.
    let edtf = document.dated().and_then(|date| date.edtf.as_ref());
    let Some(edtf) = edtf.filter(|edtf| edtf.has_year()) else { return When::Undated };
    if edtf.is_open() {
        return When::Wider;
    }
    let (first, last) = (edtf.earliest().year, edtf.latest().year);
    if first == last { When::Year(first) } else { When::Wider }
}

#[cfg(test)]
mod tests {
    use super::{month, when};
    use crate::model::date::{Date, Edtf};
    use crate::model::document::Document;
    use crate::model::id::Id;
    use crate::model::index::When;
    use crate::source::Sources;

    #[test]
    fn a_date_stands_where_it_says() {
        #[track_caller]
        fn check(text: &str, expected: When, of_month: Option<u8>) {
            let source = Sources::default().add("a.md", Vec::new());
            let mut document = Document::new(Id::new("a").unwrap(), source);
            document.date = Some(Date { written: text.to_owned(), edtf: Edtf::new(text) });
            assert_eq!((when(&document), month(&document)), (expected, of_month), "{text}");
        }
        check("1948-10-12", When::Year(1948), Some(10));
        check("1948", When::Year(1948), None);
        check("1948/1949", When::Wider, None);
        check("../1949", When::Wider, None);
        check("1949/..", When::Wider, None);
        check("1949/", When::Wider, None);
        check("XXXX", When::Undated, None);
        check("in the evening", When::Undated, None);
    }
}
