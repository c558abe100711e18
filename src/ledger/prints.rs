//! Fingerprints of texts: enough to know one again after it was corrected, and no more. This room does not compare them.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::ledger::words::{Text, joined};

/// What a ledger keeps of a passage or a note: a hash of all of it, those of a few runs of its words, and its first words.
///
/// The runs are those with the smallest hashes (a bottom-k sketch: Broder, "On the resemblance and containment of documents",
/// 1997). A part of the text has its share of them, and a correction spoils few.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Print {
    /// [`WHOLE`] bits.
    pub hash: u64,
    /// How many words a run has; 0 where the text has no words.
    pub run: u8,
    /// [`PART`] bits each, in the order of the whole hashes.
    pub sketch: Vec<u32>,
    /// The first words, as they are typed.
    pub words: Box<str>,
}

/// What a ledger keeps of a mark: its sign, what is typed, what stands before and after it, and where.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct MarkPrint {
    /// Of the sign and of what is typed, in [`WHOLE`] bits.
    pub hash: u64,
    /// In [`SIGN`] bits.
    pub sign: u32,
    /// The two words before, and the two after, in [`PART`] bits; 0 where there are none.
    pub before: u32,
    pub after: u32,
    pub words: Box<str>,
}

/// How many bits are kept of the hash of a whole text: six letters.
pub const WHOLE: u32 = 36;
/// How many of that of a run of words: three letters.
pub const PART: u32 = 18;
/// How many of that of a sign: two letters.
pub const SIGN: u32 = 12;

/// How many runs are kept.
pub const KEPT: usize = 5;

/// How many of the first words, and how many characters they have at most.
const WORDS: usize = 3;
const LONGEST: usize = 16;

impl Print {
    pub fn of(plain: &str) -> Print {
        let text = Text::of(plain);
        Print::of_part(plain, &text, 0..text.words.len())
    }

    /// The print of some words of a text.
    pub fn of_part(plain: &str, text: &Text, range: Range<usize>) -> Print {
        let all = range == (0..text.words.len());
        let words = text.words.get(range).unwrap_or_default();
        let whole = if all { text.hash } else { joined(words.iter().map(|word| word.hash)) };
        let run = run_length(words.len());
        // In a text of three words every word counts; a run of none is none.
        let runs: BTreeSet<u64> = match run {
            0 => BTreeSet::new(),
            _ => words.windows(run.into()).map(|run| joined(run.iter().map(|word| word.hash))).collect(),
        };
        Print {
            hash: bits(whole, WHOLE),
            run,
            sketch: runs.into_iter().take(KEPT).map(part).collect(),
            words: first(words.iter().map(|word| (word.start, word.end)), plain),
        }
    }
}

/// How many words make a run in a text of so many: the shorter it is, the less may be left of it.
fn run_length(words: usize) -> u8 {
    match words {
        0 => 0,
        1..=3 => 1,
        4..=9 => 2,
        _ => 3,
    }
}

/// The hash of a run as a print has it.
pub fn part(hash: u64) -> u32 {
    u32::try_from(bits(hash, PART)).unwrap_or(0)
}

/// So many of the lowest bits of a hash.
pub fn bits(hash: u64, count: u32) -> u64 {
    hash & ((1 << count) - 1)
}

/// The first words of a text, by where they stand in it, without what stands between them.
pub fn first(words: impl Iterator<Item = (u32, u32)>, plain: &str) -> Box<str> {
    let mut kept = String::new();
    for (start, end) in words.take(WORDS) {
        let word = plain.get(start as usize..end as usize).unwrap_or_default();
        let length = kept.chars().count();
        let room = LONGEST.saturating_sub(if length > 0 { length + 1 } else { 0 });
        if length > 0 && word.chars().count() > room {
            break;
        }
        if length > 0 {
            kept.push(' ');
        }
        kept.extend(word.chars().filter(|c| c.is_alphanumeric()).take(room));
    }
    kept.into()
}

/// A number in as many letters as it takes, six bits each (the alphabet of RFC 4648, section 5).
pub fn code(value: u64, bits: u32, into: &mut String) {
    for place in (0..bits.div_ceil(6)).rev() {
        let digit = usize::try_from(value >> (6 * place) & 63).unwrap_or(0);
        into.push(char::from(LETTERS[digit]));
    }
}

/// The number that these letters say; none where one is no letter.
pub fn decode(letters: &str) -> Option<u64> {
    letters.bytes().try_fold(0_u64, |value, letter| {
        let digit = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        Some(value << 6 | u64::from(digit))
    })
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[cfg(test)]
mod tests {
    use super::{Print, code, decode};

    #[test]
    fn the_first_words_are_kept() {
        let check = |text: &str, words: &str| assert_eq!(&*Print::of(text).words, words, "{text}");
        check("«We hope», for close relations", "We hope for");
        check("Telephone message via VCh", "Telephone");
        check("Donaudampfschifffahrtsgesellschaft", "Donaudampfschiff");
        check("* * *", "");
        check("中华人民", "中 华 人");
    }

    #[test]
    fn short_texts_have_short_runs() {
        let check = |text: &str, run: u8, kept: usize| {
            let print = Print::of(text);
            assert_eq!((print.run, print.sketch.len()), (run, kept), "{text}");
        };
        check("— * —", 0, 0);
        check("Yes.", 1, 1);
        check("Yes, yes, yes.", 1, 1);
        check("Comrade Kim Il Sung!", 2, 3);
        check("one two three four five six seven eight nine ten", 3, 5);
    }

    #[test]
    fn numbers_are_written_in_letters_and_read_again() {
        for (value, bits, text) in
            [(0, 18, "AAA"), (63, 6, "_"), (262_143, 18, "___"), (1 << 30, 36, "BAAAAA")]
        {
            let mut letters = String::new();
            code(value, bits, &mut letters);
            assert_eq!((letters.as_str(), decode(&letters)), (text, Some(value)));
        }
        assert_eq!(decode("A A"), None);
    }
}
