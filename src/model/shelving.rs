//! The order of a shelf: levels of shelfmarks under one name, and numbers as an archivist counts them. It knows words for
//! levels and no document.

use crate::model::archive::{Level, Shelfmark};
use crate::model::folding::{letters, slug_of_words};

/// The level under one name, whatever archives and languages call it: `fond 45` and `f. 45` are one.
pub fn level_name(label: &str) -> String {
    let label = letters(label);
    let known = LEVELS.iter().find(|(_, words)| words.contains(&label.as_str()));
    known.map_or(label, |(name, _)| (*name).to_owned())
}

const LEVELS: [(&str, &[&str]); 6] = [
    ("f", &["f", "fond", "fonds", "fund", "ф", "фонд"]),
    ("op", &["op", "opis", "inventory", "оп", "опись"]),
    ("d", &["d", "delo", "file", "дело", "д"]),
    ("p", &["p", "papka", "pap", "пап", "папка", "п"]),
    ("rg", &["rg", "record group"]),
    ("box", &["box", "bx"]),
];

/// The levels within which leaves are counted: what is behind them is a place in a file and no file.
pub fn is_leaf(level: &Level) -> bool {
    const LEAVES: [&str; 14] =
        ["l", "ll", "list", "listy", "leaf", "leaves", "p", "pp", "page", "pages", "fol", "folio", "л", "лл"];
    LEAVES.contains(&letters(&level.label).as_str())
}

/// The levels of a shelfmark down to the file, without the leaves.
pub fn shelves(shelfmark: &Shelfmark) -> &[Level] {
    let end = shelfmark.levels.iter().position(is_leaf).unwrap_or(shelfmark.levels.len());
    shelfmark.levels.get(..end).unwrap_or_default()
}

/// One level as a part of an address: `f-558`.
pub fn slug(level: &Level) -> String {
    slug_of_words(&format!("{} {}", level_name(&level.label), level.value))
}

/// What values of a level are sorted by: as numbers as far as they are.
///
/// ```
/// use edition::model::shelving::counted;
/// assert!(counted("9") < counted("10") && counted("10") < counted("10a"));
/// ```
pub fn counted(value: &str) -> (u64, String) {
    let digits: String = value.trim().chars().take_while(char::is_ascii_digit).take(18).collect();
    (digits.parse().unwrap_or(u64::MAX), value.trim().to_lowercase())
}
