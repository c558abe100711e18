//! What a host shows for an address that has no page.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::Edition;
use crate::pages::PageKind;
use crate::pages::frame::{Frame, Markup};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::write::essay::essay;

pub const KIND: PageKind = PageKind { name: "not-found", template: "not-found.html", list, view };

#[derive(Serialize)]
struct View {
    page: Frame,
    /// What the editor says instead of us: `content/pages/404.md`.
    text: Option<Markup>,
    documents: Option<String>,
}

fn list(_: &Edition, _: &Config) -> Vec<Page> {
    vec![Page { address: "404.html".to_owned(), kind: KIND.name, subject: Subject::NotFound }]
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let links = Links::of(site, page);
    let view = View {
        page: Frame::new(site, page, Some("There is no page at this address")),
        text: site.edition.essay("404").map(|text| Markup(essay(site, page, &text.text))),
        documents: links.about(site, &Subject::Documents { page: 1 }),
    };
    theme.render(KIND.template, &view)
}
