//! What is found in all documents together, in one pass over small facts. This room does not know what an index
//! looks like.

use std::collections::BTreeMap;

use crate::model::apparatus::{SIGNS, SignRef};
use crate::model::document::Document;
use crate::model::edition::{Use, Uses};
use crate::model::text::{Inline, Segment};
use crate::resolve::walk::{Met, walk};

/// The marks of one sign in one document.
#[derive(Clone, Debug)]
pub struct Marks {
    /// The place of the sign in the order of signs.
    row: usize,
    sign: SignRef,
    /// In the order of the text.
    ordinals: Vec<usize>,
}

/// Every mark of the edition by its sign: the built-in signs in the order of their rows; those of traditions and of the
/// edition, by their names, before the last row, which is for everything else.
pub fn apparatus<'a>(documents: impl Iterator<Item = &'a [Marks]>) -> Vec<Uses> {
    let mut by_sign: BTreeMap<(usize, &str), Uses> = BTreeMap::new();
    for (document, marks) in documents.enumerate() {
        for Marks { row, sign, ordinals } in marks {
            let uses = by_sign
                .entry((*row, sign.name.as_ref()))
                .or_insert_with(|| Uses { sign: sign.clone(), uses: Vec::new() });
            uses.uses.extend(ordinals.iter().map(|ordinal| Use { document, ordinal: *ordinal }));
        }
    }
    by_sign.into_values().collect()
}

/// The marks of a document, each once, by their signs.
pub fn marks(document: &Document) -> Vec<Marks> {
    let mut marks: Vec<Marks> = Vec::new();
    walk(document, &mut |met| {
        if let Met::Inline(Inline::Marked(marked)) = met
            && marked.segment == Segment::First
        {
            let (sign, ordinal) = (&marked.mark.sign, marked.mark.ordinal);
            match marks.iter_mut().find(|marks| marks.sign == *sign) {
                Some(marks) => marks.ordinals.push(ordinal),
                None => marks.push(Marks { row: row(sign), sign: sign.clone(), ordinals: vec![ordinal] }),
            }
        }
    });
    marks.iter_mut().for_each(|marks| marks.ordinals.sort_unstable());
    marks
}

/// Rows are counted by twos, so that there is a place before the last.
fn row(sign: &SignRef) -> usize {
    let own = 2 * SIGNS.len() - 3;
    SIGNS.iter().position(|row| row.name == sign.name).map_or(own, |row| 2 * row)
}
