//! How much a bracket says is missing, where it says so in a sentence and not in a phrase:
//! `[Paragraph’s first line and first half of second line redacted]`.

use crate::model::apparatus::{Extent, Quarters};
use crate::read::numbers::number_word;
use crate::read::phrases::Vocabulary;

/// The measure in some words. Nothing where there is none, or where things of two kinds are counted.
pub fn said(text: &str, vocabulary: &Vocabulary) -> Option<Extent> {
    let words = words(text);
    let mut total: Option<Extent> = None;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let (found, next) = match words.get(at + 1) {
            // The line whose half it is does not count besides.
            Some(&"of") if *word == "half" => half(&words[at + 2..], vocabulary, at + 2),
            Some(unit) if ORDINALS.contains(word) => (measure("1", unit, vocabulary), at + 1),
            Some(unit) if is_number(word) => (measure(word, unit, vocabulary), at + 1),
            _ => (None, at + 1),
        };
        at = next;
        let Some(found) = found else { continue };
        total = Some(match total {
            None => found,
            Some(sum) if sum.unit == found.unit => {
                Extent { quantity: Quarters(sum.quantity.0.checked_add(found.quantity.0)?), ..sum }
            }
            Some(_) => return None,
        });
    }
    total
}

/// The measure that some words are, with nothing else but points that stand for what was left away: `1½ lines …`
pub fn alone(text: &str, vocabulary: &Vocabulary) -> Option<Extent> {
    match words(text)[..] {
        [number, unit] if text.trim_end().ends_with(['…', '.']) => measure(number, unit, vocabulary),
        _ => None,
    }
}

const ORDINALS: [&str; 8] = ["first", "second", "third", "fourth", "fifth", "last", "next", "final"];

/// `second line`, `the second line`
fn half(rest: &[&str], vocabulary: &Vocabulary, from: usize) -> (Option<Extent>, usize) {
    let skipped = rest.iter().take(2).take_while(|word| **word == "the" || ORDINALS.contains(word)).count();
    let found = rest.get(skipped).and_then(|unit| measure("½", unit, vocabulary));
    (found, from + skipped + 1)
}

/// The vocabulary knows numbers and what is counted; it is asked as a bracket asks it.
fn measure(number: &str, unit: &str, vocabulary: &Vocabulary) -> Option<Extent> {
    vocabulary.whole(&format!("{number} {unit} illegible"))?.slots.extent
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾'))
        || number_word(word).is_some()
}

fn words(text: &str) -> Vec<&str> {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use crate::read::phrases::Vocabulary;
    use crate::read::signs::extents::{alone, said};

    #[test]
    fn measures_in_sentences() {
        let check = |text: &str, expected: Option<(f64, &str)>| {
            let found = said(text, &Vocabulary::default());
            let found = found.map(|extent| (extent.quantity.value(), extent.unit));
            assert_eq!(found, expected.map(|(quantity, unit)| (quantity, unit.to_owned())), "{text}");
        };
        check("Paragraph’s first line and first half of second line redacted", Some((1.5, "line")));
        check("half of the last page redacted", Some((0.5, "page")));
        check("… Box 5. Top Secret. 2 pages of source text not declassified.", Some((2.0, "page")));
        check("table (3 columns and 7 rows) not declassified", None);
        check("the page is torn", None);
        check("page 2 missing", None);
        check("", None);
    }

    #[test]
    fn measures_alone() {
        let check = |text: &str, expected: Option<f64>| {
            let found = alone(text, &Vocabulary::default());
            assert_eq!(found.map(|extent| extent.quantity.value()), expected, "{text}");
        };
        check("1½ lines …", Some(1.5));
        check("3 words ...", Some(3.0));
        check("3 words", None);
        check("in 3 words …", None);
        check("…", None);
    }
}
