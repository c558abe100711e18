//! The list of all documents, in the order of their dates, like the index of a book; then what stands in volumes around
//! them.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::entity::Party;
use crate::pages::dates::{Moment, moment};
use crate::pages::facets::{Linked, Quote, party_link};
use crate::pages::frame::Frame;
use crate::pages::paging::{PageLink, Paged, in_folder, on_page};
use crate::pages::words::shortened;
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::words::listed;
use crate::write::dates;

pub const KIND: PageKind = PageKind { name: "documents", template: "documents.html", list, view };

/// How many documents stand on a page.
const PER_PAGE: usize = 100;

/// How much of a summary the list shows, in characters.
const GIST: usize = 160;

#[derive(Serialize)]
struct View {
    page: Frame,
    extent: String,
    /// Where the list of what stands around the documents begins.
    matter: Option<Linked>,
    years: Vec<Group>,
    around: Vec<Group>,
    pages: Vec<PageLink>,
}

#[derive(Serialize)]
struct Group {
    anchor: String,
    label: String,
    entries: Vec<Entry>,
}

/// A document in a list.
#[derive(Serialize)]
pub struct Entry {
    href: String,
    date: Option<Moment>,
    title: String,
    parties: Vec<Linked>,
    summary: Option<String>,
    archive: Option<String>,
    /// What the list is about, as the document's text has it.
    pub quotes: Vec<Quote>,
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    (1..=pages(edition))
        .map(|page| Page { address: address(page), kind: KIND.name, subject: Subject::Documents { page } })
        .collect()
}

/// The matter around the documents follows them.
fn pages(edition: &Edition) -> usize {
    edition.documents.len().div_ceil(PER_PAGE).max(1)
}

fn address(page: usize) -> String {
    in_folder("documents", page)
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let Subject::Documents { page: number } = page.subject else { return Err(missing(page)) };
    let links = Links::of(site, page);
    let pages = pages(&site.edition);
    let start = number.saturating_sub(1) * PER_PAGE;
    let paged = Paged { site, page, number, pages, subject: |page| Subject::Documents { page } };
    let view = View {
        page: paged.frame("Documents").described(Some(format!(
            "The documents of {}, in the order of their dates",
            site.config.edition.title
        ))),
        extent: extent(&site.edition, start),
        matter: matter(site, &links).map(|(text, href, _)| Linked { text, href: Some(href) }),
        years: years(site, &links, start),
        around: around(site, &links, start),
        pages: paged.links_spanning(|number| span(site, number)),
    };
    theme.render(KIND.template, &view)
}

fn extent(edition: &Edition, start: usize) -> String {
    let total = edition.proper().len();
    let end = (start + PER_PAGE).min(total);
    match total {
        0 => "The edition has no documents yet.".to_owned(),
        1 if start == 0 => "One document.".to_owned(),
        total if start == 0 && end == total => format!("{total} documents, in the order of their dates."),
        total if start < total => {
            format!("Documents {} to {end} of {total}, in the order of their dates.", start + 1)
        }
        _ => "What stands around the documents in their volumes.".to_owned(),
    }
}

/// What the list of the matter around the documents is called, where it begins, and what is in it; nothing where there
/// is none.
pub fn matter(site: &Site, links: &Links) -> Option<(String, String, String)> {
    site.edition.matter().first()?;
    let page = site.edition.proper().len() / PER_PAGE + 1;
    let texts = "prefaces, lists, headings of chapters, indexes".to_owned();
    Some(("Front and back matter".to_owned(), format!("{}#{MATTER}", links.to(&address(page))), texts))
}

/// The first volume in the list of what stands around the documents.
const MATTER: &str = "matter";

/// The documents of a page under the years they are from.
fn years(site: &Site, links: &Links, start: usize) -> Vec<Group> {
    let documents = site.edition.proper().iter().enumerate().skip(start).take(PER_PAGE);
    let labelled = documents.filter_map(|(at, document)| Some((year(document), entry(site, links, at)?)));
    grouped(labelled, |number| format!("y{number}"))
}

/// What of a page stands around documents, under the titles of the volumes.
fn around(site: &Site, links: &Links, start: usize) -> Vec<Group> {
    let first = site.edition.proper().len();
    let shown = start.max(first)..(start + PER_PAGE).min(site.edition.documents.len());
    let is_first = shown.start == first;
    let labelled = shown.filter_map(|at| {
        let collection = site.edition.documents.get(at)?.description.collection.as_deref();
        let label = collection.unwrap_or("Front and back matter").to_owned();
        Some((label, entry(site, links, at)?))
    });
    grouped(labelled, |number| match number {
        1 if is_first => MATTER.to_owned(),
        number => format!("v{number}"),
    })
}

/// Entries under their labels, as they follow each other.
fn grouped(entries: impl Iterator<Item = (String, Entry)>, anchor: impl Fn(usize) -> String) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (label, entry) in entries {
        match groups.last_mut() {
            Some(last) if last.label == label => last.entries.push(entry),
            _ => {
                let anchor = anchor(groups.len() + 1);
                groups.push(Group { anchor, label, entries: vec![entry] });
            }
        }
    }
    groups
}

fn year(document: &Document) -> String {
    match document.dated() {
        None => "Undated".to_owned(),
        Some(date) => {
            let year = date.edtf.as_ref().and_then(dates::year);
            year.unwrap_or_else(|| "Other dates".to_owned())
        }
    }
}

/// The document at this place in the edition, as lists show it.
pub fn entry(site: &Site, links: &Links, at: usize) -> Option<Entry> {
    let document = site.edition.documents.get(at)?;
    Some(Entry {
        href: links.about(site, &Subject::Document(at))?,
        date: document.dated().map(moment),
        title: document.title.text.clone(),
        parties: parties(site, links, document),
        summary: document.summary.as_deref().map(|summary| shortened(summary, GIST)),
        archive: document.description.location(),
        quotes: Vec::new(),
    })
}

/// `I. Stalin to Kim Il Sung`, where the title does not say so already.
fn parties(site: &Site, links: &Links, document: &Document) -> Vec<Linked> {
    let names = |parties: &[Party]| {
        let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
        listed(&names)
    };
    let (from, to) = (names(&document.from), names(&document.to));
    let both = match (from.is_empty(), to.is_empty()) {
        (true, true) => return Vec::new(),
        (true, false) => format!("to {to}"),
        (false, true) => format!("from {from}"),
        (false, false) => format!("{from} to {to}"),
    };
    if document.title.text.contains(&both) {
        return Vec::new();
    }
    let opening = if to.is_empty() { Some("from ") } else { None };
    let between = match (from.is_empty(), to.is_empty()) {
        (_, true) => None,
        (true, false) => Some("to "),
        (false, false) => Some(" to "),
    };
    let mut linked: Vec<Linked> = opening.map(Linked::words).into_iter().collect();
    linked.extend(named(site, links, document, &document.from));
    linked.extend(between.map(Linked::words));
    linked.extend(named(site, links, document, &document.to));
    linked
}

/// `A, B and C`, each with a link to its page.
fn named(site: &Site, links: &Links, document: &Document, parties: &[Party]) -> Vec<Linked> {
    let mut linked = Vec::new();
    for (at, party) in parties.iter().enumerate() {
        if at > 0 {
            linked.push(Linked::words(if at + 1 == parties.len() { " and " } else { ", " }));
        }
        linked.push(party_link(site, links, document, party));
    }
    linked
}

/// From which year to which a page of the list goes; nothing where it has no documents.
fn span(site: &Site, number: usize) -> String {
    let documents = site.edition.proper();
    let shown = documents.get(on_page(number, PER_PAGE, documents.len())).unwrap_or_default();
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return String::new() };
    let (first, last) = (year(first), year(last));
    if first == last { first } else { format!("{first}–{last}") }
}
