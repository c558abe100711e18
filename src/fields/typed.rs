//! What a value should be, and the fault where it is something else.

use crate::fields::{Fault, Field, Value};
use crate::source::Spanned;
use crate::words::listed;

/// A text that says something, without white space around it.
///
/// # Errors
/// Where it is empty, or no text.
pub fn text(key: &str, value: &Spanned<Value>) -> Result<String, Fault> {
    let fault = |code, message, hint| Fault { code, message, span: value.span, hint };
    match &value.value {
        Value::Text(text) | Value::Plain(text) if text.trim().is_empty() => {
            let hint = format!("write something there, or take `{key}` out");
            Err(fault("empty-value", format!("`{key}` is empty"), hint))
        }
        Value::Text(text) | Value::Plain(text) => Ok(text.trim().to_owned()),
        other => {
            let hint = match other {
                Value::Number(_) | Value::Date(_) | Value::Flag(_) => {
                    format!("put it between quotes: `\"{}\"`", other)
                }
                _ => "write one text there".to_owned(),
            };
            Err(fault("wrong-type", format!("`{key}` is {}, not text", other.name()), hint))
        }
    }
}

/// The items of a list.
///
/// # Errors
/// Where it is no list.
pub fn list<'a>(key: &str, value: &'a Spanned<Value>) -> Result<&'a [Spanned<Value>], Fault> {
    match &value.value {
        Value::List(items) => Ok(items),
        other => Err(Fault {
            code: "wrong-type",
            message: format!("`{key}` is {}, not a list", other.name()),
            span: value.span,
            hint: "write the items between brackets, with commas: `[\"…\", \"…\"]`".to_owned(),
        }),
    }
}

/// The fields of a table, which can be the names in `known`.
///
/// # Errors
/// Where it is no table.
pub fn table<'a>(key: &str, value: &'a Spanned<Value>, known: &[&str]) -> Result<&'a [Field], Fault> {
    match &value.value {
        Value::Table(fields) => Ok(fields),
        other => Err(Fault {
            code: "wrong-type",
            message: format!("`{key}` is {}, not a table", other.name()),
            span: value.span,
            hint: format!("give it names and values of its own; the names are {}", names(known)),
        }),
    }
}

/// `a`, `b` and `c`, each in backticks.
fn names(known: &[&str]) -> String {
    let quoted: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    listed(&quoted)
}
