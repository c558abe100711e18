//! What names point to: the people, bodies and places a document speaks from and to.

use crate::model::date::Date;
use crate::model::kept::Kept;
use crate::model::naming::Naming;
use crate::source::Span;

/// A sender or recipient: a person or a body.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Party {
    /// As the document or its title has it: `Kim Il Sung`.
    pub name: String,
    /// What it is, where the source says so and not its name alone.
    pub kind: Option<PartyKind>,
    /// How its name is put in order, where the source marks its parts.
    pub naming: Option<Naming>,
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
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

/// What a register says of a person, a place, a body, an archive or a term that the texts name: one of the edition's
/// own, or the list that a source brings along.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Entry {
    /// `person`, `place`, `org`, `archive` or `term`.
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
    pub mentions: Mentions,
    /// Words that have the name in them and do not mean it: `Stalin Prize`.
    pub exceptions: Vec<String>,
    /// What the register says beyond the known keys, kept as it is.
    pub further: Vec<(String, Kept)>,
    /// Where it stands; nothing where the source of a text brings it along.
    pub span: Option<Span>,
}

/// How the places are found at which a text names an entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Mentions {
    /// By links that the editor typed.
    #[default]
    Listed,
    /// By its name and its variants too, wherever they stand.
    Auto,
}

/// One of the edition's registers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Register {
    /// As links and entries name it: `person`.
    pub name: &'static str,
    /// The stem of its file: `people`.
    pub file: &'static str,
}

/// The registers that an edition can have.
pub const REGISTERS: [Register; 5] = [
    Register { name: "person", file: "people" },
    Register { name: "place", file: "places" },
    Register { name: "org", file: "organizations" },
    Register { name: "archive", file: "archives" },
    Register { name: "term", file: "terms" },
];

/// The register that links and entries name so.
pub fn register_named(name: &str) -> Option<Register> {
    REGISTERS.into_iter().find(|register| register.name == name)
}
