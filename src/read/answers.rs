//! The letters that a text says it answers: `your letter of 8 October`. It knows words and dates.

use crate::model::date::Edtf;
use crate::model::document::Answered;
use crate::read::dates;
use crate::read::tokens::{Kind, Token, tokens};

/// The letters that a text answers; `near` is the date of the document, which is not earlier than theirs.
pub fn answers(text: &str, near: Option<&Edtf>) -> Vec<Answered> {
    if !text.to_ascii_lowercase().contains("your ") {
        return Vec::new();
    }
    let found = dates::find(text, near);
    let tokens = tokens(text);
    let mut answers = Vec::new();
    for (at, _) in tokens.iter().enumerate().filter(|(_, token)| token.says("your")) {
        let Some((kind, date_at)) = letter(&tokens[at + 1..]) else { continue };
        let Some((_, date)) = found.iter().find(|(range, _)| range.contains(&date_at)) else { continue };
        let mut date = date.clone();
        if let Some(earlier) = in_year_before(&date.written, date.edtf.as_ref(), near) {
            date.edtf = Some(earlier);
        }
        answers.push(Answered { kind: kind.to_owned(), date });
    }
    answers
}

const KINDS: [&str; 7] = ["letter", "telegram", "cable", "message", "note", "cablegram", "dispatch"];

/// The kind of letter and where its date would start: `letter of …`, `last telegram No. 35 dated …`.
fn letter(tokens: &[Token]) -> Option<(&'static str, usize)> {
    let (at, kind) = tokens
        .iter()
        .take(4)
        .enumerate()
        .find_map(|(at, token)| KINDS.iter().find(|kind| token.says(kind)).map(|kind| (at, *kind)))?;
    let words_before = tokens[..at].iter().all(|token| token.kind == Kind::Word || token.is('-'));
    let rest = &tokens[at + 1..];
    let link =
        rest.iter().take(6).position(|token| ["of", "dated", "from"].iter().any(|word| token.says(word)))?;
    let number = |token: &Token| {
        let label = ["no", "nr", "nº", "number"].iter().any(|word| token.says(word));
        label || token.kind == Kind::Number || matches!(token.kind, Kind::Sign('№' | '#' | '.' | '/' | ','))
    };
    let only_number = rest[..link].iter().all(number);
    let start = rest.get(link + 1)?.range.start;
    (words_before && only_number).then_some((kind, start))
}

/// A day without a year that would come after the document is one of the year before.
fn in_year_before(written: &str, edtf: Option<&Edtf>, near: Option<&Edtf>) -> Option<Edtf> {
    let near = near?;
    let year = near.latest().year - 1;
    let has_year = tokens(written).iter().any(|token| token.kind == Kind::Number && token.text.len() > 2);
    let is_later = edtf?.earliest() > near.latest();
    let before = Edtf::new(&format!("{year:04}")).filter(|_| is_later && !has_year)?;
    dates::date(written, Some(&before)).edtf
}

#[cfg(test)]
mod tests {
    use crate::model::date::Edtf;
    use crate::read::answers::answers;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let near = Edtf::new("1949-01-12");
        let read: Vec<_> = answers(text, near.as_ref())
            .into_iter()
            .map(|answered| {
                (answered.kind, answered.date.edtf.map_or_else(String::new, |edtf| edtf.to_string()))
            })
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(kind, edtf)| (kind.to_string(), edtf.to_string())).collect();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn what_is_answered() {
        check("I confirm receipt of your letter of 8 January in which", &[("letter", "1949-01-08")]);
        check("your letter of 28 December", &[("letter", "1948-12-28")]);
        check(
            "Your telegram No. 35 of 5.I.49 and your last message dated January 3, 1949",
            &[("telegram", "1949-01-05"), ("message", "1949-01-03")],
        );
        check("in your letter you write of 8 January", &[]);
        check("the letter of 8 January", &[]);
        check("your letter of [date left blank]", &[]);
        check("your", &[]);
    }
}
