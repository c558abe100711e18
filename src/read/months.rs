//! The names of months, and the numbers that stand for them. It knows no date.

/// The month of a name or abbreviation in English, German, French or Russian.
pub fn by_name(word: &str) -> Option<u8> {
    // Asked of every word of every text, and answered for most by their length or their first letter.
    let first = word.chars().next().filter(|_| word.len() <= LONGEST)?;
    if !first.to_lowercase().all(|letter| INITIALS.contains(letter)) {
        return None;
    }
    let small = word.to_lowercase();
    let month = NAMES.iter().position(|names| names.contains(&small.as_str()))?;
    u8::try_from(month + 1).ok()
}

/// The month of a Roman number in capitals: `8.II.1950`.
pub fn by_roman_number(word: &str) -> Option<u8> {
    let month = ROMAN.iter().position(|number| *number == word)?;
    u8::try_from(month + 1).ok()
}

/// Whether the word can stand for a month wherever it is met, and is not perhaps `may` or `march`.
pub fn is_plainly_a_month(word: &str) -> bool {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    capital || !word.is_ascii() || (word.len() > 4 && word != "march")
}

/// The letters that names of months begin with.
const INITIALS: &str = "adfjmnosавдимнофся";
/// The longest name, in bytes.
const LONGEST: usize = 16;

const NAMES: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "janvier", "janv", "январь", "января", "янв"],
    &[
        "february",
        "feb",
        "febr",
        "februar",
        "feber",
        "février",
        "fevrier",
        "févr",
        "fév",
        "февраль",
        "февраля",
        "февр",
        "фев",
    ],
    &["march", "mar", "märz", "maerz", "mär", "mars", "март", "марта", "мар"],
    &["april", "apr", "avril", "avr", "апрель", "апреля", "апр"],
    &["may", "mai", "май", "мая"],
    &["june", "jun", "juni", "juin", "июнь", "июня", "июн"],
    &["july", "jul", "juli", "juillet", "juil", "июль", "июля", "июл"],
    &["august", "aug", "août", "aout", "август", "августа", "авг"],
    &["september", "sept", "sep", "septembre", "сентябрь", "сентября", "сент", "сен"],
    &["october", "oct", "oktober", "okt", "octobre", "октябрь", "октября", "окт"],
    &["november", "nov", "novembre", "ноябрь", "ноября", "нояб", "ноя"],
    &["december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "декабрь", "декабря", "дек"],
];

const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

#[cfg(test)]
mod tests {
    use crate::read::months::{NAMES, by_name, by_roman_number, is_plainly_a_month};

    #[test]
    fn months() {
        let check = |word: &str, month| assert_eq!(by_name(word), month, "{word}");
        check("October", Some(10));
        check("OCTOBER", Some(10));
        check("Oct", Some(10));
        check("Oktober", Some(10));
        check("octobre", Some(10));
        check("октября", Some(10));
        check("Октябрь", Some(10));
        check("août", Some(8));
        check("Brumaire", None);
        check("", None);
        for (number, names) in (1..).zip(NAMES) {
            names.iter().for_each(|name| check(name, Some(number)));
        }
        assert_eq!(by_roman_number("VI"), Some(6));
        assert_eq!(by_roman_number("XIII"), None);
        assert!(is_plainly_a_month("May") && is_plainly_a_month("мая") && is_plainly_a_month("octobre"));
        assert!(!is_plainly_a_month("may") && !is_plainly_a_month("march"));
    }
}
