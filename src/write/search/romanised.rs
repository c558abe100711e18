//! Cyrillic and its romanisations: a key that `Ерофеев`, `Yerofeyev`, `Erofeev` and `Jerofejew` have in common. It knows words and no
//! document.
//!
//! The key joins more than any one system of romanisation would (BGN/PCGN, the Library of Congress, ISO 9, German): it is asked
//! only from one alphabet to the other, and what was typed in the alphabet of the query stays exact. The script has the same in
//! `static/js/search/romanised.js`; `tests/search/romanised.json` holds both to one table.

/// Whether a word is written in Cyrillic.
pub fn is_cyrillic(term: &str) -> bool {
    term.contains(|c| matches!(c, '\u{400}'..='\u{52f}'))
}

/// The key of a folded word; nothing where it is neither in Cyrillic nor in Latin letters.
pub fn key(term: &str) -> Option<String> {
    let mut latin = String::with_capacity(term.len() + 4);
    for c in term.chars() {
        match c {
            'a'..='z' => latin.push(c),
            _ => latin.push_str(LETTERS.iter().find(|(letter, _)| *letter == c).map(|(_, latin)| *latin)?),
        }
    }
    for (written, joined) in JOINED {
        if latin.contains(written) {
            latin = latin.replace(written, joined);
        }
    }
    (!latin.is_empty()).then(|| single(&latin))
}

/// Without a second `i` beside another.
fn single(latin: &str) -> String {
    let mut key = String::with_capacity(latin.len());
    for c in latin.chars() {
        if c != 'i' || !key.ends_with('i') {
            key.push(c);
        }
    }
    key
}

/// What the systems write differently, in the order in which it is joined.
const JOINED: [(&str, &str); 13] = [
    ("sh", "s"),
    ("ch", "c"),
    ("zh", "z"),
    ("kh", "h"),
    ("ts", "c"),
    ("tz", "c"),
    ("x", "ks"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("io", "e"),
    ("iie", "ie"),
    ("ie", "e"),
];

/// Folded Cyrillic letters in one romanisation.
const LETTERS: [(char, &str); 47] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    ('і', "i"),
    ('ї', "i"),
    ('є', "e"),
    ('ґ', "g"),
    ('ј', "j"),
    ('љ', "lj"),
    ('њ', "nj"),
    ('ћ', "c"),
    ('ђ', "dj"),
    ('џ', "dzh"),
    ('ѓ', "g"),
    ('ќ', "k"),
    ('ѕ', "z"),
    ('ѣ', "e"),
    ('ѳ', "f"),
    ('ѵ', "i"),
];
