//! Dates in English words: what an EDTF expression says, and how a page and a note put it. This room knows dates and
//! no document.

mod expression;

use std::fmt;

use crate::model::date::Edtf;
use crate::write::dates::expression::{Expression, Part, Point, Year};

pub use self::expression::{Doubt, month_name};

/// Where the day stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// `12 October 1948`, as a page has it; what is not known is said.
    DayFirst,
    /// `October 12, 1948`, as a note of the Chicago style has it; what is not known is left away.
    MonthFirst,
}

/// A date in words. Nothing where the expression is one that is seldom met; what was written serves better then.
///
/// ```
/// use edition::model::date::Edtf;
/// use edition::write::dates::{Order, in_english};
/// let date = Edtf::new("1948-10-XX").unwrap();
/// assert_eq!(in_english(&date, Order::DayFirst).as_deref(), Some("October 1948, day unknown"));
/// assert_eq!(in_english(&date, Order::MonthFirst).as_deref(), Some("October 1948"));
/// ```
pub fn in_english(date: &Edtf, order: Order) -> Option<String> {
    Some(match (Expression::of(date.as_str())?, order) {
        (Expression::At(point), order) => point.words(order),
        (Expression::From(start), Order::DayFirst) => format!("from {} on", start.words(order)),
        (Expression::From(start), Order::MonthFirst) => or(&start.words(order), "later"),
        (Expression::Until(end), Order::DayFirst) => format!("until {}", end.words(order)),
        (Expression::Until(end), Order::MonthFirst) => or(&end.words(order), "earlier"),
        (Expression::Between(start, end), order) => between(&start, &end, order),
        (Expression::OneOf(dates), order) => match dates.as_slice() {
            // One day of a stretch of time is no interval.
            [Expression::Between(start, end)] => {
                format!("between {} and {}", start.words(order), end.words(order))
            }
            dates => joined(dates, order, " or "),
        },
        (Expression::AllOf(dates), order) => joined(&dates, order, " and "),
    })
}

/// The year of a date, for a heading: `1948`, `1950s`. Of an interval, that in which it begins.
pub fn year(date: &Edtf) -> Option<String> {
    match Expression::of(date.as_str()) {
        Some(Expression::At(point) | Expression::From(point) | Expression::Between(point, _)) => {
            (point.year != Year::Within(0, 9999)).then(|| point.year.words())
        }
        Some(Expression::Until(_)) => None,
        // Of several, that by which the document is sorted.
        Some(Expression::OneOf(_) | Expression::AllOf(_)) => {
            let year = date.earliest().year;
            (year > 0).then(|| format!("{year:04}"))
        }
        None => {
            let year = date.earliest().year;
            (year > 0 && year == date.latest().year).then(|| year.to_string())
        }
    }
}

/// What `<time datetime>` may say of a date (HTML Living Standard, 4.5.14): a day, a month or a year.
pub fn machine(date: &Edtf) -> Option<String> {
    let Some(Expression::At(Point { year: Year::Of(year), month, day, time: None, doubt: None })) =
        Expression::of(date.as_str())
    else {
        return None;
    };
    match (month, day) {
        _ if year == 0 => None,
        (Part::Known(month), Part::Known(day)) => Some(format!("{year:04}-{month:02}-{day:02}")),
        (Part::Known(month), _) => (month <= 12).then(|| format!("{year:04}-{month:02}")),
        _ => Some(format!("{year:04}")),
    }
}

/// A date for machines that know no EDTF: a day, a month, a season or a year, or an interval of two of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ends {
    pub first: Calendar,
    /// The other end of an interval.
    pub last: Option<Calendar>,
    /// The doubt of its ends together.
    pub doubt: Option<Doubt>,
}

impl Ends {
    /// Whether one of the ends is circa or uncertain.
    pub fn is_doubtful(&self) -> bool {
        self.doubt.is_some()
    }
}

impl fmt::Display for Ends {
    /// ISO 8601: `1948-10-12`, `1948-10-08/1948-10-12`. It has no word for a doubt.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            Some(last) => write!(f, "{}/{last}", self.first),
            None => write!(f, "{}", self.first),
        }
    }
}

/// The ends of a date, each with the sign of its own doubt, as ISO 8601-2 has it: `1948-10~/1948-11`. Nothing for a season,
/// which few machines know.
pub fn with_doubts(date: &Edtf) -> Option<String> {
    let (first, last) = Expression::of(date.as_str())?.ends()?;
    let end = |point: Point| {
        let day = point.on_calendar().filter(|day| day.month.is_none_or(|month| month <= 12))?;
        Some(format!("{day}{}", point.doubt.map_or("", Doubt::sign)))
    };
    match last {
        None => end(first),
        Some(last) => Some(format!("{}/{}", end(first)?, end(last)?)),
    }
}

/// A place in the calendar, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Calendar {
    pub year: u32,
    /// 1 to 12; 21 to 24 for spring, summer, autumn and winter.
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl fmt::Display for Calendar {
    /// ISO 8601: `1948-10-12`, `1948-10`, `1948`. A season is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        match (self.month.filter(|month| *month <= 12), self.day) {
            (Some(month), Some(day)) => write!(f, "-{month:02}-{day:02}"),
            (Some(month), None) => write!(f, "-{month:02}"),
            (None, _) => Ok(()),
        }
    }
}

/// The ends of a date. Nothing where the expression is one of several dates, is open at an end or means a decade: there
/// only words can say what it means.
///
/// ```
/// use edition::model::date::Edtf;
/// use edition::write::dates::ends;
/// let ends = ends(&Edtf::new("1948-10-08/1948-10-12~").unwrap()).unwrap();
/// assert_eq!(ends.first.to_string(), "1948-10-08");
/// assert_eq!(ends.last.unwrap().to_string(), "1948-10-12");
/// assert!(ends.is_doubtful());
/// ```
pub fn ends(date: &Edtf) -> Option<Ends> {
    let (first, last) = Expression::of(date.as_str())?.ends()?;
    let doubt = Doubt::of_both(first.doubt, last.as_ref().and_then(|last| last.doubt));
    let last = match last {
        Some(last) => Some(last.on_calendar()?),
        None => None,
    };
    Some(Ends { first: first.on_calendar()?, last, doubt })
}

/// The first day that it can mean, as far as it is known for certain: what a list is sorted by, where words say the rest.
/// Of an interval that is open at an end, and of one of several dates, what all of it has in common.
///
/// ```
/// use edition::model::date::Edtf;
/// use edition::write::dates::known;
/// let known = |text: &str| known(&Edtf::new(text).unwrap()).map(|date| date.to_string());
/// assert_eq!(known("1948-10-08/1948-10-12").as_deref(), Some("1948-10-08"));
/// assert_eq!(known("[1948-10-12,1948-10-14]").as_deref(), Some("1948-10"));
/// assert_eq!(known("1948-10-12/..").as_deref(), Some("1948"));
/// assert_eq!(known("195X"), None);
/// ```
pub fn known(date: &Edtf) -> Option<Calendar> {
    if let Some(ends) = ends(date) {
        return Some(ends.first);
    }
    let (first, last) = (date.earliest(), date.latest());
    let year = u32::try_from(first.year).ok().filter(|year| *year > 0 && first.year == last.year)?;
    let open = date.as_str().contains("..") || date.as_str().starts_with('/') || date.as_str().ends_with('/');
    let month = (!open && first.month == last.month).then_some(first.month);
    Some(Calendar { year, month, day: None })
}

/// Several dates; the earliest or the latest can be open.
fn joined(dates: &[Expression], order: Order, before_last: &str) -> String {
    let words = |date: &Expression| match date {
        Expression::At(point) => point.words(order),
        Expression::From(start) => or(&start.words(order), "later"),
        Expression::Until(end) => or(&end.words(order), "earlier"),
        Expression::Between(start, end) => between(start, end, order),
        Expression::OneOf(dates) | Expression::AllOf(dates) => joined(dates, order, before_last),
    };
    match dates.iter().map(words).collect::<Vec<String>>().as_slice() {
        [front @ .., last] if !front.is_empty() => format!("{}{before_last}{last}", front.join(", ")),
        words => words.concat(),
    }
}

/// A date that an open end includes, as EDTF has it: `1948 or later`. A year behind a day stands between commas (The Chicago
/// Manual of Style, 18th ed., 6.41): `October 8, 1948, or later`.
fn or(date: &str, side: &str) -> String {
    let comma = if date.contains(", ") { "," } else { "" };
    format!("{date}{comma} or {side}")
}

impl Point {
    fn words(&self, order: Order) -> String {
        let date = self.calendar(order);
        match (order, self.doubt) {
            (_, None) => date,
            (Order::DayFirst, Some(Doubt::About)) => format!("about {date}"),
            (Order::DayFirst, Some(Doubt::Uncertain)) => format!("{date} (uncertain)"),
            (Order::DayFirst, Some(Doubt::Both)) => format!("about {date} (uncertain)"),
            (Order::MonthFirst, Some(doubt)) => doubt.set(&date, "ca."),
        }
    }

    fn calendar(&self, order: Order) -> String {
        let (year, month) = (self.year.words(), self.month.name());
        // A month or a day of a year that is not known stands apart from it.
        let comma = if matches!(self.year, Year::Of(_)) { "" } else { "," };
        let words = match (month, self.day, order) {
            (Some(month), Part::Known(day), Order::DayFirst) => format!("{day} {month}{comma} {year}"),
            (Some(month), Part::Known(day), Order::MonthFirst) => format!("{month} {day}, {year}"),
            (Some(month), Part::Within(first, last), Order::DayFirst) => {
                format!("between {first} and {last} {month}{comma} {year}")
            }
            (Some(month), ..) => format!("{month}{comma} {year}"),
            (None, ..) => year,
        };
        if order == Order::MonthFirst {
            return words;
        }
        let unknown = match (self.month, self.day) {
            (Part::Unknown, Part::Known(day)) => format!(", day {day} of an unknown month"),
            (Part::Unknown, Part::Absent) => ", month unknown".to_owned(),
            (Part::Unknown, _) => ", month and day unknown".to_owned(),
            (Part::Within(first, last), _) => {
                let [first, last] = [first, last].map(|month| Part::Known(month).name().unwrap_or_default());
                format!(", between {first} and {last}")
            }
            (_, Part::Unknown) => ", day unknown".to_owned(),
            _ => String::new(),
        };
        let time = self.time.map(|time| format!(", {time}")).unwrap_or_default();
        format!("{words}{unknown}{time}")
    }

    /// The day, its month and its year, where nothing else is to be said.
    fn plain_day(&self) -> Option<(u8, &'static str, Year)> {
        match (self.day, self.doubt, self.time) {
            (Part::Known(day), None, None) => Some((day, self.month.name()?, self.year)),
            _ => None,
        }
    }
}

/// Two dates; what they share is said once, where that reads well.
fn between(start: &Point, end: &Point, order: Order) -> String {
    let shared = match order {
        Order::DayFirst => shared_day_first(start, end),
        Order::MonthFirst => shared_month_first(start, end),
    };
    let (from, to) = (start.words(order), end.words(order));
    shared.unwrap_or_else(|| match order {
        Order::DayFirst => format!("{from} to {to}"),
        Order::MonthFirst => format!("{from}–{to}"),
    })
}

/// `8–12 October 1948`
fn shared_day_first(start: &Point, end: &Point) -> Option<String> {
    let (first, ..) = start.plain_day()?;
    let same = (start.month, start.year) == (end.month, end.year) && matches!(end.day, Part::Known(_));
    let one = same && end.doubt.is_none_or(|doubt| doubt == Doubt::Uncertain);
    one.then(|| format!("{first}–{}", end.words(Order::DayFirst)))
}

/// `October 8–12, 1948`, `October 8–November 2, 1948`, `October–November 1948`
fn shared_month_first(start: &Point, end: &Point) -> Option<String> {
    if start.year != end.year || start.doubt.is_some() || end.doubt.is_some() {
        return None;
    }
    let year = start.year.words();
    match (start.plain_day(), end.plain_day()) {
        (Some((first, month, _)), Some((last, other, _))) if month == other => {
            Some(format!("{month} {first}–{last}, {year}"))
        }
        (Some((first, month, _)), Some((last, other, _))) => {
            Some(format!("{month} {first}–{other} {last}, {year}"))
        }
        (None, None) => Some(format!("{}–{} {year}", start.month.name()?, end.month.name()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::date::Edtf;
    use crate::write::dates::{Order, ends, in_english, machine, with_doubts, year};

    fn words(edtf: &str, order: Order) -> Option<String> {
        Edtf::new(edtf).and_then(|date| in_english(&date, order))
    }

    #[test]
    fn dates_in_words() {
        let check = |edtf: &str, page: &str, note: &str| {
            let found = [Order::DayFirst, Order::MonthFirst].map(|order| words(edtf, order));
            assert_eq!(found, [page, note].map(|words| Some(words.to_owned())), "{edtf}");
        };
        check("1948-10-12", "12 October 1948", "October 12, 1948");
        check("1948-10-02", "2 October 1948", "October 2, 1948");
        check("1948-10", "October 1948", "October 1948");
        check("1948", "1948", "1948");
        check("195X", "1950s", "1950s");
        check("1948-10-XX", "October 1948, day unknown", "October 1948");
        check("1948-XX", "1948, month unknown", "1948");
        check("1948-XX-XX", "1948, month and day unknown", "1948");
        check("1948-21", "spring 1948", "spring 1948");
        check("1948-10-12~", "about 12 October 1948", "ca. October 12, 1948");
        check("1948-10?", "October 1948 (uncertain)", "[October 1948?]");
        check("1948%", "about 1948 (uncertain)", "[ca. 1948?]");
        check("1948-10-12T19:55:00", "12 October 1948, 19:55", "October 12, 1948");
        check("1948-10-08/1948-10-12", "8–12 October 1948", "October 8–12, 1948");
        check("1948-10-08/1948-11-02", "8 October 1948 to 2 November 1948", "October 8–November 2, 1948");
        check(
            "1948-12-30/1949-01-02",
            "30 December 1948 to 2 January 1949",
            "December 30, 1948–January 2, 1949",
        );
        check(
            "1948-10-08/1948-10-12?",
            "8–12 October 1948 (uncertain)",
            "October 8, 1948–[October 12, 1948?]",
        );
        check("1948-10/1948-11", "October 1948 to November 1948", "October–November 1948");
        check("1948/1949", "1948 to 1949", "1948–1949");
        check("1948-10~/1948-11", "about October 1948 to November 1948", "ca. October 1948–November 1948");
        check("1948-10-08/..", "from 8 October 1948 on", "October 8, 1948, or later");
        check("../1948", "until 1948", "1948 or earlier");
        check("[1948,1949]", "1948 or 1949", "1948 or 1949");
        check(
            "[1948-10,1948-12..1949-02]",
            "October 1948 or December 1948 to February 1949",
            "October 1948 or December 1948–February 1949",
        );
        check("[1948,1949,1951..]", "1948, 1949 or 1951 or later", "1948, 1949 or 1951 or later");
        check(
            "{1948-10-12,1948-10-14}",
            "12 October 1948 and 14 October 1948",
            "October 12, 1948 and October 14, 1948",
        );
        check("Y12345", "12345", "12345");
        check("1948-XX-12", "1948, day 12 of an unknown month", "1948");
        check("1948-10-1X", "between 10 and 19 October 1948", "October 1948");
        check("1948-10-0X", "between 1 and 9 October 1948", "October 1948");
        check("1948-09-3X", "30 September 1948", "September 30, 1948");
        check("1948-10-X2", "October 1948, day unknown", "October 1948");
        check("1948-1X", "1948, between October and December", "1948");
        check("194X-10", "October, 1940s", "October, 1940s");
        check("194X-10-12", "12 October, 1940s", "October 12, 1940s");
        check("19XX", "between 1900 and 1999", "between 1900 and 1999");
        check(&format!("{}-10-12", "X".repeat(4)), "12 October, year unknown", "October 12, year unknown");
        check("?1948-10-12", "12 October 1948 (uncertain)", "[October 12, 1948?]");
        check("1948-~10", "about October 1948", "ca. October 1948");
        check("1948-10-12/1948-10-12", "12 October 1948", "October 12, 1948");
    }

    #[test]
    fn what_is_seldom_met_has_no_words() {
        for edtf in ["[1948,-0044]", "-0044", "1948-10-12é", "../..", "", "1X48"] {
            assert_eq!(words(edtf, Order::DayFirst), None, "{edtf}");
            assert_eq!(words(edtf, Order::MonthFirst), None, "{edtf}");
        }
    }

    #[test]
    fn dates_for_machines() {
        let check = |edtf: &str, expected: Option<&str>| {
            assert_eq!(Edtf::new(edtf).and_then(|date| machine(&date)).as_deref(), expected, "{edtf}");
        };
        check("1948-10-12", Some("1948-10-12"));
        check("1948-10-XX", Some("1948-10"));
        check("1948-XX-XX", Some("1948"));
        check("1948-21", None);
        check("195X", None);
        check("1948-10-12~", None);
        check("1948/1950", None);
        check("0000", None);
    }

    #[test]
    fn ends_of_dates() {
        let check = |edtf: &str, expected: Option<&str>| {
            let found = Edtf::new(edtf).and_then(|date| ends(&date)).map(|ends| ends.to_string());
            assert_eq!(found.as_deref(), expected, "{edtf}");
        };
        check("1948-10-12T19:55:00", Some("1948-10-12"));
        check("1948-10-XX", Some("1948-10"));
        check("1948-XX-XX", Some("1948"));
        check("1948-21", Some("1948"));
        check("1948-10?", Some("1948-10"));
        check("1948/1949-02~", Some("1948/1949-02"));
        check("1948-XX-12", Some("1948"));
        check("1948-10-1X", Some("1948-10"));
        check("195X", None);
        check("194X-10", None);
        check("1948-10-08/..", None);
        check("[1948,1949]", None);
    }

    #[test]
    fn each_end_keeps_its_own_doubt() {
        let check = |edtf: &str, expected: Option<&str>| {
            assert_eq!(Edtf::new(edtf).and_then(|date| with_doubts(&date)).as_deref(), expected, "{edtf}");
        };
        check("1948-10-12?", Some("1948-10-12?"));
        check("1948-10-12~/1948-10-14", Some("1948-10-12~/1948-10-14"));
        check("1948-10-12/1948-10-14%", Some("1948-10-12/1948-10-14%"));
        check("1948-21", None);
        check("195X", None);
    }

    #[test]
    fn years_for_headings() {
        let check = |edtf: &str, expected: Option<&str>| {
            assert_eq!(Edtf::new(edtf).and_then(|date| year(&date)).as_deref(), expected, "{edtf}");
        };
        check("1948-10-12", Some("1948"));
        check("1948~", Some("1948"));
        check("1948-10/1949", Some("1948"));
        check("1948-~10", Some("1948"));
        check("195X", Some("1950s"));
        check("[1948,1949]", Some("1948"));
        check("Y12345", Some("12345"));
        check("../1950", None);
        check("-0044", None);
    }
}
