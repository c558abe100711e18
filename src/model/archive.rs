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
