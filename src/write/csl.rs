//! CSL-JSON: the record of a document as citation managers and citation processors take it (CSL 1.0.2, appendices III and IV).

use serde::Serialize;

use crate::model::naming::{Naming, particle, trailing_particle};
use crate::model::text::one_line;
use crate::site::Site;
use crate::write::dates::{Calendar, Order, ends};
use crate::write::noted;
use crate::write::record::{Class, Record};

/// What opens a list of items.
pub const OPEN: &str = "[\n";
/// What stands between two items: each has a line, so that two versions of a list are easily compared.
pub const BETWEEN: &str = ",\n";
pub const CLOSE: &str = "\n]\n";

/// The list of one document.
pub fn export(site: &Site, document: usize) -> Vec<u8> {
    let record = Record::of(site, document);
    let item = record.as_ref().and_then(|record| serde_json::to_string(&entry(record)).ok());
    format!("{OPEN}{}{CLOSE}", item.unwrap_or_default()).into_bytes()
}

/// What stands in a list.
pub fn items(list: &[u8]) -> &[u8] {
    let inner = list.strip_prefix(OPEN.as_bytes()).unwrap_or(list);
    inner.strip_suffix(CLOSE.as_bytes()).unwrap_or(inner)
}

/// An item; variables that do not apply are absent.
#[derive(Serialize)]
pub struct Item<'a> {
    id: &'a str,
    /// One of the types of CSL; a type that it does not know makes some readers refuse the whole list.
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipient: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translator: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    editor: Vec<Person<'a>>,
    issued: Issued,
    #[serde(rename = "event-place", skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive: Option<&'a str>,
    #[serde(rename = "archive_location", skip_serializing_if = "Option::is_none")]
    archive_location: Option<&'a str>,
    #[serde(rename = "call-number", skip_serializing_if = "Option::is_none")]
    call_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(rename = "container-title")]
    container_title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keyword: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    /// What has no variable, a line for each fact, as Zotero has them in "Extra".
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// A name. One that is not taken apart is `literal`, so that no style turns it round.
#[derive(Serialize)]
#[serde(untagged)]
enum Person<'a> {
    Parted {
        family: &'a str,
        given: &'a str,
        /// `von` of `Goethe, Johann Wolfgang von`.
        #[serde(rename = "dropping-particle", skip_serializing_if = "Option::is_none")]
        dropping: Option<&'a str>,
        /// `van` of `van Beethoven, Ludwig`.
        #[serde(rename = "non-dropping-particle", skip_serializing_if = "Option::is_none")]
        kept: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<&'a str>,
    },
    Literal {
        literal: String,
    },
}

#[derive(Serialize)]
#[serde(untagged)]
enum Issued {
    Known {
        #[serde(rename = "date-parts")]
        parts: Vec<Vec<u32>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        season: Option<u8>,
        #[serde(skip_serializing_if = "is_false")]
        circa: bool,
    },
    Literal {
        literal: String,
    },
}

/// The item as a citation manager is to keep it. Zotero makes authors of all whose role its letters and manuscripts do not
/// have, drops what is said of the edition, and keeps of an interval its first day; so these stand in the note, by the names
/// that its "Extra" and the processors of CSL know.
fn entry<'a>(record: &'a Record<'_>) -> Item<'a> {
    let issued = noted::issued(record).map(|date| ("issued", date));
    let mut facts: Vec<(&str, String)> = issued.into_iter().chain(noted::noted(record)).collect();
    facts.extend(subjects(record).map(|subjects| ("keyword", subjects)));
    facts.extend(noted::uncut_subjects(record, ';'));
    // Zotero passes over what follows a name, and over what links it to the family's.
    let names = [&record.authors, &record.recipients, &record.translators].into_iter().flatten();
    let passed_over = |name: &&Naming| match name {
        Naming::Parted { family, given, suffix } => {
            suffix.is_some() || particle(family).is_some() || trailing_particle(given).is_some()
        }
        _ => false,
    };
    let followed = names.filter(passed_over);
    facts.extend(followed.map(|name| ("name-as-written", name.sorted())));
    let lines = facts.into_iter().map(|(label, value)| format!("{label}: {}", one_line(&value)));
    Item {
        editor: Vec::new(),
        recipient: if record.class == Class::Letter { people(&record.recipients) } else { Vec::new() },
        call_number: Some(record.call_number()),
        note: Some(lines.collect::<Vec<_>>().join("\n")),
        ..item(record)
    }
}

/// The item of a record for a processor of styles. Some print a note and a call number, as those of annotated bibliographies,
/// so it has none.
pub fn item<'a>(record: &'a Record<'_>) -> Item<'a> {
    Item {
        id: record.id,
        kind: match record.class {
            Class::Letter => "personal_communication",
            Class::Manuscript => "manuscript",
        },
        title: record.title,
        genre: record.genre,
        author: people(&record.authors),
        recipient: people(&record.recipients),
        translator: people(&record.translators),
        editor: people(&record.editors),
        issued: issued(record),
        place: record.place,
        archive: record.archive,
        archive_location: record.shelfmark,
        call_number: None,
        source: record.collection,
        container_title: &record.edition.title,
        number: record.number.as_deref(),
        version: record.edition.version.as_deref(),
        publisher: record.edition.publisher.as_deref(),
        summary: record.summary,
        keyword: subjects(record),
        language: record.language(),
        license: record.rights_or_licence(),
        address: record.address.as_deref(),
        note: None,
    }
}

/// A subject can have a comma: `Trade, foreign`.
fn subjects(record: &Record<'_>) -> Option<String> {
    Some(record.subjects.join("; ")).filter(|subjects| !subjects.is_empty())
}

fn people(names: &[Naming]) -> Vec<Person<'_>> {
    names.iter().map(person).collect()
}

fn person(name: &Naming) -> Person<'_> {
    match name {
        Naming::Parted { family, given, suffix } => {
            let (kept, family) =
                particle(family).map_or((None, family.as_str()), |(link, rest)| (Some(link), rest));
            let (given, dropping) =
                trailing_particle(given).map_or((given.as_str(), None), |(given, link)| (given, Some(link)));
            Person::Parted { family, given, dropping, kept, suffix: suffix.as_deref() }
        }
        whole => Person::Literal { literal: whole.sorted() },
    }
}

fn issued(record: &Record<'_>) -> Issued {
    let Some(ends) = record.edtf().and_then(ends) else {
        return Issued::Literal { literal: record.date_in_words(Order::MonthFirst) };
    };
    let season = ends.first.month.filter(|month| *month > 12);
    Issued::Known {
        parts: [Some(ends.first), ends.last].into_iter().flatten().map(parts).collect(),
        // CSL counts the seasons from 1.
        season: season.and_then(|season| season.checked_sub(20)),
        circa: ends.is_doubtful(),
    }
}

fn parts(date: Calendar) -> Vec<u32> {
    let month = date.month.filter(|month| *month <= 12).map(u32::from);
    [Some(date.year), month, date.day.map(u32::from)].into_iter().flatten().collect()
}

fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::config::Config;
    use crate::model::document::{Document, Name};
    use crate::write::csl::export;
    use crate::write::samples;

    fn item(document: Document) -> Value {
        let site = samples::site(document, Config::default());
        let list: Value = serde_json::from_slice(&export(&site, 0)).unwrap();
        list[0].clone()
    }

    #[test]
    fn names_in_their_order() {
        let mut document = samples::document(Vec::new());
        document.from = ["I. Stalin", "Council of Ministers of the USSR"].map(samples::party).into();
        document.to = vec![samples::party("Kim Il Sung")];
        let item = item(document);
        assert_eq!(item["type"], "personal_communication");
        let authors =
            json!([{"family": "Stalin", "given": "I."}, {"literal": "Council of Ministers of the USSR"}]);
        assert_eq!(item["author"], authors);
        assert_eq!(item["recipient"], json!([{"literal": "Kim Il Sung"}]));
    }

    #[test]
    fn what_links_a_name_to_the_family_is_a_particle() {
        let mut document = samples::document(Vec::new());
        document.from = ["van Beethoven, Ludwig", "Goethe, Johann Wolfgang von"].map(samples::party).into();
        let authors = json!([
            {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
            {"family": "Goethe", "given": "Johann Wolfgang", "dropping-particle": "von"},
        ]);
        assert_eq!(item(document)["author"], authors);
    }

    #[test]
    fn what_a_field_cannot_hold_is_noted() {
        let mut document = samples::document(Vec::new());
        document.date = samples::dated("October 1948", "1948-10-XX");
        let subject = |name: &str| Name { name: name.to_owned(), id: None, role: None };
        document.subjects = ["Trade; foreign", "Aid"].map(subject).into();
        let item = item(document);
        let lines: Vec<&str> = item["note"].as_str().unwrap().lines().collect();
        for line in ["issued: 1948-10-XX", "keyword: Trade; foreign; Aid", "subject: Trade; foreign"] {
            assert!(lines.contains(&line), "{lines:?}");
        }
        assert!(!lines.contains(&"subject: Aid"));
    }

    #[test]
    fn dates() {
        let check = |edtf: &str, expected: Value| {
            let mut document = samples::document(Vec::new());
            document.date = samples::dated("as written", edtf);
            assert_eq!(item(document)["issued"], expected, "{edtf}");
        };
        check("1948-10-12", json!({"date-parts": [[1948, 10, 12]]}));
        check("1948-10-XX", json!({"date-parts": [[1948, 10]]}));
        check("1948-10-08/1948-10-12", json!({"date-parts": [[1948, 10, 8], [1948, 10, 12]]}));
        check("1948-10~", json!({"date-parts": [[1948, 10]], "circa": true}));
        check("1948-21", json!({"date-parts": [[1948]], "season": 1}));
        check("195X", json!({"literal": "1950s"}));
        check("", json!({"literal": "as written"}));
        assert_eq!(item(samples::document(Vec::new()))["issued"], json!({"literal": "undated"}));
    }
}
