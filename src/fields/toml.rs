//! TOML (version 1.1) as fields. The parser recovers from faults and gives all of them.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::fields::{Fault, Field, Value, lower_first, within};
use crate::source::{Source, Span, Spanned};

/// Reads a stretch of a source as TOML. What can be read is given even where there are faults; the fields
/// of each table are in the order of the text.
pub fn toml(source: &Source, span: Span) -> (Vec<Field>, Vec<Fault>) {
    let start = span.range().start;
    let (table, errors) = DeTable::parse_recoverable(source.slice(span));
    let place = |range: Range<usize>| within(source, span, start + range.start, start + range.end);
    let faults = errors
        .iter()
        .map(|error| Fault {
            code: "broken-toml",
            message: format!("this is not TOML: {}", lower_first(error.message())),
            span: error.span().map_or(place(0..0), place),
            hint: "each line has the form `name = \"value\"`".to_owned(),
        })
        .collect();
    (toml_fields(table.get_ref(), &place), faults)
}

fn toml_fields(table: &DeTable<'_>, place: &impl Fn(Range<usize>) -> Span) -> Vec<Field> {
    let mut fields: Vec<Field> = table
        .iter()
        .map(|(key, value)| Field {
            key: Spanned { value: key.get_ref().to_string(), span: place(key.span()) },
            value: Spanned { value: toml_value(value.get_ref(), place), span: place(value.span()) },
        })
        .collect();
    fields.sort_by_key(|field| field.key.span);
    fields
}

fn toml_value(value: &DeValue<'_>, place: &impl Fn(Range<usize>) -> Span) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Number(number.to_string()),
        DeValue::Float(number) => Value::Number(number.to_string()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| Spanned { value: toml_value(item.get_ref(), place), span: place(item.span()) })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(toml_fields(table, place)),
    }
}

#[cfg(test)]
mod tests {
    use crate::fields::tests::{show, with_source};
    use crate::fields::toml;

    #[test]
    fn reads_toml() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            with_source(text, |source| {
                let (fields, faults) = toml(source, source.span(0..text.len()));
                let faults: Vec<_> = faults
                    .iter()
                    .map(|fault| format!("{} {}", source.position(fault.span.start), fault.message))
                    .collect();
                let shown = if faults.is_empty() { show(&fields, source) } else { faults.join("; ") };
                assert_eq!(shown, expected, "{text}");
            });
        }
        check("title = 'b'\ndate = 1948-10-12\n", "title=\"b\" date=date 1948-10-12");
        check("b = 1\na = [true, 'x']", "b=1 a=[true, \"x\"]");
        check("[source]\nurl = 'u'\n[[to]]\nname = 'x'", "source={url=\"u\"} to=[{name=\"x\"}]");
        check("", "");
        check(
            "title = \ndate = 1",
            "1:9 this is not TOML: string values must be quoted, expected literal string",
        );
        check("a = 'x\nb = 2", "1:7 this is not TOML: invalid literal string, expected `'`");
        check("a = 1\na = 2", "2:1 this is not TOML: duplicate key");
    }
}
