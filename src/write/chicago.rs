//! The Chicago note for a document (The Chicago Manual of Style, 18th ed., chapters 13 and 14). It knows no page.

use crate::model::date::{Date, Edtf};
use crate::model::document::Document;
use crate::site::{Site, Subject};
use crate::words::listed_in_series;
use crate::write::dates::{Order, in_english};
use crate::write::markup::Html;
use crate::write::quotes::{curled, quoted};

/// The note as HTML; the title of the edition is in italics.
pub fn note(site: &Site, document: usize) -> Html {
    let mut html = Html::default();
    for run in runs(site, document) {
        if run.italic {
            html.open("i");
        }
        html.add_text(&run.text);
        if run.italic {
            html.close("i");
        }
    }
    html
}

/// The note as text.
pub fn note_text(site: &Site, document: usize) -> String {
    runs(site, document).into_iter().map(|run| run.text).collect()
}

/// Words of the note that are set in one type.
struct Run {
    text: String,
    italic: bool,
}

/// Parts of the note, with a comma between them unless one brings its own.
#[derive(Default)]
struct Sentence {
    runs: Vec<Run>,
}

impl Sentence {
    fn part(&mut self, text: &str) {
        if let Some(last) = self.runs.last() {
            // A comma that stands inside of quotation marks is one (6.9).
            let bare = last.text.trim_end_matches(['”', '’']);
            let between = if bare.len() < last.text.len() && bare.ends_with(',') { " " } else { ", " };
            self.add(between, false);
        }
        self.add(text, false);
    }

    fn add(&mut self, text: &str, italic: bool) {
        match self.runs.last_mut() {
            Some(last) if last.italic == italic => last.text.push_str(text),
            _ => self.runs.push(Run { text: text.to_owned(), italic }),
        }
    }

    fn finish(mut self) -> Vec<Run> {
        if !self.runs.last().is_some_and(|last| last.text.ends_with('.')) {
            self.add(".", false);
        }
        self.runs
    }
}

fn runs(site: &Site, at: usize) -> Vec<Run> {
    let Some(document) = site.edition.documents.get(at) else { return Vec::new() };
    let mut sentence = Sentence::default();
    if let Some(authors) = authors(document) {
        sentence.part(&authors);
    }
    sentence.part(&quoted(document.title.text.trim(), ","));
    let parts = [recipient(document), date(document), location(document), translators(document)];
    for part in parts.into_iter().flatten() {
        sentence.part(&part);
    }
    edition(site, &mut sentence);
    let address = site.address_of(&Subject::Document(at)).and_then(|address| site.permanent(address));
    if let Some(address) = address {
        sentence.part(&address);
    }
    sentence.finish()
}

/// Names stay in the order in which they were written: `Kim Il Sung`. Of more than two, the first is named (13.23).
fn authors(document: &Document) -> Option<String> {
    let names: Vec<&str> = document.from.iter().map(|party| party.name.as_str()).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(curled(one)),
        [one, two] => Some(curled(&format!("{one} and {two}"))),
        [one, ..] => Some(curled(&format!("{one} et al."))),
    }
}

/// To whom it went, where the title does not say so.
fn recipient(document: &Document) -> Option<String> {
    let names: Vec<&str> = document.to.iter().map(|party| party.name.as_str()).collect();
    let named = names.iter().all(|name| document.title.text.contains(name));
    (!names.is_empty() && !named).then(|| curled(&format!("to {}", listed_in_series(&names))))
}

/// The date, unless the title ends in it.
fn date(document: &Document) -> Option<String> {
    let Some(date) = &document.date else { return Some("undated".to_owned()) };
    let text = match date.edtf.as_ref().and_then(|edtf| in_english(edtf, Order::MonthFirst)) {
        Some(text) => text,
        None => date.written.clone(),
    };
    (!ends_in(&document.title.text, date, &text)).then_some(text)
}

fn ends_in(title: &str, date: &Date, text: &str) -> bool {
    let title = title.trim_end_matches(|c: char| !c.is_alphanumeric());
    let european = date.edtf.as_ref().and_then(|edtf| in_english(edtf, Order::DayFirst));
    let forms = [Some(text), Some(date.written.as_str()), european.as_deref()];
    forms.into_iter().flatten().any(|form| {
        let form = form.trim_end_matches(|c: char| !c.is_alphanumeric());
        let before = title.strip_suffix(form);
        !form.is_empty() && before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    })
}

/// The item first, the archive last, from the smallest unit outwards (14.219).
fn location(document: &Document) -> Option<String> {
    let description = &document.description;
    let shelfmark = description.shelfmark.as_ref().map(|shelfmark| shelfmark.written.as_str());
    let archive = description.repository.as_deref().or(description.collection.as_deref());
    let parts: Vec<&str> = [shelfmark, archive].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| curled(&parts.join(", ")))
}

fn translators(document: &Document) -> Option<String> {
    let names: Vec<&str> = document.translators.iter().map(|name| name.name.as_str()).collect();
    (!names.is_empty()).then(|| curled(&format!("trans. {}", listed_in_series(&names))))
}

/// `in` the edition, its editors, its version, who published it and when.
fn edition(site: &Site, sentence: &mut Sentence) {
    let settings = &site.config.edition;
    sentence.part("in ");
    sentence.add(&curled(settings.title.trim()), true);
    let editors: Vec<&str> = settings.editors.iter().map(String::as_str).collect();
    if !editors.is_empty() {
        sentence.part(&curled(&format!("ed. {}", listed_in_series(&editors))));
    }
    match &settings.version {
        Some(version) => sentence.part(&format!("version {version}")),
        None => sentence.part("unreleased version"),
    }
    let date = settings.date.as_deref().map(|date| {
        let english = Edtf::new(date).and_then(|edtf| in_english(&edtf, Order::MonthFirst));
        english.unwrap_or_else(|| date.to_owned())
    });
    let facts: Vec<String> =
        [settings.publisher.as_deref().map(curled), date].into_iter().flatten().collect();
    if !facts.is_empty() {
        sentence.add(&format!(" ({})", facts.join(", ")), false);
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::model::archive::{Shelfmark, SourceDescription};
    use crate::model::document::{Document, Name};
    use crate::write::chicago::{note, note_text};
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
        assert_eq!(note_text(&site, 0), expected);
        let html = note(&site, 0).to_string();
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
