//! The order of a shelf: levels of shelfmarks under one name, and numbers as an archivist counts them. It knows words for
//! levels and no document.

use deunicode::deunicode;

use crate::model::archive::{Level, Shelfmark};
use crate::model::folding::{letters, slug_of_words};

/// The level under one name, whatever archives and languages call it: `fond 45` and `f. 45` are one.
pub fn level_name(label: &str) -> String {
    let label = letters(label);
    let known = LEVELS.iter().find(|(_, words)| words.contains(&label.as_str()));
    known.map_or(label, |(name, _)| (*name).to_owned())
}

const LEVELS: [(&str, &[&str]); 6] = [
    ("f", &["f", "ff", "fond", "fonds", "fund", "ф", "фонд"]),
    ("op", &["op", "opis", "opisi", "inv", "inventory", "оп", "опись", "опис"]),
    ("d", &["d", "dd", "delo", "dela", "file", "spr", "sprava", "д", "дд", "дело", "дела", "спр", "справа"]),
    ("p", &["p", "papka", "pap", "por", "пап", "папка", "п"]),
    ("rg", &["rg", "record group"]),
    ("box", &["box", "bx"]),
];

/// The levels within which leaves are counted: what is behind them is a place in a file and no file.
pub fn is_leaf(level: &Level) -> bool {
    const LEAVES: [&str; 29] = [
        "l",
        "ll",
        "list",
        "listy",
        "listov",
        "leaf",
        "leaves",
        "p",
        "pp",
        "page",
        "pages",
        "fol",
        "folio",
        "sheet",
        "sheets",
        "bl",
        "ark",
        "arkush",
        "л",
        "лл",
        "лист",
        "листы",
        "листов",
        "с",
        "стр",
        "арк",
        "аркуш",
        "frame",
        "frames",
    ];
    LEAVES.contains(&letters(&level.label).as_str())
}

/// The levels of a shelfmark down to the file, without the leaves. What stands before the first of them and has no label is a
/// level too: `FO 371/1, ff. 4-5` is of `FO 371/1`.
pub fn shelves(shelfmark: &Shelfmark) -> Vec<Level> {
    let levels = &shelfmark.levels;
    let head = head(shelfmark);
    let is_end = |(at, level): (usize, &Level)| {
        let name = level_name(&level.label);
        // With a delo behind it `p.` is a papka, and not a page; `ff.` behind something else are folios.
        let behind = |what: &str| levels.iter().skip(at + 1).any(|next| level_name(&next.label) == what);
        let is_folio = name == "f" && (at > 0 || head.is_some()) && !behind("op") && !behind("d");
        is_leaf(level) && !(name == "p" && behind("d")) || is_folio
    };
    let end = levels.iter().enumerate().position(is_end).unwrap_or(levels.len());
    head.into_iter().chain(levels.iter().take(end).cloned()).collect()
}

/// What stands before the levels of a shelfmark that has any.
fn head(shelfmark: &Shelfmark) -> Option<Level> {
    let first = shelfmark.levels.first()?;
    let opens = |(at, _): &(usize, &str)| {
        let rest = shelfmark.written.get(at + first.label.len()..).unwrap_or_default();
        rest.trim_start().starts_with(&first.value)
    };
    let (start, _) = shelfmark.written.match_indices(first.label.as_str()).find(opens)?;
    let head = shelfmark.written.get(..start)?.trim_matches([' ', ',', ';', ':', '.']);
    (!head.is_empty()).then(|| Level { label: String::new(), value: head.to_owned() })
}

/// What a level is, however it is written: `F. R5446`, `fond R-5446` and `Фонд Р-5446` are one, `5-1` and `5/1` are two.
pub fn shelf(level: &Level) -> (String, String) {
    (level_name(&level.label), number(&level.value))
}

/// The number of a level in small Latin letters. The letters that stand before it, which tell the fonds of the state from
/// those of the party, are parted from it by `-`.
fn number(value: &str) -> String {
    let value = deunicode(value.trim()).to_lowercase();
    let digits = value.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let (letters, rest) = value.split_at(value.len() - digits.len());
    let rest = rest.trim_start_matches(['-', ' ']);
    let parted = (1..=3).contains(&letters.len()) && rest.starts_with(|c: char| c.is_ascii_digit());
    let number = if parted { format!("{letters}-{rest}") } else { value };
    number.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One level as a part of an address: `f-558`.
pub fn slug(level: &Level) -> String {
    let (name, number) = shelf(level);
    slug_of_words(&format!("{name} {number}"))
}

/// What values of a level are sorted by: as numbers as far as they are; those with letters before the number, behind
/// those without.
///
/// ```
/// use edition::model::shelving::counted;
/// assert!(counted("9") < counted("10") && counted("10") < counted("10a"));
/// assert!(counted("10026") < counted("R-393") && counted("R-393") < counted("Р-5446"));
/// ```
pub fn counted(value: &str) -> (String, u64, String) {
    let number = number(value);
    let letters: String = number.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let digits = number.chars().skip(letters.chars().count()).take_while(char::is_ascii_digit);
    let digits: String = digits.take(18).collect();
    (letters, digits.parse().unwrap_or(u64::MAX), number)
}

#[cfg(test)]
mod tests {
    use super::{shelf, shelves, slug};
    use crate::model::archive::{Level, Shelfmark};

    fn level(label: &str, value: &str) -> Level {
        Level { label: label.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn a_level_is_known_however_it_is_written() {
        let check = |one: (&str, &str), other: (&str, &str)| {
            assert_eq!(shelf(&level(one.0, one.1)), shelf(&level(other.0, other.1)));
        };
        check(("f.", "558"), ("Fond", "558"));
        check(("ф.", "Р-5446"), ("f.", "R5446"));
        check(("opis'", "11"), ("inv.", "11"));
        check(("D.", "109"), ("file", "109"));
    }

    #[test]
    fn shelves_end_where_leaves_begin() {
        #[track_caller]
        fn check(written: &str, levels: &[(&str, &str)], expected: &str) {
            let levels = levels.iter().map(|(label, value)| level(label, value)).collect();
            let shelves = shelves(&Shelfmark { written: written.to_owned(), levels });
            let shown: Vec<String> = shelves.iter().map(slug).collect();
            assert_eq!(shown.join(" "), expected);
        }
        check(
            "f. 1, op. 2, d. 3, p. 4",
            &[("f.", "1"), ("op.", "2"), ("d.", "3"), ("p.", "4")],
            "f-1 op-2 d-3",
        );
        check(
            "f. 0102, op. 4, p. 11, d. 3",
            &[("f.", "0102"), ("op.", "4"), ("p.", "11"), ("d.", "3")],
            "f-0102 op-4 p-11 d-3",
        );
        check("FO 371/1, ff. 4-5", &[("ff.", "4-5")], &slug(&level("", "FO 371/1")));
        check("Bestand 42 Nr. 3", &[("Nr.", "3")], "bestand-42 nr-3");
        check(
            "Stalin Papers, fond 558, op. 11, d. 109",
            &[("fond", "558"), ("op.", "11"), ("d.", "109")],
            "stalin-papers f-558 op-11 d-109",
        );
        check("f. 558, op. 11", &[("f.", "558"), ("op.", "11")], "f-558 op-11");
    }

    #[test]
    fn two_numbers_have_two_addresses() {
        assert_eq!(slug(&level("fond", "R-5446")), "f-r-5446");
        assert_eq!(slug(&level("f.", "5-1")), "f-5-1");
        assert_ne!(slug(&level("f.", "5/1")), slug(&level("f.", "5-1")));
        assert_ne!(slug(&level("f.", "5.1")), slug(&level("f.", "5-1")));
    }
}
