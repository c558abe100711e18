//! How the document travelled: who sent, received, deciphered and typed it, when, and to whom the copies went.

use crate::model::date::{Date, Time};

/// The note that clerks put at the foot or the head of a telegram. It cannot be empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Transmission {
    pub sent_by: Option<String>,
    pub received_by: Option<String>,
    pub accepted_by: Option<String>,
    pub deciphered_by: Option<String>,
    pub encoded_by: Option<String>,
    pub typed_by: Option<String>,
    pub printed_by: Option<String>,
    /// The date of the note, where it stands by itself.
    pub date: Option<Date>,
    pub time: Option<Time>,
    /// What was done at which time, where the note says both: `Received on 4:10 am, 9 July 1950`.
    pub steps: Vec<Step>,
    /// How many copies were made: `7`, where the note says so.
    pub copies: Option<u32>,
    pub distribution: Vec<Recipient>,
}

impl Transmission {
    /// Whom the note names, with what they did: those of its fields, then those of its steps.
    pub fn clerks(&self) -> Vec<(Action, &str)> {
        let steps = self.steps.iter().map(|step| (step.action, &step.by));
        self.fields()
            .into_iter()
            .chain(steps)
            .filter_map(|(action, by)| Some((action, by.as_deref()?)))
            .collect()
    }

    /// What is named once in the note, each with whom it names.
    pub fn fields(&self) -> [(Action, &Option<String>); 7] {
        [
            (Action::Sent, &self.sent_by),
            (Action::Received, &self.received_by),
            (Action::Accepted, &self.accepted_by),
            (Action::Deciphered, &self.deciphered_by),
            (Action::Encoded, &self.encoded_by),
            (Action::Typed, &self.typed_by),
            (Action::Printed, &self.printed_by),
        ]
    }
}

/// One dated step on the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub action: Action,
    /// `Ivanova`
    pub by: Option<String>,
    /// `the Capital`
    pub place: Option<String>,
    pub date: Option<Date>,
    pub time: Option<Time>,
}

/// What was done with the message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Action {
    Sent,
    Received,
    Accepted,
    Arrived,
    Deciphered,
    Encoded,
    Typed,
    Printed,
}

impl Action {
    pub fn name(self) -> &'static str {
        match self {
            Action::Sent => "sent",
            Action::Received => "received",
            Action::Accepted => "accepted",
            Action::Arrived => "arrived",
            Action::Deciphered => "deciphered",
            Action::Encoded => "encoded",
            Action::Typed => "typed",
            Action::Printed => "printed",
        }
    }
}

/// A line of a distribution list: `Stalin - 2`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient {
    pub name: String,
    pub copies: Option<u32>,
}

/// A part of the note in the text; what a reader of the page can point at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Field {
    SentBy,
    ReceivedBy,
    AcceptedBy,
    ArrivedAt,
    DecipheredBy,
    EncodedBy,
    TypedBy,
    PrintedBy,
    Date,
    Time,
    Copies,
    Distribution,
}

impl Field {
    /// The name in the page's `data-field`.
    pub fn name(self) -> &'static str {
        match self {
            Field::SentBy => "sent-by",
            Field::ReceivedBy => "received-by",
            Field::AcceptedBy => "accepted-by",
            Field::ArrivedAt => "arrived-at",
            Field::DecipheredBy => "deciphered-by",
            Field::EncodedBy => "encoded-by",
            Field::TypedBy => "typed-by",
            Field::PrintedBy => "printed-by",
            Field::Date => "date",
            Field::Time => "time",
            Field::Copies => "copies",
            Field::Distribution => "distribution",
        }
    }
}
