//! What no format for citation managers has a field for: facts by the names that CSL has for them, where it has one. The notes
//! of RIS and of CSL-JSON are made of them. It knows the record and no format.

use crate::write::record::Record;

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
