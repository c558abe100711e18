//! What is looked at before a file is taken apart: its document type, how deep its elements stand, how much they hold.
//! It fetches nothing and expands nothing.

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{Damage, Source, encoding};

/// How many elements may stand in each other. In the editions that we know, it is 30.
const DEEPEST: usize = 120;

/// How many attributes an element may have; comparing them takes time with the square of their number.
const MOST_ATTRIBUTES: usize = 300;

/// The text without its document type, each character in its place, if it can be taken apart without harm.
///
/// # Errors
/// Where it cannot, with the reason.
pub fn guard<'s>(source: &'s Source, diagnostics: &mut Diagnostics) -> Result<Cow<'s, str>, Box<Diagnostic>> {
    let text = source.text();
    let first = source.damage().iter().find_map(|damage| match damage {
        Damage::NotUtf8(at) => Some(*at as usize),
        Damage::Forbidden(..) | Damage::Lost(_) | Damage::Conflict(_) => None,
    });
    if let Some(at) = first {
        return Err(Box::new(other_encoding(source, at)));
    }
    let mut without: Cow<'s, str> = Cow::Borrowed(text);
    if let Some(found) = doctype(text) {
        let message = "the document type is not looked at";
        let warning = Diagnostic::warning("document-type", message).at(source.span(found.range.clone()));
        let hint = if found.internal {
            "take out `<!DOCTYPE …>`: nothing that it names is fetched, and nothing that it declares is used"
        } else {
            "take out `<!DOCTYPE …>`: nothing that it names is fetched"
        };
        diagnostics.push(warning.hint(hint));
        let blank = |c: char| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) };
        let blanks: String = text[found.range.clone()].chars().map(blank).collect();
        without.to_mut().replace_range(found.range, &blanks);
    }
    measure(source, &without)?;
    Ok(without)
}

/// A file that is not what it says, or what a file is that says nothing (XML 1.0, 4.3.3). `at` is the first byte that is wrong.
fn other_encoding(source: &Source, at: usize) -> Diagnostic {
    let declared = encoding::declared(source.text());
    let other = declared.as_ref().filter(|name| !name.to_ascii_lowercase().starts_with("utf"));
    if let Some(name) = other {
        let message =
            format!("`{}` says that its encoding is `{name}`, and cannot be read as that", source.path());
        let hint =
            "save the file with the encoding UTF-8, and say so in its first line: `encoding=\"UTF-8\"`";
        return Diagnostic::error("not-well-formed", message).at(source.span(0..0)).hint(hint);
    }
    let bytes = source.bytes();
    let wrong = std::str::from_utf8(bytes).err().and_then(|error| bytes.get(error.valid_up_to()));
    let byte = wrong.map(|byte| format!("the byte {byte:02X} stands here, ")).unwrap_or_default();
    let message = match declared {
        Some(name) => format!("{byte}and `{}` is not in {name}, as it says", source.path()),
        None => format!("{byte}and `{}` is not in UTF-8, as a file is that names no encoding", source.path()),
    };
    let hint = "save the file with the encoding UTF-8, or say in its first line which one it has: \
        `<?xml version=\"1.0\" encoding=\"windows-1251\"?>`";
    Diagnostic::error("not-well-formed", message).at(source.span(at..at)).hint(hint)
}

/// What is well-formed and is not taken apart, because it could do harm.
fn harmful(code: &'static str, source: &Source, at: usize, message: String, hint: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(code, message).at(source.span(at..at + 1)).hint(hint))
}

struct Doctype {
    range: Range<usize>,
    /// Whether something stands in `[…]`.
    internal: bool,
}

/// The document type, which stands before the first element.
fn doctype(text: &str) -> Option<Doctype> {
    let mut at = 0;
    loop {
        let start = at + text.get(at..)?.find('<')?;
        let rest = text.get(start..)?;
        if rest.starts_with("<!--") {
            at = start + rest.find("-->")? + 3;
        } else if rest.starts_with("<?") {
            at = start + rest.find("?>")? + 2;
        } else if rest.starts_with("<!DOCTYPE") {
            let (end, internal) = end_of_doctype(rest)?;
            return Some(Doctype { range: start..start + end, internal });
        } else {
            return None;
        }
    }
}

/// Where it ends, and whether it has a part in brackets. Comments and instructions there can hold any character.
fn end_of_doctype(rest: &str) -> Option<(usize, bool)> {
    let (mut quote, mut at) = (None, 0);
    let (mut internal, mut inside) = (false, false);
    while let Some(byte) = rest.as_bytes().get(at).copied() {
        let ahead = rest.as_bytes().get(at..).unwrap_or_default();
        let skip = |end: &str| Some(at + rest.get(at..)?.find(end)? + end.len());
        at = match (quote, byte) {
            (None, b'<') if inside && ahead.starts_with(b"<!--") => skip("-->")?,
            (None, b'<') if inside && ahead.starts_with(b"<?") => skip("?>")?,
            (Some(open), byte) => {
                quote = quote.filter(|_| open != byte);
                at + 1
            }
            (None, byte) => {
                match byte {
                    b'"' | b'\'' => quote = Some(byte),
                    b'[' => (internal, inside) = (true, true),
                    b']' => inside = false,
                    b'>' if !inside => return Some((at + 1, internal)),
                    _ => {}
                }
                at + 1
            }
        };
    }
    None
}

/// Whether no element stands too deep or has too many attributes. What is not well-formed is found later.
fn measure(source: &Source, text: &str) -> Result<(), Box<Diagnostic>> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'<')) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        let skip = |end: &str| rest.find(end).map_or(rest.len(), |found| found + end.len());
        at = start
            + if rest.starts_with("<!--") {
                skip("-->")
            } else if rest.starts_with("<![CDATA[") {
                skip("]]>")
            } else if rest.starts_with("<?") {
                skip("?>")
            } else if rest.starts_with("</") {
                depth = depth.saturating_sub(1);
                skip(">")
            } else {
                let tag = tag(rest.as_bytes());
                if tag.attributes > MOST_ATTRIBUTES {
                    let message = format!("this element has more than {MOST_ATTRIBUTES} attributes");
                    let hint = "no element of TEI has so many; the file is damaged";
                    return Err(harmful("too-many-attributes", source, start, message, hint));
                }
                depth += usize::from(!tag.empty);
                if depth > DEEPEST {
                    let message = format!(
                        "elements are nested more than {DEEPEST} deep here, and the file is not read"
                    );
                    let hint =
                        "take out elements that only hold other ones; the file need not be wrong otherwise";
                    return Err(harmful("too-deep", source, start, message, hint));
                }
                tag.length
            };
    }
    Ok(())
}

struct Tag {
    length: usize,
    attributes: usize,
    empty: bool,
}

fn tag(bytes: &[u8]) -> Tag {
    let mut quote = None;
    let mut attributes = 0;
    let mut last = 0;
    for (at, byte) in bytes.iter().copied().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => {
                attributes += 1;
                quote = Some(byte);
            }
            (None, b'>') => return Tag { length: at + 1, attributes, empty: last == b'/' },
            _ => {}
        }
        last = byte;
    }
    Tag { length: bytes.len(), attributes, empty: true }
}
