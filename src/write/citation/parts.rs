//! What several styles say of a document in the same words. It knows the record of a document, no page.

use crate::model::date::Edtf;
use crate::model::naming::{Naming, is_honorific, is_office};
use crate::write::citation::names::series;
use crate::write::citation::runs::Runs;
use crate::write::dates::{Order, ends, in_english};
use crate::write::quotes::{curled, quoted};
use crate::write::record::Record;

/// The title in quotation marks, as a part that a comma ends: `“A Letter,”`
pub fn title_part(title: &str) -> String {
    if title.is_empty() { String::new() } else { quoted(title, ",") }
}

/// The title in quotation marks, as a sentence by itself: `“Who Fired First?”`, `“A Letter.”`
pub fn title_sentence(title: &str) -> String {
    if title.is_empty() {
        return String::new();
    }
    let bare = quoted(title, "");
    let closed = bare.trim_end_matches(['”', '’']).ends_with(['.', '?', '!']);
    if closed { bare } else { quoted(title, ".") }
}

/// What it is and to whom it went, as far as the title does not say so: `Letter to I. Sokolov`, `to I. Sokolov`.
pub fn description(record: &Record<'_>) -> Option<String> {
    described(record, series)
}

/// As [`description`], with the names of the recipients as a style has them.
pub fn described(record: &Record<'_>, list: fn(&[Naming]) -> String) -> Option<String> {
    let title = record.title.to_lowercase();
    let genre = record.genre.filter(|genre| !has_words(&title, &genre.to_lowercase())).map(curled);
    let said = is_addressed(record.title, &record.recipients);
    let recipients = (!said).then(|| format!("to {}", list(&record.recipients)));
    let parts: Vec<String> = [genre, recipients].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Whether the title says that it went to each of them: `to A. Petrov and the Council of Ministers`. A title can speak about those
/// to whom a letter went.
fn is_addressed(title: &str, recipients: &[Naming]) -> bool {
    let names: Vec<String> = recipients.iter().map(Naming::spoken).collect();
    let passed = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty() || word == "and" || word == "the" || is_honorific(word) || is_office(word)
    };
    let follows_to = |before: &str| {
        let mut before = before.trim_end();
        loop {
            let other =
                names.iter().find_map(|name| before.trim_end_matches(',').strip_suffix(name.as_str()));
            let (rest, word) = before.rsplit_once(char::is_whitespace).unwrap_or(("", before));
            before = match other {
                Some(rest) => rest,
                None if word.eq_ignore_ascii_case("to") => return true,
                None if !word.is_empty() && passed(word) => rest,
                None => return false,
            }
            .trim_end();
        }
    };
    names.iter().all(|name| {
        let is_whole = |at: usize| has_words(title.get(at..).unwrap_or_default(), name);
        title
            .match_indices(name.as_str())
            .any(|(at, _)| is_whole(at) && follows_to(title.get(..at).unwrap_or_default()))
    })
}

/// Whether the words stand in the text, and not as parts of others: `Note` is none of `Notebook`.
fn has_words(text: &str, words: &str) -> bool {
    let open = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    !words.is_empty()
        && text.match_indices(words).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + words.len()..).and_then(|after| after.chars().next());
            open(before) && open(after)
        })
}

/// Whether the title ends in the date, so that it need not be said again.
pub fn title_has_date(record: &Record<'_>) -> bool {
    let Some(date) = record.date else { return false };
    let title = record.title.trim_end_matches(|c: char| !c.is_alphanumeric());
    let in_order = |order| date.edtf.as_ref().and_then(|edtf| in_english(edtf, order));
    // Words that leave out a part of the date do not say it: `Report on the Harvest of 1948`.
    let whole = |edtf: &Edtf| {
        ends(edtf).is_none_or(|ends| {
            let parts = [Some(ends.first.year), ends.first.day.map(u32::from)];
            parts.into_iter().flatten().all(|part| has_words(&date.written, &part.to_string()))
        })
    };
    let written = date.edtf.as_ref().is_none_or(whole).then(|| date.written.clone());
    let forms = [written, in_order(Order::MonthFirst), in_order(Order::DayFirst)];
    // A year by itself is the date of what the title speaks about, unless a comma sets it apart.
    let is_day =
        date.edtf.as_ref().is_none_or(|edtf| ends(edtf).is_none_or(|ends| ends.first.month.is_some()));
    forms.into_iter().flatten().any(|form| {
        let form = form.trim_end_matches(|c: char| !c.is_alphanumeric());
        let before = title.strip_suffix(form);
        !form.is_empty()
            && before.is_some_and(|before| {
                if is_day {
                    !before.ends_with(char::is_alphanumeric)
                } else {
                    before.trim_end().ends_with([',', '('])
                }
            })
    })
}

/// The document's date in the words of a style; as it was written where the style has none, `none` where it is undated.
pub fn date(record: &Record<'_>, words: fn(&Edtf) -> Option<String>, none: &str) -> String {
    let Some(date) = record.date else { return none.to_owned() };
    date.edtf.as_ref().and_then(words).unwrap_or_else(|| curled(&date.written))
}

/// As [`date`], with what it is, where it is the date of a draft.
pub fn date_of(record: &Record<'_>, words: fn(&Edtf) -> Option<String>, none: &str) -> String {
    let date = date(record, words, none);
    if record.is_draft { format!("draft of {date}") } else { date }
}

/// When this version of the edition was published, in the words of a style.
pub fn edition_date(record: &Record<'_>, words: fn(&Edtf) -> Option<String>) -> Option<String> {
    let date = record.edition.date.as_deref()?;
    Some(Edtf::new(date).and_then(|edtf| words(&edtf)).unwrap_or_else(|| date.to_owned()))
}

pub fn month_first(date: &Edtf) -> Option<String> {
    in_english(date, Order::MonthFirst)
}

/// The title of the edition, in italics.
pub fn add_edition(runs: &mut Runs, record: &Record<'_>) {
    runs.add_italic(&curled(record.edition.title.trim()));
}

pub fn publisher(record: &Record<'_>) -> Option<String> {
    record.edition.publisher.as_deref().map(curled)
}

#[cfg(test)]
mod tests {
    use super::{has_words, is_addressed, title_sentence};
    use crate::model::naming::Naming;

    #[test]
    fn a_title_that_speaks_about_someone_does_not_say_that_it_went_to_them() {
        let check = |title: &str, names: &[&str], expected: bool| {
            let names: Vec<Naming> = names.iter().map(|name| Naming::of(name)).collect();
            assert_eq!(is_addressed(title, &names), expected, "{title}");
        };
        check("Telegram, A. Petrov to Kim Il Sung", &["Kim Il Sung"], true);
        check("Letter to Comrade Kim Il Sung", &["Kim Il Sung"], true);
        check(
            "Letter to Kim Il Sung, A. Petrov and the Council of State",
            &["A. Petrov", "Kim Il Sung", "Council of State"],
            true,
        );
        check("On the Visit of Kim Il Sung", &["Kim Il Sung"], false);
        check("Letter to A. Petrov about Kim Il Sung", &["Kim Il Sung"], false);
        check("Letter to Petrova", &["Petrov"], false);
        check("Kim Il Sung", &["Kim Il Sung"], false);
    }

    #[test]
    fn words_are_whole() {
        assert!(has_words("a note, to kim", "note") && has_words("note", "note"));
        assert!(!has_words("notebook", "note") && !has_words("keynote", "note") && !has_words("note", ""));
    }

    #[test]
    fn titles_are_sentences() {
        let check = |title: &str, expected: &str| assert_eq!(title_sentence(title), expected, "{title}");
        check("A Letter", "“A Letter.”");
        check("On \"Peace\"", "“On ‘Peace.’”");
        check("Report on Aid.", "“Report on Aid.”");
        check("Who Fired First?", "“Who Fired First?”");
        check("Letter to the U.S.", "“Letter to the U.S.”");
        check("He said \"No!\"", "“He said ‘No!’”");
    }
}
