//! Elements and what is asked of them all the time: names, attributes, text. It knows no element by its name.

use roxmltree::Node;

use crate::model::language;
use crate::model::text::one_line;
use crate::read::tei::told;

pub type Element<'a, 'x> = Node<'a, 'x>;

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The name without a prefix; empty for what is no element.
pub fn name<'a>(node: Element<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// An attribute that is not empty, whatever its namespace.
pub fn attribute<'a>(node: Element<'a, '_>, name: &str) -> Option<&'a str> {
    let value = node.attributes().find(|one| one.name() == name).map(|one| one.value().trim());
    value.filter(|value| !value.is_empty())
}

/// `@xml:id`.
pub fn id<'a>(node: Element<'a, '_>) -> Option<&'a str> {
    node.attribute((XML, "id"))
}

/// The tag of the language that the element itself declares, in its usual form.
pub fn language(node: Element<'_, '_>) -> Option<String> {
    node.attribute((XML, "lang")).and_then(language::code)
}

/// The attributes as they are written, without the language, which the model has.
pub fn attributes(node: Element<'_, '_>) -> Vec<(String, String)> {
    let mut attributes = told::attributes(node);
    attributes.retain(|(name, _)| name != "xml:lang");
    attributes
}

/// What an element points to, without `#`: `@ref`, `@key`, `@corresp` …; of several, the first.
pub fn pointer<'a>(node: Element<'a, '_>) -> Option<&'a str> {
    let value = ["ref", "key", "corresp", "target"].into_iter().find_map(|name| attribute(node, name))?;
    // A key can be words: `Welti Emil`.
    let first = if value.contains('#') { value.split_whitespace().next().unwrap_or(value) } else { value };
    Some(first.trim_start_matches('#')).filter(|first| !first.is_empty())
}

/// The elements that stand right in it.
pub fn elements<'a, 'x: 'a>(node: Element<'a, 'x>) -> impl Iterator<Item = Element<'a, 'x>> {
    node.children().filter(Node::is_element)
}

/// The first child of that name.
pub fn child<'a, 'x: 'a>(node: Element<'a, 'x>, wanted: &str) -> Option<Element<'a, 'x>> {
    elements(node).find(|one| name(*one) == wanted)
}

/// The element that a path of names leads to, the first one at each step.
pub fn at<'a, 'x: 'a>(node: Element<'a, 'x>, path: &[&str]) -> Option<Element<'a, 'x>> {
    path.iter().try_fold(node, |node, name| child(node, name))
}

/// All elements of that name in it, in the order of the text.
pub fn all<'a, 'x: 'a>(node: Element<'a, 'x>, wanted: &'static str) -> impl Iterator<Item = Element<'a, 'x>> {
    node.descendants().filter(move |one| name(*one) == wanted)
}

/// Its text on one line.
pub fn text(node: Element<'_, '_>) -> String {
    let mut all = String::new();
    for one in node.descendants().filter(Node::is_text) {
        all.push_str(one.text().unwrap_or_default());
    }
    one_line(&all)
}

/// Its text on one line, where there is any.
pub fn some_text(node: Element<'_, '_>) -> Option<String> {
    Some(text(node)).filter(|text| !text.is_empty())
}

/// Its text on one line, with a space between its parts; where there is any.
pub fn some_parts(node: Element<'_, '_>) -> Option<String> {
    Some(one_line(&told::told(node).parts())).filter(|text| !text.is_empty())
}

/// Its paragraphs, a blank line between them; all its text where it has none.
pub fn paragraphs(node: Element<'_, '_>) -> Option<String> {
    let paragraphs: Vec<String> =
        elements(node).filter(|one| matches!(name(*one), "p" | "ab")).filter_map(some_text).collect();
    if paragraphs.is_empty() { some_text(node) } else { Some(paragraphs.join("\n\n")) }
}
