//! Slips in brackets: what an editor may have meant by a form that is no phrase. It is proposed, never applied.

use std::collections::BTreeSet;

use crate::model::apparatus::SignRef;
use crate::read::phrases::{Reading, Vocabulary};
use crate::spell::near;

/// A form that the vocabulary knows, and that is like one it does not know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meant {
    /// The inside of the bracket, put right.
    pub form: String,
    pub sign: SignRef,
}

/// A form with more words is prose.
const MOST_WORDS: usize = 12;
/// How many words of a form may be wrong.
const MOST_SLIPS: usize = 3;
/// How many known words are tried in the place of one.
const MOST_TRIES: usize = 3;
/// A shorter word is like too many others.
const SHORTEST: usize = 4;

/// A vocabulary, and the words that its phrases are made of.
#[derive(Debug)]
pub struct Slips<'a> {
    pub vocabulary: &'a Vocabulary,
    known: BTreeSet<&'a str>,
}

impl<'a> Slips<'a> {
    pub fn of(vocabulary: &'a Vocabulary) -> Slips<'a> {
        Slips { vocabulary, known: vocabulary.words() }
    }

    /// What was meant by the inside of a bracket, where one to three of its words are slips of words that phrases are made
    /// of, or where its label has lost its colon.
    ///
    /// ```
    /// use edition::read::{phrases::Vocabulary, slips::Slips};
    /// let vocabulary = Vocabulary::default();
    /// let slips = Slips::of(&vocabulary);
    /// let meant = |form| slips.meant(form).map(|meant| meant.form);
    /// assert_eq!(meant("1 line not declassfied").as_deref(), Some("1 line not declassified"));
    /// assert_eq!(meant("less than 1 1ine not declassified").as_deref(), Some("less than 1 line not declassified"));
    /// assert_eq!(meant("1ine not declassfied").as_deref(), Some("1 line not declassified"));
    /// assert_eq!(meant("inserted by hand appropriate").as_deref(), Some("inserted by hand: appropriate"));
    /// assert_eq!(meant("1 line not declassified"), None);
    /// assert_eq!(meant("the Minister"), None);
    /// ```
    pub fn meant(&self, inner: &str) -> Option<Meant> {
        let words: Vec<&str> = inner.split_whitespace().collect();
        if words.is_empty() {
            return None;
        }
        let now = read(inner, self.vocabulary);
        let colon = inner.find(':');
        // Behind a colon stand the document's words, which nobody misspelt.
        let label = colon.map_or(inner, |colon| &inner[..colon]);
        if label.split_whitespace().count() <= MOST_WORDS
            && let Some(found) = self.respelt(label, &inner[label.len()..], now.as_ref())
        {
            return Some(found);
        }
        if now.is_none() && colon.is_none() { self.without_colon(&words) } else { None }
    }

    /// A label of two words or more that opens the form, with a colon behind it.
    fn without_colon(&self, words: &[&str]) -> Option<Meant> {
        (2..words.len().min(6)).rev().find_map(|length| {
            let label = words[..length].join(" ");
            let sign = self.vocabulary.fixed_label(&label)?;
            Some(Meant { form: format!("{label}: {}", words[length..].join(" ")), sign })
        })
    }

    fn respelt(&self, label: &str, rest: &str, now: Option<&Reading>) -> Option<Meant> {
        let pieces: Vec<&str> = label.split_whitespace().collect();
        // For each word, what it may be: itself, or what it is like.
        let choices: Vec<Vec<String>> = pieces.iter().map(|piece| choices(piece, &self.known)).collect();
        let slips = choices.iter().filter(|choices| choices.len() > 1).count();
        if slips == 0 || slips > MOST_SLIPS {
            return None;
        }
        let mut tried: Vec<Vec<String>> = vec![Vec::new()];
        for choices in &choices {
            let longer = tried.iter().flat_map(|words| {
                choices.iter().map(|word| words.iter().cloned().chain([word.clone()]).collect::<Vec<_>>())
            });
            tried = longer.collect();
        }
        // The best of them says how much, and has the most words that are known.
        let read = tried.into_iter().skip(1).filter_map(|words| {
            let form = format!("{}{rest}", words.join(" "));
            let reading = read(&form, self.vocabulary).filter(|reading| better(reading, now))?;
            let sure = words.iter().filter(|word| self.known.contains(word.to_lowercase().as_str())).count();
            Some(((reading.slots.extent.is_some(), sure), Meant { form, sign: reading.sign }))
        });
        let best = read.reduce(|one, other| if other.0 > one.0 { other } else { one });
        best.map(|(_, meant)| meant)
    }
}

/// Whether a reading says more than the one that there was.
fn better(reading: &Reading, now: Option<&Reading>) -> bool {
    match now {
        None => true,
        Some(now) => reading.slots.extent.is_some() && now.slots.extent.is_none(),
    }
}

fn read(inner: &str, vocabulary: &Vocabulary) -> Option<Reading> {
    let labelled = inner.find(':').and_then(|colon| vocabulary.labelled(inner, colon));
    labelled.or_else(|| vocabulary.whole(inner))
}

/// A word as it is, and the known words that it is like.
fn choices(piece: &str, known: &BTreeSet<&str>) -> Vec<String> {
    let mut choices = vec![piece.to_owned()];
    let core = piece.trim_matches(|c: char| !c.is_alphanumeric());
    let folded = core.to_lowercase();
    let length = folded.chars().count();
    let figures = !core.is_empty() && core.chars().all(|c| c.is_ascii_digit());
    if length < SHORTEST || figures || known.contains(folded.as_str()) {
        return choices;
    }
    if let Some(rest) = core.strip_prefix('1').filter(|rest| rest.starts_with(char::is_alphabetic)) {
        // The figure for the letter, or one that stands too close: `1ine` is `line`, or `1 line`.
        choices.push(piece.replacen(core, &format!("l{rest}"), 1));
        choices.push(piece.replacen(core, &format!("1 l{rest}"), 1));
        return choices;
    }
    let known_words = known.iter().copied().filter(|word| word.chars().all(char::is_alphabetic));
    let alike = near(&folded, known_words, MOST_TRIES * 4);
    let close = |word: &&str| {
        let other = word.chars().count();
        other >= SHORTEST
            && other.abs_diff(length) <= 2
            && strsim::damerau_levenshtein(&folded, word) <= 1 + length / 8
    };
    choices.extend(alike.into_iter().filter(close).take(MOST_TRIES).map(|word| {
        let word = match core.starts_with(char::is_uppercase) {
            true => crate::words::raised(word),
            false => word.to_owned(),
        };
        piece.replacen(core, &word, 1)
    }));
    choices
}
