//! How much is missing, in any of the ways in which it is said: `@quantity` and `@unit`, `@extent="2 words"`, `unk`.

use crate::model::apparatus::{Extent, Quarters};
use crate::read::numbers::number_word;
use crate::read::tei::node::{Element, attribute};

/// What the element says of its extent, as far as it is a number of something.
pub fn extent(node: Element<'_, '_>) -> Option<Extent> {
    let unit = attribute(node, "unit");
    if let Some(quantity) = attribute(node, "quantity").and_then(quarters) {
        return Some(Extent {
            quantity,
            unit: singular(unit.unwrap_or("character")),
            at_most: false,
            at_least: None,
        });
    }
    if let Some(quantity) = attribute(node, "atMost").or(attribute(node, "max")).and_then(quarters) {
        let least = attribute(node, "atLeast").or(attribute(node, "min")).and_then(quarters);
        let at_least = least.filter(|least| *least < quantity);
        return Some(Extent {
            quantity,
            unit: singular(unit.unwrap_or("character")),
            at_most: true,
            at_least,
        });
    }
    let said = attribute(node, "extent")?;
    let mut words = said.split_whitespace().filter(|word| !matches!(*word, "ca." | "c." | "circa" | "about"));
    let first = words.next()?;
    let number = first.trim_end_matches(|c: char| !c.is_ascii_digit());
    let quantity =
        quarters(number).or_else(|| number_word(first).filter(|count| *count > 0).map(Quarters::whole))?;
    let attached = first.get(number.len()..).filter(|rest| !number.is_empty() && !rest.is_empty());
    let unit = attached.or_else(|| words.next()).or(unit).unwrap_or("character");
    Some(Extent { quantity, unit: singular(unit), at_most: false, at_least: None })
}

fn quarters(number: &str) -> Option<Quarters> {
    let number: f64 = number.trim().parse().ok()?;
    (number > 0.0 && number < 1e6).then(|| Quarters((number * 4.0).round() as u32))
}

/// `chars`, `letters` and `Zeichen` are characters; a plural is a singular.
fn singular(unit: &str) -> String {
    let unit = unit.trim_end_matches(['.', ',', ';', ')']);
    match unit.to_lowercase().as_str() {
        "char" | "chars" | "character" | "characters" | "letter" | "letters" | "sign" | "signs" => {
            "character"
        }
        "word" | "words" => "word",
        "line" | "lines" => "line",
        "page" | "pages" => "page",
        "group" | "groups" => "group",
        _ => return unit.to_owned(),
    }
    .to_owned()
}
