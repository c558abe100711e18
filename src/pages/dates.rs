//! Dates in words, for readers. What was written is shown where it says more than we can put in words.

use serde::Serialize;

use crate::model::date::{Date, DatedEvent, Edtf};
use crate::read::old_style::julian;
use crate::write::dates::{Order, in_english, machine};

/// A date on a page.
#[derive(Serialize)]
pub struct Moment {
    words: String,
    /// What `<time datetime>` may say (HTML Living Standard, 4.5.14).
    machine: Option<String>,
}

/// `12 October 1948`; the written form where the date means nothing that has words.
pub fn moment(date: &Date) -> Moment {
    Moment { words: spoken(date), machine: date.edtf.as_ref().and_then(machine) }
}

/// The date above a text: where that has a day of the Julian calendar, in both, as historians write it:
/// `25 October (7 November) 1917`.
pub fn heading(date: &Date) -> Moment {
    let new = spoken(date);
    let old = julian(date).and_then(|day| words(&day.to_string()));
    let both = old.map(|old| match (old.rsplit_once(' '), new.rsplit_once(' ')) {
        (Some((old, year)), Some((new, same))) if year == same => format!("{old} ({new}) {year}"),
        _ => format!("{old} ({new})"),
    });
    Moment { words: both.unwrap_or(new), ..moment(date) }
}

/// A date that is given in EDTF alone.
pub fn moment_of(edtf: &str) -> Moment {
    let words = words(edtf).unwrap_or_else(|| edtf.to_owned());
    Moment { words, machine: Edtf::new(edtf).as_ref().and_then(machine) }
}

pub fn spoken(date: &Date) -> String {
    let words = date.edtf.as_ref().and_then(|edtf| in_english(edtf, Order::DayFirst));
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

/// A date as written, where that is not what is spoken of it: `25 October 1917 (Old Style)`.
pub fn unlike(date: &Date) -> Option<&str> {
    let edtf = date.edtf.as_ref()?;
    let same = date.written == edtf.as_str() || same_words(&spoken(date), &date.written);
    (!same).then_some(date.written.as_str())
}

fn written_and_meant(date: &Date) -> String {
    let Some(edtf) = &date.edtf else { return date.written.clone() };
    match in_english(edtf, Order::DayFirst) {
        Some(words) if same_words(&words, &date.written) || date.written == edtf.as_str() => words,
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
    in_english(&Edtf::new(edtf)?, Order::DayFirst)
}

#[cfg(test)]
mod tests {
    use super::{same_words, unlike};
    use crate::model::date::{Date, Edtf};

    #[test]
    fn what_is_written_otherwise_is_shown_too() {
        let check = |written: &str, edtf: &str, expected: Option<&str>| {
            let date = Date { written: written.to_owned(), edtf: Edtf::new(edtf) };
            assert_eq!(unlike(&date), expected, "{written}");
        };
        check("October 12, 1948", "1948-10-12", None);
        check("1948-10-12", "1948-10-12", None);
        check("25 October 1917 (Old Style)", "1917-11-07", Some("25 October 1917 (Old Style)"));
        check("24.III.50", "1950-03-24", Some("24.III.50"));
        check("in the evening", "", None);
    }

    #[test]
    fn the_same_date_is_not_said_twice() {
        assert!(same_words("12 October 1948", "October 12, 1948"));
        assert!(same_words("2 October 1948", "02 October 1948"));
        assert!(!same_words("24 March 1950", "24.III.50"));
    }
}
