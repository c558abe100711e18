//! Values that were declared under names of no meaning to us, written again with the types that they had.

use std::str::FromStr;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use toml::value::Datetime;

use crate::model::kept::Kept;

/// A value as it goes into front matter or JSON.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    pub value: Kept,
    /// Whether the form has dates of its own; others have them as text.
    pub with_dates: bool,
}

impl Written {
    pub fn new(value: &Kept, with_dates: bool) -> Written {
        Written { value: value.clone(), with_dates }
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner = |value: &Kept| Written::new(value, self.with_dates);
        match &self.value {
            Kept::Text(text) => serializer.serialize_str(text),
            Kept::Number(typed) => number(typed, serializer),
            Kept::Flag(flag) => serializer.serialize_bool(*flag),
            Kept::Date(typed) => match Datetime::from_str(typed) {
                Ok(date) if self.with_dates => date.serialize(serializer),
                _ => serializer.serialize_str(typed),
            },
            Kept::Nothing => serializer.serialize_unit(),
            Kept::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(&inner(item)))?;
                list.end()
            }
            Kept::Table(fields) => {
                let mut table = serializer.serialize_map(Some(fields.len()))?;
                fields.iter().try_for_each(|(key, value)| table.serialize_entry(key, &inner(value)))?;
                table.end()
            }
        }
    }
}

/// A whole number where it is one, in whatever base it was typed; what no number can hold stays as it was typed.
fn number<S: Serializer>(typed: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let digits = typed.replace('_', "");
    let based = [("0x", 16), ("0o", 8), ("0b", 2)];
    let of_base =
        based.iter().find_map(|(sign, base)| i64::from_str_radix(digits.strip_prefix(sign)?, *base).ok());
    if let Some(whole) = of_base.or_else(|| digits.parse().ok()) {
        return serializer.serialize_i64(whole);
    }
    match digits.parse::<f64>() {
        Ok(number) if number.is_finite() => serializer.serialize_f64(number),
        _ => serializer.serialize_str(typed),
    }
}
