//! The title page: what the edition is, how much there is of it, and the ways in.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::date::{Date, Edtf};
use crate::model::edition::{Edition, Essay};
use crate::model::index::{Entity, How, Index};
use crate::pages::PageKind;
use crate::pages::dates::{Moment, moment, moment_of};
use crate::pages::facets::{Linked, entity_href};
use crate::pages::frame::{Frame, Markup};
use crate::pages::ways::{Way, way};
use crate::pages::words::one_line;
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::words::listed;
use crate::write::essay::essay;
use crate::write::notices::changes::{self, Change};

pub const KIND: PageKind = PageKind { name: "home", template: "home.html", list, view };

#[derive(Serialize)]
struct View {
    page: Frame,
    editors: String,
    publisher: Option<String>,
    count: usize,
    span: Option<Extent>,
    archives: Vec<Linked>,
    text: Option<Markup>,
    ways: Vec<Way>,
    changes: Vec<Changed>,
}

/// From when to when the documents are.
#[derive(Serialize)]
struct Extent {
    label: &'static str,
    first: Moment,
    last: Option<Moment>,
}

/// What was changed in a document.
#[derive(Serialize)]
struct Changed {
    date: Moment,
    document: Linked,
    what: String,
}

fn list(_: &Edition, _: &Config) -> Vec<Page> {
    vec![Page { address: "index.html".to_owned(), kind: KIND.name, subject: Subject::Home }]
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let settings = &site.config.edition;
    let links = Links::of(site, page);
    let text = site.edition.essay("index").map(|text| Markup(essay(site, page, &text.text)));
    let view = View {
        page: Frame::new(site, page, None).described(Some(description(site))),
        editors: listed(&settings.editors),
        publisher: settings.publisher.clone(),
        count: site.edition.proper().len(),
        span: extent(&site.edition),
        archives: archives(site, &links),
        text,
        ways: ways(site, &links),
        changes: changes(site, &links),
    };
    theme.render(KIND.template, &view)
}

fn description(site: &Site) -> String {
    let count = site.edition.proper().len();
    let noun = if count == 1 { "document" } else { "documents" };
    one_line(&format!("{}: an edition of {count} {noun}", site.config.edition.title))
}

/// The documents stand in the order of their first days, so the first date opens it; what closes it is the date that can lie
/// latest, for an interval may end behind all that begins after it. Of a date that is an interval, its own end.
fn extent(edition: &Edition) -> Option<Extent> {
    let dated = edition.proper().iter().filter_map(|document| document.dated());
    // Of a year that is not known there is no first or last.
    let is_known = |date: &&Date| date.edtf.as_ref().is_some_and(Edtf::has_year);
    let mut dated = dated.filter(is_known).peekable();
    let first: &Date = dated.peek().copied()?;
    let last = dated.max_by_key(|date| date.edtf.as_ref().map(|edtf| edtf.latest()))?;
    let ends = |date: &Date| {
        let written = date.edtf.as_ref()?.as_str().to_owned();
        let (from, to) = written.split_once('/')?;
        let is_known = |end: &str| !end.is_empty() && end != "..";
        (is_known(from) && is_known(to)).then(|| (from.to_owned(), to.to_owned()))
    };
    let one = first.edtf == last.edtf && ends(first).is_none();
    Some(Extent {
        label: if one { "Date" } else { "Dates" },
        first: ends(first).map_or_else(|| moment(first), |(from, _)| moment_of(&from)),
        last: (!one).then(|| ends(last).map_or_else(|| moment(last), |(_, to)| moment_of(&to))),
    })
}

/// How many archives are named one by one.
const ARCHIVES: usize = 8;

/// The archives that hold the documents; of many how many there are.
fn archives(site: &Site, links: &Links) -> Vec<Linked> {
    let indexes = &site.edition.indexes;
    let entities =
        indexes.list(Index::Archives).iter().filter_map(|at| Some((*at, indexes.entities.get(*at)?)));
    let holds = |(_, archive): &(usize, &Entity)| archive.uses.iter().any(|one| one.how == How::Held);
    let holding: Vec<(usize, &Entity)> = entities.filter(holds).collect();
    if holding.len() > ARCHIVES {
        let href = links.about(site, &Subject::Index { index: Index::Archives, page: 1 });
        // As many as the list has to which this leads: with those that hold copies.
        return vec![Linked { text: format!("{} archives", indexes.list(Index::Archives).len()), href }];
    }
    let name = |(at, archive): (usize, &Entity)| Linked {
        text: archive.name.clone(),
        href: entity_href(site, links, at),
    };
    holding.into_iter().map(name).collect()
}

/// How many changes are shown.
const CHANGES: usize = 5;

/// The latest changes that the documents tell of, the last one first.
fn changes(site: &Site, links: &Links) -> Vec<Changed> {
    let documents = site.edition.documents.iter().enumerate();
    let mut all: Vec<(usize, Change)> = documents
        .flat_map(|(at, document)| changes::of(document).into_iter().map(move |change| (at, change)))
        .collect();
    all.sort_by(|(_, one), (_, other)| other.day.cmp(&one.day));
    all.truncate(CHANGES);
    let shown = all.into_iter().filter_map(|(at, change)| {
        let text = site.edition.documents.get(at)?.title.text.clone();
        let href = links.about(site, &Subject::Document(at));
        Some(Changed { date: moment_of(&change.day), document: Linked { text, href }, what: change.what })
    });
    shown.collect()
}

fn ways(site: &Site, links: &Links) -> Vec<Way> {
    let to = |subject: Subject| way(site, links, &subject);
    // Of an index also how much there is of it.
    let of_index = |index: Index| {
        let way = to(Subject::Index { index, page: 1 })?;
        Some(Way { text: format!("{}: {}", site.edition.indexes.list(index).len(), way.text), ..way })
    };
    let of_essay = |(at, text): (usize, &Essay)| {
        let href = links.about(site, &Subject::Essay(at))?;
        Some(Way { label: super::essay::title(text), href, text: String::new() })
    };
    let mut ways: Vec<Way> = to(Subject::Documents { page: 1 }).into_iter().collect();
    let matter = super::documents::matter(site, links);
    ways.extend(matter.map(|(label, href, text)| Way { label, href, text }));
    ways.extend(Index::ALL.into_iter().filter_map(of_index));
    ways.extend([Subject::Chronology, Subject::Transmission { page: 1 }].into_iter().filter_map(to));
    ways.extend(site.edition.essays.iter().enumerate().filter_map(of_essay));
    ways.extend(to(Subject::Search));
    if !site.edition.apparatus.is_empty() {
        ways.extend(to(Subject::Apparatus));
    }
    ways.extend(to(Subject::Method));
    ways
}
