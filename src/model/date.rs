//! Dates: what was written is always kept; what it means is EDTF, where it is known.

use std::fmt;

/// A date as the source has it, and as a machine can sort it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Date {
    /// As written, white space collapsed: `October 12, 1948`, `[date left blank] October 1948`.
    pub written: String,
    /// What it means; absent where the text does not say.
    pub edtf: Option<Edtf>,
}

/// A date in the Extended Date/Time Format (ISO 8601-2:2019), levels 0 to 2: `1948-10-12`, `1948-10-XX`,
/// `1948-10~`, `1948-10-08/1948-10-12`. It cannot be a text that does not parse.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Edtf {
    text: String,
    earliest: Day,
    latest: Day,
}

/// A day of the proleptic Gregorian calendar: year (astronomical, so 0 is 1 BC), month 1–12, day 1–31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day {
    pub year: i64,
    pub month: u8,
    pub day: u8,
}

/// A time of day by the clock, 00:00 to 23:59; no zone is known or implied.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Clock {
    hour: u8,
    minute: u8,
}

impl Clock {
    /// Hours 0–23, minutes 0–59; anything else is no time.
    pub fn new(hour: u8, minute: u8) -> Option<Clock> {
        (hour < 24 && minute < 60).then_some(Clock { hour, minute })
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// What a date is the date of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DateKind {
    /// The draft, whose day is often left blank.
    Draft,
    /// Of writing or signing.
    Written,
    Sent,
    Received,
    Deciphered,
    Typed,
    /// What an editor called it in the front matter.
    Other(String),
}

impl DateKind {
    pub fn name(&self) -> &str {
        match self {
            DateKind::Draft => "draft",
            DateKind::Written => "written",
            DateKind::Sent => "sent",
            DateKind::Received => "received",
            DateKind::Deciphered => "deciphered",
            DateKind::Typed => "typed",
            DateKind::Other(name) => name,
        }
    }

    /// The kind of that name; a name that is not one of ours is kept.
    pub fn from_name(name: &str) -> DateKind {
        match name {
            "draft" => DateKind::Draft,
            "written" => DateKind::Written,
            "sent" => DateKind::Sent,
            "received" => DateKind::Received,
            "deciphered" => DateKind::Deciphered,
            "typed" => DateKind::Typed,
            other => DateKind::Other(other.to_owned()),
        }
    }
}

/// A date in the life of the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatedEvent {
    pub kind: DateKind,
    pub date: Date,
    pub time: Option<Time>,
}

/// A time of day as written (`1955`, `10 hours 10 minutes`) and by the clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Time {
    pub written: String,
    pub clock: Option<Clock>,
}
