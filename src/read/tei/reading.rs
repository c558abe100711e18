//! A run as it is to be read: without what was deleted, and without what the editor reads otherwise.

use crate::model::text::{Inline, Part};

/// The run without what no longer holds: deleted words, the first of two readings, the editor's labels.
pub fn as_read(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in content {
        match inline {
            Inline::Marked(marked)
                if matches!(marked.mark.sign.name.as_ref(), "deletion" | "surplus" | "variant") => {}
            Inline::Marked(marked) => {
                let replaced = marked.pieces.iter().any(|piece| piece.part == Part::Edited);
                for piece in &marked.pieces {
                    let holds = piece.part == Part::Edited || piece.part == Part::Content && !replaced;
                    out.extend(holds.then(|| as_read(&piece.content)).into_iter().flatten());
                }
            }
            Inline::Styled { content, .. } | Inline::Link { content, .. } => out.extend(as_read(content)),
            Inline::Named(named) if matches!(named.name.as_str(), "del" | "surplus") => {}
            Inline::Named(named) => out.extend(as_read(&named.content)),
            other => out.push(other.clone()),
        }
    }
    out
}
