//! Links from one document to another: each leads to a document that there is.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::id::Ref;
use crate::model::text::{Inline, Target};
use crate::resolve::walk::{Met, walk};
use crate::spell::near;

/// Near-misses are looked for among all ids. Where very many links are wrong, something else is wrong than
/// their spelling, and the search would take time with the square of the edition's size.
const SEARCHED: usize = 50;

/// Reports every `doc:` link that leads nowhere.
pub fn check(edition: &Edition, diagnostics: &mut Diagnostics) {
    let mut unknown: Vec<&Ref<Document>> = Vec::new();
    for document in &edition.documents {
        walk(document, &mut |met| {
            if let Met::Inline(Inline::Link { target: Target::Document(link), .. }) = met
                && edition.find(&link.value).is_none()
            {
                unknown.push(link);
            }
        });
    }
    for (at, link) in unknown.into_iter().enumerate() {
        let error = Diagnostic::error("unknown-document", format!("there is no document `{}`", link.value));
        let error = error.at(link.span);
        let ids = edition.documents.iter().map(|document| document.id.as_str());
        let meant = if at < SEARCHED { near(link.value.as_str(), ids, 3) } else { Vec::new() };
        diagnostics.push(if meant.is_empty() {
            error
                .hint("an id is the name of the file without its ending, unless the front matter has an `id`")
        } else {
            let meant: Vec<String> = meant.iter().map(|id| format!("`{id}`")).collect();
            error.hint(format!("did you mean {}?", meant.join(" or ")))
        });
    }
}
