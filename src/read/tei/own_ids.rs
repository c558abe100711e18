//! Ids of the source in a file of ours. There they stand behind the name of the document, `letter_s1`, so that they are no
//! other document's in a corpus and none of ours, which have a point there (`letter.p1`).

/// What stands between the name of a document and an id of its source.
pub const BETWEEN: char = '_';

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
