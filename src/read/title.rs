//! What a title tells: genre, sender, recipient. It knows the forms of titles and no document; where a title
//! has none of them, it tells nothing.

use crate::model::text::one_line;
use crate::read::dates;

/// What a title tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// The genre: `Telephone Message via VCh`.
    pub kind: Option<String>,
    pub from: Vec<String>,
    pub to: Vec<String>,
}

/// No title tells more than this many bytes do.
const LONGEST: usize = 1000;

/// Reads a title: `Telephone Message via VCh, I. Stalin to Kim Il Sung`, `Letter from X to Y`.
pub fn title(text: &str) -> Told {
    if text.len() > LONGEST {
        return Told::default();
    }
    let text = one_line(text);
    let text = without_date(bare(&text));
    after_comma(text).or_else(|| from_and_to(text)).or_else(|| of_office(text)).unwrap_or_default()
}

/// What is sent from one to another.
const GENRES: [&str; 25] = [
    "letter",
    "telegram",
    "cable",
    "cablegram",
    "message",
    "note",
    "memorandum",
    "memo",
    "report",
    "dispatch",
    "despatch",
    "radiogram",
    "telephonogram",
    "phonogram",
    "cipher",
    "ciphergram",
    "instruction",
    "instructions",
    "directive",
    "order",
    "postcard",
    "aide-mémoire",
    "aide-memoire",
    "reply",
    "airgram",
];

/// What has a recipient even where no sender is named.
const LETTERS: [&str; 12] = [
    "letter",
    "telegram",
    "cable",
    "cablegram",
    "message",
    "note",
    "dispatch",
    "despatch",
    "radiogram",
    "telephonogram",
    "postcard",
    "airgram",
];

/// Where a recipient's name ends and the title goes on.
const TURNS: [&str; 20] = [
    " regarding ",
    " concerning ",
    " about ",
    " on ",
    " dated ",
    " re ",
    " re: ",
    " reporting ",
    " requesting ",
    " conveying ",
    " transmitting ",
    " containing ",
    " with ",
    " in response ",
    " in reply ",
    " asking ",
    " informing ",
    " via ",
    " through ",
    " (",
];

/// Recipients that are nobody.
const NOBODY: [&str; 6] = ["file", "files", "the file", "the files", "self", "the record"];

/// Offices by which the parties of a diplomatic title are called.
const OFFICES: [&str; 19] = [
    "ambassador",
    "secretary",
    "under secretary",
    "acting secretary",
    "deputy",
    "assistant secretary",
    "minister",
    "chargé",
    "charge",
    "consul",
    "consul general",
    "president",
    "premier",
    "prime minister",
    "chairman",
    "commander",
    "commanding general",
    "representative",
    "political adviser",
];

/// `Ciphered Telegram No. 8111, Ministry to Gromov`
fn after_comma(text: &str) -> Option<Told> {
    text.match_indices(',').find_map(|(comma, _)| {
        let kind = genre(&text[..comma])?;
        let (from, to) = split_once_at_to(text[comma + 1..].trim())?;
        let (from, to) = (parties(from), parties(recipient(to)));
        let all_named = !from.is_empty() && !to.is_empty();
        all_named.then_some(Told { kind: Some(kind), from, to })
    })
}

/// `Letter from X to Y`, `Letter from X`, `Letter to Y`
fn from_and_to(text: &str) -> Option<Told> {
    let small = text.to_ascii_lowercase();
    if let Some(at) = small.find(" from ") {
        let kind = genre(&text[..at])?;
        let rest = &text[at + " from ".len()..];
        return match split_once_at_to(rest) {
            Some((from, to)) => {
                let (from, to) = (parties(from), parties(recipient(to)));
                (!from.is_empty() && !to.is_empty()).then_some(Told { kind: Some(kind), from, to })
            }
            None => {
                let from = parties(recipient(rest));
                let somebody = !rest.to_ascii_lowercase().starts_with("the ");
                (somebody && !from.is_empty()).then_some(Told { kind: Some(kind), from, to: Vec::new() })
            }
        };
    }
    let at = small.find(" to ")?;
    let kind = genre(&text[..at])?;
    let to = parties(recipient(&text[at + " to ".len()..]));
    let letter = LETTERS.iter().any(|genre| has_word(&kind, genre));
    (letter && !to.is_empty()).then_some(Told { kind: Some(kind), from: Vec::new(), to })
}

/// `The Ambassador in the Soviet Union (Smith) to the Secretary of State`
fn of_office(text: &str) -> Option<Told> {
    let (from, to) = split_once_at_to(text)?;
    let has_office = |party: &str| {
        let party = without_article(party).to_lowercase();
        let after = |office: &str| {
            party.strip_prefix(office).map(|rest| rest.starts_with([' ', ',']) || rest.is_empty())
        };
        OFFICES.iter().any(|office| after(office) == Some(true))
    };
    let named = has_office(from) && has_office(to);
    named.then(|| Told {
        kind: None,
        from: vec![without_article(from).to_owned()],
        to: vec![without_article(to).to_owned()],
    })
}

/// The genre in the words before the parties, without the number of the piece.
fn genre(before: &str) -> Option<String> {
    let before = before.trim().trim_end_matches(',');
    let words: Vec<&str> = before.split(' ').collect();
    let at = words.iter().position(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_lowercase();
        GENRES.contains(&word.as_str())
    })?;
    let few = words.len() <= 10 && at < 6;
    let end =
        words[at + 1..].iter().position(|word| is_number(word)).map_or(words.len(), |number| at + 1 + number);
    let kind = words[..end].join(" ");
    let opens_big = kind.chars().next().is_some_and(char::is_uppercase);
    (few && opens_big && !kind.contains(" of ")).then_some(kind)
}

fn is_number(word: &str) -> bool {
    let label = ["no.", "no", "nr.", "nr", "№", "nº", "#", "number"];
    label.contains(&word.to_lowercase().as_str()) || word.contains(|c: char| c.is_ascii_digit())
}

fn split_once_at_to(text: &str) -> Option<(&str, &str)> {
    let at = text.to_ascii_lowercase().find(" to ")?;
    Some((text[..at].trim_end_matches([',', ' ']), &text[at + " to ".len()..]))
}

/// The recipient, without what the piece is about.
fn recipient(text: &str) -> &str {
    let small = text.to_ascii_lowercase();
    let end = TURNS.iter().filter_map(|turn| small.find(turn)).min().unwrap_or(text.len());
    text[..end].trim().trim_end_matches([',', ';', ':', '.'])
}

/// The names in a text that is one or more names; none where any of them is not like one.
fn parties(text: &str) -> Vec<String> {
    let names: Vec<&str> = several(text).into_iter().map(without_article).collect();
    if names.iter().all(|name| is_like_name(name)) {
        names.into_iter().map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

/// `Petrov, Gromov and Lebedev` are three; `Ministry of Trade and Supply` is one.
fn several(text: &str) -> Vec<&str> {
    let body = |part: &str| part.contains(" of ") || part.contains(" for ") || part.split(' ').count() > 4;
    match text.rsplit_once(" and ").or_else(|| text.rsplit_once(" & ")) {
        Some((before, last)) if !before.split(", ").any(body) && !body(last) => {
            before.split(',').map(str::trim).filter(|name| !name.is_empty()).chain([last.trim()]).collect()
        }
        _ => vec![text.trim()],
    }
}

fn is_like_name(name: &str) -> bool {
    let first = name.chars().find(|c| c.is_alphanumeric());
    let opens_big = first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let short = name.split(' ').count() <= 14 && name.chars().count() <= 120;
    opens_big && short && !NOBODY.contains(&name.to_lowercase().as_str())
}

fn without_article(name: &str) -> &str {
    let name = name.trim();
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
}

fn has_word(text: &str, word: &str) -> bool {
    let text = text.to_lowercase();
    text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|part| part == word)
}

/// The title without the number that opens it in a volume and the note mark that ends it: `1. Message From … ⁰`.
fn bare(text: &str) -> &str {
    let number = text.split_once(". ").filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
    let text = number.map_or(text, |(_, rest)| rest);
    text.trim_end_matches([' ', '⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'])
}

/// The title without the date that ends it: `…, 3 May 1950`.
fn without_date(text: &str) -> &str {
    let ends = |at: usize| text[at..].trim_matches(['.', ')', ' ', ',', ']']).is_empty();
    match dates::find(text, None).into_iter().last() {
        Some((range, _)) if ends(range.end) => {
            let before = text[..range.start].trim_end_matches([',', ' ', '(', '[']);
            let linked =
                [" dated", " of", " on", ", dated"].iter().find_map(|link| before.strip_suffix(link));
            linked.unwrap_or(before)
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use crate::read::title::title;

    fn check(text: &str, kind: Option<&str>, from: &[&str], to: &[&str]) {
        let told = title(text);
        assert_eq!(
            (told.kind.as_deref(), &told.from[..], &told.to[..]),
            (kind, &owned(from)[..], &owned(to)[..]),
            "{text}"
        );
    }

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| name.to_string()).collect()
    }

    #[test]
    fn titles_with_parties() {
        check(
            "Telephone Message via VCh, I. Stalin to Kim Il Sung",
            Some("Telephone Message via VCh"),
            &["I. Stalin"],
            &["Kim Il Sung"],
        );
        check(
            "Ciphered Telegram, Belov to Zarya [Petrov]",
            Some("Ciphered Telegram"),
            &["Belov"],
            &["Zarya [Petrov]"],
        );
        check(
            "Ciphered Telegram No. 8111, Ministry to Gromov",
            Some("Ciphered Telegram"),
            &["Ministry"],
            &["Gromov"],
        );
        check(
            "Ciphered Telegram, Gromov to Cde. Zarya [Petrov]",
            Some("Ciphered Telegram"),
            &["Gromov"],
            &["Cde. Zarya [Petrov]"],
        );
        check(
            "Draft Letter, Petrov to Kim [金] and 李",
            Some("Draft Letter"),
            &["Petrov"],
            &["Kim [金]", "李"],
        );
        check(
            "Cable, Mao Zedong to Filippov [Stalin], 3 May 1950",
            Some("Cable"),
            &["Mao Zedong"],
            &["Filippov [Stalin]"],
        );
        check("Letter from Kim Il Sung to Stalin", Some("Letter"), &["Kim Il Sung"], &["Stalin"]);
        check(
            "Letter From Chairman Khrushchev to President Kennedy",
            Some("Letter"),
            &["Chairman Khrushchev"],
            &["President Kennedy"],
        );
        check(
            "Telegram From the Embassy in the Soviet Union to the Department of State",
            Some("Telegram"),
            &["Embassy in the Soviet Union"],
            &["Department of State"],
        );
        check(
            "Telegram No. 205 from Shtykov to Vyshinsky on the Election Results",
            Some("Telegram"),
            &["Shtykov"],
            &["Vyshinsky"],
        );
        check(
            "Letter from Stalin to Petrov, Gromov and Lebedev",
            Some("Letter"),
            &["Stalin"],
            &["Petrov", "Gromov", "Lebedev"],
        );
        check("Letter to Kim Il Sung, October 12, 1948", Some("Letter"), &[], &["Kim Il Sung"]);
        check(
            "Letter from Mao Zedong regarding the Dispatch of Troops",
            Some("Letter"),
            &["Mao Zedong"],
            &[],
        );
        check(
            "Report, Zhou Enlai to the Ministry of Trade and Supply",
            Some("Report"),
            &["Zhou Enlai"],
            &["Ministry of Trade and Supply"],
        );
        check(
            "The Ambassador in the Soviet Union (Smith) to the Secretary of State",
            None,
            &["Ambassador in the Soviet Union (Smith)"],
            &["Secretary of State"],
        );
    }

    #[test]
    fn titles_in_a_volume() {
        check(
            "1. Message From Chairman Khrushchev to President-elect Kennedy ⁰",
            Some("Message"),
            &["Chairman Khrushchev"],
            &["President-elect Kennedy"],
        );
    }

    #[test]
    fn titles_without_parties() {
        let check = |text| check(text, None, &[], &[]);
        check("Journal of Ambassador A. B. Orlovskiy for 4 March 1957");
        check("Minutes of conversation between Stalin and Mao Zedong");
        check("Note to file");
        check("Note to the File");
        check("Guide to the archives");
        check("Introduction to Diplomacy");
        check("From the Diary of N. V. Roshchin");
        check("Message of Greeting to the Congress");
        check("Letter from the Front");
        check("Notes to the text");
        check("Order to attack");
        check("Memorandum of Conversation, Moscow, from 3 to 5 May 1950");
        check("Record of Talks, and How to Read Them");
        check("to");
        check(" to ");
        check("");
        check("12 October 1948");
    }
}
