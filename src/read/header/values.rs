//! The values of front matter: texts, names, parties, dates. What is wrong with one is reported, and it is
//! left out.

use crate::diag::{Diagnostic, Diagnostics};
use crate::fields::{self, Fault, Field, Value};
use crate::model::date::{Date, DateKind, DatedEvent, Edtf, Time, says_undated};
use crate::model::document::Name;
use crate::model::entity::{Declared, Party, PartyKind};
use crate::model::kept::Kept;
use crate::model::text::one_line;
use crate::read::{dates, languages};
use crate::source::{Span, Spanned};
use crate::spell::nearest;

/// Reads values, and gathers what is wrong with them.
pub(super) struct Values<'a> {
    pub diagnostics: &'a mut Diagnostics,
    /// Names that are not known, with what they were given.
    pub further: Vec<(String, Kept)>,
    /// The document's date: a date that is only given in words lies near it.
    pub near: Option<Edtf>,
}

impl Values<'_> {
    pub fn text(&mut self, key: &str, value: &Spanned<Value>) -> Option<String> {
        let text = self.checked(fields::text(key, value))?;
        let unseen = |c: &char| c.is_control() && !c.is_whitespace();
        let Some(first) = text.chars().find(unseen) else { return Some(text) };
        self.report(
            Diagnostic::warning(
                "control-character",
                format!("`{key}` has the control character U+{:04X}, which is left out", u32::from(first)),
            )
            .hint("delete it: no reader can see it, and it can change what a terminal shows"),
            value.span,
        );
        let text: String = text.chars().filter(|c| !unseen(c)).collect();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// A text of one line: what it is called, where it lies.
    pub fn line(&mut self, key: &str, value: &Spanned<Value>) -> Option<String> {
        let text = self.text(key, value)?;
        if !text.contains(char::is_control) {
            return Some(text);
        }
        self.report(
            Diagnostic::warning("many-lines", format!("`{key}` has several lines, which are made one"))
                .hint("write it on one line"),
            value.span,
        );
        Some(one_line(&text))
    }

    pub fn table<'v>(&mut self, key: &str, value: &'v Spanned<Value>, known: &[&str]) -> Option<&'v [Field]> {
        self.checked(fields::table(key, value, known))
    }

    /// One value, or a list of them. What is empty is left out.
    pub fn each<'v>(&mut self, value: &'v Spanned<Value>) -> Vec<&'v Spanned<Value>> {
        match &value.value {
            Value::List(items) => items.iter().filter(|item| item.value != Value::Empty).collect(),
            _ => vec![value],
        }
    }

    /// A name, or a table with `name`, `id` and `role`; one, or a list of them.
    pub fn names(&mut self, key: &str, value: &Spanned<Value>) -> Vec<Name> {
        let parties = self.people(key, value, &["name", "id", "role"]);
        let name =
            |party: Party| Name { name: party.name, id: party.id, role: party.role.map(|role| role.text) };
        parties.into_iter().map(name).collect()
    }

    /// A name, or a table with `name`, `kind`, `id`, `role` and `place`; one, or a list of them.
    pub fn parties(&mut self, key: &str, value: &Spanned<Value>) -> Vec<Party> {
        self.people(key, value, &["name", "kind", "id", "role", "place"])
    }

    fn people(&mut self, key: &str, value: &Spanned<Value>, known: &[&str]) -> Vec<Party> {
        let each = self.each(value);
        each.into_iter().filter_map(|item| self.person(key, item, known)).collect()
    }

    fn person(&mut self, key: &str, value: &Spanned<Value>, known: &[&str]) -> Option<Party> {
        let Value::Table(fields) = &value.value else {
            return self.line(key, value).map(|name| Party { name, ..Party::default() });
        };
        let mut party = Party::default();
        let declared = |text| Declared { text, inferred: false };
        for Field { key: name, value } in given(fields, known) {
            match name.value.as_str() {
                "name" => party.name = self.line("name", value).unwrap_or_default(),
                "kind" if known.contains(&"kind") => party.kind = self.party_kind(value),
                "id" => party.id = self.text("id", value),
                "role" => party.role = self.text("role", value).map(declared),
                "place" if known.contains(&"place") => party.place = self.text("place", value).map(declared),
                _ => self.unknown(name, value, key, known),
            }
        }
        if !fields.iter().any(|field| field.key.value == "name") {
            self.report(
                Diagnostic::error("no-name", format!("here `{key}` has no `name`"))
                    .hint("write the name as the document has it"),
                value.span,
            );
        }
        (!party.name.is_empty()).then_some(party)
    }

    fn party_kind(&mut self, value: &Spanned<Value>) -> Option<PartyKind> {
        let text = self.text("kind", value)?;
        let kind = PartyKind::from_name(text.trim());
        if kind.is_none() {
            let error = Diagnostic::error("bad-kind", format!("`{text}` is no kind of sender or recipient"))
                .hint(
                    "write `kind = \"person\"` or, for an office, a state or a committee, `kind = \"body\"`",
                );
            self.report(error, value.span);
        }
        kind
    }

    /// A date in EDTF, or a table with `written` and `edtf`.
    pub fn date(&mut self, key: &str, value: &Spanned<Value>) -> Option<Date> {
        const KNOWN: [&str; 2] = ["written", "edtf"];
        let Value::Table(fields) = &value.value else {
            let edtf = self.edtf(key, value)?;
            return Some(Date { written: edtf.as_str().to_owned(), edtf: Some(edtf) });
        };
        let (mut written, mut edtf) = (None, None);
        for Field { key: name, value } in given(fields, &KNOWN) {
            match name.value.as_str() {
                "written" => written = self.text("written", value),
                "edtf" => edtf = self.edtf("edtf", value),
                _ => self.unknown(name, value, key, &KNOWN),
            }
        }
        self.dated(written, edtf)
    }

    /// A table with `kind`, `written`, `edtf` and `time`; one, or a list of them.
    pub fn events(&mut self, value: &Spanned<Value>) -> Vec<DatedEvent> {
        let each = self.each(value);
        each.into_iter().filter_map(|item| self.event(item)).collect()
    }

    fn event(&mut self, value: &Spanned<Value>) -> Option<DatedEvent> {
        const KNOWN: [&str; 4] = ["kind", "written", "edtf", "time"];
        let fields = self.table("dates", value, &KNOWN)?;
        let (mut kind, mut written, mut edtf, mut time) = (None, None, None, None);
        for Field { key: name, value } in given(fields, &KNOWN) {
            match name.value.as_str() {
                "kind" => kind = self.text("kind", value),
                "written" => written = self.text("written", value),
                "edtf" => edtf = self.edtf("edtf", value),
                "time" => time = self.time(value),
                _ => self.unknown(name, value, "dates", &KNOWN),
            }
        }
        let has = |name: &str| fields.iter().any(|field| field.key.value == name);
        if !has("kind") {
            self.report(
                Diagnostic::error("no-kind", "this date has no `kind`")
                    .hint("say what it is the date of: `draft`, `written`, `sent`, `received`, `deciphered`, `typed` or a word of your own"),
                value.span,
            );
        }
        if !has("written") && !has("edtf") {
            self.report(
                Diagnostic::error("no-date-given", "this entry of `dates` has no date").hint(
                    "give the date as the document has it, `written = \"12 October 1948\"`, or as year, month and day, `edtf = \"1948-10-12\"`",
                ),
                value.span,
            );
        }
        Some(DatedEvent { kind: DateKind::from_name(&kind?), date: self.dated(written, edtf)?, time })
    }

    /// Words and meaning; the one stands for the other where only one is given.
    fn dated(&self, written: Option<String>, edtf: Option<Edtf>) -> Option<Date> {
        match (written, edtf) {
            (Some(written), None) => Some(dates::date(&written, self.near.as_ref())),
            (written, Some(edtf)) => {
                Some(Date { written: written.unwrap_or_else(|| edtf.to_string()), edtf: Some(edtf) })
            }
            (None, None) => None,
        }
    }

    fn edtf(&mut self, key: &str, value: &Spanned<Value>) -> Option<Edtf> {
        let text = match &value.value {
            Value::Date(date) | Value::Number(date) => date.clone(),
            _ => self.text(key, value)?,
        };
        let edtf = Edtf::new(&text);
        if edtf.is_none() {
            let error =
                Diagnostic::error("bad-date", format!("`{text}` is not written as year, month and day"));
            let error = match dates::date(&text, self.near.as_ref()).edtf {
                Some(meant) => error.hint(format!("did you mean `{meant}`?")),
                None if says_undated(&text) => {
                    self.report(error.hint("leave `date` out: a document without it is undated"), value.span);
                    return None;
                }
                None => error.hint("write `1948-10-12`, `1948-10` or `1948`; `1948-10-XX` has an unknown day, `1948-10-12?` a doubtful one"),
            };
            let error = error.hint("the words of the document can stand in `written`, and year, month and day beside them: `date = { written = \"12.X.48\", edtf = \"1948-10-12\" }`");
            self.report(error, value.span);
        }
        edtf
    }

    /// A time of day: `19:55`, `1955`. What is no clock time is kept as it is written.
    fn time(&mut self, value: &Spanned<Value>) -> Option<Time> {
        let written = match &value.value {
            Value::Date(time) | Value::Number(time) => time.clone(),
            _ => self.text("time", value)?,
        };
        let clock = dates::clock(&written);
        if clock.is_none() {
            self.report(
                Diagnostic::warning("unread-time", format!("`{written}` is not read as a time of day"))
                    .hint("write hours and minutes: `19:55`"),
                value.span,
            );
        }
        Some(Time { written, clock })
    }

    /// Languages by their names or tags; one text, or a list.
    pub fn languages(&mut self, key: &str, value: &Spanned<Value>) -> Vec<String> {
        let mut codes = Vec::new();
        for item in self.each(value) {
            let Some(text) = self.text(key, item) else { continue };
            for named in languages::list(&text) {
                match named.code {
                    Some(code) => codes.push(code),
                    None => self.report(
                        Diagnostic::error(
                            "unknown-language",
                            format!("there is no language `{}`", named.written),
                        )
                        .hint("write its English name or its tag: `Russian` or `ru`"),
                        item.span,
                    ),
                }
            }
        }
        codes
    }

    /// A name that means nothing here is kept, and reported: it may be a slip.
    pub fn unknown(&mut self, key: &Spanned<String>, value: &Spanned<Value>, table: &str, known: &[&str]) {
        let name = &key.value;
        let full = if table.is_empty() { name.clone() } else { format!("{table}.{name}") };
        let warning = Diagnostic::warning("unknown-key", format!("front matter has no `{full}`"));
        let warning = match nearest(name, known.iter().copied()) {
            Some(meant) => warning.hint(format!("did you mean `{meant}`?")),
            None => {
                warning.hint(format!("it is kept, and no page shows it; the names are: {}", known.join(", ")))
            }
        };
        self.report(warning, key.span);
        self.further.push((full, kept(&value.value)));
    }

    /// Keeps what is understood elsewhere, so that it can be written again.
    pub fn keep(&mut self, key: &str, value: &Spanned<Value>) {
        self.further.push((key.to_owned(), kept(&value.value)));
    }

    pub fn report(&mut self, diagnostic: Diagnostic, span: Span) {
        self.diagnostics.push(diagnostic.at(span));
    }

    fn checked<T>(&mut self, result: Result<T, Fault>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(Fault { code, message, span, hint }) => {
                self.report(Diagnostic::error(code, message).hint(hint), span);
                None
            }
        }
    }
}

/// The fields that are given something. A name of `known` without a value, as in YAML's `title:`, says nothing.
pub(super) fn given<'a>(fields: &'a [Field], known: &'a [&str]) -> impl Iterator<Item = &'a Field> {
    fields
        .iter()
        .filter(|field| field.value.value != Value::Empty || !known.contains(&field.key.value.as_str()))
}

/// The value as it was typed, whatever it means.
pub(in crate::read) fn kept(value: &Value) -> Kept {
    match value {
        Value::Text(text) => Kept::Text(text.clone()),
        Value::Plain(typed) => match typed.as_str() {
            "true" => Kept::Flag(true),
            "false" => Kept::Flag(false),
            number if number.parse::<f64>().is_ok() => Kept::Number(typed.clone()),
            _ => Kept::Text(typed.clone()),
        },
        Value::Date(typed) => Kept::Date(typed.clone()),
        Value::Number(typed) => Kept::Number(typed.clone()),
        Value::Flag(flag) => Kept::Flag(*flag),
        Value::Empty => Kept::Nothing,
        Value::List(items) => Kept::List(items.iter().map(|item| kept(&item.value)).collect()),
        Value::Table(fields) => {
            let field = |field: &Field| (field.key.value.clone(), kept(&field.value.value));
            Kept::Table(fields.iter().map(field).collect())
        }
    }
}
