//! Times of day in words and figures: `1955`, `4:10 am`, `10 hours 10 minutes`. It knows no date.

use std::ops::Range;

use crate::model::date::Clock;
use crate::read::tokens::{Gap, Kind, Token, tokens, with_brackets};

/// Reads a text that is a time of day.
///
/// ```
/// use edition::read::dates::clock;
/// assert_eq!(clock("1955").unwrap().to_string(), "19:55");
/// assert_eq!(clock("8 [11] p.m.").unwrap().to_string(), "23:00");
/// assert_eq!(clock("12 October"), None);
/// ```
pub fn clock(written: &str) -> Option<Clock> {
    let tokens = tokens(written);
    let (end, clock) = time_at(&tokens, 0, true)?;
    let rest = &tokens[end..];
    let known = |token: &Token| token.is_one_of(&['.', ',']) || ZONES.iter().any(|word| token.says(word));
    rest.iter().all(known).then_some(clock)
}

/// The times in a line, with where they stand.
///
/// Four figures with nothing between them are a time where `at` stands before them or one of `after` ends
/// before them; those are the dates of the line.
pub fn find(text: &str, after: &[Range<usize>]) -> Vec<(Range<usize>, Clock)> {
    let tokens = tokens(text);
    let mut times = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        let in_date = after.iter().any(|date| date.contains(&token.range.start));
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let follows_date = after.iter().any(|date| {
            text.get(date.end..token.range.start)
                .is_some_and(|gap| gap.trim_matches([' ', ',', ']']).is_empty())
        });
        let introduced = follows_date || before.is_some_and(|word| word.says("at"));
        match time_at(&tokens, at, introduced) {
            Some((end, clock)) if !in_date && end > at && !inside_number(before, token) => {
                times.push((with_brackets(text, token.range.start..tokens[end - 1].range.end), clock));
                at = end;
            }
            _ => at += 1,
        }
    }
    times
}

const ZONES: [&str; 10] = ["moscow", "local", "time", "gmt", "z", "utc", "washington", "uhr", "hours", "hrs"];
const HOURS: [&str; 9] = ["hours", "hour", "hrs", "hr", "h", "uhr", "часов", "часа", "час"];
const MINUTES: [&str; 8] = ["minutes", "minute", "mins", "min", "m", "минут", "минуты", "мин"];

/// A time that opens at a token, and the token after it. `alone` says that four figures can be one.
fn time_at(tokens: &[Token], at: usize, alone: bool) -> Option<(usize, Clock)> {
    let token = tokens.get(at)?;
    if token.says("noon") || token.says("midnight") {
        return Some((at + 1, Clock::new(if token.says("noon") { 12 } else { 0 }, 0)?));
    }
    let (end, hour, minute) = in_figures(tokens, at)
        .or_else(|| in_words(tokens, at))
        .or_else(|| four_figures(tokens, at, alone))
        .or_else(|| hour_alone(tokens, at))?;
    let (end, half) = half_of_day(tokens, end);
    let hour = match half {
        Some(Half::Morning) if hour == 12 => 0,
        Some(Half::Morning) if hour > 12 => return None,
        Some(Half::Evening) if hour < 12 => hour + 12,
        _ => hour,
    };
    Some((end, Clock::new(hour, minute)?))
}

/// `19:55`, `19.55`, `19:55:30`
fn in_figures(tokens: &[Token], at: usize) -> Option<(usize, u8, u8)> {
    let hour = small(tokens.get(at)?)?;
    let sign = tokens.get(at + 1).filter(|token| token.is_one_of(&[':', '.']) && token.touches())?;
    let minute = tokens.get(at + 2).filter(|token| token.touches() && token.text.len() == 2)?;
    let minutes = small(minute)?;
    let mut end = at + 3;
    if sign.is('.') && !(at == 0 && (end == tokens.len() || half_of_day(tokens, end).1.is_some())) {
        return None;
    }
    let seconds = tokens.get(end).is_some_and(|token| token.is(':') && token.touches());
    if seconds && tokens.get(end + 1).is_some_and(|token| small(token).is_some()) {
        end += 2;
    }
    Some((end, hour, minutes))
}

/// `10 hours 10 minutes`, `19h55`
fn in_words(tokens: &[Token], at: usize) -> Option<(usize, u8, u8)> {
    let is_in = |words: &[&str], at: usize| {
        tokens.get(at).is_some_and(|token| words.iter().any(|word| token.says(word)))
    };
    let hour = small(tokens.get(at)?)?;
    if !is_in(&HOURS, at + 1) {
        return None;
    }
    let point = usize::from(tokens.get(at + 2).is_some_and(|token| token.is('.') && token.touches()));
    let minutes_at = at + 2 + point;
    match tokens.get(minutes_at).and_then(small) {
        Some(minute) if is_in(&MINUTES, minutes_at + 1) => {
            let end = minutes_at + 2;
            let point =
                usize::from(tokens.get(end).is_some_and(|token| token.is('.') && end + 1 < tokens.len()));
            Some((end + point, hour, minute))
        }
        Some(minute) if is_in(&["h", "uhr"], at + 1) => Some((minutes_at + 1, hour, minute)),
        _ if is_in(&["h", "uhr"], at + 1) || tokens.len() == minutes_at => Some((minutes_at, hour, 0)),
        _ => None,
    }
}

/// `1955`, `0745`
fn four_figures(tokens: &[Token], at: usize, alone: bool) -> Option<(usize, u8, u8)> {
    let token = tokens.get(at).filter(|token| token.text.len() == 4)?;
    let number = token.number(4)?;
    let hours = ["hours", "hrs", "uhr", "h"];
    let named = tokens.get(at + 1).is_some_and(|next| hours.iter().any(|word| next.says(word)));
    let end = at + 1 + usize::from(named);
    (alone || named).then_some(())?;
    Some((end, u8::try_from(number / 100).ok()?, u8::try_from(number % 100).ok()?))
}

/// `8 p.m.`; of `8 [11] p.m.` the corrected hour.
fn hour_alone(tokens: &[Token], at: usize) -> Option<(usize, u8, u8)> {
    let hour = small(tokens.get(at)?)?;
    let corrected = tokens.get(at + 1).filter(|token| token.gap > Gap::None).and_then(small);
    let end = at + 1 + usize::from(corrected.is_some());
    half_of_day(tokens, end).1?;
    Some((end, corrected.unwrap_or(hour), 0))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Evening,
}

/// `am`, `a.m.`, `p. m.`
fn half_of_day(tokens: &[Token], at: usize) -> (usize, Option<Half>) {
    let Some(token) = tokens.get(at) else { return (at, None) };
    let half = match token.text.to_lowercase().as_str() {
        "am" | "a" => Half::Morning,
        "pm" | "p" => Half::Evening,
        _ => return (at, None),
    };
    let point = |at: usize| tokens.get(at).is_some_and(|token| token.is('.') && token.touches());
    if token.text.len() == 2 {
        return (at + 1, Some(half));
    }
    if point(at + 1) && tokens.get(at + 2).is_some_and(|token| token.says("m")) {
        return (at + 3 + usize::from(point(at + 3)), Some(half));
    }
    (at, None)
}

fn small(token: &Token) -> Option<u8> {
    token.number(2).and_then(|number| u8::try_from(number).ok())
}

/// Whether the figures go on from those before them: `2.6.51`.
fn inside_number(before: Option<&Token>, token: &Token) -> bool {
    token.touches()
        && before.is_some_and(|before| {
            before.is_one_of(&['.', '/', ':', '-']) && before.touches() || before.kind == Kind::Number
        })
}

#[cfg(test)]
mod tests {
    use crate::read::clocks::{clock, find};

    fn check(written: &str, expected: Option<&str>) {
        assert_eq!(clock(written).map(|clock| clock.to_string()).as_deref(), expected, "{written}");
    }

    #[test]
    fn times() {
        check("1955", Some("19:55"));
        check("0745", Some("07:45"));
        check("10 hours 10 minutes", Some("10:10"));
        check("23 hours 30 minutes", Some("23:30"));
        check("4:10 am", Some("04:10"));
        check("03:15 a.m.", Some("03:15"));
        check("13:30 p.m.", Some("13:30"));
        check("8 [11] p.m.", Some("23:00"));
        check("8:09 p. m.", Some("20:09"));
        check("12:15 a.m.", Some("00:15"));
        check("12:15 p.m.", Some("12:15"));
        check("7:10", Some("07:10"));
        check("19.55", Some("19:55"));
        check("19:55:30", Some("19:55"));
        check("19h55", Some("19:55"));
        check("1955 hours", Some("19:55"));
        check("19:55 Moscow time", Some("19:55"));
        check("8 p.m.", Some("20:00"));
        check("noon", Some("12:00"));
        check("10 часов 10 минут", Some("10:10"));
        check("2500", None);
        check("1999", None);
        check("13:30 a.m.", None);
        check("12", None);
        check("8 October", None);
        check("", None);
        check("12 October 1955", None);
    }

    fn check_find(text: &str, expected: &[(&str, &str)]) {
        let dates: Vec<_> =
            crate::read::dates::find(text, None).into_iter().map(|(range, _)| range).collect();
        let found: Vec<_> = find(text, &dates)
            .into_iter()
            .map(|(range, clock)| (text[range].to_owned(), clock.to_string()))
            .collect();
        let expected: Vec<_> = expected.iter().map(|(at, is)| (at.to_string(), is.to_string())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn times_in_lines() {
        check_find("Sent by wire on 06/02/51 at 03:15 a.m.", &[("03:15 a.m.", "03:15")]);
        check_find("Deciphered by Ivanova on 2/VI-51 at 0745", &[("0745", "07:45")]);
        check_find("Received on 4:10 am, 9 July 1950", &[("4:10 am", "04:10")]);
        check_find("[Received December 8—8:09 p. m.]", &[("8:09 p. m.", "20:09")]);
        check_find("April 9, 8 [11] p.m.", &[("8 [11] p.m.", "23:00")]);
        check_find("on 13.9. 13:15", &[("13:15", "13:15")]);
        check_find("12 October 1948, 1955", &[("1955", "19:55")]);
        check_find("1951. That is the number", &[]);
        check_find("in 1951 he had 5 men", &[]);
        check_find("at 13:30 p.m.", &[("13:30 p.m.", "13:30")]);
        check_find("Today, May 30, at 23 hours 30 minutes, the envoy", &[("23 hours 30 minutes", "23:30")]);
    }
}
