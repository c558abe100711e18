//! The order of the documents: by date, and always the same.

use crate::model::date::Day;
use crate::model::document::Document;

/// Sorts by the first day that a date can mean, then by the last, then by id; documents whose date is not
/// known come last. No two documents have one id, so there is one order.
pub fn sort(documents: &mut [impl AsRef<Document>]) {
    documents.sort_by(|one, other| {
        let (one, other) = (one.as_ref(), other.as_ref());
        bounds(one).cmp(&bounds(other)).then_with(|| one.id.cmp(&other.id))
    });
}

/// What a date can mean; whether it is not known comes first.
fn bounds(document: &Document) -> (bool, Option<(Day, Day)>) {
    let edtf = document.date.as_ref().and_then(|date| date.edtf.as_ref());
    (edtf.is_none(), edtf.map(|edtf| (edtf.earliest(), edtf.latest())))
}

#[cfg(test)]
mod tests {
    use crate::model::date::{Date, Edtf};
    use crate::model::document::Document;
    use crate::model::id::Id;
    use crate::resolve::order::sort;
    use crate::source::Sources;

    #[track_caller]
    fn check(given: &[(&str, &str)], expected: &[&str]) {
        let mut sources = Sources::default();
        let source = sources.add("a.md", Vec::new());
        let make = |(id, date): &(&str, &str)| {
            let mut document = Document::new(Id::new(id).unwrap(), source);
            let date = Date { written: (*date).to_owned(), edtf: Edtf::new(date) };
            document.date = (!date.written.is_empty()).then_some(date);
            document
        };
        let mut documents: Vec<Document> = given.iter().map(make).collect();
        for _ in 0..given.len() {
            documents.rotate_left(1);
            sort(&mut documents);
            let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
            assert_eq!(ids, expected);
        }
    }

    #[test]
    fn sorts_by_date() {
        check(&[("b", "1948-10-12"), ("a", "1949-01-01")], &["b", "a"]);
        check(&[("b", "1948"), ("a", "1948-01-01"), ("c", "1948-01")], &["a", "c", "b"]);
        check(&[("b", "1948-10-12"), ("a", "1948-10-12")], &["a", "b"]);
        check(&[("a", ""), ("b", "sometime"), ("c", "1991")], &["c", "a", "b"]);
        check(&[("a", "1948-10-XX"), ("b", "1948-10-05"), ("c", "-0044-03-15")], &["c", "a", "b"]);
        check(&[], &[]);
    }
}
