//! The dates in an archive's citation, to compare them with what was read from the document.

use crate::model::date::Edtf;

/// The dates of an English citation, as written and as EDTF: `October 12, 1948`, `12 October 1948`.
pub(super) fn dates_in(citation: &str) -> Vec<(&str, Edtf)> {
    let words = words(citation);
    words.windows(3).filter_map(|three| date_of(three, citation)).collect()
}

fn date_of<'a>(three: &[(usize, &'a str)], citation: &'a str) -> Option<(&'a str, Edtf)> {
    let &[(start, first), (_, second), (last, year)] = three else { return None };
    let month = |word: &str| MONTHS.iter().position(|name| *name == word);
    let (month, day) = match (month(first), month(second)) {
        (Some(month), None) => (month, second),
        (None, Some(month)) => (month, first),
        _ => return None,
    };
    let day: u8 = day.parse().ok()?;
    let edtf = Edtf::new(&format!("{year}-{:02}-{day:02}", month + 1))?;
    Some((citation.get(start..last + year.len())?, edtf))
}

/// The words of a text, each with the byte where it starts.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            words.push((at, word));
        }
        let separator = text.get(at + word.len()..).and_then(|rest| rest.chars().next());
        at += word.len() + separator.map_or(0, char::len_utf8);
    }
    words
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

#[cfg(test)]
mod tests {
    use crate::resolve::doubts::citation::dates_in;

    #[test]
    fn finds_the_dates_of_a_citation() {
        #[track_caller]
        fn check(citation: &str, expected: &[(&str, &str)]) {
            let dates = dates_in(citation);
            let found: Vec<_> = dates.iter().map(|(words, edtf)| (*words, edtf.as_str())).collect();
            assert_eq!(found, expected);
        }
        check("x, October 12, 1948, y", &[("October 12, 1948", "1948-10-12")]);
        check("«письмо», 3 May 1950.", &[("3 May 1950", "1950-05-03")]);
        check("May 32, 1950; 12 12 1948; October 1948; May 3, 19", &[]);
        check("", &[]);
    }
}
