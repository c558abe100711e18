//! The page of a person, a place, a body, a subject or a language: who or what it is, with whom letters went, and every
//! document that has to do with it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::authority::{address as authority_address, authority};
use crate::model::edition::{Anchors, Edition};
use crate::model::folding::folded;
use crate::model::index::{Entity, How, Index, Use};
use crate::pages::documents::{self, Entry};
use crate::pages::facets::{Linked, Quote, count, entity_href, heading, kind};
use crate::pages::frame::Frame;
use crate::pages::index::folder;
use crate::pages::paging::{PageLink, Paged, beside, on_page};
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::write::lives::life;
use crate::write::mentions::mentions;

pub const KIND: PageKind = PageKind { name: "entity", template: "entity.html", list, view };

/// How many documents stand on a page.
const PER_PAGE: usize = 100;

/// How many partners of a correspondence are named, those with most letters first; their documents are all listed below.
const PARTNERS: usize = 60;

/// How many places of a document are shown at which it names somebody.
const QUOTES: usize = 6;

/// How much of a passage is shown on either side of a name, in characters.
const AROUND: usize = 70;

#[derive(Serialize)]
struct View {
    page: Frame,
    kind: &'static str,
    title: String,
    life: Option<String>,
    identity: Identity,
    partners: Vec<Partner>,
    groups: Vec<Group>,
    extent: String,
    pages: Vec<PageLink>,
    up: Linked,
}

/// What is known of someone or something beside its documents.
#[derive(Serialize)]
pub struct Identity {
    note: Option<String>,
    /// Other forms of the name.
    variants: Vec<String>,
    authorities: Vec<Linked>,
    further: Vec<(String, String)>,
}

/// With whom letters went.
#[derive(Serialize)]
struct Partner {
    name: Linked,
    to: usize,
    from: usize,
    /// The page of what the two wrote, where that is more than one document.
    exchange: Option<String>,
}

#[derive(Serialize)]
struct Group {
    anchor: &'static str,
    label: &'static str,
    count: usize,
    entries: Vec<Entry>,
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    let entities = edition.indexes.entities.iter().enumerate();
    let own = entities.filter(|(_, entity)| entity.index != Index::Archives);
    own.flat_map(|(at, entity)| {
        (1..=pages(entity)).map(move |page| Page {
            address: address(entity, page),
            kind: KIND.name,
            subject: Subject::Entity { entity: at, page },
        })
    })
    .collect()
}

fn pages(entity: &Entity) -> usize {
    entity.uses.len().div_ceil(PER_PAGE).max(1)
}

/// No slug has a point in it.
pub fn address(entity: &Entity, page: usize) -> String {
    beside(&format!("{}/{}", folder(entity.index), entity.slug), page)
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let Subject::Entity { entity: at, page: number } = page.subject else { return Err(missing(page)) };
    let Some(entity) = site.edition.indexes.entities.get(at) else { return Err(missing(page)) };
    let links = Links::of(site, page);
    let pages = pages(entity);
    let shown = entity.uses.get(on_page(number, PER_PAGE, entity.uses.len())).unwrap_or_default();
    let paged = Paged { site, page, number, pages, subject: |page| Subject::Entity { entity: at, page } };
    let up = links.about(site, &Subject::Index { index: entity.index, page: 1 });
    let total = entity.documents;
    let view = View {
        page: paged
            .frame(&entity.name)
            .described(Some(format!("{} in {}: {}", entity.name, site.config.edition.title, count(total))))
            .related("up", up.clone()),
        kind: kind(entity.index),
        title: entity.name.clone(),
        life: life(entity),
        identity: identity(entity),
        partners: if number == 1 { partners(site, &links, at, entity) } else { Vec::new() },
        groups: groups(site, &links, at, entity, shown),
        extent: extent(entity, total, number, pages),
        pages: paged.links(),
        up: Linked { text: format!("All {}", heading(entity.index).to_lowercase()), href: up },
    };
    theme.render(KIND.template, &view)
}

fn extent(entity: &Entity, total: usize, number: usize, pages: usize) -> String {
    match (entity.uses.len(), pages) {
        (0, _) => "No document of this edition has to do with it yet.".to_owned(),
        (_, 1) => format!("{} of this edition.", crate::words::raised(&count(total))),
        _ => format!("{} of this edition; page {number} of {pages}.", crate::words::raised(&count(total))),
    }
}

pub fn identity(entity: &Entity) -> Identity {
    let entry = entity.entry.as_deref();
    let mut variants: Vec<String> = Vec::new();
    let of_entry = entry.iter().flat_map(|entry| &entry.variants);
    for variant in of_entry.chain(&entity.written) {
        let same = |known: &String| known == variant;
        if folded(variant) != folded(&entity.name) && !variants.iter().any(same) {
            variants.push(variant.clone());
        }
    }
    let authorities = entry.iter().flat_map(|entry| &entry.authorities).map(|(file, id)| {
        let title = authority(file).map_or(file.as_str(), |file| file.title);
        Linked { text: format!("{title} {id}"), href: authority_address(file, id) }
    });
    let further = entry.iter().flat_map(|entry| &entry.further);
    Identity {
        note: entry.and_then(|entry| entry.note.clone()),
        variants,
        authorities: authorities.collect(),
        further: further.map(|(key, value)| (key.clone(), value.to_string())).collect(),
    }
}

/// How many letters went to a partner and came from them.
#[derive(Default)]
struct Letters {
    to: usize,
    from: usize,
    exchange: Option<usize>,
}

/// With whom letters went, those with most of them first.
fn partners(site: &Site, links: &Links, at: usize, entity: &Entity) -> Vec<Partner> {
    let indexes = &site.edition.indexes;
    let mut found: BTreeMap<usize, Letters> = BTreeMap::new();
    for one in &entity.uses {
        let Some(document) = site.edition.documents.get(one.document) else { continue };
        let others = match one.how {
            How::Sent => &document.to,
            How::Received => &document.from,
            _ => continue,
        };
        let mut seen: Vec<usize> =
            others.iter().filter_map(|party| indexes.party(document.source, party)).collect();
        seen.sort_unstable();
        seen.dedup();
        for other in seen.into_iter().filter(|other| *other != at) {
            let letters = found.entry(other).or_default();
            match one.how {
                How::Sent => letters.to += 1,
                _ => letters.from += 1,
            }
            if letters.exchange.is_none() {
                letters.exchange = exchange_of(site, one.document, at, other);
            }
        }
    }
    let rank = |entity: &usize| indexes.entities.get(*entity).map(|one| one.name.clone());
    let mut found: Vec<(usize, Letters)> = found.into_iter().collect();
    found.sort_by_cached_key(|(other, letters)| (Reverse(letters.to + letters.from), rank(other)));
    let partner = |(other, Letters { to, from, exchange }): (usize, Letters)| {
        let name = indexes.entities.get(other)?.name.clone();
        let exchange =
            exchange.and_then(|exchange| links.about(site, &Subject::Exchange { exchange, page: 1 }));
        Some(Partner {
            name: Linked { text: name, href: entity_href(site, links, other) },
            to,
            from,
            exchange,
        })
    };
    found.into_iter().take(PARTNERS).filter_map(partner).collect()
}

fn exchange_of(site: &Site, document: usize, one: usize, other: usize) -> Option<usize> {
    let indexes = &site.edition.indexes;
    let mut of_document = indexes.exchanges_of.get(&document)?.iter().copied();
    of_document.find(|at| {
        let known = indexes.exchanges.get(*at);
        known.is_some_and(|known| [(one, other), (other, one)].contains(&(known.one, known.other)))
    })
}

/// The documents of a page under what they have to do with it.
fn groups(site: &Site, links: &Links, at: usize, entity: &Entity, shown: &[Use]) -> Vec<Group> {
    let groups = shown.chunk_by(|one, other| one.how == other.how);
    let group = |uses: &[Use]| {
        let how = uses.first()?.how;
        let (anchor, label) = label(how);
        let entries = uses.iter().filter_map(|one| {
            let mut entry = documents::entry(site, links, one.document)?;
            if how == How::Mentioned {
                entry.quotes = quotes(site, links, at, one.document);
            }
            Some(entry)
        });
        Some(Group { anchor, label, count: entity.counted(how), entries: entries.collect() })
    };
    groups.filter_map(group).collect()
}

/// The places at which a document names it.
pub fn quotes(site: &Site, links: &Links, entity: usize, document: usize) -> Vec<Quote> {
    let Some(shown) = site.edition.shown(document) else { return Vec::new() };
    let Some(href) = links.about(site, &Subject::Document(document)) else { return Vec::new() };
    let none = Anchors::default();
    let anchors = site.edition.anchors.get(document).map_or(&none, AsRef::as_ref);
    let indexes = &site.edition.indexes;
    let language = shown.languages.text.first().cloned();
    let found = mentions(shown, anchors, AROUND).into_iter();
    let own = found
        .filter(|mention| indexes.target(shown.source, mention.register, &mention.id) == Some(entity))
        .take(QUOTES);
    own.map(|mention| Quote::new(&href, mention, language.clone())).collect()
}

/// The address and the heading of a group.
fn label(how: How) -> (&'static str, &'static str) {
    match how {
        How::Sent => ("sent", "Sent"),
        How::Received => ("received", "Received"),
        How::From => ("from", "Written here"),
        How::To => ("to", "Sent here"),
        How::Held => ("held", "Held here"),
        How::Copy => ("copies", "Of which a copy lies here"),
        How::Subject => ("about", "On this subject"),
        How::Original => ("original", "Written in this language"),
        How::Text => ("text", "Read here in this language"),
        How::Translated => ("translated", "Translated"),
        How::Handled => ("handled", "Sent, received, deciphered or typed as a clerk"),
        How::Mentioned => ("mentioned", "Mentioned in"),
    }
}
