//! Whether two texts name one person. It knows names, no document.

use crate::model::naming::{is_honorific, is_office};
use crate::read::passages::outside_brackets;

/// A name as its words in small letters, without honorifics and what stands in brackets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folded(Vec<String>);

/// Folds a name: `Mr. Kim Il Sung`, `B E L O V`, `Zarya [Petrov]`.
pub fn fold(name: &str) -> Folded {
    let outside = outside_brackets(name);
    let words: Vec<String> = outside
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'))
        .map(str::to_lowercase)
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    let spaced_out = words.len() >= 3 && words.iter().all(|word| word.chars().count() == 1);
    if spaced_out {
        return Folded(vec![words.concat()]);
    }
    let bare: Vec<String> = words.iter().filter(|word| !is_title(word)).cloned().collect();
    Folded(if bare.is_empty() { words } else { bare })
}

impl Folded {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether both can be one person: `I. Stalin` and `STALIN`, `Joseph Stalin` and `J. Stalin`.
    pub fn is_same(&self, other: &Folded) -> bool {
        let (one, two) = (self.full(), other.full());
        if one.is_empty() || two.is_empty() {
            return self == other && !self.is_empty();
        }
        let surname_of = |short: &[&str], long: &[&str]| {
            short.len() == 1
                && long.len() <= 3
                && (long.last() == short.first() || long.first() == short.first())
        };
        let alike = one == two || surname_of(&one, &two) || surname_of(&two, &one);
        alike && self.initials_agree(other)
    }

    /// The words that are more than an initial.
    fn full(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).filter(|word| !is_initial(word)).collect()
    }

    /// `I. Petrov` is not `K. Petrov`.
    fn initials_agree(&self, other: &Folded) -> bool {
        let initials = |name: &Folded| -> Vec<char> {
            name.0.iter().filter(|word| is_initial(word)).filter_map(|word| word.chars().next()).collect()
        };
        initials(self).iter().zip(&initials(other)).all(|(one, two)| one == two)
    }
}

fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| c.is_lowercase()) && chars.next().is_none()
}

fn is_title(word: &str) -> bool {
    is_honorific(word) || is_office(word) || word == "his"
}

#[cfg(test)]
mod tests {
    use crate::read::names::fold;

    fn check(one: &str, two: &str, same: bool) {
        assert_eq!(fold(one).is_same(&fold(two)), same, "{one} / {two}");
        assert_eq!(fold(two).is_same(&fold(one)), same, "{two} / {one}");
    }

    #[test]
    fn one_person() {
        check("I. Stalin", "I. STALIN", true);
        check("I. Stalin", "STALIN", true);
        check("Joseph Stalin", "J. STALIN", true);
        check("Kim Il Sung", "Mr. Kim Il Sung", true);
        check("Belov", "B E L O V", true);
        check("Zarya [Petrov]", "ZARYA [PETROV]", true);
        check("Cde. Zarya [Petrov]", "Zarya", true);
        check("Chairman Khrushchev", "N. Khrushchev", true);
        check("Kim [金]", "KIM IL SUNG", true);
        check("李", "李", true);
    }

    #[test]
    fn two_persons() {
        check("I. Petrov", "K. Petrov", false);
        check("Kim Il Sung", "Kim Jong Il", false);
        check("Stalin", "Molotov", false);
        check("Stalin", "", false);
        check("", "", false);
        check("Petrov", "Petrov and all his friends went away", false);
    }
}
