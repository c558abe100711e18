//! What a bracket is, from its words and from where it stands.
//!
//! The order of decision: a label with a colon, a phrase, the sign of doubt, a word of the original, the position,
//! and else the editor's words. Nothing is guessed from form alone.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use crate::model::apparatus::{Certainty, Extent, SignRef, built_in};
use crate::model::conventions::Conventions;
use crate::model::text::Part;
use crate::read::months;
use crate::read::numbers::number_word;
use crate::read::phrases::{Reading, Slots, Vocabulary};

/// A bracket and what stands around it.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// What stands between the brackets, line breaks as `\n`.
    pub inner: String,
    /// The first colon of `inner` that stands in no bracket further inside.
    pub colon: Option<usize>,
    /// The line up to the bracket and after it, as far as it matters.
    pub before: String,
    pub after: String,
}

/// What a bracket turned out to be.
#[derive(Clone, PartialEq, Debug)]
pub enum Decision {
    Mark(Box<Decided>),
    /// Not apparatus: `[2 of 4]`, or `[^a]` that calls no note.
    Text,
    /// A number that may call a note; it is text where none answers.
    Number(String),
}

#[derive(Clone, PartialEq, Debug)]
pub struct Decided {
    pub sign: SignRef,
    /// The stretches of the inside that are not label.
    pub pieces: Vec<(Part, Range<usize>)>,
    pub slots: Slots,
    pub certainty: Option<Certainty>,
    pub language: Option<String>,
    /// The word before, where the mark is about it.
    pub of: Option<String>,
}

/// Decides. `original` has the languages of the original, as BCP 47 tags.
pub fn decide(place: &Place, vocabulary: &Vocabulary, original: &[String]) -> Decision {
    let inner = place.inner.trim();
    if is_count_of_count(inner) || inner.starts_with('^') {
        return Decision::Text;
    }
    let reading = place
        .colon
        .and_then(|colon| vocabulary.labelled(&place.inner, colon))
        .or_else(|| bare(place, vocabulary.conventions()))
        .or_else(|| doubted(place, vocabulary))
        .or_else(|| vocabulary.whole(&place.inner))
        .filter(|reading| stands_where_it_may(reading, place));
    if let Some(reading) = reading {
        return Decision::Mark(Box::new(Decided::said(reading, place)));
    }
    if let Some(decided) = doubt(place, vocabulary.conventions()) {
        return Decision::Mark(Box::new(decided));
    }
    if let Some(decided) = original_word(place, original, vocabulary.conventions()) {
        return Decision::Mark(Box::new(decided));
    }
    if is_number(inner) && !inside_number(place) && !in_date(place) {
        return Decision::Number(inner.to_owned());
    }
    let conventions = vocabulary.conventions();
    let by_place = matches!(conventions.bare.name.as_ref(), "editorial" | "supplied");
    if by_place && (against_word(place) || in_date(place)) {
        let doubtful = place.inner.contains('?').then_some(Certainty::Low);
        return Decision::Mark(Box::new(Decided { certainty: doubtful, ..Decided::all("supplied", place) }));
    }
    if conventions.bare.name == "supplied" && is_sentence(inner) {
        return Decision::Mark(Box::new(Decided::editorial(place)));
    }
    Decision::Mark(Box::new(Decided { sign: conventions.bare.clone(), ..Decided::editorial(place) }))
}

/// A whole sentence is said by the editor, where single words are supplied: `[Attachment not found.]`
fn is_sentence(inner: &str) -> bool {
    inner.starts_with(char::is_uppercase) && inner.ends_with('.') && inner.split_whitespace().count() >= 3
}

/// Whether the first line after an opener says what the bracket is, so that it may run on over a blank line.
pub fn opens_known(first_line: &str, colon: Option<usize>, vocabulary: &Vocabulary) -> bool {
    colon.is_some_and(|colon| vocabulary.labelled(first_line, colon).is_some())
        || vocabulary.whole(first_line).is_some()
}

impl Decided {
    /// The editor's words, of which no more is known.
    pub fn editorial(place: &Place) -> Decided {
        Decided::all("editorial", place)
    }

    /// Everything inside is what the mark is about.
    fn all(name: &'static str, place: &Place) -> Decided {
        Decided {
            sign: built_in(name),
            pieces: vec![(Part::Content, 0..place.inner.len())],
            slots: Slots::default(),
            certainty: None,
            language: None,
            of: None,
        }
    }

    /// A phrase or label said it.
    fn said(reading: Reading, place: &Place) -> Decided {
        let Reading { sign, mut pieces, slots } = reading;
        let doubtful = sign.name == "unclear" || (pieces.is_empty() && place.inner.trim_end().ends_with('?'));
        if sign.name == "unclear" {
            for (_, range) in &mut pieces {
                let text = &place.inner[range.clone()];
                range.end = range.start + text.trim_end_matches('?').trim_end().len();
            }
        }
        let language = slots.language.clone();
        Decided { sign, pieces, slots, certainty: doubtful.then_some(Certainty::Low), language, of: None }
    }
}

/// A phrase that stands at a point and is doubted: `[illegible?]`.
fn doubted(place: &Place, vocabulary: &Vocabulary) -> Option<Reading> {
    let phrase = place.inner.trim_end().strip_suffix('?')?.trim_end();
    vocabulary.whole(phrase).filter(|reading| reading.pieces.is_empty())
}

/// Forms without words: nothing, points, stars.
fn bare(place: &Place, conventions: &Conventions) -> Option<Reading> {
    let inner = place.inner.trim();
    if let Some(extent) = conventions.dots.then(|| lost_letters(inner)).flatten() {
        let slots = Slots { extent: extent.map(Extent::characters), ..Slots::default() };
        return Some(Reading { sign: built_in("lost"), pieces: Vec::new(), slots });
    }
    let name = match inner {
        "" => "blank",
        "..." | "…" | ". . ." | "...." | "…." if alone(place) => "omission",
        "..." | "…" | ". . ." | "...." | "…." => "lost",
        // Two dashes, as epigraphers and documentary editors type what is lost, and any more of them.
        _ if is_dashes(inner) => "lost",
        _ if inner.len() > 2 && inner.starts_with('*') && inner.ends_with('*') => {
            let start = place.inner.find('*')? + 1;
            let end = place.inner.rfind('*')?;
            let text = &place.inner[start..end];
            let start = start + text.len() - text.trim_start().len();
            let content = (Part::Content, start..start + text.trim().len());
            return Some(Reading {
                sign: built_in("marginal"),
                pieces: vec![content],
                slots: Slots::default(),
            });
        }
        _ => return None,
    };
    Some(Reading { sign: built_in(name), pieces: Vec::new(), slots: Slots::default() })
}

/// `--`, `- - -`, `— —`
fn is_dashes(inner: &str) -> bool {
    let mut dashes = inner.chars().filter(|c| !c.is_whitespace()).peekable();
    dashes.peek().is_some() && inner.chars().count() > 1 && dashes.all(|c| matches!(c, '-' | '–' | '—'))
}

/// Points and dashes that stand for lost letters: `...`, `- - -`, `..5..`, `-c. 5-`; how many they are, as far as they say.
fn lost_letters(inner: &str) -> Option<Option<usize>> {
    let signs = |c: char| matches!(c, '.' | '·' | '-' | '–' | '—');
    let around = |c: char| signs(c) || c.is_whitespace() || matches!(c, '±' | 'c' | 'a');
    if !inner.contains(signs) || inner.chars().any(|c| !around(c) && !c.is_ascii_digit()) {
        return None;
    }
    let number = inner.trim_matches(around);
    match (number.is_empty(), number.parse()) {
        (false, Ok(number)) => Some(Some(number)),
        (false, Err(_)) => None,
        (true, _) if inner.contains(['c', 'a']) => None,
        (true, _) => {
            let points = inner.chars().filter(|c| matches!(c, '.' | '·')).count();
            Some((points > 0).then_some(points))
        }
    }
}

fn stands_where_it_may(reading: &Reading, place: &Place) -> bool {
    match reading.sign.name.as_ref() {
        "part" => alone(place),
        "received" => place.inner.bytes().any(|byte| byte.is_ascii_digit()),
        _ => true,
    }
}

/// Alone on its line, or behind the marker of a list's item.
fn alone(place: &Place) -> bool {
    let marker = |c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+' | '•' | '–' | '—');
    place.before.trim_matches(marker).is_empty() && place.after.trim().is_empty()
}

/// `[2 of 4]`: part of an archive's box title.
fn is_count_of_count(inner: &str) -> bool {
    let number = |word: &str| word.parse::<u32>().is_ok() || number_word(&word.to_lowercase()).is_some();
    matches!(inner.split_whitespace().collect::<Vec<_>>().as_slice(), [one, "of", other] if number(one) && number(other))
}

/// `[?]`, `[word?]`
fn doubt(place: &Place, conventions: &Conventions) -> Option<Decided> {
    let inner = place.inner.trim();
    let words = inner.strip_suffix('?')?;
    if words.trim().is_empty() {
        let before = place.before.chars().next_back();
        let after = place.after.chars().next();
        if before.is_some_and(char::is_alphanumeric)
            && after.is_none_or(|c| matches!(c, '.' | '!' | '"' | '”'))
        {
            return Some(Decided::all("supplied", place));
        }
        let alone = before.is_none_or(char::is_whitespace);
        let decided = Decided { pieces: Vec::new(), ..Decided::all("unclear", place) };
        return Some(match alone && conventions.doubt != decided.sign {
            true => Decided { sign: conventions.doubt.clone(), ..decided },
            false => Decided { certainty: Some(Certainty::Low), of: word_before(&place.before), ..decided },
        });
    }
    if words.split_whitespace().count() > 3 {
        return None;
    }
    let start = place.inner.len() - place.inner.trim_start().len();
    let pieces = vec![(Part::Content, start..start + words.trim_end().len())];
    // Where brackets restore what is lost, a question mark doubts the restoration.
    let sign = if conventions.dots { "supplied" } else { "unclear" };
    Some(Decided { pieces, certainty: Some(Certainty::Low), ..Decided::all(sign, place) })
}

/// No date line is longer, in characters.
const LONGEST_DATE_LINE: usize = 80;

/// The words of Russian archives for the levels of a shelfmark and the like, without apostrophes.
const ARCHIVE_TERMS: [&str; 24] = [
    "opis", "opisi", "opisei", "fond", "fonda", "fondy", "delo", "dela", "list", "listy", "listov", "lista",
    "papka", "papki", "korobka", "korob", "tom", "toma", "tetrad", "oborot", "ob", "por", "poriadok",
    "perechen",
];

/// The word of the original behind its translation: `inventory [opis']`, `Kim [金]`.
fn original_word(place: &Place, original: &[String], conventions: &Conventions) -> Option<Decided> {
    let of = word_before(&place.before);
    let inner = place.inner.trim();
    let own: Vec<String> = conventions.glosses.iter().map(|word| letters(word)).collect();
    let term = |word: &str| {
        let bare = letters(word);
        ARCHIVE_TERMS.contains(&bare.as_str())
            || own.contains(&bare)
            || bare.bytes().all(|byte| byte.is_ascii_digit())
    };
    if own.contains(&letters(inner)) {
        return Some(Decided { of, ..Decided::all("gloss", place) });
    }
    // `[Tom]` and `[List]` are words of other languages too.
    let capital = |word: &str| {
        matches!(
            letters(word).as_str(),
            "opis" | "opisi" | "fond" | "fonda" | "delo" | "dela" | "papka" | "listy"
        )
    };
    let opens = inner.starts_with(char::is_lowercase) || inner.split_whitespace().next().is_some_and(capital);
    if opens && inner.split_whitespace().all(term) {
        return Some(Decided { of, ..Decided::all("gloss", place) });
    }
    let here = one_script(&place.inner)?;
    let neighbour = of.as_deref().and_then(one_script).or_else(|| one_script(&place.after))?;
    if here == neighbour {
        return None;
    }
    Some(Decided { language: Some(tag(here, &place.inner, original)), of, ..Decided::all("gloss", place) })
}

/// The letters and figures of a word, in lower case.
fn letters(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The script of all letters of a text; Japanese counts as one.
fn one_script(text: &str) -> Option<Script> {
    let mut scripts = text.chars().filter(|c| c.is_alphabetic()).map(|c| match c.script() {
        Script::Hiragana | Script::Katakana | Script::Han => Script::Han,
        other => other,
    });
    let first = scripts.find(|script| !matches!(script, Script::Common | Script::Inherited))?;
    scripts
        .all(|script| script == first || matches!(script, Script::Common | Script::Inherited))
        .then_some(first)
}

/// The language that a script stands for, or the script alone where it has many (BCP 47, `und-Cyrl`).
fn tag(script: Script, text: &str, original: &[String]) -> String {
    let of_original = |languages: &[&str]| {
        original.iter().find(|tag| languages.contains(&tag.split('-').next().unwrap_or(tag))).cloned()
    };
    match script {
        Script::Hangul => "ko".to_owned(),
        Script::Han if text.chars().any(|c| matches!(c.script(), Script::Hiragana | Script::Katakana)) => {
            "ja".to_owned()
        }
        Script::Han => of_original(&["zh", "ja", "ko", "vi"]).unwrap_or_else(|| "zh".to_owned()),
        Script::Cyrillic => of_original(&["ru", "uk", "be", "bg", "sr", "mk", "mn", "kk"])
            .unwrap_or_else(|| "und-Cyrl".to_owned()),
        Script::Greek => "el".to_owned(),
        Script::Hebrew => "he".to_owned(),
        Script::Latin => "und-Latn".to_owned(),
        Script::Arabic => of_original(&["ar", "fa", "ur"]).unwrap_or_else(|| "und-Arab".to_owned()),
        other => format!("und-{}", other.short_name()),
    }
}

/// The last word of a text, without the punctuation around it.
pub fn word_before(text: &str) -> Option<String> {
    let word = text.split_whitespace().next_back()?;
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// Inside or against a word (`W[alton]`), or after a number sign (`Nº [208]`).
fn against_word(place: &Place) -> bool {
    let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // A soft hyphen parts no word.
    let seen = |c: &char| *c != '\u{AD}';
    touches(place.before.chars().rev().find(seen))
        || touches(place.after.chars().find(seen))
        || after_number_sign(place)
        || between_figures(place)
}

/// `8.[V].1950`
fn between_figures(place: &Place) -> bool {
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let before = place.before.strip_suffix('.').and_then(|before| before.chars().next_back());
    let after = place.after.strip_prefix('.').and_then(|after| after.chars().next());
    figure(before) && figure(after)
}

fn after_number_sign(place: &Place) -> bool {
    let last = place.before.split_whitespace().next_back().unwrap_or_default();
    matches!(last, "№" | "Nº" | "N°" | "No." | "Nr." | "#")
}

fn is_number(inner: &str) -> bool {
    (1..=4).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit())
}

/// A figure that completes a figure or stands where one is announced; behind a word it may be the call of a note.
fn inside_number(place: &Place) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    digit(place.before.chars().next_back()) || digit(place.after.chars().next()) || after_number_sign(place)
}

/// Among the words of a date, a time or a place and date line.
fn in_date(place: &Place) -> bool {
    let inner = place.inner.trim();
    let core = inner.trim_matches(|c: char| !c.is_alphanumeric());
    let before = place.before.split_whitespace().next_back().unwrap_or_default();
    let after = place.after.split_whitespace().next().unwrap_or_default();
    let lower = inner.to_lowercase();
    let half_of_day =
        |word: &str| matches!(word.to_lowercase().replace('.', "").as_str(), "am" | "pm" | "a" | "p");
    if lower.contains("undated") || lower.contains("n.d.") {
        return true;
    }
    if is_number(inner) {
        let corrects = is_day(before) && !after.is_empty();
        return is_day(core) && (is_month(before) || is_month(after) || half_of_day(after) || corrects)
            || is_year(core) && is_month(before);
    }
    let neighbours = [before, after];
    is_month(core) && neighbours.into_iter().any(is_day)
        || is_day(core) && neighbours.into_iter().any(is_month)
        || is_date_line(place)
}

/// Words that a date line may have beside a date and the names of places.
const OF_DATE_LINES: [&str; 22] = [
    "the", "of", "on", "at", "in", "day", "dated", "probably", "about", "circa", "ca", "c", "early", "late",
    "before", "after", "or", "am", "pm", "a", "p", "m",
];

/// A short line that is a date, with the place or without it: `Pyongyang [North Korea], 3 May 1950`.
fn is_date_line(place: &Place) -> bool {
    let line = format!("{} {} {}", place.before, place.inner, place.after);
    if line.chars().count() > LONGEST_DATE_LINE {
        return false;
    }
    let words = || line.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty());
    let core = |word: &str| word.trim_matches('.').to_lowercase();
    let of_date =
        |word: &str| is_month(word) || core(word).bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    let fits = |word: &str| {
        of_date(word)
            || word.starts_with(char::is_uppercase)
            || OF_DATE_LINES.contains(&core(word).replace('.', "").as_str())
    };
    let names = words().filter(|word| word.starts_with(char::is_uppercase) && !is_month(word)).count();
    words().all(fits)
        && names <= 5
        && words().any(is_month)
        && words().any(|word| is_day(word) || is_year(word))
}

fn is_month(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    !core.is_empty() && months::by_name(core).is_some()
}

fn is_day(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = core.trim_end_matches(|c: char| c.is_alphabetic());
    digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)) && core.len() - digits.len() <= 2
}

fn is_year(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    core.len() == 4 && core.parse::<u16>().is_ok_and(|year| (1000..2100).contains(&year))
}
