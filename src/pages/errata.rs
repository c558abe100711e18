//! What each version of the edition changed, word by word: a page of all versions, and pages of each.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::errata::{Amended, Change, Errata, RunFate};
use crate::model::id::Id;
use crate::model::published::PageName;
use crate::pages::dates::{Moment, moment_of};
use crate::pages::facets::Linked;
use crate::pages::frame::Frame;
use crate::pages::paging::{PageLink, Paged, on_page};
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::words::listed;

pub const KIND: PageKind = PageKind { name: "errata", template: "errata.html", list, view };

/// How many documents stand on a page.
const PER_PAGE: usize = 100;

#[derive(Serialize)]
struct View {
    page: Frame,
    heading: String,
    /// Of all versions the versions, of one of them its documents.
    versions: Vec<VersionView>,
    version: Option<VersionView>,
    documents: Vec<AmendedView>,
    /// The page of all versions.
    all: Option<String>,
    pages: Vec<PageLink>,
}

/// A version and what it changed.
#[derive(Serialize)]
struct VersionView {
    version: String,
    date: Moment,
    since: String,
    href: String,
    /// `2 documents are new and 1 has changed`
    extent: String,
}

#[derive(Serialize)]
struct AmendedView {
    id: String,
    document: Linked,
    was: Option<String>,
    /// Of what another one it has become a part.
    into: Option<Linked>,
    /// Why it was withdrawn.
    why: Option<String>,
    /// Where the documents of a kind begin.
    heading: Option<&'static str>,
    /// Of the text; BCP 47.
    language: Option<String>,
    lines: Vec<Vec<RunView>>,
}

#[derive(Serialize)]
struct RunView {
    words: String,
    fate: &'static str,
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    if edition.errata.is_empty() {
        return Vec::new();
    }
    let page = |address, subject| Page { address, kind: KIND.name, subject };
    let mut pages = vec![page("errata/index.html".to_owned(), Subject::Errata)];
    for (version, errata) in edition.errata.iter().enumerate() {
        for number in 1..=count(errata) {
            pages.push(page(address(errata, number), Subject::ErrataOf { version, page: number }));
        }
    }
    pages
}

fn count(errata: &Errata) -> usize {
    errata.documents.len().div_ceil(PER_PAGE).max(1)
}

fn address(errata: &Errata, page: usize) -> String {
    match page {
        1 => format!("errata/{}.html", errata.slug()),
        page => format!("errata/{}-page-{page}.html", errata.slug()),
    }
}

/// A version that changed a document, and the link to what it changed.
pub fn of_document(site: &Site, links: &Links, id: &Id<Document>) -> Vec<Linked> {
    let places = site.edition.amended(id).into_iter().filter_map(|(version, place)| {
        let errata = site.edition.errata.get(version)?;
        let amended = errata.documents.get(place)?;
        let page = links.about(site, &Subject::ErrataOf { version, page: place / PER_PAGE + 1 })?;
        let what = match amended.change {
            Change::New => "came with",
            Change::Changed(_) => "changed in",
            Change::Renamed => "got its name in",
            Change::Joined(_) => "became part of another in",
            Change::Withdrawn(_) => "was withdrawn in",
        };
        Some(Linked {
            text: format!("{what} version {}", errata.version),
            href: Some(format!("{page}#d-{}", amended.id)),
        })
    });
    places.collect()
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let links = Links::of(site, page);
    let view = match page.subject {
        Subject::Errata => view_of_all(site, page, &links),
        Subject::ErrataOf { version, page: number } => {
            view_of_one(site, page, &links, version, number).ok_or_else(|| missing(page))?
        }
        _ => return Err(missing(page)),
    };
    theme.render(KIND.template, &view)
}

fn view_of_all(site: &Site, page: &Page, links: &Links) -> View {
    let heading = "What has changed".to_owned();
    let versions = site.edition.errata.iter().enumerate();
    let versions = versions.map(|(at, errata)| version_view(site, links, at, errata));
    View {
        page: Frame::new(site, page, Some(&heading)).described(Some(format!(
            "What each version of {} has changed, word by word",
            site.config.edition.title
        ))),
        heading,
        versions: versions.collect(),
        version: None,
        documents: Vec::new(),
        all: None,
        pages: Vec::new(),
    }
}

fn view_of_one(site: &Site, page: &Page, links: &Links, version: usize, number: usize) -> Option<View> {
    let errata = site.edition.errata.get(version)?;
    let pages = count(errata);
    let paged = Paged { site, page, number, pages, subject: |page| Subject::ErrataOf { version, page } };
    let heading = format!("What version {} changed", errata.version);
    let mut last = "";
    let shown = errata.documents.get(on_page(number, PER_PAGE, errata.documents.len())).unwrap_or_default();
    let documents = shown.iter().map(|amended| amended_view(site, links, amended, &mut last)).collect();
    Some(View {
        page: paged
            .frame(&heading)
            .described(Some(format!(
                "What version {} of {} changed against version {}, word by word",
                errata.version, site.config.edition.title, errata.since
            )))
            .related("up", links.about(site, &Subject::Errata)),
        heading,
        versions: Vec::new(),
        version: Some(version_view(site, links, version, errata)),
        documents,
        all: links.about(site, &Subject::Errata),
        pages: paged.links(),
    })
}

fn version_view(site: &Site, links: &Links, version: usize, errata: &Errata) -> VersionView {
    VersionView {
        version: errata.version.clone(),
        date: moment_of(&errata.date),
        since: errata.since.clone(),
        href: links.about(site, &Subject::ErrataOf { version, page: 1 }).unwrap_or_default(),
        extent: extent(errata),
    }
}

/// `1 document is new, 2 have changed and 1 was withdrawn`
fn extent(errata: &Errata) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    errata.documents.iter().for_each(|one| *counts.entry(kind(&one.change)).or_default() += 1);
    let count = |change: &str| counts.get(change).copied().unwrap_or(0);
    let said = [
        ("new", "is", "are"),
        ("changed", "has", "have"),
        ("renamed", "was", "were"),
        ("put together with another", "was", "were"),
        ("withdrawn", "was", "were"),
    ];
    let said = said.map(|(change, one, many)| match count(change) {
        0 => None,
        1 => Some(format!("1 {one} {change}")),
        count => Some(format!("{count} {many} {change}")),
    });
    let said: Vec<String> = said.into_iter().flatten().collect();
    let noun = if errata.documents.len() == 1 { "document" } else { "documents" };
    match said.split_first() {
        Some((first, rest)) => {
            let mut words = first.splitn(2, ' ');
            let count = words.next().unwrap_or_default();
            let noun = if count == "1" { "document" } else { noun };
            let opened = format!("{count} {noun} {}", words.next().unwrap_or_default());
            listed(&[&[opened], rest].concat())
        }
        None => "Nothing has changed".to_owned(),
    }
}

/// What happened to a document.
fn kind(change: &Change) -> &'static str {
    match change {
        Change::New => "new",
        Change::Changed(_) => "changed",
        Change::Renamed => "renamed",
        Change::Joined(_) => "put together with another",
        Change::Withdrawn(_) => "withdrawn",
    }
}

fn amended_view(site: &Site, links: &Links, amended: &Amended, last: &mut &'static str) -> AmendedView {
    let heading = amended.change.heading();
    let at = site.edition.find(&amended.id);
    let lines = match &amended.change {
        Change::Changed(lines) => lines.as_slice(),
        Change::New | Change::Renamed | Change::Joined(_) | Change::Withdrawn(_) => &[],
    };
    let runs = lines.iter().map(|line| {
        let run = line.iter().map(|run| RunView {
            words: run.words.clone(),
            fate: match run.fate {
                RunFate::Stayed => "stayed",
                RunFate::Went => "went",
                RunFate::Came => "came",
            },
        });
        run.collect()
    });
    AmendedView {
        id: amended.id.to_string(),
        document: Linked { text: amended.title.clone(), ..linked(site, links, &amended.id) },
        was: amended.was.as_ref().map(ToString::to_string),
        into: match &amended.change {
            Change::Joined(into) => Some(linked(site, links, into)),
            _ => None,
        },
        why: match &amended.change {
            Change::Withdrawn(why) => why.clone(),
            _ => None,
        },
        heading: (std::mem::replace(last, heading) != heading).then_some(heading),
        language: at.and_then(|at| language(site.edition.documents.get(at)?)),
        lines: runs.collect(),
    }
}

/// A document, or the page that says where it has gone.
fn linked(site: &Site, links: &Links, id: &Id<Document>) -> Linked {
    let name = || PageName::Document(id.clone());
    let is_gone = || site.edition.departed.iter().position(|departed| departed.page == name());
    let subject = match site.edition.find(id) {
        Some(at) => Some(Subject::Document(at)),
        None => is_gone().map(Subject::Departed),
    };
    let title = site.edition.find(id).and_then(|at| site.edition.documents.get(at));
    Linked {
        text: title.map_or_else(|| id.to_string(), |document| document.title.text.clone()),
        href: subject.and_then(|subject| links.about(site, &subject)),
    }
}

/// The language of a text that has one alone.
fn language(document: &Document) -> Option<String> {
    match document.versions.as_slice() {
        [version] => version.language.clone(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::extent;
    use crate::model::errata::{Amended, Change, Errata};
    use crate::model::id::Id;

    #[test]
    fn what_a_version_changed_is_counted() {
        #[track_caller]
        fn check(new: usize, changed: usize, withdrawn: usize, expected: &str) {
            let amended = |change: Change| Amended {
                id: Id::new("a").unwrap(),
                was: None,
                title: String::new(),
                change,
            };
            let documents = [
                (new, Change::New),
                (changed, Change::Changed(Vec::new())),
                (withdrawn, Change::Withdrawn(None)),
            ];
            let documents =
                documents.iter().flat_map(|(count, change)| vec![amended(change.clone()); *count]);
            let errata = Errata {
                version: "2".to_owned(),
                date: "2027-01-31".to_owned(),
                since: "1".to_owned(),
                documents: documents.collect(),
            };
            assert_eq!(extent(&errata), expected);
        }
        check(1, 0, 0, "1 document is new");
        check(2, 1, 3, "2 documents are new, 1 has changed and 3 were withdrawn");
        check(0, 2, 1, "2 documents have changed and 1 was withdrawn");
        check(0, 0, 0, "Nothing has changed");
    }
}
