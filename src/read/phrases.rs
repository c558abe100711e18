//! The vocabulary of the brackets: the phrases of the signs, ready to be matched. Where a bracket stands is not
//! looked at here.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::apparatus::{Extent, Quarters, SIGNS, SignRef};
use crate::model::conventions::Conventions;
use crate::model::text::Part;
use crate::read::numbers::{compound, number_word};

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

#[derive(Debug)]
struct Pattern {
    sign: SignRef,
    /// Whether the phrase is a label that ends in a colon.
    labelled: bool,
    tokens: Vec<Token>,
    /// The phrase itself, folded, if it has no slots and no colon: it is compared whole, with its punctuation.
    whole: Option<String>,
    own_words: usize,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Token {
    Word(String),
    Slot(Slot),
    /// `X` or `Y`
    Text(Part),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Slot {
    Number,
    Unit,
    Hand,
    Language,
    Place,
    What,
    Rest,
    Leaf,
    Label,
}

impl Token {
    fn choosiness(&self) -> usize {
        match self {
            Token::Slot(Slot::Number | Slot::Unit | Slot::Leaf | Slot::Label | Slot::Language) => 10,
            Token::Slot(Slot::Hand | Slot::Place | Slot::What) => 1,
            Token::Word(_) | Token::Text(_) | Token::Slot(Slot::Rest) => 0,
        }
    }
}

impl Slot {
    fn of(name: &str) -> Option<Slot> {
        Some(match name {
            "{n}" => Slot::Number,
            "{unit}" => Slot::Unit,
            "{hand}" => Slot::Hand,
            "{language}" => Slot::Language,
            "{place}" => Slot::Place,
            "{what}" => Slot::What,
            "{rest}" => Slot::Rest,
            "{leaf}" => Slot::Leaf,
            "{number}" => Slot::Label,
            _ => return None,
        })
    }

    /// How many words it may take.
    fn longest(self) -> usize {
        match self {
            Slot::Number => 4,
            Slot::Unit | Slot::Leaf | Slot::Label => 1,
            Slot::Language => 3,
            Slot::Hand | Slot::Place | Slot::What => 6,
            Slot::Rest => usize::MAX,
        }
    }
}

/// A word of a bracket: where it stands in the bracket's inside, and how it is compared.
#[derive(Debug)]
struct Word {
    range: Range<usize>,
    folded: String,
    /// Whether it begins with a capital, as the name of a language does.
    capital: bool,
}

impl Default for Vocabulary {
    fn default() -> Vocabulary {
        Vocabulary::new(Conventions::default())
    }
}

impl Vocabulary {
    pub fn new(conventions: Conventions) -> Vocabulary {
        let added = conventions.forms.iter().rev().map(|(sign, form)| (sign.clone(), form.as_str()));
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
    pub fn fixed_label(&self, label: &str) -> Option<(SignRef, Slots)> {
        let words = words(label);
        let (pattern, caught) =
            self.best(&words, |pattern| pattern.labelled && pattern.own_words == pattern.tokens.len())?;
        Some((pattern.sign.clone(), self.slots(pattern, label, &words, &caught)))
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
        let mut own = Vec::new();
        for (token, taken) in pattern.tokens.iter().zip(caught) {
            let text = || {
                let range = words[taken.start].range.start..words[taken.end - 1].range.end;
                inner[range].trim_matches(is_end_punctuation).to_owned()
            };
            match token {
                Token::Word(word) => own.push(word.clone()),
                Token::Slot(Slot::Hand) => slots.hand = Some(text()),
                Token::Slot(Slot::Place) => slots.place = Some(text()),
                Token::Slot(Slot::Language) => slots.language = self.language(&text()),
                Token::Slot(Slot::Number) => quantity = number(&words[taken.clone()]),
                Token::Slot(Slot::Unit) => {
                    let unit = self.unit(&words[taken.start].folded);
                    if let (Some((quantity, at_most)), Some(unit)) = (quantity, unit) {
                        slots.extent = Some(Extent { quantity, unit, at_most });
                    }
                }
                _ => {}
            }
        }
        if let (Some((quantity, at_most)), None) = (quantity, &slots.extent)
            && !pattern.tokens.contains(&Token::Slot(Slot::Unit))
        {
            slots.extent = Some(Extent { quantity, unit: "character".to_owned(), at_most });
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
            (words && !form.ends_with(char::is_alphanumeric)).then_some((form, ""))
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

impl Pattern {
    fn new(sign: SignRef, phrase: &str) -> Pattern {
        let (label, labelled) = match phrase.strip_suffix(": X") {
            Some(label) => (label, true),
            None => (phrase, false),
        };
        let tokens: Vec<Token> = words(label)
            .iter()
            .map(|word| match label[word.range.clone()].trim_end_matches(',') {
                "X" => Token::Text(Part::Content),
                "Y" => Token::Text(Part::Edited),
                token => Slot::of(token).map_or_else(|| Token::Word(word.folded.clone()), Token::Slot),
            })
            .collect();
        let own_words = tokens.iter().filter(|token| matches!(token, Token::Word(_))).count();
        let whole = (!labelled && own_words == tokens.len()).then(|| fold_whole(label));
        Pattern { sign, labelled, tokens, whole, own_words }
    }

    /// More words of its own first; of those with as many, the one whose slots are choosier.
    fn rank(&self) -> (usize, usize) {
        (self.own_words, self.tokens.iter().map(Token::choosiness).sum())
    }
}

/// How many ways of dividing a bracket's words among slots are tried before it is given up.
const MOST_STEPS: usize = 20_000;

/// The words of a bracket, divided among the tokens of a phrase.
struct Division<'a> {
    vocabulary: &'a Vocabulary,
    tokens: &'a [Token],
    words: &'a [Word],
    /// What each token so far took.
    caught: Vec<Range<usize>>,
    steps: usize,
}

impl Division<'_> {
    fn matches(&mut self, at: usize) -> bool {
        self.steps += 1;
        let Some(token) = self.tokens.get(self.caught.len()) else { return at == self.words.len() };
        let left = self.words.len() - at;
        let needed = self.tokens.len() - self.caught.len();
        if left < needed || self.steps > MOST_STEPS {
            return false;
        }
        let longest = match token {
            Token::Word(_) => 1,
            Token::Slot(slot) => slot.longest(),
            Token::Text(_) => usize::MAX,
        };
        let most = longest.min(left - (needed - 1));
        let least = if self.caught.len() + 1 == self.tokens.len() { left } else { 1 };
        for length in least..=most {
            if self.takes(token, &self.words[at..at + length]) {
                self.caught.push(at..at + length);
                if self.matches(at + length) {
                    return true;
                }
                self.caught.pop();
            } else if matches!(token, Token::Word(_)) {
                return false;
            }
        }
        false
    }

    fn takes(&self, token: &Token, words: &[Word]) -> bool {
        match token {
            Token::Word(word) => words[0].folded == *word,
            Token::Text(_) => true,
            Token::Slot(slot) => match slot {
                Slot::Number => number(words).is_some(),
                Slot::Unit => self.vocabulary.unit(&words[0].folded).is_some(),
                Slot::Leaf => is_leaf(&words[0].folded),
                Slot::Label => is_part_number(&words[0].folded),
                Slot::Language => self.names_language(words),
                Slot::Hand | Slot::Place | Slot::What | Slot::Rest => true,
            },
        }
    }

    /// An English name begins with a capital; how the edition's own names begin is its own affair.
    fn names_language(&self, words: &[Word]) -> bool {
        let name: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        let name = name.join(" ");
        self.vocabulary.own_language(&name).is_some()
            || words[0].capital && words[0].folded.len() > 3 && self.vocabulary.language(&name).is_some()
    }
}

/// `X signed` is a signature only where X looks like a name or initials.
fn is_name(pattern: &Pattern, text: &str) -> bool {
    if pattern.tokens.first() != Some(&Token::Text(Part::Content)) || pattern.tokens.len() != 2 {
        return true;
    }
    text.split_whitespace().count() <= 4 && text.chars().next().is_some_and(char::is_uppercase)
}

fn trim(inner: &str, range: Range<usize>) -> Range<usize> {
    let text = inner[range.clone()].trim_end_matches([',', ';']);
    range.start..range.start + text.len()
}

/// The words of a text; a long dash is one by itself, and so is the figure in `p.3`.
fn words(inner: &str) -> Vec<Word> {
    let mut ranges = Vec::new();
    let mut start = None;
    for (at, c) in inner.char_indices() {
        let dash = matches!(c, '—' | '–');
        let after_abbreviation = c.is_ascii_digit()
            && start.is_some_and(|start: usize| {
                let word = &inner[start..at];
                word.ends_with('.') && word.len() <= 4 && word.starts_with(char::is_alphabetic)
            });
        if after_abbreviation {
            ranges.extend(start.replace(at).map(|start| start..at));
        } else if c.is_whitespace() || dash {
            ranges.extend(start.take().map(|start| start..at));
        } else {
            start.get_or_insert(at);
        }
        if dash {
            ranges.push(at..at + c.len_utf8());
        }
    }
    ranges.extend(start.map(|start| start..inner.len()));
    let word = |range: Range<usize>| {
        let text = &inner[range.clone()];
        Word { folded: fold(text), capital: text.starts_with(char::is_uppercase), range }
    };
    ranges.into_iter().map(word).collect()
}

/// A word without the punctuation around it, in lower case, with straight apostrophes.
fn fold(word: &str) -> String {
    let bare =
        word.trim_matches(|c: char| is_end_punctuation(c) || matches!(c, '(' | ')' | '"' | '“' | '”' | '*'));
    let bare = if bare.is_empty() { word } else { bare };
    if matches!(bare, "–" | "-") {
        return "—".to_owned();
    }
    bare.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

fn is_end_punctuation(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | ';')
}

fn fold_whole(inner: &str) -> String {
    let words: Vec<String> = inner
        .split_whitespace()
        .map(|word| {
            word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
        })
        .collect();
    let joined = words.join(" ");
    let bare = joined.trim_end_matches(is_end_punctuation);
    if bare.is_empty() { joined } else { bare.to_owned() }
}

/// A quantity in words or digits, and whether it is an upper bound.
fn number(words: &[Word]) -> Option<(Quarters, bool)> {
    let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    match folded.as_slice() {
        ["less", "than", rest @ ..] | ["under", rest @ ..] if !rest.is_empty() => {
            Some((plain_number(rest)?, true))
        }
        ["about" | "approximately" | "approx" | "ca" | "circa", rest @ ..] if !rest.is_empty() => {
            Some((plain_number(rest)?, false))
        }
        all => Some((plain_number(all)?, false)),
    }
}

fn plain_number(words: &[&str]) -> Option<Quarters> {
    match words {
        ["half" | "½", "a" | "an"] | ["half" | "½"] => Some(Quarters(2)),
        ["a" | "an"] => Some(Quarters::whole(1)),
        ["one" | "1", "and", "a", "half"] => Some(Quarters(6)),
        [tens, unit] if fraction(unit).is_none() => compound(tens, unit).map(Quarters::whole),
        [whole, "—", part] => Some(Quarters(whole_number(whole)?.0.checked_add(fraction(part)?)?)),
        [whole, part] => Some(Quarters(whole_number(whole)?.0.checked_add(fraction(part)?)?)),
        [word] => {
            let mixed = |(whole, part): (&str, &str)| whole_number(whole)?.0.checked_add(fraction(part)?);
            if let Some(quarters) = word.split_once('-').and_then(mixed) {
                return Some(Quarters(quarters));
            }
            let digits = word.trim_end_matches(['½', '¼', '¾']);
            let part = fraction(&word[digits.len()..]).unwrap_or(0);
            match (digits.is_empty(), part) {
                (true, 0) => None,
                (true, part) => Some(Quarters(part)),
                (false, part) => Some(Quarters(whole_number(digits)?.0.checked_add(part)?)),
            }
        }
        _ => None,
    }
}

fn whole_number(word: &str) -> Option<Quarters> {
    if let Some(number) = number_word(word) {
        return Some(Quarters::whole(number));
    }
    if let Some((whole, "5")) = word.split_once('.') {
        return Some(Quarters(whole.parse::<u32>().ok()?.checked_mul(4)?.checked_add(2)?));
    }
    let digits = word.replace(',', "");
    Some(Quarters(digits.parse::<u32>().ok()?.checked_mul(4)?))
}

fn fraction(word: &str) -> Option<u32> {
    match word {
        "½" | "1/2" => Some(2),
        "¼" | "1/4" => Some(1),
        "¾" | "3/4" => Some(3),
        _ => None,
    }
}

/// What may be counted, in the singular.
const UNITS: [&str; 24] = [
    "word",
    "line",
    "paragraph",
    "page",
    "letter",
    "character",
    "group",
    "name",
    "sentence",
    "section",
    "figure",
    "digit",
    "number",
    "sheet",
    "leaf",
    "column",
    "row",
    "cell",
    "item",
    "entry",
    "document",
    "phrase",
    "sign",
    "passage",
];

/// The commonest of them in the plural, for whoever looks for slips.
const UNITS_MANY: [&str; 5] = ["words", "lines", "paragraphs", "pages", "groups"];

fn unit(word: &str) -> Option<String> {
    let singular = match word {
        "leaves" => "leaf",
        "entries" => "entry",
        other => other.strip_suffix("(s").or_else(|| other.strip_suffix('s')).unwrap_or(other),
    };
    UNITS.contains(&singular).then(|| singular.to_owned())
}

/// `2`, `22ob.`, `104r`, `21-22ob`, `iv`
fn is_leaf(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let roman = !word.is_empty() && word.len() <= 7 && word.bytes().all(|byte| b"ivxlc".contains(&byte));
    (1..=6).contains(&digits) && word.chars().count() <= digits + 10 && !word.contains(':') || roman
}

fn is_part_number(word: &str) -> bool {
    is_leaf(word) || (word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
}
