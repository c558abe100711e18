//! BibTeX: the record of a document as LaTeX takes it. It knows the record and no model.
//!
//! The file is `@misc` with `howpublished`, `note` and `year`, `month`, `day`: a type and fields that BibTeX itself has, and
//! that biblatex reads alike. BibTeX has no type for a letter, and would meet `@letter` with a warning; so biblatex's own
//! types are a second dialect, for those who ask for it. Neither has fields for an archive that a citation manager keeps, so
//! archive and shelfmark are said in `howpublished`, where each style prints them. What no style prints (the recipient, the
//! parts of the source) has fields of its own: BibTeX, biber and citation managers pass over those that they do not know. What
//! else is known stands in `annote`, which styles of annotated bibliographies print and Zotero keeps as a note.
//!
//! BibTeX knows no `date`, and biblatex and Zotero no `day`; so an entry for all of them has both. biber then says that the one
//! field goes before the other, and takes the date.

use crate::model::date::Edtf;
use crate::model::language;
use crate::model::naming::{Naming, particle, trailing_particle};
use crate::site::Site;
use crate::words::listed;
use crate::write::citation::parts::description;
use crate::write::dates::{Order, ends, known, month_name};
use crate::write::edition::version;
use crate::write::noted::{of_source, uncut_subjects};
use crate::write::record::{Class, Record};

/// For whom an entry is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// For BibTeX, and safe for biblatex.
    BibTex,
    /// For biblatex alone: `@letter`, and dates in one field.
    BibLatex,
}

/// The entry of one document.
pub fn export(site: &Site, document: usize) -> Vec<u8> {
    let record = Record::of(site, document);
    record.map(|record| entry(&record, Dialect::BibTex)).unwrap_or_default().into_bytes()
}

/// An entry; its key is the document's id.
pub fn entry(record: &Record<'_>, dialect: Dialect) -> String {
    let kind = match (dialect, record.class) {
        (Dialect::BibTex, _) => "misc",
        (Dialect::BibLatex, Class::Letter) => "letter",
        (Dialect::BibLatex, Class::Manuscript) => "unpublished",
    };
    let edition = record.edition;
    let mut fields = Fields { text: format!("@{kind}{{{}", record.id) };
    fields.names("author", &record.authors);
    // Double braces keep the capitals, which styles would make small letters.
    fields.field("title", &format!("{{{}}}", escaped(record.title)));
    if record.authors.is_empty() {
        // By what it is sorted; without it BibTeX complains that nobody wrote it.
        fields.said("key", Some(record.title));
    }
    fields.said("type", record.genre);
    fields.said("howpublished", lies(record).as_deref());
    fields.date(record, dialect);
    fields.said("note", Some(&note(record)));
    fields.names("recipient", &record.recipients);
    fields.names("translator", &record.translators);
    fields.said("archive", record.archive);
    fields.said("shelfmark", record.shelfmark);
    fields.said("collection", record.collection);
    fields.said("booktitle", Some(&edition.title));
    fields.said("number", record.number.as_deref());
    // Not `editor`: where nobody is known to have written a document, styles would put the editor in the author's place.
    fields.names("bookeditor", &record.editors);
    fields.said("bookversion", edition.version.as_deref());
    fields.said("publisher", edition.publisher.as_deref());
    fields.said("langid", record.language().map(babel).as_deref());
    let original: Vec<String> = record.original_languages.iter().map(|tag| babel(tag)).collect();
    fields.said("origlanguage", Some(&original.join(" and ")));
    // By the name under which Zotero and JabRef know it.
    fields.said("copyright", record.rights_or_licence());
    fields.said("abstract", record.summary);
    fields.said("annote", Some(&annotation(record)));
    fields.said("keywords", Some(&record.subjects.join(", ")));
    if let Some(address) = &record.address {
        // An address is taken as it is, and ours is percent-encoded.
        fields.field("url", address);
    }
    fields.text.push_str("\n}\n");
    fields.text
}

struct Fields {
    text: String,
}

impl Fields {
    /// A field whose value is TeX.
    fn field(&mut self, name: &str, tex: &str) {
        self.text.push_str(&format!(",\n  {name} = {{{tex}}}"));
    }

    fn said(&mut self, name: &str, value: Option<&str>) {
        let value = value.map(escaped).filter(|value| !value.is_empty());
        value.into_iter().for_each(|value| self.field(name, &value));
    }

    fn names(&mut self, name: &str, names: &[Naming]) {
        if !names.is_empty() {
            self.field(name, &names.iter().map(person).collect::<Vec<_>>().join(" and "));
        }
    }

    fn date(&mut self, record: &Record<'_>, dialect: Dialect) {
        let Some(edtf) = record.edtf() else { return };
        let Some(first) = known(edtf) else { return };
        if dialect == Dialect::BibTex {
            self.field("year", &format!("{:04}", first.year));
            // A macro that every style has, in its own language; so without braces: `oct`. Seasons have none.
            let month = first.month.filter(|month| *month <= 12).and_then(month_name);
            if let Some(month) = month.and_then(|name| name.get(..3)) {
                self.text.push_str(&format!(",\n  month = {}", month.to_lowercase()));
            }
            first.day.into_iter().for_each(|day| self.field("day", &day.to_string()));
        }
        // Behind the others, for Zotero adds a month to the date that it has.
        if is_read_by_biber(edtf) {
            self.field("date", without_time(edtf));
        } else {
            self.field("date", &first.to_string());
        }
    }
}

/// biber reads a time only with seconds.
fn without_time(date: &Edtf) -> &str {
    date.as_str().split('T').next().unwrap_or_default()
}

/// Whether a date is of EDTF's levels 0 and 1, which biber reads (the manual of biblatex, 2.3.8): no lists, doubts at the end
/// of an end alone, no part of a month or a day.
fn is_read_by_biber(date: &Edtf) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    without_time(date).split('/').all(|end| {
        let bare = end.strip_suffix(['~', '?', '%']).unwrap_or(end);
        let parts = bare.split('-').skip_while(|part| digits(part));
        bare == ".." || bare.split('-').next().is_some_and(digits) && { parts }.all(|part| part == "XX")
    })
}

/// A name in braces is one, whatever stands in it.
fn person(name: &Naming) -> String {
    match name {
        Naming::Parted { family, given, suffix } => {
            // What links the two stands in front of the family's name, and is made no initial there.
            let (given, link) = match trailing_particle(given) {
                Some((given, link)) => (given, Some(link)),
                None => (given.as_str(), None),
            };
            let (before, family) = match particle(family) {
                Some((before, family)) => (Some(before), family),
                None => (None, family.as_str()),
            };
            let links: String =
                [link, before].into_iter().flatten().map(|link| format!("{} ", escaped(link))).collect();
            let suffix = suffix.iter().map(|suffix| format!(", {}", part(suffix))).collect::<String>();
            format!("{links}{}{suffix}, {}", part(family), part(given))
        }
        whole => format!("{{{}}}", escaped(&whole.sorted())),
    }
}

/// A comma or an `and` in a part of a name would begin another.
fn part(name: &str) -> String {
    let split = name.contains(',') || name.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    // A small letter at the start is taken for that of a `von`, which is no part of the family's name.
    let small = name.chars().next().is_some_and(char::is_lowercase);
    if split || small { format!("{{{}}}", escaped(name)) } else { escaped(name) }
}

/// Where it lies: `RGASPI, f. 558, op. 11, d. 109, ll. 0113`.
fn lies(record: &Record<'_>) -> Option<String> {
    let parts: Vec<&str> = [record.archive, record.shelfmark].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What it is, to whom it went, and in which edition it is read.
fn note(record: &Record<'_>) -> String {
    let spoken = |names: &[Naming]| {
        let names: Vec<String> = names.iter().map(Naming::spoken).collect();
        listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let edition = record.edition;
    let mut parts: Vec<String> = Vec::new();
    let told = |edtf: &Edtf| ends(edtf).is_some() && is_read_by_biber(edtf);
    if !record.edtf().is_some_and(told) {
        parts.push(record.date_in_words(Order::MonthFirst));
    }
    parts.extend(description(record));
    if !record.translators.is_empty() {
        parts.push(format!("trans. {}", spoken(&record.translators)));
    }
    parts.push(format!("in {}", edition.title));
    parts.extend(record.number.as_ref().map(|number| format!("doc. {number}")));
    if !record.editors.is_empty() {
        parts.push(format!("ed. {}", spoken(&record.editors)));
    }
    parts.push(version(edition));
    parts.join(", ")
}

/// What no style needs to print, by the names that CSL has for it.
fn annotation(record: &Record<'_>) -> String {
    // The sign of a doubt is a space to TeX, and to those who read its files in that way.
    let doubtful = record.edtf().and_then(ends).is_some_and(|ends| ends.is_doubtful());
    let issued = doubtful.then(|| ("issued", record.date_in_words(Order::MonthFirst)));
    let only = record.language().filter(|_| record.languages.len() == 1);
    let language = only.map(|language| ("language", language.to_owned()));
    let facts = issued.into_iter().chain(language).chain(of_source(record));
    // Their field is parted by commas.
    let facts = facts.chain(uncut_subjects(record, ','));
    facts.map(|(label, value)| format!("{label}: {value}")).collect::<Vec<_>>().join(" | ")
}

/// The name by which babel knows a language, else its tag.
fn babel(tag: &str) -> String {
    let name = language::name(tag).map(str::to_lowercase);
    let same = |name: &String| language::code(name).is_some_and(|code| code.eq_ignore_ascii_case(tag));
    name.filter(same).unwrap_or_else(|| tag.to_owned())
}

/// A text as TeX that prints it, in one line. Braces are written by name, because BibTeX counts those behind a backslash too.
fn escaped(text: &str) -> String {
    let mut tex = String::with_capacity(text.len());
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    for (at, word) in words.filter(|word| !word.is_empty()).enumerate() {
        if at > 0 {
            tex.push(' ');
        }
        let mut before = None;
        for c in word.chars() {
            // Two of them would be printed as one sign: a dash, a quotation mark.
            if matches!(c, '-' | '\'') && before == Some(c) {
                tex.push_str("{}");
            }
            before = Some(c);
            match c {
                '\\' => tex.push_str("\\textbackslash{}"),
                '{' => tex.push_str("\\textbraceleft{}"),
                '}' => tex.push_str("\\textbraceright{}"),
                '~' => tex.push_str("\\textasciitilde{}"),
                '^' => tex.push_str("\\textasciicircum{}"),
                '`' => tex.push_str("\\textasciigrave{}"),
                '#' | '$' | '%' | '&' | '_' => {
                    tex.push('\\');
                    tex.push(c);
                }
                c => tex.push(c),
            }
        }
    }
    tex
}
