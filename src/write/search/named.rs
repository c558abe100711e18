//! What the registers call those whom a document has to do with, so that a field of the search finds what the page about them has:
//! a letter from Filippov is one from Stalin. It knows no index.

use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::folding::folded;
use crate::model::index::{Entity, How, Index};
use crate::write::search::zones::Zone;

/// For each document, names with the part of it in which they are found.
#[derive(Debug)]
pub struct Named {
    of_document: Vec<Vec<(Zone, usize)>>,
    /// The names of each entity: as it is spoken, and its variants.
    names: Vec<Vec<String>>,
}

impl Named {
    pub fn of(edition: &Edition) -> Named {
        let mut of_document = vec![Vec::new(); edition.documents.len()];
        for (at, entity) in edition.indexes.entities.iter().enumerate() {
            for one in &entity.uses {
                let (Some(zone), Some(document)) =
                    (zone(entity.index, one.how), edition.documents.get(one.document))
                else {
                    continue;
                };
                if let Some(names) = of_document.get_mut(one.document)
                    && !is_there(document, entity, one.how)
                {
                    names.push((zone, at));
                }
            }
        }
        let all = |entity: &Entity| -> Vec<String> {
            let variants = entity.entry.iter().flat_map(|entry| &entry.variants).cloned();
            std::iter::once(entity.naming().spoken()).chain(variants).collect()
        };
        Named { of_document, names: edition.indexes.entities.iter().map(all).collect() }
    }

    /// The names of a document.
    pub fn names(&self, document: usize) -> impl Iterator<Item = (Zone, &str)> {
        let entities = self.of_document.get(document).into_iter().flatten();
        entities.flat_map(|(zone, entity)| {
            let names = self.names.get(*entity).into_iter().flatten();
            names.map(|name| (*zone, name.as_str()))
        })
    }
}

/// Where a name is found that a document has so.
fn zone(index: Index, how: How) -> Option<Zone> {
    Some(match (how, index) {
        (How::Sent, _) => Zone::From,
        (How::Received, _) => Zone::To,
        (How::From | How::To, _) => Zone::Place,
        (How::Held | How::Copy, _) => Zone::Archive,
        (How::Subject, _) => Zone::Subject,
        (How::Translated | How::Handled, _) => Zone::Worked,
        (How::Mentioned, Index::People | Index::Organizations) => Zone::Mentioned,
        (How::Mentioned, Index::Places) => Zone::MentionedPlace,
        (How::Mentioned, Index::Archives) => Zone::Archive,
        (How::Mentioned, Index::Subjects) => Zone::Subject,
        (How::Original | How::Text | How::Mentioned, _) => return None,
    })
}

/// Whether the description of the document has all names itself, which is found by them.
fn is_there(document: &Document, entity: &Entity, how: How) -> bool {
    let parties = match how {
        How::Sent => &document.from,
        How::Received => &document.to,
        How::Translated | How::Handled | How::Mentioned => return false,
        // Without an entry the name is the one that was written.
        _ => return entity.entry.is_none(),
    };
    let Some(entry) = &entity.entry else { return true };
    let name = folded(&entity.name);
    entry.variants.is_empty() && parties.iter().any(|party| folded(&party.name) == name)
}
