//! The ledger of an edition as it is now: what was published stays known, and what is new in it gets its line.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::ledger::lines::{DOCUMENT, Lines, said};
use crate::ledger::prints::{Print, bits};
use crate::ledger::{Entry, Ledger, Past, Published, Told, Trace};
use crate::model::document::Document;
use crate::model::edition::{Edition, Host};
use crate::model::id::Id;
use crate::model::published::{Address, Anchor, Fate, PageName};
use crate::resolve::Looked;
use crate::resolve::addresses::fates::{has, has_page};
use crate::resolve::addresses::found::find;
use crate::resolve::addresses::texts::{Piece, Texts};
use crate::resolve::addresses::{Part, is_as_published, is_of};
use crate::source::Sources;

/// The text of the ledger, for whoever publishes the edition as it is now. `looked` are its documents, and perhaps others;
/// `before` is the ledger by which they were looked at.
pub fn record<'a>(
    edition: &Edition,
    looked: impl Iterator<Item = &'a Looked>,
    before: &Ledger,
    sources: &Sources,
) -> String {
    let looked: Vec<&Looked> = looked.filter(|looked| is_of(edition, looked)).collect();
    let mut lines = Lines::default();
    let published: Vec<Arc<Published>> =
        looked.par_iter().map(|looked| published(looked, before, sources)).collect();
    published.iter().for_each(|published| lines.document(published));
    told(edition, &looked, before, &mut lines);
    // What has moved may come back.
    let away = before.documents().filter(|published| edition.find(&published.id).is_none());
    away.for_each(|published| lines.document(published));
    essays(edition, before, &mut lines);
    lines.into_text()
}

/// What the editor said, what follows from it for marks, and where places are that moved with their documents.
fn told(edition: &Edition, looked: &[&Looked], before: &Ledger, lines: &mut Lines) {
    let mut told: BTreeMap<Address, Told> = before.told().clone();
    // A page that rested is there again.
    told.retain(|address, told| {
        address.anchor.is_some() || matches!(told.fate, Fate::Moved(_)) || !has(edition, &address.page)
    });
    for looked in looked {
        let placed = &looked.placed;
        for address in &placed.restored {
            told.remove(address);
        }
        for (address, now) in &placed.guests {
            let fate = Fate::Moved(Address::of_document(&looked.document.id, Some(*now)));
            add(address, fate, before, &mut told);
        }
        for (mark, host) in &placed.carried {
            if let Some(fate) = before.told().get(host).map(|told| told.fate.clone()) {
                add(mark, fate, before, &mut told);
            }
        }
    }
    told.iter().for_each(|(address, told)| lines.told(address, told));
}

fn add(address: &Address, fate: Fate, before: &Ledger, told: &mut BTreeMap<Address, Told>) {
    let PageName::Document(id) = &address.page else { return };
    let Some(span) = before.document(id).map(|published| published.span) else { return };
    let words = before.words(address).to_owned();
    told.entry(address.clone()).or_insert(Told { fate, words, span });
}

fn essays(edition: &Edition, before: &Ledger, lines: &mut Lines) {
    for essay in edition.essays.iter().filter(|essay| has_page(essay)) {
        if let Ok(name) = Id::new(&essay.name) {
            lines.essay(&name, essay.title.as_deref().unwrap_or_default());
        }
    }
    for (name, essay) in before.essays() {
        let address = Address { page: PageName::Essay(name.clone()), anchor: None };
        if !has(edition, &address.page) && !before.told().contains_key(&address) {
            lines.essay(name, &essay.title);
        }
    }
}

/// A document as a ledger is to know it.
pub fn published(looked: &Looked, before: &Ledger, sources: &Sources) -> Arc<Published> {
    let (document, placed) = (&*looked.document, &looked.placed);
    let title = title(document);
    if let (Some(past), Some(hash)) = (&placed.past, placed.hash)
        && let Some(own) = past.own.as_ref().filter(|own| own.title == title)
        && is_as_published(past, document, hash)
    {
        return Arc::clone(own);
    }
    let texts = Texts::of(document);
    let mut whole = BTreeSet::new();
    loop {
        let published = written(looked, before, sources, &texts, title.clone(), &whole);
        // A part that is too short to be known by itself is known as it was.
        let lost = match placed.parts.is_empty() {
            true => Vec::new(),
            false => lost(document, &texts, &published),
        };
        let before = whole.len();
        whole.extend(lost);
        if whole.len() == before {
            return Arc::new(published);
        }
    }
}

/// The places that would not be found again by what is written of them.
fn lost(document: &Document, texts: &Texts, published: &Published) -> Vec<Anchor> {
    let own = Some(Arc::new(published.clone()));
    let past = Past { own, ..Past::default() };
    find(document, texts, &past).lost.into_iter().filter_map(|address| address.anchor).collect()
}

/// What is written of a document. Those of its places that are `whole` are written with all of their text, or as they were.
fn written(
    looked: &Looked,
    before: &Ledger,
    sources: &Sources,
    texts: &Texts,
    title: String,
    whole: &BTreeSet<Anchor>,
) -> Published {
    let (document, placed) = (&*looked.document, &looked.placed);
    let mut entries = Vec::new();
    let trace = Traces::of(looked, before, whole);
    trace.pieces(&texts.passages, &placed.anchors.passages, Host::Passage, &mut entries);
    trace.marks(texts, &mut entries);
    trace.pieces(&texts.notes, &placed.anchors.notes, Host::Note, &mut entries);
    trace.kept(&mut entries);
    Published {
        id: document.id.clone(),
        hash: Some(bits(texts.hash(), DOCUMENT)),
        entries,
        title,
        span: sources.get(document.source).span(0..0),
    }
}

/// What a document is called where it is not there: its title, and its date as it is written.
fn title(document: &Document) -> String {
    let title = &document.title.text;
    match &document.date {
        Some(date) if !title.contains(&date.written) => said(&format!("{title}, {}", date.written)),
        _ => said(title),
    }
}

fn has_moved_from(ledger: &Ledger, address: &Address) -> bool {
    ledger.told().get(address).is_some_and(|told| matches!(told.fate, Fate::Moved(_)))
}

/// What a ledger keeps of the places of a document.
struct Traces<'a> {
    looked: &'a Looked,
    before: &'a Ledger,
    /// What was published under its addresses.
    known: HashMap<Anchor, &'a Entry>,
    whole: &'a BTreeSet<Anchor>,
}

impl<'a> Traces<'a> {
    fn of(looked: &'a Looked, before: &'a Ledger, whole: &'a BTreeSet<Anchor>) -> Traces<'a> {
        let past = looked.placed.past.as_ref();
        let heir = past.and_then(|past| past.heir());
        let entries = heir.into_iter().flat_map(|heir| &heir.entries);
        Traces { looked, before, known: entries.map(|entry| (entry.anchor, entry)).collect(), whole }
    }

    /// Texts, each with the parts of it that have addresses of their own.
    fn pieces(
        &self,
        pieces: &[Piece],
        anchors: &[String],
        host: fn(usize) -> Host,
        entries: &mut Vec<Entry>,
    ) {
        for (at, (piece, anchor)) in pieces.iter().zip(anchors).enumerate() {
            let Some(anchor) = Anchor::read(anchor) else { continue };
            let kind = anchor.kind;
            let parts = self.parts(host(at)).filter(|part| part.anchor.kind == kind);
            let starts: Vec<(usize, Anchor)> =
                [(0, anchor)].into_iter().chain(parts.map(|part| (part.word, part.anchor))).collect();
            let ends = starts.iter().skip(1).map(|(word, _)| *word).chain([piece.text.words.len()]);
            for (place, ((start, anchor), end)) in starts.iter().zip(ends).enumerate() {
                let is_whole = self.whole.contains(anchor);
                let old = self.known.get(anchor).filter(|_| place > 0 && (*start >= end || is_whole));
                // The first one stands for all of it, where nothing is left to it alone.
                let end = if place == 0 && (end == 0 || is_whole) { piece.text.words.len() } else { end };
                let trace = match old {
                    Some(old) => old.trace.clone(),
                    None => Trace::Text(Print::of_part(&piece.plain, &piece.text, *start..end)),
                };
                entries.push(Entry { anchor: *anchor, is_alias: place > 0, trace });
            }
        }
    }

    fn marks(&self, texts: &Texts, entries: &mut Vec<Entry>) {
        let anchors = &self.looked.placed.anchors;
        for (mark, anchor) in texts.marks.iter().zip(&anchors.marks) {
            let Some(anchor) = Anchor::read(anchor) else { continue };
            let trace =
                Trace::Mark { print: mark.print.clone(), host: mark.host.and_then(|host| self.name(host)) };
            entries.push(Entry { anchor, is_alias: false, trace });
        }
        for part in &self.looked.placed.parts {
            if let Some(Entry { trace: Trace::Mark { print, .. }, .. }) = self.known.get(&part.anchor) {
                let trace = Trace::Mark { print: print.clone(), host: self.name(part.host) };
                entries.push(Entry { anchor: part.anchor, is_alias: true, trace });
            }
        }
    }

    /// What is nowhere, and of which nobody has said that it is elsewhere. Nothing is forgotten: what rests may come back.
    fn kept(&self, entries: &mut Vec<Entry>) {
        let known: BTreeSet<Anchor> = entries.iter().map(|entry| entry.anchor).collect();
        let id = &self.looked.document.id;
        let Some(own) = self.looked.placed.past.as_ref().and_then(|past| past.own.as_ref()) else { return };
        let has_moved = |anchor| {
            let (address, past) = (Address::of_document(id, Some(anchor)), &self.looked.placed.past);
            past.as_ref().is_some_and(|past| past.told.contains(&address) && !past.resting.contains(&address))
        };
        let carried: BTreeSet<&Address> = self
            .looked
            .placed
            .carried
            .iter()
            .filter(|(_, host)| has_moved_from(self.before, host))
            .map(|(mark, _)| mark)
            .collect();
        let carried = |anchor| carried.contains(&Address::of_document(id, Some(anchor)));
        let open = own.entries.iter().filter(|entry| !known.contains(&entry.anchor));
        let open = open.filter(|entry| !has_moved(entry.anchor) && !carried(entry.anchor));
        entries.extend(open.cloned());
    }

    fn parts(&self, host: Host) -> impl Iterator<Item = &Part> {
        let parts = &self.looked.placed.parts;
        let start = parts.partition_point(|part| part.host < host);
        parts.iter().skip(start).take_while(move |part| part.host == host)
    }

    fn name(&self, host: Host) -> Option<Anchor> {
        let anchors = &self.looked.placed.anchors;
        let name = match host {
            Host::Passage(at) => anchors.passages.get(at),
            Host::Note(at) => anchors.notes.get(at),
        };
        Anchor::read(name?)
    }
}
