//! What is found in all documents together, in one pass over small facts. This room does not know what an index
//! looks like.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::model::apparatus::{SIGNS, SignRef};
use crate::model::document::Document;
use crate::model::edition::{Use, Uses};
use crate::model::text::{Inline, Segment};
use crate::resolve::walk::{Met, walk};

/// Every mark of the edition by its sign: the built-in signs in the order of their rows, those of traditions and
/// of the edition before the last row, which is for everything else.
pub fn apparatus(documents: &[Document]) -> Vec<Uses> {
    let in_documents: Vec<Vec<(SignRef, usize)>> = documents.par_iter().map(marks).collect();
    let mut by_sign: BTreeMap<(usize, String), Uses> = BTreeMap::new();
    for (document, marks) in in_documents.into_iter().enumerate() {
        for (sign, ordinal) in marks {
            let uses = by_sign
                .entry((row(&sign), sign.name.to_string()))
                .or_insert_with(|| Uses { sign, uses: Vec::new() });
            uses.uses.push(Use { document, ordinal });
        }
    }
    by_sign.into_values().collect()
}

/// The place of a sign in the order of signs.
fn row(sign: &SignRef) -> usize {
    let own = 2 * SIGNS.len() - 3;
    SIGNS.iter().position(|row| row.name == sign.name).map_or(own, |row| 2 * row)
}

/// The marks of a document, each once, in the order of their numbers.
fn marks(document: &Document) -> Vec<(SignRef, usize)> {
    let mut marks = Vec::new();
    walk(document, &mut |met| {
        if let Met::Inline(Inline::Marked(marked)) = met
            && marked.segment == Segment::First
        {
            marks.push((marked.mark.sign.clone(), marked.mark.ordinal));
        }
    });
    marks.sort_by_key(|(_, ordinal)| *ordinal);
    marks
}
