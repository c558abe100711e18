//! What an element was before the writer of TEI had to give it another name: the instruction in it,
//! `<?edition NAME key="value"?>`.

use crate::read::tei::node::Element;
use crate::read::tei::own_header::ATTRIBUTES;

/// What an instruction says.
pub struct Kept {
    pub name: String,
    pub values: Vec<(String, String)>,
}

/// The name for a mark, whose values are facts of it.
pub const MARK: &str = "mark";

/// The name for what is none of the source's and only holds things together.
pub const NOTHING: &str = "-";

impl Kept {
    pub fn value(&self, key: &str) -> Option<&str> {
        self.values.iter().find(|(one, _)| one == key).map(|(_, value)| value.as_str())
    }
}

/// What the element was, if the first thing in it says so.
pub fn kept(node: Element<'_, '_>) -> Option<Kept> {
    let instruction = node.first_child()?.pi().filter(|one| one.target == "edition")?;
    Some(said(instruction.value?))
}

/// The attributes that the element had, where they could not be written.
pub fn attributes(node: Element<'_, '_>) -> Option<Vec<(String, String)>> {
    let instructions = node.children().map_while(|one| one.pi()).filter(|one| one.target == "edition");
    let mut said = instructions.filter_map(|one| one.value).map(said);
    said.find(|kept| kept.name == ATTRIBUTES).map(|kept| kept.values)
}

/// What an instruction says.
pub fn said(value: &str) -> Kept {
    let said = value.trim();
    let (name, mut rest) = said.split_once(' ').unwrap_or((said, ""));
    let mut values = Vec::new();
    while let Some((key, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else { break };
        values.push((key.trim().to_owned(), unescaped(value)));
        rest = after;
    }
    Kept { name: name.to_owned(), values }
}

fn unescaped(value: &str) -> String {
    let escapes =
        [("&quot;", "\""), ("&gt;", ">"), ("&#10;", "\n"), ("&#9;", "\t"), ("&#13;", "\r"), ("&amp;", "&")];
    escapes.into_iter().fold(value.to_owned(), |value, (escape, c)| value.replace(escape, c))
}
