//! Where the original lies: repository, shelfmark with its levels, other copies.

use crate::model::date::Date;

/// What is known of the original and of where it was published.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SourceDescription {
    /// The archive's own citation, verbatim.
    pub citation: Option<String>,
    /// The date that the citation gives the document.
    pub citation_date: Option<Date>,
    /// The collection that published it: `Wilson Center Digital Archive`.
    pub collection: Option<String>,
    /// The archive that holds it, as written: `RGASPI`.
    pub repository: Option<String>,
    pub shelfmark: Option<Shelfmark>,
    /// Where else it lies.
    pub copies: Vec<Witness>,
    pub url: Option<String>,
}

/// Another copy of the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Witness {
    pub repository: Option<String>,
    pub shelfmark: Option<Shelfmark>,
    /// As the citation names it, where it could not be taken apart.
    pub written: String,
}

impl SourceDescription {
    /// Where it lies, from the archive inwards: `RGASPI, f. 558, op. 11`.
    pub fn location(&self) -> Option<String> {
        location(self.repository.as_deref(), self.shelfmark.as_ref())
    }
}

impl Witness {
    /// Where the copy lies, as far as its citation could be taken apart.
    pub fn location(&self) -> Option<String> {
        location(self.repository.as_deref(), self.shelfmark.as_ref())
    }

    /// Where the copy lies, else as its citation names it.
    pub fn cited(&self) -> String {
        self.location().unwrap_or_else(|| self.written.clone())
    }
}

fn location(repository: Option<&str>, shelfmark: Option<&Shelfmark>) -> Option<String> {
    let shelfmark = shelfmark.map(|shelfmark| shelfmark.written.as_str());
    let parts: Vec<&str> = [repository, shelfmark].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A shelfmark as written, and its levels from the outermost inwards where they are understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shelfmark {
    /// `f. 558, op. 11, d. 109, ll. 0113`
    pub written: String,
    pub levels: Vec<Level>,
}

/// One level: fond, opis, delo, leaves; record group, box, folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Level {
    /// As written: `f.`, `fond`, `ll.`
    pub label: String,
    /// As written: `558`, `0113`, `21-22ob.`
    pub value: String,
}

#[cfg(test)]
mod tests {
    use super::{Shelfmark, SourceDescription};

    #[test]
    fn a_location_is_what_is_known_of_it() {
        let check = |repository: Option<&str>, shelfmark: Option<&str>, expected: Option<&str>| {
            let shelfmark =
                shelfmark.map(|written| Shelfmark { written: written.to_owned(), levels: Vec::new() });
            let repository = repository.map(str::to_owned);
            let description = SourceDescription { repository, shelfmark, ..SourceDescription::default() };
            assert_eq!(description.location().as_deref(), expected);
        };
        check(Some("RGASPI"), Some("f. 558"), Some("RGASPI, f. 558"));
        check(Some("RGASPI"), None, Some("RGASPI"));
        check(None, Some("f. 558"), Some("f. 558"));
        check(None, None, None);
    }
}
