//! The hands of a document: those that marks name, and those that a label only describes (`inserted by hand`).

use std::collections::BTreeMap;

use crate::model::document::Document;
use crate::model::text::{Marked, Part, plain};
use crate::write::tei::names;
use crate::write::tei::xml::Xml;
use crate::write::walk;

/// A hand.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Hand {
    /// `Molotov`
    Named(String),
    /// `in red pencil`, `by hand`: whose it is is not known.
    Described(String),
}

/// The hands of a document.
pub struct Hands(BTreeMap<Hand, usize>);

impl Hands {
    /// The hands of all marks.
    pub fn of(document: &Document) -> Hands {
        let mut hands = BTreeMap::new();
        for hand in walk::marks(document).into_iter().filter_map(hand) {
            let number = hands.len() + 1;
            hands.entry(hand).or_insert(number);
        }
        Hands(hands)
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

/// The hand of a mark.
pub fn hand(marked: &Marked) -> Option<Hand> {
    match &marked.mark.hand {
        Some(name) => Some(Hand::Named(name.clone())),
        None => {
            let labels = marked.pieces.iter().filter(|piece| piece.part == Part::Label);
            labels.filter_map(|label| described(&plain(&label.content))).next().map(Hand::Described)
        }
    }
}

fn name(document: &str, number: usize) -> String {
    names::within(document, &format!("h{number}"))
}

/// The words of a label that say with what it was written: `in red pencil`, `by hand`.
fn described(label: &str) -> Option<String> {
    let label = label.to_lowercase();
    let words: Vec<&str> =
        label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| word.starts_with("handwrit")) {
        return Some("by hand".to_owned());
    }
    let tool = words.iter().position(|word| ["hand", "pencil", "ink"].contains(word))?;
    let start = words.get(..tool)?.iter().rposition(|word| ["in", "by"].contains(word))?;
    Some(words.get(start..=tool)?.join(" "))
}

#[cfg(test)]
mod tests {
    use crate::write::tei::hands::described;

    #[test]
    fn a_label_describes_a_hand() {
        let check =
            |label: &str, hand: Option<&str>| assert_eq!(described(label).as_deref(), hand, "{label}");
        check("inserted by hand: ", Some("by hand"));
        check("Handwritten: ", Some("by hand"));
        check("in red pencil: ", Some("in red pencil"));
        check("added in ink: ", Some("in ink"));
        check("inserted: ", None);
        check("pencil: ", None);
    }
}
