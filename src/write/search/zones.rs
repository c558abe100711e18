//! In which parts of a document a word can stand, so that a search can ask for one of them. It knows no index.

use crate::model::date::Edtf;
use crate::model::document::Document;
use crate::model::entity::Party;
use crate::write::dates::{Order, in_english};

/// A part of a document. The numbers stand in the files of the index, and in `static/js/search/query.js`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Zone {
    /// The document's words.
    Text = 0,
    /// Those that were added by hand.
    Hand = 1,
    /// The editor's words within the text.
    Editor = 2,
    /// Notes of the editor's.
    Note = 3,
    /// Notes of the document's own.
    OwnNote = 4,
    Title = 5,
    /// A title that is the first line of the text.
    OwnTitle = 6,
    Summary = 7,
    From = 8,
    To = 9,
    Place = 10,
    Archive = 11,
    Subject = 12,
    /// Two frequent words that follow one another, of which a hand added one.
    Mixed = 13,
    /// Who translated it and made it possible, its rights, the archive's own citation.
    Credits = 14,
    /// The people and bodies that the text names by a link, as the edition calls them.
    Mentioned = 15,
    /// The places that it names so.
    MentionedPlace = 16,
    /// Who translated it, or handled it as a clerk.
    Worked = 17,
    /// When it was written, sent and received: in words, as it is written, and in figures.
    Date = 18,
}

/// How many zones there are.
pub const ZONES: usize = 19;

/// What one use of a word counts in each zone.
pub const WEIGHTS: [u32; ZONES] = [1, 1, 1, 1, 1, 3, 2, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1];

/// What is known of a document beside its text, by zones.
pub fn described(document: &Document) -> Vec<(Zone, String)> {
    let title = if document.title.inferred { Zone::OwnTitle } else { Zone::Title };
    let description = &document.description;
    let mut found = vec![(title, document.title.text.clone())];
    let mut add = |zone, text: Option<&str>| found.extend(text.map(|text| (zone, text.to_owned())));
    add(Zone::Summary, document.summary.as_deref());
    for (zone, parties) in [(Zone::From, &document.from), (Zone::To, &document.to)] {
        for Party { name, role, place, .. } in parties {
            add(zone, Some(name));
            // An office that was read from the text is the document's, and is found there.
            let declared = role.as_ref().filter(|role| !role.inferred);
            add(zone, declared.map(|role| role.text.as_str()));
            add(Zone::Place, place.as_ref().map(|place| place.text.as_str()));
        }
    }
    add(Zone::Place, document.place.as_deref());
    add(Zone::Archive, description.collection.as_deref());
    add(Zone::Archive, description.location().as_deref());
    for copy in &description.copies {
        add(Zone::Archive, copy.location().as_deref().or(Some(&copy.written)));
    }
    add(Zone::Subject, document.kind.as_deref());
    document.subjects.iter().for_each(|subject| add(Zone::Subject, Some(&subject.name)));
    document.translators.iter().for_each(|name| add(Zone::Credits, Some(&name.name)));
    for date in document.date.iter().chain(document.dates.iter().map(|event| &event.date)) {
        let said = date.edtf.as_ref().and_then(|edtf| in_english(edtf, Order::DayFirst));
        let figures = date.edtf.as_ref().map(Edtf::as_str);
        let all = [Some(date.written.as_str()), said.as_deref(), figures];
        for (place, text) in all.iter().enumerate() {
            if !all.get(..place).is_some_and(|before| before.contains(text)) {
                add(Zone::Date, *text);
            }
        }
    }
    for text in [&document.credits, &document.rights, &description.citation] {
        add(Zone::Credits, text.as_deref());
    }
    found
}
