//! The hands of a document as TEI lists them (TEI P5, 11.3.2.1).

use std::collections::BTreeMap;

use crate::model::document::Document;
use crate::write::hands::{self, Hand};
use crate::write::tei::names;
use crate::write::tei::xml::Xml;

/// The hands of a document.
pub struct Hands(BTreeMap<Hand, usize>);

impl Hands {
    /// The hands of all marks.
    pub fn of(document: &Document) -> Hands {
        Hands(hands::hands(document).into_iter().zip(1..).collect())
    }

    /// The name of a hand in the file.
    pub fn name(&self, hand: &Hand, document: &str) -> Option<String> {
        self.0.get(hand).map(|number| name(document, *number))
    }

    /// `handNotes`; a hand that is only described is `unnamed`.
    pub fn notes(&self, document: &str, xml: &mut Xml) {
        if self.0.is_empty() {
            return;
        }
        let mut hands: Vec<(usize, &Hand)> = self.0.iter().map(|(hand, number)| (*number, hand)).collect();
        hands.sort_unstable();
        xml.open("handNotes");
        for (number, hand) in hands {
            xml.line();
            let tag = xml.tag("handNote").attr("xml:id", &name(document, number));
            match hand {
                Hand::Named(name) => tag.text(name),
                Hand::Described(words) => tag.attr("n", "unnamed").text(words),
            }
        }
        xml.line();
        xml.close("handNotes");
        xml.line();
    }
}

fn name(document: &str, number: usize) -> String {
    names::within(document, &format!("h{number}"))
}
