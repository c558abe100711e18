//! The styles of Chicago (The Chicago Manual of Style, 18th ed., chapters 13 and 14). It knows the record of a document,
//! no page.
//!
//! All four say the source with its date and place first (14.123–28), then this edition of it, which has a date of its own.

use crate::words::raised;
use crate::write::citation::dates::{within_the_year, years};
use crate::write::citation::names::{of_a_list, of_a_mention, of_a_note, series};
use crate::write::citation::parts::{
    add_edition, date, date_of, description, edition_date, month_first, publisher, title_has_date,
    title_part, title_sentence,
};
use crate::write::citation::runs::Runs;
use crate::write::edition::version;
use crate::write::quotes::{curled, quoted};
use crate::write::record::Record;

/// A note, parted by commas.
pub fn note(record: &Record<'_>) -> Runs {
    let mut note = Runs::default();
    if !record.authors.is_empty() {
        note.part(&of_a_note(&record.authors));
    }
    note.part(&title_part(record.title));
    description(record).into_iter().for_each(|text| note.part(&text));
    if !title_has_date(record) {
        note.part(&date_of(record, month_first, "undated"));
    }
    // The item first, the archive last, from the smallest unit outwards (14.123–28).
    let place = [record.shelfmark, record.archive].into_iter().flatten();
    place.for_each(|text| note.part(&curled(text)));
    note.part("in ");
    edition(&mut note, record, "ed.", "trans.");
    let published: Vec<String> =
        [publisher(record), edition_date(record, month_first)].into_iter().flatten().collect();
    if !published.is_empty() {
        note.add(&format!(" ({})", published.join(", ")));
    }
    record.address.iter().for_each(|address| note.part(address));
    note.closed()
}

/// The entry of a bibliography, parted by full stops.
pub fn bibliography(record: &Record<'_>) -> Runs {
    let mut entry = Runs::default();
    if !record.authors.is_empty() {
        entry.sentence(&authors(record));
    }
    entry.sentence(&title_sentence(record.title));
    description(record).into_iter().for_each(|text| entry.sentence(&raised(&text)));
    if !title_has_date(record) {
        entry.sentence(&raised(&date_of(record, month_first, "undated")));
    }
    rest(&mut entry, record);
    entry.closed()
}

/// The entry of a list of references, which is in the order of years.
pub fn author_date(record: &Record<'_>) -> Runs {
    let mut entry = Runs::default();
    let year = date(record, years, "n.d.");
    if record.authors.is_empty() {
        entry.sentence(&title_sentence(record.title));
        entry.sentence(&year);
    } else {
        entry.sentence(&authors(record));
        entry.sentence(&year);
        entry.sentence(&title_sentence(record.title));
    }
    description(record).into_iter().for_each(|text| entry.sentence(&raised(&text)));
    let day = record.edtf().and_then(within_the_year).filter(|_| !title_has_date(record));
    day.into_iter().for_each(|day| entry.sentence(&raised(&day)));
    rest(&mut entry, record);
    entry.closed()
}

/// What stands in the text where the list has [`author_date`]: `(Stalin 1948)`.
pub fn in_text(record: &Record<'_>) -> Runs {
    let year = date(record, years, "n.d.");
    let named = match record.authors.as_slice() {
        [] => quoted(record.title, ""),
        authors => of_a_mention(authors),
    };
    Runs::of(&format!("({named} {year})"))
}

/// Of more than six, the first three (13.23).
fn authors(record: &Record<'_>) -> String {
    of_a_list(&record.authors, 6, 3)
}

/// Where it lies, and the edition that it stands in.
fn rest(entry: &mut Runs, record: &Record<'_>) {
    let place = [record.shelfmark, record.archive].into_iter().flatten();
    place.for_each(|text| entry.sentence(&raised(&curled(text))));
    entry.sentence("In ");
    edition(entry, record, "edited by", "translated by");
    let published: Vec<String> =
        [publisher(record), edition_date(record, month_first)].into_iter().flatten().collect();
    if !published.is_empty() {
        entry.sentence(&published.join(", "));
    }
    record.address.iter().for_each(|address| entry.sentence(address));
}

/// The edition, the number of the document in it, its version, who edited and who translated.
fn edition(runs: &mut Runs, record: &Record<'_>, edited: &str, translated: &str) {
    add_edition(runs, record);
    record.number.iter().for_each(|number| runs.part(&format!("doc. {number}")));
    runs.part(&version(record.edition));
    for (label, names) in [(edited, &record.editors), (translated, &record.translators)] {
        if !names.is_empty() {
            runs.part(&format!("{label} {}", series(names)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::model::archive::{Shelfmark, SourceDescription};
    use crate::model::date::{DateKind, DatedEvent};
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
             in The Test Edition, version 1.0, ed. Jane Doe and John Roe, trans. Gary Goldberg (Test Press, November 23, 2026), https://example.org/e/documents/letter.html.",
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
        let draft = DatedEvent {
            kind: DateKind::Draft,
            date: samples::dated("x", "1948-10-XX").unwrap(),
            time: None,
        };
        let drafted = Document { date: None, dates: vec![draft], ..letter("Draft") };
        check(drafted, config(), &format!("“Draft,” draft of October 1948, {tail}"));
        let harvest = Document { date: samples::dated("1948", "1948"), ..letter("On the Harvest of 1948") };
        check(harvest, config(), &format!("“On the Harvest of 1948,” 1948, {tail}"));
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
