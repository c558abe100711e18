//! What was changed in a document and when, as its front matter says: `changes`, a list of tables with `date` and `what`.

use crate::model::date::Edtf;
use crate::model::document::Document;
use crate::model::kept::Kept;

/// A change that readers are told of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Year, month and day.
    pub day: String,
    pub what: String,
}

/// The changes of a document, in the order in which they are listed. What has no day is none.
pub fn of(document: &Document) -> Vec<Change> {
    let listed = document.further.iter().find(|(key, _)| key == "changes").map(|(_, value)| value);
    match listed {
        Some(Kept::List(items)) => items.iter().filter_map(change).collect(),
        Some(one) => change(one).into_iter().collect(),
        None => Vec::new(),
    }
}

fn change(value: &Kept) -> Option<Change> {
    let Kept::Table(fields) = value else { return None };
    let field = |name: &str| {
        let (_, value) = fields.iter().find(|(key, _)| key == name)?;
        match value {
            Kept::Text(text) | Kept::Date(text) => Some(text.trim()),
            _ => None,
        }
    };
    let day = Edtf::new(field("date")?).filter(|date| date.earliest() == date.latest())?.earliest();
    Some(Change { day: day.to_string(), what: field("what").unwrap_or("changed").to_owned() })
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::model::kept::Kept;
    use crate::write::samples;

    #[test]
    fn changes_have_a_day() {
        let table = |date: &str, what: &str| {
            let field = |key: &str, text: &str| (key.to_owned(), Kept::Text(text.to_owned()));
            Kept::Table(vec![field("date", date), field("what", what)])
        };
        let check = |value: Kept, expected: &[(&str, &str)]| {
            let mut document = samples::document(Vec::new());
            document.further.push(("changes".to_owned(), value));
            let found: Vec<_> = of(&document).into_iter().map(|change| (change.day, change.what)).collect();
            let expected: Vec<_> =
                expected.iter().map(|(day, what)| ((*day).to_owned(), (*what).to_owned())).collect();
            assert_eq!(found, expected);
        };
        check(table("2027-01-31", "a note"), &[("2027-01-31", "a note")]);
        check(
            Kept::List(vec![table("2027-01-31", "a"), table("2027", "b"), Kept::Text("c".to_owned())]),
            &[("2027-01-31", "a")],
        );
    }
}
