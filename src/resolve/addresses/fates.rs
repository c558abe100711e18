//! What has become of published addresses in the edition as a whole: where each leads now, which pages are gone, and what the
//! editor must be asked.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::diag::{Diagnostic, Diagnostics};
use crate::ledger::{Ledger, Told};
use crate::model::edition::{Anchors, Departed, Edition, Essay, Gone};
use crate::model::published::{Address, Fate, PageName};
use crate::resolve::Looked;
use crate::resolve::addresses::vanished;
use crate::source::Sources;

/// Tells the edition what has become of the addresses that were published of it, and reports those of which nobody knows.
/// `looked` are its documents, in its order.
pub fn settle(
    edition: &mut Edition,
    looked: &[&Looked],
    ledger: &Ledger,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    edition.is_published = ledger.is_there;
    if !ledger.is_there {
        return;
    }
    let mut ways = Ways::of(edition, looked, ledger);
    told(edition, ledger, &mut ways, diagnostics);
    let departed = departed(edition, looked, ledger, &mut ways);
    let gone = gone(edition, looked, ledger, &mut ways);
    vanished::report(edition, looked, ledger, sources, diagnostics);
    (edition.departed, edition.gone) = (departed, gone);
}

/// Whether an essay has a page of its own by this name.
pub fn has_page(essay: &Essay) -> bool {
    !Essay::OF_PAGES.contains(&essay.name.as_str())
}

/// Whether the edition has the page.
pub fn has(edition: &Edition, page: &PageName) -> bool {
    match page {
        PageName::Document(id) => edition.find(id).is_some(),
        PageName::Essay(name) => {
            edition.essays.iter().any(|essay| essay.name == name.as_str() && has_page(essay))
        }
    }
}

/// Where an address leads in the end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    /// Something stands there.
    There(Address),
    Rests(Option<String>),
    /// Nothing is known of this one.
    Nowhere(Address),
    Circle,
}

/// The ways from published addresses to where they lead now.
pub struct Ways<'a> {
    ledger: &'a Ledger,
    /// All that there is: pages, and the places on those of documents.
    pages: HashSet<PageName>,
    anchors: HashMap<PageName, &'a Anchors>,
    places: HashMap<PageName, HashSet<&'a str>>,
    /// Places that moved with their documents, and marks whose texts are gone.
    steps: HashMap<Address, Address>,
    ends: HashMap<Address, End>,
}

impl<'a> Ways<'a> {
    pub fn of(edition: &Edition, looked: &[&'a Looked], ledger: &'a Ledger) -> Ways<'a> {
        let mut steps = HashMap::new();
        let mut anchors = HashMap::new();
        for looked in looked {
            let id = &looked.document.id;
            let placed = &looked.placed;
            anchors.insert(PageName::Document(id.clone()), &*placed.anchors);
            let moved = placed.guests.iter();
            steps.extend(moved.map(|(from, to)| (from.clone(), Address::of_document(id, Some(*to)))));
            steps.extend(placed.carried.iter().cloned());
        }
        let essays = edition.essays.iter().filter(|essay| has_page(essay));
        let essays = essays.filter_map(|essay| Address::read(&format!("{}.html", essay.name)));
        let pages = anchors.keys().cloned().chain(essays.map(|address| address.page)).collect();
        Ways { ledger, pages, anchors, places: HashMap::new(), steps, ends: HashMap::new() }
    }

    /// Each way is gone once, however many addresses share it.
    pub fn end(&mut self, address: &Address) -> End {
        let mut way: Vec<Address> = Vec::new();
        let mut seen: HashSet<Address> = HashSet::new();
        let mut here = address.clone();
        let end = loop {
            if let Some(end) = self.ends.get(&here) {
                break end.clone();
            }
            if !seen.insert(here.clone()) {
                break End::Circle;
            }
            way.push(here.clone());
            match self.step(&here) {
                Ok(next) => here = next,
                Err(end) => break end,
            }
        };
        for step in way {
            self.ends.insert(step, end.clone());
        }
        end
    }

    /// The next address on the way, or the end of it.
    fn step(&mut self, address: &Address) -> Result<Address, End> {
        match self.ledger.told().get(address).map(|told| &told.fate) {
            Some(Fate::Moved(to)) => return Ok(to.clone()),
            // What rested is there again.
            Some(Fate::Rests(_)) if self.is_there(address) => {}
            Some(Fate::Rests(why)) => return Err(End::Rests(why.clone())),
            // A place rests with its page.
            None if address.anchor.is_some() && !self.pages.contains(&address.page) => {
                let page = self.ledger.told().get(&address.whole()).map(|told| &told.fate);
                if let Some(Fate::Rests(why)) = page {
                    return Err(End::Rests(why.clone()));
                }
            }
            None => {}
        }
        if self.is_there(address) {
            return Err(End::There(address.clone()));
        }
        self.steps.get(address).cloned().ok_or_else(|| End::Nowhere(address.clone()))
    }

    fn is_there(&mut self, address: &Address) -> bool {
        let Some(anchor) = address.anchor else { return self.pages.contains(&address.page) };
        let Some(anchors) = self.anchors.get(&address.page) else { return false };
        let places = self.places.entry(address.page.clone()).or_insert_with(|| {
            let aliases = anchors.aliases.iter().map(|alias| &alias.anchor);
            let all = anchors.passages.iter().chain(&anchors.marks).chain(&anchors.notes).chain(aliases);
            all.map(String::as_str).collect()
        });
        places.contains(anchor.to_string().as_str())
    }

    /// What readers are told of an address that is gone; where the way is lost, that it rests.
    fn fate(&mut self, address: &Address) -> Fate {
        match self.end(address) {
            End::There(to) => Fate::Moved(to),
            End::Rests(why) => Fate::Rests(why),
            End::Nowhere(_) | End::Circle => Fate::Rests(None),
        }
    }

    fn gone(&mut self, address: &Address) -> Option<Gone> {
        let words = self.ledger.words(address).to_owned();
        let fate = self.fate(address);
        // What rested may be there again.
        (fate != Fate::Moved(address.clone())).then_some(Gone { anchor: address.anchor?, words, fate })
    }
}

/// Reports what the editor says of addresses and what cannot be.
fn told(edition: &Edition, ledger: &Ledger, ways: &mut Ways, diagnostics: &mut Diagnostics) {
    for (address, told) in ledger.told() {
        let found = match ways.end(address) {
            End::Circle => {
                Diagnostic::error("address-circle", format!("the way from `{address}` leads in a circle"))
                    .hint(format!("say where it ends: `edition redirect {address} NEW`"))
            }
            // It is reported by itself.
            End::Nowhere(at) if ledger.knows(&at) => continue,
            End::Nowhere(at) => Diagnostic::error(
                "address-unknown",
                format!("`{address}` is said to have moved to `{at}`, and there is nothing"),
            )
            .hint(format!("say where it went: `edition redirect {address} NEW`"))
            .hint(format!("or, if it is where it was, say so: `edition redirect {address} {address}`")),
            End::There(_) | End::Rests(_) if is_taken(edition, address, told) => Diagnostic::error(
                "address-taken",
                format!("`{address}` was the address of what is elsewhere now, and is that of another text"),
            )
            .hint(format!(
                "if it is the same text, say that it is back: `edition redirect {address} {address}`"
            ))
            .hint("if it is another one, give it another `id` in its front matter, or rename its file"),
            End::There(_) | End::Rests(_) => continue,
        };
        diagnostics.push(found.at(told.span));
    }
}

/// Whether a page that moved is there all the same.
fn is_taken(edition: &Edition, address: &Address, told: &Told) -> bool {
    address.anchor.is_none() && matches!(told.fate, Fate::Moved(_)) && has(edition, &address.page)
}

/// The pages that are gone, by their names.
fn departed(edition: &Edition, looked: &[&Looked], ledger: &Ledger, ways: &mut Ways) -> Vec<Departed> {
    let mut places: BTreeMap<PageName, BTreeSet<Address>> = BTreeMap::new();
    let moved = looked.iter().flat_map(|looked| &looked.placed.guests).map(|(address, _)| address);
    let carried = looked.iter().flat_map(|looked| &looked.placed.carried).map(|(address, _)| address);
    for address in ledger.told().keys().filter(|address| address.anchor.is_some()).chain(moved).chain(carried)
    {
        places.entry(address.page.clone()).or_default().insert(address.clone());
    }
    // All places rest with a document that does.
    for (address, told) in ledger.told() {
        if let (PageName::Document(id), None, Fate::Rests(_)) = (&address.page, address.anchor, &told.fate) {
            let entries = ledger.document(id).into_iter().flat_map(|published| &published.entries);
            let all = entries.map(|entry| Address::of_document(id, Some(entry.anchor)));
            places.entry(address.page.clone()).or_default().extend(all);
        }
    }
    let whole = ledger.told().keys().filter(|address| address.anchor.is_none());
    let gone = whole.filter(|address| !has(edition, &address.page));
    let pages = gone.map(|address| Departed {
        page: address.page.clone(),
        title: ledger.words(address).to_owned(),
        fate: ways.fate(address),
        places: places
            .get(&address.page)
            .into_iter()
            .flatten()
            .filter_map(|place| ways.gone(place))
            .collect(),
    });
    pages.collect()
}

/// The places that are gone from pages that are there.
fn gone(
    edition: &Edition,
    looked: &[&Looked],
    ledger: &Ledger,
    ways: &mut Ways,
) -> BTreeMap<usize, Vec<Gone>> {
    let mut gone: BTreeMap<usize, BTreeSet<&Address>> = BTreeMap::new();
    let carried = looked.iter().flat_map(|looked| &looked.placed.carried).map(|(address, _)| address);
    for address in ledger.told().keys().filter(|address| address.anchor.is_some()).chain(carried) {
        if let PageName::Document(id) = &address.page
            && let Some(at) = edition.find(id)
        {
            gone.entry(at).or_default().insert(address);
        }
    }
    let all = |addresses: BTreeSet<&Address>| {
        addresses.into_iter().filter_map(|address| ways.gone(address)).collect()
    };
    let mut all = all;
    gone.into_iter().map(|(at, addresses)| (at, all(addresses))).collect()
}
