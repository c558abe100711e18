//! What a reader wants to know of what the header of a source says, and the document has no field for: its changes, the
//! letters before and after, who paid, where the terms stand, in which town and country the archive is. It knows no output format.

use serde::Serialize;

use crate::model::address::is_web;
use crate::model::document::Document;
use crate::model::kept::Kept;
use crate::model::text::one_line;
use crate::model::told::Told;
use crate::read::dates;

/// A change to the file.
#[derive(Serialize, PartialEq, Eq, Debug)]
pub struct Change {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    pub text: String,
}

/// Another letter, and what it is to this one.
#[derive(Serialize, PartialEq, Eq, Debug)]
pub struct Related {
    /// As the source calls it: `previous letter`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

/// The changes that front matter or the header of the source lists, in its order.
pub fn changes(document: &Document) -> Vec<Change> {
    let listed = all(document, "revisionDesc").into_iter().flat_map(|list| list.all("change"));
    let changes = listed.map(|change| Change {
        when: ["when", "when-iso", "from", "notBefore"]
            .into_iter()
            .find_map(|name| change.attribute(name))
            .map(|when| when.split('T').next().unwrap_or(when).to_owned()),
        who: change.attribute("who").or(change.attribute("resp")).map(|who| who.replace('#', "")),
        text: one_line(&change.parts()),
    });
    let changes = declared(document).into_iter().chain(changes);
    changes.filter(|change| !(change.text.is_empty() && change.when.is_none())).collect()
}

/// The changes of front matter: `changes`, a table with `date` and `what`, or a list of them.
fn declared(document: &Document) -> Vec<Change> {
    let listed = document.further.iter().find(|(key, _)| key == "changes").map(|(_, value)| value);
    match listed {
        Some(Kept::List(items)) => items.iter().filter_map(change).collect(),
        Some(one) => change(one).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Its date is a day, or a table that has it as `edtf`, with the words in which it was `written`.
fn change(value: &Kept) -> Option<Change> {
    let date = field(value, "date");
    let day = date.and_then(text).or_else(|| {
        let date = date?;
        field(date, "edtf").and_then(text).or_else(|| day_of(field(date, "written").and_then(text)?))
    });
    let what = field(value, "what").and_then(text).unwrap_or_default();
    matches!(value, Kept::Table(_)).then(|| Change { when: day, who: None, text: one_line(&what) })
}

fn field<'a>(value: &'a Kept, name: &str) -> Option<&'a Kept> {
    let Kept::Table(fields) = value else { return None };
    fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

fn text(value: &Kept) -> Option<String> {
    match value {
        Kept::Text(text) | Kept::Date(text) | Kept::Number(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// The day that words say, as front matter reads them: `31 January 2027`.
fn day_of(written: String) -> Option<String> {
    dates::date(&written, None).edtf.map(|edtf| edtf.to_string())
}

/// The letters among which this one stands (`correspContext`; TEI P5, 2.4.6).
pub fn context(document: &Document) -> Vec<Related> {
    let contexts = all(document, "correspContext").into_iter().flat_map(Told::elements);
    let related = contexts.map(|one| {
        let target = one.attribute("target").map(str::to_owned);
        let said = one_line(&one.parts());
        let relation = one.attribute("subtype").or(one.attribute("type"));
        Related {
            relation: relation.map(|word| word.replace(['_', '-'], " ")),
            text: if said.is_empty() { target.clone().unwrap_or_default() } else { said },
            target: target.filter(|target| is_web(target)),
        }
    });
    related.filter(|one| !one.text.is_empty()).collect()
}

/// Who paid for the edition of the source.
pub fn funders(document: &Document) -> Vec<String> {
    let mut funders: Vec<String> = Vec::new();
    for funder in all(document, "funder").into_iter().map(|funder| one_line(&funder.text())) {
        if !funder.is_empty() && !funders.contains(&funder) {
            funders.push(funder);
        }
    }
    funders
}

/// Where the licence of the source can be read.
pub fn licence(document: &Document) -> Option<&str> {
    let targets = all(document, "licence").into_iter().filter_map(|licence| licence.attribute("target"));
    targets.into_iter().find(|target| is_web(target))
}

/// The town in which the original lies.
pub fn settlement(document: &Document) -> Option<String> {
    held(document, "settlement")
}

/// The country in which the original lies.
pub fn country(document: &Document) -> Option<String> {
    held(document, "country")
}

fn held(document: &Document, name: &str) -> Option<String> {
    let first = all(document, "msIdentifier").into_iter().next()?;
    let place = first.elements().find(|one| one.name == name)?;
    Some(one_line(&place.text())).filter(|place| !place.is_empty())
}

fn all<'a>(document: &'a Document, name: &str) -> Vec<&'a Told> {
    document.header.as_deref().map(|header| header.all(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::model::kept::Kept;
    use crate::read::tei::told::parsed;
    use crate::write::samples::document;
    use crate::write::told::{changes, context, country, funders, licence, settlement};

    #[test]
    fn a_reader_is_told_what_the_header_says_besides() {
        let mut letter = document(Vec::new());
        assert!(changes(&letter).is_empty() && licence(&letter).is_none());
        let text = |key: &str, text: &str| (key.to_owned(), Kept::Text(text.to_owned()));
        let date = Kept::Table(vec![text("written", "31 January 2027")]);
        let listed = Kept::Table(vec![("date".to_owned(), date), text("what", "the  shelfmark")]);
        letter.further.push(("changes".to_owned(), listed));
        let said: Vec<_> = changes(&letter).into_iter().map(|one| (one.when, one.text)).collect();
        assert_eq!(said, [(Some("2027-01-31".to_owned()), "the shelfmark".to_owned())]);
        letter.further.clear();
        let header = "<teiHeader><fileDesc><titleStmt><funder>A <name>Fund</name></funder><funder>A Fund</funder></titleStmt>\
            <publicationStmt><availability><licence target=\"https://example.org/by\"/></availability></publicationStmt>\
            <sourceDesc><msDesc><msIdentifier><country>Sweden</country><settlement>Lund</settlement></msIdentifier></msDesc></sourceDesc></fileDesc>\
            <profileDesc><correspDesc><correspContext><ref type=\"previous_letter\" target=\"https://example.org/6\">to Karl</ref>\
            <ref target=\"l8.xml\"/></correspContext></correspDesc></profileDesc>\
            <revisionDesc><listChange><change when=\"2020-01-01T10:00:00\" who=\"#ab\">made</change><change/></listChange></revisionDesc></teiHeader>";
        letter.header = parsed(header).map(Arc::new);
        let said: Vec<_> = changes(&letter).into_iter().map(|one| (one.when, one.who, one.text)).collect();
        assert_eq!(said, [(Some("2020-01-01".to_owned()), Some("ab".to_owned()), "made".to_owned())]);
        let said: Vec<_> =
            context(&letter).into_iter().map(|one| (one.relation, one.text, one.target)).collect();
        let first = (
            Some("previous letter".to_owned()),
            "to Karl".to_owned(),
            Some("https://example.org/6".to_owned()),
        );
        assert_eq!(said, [first, (None, "l8.xml".to_owned(), None)]);
        assert_eq!(funders(&letter), ["A Fund"]);
        assert_eq!(licence(&letter), Some("https://example.org/by"));
        assert_eq!(
            (settlement(&letter), country(&letter)),
            (Some("Lund".to_owned()), Some("Sweden".to_owned()))
        );
    }
}
