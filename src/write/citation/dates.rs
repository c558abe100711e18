//! Dates as the styles differ in them: the year first, the months shortened. It knows dates, no document.

use crate::model::date::Edtf;
use crate::write::dates::{Calendar, Doubt, Ends, Order, ends, in_english, known, month_name};

/// The year of a date, for a style that sorts by it: `1948`, `1948–1950`, `ca. 1948`; all its words where it has no year
/// by itself.
pub fn years(date: &Edtf) -> Option<String> {
    let Some(Ends { first, last, doubt }) = ends(date) else {
        return open_year(date).or_else(|| in_english(date, Order::MonthFirst));
    };
    let years = match last.filter(|last| last.year != first.year) {
        Some(last) => format!("{}–{}", first.year, last.year),
        None => first.year.to_string(),
    };
    Some(with_doubt(doubt, years, "ca."))
}

/// What [`years`] leaves unsaid: `October 12`, `October 8–12`, `spring`.
pub fn within_the_year(date: &Edtf) -> Option<String> {
    let Some(Ends { first, last, .. }) = ends(date) else { return open_day(date) };
    let day = |date: Calendar| {
        let month = month_name(date.month?)?;
        Some(date.day.map_or_else(|| month.to_owned(), |day| format!("{month} {day}")))
    };
    // Nothing, where neither end has a month.
    first.month.or(last.and_then(|last| last.month))?;
    let start = || day(first);
    match last {
        None => start(),
        Some(last) if last.year != first.year || uneven(first, last) => in_english(date, Order::MonthFirst),
        Some(Calendar { month: Some(month), day: Some(last), .. })
            if first.month == Some(month) && first.day.is_some() =>
        {
            Some(format!("{}–{last}", start()?))
        }
        Some(last) => Some(format!("{}–{}", start()?, day(last)?)),
    }
}

/// The year that all of an open date, or one of several, has in common, where it is more than years: `1948` of `October 8, 1948,
/// or later`.
fn open_year(date: &Edtf) -> Option<String> {
    let has_months = date.as_str().trim_start_matches(['[', '{', '-']).contains('-');
    known(date).filter(|_| ends(date).is_none() && has_months).map(|known| known.year.to_string())
}

/// What [`open_year`] leaves unsaid: all the words of the date.
pub fn open_day(date: &Edtf) -> Option<String> {
    open_year(date).and_then(|_| in_english(date, Order::MonthFirst))
}

/// The year, then the rest, as APA has it (9.14): `1948, October 12`; `ca. 1948, October`, but `[1948, October?]` where it is
/// uncertain and no estimate (APA Style, "Archival Documents and Collections": question marks for what is uncertain, "ca." for
/// estimated dates).
pub fn year_first(date: &Edtf) -> Option<String> {
    let Some(Ends { first, last, doubt }) = ends(date) else { return years(date) };
    let whole = |date: Calendar| {
        let month = date.month.and_then(month_name);
        let day = date.day.map(|day| format!(" {day}")).unwrap_or_default();
        month.map_or_else(|| date.year.to_string(), |month| format!("{}, {month}{day}", date.year))
    };
    let date = match last.filter(|last| last.year != first.year || uneven(first, *last)) {
        Some(last) => format!("{}–{}", whole(first), whole(last)),
        None => match within_the_year(date) {
            Some(rest) => format!("{}, {rest}", first.year),
            None => first.year.to_string(),
        },
    };
    Some(with_doubt(doubt, date, "ca."))
}

/// The day first and the months shortened, as MLA has it (5.68–83): `12 Oct. 1948`.
pub fn shortened(date: &Edtf) -> Option<String> {
    let Some(Ends { first, last, doubt }) = ends(date) else { return in_english(date, Order::MonthFirst) };
    let parts = |date: Calendar| {
        let month = date.month.and_then(month_name).map(short);
        [date.day.map(|day| day.to_string()), month.map(str::to_owned), Some(date.year.to_string())]
    };
    let said = |parts: [Option<String>; 3]| parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let text = match last {
        None => said(parts(first)),
        Some(last) => {
            let (mut start, end) = (parts(first), parts(last));
            // What both ends share is said once.
            if first.year == last.year && !uneven(first, last) {
                start[2] = None;
                if first.month == last.month && first.day.is_some() && last.day.is_some() {
                    start[1] = None;
                }
            }
            match said(start) {
                start if start.is_empty() => said(end),
                start => format!("{start}–{}", said(end)),
            }
        }
    };
    Some(with_doubt(doubt, text, "circa"))
}

/// Whether one end of an interval has a month and the other only its year, so that neither can be said by the other's words.
fn uneven(first: Calendar, last: Calendar) -> bool {
    first.month.is_some() != last.month.is_some()
}

/// A date in the words of a style, with its doubt.
fn with_doubt(doubt: Option<Doubt>, date: String, about: &str) -> String {
    match doubt {
        Some(doubt) => doubt.set(&date, about),
        None => date,
    }
}

/// Months of more than four letters are shortened (MLA Handbook, appendix 1).
fn short(month: &'static str) -> &'static str {
    const SHORT: [(&str, &str); 9] = [
        ("January", "Jan."),
        ("February", "Feb."),
        ("March", "Mar."),
        ("April", "Apr."),
        ("August", "Aug."),
        ("September", "Sept."),
        ("October", "Oct."),
        ("November", "Nov."),
        ("December", "Dec."),
    ];
    SHORT.iter().find(|(name, _)| *name == month).map_or(month, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::{shortened, within_the_year, year_first, years};
    use crate::model::date::Edtf;

    #[test]
    fn dates_of_each_style() {
        let check = |edtf: &str, expected: [&str; 4]| {
            let date = Edtf::new(edtf).unwrap();
            let found = [years(&date), within_the_year(&date), year_first(&date), shortened(&date)];
            assert_eq!(found.map(Option::unwrap_or_default), expected, "{edtf}");
        };
        check("1948-10-12", ["1948", "October 12", "1948, October 12", "12 Oct. 1948"]);
        check("1948-10-XX", ["1948", "October", "1948, October", "Oct. 1948"]);
        check("1948", ["1948", "", "1948", "1948"]);
        check("1949-21", ["1949", "spring", "1949, spring", "spring 1949"]);
        check("1948-10~", ["ca. 1948", "October", "ca. 1948, October", "circa Oct. 1948"]);
        check("1948-05-12?", ["[1948?]", "May 12", "[1948, May 12?]", "[12 May 1948?]"]);
        check("1948%", ["[ca. 1948?]", "", "[ca. 1948?]", "[circa 1948?]"]);
        check("1948-10-08/1948-10-12", ["1948", "October 8–12", "1948, October 8–12", "8–12 Oct. 1948"]);
        check(
            "1948-10-30/1948-11-02",
            ["1948", "October 30–November 2", "1948, October 30–November 2", "30 Oct.–2 Nov. 1948"],
        );
        check(
            "1948-12-30/1949-01-02",
            [
                "1948–1949",
                "December 30, 1948–January 2, 1949",
                "1948, December 30–1949, January 2",
                "30 Dec. 1948–2 Jan. 1949",
            ],
        );
        check("1948/1950", ["1948–1950", "", "1948–1950", "1948–1950"]);
        check("1948-10/1948-11", ["1948", "October–November", "1948, October–November", "Oct.–Nov. 1948"]);
        check("195X", ["1950s", "", "1950s", "1950s"]);
        check("[1948,1949]", ["1948 or 1949", "", "1948 or 1949", "1948 or 1949"]);
        check("1948/1948-05", ["1948", "1948–May 1948", "1948–1948, May", "1948–May 1948"]);
        check("1948-05-12/1948", ["1948", "May 12, 1948–1948", "1948, May 12–1948", "12 May 1948–1948"]);
        let until = "1948 or earlier";
        check("../1948", [until, "", until, until]);
        let after = "October 8, 1948, or later";
        check("1948-10-08/..", ["1948", after, "1948", after]);
        let either = "October 12, 1948 or October 14, 1948";
        let found =
            [years, within_the_year, year_first].map(|of| of(&Edtf::new("[1948-10-12,1948-10-14]").unwrap()));
        assert_eq!(found.map(Option::unwrap_or_default), ["1948", either, "1948"]);
    }
}
