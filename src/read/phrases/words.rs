//! The words of a bracket, and how they are compared.

use std::ops::Range;

/// A word of a bracket: where it stands in the bracket's inside, and how it is compared.
#[derive(Debug)]
pub(super) struct Word {
    pub range: Range<usize>,
    pub folded: String,
    /// Whether it begins with a capital, as the name of a language does.
    pub capital: bool,
}

/// The words of a text; a long dash is one by itself, and so is the figure in `p.3`.
pub(super) fn words(inner: &str) -> Vec<Word> {
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
    folded(bare).collect()
}

/// The letters of a word in lower case, with straight apostrophes; a soft hyphen is none.
fn folded(word: &str) -> impl Iterator<Item = char> + '_ {
    let seen = word.chars().filter(|c| *c != '\u{AD}');
    seen.flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c })
}

pub(super) fn is_end_punctuation(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | ';')
}

pub(super) fn fold_whole(inner: &str) -> String {
    let words: Vec<String> = inner.split_whitespace().map(|word| folded(word).collect()).collect();
    let joined = words.join(" ");
    let bare = joined.trim_end_matches(is_end_punctuation);
    if bare.is_empty() { joined } else { bare.to_owned() }
}
