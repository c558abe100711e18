//! The title page: what the edition is, how much there is of it, and the ways in.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::date::Date;
use crate::model::edition::Edition;
use crate::pages::PageKind;
use crate::pages::dates::{Moment, moment};
use crate::pages::frame::{Frame, Markup};
use crate::pages::words::one_line;
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::words::listed;
use crate::write::essay::essay;

pub const KIND: PageKind = PageKind { name: "home", template: "home.html", list, view };

#[derive(Serialize)]
struct View {
    page: Frame,
    editors: String,
    publisher: Option<String>,
    count: usize,
    span: Option<Extent>,
    archives: Vec<String>,
    text: Option<Markup>,
    ways: Vec<Way>,
}

/// From when to when the documents are.
#[derive(Serialize)]
struct Extent {
    label: &'static str,
    first: Moment,
    last: Option<Moment>,
}

#[derive(Serialize)]
struct Way {
    label: String,
    href: String,
    text: &'static str,
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
        count: site.edition.documents.len(),
        span: extent(&site.edition),
        archives: archives(&site.edition),
        text,
        ways: ways(site, &links),
    };
    theme.render(KIND.template, &view)
}

fn description(site: &Site) -> String {
    let count = site.edition.documents.len();
    let noun = if count == 1 { "document" } else { "documents" };
    one_line(&format!("{}: an edition of {count} {noun}", site.config.edition.title))
}

/// The documents stand in the order of their dates, so the first and the last date are the ends.
fn extent(edition: &Edition) -> Option<Extent> {
    let mut dated = edition.documents.iter().filter_map(|document| document.date.as_ref());
    let mut dated = dated.by_ref().filter(|date| date.edtf.is_some());
    let first: &Date = dated.next()?;
    let last = dated.next_back().filter(|last| last.edtf != first.edtf);
    Some(Extent {
        label: if last.is_some() { "Dates" } else { "Date" },
        first: moment(first),
        last: last.map(moment),
    })
}

fn archives(edition: &Edition) -> Vec<String> {
    let names: BTreeSet<&str> =
        edition.documents.iter().filter_map(|document| document.description.repository.as_deref()).collect();
    names.into_iter().map(str::to_owned).collect()
}

fn ways(site: &Site, links: &Links) -> Vec<Way> {
    let mut ways = Vec::new();
    let mut add = |label: String, subject: &Subject, text: &'static str| {
        ways.extend(links.about(site, subject).map(|href| Way { label, href, text }));
    };
    add("Documents".to_owned(), &Subject::Documents { page: 1 }, "all of them, in the order of their dates");
    for (at, text) in site.edition.essays.iter().enumerate() {
        add(super::essay::title(text), &Subject::Essay(at), "");
    }
    add("Search".to_owned(), &Subject::Search, "words, phrases and names, and whose words they are");
    if !site.edition.apparatus.is_empty() {
        let text = "every mark that the editors made, by its sign";
        add("Apparatus".to_owned(), &Subject::Apparatus, text);
    }
    add("Method".to_owned(), &Subject::Method, "how the texts were made, and what their signs mean");
    ways
}
