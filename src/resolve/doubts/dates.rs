//! Dates that disagree with each other, come in an order that cannot be, or are not understood.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::date::{Date, DateKind, DatedEvent, Edtf};
use crate::model::document::Document;
use crate::resolve::doubts::place;
use crate::source::Source;

/// Reports what does not go together in the dates of a document.
pub(super) fn check(document: &Document, source: &Source, diagnostics: &mut Diagnostics) {
    let mut looking = Looking { document, source, diagnostics };
    looking.not_understood();
    looking.disagreeing();
    looking.out_of_order();
    looking.answering_the_future();
    looking.otherwise_in_the_citation();
}

struct Looking<'a> {
    document: &'a Document,
    source: &'a Source,
    diagnostics: &'a mut Diagnostics,
}

impl Looking<'_> {
    fn not_understood(&mut self) {
        let document = self.document;
        if let Some(Date { written, edtf: None }) = &document.date {
            let message =
                format!("the date `{written}` is not understood, so the document cannot be sorted by it");
            self.warn(
                "unread-date",
                message,
                written,
                "give a `date` in front matter: `1948-10-12`, `1948-10` or `1948`",
            );
        }
        for event in document.dates.iter().filter(|event| event.date.edtf.is_none()) {
            let written = &event.date.written;
            let message = format!("the date `{written}` ({}) is not understood", event.kind.name());
            self.warn(
                "unread-date",
                message,
                written,
                "say what it means as `edtf` in an entry of `dates` in front matter",
            );
        }
    }

    /// The document's date should be that of its writing or of its sending. A blank day, a doubtful month
    /// or a span of days agrees with every date that it can mean.
    fn disagreeing(&mut self) {
        let document = self.document;
        let Some((date, known)) = document.date.as_ref().and_then(understood) else { return };
        let dated: Vec<(&DatedEvent, &Edtf)> =
            document.dates.iter().filter_map(|event| Some((event, event.date.edtf.as_ref()?))).collect();
        // However well another date agrees, no message is sent so long before or after it is dated.
        let far =
            dated.iter().find(|(event, edtf)| event.kind == DateKind::Sent && apart(known, edtf) > MONTH);
        let mut conflict = far.map(|(event, _)| *event);
        if conflict.is_none() && dated.iter().any(|(_, edtf)| overlap(known, edtf)) {
            return;
        }
        for (event, edtf) in dated {
            let conflicts = match event.kind {
                DateKind::Draft | DateKind::Written | DateKind::Sent => true,
                DateKind::Received | DateKind::Deciphered => is_before(edtf, known),
                DateKind::Typed | DateKind::Other(_) => false,
            };
            if conflicts && conflict.is_none() {
                conflict = Some(event);
            }
        }
        if let Some(event) = conflict {
            let message = format!(
                "the document is dated `{}`, but its date of kind `{}` is `{}`",
                date.written,
                event.kind.name(),
                event.date.written
            );
            self.warn("dates-disagree", message, &event.date.written, "compare with the original; `date` and `dates` in front matter overrule what is read from the text");
        }
    }

    fn out_of_order(&mut self) {
        let mut steps: Vec<(usize, &DatedEvent, &Edtf)> = Vec::new();
        for event in &self.document.dates {
            if let (Some(step), Some(edtf)) = (step(&event.kind), &event.date.edtf) {
                steps.push((step, event, edtf));
            }
        }
        steps.sort_by_key(|(step, ..)| *step);
        let mut last: Option<(usize, &DatedEvent, &Edtf)> = None;
        for (step, event, edtf) in steps {
            if let Some((earlier, before, after)) = last
                && earlier < step
                && is_before(edtf, after)
            {
                let message = format!(
                    "`{}` ({}) is before `{}` ({})",
                    event.date.written,
                    event.kind.name(),
                    before.date.written,
                    before.kind.name()
                );
                self.warn("dates-out-of-order", message, &event.date.written, "a message is drafted, written, sent, received and deciphered in this order; compare with the original");
            }
            if last.is_none_or(|(_, _, latest)| latest.earliest() < edtf.earliest()) {
                last = Some((step, event, edtf));
            }
        }
    }

    fn answering_the_future(&mut self) {
        let document = self.document;
        let Some((date, known)) = document.date.as_ref().and_then(understood) else { return };
        for answered in &document.answers {
            if answered.date.edtf.as_ref().is_some_and(|edtf| is_before(known, edtf)) {
                let written = &answered.date.written;
                let message = format!(
                    "the {} of `{written}` that is answered here is later than the document, `{}`",
                    answered.kind, date.written
                );
                self.warn(
                    "answers-later",
                    message,
                    written,
                    "compare with the original; a `date` in front matter overrules the one that was read",
                );
            }
        }
    }

    /// The archive's citation gives the date once more. Where the editor has declared the date, it is the
    /// citation that is known to be wrong.
    fn otherwise_in_the_citation(&mut self) {
        let document = self.document;
        let Some((cited, meant)) = document.description.citation_date.as_ref().and_then(understood) else {
            return;
        };
        let Some((date, known)) = document.date.as_ref().and_then(understood) else { return };
        let declared = date.written == known.as_str();
        let words = &cited.written;
        if !declared && !overlap(known, meant) && !is_old_style(meant, known) {
            let message = format!(
                "the document is dated `{}`, but the archive's citation says `{words}`",
                date.written
            );
            self.warn(
                "citation-date",
                message,
                words,
                "compare with the original, and give the right `date` in front matter",
            );
        }
    }

    fn warn(&mut self, code: &'static str, message: String, said: &str, hint: &str) {
        let span = place(self.document, self.source, said);
        self.diagnostics.push(Diagnostic::warning(code, message).at(span).hint(hint));
    }
}

/// The last year in which a state of Europe dated by the Julian calendar: Greece.
const LAST_JULIAN: i64 = 1923;

/// Whether one day is the other by the Julian calendar; archives cite days as they are written.
fn is_old_style(one: &Edtf, other: &Edtf) -> bool {
    let day = |date: &Edtf| (date.earliest() == date.latest()).then(|| date.earliest());
    let (Some(old), Some(new)) = (day(one), day(other)) else { return false };
    new.year <= LAST_JULIAN && old.from_julian() == Some(new)
}

fn understood(date: &Date) -> Option<(&Date, &Edtf)> {
    Some((date, date.edtf.as_ref()?))
}

/// The longest month, in days.
const MONTH: i64 = 31;

/// How many days lie between the two at the least.
fn apart(one: &Edtf, other: &Edtf) -> i64 {
    let after =
        |later: &Edtf, earlier: &Edtf| later.earliest().number().saturating_sub(earlier.latest().number());
    after(one, other).max(after(other, one)).max(0)
}

fn overlap(one: &Edtf, other: &Edtf) -> bool {
    !is_before(one, other) && !is_before(other, one)
}

/// Whether every day that the one can mean is before every day that the other can mean.
fn is_before(one: &Edtf, other: &Edtf) -> bool {
    one.latest() < other.earliest()
}

/// The order in which things are done with a message. When it was typed says nothing: drafts are typed, and
/// so are copies.
fn step(kind: &DateKind) -> Option<usize> {
    match kind {
        DateKind::Draft => Some(0),
        DateKind::Written => Some(1),
        DateKind::Sent => Some(2),
        DateKind::Received => Some(3),
        DateKind::Deciphered => Some(4),
        DateKind::Typed | DateKind::Other(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::document::{Answered, Document};
    use crate::resolve::doubts::dates::check as look;
    use crate::resolve::doubts::tests::{check, date, event};

    /// A document of 12 October 1948 in the words of its heading.
    fn of_october(document: &mut Document) {
        document.date = Some(date("October 12, 1948", "1948-10-12"));
    }

    #[test]
    fn dates_that_agree() {
        #[track_caller]
        fn agree(events: &[(&str, &str)]) {
            let make = |document: &mut Document| {
                of_october(document);
                document.dates = events.iter().map(|(kind, edtf)| event(kind, edtf, edtf)).collect();
            };
            check("", make, look, &[]);
        }
        agree(&[]);
        agree(&[("draft", "1948-10-XX"), ("sent", "1948-10-12")]);
        agree(&[("draft", "1948-10-XX")]);
        agree(&[("draft", "1948-10-09"), ("written", "1948-10-12"), ("sent", "1948-10-13")]);
        agree(&[("sent", "1948-10-11"), ("received", "1948-10-12")]);
        agree(&[("received", "1948-10-14"), ("deciphered", "1948-10-15")]);
        agree(&[("published", "1991"), ("typed", "1948-10-01")]);
        agree(&[("sent", "1948-10-10/1948-10-13")]);
    }

    #[test]
    fn dates_that_do_not() {
        #[track_caller]
        fn disagree(events: &[(&str, &str)], expected: &[&str]) {
            let make = |document: &mut Document| {
                of_october(document);
                document.dates = events.iter().map(|(kind, edtf)| event(kind, edtf, edtf)).collect();
            };
            check("text\n1948-10-13", make, look, expected);
        }
        disagree(
            &[("sent", "1948-10-13")],
            &[
                "2:1 warning dates-disagree: the document is dated `October 12, 1948`, but its date of kind `sent` is `1948-10-13`",
            ],
        );
        disagree(
            &[("written", "1948-10-12"), ("sent", "1948-11-13")],
            &[
                "1:1 warning dates-disagree: the document is dated `October 12, 1948`, but its date of kind `sent` is `1948-11-13`",
            ],
        );
        disagree(&[("written", "1948-10-12"), ("sent", "1948-11-12")], &[]);
        disagree(
            &[("draft", "1948-11-XX"), ("received", "1948-10-01")],
            &[
                "1:1 warning dates-disagree: the document is dated `October 12, 1948`, but its date of kind `draft` is `1948-11-XX`",
                "1:1 warning dates-out-of-order: `1948-10-01` (received) is before `1948-11-XX` (draft)",
            ],
        );
        disagree(
            &[("received", "1948-10-12"), ("sent", "1948-10-13")],
            &["1:1 warning dates-out-of-order: `1948-10-12` (received) is before `1948-10-13` (sent)"],
        );
    }

    #[test]
    fn dates_that_are_not_understood() {
        check(
            "text of the autumn",
            |document| {
                document.date = Some(date("the autumn", ""));
                document.dates = vec![event("draft", "[illegible] 1948", "")];
            },
            look,
            &[
                "1:9 warning unread-date: the date `the autumn` is not understood, so the document cannot be sorted by it",
                "1:1 warning unread-date: the date `[illegible] 1948` (draft) is not understood",
            ],
        );
    }

    #[test]
    fn letters_that_are_answered() {
        let answering = |edtf: &'static str| {
            move |document: &mut Document| {
                of_october(document);
                document.answers = vec![Answered { kind: "letter".to_owned(), date: date(edtf, edtf) }];
            }
        };
        check("", answering("1948-10-08"), look, &[]);
        check(
            "",
            answering("1948-10-18"),
            look,
            &[
                "1:1 warning answers-later: the letter of `1948-10-18` that is answered here is later than the document, `October 12, 1948`",
            ],
        );
    }

    #[test]
    fn the_date_of_the_citation() {
        let cited = |written: &'static str, edtf: &'static str| {
            move |document: &mut Document| {
                of_october(document);
                document.description.citation_date = Some(date(written, edtf));
            }
        };
        check("", cited("October 12, 1948", "1948-10-12"), look, &[]);
        check("", of_october, look, &[]);
        let other = "the document is dated `October 12, 1948`, but the archive's citation says";
        check(
            "see\nOctober 21, 1948",
            cited("October 21, 1948", "1948-10-21"),
            look,
            &[&format!("2:1 warning citation-date: {other} `October 21, 1948`")],
        );
        let dated = |written: &'static str, edtf: &'static str, cited: &'static str| {
            move |document: &mut Document| {
                document.date = Some(date(written, edtf));
                document.description.citation_date = Some(date(cited, cited));
            }
        };
        // The citation has the day as the letter has it.
        check("", dated("25 October 1917 (Old Style)", "1917-11-07", "1917-10-25"), look, &[]);
        check(
            "",
            dated("25 October 1947", "1947-11-07", "1947-10-25"),
            look,
            &[
                "1:1 warning citation-date: the document is dated `25 October 1947`, but the archive's citation says `1947-10-25`",
            ],
        );
        check(
            "",
            |document| {
                cited("October 21, 1948", "1948-10-21")(document);
                document.date = Some(date("1948-10-12", "1948-10-12"));
            },
            look,
            &[],
        );
    }
}
