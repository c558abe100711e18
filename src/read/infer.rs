//! What the words of a document tell beyond what was declared: parties, transmission, frame, dates. It overrules
//! nothing, and changes no character of the text.

use crate::model::date::{Date, DateKind, DatedEvent, Edtf};
use crate::model::document::{Answered, Document};
use crate::model::entity::Party;
use crate::model::text::{Block, Passage, plain};
use crate::model::transmission::{Action, Transmission};
use crate::read::answers::answers;
use crate::read::dates::has_blank_day;
use crate::read::enclosures::enclosures;
use crate::read::frame::{Frame, frame};
use crate::read::title::{Told, title};
use crate::read::transmission::transmission;

/// Fills in what title and text tell and nothing else has told yet. What stands around the documents of a volume was not
/// sent, whatever its title says.
pub fn infer(document: &mut Document) {
    if document.matter().is_some() {
        return;
    }
    from_title(document);
    let near = document.date.as_ref().and_then(|date| date.edtf.clone());
    let mut frames = Vec::new();
    for version in &mut document.versions {
        let blocks = std::mem::take(&mut version.blocks);
        let (blocks, note) = transmission(blocks, near.as_ref());
        let title = &document.title.text;
        let (blocks, read) = frame(blocks, &mut document.from, &mut document.to, title, near.as_ref());
        version.blocks = enclosures(blocks);
        document.transmission = document.transmission.take().or(note);
        frames.push(read);
    }
    dates(document, &frames);
    if document.answers.is_empty() {
        let written = document.dates.iter().find_map(|event| event.date.edtf.clone());
        document.answers = answered(document, near.or(written).as_ref());
    }
}

fn from_title(document: &mut Document) {
    let Told { kind, from, to } = title(&document.title.text);
    let party = |name: String| Party { name, inferred: true, ..Party::default() };
    if document.kind.is_none() {
        document.kind = kind;
    }
    if document.from.is_empty() {
        document.from = from.into_iter().map(party).collect();
    }
    if document.to.is_empty() {
        document.to = to.into_iter().map(party).collect();
    }
}

/// The dates in the document's life: of the frame first, then of the way.
fn dates(document: &mut Document, frames: &[Frame]) {
    if !document.dates.is_empty() {
        return;
    }
    let mut events = Vec::new();
    let of_frame = frames.iter().map(|frame| &frame.dates[..]).find(|dates| !dates.is_empty());
    let of_frame = of_frame.unwrap_or_default();
    // Days from one to another, beside a date, are what a journal or report covers.
    let covers = |date: &Date| date.edtf.as_ref().is_some_and(|edtf| edtf.as_str().contains('/'));
    let has_day = of_frame.iter().any(|(date, _)| !covers(date));
    for (date, time) in of_frame.iter().filter(|(date, _)| !(has_day && covers(date))) {
        let kind = if has_blank_day(date) { DateKind::Draft } else { DateKind::Written };
        add(&mut events, DatedEvent { kind, date: date.clone(), time: time.clone() });
    }
    if let Some(transmission) = &document.transmission {
        on_the_way(transmission, &mut events);
    }
    document.dates = events;
}

fn on_the_way(transmission: &Transmission, events: &mut Vec<DatedEvent>) {
    for step in &transmission.steps {
        if let Some(date) = &step.date {
            add(events, DatedEvent { kind: kind(step.action), date: date.clone(), time: step.time.clone() });
        }
    }
    let named = [
        (Action::Sent, &transmission.sent_by),
        (Action::Received, &transmission.received_by),
        (Action::Accepted, &transmission.accepted_by),
        (Action::Deciphered, &transmission.deciphered_by),
        (Action::Encoded, &transmission.encoded_by),
        (Action::Typed, &transmission.typed_by),
        (Action::Printed, &transmission.printed_by),
    ];
    let done = named.iter().find(|(_, by)| by.is_some()).map(|(action, _)| *action);
    if let (Some(action), Some(date)) = (done, &transmission.date) {
        add(events, DatedEvent { kind: kind(action), date: date.clone(), time: transmission.time.clone() });
    }
}

fn kind(action: Action) -> DateKind {
    DateKind::from_name(action.name())
}

fn add(events: &mut Vec<DatedEvent>, event: DatedEvent) {
    let same = |known: &DatedEvent| {
        let Date { edtf, written } = &event.date;
        let says_the_same = known.date.written == *written || edtf.is_some() && known.date.edtf == *edtf;
        known.kind == event.kind && says_the_same && known.time == event.time
    };
    if !events.iter().any(same) {
        events.push(event);
    }
}

/// What the first version that answers anything answers.
fn answered(document: &Document, near: Option<&Edtf>) -> Vec<Answered> {
    let of_version = |blocks: &[Block]| {
        let mut found = Vec::new();
        for_each_passage(blocks, &mut |passage| {
            for answer in answers(&plain(&passage.content), near) {
                if !found.contains(&answer) {
                    found.push(answer);
                }
            }
        });
        found
    };
    let found = document.versions.iter().map(|version| of_version(&version.blocks));
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

fn for_each_passage(blocks: &[Block], visit: &mut dyn FnMut(&Passage)) {
    for block in blocks {
        match block {
            Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                visit(passage)
            }
            Block::List(list) => list.items.iter().for_each(&mut *visit),
            Block::Quote(blocks) | Block::Part { blocks, .. } => for_each_passage(blocks, visit),
            Block::Named(named) => for_each_passage(&named.content, visit),
            Block::Table(_) => {}
        }
    }
}
