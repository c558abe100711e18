//! YAML (version 1.2) as fields. The parser stops at its first fault.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use crate::fields::{Fault, Field, Value, lower_first, within};
use crate::source::{Source, Span, Spanned};

/// Reads a stretch of a source as YAML. `None` where it is not a list of named values but, say, a sentence.
///
/// # Errors
/// Where it is no YAML, or more than the limits allow.
pub fn yaml(source: &Source, span: Span) -> Result<Option<Vec<Field>>, Fault> {
    let text = source.slice(span);
    let start = span.range().start;
    match serde_saphyr::from_str_with_options::<serde_saphyr::Spanned<Node>>(text, yaml_limits()) {
        Ok(root) => Ok(match root.value {
            Node::Table(fields) => Some(yaml_fields(fields, source, span)),
            Node::Empty => Some(Vec::new()),
            _ => None,
        }),
        Err(error) => {
            let error = error.without_snippet();
            let at = error.location().map_or(start, |place| start.saturating_add(line_column(text, place)));
            Err(Fault {
                code: "broken-yaml",
                message: format!("this is not YAML: {}", yaml_message(error)),
                span: within(source, span, at, at),
                hint: "each line has the form `name: value`; a value with `: ` or `#` in it needs quotes"
                    .to_owned(),
            })
        }
    }
}

/// A front matter is short. These limits keep a hostile one from taking the machine: a few aliases that
/// stand for each other can unfold to gigabytes.
fn yaml_limits() -> serde_saphyr::Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: 32,
            max_nodes: 20_000,
            max_events: 60_000,
            max_aliases: 100,
            max_anchors: 100,
            max_merge_keys: 100,
            max_total_scalar_bytes: 4 * 1024 * 1024,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: 20_000,
            max_replay_stack_depth: 8,
        },
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
    }
}

/// Where a line and a column of the text are, in bytes. Errors of the scanner have no other place.
fn line_column(text: &str, place: serde_saphyr::Location) -> usize {
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    let lines = text.split_inclusive('\n');
    let before: usize = lines.clone().take(number(place.line())).map(str::len).sum();
    let line = lines.clone().nth(number(place.line())).unwrap_or_default();
    before + line.chars().take(number(place.column())).map(char::len_utf8).sum::<usize>()
}

fn yaml_message(error: &serde_saphyr::Error) -> String {
    let full = error.render_with_formatter(&serde_saphyr::UserMessageFormatter);
    if full.contains("too large or too complex") {
        return "it is too long, or its aliases unfold too far".to_owned();
    }
    let first = full.lines().next().unwrap_or_default();
    let message = first.split(" at line ").next().unwrap_or(first);
    lower_first(message.trim_end_matches('.'))
}

fn yaml_fields(fields: Vec<(Place<Key>, Place<Node>)>, source: &Source, within: Span) -> Vec<Field> {
    fields
        .into_iter()
        .map(|(key, value)| Field {
            key: Spanned { span: yaml_span(&key.referenced, source, within), value: key.value.0 },
            value: yaml_value(value, source, within),
        })
        .collect()
}

fn yaml_value(node: Place<Node>, source: &Source, within: Span) -> Spanned<Value> {
    let span = yaml_span(&node.referenced, source, within);
    let value = match node.value {
        Node::Text(text) => Value::Text(text),
        Node::Plain => {
            // The parser has made `1` of `1.0`; what was typed stands where the value was defined.
            Value::Plain(source.slice(yaml_span(&node.defined, source, within)).trim().to_owned())
        }
        Node::Empty => Value::Empty,
        Node::List(items) => {
            Value::List(items.into_iter().map(|item| yaml_value(item, source, within)).collect())
        }
        Node::Table(fields) => Value::Table(yaml_fields(fields, source, within)),
    };
    Spanned { value, span }
}

fn yaml_span(location: &serde_saphyr::Location, source: &Source, around: Span) -> Span {
    let span = location.span();
    let size = |number: Option<u64>| number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
    let start = around.range().start.saturating_add(size(span.byte_offset()));
    within(source, around, start, start.saturating_add(size(span.byte_len())))
}

type Place<T> = serde_saphyr::Spanned<T>;

struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        String::deserialize(deserializer).map(Key)
    }
}

/// A value of YAML as the parser hands it over.
enum Node {
    Text(String),
    /// A number or a `true` without quotes.
    Plain,
    Empty,
    List(Vec<Place<Node>>),
    Table(Vec<(Place<Key>, Place<Node>)>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Empty)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut fields = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            fields.push(entry);
        }
        Ok(Node::Table(fields))
    }
}

#[cfg(test)]
mod tests {
    use crate::fields::tests::{show, with_source};
    use crate::fields::yaml;

    #[test]
    fn reads_yaml() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            with_source(text, |source| {
                let shown = match yaml(source, source.span(0..text.len())) {
                    Ok(Some(fields)) => show(&fields, source),
                    Ok(None) => "no fields".to_owned(),
                    Err(fault) => format!("{} {}", source.position(fault.span.start), fault.message),
                };
                assert_eq!(shown, expected, "{text}");
            });
        }
        check("title: b\ndate: 1948-10-12\n", "title=\"b\" date=\"1948-10-12\"");
        check(
            "d: 0113\nv: 1.0\ny: 1948\nt: 19:55\nn: no",
            "d=\"0113\" v=\"1.0\" y=\"1948\" t=\"19:55\" n=\"no\"",
        );
        check(
            "from:\n  - name: Сталин\n    id: x\nto: [a, b]",
            "from=[{name=\"Сталин\" id=\"x\"}] to=[\"a\", \"b\"]",
        );
        check("title:\nq: 'a: b'\ns: |\n  two\n  lines\n", "title=- q=\"a: b\" s=\"two\\nlines\\n\"");
        check("1948: x", "1948=\"x\"");
        check("", "");
        check("a sentence", "no fields");
        check("a: &x [1]\nb: *x", "a=[\"1\"] b=[\"1\"]");
        check("title: [", "1:8 this is not YAML: unclosed bracket '['");
        check("x: 1\na: b: c", "2:5 this is not YAML: mapping values are not allowed in this context");
        check("a: 1\na: 2", "2:1 this is not YAML: duplicate mapping key `a` is not allowed here");
        let unfolding = (1..9).fold(String::from("k0: &k0 [x, x]\n"), |text, n| {
            let before = format!("*k{}", n - 1);
            format!("{text}k{n}: &k{n} [{}]\n", [before.as_str(); 9].join(", "))
        });
        check(&unfolding, "5:35 this is not YAML: it is too long, or its aliases unfold too far");
    }

    #[test]
    fn places_are_in_the_source() {
        with_source("+++\nтитул: к\nb: 1948\n", |source| {
            let fields = yaml(source, source.span(4..source.text().len())).ok().flatten().unwrap_or_default();
            let slices: Vec<_> = fields
                .iter()
                .map(|field| (source.slice(field.key.span), source.slice(field.value.span)))
                .collect();
            assert_eq!(slices, [("титул", "к"), ("b", "1948")]);
        });
    }
}
