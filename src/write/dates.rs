//! Dates in English words. This room knows dates and no document.

use crate::model::date::Edtf;

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

/// A date as a note has it: `October 12, 1948`, `ca. 1948`, `October 8–12, 1948`. Nothing where the
/// expression is one that has no short form in words; what was written serves better then.
///
/// ```
/// use edition::model::date::Edtf;
/// use edition::write::dates::in_english;
/// assert_eq!(Edtf::new("1948-10-XX").as_ref().and_then(in_english).as_deref(), Some("October 1948"));
/// ```
pub fn in_english(date: &Edtf) -> Option<String> {
    match date.as_str().split_once('/') {
        None => one(date.as_str()),
        Some((start, ".." | "")) => Some(format!("after {}", one(start)?)),
        Some((".." | "", end)) => Some(format!("before {}", one(end)?)),
        Some((start, end)) => between(start, end),
    }
}

fn one(text: &str) -> Option<String> {
    let (text, doubt) = match text.trim_end_matches(['~', '?', '%']) {
        bare if bare.len() == text.len() => (text, None),
        bare => (bare, text.chars().next_back()),
    };
    let date = Parts::of(text)?.to_string();
    Some(match doubt {
        None => date,
        Some('~') => format!("ca. {date}"),
        Some('?') => format!("[{date}?]"),
        Some(_) => format!("[ca. {date}?]"),
    })
}

/// Two dates; what they share is said once, where neither is in doubt.
fn between(start: &str, end: &str) -> Option<String> {
    let parts = (Parts::of(start), Parts::of(end));
    let (Some(from), Some(to)) = parts else { return Some(format!("{}–{}", one(start)?, one(end)?)) };
    Some(match (from, to) {
        (Parts { year, month: Some(month), day: Some(first) }, Parts { day: Some(last), .. })
            if to.year == year && to.month == Some(month) =>
        {
            format!("{} {first}–{last}, {year}", MONTHS.get(month)?)
        }
        (
            Parts { year, month: Some(month), day: Some(first) },
            Parts { month: Some(other), day: Some(last), .. },
        ) if to.year == year => {
            format!("{} {first}–{} {last}, {year}", MONTHS.get(month)?, MONTHS.get(other)?)
        }
        (Parts { year, month: Some(month), day: None }, Parts { month: Some(other), day: None, .. })
            if to.year == year =>
        {
            format!("{}–{} {year}", MONTHS.get(month)?, MONTHS.get(other)?)
        }
        (from, to) => format!("{from}–{to}"),
    })
}

/// A date of which the parts are numbers; unknown parts at the end (`1948-10-XX`) are left away.
#[derive(Clone, Copy)]
struct Parts {
    year: u32,
    /// From 0.
    month: Option<usize>,
    day: Option<u32>,
}

impl Parts {
    fn of(text: &str) -> Option<Parts> {
        let mut parts = text.split('-');
        let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let rest: Vec<&str> = parts.collect();
        let (month, day) = match rest.as_slice() {
            [] | ["XX"] | ["XX", "XX"] => (None, None),
            [month] | [month, "XX"] => (Some(*month), None),
            [month, day] => (Some(*month), Some(*day)),
            _ => return None,
        };
        let month = match month {
            Some(month) => Some(month.parse::<usize>().ok()?.checked_sub(1).filter(|month| *month < 12)?),
            None => None,
        };
        let day = match day {
            Some(day) => Some(day.parse().ok()?),
            None => None,
        };
        Some(Parts { year, month, day })
    }
}

impl std::fmt::Display for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let month = self.month.and_then(|month| MONTHS.get(month));
        match (month, self.day) {
            (Some(month), Some(day)) => write!(f, "{month} {day}, {}", self.year),
            (Some(month), None) => write!(f, "{month} {}", self.year),
            (None, _) => write!(f, "{}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::date::Edtf;
    use crate::write::dates::in_english;

    fn check(edtf: &str, expected: Option<&str>) {
        assert_eq!(Edtf::new(edtf).as_ref().and_then(in_english).as_deref(), expected, "{edtf}");
    }

    #[test]
    fn dates_in_words() {
        check("1948-10-12", Some("October 12, 1948"));
        check("1948-10", Some("October 1948"));
        check("1948", Some("1948"));
        check("1948-10-XX", Some("October 1948"));
        check("1948-XX-XX", Some("1948"));
        check("1948-10~", Some("ca. October 1948"));
        check("1948-10-12?", Some("[October 12, 1948?]"));
        check("1948%", Some("[ca. 1948?]"));
        check("1948-10-08/1948-10-12", Some("October 8–12, 1948"));
        check("1948-10-08/1948-11-02", Some("October 8–November 2, 1948"));
        check("1948-12-30/1949-01-02", Some("December 30, 1948–January 2, 1949"));
        check("1948-10/1948-11", Some("October–November 1948"));
        check("1948/1949", Some("1948–1949"));
        check("1948-10~/1948-11", Some("ca. October 1948–November 1948"));
        check("../1948-10-12", Some("before October 12, 1948"));
        check("1948-10-12/..", Some("after October 12, 1948"));
        check("195X", None);
        check("1948-21", None);
    }
}
