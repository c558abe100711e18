//! Who wrote to whom, from where and when, and how the message went (TEI P5, 2.4.6). Each name is followed by the
//! office and the place that belong to it.

use crate::model::date::{Date, DateKind, DatedEvent};
use crate::model::document::{Answered, Document};
use crate::model::entity::{Declared, Party, PartyKind};
use crate::model::naming::{Naming, particle};
use crate::model::transmission::{Recipient, Step, Transmission};
use crate::write::tei::header::inferred;
use crate::write::tei::names;
use crate::write::tei::profile::{date, time};
use crate::write::tei::xml::Xml;

pub fn description(document: &Document, xml: &mut Xml) {
    if document.from.is_empty() && document.to.is_empty() && document.transmission.is_none() {
        return;
    }
    xml.open("correspDesc");
    xml.line();
    let (sent, received) = (sent(document), received(document));
    action("sent", &document.from, sent, document.place.as_deref(), xml);
    action("received", &document.to, received, None, xml);
    if let Some(transmission) = &document.transmission {
        self::transmission(transmission, xml);
    }
    answers(&document.answers, xml);
    xml.close("correspDesc");
    xml.line();
}

fn action(kind: &str, parties: &[Party], event: Option<&Date>, place: Option<&str>, xml: &mut Xml) {
    if parties.is_empty() && event.is_none() && place.is_none() {
        return;
    }
    xml.tag("correspAction").attr("type", kind).open();
    xml.line();
    parties.iter().for_each(|party| self::party(party, xml));
    if let Some(place) = place {
        xml.tag("placeName").attr("type", "place-of-writing").text(place);
        xml.line();
    }
    if let Some(event) = event {
        date(event, None, xml);
        xml.line();
    }
    xml.close("correspAction");
    xml.line();
}

fn party(party: &Party, xml: &mut Xml) {
    let evidence = party.inferred.then_some("internal");
    let kind = party.kind.map(PartyKind::name);
    let tag =
        xml.tag(element(&Naming::of_party(party))).maybe("type", kind).maybe("key", party.id.as_deref());
    let tag = tag.maybe("evidence", evidence).maybe("cert", inferred(party.inferred));
    match &party.naming {
        None => tag.text(&party.name),
        Some(naming) => {
            tag.open();
            parts(&party.name, naming, xml);
            xml.close(element(naming));
        }
    }
    xml.line();
    let mut fact = |element: &'static str, fact: &Option<Declared>| {
        if let Some(Declared { text, inferred: guessed }) = fact {
            xml.tag(element).maybe("cert", inferred(*guessed)).text(text);
            xml.line();
        }
    };
    fact("roleName", &party.role);
    fact("placeName", &party.place);
}

/// A name with its parts marked, word for word, as far as they stand in it.
fn parts(name: &str, naming: &Naming, xml: &mut Xml) {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    let links = |family: &str| particle(family).map_or_else(Vec::new, |(links, _)| words(links));
    let (link, family, given, suffix) = match naming {
        Naming::Parted { family, given, suffix } => {
            let link = links(family);
            let family = words(family).split_off(link.len());
            (link, family, words(given), words(suffix.as_deref().unwrap_or_default()))
        }
        Naming::FamilyFirst { family, given } => (Vec::new(), words(family), words(given), Vec::new()),
        Naming::Whole(family) => (Vec::new(), words(family), Vec::new(), Vec::new()),
        Naming::Body(_) => (Vec::new(), Vec::new(), Vec::new(), Vec::new()),
    };
    let mut left = [("forename", given), ("surname", family), ("nameLink", link), ("genName", suffix)];
    if matches!(naming, Naming::FamilyFirst { .. }) {
        left.swap(0, 1);
    }
    for piece in name.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let bare = word.strip_suffix(',').unwrap_or(word);
        let part =
            left.iter_mut().find(|(_, words)| words.first().is_some_and(|next| next == bare || next == word));
        match part {
            Some((element, words)) => {
                let next = words.remove(0);
                xml.element(element, &next);
                xml.text(piece.strip_prefix(next.as_str()).unwrap_or_default());
            }
            None => xml.text(piece),
        }
    }
}

fn element(naming: &Naming) -> &'static str {
    match naming {
        Naming::Body(_) => "orgName",
        Naming::Parted { .. } | Naming::FamilyFirst { .. } | Naming::Whole(_) => "persName",
    }
}

/// When it went off: when it was sent, else written, else the date by which it is known.
fn sent(document: &Document) -> Option<&Date> {
    let of = |kind: DateKind| event(&document.dates, &kind);
    of(DateKind::Sent).or_else(|| of(DateKind::Written)).or(document.date.as_ref())
}

fn received(document: &Document) -> Option<&Date> {
    event(&document.dates, &DateKind::Received)
}

fn event<'a>(events: &'a [DatedEvent], kind: &DateKind) -> Option<&'a Date> {
    events.iter().find(|event| event.kind == *kind).map(|event| &event.date)
}

/// What the clerks' note says, one action for each of them; the text has the note itself.
fn transmission(note: &Transmission, xml: &mut Xml) {
    for (action, clerk) in note.fields() {
        if let Some(clerk) = clerk {
            transmitted(action.name(), xml, |xml| xml.element("persName", clerk));
        }
    }
    if note.date.is_some() || note.time.is_some() {
        transmitted("note", xml, |xml| {
            note.date.iter().for_each(|when| date(when, None, xml));
            note.time.iter().for_each(|when| time(when, None, xml));
        });
    }
    note.steps.iter().for_each(|one| step(one, xml));
    if note.copies.is_some() || !note.distribution.is_empty() {
        transmitted("distribution", xml, |xml| {
            if let Some(copies) = note.copies {
                xml.tag("note").attr("type", "copies").text(&copies.to_string());
            }
            note.distribution.iter().for_each(|one| recipient(one, xml));
        });
    }
}

fn transmitted(what: &str, xml: &mut Xml, write: impl FnOnce(&mut Xml)) {
    xml.tag("correspAction").attr("type", "transmitted").attr("subtype", what).open();
    write(xml);
    xml.close("correspAction");
    xml.line();
}

fn step(step: &Step, xml: &mut Xml) {
    transmitted(step.action.name(), xml, |xml| {
        step.by.iter().for_each(|by| xml.element("persName", by));
        step.place.iter().for_each(|place| xml.element("placeName", place));
        step.date.iter().for_each(|when| date(when, None, xml));
        step.time.iter().for_each(|when| time(when, None, xml));
        if step.by.is_none() && step.place.is_none() && step.date.is_none() && step.time.is_none() {
            xml.element("note", step.action.name());
        }
    });
}

fn recipient(recipient: &Recipient, xml: &mut Xml) {
    let copies = recipient.copies.map(|copies| copies.to_string());
    xml.tag(element(&Naming::of(&recipient.name))).maybe("n", copies.as_deref()).text(&recipient.name);
}

/// The letters that this one answers.
fn answers(answered: &[Answered], xml: &mut Xml) {
    if answered.is_empty() {
        return;
    }
    xml.open("correspContext");
    for Answered { kind, date: when } in answered {
        xml.tag("ref").attr("type", "answers").maybe("subtype", names::word(kind).as_deref()).open();
        xml.text(kind);
        xml.text(" of ");
        date(when, None, xml);
        xml.close("ref");
    }
    xml.close("correspContext");
    xml.line();
}
