//! What each archive holds of the edition, number by number: the tree of the archives. It knows shelfmarks and no page.

use std::collections::BTreeMap;

use crate::model::archive::Level;
use crate::model::index::{Held, Holding, Index, Indexes, Realm, Written};
use crate::model::shelving::{counted, level_name, shelves, slug};
use crate::resolve::Looked;

/// The name of what has no number.
const OTHER: &str = "other";

/// The holdings of all archives, originals and copies; of an archive those without a number come last.
pub fn holdings(documents: &[&Looked], indexes: &Indexes) -> Vec<Holding> {
    let mut found: BTreeMap<(usize, String), Holding> = BTreeMap::new();
    let proper = documents.iter().enumerate().filter(|(_, looked)| looked.document.matter().is_none());
    for (at, looked) in proper {
        for (archive, held) in archives(looked, at, indexes) {
            let level = first(looked, held);
            let slug = level.as_ref().map_or_else(|| OTHER.to_owned(), slug);
            let holding = found.entry((archive, slug)).or_insert_with_key(|(_, slug)| Holding {
                archive,
                slug: slug.clone(),
                label: level
                    .as_ref()
                    .map(|level| format!("{} {}", level.label, level.value).trim().to_owned()),
                held: Vec::new(),
                documents: Vec::new(),
            });
            holding.held.push(held);
            if holding.documents.last() != Some(&at) {
                holding.documents.push(at);
            }
        }
    }
    let mut holdings: Vec<Holding> = found.into_values().collect();
    for holding in &mut holdings {
        holding.held.sort_by_cached_key(|held| {
            documents.get(held.document).map(|looked| (shelf(looked, *held), *held))
        });
    }
    let rank: BTreeMap<usize, usize> =
        indexes.list(Index::Archives).iter().enumerate().map(|(rank, archive)| (*archive, rank)).collect();
    holdings.sort_by_cached_key(|holding| {
        let first = holding.held.first().and_then(|held| Some((documents.get(held.document)?, *held)));
        let level = first.and_then(|(looked, held)| first_key(looked, held));
        (rank.get(&holding.archive).copied(), level.is_none(), level, holding.slug.clone())
    });
    holdings
}

/// The archives in which a document lies, with what lies there.
fn archives(looked: &Looked, document: usize, indexes: &Indexes) -> Vec<(usize, Held)> {
    let description = &looked.document.description;
    let copies = description.copies.iter().enumerate();
    let copies = copies.map(|(at, copy)| (copy.repository.as_deref(), Some(at)));
    let all = [(description.repository.as_deref(), None)].into_iter().chain(copies);
    let named = |(name, copy): (Option<&str>, Option<usize>)| {
        Some((indexes.named(&Written::name(Realm::Archives, name?))?, Held { document, copy }))
    };
    all.filter_map(named).collect()
}

fn first(looked: &Looked, held: Held) -> Option<Level> {
    shelves(held.shelfmark(&looked.document)?).into_iter().next()
}

fn first_key(looked: &Looked, held: Held) -> Option<(String, (String, u64, String))> {
    first(looked, held).map(|level| (level_name(&level.label), counted(&level.value)))
}

/// Where a document stands within its holding: the levels down to the file, the original before a copy, the leaves.
fn shelf(looked: &Looked, held: Held) -> (Vec<Place>, bool, Vec<Counted>) {
    let Some(shelfmark) = held.shelfmark(&looked.document) else { return Default::default() };
    let files = shelves(shelfmark);
    let labelled = files.iter().filter(|level| !level.label.is_empty()).count();
    let place = |level: &Level| (level_name(&level.label), counted(&level.value));
    // A leaf is a leaf, whatever it is called.
    let leaves = shelfmark.levels.iter().skip(labelled).map(|level| counted(&level.value));
    (files.iter().map(place).collect(), held.copy.is_some(), leaves.collect())
}

type Counted = (String, u64, String);
type Place = (String, Counted);
