//! The archives as a finding aid has them: repository, fond, opis, delo, each with how much of the edition comes from it.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::archive::Level;
use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::index::{Entity, Holding, How, Index};
use crate::model::shelving::shelves;
use crate::pages::documents::{self, Entry};
use crate::pages::entity::{Identity, identity};
use crate::pages::facets::{Linked, count, documents_of, entity_href, span};
use crate::pages::frame::Frame;
use crate::pages::paging::{PageLink, page_links};
use crate::pages::{PageKind, entity, index, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::words::raised;

pub const KIND: PageKind = PageKind { name: "archives", template: "archives.html", list, view };

/// How many documents, or how many numbers of an archive, stand on a page.
const PER_PAGE: usize = 100;

/// How many numbers of each archive the list of archives shows; all of them stand on the archive's own page.
const IN_TREE: usize = 30;

#[derive(Serialize)]
struct View {
    page: Frame,
    kicker: Option<Linked>,
    title: String,
    extent: String,
    identity: Option<Identity>,
    /// The tree of what is below.
    tree: Vec<Branch>,
    /// The documents, under the shelves where they lie.
    shelves: Vec<Shelf>,
    pages: Vec<PageLink>,
    up: Option<Linked>,
}

/// A repository, or a number within it.
#[derive(Serialize)]
struct Branch {
    name: Linked,
    count: String,
    span: String,
    below: Vec<Branch>,
    /// Where the rest of what is below stands.
    more: Option<Linked>,
}

#[derive(Serialize)]
struct Shelf {
    anchor: String,
    label: String,
    entries: Vec<Entry>,
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    let indexes = &edition.indexes;
    let page = |address: String, subject: Subject| Page { address, kind: KIND.name, subject };
    let of_index = (1..=index::pages(edition, Index::Archives)).map(|number| {
        let subject = Subject::Index { index: Index::Archives, page: number };
        page(index::address(Index::Archives, number), subject)
    });
    let archives = indexes.entities.iter().enumerate().filter(|(_, entity)| entity.index == Index::Archives);
    let of_archives = archives.flat_map(|(at, archive)| {
        (1..=pages_of_archive(edition, at)).map(move |number| {
            page(entity::address(archive, number), Subject::Entity { entity: at, page: number })
        })
    });
    let of_holdings = indexes.holdings.iter().enumerate().flat_map(|(at, holding)| {
        (1..=holding.documents.len().div_ceil(PER_PAGE).max(1)).filter_map(move |number| {
            let address = address(indexes.entities.get(holding.archive)?, holding, number);
            Some(page(address, Subject::Holding { holding: at, page: number }))
        })
    });
    of_index.chain(of_archives).chain(of_holdings).collect()
}

/// The numbers first, then the documents of which it has a copy.
fn pages_of_archive(edition: &Edition, archive: usize) -> usize {
    (holdings(edition, archive).len() + copies(edition, archive).len()).div_ceil(PER_PAGE).max(1)
}

fn holdings(edition: &Edition, archive: usize) -> Vec<(usize, &Holding)> {
    let all = &edition.indexes.holdings;
    // They stand together.
    let start = all.iter().position(|holding| holding.archive == archive).unwrap_or(all.len());
    let own = all.iter().enumerate().skip(start);
    own.take_while(|(_, holding)| holding.archive == archive).collect()
}

fn copies(edition: &Edition, archive: usize) -> Vec<usize> {
    let uses =
        edition.indexes.entities.get(archive).map(|archive| archive.uses.as_slice()).unwrap_or_default();
    uses.iter().filter(|one| one.how == How::Copy).map(|one| one.document).collect()
}

fn address(archive: &Entity, holding: &Holding, page: usize) -> String {
    let page = if page == 1 { String::new() } else { format!(".page-{page}") };
    format!("archives/{}.{}{page}.html", archive.slug, holding.slug)
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let view = match page.subject {
        Subject::Index { index: Index::Archives, page: number } => Some(of_index(site, page, number)),
        Subject::Entity { entity, page: number } => of_archive(site, page, entity, number),
        Subject::Holding { holding, page: number } => of_holding(site, page, holding, number),
        _ => None,
    };
    theme.render(KIND.template, &view.ok_or_else(|| missing(page))?)
}

fn of_index(site: &Site, page: &Page, number: usize) -> View {
    let links = Links::of(site, page);
    let list = site.edition.indexes.list(Index::Archives);
    let pages = index::pages(&site.edition, Index::Archives);
    let shown = list.iter().skip(number.saturating_sub(1) * index::PER_PAGE).take(index::PER_PAGE);
    let href = |number: usize| links.to(&index::address(Index::Archives, number));
    let other = |number: usize| (1..=pages).contains(&number).then(|| href(number));
    let heading = if number == 1 { "Archives".to_owned() } else { format!("Archives, page {number}") };
    let branch = |archive: &usize| {
        let known = site.edition.indexes.entities.get(*archive)?;
        let href = entity_href(site, &links, *archive);
        let all = holdings(&site.edition, *archive);
        let below =
            all.iter().take(IN_TREE).filter_map(|(at, holding)| holding_branch(site, &links, *at, holding));
        let documents = documents_of(known);
        let more = (all.len() > IN_TREE).then(|| Linked {
            text: format!("all {} numbers of {}", all.len(), known.name),
            href: href.clone(),
        });
        Some(Branch {
            name: Linked { text: known.name.clone(), href: href.clone() },
            count: count(documents.len()),
            span: span(site, &documents),
            below: below.collect(),
            more,
        })
    };
    View {
        page: Frame::new(site, page, Some(&heading))
            .described(Some(format!(
                "Where the originals lie: the archives of {}",
                site.config.edition.title
            )))
            .related("prev", other(number.saturating_sub(1)))
            .related("next", other(number + 1)),
        kicker: None,
        title: "Archives".to_owned(),
        extent: "Where the originals and their copies lie.".to_owned(),
        identity: None,
        tree: shown.filter_map(branch).collect(),
        shelves: Vec::new(),
        pages: page_links(pages, number, href, |_| String::new()),
        up: None,
    }
}

fn holding_branch(site: &Site, links: &Links, at: usize, holding: &Holding) -> Option<Branch> {
    let href = links.about(site, &Subject::Holding { holding: at, page: 1 })?;
    Some(Branch {
        name: Linked { text: label(holding), href: Some(href) },
        count: count(holding.documents.len()),
        span: span(site, &in_order(holding)),
        below: Vec::new(),
        more: None,
    })
}

fn label(holding: &Holding) -> String {
    holding.label.clone().unwrap_or_else(|| "without a number that is understood".to_owned())
}

fn in_order(holding: &Holding) -> Vec<usize> {
    let mut documents = holding.documents.clone();
    documents.sort_unstable();
    documents
}

fn of_archive(site: &Site, page: &Page, at: usize, number: usize) -> Option<View> {
    let archive = site.edition.indexes.entities.get(at)?;
    let links = Links::of(site, page);
    let (holdings, copies) = (holdings(&site.edition, at), copies(&site.edition, at));
    let pages = pages_of_archive(&site.edition, at);
    let start = number.saturating_sub(1) * PER_PAGE;
    let tree = holdings.iter().skip(start).take(PER_PAGE);
    let tree: Vec<Branch> =
        tree.filter_map(|(at, holding)| holding_branch(site, &links, *at, holding)).collect();
    let (skipped, room) = (start.saturating_sub(holdings.len()), PER_PAGE.saturating_sub(tree.len()));
    let entries: Vec<Entry> = copies
        .iter()
        .skip(skipped)
        .take(room)
        .filter_map(|document| documents::entry(site, &links, *document))
        .collect();
    let label = "Documents of which a copy lies here".to_owned();
    let shelf = (!entries.is_empty()).then(|| Shelf { anchor: "copies".to_owned(), label, entries });
    let documents = documents_of(archive);
    let up = links.about(site, &Subject::Index { index: Index::Archives, page: 1 });
    Some(View {
        page: framed(site, page, &links, &archive.name, number, pages, |number| {
            entity::address(archive, number)
        })
        .related("up", up.clone()),
        kicker: Some(Linked { text: "Archives".to_owned(), href: up.clone() }),
        title: archive.name.clone(),
        extent: format!("{} of this edition.", raised(&count(documents.len()))),
        identity: Some(identity(archive)),
        tree,
        shelves: shelf.into_iter().collect(),
        pages: page_links(
            pages,
            number,
            |number| links.to(&entity::address(archive, number)),
            |_| String::new(),
        ),
        up: Some(Linked { text: "All archives".to_owned(), href: up }),
    })
}

fn of_holding(site: &Site, page: &Page, at: usize, number: usize) -> Option<View> {
    let holding = site.edition.indexes.holdings.get(at)?;
    let archive = site.edition.indexes.entities.get(holding.archive)?;
    let links = Links::of(site, page);
    let pages = holding.documents.len().div_ceil(PER_PAGE).max(1);
    let start = number.saturating_sub(1) * PER_PAGE;
    let shown: Vec<usize> = holding.documents.iter().copied().skip(start).take(PER_PAGE).collect();
    let up = entity_href(site, &links, holding.archive);
    let title = format!("{}, {}", archive.name, label(holding));
    Some(View {
        page: framed(site, page, &links, &title, number, pages, |number| address(archive, holding, number))
            .related("up", up.clone()),
        kicker: Some(Linked { text: archive.name.clone(), href: up.clone() }),
        title: raised(&label(holding)),
        extent: format!(
            "{} of this edition, in the order of the shelf.",
            raised(&count(holding.documents.len()))
        ),
        identity: None,
        tree: if number == 1 { tree(site, holding) } else { Vec::new() },
        shelves: shelves_of(site, &links, &shown),
        pages: page_links(
            pages,
            number,
            |number| links.to(&address(archive, holding, number)),
            |_| String::new(),
        ),
        up: Some(Linked { text: format!("All of {}", archive.name), href: up }),
    })
}

fn framed(
    site: &Site,
    page: &Page,
    links: &Links,
    title: &str,
    number: usize,
    pages: usize,
    address: impl Fn(usize) -> String,
) -> Frame {
    let other = |number: usize| (1..=pages).contains(&number).then(|| links.to(&address(number)));
    let heading = if number == 1 { title.to_owned() } else { format!("{title}, page {number}") };
    Frame::new(site, page, Some(&heading))
        .described(Some(format!("Documents of {} from {title}", site.config.edition.title)))
        .related("prev", other(number.saturating_sub(1)))
        .related("next", other(number + 1))
}

/// What stands behind the first number, written out: `op. 11, d. 109`.
fn path(document: &Document, depth: usize) -> String {
    let levels = document.description.shelfmark.as_ref().map(shelves).unwrap_or_default();
    let written = |level: &Level| format!("{} {}", level.label, level.value).trim().to_owned();
    levels.iter().skip(1).take(depth).map(written).collect::<Vec<_>>().join(", ")
}

/// An opis, and how many documents come from each delo of it.
struct Opis {
    name: String,
    documents: Vec<usize>,
    below: Vec<(String, usize)>,
}

/// The opisi of a fond with the dela in them, and how many documents come from each.
fn tree(site: &Site, holding: &Holding) -> Vec<Branch> {
    let mut tree: Vec<Opis> = Vec::new();
    for at in &holding.documents {
        let Some(document) = site.edition.documents.get(*at) else { continue };
        let (opis, whole) = (path(document, 1), path(document, usize::MAX));
        if opis.is_empty() {
            continue;
        }
        if tree.last().is_none_or(|last| last.name != opis) {
            tree.push(Opis { name: opis.clone(), documents: Vec::new(), below: Vec::new() });
        }
        let Some(Opis { documents, below, .. }) = tree.last_mut() else { continue };
        documents.push(*at);
        let delo = whole.strip_prefix(&opis).unwrap_or_default().trim_start_matches([',', ' ']).to_owned();
        match below.last_mut() {
            Some((last, count)) if *last == delo => *count += 1,
            _ if delo.is_empty() => {}
            _ => below.push((delo, 1)),
        }
    }
    let branch = |Opis { name, mut documents, below }: Opis| {
        documents.sort_unstable();
        let total = below.len();
        let delo = |(name, documents): (String, usize)| Branch {
            name: Linked { text: name, href: None },
            count: count(documents),
            span: String::new(),
            below: Vec::new(),
            more: None,
        };
        Branch {
            name: Linked { text: name, href: None },
            count: count(documents.len()),
            span: span(site, &documents),
            below: below.into_iter().take(IN_TREE).map(delo).collect(),
            more: (total > IN_TREE).then(|| Linked::words(&format!("and {} more", total - IN_TREE))),
        }
    };
    tree.into_iter().map(branch).collect()
}

/// The documents of a page under the numbers behind the first.
fn shelves_of(site: &Site, links: &Links, documents: &[usize]) -> Vec<Shelf> {
    let mut shelves: Vec<Shelf> = Vec::new();
    for at in documents {
        let (Some(document), Some(entry)) =
            (site.edition.documents.get(*at), documents::entry(site, links, *at))
        else {
            continue;
        };
        let path = path(document, usize::MAX);
        let label = if path.is_empty() { "Without a further number".to_owned() } else { path };
        match shelves.last_mut() {
            Some(last) if last.label == label => last.entries.push(entry),
            _ => {
                let anchor = format!("s{}", shelves.len() + 1);
                shelves.push(Shelf { anchor, label, entries: vec![entry] });
            }
        }
    }
    shelves
}
