//! The elements of TEI that stand within a line under their own name, and which of their attributes can stand with them
//! as they are. What is not here is kept by an instruction (see [`kept`](super::kept)).

use crate::model::text::{Inline, Named};
use crate::write::tei::names;

/// An element that may stand wherever phrases may (TEI P5, 1.4.2), and what it may hold.
pub struct Known {
    pub name: &'static str,
    holds: Holds,
    groups: &'static [Group],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Phrases,
    Characters,
    Nothing,
}

/// Attributes that come together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    /// `@type` and `@subtype`
    Typed,
    /// `@key` and `@ref`
    Canonical,
    /// `@when`, `@notBefore` and the like
    Dated,
    /// `@target`
    Pointing,
    /// `@unit`
    Unit,
}

use Group::{Canonical, Dated, Pointing, Typed, Unit};
use Holds::{Characters, Nothing, Phrases};

const fn known(name: &'static str, holds: Holds, groups: &'static [Group]) -> Known {
    Known { name, holds, groups }
}

static KNOWN: &[Known] = &[
    known("abbr", Phrases, &[Typed]),
    known("addName", Phrases, &[Typed, Canonical]),
    known("am", Phrases, &[Typed]),
    known("anchor", Nothing, &[Typed]),
    known("c", Characters, &[Typed]),
    known("cb", Nothing, &[]),
    known("code", Characters, &[]),
    known("corr", Phrases, &[Typed]),
    known("country", Phrases, &[Typed, Canonical, Dated]),
    known("date", Phrases, &[Typed, Canonical, Dated]),
    known("district", Phrases, &[Typed, Canonical, Dated]),
    known("email", Phrases, &[]),
    known("emph", Phrases, &[]),
    known("expan", Phrases, &[]),
    known("foreign", Phrases, &[]),
    known("forename", Phrases, &[Typed, Canonical]),
    known("g", Characters, &[Typed]),
    known("geogName", Phrases, &[Typed, Canonical, Dated]),
    known("gloss", Phrases, &[]),
    known("hi", Phrases, &[]),
    known("measure", Phrases, &[Typed]),
    known("mentioned", Phrases, &[]),
    known("milestone", Nothing, &[Unit]),
    known("name", Phrases, &[Typed, Canonical, Dated]),
    known("nameLink", Phrases, &[Typed, Canonical]),
    known("num", Phrases, &[Typed]),
    known("orgName", Phrases, &[Typed, Canonical, Dated]),
    known("orig", Phrases, &[]),
    known("pc", Characters, &[]),
    known("persName", Phrases, &[Typed, Canonical, Dated]),
    known("placeName", Phrases, &[Typed, Canonical, Dated]),
    known("ptr", Nothing, &[Typed, Pointing]),
    known("ref", Phrases, &[Typed, Pointing]),
    known("region", Phrases, &[Typed, Canonical, Dated]),
    known("roleName", Phrases, &[Typed, Canonical]),
    known("rs", Phrases, &[Typed, Canonical]),
    known("seg", Phrases, &[Typed]),
    known("settlement", Phrases, &[Typed, Canonical, Dated]),
    known("soCalled", Phrases, &[]),
    known("surname", Phrases, &[Typed, Canonical]),
    known("term", Phrases, &[Typed, Canonical]),
    known("time", Phrases, &[Typed, Canonical, Dated]),
    known("title", Phrases, &[Canonical]),
    known("w", Characters, &[]),
];

/// The element for what the source names so, if it can hold what stands in it.
pub fn element(named: &Named<Inline>) -> Option<&'static Known> {
    let known = KNOWN.iter().find(|known| known.name == named.name)?;
    let fits = match known.holds {
        Holds::Phrases => true,
        Holds::Characters => named.content.iter().all(|inline| matches!(inline, Inline::Text { .. })),
        Holds::Nothing => named.content.is_empty(),
    };
    let wants_unit = known.groups.contains(&Group::Unit);
    (fits && (!wants_unit || named.attribute("unit").is_some())).then_some(known)
}

impl Known {
    /// The attributes that can stand as they are.
    pub fn attributes(&self, attributes: &[(String, String)]) -> Vec<(&'static str, String)> {
        self::attributes(attributes, |group| self.groups.contains(&group))
    }
}

/// The attributes of a division, a paragraph, a list, a table or a part of these that can stand as they are.
pub fn of_block(name: &str, attributes: &[(String, String)]) -> Vec<(&'static str, String)> {
    let typed = !matches!(name, "p" | "item" | "headLabel" | "headItem");
    self::attributes(attributes, |group| group == Typed && typed)
}

/// The name of an attribute, and whether a value has its form.
type Form = (&'static str, fn(&str) -> bool);

fn attributes(attributes: &[(String, String)], has: impl Fn(Group) -> bool) -> Vec<(&'static str, String)> {
    let form = |name: &str| -> Option<Form> {
        Some(match name {
            "n" => ("n", is_text),
            "rend" => ("rend", is_words),
            "cert" => ("cert", |value| matches!(value, "high" | "medium" | "low" | "unknown")),
            "type" if has(Typed) => ("type", is_word),
            "subtype" if has(Typed) => ("subtype", is_word),
            "key" if has(Canonical) => ("key", is_text),
            "ref" if has(Canonical) => ("ref", are_addresses),
            "target" if has(Pointing) => ("target", are_addresses),
            "when" if has(Dated) => ("when", is_day),
            "notBefore" if has(Dated) => ("notBefore", is_day),
            "notAfter" if has(Dated) => ("notAfter", is_day),
            "from" if has(Dated) => ("from", is_day),
            "to" if has(Dated) => ("to", is_day),
            "unit" if has(Unit) => ("unit", is_word),
            _ => return None,
        })
    };
    let fitting = attributes.iter().filter_map(|(name, value)| {
        let (name, fits) = form(name)?;
        fits(value).then(|| (name, value.clone()))
    });
    fitting.collect()
}

fn is_text(value: &str) -> bool {
    !value.trim().is_empty() && value.trim() == value && !value.contains(['\n', '\t', '\r'])
}

fn is_words(value: &str) -> bool {
    names::words(value).as_deref() == Some(value)
}

fn is_word(value: &str) -> bool {
    is_words(value) && !value.contains(' ')
}

fn are_addresses(value: &str) -> bool {
    let fits = |one: &str| {
        names::address(one) == one && one.split_once(':').is_none_or(|(scheme, _)| is_scheme(scheme))
    };
    is_text(value) && value.split(' ').all(|one| !one.is_empty() && fits(one))
}

/// What stands before the first colon of an address (RFC 3986, 3.1), or a path in which there is one.
fn is_scheme(text: &str) -> bool {
    text.contains(['/', '#', '?'])
        || text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// A year, a month or a day of XML Schema.
fn is_day(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let digits =
        |part: &&str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let within = |part: &&str, most: u32| {
        digits(part, 2) && part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
    };
    match parts.as_slice() {
        [year] => digits(year, 4) && *year != "0000",
        [year, month] => digits(year, 4) && *year != "0000" && within(month, 12),
        [year, month, day] => {
            digits(year, 4)
                && *year != "0000"
                && within(month, 12)
                && within(day, 31)
                && crate::model::date::Edtf::new(value).is_some()
        }
        _ => false,
    }
}
