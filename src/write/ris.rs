//! RIS: the record of a document as every citation manager takes it. Tags are those that Zotero reads back into a letter or
//! a manuscript; what it has no field for stands in one note. It knows the record and no model.

use crate::model::naming::Naming;
use crate::site::Site;
use crate::write::dates::{Calendar, Order, known};
use crate::write::noted::{as_written, issued, noted, without_comma};
use crate::write::record::{Class, Record};

/// What stands between the facts of a note.
const BETWEEN: &str = " | ";

/// The record of one document.
pub fn export(site: &Site, document: usize) -> Vec<u8> {
    Record::of(site, document).map(|record| entry(&record)).unwrap_or_default().into_bytes()
}

/// A record. Lines end in CR and LF, as the format has it.
pub fn entry(record: &Record<'_>) -> String {
    let mut lines = Lines::default();
    lines.line(
        "TY",
        match record.class {
            Class::Letter => "PCOMM",
            Class::Manuscript => "MANSCPT",
        },
    );
    lines.line("ID", record.id);
    lines.line("TI", record.title);
    lines.names("AU", &record.authors);
    // Only those of a letter are known by this tag.
    if record.class == Class::Letter {
        lines.names("A2", &record.recipients);
    }
    lines.names("A4", &record.translators);
    if let Some(date) = record.edtf().and_then(known) {
        lines.line("DA", &day(date));
        lines.line("PY", &format!("{:04}", date.year));
    }
    lines.maybe("M3", record.genre);
    lines.maybe("LA", record.language());
    lines.maybe("DB", record.archive);
    lines.maybe("AN", record.shelfmark);
    lines.line("CN", &record.call_number());
    lines.maybe("DP", record.collection);
    lines.maybe("AB", record.summary);
    lines.line("N1", &note(record));
    record.subjects.iter().for_each(|subject| lines.line("KW", subject));
    lines.maybe("UR", record.address.as_deref());
    // The last tag has no value, and its space belongs to it.
    lines.text.push_str("ER  - \r\n");
    lines.text
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// A value is one line: a second one could pass for a tag.
    fn line(&mut self, tag: &str, value: &str) {
        let value = one_line(value);
        if !value.is_empty() {
            self.text.push_str(&format!("{tag}  - {value}\r\n"));
        }
    }

    fn maybe(&mut self, tag: &str, value: Option<&str>) {
        value.into_iter().for_each(|value| self.line(tag, value));
    }

    fn names(&mut self, tag: &str, names: &[Naming]) {
        names.iter().for_each(|one| self.line(tag, &name(one)));
    }
}

/// Commas part the family's name, the given one and what follows, so a name that is one must have none.
fn name(name: &Naming) -> String {
    match name {
        Naming::Parted { family, given, suffix } => {
            let parts = [Some(family), Some(given), suffix.as_ref()].into_iter().flatten();
            parts.map(|part| without_comma(part)).collect::<Vec<_>>().join(", ")
        }
        whole => without_comma(&whole.sorted()),
    }
}

/// `1948/10/12/`, `1948/10//`, `1948///`
fn day(date: Calendar) -> String {
    let part = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
    format!("{:04}/{}/{}/", date.year, part(date.month.filter(|month| *month <= 12)), part(date.day))
}

/// What the format has no tag for, or none that is read: by the names that CSL has for it, where it has one.
fn note(record: &Record<'_>) -> String {
    let mut facts: Vec<(&str, String)> = date(record).map(|date| ("issued", date)).into_iter().collect();
    facts.extend(noted(record));
    facts.extend(as_written(record));
    let facts: Vec<String> = facts.iter().map(|(label, value)| format!("{label}: {value}")).collect();
    facts.join(BETWEEN)
}

/// The date where its tag cannot say all of it, or there is none for it.
fn date(record: &Record<'_>) -> Option<String> {
    match record.edtf() {
        None => Some(record.date_in_words(Order::MonthFirst)),
        Some(_) => issued(record),
    }
}

/// The text with single spaces for all white space and control characters.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
