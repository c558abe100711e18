//! The header of a file that our own writer made of TEI: what the source itself said there, and beside it what is ours.
//! An element of ours says so by `<?edition ours?>`; `<?edition known …?>` lists what the source's own words say of the
//! document. What could not stand there as it was is in instructions (see `kept.rs`).

use crate::model::document::Document;
use crate::model::told::{Content, Told};
use crate::read::tei::kept::{Kept, said};
use crate::read::tei::node::{self, Element, id};
use crate::read::tei::{own_ids, told};

/// The instruction in an element of ours.
pub const OURS: &str = "ours";

/// The instruction that lists what the source's own words say.
pub const KNOWN: &str = "known";

/// The instruction with the attributes that the element has, in place of those that could be written.
pub const ATTRIBUTES: &str = "attributes";

/// The instruction that is an element.
pub const ELEMENT: &str = "element";

/// The instruction that is a text where only elements may stand.
pub const LEFT_TEXT: &str = "text";

/// The elements in which ours and the source's stand beside each other.
pub const SHARED: [&str; 6] =
    ["teiHeader", "fileDesc", "titleStmt", "publicationStmt", "notesStmt", "revisionDesc"];

/// A header, taken apart again.
pub struct OwnHeader {
    pub ours: Told,
    /// What the source said, as it said it.
    pub kept: Told,
    /// What of it the document has from there.
    pub known: Vec<String>,
}

/// Takes a header apart, if it holds what the source said.
pub fn own_header(header: Element<'_, '_>) -> Option<OwnHeader> {
    let mut whole = told::told(header);
    let first = whole.content.iter().position(|one| matches!(one, Content::Instruction(_)))?;
    let Content::Instruction(instruction) = whole.content.remove(first) else { return None };
    let known = spoken(&instruction).filter(|said| said.name == KNOWN)?;
    if known.value("language").is_some() {
        whole.attributes.retain(|(name, _)| name != "xml:lang");
    }
    let named = header.parent().and_then(id).unwrap_or_default();
    restore(&mut whole, named);
    let (ours, kept) = parted(whole);
    let kept = kept.map(|mut kept| match kept.content.pop() {
        // What was no header is kept as one thing.
        Some(Content::Element(only)) if kept.content.is_empty() && only.name == "teiHeader" => only,
        last => {
            kept.content.extend(last);
            kept
        }
    });
    let known = known.value("fields").unwrap_or_default().split(' ').map(str::to_owned).collect();
    Some(OwnHeader { ours: ours.unwrap_or_default(), kept: kept.unwrap_or_default(), known })
}

/// The lists of pictures that stand beside a text of ours, or are kept there.
pub fn facsimiles(text: Element<'_, '_>) -> Vec<Told> {
    let named = text.parent().and_then(id).unwrap_or_default();
    let beside = text.parent().into_iter().flat_map(|whole| whole.children());
    let lists = beside.filter_map(|one| match one.pi() {
        Some(instruction) if instruction.target == "edition" => {
            let kept = said(instruction.value.unwrap_or_default());
            kept.value("xml").filter(|_| kept.name == ELEMENT).and_then(told::parsed)
        }
        _ if node::name(one) == "facsimile" => {
            let mut list = told::told(one);
            restore(&mut list, named);
            Some(list)
        }
        _ => None,
    });
    lists.collect()
}

/// What an instruction of ours says.
fn spoken(instruction: &str) -> Option<Kept> {
    instruction.strip_prefix("edition ").map(said)
}

/// Gives elements and attributes the place and the form again that they had.
fn restore(told: &mut Told, document: &str) {
    told.attributes.iter_mut().for_each(|(name, value)| own_ids::restore(name, value, document));
    let content = std::mem::take(&mut told.content);
    for one in content {
        match one {
            Content::Instruction(instruction) => match spoken(&instruction) {
                Some(kept) if kept.name == ATTRIBUTES => told.attributes = kept.values,
                Some(kept) if kept.name == ELEMENT => {
                    let element = kept.value("xml").and_then(told::parsed);
                    told.content.extend(element.map(Content::Element));
                }
                Some(kept) if kept.name == LEFT_TEXT => {
                    told.content.push(Content::Text(kept.value("text").unwrap_or_default().to_owned()));
                }
                _ => told.content.push(Content::Instruction(instruction)),
            },
            Content::Element(mut element) => {
                restore(&mut element, document);
                told.content.push(Content::Element(element));
            }
            Content::Text(_) => told.content.push(one),
        }
    }
}

/// What of an element is ours, and what is the source's.
fn parted(mut told: Told) -> (Option<Told>, Option<Told>) {
    let is_mark = |one: &Content| matches!(one, Content::Instruction(said) if said.trim_end() == format!("edition {OURS}"));
    if told.content.first().is_some_and(is_mark) {
        told.content.remove(0);
        return (Some(told), None);
    }
    if !SHARED.contains(&told.name.as_str()) {
        return (None, Some(told));
    }
    let mut ours = Told::new(&told.name);
    let content = std::mem::take(&mut told.content);
    for one in content {
        match one {
            Content::Element(element) => {
                let (our, kept) = parted(element);
                ours.content.extend(our.map(Content::Element));
                told.content.extend(kept.map(Content::Element));
            }
            Content::Text(text) if text.trim().is_empty() => {}
            other => told.content.push(other),
        }
    }
    let kept = !(told.content.is_empty() && told.attributes.is_empty());
    ((!ours.content.is_empty()).then_some(ours), kept.then_some(told))
}

/// A part of a document that a header can tell.
pub struct Field {
    pub name: &'static str,
    /// Whether two documents have the same there.
    pub is_same: fn(&Document, &Document) -> bool,
    /// Gives a document what another one has there.
    pub copy: fn(&Document, &mut Document),
}

/// A field by its name and by what in a document it is, so that no part is compared and not copied.
macro_rules! field {
    ($name:literal: $($($part:ident).+),+) => {
        Field {
            name: $name,
            is_same: |one, other| $(one.$($part).+ == other.$($part).+)&&+,
            copy: |from, to| { $(to.$($part).+.clone_from(&from.$($part).+);)+ },
        }
    };
}

/// All that a header can tell.
pub static FIELDS: &[Field] = &[
    field!("title": title.text, title.inferred),
    field!("kind": kind),
    field!("dates": date, dates, place),
    field!("parties": from, to),
    field!("languages": languages),
    field!("source": description),
    field!("translators": translators),
    field!("summary": summary),
    field!("credits": credits),
    field!("rights": rights),
    field!("status": status),
    field!("subjects": subjects),
    field!("sections": sections, further),
];
