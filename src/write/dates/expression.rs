//! What an expression of EDTF says, of those that can be put in words. This room knows the format and no words but the names
//! of months.

use crate::model::date::{Clock, Edtf};
use crate::write::dates::Calendar;

/// What an expression says, of those that have words.
pub enum Expression {
    At(Point),
    From(Point),
    Until(Point),
    Between(Point, Point),
    /// `[1948,1949]`: one of them, and it is not known which.
    OneOf(Vec<Expression>),
    /// `{1948,1949}`
    AllOf(Vec<Expression>),
}

impl Expression {
    pub fn of(text: &str) -> Option<Expression> {
        let inside = |open: char, close: char| text.strip_prefix(open)?.strip_suffix(close);
        let members = |list: &str| -> Option<Vec<Expression>> {
            list.split(',').map(|member| Expression::member(member.trim())).collect()
        };
        if let Some(list) = inside('[', ']') {
            return Some(Expression::OneOf(members(list)?));
        }
        if let Some(list) = inside('{', '}') {
            return Some(Expression::AllOf(members(list)?));
        }
        Some(match text.split_once('/') {
            None => Expression::At(Point::of(text)?),
            Some((start, ".." | "")) => Expression::From(Point::of(start)?),
            Some((".." | "", end)) => Expression::Until(Point::of(end)?),
            // An interval of one day is that day.
            Some((start, end)) if start == end => Expression::At(Point::of(start)?),
            Some((start, end)) => Expression::Between(Point::of(start)?, Point::of(end)?),
        })
    }

    /// The one date or the two of an interval; nothing of several dates or where an end is open.
    pub fn ends(self) -> Option<(Point, Option<Point>)> {
        match self {
            Expression::At(point) => Some((point, None)),
            Expression::Between(first, last) => Some((first, Some(last))),
            Expression::From(_) | Expression::Until(_) | Expression::OneOf(_) | Expression::AllOf(_) => None,
        }
    }

    /// One of several dates: `1948`, `1948..1950`, `..1948`.
    fn member(text: &str) -> Option<Expression> {
        Some(match text.split_once("..") {
            None => Expression::At(Point::of(text)?),
            Some((start, "")) => Expression::From(Point::of(start)?),
            Some(("", end)) => Expression::Until(Point::of(end)?),
            Some((start, end)) => Expression::Between(Point::of(start)?, Point::of(end)?),
        })
    }
}

/// One end of an interval, or a date by itself.
pub struct Point {
    pub year: Year,
    pub month: Part,
    pub day: Part,
    pub time: Option<Clock>,
    pub doubt: Option<Doubt>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Year {
    Of(u32),
    /// One of these years: `195X`, `19XX`.
    Within(u32, u32),
}

/// A month, a season or a day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Absent,
    Unknown,
    Known(u8),
    /// One of these: `1X`.
    Within(u8, u8),
}

/// How sure a date is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    About,
    Uncertain,
    Both,
}

impl Point {
    fn of(text: &str) -> Option<Point> {
        let (text, time) = match text.split_once('T') {
            Some((day, time)) => (day, Some(clock(time)?)),
            None => (text, None),
        };
        let (text, doubt) = doubt(text);
        let mut parts = text.split('-');
        let year = Year::of(parts.next()?)?;
        let (month, day) = (Part::of(parts.next())?.of_twelve(), Part::of(parts.next())?);
        (parts.next().is_none() && month.is_named()).then(|| Point {
            // Not every month has a thirtieth day.
            day: day.within(|| Edtf::new(&text)),
            year,
            month,
            time,
            doubt,
        })
    }

    pub fn on_calendar(&self) -> Option<Calendar> {
        let known = |part: Part| match part {
            Part::Known(number) => Some(number),
            Part::Absent | Part::Unknown | Part::Within(..) => None,
        };
        let month = known(self.month);
        match self.year {
            Year::Of(year) => Some(Calendar { year, month, day: month.and(known(self.day)) }),
            Year::Within(..) => None,
        }
    }
}

impl Year {
    fn of(text: &str) -> Option<Year> {
        if let Some(long) = text.strip_prefix('Y') {
            return long
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| long.parse().ok())
                .flatten()
                .map(Year::Of);
        }
        let digits = text.trim_end_matches('X');
        let filled = |digit: &str| number(&format!("{digits}{}", digit.repeat(text.len() - digits.len())));
        match text.len() {
            4 if digits == text => Some(Year::Of(u32::from(number(text)?))),
            4 => Some(Year::Within(filled("0")?.into(), filled("9")?.into())),
            _ => None,
        }
    }

    pub fn words(self) -> String {
        match self {
            Year::Of(year) => format!("{year:04}"),
            Year::Within(0, 9999) => "year unknown".to_owned(),
            Year::Within(first, last) if last - first < 10 => format!("{first:04}s"),
            Year::Within(first, last) => format!("between {first:04} and {last:04}"),
        }
    }
}

impl Part {
    fn of(text: Option<&str>) -> Option<Part> {
        match text {
            None => Some(Part::Absent),
            Some("XX") => Some(Part::Unknown),
            Some(text) if text.len() == 2 => {
                let filled = |digit: &str| u8::try_from(number(&text.replace('X', digit))?).ok();
                match (text.strip_suffix('X'), text.strip_prefix('X')) {
                    // There is no day and no month 0.
                    (Some(_), _) => Some(Part::Within(filled("0")?.max(1), filled("9")?)),
                    (_, Some(_)) => filled("0").map(|_| Part::Unknown),
                    _ => filled("").map(Part::Known),
                }
            }
            Some(_) => None,
        }
    }

    /// A month of several, as far as a year has them.
    fn of_twelve(self) -> Part {
        match self {
            Part::Within(first, last) if first <= 12 => Part::Within(first, last.min(12)),
            part => part,
        }
    }

    /// A day of several, as far as its month has them.
    fn within(self, date: impl FnOnce() -> Option<Edtf>) -> Part {
        let Part::Within(first, last) = self else { return self };
        match date().map(|date| date.latest().day.min(last)) {
            Some(last) if last == first => Part::Known(first),
            Some(last) if last > first => Part::Within(first, last),
            _ => Part::Unknown,
        }
    }

    fn is_named(self) -> bool {
        match self {
            Part::Absent | Part::Unknown => true,
            Part::Known(_) => self.name().is_some(),
            Part::Within(first, last) => {
                [first, last].iter().all(|month| Part::Known(*month).name().is_some())
            }
        }
    }

    /// The name of the month or the season.
    pub fn name(self) -> Option<&'static str> {
        let Part::Known(number) = self else { return None };
        month_name(number)
    }
}

impl Doubt {
    /// That of a text, by the signs in it (ISO 8601-2).
    fn of(text: &str) -> Option<Doubt> {
        let has = |sign: char| text.contains(sign);
        match (has('~'), has('?'), has('%')) {
            (false, false, false) => None,
            (true, false, false) => Some(Doubt::About),
            (false, true, false) => Some(Doubt::Uncertain),
            _ => Some(Doubt::Both),
        }
    }

    /// That of an interval, by its ends.
    pub fn of_both(first: Option<Doubt>, last: Option<Doubt>) -> Option<Doubt> {
        match (first, last) {
            (Some(first), Some(last)) if first != last => Some(Doubt::Both),
            (first, last) => first.or(last),
        }
    }

    pub fn sign(self) -> &'static str {
        match self {
            Doubt::About => "~",
            Doubt::Uncertain => "?",
            Doubt::Both => "%",
        }
    }

    /// A date in words with its doubt, as citations have it; `about` is the style's word: `ca. 1948`, `[1948?]`.
    pub fn set(self, date: &str, about: &str) -> String {
        match self {
            Doubt::About => format!("{about} {date}"),
            Doubt::Uncertain => format!("[{date}?]"),
            Doubt::Both => format!("[{about} {date}?]"),
        }
    }
}

/// The name of a month, 1 to 12, or of a season, 21 to 24.
pub fn month_name(number: u8) -> Option<&'static str> {
    let number = usize::from(number);
    let month = number.checked_sub(1).and_then(|at| MONTHS.get(at));
    let season = number.checked_sub(21).and_then(|at| SEASONS.get(at));
    month.or(season).copied()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The parts of a year that the format counts from 21.
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

/// A date without the signs of its doubt. One that stands at a part alone is taken for that of the whole (ISO 8601-2, level 2).
fn doubt(text: &str) -> (String, Option<Doubt>) {
    (text.replace(['~', '?', '%'], ""), Doubt::of(text))
}

fn clock(time: &str) -> Option<Clock> {
    let (hour, rest) = time.split_once(':')?;
    let minute = rest.get(..2)?;
    Clock::new(u8::try_from(number(hour)?).ok()?, u8::try_from(number(minute)?).ok()?)
}

fn number(digits: &str) -> Option<u16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}
