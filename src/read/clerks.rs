//! What a line of a clerks' note says: who sent, received or typed it, when, how many copies, to whom. It knows
//! lines, no document.

use std::ops::Range;

use crate::model::date::{Clock, Date, Edtf, Time};
use crate::model::text::one_line;
use crate::model::transmission::{Action, Field, Recipient};
use crate::read::clocks;
use crate::read::dates;
use crate::read::tokens::{Gap, Kind, Token, tokens, with_brackets};

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

/// Reads a line that says what was done, by whom or when: `sent by Yerofeyev`, `Deciphered by Ivanova on 2/VI-51 at 0745`, `Typed: Ivanova`
pub fn deed(text: &str, near: Option<&Edtf>) -> Option<Said> {
    if !may_open_deed(text) {
        return None;
    }
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
    let by = by.map(|range| one_line(&text[with_brackets(text, range)]));
    let mut deed = Deed {
        action: *action,
        by,
        place: place_range.map(|range| one_line(&text[range])),
        date: None,
        time: None,
    };
    for (range, date) in found_dates {
        values.push(Value { field: Field::Date, range, clock: None });
        deed.date = Some(date);
    }
    for (range, clock) in found_times {
        deed.time = Some(Time { written: one_line(&text[range.clone()]), clock: Some(clock) });
        values.push(Value { field: Field::Time, range, clock: Some(clock) });
    }
    let says_something = deed.by.is_some() || deed.date.is_some() || deed.time.is_some();
    says_something.then(|| Said { deed: Some(deed), values, ..Said::default() })
}

/// A date, and the time of day beside it, with where they stand in their line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Day {
    pub date: (Range<usize>, Date),
    pub time: Option<(Range<usize>, Time)>,
}

/// Reads a line that is a date and nothing else, or a date and a time: `12 October 1948`, `12 October 1948, 1955`
pub fn day(text: &str, near: Option<&Edtf>) -> Option<Day> {
    let mut found = dates::find(text, near);
    let date = found.pop().filter(|_| found.is_empty())?;
    let mut times = clocks::find(text, std::slice::from_ref(&date.0));
    let time = times.pop();
    let mut rest = text.to_owned();
    let mut taken: Vec<&Range<usize>> = vec![&date.0];
    taken.extend(time.iter().map(|(range, _)| range));
    taken.sort_by_key(|range| range.start);
    for range in taken.into_iter().rev() {
        rest.replace_range(range.clone(), " ");
    }
    let links = |token: &Token| {
        let joins = ['.', ',', ';', '-', '–', '—', '/'];
        token.is_one_of(&joins) || ["at", "hours"].iter().any(|word| token.says(word))
    };
    let bare = |token: &Token| token.is_one_of(&['.', ',']);
    let all = tokens(&rest).iter().all(|token| if time.is_some() { links(token) } else { bare(token) });
    let time = time.map(|(range, clock)| {
        let written = one_line(&text[range.clone()]);
        (range, Time { written, clock: Some(clock) })
    });
    (all && times.is_empty()).then_some(Day { date, time })
}

/// Reads a line that is a time of day and nothing else.
pub fn time_alone(text: &str) -> Option<(Range<usize>, Clock)> {
    let trimmed = text.trim();
    let written = trimmed.trim_end_matches([',', ';']);
    // Asked of every line of every text: a time opens with a figure, or is `noon` or `midnight`.
    let first = written.chars().find(|c| !c.is_whitespace() && !matches!(c, '[' | ']'));
    first.filter(|c| c.is_ascii_digit() || matches!(c, 'n' | 'N' | 'm' | 'M'))?;
    let clock = dates::clock(written)?;
    let start = text.len() - text.trim_start().len();
    Some((start..start + written.len(), clock))
}

/// Whether the first letters are those of a deed. Asked of every line of every text; a bracket may cut the word.
fn may_open_deed(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']'));
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let small = text[..end].to_lowercase();
    !small.is_empty() && DEEDS.iter().any(|(word, _)| word.starts_with(&small))
}

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
            Kind::Word if is_link(token) => break,
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

#[cfg(test)]
mod tests {
    use crate::model::date::{Clock, Edtf};
    use crate::read::clerks::{deed, time_alone};

    /// The line, its values in the form `field=value`.
    fn check(text: &str, expected: &[&str]) {
        let near = Edtf::new("1951-06-02");
        let said = deed(text, near.as_ref());
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
    fn other_lines() {
        let check = |text| assert_eq!(deed(text, None), None, "{text}");
        check("Received your telegram of 8 October 1948");
        check("Sent greetings to the delegation.");
        check("Received with thanks by all who were there");
        check("The telegram was sent by Yerofeyev");
        check("Printed matter");
        check("sent");
        check("12 October 1948");
        check("I. STALIN");
        check("");
    }

    #[test]
    fn a_time_by_itself() {
        assert_eq!(time_alone(" 1955"), Clock::new(19, 55).map(|clock| (1..5, clock)));
        assert_eq!(time_alone("1999"), None);
    }
}
