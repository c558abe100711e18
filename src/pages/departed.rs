//! What readers find at addresses that are gone: the way on, or what was here. A page that moved needs no script, for each
//! place that was on it stands here with its own link; where scripts run, they go on by themselves.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::{Departed, Edition, Gone};
use crate::model::published::{Address, Anchor, Fate, PageName};
use crate::pages::essay;
use crate::pages::frame::Frame;
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::words::raised;

pub const KIND: PageKind = PageKind { name: "departed", template: "departed.html", list, view };

#[derive(Serialize)]
struct View {
    page: Frame,
    heading: &'static str,
    /// What it was called.
    title: String,
    what: &'static str,
    now: Option<Now>,
    why: Option<String>,
    places: Vec<GoneView>,
}

/// A place that was on a page.
#[derive(Serialize)]
pub struct GoneView {
    id: String,
    /// `Paragraph 7`
    label: String,
    words: String,
    now: Option<Now>,
    why: Option<String>,
}

/// Where something is now.
#[derive(Serialize)]
struct Now {
    label: String,
    href: String,
}

/// How the citation page of a document is called behind its id.
const CITE: &str = ".cite.html";

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    let mut pages = Vec::new();
    for (at, departed) in edition.departed.iter().enumerate() {
        let mut add = |address| pages.push(Page { address, kind: KIND.name, subject: Subject::Departed(at) });
        match &departed.page {
            PageName::Document(id) => {
                add(format!("documents/{id}.html"));
                add(format!("documents/{id}{CITE}"));
            }
            PageName::Essay(name) => add(format!("{name}.html")),
        }
    }
    pages
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let Subject::Departed(at) = page.subject else { return Err(missing(page)) };
    let Some(departed) = site.edition.departed.get(at) else { return Err(missing(page)) };
    theme.render(KIND.template, &view_of(site, page, departed))
}

fn view_of(site: &Site, page: &Page, departed: &Departed) -> View {
    let links = Links::of(site, page);
    let is_cite = page.address.ends_with(CITE);
    let heading = match departed.fate {
        Fate::Moved(_) => "This page has moved",
        Fate::Rests(_) => "This page has been withdrawn",
    };
    let target = match &departed.fate {
        Fate::Moved(to) => place_of(site, to, is_cite),
        Fate::Rests(_) => None,
    };
    let canonical = target.as_ref().map(|(subject, _)| subject);
    let canonical = canonical.and_then(|subject| site.address_of(subject));
    let (now, why) = fate(site, &links, &departed.fate, is_cite);
    let places = if is_cite { &[][..] } else { &departed.places };
    let title = match departed.title.as_str() {
        "" => departed.page.to_string(),
        title => title.to_owned(),
    };
    View {
        page: Frame::new(site, page, Some(&format!("{heading}: {title}")))
            .standing_for(canonical.and_then(|address| site.permanent(address)))
            .with_script(links.to("assets/js/moved.js")),
        heading,
        title,
        what: match departed.page {
            PageName::Document(_) => "document",
            PageName::Essay(_) => "page",
        },
        now,
        why,
        places: gone(site, &links, places),
    }
}

/// Places that are gone, as a page shows them.
pub fn gone(site: &Site, links: &Links, places: &[Gone]) -> Vec<GoneView> {
    let shown = places.iter().map(|gone| {
        let (now, why) = fate(site, links, &gone.fate, false);
        GoneView {
            id: gone.anchor.to_string(),
            label: raised(&label(gone.anchor)),
            words: gone.words.clone(),
            now,
            why,
        }
    });
    shown.collect()
}

fn label(anchor: Anchor) -> String {
    format!("{} {}", anchor.kind.name(), anchor.number)
}

fn fate(site: &Site, links: &Links, fate: &Fate, is_cite: bool) -> (Option<Now>, Option<String>) {
    let to = match fate {
        Fate::Moved(to) => to,
        Fate::Rests(why) => return (None, why.clone()),
    };
    let now = place_of(site, to, is_cite).and_then(|(subject, title)| {
        let page = links.about(site, &subject)?;
        let title = format!("“{title}”");
        Some(match to.anchor.filter(|_| !is_cite) {
            Some(anchor) => {
                Now { label: format!("{} of {title}", label(anchor)), href: format!("{page}#{anchor}") }
            }
            None => Now { label: title, href: page },
        })
    });
    (now, None)
}

/// The page of an address, and what it is called.
fn place_of(site: &Site, address: &Address, is_cite: bool) -> Option<(Subject, String)> {
    let edition = &site.edition;
    match &address.page {
        PageName::Document(id) => {
            let at = edition.find(id)?;
            let subject = if is_cite { Subject::Citation(at) } else { Subject::Document(at) };
            Some((subject, edition.documents.get(at)?.title.text.clone()))
        }
        PageName::Essay(name) => {
            let at = edition.essays.iter().position(|essay| essay.name == name.as_str())?;
            Some((Subject::Essay(at), essay::title(edition.essays.get(at)?)))
        }
    }
}
