//! Dates in words and figures: `October 12, 1948`, `13/5-50`, `[date left blank] October 1948`. It knows texts
//! and the calendar, no document.

use std::ops::Range;

use crate::model::date::{Date, Edtf};
use crate::model::text::one_line;
use crate::read::calendar::meaning;
use crate::read::parts::Reader;
use crate::read::tokens::{Gap, Kind, Token, fills_blank, tokens, with_brackets, with_whole_brackets};
use crate::read::{months, old_style};

pub use crate::read::clocks::clock;

/// Reads a text that is a date.
///
/// `near` is a date in whose neighbourhood it lies, as a rule that of the document: it gives the year where
/// there is none, the century where it has two figures, and the order of `06/02/51`. What stays in doubt has no meaning.
pub fn date(written: &str, near: Option<&Edtf>) -> Date {
    let written = one_line(written);
    let edtf = old_style::meaning(&written, near)
        .or_else(|| whole(&written, near))
        .or_else(|| direct(&written))
        .or_else(|| only_one(&written, near));
    Date { written, edtf }
}

/// The dates in a running text, in order, with where they stand. A year by itself is no date here.
pub fn find(text: &str, near: Option<&Edtf>) -> Vec<(Range<usize>, Date)> {
    let mut dates = Vec::new();
    if !may_hold_one(text) {
        return dates;
    }
    let tokens = tokens(text);
    let mut at = 0;
    while at < tokens.len() {
        if !may_open(&tokens[at]) {
            at += 1;
            continue;
        }
        let reader = Reader { tokens: &tokens, at, near, whole: false };
        match reader.span_of_days() {
            Some((end, found)) if end.at > at && stands_free(&tokens, at, end.at) => {
                let range = tokens[at].range.start..tokens[end.at - 1].range.end;
                let whole = with_whole_brackets(text, range.clone());
                // Two dates do not share a bracket.
                let shared =
                    dates.last().is_some_and(|(last, _): &(Range<usize>, Date)| whole.start < last.end);
                let range = if shared { with_brackets(text, range) } else { whole };
                at = tokens.iter().position(|token| token.range.start >= range.end).unwrap_or(tokens.len());
                let written = one_line(&text[range.clone()]);
                dates.push((range, Date { written, edtf: meaning(&found, near) }));
            }
            _ => at += 1,
        }
    }
    dates
}

/// Every date has a figure or a blank in it; most texts are asked in vain, and have neither.
fn may_hold_one(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || c == '[' || fills_blank(c))
}

/// Whether a date in a running text can open with this: a figure, a blank, a quotation mark, a month.
fn may_open(token: &Token) -> bool {
    token.kind != Kind::Word || months::by_name(&token.text).is_some()
}

const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs \
                        fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag";
const ABOUT: [&str; 6] = ["c", "ca", "circa", "about", "approximately", "around"];
const BEFORE: [&str; 3] = ["before", "until", "till"];
const AFTER: [&str; 2] = ["after", "since"];
const FILLERS: [&str; 5] = ["the", "on", "dated", "of", "date"];
const ENDINGS: [&str; 6] = ["г", "года", "год", "year", "a", "d"];
/// Words that make another thing of the date that is found next to them.
const QUALIFIERS: [&str; 8] = ["between", "or", "early", "late", "by", "not", "prior", "mid"];

/// A text that is a date from its first word to its last.
pub(super) fn whole(text: &str, near: Option<&Edtf>) -> Option<Edtf> {
    let tokens = tokens(text);
    let mut reader = Reader { tokens: &tokens, at: 0, near, whole: true };
    let is_in = |words: &[&str], token: &Token| words.iter().any(|word| token.says(word));
    let (mut about, mut before, mut after) = (false, false, false);
    while let Some(token) = reader.peek(0) {
        match token {
            token if is_in(&ABOUT, token) => about = true,
            token if is_in(&BEFORE, token) => before = true,
            token if is_in(&AFTER, token) => after = true,
            token if is_in(&FILLERS, token) || WEEKDAYS.split(' ').any(|day| token.says(day)) => {}
            token if token.is_one_of(&[',', '.', '(', ':']) && reader.at > 0 => {}
            _ => break,
        }
        reader.at += 1;
    }
    let (mut end, found) = reader.span_of_days()?;
    let mut doubt = false;
    while let Some(token) = end.peek(0) {
        match token {
            token if token.is('?') => doubt = true,
            token if token.is_one_of(&['.', ',', ')']) || is_in(&ENDINGS, token) => {}
            _ => return None,
        }
        end.at += 1;
    }
    let edtf = meaning(&found, near)?;
    let qualifier = match (about, doubt) {
        (true, true) => "%",
        (true, false) => "~",
        (false, true) => "?",
        (false, false) => "",
    };
    match (before, after) {
        (false, false) if qualifier.is_empty() => Some(edtf),
        (false, false) if edtf.as_str().contains('/') => None,
        (false, false) => Edtf::new(&format!("{edtf}{qualifier}")),
        (true, false) => Edtf::new(&format!("../{edtf}{qualifier}")),
        (false, true) => Edtf::new(&format!("{edtf}{qualifier}/..")),
        (true, true) => None,
    }
}

/// An expression in EDTF.
fn direct(text: &str) -> Option<Edtf> {
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | 'Y' | '-' | '{'))
        .then(|| Edtf::new(text))
        .flatten()
}

/// A text with other words in which one date stands: `[Washington,] May 3, 1948`.
fn only_one(text: &str, near: Option<&Edtf>) -> Option<Edtf> {
    let qualified = tokens(text).iter().any(|token| {
        QUALIFIERS.iter().chain(&BEFORE).chain(&AFTER).chain(&ABOUT[1..]).any(|word| token.says(word))
    });
    match &find(text, near)[..] {
        [(_, date)] if !qualified => date.edtf.clone(),
        _ => None,
    }
}

/// A date is not the middle of a number like `10-12-48/7` and does not open inside a word.
fn stands_free(tokens: &[Token], start: usize, end: usize) -> bool {
    let joins = |token: &Token| token.is_one_of(&['/', '-', '.', ':']);
    let figure = |token: &Token| token.kind == Kind::Number;
    let first = &tokens[start];
    let mut before = tokens[..start].iter().rev();
    let free_before = match before.next() {
        Some(token) if first.gap == Gap::None && token.kind == Kind::Word => {
            first.kind == Kind::Blank || !token.text.is_ascii()
        }
        Some(token) if first.touches() && joins(token) => {
            !(token.touches() && before.next().is_some_and(figure))
        }
        Some(token) => !(first.touches() && figure(token)),
        None => true,
    };
    let mut after = tokens[end..].iter();
    let free_after = match after.next() {
        Some(token) if token.touches() && joins(token) => {
            !after.next().is_some_and(|next| next.touches() && figure(next))
        }
        _ => true,
    };
    free_before && free_after
}

/// Whether the day, or the month with it, is a blank that was left to be filled in.
pub fn has_blank_day(date: &Date) -> bool {
    date.edtf.as_ref().is_some_and(|edtf| edtf.as_str().ends_with("-XX"))
}

#[cfg(test)]
mod tests {
    use crate::model::date::Edtf;
    use crate::read::dates::{date, find};

    fn check(written: &str, near: Option<&str>, expected: Option<&str>) {
        let near = near.and_then(Edtf::new);
        let read = date(written, near.as_ref());
        assert_eq!(read.edtf.as_ref().map(Edtf::as_str), expected, "{written}");
    }

    #[test]
    fn dates_that_say_it_all() {
        let check = |written, expected| check(written, None, Some(expected));
        check("October 12, 1948", "1948-10-12");
        check("12 October 1948", "1948-10-12");
        check("9 July 1950", "1950-07-09");
        check("Oct. 12, 1948", "1948-10-12");
        check("8 Oct. 1948", "1948-10-08");
        check("12th of October, 1948", "1948-10-12");
        check("October 12th 1948", "1948-10-12");
        check("Tuesday, October 12, 1948", "1948-10-12");
        check("12. Oktober 1948", "1948-10-12");
        check("May 3 [4], 1950", "1950-05-04");
        check("3 [4] May 1950", "1950-05-04");
        check("April 1 1963", "1963-04-01");
        check("1er août 1950", "1950-08-01");
        check("12 октября 1948 г.", "1948-10-12");
        check("«12» октября 1948 года", "1948-10-12");
        check("1948年10月12日", "1948-10-12");
        check("1948년 10월 12일", "1948-10-12");
        check("1948-10-12", "1948-10-12");
        check("1948.10.12", "1948-10-12");
        check("8.II.1950", "1950-02-08");
        check("24.III.50", "1950-03-24");
        check("13/5-50", "1950-05-13");
        check("30/5-50", "1950-05-30");
        check("2/VI-51", "1951-06-02");
        check("10/14/50", "1950-10-14");
        check("13.10.50", "1950-10-13");
        check("5/5/50", "1950-05-05");
        check("11/12 September 1957", "1957-09-11/1957-09-12");
        check("September 11-12, 1957", "1957-09-11/1957-09-12");
        check("1 through 15 March 1957", "1957-03-01/1957-03-15");
        check("30 September – 1 October 1957", "1957-09-30/1957-10-01");
        check("12/25 October 1904", "1904-10-25");
        check("October 1948", "1948-10");
        check("October–November 1948", "1948-10/1948-11");
        check("1948", "1948");
        check("1948/1950", "1948/1950");
        check("1948-49", "1948/1949");
        check("1950s", "195X");
        check("Spring 1948", "1948-21");
        check("October 12, '48", "1948-10-12");
        check("[12 October 1948]", "1948-10-12");
        check("[Washington,] May 3, 1948", "1948-05-03");
        check("[October 1948?]", "1948-10?");
        check("ca. 1950", "1950~");
        check("before 12 October 1948", "../1948-10-12");
        check("1948-10~", "1948-10~");
    }

    #[test]
    fn blanks() {
        let check = |written, expected| check(written, None, expected);
        check("[date left blank] October 1948", Some("1948-10-XX"));
        check("[blank] October 1950", Some("1950-10-XX"));
        check("[ ] October 1950", Some("1950-10-XX"));
        check("___ October 1950", Some("1950-10-XX"));
        check("October [blank], 1950", Some("1950-10-XX"));
        check("\"___\" __________ 1950", Some("1950-XX-XX"));
        check("—————- —————— 1972", Some("1972-XX-XX"));
        check("[month left blank] 1972", Some("1972-XX"));
        check("12 October 19__", Some("19XX-10-12"));
        check("[date left blank]", None);
    }

    #[test]
    fn dates_that_lean_on_another() {
        check("22 [November]", Some("1949-11-03"), Some("1949-11-22"));
        check("22 [November]", None, None);
        check("[[12]] May [[5]]7]", Some("1957-05-30"), Some("1957-05-12"));
        check("8 October", Some("1948-10-12"), Some("1948-10-08"));
        check("06/02/51", Some("1951-06-02"), Some("1951-06-02"));
        check("2.6.51", Some("1951-06-02"), Some("1951-06-02"));
        check("1.6.51", Some("1951-06-02"), Some("1951-06-01"));
        check("06/02/51", Some("1951-06"), Some("1951-06-02"));
        check("06/02/51", None, None);
        check("2.3.51", Some("1951-02-20"), None);
        check("2/VI-98", Some("2001-05-01"), Some("1998-06-02"));
        check("2/VI-98", Some("1899-05-01"), Some("1898-06-02"));
        check("13.9.", Some("1950-10-14"), Some("1950-09-13"));
    }

    #[test]
    fn no_dates() {
        let check = |written| check(written, None, None);
        check("undated");
        check("[Washington?, undated.]");
        check("31 June 1950");
        check("13.14.50");
        check("between 3 and 8 October 1948");
        check("early October 1948");
        check("8.II.1950 / 24.III.50");
        check("12 October");
        check("");
        check("№ 31");
    }

    #[test]
    fn what_was_written_is_kept() {
        assert_eq!(date(" October  12,\n1948 ", None).written, "October 12, 1948");
    }

    fn check_find(text: &str, near: Option<&str>, expected: &[(&str, &str)]) {
        let near = near.and_then(Edtf::new);
        let found: Vec<(String, String)> = find(text, near.as_ref())
            .into_iter()
            .map(|(range, date)| {
                (text[range].to_owned(), date.edtf.map_or_else(String::new, |edtf| edtf.to_string()))
            })
            .collect();
        let expected: Vec<_> = expected.iter().map(|(at, is)| (at.to_string(), is.to_string())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates_in_running_text() {
        check_find(
            "8.II.1950 / 24.III.50 / 13/5-50 / 10/14/50 / 30/5-50. Gromov / 13.10.50",
            None,
            &[
                ("8.II.1950", "1950-02-08"),
                ("24.III.50", "1950-03-24"),
                ("13/5-50", "1950-05-13"),
                ("10/14/50", "1950-10-14"),
                ("30/5-50", "1950-05-30"),
                ("13.10.50", "1950-10-13"),
            ],
        );
        check_find("at the city of—————- —————— 1972", None, &[("—————- —————— 1972", "1972-XX-XX")]);
        check_find(
            "[number left blank] / [blank] October 1950",
            None,
            &[("[blank] October 1950", "1950-10-XX")],
        );
        check_find("[[12]] May [[5]]7]", Some("1957-05-30"), &[("[[12]] May [[5]]7", "1957-05-12")]);
        check_find("Capital, \"___\" __________ 1950", None, &[("\"___\" __________ 1950", "1950-XX-XX")]);
        check_find("Moscow, May 3 [4], 1950", None, &[("May 3 [4], 1950", "1950-05-04")]);
        check_find("by October 12 [1] he", Some("1950-05"), &[("October 12", "1950-10-12")]);
        check_find("[probably May] 1950", None, &[("[probably May] 1950", "1950-05")]);
        check_find("May [1950, perhaps] in", None, &[("May [1950, perhaps]", "1950-05")]);
        check_find("[3 May or June] 1950", None, &[("3 May", ""), ("June] 1950", "1950-06")]);
        check_find("April 9, 8 [11] p.m.", Some("1941-05-01"), &[("April 9", "1941-04-09")]);
        check_find("your letter of 8 October in which", Some("1948-10-12"), &[("8 October", "1948-10-08")]);
        check_find("Received December 8—8:09 p. m.", None, &[("December 8", "")]);
        check_find("on 13.9. 13:15 by wire", Some("1950-09-14"), &[("13.9.", "1950-09-13")]);
        check_find("on 22 [November] he", Some("1949-11-03"), &[("22 [November]", "1949-11-22")]);
        check_find(
            "ARCH f. 0100, op. 10, d. 5, ll. 11-13, 106-01403-02, 35; 10-12-48-7; 1951; may 12 men; tel 5/12",
            None,
            &[],
        );
        check_find(
            "from 1 October to 5 October 1948",
            Some("1948-10-12"),
            &[("1 October", "1948-10-01"), ("5 October 1948", "1948-10-05")],
        );
        check_find("for 31 June 1950.", None, &[("31 June 1950", "")]);
        check_find("a rule\n______\n1950 was", None, &[]);
    }

    #[test]
    fn odd_texts_do_no_harm() {
        for text in ["[", "]]]", "\"\"\"\"", "________", "12/", "12.12.", "—— 1", "'48", "[[[[12", "12 Oct."]
        {
            date(text, None);
            find(text, None);
        }
        find(&"\"".repeat(100_000), None);
        find(&"___ ".repeat(20_000), None);
    }
}
