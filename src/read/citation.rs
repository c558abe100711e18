//! An archive's citation taken apart: title, date, archive, shelfmark, copies, translators, address. It knows
//! how archives cite; what it does not understand stays in the citation.

use crate::model::archive::{SourceDescription, Witness};
use crate::model::date::Date;
use crate::model::text::one_line;
use crate::read::dates;
use crate::read::shelfmark::{Place, place};

/// What a citation tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Citation {
    pub title: Option<String>,
    pub date: Option<Date>,
    pub description: SourceDescription,
    pub translators: Vec<String>,
}

/// No citation is longer, in bytes; what is longer is kept as it is.
const LONGEST: usize = 4000;

/// Reads a citation as plain text; an address in a line of its own is no part of it.
pub fn citation(text: &str) -> Citation {
    if text.len() > LONGEST {
        let description =
            SourceDescription { citation: Some(text.to_owned()), ..SourceDescription::default() };
        return Citation { title: None, date: None, description, translators: Vec::new() };
    }
    let (text, own_line) = without_address(text);
    let (title, rest) = title(&text);
    let (date, rest) = date(rest);
    let sentences = sentences(rest);
    let mut description = SourceDescription {
        url: own_line.or_else(|| address(&text)),
        citation: (!text.is_empty()).then(|| text.clone()),
        ..SourceDescription::default()
    };
    let mut translators = Vec::new();
    for (at, sentence) in sentences.into_iter().enumerate() {
        if let Some(copies) = copies(sentence) {
            description.copies.extend(copies);
        } else if let Some(names) = translated_by(sentence) {
            translators.extend(names);
        } else if at == 0 && (title.is_some() || date.is_some() || sentence.contains(',')) {
            let Place { collection, repository, shelfmark } = place(without_urls(sentence), true);
            description.collection = collection;
            description.repository = repository;
            description.shelfmark = shelfmark;
        }
    }
    Citation { title, date, description, translators }
}

/// How the sentences open that follow the archive.
const OPENINGS: [&str; 19] = [
    "a copy ",
    "a second copy ",
    "another copy ",
    "other copies ",
    "copies ",
    "copy ",
    "also available ",
    "also in ",
    "translated ",
    "translation ",
    "transl. ",
    "trans. ",
    "obtained ",
    "contributed ",
    "edited ",
    "published ",
    "included ",
    "provided ",
    "transcribed ",
];

/// The citation in one line, and the address that stood in a line of its own.
fn without_address(text: &str) -> (String, Option<String>) {
    let mut url = None;
    let mut lines = Vec::new();
    for line in text.lines() {
        let bare = line.trim().trim_start_matches('<').trim_end_matches('>');
        if is_address(bare) && !bare.contains(' ') {
            url.get_or_insert_with(|| bare.to_owned());
        } else {
            lines.push(line);
        }
    }
    (one_line(&lines.join(" ")), url)
}

fn is_address(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme))
}

/// An address within the citation.
fn address(text: &str) -> Option<String> {
    let words = text.split([' ', '<', '>', '(', ')']);
    let mut addresses =
        words.map(|word| word.trim_end_matches(['.', ',', ';'])).filter(|word| is_address(word));
    addresses.next().map(str::to_owned)
}

/// The place without an address that follows it.
fn without_urls(sentence: &str) -> &str {
    let at = sentence.find("https://").or_else(|| sentence.find("http://"));
    at.map_or(sentence, |at| sentence[..at].trim_end_matches([' ', '<', ',', '(']))
}

/// The title, without its quotation marks, and what follows it.
fn title(text: &str) -> (Option<String>, &str) {
    let quoted = text.chars().next().filter(|c| matches!(c, '"' | '“' | '„' | '«'));
    let end = match quoted {
        Some(open) => closing_quote(text, open),
        None => before_date(text).map(|at| (at, at)),
    };
    let Some((end, rest)) = end else { return (None, text) };
    let title = text[quoted.map_or(0, char::len_utf8)..end].trim().trim_end_matches(',');
    ((!title.is_empty()).then(|| title.to_owned()), text[rest..].trim_start_matches([',', '.', ' ']))
}

/// Where the title ends and where the rest starts: the closing mark after which a date follows, else the
/// last one with a comma on either side, else the last.
fn closing_quote(text: &str, open: char) -> Option<(usize, usize)> {
    let closing: &[char] = match open {
        '“' => &['”', '"'],
        '„' => &['“', '”'],
        '«' => &['»'],
        _ => &['"', '”'],
    };
    let ends: Vec<(usize, usize)> = text
        .char_indices()
        .skip(1)
        .filter(|(_, c)| closing.contains(c))
        .map(|(at, c)| (at, at + c.len_utf8()))
        .collect();
    let parted =
        |&&(at, end): &&(usize, usize)| text[..at].ends_with(',') || text[end..].starts_with([',', '.']);
    let dated = |end: &&(usize, usize)| {
        parted(end) && date(text[end.1..].trim_start_matches([',', '.', ' '])).0.is_some()
    };
    let found = ends.iter().find(dated).or_else(|| ends.iter().rev().find(parted)).or_else(|| ends.last());
    found.copied()
}

/// Where a title without quotation marks ends: before the comma before the date.
fn before_date(text: &str) -> Option<usize> {
    let found = dates::find(text, None);
    found.iter().map(|(range, _)| range.start).find_map(|start| {
        let before = text[..start].trim_end();
        before.ends_with(',').then(|| before.len() - 1)
    })
}

/// The date that opens a text, and what follows it.
fn date(text: &str) -> (Option<Date>, &str) {
    let after = |end: usize| text[end..].trim_start_matches([',', '.', ' ']);
    let end = text.find(',').unwrap_or_else(|| text.trim_end_matches('.').len());
    let segment = text[..end].trim();
    if ["undated", "n.d.", "no date", "date unknown", "[undated]"].contains(&segment.to_lowercase().as_str())
    {
        return (Some(Date { written: segment.to_owned(), edtf: None }), after(end));
    }
    if let Some((range, date)) = dates::find(text, None).into_iter().next()
        && text[..range.start].trim_matches(['[', '(', ' ']).is_empty()
    {
        return (Some(date), after(range.end).trim_start_matches([']', ')', ',', ' ']));
    }
    let date = dates::date(segment, None);
    let says_year = segment.contains(|c: char| c.is_ascii_digit()) && segment.chars().count() < 40;
    if says_year && date.edtf.is_some() { (Some(date), after(end)) } else { (None, text) }
}

/// The rest of the citation, cut where a sentence of a known kind opens.
fn sentences(text: &str) -> Vec<&str> {
    let small = text.to_ascii_lowercase();
    let opens = |at: usize| OPENINGS.iter().any(|opening| small[at..].starts_with(opening));
    let mut starts = vec![0];
    for (at, c) in text.char_indices() {
        let after_end = matches!(c, ' ') && text[..at].ends_with(['.', ';', ',', ']', ')']);
        if after_end && opens(at + 1) {
            starts.push(at + 1);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let cut =
        starts.iter().zip(ends).map(|(start, end)| text[*start..end].trim().trim_end_matches([',', ';']));
    cut.filter(|sentence| !sentence.is_empty()).collect()
}

/// The copies that a sentence names: `A copy may also accessible in AP RF, f. 45, op. 1, d. 346.`
fn copies(sentence: &str) -> Option<Vec<Witness>> {
    let small = sentence.to_ascii_lowercase();
    let about_copies =
        ["a copy", "a second copy", "another copy", "other copies", "copies ", "copy ", "also "];
    if !about_copies.iter().any(|opening| small.starts_with(opening)) {
        return None;
    }
    let links = [" in the ", " in ", " at the ", " at ", " from the ", " from ", ": "];
    let at = links.iter().filter_map(|link| small.find(link).map(|at| (at, link.len())));
    let (at, length) = at.min_by_key(|(at, length)| (*at, usize::MAX - length))?;
    let written = sentence[at + length..].split(';');
    Some(written.map(str::trim).filter(|copy| !copy.is_empty()).map(witness).collect())
}

fn witness(written: &str) -> Witness {
    let Place { repository, shelfmark, .. } = place(written, false);
    Witness { repository, shelfmark, written: written.trim_end_matches('.').to_owned() }
}

/// `Translated for NKIDP by A and B`
fn translated_by(sentence: &str) -> Option<Vec<String>> {
    let small = sentence.to_ascii_lowercase();
    let translated = small.find("transl").or_else(|| small.find("trans. "))?;
    let by = translated + small[translated..].find(" by ")? + " by ".len();
    let end = small[by..]
        .find(" from ")
        .or_else(|| small[by..].find(" for "))
        .map_or(sentence.len(), |end| by + end);
    let names = sentence[by..end].split([',', ';', '&']).flat_map(|names| names.split(" and ")).map(name);
    Some(names.filter(|name| !name.is_empty()).collect())
}

fn name(written: &str) -> String {
    let name = written.trim();
    let name = name.strip_prefix("and ").unwrap_or(name);
    let abbreviated = ["Jr.", "Sr."].iter().any(|end| name.ends_with(end)) || ends_in_initial(name);
    let name = if abbreviated { name } else { name.trim_end_matches('.') };
    name.to_owned()
}

fn ends_in_initial(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name);
    last.ends_with('.') && last.chars().count() == 2
}
