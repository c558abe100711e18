//! What an element of the source was, where its name, its attributes or its meaning cannot stand as they are: a
//! processing instruction in it, `<?edition NAME key="value"?>`, which is valid anywhere and shows nowhere (XML 1.0, 2.6).

use crate::write::tei::xml::Xml;

/// The name in the instruction for a mark, whose values are the facts of the mark.
pub const MARK: &str = "mark";

/// The name for an element that is none of the source's and only holds what must be held together.
pub const NOTHING: &str = "-";

/// Says, within the element that was opened last, what it was.
pub fn keep<'a>(name: &str, values: impl IntoIterator<Item = (&'a str, &'a str)>, xml: &mut Xml) {
    let mut content = format!("edition {name}");
    for (key, value) in values {
        content.push_str(&format!(" {key}=\"{}\"", escaped(value)));
    }
    xml.instruction(&content);
}

/// Without the quotation mark that ends a value and the `>` that could end the instruction.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    out
}
