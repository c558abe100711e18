//! The tables of `site.toml`, key by key.

use crate::config::values::{self, Misformed};
use crate::config::{BuildSettings, CitationSettings, Config, EditionSettings, OUTPUTS, PublishSettings};
use crate::diag::{Diagnostic, Diagnostics};
use crate::fields::{self, Fault, Field, Value};
use crate::model::conventions::Conventions;
use crate::notation::{self, Scope};
use crate::source::{Source, Span, Spanned};
use crate::spell::nearest;

/// The tables of the file, and the names that can stand in each.
pub(super) const TABLES: [&str; 5] = ["edition", "build", "citation", "publish", "apparatus"];
pub(super) const EDITION: [&str; 11] = [
    "title",
    "base_url",
    "language",
    "editors",
    "publisher",
    "funders",
    "version",
    "date",
    "licence",
    "uuid",
    "report",
];
pub(super) const BUILD: [&str; 1] = ["outputs"];
pub(super) const CITATION: [&str; 1] = ["styles"];
pub(super) const PUBLISH: [&str; 3] = ["domain", "headers", "redirects"];

/// Goes through the fields of the file and gathers what is wrong with them.
pub(super) struct Reader<'a> {
    pub source: &'a Source,
    /// Where the file is no TOML.
    pub faults: Vec<Fault>,
    pub diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    pub fn read(mut self, tables: &[Field]) -> Config {
        let mut config = Config::default();
        for table in tables {
            match table.key.value.as_str() {
                "edition" => self.edition(table, &mut config.edition),
                "build" => self.build(table, &mut config.build),
                "citation" => self.citation(table, &mut config.citation),
                "publish" => self.publish(table, &mut config.publish),
                "apparatus" => config.conventions = self.apparatus(table),
                _ => self.unknown(&table.key, &TABLES),
            }
        }
        if !tables.iter().any(|table| table.key.value == "edition") {
            self.missing(&[], self.source.span(0..0));
        }
        for fault in self.faults {
            self.diagnostics.push(diagnostic(fault));
        }
        config
    }

    fn edition(&mut self, table: &Field, settings: &mut EditionSettings) {
        let Some(fields) = self.checked(fields::table("edition", &table.value, &EDITION)) else { return };
        for Field { key, value } in fields {
            match key.value.as_str() {
                "title" => settings.title = self.text(key, value).unwrap_or_else(|| settings.title.clone()),
                "base_url" => settings.base_url = self.formed(key, value, values::address),
                "language" => {
                    let language = self.formed(key, value, values::language);
                    settings.language = language.unwrap_or_else(|| settings.language.clone());
                    self.interface(&settings.language, value.span);
                }
                "editors" => settings.editors = self.names(key, value),
                "publisher" => settings.publisher = self.text(key, value),
                "funders" => settings.funders = self.names(key, value),
                "version" => settings.version = self.text(key, value),
                "date" => settings.date = self.formed(key, value, values::date),
                "licence" => settings.licence = self.text(key, value),
                "uuid" => {
                    settings.uuid = self.formed(key, value, values::uuid);
                    self.letter(settings.uuid.as_deref(), value.span);
                }
                "report" => settings.report = self.formed(key, value, values::report),
                _ => self.unknown(key, &EDITION),
            }
        }
        self.missing(fields, table.key.span);
    }

    fn build(&mut self, table: &Field, settings: &mut BuildSettings) {
        let Some(fields) = self.checked(fields::table("build", &table.value, &BUILD)) else { return };
        for Field { key, value } in fields {
            match key.value.as_str() {
                "outputs" => settings.outputs = self.outputs(key, value),
                _ => self.unknown(key, &BUILD),
            }
        }
    }

    fn citation(&mut self, table: &Field, settings: &mut CitationSettings) {
        let Some(fields) = self.checked(fields::table("citation", &table.value, &CITATION)) else { return };
        for Field { key, value } in fields {
            match key.value.as_str() {
                "styles" => settings.styles = self.items(key, value),
                _ => self.unknown(key, &CITATION),
            }
        }
    }

    fn publish(&mut self, table: &Field, settings: &mut PublishSettings) {
        let Some(fields) = self.checked(fields::table("publish", &table.value, &PUBLISH)) else { return };
        for Field { key, value } in fields {
            match key.value.as_str() {
                "domain" => settings.domain = self.formed(key, value, values::domain),
                "headers" => settings.headers = self.yes_or_no(key, value),
                "redirects" => settings.redirects = self.yes_or_no(key, value),
                _ => self.unknown(key, &PUBLISH),
            }
        }
    }

    fn apparatus(&mut self, table: &Field) -> Conventions {
        let mut found = Vec::new();
        let base = Conventions::default();
        let read =
            notation::read(&table.value, &base, Scope::Edition, &mut |diagnostic| found.push(diagnostic));
        found.into_iter().for_each(|diagnostic| self.push(diagnostic));
        read
    }

    fn outputs(&mut self, key: &Spanned<String>, value: &Spanned<Value>) -> Vec<String> {
        let mut outputs = Vec::new();
        for item in self.items(key, value) {
            let name = item.value.as_str();
            if OUTPUTS.contains(&name) {
                if !outputs.contains(&item.value) {
                    outputs.push(item.value);
                }
            } else {
                let error = Diagnostic::error("unknown-output", format!("there is no output `{name}`"));
                self.push(suggest(error.at(item.span), name, &OUTPUTS));
            }
        }
        outputs
    }

    /// CMIF has the UUID as the name of an element, which begins with a letter (XML 1.0, 2.3).
    fn letter(&mut self, uuid: Option<&str>, span: Span) {
        if let Some(uuid) = uuid.filter(|uuid| uuid.starts_with(|c: char| c.is_ascii_digit())) {
            let message = format!("`cmif.xml` cannot hold the UUID `{uuid}`, which begins with a digit");
            let hint = "take one that begins with a letter from `a` to `f`; else the first digit is published as a letter";
            self.push(Diagnostic::warning("uuid-digit", message).at(span).hint(hint));
        }
    }

    /// The pages speak English, whatever the edition asks for.
    fn interface(&mut self, language: &str, span: Span) {
        if !language.split('-').next().is_some_and(|main| main.eq_ignore_ascii_case("en")) {
            let message = format!("the words of the pages are English in this version, not in `{language}`");
            let hint = "take `language` out; what languages a document has stands in its own front matter";
            self.push(Diagnostic::warning("language-of-pages", message).at(span).hint(hint));
        }
    }

    fn yes_or_no(&mut self, key: &Spanned<String>, value: &Spanned<Value>) -> bool {
        let Value::Flag(flag) = value.value else {
            let message = format!("`{}` is {}, neither `true` nor `false`", key.value, value.value.name());
            let hint = format!("write `{} = true`, or take it out", key.value);
            self.push(Diagnostic::error("wrong-type", message).at(value.span).hint(hint));
            return false;
        };
        flag
    }

    fn text(&mut self, key: &Spanned<String>, value: &Spanned<Value>) -> Option<String> {
        self.checked(fields::text(&key.value, value))
    }

    /// A text of a certain form; a date may also stand without quotes.
    fn formed(
        &mut self,
        key: &Spanned<String>,
        value: &Spanned<Value>,
        form: fn(&str) -> Result<String, Misformed>,
    ) -> Option<String> {
        let text = match &value.value {
            Value::Date(date) if key.value == "date" => date.clone(),
            _ => self.text(key, value)?,
        };
        match form(&text) {
            Ok(text) => Some(text),
            Err(Misformed { code, message, hint }) => {
                self.push(Diagnostic::error(code, message).at(value.span).hint(hint));
                None
            }
        }
    }

    /// One name, or a list of names.
    fn names(&mut self, key: &Spanned<String>, value: &Spanned<Value>) -> Vec<String> {
        match &value.value {
            Value::Text(_) | Value::Plain(_) => self.text(key, value).into_iter().collect(),
            _ => self.items(key, value).into_iter().map(|item| item.value).collect(),
        }
    }

    fn items(&mut self, key: &Spanned<String>, value: &Spanned<Value>) -> Vec<Spanned<String>> {
        let items = self.checked(fields::list(&key.value, value)).unwrap_or_default();
        items
            .iter()
            .filter_map(|item| Some(Spanned { value: self.text(key, item)?, span: item.span }))
            .collect()
    }

    fn checked<T>(&mut self, result: Result<T, Fault>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(fault) => {
                self.push(diagnostic(fault));
                None
            }
        }
    }

    fn unknown(&mut self, key: &Spanned<String>, known: &[&str]) {
        let name = key.value.as_str();
        let error = Diagnostic::error("unknown-setting", format!("there is no setting `{name}` here"));
        let error = error.at(key.span);
        let home = [
            ("edition", &EDITION[..]),
            ("build", &BUILD[..]),
            ("citation", &CITATION[..]),
            ("publish", &PUBLISH[..]),
            ("apparatus", &notation::KEYS[..]),
        ];
        self.push(match home.iter().find(|(_, keys)| *keys != known && keys.contains(&name)) {
            Some((table, _)) => error.hint(format!("put `{name}` below a line `[{table}]`")),
            None => suggest(error, name, known),
        });
    }

    /// Says what is not there and should be. Where the file is no TOML it may be there all the same.
    fn missing(&mut self, fields: &[Field], table: Span) {
        if !self.faults.is_empty() {
            return;
        }
        let given = |name: &str| fields.iter().any(|field| field.key.value == name);
        if !given("title") {
            self.push(
                Diagnostic::error("no-title", "the edition has no `title`")
                    .at(table)
                    .hint("write `title = \"The name of the edition\"` below a line `[edition]`"),
            );
        }
        if !given("base_url") {
            self.push(
                Diagnostic::warning(
                    "no-base-url",
                    "there is no `base_url`, so pages cannot name their permanent address",
                )
                .at(table)
                .hint("write where the edition will be published below `[edition]`: `base_url = \"https://…/\"`"),
            );
        } else if !given("editors") && !given("publisher") {
            self.push(
                Diagnostic::note(
                    "no-citation-file",
                    "there is no `CITATION.cff`, because neither `editors` nor `publisher` is named",
                )
                .at(table)
                .hint("write who is to be cited below `[edition]`: `editors = [\"…\"]`"),
            );
        }
    }

    /// Takes a finding in, unless it stands on a line that is no TOML: what the parser made of that line
    /// is a guess.
    fn push(&mut self, diagnostic: Diagnostic) {
        let line = |span: Span| self.source.position(span.start).line;
        let broken = |span: Span| self.faults.iter().any(|fault| line(fault.span) == line(span));
        if !diagnostic.span.is_some_and(broken) {
            self.diagnostics.push(diagnostic);
        }
    }
}

fn diagnostic(fault: Fault) -> Diagnostic {
    Diagnostic::error(fault.code, fault.message).at(fault.span).hint(fault.hint)
}

fn suggest(diagnostic: Diagnostic, written: &str, known: &[&str]) -> Diagnostic {
    match nearest(written, known.iter().copied()) {
        Some(name) => diagnostic.hint(format!("did you mean `{name}`?")),
        None => diagnostic.hint(format!("the names are: {}", known.join(", "))),
    }
}
