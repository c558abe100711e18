//! Dates as the attributes of TEI say them (TEI P5, 13.4). They are the dates of XML Schema, which know no doubt and no
//! blank; the expression itself stands in `@when-custom`, wherever it says more.

use crate::model::date::{Clock, Day, Edtf};

/// The attributes of a date.
pub fn attributes(date: Option<&Edtf>) -> Vec<(&'static str, String)> {
    let Some(date) = date else { return Vec::new() };
    let text = date.as_str();
    if is_plain(text) {
        return vec![("when", text.to_owned())];
    }
    let first = day(date.earliest()).filter(|_| !is_open(text, Side::Start) && !is_of_any_year(text));
    let last = day(date.latest()).filter(|_| !is_open(text, Side::End) && !is_of_any_year(text));
    let mut attributes: Vec<(&'static str, String)> = match text.split_once('/') {
        Some((start, end)) => {
            let first = first.filter(|_| is_known(start)).map(|day| ("from", day));
            let last = last.filter(|_| is_known(end)).map(|day| ("to", day));
            first.into_iter().chain(last).collect()
        }
        None if first == last => first.map(|day| ("when", day)).into_iter().collect(),
        None => {
            first.map(|day| ("notBefore", day)).into_iter().chain(last.map(|day| ("notAfter", day))).collect()
        }
    };
    attributes.push(("when-custom", text.to_owned()));
    if text.contains(['?', '~', '%']) {
        attributes.push(("cert", "low".to_owned()));
    }
    attributes
}

/// A time as XML Schema has it.
pub fn clock(clock: Clock) -> String {
    format!("{clock}:00")
}

/// A year, month or day as XML Schema writes it. It has no year 0.
fn is_plain(text: &str) -> bool {
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] => digits(year, 4) && *year != "0000",
        [year, month] => digits(year, 4) && *year != "0000" && digits(month, 2) && *month <= "12",
        [year, month, day] => digits(year, 4) && *year != "0000" && digits(month, 2) && digits(day, 2),
        _ => false,
    }
}

/// The ends of a list of dates.
#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

/// Whether one of several dates is any before or after another: `[..1948]`, `[1948..]`.
fn is_open(text: &str, side: Side) -> bool {
    let list = text.strip_prefix(['[', '{']).and_then(|text| text.strip_suffix([']', '}']));
    list.is_some_and(|list| match side {
        Side::Start => list.trim_start().starts_with(".."),
        Side::End => list.trim_end().ends_with(".."),
    })
}

/// Whether the year is blank, of which no bounds can be told.
fn is_of_any_year(text: &str) -> bool {
    text.contains(&"X".repeat(4))
}

fn is_known(end: &str) -> bool {
    !end.is_empty() && end != ".."
}

fn day(day: Day) -> Option<String> {
    (day.year != 0 && (-9999..=9999).contains(&day.year)).then(|| day.to_string())
}

#[cfg(test)]
mod tests {
    use crate::model::date::Edtf;
    use crate::write::tei::dates::attributes;

    #[test]
    fn a_date_is_what_xml_schema_knows_and_what_it_says() {
        let check = |text: &str, expected: &str| {
            let attributes = attributes(Edtf::new(text).as_ref());
            let written: Vec<String> =
                attributes.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
            assert_eq!(written.join(" "), expected);
        };
        check("1948-10-12", "when=1948-10-12");
        check("1948-10", "when=1948-10");
        check("1948", "when=1948");
        check("1948-10-XX", "notBefore=1948-10-01 notAfter=1948-10-31 when-custom=1948-10-XX");
        check("1948-10-12?", "when=1948-10-12 when-custom=1948-10-12? cert=low");
        check("1948-10-08/1948-10-12", "from=1948-10-08 to=1948-10-12 when-custom=1948-10-08/1948-10-12");
        check("1948-10-12/..", "from=1948-10-12 when-custom=1948-10-12/..");
        check("[1948-10-12..]", "notBefore=1948-10-12 when-custom=[1948-10-12..]");
        check("[..1948-10-12]", "notAfter=1948-10-12 when-custom=[..1948-10-12]");
        check("[1948,1950..]", "notBefore=1948-01-01 when-custom=[1948,1950..]");
        check(
            "[1948-10-12,1948-10-14]",
            "notBefore=1948-10-12 notAfter=1948-10-14 when-custom=[1948-10-12,1948-10-14]",
        );
        let blank = format!("{}-10-12", "X".repeat(4));
        check(&blank, &format!("when-custom={blank}"));
        check("1948-21", "notBefore=1948-03-01 notAfter=1948-05-31 when-custom=1948-21");
        check("-0044-03-15", "when=-0044-03-15 when-custom=-0044-03-15");
        check("Y-170000002", "when-custom=Y-170000002");
        check("0000", "when-custom=0000");
        check("soon", "");
    }
}
