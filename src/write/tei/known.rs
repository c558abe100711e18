//! The elements of TEI that stand within a line under their own name and hold what stands in them.
//! What is not here is kept by an instruction (see [`kept`](super::kept)).

use crate::model::text::{Inline, Named};

/// An element that may stand wherever phrases may (TEI P5, 1.4.2), and what it may hold.
pub struct Known {
    pub name: &'static str,
    holds: Holds,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Phrases,
    Characters,
    Nothing,
}

use Holds::{Characters, Nothing, Phrases};

const fn known(name: &'static str, holds: Holds) -> Known {
    Known { name, holds }
}

static KNOWN: &[Known] = &[
    known("abbr", Phrases),
    known("addName", Phrases),
    known("am", Phrases),
    known("anchor", Nothing),
    known("c", Characters),
    known("cb", Nothing),
    known("code", Characters),
    known("corr", Phrases),
    known("country", Phrases),
    known("date", Phrases),
    known("district", Phrases),
    known("email", Phrases),
    known("emph", Phrases),
    known("expan", Phrases),
    known("foreign", Phrases),
    known("forename", Phrases),
    known("g", Characters),
    known("geogName", Phrases),
    known("gloss", Phrases),
    known("hi", Phrases),
    known("lb", Nothing),
    known("measure", Phrases),
    known("mentioned", Phrases),
    known("milestone", Nothing),
    known("name", Phrases),
    known("nameLink", Phrases),
    known("num", Phrases),
    known("orgName", Phrases),
    known("orig", Phrases),
    known("pc", Characters),
    known("persName", Phrases),
    known("placeName", Phrases),
    known("ptr", Nothing),
    known("ref", Phrases),
    known("region", Phrases),
    known("roleName", Phrases),
    known("rs", Phrases),
    known("seg", Phrases),
    known("settlement", Phrases),
    known("soCalled", Phrases),
    known("surname", Phrases),
    known("term", Phrases),
    known("time", Phrases),
    known("title", Phrases),
    known("w", Characters),
];

/// The element for what the source names so, if it can hold what stands in it.
pub fn element(named: &Named<Inline>) -> Option<&'static Known> {
    let known = KNOWN.iter().find(|known| known.name == named.name)?;
    let fits = match known.holds {
        Holds::Phrases => true,
        Holds::Characters => named.content.iter().all(|inline| matches!(inline, Inline::Text { .. })),
        Holds::Nothing => named.content.is_empty(),
    };
    let wants_unit = known.name == "milestone";
    (fits && (!wants_unit || named.attribute("unit").is_some())).then_some(known)
}
