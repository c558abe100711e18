//! How to cite a document: as its archive does, in the style of Chicago, and by the address of its page.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::Edition;
use crate::pages::dates::{Moment, moment, moment_of};
use crate::pages::frame::{Frame, Markup};
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::write::citation;

pub const KIND: PageKind = PageKind { name: "citation", template: "citation.html", list, view };

#[derive(Serialize)]
struct View {
    page: Frame,
    title: String,
    date: Option<Moment>,
    document: String,
    /// The archive's own citation, verbatim.
    archive: Option<String>,
    chicago_note: Markup,
    /// The address of the document's page on the web.
    page_address: Option<String>,
    version: String,
    edition_date: Option<Moment>,
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
    let chicago = citation::all(site, at).into_iter().find(|cited| cited.name == "chicago-note");
    let heading = format!("How to cite: {}", document.title.text);
    let view = View {
        page: Frame::new(site, page, Some(&heading)).related("up", Some(links.to(address))),
        title: document.title.text.clone(),
        date: document.date.as_ref().map(moment),
        document: links.to(address),
        archive: document.description.citation.clone(),
        chicago_note: Markup(chicago.map(|cited| cited.html).unwrap_or_default()),
        page_address: site.permanent(address),
        version: settings.version.clone().unwrap_or_else(|| "unreleased".to_owned()),
        edition_date: settings.date.as_deref().map(moment_of),
    };
    theme.render(KIND.template, &view)
}
