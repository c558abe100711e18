//! Numbers in English words: `two`, `twenty-one`. It knows no digits, and nothing that is counted.

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number below a hundred in one word, which may have a hyphen, in lower case.
///
/// ```
/// use edition::read::numbers::number_word;
/// assert_eq!(number_word("twelve"), Some(12));
/// assert_eq!(number_word("twenty-one"), Some(21));
/// assert_eq!(number_word("one-twenty"), None);
/// ```
pub fn number_word(word: &str) -> Option<u32> {
    let of = |words: &[&str], word: &str| words.iter().position(|known| *known == word);
    let number = match word.split_once('-') {
        Some((tens, unit)) => return compound(tens, unit),
        None => of(&SMALL, word).or_else(|| Some(10 * (of(&TENS, word)? + 2)))?,
    };
    u32::try_from(number).ok()
}

/// `twenty one` in two words.
pub fn compound(tens: &str, unit: &str) -> Option<u32> {
    let tens = TENS.contains(&tens).then(|| number_word(tens))??;
    let unit = SMALL.contains(&unit).then(|| number_word(unit))?.filter(|unit| (1..10).contains(unit))?;
    Some(tens + unit)
}
