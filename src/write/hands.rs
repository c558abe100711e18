//! The hands of a document: those that marks name, and those that a label only describes (`inserted by hand`). It knows
//! no output format.

use crate::model::document::Document;
use crate::model::text::{Marked, Part, plain};
use crate::write::walk;

/// A hand.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Hand {
    /// `Molotov`
    Named(String),
    /// `in red pencil`, `by hand`: whose it is is not known.
    Described(String),
}

impl Hand {
    /// The name, or the words that describe it.
    pub fn words(&self) -> &str {
        match self {
            Hand::Named(words) | Hand::Described(words) => words,
        }
    }
}

/// The hands of all marks, each once, in the order of the text.
pub fn hands(document: &Document) -> Vec<Hand> {
    let mut hands = Vec::new();
    for hand in walk::marks(document).into_iter().filter_map(hand) {
        if !hands.contains(&hand) {
            hands.push(hand);
        }
    }
    hands
}

/// The hand of a mark. What has a reading is a witness and no hand.
pub fn hand(marked: &Marked) -> Option<Hand> {
    if marked.mark.sign.name == "variant" {
        return None;
    }
    match &marked.mark.hand {
        Some(name) => Some(Hand::Named(name.clone())),
        None => {
            let labels = marked.pieces.iter().filter(|piece| piece.part == Part::Label);
            labels.filter_map(|label| described(&plain(&label.content))).next().map(Hand::Described)
        }
    }
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
    use crate::model::text::Part;
    use crate::write::hands::{Hand, described, hands};
    use crate::write::samples::{document, mark, marked, paragraph};

    #[test]
    fn each_hand_is_listed_once_in_the_order_of_the_text() {
        let labelled = |at, label| mark("handwritten", at, &[(Part::Label, label), (Part::Content, "a")]);
        let mut known = labelled(1, "handwritten by Molotov: ");
        known.mark.hand = Some("Molotov".to_owned());
        let mut witness = labelled(3, "variant in A: ");
        witness.mark.sign = crate::model::apparatus::built_in("variant");
        witness.mark.hand = Some("A".to_owned());
        let marks = vec![
            marked(labelled(0, "in red pencil: ")),
            marked(known),
            marked(labelled(2, "in red pencil: ")),
            marked(witness),
        ];
        let expected = [Hand::Described("in red pencil".to_owned()), Hand::Named("Molotov".to_owned())];
        assert_eq!(hands(&document(vec![paragraph(0, marks)])), expected);
    }

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
