//! When people lived, as registers say it, in words. It knows no page.

use crate::model::entity::Entry;
use crate::model::index::Entity;
use crate::write::dates::{Order, in_english};

/// When someone lived: `18 December 1878 – 5 March 1953`.
pub fn life(entity: &Entity) -> Option<String> {
    let entry = entity.entry.as_ref()?;
    match (date(entry, "birth"), date(entry, "death")) {
        (Some(born), Some(died)) => Some(format!("{born} – {died}")),
        (Some(born), None) => Some(format!("born {born}")),
        (None, Some(died)) => Some(format!("died {died}")),
        (None, None) => None,
    }
}

fn date(entry: &Entry, kind: &str) -> Option<String> {
    let (_, date) = entry.dates.iter().find(|(of, _)| of == kind)?;
    let words = date.edtf.as_ref().and_then(|edtf| in_english(edtf, Order::DayFirst));
    Some(words.unwrap_or_else(|| date.written.clone()))
}
