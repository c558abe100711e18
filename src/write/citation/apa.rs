//! The style of the American Psychological Association (Publication Manual, 7th ed.): the entry of a list of references.
//! It knows the record of a document, no page.

use crate::words::raised;
use crate::write::citation::dates::{open_day, year_first};
use crate::write::citation::names::{initialed, initialed_in_order, series_by_ampersand};
use crate::write::citation::parts::{
    add_edition, date, described, edition_date, month_first, publisher, title_has_date,
};
use crate::write::citation::runs::Runs;
use crate::write::edition::version;
use crate::write::quotes::curled;
use crate::write::record::Record;

/// Author, date, title; the edition that it stands in; the archive that it lies in.
pub fn entry(record: &Record<'_>) -> Runs {
    let mut entry = Runs::default();
    let dated = format!("({})", date(record, year_first, "n.d."));
    if record.authors.is_empty() {
        // Without an author the title stands in front, with all that belongs to it (9.12).
        entry.sentence(&title(record));
        entry.sentence(&dated);
    } else {
        entry.sentence(&initialed(&record.authors));
        entry.sentence(&dated);
        entry.sentence(&title(record));
    }
    // What is open or one of several days is too long for the place of the year.
    let day = record.edtf().and_then(open_day).filter(|_| !title_has_date(record));
    day.into_iter().for_each(|day| entry.sentence(&raised(&day)));
    entry.sentence("In ");
    match record.editors.len() {
        0 => {}
        1 => entry.add(&format!("{} (Ed.), ", initialed_in_order(&record.editors))),
        _ => entry.add(&format!("{} (Eds.), ", initialed_in_order(&record.editors))),
    }
    add_edition(&mut entry, record);
    let number = record.number.as_ref().map(|number| format!("Doc. {number}; "));
    let day = edition_date(record, month_first).map(|day| format!(", {day}"));
    let [number, day] = [number, day].map(Option::unwrap_or_default);
    entry.add(&format!(" ({number}{}{day})", raised(&version(record.edition))));
    if let Some(publisher) = publisher(record) {
        entry.sentence(&publisher);
    }
    if let Some(place) = place(record) {
        entry.sentence(&place);
    }
    match &record.address {
        // No full stop comes after an address (9.35).
        Some(address) => {
            entry.sentence(address);
            entry
        }
        None => entry.closed(),
    }
}

/// The title, its translators, and what it is in brackets (9.21).
fn title(record: &Record<'_>) -> String {
    let mut title = curled(record.title);
    if !record.translators.is_empty() {
        title = format!("{title} ({}, Trans.)", initialed_in_order(&record.translators));
    }
    match described(record, series_by_ampersand) {
        Some(description) if title.is_empty() => format!("[{}]", raised(&description)),
        Some(description) => format!("{title} [{}]", raised(&description)),
        None => title,
    }
}

/// `RGASPI (f. 558, op. 11)`
fn place(record: &Record<'_>) -> Option<String> {
    match (record.archive, record.shelfmark) {
        (Some(archive), Some(shelfmark)) => Some(curled(&format!("{archive} ({shelfmark})"))),
        (one, other) => one.or(other).map(curled),
    }
}
