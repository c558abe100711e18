//! Names that may be one name in two spellings: `Erofeyev`, `Yerofeyev`, `Ерофеев`. It compares names and knows no document;
//! what it finds is for the editor to decide.

use std::collections::{BTreeMap, BTreeSet};

use deunicode::deunicode;
use strsim::damerau_levenshtein;

use crate::model::folding::{folded, letters};
use crate::model::index::{Entity, Index};
use crate::model::naming::Naming;

/// How long a name must be for a letter more or less to be a slip: short names differ by one.
const LONG: usize = 6;

/// A name of an entity.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Named {
    pub entity: usize,
    pub name: String,
}

/// With how many of its neighbours a name is compared, of those that are filed together in the order of their given names.
/// A thousand people who are all called Kim are no pairs of one name.
const NEIGHBOURS: usize = 12;

/// What is compared of a name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    given: Vec<String>,
    sound: String,
    named: Named,
}

/// The pairs of names that are like each other, in the order of the entities; of two entities one pair. The time it
/// takes grows with the number of names: each is filed under itself and under itself without one letter, and compared
/// with a few of those that are filed with it.
pub fn pairs(entities: &[Entity]) -> Vec<(Named, Named)> {
    let mut keys: Vec<(Index, Key)> =
        entities.iter().enumerate().flat_map(|(at, entity)| keys(at, entity)).collect();
    // What is filed is so in the order of given names.
    keys.sort_unstable();
    let mut filed: BTreeMap<(Index, String), Vec<usize>> = BTreeMap::new();
    for (at, (index, key)) in keys.iter().enumerate() {
        for filing in filings(&key.sound) {
            filed.entry((*index, filing)).or_default().push(at);
        }
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for together in filed.values().filter(|together| together.len() > 1) {
        for (at, one) in together.iter().enumerate() {
            for other in together.iter().skip(at + 1).take(NEIGHBOURS) {
                let (Some((_, first)), Some((_, second))) = (keys.get(*one), keys.get(*other)) else {
                    continue;
                };
                let pair = (first.named.entity, second.named.entity);
                if pair.0 != pair.1
                    && is_like(first, second)
                    && seen.insert((pair.0.min(pair.1), pair.0.max(pair.1)))
                {
                    let (one, other) = (first.named.clone(), second.named.clone());
                    found.push(if one <= other { (one, other) } else { (other, one) });
                }
            }
        }
    }
    found.sort();
    found
}

fn keys(at: usize, entity: &Entity) -> Vec<(Index, Key)> {
    if matches!(entity.index, Index::Languages | Index::Subjects) {
        return Vec::new();
    }
    let of_entry = entity.entry.iter().flat_map(|entry| std::iter::once(&entry.name).chain(&entry.variants));
    let mut names: Vec<&String> = of_entry.chain(&entity.written).collect();
    if names.is_empty() {
        names.push(&entity.name);
    }
    let key = |name: &String| {
        let (family, given) = match Naming::of(name) {
            Naming::Parted { family, given, .. } | Naming::FamilyFirst { family, given } => (family, given),
            Naming::Whole(name) | Naming::Body(name) => (name, String::new()),
        };
        let given =
            letters(&deunicode(&given)).split(' ').filter(|word| !word.is_empty()).map(sound).collect();
        let named = Named { entity: at, name: name.clone() };
        (entity.index, Key { named, sound: sound(&family), given })
    };
    let mut keys: Vec<(Index, Key)> =
        names.into_iter().map(key).filter(|(_, key)| key.sound.len() > 2).collect();
    keys.sort();
    keys.dedup_by(|one, other| one.1.sound == other.1.sound && one.1.given == other.1.given);
    keys
}

fn filings(sound: &str) -> BTreeSet<String> {
    let mut filings = BTreeSet::from([sound.to_owned()]);
    if sound.len() >= LONG {
        for (at, c) in sound.char_indices() {
            let shorter = [sound.get(..at), sound.get(at + c.len_utf8()..)];
            filings.insert(shorter.into_iter().flatten().collect());
        }
    }
    filings
}

fn is_like(one: &Key, other: &Key) -> bool {
    let sounds = one.sound == other.sound || may_be_slip(&one.sound, &other.sound);
    let given = one.given.is_empty() == other.given.is_empty()
        && one.given.iter().zip(&other.given).all(|(one, other)| {
            let initial = one.len() == 1 || other.len() == 1;
            one == other || (initial && one.chars().next() == other.chars().next())
        });
    // Two who have one name are told of elsewhere.
    sounds && given && folded(&one.named.name) != folded(&other.named.name)
}

/// Whether one name may be the other with a slip in it. Few slips are in a first letter, and with another figure it is another
/// house, another army: `Zhdanov` and `Bdanov`, `12th Army` and `13th Army` are two.
fn may_be_slip(one: &str, other: &str) -> bool {
    let figures = |sound: &str| sound.chars().filter(char::is_ascii_digit).collect::<String>();
    one.len().min(other.len()) >= LONG
        && one.chars().next() == other.chars().next()
        && figures(one) == figures(other)
        && damerau_levenshtein(one, other) == 1
}

/// A name as it sounds to whoever romanises it in another way: `Yerofeyev` and `Ерофеев` both become `erofeev`.
fn sound(name: &str) -> String {
    let mut sound = letters(&deunicode(name)).replace(' ', "");
    for (written, heard) in SOUNDS {
        sound = sound.replace(written, heard);
    }
    let mut single = String::with_capacity(sound.len());
    for c in sound.chars() {
        // `Kossygin`, `Kosygin`
        if !single.ends_with(c) || matches!(c, 'e' | 'o' | 'u') {
            single.push(c);
        }
    }
    single
}

/// Ways in which systems of romanisation differ: scholarly, ALA-LC, BGN/PCGN, that of newspapers, German and French.
const SOUNDS: [(&str, &str); 22] = [
    ("shch", "sc"),
    ("schtsch", "sc"),
    ("sch", "sh"),
    ("tsch", "ch"),
    ("tch", "ch"),
    ("dzh", "j"),
    ("zh", "z"),
    ("kh", "h"),
    ("ts", "c"),
    ("tz", "c"),
    ("ks", "x"),
    ("ph", "f"),
    ("w", "v"),
    ("ye", "e"),
    ("je", "e"),
    ("yo", "o"),
    ("ya", "ia"),
    ("ja", "ia"),
    ("yu", "iu"),
    ("ju", "iu"),
    ("ou", "u"),
    ("y", "i"),
];

#[cfg(test)]
mod tests {
    use super::{pairs, sound};
    use crate::model::index::{Entity, Index};

    #[test]
    fn romanisations_sound_alike() {
        for name in ["Erofeyev", "Yerofeyev", "Erofeev", "Jerofejew", "Ерофеев"] {
            assert_eq!(sound(name), "erofeev", "{name}");
        }
        assert_eq!(sound("Vyshinskii"), sound("Vyshinsky"));
        assert_eq!(sound("Хрущев"), sound("Khrushchev"));
        assert_ne!(sound("Malenkov"), sound("Molotov"));
    }

    #[test]
    fn names_that_may_be_one_are_paired() {
        let check = |names: &[&str], expected: &[(&str, &str)]| {
            let entity = |name: &&str| Entity {
                index: Index::People,
                slug: String::new(),
                name: (*name).to_owned(),
                entry: None,
                written: vec![(*name).to_owned()],
                uses: Vec::new(),
                documents: 0,
            };
            let entities: Vec<Entity> = names.iter().map(entity).collect();
            let found = pairs(&entities);
            let found: Vec<(&str, &str)> =
                found.iter().map(|(one, other)| (one.name.as_str(), other.name.as_str())).collect();
            assert_eq!(found, expected);
        };
        check(&["Erofeyev", "Ерофеев", "Malik"], &[("Erofeyev", "Ерофеев")]);
        check(&["V. Shtykov", "T. Shtykov", "T. F. Shtykov"], &[("T. Shtykov", "T. F. Shtykov")]);
        check(&["T. Shtykov", "Terentii Shtykov", "Shtykov"], &[("T. Shtykov", "Terentii Shtykov")]);
        check(
            &["A. Gromyko", "A. Gromiko", "A. Gromyka"],
            &[("A. Gromyko", "A. Gromiko"), ("A. Gromyko", "A. Gromyka"), ("A. Gromiko", "A. Gromyka")],
        );
        check(&["Kim", "Kin", "Pak"], &[]);
        check(&["Vyshinsky", "Byshinsky", "Vyshynski"], &[("Vyshinsky", "Vyshynski")]);
        check(&["House 12, Gorky Street", "House 13, Gorky Street", "House, Gorky Street"], &[]);
        check(&["12th Rifle Regiment", "13th Rifle Regiment"], &[]);
    }
}
