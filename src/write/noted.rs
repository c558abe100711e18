//! What no format for citation managers has a field for, or none that they read: facts by the names that CSL has for them, where
//! it has one. The notes of RIS, BibTeX and CSL-JSON are made of them. It knows the record and no format.

use crate::model::naming::Naming;
use crate::write::dates::ends;
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

/// A name that is one, without its commas, at which readers of other formats would cut it: `Pravda – Moscow`.
pub fn without_comma(name: &str) -> String {
    let parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(" – ")
}

/// The names that [`without_comma`] had to change, as they are.
pub fn as_written(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let names = [&record.authors, &record.recipients, &record.translators].into_iter().flatten();
    let whole = names.filter(|one| !matches!(one, Naming::Parted { .. })).map(Naming::sorted);
    whole.filter(|name| without_comma(name) != *name).map(|name| ("name-as-written", name)).collect()
}

/// The date where a field for a day cannot say all of it: an interval, one that is doubtful, one with a blank day.
pub fn issued(record: &Record<'_>) -> Option<String> {
    let edtf = record.edtf()?;
    let exact = ends(edtf).is_some_and(|ends| ends.last.is_none() && ends.first.to_string() == edtf.as_str());
    (!exact).then(|| edtf.as_str().to_owned())
}

/// The subjects that have the mark by which a field parts them, each for itself.
pub fn uncut_subjects(record: &Record<'_>, mark: char) -> Vec<(&'static str, String)> {
    let cut = record.subjects.iter().filter(|subject| subject.contains(mark));
    cut.map(|subject| ("subject", (*subject).to_owned())).collect()
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
