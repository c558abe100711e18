//! The archives as a finding aid has them: repository, fond, opis, delo, each with how much of the edition comes from it.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::archive::Level;
use crate::model::edition::Edition;
use crate::model::index::{Entity, Held, Holding, Index};
use crate::model::shelving::{self, shelves};
use crate::pages::documents::{self, Entry};
use crate::pages::entity::{Identity, identity};
use crate::pages::facets::{Linked, count, documents_of, entity_href, span};
use crate::pages::frame::Frame;
use crate::pages::paging::{PageLink, Paged, beside, on_page};
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
        (1..=holding.held.len().div_ceil(PER_PAGE).max(1)).filter_map(move |number| {
            let address = address(indexes.entities.get(holding.archive)?, holding, number);
            Some(page(address, Subject::Holding { holding: at, page: number }))
        })
    });
    of_index.chain(of_archives).chain(of_holdings).collect()
}

fn pages_of_archive(edition: &Edition, archive: usize) -> usize {
    edition.indexes.holdings_counted(archive).div_ceil(PER_PAGE).max(1)
}

fn address(archive: &Entity, holding: &Holding, page: usize) -> String {
    beside(&format!("archives/{}.{}", archive.slug, holding.slug), page)
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
    let shown = list.get(on_page(number, index::PER_PAGE, list.len())).unwrap_or_default().iter();
    let subject = |page| Subject::Index { index: Index::Archives, page };
    let paged = Paged { site, page, number, pages, subject };
    let branch = |archive: &usize| {
        let known = site.edition.indexes.entities.get(*archive)?;
        let href = entity_href(site, &links, *archive);
        let total = site.edition.indexes.holdings_counted(*archive);
        let first = site.edition.indexes.holdings_of(*archive).take(IN_TREE);
        let below = first.filter_map(|(at, holding)| holding_branch(site, &links, at, holding));
        let more = (total > IN_TREE)
            .then(|| Linked { text: format!("all {total} numbers of {}", known.name), href: href.clone() });
        Some(Branch {
            name: Linked { text: known.name.clone(), href: href.clone() },
            count: count(known.documents),
            span: span(site, &documents_of(known)),
            below: below.collect(),
            more,
        })
    };
    View {
        page: paged.frame("Archives").described(Some(format!(
            "Where the originals lie: the archives of {}",
            site.config.edition.title
        ))),
        kicker: None,
        title: "Archives".to_owned(),
        extent: "Where the originals and their copies lie.".to_owned(),
        identity: None,
        tree: shown.filter_map(branch).collect(),
        shelves: Vec::new(),
        pages: paged.links(),
        up: None,
    }
}

fn holding_branch(site: &Site, links: &Links, at: usize, holding: &Holding) -> Option<Branch> {
    let href = links.about(site, &Subject::Holding { holding: at, page: 1 })?;
    Some(Branch {
        name: Linked { text: label(holding), href: Some(href) },
        count: count(holding.documents.len()),
        span: span(site, &holding.documents),
        below: Vec::new(),
        more: None,
    })
}

fn label(holding: &Holding) -> String {
    holding.label.clone().unwrap_or_else(|| "without a number that is understood".to_owned())
}

fn of_archive(site: &Site, page: &Page, at: usize, number: usize) -> Option<View> {
    let archive = site.edition.indexes.entities.get(at)?;
    let links = Links::of(site, page);
    let pages = pages_of_archive(&site.edition, at);
    let shown = on_page(number, PER_PAGE, site.edition.indexes.holdings_counted(at));
    let tree = site.edition.indexes.holdings_of(at).skip(shown.start).take(shown.len());
    let tree: Vec<Branch> =
        tree.filter_map(|(at, holding)| holding_branch(site, &links, at, holding)).collect();
    let up = links.about(site, &Subject::Index { index: Index::Archives, page: 1 });
    let paged = Paged { site, page, number, pages, subject: |page| Subject::Entity { entity: at, page } };
    Some(View {
        page: paged
            .frame(&archive.name)
            .described(Some(description(site, &archive.name)))
            .related("up", up.clone()),
        kicker: Some(Linked { text: "Archives".to_owned(), href: up.clone() }),
        title: archive.name.clone(),
        extent: format!("{} of this edition.", raised(&count(archive.documents))),
        identity: Some(identity(archive)),
        tree,
        shelves: Vec::new(),
        pages: paged.links(),
        up: Some(Linked { text: "All archives".to_owned(), href: up }),
    })
}

fn of_holding(site: &Site, page: &Page, at: usize, number: usize) -> Option<View> {
    let holding = site.edition.indexes.holdings.get(at)?;
    let archive = site.edition.indexes.entities.get(holding.archive)?;
    let links = Links::of(site, page);
    let pages = holding.held.len().div_ceil(PER_PAGE).max(1);
    let shown = holding.held.get(on_page(number, PER_PAGE, holding.held.len())).unwrap_or_default();
    let up = entity_href(site, &links, holding.archive);
    let title = format!("{}, {}", archive.name, label(holding));
    let paged = Paged { site, page, number, pages, subject: |page| Subject::Holding { holding: at, page } };
    Some(View {
        page: paged.frame(&title).described(Some(description(site, &title))).related("up", up.clone()),
        kicker: Some(Linked { text: archive.name.clone(), href: up.clone() }),
        title: raised(&label(holding)),
        extent: format!(
            "{} of this edition, in the order of the shelf.",
            raised(&count(holding.documents.len()))
        ),
        identity: None,
        tree: if number == 1 { tree(site, holding) } else { Vec::new() },
        shelves: shelves_of(site, &links, shown),
        pages: paged.links(),
        up: Some(Linked { text: format!("All of {}", archive.name), href: up }),
    })
}

fn description(site: &Site, title: &str) -> String {
    format!("Documents of {} from {title}", site.config.edition.title)
}

/// The numbers behind the first, down to the file.
fn behind(site: &Site, held: Held) -> Vec<Level> {
    let document = site.edition.documents.get(held.document);
    let levels = document.and_then(|document| held.shelfmark(document)).map(shelves).unwrap_or_default();
    levels.into_iter().skip(1).collect()
}

/// Numbers as written: `op. 11, d. 109`.
fn written(levels: &[Level]) -> String {
    let written = |level: &Level| format!("{} {}", level.label, level.value).trim().to_owned();
    levels.iter().map(written).collect::<Vec<_>>().join(", ")
}

/// What numbers are, however they are written.
fn known(levels: &[Level]) -> Vec<(String, String)> {
    levels.iter().map(shelving::shelf).collect()
}

/// An opis, and how many documents come from each delo of it.
struct Opis {
    level: Level,
    documents: Vec<usize>,
    below: Vec<(Vec<Level>, Vec<usize>)>,
}

/// The opisi of a fond with the dela in them, and how many documents come from each. Each is shown as its first
/// shelfmark has it.
fn tree(site: &Site, holding: &Holding) -> Vec<Branch> {
    let mut tree: Vec<Opis> = Vec::new();
    for held in &holding.held {
        let mut levels = behind(site, *held).into_iter();
        let Some(opis) = levels.next() else { continue };
        let delo: Vec<Level> = levels.collect();
        if tree.last().is_none_or(|last| shelving::shelf(&last.level) != shelving::shelf(&opis)) {
            tree.push(Opis { level: opis, documents: Vec::new(), below: Vec::new() });
        }
        let Some(Opis { documents, below, .. }) = tree.last_mut() else { continue };
        documents.push(held.document);
        match below.last_mut() {
            Some((last, documents)) if known(last) == known(&delo) => documents.push(held.document),
            _ if delo.is_empty() => {}
            _ => below.push((delo, vec![held.document])),
        }
    }
    let once = |mut documents: Vec<usize>| {
        documents.sort_unstable();
        documents.dedup();
        documents
    };
    let branch = |Opis { level, documents, below }: Opis| {
        let (total, documents) = (below.len(), once(documents));
        let delo = |(levels, documents): (Vec<Level>, Vec<usize>)| Branch {
            name: Linked { text: written(&levels), href: None },
            count: count(once(documents).len()),
            span: String::new(),
            below: Vec::new(),
            more: None,
        };
        Branch {
            name: Linked { text: written(std::slice::from_ref(&level)), href: None },
            count: count(documents.len()),
            span: span(site, &documents),
            below: below.into_iter().take(IN_TREE).map(delo).collect(),
            more: (total > IN_TREE).then(|| Linked::words(&format!("and {} more", total - IN_TREE))),
        }
    };
    tree.into_iter().map(branch).collect()
}

/// The documents of a page under the numbers behind the first; copies under a heading of their own.
fn shelves_of(site: &Site, links: &Links, documents: &[Held]) -> Vec<Shelf> {
    let mut shelves: Vec<Shelf> = Vec::new();
    let mut before = None;
    for held in documents {
        let Some(entry) = documents::entry(site, links, held.document) else { continue };
        let levels = behind(site, *held);
        let here = (known(&levels), held.copy.is_some());
        match shelves.last_mut() {
            Some(last) if before.as_ref() == Some(&here) => last.entries.push(entry),
            _ => {
                let path =
                    if levels.is_empty() { "Without a further number".to_owned() } else { written(&levels) };
                let label = if held.copy.is_some() { format!("{path}: copies") } else { path };
                let anchor = format!("s{}", shelves.len() + 1);
                shelves.push(Shelf { anchor, label, entries: vec![entry] });
            }
        }
        before = Some(here);
    }
    shelves
}
