//! Counts the marks of a document in the order of the text, once all of it is there.

use crate::model::document::Document;
use crate::read::signs::number;

/// Numbers the marks of the text, then those of the notes.
pub fn marks(document: &mut Document) {
    let mut next = 0;
    for version in &mut document.versions {
        // A mark over several passages has one number.
        let mut open = None;
        version.blocks.iter_mut().for_each(|block| {
            block.runs_mut(&mut |run| next = number(run, 0, next, &mut open));
        });
    }
    for paragraph in document.notes.iter_mut().flat_map(|note| &mut note.content) {
        next = number(paragraph, 0, next, &mut None);
    }
}
