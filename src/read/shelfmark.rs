//! Collection, repository and shelfmark in one line: `RGASPI, f. 558, op. 11, d. 109, ll. 0113`. It knows the
//! words that archives count by.

use std::ops::Range;

use crate::model::archive::{Level, Shelfmark};

/// Where a document lies.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Place {
    pub collection: Option<String>,
    pub repository: Option<String>,
    pub shelfmark: Option<Shelfmark>,
}

/// Takes a line apart; `published` says that a collection may stand before the repository.
pub fn place(text: &str, published: bool) -> Place {
    let text = without_end(text.trim());
    let names_end = first_level(text).unwrap_or(text.len());
    let (names, marked) = (text[..names_end].trim_end_matches([',', ' ', ':']), &text[names_end..]);
    let segments = segments(names);
    let name = |segment: &Range<usize>| &names[segment.clone()];
    let in_collection = |segment: &&Range<usize>| {
        published && COLLECTIONS.iter().any(|word| name(segment).to_lowercase().contains(word))
    };
    let (of_collection, rest) = segments.split_at(segments.iter().take_while(in_collection).count());
    let collection = of_collection.iter().map(name).collect::<Vec<_>>().join(", ");
    let (repository, unlabelled) = match rest.split_first() {
        Some((first, further)) => match name_end(name(first)) {
            Some(end) => (name(first)[..end].trim().to_owned(), first.start + end),
            None => with_seat(names, first, further),
        },
        None => (String::new(), names.len()),
    };
    let written = if unlabelled < names.len() { text[unlabelled..].trim() } else { marked };
    Place {
        collection: Some(collection).filter(|collection| !collection.is_empty()),
        repository: Some(repository).filter(|repository| !repository.is_empty()),
        shelfmark: shelfmark(written),
    }
}

/// A shelfmark and its levels, as far as they are labelled with words that are known.
pub fn shelfmark(written: &str) -> Option<Shelfmark> {
    let written = without_end(written.trim());
    if written.is_empty() {
        return None;
    }
    let labels = labels(written);
    let ends = labels.iter().skip(1).map(|label| label.start).chain([written.len()]);
    let levels = labels.iter().zip(ends).filter_map(|(label, end)| level(written, label, end)).collect();
    Some(Shelfmark { written: written.to_owned(), levels })
}

/// What a collection's name has in it, and an archive's hardly ever.
const COLLECTIONS: [&str; 11] = [
    "digital",
    "wilson center",
    "project",
    "program",
    "online",
    "collection",
    "edition",
    "database",
    "bulletin",
    "cwihp",
    "nkidp",
];

/// What is counted by numbers, and takes them only.
const COUNTED: &str = "f. ff. fond fonds fund op. opis opis' opis’ inv. d. dd. delo l. ll. list listy listov leaf leaves \
    por. papka p. pp. page pages k. kart. korobka sheet sheets bl. bd. vol. volume t. tom roll reel frame frames no. nr. № doc. \
    rg record\u{a0}group entry lot spr. sprava ark. ф. фф. фонд оп. опись опис д. дд. дело дела спр. справа л. лл. лист листы \
    листов арк. аркуш п. пап. папка к. кор. коробка т. том с. стр.";

/// What may have a title in place of a number.
const TITLED: &str = "box folder file carton dossier series subseries subgroup karton container binder";

/// The place of the first level in a line.
fn first_level(text: &str) -> Option<usize> {
    labels(text).first().map(|label| label.start)
}

/// The labels of levels, in order; each is followed by its value.
fn labels(text: &str) -> Vec<Range<usize>> {
    let mut labels: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive([' ', ',', ';']) {
        let bare = word.trim_end_matches([' ', ',', ';']);
        let range = start..start + bare.len();
        start += word.len();
        let value = text[range.end..].trim_start();
        let parted = bare.len() < word.len() && word.ends_with(' ') && bare.len() + 1 == word.len();
        if let Some(label) = label_in(bare, value, parted) {
            let from =
                if label.to_lowercase() == "group" { before_group(text, range.start) } else { range.start };
            labels.push(from..range.start + label.len());
        }
    }
    labels
}

/// The label in a word: `f.` before ` 558`, also `f.558`.
fn label_in<'a>(word: &'a str, value: &str, parted: bool) -> Option<&'a str> {
    let is_in = |words: &str, word: &str| words.split([' ', '\n']).any(|known| known == word);
    let small = word.to_lowercase();
    let numbered = value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '№' | '['))
        || is_roman(value)
        || is_lettered(value);
    let named =
        |value: &str| value.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '“'));
    if parted && (is_in(COUNTED, &small) && numbered || is_in(TITLED, &small) && named(value)) {
        return Some(word);
    }
    if parted && small == "group" && numbered {
        return Some(word);
    }
    let end = word.find('.')? + 1;
    let (label, number) = word.split_at(end);
    let numbered = number.starts_with(|c: char| c.is_ascii_digit()) || is_lettered(number);
    (numbered && is_in(COUNTED, &label.to_lowercase())).then_some(label)
}

/// A number with letters before it, as the fonds of the Soviet state and of the party have: `R-5446`, `Р-5446`, `R5446`.
fn is_lettered(value: &str) -> bool {
    let rest = value.trim_start_matches(|c: char| c.is_alphabetic() && c.is_uppercase());
    let letters = value.len() - rest.len();
    let number = rest.strip_prefix(['-', '‐', '‑', '–']).unwrap_or(rest);
    letters > 0
        && value.get(..letters).is_some_and(|letters| letters.chars().count() <= 3)
        && number.starts_with(|c: char| c.is_ascii_digit())
}

/// A Roman number up to the end of its word; one that could be an initial is none.
fn is_roman(value: &str) -> bool {
    let word = value.split([' ', ',', ';', '.']).next().unwrap_or_default();
    word.len() > 1 && word.bytes().all(|byte| b"IVXLC".contains(&byte))
}

/// `Record Group` is one label of two words.
fn before_group(text: &str, at: usize) -> usize {
    let before = text[..at].trim_end();
    let record = before
        .len()
        .checked_sub("record".len())
        .filter(|start| before.get(*start..).is_some_and(|word| word.eq_ignore_ascii_case("record")));
    record.unwrap_or(at)
}

fn level(text: &str, label: &Range<usize>, end: usize) -> Option<Level> {
    let value = text.get(label.end..end)?.trim_matches([' ', ',', ';', ':']);
    // What is no number of its own is said about the shelfmark as a whole: `Fond and Opis not given`.
    let value = value.split(", ").enumerate().take_while(|(at, part)| *at == 0 || opens_with_figure(part));
    let value = value.map(|(_, part)| part).collect::<Vec<_>>().join(", ");
    let value = without_end(value.trim_end_matches([',', ' ']));
    (!value.is_empty()).then(|| Level { label: text[label.clone()].to_owned(), value: value.to_owned() })
}

fn opens_with_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Where the name ends in a segment that goes on with a number: `PRC FMA 106-01403-02`.
fn name_end(segment: &str) -> Option<usize> {
    let number = segment
        .match_indices(' ')
        .find(|(at, _)| segment[at + 1..].chars().take_while(char::is_ascii_digit).count() > 1);
    number.map(|(at, _)| at)
}

/// The repository, and where what follows its name starts. A part that says which archive or where it is
/// belongs to the name: `National Archives, College Park`.
fn with_seat(names: &str, first: &Range<usize>, further: &[Range<usize>]) -> (String, usize) {
    let is_seat = |part: &&Range<usize>| {
        let part = &names[(*part).clone()];
        let plain =
            part.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '(' | ')' | '-' | '\''));
        let papers = ["paper", "file", "record", "series", "fond"];
        plain && part.contains(' ') && !papers.iter().any(|word| part.to_lowercase().contains(word))
    };
    let seats = further.iter().take_while(is_seat).count();
    let name = [first].into_iter().chain(&further[..seats]).map(|part| &names[part.clone()]);
    let after = further.get(seats).map_or(names.len(), |part| part.start);
    (name.collect::<Vec<_>>().join(", "), after)
}

/// The parts between commas, trimmed, without empty ones.
fn segments(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut segments = Vec::new();
    for part in text.split(',') {
        let trimmed = part.trim();
        let from = start + (part.len() - part.trim_start().len());
        if !trimmed.is_empty() {
            segments.push(from..from + trimmed.len());
        }
        start += part.len() + 1;
    }
    segments
}

/// Without the end of the sentence; the point of `22ob.` belongs to it.
fn without_end(text: &str) -> &str {
    if text.ends_with("ob.") || text.ends_with("об.") {
        text
    } else {
        text.trim_end_matches(['.', ' ', ',', ';'])
    }
}

#[cfg(test)]
mod tests {
    use super::{place, shelfmark};

    #[track_caller]
    fn check(written: &str, expected: &[&str]) {
        let levels = shelfmark(written).map(|shelfmark| shelfmark.levels).unwrap_or_default();
        let levels: Vec<String> =
            levels.iter().map(|level| format!("{}={}", level.label, level.value)).collect();
        assert_eq!(levels, expected, "{written}");
    }

    #[test]
    fn numbers_have_letters() {
        check("f. R-5446, op. 1, d. 1", &["f.=R-5446", "op.=1", "d.=1"]);
        check("f. P-5446, op. 1", &["f.=P-5446", "op.=1"]);
        check("f. Р-5446, op. 1a", &["f.=Р-5446", "op.=1a"]);
        check("f.R5446, op.1", &["f.=R5446", "op.=1"]);
        check("fond R–7523 op. 1", &["fond=R–7523", "op.=1"]);
        check("f. Stalin, op. 1", &["op.=1"]);
        let found = place("GARF, f. R-5446, op. 1, d. 1", false);
        assert_eq!(found.repository.as_deref(), Some("GARF"));
    }

    #[test]
    fn archives_count_in_other_languages() {
        check("ф. 558, оп. 11, д. 109, л. 12", &["ф.=558", "оп.=11", "д.=109", "л.=12"]);
        check(
            "Фонд Р-5446, опись 1, дело 7, лл. 3–4об.",
            &["Фонд=Р-5446", "опись=1", "дело=7", "лл.=3–4об."],
        );
        check("ф. 1, оп. 70, спр. 5, арк. 12", &["ф.=1", "оп.=70", "спр.=5", "арк.=12"]);
        check("f. 3, inv. 2, file 109", &["f.=3", "inv.=2", "file=109"]);
    }
}
