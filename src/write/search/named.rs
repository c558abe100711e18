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
    /// The name of each entity as it is spoken.
    spoken: Vec<String>,
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
        let spoken = edition.indexes.entities.iter().map(|entity| entity.naming().spoken()).collect();
        Named { of_document, spoken }
    }

    /// The names of a document.
    pub fn names(&self, document: usize) -> impl Iterator<Item = (Zone, &str)> {
        let names = self.of_document.get(document).into_iter().flatten();
        names.filter_map(|(zone, entity)| Some((*zone, self.spoken.get(*entity)?.as_str())))
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

/// Whether the description of the document has the name itself, which is found by it.
fn is_there(document: &Document, entity: &Entity, how: How) -> bool {
    let parties = match how {
        How::Sent => &document.from,
        How::Received => &document.to,
        How::Translated | How::Handled | How::Mentioned => return false,
        // Without an entry the name is the one that was written.
        _ => return entity.entry.is_none(),
    };
    entity.entry.is_none() || {
        let name = folded(&entity.name);
        parties.iter().any(|party| folded(&party.name) == name)
    }
}
