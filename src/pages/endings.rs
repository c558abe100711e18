//! How the edition is made to last: the principles of the Endings Project, and how it keeps each of them.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::endings::{Facts, PARTS, PROJECT, Principle, State};
use crate::model::edition::Edition;
use crate::pages::PageKind;
use crate::pages::frame::{Frame, Markup};
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::write::essay::essay;

pub const KIND: PageKind = PageKind { name: "endings", template: "endings.html", list, view };

#[derive(Serialize)]
struct View {
    page: Frame,
    title: String,
    text: Option<Markup>,
    /// Where the principles stand.
    project: &'static str,
    kept: usize,
    all: usize,
    parts: Vec<PartView>,
}

#[derive(Serialize)]
struct PartView {
    name: &'static str,
    principles: Vec<PrincipleView>,
}

#[derive(Serialize)]
struct PrincipleView {
    number: &'static str,
    name: &'static str,
    asks: &'static str,
    /// For style sheets: `kept`, `not-kept`, `open`.
    state: &'static str,
    /// The same for readers.
    verdict: &'static str,
    words: String,
}

fn list(_: &Edition, _: &Config) -> Vec<Page> {
    vec![Page { address: "endings/index.html".to_owned(), kind: KIND.name, subject: Subject::Endings }]
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let statement = site.edition.essay("endings");
    let title = statement.and_then(|essay| essay.title.clone()).unwrap_or_else(|| "Made to last".to_owned());
    // A page knows nothing of the others: what it says follows from the settings, and from how pages are made.
    let facts = Facts::default();
    let principle = |principle: &Principle| {
        let answer = (principle.answer)(site, &facts);
        PrincipleView {
            number: principle.number,
            name: principle.name,
            asks: principle.asks,
            state: answer.state.name(),
            verdict: answer.state.words(),
            words: answer.words,
        }
    };
    let parts: Vec<PartView> = PARTS
        .iter()
        .map(|(name, principles)| PartView { name, principles: principles.iter().map(principle).collect() })
        .collect();
    let all = || parts.iter().flat_map(|part| &part.principles);
    let view = View {
        page: Frame::new(site, page, Some(&title)).described(Some(format!(
            "How {} is made to last, by the principles of the Endings Project",
            site.config.edition.title
        ))),
        title,
        text: statement.map(|statement| Markup(essay(site, page, &statement.text))),
        project: PROJECT,
        kept: all().filter(|principle| principle.state == State::Kept.name()).count(),
        all: all().count(),
        parts,
    };
    theme.render(KIND.template, &view)
}
