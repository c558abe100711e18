//! The styles of Chicago (The Chicago Manual of Style, 18th ed., chapters 13 and 14). It knows the record of a document, no page.

use crate::write::citation::names::series;
use crate::write::citation::parts::{date_unsaid, edition_date, recipient_unsaid, version};
use crate::write::citation::runs::Runs;
use crate::write::dates::Order;
use crate::write::quotes::{curled, quoted};
use crate::write::record::Record;

/// The note: the source and where it lies, then this edition of it.
pub fn note(record: &Record<'_>) -> Runs {
    let mut note = Runs::default();
    let mut part = |text: &str| {
        note.comma();
        note.add(text);
    };
    if !record.authors.is_empty() {
        part(&authors(record));
    }
    part(&quoted(record.title, ","));
    if recipient_unsaid(record) {
        part(&curled(&format!("to {}", series(&record.recipients))));
    }
    // The item first, the archive last, from the smallest unit outwards (14.219).
    let location = [record.shelfmark, record.archive].into_iter().flatten().map(curled);
    date_unsaid(record, Order::MonthFirst).into_iter().chain(location).for_each(|text| part(&text));
    if !record.translators.is_empty() {
        part(&curled(&format!("trans. {}", series(&record.translators))));
    }
    part("in ");
    note.add_italic(&curled(record.edition.title.trim()));
    let mut part = |text: &str| {
        note.comma();
        note.add(text);
    };
    if !record.editors.is_empty() {
        part(&curled(&format!("ed. {}", series(&record.editors))));
    }
    part(&version(record));
    let publisher = record.edition.publisher.as_deref().map(curled);
    let facts: Vec<String> =
        [publisher, edition_date(record, Order::MonthFirst)].into_iter().flatten().collect();
    if !facts.is_empty() {
        note.add(&format!(" ({})", facts.join(", ")));
    }
    if let Some(address) = &record.address {
        note.comma();
        note.add(address);
    }
    note.closed()
}

/// Names stay in the order in which they are spoken: `Kim Il Sung`. Of more than two, the first is named (13.23).
fn authors(record: &Record<'_>) -> String {
    match record.authors.as_slice() {
        [one, _, _, ..] => curled(&format!("{} et al.", one.spoken())),
        few => curled(&series(few)),
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::model::archive::{Shelfmark, SourceDescription};
    use crate::model::document::{Document, Name};
    use crate::write::citation::all;
    use crate::write::samples;

    fn config() -> Config {
        let mut config = Config::default();
        config.edition.title = "The Test Edition".to_owned();
        config
    }

    fn letter(title: &str) -> Document {
        let mut document = samples::document(Vec::new());
        document.title.text = title.to_owned();
        document.date = samples::dated("12 October 1948", "1948-10-12");
        document
    }

    fn check(document: Document, config: Config, expected: &str) {
        let site = samples::site(document, config);
        let cited = all(&site, 0).into_iter().find(|cited| cited.name == "chicago-note").unwrap();
        assert_eq!(cited.text, expected);
        let html = cited.html.to_string();
        let bare = html.replace("<i>", "").replace("</i>", "").replace("&amp;", "&");
        assert_eq!(bare, expected);
        assert!(html.contains("<i>The Test Edition</i>"), "{html}");
    }

    #[test]
    fn all_parts() {
        let mut document = letter("Telephone Message, I. Stalin to Kim Il Sung");
        document.from = vec![samples::party("I. Stalin")];
        document.to = vec![samples::party("Kim Il Sung")];
        let shelfmark =
            Shelfmark { written: "f. 558, op. 11, d. 109, l. 113".to_owned(), levels: Vec::new() };
        document.description = SourceDescription {
            repository: Some("RGASPI".to_owned()),
            shelfmark: Some(shelfmark),
            ..SourceDescription::default()
        };
        document.translators = vec![Name { name: "Gary Goldberg".to_owned(), id: None, role: None }];
        let mut config = config();
        config.edition.editors = vec!["Jane Doe".to_owned(), "John Roe".to_owned()];
        config.edition.version = Some("1.0".to_owned());
        config.edition.publisher = Some("Test Press".to_owned());
        config.edition.date = Some("2026-11-23".to_owned());
        config.edition.base_url = Some("https://example.org/e/".to_owned());
        check(
            document,
            config,
            "I. Stalin, “Telephone Message, I. Stalin to Kim Il Sung,” October 12, 1948, f. 558, op. 11, d. 109, l. 113, RGASPI, \
             trans. Gary Goldberg, in The Test Edition, ed. Jane Doe and John Roe, version 1.0 \
             (Test Press, November 23, 2026), https://example.org/e/documents/letter.html.",
        );
    }

    #[test]
    fn titles_and_dates() {
        let tail = "in The Test Edition, unreleased version.";
        let titled = |title: &str, start: &str| check(letter(title), config(), &format!("{start} {tail}"));
        titled("Draft", "“Draft,” October 12, 1948,");
        titled("Letter of 12 October 1948", "“Letter of 12 October 1948,”");
        titled("Letter, October 12, 1948.", "“Letter, October 12, 1948,”");
        titled("Letter of 112 October 1948", "“Letter of 112 October 1948,” October 12, 1948,");
        titled("Who Won?", "“Who Won?,” October 12, 1948,");
        titled("On \"Peace\" & War", "“On ‘Peace’ & War,” October 12, 1948,");
        let undated = |title: &str, start: &str| {
            let undated = Document { date: None, ..letter(title) };
            check(undated, config(), &format!("{start} undated, {tail}"));
        };
        undated("Draft", "“Draft,”");
        undated("On \"Sestry\"", "“On ‘Sestry,’”");
        undated("\"Whole\"", "“‘Whole,’”");
        undated("Report on Aid.", "“Report on Aid,”");
        let dated = |edtf: &str, words: &str| {
            let dated = Document { date: samples::dated(edtf, edtf), ..letter("Draft") };
            check(dated, config(), &format!("“Draft,” {words}, {tail}"));
        };
        dated("[1948,1949]", "1948 or 1949");
        dated("Y12345", "12345");
        let vague = Document { date: samples::dated("in the fifties", ""), ..letter("Draft") };
        check(vague, config(), &format!("“Draft,” in the fifties, {tail}"));
    }

    #[test]
    fn senders_and_recipients() {
        let tail = "October 12, 1948, in The Test Edition, unreleased version.";
        let sent = |from: &[&str], to: &[&str], start: &str| {
            let mut document = letter("Draft");
            document.from = from.iter().map(|name| samples::party(name)).collect();
            document.to = to.iter().map(|name| samples::party(name)).collect();
            check(document, config(), &format!("{start} {tail}"));
        };
        sent(&["Kim Il Sung"], &["I. Stalin"], "Kim Il Sung, “Draft,” to I. Stalin,");
        sent(&["A", "B"], &["C", "E", "F"], "A and B, “Draft,” to C, E, and F,");
        sent(&["A", "B", "C"], &[], "A et al., “Draft,”");
        sent(&["J. O'Neill"], &[], "J. O’Neill, “Draft,”");
    }
}
