//! The editorial signs, one row each, and the marks that are made with them.
//!
//! Everything that reads, writes or explains a sign reads its row in [`SIGNS`]; only its look is elsewhere,
//! in `static/css/apparatus.css`.

use crate::source::Span;

/// An editorial sign.
#[derive(Debug)]
pub struct Sign {
    /// The name in `data-apparatus` and in JSON.
    pub name: &'static str,
    /// What the reader is told that it is, in a word or two: `added`.
    pub caption: &'static str,
    /// What it means, as the legend says it.
    pub meaning: &'static str,
    /// Whose words stand in it.
    pub voice: Voice,
    /// The HTML element that is nearest to it (HTML Living Standard, 4.5 and 4.7).
    pub html: &'static str,
    /// The TEI element that says the same (TEI P5, chapters 3, 11 and 12).
    pub tei: &'static str,
    /// How it is typed between brackets; see [`Phrase`].
    pub phrases: &'static [Phrase],
}

impl PartialEq for Sign {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Sign {}

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
    pub sign: &'static Sign,
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

/// The sign of that name.
pub fn sign(name: &str) -> Option<&'static Sign> {
    SIGNS.iter().find(|sign| sign.name == name)
}

/// A built-in sign that the reader itself names; `editorial`, the last row, stands in for a name that is none.
pub fn built_in(name: &'static str) -> &'static Sign {
    sign(name).unwrap_or(&SIGNS[SIGNS.len() - 1])
}

/// The built-in signs. The order is that of the legend and the method page.
pub static SIGNS: &[Sign] = &[
    Sign {
        name: "addition",
        caption: "added",
        meaning: "added to the text, by hand where it says so",
        voice: Voice::Document,
        html: "ins",
        tei: "add",
        phrases: &[
            "inserted by hand: X",
            "added by hand: X",
            "inserted by {hand}: X",
            "added by {hand}: X",
            "inserted {place}: X",
            "added {place}: X",
            "inserted {place} by {hand}: X",
            "added {place} by {hand}: X",
            "inserted in pencil: X",
            "added in pencil: X",
            "inserted in ink: X",
            "added in ink: X",
            "inserted: X",
            "added: X",
            "insertion: X",
            "addition: X",
            "handwritten insertion: X",
            "handwritten addition: X",
        ],
    },
    Sign {
        name: "handwritten",
        caption: "handwritten",
        meaning: "written by hand on the document",
        voice: Voice::Document,
        html: "span",
        tei: "add type=\"handwritten\"",
        phrases: &[
            "handwritten: X",
            "handwritten in {language}: X",
            "handwritten by {hand}: X",
            "handwritten {place}: X",
            "handwritten in {language} {place}: X",
            "handwritten {place} in {language}: X",
            "handwritten by {hand} in {language}: X",
            "handwritten note: X",
            "handwritten notes: X",
            "handwritten notation: X",
            "handwritten notations: X",
            "handwritten note {place}: X",
            "handwritten notation {place}: X",
            "in handwriting: X",
            "in pencil: X",
            "in ink: X",
            "in {what} pencil: X",
            "in {what} ink: X",
            "in {what} hand: X",
            "handwritten",
        ],
    },
    Sign {
        name: "marginal",
        caption: "in the margin",
        meaning: "written in the margin",
        voice: Voice::Document,
        html: "span",
        tei: "add place=\"margin\"",
        phrases: &[
            "in the margin: X",
            "in the {place} margin: X",
            "in margin: X",
            "{place} margin: X",
            "margin: X",
            "marginal note: X",
            "marginal notation: X",
            "marginal comment: X",
            "marginalia: X",
            "marginal note {place}: X",
        ],
    },
    Sign {
        name: "deletion",
        caption: "crossed out",
        meaning: "crossed out in the document",
        voice: Voice::Document,
        html: "del",
        tei: "del",
        phrases: &[
            "crossed out: X",
            "crossed out by hand: X",
            "crossed out by {hand}: X",
            "crossed-out: X",
            "struck through: X",
            "struck out: X",
            "strikethrough: X",
            "deleted: X",
            "deletion: X",
            "cancelled: X",
            "canceled: X",
        ],
    },
    Sign {
        name: "substitution",
        caption: "replaced",
        meaning: "crossed out, and other words put in their place",
        voice: Voice::Document,
        html: "span",
        tei: "subst",
        phrases: &[
            "X crossed out, Y inserted",
            "X crossed out, Y added",
            "X crossed out, Y written in",
            "X struck out, Y inserted",
            "X deleted, Y inserted",
        ],
    },
    Sign {
        name: "underlined",
        caption: "underlined",
        meaning: "underlined in the document",
        voice: Voice::Document,
        html: "u",
        tei: "hi",
        phrases: &["underlined: X", "underlined by hand: X", "underlined by {hand}: X", "underscored: X"],
    },
    Sign {
        name: "blank",
        caption: "left blank",
        meaning: "a space that the writer left to be filled in",
        voice: Voice::Editor,
        html: "span",
        tei: "space",
        phrases: &[
            "date left blank",
            "{what} left blank",
            "left blank",
            "blank",
            "blank space",
            "blank line",
        ],
    },
    Sign {
        name: "space",
        caption: "indented",
        meaning: "an indentation, or a gap between columns",
        voice: Voice::Document,
        html: "span",
        tei: "space",
        phrases: &[],
    },
    Sign {
        name: "illegible",
        caption: "illegible",
        meaning: "could not be read",
        voice: Voice::Editor,
        html: "span",
        tei: "gap reason=\"illegible\"",
        phrases: &[
            "illegible",
            "{n} {unit} illegible",
            "{n} illegible {unit}",
            "{n} undecipherable {unit}",
            "illegible {what}",
            "{what} illegible",
            "undecipherable",
            "{n} {unit} undecipherable",
            "undecipherable {what}",
            "unreadable",
            "indecipherable",
            "{n} {unit} indecipherable",
        ],
    },
    Sign {
        name: "unclear",
        caption: "uncertain",
        meaning: "a reading that the editor doubts",
        voice: Voice::Document,
        html: "span",
        tei: "unclear",
        phrases: &["illegible—X", "unclear: X", "uncertain: X"],
    },
    Sign {
        name: "lost",
        caption: "lost",
        meaning: "lost with a part of the page",
        voice: Voice::Editor,
        html: "span",
        tei: "gap reason=\"lost\"",
        phrases: &[
            "torn",
            "torn {what}",
            "page torn",
            "missing",
            "{what} missing",
            "missing {what}",
            "{n} {unit} missing",
            "lost",
            "{n} {unit} lost",
            "---",
        ],
    },
    Sign {
        name: "omission",
        caption: "left out",
        meaning: "left out by the editor",
        voice: Voice::Editor,
        html: "span",
        tei: "gap reason=\"editorial\"",
        phrases: &[
            "here follow",
            "here follows",
            "here follow {rest}",
            "here follows {rest}",
            "here there follow {rest}",
            "omitted here {rest}",
            "omitted here",
            "omission",
            "omission in {rest}",
            "{what} omitted",
            "{n} {unit} omitted",
        ],
    },
    Sign {
        name: "withheld",
        caption: "withheld",
        meaning: "withheld from publication",
        voice: Voice::Editor,
        html: "span",
        tei: "gap reason=\"redacted\"",
        phrases: &[
            "{n} {unit} not declassified",
            "{n} {unit} {rest} not declassified",
            "{rest} not declassified",
            "not declassified",
            "{rest} redacted",
            "{n} {unit} redacted",
            "redacted",
            "excised",
            "{rest} excised",
            "name deleted",
            "names deleted",
            "{what} deleted",
            "sanitized",
        ],
    },
    Sign {
        name: "cipher",
        caption: "garbled",
        meaning: "lost or garbled in transmission",
        voice: Voice::Editor,
        html: "span",
        tei: "gap unit=\"group\"",
        phrases: &[
            "{n} {unit} unrecovered",
            "{n} {unit} garbled",
            "{n} {unit} missed",
            "{n} {unit} omitted in transmission",
            "garble",
            "garbled",
            "{what} garbled",
            "garbled {what}",
        ],
    },
    Sign {
        name: "supplied",
        caption: "supplied",
        meaning: "supplied by the editor",
        voice: Voice::Document,
        html: "span",
        tei: "supplied",
        phrases: &["supplied: X"],
    },
    Sign {
        name: "sic",
        caption: "so in the document",
        meaning: "stands so in the document",
        voice: Voice::Editor,
        html: "span",
        tei: "sic",
        phrases: &["sic", "sic!", "sic?", "!", "sic, X", "sic: X", "sic; X"],
    },
    Sign {
        name: "gloss",
        caption: "original word",
        meaning: "the word of the original, or another form of it",
        voice: Voice::Editor,
        html: "span",
        tei: "gloss",
        phrases: &["in the original: X", "original: X", "in {language}: X"],
    },
    Sign {
        name: "note",
        caption: "editor’s note",
        meaning: "a note by the editor or the translator",
        voice: Voice::Editor,
        html: "span",
        tei: "note",
        phrases: &[
            "translator's note: X",
            "translator’s note: X",
            "translators' note: X",
            "translator: X",
            "trans. note: X",
            "trans: X",
            "tr. note: X",
            "editor's note: X",
            "editor’s note: X",
            "editors' note: X",
            "editors’ note: X",
            "editorial note: X",
            "ed. note: X",
            "editor: X",
            "ed: X",
            "note: X",
        ],
    },
    Sign {
        name: "stamp",
        caption: "stamp",
        meaning: "a stamp or seal on the document",
        voice: Voice::Document,
        html: "span",
        tei: "stamp",
        phrases: &[
            "stamp: X",
            "{what} stamp: X",
            "stamped: X",
            "stamped {place}: X",
            "stamp",
            "{what} stamp",
            "stamped",
            "seal",
            "{what} seal",
            "seal: X",
            "{what} seal: X",
        ],
    },
    Sign {
        name: "signature",
        caption: "signed",
        meaning: "a signature",
        voice: Voice::Document,
        html: "span",
        tei: "signed",
        phrases: &[
            "signature",
            "signed",
            "initialed",
            "initialled",
            "signature: X",
            "signed: X",
            "X signed",
            "X initialed",
            "X initialled",
        ],
    },
    Sign {
        name: "page",
        caption: "page",
        meaning: "a new page or leaf begins",
        voice: Voice::Editor,
        html: "span",
        tei: "pb",
        phrases: &[
            "page {leaf}",
            "p. {leaf}",
            "pp. {leaf}",
            "page break",
            "l. {leaf}",
            "ll. {leaf}",
            "leaf {leaf}",
            "fol. {leaf}",
            "folio {leaf}",
        ],
    },
    Sign {
        name: "received",
        caption: "received",
        meaning: "when the message came in",
        voice: Voice::Document,
        html: "span",
        tei: "note type=\"transmission\"",
        phrases: &["received X", "received: X", "rec'd X", "rec’d X"],
    },
    Sign {
        name: "part",
        caption: "part",
        meaning: "a part of the document begins",
        voice: Voice::Editor,
        html: "span",
        tei: "div",
        phrases: &[
            "enclosure",
            "enclosures",
            "enclosure {number}",
            "attachment",
            "attachments",
            "attachment {number}",
            "annex",
            "annex {number}",
            "appendix",
            "appendix {number}",
            "tab {number}",
            "subenclosure",
            "subenclosure {number}",
        ],
    },
    Sign {
        name: "event",
        caption: "event",
        meaning: "something that happened while the words were spoken",
        voice: Voice::Editor,
        html: "span",
        tei: "incident",
        phrases: &[
            "laughter",
            "applause",
            "{what} laughter",
            "{what} applause",
            "reading",
            "pause",
            "interruption",
            "off the record",
            "discussion off the record",
            "silence",
        ],
    },
    Sign {
        name: "figure",
        caption: "figure",
        meaning: "a picture or a mark that is not writing",
        voice: Voice::Editor,
        html: "span",
        tei: "figure",
        phrases: &[
            "photo",
            "photograph",
            "photo: X",
            "photograph: X",
            "drawing",
            "drawing: X",
            "drawing of {rest}",
            "sketch",
            "sketch: X",
            "map",
            "map: X",
            "figure",
            "figure: X",
            "checkmark",
            "checkmark here",
            "check mark",
            "check mark here",
        ],
    },
    Sign {
        name: "editorial",
        caption: "editor",
        meaning: "words of the editor",
        voice: Voice::Editor,
        html: "span",
        tei: "note type=\"editorial\"",
        phrases: &[],
    },
];
