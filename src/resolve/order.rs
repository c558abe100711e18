//! The order of the documents: by date, and always the same.

use std::collections::BTreeMap;

use crate::model::date::Day;
use crate::model::document::Document;
use crate::model::id::Id;
use crate::source::SourceId;

/// Sorts by the first day that a date can mean, then by the last; documents whose date is not known come last, and behind
/// them what stands in volumes around documents, file by file and as it comes there. Documents of
/// one file that are alike stay as they come there, for ids count badly: `l10` would come before `l2`. Files follow
/// each other by the least id in them. No two documents have one id, so there is one order.
pub fn sort(documents: &mut [impl AsRef<Document>]) {
    let ranks = ranks(documents);
    let rank = |document: &Document| ranks.get(&document.source).copied();
    // The sort is stable: what is alike stays in the order of its file.
    documents.sort_by(|one, other| {
        let (one, other) = (one.as_ref(), other.as_ref());
        let key = |document: &Document| {
            let is_matter = document.matter().is_some();
            (is_matter, (!is_matter).then(|| bounds(document)), rank(document))
        };
        key(one).cmp(&key(other))
    });
}

/// The places of the files among each other, by the least id in each.
fn ranks(documents: &[impl AsRef<Document>]) -> BTreeMap<SourceId, usize> {
    let mut least: BTreeMap<SourceId, &Id<Document>> = BTreeMap::new();
    for document in documents.iter().map(AsRef::as_ref) {
        let id = least.entry(document.source).or_insert(&document.id);
        if document.id < **id {
            *id = &document.id;
        }
    }
    let mut files: Vec<(&Id<Document>, SourceId)> =
        least.into_iter().map(|(source, id)| (id, source)).collect();
    files.sort_unstable();
    files.into_iter().enumerate().map(|(rank, (_, source))| (source, rank)).collect()
}

/// What a date can mean; whether it is not known comes first.
fn bounds(document: &Document) -> (bool, Option<(Day, Day)>) {
    let edtf = document.dated().and_then(|date| date.edtf.as_ref());
    (edtf.is_none(), edtf.map(|edtf| (edtf.earliest(), edtf.latest())))
}

#[cfg(test)]
mod tests {
    use crate::model::date::{Date, Edtf};
    use crate::model::document::Document;
    use crate::model::id::Id;
    use crate::model::matter::Matter;
    use crate::resolve::order::sort;
    use crate::source::Sources;

    #[track_caller]
    fn check(given: &[(&str, &str)], expected: &[&str]) {
        let mut sources = Sources::default();
        let mut make = |(id, date): &(&str, &str)| {
            let source = sources.add(format!("{id}.md"), Vec::new());
            let mut document = Document::new(Id::new(id).unwrap(), source);
            let date = Date { written: (*date).to_owned(), edtf: Edtf::new(date) };
            document.date = (!date.written.is_empty()).then_some(date);
            document
        };
        let mut documents: Vec<Document> = given.iter().map(&mut make).collect();
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

    #[test]
    fn what_stands_around_documents_comes_last() {
        let mut sources = Sources::default();
        let (first, second) = (sources.add("b.xml", Vec::new()), sources.add("a.xml", Vec::new()));
        let made = [
            ("b-preface", first, Some(Matter::Front), ""),
            ("b-d1", first, None, ""),
            ("b-index", first, Some(Matter::Back), "1950"),
            ("a-title", second, Some(Matter::Front), ""),
            ("a-d1", second, None, "1949"),
        ];
        let mut documents = made.map(|(id, source, matter, date)| {
            let mut document = Document::new(Id::new(id).unwrap(), source);
            document.date = Some(Date { written: date.to_owned(), edtf: Edtf::new(date) });
            matter.into_iter().for_each(|matter| document.set_matter(matter));
            document
        });
        sort(&mut documents);
        let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["a-d1", "b-d1", "a-title", "b-preface", "b-index"]);
    }

    #[test]
    fn what_is_alike_stays_as_it_comes_in_its_file() {
        let mut sources = Sources::default();
        let (first, second) = (sources.add("b.xml", Vec::new()), sources.add("a.xml", Vec::new()));
        let made = [("b-l2", first), ("b-l10", first), ("b-l1", first), ("c", second), ("a", second)];
        let mut documents: Vec<Document> =
            made.iter().map(|(id, source)| Document::new(Id::new(id).unwrap(), *source)).collect();
        sort(&mut documents);
        let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["c", "a", "b-l2", "b-l10", "b-l1"]);
    }
}
