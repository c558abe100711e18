//! How a document travelled, as JSON. It knows the transmission and no document.

use serde::Serialize;

use crate::model::date::Time;
use crate::model::transmission::{Recipient, Step, Transmission};
use crate::write::json::{JsonDate, date};

#[derive(Serialize)]
pub struct JsonTransmission<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    received_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deciphered_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoded_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    typed_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    printed_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<JsonDate<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<JsonTime<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<JsonStep<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copies: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    distribution: Vec<JsonRecipient<'a>>,
}

#[derive(Serialize)]
struct JsonTime<'a> {
    written: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    clock: Option<String>,
}

#[derive(Serialize)]
struct JsonStep<'a> {
    action: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<JsonDate<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<JsonTime<'a>>,
}

#[derive(Serialize)]
struct JsonRecipient<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    copies: Option<u32>,
}

pub fn transmission(note: &Transmission) -> JsonTransmission<'_> {
    JsonTransmission {
        sent_by: note.sent_by.as_deref(),
        received_by: note.received_by.as_deref(),
        accepted_by: note.accepted_by.as_deref(),
        deciphered_by: note.deciphered_by.as_deref(),
        encoded_by: note.encoded_by.as_deref(),
        typed_by: note.typed_by.as_deref(),
        printed_by: note.printed_by.as_deref(),
        date: note.date.as_ref().map(date),
        time: note.time.as_ref().map(time),
        steps: note.steps.iter().map(step).collect(),
        copies: note.copies,
        distribution: note.distribution.iter().map(recipient).collect(),
    }
}

fn time(time: &Time) -> JsonTime<'_> {
    JsonTime { written: &time.written, clock: time.clock.map(|clock| clock.to_string()) }
}

fn step(step: &Step) -> JsonStep<'_> {
    JsonStep {
        action: step.action.name(),
        by: step.by.as_deref(),
        place: step.place.as_deref(),
        date: step.date.as_ref().map(date),
        time: step.time.as_ref().map(time),
    }
}

fn recipient(recipient: &Recipient) -> JsonRecipient<'_> {
    JsonRecipient { name: &recipient.name, copies: recipient.copies }
}
