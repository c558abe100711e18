//! What front matter declares goes into the document, and overrules what the reader inferred.

use crate::diag::{Diagnostic, Diagnostics};
use crate::fields::{Field, Value};
use crate::model::archive::{Shelfmark, SourceDescription, Witness};
use crate::model::date::Date;
use crate::model::document::{Document, Languages, Title};
use crate::model::id::{Id, IdError, LONGEST};
use crate::model::matter::Matter;
use crate::read::header::values::{Values, given};
use crate::read::header::{Header, KEYS};
use crate::read::shelfmark;
use crate::source::Spanned;

const SOURCE: [&str; 6] = ["citation", "collection", "repository", "shelfmark", "url", "copies"];
const LANGUAGES: [&str; 2] = ["original", "text"];
const CHANGE: [&str; 2] = ["date", "what"];
const CITED_AS: [&str; 2] = ["letter", "manuscript"];

/// Puts every field of the front matter into the document. A field that is wrong is reported, and the
/// document keeps what it had. What is inferred afterwards fills only what is empty then.
pub fn apply(header: &Header, document: &mut Document, diagnostics: &mut Diagnostics) {
    let near = document.date.as_ref().and_then(|date| date.edtf.clone());
    let mut values = Values { diagnostics, further: Vec::new(), near };
    // The other dates lie near the document's own, wherever it stands.
    let (own, others): (Vec<_>, Vec<_>) =
        given(&header.fields, &KEYS).partition(|field| field.key.value == "date");
    for field in own.into_iter().chain(others) {
        declare(field, document, &mut values);
    }
    document.further.append(&mut values.further);
}

fn declare(field: &Field, document: &mut Document, values: &mut Values<'_>) {
    let (key, value) = (field.key.value.as_str(), &field.value);
    match key {
        "id" => set(&mut document.id, id(value, values)),
        "title" => {
            let title = values.line(key, value);
            set(
                &mut document.title,
                title.map(|text| Title { text, inferred: false, span: Some(value.span) }),
            );
        }
        "kind" => set_some(&mut document.kind, values.line(key, value)),
        "date" => {
            if let Some(date) = values.date(key, value) {
                // The same day in the words of the document says more than the day alone.
                let known =
                    document.date.as_ref().is_some_and(|old| old.edtf.is_some() && old.edtf == date.edtf);
                values.near = date.edtf.clone();
                if !known || matches!(value.value, Value::Table(_)) {
                    document.date = Some(date);
                }
            }
        }
        "dates" => document.dates = values.events(value),
        "from" => document.from = values.parties(key, value),
        "to" => document.to = values.parties(key, value),
        "place" => set_some(&mut document.place, values.line(key, value)),
        "languages" => languages(value, document, values),
        "translators" => document.translators = values.names(key, value),
        "source" => source(value, &mut document.description, values),
        "summary" => set_some(&mut document.summary, values.text(key, value)),
        "credits" => set_some(&mut document.credits, values.text(key, value)),
        "rights" => set_some(&mut document.rights, values.text(key, value)),
        "status" => set_some(&mut document.status, values.text(key, value)),
        "subjects" => document.subjects = values.names(key, value),
        "notes" => notes(value, values),
        // The text is read by the one (see `transcript::read`), citations are made by the others (see `write::record`).
        "apparatus" | "number" => values.keep(key, value),
        "cite_as" => cite_as(value, values),
        "changes" => changes(value, values),
        Matter::KEY => matter(value, values),
        _ => values.unknown(&field.key, value, "", &KEYS),
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn set_some<T>(place: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *place = value;
    }
}

fn id(value: &Spanned<Value>, values: &mut Values<'_>) -> Option<Id<Document>> {
    let text = values.text("id", value)?;
    match Id::new(&text) {
        Ok(id) => Some(id),
        Err(error) => {
            let reason = match error {
                IdError::Empty => "has no letter or digit that can stand in an address".to_owned(),
                IdError::Reserved => {
                    "is the name of a page of the edition, or no system can have a file of that name"
                        .to_owned()
                }
                IdError::TooLong => format!("is longer than {LONGEST} letters, and names files"),
            };
            values.report(
                Diagnostic::error("bad-id", format!("the id `{text}` {reason}"))
                    .hint("write small letters, digits and `-`: `1948-10-12-stalin-to-kim`"),
                value.span,
            );
            None
        }
    }
}

fn languages(value: &Spanned<Value>, document: &mut Document, values: &mut Values<'_>) {
    let Some(fields) = values.table("languages", value, &LANGUAGES) else { return };
    let Languages { original, text } = &mut document.languages;
    for Field { key, value } in given(fields, &LANGUAGES) {
        match key.value.as_str() {
            "original" => *original = values.languages("original", value),
            "text" => *text = values.languages("text", value),
            _ => values.unknown(key, value, "languages", &LANGUAGES),
        }
    }
}

fn source(value: &Spanned<Value>, description: &mut SourceDescription, values: &mut Values<'_>) {
    let Some(fields) = values.table("source", value, &SOURCE) else { return };
    for Field { key, value } in given(fields, &SOURCE) {
        let name = key.value.as_str();
        match name {
            "citation" => set_some(&mut description.citation, values.text(name, value)),
            "collection" => set_some(&mut description.collection, values.line(name, value)),
            "repository" => set_some(&mut description.repository, values.line(name, value)),
            "shelfmark" => set_some(&mut description.shelfmark, mark(value, values)),
            "url" => set_some(&mut description.url, url(value, values)),
            "copies" => {
                let each = values.each(value);
                description.copies = each.into_iter().filter_map(|item| copy(item, values)).collect();
            }
            _ => values.unknown(key, value, "source", &SOURCE),
        }
    }
}

fn mark(value: &Spanned<Value>, values: &mut Values<'_>) -> Option<Shelfmark> {
    let written = values.text("shelfmark", value)?;
    shelfmark::shelfmark(&written).or(Some(Shelfmark { written, levels: Vec::new() }))
}

/// Only addresses of the web: what stands here becomes a link on the page.
fn url(value: &Spanned<Value>, values: &mut Values<'_>) -> Option<String> {
    let text = values.text("url", value)?;
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let right = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !text.contains(|c: char| c.is_whitespace() || "<>\"`".contains(c));
    if right {
        return Some(text);
    }
    values.report(
        Diagnostic::error("bad-address", format!("`{text}` is no address of a page"))
            .hint("write the whole address: `https://digitalarchive.example.org/document/119377`"),
        value.span,
    );
    None
}

/// Another copy: in words, or a table with `repository` and `shelfmark`.
fn copy(value: &Spanned<Value>, values: &mut Values<'_>) -> Option<Witness> {
    const COPY: [&str; 2] = ["repository", "shelfmark"];
    let Value::Table(fields) = &value.value else {
        let written = values.text("copies", value)?;
        let shelfmark::Place { repository, shelfmark, .. } = shelfmark::place(&written, false);
        return Some(Witness { repository, shelfmark, written });
    };
    let mut witness = Witness { repository: None, shelfmark: None, written: String::new() };
    for Field { key, value } in given(fields, &COPY) {
        match key.value.as_str() {
            "repository" => witness.repository = values.text("repository", value),
            "shelfmark" => witness.shelfmark = mark(value, values),
            _ => values.unknown(key, value, "copies", &COPY),
        }
    }
    let shelfmark = witness.shelfmark.as_ref().map(|shelfmark| shelfmark.written.clone());
    let parts: Vec<String> = witness.repository.iter().cloned().chain(shelfmark).collect();
    witness.written = parts.join(", ");
    (!parts.is_empty()).then_some(witness)
}

/// Where in a volume it stands that is no document by itself.
fn matter(value: &Spanned<Value>, values: &mut Values<'_>) {
    let Some(text) = values.text(Matter::KEY, value) else { return };
    values.keep(Matter::KEY, value);
    if Matter::from_name(&text).is_none() {
        values.report(
            Diagnostic::error("bad-matter", format!("`matter` is `{text}`")).hint(
                "write `front` for what stands before the documents of a volume, `chapter` for what stands around those \
                 of a chapter, `back` for what follows them all; a document has no `matter`",
            ),
            value.span,
        );
    }
}

/// Which kind of thing a citation manager takes the document for.
fn cite_as(value: &Spanned<Value>, values: &mut Values<'_>) {
    let Some(text) = values.text("cite_as", value) else { return };
    values.keep("cite_as", value);
    if !CITED_AS.contains(&text.as_str()) {
        values.report(
            Diagnostic::error("bad-cite-as", format!("`cite_as` is `{text}`")).hint(
                "write `letter` for what was sent to someone, `manuscript` for minutes, reports and drafts",
            ),
            value.span,
        );
    }
}

/// What was changed since it was published, and when.
fn changes(value: &Spanned<Value>, values: &mut Values<'_>) {
    values.keep("changes", value);
    // No change lies near the document's date, which is often much older.
    let near = values.near.take();
    for item in values.each(value) {
        let Some(fields) = values.table("changes", item, &CHANGE) else { continue };
        let mut dated = false;
        for Field { key, value } in given(fields, &CHANGE) {
            match key.value.as_str() {
                "date" => {
                    // A date that is wrong is reported by itself.
                    let of_one_day =
                        |date: Date| date.edtf.is_some_and(|edtf| edtf.earliest() == edtf.latest());
                    dated = values.date("date", value).is_none_or(of_one_day);
                }
                "what" => drop(values.text("what", value)),
                // It is kept with the list.
                name => values.report(
                    Diagnostic::warning("unknown-key", format!("front matter has no `changes.{name}`"))
                        .hint("a change has a `date` and says `what` was changed"),
                    key.span,
                ),
            }
        }
        if !dated {
            values.report(
                Diagnostic::error("bad-change", "a change in `changes` has no day").hint(
                    "write each change with its day: `changes = [{ date = 2027-01-31, what = \"the shelfmark\" }]`",
                ),
                item.span,
            );
        }
    }
    values.near = near;
}

/// What it says, the notes themselves ask for: [`Header::has_notes_of_the_source`].
fn notes(value: &Spanned<Value>, values: &mut Values<'_>) {
    let Some(text) = values.text("notes", value) else { return };
    match text.as_str() {
        "source" | "editor" => {}
        _ => values.report(
            Diagnostic::error("bad-notes", format!("`notes` is `{text}`"))
                .hint("write `source` where the notes are the document's own, `editor` where they are yours"),
            value.span,
        ),
    }
}

#[cfg(test)]
mod tests;
