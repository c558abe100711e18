//! Quantities in figures and in words, what is counted, and the numbers of leaves and parts.

use crate::model::apparatus::Quarters;
use crate::read::numbers::{compound, number_word};
use crate::read::phrases::words::Word;

/// A quantity in words or digits, and whether it is an upper bound.
pub(super) fn number(words: &[Word]) -> Option<(Quarters, bool)> {
    let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    match folded.as_slice() {
        ["less", "than", rest @ ..] | ["under", rest @ ..] if !rest.is_empty() => {
            Some((plain_number(rest)?, true))
        }
        // A bound that can itself be reached.
        ["at", "most", rest @ ..] if !rest.is_empty() => Some((plain_number(rest)?, true)),
        [least, "to", rest @ ..] if !rest.is_empty() => {
            let (least, most) = (plain_number(&[*least])?, plain_number(rest)?);
            (least < most).then_some((most, true))
        }
        ["about" | "approximately" | "approx" | "ca" | "circa", rest @ ..] if !rest.is_empty() => {
            Some((plain_number(rest)?, false))
        }
        all => Some((plain_number(all)?, false)),
    }
}

/// The lower bound, where a quantity has two: `2 to 5`.
pub(super) fn least(words: &[Word]) -> Option<Quarters> {
    let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    match folded.as_slice() {
        [least, "to", _, ..] if number(words).is_some() => plain_number(&[*least]),
        _ => None,
    }
}

fn plain_number(words: &[&str]) -> Option<Quarters> {
    match words {
        ["half" | "½", "a" | "an"] | ["half" | "½"] => Some(Quarters(2)),
        ["a" | "an"] => Some(Quarters::whole(1)),
        ["one" | "1", "and", "a", "half"] => Some(Quarters(6)),
        [tens, unit] if fraction(unit).is_none() => compound(tens, unit).map(Quarters::whole),
        [_, "—", most] if fraction(most).is_none() => whole_number(most),
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
pub(super) const UNITS: [&str; 24] = [
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
pub(super) const UNITS_MANY: [&str; 5] = ["words", "lines", "paragraphs", "pages", "groups"];

pub(super) fn unit(word: &str) -> Option<String> {
    let singular = match word {
        "leaves" => "leaf",
        "entries" => "entry",
        other => other.strip_suffix("(s").or_else(|| other.strip_suffix('s')).unwrap_or(other),
    };
    UNITS.contains(&singular).then(|| singular.to_owned())
}

/// `2`, `22ob.`, `104r`, `21-22ob`, `iv`
pub(super) fn is_leaf(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let roman = !word.is_empty() && word.len() <= 7 && word.bytes().all(|byte| b"ivxlc".contains(&byte));
    (1..=6).contains(&digits) && word.chars().count() <= digits + 10 && !word.contains(':') || roman
}

pub(super) fn is_part_number(word: &str) -> bool {
    is_leaf(word) || (word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
}
