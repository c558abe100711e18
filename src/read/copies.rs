//! How many copies there are and who gets them: `5 copies`, `Stalin - 2, Molotov-1`. It knows lines, no document.

use std::ops::Range;

use crate::model::transmission::{Field, Recipient};
use crate::read::clerks::{Said, Value};
use crate::read::numbers::number_word;
use crate::read::passages::outside_brackets;
use crate::read::tokens::{Kind, Token, tokens};

/// Reads a line that counts copies, opens a list of those who get them, or has the list in it.
pub fn line(text: &str) -> Option<Said> {
    copies(text).or_else(|| distribution(text))
}

/// Reads an entry of a list that was opened: `1. Comr. Petrov`, `4 - to file`, `Molotov - 1`.
pub fn entry(text: &str) -> Option<Said> {
    if text.trim().is_empty() {
        return None;
    }
    let start = text.len() - text.trim_start().len();
    let figures = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    if figures == 0 {
        let (range, recipient) = recipient(text, start..text.trim_end().len())?;
        let counted = recipient.copies.is_some() && is_name(&recipient.name);
        return counted.then(|| to(vec![(range, recipient)]));
    }
    let after_number = &text[start + figures..];
    let marker = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| after_number.strip_prefix(*end))
        .unwrap_or(after_number);
    let marker = marker.trim_start();
    let rest = marker.strip_prefix(['.', ')', '-', '–', '—'])?.trim_start();
    let rest = rest.strip_prefix("to ").unwrap_or(rest).trim_start();
    let from = text.len() - rest.len();
    let few = !rest.is_empty() && rest.split_whitespace().count() <= 8 && figures <= 3;
    let (range, recipient) = recipient(text, from..text.trim_end().len().max(from)).filter(|_| few)?;
    Some(to(vec![(range, recipient)]))
}

/// `5 copies`, `Four copies printed`, `Printed in 4 copies`, `Printed 4 copies`, `Copies: 5`
fn copies(text: &str) -> Option<Said> {
    let outside = outside_brackets(text);
    // Asked of every line of every text.
    if !outside.as_bytes().windows(3).any(|letters| letters.eq_ignore_ascii_case(b"cop")) {
        return None;
    }
    let tokens = tokens(&outside);
    let words: Vec<&Token> = tokens.iter().filter(|token| !matches!(token.kind, Kind::Sign(_))).collect();
    let is_copies = |token: &Token| token.says("copies") || token.says("copy");
    let made = |token: &Token| ["printed", "typed", "made", "produced"].iter().any(|word| token.says(word));
    let number = match words.as_slice() {
        [number, noun] if is_copies(noun) => number,
        [number, noun, verb, ..] if is_copies(noun) && made(verb) && words.len() <= 4 => number,
        [verb, link, number, noun] if made(verb) && link.says("in") && is_copies(noun) => number,
        [verb, number, noun] if made(verb) && is_copies(noun) => number,
        [noun, number] if noun.says("copies") => number,
        _ => return None,
    };
    let copies = count(number)?;
    // Brackets before the number would move it; there a count stays text.
    let in_place = text.get(number.range.clone()) == Some(number.text.as_ref());
    let value = Value { field: Field::Copies, range: number.range.clone(), clock: None };
    Some(Said {
        copies: Some(copies),
        opens_list: true,
        values: if in_place { vec![value] } else { Vec::new() },
        ..Said::default()
    })
}

fn count(token: &Token) -> Option<u32> {
    let spelled = || number_word(&token.text.to_lowercase()).filter(|count| *count > 0);
    token.number(4).or_else(spelled)
}

/// `Copies:`, `Distribution list - 7 copies: Petrov - 2, Lebedev-1`, `Stalin - 2, Molotov-1`
fn distribution(text: &str) -> Option<Said> {
    let trimmed = text.trim();
    let (head, list) = match trimmed.split_once(':') {
        Some((head, list)) => (head, list),
        None => return shares(text),
    };
    let small = head.to_lowercase();
    let opens = ["distribution", "copies to", "copy to", "copies sent to", "copies for", "cc"]
        .iter()
        .any(|word| small.starts_with(word));
    if !opens && small != "copies" || head.chars().count() > 60 {
        return None;
    }
    let mut said = Said { opens_list: true, ..Said::default() };
    let head_start = text.len() - text.trim_start().len();
    if let Some(counted) = copies_within(head) {
        said.copies = count(&counted);
        let range = head_start + counted.range.start..head_start + counted.range.end;
        said.values.push(Value { field: Field::Copies, range, clock: None });
    }
    let list_start = head_start + head.len() + 1;
    let listed = recipients(text, list_start..list_start + list.len());
    let listed = to(listed);
    said.recipients = listed.recipients;
    said.values.extend(listed.values);
    Some(said)
}

/// The number before the word `copies`.
fn copies_within(head: &str) -> Option<Token<'_>> {
    let tokens = tokens(head);
    let at = tokens.iter().position(|token| token.says("copies") || token.says("copy"))?;
    tokens.into_iter().nth(at.checked_sub(1)?).filter(|token| count(token).is_some())
}

/// A list without a heading is one only if every name is one, and has its number.
fn shares(text: &str) -> Option<Said> {
    // Asked of every line of every text: the last number ends it.
    if !text
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | ','))
        .ends_with(char::is_numeric)
    {
        return None;
    }
    let parts = recipients(text, 0..text.len());
    let counted = |recipient: &Recipient| recipient.copies.is_some() && is_name(&recipient.name);
    let all_counted = parts.iter().all(|(_, recipient)| counted(recipient));
    (parts.len() >= 2 && all_counted && parts.len() == text.split([',', ';']).count()).then(|| to(parts))
}

/// Small words that names of persons and offices have in them.
const IN_NAMES: [&str; 12] =
    ["of", "the", "and", "for", "in", "on", "de", "von", "van", "file", "copy", "dept"];

/// Whether words by themselves are a name, and not a sentence that ends in a number: all of them begin with a
/// capital or a figure, but for small ones within.
fn is_name(words: &str) -> bool {
    let big =
        |word: &str| word.starts_with(|c: char| c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase()));
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let fits = |word: &str| word.is_empty() || big(word) || IN_NAMES.contains(&word);
    let first = words.split_whitespace().next().map(bare).unwrap_or_default();
    let named = big(&first) || matches!(first.as_str(), "file" | "copy");
    named
        && words.split_whitespace().count() <= 8
        && words.split_whitespace().map(bare).all(|word| fits(&word))
}

fn to(recipients: Vec<(Range<usize>, Recipient)>) -> Said {
    let (ranges, recipients): (Vec<_>, Vec<_>) = recipients.into_iter().unzip();
    let value = |range| Value { field: Field::Distribution, range, clock: None };
    Said { recipients, values: ranges.into_iter().map(value).collect(), opens_list: true, ..Said::default() }
}

fn recipients(text: &str, range: Range<usize>) -> Vec<(Range<usize>, Recipient)> {
    let mut start = range.start;
    let mut found = Vec::new();
    for part in text[range].split([',', ';']) {
        found.extend(recipient(text, start..start + part.len()));
        start += part.len() + 1;
    }
    found
}

/// `Lebedev-1`: a name and its number of copies.
fn recipient(text: &str, range: Range<usize>) -> Option<(Range<usize>, Recipient)> {
    let part = &text[range.clone()];
    let from = range.start + (part.len() - part.trim_start().len());
    let written = part.trim().trim_end_matches(['.', ';', ',']);
    let share = written.rsplit_once(['-', '–', '—']).and_then(|(name, number)| {
        let number = number.trim().parse::<u32>().ok().filter(|number| *number < 1000)?;
        Some((name.trim(), number))
    });
    let (name, copies) = match share {
        Some((name, number)) => (name, Some(number)),
        None => (written, None),
    };
    let named = name.chars().next().is_some_and(char::is_alphabetic) && name.chars().count() <= 80;
    named.then(|| (from..from + written.len(), Recipient { name: name.to_owned(), copies }))
}

#[cfg(test)]
mod tests {
    use crate::read::copies::{entry, line};

    /// The line, its values in the form `field=value`.
    fn check(text: &str, expected: &[&str]) {
        let values: Vec<String> = line(text)
            .iter()
            .flat_map(|said| &said.values)
            .map(|value| format!("{}={}", value.field.name(), &text[value.range.clone()]))
            .collect();
        assert_eq!(values, expected, "{text}");
    }

    #[test]
    fn copies_and_recipients() {
        check("5 copies", &["copies=5"]);
        check("Four copies printed v[i]", &["copies=Four"]);
        check("Printed in 4 copies.", &["copies=4"]);
        check("Printed 4 copies.", &["copies=4"]);
        check(
            "Distribution list - 7 copies: Petrov - 2, Lebedev-1, Gromov - 1, File of 8th - 1.",
            &[
                "copies=7",
                "distribution=Petrov - 2",
                "distribution=Lebedev-1",
                "distribution=Gromov - 1",
                "distribution=File of 8th - 1",
            ],
        );
        check("Stalin - 2, Molotov-1", &["distribution=Stalin - 2", "distribution=Molotov-1"]);
        assert!(line("Copies:").is_some_and(|said| said.opens_list));
    }

    #[test]
    fn other_lines() {
        let check = |text| assert_eq!(line(text), None, "{text}");
        check("Copy Nº 2");
        check("two copies of the letter were lost");
        check("The point is this: we agree - 1");
        check("The score was Red - 2, Blue - 1");
        check("Losses: tanks - 20, guns - 15.");
        check("Deciphered by X. Typed by Y. Printed 5 copies. Stalin - 2, Molotov-1");
        check("");
    }

    #[test]
    fn entries() {
        let check = |text: &str, expected: Option<(&str, Option<u32>)>| {
            let read = entry(text).and_then(|said| said.recipients.into_iter().next());
            let read = read.map(|recipient| (recipient.name, recipient.copies));
            assert_eq!(read, expected.map(|(name, copies)| (name.to_owned(), copies)), "{text}");
        };
        check("1. Comr. Petrov", Some(("Comr. Petrov", None)));
        check("5. Comr. Copy", Some(("Comr. Copy", None)));
        check("4. Comr. 10th department", Some(("Comr. 10th department", None)));
        check("1 - Cde. N. N. Petrov", Some(("Cde. N. N. Petrov", None)));
        check("3 - Ministry, First Section", Some(("Ministry, First Section", None)));
        check("1st - to Cde. N. N. Petrov", Some(("Cde. N. N. Petrov", None)));
        check("4 - to file", Some(("file", None)));
        check("Molotov - 1", Some(("Molotov", Some(1))));
        check("File of the 8th - 1", Some(("File of the 8th", Some(1))));
        check("Losses: tanks - 20, guns - 15.", None);
        check("The score was Red - 2", None);
        check("LEBEDEV", None);
        check("1", None);
        check("1951. ", None);
        check("- 2 -", None);
    }
}
