//! The dates that a document gives besides each other, listed once for the editor.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::date::{Date, DateKind, DatedEvent};
use crate::model::document::{Answered, Document};
use crate::resolve::doubts::head;
use crate::source::Source;

/// Notes the dates of a document that gives more than one.
pub(super) fn check(document: &Document, source: &Source, diagnostics: &mut Diagnostics) {
    let answers = document.answers.iter().map(|answered| &answered.date);
    let dates: Vec<&Date> = answers.chain(document.dates.iter().map(|event| &event.date)).collect();
    let Some((first, others)) = dates.split_first() else { return };
    if others.iter().all(|date| is_same(first, date)) {
        return;
    }
    let answers = document.answers.iter().map(letter);
    let listed: Vec<String> = answers.chain(document.dates.iter().map(named)).collect();
    let message = format!("the document gives several dates: {}", listed.join(", "));
    let hint = "compare with the original; `date` and `dates` in front matter say which is which";
    let note = Diagnostic::note("several-dates", message).at(head(document, source));
    diagnostics.push(note.hint(hint));
}

fn is_same(one: &Date, other: &Date) -> bool {
    one.written == other.written || one.edtf.is_some() && one.edtf == other.edtf
}

fn letter(answered: &Answered) -> String {
    format!("the {} of `{}` that is answered", answered.kind, answered.date.written)
}

fn named(event: &DatedEvent) -> String {
    let kind = match &event.kind {
        DateKind::Draft => "the draft of",
        DateKind::Written => "written",
        DateKind::Sent => "the dispatch of",
        DateKind::Received => "received",
        DateKind::Deciphered => "deciphered",
        DateKind::Typed => "typed",
        DateKind::Other(name) => name,
    };
    let time = event.time.as_ref().map_or_else(String::new, |time| {
        let clock = time.clock.map(|clock| clock.to_string());
        format!(" at {}", clock.as_deref().unwrap_or(&time.written))
    });
    format!("{kind} `{}`{time}", event.date.written)
}

#[cfg(test)]
mod tests {
    use crate::model::date::{Clock, Time};
    use crate::model::document::{Answered, Document};
    use crate::resolve::doubts::several::check as look;
    use crate::resolve::doubts::tests::{check, date, event};

    #[test]
    fn lists_dates_that_differ() {
        let make = |document: &mut Document| {
            let letter = date("8 October", "1948-10-08");
            document.answers = vec![Answered { kind: "letter".to_owned(), date: letter }];
            let draft = event("draft", "[date left blank] October 1948", "1948-10-XX");
            let mut sent = event("sent", "12 October 1948", "1948-10-12");
            sent.time = Some(Time { written: "1955".to_owned(), clock: Clock::new(19, 55) });
            document.dates = vec![draft, sent];
        };
        check(
            "text",
            make,
            look,
            &[
                "1:1 note several-dates: the document gives several dates: the letter of `8 October` that is answered, \
                 the draft of `[date left blank] October 1948`, the dispatch of `12 October 1948` at 19:55",
            ],
        );
    }

    #[test]
    fn one_date_is_not_several() {
        check("text", |_| {}, look, &[]);
        let make = |document: &mut Document| {
            document.dates =
                vec![event("sent", "2.6.51", "1951-06-02"), event("typed", "2/VI-51", "1951-06-02")];
        };
        check("text", make, look, &[]);
    }
}
