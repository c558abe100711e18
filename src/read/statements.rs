//! Several things that clerks wrote in one line: `Typed by Ivanova. Printed 5 copies.` It knows lines, no document.

use crate::model::date::Edtf;
use crate::read::clerks::{Said, Value, deed};
use crate::read::copies;

/// How many sentences a line of clerks has at most.
const MOST: usize = 12;

/// Reads a line that is clerks' sentences from its first word to its last, two or more; nothing where one of them is
/// anything else.
pub fn statements(text: &str, near: Option<&Edtf>) -> Option<Vec<Said>> {
    let starts = starts(text);
    if !(2..=MOST).contains(&starts.len()) {
        return None;
    }
    // From the last sentence to the first: where the rest is clerks' sentences all the way, and which one opens it.
    let mut rests: Vec<Option<(Said, usize)>> = vec![None; starts.len()];
    for from in (0..starts.len()).rev() {
        let sentence = |to: &usize| -> Option<(Said, usize)> {
            let goes_on = *to == starts.len() || rests.get(*to).is_some_and(Option::is_some);
            let end = starts.get(*to).copied().unwrap_or(text.len());
            let start = starts[from];
            let said = if goes_on { statement(&text[start..end], near)? } else { return None };
            Some((moved(said, start), *to))
        };
        let found = (from + 1..=starts.len()).find_map(|to| sentence(&to));
        rests[from] = found;
    }
    let mut said = Vec::new();
    let mut at = 0;
    while let Some(Some((statement, next))) = rests.get(at) {
        said.push(statement.clone());
        at = *next;
    }
    let by_clerks = said.iter().any(|said| said.deed.is_some() || said.copies.is_some());
    (said.len() >= 2 && by_clerks).then_some(said)
}

/// A sentence that says something, be it of the list that the one before it opened.
fn statement(text: &str, near: Option<&Edtf>) -> Option<Said> {
    let text = without_stop(text);
    let said = deed(text, near).or_else(|| copies::line(text))?;
    let heading = said.deed.is_none() && said.copies.is_none() && said.recipients.is_empty();
    (!heading).then_some(said)
}

/// The sentence without the full stop behind a name of one letter: of `by X.` it ends the sentence, of `by A. X.` it is
/// the initial's.
fn without_stop(text: &str) -> &str {
    let Some(bare) = text.trim_end().strip_suffix('.') else { return text };
    let mut words = bare.rsplit(' ');
    let name = words.next().filter(|name| name.chars().count() == 1);
    if name.is_some() && words.next() == Some("by") { bare } else { text }
}

/// Where sentences can open: at the start, and behind a full stop or a semicolon.
fn starts(text: &str) -> Vec<usize> {
    let first = text.len() - text.trim_start().len();
    let mut starts = vec![first];
    for (at, _) in text.match_indices(['.', ';']) {
        let rest = &text[at + 1..];
        let next = at + 1 + rest.len() - rest.trim_start().len();
        let spaced =
            next > at + 1 && text[next..].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if spaced && next > first {
            starts.push(next);
        }
    }
    starts
}

fn moved(mut said: Said, by: usize) -> Said {
    for Value { range, .. } in &mut said.values {
        *range = range.start + by..range.end + by;
    }
    said
}

#[cfg(test)]
mod tests {
    use crate::read::statements::statements;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let said = statements(text, None).unwrap_or_default();
        let values = said.iter().flat_map(|said| &said.values);
        let values: Vec<String> =
            values.map(|value| format!("{}={}", value.field.name(), &text[value.range.clone()])).collect();
        assert_eq!(values, expected, "{text}");
    }

    #[test]
    fn sentences_of_clerks() {
        check(
            "Deciphered by X. Typed by Y. Printed 5 copies. Stalin - 2, Molotov-1",
            &[
                "deciphered-by=X",
                "typed-by=Y",
                "copies=5",
                "distribution=Stalin - 2",
                "distribution=Molotov-1",
            ],
        );
        check(
            "Typed by A. B. Ivanova. Distribution: Petrov - 2, Lebedev-1",
            &["typed-by=A. B. Ivanova", "distribution=Petrov - 2", "distribution=Lebedev-1"],
        );
        check(
            " Typed by Ivanova on 2 June 1951 at 13:30. 5 copies.",
            &["typed-by=Ivanova", "date=2 June 1951", "time=13:30", "copies=5"],
        );
    }

    #[test]
    fn other_sentences() {
        check("Typed by Ivanova. We hope that you are well.", &[]);
        check("Typed by Ivanova", &[]);
        check("The letter was sent by Belov. Typed by Ivanova.", &[]);
        check("Red - 2, Blue - 1. Green - 1, White - 3", &[]);
        check("", &[]);
        check(&"Typed by X. ".repeat(500), &[]);
    }
}
