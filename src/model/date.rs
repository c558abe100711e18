//! Dates: what was written is always kept; what it means is EDTF, where it is known.

use std::fmt;

use edtf_core::{Bound, BoundDate};
use julian::{Calendar, Month};

/// A date as the source has it, and as a machine can sort it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Date {
    /// As written, white space collapsed: `October 12, 1948`, `[date left blank] October 1948`.
    pub written: String,
    /// What it means; absent where the text does not say.
    pub edtf: Option<Edtf>,
}

/// A date in the Extended Date/Time Format (ISO 8601-2:2019), levels 0 to 2: `1948-10-12`, `1948-10-XX`,
/// `1948-10~`, `1948-10-08/1948-10-12`. It cannot be a text that does not parse.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Edtf {
    text: String,
    earliest: Day,
    latest: Day,
}

impl Edtf {
    /// The date that the text means, if it is in the format and there is such a day.
    ///
    /// ```
    /// use edition::model::date::Edtf;
    /// assert_eq!(Edtf::new("1948-10-XX").unwrap().latest().to_string(), "1948-10-31");
    /// assert_eq!(Edtf::new("1950-06-31"), None);
    /// ```
    pub fn new(text: &str) -> Option<Edtf> {
        let text = text.trim();
        let bounds = edtf_core::Edtf::parse(text).ok()?.bounds();
        let (earliest, latest) = match (day(bounds.earliest), day(bounds.latest)) {
            (Some(earliest), Some(latest)) => (earliest, latest),
            (Some(known), None) | (None, Some(known)) => (known, known),
            (None, None) => return None,
        };
        Some(Edtf { text: text.to_owned(), earliest, latest })
    }

    /// The expression, as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The first day that it can mean. Of an interval that is open at this end, the end that is known.
    pub fn earliest(&self) -> Day {
        self.earliest
    }

    /// The last day that it can mean. Of an interval that is open at this end, the end that is known.
    pub fn latest(&self) -> Day {
        self.latest
    }

    /// Whether it says anything of a year: `XXXX` does not.
    pub fn has_year(&self) -> bool {
        !self.text.contains(UNKNOWN_YEAR)
    }

    /// Whether it is an interval of which one end is open or not known (EDTF, level 1).
    pub fn is_open(&self) -> bool {
        let is_interval = self.text.contains('/');
        is_interval && (self.text.contains("..") || self.text.starts_with('/') || self.text.ends_with('/'))
    }
}

/// A year of which no digit is known.
const UNKNOWN_YEAR: &str = "XXXX";

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether words say that there is no date: `undated`, `[n.d.]`, `s.d.`, `o. D.`, `б/д`.
pub fn says_undated(text: &str) -> bool {
    const WORDS: [&str; 17] = [
        "undated",
        "nodate",
        "notdated",
        "datenotknown",
        "dateunknown",
        "unknown",
        "nd",
        "sd",
        "od",
        "ohnedatum",
        "undatiert",
        "sansdate",
        "sinedato",
        "senzadata",
        "sinfecha",
        "бд",
        "бездаты",
    ];
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    WORDS.contains(&letters.as_str())
}

fn day(bound: Bound) -> Option<Day> {
    match bound {
        Bound::Date(BoundDate { year, month, day }) => Some(Day { year, month, day }),
        Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => None,
    }
}

/// A day of the proleptic Gregorian calendar: year (astronomical, so 0 is 1 BC), month 1–12, day 1–31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day {
    pub year: i64,
    pub month: u8,
    pub day: u8,
}

impl Day {
    /// How many days lie between 1 March of the year 0 and this day; what differences are taken of.
    ///
    /// The months are counted from March, so that the leap day is the last of its year.
    pub fn number(self) -> i64 {
        let month = i64::from(self.month);
        let year = if month > 2 { self.year } else { self.year.saturating_sub(1) };
        let since_march = (153 * ((month + 9) % 12) + 2) / 5;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year.saturating_mul(365)
            .saturating_add(leap_days)
            .saturating_add(since_march)
            .saturating_add(i64::from(self.day) - 1)
    }
}

impl Day {
    /// The same day, where this one is of the Julian calendar.
    ///
    /// ```
    /// use edition::model::date::Day;
    /// let old = Day { year: 1917, month: 10, day: 25 };
    /// let new = Day { year: 1917, month: 11, day: 7 };
    /// assert_eq!((old.from_julian(), new.in_julian()), (Some(new), Some(old)));
    /// ```
    pub fn from_julian(self) -> Option<Day> {
        self.converted(Calendar::JULIAN, Calendar::GREGORIAN)
    }

    /// What the same day is called in the Julian calendar.
    pub fn in_julian(self) -> Option<Day> {
        self.converted(Calendar::GREGORIAN, Calendar::JULIAN)
    }

    fn converted(self, from: Calendar, to: Calendar) -> Option<Day> {
        let month = Month::try_from(u32::from(self.month)).ok()?;
        let here = from.at_ymd(i32::try_from(self.year).ok()?, month, u32::from(self.day)).ok()?;
        let there = here.convert_to(to);
        Some(Day {
            year: i64::from(there.year()),
            month: u8::try_from(there.month().number()).ok()?,
            day: u8::try_from(there.day()).ok()?,
        })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

/// A time of day by the clock, 00:00 to 23:59; no zone is known or implied.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Clock {
    hour: u8,
    minute: u8,
}

impl Clock {
    /// Hours 0–23, minutes 0–59; anything else is no time.
    pub fn new(hour: u8, minute: u8) -> Option<Clock> {
        (hour < 24 && minute < 60).then_some(Clock { hour, minute })
    }

    pub fn hour(self) -> u8 {
        self.hour
    }

    pub fn minute(self) -> u8 {
        self.minute
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// What a date is the date of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DateKind {
    /// The draft, whose day is often left blank.
    Draft,
    /// Of writing or signing.
    Written,
    Sent,
    Received,
    Deciphered,
    Typed,
    /// What an editor called it in the front matter.
    Other(String),
}

impl DateKind {
    pub fn name(&self) -> &str {
        match self {
            DateKind::Draft => "draft",
            DateKind::Written => "written",
            DateKind::Sent => "sent",
            DateKind::Received => "received",
            DateKind::Deciphered => "deciphered",
            DateKind::Typed => "typed",
            DateKind::Other(name) => name,
        }
    }

    /// The kind of that name; a name that is not one of ours is kept.
    pub fn from_name(name: &str) -> DateKind {
        match name {
            "draft" => DateKind::Draft,
            "written" => DateKind::Written,
            "sent" => DateKind::Sent,
            "received" => DateKind::Received,
            "deciphered" => DateKind::Deciphered,
            "typed" => DateKind::Typed,
            other => DateKind::Other(other.to_owned()),
        }
    }
}

/// A date in the life of the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatedEvent {
    pub kind: DateKind,
    pub date: Date,
    pub time: Option<Time>,
}

/// A time of day as written (`1955`, `10 hours 10 minutes`) and by the clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Time {
    pub written: String,
    pub clock: Option<Clock>,
}

#[cfg(test)]
mod tests {
    use crate::model::date::{Day, Edtf, says_undated};

    #[test]
    fn words_for_no_date() {
        for text in ["undated", "[no date]", "n.d.", "s. d.", "o. D.", "б/д", "Undatiert"] {
            assert!(says_undated(text), "{text}");
        }
        for text in ["", "12 October", "Sd 1948", "N. D. 1948"] {
            assert!(!says_undated(text), "{text}");
        }
    }

    fn check(text: &str, bounds: Option<(&str, &str)>) {
        let read = Edtf::new(text).map(|edtf| (edtf.earliest().to_string(), edtf.latest().to_string()));
        let expected = bounds.map(|(earliest, latest)| (earliest.to_owned(), latest.to_owned()));
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn bounds() {
        check("1948-10-12", Some(("1948-10-12", "1948-10-12")));
        check("1948-10-XX", Some(("1948-10-01", "1948-10-31")));
        check("1950-XX-XX", Some(("1950-01-01", "1950-12-31")));
        check("1948-02~", Some(("1948-02-01", "1948-02-29")));
        check("1948-10-08/1948-10-12", Some(("1948-10-08", "1948-10-12")));
        check("../1948-10-12", Some(("1948-10-12", "1948-10-12")));
        check("1948-10-12/..", Some(("1948-10-12", "1948-10-12")));
        check("195X", Some(("1950-01-01", "1959-12-31")));
        check("-0044-03-15", Some(("-0044-03-15", "-0044-03-15")));
        check("Y-170000002", Some(("-170000002-01-01", "-170000002-12-31")));
        check("../..", None);
        check("1950-06-31", None);
        check("October 1948", None);
        check("", None);
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        let number = |year, month, day| Day { year, month, day }.number();
        assert_eq!(number(0, 3, 1), 0);
        assert_eq!(number(1948, 3, 1) - number(1948, 2, 28), 2);
        assert_eq!(number(1950, 3, 1) - number(1950, 2, 28), 1);
        assert_eq!(number(1951, 1, 1) - number(1950, 1, 1), 365);
        assert_eq!(number(2000, 1, 1) - number(1600, 1, 1), 146_097);
        assert!(number(i64::MAX, 12, 31) > number(i64::MIN, 1, 1));
    }
}
