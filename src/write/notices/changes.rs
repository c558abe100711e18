//! What was changed in a document and when, as far as those can be told of it who follow the edition: with a day.

use crate::model::date::Edtf;
use crate::model::document::Document;
use crate::write::told;

/// A change that readers are told of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Year, month and day.
    pub day: String,
    /// Which it is of the changes on its day, in the order in which they are listed, from 1.
    pub number: usize,
    pub what: String,
}

/// The changes of a document, in the order in which they are listed. What has no day is none.
pub fn of(document: &Document) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for change in told::changes(document) {
        let Some(day) = change.when.as_deref().and_then(day) else { continue };
        let number = 1 + changes.iter().filter(|other| other.day == day).count();
        let what = if change.text.is_empty() { "changed".to_owned() } else { change.text };
        changes.push(Change { day, number, what });
    }
    changes
}

/// The one day that a date says.
fn day(date: &str) -> Option<String> {
    let date = Edtf::new(date).filter(|date| date.earliest() == date.latest())?;
    Some(date.earliest().to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::of;
    use crate::model::document::Document;
    use crate::model::kept::Kept;
    use crate::read::tei::told::parsed;
    use crate::write::samples;

    fn shown(document: &Document) -> Vec<String> {
        of(document)
            .iter()
            .map(|change| format!("{} {} {}", change.day, change.number, change.what))
            .collect()
    }

    #[test]
    fn changes_have_a_day_and_a_number_within_it() {
        let table = |date: Kept, what: &str| {
            Kept::Table(vec![("date".to_owned(), date), ("what".to_owned(), Kept::Text(what.to_owned()))])
        };
        let day = |date: &str| Kept::Text(date.to_owned());
        let check = |value: Kept, expected: &[&str]| {
            let mut document = samples::document(Vec::new());
            document.further.push(("changes".to_owned(), value));
            assert_eq!(shown(&document), expected);
        };
        check(table(day("2027-01-31"), "a note"), &["2027-01-31 1 a note"]);
        let in_words = Kept::Table(vec![
            ("written".to_owned(), Kept::Text("last of January".to_owned())),
            ("edtf".to_owned(), Kept::Date("2027-01-31".to_owned())),
        ]);
        let list = vec![
            table(day("2027-02-01"), "new"),
            table(day("2027-01-31"), "a"),
            table(day("2027"), "b"),
            Kept::Text("c".to_owned()),
            table(in_words, "d"),
        ];
        check(Kept::List(list), &["2027-02-01 1 new", "2027-01-31 1 a", "2027-01-31 2 d"]);
    }

    #[test]
    fn changes_of_tei_are_told_too() {
        let mut document = samples::document(Vec::new());
        let header = "<teiHeader><revisionDesc><change when=\"2020-01-01T10:00:00\" who=\"#ab\">made</change>\
            <change when=\"2020\">x</change><change when=\"2021-05-06\"/></revisionDesc></teiHeader>";
        document.header = parsed(header).map(Arc::new);
        assert_eq!(shown(&document), ["2020-01-01 1 made", "2021-05-06 1 changed"]);
    }
}
