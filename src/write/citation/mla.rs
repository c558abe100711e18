//! The style of the Modern Language Association (MLA Handbook, 9th ed.): the entry of a list of works cited. It knows the
//! record of a document, no page.

use crate::words::raised;
use crate::write::citation::dates::shortened;
use crate::write::citation::names::{of_a_list, series};
use crate::write::citation::parts::{
    add_edition, date_of, description, edition_date, publisher, title_has_date, title_sentence,
};
use crate::write::citation::runs::Runs;
use crate::write::edition::version;
use crate::write::quotes::curled;
use crate::write::record::Record;

/// The source with its date and place, then its container, which is this edition (5.99, 5.102).
pub fn entry(record: &Record<'_>) -> Runs {
    let mut entry = Runs::default();
    if !record.authors.is_empty() {
        // Of three or more, the first is named (5.3–22).
        entry.sentence(&of_a_list(&record.authors, 2, 1));
    }
    entry.sentence(&title_sentence(record.title));
    if let Some(description) = description(record) {
        entry.sentence(&raised(&description));
    }
    let day = (!title_has_date(record)).then(|| date_of(record, shortened, "undated"));
    let place = [record.archive, record.shelfmark].into_iter().flatten().map(curled);
    let source: Vec<String> = day.into_iter().chain(place).collect();
    if !source.is_empty() {
        entry.sentence(&raised(&source.join(", ")));
    }
    entry.full_stop();
    add_edition(&mut entry, record);
    if !record.editors.is_empty() {
        entry.part(&format!("edited by {}", series(&record.editors)));
    }
    if !record.translators.is_empty() {
        entry.part(&format!("translated by {}", series(&record.translators)));
    }
    entry.part(&version(record.edition));
    let number = record.number.as_ref().map(|number| format!("doc. {number}"));
    let published = [number, publisher(record), edition_date(record, shortened), record.address.clone()];
    published.into_iter().flatten().for_each(|part| entry.part(&part));
    entry.closed()
}
