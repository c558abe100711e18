//! The parts of a date as they are written: days, months, years, and the signs between them. It knows tokens
//! and the names of months.

use crate::model::date::Edtf;
use crate::read::calendar::Slot;
use crate::read::months::{by_name, by_roman_number, is_plainly_a_month};
use crate::read::tokens::{Gap, Kind, Token};

/// A place in a row of tokens, and what helps to read on from it.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub tokens: &'a [Token<'a>],
    pub at: usize,
    pub near: Option<&'a Edtf>,
    /// Whether the text is a date as a whole, so that a year by itself can be one.
    pub whole: bool,
}

/// A place to read on from, and what was read.
pub type Read<'a, T> = Option<(Reader<'a>, T)>;

pub const DASHES: &[char] = &['-', '–', '—'];

impl<'a> Reader<'a> {
    pub fn peek(&self, ahead: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    /// One day or blank, or two days.
    pub fn days(self) -> Read<'a, (Slot, Option<u8>)> {
        if let Some((reader, _)) = self.blank() {
            return Some((reader, (Slot::Blank, None)));
        }
        let (reader, first) = self.day()?;
        let second = reader.to_day().and_then(Reader::day).filter(|(_, second)| first < *second);
        Some(match second {
            Some((reader, second)) => (reader, (Slot::Is(first), Some(second))),
            None => (reader, (Slot::Is(first), None)),
        })
    }

    /// The `[4]` of `3 [4]`: the day that an editor gives instead of the one written.
    pub fn corrected_day(self) -> Read<'a, (Slot, Option<u8>)> {
        self.peek(0).filter(|token| token.opens_bracket && token.kind == Kind::Number)?;
        let (reader, day) = self.bare_day()?;
        Some((reader, (Slot::Is(day), None)))
    }

    /// `12`, `12th`, `12.`, `1er`, `«12»`
    pub fn day(self) -> Read<'a, u8> {
        match self.quote() {
            Some(reader) => {
                let (reader, day) = reader.bare_day()?;
                Some((reader.quote()?, day))
            }
            None => self.bare_day(),
        }
    }

    pub fn bare_day(self) -> Read<'a, u8> {
        let (reader, day) = self.figure(2)?;
        let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
        let ordinal = reader.peek(0).is_some_and(Token::touches);
        let endings = ["st", "nd", "rd", "th", "d", "er"];
        let reader = reader.word_of(&endings).filter(|_| ordinal).unwrap_or(reader);
        let point = reader.peek(0).is_some_and(|token| token.is('.') && token.touches());
        let before_month = reader.peek(1).is_some_and(|token| by_name(&token.text).is_some());
        Some((if point && before_month { reader.skip(1) } else { reader }, day))
    }

    /// A month by name, its abbreviation with a point, and whether it can be nothing else.
    pub fn month(self) -> Option<(Reader<'a>, u8, bool)> {
        let token = self.peek(0).filter(|token| token.kind == Kind::Word)?;
        let month = by_name(&token.text)?;
        let reader = self.skip(1);
        let point = reader.peek(0).is_some_and(|token| token.is('.') && token.touches());
        let abbreviated =
            token.text.chars().count() <= 5 && reader.peek(1).is_some_and(|next| !next.touches());
        let reader = if point && abbreviated { reader.skip(1) } else { reader };
        Some((reader, month, is_plainly_a_month(&token.text)))
    }

    /// The year after day and month, where there is one.
    pub fn year_of_month(self) -> (Reader<'a>, Option<String>) {
        let reader = self.comma();
        let apostrophe = reader.peek(0).is_some_and(|token| token.is_one_of(&['\'', '’']));
        let short = if apostrophe {
            reader.skip(1).short_year()
        } else {
            reader.short_year().filter(|(after, year)| self.whole || (after.ends() && self.is_near(year)))
        };
        match reader.full_year().or(short) {
            Some((reader, year)) => (reader, Some(year)),
            None => (self, None),
        }
    }

    pub fn is_near(&self, year: &str) -> bool {
        let years = self.near.zip(year.parse::<i64>().ok());
        years.is_some_and(|(near, year)| (near.earliest().year - year).abs() <= 1)
    }

    pub fn ends(&self) -> bool {
        self.peek(0).is_none_or(|token| token.kind != Kind::Word || token.gap == Gap::Line)
    }

    pub fn any_year(self) -> Read<'a, String> {
        self.full_year().or_else(|| self.short_year())
    }

    /// Four figures from 1000 to 2999; the last of them may be blanks.
    pub fn full_year(self) -> Read<'a, String> {
        let token = self.peek(0).filter(|token| token.kind == Kind::Number)?;
        let reader = self.skip(1);
        let blanks = reader
            .peek(0)
            .filter(|next| next.kind == Kind::Blank && next.gap == Gap::None && next.text.starts_with('_'));
        match (token.text.len(), blanks) {
            (4, _) if token.text.starts_with(['1', '2']) => Some((reader, token.text.to_string())),
            (2 | 3, Some(_)) if token.text.starts_with(['1', '2']) => {
                Some((reader.skip(1), format!("{:X<4}", token.text)))
            }
            _ => None,
        }
    }

    /// Two figures, in the century that brings them next to `near`, else the twentieth.
    pub fn short_year(self) -> Read<'a, String> {
        let token = self.peek(0)?;
        let year = i64::from(token.number(2).filter(|_| token.text.len() == 2)?);
        let year = match self.near {
            Some(near) => {
                let near = near.earliest().year;
                let year = near - near.rem_euclid(100) + year;
                year + if year - near > 50 {
                    -100
                } else if near - year > 50 {
                    100
                } else {
                    0
                }
            }
            None => 1900 + year,
        };
        (1000..3000).contains(&year).then(|| (self.skip(1), year.to_string()))
    }

    /// A number of at most so many figures.
    pub fn figure(self, digits: usize) -> Read<'a, u32> {
        let number = self.peek(0)?.number(digits)?;
        Some((self.skip(1), number))
    }

    pub fn roman_month(self) -> Read<'a, u8> {
        let month = by_roman_number(&self.peek(0)?.text)?;
        Some((self.skip(1), month))
    }

    /// A blank, in quotation marks or not, and what it says.
    pub fn blank(self) -> Read<'a, &'a str> {
        match self.quote() {
            Some(reader) => {
                let (reader, label) = reader.bare_blank()?;
                Some((reader.quote()?, label))
            }
            None => self.bare_blank(),
        }
    }

    pub fn bare_blank(self) -> Read<'a, &'a str> {
        let token = self.peek(0).filter(|token| token.kind == Kind::Blank)?;
        Some((self.skip(1), &token.text))
    }

    pub fn quote(self) -> Option<Reader<'a>> {
        let quotes = ['"', '“', '”', '„', '«', '»'];
        self.peek(0).filter(|token| token.is_one_of(&quotes)).map(|_| self.skip(1))
    }

    /// A sign with no space around it.
    pub fn tight_sign(self, signs: &[char]) -> Read<'a, char> {
        match self.peek(0)?.kind {
            Kind::Sign(sign) if signs.contains(&sign) && self.peek(0)?.touches() => {
                Some((self.skip(1), sign))
            }
            _ => None,
        }
    }

    /// A sign between figures; a space may follow a point.
    pub fn sign_in_figures(self) -> Read<'a, char> {
        let (reader, sign) = self.tight_sign(&['.', '/', '-', '–'])?;
        let next = reader.peek(0)?;
        (next.touches() || sign == '.' && next.gap == Gap::Space).then_some((reader, sign))
    }

    /// What stands between the two ends of an interval.
    pub fn to(self) -> Option<Reader<'a>> {
        let stroke = |token: &Token| token.is('/') && self.peek(1).is_some_and(Token::touches);
        let sign = self.peek(0).is_some_and(|token| token.is_one_of(DASHES) || stroke(token));
        let word = || self.word_of(&["to", "through", "until", "till", "bis"]).filter(|_| self.whole);
        if sign { Some(self.skip(1)) } else { word() }
    }

    pub fn to_day(self) -> Option<Reader<'a>> {
        self.to().or_else(|| self.word_of(&["through", "to", "bis"]))
    }

    pub fn word_of(self, words: &[&str]) -> Option<Reader<'a>> {
        let token = self.peek(0)?;
        words.iter().any(|word| token.says(word)).then(|| self.skip(1))
    }

    pub fn comma(self) -> Reader<'a> {
        if self.peek(0).is_some_and(|token| token.is(',')) { self.skip(1) } else { self }
    }

    pub fn on_same_line(&self) -> bool {
        self.peek(0).is_some_and(|token| token.gap < Gap::Line)
    }

    pub fn skip(self, tokens: usize) -> Reader<'a> {
        Reader { at: self.at + tokens, ..self }
    }
}
