//! A document as JSON, a line each. The field names are a promise to the outside; the model's own names are not.

mod transmission;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::Diagnostic;
use crate::model::apparatus::{Extent, Mark, Quarters};
use crate::model::archive::{Shelfmark, SourceDescription, Witness};
use crate::model::date;
use crate::model::document::{Document, Languages, Name};
use crate::model::entity::{Declared, Party, PartyKind};
use crate::site::Site;
use crate::source::{Position, Positions, Source};
use crate::write::hands::{self, Hand};
use crate::write::json::transmission::{JsonTransmission, transmission};
use crate::write::kept::Written;
use crate::write::told::{Change, Related};
use crate::write::{plain, told, walk};

/// The object of one document, and the end of its line.
pub fn export(site: &Site, document: usize) -> Vec<u8> {
    let Some(document) = site.edition.documents.get(document) else { return Vec::new() };
    let object = object(document, site.sources.get(document.source));
    // No key of it can fail to be a string and no number of it can be infinite.
    let mut line = serde_json::to_vec(&object).unwrap_or_default();
    line.push(b'\n');
    line
}

#[derive(Serialize)]
struct JsonDocument<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<JsonDate<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dates: Vec<JsonEvent<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    from: Vec<JsonParty<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    to: Vec<JsonParty<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    languages: Option<JsonLanguages<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<JsonSource<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translators: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credits: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    funders: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    context: Vec<Related>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Change>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<JsonName<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sections: Vec<JsonSection<'a>>,
    /// What the source declares under names of no meaning to us.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    further: BTreeMap<&'a str, Written>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transmission: Option<JsonTransmission<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hands: Vec<String>,
    marks: Vec<JsonMark<'a>>,
    notes: usize,
    words: usize,
    text: String,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

#[derive(Serialize)]
struct JsonDate<'a> {
    written: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonEvent<'a> {
    kind: &'a str,
    #[serde(flatten)]
    date: JsonDate<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clock: Option<String>,
    /// As written, where the clock is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonParty<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    inferred: bool,
}

#[derive(Serialize)]
struct JsonLanguages<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    original: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    text: &'a [String],
}

#[derive(Serialize)]
struct JsonSource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    collection: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repository: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settlement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shelfmark: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    levels: Vec<[&'a str; 2]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copies: Vec<JsonCopy<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonCopy<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    repository: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shelfmark: Option<&'a str>,
    /// As the citation names it, where it could not be taken apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonName<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonSection<'a> {
    label: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct JsonMark<'a> {
    sign: &'a str,
    as_written: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edited: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hand: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certainty: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extent: Option<JsonExtent<'a>>,
    line: usize,
    column: usize,
    depth: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonExtent<'a> {
    quantity: JsonQuantity,
    unit: &'a str,
    #[serde(skip_serializing_if = "is_false")]
    at_most: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<JsonQuantity>,
}

/// A whole number is written without a point.
#[derive(Serialize)]
#[serde(untagged)]
enum JsonQuantity {
    Whole(u32),
    Part(f64),
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    hints: &'a [String],
}

fn object<'a>(document: &'a Document, source: &Source) -> JsonDocument<'a> {
    JsonDocument {
        id: document.id.as_str(),
        title: &document.title.text,
        kind: document.kind.as_deref(),
        date: document.date.as_ref().map(date),
        dates: document.dates.iter().map(event).collect(),
        from: document.from.iter().map(party).collect(),
        to: document.to.iter().map(party).collect(),
        place: document.place.as_deref(),
        languages: languages(&document.languages),
        source: description(document),
        translators: document.translators.iter().map(|translator| translator.name.as_str()).collect(),
        summary: document.summary.as_deref(),
        credits: document.credits.as_deref(),
        rights: document.rights.as_deref(),
        licence: told::licence(document),
        funders: told::funders(document),
        context: told::context(document),
        changes: told::changes(document),
        status: document.status.as_deref(),
        subjects: document.subjects.iter().map(name).collect(),
        sections: document
            .sections
            .iter()
            .map(|section| JsonSection { label: &section.label, text: &section.text })
            .collect(),
        further: document
            .further
            .iter()
            .map(|(key, kept)| (key.as_str(), Written::new(kept, false)))
            .collect(),
        transmission: document.transmission.as_ref().map(transmission),
        hands: hands::hands(document).into_iter().filter_map(hand).collect(),
        marks: marks(document, source),
        notes: document.notes.len(),
        words: plain::words(document),
        text: plain::text(document),
        diagnostics: document.diagnostics.iter().map(|found| diagnostic(found, source)).collect(),
    }
}

/// The hands that are known by name. What a label only describes is said with its mark.
fn hand(hand: Hand) -> Option<String> {
    match hand {
        Hand::Named(name) => Some(name),
        Hand::Described(_) => None,
    }
}

fn date(date: &date::Date) -> JsonDate<'_> {
    JsonDate { written: &date.written, edtf: date.edtf.as_ref().map(date::Edtf::as_str) }
}

fn event(event: &date::DatedEvent) -> JsonEvent<'_> {
    let clock = event.time.as_ref().and_then(|time| time.clock);
    let written = event.time.as_ref().map(|time| time.written.as_str());
    JsonEvent {
        kind: event.kind.name(),
        date: date(&event.date),
        clock: clock.map(|clock| clock.to_string()),
        time: if clock.is_some() { None } else { written },
    }
}

fn party(party: &Party) -> JsonParty<'_> {
    JsonParty {
        name: &party.name,
        kind: party.kind.map(PartyKind::name),
        id: party.id.as_deref(),
        role: declared(party.role.as_ref()),
        place: declared(party.place.as_ref()),
        inferred: party.inferred,
    }
}

/// What the letter's frame lets us infer is shown on the page, where one sees that it is inferred.
fn declared(fact: Option<&Declared>) -> Option<&str> {
    fact.filter(|fact| !fact.inferred).map(|fact| fact.text.as_str())
}

fn languages(languages: &Languages) -> Option<JsonLanguages<'_>> {
    let Languages { original, text } = languages;
    (!original.is_empty() || !text.is_empty()).then_some(JsonLanguages { original, text })
}

fn description(document: &Document) -> Option<JsonSource<'_>> {
    let description = &document.description;
    if *description == SourceDescription::default() {
        return None;
    }
    let shelfmark = description.shelfmark.as_ref();
    let settlement = told::settlement(document);
    Some(JsonSource {
        citation: description.citation.as_deref(),
        collection: description.collection.as_deref(),
        repository: description.repository.as_deref().map(|name| without_town(name, settlement.as_deref())),
        settlement,
        country: told::country(document),
        shelfmark: shelfmark.map(|shelfmark| shelfmark.written.as_str()),
        levels: shelfmark.map(levels).unwrap_or_default(),
        copies: description.copies.iter().map(copy).collect(),
        url: description.url.as_deref(),
    })
}

/// The name of an archive alone, where its town is told besides: two towns may each have a city archive, so the model keeps
/// both together.
fn without_town<'a>(name: &'a str, town: Option<&str>) -> &'a str {
    let alone = town.and_then(|town| name.strip_suffix(town)?.strip_suffix(", "));
    alone.unwrap_or(name)
}

fn levels(shelfmark: &Shelfmark) -> Vec<[&str; 2]> {
    shelfmark.levels.iter().map(|level| [level.label.as_str(), level.value.as_str()]).collect()
}

fn copy(copy: &Witness) -> JsonCopy<'_> {
    let shelfmark = copy.shelfmark.as_ref().map(|shelfmark| shelfmark.written.as_str());
    let understood = copy.repository.is_some() || shelfmark.is_some();
    JsonCopy {
        repository: copy.repository.as_deref(),
        shelfmark,
        written: (!understood).then_some(copy.written.as_str()),
    }
}

fn name(name: &Name) -> JsonName<'_> {
    JsonName { name: &name.name, id: name.id.as_deref(), role: name.role.as_deref() }
}

fn marks<'a>(document: &'a Document, source: &Source) -> Vec<JsonMark<'a>> {
    let mut positions = Positions::of(source);
    walk::marks(document).into_iter().map(|marked| mark(&marked.mark, &mut positions)).collect()
}

fn mark<'a>(mark: &'a Mark, positions: &mut Positions<'_>) -> JsonMark<'a> {
    let Position { line, column } = positions.position(mark.span.start);
    JsonMark {
        sign: &mark.sign.name,
        as_written: &mark.as_written,
        text: mark.text.as_deref(),
        edited: mark.edited.as_deref(),
        hand: mark.hand.as_deref(),
        place: mark.place.as_deref(),
        language: mark.language.as_deref(),
        reason: mark.reason.as_deref(),
        certainty: mark.certainty.map(|certainty| certainty.name()),
        extent: mark.extent.as_ref().map(extent),
        line,
        column,
        depth: mark.depth,
        of: mark.of.as_deref(),
    }
}

fn extent(extent: &Extent) -> JsonExtent<'_> {
    JsonExtent {
        quantity: quantity(extent.quantity),
        unit: &extent.unit,
        at_most: extent.at_most,
        at_least: extent.at_least.map(quantity),
    }
}

fn quantity(quarters: Quarters) -> JsonQuantity {
    match quarters.0 % 4 {
        0 => JsonQuantity::Whole(quarters.0 / 4),
        _ => JsonQuantity::Part(quarters.value()),
    }
}

fn diagnostic<'a>(found: &'a Diagnostic, source: &Source) -> JsonDiagnostic<'a> {
    let place = found.span.filter(|span| span.source == source.id());
    let place = place.map(|span| source.position(span.start));
    JsonDiagnostic {
        severity: found.severity.name(),
        code: found.code,
        message: &found.message,
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        hints: &found.hints,
    }
}

fn is_false(value: &bool) -> bool {
    !value
}
