//! What names point to: the people, bodies and places a document speaks from and to.

use crate::model::date::Date;

/// A sender or recipient: a person or a body.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Party {
    /// As the document or its title has it: `Kim Il Sung`.
    pub name: String,
    /// What it is, where the source says so and not its name alone.
    pub kind: Option<PartyKind>,
    /// The entry of a register, where the editor named one.
    pub id: Option<String>,
    /// The office: `Chairman of the USSR Council of Ministers`.
    pub role: Option<Declared>,
    /// The place written from or to: `Pyongyang`.
    pub place: Option<Declared>,
    /// Whether the name was read from the title and not declared by the editor.
    pub inferred: bool,
}

/// What writes and is written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PartyKind {
    Person,
    /// An office, a state, a committee.
    Body,
}

impl PartyKind {
    /// As editors and formats call it: `person`, `body`.
    pub fn name(self) -> &'static str {
        match self {
            PartyKind::Person => "person",
            PartyKind::Body => "body",
        }
    }

    pub fn from_name(name: &str) -> Option<PartyKind> {
        [PartyKind::Person, PartyKind::Body].into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }
}

/// A fact about a party, and whether the editor declared it or the letter's frame gave it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Declared {
    pub text: String,
    pub inferred: bool,
}

/// What a source says of a person, a place, a body or a term that its texts name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// `person`, `place`, `org` or `term`.
    pub register: &'static str,
    /// As the texts name it: `pmb2121`.
    pub id: String,
    pub name: String,
    /// Other forms of the name.
    pub variants: Vec<String>,
    /// Addresses and numbers in authority files, each with the name of the file: `gnd`.
    pub authorities: Vec<(String, String)>,
    /// What is dated in its life, with what it is: `birth`, `death`.
    pub dates: Vec<(String, Date)>,
    pub note: Option<String>,
}
