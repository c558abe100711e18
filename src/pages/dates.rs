//! Dates in words, for readers. What was written is shown where it says more than we can put in words.

use serde::Serialize;

use crate::model::date::{Date, DatedEvent};

/// A date on a page.
#[derive(Serialize)]
pub struct Moment {
    words: String,
    /// What `<time datetime>` may say (HTML Living Standard, 4.5.14).
    machine: Option<String>,
}

/// `12 October 1948`; the written form where the date means nothing that has words.
pub fn moment(date: &Date) -> Moment {
    let edtf = date.edtf.as_ref().map(|edtf| edtf.as_str());
    Moment { words: spoken(date), machine: edtf.and_then(machine) }
}

/// A date that is given in EDTF alone.
pub fn moment_of(edtf: &str) -> Moment {
    Moment { words: words(edtf).unwrap_or_else(|| edtf.to_owned()), machine: machine(edtf) }
}

pub fn spoken(date: &Date) -> String {
    let words = date.edtf.as_ref().and_then(|edtf| words(edtf.as_str()));
    words.unwrap_or_else(|| date.written.clone())
}

/// A date as written, with its meaning behind it where that is not the same, and the time by the clock:
/// `24.III.50 (24 March 1950), 19:55`.
pub fn as_written(event: &DatedEvent) -> String {
    let mut text = written_and_meant(&event.date);
    if let Some(time) = &event.time {
        let clock = time.clock.map_or_else(|| time.written.clone(), |clock| clock.to_string());
        text.push_str(", ");
        text.push_str(&clock);
    }
    text
}

fn written_and_meant(date: &Date) -> String {
    let Some(edtf) = &date.edtf else { return date.written.clone() };
    match words(edtf.as_str()) {
        Some(words) if same_words(&words, &date.written) => words,
        // What the writer left open is said better by the text than by us.
        Some(words) if !edtf.as_str().contains('X') => format!("{} ({words})", date.written),
        _ => date.written.clone(),
    }
}

/// Whether both say the same in another order: `October 12, 1948` and `12 October 1948`.
fn same_words(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| word.trim_start_matches('0').to_lowercase())
            .collect();
        words.sort();
        words
    };
    sorted(one) == sorted(other)
}

/// An expression of the Extended Date/Time Format in words; `None` for what is seldom met.
pub fn words(edtf: &str) -> Option<String> {
    match edtf.split_once('/') {
        Some((".." | "", "" | "..")) => None,
        Some((start, ".." | "")) => Some(format!("from {} on", point(start)?)),
        Some((".." | "", end)) => Some(format!("until {}", point(end)?)),
        Some((start, end)) => between(start, end),
        None => point(edtf),
    }
}

/// From one date to another; the month and year that both have are said once: `8–12 October 1948`.
fn between(start: &str, end: &str) -> Option<String> {
    let within_month = match (start.rsplit_once('-'), end.rsplit_once('-')) {
        (Some((month, first)), Some((same, _))) if month == same && month.len() == 7 => digits(first, 2),
        _ => None,
    };
    match within_month {
        Some(first) => Some(format!("{}–{}", first.trim_start_matches('0'), point(end)?)),
        None => Some(format!("{} to {}", point(start)?, point(end)?)),
    }
}

/// The year of a date, for a heading: `1948`, `1950s`.
pub fn year(edtf: &str) -> Option<String> {
    let year = edtf.split(['-', '/', '~', '?', '%', 'T']).next().unwrap_or_default();
    let decade = year.strip_suffix('X').filter(|start| start.len() == 3);
    match decade {
        Some(start) => digits(start, 3).map(|start| format!("{start}0s")),
        None => digits(year, 4).map(str::to_owned),
    }
}

fn point(edtf: &str) -> Option<String> {
    let (edtf, time) = match edtf.split_once('T') {
        Some((day, time)) => (day, Some(time.get(..5)?)),
        None => (edtf, None),
    };
    let (plain, about, uncertain) = match edtf.char_indices().next_back()? {
        (at, '~') => (&edtf[..at], true, false),
        (at, '?') => (&edtf[..at], false, true),
        (at, '%') => (&edtf[..at], true, true),
        _ => (edtf, false, false),
    };
    let mut words = calendar(plain)?;
    if let Some(time) = time {
        words = format!("{words}, {time}");
    }
    if about {
        words = format!("about {words}");
    }
    Some(if uncertain { format!("{words} (uncertain)") } else { words })
}

fn calendar(date: &str) -> Option<String> {
    let parts: Vec<&str> = date.split('-').collect();
    match parts.as_slice() {
        [year] => self::year(year).filter(|_| year.len() == 4),
        [year, "XX"] => Some(format!("{}, month unknown", digits(year, 4)?)),
        [year, "XX", "XX"] => Some(format!("{}, day unknown", digits(year, 4)?)),
        [year, part] => Some(format!("{} {}", part_of_year(part)?, digits(year, 4)?)),
        [year, month, "XX"] => Some(format!("{} {}, day unknown", part_of_year(month)?, digits(year, 4)?)),
        [year, month, day] => {
            let day = digits(day, 2)?.trim_start_matches('0');
            Some(format!("{day} {} {}", part_of_year(month)?, digits(year, 4)?))
        }
        _ => None,
    }
}

/// A month, or one of the seasons that the format counts from 21.
fn part_of_year(number: &str) -> Option<&'static str> {
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
    const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];
    let number: usize = digits(number, 2)?.parse().ok()?;
    let month = number.checked_sub(1).and_then(|at| MONTHS.get(at));
    let season = number.checked_sub(21).and_then(|at| SEASONS.get(at));
    month.or(season).copied()
}

fn machine(edtf: &str) -> Option<String> {
    let known = edtf.strip_suffix("-XX-XX").or_else(|| edtf.strip_suffix("-XX")).unwrap_or(edtf);
    let parts: Vec<&str> = known.split('-').collect();
    let plain = match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4).and(digits(month, 2).filter(|month| *month <= "12")),
        [year, month, day] => digits(year, 4).and(digits(month, 2)).and(digits(day, 2)),
        _ => None,
    };
    (plain.is_some() && parts.first() != Some(&"0000")).then(|| known.to_owned())
}

fn digits(text: &str, length: usize) -> Option<&str> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{machine, same_words, words, year};

    #[test]
    fn dates_in_words() {
        let check =
            |edtf: &str, expected: Option<&str>| assert_eq!(words(edtf).as_deref(), expected, "{edtf}");
        check("1948-10-12", Some("12 October 1948"));
        check("1948-10-02", Some("2 October 1948"));
        check("1948-10", Some("October 1948"));
        check("1948", Some("1948"));
        check("195X", Some("1950s"));
        check("1948-10-XX", Some("October 1948, day unknown"));
        check("1948-XX-XX", Some("1948, day unknown"));
        check("1948-21", Some("spring 1948"));
        check("1948-10-12~", Some("about 12 October 1948"));
        check("1948-10?", Some("October 1948 (uncertain)"));
        check("1948%", Some("about 1948 (uncertain)"));
        check("1948-10-12T19:55:00", Some("12 October 1948, 19:55"));
        check("1948-10-08/1948-10-12", Some("8–12 October 1948"));
        check("1948-09-08/1948-10-12", Some("8 September 1948 to 12 October 1948"));
        check("1948-10-08/1948-10-12?", Some("8–12 October 1948 (uncertain)"));
        check("1948-10-08/..", Some("from 8 October 1948 on"));
        check("../1948", Some("until 1948"));
        check("[1948,1950]", None);
        check("-0044", None);
        check("1948-10-12é", None);
        check("../..", None);
        check("", None);
    }

    #[test]
    fn dates_for_machines() {
        let check =
            |edtf: &str, expected: Option<&str>| assert_eq!(machine(edtf).as_deref(), expected, "{edtf}");
        check("1948-10-12", Some("1948-10-12"));
        check("1948-10-XX", Some("1948-10"));
        check("1948-XX-XX", Some("1948"));
        check("1948-21", None);
        check("1948-10-12~", None);
        check("1948/1950", None);
        check("0000", None);
    }

    #[test]
    fn years_for_headings() {
        assert_eq!(year("1948-10-12").as_deref(), Some("1948"));
        assert_eq!(year("1948~").as_deref(), Some("1948"));
        assert_eq!(year("195X").as_deref(), Some("1950s"));
        assert_eq!(year("../1950"), None);
    }

    #[test]
    fn the_same_date_is_not_said_twice() {
        assert!(same_words("12 October 1948", "October 12, 1948"));
        assert!(same_words("2 October 1948", "02 October 1948"));
        assert!(!same_words("24 March 1950", "24.III.50"));
    }
}
