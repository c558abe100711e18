//! The kinds of pages, one row each in [`PAGES`]: which pages there are of a kind, and what each shows.
//! A page is viewed as plain data and filled into its template; this room writes no HTML.

mod apparatus;
mod archives;
mod card;
mod chronology;
mod citation;
mod cite;
mod dates;
mod departed;
mod document;
mod documents;
mod endings;
mod entity;
mod errata;
mod essay;
mod exchange;
mod facets;
mod frame;
mod home;
mod index;
mod method;
mod not_found;
mod paging;
mod places;
mod reading;
mod search;
mod signs;
mod transmission;
mod ways;
mod words;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::id::Id;
use crate::model::published::{Address, Fate, PageName};
use crate::site::{Page, Site, Subject};
use crate::source::Sources;
use crate::theme::Theme;
use crate::write::EXPORTS;
use crate::write::notices::NOTICES;

/// A kind of page.
pub struct PageKind {
    /// What [`Page::kind`] says.
    pub name: &'static str,
    /// The template that its view is filled into.
    pub template: &'static str,
    /// The pages of this kind that an edition has, in order.
    pub list: fn(&Edition, &Config) -> Vec<Page>,
    /// One of them, written.
    pub view: fn(&Site, &Theme, &Page) -> Result<String, Diagnostic>,
}

/// Every kind of page.
pub static PAGES: &[PageKind] = &[
    home::KIND,
    documents::KIND,
    document::KIND,
    citation::KIND,
    index::KIND,
    entity::KIND,
    exchange::KIND,
    archives::KIND,
    chronology::KIND,
    transmission::KIND,
    apparatus::KIND,
    method::KIND,
    cite::KIND,
    errata::KIND,
    endings::KIND,
    essay::KIND,
    search::KIND,
    departed::KIND,
    not_found::KIND,
];

/// What every page says of its version at its foot.
pub fn release(config: &Config) -> String {
    frame::release(config.edition.version.as_deref(), config.edition.date.as_deref())
}

/// The kind of that name.
pub fn kind(name: &str) -> Option<&'static PageKind> {
    PAGES.iter().find(|kind| kind.name == name)
}

/// Everything the site of an edition consists of. `files` are the addresses of what is copied as it is.
pub fn plan(edition: &Edition, config: &Config, sources: &Sources, files: &[String]) -> Vec<Page> {
    let mut pages: Vec<Page> = PAGES.iter().flat_map(|kind| (kind.list)(edition, config)).collect();
    for document in 0..edition.documents.len() {
        pages.extend(side_files(edition, config, sources, document));
    }
    pages.extend(files_of_departed(edition, config, sources));
    pages.extend(whole_files(config));
    pages.extend(search::files(edition, config, sources));
    notices(edition, config, &mut pages);
    pages.extend(files.iter().enumerate().map(|(at, address)| Page {
        address: address.clone(),
        kind: "file",
        subject: Subject::File(at),
    }));
    pages
}

/// The other forms of a document that stand beside its page.
fn side_files(edition: &Edition, config: &Config, sources: &Sources, document: usize) -> Vec<Page> {
    let id = edition.documents.get(document).map(|described| &described.id);
    id.map(|id| files_of(edition, config, sources, document, id)).unwrap_or_default()
}

/// The files of documents that have another id now are at their old addresses too: no file can lead on as a page does.
fn files_of_departed(edition: &Edition, config: &Config, sources: &Sources) -> Vec<Page> {
    let files = edition.departed.iter().filter_map(|departed| match (&departed.page, &departed.fate) {
        (PageName::Document(old), Fate::Moved(Address { page: PageName::Document(new), anchor: None })) => {
            Some(files_of(edition, config, sources, edition.find(new)?, old))
        }
        _ => None,
    });
    files.flatten().collect()
}

/// The other forms of a document, under a name.
fn files_of(
    edition: &Edition,
    config: &Config,
    sources: &Sources,
    document: usize,
    id: &Id<Document>,
) -> Vec<Page> {
    let Some(described) = edition.documents.get(document) else { return Vec::new() };
    let files = EXPORTS.iter().filter(|export| export.side_file && is_wanted(config, export.name));
    files
        .map(|export| Page {
            address: export.address(id, sources.get(described.source)),
            kind: "export",
            subject: Subject::Export { document, export: export.name },
        })
        .collect()
}

/// The forms in which all documents stand in one file.
fn whole_files(config: &Config) -> impl Iterator<Item = Page> {
    let exports = EXPORTS.iter().filter(|export| is_wanted(config, export.name));
    exports.filter_map(|export| {
        let address = export.whole.as_ref()?.address.to_owned();
        Some(Page { address, kind: "export", subject: Subject::Whole(export.name) })
    })
}

/// What machines are told of the edition as a whole, where it says at which address it is published.
fn notices(edition: &Edition, config: &Config, pages: &mut Vec<Page>) {
    if config.edition.base_url.is_none() {
        return;
    }
    for notice in NOTICES {
        let addresses = (notice.list)(edition, config, pages).into_iter().enumerate();
        pages.extend(addresses.map(|(part, address)| Page {
            address,
            kind: "notice",
            subject: Subject::Notice { name: notice.name, part },
        }));
    }
}

fn is_wanted(config: &Config, export: &str) -> bool {
    config.build.outputs.iter().any(|output| output == export)
}

/// What a page says of itself when its subject is none of the edition's.
fn missing(page: &Page) -> Diagnostic {
    Diagnostic::error("no-such-page", format!("the edition has nothing to show at `{}`", page.address))
}

#[cfg(test)]
mod tests {
    use super::{kind, plan};
    use crate::config::Config;
    use crate::model::edition::{Anchors, Edition, Essay};
    use crate::read::documents;
    use crate::read::phrases::Vocabulary;
    use crate::site::Site;
    use crate::source::Sources;
    use crate::theme::Theme;

    /// An edition whose every field tries to be markup.
    fn site(documents_of: &[&str]) -> Site {
        let mut sources = Sources::default();
        let vocabulary = Vocabulary::default();
        let ids: Vec<_> = documents_of
            .iter()
            .enumerate()
            .map(|(at, text)| sources.add(format!("content/documents/d{at}.md"), (*text).into()))
            .collect();
        let documents: Vec<_> = ids.iter().flat_map(|id| documents(sources.get(*id), &vocabulary)).collect();
        let names = |letter: char| (1..40).map(|number| format!("{letter}{number}")).collect::<Vec<_>>();
        let anchors = documents
            .iter()
            .map(|_| Anchors {
                passages: names('p'),
                marks: names('m'),
                notes: names('n'),
                ..Anchors::default()
            })
            .collect();
        let source = sources.add("content/pages/about.md", "<script>x</script>".into());
        let essay = |name: &str| Essay {
            name: name.to_owned(),
            title: Some("A <b>".to_owned()),
            text: "<script>x</script>".to_owned(),
            source,
        };
        let mut config = Config::default();
        config.edition.title = "E \"><img onerror=x>".to_owned();
        config.edition.base_url = Some("https://example.org/edition/".to_owned());
        // The words around are English all the same, and the pages say so.
        config.edition.language = "ko".to_owned();
        let essays = ["index", "method", "404", "about"].map(essay).into();
        let marks: Vec<_> = documents.iter().map(crate::resolve::marks).collect();
        let apparatus = crate::resolve::apparatus(marks.iter().map(Vec::as_slice));
        let edition = Edition::new(documents, anchors, apparatus, essays);
        let pages = plan(&edition, &config, &sources, &["assets/css/edition.css".to_owned()]);
        Site::new(config, Default::default(), edition, sources, pages)
    }

    const HOSTILE: &str = "+++\ntitle = 'T \"><img onerror=x>'\nfrom = '<script>'\nsummary = '<script>'\n\
        [source]\nurl = 'javascript:alert(1)'\ncitation = '<script>'\n+++\n\n\
        <script>x</script> [inserted by hand: <img onerror=x>] [sic]\n";

    #[test]
    fn every_page_has_its_address() {
        let site = site(&["+++\ntitle = 'A'\n+++\n\nText.\n"]);
        let addresses: Vec<&str> = site.pages().iter().map(|page| page.address.as_str()).collect();
        let expected = [
            "index.html",
            "documents/index.html",
            "documents/d0.html",
            "documents/d0.cite.html",
            "apparatus/index.html",
            "method/index.html",
            "cite/index.html",
            "endings/index.html",
            "about.html",
            "search/index.html",
            "404.html",
            "documents/d0.xml",
            "documents/d0.txt",
            "documents/d0.ris",
            "documents/d0.bib",
            "documents/d0.csl.json",
            "documents/d0.source.md",
            "edition.tei.xml",
            "cite/references.ris",
            "cite/references.bib",
            "cite/references.csl.json",
            "search/contents.js",
            "search/years.js",
            "search/facet-person.js",
            "search/facet-place.js",
            "search/facet-archive.js",
            "search/facet-language.js",
            "search/terms-0.js",
            "search/spellings-0.js",
            "search/postings-0.js",
            "search/places-0.js",
            "search/texts-0.js",
            "feed.xml",
            "sitemap.xml",
            "assets/css/edition.css",
        ];
        assert_eq!(addresses, expected);
    }

    #[test]
    fn the_navigation_leads_to_the_list_the_method_and_the_essays() {
        let site = site(&["+++\ntitle = 'A'\n+++\n\nText.\n"]);
        let theme = Theme::new(&[]).unwrap_or_else(|found| panic!("{found:?}"));
        let check = |address: &str, expected: &str| {
            let page = site.find(address).unwrap_or_else(|| panic!("{address}"));
            let kind = kind(page.kind).unwrap_or_else(|| panic!("{address}"));
            let html = (kind.view)(&site, &theme, page).unwrap_or_else(|found| panic!("{found:?}"));
            let list = html.split_once("<ul>\n").and_then(|(_, rest)| rest.split_once("\n</ul>"));
            assert_eq!(list.map(|(list, _)| list), Some(expected), "{address}");
        };
        check(
            "documents/d0.html",
            "<li><a href=\"index.html\" aria-current=\"true\">Documents</a></li>\n\
             <li><a href=\"../method/index.html\">Method</a></li>\n\
             <li><a href=\"../cite/index.html\">Cite</a></li>\n\
             <li><a href=\"../about.html\">A &lt;b&gt;</a></li>",
        );
        check(
            "about.html",
            "<li><a href=\"documents/index.html\">Documents</a></li>\n\
             <li><a href=\"method/index.html\">Method</a></li>\n\
             <li><a href=\"cite/index.html\">Cite</a></li>\n\
             <li><a href=\"about.html\" aria-current=\"page\">A &lt;b&gt;</a></li>",
        );
    }

    #[test]
    fn nothing_of_a_source_becomes_markup() {
        let site = site(&[HOSTILE, "plain text without a heading\n"]);
        let theme = Theme::new(&[]).unwrap_or_else(|found| panic!("{found:?}"));
        for page in site.pages() {
            let Some(kind) = kind(page.kind) else { continue };
            let html = (kind.view)(&site, &theme, page).unwrap_or_else(|found| panic!("{found:?}"));
            let top =
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta http-equiv=\"Content-Security-Policy\"";
            assert!(html.starts_with(top), "{html}");
            for payload in ["<script>", "<img", "href=\"javascript:", " style=", " title=\"", " onerror=x>\""]
            {
                assert!(!html.contains(payload), "{payload} in {}:\n{html}", page.address);
            }
        }
    }

    #[test]
    fn the_method_page_names_the_element_of_tei() {
        let site = site(&["+++\ntitle = 'A'\n+++\n\nText [inserted by hand: more].\n"]);
        let theme = Theme::new(&[]).unwrap_or_else(|found| panic!("{found:?}"));
        let page = site.find("method/index.html").unwrap_or_else(|| panic!("no page"));
        let html =
            (super::method::KIND.view)(&site, &theme, page).unwrap_or_else(|found| panic!("{found:?}"));
        assert!(html.contains("<td class=\"tei\"><code>&lt;add&gt;</code></td>"), "{html}");
    }

    #[test]
    fn a_section_without_a_label_has_no_heading() {
        let export = "## **October 12, 1948**\n\n### **A letter**\n\nWords above.\n\n\
            #### **Fields:**\n\nWords below.\n\n#### **Contents:**\n\nText.\n";
        let site = site(&[export]);
        let sections = &site.edition.documents[0].sections;
        assert!(sections.iter().any(|section| section.label.is_empty()), "{sections:?}");
        let theme = Theme::new(&[]).unwrap_or_else(|found| panic!("{found:?}"));
        let page = site.find("documents/d0.html").unwrap_or_else(|| panic!("no page"));
        let html =
            (super::document::KIND.view)(&site, &theme, page).unwrap_or_else(|found| panic!("{found:?}"));
        assert!(!html.contains("<h2></h2>"), "{html}");
        assert!(html.contains("<section class=\"further\">\n<p>Words above.</p>\n</section>"), "{html}");
        assert!(html.contains("<section class=\"further\">\n<h2>Fields</h2>\n<p>Words below.</p>"), "{html}");
    }

    #[test]
    fn only_the_page_for_a_missing_address_starts_its_links_at_the_host() {
        let site = site(&[HOSTILE]);
        let theme = Theme::new(&[]).unwrap_or_else(|found| panic!("{found:?}"));
        for page in site.pages() {
            let Some(kind) = kind(page.kind) else { continue };
            let html = (kind.view)(&site, &theme, page).unwrap_or_else(|found| panic!("{found:?}"));
            let rooted = html.contains("href=\"/edition/assets/css/edition.css\"");
            assert_eq!(rooted, page.address == "404.html", "{}", page.address);
            assert_eq!(html.contains("rel=\"canonical\""), page.address != "404.html", "{}", page.address);
        }
    }
}
