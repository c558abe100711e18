//! The editor's essays, each a page of its own.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::{Edition, Essay};
use crate::pages::frame::{Frame, Markup};
use crate::pages::{PageKind, missing};
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::words::raised;
use crate::write::essay::essay;

pub const KIND: PageKind = PageKind { name: "essay", template: "essay.html", list, view };

#[derive(Serialize)]
struct View {
    page: Frame,
    title: String,
    text: Markup,
}

/// What an essay is called; one without a title is called by its name.
pub fn title(essay: &Essay) -> String {
    if let Some(title) = &essay.title {
        return title.clone();
    }
    raised(&essay.name.replace('-', " "))
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    let essays = edition.essays.iter().enumerate();
    let own = essays.filter(|(_, essay)| !Essay::OF_PAGES.contains(&essay.name.as_str()));
    own.map(|(at, essay)| Page {
        address: format!("{}.html", essay.name),
        kind: KIND.name,
        subject: Subject::Essay(at),
    })
    .collect()
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let Subject::Essay(at) = page.subject else { return Err(missing(page)) };
    let Some(text) = site.edition.essays.get(at) else { return Err(missing(page)) };
    let title = title(text);
    let view = View {
        page: Frame::new(site, page, Some(&title)),
        title,
        text: Markup(essay(site, page, &text.text)),
    };
    theme.render(KIND.template, &view)
}
