//! Dates in the Julian calendar, which Russia kept until 1918, and dates in both: `25 October 1917 (Old Style)`,
//! `25 October (7 November) 1917`. It knows texts and the two calendars, no document.

use crate::model::date::{Date, Day, Edtf};
use crate::read::dates::{find, whole};

/// What stands behind a day to say in which calendar it is.
const MARKS: [(&str, Style); 12] = [
    ("old style", Style::Old),
    ("o. s.", Style::Old),
    ("o.s.", Style::Old),
    ("os", Style::Old),
    ("ст. ст.", Style::Old),
    ("ст.ст.", Style::Old),
    ("new style", Style::New),
    ("n. s.", Style::New),
    ("n.s.", Style::New),
    ("ns", Style::New),
    ("н. ст.", Style::New),
    ("н.ст.", Style::New),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    /// The Julian calendar.
    Old,
    /// The Gregorian calendar.
    New,
}

/// The day of the Gregorian calendar that a whole text means, where it says that it is of another one or of both.
pub fn meaning(text: &str, near: Option<&Edtf>) -> Option<Edtf> {
    marked(text, near).or_else(|| in_both(text, near))
}

/// `25 October 1917 (Old Style)`, `25 октября 1917 г. (ст. ст.)`
fn marked(text: &str, near: Option<&Edtf>) -> Option<Edtf> {
    let unclosed = |text: &str| text.trim_end_matches([')', ']', ' ']).to_owned();
    let text = unclosed(text);
    let (style, date) = MARKS.iter().find_map(|(mark, style)| {
        let at = text.char_indices().rev().nth(mark.chars().count() - 1).map(|(at, _)| at)?;
        let (date, end) = text.split_at_checked(at)?;
        let apart = date.ends_with([' ', '(', '[', ',']);
        (apart && end.to_lowercase() == *mark).then_some((*style, date))
    })?;
    let edtf = whole(date.trim_end_matches([' ', '(', '[', ',']), near)?;
    match style {
        Style::New => Some(edtf),
        Style::Old => match full_day(&edtf) {
            Some(day) => gregorian(day),
            None => Edtf::new(&format!("{}/{}", gregorian(edtf.earliest())?, gregorian(edtf.latest())?)),
        },
    }
}

/// `25 October (7 November) 1917`, `25 October/7 November 1917`, `20 December 1916 (2 January 1917)`: two days that are one.
fn in_both(text: &str, near: Option<&Edtf>) -> Option<Edtf> {
    let year = text.trim_end_matches([')', ']', ' ', '.', ',']);
    let year = year.char_indices().rev().nth(3).and_then(|(at, _)| Edtf::new(year.get(at..)?));
    let dates = find(text, year.as_ref().or(near));
    // With a stroke between them they are read as an interval.
    if let [(range, Date { edtf: Some(interval), .. })] = dates.as_slice() {
        let (first, last) = (interval.earliest(), interval.latest());
        let is_whole =
            *range == (0..text.len()) && text.matches('/').count() == 1 && !text.contains(['-', '–', '—']);
        return gregorian(first).filter(|new| is_whole && full_day(new) == Some(last));
    }
    let [(one_range, one), (other_range, other)] = dates.as_slice() else { return None };
    let between = text.get(one_range.end..other_range.start)?.trim();
    let before = text.get(..one_range.start)?.trim();
    let after = text.get(other_range.end..)?.trim_start_matches([')', ']', ' ', '.', ',']);
    // The year may stand behind the bracket: `25 October (7 November) 1917`.
    let is_year = after.is_empty() || after.len() == 4 && after.bytes().all(|b| b.is_ascii_digit());
    if !matches!(between, "(" | "/" | "[" | "") || !before.is_empty() || !is_year {
        return None;
    }
    let day = |date: &Date| full_day(date.edtf.as_ref()?);
    let (one, other) = (day(one)?, day(other)?);
    let same = |old: Day, new: Day| gregorian(old).filter(|found| full_day(found) == Some(new));
    same(one, other).or_else(|| same(other, one))
}

/// A day of the Julian calendar in the Gregorian one.
fn gregorian(day: Day) -> Option<Edtf> {
    Edtf::new(&day.from_julian()?.to_string())
}

/// The day of the Julian calendar that a date names, alone or beside that of the Gregorian one.
pub fn julian(date: &Date) -> Option<Day> {
    let new = full_day(date.edtf.as_ref()?)?;
    let old = new.in_julian()?;
    let written = date.written.trim();
    let is_of_day = |day: u8, rest: &str| rest.strip_prefix(&day.to_string()).map(str::to_owned);
    // `12/25 October 1904`
    let both =
        is_of_day(old.day, written).and_then(|rest| is_of_day(new.day, rest.strip_prefix('/')?)).is_some();
    let end = written.trim_end_matches([')', ']', ' ']).to_lowercase();
    let is_new = MARKS.iter().any(|(mark, style)| *style == Style::New && end.ends_with(mark));
    let meant = || meaning(written, None).and_then(|meant| full_day(&meant)) == Some(new);
    (both || !is_new && meant()).then_some(old)
}

fn full_day(date: &Edtf) -> Option<Day> {
    (date.earliest() == date.latest()).then(|| date.earliest())
}

#[cfg(test)]
mod tests {
    use crate::model::date::Edtf;
    use crate::read::dates::date;

    #[test]
    fn the_day_of_the_old_calendar_is_told_where_the_text_has_it() {
        let check = |written: &str, expected: Option<&str>| {
            let old = super::julian(&date(written, None)).map(|day| day.to_string());
            assert_eq!(old.as_deref(), expected, "{written}");
        };
        check("25 October 1917 (Old Style)", Some("1917-10-25"));
        check("25 October (7 November) 1917", Some("1917-10-25"));
        check("20 December 1916 (2 January 1917)", Some("1916-12-20"));
        check("12/25 October 1904", Some("1904-10-12"));
        check("7 November 1917 (New Style)", None);
        check("7 November 1917", None);
        check("October 1917 (Old Style)", None);
    }

    #[test]
    fn days_of_both_calendars() {
        let check = |written: &str, expected: Option<&str>| {
            assert_eq!(date(written, None).edtf.as_ref().map(Edtf::as_str), expected, "{written}");
        };
        check("25 October 1917 (Old Style)", Some("1917-11-07"));
        check("25 October 1917, O.S.", Some("1917-11-07"));
        check("October 25, 1917 [O. S.]", Some("1917-11-07"));
        check("25 октября 1917 г. (ст. ст.)", Some("1917-11-07"));
        check("7 ноября 1917 г. (н. ст.)", Some("1917-11-07"));
        check("7 November 1917 (New Style)", Some("1917-11-07"));
        check("25 October (7 November) 1917", Some("1917-11-07"));
        check("7 November (25 October) 1917", Some("1917-11-07"));
        check("25 October/7 November 1917", Some("1917-11-07"));
        check("20 December 1916 (2 January 1917)", Some("1917-01-02"));
        check("12/25 October 1904", Some("1904-10-25"));
        check("18 February 1700 O.S.", Some("1700-02-28"));
        check("October 1917 (Old Style)", Some("1917-10-14/1917-11-13"));
        // Thirteen days, but from one day to the other.
        check("25 October – 7 November 1917", Some("1917-10-25/1917-11-07"));
        check("25 October (8 November) 1917", None);
    }
}
