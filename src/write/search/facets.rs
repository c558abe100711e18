//! By what a search can be narrowed: people, places, archives, languages, years. [`values`] alone says which a document
//! has. It knows no file of the index.

use crate::model::document::Document;
use crate::model::language;
use crate::model::naming::is_unknown;

/// The facets, by the names that they have in the address of a search and in the files of the index.
pub const FACETS: [&str; 4] = ["person", "place", "archive", "language"];

/// What a document has of each of [`FACETS`], each value once.
pub fn values(document: &Document) -> [Vec<String>; FACETS.len()] {
    let parties = || document.from.iter().chain(&document.to);
    let people = parties().map(|party| party.name.as_str()).filter(|name| !is_unknown(name));
    let of_parties = parties().filter_map(|party| Some(party.place.as_ref()?.text.as_str()));
    let places = document.place.as_deref().into_iter().chain(of_parties);
    let archives = document.description.repository.as_deref().into_iter();
    let languages = document.languages.original.iter().chain(&document.languages.text);
    let languages = languages.map(|tag| language::name(tag).unwrap_or(tag));
    [each_once(people), each_once(places), each_once(archives), each_once(languages)]
}

/// The years that the date of a document can lie in, the first and the last.
pub fn years(document: &Document) -> Option<(i64, i64)> {
    let date = document.date.as_ref()?.edtf.as_ref()?;
    Some((date.earliest().year, date.latest().year))
}

fn each_once<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for value in values.map(str::trim).filter(|value| !value.is_empty()) {
        if once.iter().all(|known| known != value) {
            once.push(value.to_owned());
        }
    }
    once
}
