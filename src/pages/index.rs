//! The indexes of people, places, bodies, subjects and languages: who and what there is, from A to Z, with how much of it.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::Edition;
use crate::model::entity::Entry;
use crate::model::folding::initial;
use crate::model::index::{Entity, Index};
use crate::pages::facets::{documents_of, entity_href, heading, span};
use crate::pages::frame::Frame;
use crate::pages::paging::{PageLink, page_links};
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::write::dates::{Order, in_english};

pub const KIND: PageKind = PageKind { name: "index", template: "index.html", list, view };

/// How many names stand on a page.
pub const PER_PAGE: usize = 200;

#[derive(Serialize)]
struct View {
    page: Frame,
    title: &'static str,
    extent: String,
    letters: Vec<Letter>,
    names: Vec<Name>,
    pages: Vec<PageLink>,
}

/// A letter of the alphabet, and where its names begin.
#[derive(Serialize)]
struct Letter {
    letter: String,
    href: String,
}

#[derive(Serialize)]
struct Name {
    /// Where a letter begins.
    anchor: Option<String>,
    name: String,
    href: String,
    life: Option<String>,
    count: usize,
    span: String,
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    let own = Index::ALL.into_iter().filter(|index| *index != Index::Archives);
    own.flat_map(|index| {
        (1..=pages(edition, index)).map(move |page| Page {
            address: address(index, page),
            kind: KIND.name,
            subject: Subject::Index { index, page },
        })
    })
    .collect()
}

/// An index without names has no page.
pub fn pages(edition: &Edition, index: Index) -> usize {
    edition.indexes.list(index).len().div_ceil(PER_PAGE)
}

pub fn address(index: Index, page: usize) -> String {
    match page {
        1 => format!("{}/index.html", index.folder()),
        page => format!("{}/page-{page}.html", index.folder()),
    }
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let Subject::Index { index, page: number } = page.subject else { return Err(missing(page)) };
    let links = Links::of(site, page);
    let list = site.edition.indexes.list(index);
    let pages = pages(&site.edition, index);
    let start = number.saturating_sub(1) * PER_PAGE;
    let href = |number: usize| links.to(&address(index, number));
    let other = |number: usize| (1..=pages).contains(&number).then(|| href(number));
    let title = heading(index);
    let shown = if number == 1 { title.to_owned() } else { format!("{title}, page {number}") };
    let view = View {
        page: Frame::new(site, page, Some(&shown))
            .described(Some(format!("{title} in {}", site.config.edition.title)))
            .related("prev", other(number.saturating_sub(1)))
            .related("next", other(number + 1))
            .with_script(links.to("assets/js/sort.js")),
        title,
        extent: extent(list.len(), start, pages),
        letters: letters(site, index, href),
        names: names(site, &links, index, start),
        pages: page_links(pages, number, href, |number| span_of(site, index, number)),
    };
    theme.render(KIND.template, &view)
}

fn extent(total: usize, start: usize, pages: usize) -> String {
    match (total, pages) {
        (1, _) => "One name.".to_owned(),
        (total, 1) => format!("{total} names, from A to Z."),
        (total, _) => {
            format!("Names {} to {} of {total}, from A to Z.", start + 1, (start + PER_PAGE).min(total))
        }
    }
}

/// The letters with which names begin, each once, with the page it begins on.
fn letters(site: &Site, index: Index, href: impl Fn(usize) -> String) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for (at, letter) in initials(site, index) {
        let href = format!("{}#{}", href(at / PER_PAGE + 1), anchor(letter));
        letters.push(Letter { letter: letter.clone(), href });
    }
    if letters.len() > 1 { letters } else { Vec::new() }
}

/// Where in the list a letter begins.
fn initials(site: &Site, index: Index) -> &[(usize, String)] {
    site.edition.indexes.letters.get(&index).map(Vec::as_slice).unwrap_or_default()
}

/// `l-0041` for `A`: letters of all alphabets can be in an address, but not all programs let them.
fn anchor(letter: &str) -> String {
    let numbers: Vec<String> = letter.chars().map(|c| format!("{:04x}", u32::from(c))).collect();
    format!("l-{}", numbers.join("-"))
}

fn names(site: &Site, links: &Links, index: Index, start: usize) -> Vec<Name> {
    let indexes = &site.edition.indexes;
    let anchors = initials(site, index);
    let shown = indexes.list(index).iter().enumerate().skip(start).take(PER_PAGE);
    let name = |(at, entity): (usize, &usize)| {
        let known = indexes.entities.get(*entity)?;
        let documents = documents_of(known);
        let begins = anchors.binary_search_by_key(&at, |(place, _)| *place).ok();
        let begins = begins.and_then(|begins| anchors.get(begins));
        Some(Name {
            anchor: begins.map(|(_, letter)| anchor(letter)),
            name: known.name.clone(),
            href: entity_href(site, links, *entity)?,
            life: life(known),
            count: known.documents,
            span: span(site, &documents),
        })
    };
    shown.filter_map(name).collect()
}

/// When someone lived: `18 December 1878 – 5 March 1953`.
pub fn life(entity: &Entity) -> Option<String> {
    let entry = entity.entry.as_ref()?;
    match (date(entry, "birth"), date(entry, "death")) {
        (Some(born), Some(died)) => Some(format!("{born} – {died}")),
        (Some(born), None) => Some(format!("born {born}")),
        (None, Some(died)) => Some(format!("died {died}")),
        (None, None) => None,
    }
}

fn date(entry: &Entry, kind: &str) -> Option<String> {
    let (_, date) = entry.dates.iter().find(|(of, _)| of == kind)?;
    let words = date.edtf.as_ref().and_then(|edtf| in_english(edtf, Order::DayFirst));
    Some(words.unwrap_or_else(|| date.written.clone()))
}

/// From which letters to which a page goes.
fn span_of(site: &Site, index: Index, number: usize) -> String {
    let indexes = &site.edition.indexes;
    let list = indexes.list(index);
    let letter = |at: usize| {
        let entity = list.get(at).and_then(|entity| indexes.entities.get(*entity));
        entity.and_then(|entity| initial(&entity.name)).unwrap_or_default()
    };
    let first = letter(number.saturating_sub(1) * PER_PAGE);
    let last = letter((number * PER_PAGE).min(list.len()).saturating_sub(1));
    if first == last { first } else { format!("{first}–{last}") }
}
