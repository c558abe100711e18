//! The method page: the editor's own statement, and every sign that the texts use with its meaning.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::Edition;
use crate::pages::PageKind;
use crate::pages::frame::{Frame, Markup};
use crate::pages::signs::{Entry, vocabulary};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::write::essay::essay;

pub const KIND: PageKind = PageKind { name: "method", template: "method.html", list, view };

#[derive(Serialize)]
struct View {
    page: Frame,
    title: String,
    text: Option<Markup>,
    signs: Vec<Entry>,
    register: Option<String>,
    endings: Option<String>,
}

fn list(_: &Edition, _: &Config) -> Vec<Page> {
    vec![Page { address: "method/index.html".to_owned(), kind: KIND.name, subject: Subject::Method }]
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let statement = site.edition.essay("method");
    let title = statement.and_then(|essay| essay.title.clone()).unwrap_or_else(|| "Method".to_owned());
    let links = Links::of(site, page);
    let view = View {
        page: Frame::new(site, page, Some(&title))
            .described(Some(format!("How the texts of {} were made", site.config.edition.title))),
        title,
        text: statement.map(|statement| Markup(essay(site, page, &statement.text))),
        signs: vocabulary(site, &links),
        register: links.about(site, &Subject::Apparatus),
        endings: links.about(site, &Subject::Endings),
    };
    theme.render(KIND.template, &view)
}
