//! Names without the accidents of writing: for finding, for addresses, for the order of a list. It knows letters, no person.

use std::sync::LazyLock;

use deunicode::deunicode;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use crate::model::id::{Id, IdError, LONGEST};
use crate::model::naming::Naming;

/// A name as it is looked for: without case, diacritics, apostrophes and points, in the order in which it is spoken.
///
/// ```
/// use edition::model::folding::folded;
/// assert_eq!(folded("I.V. Stalin"), folded("Stalin, I. V."));
/// assert_eq!(folded("Il’ichëv"), "ilichev");
/// ```
pub fn folded(name: &str) -> String {
    letters(&Naming::of(name).spoken())
}

/// The letters and figures of a text in lower case, one space between words.
pub fn letters(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && !is_apostrophe(*c)) {
        if !c.is_ascii() && c.is_alphabetic() && c.script() == Script::Latin {
            // `Łukasz`, `Strauß`: Unicode takes no mark off these.
            folded.push_str(&deunicode(c.encode_utf8(&mut [0; 4])).to_lowercase());
        } else if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Whether a sign can stand within a word: letters, figures, their marks, apostrophes.
pub fn is_part(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || is_apostrophe(c)
}

/// What is typed for an apostrophe.
pub fn is_typed_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | '′')
}

/// Apostrophes and primes, which stand for a soft sign, a breath, or nothing.
fn is_apostrophe(c: char) -> bool {
    is_typed_apostrophe(c) || matches!(c, 'ʹ' | 'ʺ' | 'ʼ' | 'ʻ' | '″')
}

/// A name with its marks and apostrophes, but without case, points and the order of a list: names that differ in this and
/// have one page are two spellings, of which the editor is told.
pub fn spelling(name: &str) -> String {
    let mut spelling = String::with_capacity(name.len());
    for c in Naming::of(name).spoken().nfc() {
        if is_apostrophe(c) {
            spelling.push('\'');
        } else if c.is_alphanumeric() || is_combining_mark(c) || is_significant(c) {
            spelling.extend(c.to_lowercase());
        } else if !spelling.is_empty() && !spelling.ends_with(' ') {
            spelling.push(' ');
        }
    }
    spelling.truncate(spelling.trim_end().len());
    spelling
}

/// The last part of the address of what has this name. It is made of the name alone, so that it is the same whatever else
/// the edition holds. What the Latin alphabet cannot tell apart has some figures behind it that are made of the name too:
/// 李明 and 黎明 are both Li Ming, and `C` and `C++` differ in signs that no address can have.
///
/// ```
/// use edition::model::folding::slug;
/// assert_eq!(slug("I. V. Stalin"), "stalin-i-v");
/// assert_eq!(slug("Il’ichëv"), "ilichev");
/// assert_ne!(slug("李明"), slug("黎明"));
/// assert_eq!(slug("Con"), "name-con");
/// ```
pub fn slug(name: &str) -> String {
    slug_of_words(&Naming::of(name).sorted())
}

/// The same for what is no person's name, whose words keep their order.
pub fn slug_of_words(words: &str) -> String {
    let latin = latin(words);
    let plain = latin.len() <= LONGEST && letters(words).is_ascii() && !has_signs(words);
    if plain { readable(words) } else { told_apart(words) }
}

/// An address with figures behind it that tell it from that of another name.
pub fn told_apart(words: &str) -> String {
    /// How many figures there are; of a million names two have the same ones, and they would have to be romanised
    /// alike besides.
    const FIGURES: usize = 6;
    let hash = Sha256::digest(known_by(words).as_bytes());
    let figures: String = hash.iter().map(|byte| format!("{byte:02x}")).take(FIGURES / 2).collect();
    let stem = readable(words);
    let stem = stem.get(..LONGEST - FIGURES - 1).unwrap_or(&stem).trim_end_matches('-');
    format!("{stem}-{figures}")
}

/// The letters of a name that an address can have, and no more; other names may have the same.
pub fn readable(words: &str) -> String {
    let latin = latin(words);
    match Id::<()>::cut(&latin) {
        Ok(id) => id.as_str().to_owned(),
        Err(IdError::Reserved) => readable(&format!("name {latin}")),
        // A name of signs alone is known by their numbers.
        Err(_) => {
            let numbers: Vec<String> =
                words.chars().take(12).map(|c| format!("{:x}", u32::from(c))).collect();
            format!("name-{}", numbers.join("-"))
        }
    }
}

fn latin(words: &str) -> String {
    let bare: String = words.nfc().filter(|c| !is_apostrophe(*c)).collect();
    deunicode(&bare).chars().filter(|c| !is_apostrophe(*c)).collect()
}

/// What makes a name another one: its letters and its signs.
fn known_by(words: &str) -> String {
    let words: Vec<String> = words
        .split_whitespace()
        .map(
            |word| {
                if has_signs(word) { word.nfc().collect::<String>().to_lowercase() } else { letters(word) }
            },
        )
        .collect();
    words.join(" ")
}

fn has_signs(text: &str) -> bool {
    let between = |text: &str, at: usize, c: char| {
        let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let after = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        figure(text.get(..at).and_then(|rest| rest.chars().next_back())) && figure(after)
    };
    text.char_indices()
        .any(|(at, c)| is_significant(c) || matches!(c, '.' | ',' | ':') && between(text, at, c))
}

/// Signs that are part of a name, and no punctuation of it: `C++`, `5/1`, `R&D`.
fn is_significant(c: char) -> bool {
    const PUNCTUATION: &str =
        " ,.;:-‐‑‒–—―\"“”„‟«»‹›‚‛()[]{}<>〈〉《》「」『』【】?!¿¡…·・、。，．：；！？（）‧־׳״";
    !c.is_alphanumeric()
        && !c.is_whitespace()
        && !c.is_control()
        && !is_combining_mark(c)
        && !is_apostrophe(c)
        && !PUNCTUATION.contains(c)
}

/// What a list is sorted by: the order of the Unicode Collation Algorithm for all languages (CLDR, root), in which `Đ` and
/// `Ł` stand with `D` and `L`, `ё` with `е`, and `й` and `є` behind `и` and `е`. Signs before and between words do not
/// count. Of two names that are alike the one without marks comes first.
pub fn sort_key(name: &str) -> (Vec<u8>, String) {
    let mut words = String::with_capacity(name.len());
    for c in name.nfc().filter(|c| !is_apostrophe(*c)) {
        if c.is_alphanumeric() || is_combining_mark(c) {
            words.push(c);
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    let mut key = Vec::with_capacity(words.len() * 2);
    match &*ORDER {
        // A list of bytes takes every key.
        Some(order) => drop(order.write_sort_key_to(words.trim_end(), &mut key)),
        None => key.extend(letters(&words).bytes()),
    }
    (key, name.to_owned())
}

/// The tables are part of the program; that they are read once makes keys of 20,000 names cheap.
static ORDER: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| Collator::try_new(CollatorPreferences::default(), CollatorOptions::default()).ok());

/// The letter under which a name stands in a list; nothing for scripts that have no capitals, and for figures.
pub fn initial(name: &str) -> Option<String> {
    let first = name.nfc().find(|c| c.is_alphanumeric())?;
    let bare = match first {
        'й' | 'Й' => 'й',
        'ї' | 'Ї' => 'ї',
        _ => letters(&first.to_string()).chars().next()?,
    };
    let capital: String = bare.to_uppercase().collect();
    (bare.is_alphabetic() && capital != bare.to_string()).then_some(capital)
}

#[cfg(test)]
mod tests {
    use super::{folded, initial, slug, sort_key, spelling};

    #[test]
    fn names_are_found_however_they_are_written() {
        let check = |one: &str, other: &str| assert_eq!(folded(one), folded(other));
        check("Kim Il Sung", "KIM  IL-SUNG");
        check("Yu. V. Andropov", "Andropov, Yu.V.");
        check("Il'ichev", "Il’ichëv");
        check("Сталин И.В.", "И. В. Сталин");
        check("", "—");
    }

    #[test]
    fn a_slug_is_made_of_its_name_alone() {
        let check = |name: &str, expected: &str| assert_eq!(slug(name), expected);
        check("Stalin, Joseph", "stalin-joseph");
        check("Joseph Stalin", "stalin-joseph");
        check("Council of Ministers of the USSR", "council-of-ministers-of-the-ussr");
        check("Il’ichev", "ilichev");
        check("Łukasz, J.", "lukasz-j");
        check("Strauß", "strauss");
        check("C", "c");
        check("page-2", "name-page-2");
        check("?!", "name-3f-21");
    }

    #[test]
    fn two_names_have_two_addresses() {
        let all = [
            "李明",
            "黎明",
            "Li Ming",
            "Иванов, П.",
            "Ivanov, P.",
            "C",
            "C++",
            "C#",
            "C/D",
            "C D",
            "5.1",
            "5-1",
        ];
        let slugs: std::collections::BTreeSet<String> = all.iter().map(|name| slug(name)).collect();
        assert_eq!(slugs.len(), all.len(), "{slugs:?}");
        assert!(slug("黎明").starts_with("li-ming-"));
        let long = |end: &str| slug(&format!("{}{end}", "Long ".repeat(40)));
        assert_ne!(long("one"), long("two"));
        assert!(long("one").len() <= 120);
        // Spellings of one name have one address, whatever its points and its case.
        for (one, other) in [("李明", " 李 明".trim()), ("Иванов, П.", "ИВАНОВ П."), ("O’Brien", "O'Brien")]
        {
            assert!(spelling(one) != spelling(other) || slug(one) == slug(other), "{one}");
        }
        assert_eq!(slug("Иванов, П."), slug("П. ИВАНОВ"));
        assert_eq!(spelling("Šik, O."), spelling("O. Šik"));
        assert_ne!(spelling("Šik, O."), spelling("Sik, O."));
        assert_ne!(spelling("O'Brien"), spelling("Obrien"));
    }

    #[test]
    fn a_list_has_an_order() {
        let sorted = |names: &[&'static str]| {
            let mut names = names.to_vec();
            names.sort_by_cached_key(|name| sort_key(name));
            names
        };
        let check = |expected: &[&'static str]| {
            let mut turned = expected.to_vec();
            turned.reverse();
            assert_eq!(sorted(&turned), expected);
        };
        check(&["Adam", "Elan", "Élan", "Zhou", "Ежов", "Ёлкин", "Иванов", "Йодль", "Ямпольский"]);
        check(&["Đuro, J.", "Dvorak", "Łukasz, J.", "Lvov", "Strasse", "Strauß", "Zzz"]);
        check(&["Ежов", "Єфремов", "Жуков", "Їжак", "Яковлев"]);
        check(&["Aalto", "?? [Mann ohne Winterrock]", "Manner", "O’Brien", "Obst"]);
        check(&["Kim Il Sung", "Kim, J.", "Kimball"]);
        for (name, letter) in
            [("Élan", "E"), ("«Йодль»", "Й"), ("Đuro", "D"), ("ß", "S"), ("Їжак", "Ї"), ("?? [Mann]", "M")]
        {
            assert_eq!(initial(name).as_deref(), Some(letter), "{name}");
        }
        assert_eq!(initial("金"), None);
        assert_eq!(initial("3rd Army"), None);
    }
}
