//! The traditions of notation that an edition can name, one row each: what it takes to read transcriptions as they are typed
//! there, beyond the rows of `SIGNS`. An edition adds to them what is its own.

use std::borrow::Cow::Borrowed;

use crate::model::apparatus::{Sign, SignRef, Voice};
use crate::model::conventions::Conventions;

/// A tradition of notation.
#[derive(Debug)]
pub struct Preset {
    /// What the setting `preset` calls it.
    pub name: &'static str,
    /// Whose it is, for the manual.
    pub tradition: &'static str,
    /// See the fields of [`Conventions`].
    bare: &'static str,
    doubt: &'static str,
    tags: bool,
    dots: bool,
    runs: &'static [(char, &'static str)],
    /// Signs that only this tradition has.
    signs: &'static [Sign],
    forms: &'static [(&'static str, &'static [&'static str])],
}

/// The tradition of that name.
pub fn preset(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}

impl Preset {
    /// Makes this tradition's conventions hold in the place of another one's. What the edition itself added stays.
    pub fn lay_over(&self, conventions: &mut Conventions) {
        conventions.own.retain(|sign| matches!(sign, SignRef::Own(_)));
        conventions.tradition.clear();
        conventions.own.extend(self.signs.iter().map(SignRef::BuiltIn));
        let sign = |conventions: &Conventions, name: &str| {
            conventions.sign(name).unwrap_or_else(|| conventions.bare.clone())
        };
        conventions.bare = sign(conventions, self.bare);
        conventions.doubt = sign(conventions, self.doubt);
        conventions.tags = self.tags;
        conventions.dots = self.dots;
        conventions.runs = self.runs.iter().map(|(c, name)| (*c, sign(conventions, name))).collect();
        for (name, forms) in self.forms {
            let sign = sign(conventions, name);
            conventions.tradition.extend(forms.iter().map(|form| (sign.clone(), (*form).to_owned())));
        }
    }
}

/// What a tradition does not say otherwise.
const PLAIN: Preset = Preset {
    name: "",
    tradition: "",
    bare: "editorial",
    doubt: "unclear",
    tags: false,
    dots: false,
    runs: &[],
    signs: &[],
    forms: &[],
};

/// The traditions, from the one that is nearest to the built-in signs to the one that is farthest.
pub static PRESETS: &[Preset] = &[
    Preset {
        name: "wilson-center",
        tradition: "Translations of the Wilson Center Digital Archive",
        forms: &[
            ("handwritten", &["handwritten on the {place}: X", "written by hand: X", "handwriting: X"]),
            ("marginal", &["on the margin: X", "on the {place} margin: X", "note in the margin: X"]),
            ("illegible", &["illegible in the original", "cut off", "{what} cut off"]),
            ("signature", &["illegible signature", "signature illegible", "signed by hand"]),
            ("stamp", &["round stamp", "official stamp", "seal of {rest}"]),
        ],
        ..PLAIN
    },
    Preset {
        name: "frus",
        tradition: "Foreign Relations of the United States",
        bare: "supplied",
        forms: &[
            ("withheld", &["text not declassified"]),
            ("omission", &["here follow {rest}", "omitted here is {rest}", "omitted here are {rest}", "etc"]),
            ("page", &["facsimile page {leaf}", "typeset page {leaf}"]),
            (
                "note",
                &[
                    "footnote in the original: X",
                    "footnote in the source text: X",
                    "footnote in the original",
                    "footnote in the source text",
                ],
            ),
            (
                "editorial",
                &["telegram", "circular telegram", "translation", "paraphrase", "extract", "extracts"],
            ),
            ("illegible", &["illegible in the original", "illegible in the source text"]),
            ("part", &["tab", "enclosure to {what}", "attachment to {what}"]),
        ],
        ..PLAIN
    },
    Preset {
        name: "by-the-people",
        tradition: "By the People, Library of Congress",
        bare: "deletion",
        doubt: "illegible",
        ..PLAIN
    },
    Preset {
        name: "smithsonian",
        tradition: "Smithsonian Transcription Center",
        doubt: "illegible",
        tags: true,
        signs: &[
            Sign {
                name: Borrowed("preprinted"),
                caption: Borrowed("printed"),
                meaning: Borrowed("printed on the form before it was filled in"),
                voice: Voice::Document,
                html: "span",
                tei: Borrowed("seg type=\"preprinted\""),
                phrases: &[],
            },
            Sign {
                name: Borrowed("circled"),
                caption: Borrowed("circled"),
                meaning: Borrowed("circled in the document"),
                voice: Voice::Document,
                html: "span",
                tei: Borrowed("hi rend=\"circled\""),
                phrases: &[],
            },
        ],
        forms: &[
            ("addition", &["^[[X]]", "inserted text: X", "superscript: X"]),
            ("deletion", &["strike-through: X", "strike through: X", "crossed out text: X"]),
            (
                "marginal",
                &["margin note: X", "vertical text in {place} margin: X", "note in {place} margin: X"],
            ),
            ("underlined", &["underline: X", "double underlined: X"]),
            ("stamp", &["stamped: X", "ink stamp: X", "date stamp: X"]),
            (
                "figure",
                &[
                    "image: X",
                    "image",
                    "image of {rest}",
                    "image - {rest}",
                    "illustration",
                    "illustration: X",
                ],
            ),
            ("blank", &["blank page", "left blank", "blank space"]),
            ("page", &["end page", "start page", "end of page", "right page", "left page"]),
            ("preprinted", &["preprinted: X", "pre-printed: X", "printed: X", "pre-printed text: X"]),
            ("circled", &["circled: X"]),
        ],
        ..PLAIN
    },
    Preset {
        name: "fromthepage",
        tradition: "FromThePage, its tags within a line",
        signs: &[Sign {
            name: Borrowed("subject"),
            caption: Borrowed("indexed"),
            meaning: Borrowed("a name or subject that the transcribers indexed"),
            voice: Voice::Document,
            html: "span",
            tei: Borrowed("rs"),
            phrases: &[],
        }],
        forms: &[
            ("addition", &["<add>X</add>", "<ins>X</ins>"]),
            (
                "deletion",
                &["<del>X</del>", "<s>X</s>", "<strike>X</strike>", "<strikethrough>X</strikethrough>"],
            ),
            ("substitution", &["<subst>X</subst>"]),
            ("underlined", &["<u>X</u>", "<underline>X</underline>"]),
            ("marginal", &["<marginalia>X</marginalia>"]),
            ("unclear", &["<unclear>X</unclear>", "<damage>X</damage>"]),
            ("illegible", &["<gap/>", "<gap>", "<unclear/>"]),
            ("supplied", &["<supplied>X</supplied>"]),
            ("expansion", &["<expan>X</expan>", "<abbr>X</abbr>"]),
            ("sic", &["<sic>X</sic>"]),
            ("note", &["<note>X</note>", "<footnote>X</footnote>"]),
            ("stamp", &["<stamp>X</stamp>"]),
            ("figure", &["<figure>X</figure>", "<figure/>"]),
            ("page", &["<pb/>"]),
            ("subject", &["[[X]]"]),
        ],
        ..PLAIN
    },
    Preset {
        name: "leiden",
        tradition: "The Leiden conventions, as plain text for EpiDoc",
        bare: "supplied",
        dots: true,
        runs: &[('+', "illegible")],
        forms: &[
            ("lost", &["- - -", "- -", "-", "c. {n}", "ca. {n}", "± {n}", "c. {n} {unit}", "ca. {n} {unit}"]),
            ("space", &["(vac.)", "(vacat)", "<vac.>"]),
            ("blank", &["vac.", "vacat", "vac. {n}", "vac. c. {n}"]),
            ("deletion", &["⟦X⟧", "〚X〛", "[[X]]"]),
            ("addition", &["`X´", "\\X/", "⸌X⸍"]),
            ("supplied", &["<X>", "⟨X⟩", "‹X›"]),
            ("surplus", &["{X}"]),
            ("expansion", &["(X)"]),
            ("substitution", &["«X»"]),
        ],
        ..PLAIN
    },
];
