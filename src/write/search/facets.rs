//! By what a search can be narrowed: people, places, archives, languages, years. [`values`] alone says which documents have
//! what. It knows no file of the index.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::index::{How, Index};

/// The facets, by the names that they have in the address of a search and in the files of the index.
pub const FACETS: [&str; 4] = ["person", "place", "archive", "language"];

/// The values of each of [`FACETS`] by their names, each with the places of its documents. Someone has the documents that they
/// sent or received, a place those that were sent from or to it, an archive those that it holds.
pub fn values(edition: &Edition) -> [BTreeMap<&str, BTreeSet<usize>>; FACETS.len()] {
    let of = |indexes: &[Index], wanted: &[How]| {
        let mut values: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        let listed = indexes.iter().flat_map(|index| edition.indexes.list(*index));
        for entity in listed.filter_map(|at| edition.indexes.entities.get(*at)) {
            for one in entity.uses.iter().filter(|one| wanted.contains(&one.how)) {
                values.entry(&entity.name).or_default().insert(one.document);
            }
        }
        values
    };
    [
        of(&[Index::People, Index::Organizations], &[How::Sent, How::Received]),
        of(&[Index::Places], &[How::From, How::To]),
        of(&[Index::Archives], &[How::Held]),
        of(&[Index::Languages], &[How::Original, How::Text]),
    ]
}

/// The years that the date of a document can lie in, the first and the last.
pub fn years(document: &Document) -> Option<(i64, i64)> {
    let date = document.dated()?.edtf.as_ref()?;
    Some((date.earliest().year, date.latest().year))
}
