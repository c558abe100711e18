//! How names without an entry in a register are put in order: what was guessed, to be listed once for each name.

use crate::diag::Diagnostic;
use crate::model::document::Document;
use crate::model::entity::PartyKind;
use crate::model::naming::{Naming, is_unknown};
use crate::resolve::doubts::place;
use crate::source::Source;

/// A name, and a note that says what was made of it.
#[derive(Clone, Debug)]
pub struct Guess {
    pub name: String,
    pub note: Diagnostic,
}

/// How each name of the document is put in order, where nothing but its words says so.
pub fn names(document: &Document, source: &Source) -> Vec<Guess> {
    let parties = document.from.iter().chain(&document.to).filter(|party| party.id.is_none());
    let parties = parties.map(|party| (&party.name, party.kind, Naming::of_party(party), true));
    let translators = document.translators.iter().filter(|name| name.id.is_none());
    let translators = translators.map(|name| (&name.name, None, Naming::of(&name.name), false));
    let mut guesses: Vec<Guess> = Vec::new();
    for (name, kind, naming, is_party) in parties.chain(translators) {
        if guesses.iter().any(|guess| guess.name == *name) {
            continue;
        }
        // What is said to be a body has no other order.
        let Some((message, hint)) = made_of(name, naming).filter(|_| kind != Some(PartyKind::Body)) else {
            continue;
        };
        let mut note = Diagnostic::note("guessed-name", message).at(place(document, source, name)).hint(hint);
        if is_party && kind.is_none() {
            note = note.hint(
                "whether a sender or a recipient is a person or a body can be said: `{ name = \"…\", kind = \"body\" }`",
            );
        }
        guesses.push(Guess { name: name.clone(), note });
    }
    guesses
}

/// What was made of a name and what to do where that is wrong. Nothing where it can be no other: one word stands in one
/// order only, and `Stalin, I. V.` says its own.
fn made_of(name: &str, naming: Naming) -> Option<(String, &'static str)> {
    if is_unknown(name) || !name.trim().contains(char::is_whitespace) {
        return None;
    }
    match naming {
        Naming::Parted { .. } if name.contains(',') => None,
        Naming::FamilyFirst { .. } => None,
        Naming::Parted { family, given, .. } => Some((
            format!("the name `{name}` is taken as family name `{family}` and given name `{given}`"),
            "where that is wrong, write the family name in front, with a comma: `Family, Given`",
        )),
        Naming::Whole(_) => Some((
            format!("the name `{name}` is kept in the order in which it is written"),
            "if lists are to turn it round, write the family name in front, with a comma: `Family, Given`",
        )),
        Naming::Body(_) => Some((
            format!("the name `{name}` is taken for an office or institution, not for a person"),
            "if it is a person, write the family name in front, with a comma: `Family, Given`",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::names;
    use crate::model::document::{Document, Name};
    use crate::model::entity::Party;
    use crate::model::id::Id;
    use crate::source::Sources;

    #[test]
    fn each_name_is_noted_once_with_what_was_made_of_it() {
        let party = |name: &str| Party { name: name.to_owned(), ..Party::default() };
        let mut sources = Sources::default();
        let source = sources.add("a.md", "to Kim\nKim Il Sung".into());
        let mut document = Document::new(Id::new("a").unwrap(), source);
        document.from =
            ["I. Stalin", "I. Stalin", "Stalin", "Petrova, A.", "unknown person"].map(party).into();
        document.to = ["Kim Il Sung", "Council of Ministers"].map(party).into();
        document.to.push(Party { id: Some("zhou-enlai".to_owned()), ..party("Zhou Enlai") });
        let name = |name: &str| Name { name: name.to_owned(), id: None, role: None };
        document.translators = vec![name("Gary Gold"), name("I. Stalin")];
        let source = sources.get(source);
        let found = names(&document, source).into_iter().map(|guess| {
            let place = guess.note.span.map(|span| source.position(span.start).to_string());
            assert!(!guess.note.hints.is_empty());
            format!("{} {}", place.unwrap_or_default(), guess.note.message)
        });
        assert_eq!(
            found.collect::<Vec<_>>(),
            [
                "1:1 the name `I. Stalin` is taken as family name `Stalin` and given name `I.`",
                "2:1 the name `Kim Il Sung` is kept in the order in which it is written",
                "1:1 the name `Council of Ministers` is taken for an office or institution, not for a person",
                "1:1 the name `Gary Gold` is taken as family name `Gold` and given name `Gary`",
            ]
        );
    }
}
