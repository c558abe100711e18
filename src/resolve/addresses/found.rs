//! A document that has changed since it was published: each published address is looked for in its texts, and what is new in
//! it gets numbers that no address ever had.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::ledger::prints::{MarkPrint, Print, part};
use crate::ledger::{Entry, Past, Published, Trace};
use crate::model::document::Document;
use crate::model::edition::{Alias, Anchors, Host, Provisional};
use crate::model::published::{Address, Anchor, Kind};
use crate::model::text::{Break, Inline};
use crate::resolve::addresses::marks::{self, Placed as Mark};
use crate::resolve::addresses::matching::{Found, matched};
use crate::resolve::addresses::texts::{AROUND, Piece, Texts};
use crate::resolve::addresses::{Part, Placed};
use crate::resolve::walk::{Met, walk};

/// Finds what was published of a document.
pub fn find(document: &Document, texts: &Texts, past: &Past) -> Placed {
    let heir = past.heir();
    let mut names = Names::of(texts, past, document);
    let mut placed = Placed::default();
    if let Some(heir) = heir {
        let mut places = Places::of(heir, past, texts);
        names.keep(&places);
        places.restore(heir, past, texts, &mut names);
        places.marks_of(heir, past, texts, &mut names, &mut placed);
        if heir.id != document.id {
            let kept =
                names.kept.iter().map(|anchor| (Address::of_document(&heir.id, Some(*anchor)), *anchor));
            placed.guests.extend(kept);
        }
    }
    placed
        .restored
        .extend(names.restored.iter().map(|anchor| Address::of_document(&document.id, Some(*anchor))));
    names.name_the_rest();
    let others = past.guests.iter().filter(|guest| heir.is_none_or(|heir| !Arc::ptr_eq(heir, guest)));
    others.for_each(|guest| welcome(guest, past, texts, &names, &mut placed));
    placed.parts.extend(names.parts.iter().copied());
    placed.parts.sort_unstable();
    placed.guests.sort_unstable();
    placed.anchors = Arc::new(names.anchors(heir.is_some(), aliases(document, texts, &placed.parts)));
    placed
}

/// Where the passages and notes of a published document are now.
struct Places {
    of: BTreeMap<Anchor, (Host, Option<usize>)>,
    /// Those that are nowhere.
    lost: BTreeSet<Anchor>,
}

impl Places {
    fn of(published: &Published, past: &Past, texts: &Texts) -> Places {
        let mut places = Places { of: BTreeMap::new(), lost: BTreeSet::new() };
        places.find(Kind::Passage, published, past, &texts.passages, Host::Passage);
        places.find(Kind::Note, published, past, &texts.notes, Host::Note);
        places
    }

    fn find(
        &mut self,
        kind: Kind,
        published: &Published,
        past: &Past,
        pieces: &[Piece],
        host: fn(usize) -> Host,
    ) {
        let of_kind = published.entries.iter().filter(|entry| entry.anchor.kind == kind);
        let texts =
            of_kind.filter(|entry| !is_told(published, past, entry)).filter_map(|entry| match &entry.trace {
                Trace::Text(print) => Some((entry.anchor, print)),
                Trace::Mark { .. } => None,
            });
        let (anchors, prints): (Vec<Anchor>, Vec<&Print>) = texts.unzip();
        let new: Vec<_> = pieces.iter().map(|piece| &piece.text).collect();
        // An address can be there twice, where two people have published.
        for (anchor, found) in anchors.iter().zip(matched(&prints, &new)) {
            match found {
                Found::Text(at) => drop(self.of.entry(*anchor).or_insert((host(at), None))),
                Found::Within { text, word } => {
                    self.of.entry(*anchor).or_insert((host(text), Some(word)));
                }
                Found::Nowhere => {}
            }
        }
        self.lost.extend(anchors.iter().filter(|anchor| !self.of.contains_key(anchor)));
    }

    /// Gives resting addresses back to texts that stand there again as they were, and have no other address.
    fn restore(&mut self, published: &Published, past: &Past, texts: &Texts, names: &mut Names) {
        if past.resting.is_empty() {
            return;
        }
        let prints =
            |pieces: &[Piece]| -> Vec<Print> { pieces.iter().map(|piece| Print::of(&piece.plain)).collect() };
        let (passages, notes) = (prints(&texts.passages), prints(&texts.notes));
        for entry in published.entries.iter().filter(|entry| rests(published, past, entry)) {
            let Trace::Text(print) = &entry.trace else { continue };
            let (prints, host): (&[Print], fn(usize) -> Host) = match entry.anchor.kind {
                Kind::Note => (&notes, Host::Note),
                Kind::Passage | Kind::Mark => (&passages, Host::Passage),
            };
            let is_it = |(at, other): &(usize, &Print)| *other == print && names.name(host(*at)).is_none();
            if let Some((at, _)) = prints.iter().enumerate().find(is_it) {
                names.set(host(at), entry.anchor);
                names.restored.insert(entry.anchor);
                self.of.insert(entry.anchor, (host(at), None));
            }
        }
    }

    /// Finds the marks, and says which texts and marks are lost.
    fn marks_of(
        &self,
        published: &Published,
        past: &Past,
        texts: &Texts,
        names: &mut Names,
        placed: &mut Placed,
    ) {
        for (anchor, print, host, found) in self.marks(published, past, texts, names) {
            let was_told = past.told.contains(&Address::of_document(&published.id, Some(anchor)));
            if was_told {
                // It rested with its text, and may be there again with it.
                if let Some(at) = found {
                    names.keep_mark(at, anchor);
                    names.restored.insert(anchor);
                }
                continue;
            }
            let place = host.and_then(|host| self.of.get(&host));
            match (found, place, host) {
                (Some(at), ..) => names.keep_mark(at, anchor),
                // A mark that is gone, most often because somebody has read what could not be read.
                (None, Some((host, from)), _) => {
                    let piece = piece(texts, *host);
                    let word = piece.and_then(|piece| behind(piece, print)).or(*from).unwrap_or(0);
                    names.add_part(Part { host: *host, word, anchor });
                }
                (None, None, host) => gone(published, anchor, host, placed),
            }
        }
        placed.lost.extend(self.lost.iter().map(|anchor| Address::of_document(&published.id, Some(*anchor))));
    }

    /// Each published mark with the passage or note in which it was, and where it is now.
    fn marks<'a>(
        &self,
        published: &'a Published,
        past: &Past,
        texts: &Texts,
        names: &Names,
    ) -> Vec<(Anchor, &'a MarkPrint, Option<Anchor>, Option<usize>)> {
        let is_back = |entry: &Entry| {
            let host = match &entry.trace {
                Trace::Mark { host, .. } => host.as_ref(),
                Trace::Text(_) => None,
            };
            rests(published, past, entry) && host.is_some_and(|host| names.restored.contains(host))
        };
        let old = published.entries.iter().filter(|entry| !is_told(published, past, entry) || is_back(entry));
        let old: Vec<(Anchor, &MarkPrint, Option<Anchor>)> = old
            .filter_map(|entry| match &entry.trace {
                Trace::Mark { print, host } => Some((entry.anchor, print, *host)),
                Trace::Text(_) => None,
            })
            .collect();
        let named = |host: Host| names.name(host);
        let new: Vec<Mark> = texts
            .marks
            .iter()
            .map(|mark| Mark { print: &mark.print, host: mark.host.and_then(named), speaks: mark.speaks })
            .collect();
        let now = |host: Anchor| self.of.get(&host).and_then(|(host, _)| named(*host)).unwrap_or(host);
        let asked: Vec<Mark> =
            old.iter().map(|(_, print, host)| Mark { print, host: host.map(now), speaks: true }).collect();
        let found = marks::matched(&asked, &new);
        old.into_iter()
            .zip(found)
            .map(|((anchor, print, host), found)| (anchor, print, host, found))
            .collect()
    }
}

/// Of a mark that is nowhere: it goes the way of the text in which it was.
fn gone(published: &Published, anchor: Anchor, host: Option<Anchor>, placed: &mut Placed) {
    let of = |anchor| Address::of_document(&published.id, Some(anchor));
    match host {
        Some(host) => placed.carried.push((of(anchor), of(host))),
        None => placed.lost.push(of(anchor)),
    }
}

/// Says where the places of a document are that has become part of another one.
fn welcome(guest: &Published, past: &Past, texts: &Texts, names: &Names, placed: &mut Placed) {
    let places = Places::of(guest, past, texts);
    let of = |anchor| Address::of_document(&guest.id, Some(anchor));
    for (anchor, (host, _)) in &places.of {
        placed.guests.extend(names.name(*host).map(|now| (of(*anchor), now)));
    }
    for (anchor, _, host, found) in places.marks(guest, past, texts, names) {
        let mark = found.and_then(|at| names.marks.get(at).copied().flatten());
        let place = host.and_then(|host| places.of.get(&host));
        match mark.or_else(|| place.and_then(|(host, _)| names.name(*host))) {
            Some(now) => placed.guests.push((of(anchor), now)),
            None => gone(guest, anchor, host, placed),
        }
    }
    placed.lost.extend(places.lost.iter().map(|anchor| of(*anchor)));
}

fn is_told(published: &Published, past: &Past, entry: &Entry) -> bool {
    past.told.contains(&Address::of_document(&published.id, Some(entry.anchor)))
}

fn rests(published: &Published, past: &Past, entry: &Entry) -> bool {
    past.resting.contains(&Address::of_document(&published.id, Some(entry.anchor)))
}

fn piece(texts: &Texts, host: Host) -> Option<&Piece> {
    match host {
        Host::Passage(ordinal) => texts.passages.get(ordinal),
        Host::Note(at) => texts.notes.get(at),
    }
}

/// Behind which word of a text a mark stood, by what stood before it.
fn behind(piece: &Piece, print: &MarkPrint) -> Option<usize> {
    let found = piece.text.runs(AROUND).position(|run| part(run).max(1) == print.before)?;
    Some((found + AROUND).min(piece.text.words.len().saturating_sub(1)))
}

/// The addresses that are being given, by the places of passages, marks and notes.
struct Names {
    passages: Vec<Option<Anchor>>,
    marks: Vec<Option<Anchor>>,
    notes: Vec<Option<Anchor>>,
    parts: Vec<Part>,
    /// Those that were published.
    kept: BTreeSet<Anchor>,
    /// Those that rested.
    restored: BTreeSet<Anchor>,
    fresh: Vec<Anchor>,
    /// For each kind, the highest number that ever was.
    highest: HashMap<Kind, u32>,
}

impl Names {
    fn of(texts: &Texts, past: &Past, document: &Document) -> Names {
        let heir = past.heir();
        let published = heir.into_iter().flat_map(|heir| &heir.entries).map(|entry| entry.anchor);
        let own = |address: &&Address| {
            let of = |id| address.whole() == Address::of_document(id, None);
            of(&document.id) || heir.is_some_and(|heir| of(&heir.id))
        };
        let told = past.told.iter().filter(own).filter_map(|address| address.anchor);
        let mut highest = HashMap::new();
        for anchor in published.chain(told) {
            let number = highest.entry(anchor.kind).or_insert(0);
            *number = anchor.number.max(*number);
        }
        Names {
            passages: vec![None; texts.passages.len()],
            marks: vec![None; texts.marks.len()],
            notes: vec![None; texts.notes.len()],
            parts: Vec::new(),
            kept: BTreeSet::new(),
            restored: BTreeSet::new(),
            fresh: Vec::new(),
            highest,
        }
    }

    fn keep(&mut self, places: &Places) {
        for (anchor, (host, word)) in &places.of {
            match word {
                None => self.set(*host, *anchor),
                Some(word) => self.add_part(Part { host: *host, word: *word, anchor: *anchor }),
            }
        }
    }

    fn set(&mut self, host: Host, anchor: Anchor) {
        let slot = match host {
            Host::Passage(at) => self.passages.get_mut(at),
            Host::Note(at) => self.notes.get_mut(at),
        };
        if let Some(slot) = slot {
            *slot = Some(anchor);
            self.kept.insert(anchor);
        }
    }

    fn keep_mark(&mut self, at: usize, anchor: Anchor) {
        // An address that is there twice has one mark.
        if let Some(slot) = self.marks.get_mut(at)
            && self.kept.insert(anchor)
        {
            *slot = Some(anchor);
        }
    }

    fn add_part(&mut self, part: Part) {
        if self.kept.insert(part.anchor) {
            self.parts.push(part);
        }
    }

    fn name(&self, host: Host) -> Option<Anchor> {
        match host {
            Host::Passage(at) => self.passages.get(at).copied().flatten(),
            Host::Note(at) => self.notes.get(at).copied().flatten(),
        }
    }

    fn name_the_rest(&mut self) {
        let lists = [
            (Kind::Passage, &mut self.passages),
            (Kind::Mark, &mut self.marks),
            (Kind::Note, &mut self.notes),
        ];
        for (kind, list) in lists {
            for slot in list.iter_mut().filter(|slot| slot.is_none()) {
                let number = self.highest.entry(kind).or_insert(0);
                *number += 1;
                let anchor = Anchor { kind, number: *number };
                *slot = Some(anchor);
                self.fresh.push(anchor);
            }
        }
    }

    fn anchors(&self, is_published: bool, aliases: Vec<Alias>) -> Anchors {
        let names = |list: &[Option<Anchor>]| list.iter().flatten().map(Anchor::to_string).collect();
        Anchors {
            passages: names(&self.passages),
            marks: names(&self.marks),
            notes: names(&self.notes),
            aliases,
            provisional: match is_published {
                true => Provisional::Some(self.fresh.iter().map(Anchor::to_string).collect()),
                false => Provisional::All,
            },
        }
    }
}

/// The parts with their places in the typed text.
fn aliases(document: &Document, texts: &Texts, parts: &[Part]) -> Vec<Alias> {
    let hosts: HashSet<Host> = parts.iter().map(|part| part.host).collect();
    let mut contents: HashMap<Host, &[Inline]> = HashMap::new();
    if !hosts.is_empty() {
        walk(document, &mut |met| {
            if let Met::Passage(passage) = met
                && hosts.contains(&Host::Passage(passage.ordinal))
            {
                contents.insert(Host::Passage(passage.ordinal), &passage.content);
            }
        });
    }
    let alias = |part: &Part| {
        let word = piece(texts, part.host).and_then(|piece| piece.text.words.get(part.word));
        let start = word.map_or(0, |word| word.start as usize);
        // A note may have several paragraphs; its parts stand at its head.
        let mut way = Way { left: start, typed: 0 };
        contents.get(&part.host).into_iter().for_each(|content| way.go(content));
        Alias { anchor: part.anchor.to_string(), host: part.host, at: way.typed }
    };
    parts.iter().map(alias).collect()
}

/// A way into a run of text.
struct Way {
    /// How many bytes of the plain text are left to go.
    left: usize,
    /// How many typed characters were passed.
    typed: usize,
}

impl Way {
    fn go(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                _ if self.left == 0 => return,
                Inline::Text { text, .. } => {
                    let passed = text.floor_char_boundary(self.left.min(text.len()));
                    self.typed += text.get(..passed).unwrap_or_default().chars().count();
                    self.left = self.left.saturating_sub(text.len());
                }
                Inline::Styled { content, .. } | Inline::Link { content, .. } => self.go(content),
                Inline::Named(named) => self.go(&named.content),
                Inline::Field(field) => self.go(&field.content),
                Inline::Marked(marked) => marked.pieces.iter().for_each(|piece| self.go(&piece.content)),
                Inline::Call { typed, .. } => self.left = self.left.saturating_sub(typed.len()),
                Inline::Break(Break::Within) | Inline::Image { .. } => {}
                Inline::Break(_) => self.left -= 1,
            }
        }
    }
}
