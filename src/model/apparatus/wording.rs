//! How a mark is said where nobody typed it: brackets and words around what it is about. It knows no form of output.

use crate::model::apparatus::{Extent, Mark};

/// In which words marks are said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// As editors print them: `P(ublius)`, `[ofmann]`.
    Short,
    /// In the forms of the signs' rows, which the reader of transcriptions knows: `[supplied: ofmann]`.
    Full,
}

/// What stands around the words of a mark. At a point, `before` alone is what it says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wording {
    pub open: &'static str,
    pub before: String,
    /// Of a pair, what stands between its parts.
    pub between: String,
    pub after: String,
    pub close: &'static str,
}

/// The words for a mark. Of a pair, `backwards` says that the new is written before the old.
pub fn wording(mark: &Mark, manner: Manner, backwards: bool) -> Wording {
    let around = |before: String| Wording { open: "[", before, close: "]", ..Wording::default() };
    let pair = |between: &str, after: &str| Wording {
        between: between.to_owned(),
        after: after.to_owned(),
        ..around(String::new())
    };
    let is_point = mark.text.is_none() && mark.edited.is_none();
    match (mark.sign.name.as_ref(), manner) {
        ("space", Manner::Full) => around(mark.extent.as_ref().map_or("blank".to_owned(), left_blank)),
        ("space", Manner::Short) => Wording::default(),
        ("substitution", _) if mark.edited.is_none() => pair("", " crossed out"),
        ("substitution", _) if mark.text.is_none() => pair("", " inserted"),
        ("substitution", _) if backwards => pair(" inserted, ", " crossed out"),
        ("substitution", _) => pair(" crossed out, ", " inserted"),
        ("expansion", Manner::Short) => expansion(mark, backwards),
        ("expansion", Manner::Full) if mark.edited.is_none() => around("expansion: ".to_owned()),
        ("expansion", Manner::Full) if backwards => pair(", abbreviated ", ""),
        ("expansion", Manner::Full) => pair(", abbreviation of ", ""),
        ("correction", manner) => correction(mark, manner, backwards),
        ("surplus", Manner::Short) => Wording { open: "{", close: "}", ..Wording::default() },
        ("supplied", Manner::Short) => around(String::new()),
        ("unclear", _) => Wording { after: "?".to_owned(), ..around(String::new()) },
        _ if is_point => around(mark.as_written.clone()),
        _ => around(format!("{}: ", label(mark))),
    }
}

/// What a mark at a point says, from what is known of it: `3 words illegible`.
pub fn at_a_point(mark: &Mark) -> String {
    let extent = mark.extent.as_ref().map(counted);
    let what = match mark.sign.name.as_ref() {
        "illegible" => "illegible",
        "lost" => "lost",
        "omission" => "omitted",
        "withheld" => "redacted",
        "cipher" => "garbled",
        "blank" => "left blank",
        "handwritten" => {
            return mark
                .hand
                .as_ref()
                .map_or("another hand".to_owned(), |hand| format!("in the hand of {hand}"));
        }
        "variant" => {
            return mark
                .hand
                .as_ref()
                .map_or("omitted elsewhere".to_owned(), |witness| format!("omitted in {witness}"));
        }
        "space" => return extent.map_or("space".to_owned(), |extent| format!("space of {extent}")),
        "page" => "page break",
        name => name,
    };
    match extent {
        Some(extent) => format!("{extent} {what}"),
        None if what == "omitted" => "omission".to_owned(),
        None => what.to_owned(),
    }
}

fn left_blank(extent: &Extent) -> String {
    format!("{} left blank", counted(extent))
}

/// `3 words`, `at most 1 line`, `2 to 5 words`: the bound itself is possible (TEI P5, att.ranging).
fn counted(extent: &Extent) -> String {
    let quantity = extent.quantity.value();
    let plural = if quantity > 1.0 { "s" } else { "" };
    let most = match extent.at_least {
        Some(least) => format!("{} to ", least.value()),
        None if extent.at_most => "at most ".to_owned(),
        None => String::new(),
    };
    format!("{most}{quantity} {}{plural}", extent.unit)
}

fn label(mark: &Mark) -> String {
    let hand = mark.hand.as_ref().map(|hand| format!(" by {hand}")).unwrap_or_default();
    let place = mark.place.as_deref().map(|place| format!(" {}", in_words(place))).unwrap_or_default();
    match mark.sign.name.as_ref() {
        "addition" => format!("inserted{place}{hand}"),
        "deletion" => format!("crossed out{hand}"),
        "handwritten" => format!("handwritten{hand}"),
        "marginal" if place.is_empty() || place == " in the margin" => format!("in the margin{hand}"),
        "marginal" => format!("marginal note{place}{hand}"),
        "underlined" => format!("underlined{hand}"),
        "signature" => "signed".to_owned(),
        "damage" => "damaged".to_owned(),
        "variant" => match &mark.hand {
            Some(witness) => format!("variant in {witness}"),
            None => "variant".to_owned(),
        },
        name => name.to_owned(),
    }
}

/// The places that the Guidelines of TEI name (att.placement), in English; others as they are written.
pub fn in_words(place: &str) -> &str {
    match place {
        "above" | "superlinear" | "supralinear" => "above the line",
        "below" | "sublinear" | "infralinear" => "below the line",
        "inline" | "intralinear" => "in the line",
        "interlinear" => "between the lines",
        "margin" => "in the margin",
        "left" | "marginleft" | "margin-left" | "marginLeft" => "in the left margin",
        "right" | "marginright" | "margin-right" | "marginRight" => "in the right margin",
        "top" => "at the top",
        "bottom" => "at the bottom",
        "end" => "at the end",
        "overleaf" | "opposite" | "verso" => "overleaf",
        other => other,
    }
}

/// `P(ublius)`, `u [und]`.
fn expansion(mark: &Mark, backwards: bool) -> Wording {
    if mark.edited.is_none() {
        return Wording { open: "(", close: ")", ..Wording::default() };
    }
    let between = if backwards { " [abbreviated " } else { " [" };
    Wording { between: between.to_owned(), close: "]", ..Wording::default() }
}

/// `1814 [corrected: 1815]`.
fn correction(mark: &Mark, manner: Manner, backwards: bool) -> Wording {
    let done = if mark.reason.as_deref() == Some(REGULARIZED) { REGULARIZED } else { "corrected" };
    let brackets = Wording { open: "[", close: "]", ..Wording::default() };
    match (manner, mark.text.is_some()) {
        (_, false) => Wording { before: format!("{done}: "), ..brackets },
        (Manner::Short, true) => {
            let between = if backwards { " [written: ".to_owned() } else { format!(" [{done}: ") };
            Wording { open: "", between, ..brackets }
        }
        (Manner::Full, true) => {
            let way = if backwards { "from" } else { "to" };
            Wording { between: format!(", {done} {way} "), ..brackets }
        }
    }
}

/// The reason of a correction that no slip called for.
pub const REGULARIZED: &str = "regularized";
