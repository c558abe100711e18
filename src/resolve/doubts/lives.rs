//! Lives that do not go together with what the documents say: who died before being born, wrote before it, or after death.
//! It goes over small facts and reads no text.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::date::{Date, Edtf};
use crate::model::document::Document;
use crate::model::entity::Entry;
use crate::model::index::Indexes;
use crate::resolve::Looked;
use crate::resolve::doubts::place;
use crate::source::Sources;

/// Reports entries whose dates cannot be, and documents from and to people who were not alive.
pub fn lives(documents: &[&Looked], indexes: &Indexes, sources: &Sources, diagnostics: &mut Diagnostics) {
    for entry in indexes.entities.iter().filter_map(|entity| entity.entry.as_deref()) {
        unborn(entry, diagnostics);
    }
    for looked in documents {
        let document = looked.document.as_ref();
        let sides = [(&document.from, "sent by"), (&document.to, "sent to")];
        let mut seen = Vec::new();
        for (parties, how) in sides {
            for party in parties {
                let Some(at) = indexes.party(document.source, party).filter(|at| !seen.contains(at)) else {
                    continue;
                };
                let entry = indexes.entities.get(at).and_then(|entity| entity.entry.as_deref());
                let Some(message) = entry.and_then(|entry| not_alive(document, entry, how)) else { continue };
                seen.push(at);
                let span = place(document, sources.get(document.source), &party.name);
                let mut warning = Diagnostic::warning("not-alive", message).at(span);
                warning.related = entry
                    .and_then(|entry| entry.span)
                    .map(|span| (span, "whose dates are here".to_owned()))
                    .into_iter()
                    .collect();
                diagnostics.push(warning.hint(
                    "compare the date of the document and the dates of the entry; if another one of that name is meant, make an entry for each and say which by its `id`",
                ));
            }
        }
    }
}

fn unborn(entry: &Entry, diagnostics: &mut Diagnostics) {
    let (Some((born, birth)), Some((died, death))) = (dated(entry, "birth"), dated(entry, "death")) else {
        return;
    };
    if death.latest() < birth.earliest() {
        let message = format!(
            "`{}` died before being born: `{}` is before `{}`",
            entry.name, died.written, born.written
        );
        let mut warning = Diagnostic::warning("died-before-birth", message);
        warning.span = entry.span;
        diagnostics.push(
            warning.hint("compare `born` and `died`; one of them is wrong, or they are the wrong way round"),
        );
    }
}

/// What is wrong with a document of this date from or to someone who lived then. Only what no reading of the dates allows
/// is wrong: who died in 1953 may have written in December 1953.
fn not_alive(document: &Document, entry: &Entry, how: &str) -> Option<String> {
    let date = document.dated()?;
    let known = date.edtf.as_ref()?;
    let name = &entry.name;
    if let Some((died, death)) = dated(entry, "death")
        && death.latest() < known.earliest()
    {
        let (written, died) = (&date.written, &died.written);
        return Some(format!("the document of `{written}` was {how} `{name}`, who died `{died}`"));
    }
    let (born, birth) = dated(entry, "birth")?;
    (known.latest() < birth.earliest()).then(|| {
        let (written, born) = (&date.written, &born.written);
        format!("the document of `{written}` was {how} `{name}`, who was born `{born}`")
    })
}

fn dated<'a>(entry: &'a Entry, of: &str) -> Option<(&'a Date, &'a Edtf)> {
    let (_, date) = entry.dates.iter().find(|(kind, _)| kind == of)?;
    Some((date, date.edtf.as_ref()?))
}
