//! Which names are those of bodies: of states, committees, ministries. It knows words, no document.

use crate::model::naming::{is_initials, names_office};

/// Whether the name is that of a body: it has a word in it that bodies have in their names and persons have not, or is
/// that of a state, or of nothing but abbreviations.
pub fn is_body(name: &str) -> bool {
    words(name).any(|word| BODIES.contains(&word.to_lowercase().as_str())) || is_state(name) || is_short(name)
}

/// Whether a word that bodies have in their names is a family name too: `Press, William`.
pub fn is_surname_too(word: &str) -> bool {
    SURNAMES_TOO.contains(&word.to_lowercase().as_str())
}

/// Whether a word is an abbreviation, or set in capitals as one is: `CPSU`, but not `I.V.`
pub fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 1 && letters.all(char::is_uppercase) && !is_initials(word)
}

/// `United States`, `North Korea`, `Soviet Union`; `Oliver North` is a person, and `Soviet Ambassador` an office.
fn is_state(name: &str) -> bool {
    let all: Vec<String> = words(name).map(str::to_lowercase).collect();
    let ([first, ..], Some(last)) = (all.as_slice(), all.last()) else { return false };
    let said = all.iter().any(|word| STATES.contains(&word.as_str()))
        || LANDS.contains(&last.as_str())
        || (all.len() > 1 && OF_STATES.contains(&first.as_str()));
    said && !names_office(name)
}

/// `CC CPSU`, `USSR`; `JOHN SMITH` is a person. What has no vowel is not spoken as a word.
fn is_short(name: &str) -> bool {
    let spoken = |word: &str| word.to_lowercase().contains(|c| VOWELS.contains(c));
    let mut all = name.split_whitespace().peekable();
    all.peek().is_some()
        && all.all(|word| is_capitals(word) && (ABBREVIATIONS.contains(&word) || !spoken(word)))
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

const VOWELS: &str = "aeiouyаеёиоуыэюя";

/// Abbreviations that have a vowel.
const ABBREVIATIONS: [&str; 13] =
    ["CPSU", "USSR", "USA", "US", "UK", "UN", "UNO", "NATO", "MFA", "ROK", "США", "ООН", "МИД"];

/// Words that stand in the name of a state or a league of states, wherever it may be.
const STATES: [&str; 10] = [
    "commonwealth",
    "confederation",
    "empire",
    "federation",
    "kingdom",
    "nations",
    "republic",
    "states",
    "республика",
    "федерация",
];

/// Names of lands that nobody has as a family name. `France` and `Jordan` are such.
const LANDS: [&str; 20] = [
    "africa",
    "america",
    "arabia",
    "britain",
    "bulgaria",
    "china",
    "czechoslovakia",
    "faso",
    "germany",
    "guinea",
    "hungary",
    "korea",
    "lanka",
    "leone",
    "mongolia",
    "russia",
    "vietnam",
    "yemen",
    "yugoslavia",
    "zealand",
];

/// Words by which a state or its people is named before another word. `German` is a given name as well.
const OF_STATES: [&str; 38] = [
    "albanian",
    "allied",
    "american",
    "arab",
    "british",
    "bulgarian",
    "central",
    "chinese",
    "communist",
    "cuban",
    "czech",
    "czechoslovak",
    "democratic",
    "east",
    "federal",
    "hungarian",
    "imperial",
    "indian",
    "iranian",
    "israeli",
    "italian",
    "japanese",
    "korean",
    "mongolian",
    "nationalist",
    "north",
    "people",
    "polish",
    "romanian",
    "russian",
    "socialist",
    "south",
    "soviet",
    "turkish",
    "united",
    "vietnamese",
    "west",
    "yugoslav",
];

/// Words that are in the names of bodies and seldom in those of persons.
const BODIES: [&str; 63] = [
    "academy",
    "agency",
    "archive",
    "archives",
    "army",
    "association",
    "bureau",
    "cabinet",
    "center",
    "centre",
    "commission",
    "committee",
    "company",
    "conference",
    "congress",
    "council",
    "delegation",
    "department",
    "directorate",
    "embassy",
    "foundation",
    "government",
    "headquarters",
    "institute",
    "legation",
    "library",
    "ministry",
    "mission",
    "museum",
    "office",
    "party",
    "politburo",
    "press",
    "presidium",
    "secretariat",
    "society",
    "staff",
    "state",
    "union",
    "university",
    // Russian
    "академия",
    "архив",
    "бюро",
    "институт",
    "комиссия",
    "комитет",
    "министерство",
    "отдел",
    "партия",
    "политбюро",
    "посольство",
    "правительство",
    "президиум",
    "секретариат",
    "совет",
    "союз",
    "управление",
    // German and French
    "ambassade",
    "botschaft",
    "ministère",
    "ministerium",
    "regierung",
    "zentralkomitee",
];

/// Of these words those that are family names as well.
const SURNAMES_TOO: [&str; 14] = [
    "archive", "army", "bureau", "cabinet", "center", "company", "library", "mission", "office", "party",
    "press", "staff", "state", "union",
];

#[cfg(test)]
mod tests {
    use super::is_body;

    #[test]
    fn bodies_are_told_from_persons() {
        let bodies = [
            "United States",
            "North Korea",
            "N. Korea",
            "CC CPSU",
            "ЦК КПСС",
            "USSR",
            "Совет Министров",
            "Russian Federation",
            "Hungarian Comrades",
            "Soviet Embassy",
        ];
        for name in bodies {
            assert!(is_body(name), "{name}");
        }
        let persons =
            ["Oliver North", "German Titov", "JOHN SMITH", "I.V. Stalin", "Soviet Ambassador", "", "A."];
        for name in persons {
            assert!(!is_body(name), "{name}");
        }
    }
}
