//! By what a search can be narrowed: people, places, archives, languages, years. [`values`] alone says which documents have
//! what. It knows no file of the index.

use std::collections::{BTreeSet, HashMap};

use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::index::{Entity, Index};
use crate::write::lives::life;

/// The facets, by the names that they have in the address of a search and in the files of the index.
pub const FACETS: [&str; 4] = ["person", "place", "archive", "language"];

/// Something by which a search can be narrowed.
pub struct Value<'a> {
    /// By what it is known in the address of a search: the last part of the address of its page.
    pub key: String,
    /// What a reader sees, which is no other one's.
    pub label: String,
    /// The places of its documents: those that the page about it has.
    pub documents: BTreeSet<usize>,
    entity: &'a Entity,
}

/// The values of each of [`FACETS`], in the order of their lists.
pub fn values(edition: &Edition) -> [Vec<Value<'_>>; FACETS.len()] {
    let of = |indexes: &[Index]| {
        let listed = indexes.iter().flat_map(|index| edition.indexes.list(*index));
        let entities = listed.filter_map(|at| edition.indexes.entities.get(*at));
        let mut values: Vec<Value<'_>> =
            entities.filter(|entity| !entity.uses.is_empty()).map(value).collect();
        tell_apart(&mut values);
        values
    };
    [
        of(&[Index::People, Index::Organizations]),
        of(&[Index::Places]),
        of(&[Index::Archives]),
        of(&[Index::Languages]),
    ]
}

fn value(entity: &Entity) -> Value<'_> {
    // A body may be called as a person is.
    let of_body = if entity.index == Index::Organizations { "organization." } else { "" };
    Value {
        key: format!("{of_body}{}", entity.slug),
        label: entity.name.clone(),
        documents: entity.uses.iter().map(|one| one.document).collect(),
        entity,
    }
}

/// Puts behind the names of namesakes when they lived or that they are bodies; where that is one too, how they are known.
fn tell_apart(values: &mut [Value<'_>]) {
    for further in [told, known_as] {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for value in values.iter() {
            *counts.entry(value.label.clone()).or_default() += 1;
        }
        for value in
            values.iter_mut().filter(|value| counts.get(&value.label).is_some_and(|count| *count > 1))
        {
            if let Some(further) = further(value) {
                value.label = format!("{} ({further})", value.entity.name);
            }
        }
    }
}

fn told(value: &Value<'_>) -> Option<String> {
    life(value.entity)
        .or_else(|| (value.entity.index == Index::Organizations).then(|| "organization".to_owned()))
}

fn known_as(value: &Value<'_>) -> Option<String> {
    Some(value.key.clone())
}

/// The years that the date of a document can lie in, the first and the last.
pub fn years(document: &Document) -> Option<(i64, i64)> {
    let date = document.dated()?.edtf.as_ref()?;
    Some((date.earliest().year, date.latest().year))
}
