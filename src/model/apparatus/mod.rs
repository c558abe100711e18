//! The editorial signs, one row each, and the marks that are made with them.
//!
//! Everything that reads, writes or explains a sign reads its row in [`SIGNS`]; only its look is elsewhere,
//! in `static/css/apparatus.css`.

mod rows;
pub mod wording;

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use crate::source::Span;

pub use crate::model::apparatus::rows::SIGNS;

/// An editorial sign: a built-in row of [`SIGNS`], or one that an edition declares.
#[derive(Debug)]
pub struct Sign {
    /// The name in `data-apparatus` and in JSON: small letters, digits and `-`.
    pub name: Cow<'static, str>,
    /// What the reader is told that it is, in a word or two: `added`.
    pub caption: Cow<'static, str>,
    /// What it means, as the legend says it.
    pub meaning: Cow<'static, str>,
    /// Whose words stand in it.
    pub voice: Voice,
    /// The HTML element that is nearest to it (HTML Living Standard, 4.5 and 4.7).
    pub html: &'static str,
    /// The TEI element that says the same (TEI P5, chapters 3, 11 and 12), with its attributes.
    pub tei: Cow<'static, str>,
    /// How a built-in sign is typed; see [`Phrase`]. What an edition adds stands in its
    /// [`Conventions`](crate::model::conventions::Conventions).
    pub phrases: &'static [Phrase],
}

/// The sign of a mark. Two are the same if they have the same name.
///
/// ```
/// use edition::model::apparatus::built_in;
/// assert_eq!(built_in("addition").caption, "added");
/// assert_ne!(built_in("addition"), built_in("deletion"));
/// ```
#[derive(Clone, Debug)]
pub enum SignRef {
    /// A row of the program's: of [`SIGNS`], or of a tradition.
    BuiltIn(&'static Sign),
    /// One that the edition declares.
    Own(Arc<Sign>),
}

impl Deref for SignRef {
    type Target = Sign;

    fn deref(&self) -> &Sign {
        match self {
            SignRef::BuiltIn(sign) => sign,
            SignRef::Own(sign) => sign,
        }
    }
}

impl SignRef {
    /// Whose words stand in a sign that is no row of [`SIGNS`], but one of a tradition or an edition.
    pub fn own_voice(&self) -> Option<&'static str> {
        match self.voice {
            _ if SIGNS.iter().any(|sign| sign.name == self.name) => None,
            Voice::Document => Some("document"),
            Voice::Editor => Some("editor"),
        }
    }
}

impl PartialEq for SignRef {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for SignRef {}

/// A form in which a sign is typed, without its brackets.
///
/// Words match whatever their case; the end punctuation of a label does not count. `X` is the text that the sign goes around, `Y` what
/// came in its place. A form with neither stands at a point. The slots are
///
/// - `{n}`: digits, number words, `½`, `1½`, `less than 1`;
/// - `{unit}`: what is counted: words, lines, pages, groups …;
/// - `{language}`: the English name of a language;
/// - `{hand}`, `{place}`, `{what}`: one to six words, `{rest}`: all that follows;
/// - `{leaf}`: the number of a page or leaf (`2`, `22ob.`, `104r`), `{number}`: a number or a letter.
///
/// Where several forms match, the one with the most words of its own wins.
pub type Phrase = &'static str;

/// Whose words stand inside a mark.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Voice {
    /// The document's: they were read in it.
    Document,
    /// The editor's: they are said about it.
    Editor,
}

/// A mark: one use of a sign in a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    pub sign: SignRef,
    /// The how manyth mark of the document this is, from 0; its address is made from that.
    pub ordinal: usize,
    /// From the opening bracket to the closing one.
    pub span: Span,
    /// How many marks this one stands inside of.
    pub depth: usize,
    /// What stands between the brackets, line breaks as `\n`.
    pub as_written: String,
    /// The words the mark is about; absent at a point.
    pub text: Option<String>,
    /// Of a pair, what came in place of `text`.
    pub edited: Option<String>,
    pub hand: Option<String>,
    pub place: Option<String>,
    /// A BCP 47 tag, as far as it is known.
    pub language: Option<String>,
    pub reason: Option<String>,
    pub certainty: Option<Certainty>,
    pub extent: Option<Extent>,
    /// The word before the mark that a gloss or a doubt is about.
    pub of: Option<String>,
    /// The elements of TEI that it was, the outermost first; none where it was typed.
    pub elements: Vec<Was>,
}

/// An element that a mark, a passage or a cell was: its name, and its attributes in their order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Was {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Was {
    /// An attribute that is not empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let value = self.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }
}

/// How sure the editor is. What carries no doubt has no certainty.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Certainty {
    Low,
}

impl Certainty {
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Low => "low",
        }
    }
}

/// How much is missing, blank or indented.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Extent {
    /// A count in quarters, so that `1½` is exact.
    pub quantity: Quarters,
    /// In the singular: `word`, `line`, `character`, `group`.
    pub unit: String,
    /// Whether it is an upper bound: `less than 1 line`.
    pub at_most: bool,
    /// The lower bound where both are known: `2 to 5 words`.
    pub at_least: Option<Quarters>,
}

impl Extent {
    /// So many characters.
    pub fn characters(count: usize) -> Extent {
        let quantity = Quarters::whole(u32::try_from(count).unwrap_or(u32::MAX));
        Extent { quantity, unit: "character".to_owned(), at_most: false, at_least: None }
    }
}

/// A number that is not negative, exact to a quarter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Quarters(pub u32);

impl Quarters {
    pub fn whole(number: u32) -> Quarters {
        Quarters(number.saturating_mul(4))
    }

    pub fn value(self) -> f64 {
        f64::from(self.0) / 4.0
    }
}

/// The built-in sign of that name.
pub fn sign(name: &str) -> Option<SignRef> {
    SIGNS.iter().find(|sign| sign.name == name).map(SignRef::BuiltIn)
}

/// A built-in sign that the reader itself names; `editorial`, the last row, stands in for a name that is none.
pub fn built_in(name: &str) -> SignRef {
    sign(name).unwrap_or(SignRef::BuiltIn(&SIGNS[SIGNS.len() - 1]))
}
