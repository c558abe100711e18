//! The register of marks: which signs the edition uses, and every mark of each in its context, linked to its place.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::{Edition, Use, Uses};
use crate::pages::dates::{Moment, moment};
use crate::pages::frame::Frame;
use crate::pages::paging::{PageLink, Paged, beside, on_page};
use crate::pages::signs::{self, Drawing};
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::write::surroundings::surroundings;
use crate::write::walk;

pub const KIND: PageKind = PageKind { name: "apparatus", template: "apparatus.html", list, view };

/// How many marks stand on a page.
const PER_PAGE: usize = 200;

/// How much of a passage is shown on either side of a mark, in characters.
const AROUND: usize = 70;

/// How much of a mark's own words is shown, in characters.
const WORDS: usize = 120;

#[derive(Serialize)]
struct View {
    page: Frame,
    title: String,
    extent: String,
    /// On the first page of the register: the signs.
    signs: Vec<signs::Entry>,
    /// On the page of a sign: its marks, document by document.
    documents: Vec<DocumentView>,
    register: Option<String>,
    method: Option<String>,
    pages: Vec<PageLink>,
}

#[derive(Serialize)]
struct DocumentView {
    title: String,
    href: String,
    date: Option<Moment>,
    marks: Vec<MarkView>,
}

#[derive(Serialize)]
struct MarkView {
    href: String,
    before: String,
    drawn: Drawing,
    after: String,
    hand: Option<String>,
    place: Option<String>,
    /// Of the text around the mark.
    language: Option<String>,
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    let index =
        Page { address: "apparatus/index.html".to_owned(), kind: KIND.name, subject: Subject::Apparatus };
    let signs = edition.apparatus.iter().enumerate().flat_map(|(sign, uses)| {
        (1..=pages(uses)).map(move |page| Page {
            address: address(uses, page),
            kind: KIND.name,
            subject: Subject::Sign { sign, page },
        })
    });
    std::iter::once(index).chain(signs).collect()
}

fn pages(uses: &Uses) -> usize {
    uses.uses.len().div_ceil(PER_PAGE).max(1)
}

/// No sign has a point in its name.
fn address(uses: &Uses, page: usize) -> String {
    beside(&format!("apparatus/{}", uses.sign.name), page)
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let view = match page.subject {
        Subject::Apparatus => index(site, page),
        Subject::Sign { sign, page: number } => match site.edition.apparatus.get(sign) {
            Some(uses) => of_sign(site, page, sign, uses, number),
            None => return Err(missing(page)),
        },
        _ => return Err(missing(page)),
    };
    theme.render(KIND.template, &view)
}

fn index(site: &Site, page: &Page) -> View {
    let links = Links::of(site, page);
    let total: usize = site.edition.apparatus.iter().map(|uses| uses.uses.len()).sum();
    let signs = site.edition.apparatus.len();
    let extent = match total {
        0 => "No text of this edition uses a sign.".to_owned(),
        1 => "One mark in all texts of this edition.".to_owned(),
        _ => format!("{total} marks in all texts of this edition, of {signs} {}.", kinds(signs)),
    };
    View {
        page: Frame::new(site, page, Some("Apparatus"))
            .described(Some(format!("Every editorial mark of {}, by sign", site.config.edition.title))),
        title: "Apparatus".to_owned(),
        extent,
        signs: signs::vocabulary(site, &links),
        documents: Vec::new(),
        register: None,
        method: links.about(site, &Subject::Method),
        pages: Vec::new(),
    }
}

fn kinds(signs: usize) -> &'static str {
    if signs == 1 { "kind" } else { "kinds" }
}

fn of_sign(site: &Site, page: &Page, sign: usize, uses: &Uses, number: usize) -> View {
    let links = Links::of(site, page);
    let caption = crate::words::raised(&uses.sign.caption);
    let (total, pages) = (uses.uses.len(), pages(uses));
    let range = on_page(number, PER_PAGE, total);
    let shown = uses.uses.get(range.clone()).unwrap_or_default();
    let paged = Paged { site, page, number, pages, subject: |page| Subject::Sign { sign, page } };
    let meaning = crate::words::raised(&uses.sign.meaning);
    let extent = match (total, pages) {
        (1, _) => format!("{meaning}. One mark."),
        (_, 1) => format!("{meaning}. {total} marks, in the order of the documents."),
        _ => format!("{meaning}. Marks {} to {} of {total}.", range.start + 1, range.end),
    };
    View {
        page: paged
            .frame(&caption)
            .described(Some(format!("Marks of {}: {}", site.config.edition.title, uses.sign.meaning)))
            .related("up", links.about(site, &Subject::Apparatus)),
        title: caption,
        extent,
        signs: Vec::new(),
        documents: documents(site, &links, shown),
        register: links.about(site, &Subject::Apparatus),
        method: links.about(site, &Subject::Method),
        pages: paged.links(),
    }
}

/// The marks, gathered under their documents: each document is walked once.
fn documents(site: &Site, links: &Links, uses: &[Use]) -> Vec<DocumentView> {
    let groups = uses.chunk_by(|one, other| one.document == other.document);
    let view = |group: &[Use]| {
        let at = group.first()?.document;
        let document = site.edition.documents.get(at)?;
        let anchors = site.edition.anchors.get(at)?;
        let href = links.about(site, &Subject::Document(at))?;
        let marked = walk::marks(document);
        let around = surroundings(document, AROUND);
        let language = document.languages.text.first().cloned();
        let marks = group.iter().filter_map(|one| {
            let found = marked.binary_search_by_key(&one.ordinal, |marked| marked.mark.ordinal).ok()?;
            let mark = marked.get(found)?;
            let around = around.get(one.ordinal).cloned().unwrap_or_default();
            Some(MarkView {
                href: format!("{href}#{}", anchors.marks.get(one.ordinal)?),
                before: around.before,
                drawn: signs::drawing(mark, WORDS),
                after: around.after,
                hand: mark.mark.hand.clone(),
                place: mark.mark.place.clone(),
                language: language.clone(),
            })
        });
        Some(DocumentView {
            title: document.title.text.clone(),
            date: document.dated().map(moment),
            marks: marks.collect(),
            href,
        })
    };
    groups.filter_map(view).collect()
}
