//! Values that TEI wants in a form: identifiers, words, addresses, tags of languages. It knows no element.

use crate::model::document::Document;
use crate::model::id::Id;

/// The name of a document among those of a corpus. A name of XML begins with a letter (Namespaces in XML, 3), so
/// `1948-10-12` becomes `d-1948-10-12`; what begins with `d-` gets one more, so that no two names meet.
pub fn document(id: &Id<Document>) -> String {
    let id = id.as_str();
    let prefixed = id.starts_with("d-") || id.starts_with(|c: char| c.is_ascii_digit());
    if prefixed { format!("d-{id}") } else { id.to_owned() }
}

/// The name of a place in a document. No document's id has a point, so the name is no other document's.
pub fn within(document: &str, anchor: &str) -> String {
    format!("{document}.{anchor}")
}

/// A pointer to a name in the same file.
pub fn pointer(name: &str) -> String {
    format!("#{name}")
}

/// A free text as words that an attribute can hold (`teidata.word`); nothing where none is left.
pub fn words(text: &str) -> Option<String> {
    let fits = |c: &char| c.is_ascii_graphic() || (c.is_alphanumeric() && is_old(*c));
    let words = text.split_whitespace().map(|word| word.chars().filter(fits).collect::<String>());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Whether it stands among letters that every validator knows; what came into Unicode later is no letter to some.
fn is_old(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{233}' | '\u{386}'..='\u{3ce}' | '\u{400}'..='\u{481}' | '\u{5d0}'..='\u{5ea}'
        | '\u{621}'..='\u{64a}' | '\u{3041}'..='\u{30fe}' | '\u{4e00}'..='\u{9fa5}' | '\u{ac00}'..='\u{d7a3}')
}

/// A free text as one word: `in pencil` is `in-pencil`.
pub fn word(text: &str) -> Option<String> {
    words(text).map(|words| words.replace(' ', "-"))
}

/// The tag of a language, if it has the form of one (`xsd:language`).
pub fn language(tag: &str) -> Option<&str> {
    let mut parts = tag.split('-');
    let fits = |part: &str| (1..=8).contains(&part.len());
    let first = parts.next().is_some_and(|part| fits(part) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let all = parts.all(|part| fits(part) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    (first && all).then_some(tag)
}

/// An address in which every character that no address has is percent-encoded (RFC 3986, 2).
pub fn address(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut fragment = false;
    for (at, byte) in bytes.iter().enumerate() {
        let hex = |ahead: usize| bytes.get(at + ahead).is_some_and(u8::is_ascii_hexdigit);
        let keep = match byte {
            b'%' => hex(1) && hex(2),
            b'#' => !std::mem::replace(&mut fragment, true),
            b'[' | b']' => false,
            byte => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(byte),
        };
        if keep {
            out.push(char::from(*byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::model::id::Id;
    use crate::write::tei::names::{address, document, language, word, words};

    #[test]
    fn no_two_documents_have_one_name() {
        let check = |id: &str, name: &str| assert_eq!(document(&Id::new(id).unwrap()), name);
        check("letter", "letter");
        check("1948-10-12", "d-1948-10-12");
        check("d-1948-10-12", "d-d-1948-10-12");
    }

    #[test]
    fn values_have_their_form() {
        assert_eq!(words("in the left\u{a0}margin\u{ad}").as_deref(), Some("in the left margin"));
        assert_eq!(word("in pencil").as_deref(), Some("in-pencil"));
        assert_eq!(words("\u{200b} "), None);
        assert_eq!(language("zh-Hant"), Some("zh-Hant"));
        assert_eq!(language("русский"), None);
        assert_eq!(address("https://a.b/c d?e=%20&f=%x#g#ж"), "https://a.b/c%20d?e=%20&f=%25x#g%23%D0%B6");
        assert_eq!(address("http://[::1]/"), "http://%5B::1%5D/");
    }
}
