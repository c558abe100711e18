//! Front matter: the fields of a document that an editor can declare, and what of them a layout leaves unsaid.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::archive::{SourceDescription, Witness};
use crate::model::date;
use crate::model::document::{Document, Name};
use crate::model::entity::{Declared, Party, PartyKind};
use crate::write::kept::Written;

/// The lines between which settings stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fence {
    Toml,
    Yaml,
}

/// All that front matter can say, but for the id. What is absent is not said.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Settings {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credits: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<&'static str>,
    #[serde(flatten)]
    further: BTreeMap<String, Written>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Vec<Named>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Vec<Named>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translators: Option<Vec<Named>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subjects: Option<Vec<Named>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    languages: Option<Languages>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Description>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dates: Option<Vec<Event>>,
    /// In TOML what follows a table is in it, so what has tables comes last.
    #[serde(flatten)]
    further_tables: BTreeMap<String, Written>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
enum Date {
    Edtf(String),
    Written {
        written: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        edtf: Option<String>,
    },
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
struct Event {
    kind: String,
    written: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
}

/// A name; two are the same only if both were declared, or both inferred.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
enum Named {
    Plain(String),
    Full {
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        kind: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<String>,
    },
    Inferred(String),
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
struct Languages {
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Vec<String>>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
struct Description {
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    collection: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repository: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shelfmark: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copies: Option<Vec<Copy>>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
enum Copy {
    Written(String),
    Known {
        #[serde(skip_serializing_if = "Option::is_none")]
        repository: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        shelfmark: Option<String>,
    },
}

impl Settings {
    /// What would have to be declared to say all of this document.
    pub fn of(document: &Document) -> Settings {
        let of_the_document = document.notes.iter().any(|note| note.typed.is_empty() && note.of_the_document);
        Settings {
            title: Some(document.title.text.clone()).filter(|_| !document.title.inferred),
            kind: document.kind.clone(),
            date: document.date.as_ref().map(date),
            place: document.place.clone(),
            summary: document.summary.clone(),
            credits: document.credits.clone(),
            rights: document.rights.clone(),
            status: document.status.clone(),
            notes: of_the_document.then_some("source"),
            further: further(document, false),
            further_tables: further(document, true),
            from: Some(document.from.iter().map(party).collect()),
            to: Some(document.to.iter().map(party).collect()),
            translators: Some(document.translators.iter().map(name).collect()),
            subjects: Some(document.subjects.iter().map(name).collect()),
            languages: Some(Languages {
                original: Some(document.languages.original.clone()),
                text: Some(document.languages.text.clone()),
            }),
            source: Some(description(&document.description)),
            dates: Some(document.dates.iter().map(event).collect()),
        }
    }

    /// The title and nothing else.
    pub fn title_alone(&self) -> Settings {
        Settings { title: self.title.clone(), ..Settings::default() }
    }

    /// The same settings without the lists in which nothing is.
    pub fn without_nothing(&self) -> Settings {
        fn some<T: Clone>(list: &Option<Vec<T>>) -> Option<Vec<T>> {
            list.clone().filter(|list| !list.is_empty())
        }
        Settings {
            from: some(&self.from),
            to: some(&self.to),
            translators: some(&self.translators),
            subjects: some(&self.subjects),
            dates: some(&self.dates),
            ..self.clone()
        }
    }

    /// The same settings, and others beside them.
    pub fn with(self, other: Settings) -> Settings {
        let (known, more) = (self.languages.unwrap_or_default(), other.languages.unwrap_or_default());
        let languages =
            Languages { original: more.original.or(known.original), text: more.text.or(known.text) };
        Settings {
            title: other.title.or(self.title),
            kind: other.kind.or(self.kind),
            date: other.date.or(self.date),
            place: other.place.or(self.place),
            summary: other.summary.or(self.summary),
            credits: other.credits.or(self.credits),
            rights: other.rights.or(self.rights),
            status: other.status.or(self.status),
            notes: other.notes.or(self.notes),
            from: other.from.or(self.from),
            to: other.to.or(self.to),
            translators: other.translators.or(self.translators),
            subjects: other.subjects.or(self.subjects),
            languages: Some(languages).filter(|languages| *languages != Languages::default()),
            dates: other.dates.or(self.dates),
            source: self.source,
            further: self.further,
            further_tables: self.further_tables,
        }
    }

    /// The same settings with the title of `other`.
    pub fn with_title(self, other: Settings) -> Settings {
        Settings { title: other.title, ..self }
    }

    /// What of this `base` does not say already.
    pub fn beyond(self, base: &Settings) -> Settings {
        let languages = self.languages.unwrap_or_default();
        let known = base.languages.clone().unwrap_or_default();
        let languages = Languages {
            original: beyond(languages.original, &known.original),
            text: beyond(languages.text, &known.text),
        };
        let source = self.source.unwrap_or_default().beyond(base.source.as_ref());
        Settings {
            title: beyond(self.title, &base.title),
            kind: beyond(self.kind, &base.kind),
            date: beyond(self.date, &base.date),
            place: beyond(self.place, &base.place),
            summary: beyond(self.summary, &base.summary),
            credits: beyond(self.credits, &base.credits),
            rights: beyond(self.rights, &base.rights),
            status: beyond(self.status, &base.status),
            notes: beyond(self.notes, &base.notes),
            further: without(self.further, &base.further),
            further_tables: without(self.further_tables, &base.further_tables),
            from: beyond(self.from, &base.from),
            to: beyond(self.to, &base.to),
            translators: beyond(self.translators, &base.translators),
            subjects: beyond(self.subjects, &base.subjects),
            languages: Some(languages).filter(|languages| *languages != Languages::default()),
            source: Some(source).filter(|source| *source != Description::default()),
            dates: beyond(self.dates, &base.dates),
        }
    }

    /// All that is said, text by text.
    pub fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        collect(&serde_json::to_value(self).unwrap_or_default(), &mut texts);
        texts
    }

    /// The front matter with its fences. Settings are texts, lists and tables, which both forms can say.
    pub fn between(&self, fence: Fence) -> String {
        let mut settings = self.clone();
        let dates = fence == Fence::Toml;
        let all = settings.further.values_mut().chain(settings.further_tables.values_mut());
        all.for_each(|written| written.with_dates = dates);
        let (line, written) = match fence {
            Fence::Toml => ("+++", toml::to_string(&settings).unwrap_or_default()),
            Fence::Yaml if settings == Settings::default() => ("---", String::new()),
            Fence::Yaml => ("---", serde_saphyr::to_string(&settings).unwrap_or_default()),
        };
        let end = if written.is_empty() || written.ends_with('\n') { "" } else { "\n" };
        format!("{line}\n{written}{end}{line}\n")
    }
}

fn collect(value: &serde_json::Value, texts: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => texts.push(text.clone()),
        serde_json::Value::Array(list) => list.iter().for_each(|one| collect(one, texts)),
        serde_json::Value::Object(table) => table.iter().for_each(|(_, one)| collect(one, texts)),
        _ => {}
    }
}

impl Description {
    fn beyond(self, base: Option<&Description>) -> Description {
        let known = base.cloned().unwrap_or_default();
        Description {
            citation: beyond(self.citation, &known.citation),
            collection: beyond(self.collection, &known.collection),
            repository: beyond(self.repository, &known.repository),
            shelfmark: beyond(self.shelfmark, &known.shelfmark),
            url: beyond(self.url, &known.url),
            copies: beyond(self.copies, &known.copies),
        }
    }
}

/// What the document keeps without understanding it: what has tables in it, or the rest.
fn further(document: &Document, tables: bool) -> BTreeMap<String, Written> {
    let kept = document.further.iter().filter(|(_, kept)| kept.has_tables() == tables);
    kept.map(|(key, kept)| (key.clone(), Written::new(kept, true))).collect()
}

fn without(
    further: BTreeMap<String, Written>,
    base: &BTreeMap<String, Written>,
) -> BTreeMap<String, Written> {
    further.into_iter().filter(|(key, _)| !base.contains_key(key)).collect()
}

fn beyond<T: PartialEq>(value: Option<T>, base: &Option<T>) -> Option<T> {
    if value == *base { None } else { value }
}

fn date(date: &date::Date) -> Date {
    match &date.edtf {
        Some(edtf) if edtf.as_str() == date.written => Date::Edtf(date.written.clone()),
        edtf => {
            Date::Written { written: date.written.clone(), edtf: edtf.as_ref().map(date::Edtf::to_string) }
        }
    }
}

fn event(event: &date::DatedEvent) -> Event {
    Event {
        kind: event.kind.name().to_owned(),
        written: event.date.written.clone(),
        edtf: event.date.edtf.as_ref().map(date::Edtf::to_string),
        time: event.time.as_ref().map(|time| time.written.clone()),
    }
}

fn party(party: &Party) -> Named {
    let declared =
        |fact: &Option<Declared>| fact.as_ref().filter(|fact| !fact.inferred).map(|fact| fact.text.clone());
    let (role, place) = (declared(&party.role), declared(&party.place));
    let kind = party.kind.map(PartyKind::name);
    match (kind, &party.id, role, place) {
        (None, None, None, None) if party.inferred => Named::Inferred(party.name.clone()),
        (None, None, None, None) => Named::Plain(party.name.clone()),
        (kind, id, role, place) => {
            Named::Full { name: party.name.clone(), kind, id: id.clone(), role, place }
        }
    }
}

fn name(name: &Name) -> Named {
    match (&name.id, &name.role) {
        (None, None) => Named::Plain(name.name.clone()),
        (id, role) => {
            let (id, role) = (id.clone(), role.clone());
            Named::Full { name: name.name.clone(), kind: None, id, role, place: None }
        }
    }
}

fn description(description: &SourceDescription) -> Description {
    Description {
        citation: description.citation.clone(),
        collection: description.collection.clone(),
        repository: description.repository.clone(),
        shelfmark: description.shelfmark.as_ref().map(|shelfmark| shelfmark.written.clone()),
        url: description.url.clone(),
        copies: Some(description.copies.iter().map(copy).collect()),
    }
}

fn copy(copy: &Witness) -> Copy {
    let shelfmark = copy.shelfmark.as_ref().map(|shelfmark| shelfmark.written.clone());
    match (&copy.repository, shelfmark) {
        (None, None) => Copy::Written(copy.written.clone()),
        (repository, shelfmark) => Copy::Known { repository: repository.clone(), shelfmark },
    }
}
