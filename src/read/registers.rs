//! The edition's registers: who and what the names of its texts point to. An entry is read from its own table; this room
//! does not know which texts name it.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics};
use crate::fields::{self, Fault, Field, Value};
use crate::model::authority::{AUTHORITIES, authority};
use crate::model::date::{Date, Edtf};
use crate::model::entity::{Entry, Mentions, REGISTERS, Register};
use crate::model::id::Id;
use crate::read::header::kept;
use crate::source::{Source, Span, Spanned};
use crate::spell::nearest;

/// The names that an entry knows.
pub const KEYS: [&str; 8] =
    ["name", "variants", "authorities", "born", "died", "note", "mentions", "exceptions"];

/// The register that a file holds, by its name: `people.toml`, and `people-soviet.toml` beside it.
pub fn register(stem: &str) -> Option<Register> {
    let is_of = |register: &&Register| {
        stem.strip_prefix(register.file).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    REGISTERS.iter().find(is_of).copied()
}

/// The entries of a file, in its order. What is wrong with one is reported and left out of it.
pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let Some(register) = register(source.stem()) else {
        diagnostics.push(no_register(source));
        return Vec::new();
    };
    let (tables, faults) = fields::toml(source, source.span(0..source.text().len()));
    let mut reader = Reader { register, unknown: BTreeSet::new(), diagnostics };
    faults.into_iter().for_each(|fault| reader.fault(fault));
    tables.iter().filter_map(|table| reader.entry(table)).collect()
}

fn no_register(source: &Source) -> Diagnostic {
    let files: Vec<String> = REGISTERS.iter().map(|register| format!("`{}.toml`", register.file)).collect();
    let message = format!("`{}` is the name of no register and is not read", source.path());
    let hint = match nearest(source.stem(), REGISTERS.iter().map(|register| register.file)) {
        Some(meant) => format!("did you mean `{meant}.toml`?"),
        None => format!("the registers are {}; `people-soviet.toml` is one of people too", files.join(", ")),
    };
    Diagnostic::warning("not-read", message).at(source.span(0..0)).hint(hint)
}

struct Reader<'a> {
    register: Register,
    /// The keys of which it has been said that they mean nothing: a table gives each entry the same ones.
    unknown: BTreeSet<String>,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// `[stalin]` with what is below it.
    fn entry(&mut self, table: &Field) -> Option<Entry> {
        let id = self.id(&table.key)?;
        let fields = self.checked(fields::table(&table.key.value, &table.value, &KEYS))?;
        let mut entry =
            Entry { register: self.register.name, id, span: Some(table.key.span), ..Entry::default() };
        for Field { key, value } in fields {
            match key.value.as_str() {
                "name" => entry.name = self.text(key, value).unwrap_or_default(),
                "variants" => entry.variants = self.texts(key, value),
                "authorities" => entry.authorities = self.authorities(key, value),
                "born" => entry.dates.extend(self.date(key, value).map(|date| ("birth".to_owned(), date))),
                "died" => entry.dates.extend(self.date(key, value).map(|date| ("death".to_owned(), date))),
                "note" => entry.note = self.text(key, value),
                "mentions" => entry.mentions = self.mentions(key, value),
                "exceptions" => entry.exceptions = self.texts(key, value),
                name => {
                    entry.further.push((name.to_owned(), kept(&value.value)));
                    self.unknown(key);
                }
            }
        }
        if !fields.iter().any(|field| field.key.value == "name") {
            let error =
                Diagnostic::error("no-name", format!("the entry `{}` has no `name`", table.key.value));
            self.diagnostics
                .push(error.at(table.key.span).hint("write `name = \"Stalin, Joseph\"` below it"));
        }
        (!entry.name.is_empty()).then_some(entry)
    }

    /// The id is a part of an address, so it must be safe.
    fn id(&mut self, key: &Spanned<String>) -> Option<String> {
        let id = Id::<Entry>::new(&key.value);
        if id.as_ref().is_ok_and(|id| id.as_str() == key.value) {
            return Some(key.value.clone());
        }
        let message = format!("`{}` cannot be the id of an entry", key.value);
        let rule = "an id has small Latin letters, digits and `-`, and no page of the site has its name";
        let hint = id.map_or_else(|_| rule.to_owned(), |id| format!("write `[{id}]`: {rule}"));
        self.diagnostics.push(Diagnostic::error("bad-id", message).at(key.span).hint(hint));
        None
    }

    fn authorities(&mut self, key: &Spanned<String>, value: &Spanned<Value>) -> Vec<(String, String)> {
        let names: Vec<&str> = AUTHORITIES.iter().map(|file| file.name).collect();
        let mut found = Vec::new();
        for Field { key, value } in self.checked(fields::table(&key.value, value, &names)).unwrap_or_default()
        {
            let number = match &value.value {
                Value::Number(number) => Some(number.clone()),
                _ => self.text(key, value),
            };
            let Some(id) = number else { continue };
            match authority(&key.value) {
                Some(file) => match file.id(&id) {
                    Some(id) => found.push((file.name.to_owned(), id.to_owned())),
                    None => {
                        let message = format!("`{id}` is no id of {}", file.title);
                        let error = Diagnostic::error("bad-authority", message).at(value.span);
                        self.diagnostics.push(error.hint(format!("it has the form {}", file.form)));
                    }
                },
                None => {
                    let message = format!("there is no authority file `{}` that we know", key.value);
                    let note = Diagnostic::warning("unknown-authority", message).at(key.span);
                    self.diagnostics.push(match nearest(&key.value, names.iter().copied()) {
                        Some(meant) => note.hint(format!("did you mean `{meant}`?")),
                        None => note.hint(format!(
                            "its id is shown as it is; those with links are {}",
                            names.join(", ")
                        )),
                    });
                    found.push((key.value.clone(), id));
                }
            }
        }
        found
    }

    /// A date in EDTF; one of TOML's own may stand without quotes, and so may a year.
    fn date(&mut self, key: &Spanned<String>, value: &Spanned<Value>) -> Option<Date> {
        let written = match &value.value {
            Value::Date(date) | Value::Number(date) => date.clone(),
            _ => self.text(key, value)?,
        };
        let edtf = Edtf::new(&written);
        if edtf.is_none() {
            let message = format!("`{written}` is no date in the Extended Date/Time Format");
            let hint = "write `1878-12-18`, `1878-12`, `1878`, `1878~` for about, `1878?` for a guess";
            self.diagnostics.push(Diagnostic::error("bad-date", message).at(value.span).hint(hint));
        }
        edtf.map(|edtf| Date { written, edtf: Some(edtf) })
    }

    fn mentions(&mut self, key: &Spanned<String>, value: &Spanned<Value>) -> Mentions {
        match self.text(key, value).as_deref() {
            Some("auto") => Mentions::Auto,
            Some("listed") | None => Mentions::Listed,
            Some(other) => {
                let error = Diagnostic::error("bad-value", format!("`mentions` cannot be `{other}`"));
                let hint =
                    "write \"auto\" to have the name found in the texts, \"listed\" to link it by hand";
                self.diagnostics.push(error.at(value.span).hint(hint));
                Mentions::Listed
            }
        }
    }

    /// One text, or a list of them.
    fn texts(&mut self, key: &Spanned<String>, value: &Spanned<Value>) -> Vec<String> {
        match &value.value {
            Value::Text(_) => self.text(key, value).into_iter().collect(),
            _ => {
                let items = self.checked(fields::list(&key.value, value)).unwrap_or_default();
                items.iter().filter_map(|item| self.text(key, item)).collect()
            }
        }
    }

    fn text(&mut self, key: &Spanned<String>, value: &Spanned<Value>) -> Option<String> {
        self.checked(fields::text(&key.value, value))
    }

    fn unknown(&mut self, key: &Spanned<String>) {
        if !self.unknown.insert(key.value.clone()) {
            return;
        }
        let message = format!("`{}` means nothing to this version and is kept", key.value);
        let warning = Diagnostic::warning("unknown-key", message).at(key.span);
        self.diagnostics.push(match nearest(&key.value, KEYS) {
            Some(meant) => warning.hint(format!("did you mean `{meant}`?")),
            None => warning.hint(format!("the names are: {}", KEYS.join(", "))),
        });
    }

    fn checked<T>(&mut self, result: Result<T, Fault>) -> Option<T> {
        result.map_err(|fault| self.fault(fault)).ok()
    }

    fn fault(&mut self, fault: Fault) {
        let span: Span = fault.span;
        self.diagnostics.push(Diagnostic::error(fault.code, fault.message).at(span).hint(fault.hint));
    }
}

#[cfg(test)]
mod tests {
    use super::{read, register};
    use crate::diag::Diagnostics;
    use crate::model::entity::{Entry, Mentions};
    use crate::source::Sources;

    fn entries(file: &str, text: &str) -> (Vec<Entry>, Vec<String>) {
        let mut sources = Sources::default();
        let id = sources.add(format!("content/registers/{file}"), text.into());
        let mut diagnostics = Diagnostics::default();
        let entries = read(sources.get(id), &mut diagnostics);
        let said = diagnostics.iter().map(|found| {
            let place = sources.get(id).position(found.span.unwrap().start);
            format!("{place} {}: {} ({})", found.severity.name(), found.message, found.hints.join(" / "))
        });
        (entries, said.collect())
    }

    #[test]
    fn an_entry_is_a_table() {
        let text = "[stalin]\nname = 'Stalin, Joseph'\nvariants = ['I. Stalin', 'Сталин']\n\
            authorities = { viaf = 36979830, wikidata = 'Q855' }\nborn = 1878-12-18\ndied = '1953-03'\n\
            note = 'Spoke last.'\nmentions = 'auto'\nexceptions = 'Stalin Prize'\n";
        let (entries, said) = entries("people.toml", text);
        assert_eq!(said, Vec::<String>::new());
        let [entry] = &entries[..] else { panic!("{entries:?}") };
        assert_eq!(
            (entry.register, entry.id.as_str(), entry.name.as_str()),
            ("person", "stalin", "Stalin, Joseph")
        );
        assert_eq!(entry.variants, ["I. Stalin", "Сталин"]);
        let authorities: Vec<_> = entry.authorities.iter().map(|(file, id)| format!("{file} {id}")).collect();
        assert_eq!(authorities, ["viaf 36979830", "wikidata Q855"]);
        let dates: Vec<_> =
            entry.dates.iter().map(|(kind, date)| format!("{kind} {}", date.written)).collect();
        assert_eq!(dates, ["birth 1878-12-18", "death 1953-03"]);
        assert_eq!(
            (entry.mentions, entry.exceptions.as_slice()),
            (Mentions::Auto, &["Stalin Prize".to_owned()][..])
        );
    }

    #[test]
    fn every_fault_has_its_place() {
        let text = "['Kim Il']\n[kim]\nname = 'Kim'\nvariant = 'K'\nborn = 'long ago'\nmentions = 'all'\n\
            [kim.authorities]\nwikidata = '855'\nviaff = '1'\n[page-2]\nname = 'P'\n[x]\nnote = 1\n";
        let (found, said) = entries("people-more.toml", text);
        assert_eq!(found.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["kim"]);
        assert_eq!(found[0].further.len(), 1);
        assert_eq!(
            said,
            [
                "1:2 error: `Kim Il` cannot be the id of an entry (write `[kim-il]`: an id has small Latin letters, digits and `-`, and no page of the site has its name)",
                "4:1 warning: `variant` means nothing to this version and is kept (did you mean `variants`?)",
                "5:8 error: `long ago` is no date in the Extended Date/Time Format (write `1878-12-18`, `1878-12`, `1878`, `1878~` for about, `1878?` for a guess)",
                "6:12 error: `mentions` cannot be `all` (write \"auto\" to have the name found in the texts, \"listed\" to link it by hand)",
                "8:12 error: `855` is no id of Wikidata (it has the form `Q` and digits: `Q855`)",
                "9:1 warning: there is no authority file `viaff` that we know (did you mean `viaf`?)",
                "10:2 error: `page-2` cannot be the id of an entry (an id has small Latin letters, digits and `-`, and no page of the site has its name)",
                "13:8 error: `note` is a number, not text (put it between quotes: `\"1\"`)",
                "12:2 error: the entry `x` has no `name` (write `name = \"Stalin, Joseph\"` below it)",
            ]
        );
    }

    #[test]
    fn a_key_that_means_nothing_is_told_of_once() {
        let text = "[a]\nname = 'A'\noffice = 'x'\n[b]\nname = 'B'\noffice = 'y'\ntown = 'z'\n";
        let (found, said) = entries("people.toml", text);
        assert!(found.iter().all(|entry| !entry.further.is_empty()));
        let places: Vec<&str> = said.iter().filter_map(|said| said.split(' ').next()).collect();
        assert_eq!(places, ["3:1", "7:1"], "{said:?}");
    }

    #[test]
    fn a_file_says_by_its_name_which_register_it_is() {
        let check = |stem: &str, name: Option<&str>| {
            assert_eq!(register(stem).map(|register| register.name), name, "{stem}");
        };
        check("people", Some("person"));
        check("organizations-soviet", Some("org"));
        check("peoples", None);
        assert!(entries("persons.toml", "[a]\nname = 'A'").1[0].contains("is the name of no register"));
    }
}
