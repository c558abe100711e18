//! A text as the words that a ledger knows it by: numbers that are the same on every machine and in twenty years. This room
//! does not know where the text stands.
//!
//! The hash is SipHash-1-3 with a key of zeros, of the library `siphasher`; that of the standard library may be another in its
//! next version. Case, accents and punctuation do not count, so that their correction is no change.

use std::borrow::Cow;
use std::hash::Hasher;

use siphasher::sip::SipHasher13;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// A text taken apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    pub words: Vec<Word>,
    /// Of all of it.
    pub hash: u64,
}

/// A word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    pub hash: u64,
    /// Where it begins and ends in the text, in bytes.
    pub start: u32,
    pub end: u32,
}

impl Text {
    pub fn of(plain: &str) -> Text {
        let words = words(plain);
        let hash = match words.as_slice() {
            // A row of stars, a line that is all dashes.
            [] => hash(&plain.chars().filter(|c| !c.is_whitespace()).collect::<String>()),
            words => joined(words.iter().map(|word| word.hash)),
        };
        Text { words, hash }
    }

    /// The hashes of every run of `length` words.
    pub fn runs(&self, length: usize) -> impl Iterator<Item = u64> {
        self.words.windows(length.max(1)).map(|run| joined(run.iter().map(|word| word.hash)))
    }
}

/// One number for several, in their order.
pub fn joined(hashes: impl IntoIterator<Item = u64>) -> u64 {
    let mut hasher = SipHasher13::new();
    hashes.into_iter().for_each(|hash| hasher.write(&hash.to_le_bytes()));
    hasher.finish()
}

pub fn hash(text: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

fn words(plain: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut take = |from: usize, to: usize| {
        let word = folded(plain.get(from..to).unwrap_or_default());
        if !word.is_empty() {
            words.push(Word { hash: hash(&word), start: offset(from), end: offset(to) });
        }
    };
    for (at, c) in plain.char_indices() {
        // A soft hyphen and an accent of its own belong to the word around them.
        let within = c == '\u{AD}' || !c.is_ascii() && is_combining_mark(c);
        if c.is_alphanumeric() && !stands_alone(c) || within && start.is_some() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            take(start, at);
        }
        if stands_alone(c) {
            take(at, at + c.len_utf8());
        }
    }
    if let Some(start) = start {
        take(start, plain.len());
    }
    words
}

/// Whether words are written without spaces between them in the script of a character, so that each counts as a word.
fn stands_alone(c: char) -> bool {
    !c.is_ascii()
        && c.is_alphanumeric()
        && matches!(
            c.script(),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Bopomofo
                | Script::Thai
                | Script::Lao
                | Script::Khmer
                | Script::Myanmar
        )
}

fn folded(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        let small = !word.bytes().any(|byte| byte.is_ascii_uppercase());
        return if small { word.into() } else { word.to_ascii_lowercase().into() };
    }
    let letters = word.nfkd().filter(|c| !is_combining_mark(*c) && *c != '\u{AD}');
    letters.flat_map(char::to_lowercase).collect()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Text, hash};

    #[test]
    fn a_correction_of_letters_alone_is_no_change() {
        #[track_caller]
        fn check(one: &str, other: &str, alike: bool) {
            assert_eq!(Text::of(one).hash == Text::of(other).hash, alike, "{one} / {other}");
        }
        check("We hope, for close relations.", "we hope for close\nrelations", true);
        check("Élan vital", "E\u{301}lan vital", true);
        check("Пхеньян", "ПХЕНЬЯН!", true);
        check("co\u{AD}operation", "cooperation", true);
        check("Yes.", "No.", false);
        check("a b", "ab", false);
        check("* * *", "***", true);
        check("* * *", "—", false);
    }

    #[test]
    fn words_are_counted_in_any_script() {
        let check = |text: &str, words: usize| assert_eq!(Text::of(text).words.len(), words, "{text}");
        check("", 0);
        check("№ 12, l. 0113", 3);
        check("中华人民共和国", 7);
        check("김일성 동지", 2);
        check("ภาษาไทย", 7);
    }

    #[test]
    fn hashes_are_the_same_for_ever() {
        // Ledgers hold them.
        assert_eq!(hash(""), 0xd1fb_a762_150c_532c);
        assert_eq!(hash("letter"), hash("letter"));
    }
}
