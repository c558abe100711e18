//! Headers as they are written: taken from a file, put together for one document, written as XML and read from that.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::document::Document;
use crate::model::id::Id;
use crate::model::told::{Content, Told};
use crate::read::tei::header;
use crate::read::tei::node::{Element, name};
use crate::read::tei::parts::Found;
use crate::source::Source;

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The headers that hold for a document as one: its own, and in the description of its source those of the volume or the
/// corpus that it is a part of.
pub fn combined(found: &Found<'_, '_>) -> Option<Arc<Told>> {
    let (own, wider) = match found.headers.as_slice() {
        [wider @ .., own] if !found.in_volume => (told(*own), wider),
        wider => (Told::new("teiHeader"), wider),
    };
    let mut header = own;
    wider.iter().for_each(|one| add(told(*one), &mut header));
    (!header.content.is_empty()).then(|| Arc::new(header))
}

/// Adds what a wider header says: of the file it is of as a book that this is from, all else beside the document's own.
fn add(wider: Told, header: &mut Told) {
    let mut book = Told::new("biblFull");
    let end = header
        .content
        .iter()
        .position(|one| matches!(one, Content::Element(one) if one.name == "revisionDesc"));
    let mut at = end.unwrap_or(header.content.len());
    for one in wider.content {
        match one {
            Content::Element(file) if file.name == "fileDesc" => {
                book.content.splice(0..0, file.content).for_each(drop)
            }
            Content::Element(changes) if changes.name == "revisionDesc" => {
                book.content.push(Content::Element(changes))
            }
            other => {
                header.content.insert(at, other);
                at += 1;
            }
        }
    }
    if !header.elements().any(|one| one.name == "fileDesc") {
        header.content.insert(0, Content::Element(Told::new("fileDesc")));
    }
    let file = header.content.iter_mut().find_map(|one| match one {
        Content::Element(one) if one.name == "fileDesc" => Some(one),
        _ => None,
    });
    if let Some(file) = file {
        let mut source = Told::new("sourceDesc");
        source.content.push(Content::Element(book));
        file.content.push(Content::Element(source));
    }
}

/// An element with all that stands in it; comments are not kept.
pub fn told(node: Element<'_, '_>) -> Told {
    let home = node.document().root_element().tag_name().namespace();
    of_home(node, home)
}

fn of_home(node: Element<'_, '_>, home: Option<&str>) -> Told {
    let namespace = node.tag_name().namespace();
    let mut content: Vec<Content> = Vec::new();
    for child in node.children() {
        if let Some(instruction) = child.pi() {
            let value = instruction.value.map(|value| format!(" {value}")).unwrap_or_default();
            content.push(Content::Instruction(format!("{}{value}", instruction.target)));
        } else if child.is_element() {
            content.push(Content::Element(of_home(child, home)));
        } else if child.is_text() {
            let said = child.text().unwrap_or_default();
            // A comment parts a text, and is not kept.
            match content.last_mut() {
                Some(Content::Text(text)) => text.push_str(said),
                _ => content.push(Content::Text(said.to_owned())),
            }
        }
    }
    Told {
        name: name(node).to_owned(),
        namespace: if namespace == home { None } else { Some(namespace.unwrap_or_default().to_owned()) },
        attributes: attributes(node),
        content,
    }
}

/// All attributes as they are written, each of another namespace with that.
pub fn attributes(node: Element<'_, '_>) -> Vec<(String, String)> {
    let named = node.attributes().map(|one| {
        let name = match one.namespace() {
            None => one.name().to_owned(),
            Some(XML) => format!("xml:{}", one.name()),
            Some(other) => format!("{{{other}}}{}", one.name()),
        };
        (name, one.value().to_owned())
    });
    named.collect()
}

/// The element as XML that stands by itself.
pub fn xml(told: &Told) -> String {
    let mut out = String::new();
    write(told, None, &mut out);
    out
}

fn write(told: &Told, around: Option<&str>, out: &mut String) {
    out.push('<');
    out.push_str(&told.name);
    let namespace = told.namespace.as_deref();
    if namespace != around {
        out.push_str(&format!(" xmlns=\"{}\"", escaped(namespace.unwrap_or_default())));
    }
    for (at, (name, value)) in told.attributes.iter().enumerate() {
        match name.strip_prefix('{').and_then(|name| name.rsplit_once('}')) {
            Some((namespace, name)) => {
                out.push_str(&format!(
                    " xmlns:a{at}=\"{}\" a{at}:{name}=\"{}\"",
                    escaped(namespace),
                    escaped(value)
                ));
            }
            None => out.push_str(&format!(" {name}=\"{}\"", escaped(value))),
        }
    }
    out.push('>');
    for one in &told.content {
        match one {
            Content::Text(text) => out.push_str(&escaped(text)),
            Content::Element(element) => write(element, namespace, out),
            Content::Instruction(said) => out.push_str(&format!("<?{said}?>")),
        }
    }
    out.push_str(&format!("</{}>", told.name));
}

fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\n', '\t', '\r']) {
        return Cow::Borrowed(text);
    }
    let escapes =
        [("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("\n", "&#10;"), ("\t", "&#9;"), ("\r", "&#13;")];
    let first = text.replace('&', "&amp;");
    Cow::Owned(escapes.into_iter().fold(first, |text, (c, escape)| text.replace(c, escape)))
}

/// The element that some XML is.
pub fn parsed(text: &str) -> Option<Told> {
    let tree = roxmltree::Document::parse(text).ok()?;
    Some(told(tree.root_element()))
}

/// What the header of a file tells of a document by itself.
pub fn described(header: &Told, source: &Source) -> Document {
    let mut document = Document::new(Id::unnamed(), source.id());
    if let Ok(tree) = roxmltree::Document::parse(&xml(header)) {
        header::describe(tree.root_element(), source, &mut document);
        document.title.span = None;
    }
    document
}
