//! What a line of a clerks' note says: who sent, received or typed it, when, how many copies, to whom. It knows
//! lines, no document.

use std::ops::Range;

use crate::model::date::{Clock, Date, Edtf, Time};
use crate::model::transmission::{Action, Field, Recipient};
use crate::read::dates::{self, collapsed};
use crate::read::tokens::{Gap, Kind, Token, tokens, with_brackets};
use crate::read::{clocks, passages};

/// What a line says. `Received on 4:10 am, 9 July 1950` is a deed, `5 copies` a count.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Said {
    pub deed: Option<Deed>,
    pub copies: Option<u32>,
    pub recipients: Vec<Recipient>,
    /// Whether a list of copies or recipients may follow.
    pub opens_list: bool,
    /// The values, with where they stand in the line.
    pub values: Vec<Value>,
}

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deed {
    pub action: Action,
    pub by: Option<String>,
    pub place: Option<String>,
    pub date: Option<Date>,
    pub time: Option<Time>,
}

/// A stretch of the line that is a value of the note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Value {
    pub field: Field,
    pub range: Range<usize>,
    pub clock: Option<Clock>,
}

/// Reads a line that says what was done by whom or when, how many copies there are, or who gets them.
pub fn line(text: &str, near: Option<&Edtf>) -> Option<Said> {
    if text.chars().count() > LONGEST {
        return None;
    }
    deed(text, near).or_else(|| copies(text)).or_else(|| distribution(text))
}

/// Reads a line that is a date and nothing else.
pub fn date_alone(text: &str, near: Option<&Edtf>) -> Option<(Range<usize>, Date)> {
    let mut found = dates::find(text, near);
    let (range, date) = found.pop().filter(|_| found.is_empty())?;
    let rest = |part: &str| part.trim_matches([' ', '.', ',', '\t', '\u{a0}']).is_empty();
    (rest(&text[..range.start]) && rest(&text[range.end..])).then_some((range, date))
}

/// Reads a line that is a time of day and nothing else.
pub fn time_alone(text: &str) -> Option<(Range<usize>, Clock)> {
    let trimmed = text.trim();
    let written = trimmed.trim_end_matches([',', ';']);
    let clock = dates::clock(written)?;
    let start = text.len() - text.trim_start().len();
    Some((start..start + written.len(), clock))
}

/// Reads an entry of a list that was opened: `1. Comr. Petrov`, `4 - to file`, `Molotov - 1`.
pub fn entry(text: &str) -> Option<Said> {
    let start = text.len() - text.trim_start().len();
    let figures = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    if figures == 0 {
        let (range, recipient) = recipient(text, start..text.trim_end().len())?;
        return recipient.copies.is_some().then(|| to(vec![(range, recipient)]));
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

/// No line of a clerk is longer, in characters.
const LONGEST: usize = 200;

const DEEDS: [(&str, Action); 20] = [
    ("sent", Action::Sent),
    ("transmitted", Action::Sent),
    ("dispatched", Action::Sent),
    ("wired", Action::Sent),
    ("received", Action::Received),
    ("recd", Action::Received),
    ("accepted", Action::Accepted),
    ("taken", Action::Accepted),
    ("arrived", Action::Arrived),
    ("deciphered", Action::Deciphered),
    ("decoded", Action::Deciphered),
    ("decrypted", Action::Deciphered),
    ("encoded", Action::Encoded),
    ("enciphered", Action::Encoded),
    ("encrypted", Action::Encoded),
    ("ciphered", Action::Encoded),
    ("typed", Action::Typed),
    ("typewritten", Action::Typed),
    ("typist", Action::Typed),
    ("printed", Action::Printed),
];

const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// `sent by Yerofeyev`, `Deciphered by Ivanova on 2/VI-51 at 0745`, `Typed: Ivanova`
fn deed(text: &str, near: Option<&Edtf>) -> Option<Said> {
    let tokens = tokens(text);
    let first = tokens.first().filter(|token| token.kind == Kind::Word)?;
    let (_, action) = DEEDS.iter().find(|(word, _)| first.says(word))?;
    let found_dates = dates::find(text, near);
    let ranges: Vec<Range<usize>> = found_dates.iter().map(|(range, _)| range.clone()).collect();
    let found_times = clocks::find(text, &ranges);
    if found_dates.len() > 1 || found_times.len() > 1 {
        return None;
    }
    let in_value = |token: &Token| {
        let mut ranges = ranges.iter().chain(found_times.iter().map(|(range, _)| range));
        ranges.any(|range| range.contains(&token.range.start))
    };
    let words: Vec<&Token> = tokens[1..].iter().filter(|token| !in_value(token)).collect();
    let Told { by, place } = told(&words)?;
    let mut values = Vec::new();
    if let Some(range) = &by {
        values.push(Value { field: field(*action), range: with_brackets(text, range.clone()), clock: None });
    }
    let place_range = place.map(|range| with_brackets(text, range));
    if let (Some(range), Action::Arrived) = (&place_range, action) {
        values.push(Value { field: Field::ArrivedAt, range: range.clone(), clock: None });
    }
    let by = by.map(|range| collapsed(&text[with_brackets(text, range)]));
    let mut deed = Deed {
        action: *action,
        by,
        place: place_range.map(|range| collapsed(&text[range])),
        date: None,
        time: None,
    };
    for (range, date) in found_dates {
        values.push(Value { field: Field::Date, range, clock: None });
        deed.date = Some(date);
    }
    for (range, clock) in found_times {
        deed.time = Some(Time { written: collapsed(&text[range.clone()]), clock: Some(clock) });
        values.push(Value { field: Field::Time, range, clock: Some(clock) });
    }
    let says_something = deed.by.is_some() || deed.date.is_some() || deed.time.is_some();
    says_something.then(|| Said { deed: Some(deed), values, ..Said::default() })
}

#[derive(Default)]
struct Told {
    by: Option<Range<usize>>,
    place: Option<Range<usize>>,
}

/// Who and where, from the words after the deed without dates and times; nothing where a word is left over.
fn told(words: &[&Token]) -> Option<Told> {
    let mut told = Told::default();
    let mut at = 0;
    let mut after_colon = false;
    while let Some(token) = words.get(at) {
        at += 1;
        let means = |word: &str| token.says(word);
        if means("by") || after_colon && token.kind == Kind::Word && !is_link(token) {
            let from = if means("by") { at } else { at - 1 };
            let named = stretch(words, from)?;
            at = named.end;
            if is_big(words[named.start]) {
                told.by = Some(words[named.start].range.start..words[named.end - 1].range.end);
            }
        } else if ["at", "in", "to", "from"].iter().any(|word| means(word)) {
            if let Some(place) = stretch(words, at) {
                let lies_in = words[place.start..place.end]
                    .iter()
                    .any(|word| is_big(word) || word.kind == Kind::Number);
                if !lies_in {
                    return None;
                }
                told.place = Some(words[place.start].range.start..words[place.end - 1].range.end);
                at = place.end;
            }
        } else if !(means("on") || means("hours") || matches!(token.kind, Kind::Sign(sign) if sign != '?')) {
            return None;
        }
        after_colon = token.is(':') || after_colon && matches!(token.kind, Kind::Sign(_));
    }
    Some(told)
}

/// A name or a place: up to six words with what joins them, as far as they follow each other in the line.
fn stretch(words: &[&Token], from: usize) -> Option<Range<usize>> {
    let mut end = from;
    let mut count = 0;
    while let Some(token) = words.get(end) {
        let joins = token.is_one_of(&['.', '-', '/', '\'', '’', '"', '“', '”']) && end > from;
        let inner = token.touches() || token.gap == Gap::Space;
        match token.kind {
            Kind::Word if end > from && is_link(token) => break,
            Kind::Word | Kind::Number if inner || end == from => count += 1,
            Kind::Sign(_) if joins && token.touches() => {}
            _ => break,
        }
        end += 1;
    }
    let initial = |token: &Token| token.kind == Kind::Word && token.text.chars().count() == 1;
    while end > from && matches!(words[end - 1].kind, Kind::Sign(_)) {
        if end - from >= 2 && words[end - 1].is('.') && initial(words[end - 2]) {
            break;
        }
        end -= 1;
    }
    (end > from && count <= 6).then_some(from..end)
}

fn is_link(token: &Token) -> bool {
    ["on", "at", "in", "by", "to", "from"].iter().any(|word| token.says(word))
}

fn is_big(token: &Token) -> bool {
    token.kind == Kind::Word
        && token.text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

fn field(action: Action) -> Field {
    match action {
        Action::Sent => Field::SentBy,
        Action::Received => Field::ReceivedBy,
        Action::Accepted => Field::AcceptedBy,
        Action::Arrived => Field::ArrivedAt,
        Action::Deciphered => Field::DecipheredBy,
        Action::Encoded => Field::EncodedBy,
        Action::Typed => Field::TypedBy,
        Action::Printed => Field::PrintedBy,
    }
}

/// `5 copies`, `Four copies printed`, `Printed in 4 copies`, `Copies: 5`
fn copies(text: &str) -> Option<Said> {
    let outside = passages::outside_brackets(text);
    let tokens = tokens(&outside);
    let words: Vec<&Token> = tokens.iter().filter(|token| !matches!(token.kind, Kind::Sign(_))).collect();
    let is_copies = |token: &Token| token.says("copies") || token.says("copy");
    let made = |token: &Token| ["printed", "typed", "made", "produced"].iter().any(|word| token.says(word));
    let number = match words.as_slice() {
        [number, noun] if is_copies(noun) => number,
        [number, noun, verb, ..] if is_copies(noun) && made(verb) && words.len() <= 4 => number,
        [verb, link, number, noun] if made(verb) && link.says("in") && is_copies(noun) => number,
        [noun, number] if noun.says("copies") => number,
        _ => return None,
    };
    let copies = count(number)?;
    // Brackets before the number would move it; there a count stays text.
    let in_place = text.get(number.range.clone()) == Some(number.text.as_str());
    let value = Value { field: Field::Copies, range: number.range.clone(), clock: None };
    Some(Said {
        copies: Some(copies),
        opens_list: true,
        values: if in_place { vec![value] } else { Vec::new() },
        ..Said::default()
    })
}

fn count(token: &Token) -> Option<u32> {
    let spelled = NUMBERS.iter().position(|word| token.says(word)).and_then(|at| u32::try_from(at + 1).ok());
    token.number(4).or(spelled)
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
fn copies_within(head: &str) -> Option<Token> {
    let tokens = tokens(head);
    let at = tokens.iter().position(|token| token.says("copies") || token.says("copy"))?;
    tokens.into_iter().nth(at.checked_sub(1)?).filter(|token| count(token).is_some())
}

/// A list without a heading is one only if every name has its number.
fn shares(text: &str) -> Option<Said> {
    let parts = recipients(text, 0..text.len());
    let all_counted = parts.iter().all(|(_, recipient)| recipient.copies.is_some());
    (parts.len() >= 2 && all_counted && parts.len() == text.split([',', ';']).count()).then(|| to(parts))
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
    use crate::model::date::{Clock, Edtf};
    use crate::read::clerks::{entry, line, time_alone};

    /// The line, its values in the form `field=value`.
    fn check(text: &str, expected: &[&str]) {
        let near = Edtf::new("1951-06-02");
        let said = line(text, near.as_ref());
        let values: Vec<String> = said
            .iter()
            .flat_map(|said| &said.values)
            .map(|value| {
                let clock = value.clock.map_or_else(String::new, |clock| format!(" {clock}"));
                format!("{}={}{clock}", value.field.name(), &text[value.range.clone()])
            })
            .collect();
        assert_eq!(values, expected, "{text}");
    }

    #[test]
    fn deeds() {
        check("sent by Yerofeyev", &["sent-by=Yerofeyev"]);
        check("received by Novoselova.", &["received-by=Novoselova"]);
        check("Received by A. B. Novoselova", &["received-by=A. B. Novoselova"]);
        check("Typed: Ivanova", &["typed-by=Ivanova"]);
        check("Sent by wire on 06/02/51 at 03:15 a.m.", &["date=06/02/51", "time=03:15 a.m. 03:15"]);
        check("Received in the Capital on 06/02/51 at 6:36 a.m.", &["date=06/02/51", "time=6:36 a.m. 06:36"]);
        check(
            "Arrived at the 8D/GS on 2.6.51 at 7:10",
            &["arrived-at=the 8D/GS", "date=2.6.51", "time=7:10 07:10"],
        );
        check(
            "Deciphered by Ivanova on 2/VI-51 at 0745",
            &["deciphered-by=Ivanova", "date=2/VI-51", "time=0745 07:45"],
        );
        check(
            "Typed by Ivanova on 06/02/51 at 13:30 p.m.",
            &["typed-by=Ivanova", "date=06/02/51", "time=13:30 p.m. 13:30"],
        );
        check("Received on 4:10 am, 9 July 1950", &["date=9 July 1950", "time=4:10 am 04:10"]);
        check("[Received December 8—8:09 p. m.]", &["date=December 8", "time=8:09 p. m. 20:09"]);
        check(
            "sent by Yerofeyev, 12 October 1948, 1955",
            &["sent-by=Yerofeyev", "date=12 October 1948", "time=1955 19:55"],
        );
        check("Received: 10 hours 10 minutes", &["time=10 hours 10 minutes 10:10"]);
    }

    #[test]
    fn copies_and_recipients() {
        check("5 copies", &["copies=5"]);
        check("Four copies printed v[i]", &["copies=Four"]);
        check("Printed in 4 copies.", &["copies=4"]);
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
        assert!(line("Copies:", None).is_some_and(|said| said.opens_list));
    }

    #[test]
    fn other_lines() {
        let check = |text| assert_eq!(line(text, None), None, "{text}");
        check("Received your telegram of 8 October 1948");
        check("Sent greetings to the delegation.");
        check("Received with thanks by all who were there");
        check("The telegram was sent by Yerofeyev");
        check("Printed matter");
        check("sent");
        check("Copy Nº 2");
        check("12 October 1948");
        check("I. STALIN");
        check("two copies of the letter were lost");
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
        check("LEBEDEV", None);
        check("1", None);
        check("1951. ", None);
        check("- 2 -", None);
    }

    #[test]
    fn a_time_by_itself() {
        assert_eq!(time_alone(" 1955"), Clock::new(19, 55).map(|clock| (1..5, clock)));
        assert_eq!(time_alone("1999"), None);
    }
}
