//! What no format for citation managers has a field for: facts by the names that CSL has for them, where it has one. The notes
//! of RIS and of CSL-JSON are made of them. It knows the record and no format.

use crate::model::naming::Naming;
use crate::write::record::Record;

/// The edition that a document is found in.
pub fn of_edition(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let edition = record.edition;
    let mut facts = vec![("container-title", edition.title.clone())];
    facts.extend(record.number.iter().map(|number| ("number", number.clone())));
    facts.extend(record.editors.iter().map(|name| ("editor", barred(name))));
    facts.extend(edition.version.iter().map(|version| ("version", version.clone())));
    facts.extend(edition.publisher.iter().map(|publisher| ("publisher", publisher.clone())));
    facts
}

/// A name as a variable of CSL in Zotero, which parts it at the bars: `Doe || Jane`.
fn barred(name: &Naming) -> String {
    match name {
        Naming::Parted { family, given } => format!("{family} || {given}"),
        Naming::Whole(name) | Naming::Body(name) => name.clone(),
    }
}

/// The facts of a record that are noted, in the order in which they stand.
pub fn noted<'a>(record: &Record<'a>) -> Vec<(&'static str, &'a str)> {
    let own_language = record.original_language.filter(|language| Some(*language) != record.language);
    let facts = [
        ("edition-date", record.edition.date.as_deref()),
        ("original-language", own_language),
        ("credits", record.credits),
        ("archive-citation", record.citation),
    ];
    facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}
