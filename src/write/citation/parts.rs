//! What several styles say of a document in the same words. It knows the record of a document, no page.

use crate::model::date::Edtf;
use crate::write::dates::{Order, in_english};
use crate::write::record::Record;

/// To whom it went, where the title does not say so.
pub fn recipient_unsaid(record: &Record<'_>) -> bool {
    let named = |name: String| record.title.contains(&name);
    !record.recipients.is_empty() && !record.recipients.iter().all(|naming| named(naming.spoken()))
}

/// The date in words, unless the title ends in it.
pub fn date_unsaid(record: &Record<'_>, order: Order) -> Option<String> {
    let text = record.date_in_words(order);
    (!title_ends_in_date(record)).then_some(text)
}

fn title_ends_in_date(record: &Record<'_>) -> bool {
    let Some(date) = record.date else { return false };
    let title = record.title.trim_end_matches(|c: char| !c.is_alphanumeric());
    let in_order = |order| date.edtf.as_ref().and_then(|edtf| in_english(edtf, order));
    let forms = [Some(date.written.clone()), in_order(Order::MonthFirst), in_order(Order::DayFirst)];
    forms.into_iter().flatten().any(|form| {
        let form = form.trim_end_matches(|c: char| !c.is_alphanumeric());
        let before = title.strip_suffix(form);
        !form.is_empty() && before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    })
}

/// When this version of the edition was published.
pub fn edition_date(record: &Record<'_>, order: Order) -> Option<String> {
    let date = record.edition.date.as_deref()?;
    let english = Edtf::new(date).and_then(|edtf| in_english(&edtf, order));
    Some(english.unwrap_or_else(|| date.to_owned()))
}

/// `version 1.0`
pub fn version(record: &Record<'_>) -> String {
    match &record.edition.version {
        Some(version) => format!("version {version}"),
        None => "unreleased version".to_owned(),
    }
}
