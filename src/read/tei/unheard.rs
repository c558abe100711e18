//! What a file of TEI says that no document has a word for: attributes of elements that the model knows under a name of
//! its own, and names that it knows only by their kin. What the model does not know at all is in it as
//! [`Named`](crate::model::text::Named), with all its attributes. This module must not know for whom it is listed.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::address::is_link;
use crate::model::text::one_line;
use crate::read::tei::around::renditions;
use crate::read::tei::extent::extent;
use crate::read::tei::guard;
use crate::read::tei::inline::{Look, look_of};
use crate::read::tei::node::{self, Element, attribute, name, pointer};
use crate::read::tei::parts;
use crate::source::Source;

/// Something that a document does not say, and the place of the element that does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unheard {
    /// The name of an element, and of an attribute where it is that: `p rend`.
    pub what: String,
    pub range: Range<usize>,
    pub in_header: bool,
}

/// All that the documents of a file do not say of what stands in their texts, in the order of the file; then the
/// elements of its headers that have neither a text nor a value that `is_said`.
pub fn in_file(source: &Source, is_said: impl Fn(&str) -> bool) -> Vec<Unheard> {
    let mut unheard = Vec::new();
    let Ok(text) = guard::guard(source, &mut Default::default()) else { return unheard };
    let Ok(tree) = roxmltree::Document::parse(&text) else { return unheard };
    let found = parts::find(tree.root_element());
    let renditions = renditions(tree.root_element());
    for node in found.iter().flat_map(parts::Found::nodes).filter(|node| node.is_element()) {
        of_text(node, &renditions, &mut unheard);
    }
    let headers = tree.descendants().filter(|node| name(*node) == "teiHeader");
    for node in headers.flat_map(|header| header.descendants()).filter(|node| node.is_element()) {
        of_header(node, &is_said, &mut unheard);
    }
    unheard
}

fn of_text(node: Element<'_, '_>, renditions: &BTreeMap<&str, String>, unheard: &mut Vec<Unheard>) {
    let Some(row) = ROWS.iter().find(|row| row.elements.contains(&name(node))) else { return };
    let mut add = |what: String| unheard.push(Unheard { what, range: node.range(), in_header: false });
    if is_named(node, renditions) {
        return;
    }
    if !row.kept {
        add(name(node).to_owned());
    }
    if UNSPOKEN.contains(&name(node)) && node::language(node).is_some() {
        add(format!("{} xml:lang", name(node)));
    }
    for (said, value) in node::attributes(node) {
        let first = row.first.iter().find(|one| attribute(node, one.trim_start_matches("xml:")).is_some());
        let is_first = first.is_some_and(|first| *first == said);
        let counts = name(node) != "list" || value.contains("order") || value.contains("number");
        // A measure in words that are no number: `unknown`.
        let is_measure = said != "extent" || extent(node).is_some();
        let is_heard = row.heard.contains(&said.as_str()) && is_measure || is_first && counts;
        if !is_heard {
            add(format!("{} {said}", name(node)));
        }
    }
}

fn of_header(node: Element<'_, '_>, is_said: &impl Fn(&str) -> bool, unheard: &mut Vec<Unheard>) {
    let texts = node.children().filter(|one| one.is_text()).filter_map(|one| one.text()).map(one_line);
    let values = node::attributes(node).into_iter().filter(|(name, _)| name != "xml:id");
    let said: Vec<String> = texts
        .chain(values.map(|(_, value)| one_line(&value)))
        .filter(|said| said.contains(char::is_alphanumeric))
        .collect();
    if !said.is_empty() && !said.iter().any(|said| is_said(said)) {
        unheard.push(Unheard { what: name(node).to_owned(), range: node.range(), in_header: true });
    }
}

/// Whether the element keeps its name after all, because the model has no word for it as it stands here.
fn is_named(node: Element<'_, '_>, renditions: &BTreeMap<&str, String>) -> bool {
    match name(node) {
        one if NAMES.contains(&one) => pointer(node).is_none(),
        "ref" => !attribute(node, "target").is_some_and(is_link),
        "hi" => look_of(node, renditions) == Look::default(),
        "lb" => node.attributes().any(|one| !matches!(one.name(), "break" | "type")),
        "l" => node.attributes().any(|one| one.name() != "id"),
        _ => false,
    }
}

/// Elements that the model knows under a name of its own.
struct Row {
    elements: &'static [&'static str],
    /// Whether that name says as much as theirs.
    kept: bool,
    /// The attributes that it has.
    heard: &'static [&'static str],
    /// The attributes of which it has the first that is there.
    first: &'static [&'static str],
}

impl Row {
    const fn new(
        elements: &'static [&'static str],
        heard: &'static [&'static str],
        first: &'static [&'static str],
    ) -> Row {
        Row { elements, kept: true, heard, first }
    }

    const fn of_kin(self) -> Row {
        Row { kept: false, ..self }
    }
}

static ROWS: &[Row] = &[
    Row::new(&["p", "body", "head", "item", "table", "cell", "emph", "l", "quote"], &[], &[]),
    Row::new(&["opener", "dateline", "salute", "closer", "signed", "address", "postscript"], &[], &[]),
    Row::new(&["ab", "lg", "line", "addrLine", "q", "cit", "epigraph", "said"], &[], &[]).of_kin(),
    Row::new(&["list"], &[], &["type", "rend"]),
    Row::new(&["row"], &["role"], &[]),
    Row::new(&["lb"], &["break"], &[]),
    Row::new(&["pb"], &["break"], &["n", "ed", "xml:id"]),
    Row::new(&["gb"], &["break"], &["n", "ed", "xml:id"]).of_kin(),
    Row::new(&["note"], &[], &["n", "xml:id"]),
    Row::new(&["hi"], &["rend", "rendition", "style"], &[]),
    Row::new(&["ref"], &["target"], &[]),
    Row::new(NAMES, &[], &["ref", "key", "corresp", "target"]),
    Row::new(&["add", "del", "unclear", "supplied", "damage", "surplus", "stamp"], OF_MARKS, REASONS),
    Row::new(&["corr", "reg", "ex", "rdg", "gap", "space", "sic", "figure"], OF_MARKS, REASONS),
    Row::new(&["seal"], OF_MARKS, REASONS).of_kin(),
    Row::new(&["handShift"], &["hand", "new"], REASONS),
];

const NAMES: &[&str] = &["persName", "placeName", "orgName", "geogName", "settlement", "term", "gloss"];

const OF_MARKS: &[&str] =
    &["hand", "place", "cert", "quantity", "unit", "extent", "atMost", "max", "atLeast", "min", "wit"];

const REASONS: &[&str] = &["reason", "agent", "rend"];

/// Elements whose language the model does not have; that of blocks and marks it has.
const UNSPOKEN: &[&str] = &["hi", "emph", "note", "item", "row", "cell", "ref", "l", "persName", "placeName"];

#[cfg(test)]
mod tests {
    use crate::model::document::Document;
    use crate::read;
    use crate::read::phrases::Vocabulary;
    use crate::read::tei::node;
    use crate::read::tei::unheard::{ROWS, in_file};
    use crate::source::{Source, Sources};

    fn source(xml: &str) -> Source {
        Source::new(Sources::default().add("", Vec::new()), "case.xml", xml.as_bytes().to_vec())
    }

    /// What the documents say, without the elements that their marks were, which are kept for TEI alone.
    fn documents(xml: &str) -> String {
        let documents: Vec<Document> = read::documents(&source(xml), &Vocabulary::default());
        let said = format!("{documents:#?}");
        let mut kept = None;
        let lines = said.lines().filter(|line| {
            let indent = line.len() - line.trim_start().len();
            match kept {
                Some(of) if indent > of => return false,
                Some(_) => kept = None,
                None => kept = line.trim_start().starts_with("elements: [").then_some(indent),
            }
            true
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The list is right if changing what is on it changes no document, and changing what is not on it does.
    #[test]
    fn what_is_listed_changes_nothing_and_all_else_does() {
        let cases = [
            include_str!("../../../tests/corpus/tei/blocks.xml"),
            include_str!("../../../tests/corpus/tei/epigraphy.xml"),
            include_str!("../../../tests/corpus/tei/letter.xml"),
            include_str!("../../../tests/corpus/tei/looks.xml"),
            include_str!("../../../tests/corpus/tei/page.xml"),
            include_str!("../../../tests/corpus/tei/signs.xml"),
        ];
        let (mut checked, mut faults) = (0, Vec::<String>::new());
        for xml in cases {
            let before = documents(xml);
            let listed = in_file(&source(xml), |_| true);
            let tree = roxmltree::Document::parse(xml).unwrap();
            let text = tree.descendants().find(|one| node::name(*one) == "text").unwrap_or(tree.root());
            for element in text.descendants().filter(|one| one.is_element()) {
                if !ROWS.iter().any(|row| row.elements.contains(&node::name(element))) {
                    continue;
                }
                for attribute in element.attributes().filter(|one| one.namespace().is_none()) {
                    // As long as before, so that all places stay the same.
                    let value: String = attribute.value().chars().map(|_| 'z').collect();
                    let mut changed = xml.to_owned();
                    changed.replace_range(attribute.range_value(), &value);
                    let what = format!("{} {}", node::name(element), attribute.name());
                    let is_listed = listed.iter().any(|one| one.range == element.range() && one.what == what);
                    let matters = documents(&changed) != before;
                    checked += 1;
                    // Whose a note is depends on it, and a list with labels keeps it for TEI, but what it says is not heard.
                    let is_partly = matches!(node::name(element), "note" | "list");
                    if matters == is_listed && !is_partly {
                        faults.push(format!("{what}={} is listed: {is_listed}", attribute.value()));
                    }
                }
            }
        }
        assert!(checked > 50, "{checked}");
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
