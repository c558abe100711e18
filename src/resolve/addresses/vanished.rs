//! Published addresses of which nobody knows what has become: each is an error, with the place where its text seems to be now.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diag::{Diagnostic, Diagnostics};
use crate::ledger::prints::{Print, WHOLE, bits, part};
use crate::ledger::{Ledger, Trace};
use crate::model::edition::Edition;
use crate::model::published::{Address, Anchor, PageName};
use crate::resolve::Looked;
use crate::resolve::addresses::fates::has;
use crate::resolve::addresses::texts::Texts;
use crate::source::{Sources, Span};

/// Of how many addresses it is looked up where their texts may be. Where very many are gone, something else is wrong.
const SEARCHED: usize = 1000;

/// How many addresses may be known by the same words.
const SHARED: usize = 50;

/// How many passages of a document that is gone are looked for.
const PASSAGES: usize = 20;

/// Reports the addresses that have vanished.
pub fn report(
    edition: &Edition,
    looked: &[&Looked],
    ledger: &Ledger,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let vanished = vanished(edition, looked, ledger, sources);
    let guesses = guesses(&vanished, looked, ledger);
    for (address, span) in &vanished {
        let words = ledger.words(address);
        let what = match (&address.page, address.anchor) {
            (PageName::Document(_), None) => "document",
            (PageName::Document(_), Some(anchor)) => anchor.kind.name(),
            (PageName::Essay(_), _) => "page",
        };
        let message = match (words, address.anchor) {
            ("", _) => format!("the {what} `{address}` was published and is no longer there"),
            (words, None) => {
                format!("the {what} `{address}` was published and is no longer there: “{words}”")
            }
            (words, Some(_)) => {
                format!("the {what} `{address}` was published and its text is no longer there: “{words} …”")
            }
        };
        let found = Diagnostic::error("address-vanished", message).at(*span);
        let found = match guesses.get(address) {
            Some(now) => found
                .hint(format!("it seems to be `{now}` now; if it is: `edition redirect {address} {now}`")),
            None => found.hint(format!("say where it is now: `edition redirect {address} NEW`")),
        };
        let rest =
            format!("or let it rest, with a word to the reader: `edition redirect {address} --rest \"why\"`");
        diagnostics.push(found.hint(rest));
    }
}

/// The addresses that have vanished, in the order of the pages, each with a place to report it at.
fn vanished(
    edition: &Edition,
    looked: &[&Looked],
    ledger: &Ledger,
    sources: &Sources,
) -> Vec<(Address, Span)> {
    let mut vanished: BTreeMap<Address, Span> = BTreeMap::new();
    let told = ledger.told();
    for published in ledger.documents() {
        let address = Address::of_document(&published.id, None);
        if !told.contains_key(&address) && !has(edition, &address.page) {
            vanished.insert(address, published.span);
        }
    }
    for (name, essay) in ledger.essays() {
        let address = Address { page: PageName::Essay(name.clone()), anchor: None };
        if !told.contains_key(&address) && !has(edition, &address.page) {
            vanished.insert(address, essay.span);
        }
    }
    // A page of which only places are known was published all the same.
    for (address, told_of) in told.iter().filter(|(address, _)| address.anchor.is_some()) {
        let whole = address.whole();
        if !told.contains_key(&whole) && !has(edition, &whole.page) {
            vanished.entry(whole).or_insert(told_of.span);
        }
    }
    for looked in looked {
        let document = &looked.document;
        let start = sources.get(document.source).span(0..0);
        let span = document.title.span.unwrap_or(start);
        let lost: BTreeSet<&Address> = looked.placed.lost.iter().collect();
        // A mark goes the way of its text, if anything is known of that.
        let stray = looked.placed.carried.iter();
        let stray = stray.filter(|(_, host)| !lost.contains(host) && !told.contains_key(host));
        let stray = stray.map(|(mark, _)| mark);
        vanished.extend(lost.iter().copied().chain(stray).map(|address| (address.clone(), span)));
    }
    vanished.into_iter().collect()
}

/// Where the texts of some addresses seem to be. Only documents that have changed since they were published are looked at: what
/// has moved has moved there.
fn guesses(vanished: &[(Address, Span)], looked: &[&Looked], ledger: &Ledger) -> HashMap<Address, Address> {
    let mut wanted = Wanted::default();
    for (address, _) in vanished.iter().take(SEARCHED) {
        let PageName::Document(id) = &address.page else { continue };
        match address.anchor {
            Some(anchor) => {
                if let Some(Trace::Text(print)) = ledger.entry(id, anchor).map(|entry| &entry.trace) {
                    wanted.add(address, print);
                }
            }
            None => {
                let entries = ledger.document(id).into_iter().flat_map(|published| &published.entries);
                let prints = entries.filter_map(|entry| match &entry.trace {
                    Trace::Text(print) => Some(print),
                    Trace::Mark { .. } => None,
                });
                prints.take(PASSAGES).for_each(|print| wanted.add(address, print));
            }
        }
    }
    if wanted.parts.is_empty() {
        return HashMap::new();
    }
    let mut votes: HashMap<Address, BTreeMap<Address, usize>> = HashMap::new();
    let changed = looked.iter().filter(|looked| !looked.placed.is_as_published(&looked.document));
    for looked in changed {
        let texts = Texts::of(&looked.document);
        let anchors = &looked.placed.anchors;
        let passages = texts.passages.iter().zip(&anchors.passages);
        for (piece, anchor) in passages.chain(texts.notes.iter().zip(&anchors.notes)) {
            let here = Address::of_document(&looked.document.id, Anchor::read(anchor));
            let mut said = BTreeSet::new();
            for run in 1..=3 {
                let parts = piece.text.runs(run.into()).map(|hash| Key::Run(run, part(hash)));
                let whole = Key::Whole(bits(piece.text.hash, WHOLE));
                said.extend(parts.chain([whole]).filter(|key| wanted.parts.contains_key(key)));
            }
            for key in said {
                for address in wanted.parts.get(&key).into_iter().flatten() {
                    let place = if address.anchor.is_none() { here.whole() } else { here.clone() };
                    *votes.entry(address.clone()).or_default().entry(place).or_default() += 1;
                }
            }
        }
    }
    let mut guesses = HashMap::new();
    for (address, _) in vanished.iter().take(SEARCHED) {
        let Some(votes) = votes.get(address) else { continue };
        let best = votes.iter().max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)));
        let all = wanted.weights.get(address).copied().unwrap_or(0);
        if let Some((place, _)) =
            best.filter(|(place, votes)| *votes * 3 >= all && place.page != address.page)
        {
            guesses.insert(address.clone(), place.clone());
        }
    }
    guesses
}

/// What is looked for, and for whom.
#[derive(Default)]
struct Wanted {
    parts: HashMap<Key, Vec<Address>>,
    weights: HashMap<Address, usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Run(u8, u32),
    Whole(u64),
}

impl Wanted {
    fn add(&mut self, address: &Address, print: &Print) {
        // Single words are everywhere.
        let runs = print.sketch.iter().filter(|_| print.run > 1).map(|part| Key::Run(print.run, *part));
        for key in runs.chain([Key::Whole(print.hash)]) {
            let list = self.parts.entry(key).or_default();
            if list.len() < SHARED && list.last().is_none_or(|last| last != address) {
                list.push(address.clone());
            }
            *self.weights.entry(address.clone()).or_default() += 1;
        }
    }
}
