//! How to cite the edition, and a document in it; the files that hold the references of all documents.

use serde::Serialize;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::edition::Edition;
use crate::model::errata::Errata;
use crate::pages::PageKind;
use crate::pages::citation::{CitedView, citations};
use crate::pages::dates::{Moment, moment_of};
use crate::pages::frame::{Frame, Markup};
use crate::releases::{FOLDER, is_archive_of};
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::theme::Theme;
use crate::words::listed;
use crate::write::essay::essay;
use crate::write::{EXPORTS, edition};

pub const KIND: PageKind = PageKind { name: "cite", template: "cite.html", list, view };

#[derive(Serialize)]
struct View {
    page: Frame,
    title: String,
    text: Option<Markup>,
    citation: Markup,
    address: Option<String>,
    version: String,
    date: Option<Moment>,
    /// Who pays for the edition, in one line.
    funders: String,
    example: Option<Example>,
    references: Vec<File>,
    files: Vec<File>,
    /// The archives of the versions, as far as this copy has them.
    releases: Vec<Archive>,
    /// What each version changed.
    errata: Option<String>,
    /// Where this page always is, for whoever has a copy of a version that may be an old one.
    latest: Option<String>,
}

#[derive(Serialize)]
struct Archive {
    href: String,
    label: String,
    /// What has changed since the version before.
    changes: Option<String>,
}

/// A document of the edition, cited.
#[derive(Serialize)]
struct Example {
    title: String,
    href: String,
    cite: Option<String>,
    citations: Vec<CitedView>,
    /// The address of one of its paragraphs.
    paragraph: Option<String>,
}

#[derive(Serialize)]
struct File {
    href: String,
    label: &'static str,
    about: &'static str,
    media_type: Option<&'static str>,
}

fn list(_: &Edition, _: &Config) -> Vec<Page> {
    vec![Page { address: "cite/index.html".to_owned(), kind: KIND.name, subject: Subject::Cite }]
}

fn view(site: &Site, theme: &Theme, page: &Page) -> Result<String, Diagnostic> {
    let statement = site.edition.essay("cite");
    let title = statement.and_then(|essay| essay.title.clone()).unwrap_or_else(|| "How to cite".to_owned());
    let links = Links::of(site, page);
    let settings = &site.config.edition;
    let view = View {
        page: Frame::new(site, page, Some(&title))
            .described(Some(format!("How to cite {}, and a document in it", settings.title)))
            .with_script(links.to("assets/js/cite.js")),
        title,
        text: statement.map(|statement| Markup(essay(site, page, &statement.text))),
        citation: Markup(edition::citation(settings)),
        address: site.permanent(""),
        version: settings.version_name().to_owned(),
        date: settings.date.as_deref().map(moment_of),
        funders: listed(&settings.funders.iter().map(String::as_str).collect::<Vec<_>>()),
        example: example(site, &links),
        references: wholes(site, &links, true),
        files: files(site, &links),
        releases: releases(site, &links),
        errata: links.about(site, &Subject::Errata),
        latest: site.permanent(&page.address),
    };
    theme.render(KIND.template, &view)
}

fn releases(site: &Site, links: &Links) -> Vec<Archive> {
    let archives = site.pages().iter().filter_map(|page| {
        let label = page.address.strip_prefix(FOLDER)?.strip_prefix('/')?;
        (matches!(page.subject, Subject::File(_)) && label.ends_with(".zip")).then(|| Archive {
            href: links.to(&page.address),
            label: label.to_owned(),
            changes: changes(site, links, label),
        })
    });
    archives.collect()
}

/// What the version in an archive changed.
fn changes(site: &Site, links: &Links, archive: &str) -> Option<String> {
    let is_of = |errata: &Errata| is_archive_of(archive, &errata.version);
    let version = site.edition.errata.iter().position(is_of)?;
    links.about(site, &Subject::ErrataOf { version, page: 1 })
}

/// The first document, as an example for all.
fn example(site: &Site, links: &Links) -> Option<Example> {
    let document = site.edition.documents.first()?;
    let address = site.address_of(&Subject::Document(0))?;
    let passage = site.edition.anchors.first().and_then(|anchors| anchors.passages.last());
    Some(Example {
        title: document.title.text.clone(),
        href: links.to(address),
        cite: links.about(site, &Subject::Citation(0)),
        citations: citations(site, 0).into_iter().filter(|cited| !cited.is_verbatim()).collect(),
        paragraph: passage.and_then(|passage| Some(format!("{}#{passage}", site.permanent(address)?))),
    })
}

/// All documents in each form that citation managers take, or in each of the others, as far as the edition has them.
fn wholes(site: &Site, links: &Links, references: bool) -> Vec<File> {
    let kept = EXPORTS.iter().filter(|export| export.is_reference == references);
    let files = kept.filter_map(|export| {
        let whole = export.whole.as_ref()?;
        let href = links.about(site, &Subject::Whole(export.name))?;
        let label = whole.address.rsplit('/').next().unwrap_or(whole.address);
        Some(File { href, label, about: whole.about, media_type: Some(export.media_type) })
    });
    files.collect()
}

/// The other files that stand for the whole edition, those of them that it has.
fn files(site: &Site, links: &Links) -> Vec<File> {
    const NOTICES: [(&str, &str); 3] = [
        ("CITATION.cff", "the edition itself, for repositories of data and software"),
        ("cmif.xml", "who wrote to whom, when and where, for registers of correspondence (CMIF)"),
        ("feed.xml", "what changed, for feed readers (Atom)"),
    ];
    let notices = NOTICES.iter().filter_map(|(address, about)| {
        let page = site.find(address)?;
        Some(File { href: links.to(&page.address), label: address, about, media_type: None })
    });
    notices.chain(wholes(site, links, false)).collect()
}
