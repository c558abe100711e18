//! The notation of an edition: the table `[apparatus]` of `site.toml` and of front matter, and the traditions that it can
//! name. How a bracket is read is not looked at here.

pub mod presets;
mod signs;

use crate::diag::Diagnostic;
use crate::fields::{self, Fault, Field, Value};
use crate::model::apparatus::SignRef;
use crate::model::conventions::Conventions;
use crate::model::language;
use crate::source::{Span, Spanned};
use crate::spell::nearest;

/// The names that the table knows. Its own signs are declared for a whole edition, never for one document.
pub const KEYS: [&str; 11] =
    ["preset", "bare", "doubt", "tags", "dots", "glosses", "languages", "units", "runs", "phrases", "signs"];

/// The code and the name of a setting that is none.
const SETTING: (&str, &str) = ("unknown-setting", "setting");

/// Whose table it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    Edition,
    Document,
}

/// Reads a table `[apparatus]` over the conventions that hold without it. What is wrong is reported and
/// changes nothing.
pub fn read(
    table: &Spanned<Value>,
    base: &Conventions,
    scope: Scope,
    report: &mut dyn FnMut(Diagnostic),
) -> Conventions {
    let mut reader = Reader { conventions: base.clone(), scope, report };
    let Some(fields) = reader.checked(fields::table("apparatus", table, &KEYS)) else { return base.clone() };
    // A tradition comes before what changes it, and a sign before its phrases, wherever they stand.
    for first in ["preset", "signs"] {
        fields.iter().filter(|field| field.key.value == first).for_each(|field| reader.set(field));
    }
    let others = fields.iter().filter(|field| !["preset", "signs"].contains(&field.key.value.as_str()));
    others.for_each(|field| reader.set(field));
    reader.conventions
}

struct Reader<'a> {
    conventions: Conventions,
    scope: Scope,
    report: &'a mut dyn FnMut(Diagnostic),
}

impl Reader<'_> {
    fn set(&mut self, field: &Field) {
        let (key, value) = (field.key.value.as_str(), &field.value);
        match key {
            "preset" => self.preset(value),
            "bare" => {
                if let Some(sign) = self.sign_of(key, value) {
                    self.conventions.bare = sign;
                }
            }
            "doubt" => {
                if let Some(sign) = self.sign_of(key, value) {
                    self.conventions.doubt = sign;
                }
            }
            "tags" => {
                if let Some(flag) = self.flag(key, value) {
                    self.conventions.tags = flag;
                }
            }
            "dots" => {
                if let Some(flag) = self.flag(key, value) {
                    self.conventions.dots = flag;
                }
            }
            "glosses" => {
                let words = self.texts(key, value);
                self.conventions.glosses.extend(words.into_iter().map(|word| word.value));
            }
            "languages" => {
                for (name, tag) in self.pairs(key, value) {
                    match language::code(&tag.value) {
                        Some(tag) => self.conventions.languages.push((name.value, tag)),
                        None => self.error(
                            "bad-language",
                            format!("there is no language `{}`", tag.value),
                            tag.span,
                            "write the tag of the language: `en`, `ru`, `zh-Hant`".to_owned(),
                        ),
                    }
                }
            }
            "units" => {
                for (name, unit) in self.pairs(key, value) {
                    self.conventions.units.push((name.value, unit.value));
                }
            }
            "runs" => self.runs(value),
            "phrases" => self.phrases(value),
            "signs" => self.signs(field),
            _ => self.unknown(&field.key, SETTING, &KEYS),
        }
    }

    fn preset(&mut self, value: &Spanned<Value>) {
        let Some(name) = self.text("preset", value) else { return };
        match presets::preset(&name) {
            Some(preset) => preset.lay_over(&mut self.conventions),
            None => {
                let names: Vec<&str> = presets::PRESETS.iter().map(|preset| preset.name).collect();
                self.unknown(
                    &Spanned { value: name, span: value.span },
                    ("unknown-preset", "preset"),
                    &names,
                );
            }
        }
    }

    fn runs(&mut self, value: &Spanned<Value>) {
        for (name, sign) in self.pairs("runs", value) {
            let mut chars = name.value.chars();
            let (Some(c), None) = (chars.next(), chars.next()) else {
                self.error(
                    "bad-run",
                    format!("`{}` is not one character", name.value),
                    name.span,
                    "write the one character that is repeated: `\"□\" = \"lost\"`".to_owned(),
                );
                continue;
            };
            if c.is_alphanumeric() || c.is_whitespace() || matches!(c, '[' | ']' | '*' | '~' | '\\') {
                let hint = "a letter, a figure, a space, a bracket, a star, a tilde or a backslash stands for itself";
                self.error(
                    "bad-run",
                    format!("`{c}` cannot stand for what is not there"),
                    name.span,
                    hint.to_owned(),
                );
                continue;
            }
            if let Some(sign) = self.named(&sign) {
                self.conventions.runs.retain(|(other, _)| *other != c);
                self.conventions.runs.push((c, sign));
            }
        }
    }

    fn phrases(&mut self, value: &Spanned<Value>) {
        let Some(fields) = self.checked(fields::table("phrases", value, &["addition", "…"])) else {
            return;
        };
        for Field { key, value } in fields {
            if let Some(sign) = self.named(key) {
                self.forms(&sign, &key.value, value);
            }
        }
    }

    /// Adds the forms of a sign: one, or a list of them.
    fn forms(&mut self, sign: &SignRef, key: &str, value: &Spanned<Value>) {
        for form in self.texts(key, value) {
            match signs::fault_of_form(&form.value) {
                None => self.conventions.forms.push((sign.clone(), form.value)),
                Some((message, hint)) => self.error("bad-phrase", message, form.span, hint),
            }
        }
    }

    fn sign_of(&mut self, key: &str, value: &Spanned<Value>) -> Option<SignRef> {
        let name = self.text(key, value)?;
        self.named(&Spanned { value: name, span: value.span })
    }

    fn named(&mut self, name: &Spanned<String>) -> Option<SignRef> {
        let sign = self.conventions.sign(&name.value);
        if sign.is_none() {
            let signs = self.conventions.signs();
            let names: Vec<&str> = signs.iter().map(|sign| sign.name.as_ref()).collect();
            self.unknown(name, ("unknown-sign", "sign"), &names);
        }
        sign
    }

    fn text(&mut self, key: &str, value: &Spanned<Value>) -> Option<String> {
        self.checked(fields::text(key, value))
    }

    /// One text, or a list of texts.
    fn texts(&mut self, key: &str, value: &Spanned<Value>) -> Vec<Spanned<String>> {
        let items = match &value.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        let one = |item: &Spanned<Value>| Some(Spanned { value: self.text(key, item)?, span: item.span });
        items.iter().filter_map(one).collect()
    }

    /// A table of names that are given texts.
    fn pairs(&mut self, key: &str, value: &Spanned<Value>) -> Vec<(Spanned<String>, Spanned<String>)> {
        let Some(fields) = self.checked(fields::table(key, value, &["…"])) else { return Vec::new() };
        let one = |field: &Field| {
            let text = self.text(&field.key.value, &field.value)?;
            Some((field.key.clone(), Spanned { value: text, span: field.value.span }))
        };
        fields.iter().filter_map(one).collect()
    }

    /// `true` or `false`, with quotes or without.
    fn flag(&mut self, key: &str, value: &Spanned<Value>) -> Option<bool> {
        let flag = match &value.value {
            Value::Flag(flag) => Some(*flag),
            Value::Text(text) | Value::Plain(text) => text.trim().parse().ok(),
            _ => None,
        };
        if flag.is_none() {
            let message = format!("`{key}` is {}, not true or false", value.value.name());
            self.error("wrong-type", message, value.span, format!("write `{key} = true` or leave it out"));
        }
        flag
    }

    fn checked<T>(&mut self, result: Result<T, Fault>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(fault) => {
                self.error(fault.code, fault.message, fault.span, fault.hint);
                None
            }
        }
    }

    fn unknown(&mut self, name: &Spanned<String>, (code, what): (&'static str, &str), known: &[&str]) {
        let hint = match nearest(&name.value, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the names are: {}", known.join(", ")),
        };
        self.error(code, format!("there is no {what} `{}` here", name.value), name.span, hint);
    }

    fn error(&mut self, code: &'static str, message: String, span: Span, hint: String) {
        (self.report)(Diagnostic::error(code, message).at(span).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use crate::model::conventions::Conventions;
    use crate::notation::presets::PRESETS;
    use crate::notation::signs::fault_of_form;

    #[test]
    fn every_form_of_a_tradition_is_one() {
        for preset in PRESETS {
            let mut conventions = Conventions::default();
            preset.lay_over(&mut conventions);
            let signs = conventions.signs();
            for (sign, form) in &conventions.tradition {
                assert_eq!(fault_of_form(form), None, "{} {form}", preset.name);
                assert!(signs.contains(sign), "{} {form}", preset.name);
            }
        }
    }
}
