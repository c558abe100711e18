//! The page of a document: what it is, its text, where the original lies, the signs it uses, what comes
//! before and after.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::document::{Document, Section};
use crate::model::edition::{Anchors, Edition};
use crate::model::entity::Party;
use crate::model::index::Realm;
use crate::pages::card::{self, card};
use crate::pages::dates::{Moment, heading as date_of, spoken};
use crate::pages::departed::{self, GoneView};
use crate::pages::facets::{Linked, name_link, party_link};
use crate::pages::frame::{Frame, Markup};
use crate::pages::reading::{inferred, reading};
use crate::pages::signs::{self, legend};
use crate::pages::words::shortened;
use crate::pages::{PageKind, missing};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::write::record::number;
use crate::write::report::Report;
use crate::write::{citation, export, head, html};

pub const KIND: PageKind = PageKind { name: "document", template: "document.html", list, view };

/// How much of a summary search engines are given, in characters.
const DESCRIPTION: usize = 300;

#[derive(Serialize)]
struct View {
    page: Frame,
    id: String,
    kind: Option<String>,
    title: String,
    date: Option<Moment>,
    from: Vec<PartyView>,
    to: Vec<PartyView>,
    archive: Option<String>,
    archive_page: Option<String>,
    inferred: Option<String>,
    summary: Option<String>,
    reading: String,
    transcription: Markup,
    notes: Markup,
    original: Vec<card::Entry>,
    cite: Option<String>,
    /// The note that scripts put behind a quotation, without the address at its end.
    note: Option<String>,
    report: Option<String>,
    downloads: Vec<Download>,
    signs: Vec<signs::Entry>,
    method: Option<String>,
    sections: Vec<SectionView>,
    is_matter: bool,
    neighbours: Vec<Neighbour>,
    exchanges: Vec<ExchangeView>,
    /// What was published on this page and is not here any more.
    gone: Vec<GoneView>,
}

#[derive(Serialize)]
struct PartyView {
    name: String,
    href: Option<String>,
    role: Option<String>,
    place: Option<Linked>,
}

/// What two parties sent each other, and where this document stands in it.
#[derive(Serialize)]
struct ExchangeView {
    label: String,
    href: String,
    number: usize,
    count: usize,
    before: Option<Linked>,
    after: Option<Linked>,
}

#[derive(Serialize)]
pub(super) struct Download {
    #[serde(skip)]
    pub is_reference: bool,
    label: &'static str,
    href: String,
    media_type: &'static str,
}

/// A section of the source that has no field: paragraphs of lines.
#[derive(Serialize)]
struct SectionView {
    label: String,
    paragraphs: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct Neighbour {
    rel: &'static str,
    side: &'static str,
    href: String,
    date: Option<String>,
    title: String,
}

fn list(edition: &Edition, _: &Config) -> Vec<Page> {
    let documents = edition.documents.iter().enumerate();
    documents
        .map(|(at, document)| Page {
            address: format!("documents/{}.html", document.id),
            kind: KIND.name,
            subject: Subject::Document(at),
        })
        .collect()
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let Subject::Document(at) = page.subject else { return Err(missing(page)) };
    let Some(document) = site.edition.documents.get(at) else { return Err(missing(page)) };
    theme.render(KIND.template, &view_of(site, page, at, document))
}

fn view_of(site: &Site, page: &Page, at: usize, document: &Document) -> View {
    let links = Links::of(site, page);
    let none = Anchors::default();
    let anchors = site.edition.anchors.get(at).map_or(&none, AsRef::as_ref);
    View {
        page: frame(site, page, &links, at, document),
        id: document.id.to_string(),
        kind: document.kind.clone().or_else(|| Some(document.matter()?.title().to_owned())),
        title: document.title.text.clone(),
        date: document.dated().map(date_of),
        from: document.from.iter().map(|one| party(site, &links, document, one)).collect(),
        to: document.to.iter().map(|one| party(site, &links, document, one)).collect(),
        archive: document.description.location(),
        archive_page: archive_page(site, &links, document),
        inferred: inferred(document),
        summary: document.summary.clone(),
        reading: reading(document, &site.config),
        transcription: Markup(html::transcription(site, at)),
        notes: Markup(html::notes(site, at)),
        original: card(site, &links, document),
        cite: links.about(site, &Subject::Citation(at)),
        note: note(site, at),
        report: Report::of(site, at).map(|report| report.link().to_owned()),
        downloads: downloads(site, &links, at),
        signs: legend(site, &links, document, anchors),
        method: links.about(site, &Subject::Method),
        sections: document.sections.iter().map(section).collect(),
        is_matter: document.matter().is_some(),
        neighbours: neighbours(site, &links, at),
        exchanges: exchanges(site, &links, at),
        gone: departed::gone(site, &links, site.edition.gone.get(&at).map_or(&[], Vec::as_slice)),
    }
}

fn frame(site: &Site, page: &Page, links: &Links, at: usize, document: &Document) -> Frame {
    let [before, after] =
        beside(site, at).map(|at| at.and_then(|at| links.about(site, &Subject::Document(at))));
    // Its summary and nothing else: Zotero takes what stands here for the abstract.
    let description = document.summary.as_deref().map(|text| shortened(text, DESCRIPTION));
    let head = head::document(site, page, at, description.as_deref());
    Frame::new(site, page, Some(&heading(document)))
        .described(description)
        .with_head(head)
        .related("prev", before)
        .related("next", after)
        .related("up", links.about(site, &Subject::Documents { page: 1 }))
        .with_script(links.to("assets/js/view.js"))
        .with_script(links.to("assets/js/cite.js"))
}

/// What the page is called: its number in the edition, where it has one, and its title.
fn heading(document: &Document) -> String {
    match number(document) {
        Some(number) => format!("{number}. {}", document.title.text),
        None => document.title.text.clone(),
    }
}

fn party(site: &Site, links: &Links, document: &Document, party: &Party) -> PartyView {
    let linked = party_link(site, links, document, party);
    PartyView {
        name: linked.text,
        href: linked.href,
        role: party.role.as_ref().map(|role| role.text.clone()),
        place: party.place.as_ref().map(|place| name_link(site, links, Realm::Places, &place.text)),
    }
}

fn note(site: &Site, at: usize) -> Option<String> {
    let note = citation::one(site, at, "chicago-note")?.text;
    let address = site.address_of(&Subject::Document(at)).and_then(|address| site.permanent(address));
    let end = address.map_or_else(|| ".".to_owned(), |address| format!(", {address}."));
    Some(note.strip_suffix(&end).unwrap_or(&note).to_owned())
}

fn archive_page(site: &Site, links: &Links, document: &Document) -> Option<String> {
    let repository = document.description.repository.as_deref()?;
    name_link(site, links, Realm::Archives, repository).href
}

pub(super) fn downloads(site: &Site, links: &Links, document: usize) -> Vec<Download> {
    let wanted = site.config.build.outputs.iter().filter_map(|name| export(name));
    let files = wanted.filter_map(|export| {
        let subject = Subject::Export { document, export: export.name };
        let href = links.about(site, &subject)?;
        Some(Download {
            is_reference: export.is_reference,
            label: export.label,
            href,
            media_type: export.media_type,
        })
    });
    files.collect()
}

fn section(section: &Section) -> SectionView {
    let paragraphs = section.text.split("\n\n").map(|paragraph| {
        paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    });
    SectionView {
        label: section.label.trim().trim_end_matches(':').to_owned(),
        paragraphs: paragraphs.filter(|lines: &Vec<String>| !lines.is_empty()).collect(),
    }
}

/// What stands before and behind it: of a document the ones before and after it in time, of what stands around
/// documents its neighbours in the volume.
fn beside(site: &Site, at: usize) -> [Option<usize>; 2] {
    let edition = &site.edition;
    let kin = |one: usize| {
        let (own, other) = (edition.documents.get(at)?, edition.documents.get(one)?);
        let is_kin = match (own.matter(), other.matter()) {
            (None, None) => true,
            (Some(_), Some(_)) => own.description.collection == other.description.collection,
            _ => false,
        };
        is_kin.then_some(one)
    };
    [at.checked_sub(1).and_then(kin), at.checked_add(1).and_then(kin)]
}

fn neighbours(site: &Site, links: &Links, at: usize) -> Vec<Neighbour> {
    let is_matter = at >= site.edition.proper().len();
    let sides = if is_matter { ["Before", "After"] } else { ["Earlier", "Later"] };
    let sides = ["prev", "next"].into_iter().zip(sides).zip(beside(site, at));
    let found = sides.filter_map(|((rel, side), at)| {
        let at = at?;
        let document = site.edition.documents.get(at)?;
        Some(Neighbour {
            rel,
            side,
            href: links.about(site, &Subject::Document(at))?,
            date: document.dated().map(spoken),
            title: document.title.text.clone(),
        })
    });
    found.collect()
}

fn exchanges(site: &Site, links: &Links, at: usize) -> Vec<ExchangeView> {
    let indexes = &site.edition.indexes;
    let of_document = indexes.exchanges_of.get(&at).map(Vec::as_slice).unwrap_or_default();
    let view = |exchange: &usize| {
        let known = indexes.exchanges.get(*exchange)?;
        let place = known.documents.binary_search(&at).ok()?;
        let linked = |place: Option<usize>| {
            let at = *known.documents.get(place?)?;
            let document = site.edition.documents.get(at)?;
            let date = document.dated().map(spoken);
            let text = date.unwrap_or_else(|| document.title.text.clone());
            Some(Linked { text, href: links.about(site, &Subject::Document(at)) })
        };
        Some(ExchangeView {
            label: format!("Correspondence of {}", super::exchange::title(site, *exchange)?),
            href: links.about(site, &Subject::Exchange { exchange: *exchange, page: 1 })?,
            number: place + 1,
            count: known.documents.len(),
            before: linked(place.checked_sub(1)),
            after: linked(place.checked_add(1)),
        })
    };
    of_document.iter().filter_map(view).collect()
}
