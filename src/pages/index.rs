//! The indexes of people, places, bodies, subjects and languages: who and what there is, from A to Z, with how much of it.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::Edition;
use crate::model::folding::initial;
use crate::model::index::Index;
use crate::pages::facets::{documents_of, entity_href, heading, span};
use crate::pages::frame::Frame;
use crate::pages::paging::{PageLink, Paged, in_folder};
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::write::lives::life;

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

/// The folder of an index's pages.
pub fn folder(index: Index) -> &'static str {
    match index {
        Index::People => "people",
        Index::Places => "places",
        Index::Organizations => "organizations",
        Index::Archives => "archives",
        Index::Subjects => "subjects",
        Index::Languages => "languages",
    }
}

pub fn address(index: Index, page: usize) -> String {
    in_folder(folder(index), page)
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let Subject::Index { index, page: number } = page.subject else { return Err(missing(page)) };
    let links = Links::of(site, page);
    let list = site.edition.indexes.list(index);
    let pages = pages(&site.edition, index);
    let start = number.saturating_sub(1) * PER_PAGE;
    let title = heading(index);
    let paged = Paged { site, page, number, pages, subject: |page| Subject::Index { index, page } };
    let view = View {
        page: paged
            .frame(title)
            .described(Some(format!("{title} in {}", site.config.edition.title)))
            .with_script(links.to("assets/js/sort.js")),
        title,
        extent: extent(list.len(), start, pages),
        letters: letters(site, index, |number| links.to(&address(index, number))),
        names: names(site, &links, index, start),
        pages: paged.links_spanning(|number| span_of(site, index, number)),
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
