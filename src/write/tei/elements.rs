//! The elements of TEI that a mark can be, and what each may have (TEI P5, chapters 3 and 11). It knows no sign.

use crate::model::apparatus::Sign;

/// An element within a line.
pub struct Element {
    pub name: &'static str,
    pub holds: Holds,
    /// Which attributes it has beside those that all elements have.
    pub classes: &'static [Class],
}

/// What stands in an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    Text,
    /// Nothing but a description.
    Description,
    /// Paragraphs and a description.
    Figure,
    /// A deletion and an addition.
    Pair,
}

/// Attributes that come together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// `@type` and `@subtype`
    Typed,
    Hand,
    Place,
    Reason,
    /// `@quantity`, `@unit`, `@extent` and `@atMost`
    Extent,
}

use Class::{Extent, Hand, Place, Reason, Typed};

/// Every element that a row of the signs may name. What is not here is a `seg` with the name of the sign.
static ELEMENTS: &[Element] = &[
    Element { name: "add", holds: Holds::Text, classes: &[Typed, Hand, Place, Extent] },
    Element { name: "corr", holds: Holds::Text, classes: &[Typed] },
    Element { name: "damage", holds: Holds::Text, classes: &[Typed, Hand, Extent] },
    Element { name: "del", holds: Holds::Text, classes: &[Typed, Hand, Place, Extent] },
    Element { name: "figure", holds: Holds::Figure, classes: &[Typed, Hand, Place] },
    Element { name: "foreign", holds: Holds::Text, classes: &[] },
    Element { name: "gap", holds: Holds::Description, classes: &[Reason, Extent] },
    Element { name: "gloss", holds: Holds::Text, classes: &[Typed, Place] },
    Element { name: "hi", holds: Holds::Text, classes: &[Hand] },
    Element { name: "incident", holds: Holds::Description, classes: &[Typed] },
    Element { name: "note", holds: Holds::Text, classes: &[Typed, Hand, Place] },
    Element { name: "orig", holds: Holds::Text, classes: &[] },
    Element { name: "reg", holds: Holds::Text, classes: &[Typed] },
    Element { name: "sic", holds: Holds::Text, classes: &[] },
    Element { name: "space", holds: Holds::Description, classes: &[Typed, Extent] },
    Element { name: "stamp", holds: Holds::Text, classes: &[Typed] },
    Element { name: "subst", holds: Holds::Pair, classes: &[Hand, Place, Extent] },
    Element { name: "supplied", holds: Holds::Text, classes: &[Reason, Extent] },
    Element { name: "surplus", holds: Holds::Text, classes: &[Reason, Extent] },
    Element { name: "unclear", holds: Holds::Text, classes: &[Reason, Extent] },
];

/// What stands in for an element that cannot stand within a line.
pub static SEG: Element = Element { name: "seg", holds: Holds::Text, classes: &[Typed, Hand] };

pub fn element(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name == name)
}

/// The name and the attributes in the row of a sign: `add` and `type`, `handwritten`.
pub fn row(sign: &Sign) -> (&str, Vec<(&str, &str)>) {
    let (name, rest) = sign.tei.split_once(' ').unwrap_or((&sign.tei, ""));
    let mut attributes = Vec::new();
    let mut rest = rest;
    while let Some((attribute, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else { break };
        attributes.push((attribute.trim(), value));
        rest = after;
    }
    (name, attributes)
}

impl Element {
    pub fn has(&self, class: Class) -> bool {
        self.classes.contains(&class)
    }

    /// An attribute that this element may have, by its name.
    pub fn attribute(&self, name: &str) -> Option<&'static str> {
        let known = [
            ("type", Some(Typed)),
            ("subtype", Some(Typed)),
            ("hand", Some(Hand)),
            ("place", Some(Place)),
            ("reason", Some(Reason)),
            ("unit", Some(Extent)),
            ("rend", None),
        ];
        let (name, class) = known.into_iter().find(|(known, _)| *known == name)?;
        class.is_none_or(|class| self.has(class)).then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::apparatus::SIGNS;
    use crate::write::tei::elements::{element, row};

    #[test]
    fn every_row_says_what_its_element_can_have() {
        for sign in SIGNS {
            let (name, attributes) = row(sign);
            let Some(element) = element(name) else {
                assert!(
                    ["signed", "pb", "div", "choice", "expan", "rdg"].contains(&name),
                    "{name} of {}",
                    sign.name
                );
                continue;
            };
            for (attribute, value) in attributes {
                assert!(element.attribute(attribute).is_some(), "{name}/@{attribute}={value}");
            }
        }
    }
}
