//! A phrase as a row of words and slots, and how a bracket's words are divided among them.

use std::ops::Range;

use crate::model::apparatus::SignRef;
use crate::model::text::Part;
use crate::read::phrases::Vocabulary;
use crate::read::phrases::quantity::{is_leaf, is_part_number, number};
use crate::read::phrases::words::{Word, fold_whole, words};

#[derive(Debug)]
pub(super) struct Pattern {
    pub sign: SignRef,
    /// Whether the phrase is a label that ends in a colon.
    pub labelled: bool,
    pub tokens: Vec<Token>,
    /// The phrase itself, folded, if it has no slots and no colon: it is compared whole, with its punctuation.
    pub whole: Option<String>,
    pub own_words: usize,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    Word(String),
    Slot(Slot),
    /// `X` or `Y`
    Text(Part),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
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

impl Pattern {
    pub fn new(sign: SignRef, phrase: &str) -> Pattern {
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
    pub fn rank(&self) -> (usize, usize) {
        (self.own_words, self.tokens.iter().map(Token::choosiness).sum())
    }
}

/// How many ways of dividing a bracket's words among slots are tried before it is given up.
const MOST_STEPS: usize = 20_000;

/// The words of a bracket, divided among the tokens of a phrase.
pub(super) struct Division<'a> {
    pub vocabulary: &'a Vocabulary,
    pub tokens: &'a [Token],
    pub words: &'a [Word],
    /// What each token so far took.
    pub caught: Vec<Range<usize>>,
    pub steps: usize,
}

impl Division<'_> {
    pub fn matches(&mut self, at: usize) -> bool {
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
pub(super) fn is_name(pattern: &Pattern, text: &str) -> bool {
    if pattern.tokens.first() != Some(&Token::Text(Part::Content)) || pattern.tokens.len() != 2 {
        return true;
    }
    text.split_whitespace().count() <= 4 && text.chars().next().is_some_and(char::is_uppercase)
}

pub(super) fn trim(inner: &str, range: Range<usize>) -> Range<usize> {
    let text = inner[range.clone()].trim_end_matches([',', ';']);
    range.start..range.start + text.len()
}
