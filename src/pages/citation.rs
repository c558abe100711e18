//! How to cite a document: in every style, by files for citation managers, and by the address of its page and of each place
//! in it.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::{Edition, Provisional};
use crate::pages::dates::{Moment, moment, moment_of};
use crate::pages::document::Download;
use crate::pages::facets::Linked;
use crate::pages::frame::{Frame, Markup};
use crate::pages::places::{Places, places};
use crate::pages::{PageKind, document, errata, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::write::bibtex::{self, Dialect};
use crate::write::citation;
use crate::write::record::Record;
use crate::write::report::Report;

pub const KIND: PageKind = PageKind { name: "citation", template: "citation.html", list, view };

#[derive(Serialize)]
struct View {
    page: Frame,
    title: String,
    date: Option<Moment>,
    document: String,
    citations: Vec<CitedView>,
    biblatex: Option<String>,
    files: Vec<Download>,
    /// The address of the document's page on the web.
    page_address: Option<String>,
    version: String,
    /// Whether the addresses of places are kept.
    is_settled: bool,
    /// What has to be published before they are.
    until: &'static str,
    edition_date: Option<Moment>,
    /// The versions in which its text came or changed.
    history: Vec<Linked>,
    report: Option<String>,
    places: Option<Places>,
    /// How to cite the edition.
    cite: Option<String>,
}

#[derive(Serialize)]
pub(super) struct CitedView {
    name: String,
    label: String,
    /// Whether it is the archive's own words.
    verbatim: bool,
    html: Markup,
}

impl CitedView {
    pub fn is_verbatim(&self) -> bool {
        self.verbatim
    }
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    let documents = edition.documents.iter().enumerate();
    documents
        .map(|(at, document)| Page {
            address: format!("documents/{}.cite.html", document.id),
            kind: KIND.name,
            subject: Subject::Citation(at),
        })
        .collect()
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let Subject::Citation(at) = page.subject else { return Err(missing(page)) };
    let Some(document) = site.edition.documents.get(at) else { return Err(missing(page)) };
    let address = site.address_of(&Subject::Document(at)).ok_or_else(|| missing(page))?;
    let links = Links::of(site, page);
    let settings = &site.config.edition;
    let heading = format!("How to cite: {}", document.title.text);
    let record = Record::of(site, at);
    let view = View {
        page: Frame::new(site, page, Some(&heading))
            .related("up", Some(links.to(address)))
            .with_script(links.to("assets/js/cite.js")),
        title: document.title.text.clone(),
        date: document.dated().map(moment),
        document: links.to(address),
        citations: citations(site, at),
        biblatex: record.as_ref().map(|record| bibtex::entry(record, Dialect::BibLatex)),
        files: document::downloads(site, &links, at).into_iter().filter(|file| file.is_reference).collect(),
        page_address: site.permanent(address),
        is_settled: site
            .edition
            .anchors
            .get(at)
            .is_some_and(|anchors| anchors.provisional != Provisional::All),
        until: if site.edition.is_published { "the document" } else { "the edition" },
        version: settings.version_name().to_owned(),
        edition_date: settings.date.as_deref().map(moment_of),
        history: errata::of_document(site, &links, &document.id),
        report: Report::of(site, at).map(|report| report.link().to_owned()),
        places: places(site, at, address, &links.to(address)),
        cite: links.about(site, &Subject::Cite),
    };
    theme.render(KIND.template, &view)
}

/// The document in every style.
pub(super) fn citations(site: &Site, at: usize) -> Vec<CitedView> {
    let cited = citation::all(site, at).into_iter();
    cited
        .map(|cited| CitedView {
            verbatim: cited.name == "archive",
            name: cited.name,
            label: cited.label,
            html: Markup(cited.html),
        })
        .collect()
}
