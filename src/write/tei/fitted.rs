//! What a source told, as far as it is valid where it stands: each element under its name, and in an instruction at its
//! place what cannot be there, whole.

use crate::model::told::{Content, Told};
use crate::read::tei::own_header::{ATTRIBUTES, ELEMENT, LEFT_TEXT, OURS, SHARED};
use crate::read::tei::told::xml;
use crate::write::tei::grammar::{self, Declared, TEXT};
use crate::write::tei::ids::{Fitting, Ids};
use crate::write::tei::kept::keep;
use crate::write::tei::xml::Xml;

/// An element that is valid where it may stand.
pub struct Fitted<'a> {
    pub name: &'static str,
    attributes: Vec<(&'static str, String)>,
    /// All that the source said, where the attributes cannot say it.
    said: Option<&'a [(String, String)]>,
    content: Vec<Part<'a>>,
}

enum Part<'a> {
    Text(&'a str),
    Element(Fitted<'a>),
    /// An element that cannot stand here.
    Kept(&'a Told),
    /// A text where only elements may stand.
    KeptText(&'a str),
    Instruction(&'a str),
}

/// The element, if it can stand under its name. `ids` are those of the source; what is ours is valid as it is.
pub fn fitted<'a>(told: &'a Told, ids: &Ids<'_>) -> Option<Fitted<'a>> {
    let ours = format!("edition {OURS}");
    fit(told, ids, &ours)
}

fn fit<'a>(told: &'a Told, ids: &Ids<'_>, mark: &str) -> Option<Fitted<'a>> {
    let declared = grammar::element(&told.name).filter(|_| told.namespace.is_none())?;
    if matches!(told.content.first(), Some(Content::Instruction(said)) if said == mark) {
        return ours(told, declared);
    }
    let Fitting { said, is_whole } = ids.fitting(declared, &told.attributes);
    if !declared.is_complete(said.iter().map(|(name, _)| *name)) {
        return None;
    }
    let mut content: Vec<Part<'a>> = told
        .content
        .iter()
        .map(|one| match one {
            Content::Text(text) => Part::Text(text),
            Content::Instruction(said) => Part::Instruction(said),
            Content::Element(element) => fit(element, ids, mark).map_or(Part::Kept(element), Part::Element),
        })
        .collect();
    let counted: Vec<usize> =
        (0..content.len()).filter(|at| content.get(*at).is_some_and(|part| name(part).is_some())).collect();
    let names: Vec<&str> = counted.iter().filter_map(|at| content.get(*at).and_then(name)).collect();
    let is_shared = SHARED.contains(&declared.name);
    let may_go = |at: usize| is_shared || names.get(at).is_some_and(|name| *name != TEXT);
    let stay = declared.holds(&names, may_go)?;
    for (at, stays) in counted.into_iter().zip(stay) {
        if let (false, Some(part), Some(was)) = (stays, content.get_mut(at), told.content.get(at)) {
            match was {
                Content::Element(element) => *part = Part::Kept(element),
                Content::Text(text) => *part = Part::KeptText(text),
                Content::Instruction(_) => {}
            }
        }
    }
    Some(Fitted {
        name: declared.name,
        attributes: said,
        said: (!is_whole).then_some(&told.attributes),
        content,
    })
}

/// What is ours has its own ids and is valid.
fn ours<'a>(told: &'a Told, declared: &'static Declared) -> Option<Fitted<'a>> {
    let attributes =
        told.attributes.iter().filter_map(|(name, value)| Some((declared.name_of(name)?, value.clone())));
    let content = told.content.iter().filter_map(|one| {
        Some(match one {
            Content::Text(text) => Part::Text(text),
            Content::Instruction(said) => Part::Instruction(said),
            Content::Element(element) => Part::Element(ours(element, grammar::element(&element.name)?)?),
        })
    });
    Some(Fitted {
        name: declared.name,
        attributes: attributes.collect(),
        said: None,
        content: content.collect(),
    })
}

/// What a part counts as among the children of an element.
fn name(part: &Part<'_>) -> Option<&'static str> {
    match part {
        Part::Text(text) => (!text.trim().is_empty()).then_some(TEXT),
        Part::Element(element) => Some(element.name),
        Part::Kept(_) | Part::KeptText(_) | Part::Instruction(_) => None,
    }
}

impl Fitted<'_> {
    pub fn write(&self, xml: &mut Xml) {
        xml.tag(self.name).attrs(&self.attributes).open();
        if let Some(said) = self.said {
            keep(ATTRIBUTES, said.iter().map(|(name, value)| (name.as_str(), value.as_str())), xml);
        }
        // Between the elements of these stands no text, and each has a line of its own.
        let in_lines = SHARED.contains(&self.name);
        if in_lines {
            xml.line();
        }
        for part in &self.content {
            match part {
                Part::Text(text) => xml.text(text),
                Part::Element(element) => element.write(xml),
                Part::Kept(told) => kept(told, xml),
                Part::KeptText(text) => keep(LEFT_TEXT, [("text", *text)], xml),
                Part::Instruction(said) => xml.instruction(said),
            }
            if in_lines {
                xml.line();
            }
        }
        xml.close(self.name);
    }
}

/// An element as it was, in an instruction.
fn kept(told: &Told, into: &mut Xml) {
    let element = xml(told);
    keep(ELEMENT, [("xml", element.as_str())], into);
}
