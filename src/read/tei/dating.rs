//! Dates as TEI encodes them (TEI P5, att.datable): what is written, and what a machine is told.

use crate::model::date::{Clock, Date, Edtf, Time, says_undated};
use crate::read::tei::node::{Element, attribute, some_text};

/// The date of an element; what it says is kept, and where it says nothing, what its attributes say.
pub fn date(node: Element<'_, '_>) -> Option<Date> {
    let edtf = edtf(node);
    if edtf.is_none() && some_text(node).is_some_and(|text| says_undated(&text)) {
        return None;
    }
    let said = ["when", "when-iso", "notBefore", "from", "to", "notAfter", "when-custom"];
    let written = some_text(node)
        .or_else(|| edtf.as_ref().map(|edtf| edtf.as_str().to_owned()))
        .or_else(|| said.into_iter().find_map(|name| attribute(node, name)).map(str::to_owned))?;
    Some(Date { written, edtf })
}

/// The time of day, where `@when` has one: `1961-01-21T18:34:00`.
pub fn time(node: Element<'_, '_>) -> Option<Time> {
    let (_, time) = moment(node, "when")?.split_once('T')?;
    let mut parts = time.split(':');
    let (hour, minute) = (parts.next()?.parse().ok()?, parts.next()?.get(..2)?.parse().ok()?);
    let clock = Clock::new(hour, minute)?;
    Some(Time { written: clock.to_string(), clock: Some(clock) })
}

/// What the attributes mean.
pub fn edtf(node: Element<'_, '_>) -> Option<Edtf> {
    let doubted = attribute(node, "cert").is_some_and(|cert| matches!(cert, "low" | "unknown"))
        || attribute(node, "evidence") == Some("conjecture");
    let about = attribute(node, "precision") == Some("low");
    let sign = match (about, doubted) {
        (true, true) => "%",
        (true, false) => "~",
        (false, true) => "?",
        (false, false) => "",
    };
    let doubt = |day: &str| format!("{day}{sign}");
    if let Some(when) = day(node, "when") {
        return Edtf::new(&doubt(when)).or_else(|| Edtf::new(when));
    }
    if let (None, None) = (day(node, "from"), day(node, "to")) {
        return match (day(node, "notBefore"), day(node, "notAfter")) {
            (Some(first), Some(last)) if first == last => Edtf::new(&doubt(first)),
            // One day of these: a set, not a stretch of time (EDTF, level 2).
            (Some(first), Some(last)) => {
                Edtf::new(&format!("[{first}..{last}]")).or_else(|| Edtf::new(&format!("{first}/{last}")))
            }
            (Some(first), None) => Edtf::new(&format!("[{first}..]")),
            (None, Some(last)) => Edtf::new(&format!("[..{last}]")),
            (None, None) => None,
        };
    }
    let end = |name: &str| day(node, name).map_or("..".to_owned(), doubt);
    Edtf::new(&format!("{}/{}", end("from"), end("to")))
}

/// The day of an attribute, in any of its three forms (TEI P5, 13.4.4).
fn day<'a>(node: Element<'a, '_>, name: &str) -> Option<&'a str> {
    moment(node, name).map(|moment| moment.split('T').next().unwrap_or(moment))
}

fn moment<'a>(node: Element<'a, '_>, name: &str) -> Option<&'a str> {
    let iso = format!("{name}-iso");
    let custom = format!("{name}-custom");
    attribute(node, name).or_else(|| attribute(node, &iso)).or_else(|| attribute(node, &custom))
}
