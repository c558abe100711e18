//! By what a search can be narrowed: people, places, archives, languages, years. [`values`] alone says which documents have
//! what. It knows no file of the index.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::index::Index;

/// The facets, by the names that they have in the address of a search and in the files of the index.
pub const FACETS: [&str; 4] = ["person", "place", "archive", "language"];

/// The values of each of [`FACETS`] by their names, each with the places of its documents: those that the page about it has.
pub fn values(edition: &Edition) -> [BTreeMap<&str, BTreeSet<usize>>; FACETS.len()] {
    let of = |indexes: &[Index]| {
        let mut values: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        let listed = indexes.iter().flat_map(|index| edition.indexes.list(*index));
        for entity in listed.filter_map(|at| edition.indexes.entities.get(*at)) {
            let documents = entity.uses.iter().map(|one| one.document);
            values.entry(&entity.name).or_default().extend(documents);
        }
        values.retain(|_, documents| !documents.is_empty());
        values
    };
    [
        of(&[Index::People, Index::Organizations]),
        of(&[Index::Places]),
        of(&[Index::Archives]),
        of(&[Index::Languages]),
    ]
}

/// The years that the date of a document can lie in, the first and the last.
pub fn years(document: &Document) -> Option<(i64, i64)> {
    let date = document.dated()?.edtf.as_ref()?;
    Some((date.earliest().year, date.latest().year))
}
