//! Small turns of phrase that several pages use.

use crate::model::archive::{Level, Shelfmark};
use crate::model::language;
use crate::words::listed;

/// The names of languages given by their tags: `Russian and Korean`. A tag that has no name stays.
pub fn languages(tags: &[String]) -> String {
    let names: Vec<&str> = tags.iter().map(|tag| language::name(tag).unwrap_or(tag)).collect();
    listed(&names)
}

/// One line of all that stands on several.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The start of a text, at most `length` characters, cut between words.
pub fn shortened(text: &str, length: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= length {
        return text;
    }
    let cut: String = text.chars().take(length).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    let kept = cut.get(..end).unwrap_or(&cut).trim_end_matches([',', ';', ':', '.', ' ']);
    format!("{kept} …")
}

/// The levels of a shelfmark with their names written out: `fond 558`, `opis 11`, `delo 109`, `leaf 0113`.
pub fn levels(shelfmark: &Shelfmark) -> Vec<String> {
    let russian =
        shelfmark.levels.iter().any(|level| matches!(bare(level).as_str(), "op" | "opis" | "opis'"));
    shelfmark.levels.iter().map(|level| format!("{} {}", level_name(level, russian), level.value)).collect()
}

/// `f.` is a fond in a Russian archive and a folio elsewhere, so it is written out only beside an opis.
fn level_name(level: &Level, russian: bool) -> &str {
    let many = level.value.contains(['-', '–', ',']);
    match (bare(level).as_str(), russian) {
        ("f" | "fond", true) => "fond",
        ("op" | "opis" | "opis'", _) => "opis",
        ("d" | "delo", true) => "delo",
        ("l" | "ll" | "list" | "listy", true) => {
            if many {
                "leaves"
            } else {
                "leaf"
            }
        }
        ("pap" | "papka", _) => "papka",
        ("rg", _) => "record group",
        _ => &level.label,
    }
}

fn bare(level: &Level) -> String {
    level.label.trim_end_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{levels, shortened};
    use crate::model::archive::{Level, Shelfmark};

    #[test]
    fn texts_are_cut_between_words() {
        assert_eq!(shortened("a  short\ntext", 20), "a short text");
        assert_eq!(shortened("a second copy, was sent", 16), "a second copy …");
        assert_eq!(shortened("протоколпротокол", 8), "протокол …");
    }

    #[test]
    fn shelfmarks_are_written_out() {
        let check = |given: &[(&str, &str)], expected: &[&str]| {
            let levels_of = given
                .iter()
                .map(|(label, value)| Level { label: (*label).to_owned(), value: (*value).to_owned() })
                .collect();
            assert_eq!(levels(&Shelfmark { written: String::new(), levels: levels_of }), expected);
        };
        check(
            &[("f.", "558"), ("op.", "11"), ("d.", "109"), ("ll.", "0113")],
            &["fond 558", "opis 11", "delo 109", "leaf 0113"],
        );
        check(&[("f.", "45"), ("op.", "1"), ("ll.", "21-22ob.")], &["fond 45", "opis 1", "leaves 21-22ob."]);
        check(&[("RG", "59"), ("f.", "3")], &["record group 59", "f. 3"]);
    }
}
