//! How a name is put in order: whose it is, and which part of it is the family's. It knows names, no document.
//!
//! A name is taken apart only where that is safe. `I. Stalin` is; `Kim Il Sung`, whose family name comes first, and
//! `Council of Ministers of the USSR` are not, and stay as they were written.

mod bodies;
mod words;

use crate::model::entity::{Party, PartyKind};
use crate::model::folding::letters;
use crate::model::naming::bodies::{is_body, is_capitals, is_surname_too};
use crate::model::naming::words::{
    BEFORE_A_COMMA, HONORIFICS, NOT_PINYIN, OFFICES, PARTICLES, PINYIN, SURNAMES_FIRST, TITLES, UNKNOWN,
    UNKNOWN_SIGNS, VIETNAMESE,
};

/// A name, and what is known of its parts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Naming {
    /// A person of whose name the family's part is known, and what follows the name: `Jr.`, `III`.
    Parted { family: String, given: String, suffix: Option<String> },
    /// A person whose family's name is known and stands in front wherever the name is written: `Kim` and `Il Sung`.
    FamilyFirst { family: String, given: String },
    /// A person whose name stays in the order in which it is written: `Kim Il Sung`, `Stalin`.
    Whole(String),
    /// An office, a state, a committee.
    Body(String),
}

impl Naming {
    /// Looks at a name as a document or a title page has it. White space is collapsed; nothing else is changed.
    ///
    /// ```
    /// use edition::model::naming::Naming;
    /// assert_eq!(Naming::of("I. V. Stalin").sorted(), "Stalin, I. V.");
    /// assert_eq!(Naming::of("Kim Il Sung").sorted(), "Kim Il Sung");
    /// assert_eq!(Naming::of("Council of Ministers").sorted(), "Council of Ministers");
    /// ```
    pub fn of(name: &str) -> Naming {
        Naming::of_kind(name, None)
    }

    /// Looks at the name of a sender or a recipient. What the source says it is comes before what its name looks like.
    pub fn of_party(party: &Party) -> Naming {
        // What a body has in its name is its own: `Military Unit, 12345`.
        let name = match party.kind {
            Some(PartyKind::Body) => &party.name,
            _ => without_dates(&party.name),
        };
        party.naming.clone().unwrap_or_else(|| Naming::of_kind(name, party.kind))
    }

    /// Looks at the heading of a register of persons, which parts a name by its comma alone. What libraries set behind a name
    /// is no part of it: `Roosevelt, Franklin D. (Franklin Delano), 1882-1945`.
    ///
    /// ```
    /// use edition::model::naming::Naming;
    /// let naming = Naming::of_heading("Roosevelt, Franklin D. (Franklin Delano), 1882-1945");
    /// assert_eq!(naming.spoken(), "Franklin D. Roosevelt");
    /// let naming = Naming::of_heading("Catherine II, Empress of Russia, 1729-1796");
    /// assert_eq!(naming.spoken(), "Catherine II, Empress of Russia");
    /// ```
    pub fn of_heading(heading: &str) -> Naming {
        let name = without_dates(heading);
        match (Naming::of(name), name.split_once(',')) {
            // What the comma alone does not say.
            (naming @ (Naming::FamilyFirst { .. } | Naming::Parted { suffix: Some(_), .. }), _) => naming,
            (_, Some((family, given))) if is_given(given.trim()) => {
                Naming::parted(family.trim(), given.trim(), None, false)
            }
            (_, Some(_)) => Naming::Whole(name.to_owned()),
            (naming, None) => naming,
        }
    }

    /// A name of which the parts are known, in the order in which the source has them.
    pub fn parted(family: &str, given: &str, suffix: Option<&str>, family_first: bool) -> Naming {
        let (family, given) = (family.to_owned(), given.to_owned());
        match family_first {
            true => Naming::FamilyFirst { family, given },
            false => Naming::Parted { family, given, suffix: suffix.map(str::to_owned) },
        }
    }

    /// Looks at a name of which the source may say whether it is a person's.
    pub fn of_kind(name: &str, kind: Option<PartyKind>) -> Naming {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        // `Stalin, Chairman of the Council` is a person.
        let start = name.split(',').next().unwrap_or_default();
        let body = match kind {
            Some(kind) => kind == PartyKind::Body,
            None => is_body(start),
        };
        if kind == Some(PartyKind::Body) {
            return Naming::Body(name);
        }
        let (bare, suffix) = without_suffix(&name);
        let found = match bare.split_once(',') {
            Some((family, given)) => {
                let (family, within) = of_the_family(family.trim(), given);
                let (given, suffix) = (
                    within.map_or(given, |(_, given)| given).trim(),
                    suffix.or(within.map(|(suffix, _)| suffix)),
                );
                let fits = suffix.is_some() && is_given(given) || is_inverted(family, given, kind);
                let first = suffix.is_none() && comes_first(family, given);
                fits.then(|| Naming::parted(family, given, suffix, first))
            }
            None if body => None,
            None => parted(bare, suffix.is_some())
                .map(|(family, given)| Naming::parted(&family, &given, suffix, false)),
        };
        found.unwrap_or(if body { Naming::Body(name) } else { Naming::Whole(name) })
    }

    /// In the order in which it is spoken: `I. V. Stalin`.
    pub fn spoken(&self) -> String {
        match self {
            Naming::Parted { family, given, suffix: Some(suffix) } => format!("{given} {family} {suffix}"),
            Naming::Parted { family, given, suffix: None } => format!("{given} {family}"),
            Naming::FamilyFirst { family, given } => format!("{family} {given}"),
            Naming::Whole(name) | Naming::Body(name) => name.clone(),
        }
    }

    /// In the order of a list: `Stalin, I. V.`
    pub fn sorted(&self) -> String {
        match self {
            Naming::Parted { family, given, suffix: Some(suffix) } => format!("{family}, {given}, {suffix}"),
            Naming::Parted { family, given, suffix: None } => format!("{family}, {given}"),
            Naming::FamilyFirst { family, given } => format!("{family} {given}"),
            Naming::Whole(name) | Naming::Body(name) => name.clone(),
        }
    }

    /// What a short citation calls it: `Stalin`.
    pub fn short(&self) -> &str {
        match self {
            Naming::Parted { family, .. } | Naming::FamilyFirst { family, .. } => family,
            Naming::Whole(name) | Naming::Body(name) => name,
        }
    }
}

/// The parties whose names say who they are.
pub fn known(parties: &[Party]) -> impl Iterator<Item = &Party> {
    parties.iter().filter(|party| !is_unknown(&party.name))
}

/// Whether the name says that there is none, in a language whose months are known too: `unknown`, `[sender unknown]`, `N. N.`,
/// `неизвестный автор`, `Verfasser unbekannt`, `expéditeur inconnu`, `不明`.
pub fn is_unknown(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let initials: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut all = words.clone().peekable();
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    all.peek().is_none()
        || initials.eq_ignore_ascii_case("nn")
        || ["n/a", "not known", "no name"].contains(&bare.as_str())
        || UNKNOWN_SIGNS.iter().any(|signs| bare.ends_with(signs))
        || (words.clone().count() <= 3 && words.any(|word| UNKNOWN.contains(&word.to_lowercase().as_str())))
}

/// What the source says of a name, where the name alone would let us think otherwise.
pub fn told(name: &str, kind: PartyKind) -> Option<PartyKind> {
    let guessed = matches!(Naming::of(name), Naming::Body(_));
    Some(kind).filter(|kind| (*kind == PartyKind::Body) != guessed)
}

/// Whether a line names an office.
pub fn names_office(line: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric()).any(is_office)
}

/// Whether a word is that for an office.
pub fn is_office(word: &str) -> bool {
    OFFICES.contains(&word.to_lowercase().as_str())
}

/// Whether a word is set before a name, and is no part of it: `Mr`, `Comrade`.
pub fn is_honorific(word: &str) -> bool {
    HONORIFICS.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

/// A name without what follows it, and that: `John F. Smith, Jr.` A number by itself belongs to kings and popes, so it is
/// taken off behind a comma, an initial or another suffix alone.
fn without_suffix(name: &str) -> (&str, Option<&str>) {
    let Some((start, last)) = name.rsplit_once(' ') else { return (name, None) };
    let (bare, comma) = match start.strip_suffix(',') {
        Some(bare) => (bare, true),
        None => (start, false),
    };
    let is_number = ["II", "III", "IV"].contains(&last);
    let is_junior = ["jr", "sr"].contains(&last.trim_end_matches('.').to_lowercase().as_str());
    let told = comma || bare.split(' ').any(is_initials) || bare.contains(',');
    // One word before it is no name of two parts: `Petrov, Sr.` stays as it is.
    if bare.contains(' ') && (is_junior || is_number && told) { (bare, Some(last)) } else { (name, None) }
}

/// The family's part of a name without what follows it there, and that with the given name: `King Jr., Martin Luther`,
/// `King, Jr., Martin Luther`.
fn of_the_family<'a>(family: &'a str, rest: &'a str) -> (&'a str, Option<(&'a str, &'a str)>) {
    if let Some((suffix, given)) = rest.split_once(',')
        && is_rank(suffix.trim())
    {
        return (family, Some((suffix.trim(), given)));
    }
    match family.rsplit_once(' ') {
        Some((bare, suffix)) if is_rank(suffix) => (bare.trim_end_matches(','), Some((suffix, rest))),
        _ => (family, None),
    }
}

/// A name without the fuller form in brackets and the years of a life that libraries set behind it, where it has a comma.
fn without_dates(name: &str) -> &str {
    let years = |part: &str| {
        let mut words = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
        let said = ["b", "d", "ca", "c", "fl", "born", "died", "active", "approximately", "or", "century"];
        let counted = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        part.bytes().filter(u8::is_ascii_digit).count() > 1
            && words.all(|word| counted(word) || said.contains(&word.to_lowercase().as_str()))
    };
    let bare = match name.rsplit_once(',') {
        Some((bare, last)) if years(last) => bare,
        _ => name,
    };
    match bare.rsplit_once('(') {
        Some((bare, last)) if bare.contains(',') && last.trim_end().ends_with(')') => bare.trim_end(),
        _ => bare.trim_end(),
    }
}

/// Whether what stands behind a comma can be a given name: no title by itself, and nothing that a small word opens. `Empress of
/// Russia` is none, `General George C.` and `Johann Wolfgang von` are.
fn is_given(part: &str) -> bool {
    let title = |word: &&str| {
        let small = word.trim_end_matches('.').to_lowercase();
        TITLES.contains(&small.as_str()) || is_office(&small) || is_honorific(&small)
    };
    let mut named = part.split(' ').skip_while(title);
    let digits = part.contains(|c: char| c.is_ascii_digit());
    !digits && named.next().is_some_and(|word| !word.is_empty() && !word.starts_with(char::is_lowercase))
}

/// Whether the family's part stands in front wherever the name is written: a common family name of Korean, Chinese or
/// Vietnamese before a given name as they have it. `Lee, Robert` is another.
fn comes_first(family: &str, given: &str) -> bool {
    let (family, given) = (letters(family).replace(' ', ""), letters(given));
    let of_several = VIETNAMESE.contains(&family.as_str());
    let common = of_several || SURNAMES_FIRST.contains(&family.as_str());
    common && is_syllables(&given, if of_several { 3 } else { 2 })
        || (common || BEFORE_A_COMMA.contains(&family.as_str())) && is_pinyin(&given)
}

/// Whether a word is one syllable of Chinese or two, as Hanyu Pinyin writes a given name: `Enlai`, `De`.
fn is_pinyin(word: &str) -> bool {
    let syllable = |part: &str| {
        PINYIN.iter().any(|(start, ends)| {
            part.strip_prefix(start).is_some_and(|rest| ends.split(' ').any(|end| end == rest))
        })
    };
    let two = |at: usize| word.get(..at).is_some_and(syllable) && word.get(at..).is_some_and(syllable);
    !NOT_PINYIN.contains(&word) && (syllable(word) || (1..word.len()).any(two))
}

/// `il sung`, `hon yong`, `thi minh khai`: two short syllables, or up to so many, as Korean, Chinese and Vietnamese given names
/// are romanised, and no `robert edward`. One word can be either: `mary`.
fn is_syllables(given: &str, most: usize) -> bool {
    const CLOSING: [&str; 14] = ["ng", "nh", "ch", "n", "k", "l", "m", "p", "t", "r", "h", "b", "g", "c"];
    let syllable = |word: &str| {
        let vowel = |c: char| "aeiouy".contains(c);
        let rest = word.trim_start_matches(|c: char| !vowel(c));
        let closing = rest.trim_start_matches(vowel);
        word.len() <= 6 && rest != closing && (closing.is_empty() || CLOSING.contains(&closing))
    };
    let words: Vec<&str> = given.split(' ').collect();
    (2..=most).contains(&words.len()) && words.into_iter().all(syllable)
}

/// The family's part of a name and what is left; of a name with a suffix it is the last word.
fn parted(name: &str, has_suffix: bool) -> Option<(String, String)> {
    let words: Vec<&str> = name.split(' ').collect();
    let (first, last) = (words.first()?, words.last()?);
    let strange = |word: &&str| !word.chars().all(|c| c.is_alphabetic() || ".-'’ʹʼ`".contains(c));
    let titled = !has_suffix && words.iter().any(|word| is_office(word) || is_honorific(word));
    if words.len() < 2 || titled || words.iter().any(strange) || is_surname(first) {
        return None;
    }
    let has_initials = words.iter().any(|word| is_initials(word));
    if is_initials(last) {
        // `Petrov A. M.`: the family's name stands first.
        let family: Vec<&str> = words.iter().copied().take_while(|word| !is_initials(word)).collect();
        let given = words.get(family.len()..)?;
        let rest = given.iter().all(|word| is_initials(word));
        return (rest && !family.is_empty()).then(|| (family.join(" "), given.join(" ")));
    }
    // `CPSU Plenum`, `Совет министров`, and three words of which any can be the family's.
    let short = words.iter().any(|word| is_capitals(word)) || last.starts_with(char::is_lowercase);
    if (words.len() > 2 && !has_suffix || short) && !has_initials {
        return None;
    }
    // `W. van der Berg`: small words belong to the name behind them.
    let mut start = words.len() - 1;
    while start > 1 && words.get(start - 1).is_some_and(|word| word.starts_with(char::is_lowercase)) {
        start -= 1;
    }
    Some((words.get(start..)?.join(" "), words.get(..start)?.join(" ")))
}

/// `Stalin, I. V.` and `van der Berg, W.`, but not `Stalin, Chairman of the Council` or `Foreign Ministry, Prague`.
fn is_inverted(family: &str, given: &str, kind: Option<PartyKind>) -> bool {
    let first: Vec<&str> = given.split(' ').collect();
    let named = |word: &&str| {
        let title = is_office(word) || is_honorific(word) || is_rank(word);
        word.starts_with(char::is_uppercase) && !title && !is_capitals(word)
    };
    // `Goethe, Johann Wolfgang von`: small words at the end belong to the family's name.
    let small = first.iter().rev().take_while(|word| PARTICLES.contains(word)).count();
    let first = first.get(..first.len() - small).unwrap_or_default();
    let has_initials = first.iter().any(|word| is_initials(word));
    let person =
        kind == Some(PartyKind::Person) || is_surname_too(family) || has_initials && !family.contains(' ');
    let fits =
        !given.contains(',') && (1..=3).contains(&first.len()) && is_given(given) && first.iter().all(named);
    fits && is_family(family) && (person || !(is_body(family) || is_body(given)))
}

/// Whether the words can be a family's name: one word, or a few with capitals and small ones between: `García Márquez`.
/// `I. Stalin` and `Kim Il Sung` are more than that.
fn is_family(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let fits = |word: &&str| {
        let small = PARTICLES.contains(&word.to_lowercase().as_str());
        let capital = word.starts_with(char::is_uppercase);
        (small || capital) && !is_initials(word) && !is_office(word) && !is_honorific(word)
    };
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    match words.len() {
        1 => !name.is_empty(),
        2..=4 => words.iter().all(fits) && last.starts_with(char::is_uppercase) && !is_surname(first),
        _ => false,
    }
}

/// What follows a whole name after a comma: `John Smith, Jr.`
fn is_rank(word: &str) -> bool {
    ["jr", "sr", "esq", "phd", "md", "ii", "iii", "iv"]
        .contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

/// `I.`, `I.V.`, `Yu.`, `J`
fn is_initials(word: &str) -> bool {
    let letters =
        |part: &str| (1..=2).contains(&part.chars().count()) && part.starts_with(char::is_uppercase);
    match word.strip_suffix('.') {
        Some(start) => start.split(['.', '-']).all(letters),
        None => word.chars().count() == 1 && word.starts_with(char::is_uppercase),
    }
}

/// Whether a word is a family name that stands first, as those of Korean, Chinese and Vietnamese do and all that are written in
/// the signs of East Asia; `Yu.` is a given one.
fn is_surname(word: &str) -> bool {
    let word = word.to_lowercase();
    let signs =
        |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
    SURNAMES_FIRST.contains(&word.as_str()) || VIETNAMESE.contains(&word.as_str()) || word.starts_with(signs)
}

/// Whether a family's name that the source marks as one, and sets in front, stands there wherever the name is written.
pub fn stands_first(family: &str) -> bool {
    is_surname(family) || BEFORE_A_COMMA.contains(&family.to_lowercase().as_str())
}

/// The small words in front of a family's name, and what is left of it: `van` and `Beethoven`. Nothing where it has none.
pub fn particle(family: &str) -> Option<(&str, &str)> {
    let small = |word: &&str| PARTICLES.contains(word);
    let length: usize = family.split(' ').take_while(small).map(|word| word.len() + 1).sum();
    let name = family.get(length..).filter(|name| !name.is_empty())?;
    (length > 0).then(|| (family.get(..length - 1).unwrap_or_default(), name))
}

/// The given name, and the small words behind it that belong to the family's: `Johann Wolfgang` and `von`.
pub fn trailing_particle(given: &str) -> Option<(&str, &str)> {
    let small = |word: &&str| PARTICLES.contains(word);
    let length: usize = given.split(' ').rev().take_while(small).map(|word| word.len() + 1).sum();
    let at = given.len().checked_sub(length).filter(|at| *at > 0 && length > 0)?;
    Some((given.get(..at)?, given.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::{Naming, is_unknown, names_office, told};
    use crate::model::entity::{Party, PartyKind};

    #[test]
    fn names_are_parted_where_that_is_safe() {
        let check = |name: &str, family: &str, given: &str| {
            let expected = Naming::parted(family, given, None, false);
            assert_eq!(Naming::of(name), expected, "{name}");
        };
        check("I. Stalin", "Stalin", "I.");
        check("I.V.  Stalin", "Stalin", "I.V.");
        check("Gary Goldberg", "Goldberg", "Gary");
        check("John F. Kennedy", "Kennedy", "John F.");
        check("J. van der Berg", "van der Berg", "J.");
        check("Petrov A. M.", "Petrov", "A. M.");
        check("Stalin, I. V.", "Stalin", "I. V.");
        check("Сталин И.В.", "Сталин", "И.В.");
        check("Yu. Andropov", "Andropov", "Yu.");
        check("I. STALIN", "STALIN", "I.");
        check("Oliver North", "North", "Oliver");
        check("van der Berg, W.", "van der Berg", "W.");
        check("García Márquez, Gabriel", "García Márquez", "Gabriel");
        check("Press, William", "Press", "William");
        check("Council, A. B.", "Council", "A. B.");
        check("North, Oliver", "North", "Oliver");
        check("Lee, Robert", "Lee", "Robert");
        check("Kim, Philip", "Kim", "Philip");
        check("Lin, Susan", "Lin", "Susan");
        check("Chang, Iris", "Chang", "Iris");
        check("Yan, Berzin", "Yan", "Berzin");
        check("Goethe, Johann Wolfgang von", "Goethe", "Johann Wolfgang von");
    }

    #[test]
    fn a_family_that_comes_first_does_so_everywhere() {
        let check = |name: &str, family: &str, spoken: &str| {
            let naming = Naming::of(name);
            assert!(matches!(naming, Naming::FamilyFirst { .. }), "{naming:?}");
            assert_eq!((naming.short(), &*naming.spoken(), &*naming.sorted()), (family, spoken, spoken));
        };
        check("Kim, Il Sung", "Kim", "Kim Il Sung");
        check("Pak, Hon-yong", "Pak", "Pak Hon-yong");
        check("Mao, Tse-tung", "Mao", "Mao Tse-tung");
        check("Nguyen, Van Linh", "Nguyen", "Nguyen Van Linh");
        check("Nguyễn, Thị Minh Khai", "Nguyễn", "Nguyễn Thị Minh Khai");
        check("Võ, Nguyên Giáp", "Võ", "Võ Nguyên Giáp");
        check("Zhou, Enlai", "Zhou", "Zhou Enlai");
        check("Deng, Xiaoping", "Deng", "Deng Xiaoping");
        check("Mao, Zedong", "Mao", "Mao Zedong");
        check("Zhu, De", "Zhu", "Zhu De");
        check("Yan, Xishan", "Yan", "Yan Xishan");
        check("P'eng, Te-huai", "P'eng", "P'eng Te-huai");
    }

    #[test]
    fn what_follows_a_name() {
        let check = |name: &str, sorted: &str, spoken: &str| {
            let naming = Naming::of(name);
            assert!(matches!(naming, Naming::Parted { suffix: Some(_), .. }), "{naming:?}");
            assert_eq!((&*naming.sorted(), &*naming.spoken()), (sorted, spoken));
        };
        check("John Smith, Jr.", "Smith, John, Jr.", "John Smith Jr.");
        check("Martin Luther King Jr.", "King, Martin Luther, Jr.", "Martin Luther King Jr.");
        check("King, Martin Luther, Jr.", "King, Martin Luther, Jr.", "Martin Luther King Jr.");
        check("Adlai E. Stevenson III", "Stevenson, Adlai E., III", "Adlai E. Stevenson III");
        check("Stevenson, Adlai, III", "Stevenson, Adlai, III", "Adlai Stevenson III");
        check("King Jr., Martin Luther", "King, Martin Luther, Jr.", "Martin Luther King Jr.");
        check("King, Jr., Martin Luther", "King, Martin Luther, Jr.", "Martin Luther King Jr.");
        check("Stevenson III, Adlai E.", "Stevenson, Adlai E., III", "Adlai E. Stevenson III");
        for name in ["John Paul II", "Elizabeth II", "Petrov, Sr.", "Smith, John, Chairman"] {
            assert_eq!(Naming::of(name), Naming::Whole(name.to_owned()));
        }
    }

    #[test]
    fn headings_as_libraries_have_them() {
        let check = |heading: &str, sorted: &str, spoken: &str| {
            let naming = Naming::of_heading(heading);
            assert_eq!((&*naming.sorted(), &*naming.spoken()), (sorted, spoken), "{heading}");
            let party = Party { name: heading.to_owned(), ..Party::default() };
            assert_eq!(Naming::of_party(&party), naming, "{heading}");
        };
        let whole = |heading: &str, name: &str| check(heading, name, name);
        let roosevelt = ["Roosevelt, Franklin D.", "Franklin D. Roosevelt"];
        check("Roosevelt, Franklin D. (Franklin Delano), 1882-1945", roosevelt[0], roosevelt[1]);
        check("Roosevelt, Franklin D., 1882–1945", roosevelt[0], roosevelt[1]);
        check("Petrov, Ivan, b. 1900 or 1901", "Petrov, Ivan", "Ivan Petrov");
        check("King, Martin Luther, Jr., 1929-1968", "King, Martin Luther, Jr.", "Martin Luther King Jr.");
        check("Mao, Zedong, 1893-1976", "Mao Zedong", "Mao Zedong");
        whole("Catherine II, Empress of Russia", "Catherine II, Empress of Russia");
        whole("Catherine II, Empress of Russia, 1729-1796", "Catherine II, Empress of Russia");
        whole("Nicholas II, Tsar", "Nicholas II, Tsar");
        whole("John Paul II, Pope, 1920-2005", "John Paul II, Pope");
        assert_eq!(Naming::of_heading("Marshall, General George C.").spoken(), "General George C. Marshall");
        assert_eq!(Naming::of_heading("Ōe, Kenzaburō").spoken(), "Kenzaburō Ōe");
    }

    #[test]
    fn other_names_stay_as_they_are() {
        let names = [
            "Kim Il Sung",
            "Kim Il",
            "Unit 731",
            "Mao Zedong",
            "Nguyen Van Linh",
            "Stalin",
            "Comrade Stalin",
            "Ambassador Shtykov",
            "Zarya [Petrov]",
            "Stalin, Chairman of the Council",
            "Fidel Castro Ruz",
            "JOHN SMITH",
            "GDR Side",
            "Великий вождь",
            "I. Stalin, Moscow",
            "Kim Il Sung, Pyongyang",
            "金日成",
            "",
        ];
        for name in names {
            assert_eq!(Naming::of(name), Naming::Whole(name.to_owned()));
        }
        let bodies = [
            "Council of Ministers of the USSR",
            "Soviet Embassy",
            "Department of State",
            "United States",
            "North Korea",
            "CC CPSU",
            "Совет Министров",
            "Foreign Ministry, Prague",
            "Embassy, Moscow",
            "North Korea, Pyongyang",
            "Politburo, CC CPSU",
        ];
        for name in bodies {
            assert_eq!(Naming::of(name), Naming::Body(name.to_owned()));
        }
    }

    #[test]
    fn what_a_party_is_said_to_be_comes_first() {
        let check = |name: &str, kind: PartyKind, expected: &str| {
            let party = Party { name: name.to_owned(), kind: Some(kind), ..Party::default() };
            assert_eq!(format!("{:?}", Naming::of_party(&party)), expected, "{name}");
        };
        check("Red Star", PartyKind::Body, "Body(\"Red Star\")");
        check("Star, Red", PartyKind::Body, "Body(\"Star, Red\")");
        check(
            "William Press",
            PartyKind::Person,
            "Parted { family: \"Press\", given: \"William\", suffix: None }",
        );
        check(
            "Ministry, Anne",
            PartyKind::Person,
            "Parted { family: \"Ministry\", given: \"Anne\", suffix: None }",
        );
        assert_eq!(told("Red Star", PartyKind::Body), Some(PartyKind::Body));
        assert_eq!(told("Soviet Embassy", PartyKind::Body), None);
        assert_eq!(told("William Press", PartyKind::Person), Some(PartyKind::Person));
        assert_eq!(told("I. Stalin", PartyKind::Person), None);
    }

    #[test]
    fn unknown_names() {
        for name in [
            "unknown",
            "[unknown]",
            "author unknown",
            "[sender unknown]",
            "N. N.",
            "Anonymous",
            "НЕИЗВЕСТНЫЙ",
            "автор неизвестен",
            "[Неустановленное лицо]",
            "Unbekannt",
            "Verfasser unbekannt",
            "inconnu",
            "expéditeur inconnu",
            "auteur anonyme",
            "desconocido",
            "mittente sconosciuto",
            "nieznany",
            "Neznámý",
            "ismeretlen",
            "onbekend",
            "невідомий",
            "未知",
            "作者不詳",
            "差出人不明",
            "작자 미상",
            "not known",
            "[n/a]",
            "",
            "—",
        ] {
            assert!(is_unknown(name), "{name}");
        }
        for name in [
            "Stalin",
            "N. Novikov",
            "Committee for the Search of the Unknown Soldiers",
            "Anonymova",
            "N. A. Bulganin",
            "N. A.",
            "Неизвестных",
        ] {
            assert!(!is_unknown(name), "{name}");
        }
    }

    #[test]
    fn offices() {
        assert!(names_office("Chairman of the USSR Council of Ministers"));
        assert!(names_office("AMBASSADOR IN THE REPUBLIC"));
        assert!(!names_office("TOP SECRET"));
    }
}
