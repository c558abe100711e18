//! The vocabulary of the brackets: the phrases of the signs, ready to be matched. Where a bracket stands is not
//! looked at here.

mod pattern;
mod quantity;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::apparatus::{Extent, SIGNS, SignRef};
use crate::model::conventions::Conventions;
use crate::model::text::Part;
use crate::read::phrases::pattern::{Division, Pattern, Slot, Token, is_name, trim};
use crate::read::phrases::quantity::{UNITS, UNITS_MANY, least, number, unit};
use crate::read::phrases::words::{Word, fold_whole, is_end_punctuation, words};

/// The conventions of an edition, ready to be matched.
#[derive(Debug)]
pub struct Vocabulary {
    conventions: Conventions,
    /// What may stand in square brackets. Of two that match equally well the first one counts.
    phrases: Vec<Pattern>,
    /// What is typed with delimiters of its own.
    delimiters: Vec<Delimiters>,
}

/// A form that is not typed in square brackets: `⟦X⟧`, `<del>X</del>`, `<gap/>`.
#[derive(Clone, PartialEq, Debug)]
pub struct Delimiters {
    pub sign: SignRef,
    pub open: String,
    /// Empty where the form stands at a point.
    pub close: String,
}

/// What a bracket says, as far as its own words tell.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    pub sign: SignRef,
    /// The stretches of the bracket's inside that are not label, in order; all else is label.
    pub pieces: Vec<(Part, Range<usize>)>,
    pub slots: Slots,
}

/// What the slots of a phrase caught.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Slots {
    pub hand: Option<String>,
    pub place: Option<String>,
    pub language: Option<String>,
    pub extent: Option<Extent>,
    /// The phrase's own words: `not declassified`.
    pub words: String,
}

impl Default for Vocabulary {
    fn default() -> Vocabulary {
        Vocabulary::new(Conventions::default())
    }
}

impl Vocabulary {
    pub fn new(conventions: Conventions) -> Vocabulary {
        let added = conventions
            .forms
            .iter()
            .rev()
            .chain(conventions.tradition.iter().rev())
            .map(|(sign, form)| (sign.clone(), form.as_str()));
        let of_rows = SIGNS
            .iter()
            .flat_map(|sign| sign.phrases.iter().map(move |phrase| (SignRef::BuiltIn(sign), *phrase)));
        let (mut phrases, mut delimiters) = (Vec::new(), Vec::new());
        for (sign, form) in added.chain(of_rows) {
            match Delimiters::of(&sign, form) {
                Some(form) => delimiters.push(form),
                None => phrases.push(Pattern::new(sign, unbracketed(form))),
            }
        }
        Vocabulary { conventions, phrases, delimiters }
    }

    pub fn conventions(&self) -> &Conventions {
        &self.conventions
    }

    pub fn delimiters(&self) -> &[Delimiters] {
        &self.delimiters
    }

    /// The words that phrases are made of, and those for what is counted.
    pub fn words(&self) -> BTreeSet<&str> {
        let tokens = self.phrases.iter().flat_map(|pattern| &pattern.tokens);
        let own = tokens.filter_map(|token| match token {
            Token::Word(word) => Some(word.as_str()),
            _ => None,
        });
        let units = self.conventions.units.iter().map(|(unit, _)| unit.as_str());
        own.chain(units).chain(UNITS).chain(UNITS_MANY).collect()
    }

    /// Reads a label that has no slots: nothing but its own words.
    pub fn fixed_label(&self, label: &str) -> Option<SignRef> {
        let (pattern, _) = self
            .best(&words(label), |pattern| pattern.labelled && pattern.own_words == pattern.tokens.len())?;
        Some(pattern.sign.clone())
    }

    /// Reads words that label a stretch of text without a colon: `underlined` in `[[underlined]]`.
    pub fn label(&self, label: &str) -> Option<(SignRef, Slots)> {
        let words = words(label);
        let (pattern, caught) = self.best(&words, |pattern| pattern.labelled)?;
        Some((pattern.sign.clone(), self.slots(pattern, label, &words, &caught)))
    }

    /// Reads the inside of a bracket whose label ends in a colon at byte `colon`.
    ///
    /// ```
    /// use edition::read::phrases::Vocabulary;
    /// let vocabulary = Vocabulary::default();
    /// let reading = vocabulary.labelled("inserted by hand: appropriate", 16).unwrap();
    /// assert_eq!(reading.sign.name, "addition");
    /// assert_eq!(reading.pieces[0].1, 18..29);
    /// ```
    pub fn labelled(&self, inner: &str, colon: usize) -> Option<Reading> {
        let words = words(inner.get(..colon)?);
        let (pattern, caught) = self.best(&words, |pattern| pattern.labelled)?;
        let start = colon + 1 + inner[colon + 1..].len() - inner[colon + 1..].trim_start().len();
        let slots = self.slots(pattern, inner, &words, &caught);
        Some(Reading { sign: pattern.sign.clone(), pieces: vec![(Part::Content, start..inner.len())], slots })
    }

    /// Reads the inside of a bracket as a phrase that stands by itself.
    pub fn whole(&self, inner: &str) -> Option<Reading> {
        let folded = fold_whole(inner);
        if let Some(pattern) =
            self.phrases.iter().find(|pattern| pattern.whole.as_deref() == Some(folded.as_str()))
        {
            let slots = Slots { words: folded, ..Slots::default() };
            return Some(Reading { sign: pattern.sign.clone(), pieces: Vec::new(), slots });
        }
        let words = words(inner);
        let (pattern, caught) = self.best(&words, |pattern| !pattern.labelled)?;
        let mut pieces = Vec::new();
        for (token, taken) in pattern.tokens.iter().zip(&caught) {
            if let Token::Text(part) = token {
                let range = words[taken.start].range.start..words[taken.end - 1].range.end;
                let range = if taken.end == words.len() { range } else { trim(inner, range) };
                if !is_name(pattern, &inner[range.clone()]) {
                    return None;
                }
                pieces.push((*part, range));
            }
        }
        Some(Reading {
            sign: pattern.sign.clone(),
            pieces,
            slots: self.slots(pattern, inner, &words, &caught),
        })
    }

    fn best(&self, words: &[Word], fits: impl Fn(&Pattern) -> bool) -> Option<(&Pattern, Vec<Range<usize>>)> {
        let mut best: Option<(&Pattern, Vec<Range<usize>>)> = None;
        for pattern in self.phrases.iter().filter(|pattern| fits(pattern)) {
            if best.as_ref().is_some_and(|(other, _): &(&Pattern, _)| other.rank() >= pattern.rank()) {
                continue;
            }
            let mut division =
                Division { vocabulary: self, tokens: &pattern.tokens, words, caught: Vec::new(), steps: 0 };
            if division.matches(0) {
                best = Some((pattern, division.caught));
            }
        }
        best
    }

    fn slots(&self, pattern: &Pattern, inner: &str, words: &[Word], caught: &[Range<usize>]) -> Slots {
        let mut slots = Slots::default();
        let mut quantity = None;
        let mut at_least = None;
        let mut own = Vec::new();
        for (token, taken) in pattern.tokens.iter().zip(caught) {
            let text = || {
                let range = words[taken.start].range.start..words[taken.end - 1].range.end;
                inner[range].trim_matches(is_end_punctuation).to_owned()
            };
            match token {
                Token::Word(word) if word == "—" => {}
                Token::Word(word) => own.push(word.clone()),
                Token::Slot(Slot::Hand) => slots.hand = Some(text()),
                Token::Slot(Slot::Place) => slots.place = Some(text()),
                Token::Slot(Slot::Language) => slots.language = self.language(&text()),
                Token::Slot(Slot::Number) => {
                    quantity = number(&words[taken.clone()]);
                    at_least = least(&words[taken.clone()]);
                }
                Token::Slot(Slot::Unit) => {
                    let unit = self.unit(&words[taken.start].folded);
                    if let (Some((quantity, at_most)), Some(unit)) = (quantity, unit) {
                        slots.extent = Some(Extent { quantity, unit, at_most, at_least });
                    }
                }
                _ => {}
            }
        }
        if let (Some((quantity, at_most)), None) = (quantity, &slots.extent)
            && !pattern.tokens.contains(&Token::Slot(Slot::Unit))
        {
            slots.extent = Some(Extent { quantity, unit: "character".to_owned(), at_most, at_least });
        }
        slots.words = own.join(" ");
        slots
    }

    /// The tag of a language, by one of the edition's own names for it or by its English name.
    fn language(&self, name: &str) -> Option<String> {
        self.own_language(name).or_else(|| crate::model::language::code(name))
    }

    fn own_language(&self, name: &str) -> Option<String> {
        let of_edition =
            self.conventions.languages.iter().find(|(own, _)| own.to_lowercase() == name.to_lowercase());
        of_edition.map(|(_, tag)| tag.clone())
    }

    /// What is counted, in the English singular.
    fn unit(&self, word: &str) -> Option<String> {
        let of_edition = self.conventions.units.iter().find(|(own, _)| own.to_lowercase() == word);
        of_edition.map(|(_, unit)| unit.clone()).or_else(|| unit(word))
    }
}

impl Delimiters {
    /// A form with delimiters of its own; none where it is a phrase for square brackets.
    fn of(sign: &SignRef, form: &str) -> Option<Delimiters> {
        let form = form.trim();
        let first = form.chars().next()?;
        let slot = first == '{' && !form.starts_with("{X}");
        if first.is_alphanumeric() || slot || (first == '[' && unbracketed(form) != form) {
            return None;
        }
        let point = || {
            let words = form.chars().any(char::is_alphabetic);
            (words && !form.contains('{') && !form.ends_with(char::is_alphanumeric)).then_some((form, ""))
        };
        let (open, close) = match form.split_once('X') {
            Some(("", _) | (_, "")) => return None,
            Some(around) => around,
            None => point()?,
        };
        Some(Delimiters { sign: sign.clone(), open: open.to_owned(), close: close.to_owned() })
    }
}

/// A phrase without the brackets that somebody put around it.
fn unbracketed(form: &str) -> &str {
    let inner = form.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.filter(|inner| !inner.contains(['[', ']'])).unwrap_or(form)
}
