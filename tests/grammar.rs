//! The table of TEI that the writer goes by: it says what `tests/schemas/tei_all.rng` says, in few words.
//!
//! `UPDATE_GRAMMAR=1` writes it anew from a schema.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test reads the schema, and stops where it cannot"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use roxmltree::{Document, Node};

const TABLE: &str = "src/write/tei/grammar/tei.txt";

const HEAD: &str = "\
# The elements of TEI P5 4.12.0: what each may hold, and which attributes it has. Made from the schema of all TEI
# (© TEI Consortium, BSD-2-Clause and CC BY) by `UPDATE_GRAMMAR=1 cargo test --test grammar`; see `mod.rs`.
";

/// Elements that describe schemas, and some that only together with others say what they may have.
fn is_left_out(name: &str, node: Node<'_, '_>) -> bool {
    let apart = [
        "relation",
        "egXML",
        "xenoData",
        "content",
        "constraint",
        "constraintDecl",
        "datatype",
        "unicodeProp",
        "unihanProp",
    ];
    let of_schemas = ["Spec", "Ref", "Decl", "Grp", "specDesc", "schemaSpec", "dataFacet"];
    let described = of_schemas.iter().any(|end| name.ends_with(end))
        && node
            .descendants()
            .any(|one| one.attribute("name").is_some_and(|name| name == "att.identified.attributes"));
    apart.contains(&name)
        || described
        || node.descendants().any(|one| {
            one.has_tag_name((RNG, "attribute"))
                && one.ancestors().take_while(|up| *up != node).any(|up| is(up, "choice"))
        })
}

const RNG: &str = "http://relaxng.org/ns/structure/1.0";

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((RNG, name))
}

#[test]
fn the_table_says_what_the_schema_says() {
    let schema = fs::read_to_string("tests/schemas/tei_all.rng").unwrap();
    let tree = Document::parse(&schema).unwrap();
    let defined: BTreeMap<&str, Node<'_, '_>> = tree
        .root_element()
        .children()
        .filter(|one| is(*one, "define"))
        .map(|one| (one.attribute("name").unwrap(), one))
        .collect();
    let mut lines = BTreeMap::new();
    let mut open = vec!["teiHeader", "text"];
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while let Some(name) = open.pop() {
        let node = defined[name];
        if !seen.insert(name) || is_left_out(name, node) {
            continue;
        }
        let body = node.children().find(|one| is(*one, "element")).unwrap_or(node);
        let written = patterns(body);
        lines.insert(name, if written.is_empty() { "()".to_owned() } else { written });
        open.extend(node.descendants().filter(|one| is(*one, "ref")).filter_map(|one| one.attribute("name")));
    }
    let mut table = HEAD.to_owned();
    for (name, pattern) in lines {
        table.push_str(&format!("{name} {pattern}\n"));
    }
    if std::env::var_os("UPDATE_GRAMMAR").is_some() {
        fs::write(TABLE, &table).unwrap();
    }
    assert!(fs::read_to_string(TABLE).unwrap_or_default() == table, "{TABLE} is another one");
}

fn patterns(node: Node<'_, '_>) -> String {
    let all: Vec<String> =
        node.children().filter(|one| one.tag_name().namespace() == Some(RNG)).filter_map(pattern).collect();
    all.join(",")
}

fn pattern(node: Node<'_, '_>) -> Option<String> {
    let within = |separator: &str| {
        let all: Vec<String> = node
            .children()
            .filter(|one| one.tag_name().namespace() == Some(RNG))
            .filter_map(pattern)
            .collect();
        all.join(separator)
    };
    Some(match node.tag_name().name() {
        "ref" => node.attribute("name").unwrap().to_owned(),
        "text" => "#".to_owned(),
        "choice" => format!("({})", within("|")),
        "group" => format!("({})", within(",")),
        "zeroOrMore" => format!("({})*", within(",")),
        "oneOrMore" => format!("({})+", within(",")),
        "optional" => format!("({})?", within(",")),
        "attribute" => format!("@{}={}", node.attribute("name").unwrap(), kind(node)),
        // What has a text of a form of its own is left to others.
        "data" => "!".to_owned(),
        _ => return None,
    })
}

/// What values an attribute has, in one letter, or in their list.
fn kind(attribute: Node<'_, '_>) -> String {
    let said: Vec<String> = attribute
        .children()
        .filter(|one| one.tag_name().namespace() == Some(RNG))
        .filter_map(values)
        .collect();
    let said = said.join(",");
    let word = "token[[^\\p{C}\\p{Z}]+]";
    let one = said.strip_prefix("list(oneOrMore(").and_then(|rest| rest.strip_suffix("))"));
    let is_open =
        |said: &str| said == word || said.starts_with("choice('") && said.ends_with(&format!(",{word})"));
    match (said.as_str(), one) {
        ("text" | "string" | "token" | "", _) => "t".to_owned(),
        (said, None) if is_open(said) => "w".to_owned(),
        (_, Some(said)) if is_open(said) => "W".to_owned(),
        ("anyURI[\\S+]", _) => "u".to_owned(),
        (_, Some("anyURI[\\S+]")) => "U".to_owned(),
        ("ID", _) => "I".to_owned(),
        ("Name" | "NCName", _) => "N".to_owned(),
        ("boolean", _) => "'true false'".to_owned(),
        ("choice(boolean,choice('unknown','inapplicable'))", _) => {
            "'true false unknown inapplicable'".to_owned()
        }
        ("nonNegativeInteger", _) => "n".to_owned(),
        ("date", _) => "d".to_owned(),
        (said, _) if said.starts_with("choice(date,gYear") => "d".to_owned(),
        (said, _) if said.starts_with("choice(double,token") => "q".to_owned(),
        ("choice(language,choice(''))", _) => "l".to_owned(),
        (said, _) if said.starts_with("choice(double[") => "'high medium low unknown'".to_owned(),
        (said, _) if said.starts_with("choice('") && !said.contains(['[', ' ']) && !said.contains("n,") => {
            let values = said.trim_start_matches("choice(").trim_end_matches(')');
            format!("'{}'", values.replace('\'', "").replace(',', " "))
        }
        _ => "!".to_owned(),
    }
}

fn values(node: Node<'_, '_>) -> Option<String> {
    let within: Vec<String> =
        node.children().filter(|one| one.tag_name().namespace() == Some(RNG)).filter_map(values).collect();
    let name = node.tag_name().name();
    Some(match name {
        "value" => format!("'{}'", node.text().unwrap_or_default()),
        "data" => {
            let limits: Vec<&str> =
                node.children().filter(|one| is(*one, "param")).filter_map(|one| one.text()).collect();
            let limits = if limits.is_empty() { String::new() } else { format!("[{}]", limits.join(",")) };
            format!("{}{limits}", node.attribute("type").unwrap_or_default())
        }
        "text" => name.to_owned(),
        "param" => return None,
        _ if within.is_empty() => return None,
        _ => format!("{name}({})", within.join(",")),
    })
}
