//! What two parties sent each other, from the first letter to the last.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::Edition;
use crate::model::index::{Entity, Exchange, Index};
use crate::pages::documents::{self, Entry};
use crate::pages::facets::{Linked, entity_href, span};
use crate::pages::frame::Frame;
use crate::pages::index::folder;
use crate::pages::paging::{PageLink, Paged, beside, on_page};
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::words::listed;

pub const KIND: PageKind = PageKind { name: "exchange", template: "exchange.html", list, view };

/// How many documents stand on a page.
const PER_PAGE: usize = 100;

#[derive(Serialize)]
struct View {
    page: Frame,
    one: Linked,
    other: Linked,
    extent: String,
    entries: Vec<Entry>,
    pages: Vec<PageLink>,
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    let exchanges = edition.indexes.exchanges.iter().enumerate();
    exchanges
        .flat_map(|(exchange, known)| {
            (1..=pages(known)).filter_map(move |page| {
                let address = address(&edition.indexes.entities, known, page)?;
                Some(Page { address, kind: KIND.name, subject: Subject::Exchange { exchange, page } })
            })
        })
        .collect()
}

fn pages(exchange: &Exchange) -> usize {
    exchange.documents.len().div_ceil(PER_PAGE).max(1)
}

/// `people/kim-il-sung.stalin.html`; a body behind the point has its folder before it.
fn address(entities: &[Entity], exchange: &Exchange, page: usize) -> Option<String> {
    let (one, other) = (entities.get(exchange.one)?, entities.get(exchange.other)?);
    let body = if other.index == Index::People { "" } else { "organization." };
    Some(beside(&format!("{}/{}.{body}{}", folder(one.index), one.slug, other.slug), page))
}

/// `Kim Il Sung and Stalin, Joseph`.
pub fn title(site: &Site, exchange: usize) -> Option<String> {
    let indexes = &site.edition.indexes;
    let known = indexes.exchanges.get(exchange)?;
    let names =
        [known.one, known.other].map(|entity| indexes.entities.get(entity).map(|one| one.naming().spoken()));
    let names: Vec<String> = names.into_iter().flatten().collect();
    Some(listed(&names))
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let Subject::Exchange { exchange: at, page: number } = page.subject else { return Err(missing(page)) };
    let indexes = &site.edition.indexes;
    let (Some(exchange), Some(title)) = (indexes.exchanges.get(at), title(site, at)) else {
        return Err(missing(page));
    };
    let links = Links::of(site, page);
    let pages = pages(exchange);
    let shown = on_page(number, PER_PAGE, exchange.documents.len());
    let shown = exchange.documents.get(shown).unwrap_or_default().iter();
    let paged = Paged { site, page, number, pages, subject: |page| Subject::Exchange { exchange: at, page } };
    let linked = |entity: usize| Linked {
        text: indexes.entities.get(entity).map(|one| one.naming().spoken()).unwrap_or_default(),
        href: entity_href(site, &links, entity),
    };
    let years = span(site, &exchange.documents);
    let years = if years.is_empty() { years } else { format!(", {years}") };
    let view = View {
        page: paged
            .frame(&format!("Correspondence of {title}"))
            .described(Some(format!("What {title} sent each other{years}")))
            .related("up", entity_href(site, &links, exchange.one)),
        one: linked(exchange.one),
        other: linked(exchange.other),
        extent: format!("{} documents{years}, in the order of their dates.", exchange.documents.len()),
        entries: shown.filter_map(|document| documents::entry(site, &links, *document)).collect(),
        pages: paged.links(),
    };
    theme.render(KIND.template, &view)
}
