//! Settings as they are typed: TOML and YAML as one tree of named values, each with its place. This room
//! does not know what any name means.

mod toml;
mod typed;
mod yaml;

use std::fmt;

use crate::source::{Source, Span, Spanned};

pub use self::toml::toml;
pub use self::typed::{list, table, text};
pub use self::yaml::yaml;

/// A name and what it is given: `title = "…"`.
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    pub key: Spanned<String>,
    pub value: Spanned<Value>,
}

/// What a name is given. What YAML has without quotes is text here, as typed: `0113` keeps its zero.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    Text(String),
    /// A number, `true` or `false` of YAML, which stand without quotes; text where text is asked for.
    Plain(String),
    /// A date or a time of TOML that stands without quotes: `1948-10-12`.
    Date(String),
    /// A number of TOML that stands without quotes.
    Number(String),
    /// A `true` or `false` of TOML that stands without quotes.
    Flag(bool),
    /// Nothing at all, as in YAML's `title:`.
    Empty,
    List(Vec<Spanned<Value>>),
    Table(Vec<Field>),
}

impl Value {
    /// What it is, in words that follow "is": `a list`.
    pub fn name(&self) -> &'static str {
        match self {
            Value::Text(_) | Value::Plain(_) => "text",
            Value::Date(_) => "a date or time",
            Value::Number(_) => "a number",
            Value::Flag(_) => "true or false",
            Value::Empty => "empty",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// The value in words for people to read: a list with commas, a table with its names.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) | Value::Plain(text) | Value::Date(text) | Value::Number(text) => {
                f.write_str(text)
            }
            Value::Flag(flag) => write!(f, "{flag}"),
            Value::Empty => Ok(()),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.value.to_string()).collect();
                f.write_str(&items.join(", "))
            }
            Value::Table(fields) => {
                let one = |field: &Field| format!("{}: {}", field.key.value, field.value.value);
                f.write_str(&fields.iter().map(one).collect::<Vec<_>>().join("; "))
            }
        }
    }
}

/// Something that cannot be read, or is not what it should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// A stable name for the kind of fault: `wrong-type`.
    pub code: &'static str,
    pub message: String,
    pub span: Span,
    /// What to do about it.
    pub hint: String,
}

/// The span `start..end`, kept within `around` and on the boundaries of characters.
pub(super) fn within(source: &Source, around: Span, start: usize, end: usize) -> Span {
    let text = source.text();
    let last = around.range().end.min(text.len());
    let start = text.floor_char_boundary(start.clamp(around.range().start.min(last), last));
    let end = text.floor_char_boundary(end.clamp(start, last));
    source.span(start..end.max(start))
}

/// The parsers begin their sentences with a capital; ours begin without.
pub(super) fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) if chars.clone().next().is_some_and(char::is_uppercase) => {
            first.to_string() + chars.as_str()
        }
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::fields::{Field, Value};
    use crate::source::{Source, Sources};

    pub(super) fn with_source<T>(text: &str, read: impl FnOnce(&Source) -> T) -> T {
        let mut sources = Sources::default();
        let id = sources.add("a.md", text.into());
        read(sources.get(id))
    }

    /// The tree on one line, each value with the place where it starts.
    pub(super) fn show(fields: &[Field], source: &Source) -> String {
        let one = |field: &Field| format!("{}={}", field.key.value, show_value(&field.value.value, source));
        fields.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    fn show_value(value: &Value, source: &Source) -> String {
        match value {
            Value::Text(text) | Value::Plain(text) => format!("{text:?}"),
            Value::Date(text) => format!("date {text}"),
            Value::Number(text) => text.clone(),
            Value::Flag(flag) => flag.to_string(),
            Value::Empty => "-".to_owned(),
            Value::List(items) => {
                let items: Vec<_> = items.iter().map(|item| show_value(&item.value, source)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Table(fields) => format!("{{{}}}", show(fields, source)),
        }
    }
}
