//! The encodings of XML: a file says in its first bytes how it is written (XML 1.0, 4.3.3 and appendix F). This room
//! knows nothing else of XML.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// How far into a file its declaration may reach.
const LONGEST_DECLARATION: usize = 300;

/// The bytes of an XML file in UTF-8, if it says that it has another encoding, and is what it says.
pub fn in_utf8(bytes: &[u8]) -> Option<String> {
    let (encoding, bytes) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (UTF_16LE, rest),
        [0xFE, 0xFF, rest @ ..] => (UTF_16BE, rest),
        [b'<', 0, _, 0, ..] => (UTF_16LE, bytes),
        [0, b'<', 0, _, ..] => (UTF_16BE, bytes),
        // A declaration that is wrong does no harm where the text is UTF-8.
        _ if std::str::from_utf8(bytes).is_ok() => return None,
        _ => (Encoding::for_label(declared_in(bytes)?.as_bytes())?, bytes),
    };
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// The encoding that the declaration of an XML file names.
pub fn declared(text: &str) -> Option<String> {
    declared_in(text.as_bytes())
}

/// Whether a file is XML, as far as its first bytes tell.
pub fn is_xml(bytes: &[u8]) -> bool {
    let text = match bytes {
        [0xFF, 0xFE, b'<', 0, ..] | [0xFE, 0xFF, 0, b'<', ..] | [b'<', 0, ..] | [0, b'<', ..] => return true,
        [0xEF, 0xBB, 0xBF, text @ ..] | text => text.trim_ascii_start(),
    };
    ["<?xml", "<TEI", "<teiCorpus", "<!DOCTYPE TEI", "<!DOCTYPE teiCorpus"]
        .iter()
        .any(|opening| text.starts_with(opening.as_bytes()))
}

fn declared_in(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.get(..LONGEST_DECLARATION).unwrap_or(bytes);
    let head: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let declaration = head.strip_prefix("<?xml")?.split_once("?>")?.0;
    let said = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = said.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    Some(said.get(1..)?.split_once(quote)?.0.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use crate::source::encoding::{declared, in_utf8, is_xml};

    #[test]
    fn what_a_file_says_of_itself_is_believed_where_it_is_true() {
        let utf16: Vec<u8> = "<a>ä</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(in_utf8(&utf16).as_deref(), Some("<a>ä</a>"));
        assert_eq!(in_utf8(&[&[0xFE, 0xFF][..], &utf16].concat()).as_deref(), Some("<a>ä</a>"));
        let latin = |encoding: &str| {
            let head = format!("<?xml version=\"1.0\" encoding = '{encoding}'?><a>");
            in_utf8(&[head.as_bytes(), &b"\xE4</a>"[..]].concat())
        };
        assert!(latin("ISO-8859-1").is_some_and(|text| text.ends_with("<a>ä</a>")));
        assert!(latin("windows-1251").is_some_and(|text| text.ends_with("<a>д</a>")));
        assert_eq!(latin("UTF-8"), None);
        assert_eq!(latin("no-such"), None);
        assert_eq!(in_utf8("<?xml version='1.0' encoding='ISO-8859-1'?><a>ä</a>".as_bytes()), None);
        assert_eq!(in_utf8(b"<a>\xE4</a>"), None);
        // Half of a character.
        assert_eq!(in_utf8(&[0xFE, 0xFF, 0, b'<', 0xD8, 0x3D]), None);
        assert_eq!(declared("<?xml version='1.0' encoding=\"x y\" ?>").as_deref(), Some("x y"));
        assert_eq!(declared("<a encoding='b'/>"), None);
    }

    #[test]
    fn xml_is_known_by_its_first_bytes() {
        for xml in ["<?xml version='1.0'?>", "\u{feff}\n <TEI xmlns=''>", "<!DOCTYPE TEI>"] {
            assert!(is_xml(xml.as_bytes()), "{xml}");
        }
        assert!(is_xml(&[0xFF, 0xFE, b'<', 0]));
        assert!(!is_xml(b"< TEI is a format > and more"));
        assert!(!is_xml(b""));
    }
}
