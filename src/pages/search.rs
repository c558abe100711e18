//! The search page: the form, the editor's own explanation or ours, and the ways that need no script. What it looks
//! into is written by `write::search`.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::Edition;
use crate::model::index::Index;
use crate::pages::frame::{Frame, Markup};
use crate::pages::ways::{Way, way};
use crate::pages::{PageKind, is_wanted};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::source::Sources;
use crate::theme::Theme;
use crate::write::essay::essay;
use crate::write::search::FOLDER;
use crate::write::search::shape::Shape;

pub const KIND: PageKind = PageKind { name: "search", template: "search.html", list, view };

/// The scripts of the page, in the order in which they need each other.
const SCRIPTS: [&str; 9] =
    ["words", "romanised", "numbers", "index", "query", "phrase", "rank", "context", "page"];

#[derive(Serialize)]
struct View {
    page: Frame,
    title: String,
    text: Option<Markup>,
    count: usize,
    ways: Vec<Way>,
}

fn list(_: &Edition, config: &Config) -> Vec<Page> {
    let page = Page { address: format!("{FOLDER}/index.html"), kind: KIND.name, subject: Subject::Search };
    Vec::from_iter(is_wanted(config, "search").then_some(page))
}

/// The files that the page looks into.
pub fn files(edition: &Edition, config: &Config, sources: &Sources) -> Vec<Page> {
    if !is_wanted(config, "search") {
        return Vec::new();
    }
    let files = Shape::of(edition, sources).files();
    files
        .map(|(file, name)| Page {
            address: format!("{FOLDER}/{name}.js"),
            kind: "export",
            subject: Subject::SearchIndex(file),
        })
        .collect()
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let own = site.edition.essay("search");
    let title = own.and_then(|essay| essay.title.clone()).unwrap_or_else(|| "Search".to_owned());
    let links = Links::of(site, page);
    let mut frame = Frame::new(site, page, Some(&title))
        .described(Some(format!("Search the documents of {}", site.config.edition.title)));
    for script in SCRIPTS {
        frame = frame.with_script(links.to(&format!("assets/js/search/{script}.js")));
    }
    let view = View {
        page: frame,
        title,
        text: own.map(|own| Markup(essay(site, page, &own.text))),
        count: site.edition.proper().len(),
        ways: ways(site, &links),
    };
    theme.render(KIND.template, &view)
}

/// The ways that need no script.
fn ways(site: &Site, links: &Links) -> Vec<Way> {
    let index = |index| Subject::Index { index, page: 1 };
    let all = [
        Subject::Documents { page: 1 },
        index(Index::People),
        index(Index::Places),
        index(Index::Archives),
        index(Index::Subjects),
        Subject::Chronology,
        Subject::Apparatus,
        Subject::Method,
        Subject::Whole("tei"),
    ];
    all.iter().filter_map(|subject| way(site, links, subject)).collect()
}
