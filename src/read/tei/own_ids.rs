//! Ids of the source in a file of ours. There they stand behind the name of the document, `letter_s1`, so that they are no
//! other document's in a corpus and none of ours, which have a point there (`letter.p1`).

use std::collections::BTreeSet;

use crate::read::tei::node::{Element, id};

/// What stands between the name of a document and an id of its source.
pub const BETWEEN: char = '_';

/// The id of the document that has this name in a corpus of ours (see `names::document` of the writer).
pub fn of_document(name: &str) -> &str {
    name.strip_prefix("d-").unwrap_or(name)
}

/// Gives an attribute the value again that it had: an id, or addresses of which some are pointers within the file.
pub fn restore(name: &str, value: &mut String, document: &str) {
    if document.is_empty() || !value.contains(document) {
        return;
    }
    let own =
        |id: &str| id.strip_prefix(document).and_then(|rest| rest.strip_prefix(BETWEEN)).map(str::to_owned);
    if name == "xml:id" {
        if let Some(id) = own(value) {
            *value = id;
        }
    } else if value.contains('#') {
        let restored = |one: &str| match one.strip_prefix('#').and_then(own) {
            Some(id) => format!("#{id}"),
            None => one.to_owned(),
        };
        *value = value.split(' ').map(restored).collect::<Vec<_>>().join(" ");
    }
}

/// The ids that a file has. In one of ours, those to which an instruction still points were elsewhere in the file that it
/// was made of.
pub fn of_file(root: Element<'_, '_>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for node in root.descendants() {
        ids.extend(id(node).map(str::to_owned));
        let Some(instruction) = node.pi().filter(|one| one.target == "edition") else { continue };
        for rest in instruction.value.unwrap_or_default().split('#').skip(1) {
            let end = |c: char| c.is_whitespace() || matches!(c, '"' | '&' | '\'' | '>');
            ids.insert(rest.split(end).next().unwrap_or_default().to_owned());
        }
    }
    ids
}
