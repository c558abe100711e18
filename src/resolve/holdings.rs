//! What each archive holds of the edition, number by number: the tree of the archives. It knows shelfmarks and no page.

use std::collections::BTreeMap;

use crate::model::archive::Level;
use crate::model::document::Document;
use crate::model::folding::sort_key;
use crate::model::index::{Holding, Index, Indexes, Realm};
use crate::model::shelving::{counted, level_name, shelves, slug};
use crate::resolve::Looked;

/// The name of what has no number.
const OTHER: &str = "other";

/// The holdings of all archives; of an archive those without a number come last.
pub fn holdings(documents: &[&Looked], indexes: &Indexes) -> Vec<Holding> {
    let mut found: BTreeMap<(usize, String), Holding> = BTreeMap::new();
    for (at, looked) in documents.iter().enumerate() {
        let document = &looked.document;
        let Some(archive) = archive(document, indexes) else { continue };
        let level = first(document);
        let slug = level.map_or_else(|| OTHER.to_owned(), slug);
        let holding = found.entry((archive, slug)).or_insert_with_key(|(_, slug)| Holding {
            archive,
            slug: slug.clone(),
            label: level.map(|level| format!("{} {}", level.label, level.value).trim().to_owned()),
            documents: Vec::new(),
        });
        holding.documents.push(at);
    }
    let mut holdings: Vec<Holding> = found.into_values().collect();
    for holding in &mut holdings {
        holding
            .documents
            .sort_by_cached_key(|at| documents.get(*at).map(|looked| (shelf(&looked.document), *at)));
    }
    let rank: BTreeMap<usize, usize> =
        indexes.list(Index::Archives).iter().enumerate().map(|(rank, archive)| (*archive, rank)).collect();
    holdings.sort_by_cached_key(|holding| {
        let first = holding.documents.first().and_then(|at| documents.get(*at));
        let level = first.and_then(|looked| first_key(&looked.document));
        (rank.get(&holding.archive).copied(), level.is_none(), level, holding.slug.clone())
    });
    holdings
}

fn archive(document: &Document, indexes: &Indexes) -> Option<usize> {
    indexes.named(Realm::Archives, document.description.repository.as_deref()?, None)
}

fn first(document: &Document) -> Option<&Level> {
    shelves(document.description.shelfmark.as_ref()?).first()
}

fn first_key(document: &Document) -> Option<((String, String), (u64, String))> {
    first(document).map(|level| (sort_key(&level_name(&level.label)), counted(&level.value)))
}

/// Where a document stands within its holding.
fn shelf(document: &Document) -> Vec<(String, (u64, String))> {
    let levels = document.description.shelfmark.as_ref().map(|shelfmark| shelfmark.levels.as_slice());
    levels.unwrap_or_default().iter().map(|level| (level_name(&level.label), counted(&level.value))).collect()
}
