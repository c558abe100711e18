//! Names without the accidents of writing: for finding, for addresses, for the order of a list. It knows letters, no person.

use deunicode::deunicode;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::id::{Id, IdError};
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
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Apostrophes and primes, which stand for a soft sign, a breath, or nothing.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʹ' | 'ʺ' | 'ʼ' | 'ʻ' | '`' | '′' | '″' | '´')
}

/// The last part of the address of what has this name. It is made of the name alone, so that it is the same whatever else
/// the edition holds; names that give one slug are one.
///
/// ```
/// use edition::model::folding::slug;
/// assert_eq!(slug("I. V. Stalin"), "stalin-i-v");
/// assert_eq!(slug("Ерофеев"), "erofeev");
/// assert_eq!(slug("Con"), "name-con");
/// ```
pub fn slug(name: &str) -> String {
    slug_of_words(&Naming::of(name).sorted())
}

/// The same for what is no person's name, whose words keep their order.
pub fn slug_of_words(words: &str) -> String {
    let bare: String = words.nfc().filter(|c| !is_apostrophe(*c)).collect();
    let latin: String = deunicode(&bare).chars().filter(|c| !is_apostrophe(*c)).collect();
    match Id::<()>::cut(&latin) {
        Ok(id) => id.as_str().to_owned(),
        Err(IdError::Reserved) => slug_of_words(&format!("name {latin}")),
        // A name of signs alone is known by their numbers.
        Err(_) => {
            let numbers: Vec<String> =
                words.chars().take(12).map(|c| format!("{:x}", u32::from(c))).collect();
            format!("name-{}", numbers.join("-"))
        }
    }
}

/// What a list is sorted by. Letters with and without marks stand together, scripts one after the other as Unicode has
/// them, and `й` is a letter of its own, as Russian lists have it; that is what a reader of an index looks for, and needs no
/// tables of each language. Of two names that are alike the one without marks comes first.
pub fn sort_key(name: &str) -> (String, String) {
    let mut key = String::with_capacity(name.len());
    for c in name.nfc() {
        if matches!(c, 'й' | 'Й') {
            key.push('й');
        } else {
            key.push_str(&letters(c.encode_utf8(&mut [0; 4])));
            if c.is_whitespace() {
                key.push(' ');
            }
        }
    }
    (key, name.to_owned())
}

/// The letter under which a name stands in a list; nothing for scripts that have no capitals, and for figures.
pub fn initial(name: &str) -> Option<String> {
    let first = name.nfc().find(|c| c.is_alphanumeric())?;
    let bare =
        if matches!(first, 'й' | 'Й') { 'й' } else { letters(&first.to_string()).chars().next()? };
    let capital: String = bare.to_uppercase().collect();
    (bare.is_alphabetic() && capital != bare.to_string()).then_some(capital)
}

#[cfg(test)]
mod tests {
    use super::{folded, initial, slug, sort_key};

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
        check("Мальков", "malkov");
        check("金日成", "jin-ri-cheng");
        check("page-2", "name-page-2");
        check("?!", "name-3f-21");
    }

    #[test]
    fn a_list_has_an_order() {
        let mut names = ["Ямпольский", "Zhou", "Élan", "Elan", "Ёлкин", "Ежов", "Adam", "Йодль", "Иванов"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Adam", "Elan", "Élan", "Zhou", "Ежов", "Ёлкин", "Иванов", "Йодль", "Ямпольский"]);
        assert_eq!(initial("Élan").as_deref(), Some("E"));
        assert_eq!(initial("«Йодль»").as_deref(), Some("Й"));
        assert_eq!(initial("金"), None);
        assert_eq!(initial("3rd Army"), None);
    }
}
