//! What a word is to the search, and how it is folded, so that whoever types it another way finds it. It knows no document.
//!
//! The script of the search page (`static/js/search/words.js`) must find the same words in a query, in whatever browser it runs. So
//! words are runs of letters by their Unicode properties and not what one version of a segmenter takes for one, and
//! `tests/search/words.json` is the table of cases that both are held to.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use crate::model::folding::is_typed_apostrophe;

/// A word of a text, folded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    pub term: String,
    /// The how manyth word of the text it is; two can stand at one place (`stalins` and `stalin` for `Stalin's`).
    pub at: u32,
    /// Where it stands in the text, in bytes.
    pub start: usize,
    pub end: usize,
    /// Whether it is another form of the word before it, which a text is found by and no query asks for.
    pub also: bool,
}

/// The words of a text.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut at = 0;
    for (start, end) in spans(text) {
        let raw = text.get(start..end).unwrap_or_default();
        if is_plain(raw) {
            found.push(Word { term: raw.to_ascii_lowercase(), at, start, end, also: false });
            at += 1;
            continue;
        }
        for (term, step, also) in terms(raw) {
            found.push(Word { term, at: at + step, start, end, also });
        }
        at = found.last().map_or(0, |word: &Word| word.at + 1).max(at);
    }
    found
}

/// The terms that one word is found by, each with how many places it stands behind the first.
pub fn terms(raw: &str) -> Vec<(String, u32, bool)> {
    let folded = fold(raw);
    if folded.contains(is_dense) {
        return dense(&folded);
    }
    let mut found = Vec::new();
    if raw.contains(is_apostrophe) {
        let parts = raw.split(is_apostrophe).map(fold).filter(|part| part.chars().count() > 1);
        found.extend(parts.filter(|part| *part != folded).map(|part| (part, 0, true)));
    }
    if !folded.is_empty() {
        found.insert(0, (folded, 0, false));
    }
    found
}

/// A word without what people type differently or leave out: case, accents, apostrophes, ligatures.
pub fn fold(raw: &str) -> String {
    if is_plain(raw) {
        return raw.to_ascii_lowercase();
    }
    // The degree sign of `N°` decomposes into nothing.
    if matches!(raw, "N°" | "n°") {
        return "no".to_owned();
    }
    // An acute accent by itself decomposes into a space with an accent, and a term has no space: the index parts them by it.
    let left_out =
        |c: &char| is_accent(*c) || is_apostrophe(*c) || is_breath(*c) || is_seam(*c) || c.is_whitespace();
    let bare: String = raw.chars().filter(|c| !is_apostrophe(*c)).nfkd().filter(|c| !left_out(c)).collect();
    let mut folded = String::with_capacity(bare.len());
    for c in bare.to_lowercase().chars() {
        match LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, plain)) => folded.push_str(plain),
            None => folded.push(c),
        }
    }
    // Korean syllables, and kana with their marks, are put together again.
    folded.nfc().filter(|c| !is_accent(*c)).collect()
}

/// From where to where the words of a text go, in bytes.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut rest = text;
    let place = |rest: &str| text.len() - rest.len();
    while let Some(first) = rest.chars().next() {
        let length = length(rest);
        if length > 0 {
            spans.push((place(rest), place(rest) + length));
        }
        rest = rest.get(length.max(first.len_utf8())..).unwrap_or_default();
    }
    spans
}

/// How long the word is that opens a text; 0 where none does.
fn length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    match (chars.next(), chars.peek()) {
        (Some((_, '№')), _) => return '№'.len_utf8(),
        (Some((_, 'N' | 'n')), Some((at, sign @ ('º' | '°')))) => return at + sign.len_utf8(),
        (Some((_, c)), _) if is_letter(c) => {}
        _ => return 0,
    }
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next).filter(|next| is_letter(*next));
        let inside =
            is_apostrophe(c) && next.is_some() || is_seam(c) && next.is_some_and(|next| !is_dense(next));
        if !is_letter(c) && !inside {
            return at;
        }
    }
    text.len()
}

/// A run of a script that is written without spaces, or whose words are long chains: each two characters that stand
/// together, and the last one.
fn dense(folded: &str) -> Vec<(String, u32, bool)> {
    let mut found = Vec::new();
    let mut step = 0;
    let mut chars = folded.chars().peekable();
    let mut other = String::new();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().filter(|next| is_dense(*next));
        if is_dense(c) {
            found.push((std::iter::once(c).chain(next).collect(), step, false));
            step += 1;
            continue;
        }
        other.push(c);
        if next.is_some() || chars.peek().is_none() {
            found.push((std::mem::take(&mut other), step, false));
            step += 1;
        }
    }
    found
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c))
}

/// Most words, of which nothing but their case is folded.
fn is_plain(raw: &str) -> bool {
    raw.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// What stands for an apostrophe between the letters of a word.
fn is_apostrophe(c: char) -> bool {
    is_typed_apostrophe(c) || c == '＇'
}

/// What nobody sees within a word: where it may be broken at the end of a line, or may not.
fn is_seam(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Signs of transcription that count as letters: soft and hard signs, glottal stops.
fn is_breath(c: char) -> bool {
    matches!(
        c,
        '\u{2b9}'..='\u{2c1}' | '\u{2c8}' | '\u{2ca}' | '\u{2cb}' | '\u{2ee}' | '\u{a78b}' | '\u{a78c}'
    )
}

/// Accents, and the points of Hebrew and Arabic. Marks that are letters of their script, as in Hindi, are none.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6ed}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a character is of a script that is searched by pairs of characters.
pub fn is_dense(c: char) -> bool {
    // The mark for a long vowel belongs to no script alone.
    c == 'ー'
        || (c as u32 > 0xdff
            && matches!(
                c.script(),
                Script::Han
                    | Script::Hiragana
                    | Script::Katakana
                    | Script::Hangul
                    | Script::Bopomofo
                    | Script::Thai
                    | Script::Lao
                    | Script::Khmer
                    | Script::Myanmar
            ))
}

/// Letters that Unicode does not take apart.
const LETTERS: [(char, &str); 12] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ł', "l"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ŋ', "ng"),
    ('ς', "σ"),
];
