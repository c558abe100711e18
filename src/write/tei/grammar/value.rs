//! The values of attributes: which an attribute of a kind can hold. Where other programs read a form in several ways, only
//! what all of them take is one.

use crate::model::address::is_safe;
use crate::model::date::Edtf;
use crate::write::tei::names;

/// What kind of values an attribute has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Text,
    Word,
    Words,
    Address,
    Addresses,
    Id,
    Name,
    Day,
    Count,
    Number,
    Language,
    OneOf(&'static str),
    /// A form that is not known here.
    Unknown,
}

impl Kind {
    /// The kind that the table means by this.
    pub fn new(said: &'static str) -> Kind {
        match said {
            "t" => Kind::Text,
            "w" => Kind::Word,
            "W" => Kind::Words,
            "u" => Kind::Address,
            "U" => Kind::Addresses,
            "I" => Kind::Id,
            "N" => Kind::Name,
            "d" => Kind::Day,
            "n" => Kind::Count,
            "q" => Kind::Number,
            "l" => Kind::Language,
            list => match list.strip_prefix('\'').and_then(|list| list.strip_suffix('\'')) {
                Some(list) => Kind::OneOf(list),
                None => Kind::Unknown,
            },
        }
    }

    pub fn holds(self, value: &str) -> bool {
        match self {
            // A parser makes a space of a line feed in an attribute (XML 1.0, 3.3.3), so such a text would be another one.
            Kind::Text => {
                !value.trim().is_empty() && value.trim() == value && !value.contains(['\n', '\t', '\r'])
            }
            Kind::Words => names::words(value).as_deref() == Some(value),
            Kind::Word => names::words(value).as_deref() == Some(value) && !value.contains(' '),
            Kind::Address => is_address(value),
            Kind::Addresses => !value.is_empty() && value.split(' ').all(is_address),
            Kind::Id | Kind::Name => is_name(value),
            Kind::Day => is_day(value),
            Kind::Count => (1..=9).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit()),
            Kind::Number => is_number(value),
            Kind::Language => names::language(value).is_some(),
            Kind::OneOf(list) => list.split(' ').any(|one| one == value),
            Kind::Unknown => false,
        }
    }
}

/// Whether it is one address whose characters are those of addresses (RFC 3986, 2).
fn is_address(value: &str) -> bool {
    !value.is_empty()
        && names::address(value) == value
        && is_safe(value)
        && value.split_once(':').is_none_or(|(scheme, _)| is_scheme(scheme))
}

/// What stands before the first colon of an address (RFC 3986, 3.1), or a path in which there is one.
fn is_scheme(text: &str) -> bool {
    text.contains(['/', '#', '?'])
        || text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// A name of XML without a colon, of the letters that have been in all its editions.
pub fn is_name(value: &str) -> bool {
    let starts = |c: char| {
        c.is_ascii_alphabetic() || c == '_' || matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}')
    };
    let goes_on = |c: char| starts(c) || c.is_ascii_digit() || matches!(c, '-' | '.' | '\u{f8}'..='\u{ff}');
    value.starts_with(starts) && value.chars().all(goes_on)
}

fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let whole = |part: &str| (1..=12).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    digits.split_once('.').map_or(whole(digits), |(one, other)| whole(one) && whole(other))
}

/// A year, a month or a day of XML Schema, or a moment of it to the second.
pub fn is_day(value: &str) -> bool {
    let (day, time) = value.split_once('T').map_or((value, None), |(day, time)| (day, Some(time)));
    let parts: Vec<&str> = day.split('-').collect();
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let within = |part: &str, most: u32| {
        digits(part, 2) && part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
    };
    match parts.as_slice() {
        [year] => time.is_none() && digits(year, 4) && *year != "0000",
        [year, month] => time.is_none() && digits(year, 4) && *year != "0000" && within(month, 12),
        [year, month, one] => {
            digits(year, 4)
                && *year != "0000"
                && within(month, 12)
                && within(one, 31)
                && Edtf::new(day).is_some()
                && time.is_none_or(is_time)
        }
        _ => false,
    }
}

/// `18:34:00`, without a zone.
fn is_time(time: &str) -> bool {
    let parts: Vec<&str> = time.split(':').collect();
    let below = |part: &str, most: u32| {
        part.len() == 2
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.parse::<u32>().is_ok_and(|number| number < most)
    };
    matches!(parts.as_slice(), [hour, minute, second] if below(hour, 24) && below(minute, 60) && below(second, 60))
}
