//! What no format for citation managers has a field for, or none that they read: facts by the names that CSL has for them, where
//! it has one. The notes of RIS, BibTeX and CSL-JSON are made of them. It knows the record and no format.

use crate::model::naming::Naming;
use crate::write::record::{Class, Record};

/// What Zotero's letters and manuscripts have no field for: the edition that a document is found in, and who was written to
/// where it is no letter.
pub fn without_field(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let edition = record.edition;
    let mut facts = vec![("container-title", edition.title.clone())];
    if record.class == Class::Manuscript {
        facts.extend(record.recipients.iter().map(|name| ("recipient", barred(name))));
    }
    facts.extend(record.number.iter().map(|number| ("number", number.clone())));
    facts.extend(record.editors.iter().map(|name| ("editor", barred(name))));
    facts.extend(edition.version.iter().map(|version| ("version", version.clone())));
    facts.extend(edition.publisher.iter().map(|publisher| ("publisher", publisher.clone())));
    facts
}

/// A name as a variable of CSL in Zotero, which parts it at the bars: `Doe || Jane`.
fn barred(name: &Naming) -> String {
    match name {
        // What follows a name stands behind a comma, as Zotero's own names have it.
        Naming::Parted { family, given, suffix: Some(suffix) } => format!("{family} || {given}, {suffix}"),
        Naming::Parted { family, given, suffix: None } => format!("{family} || {given}"),
        whole => whole.sorted(),
    }
}

/// What is known of the source and of who made the edition possible, in the order in which it stands.
pub fn of_source(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    let mut say = |label, value: Option<&str>| facts.extend(value.map(|value| (label, value.to_owned())));
    say("edition-date", record.edition.date.as_deref());
    record.funders.iter().for_each(|funder| say("funder", Some(funder)));
    // The first one has a field.
    say("languages", several(record.languages).as_deref().filter(|_| record.languages.len() > 1));
    let own = record.original_languages != record.languages;
    say("original-language", several(record.original_languages).as_deref().filter(|_| own));
    say("event-place", record.place);
    say("source-url", record.source);
    record.copies.iter().for_each(|copy| say("copy", Some(copy)));
    say("credits", record.credits);
    say("archive-citation", record.citation);
    facts
}

fn several(tags: &[String]) -> Option<String> {
    (!tags.is_empty()).then(|| tags.join(", "))
}

/// All that is noted, for formats whose readers keep no more than Zotero has fields for.
pub fn noted(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let mut facts = without_field(record);
    facts.extend(record.rights_or_licence().map(|terms| ("license", terms.to_owned())));
    facts.extend(of_source(record));
    facts
}
