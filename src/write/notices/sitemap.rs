//! The pages of the site for those who look for what there is on the web (the protocol of sitemaps.org, 0.9).

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::date::Edtf;
use crate::model::edition::Edition;
use crate::site::{Page, Site, Subject};
use crate::write::dates::ends;
use crate::write::notices::changes;
use crate::write::tei::xml::Xml;

/// How many pages one file may list. With addresses of ordinary length this stays far below the 50 MB that it may have.
const LIMIT: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// One file, or an index and as many files as it takes.
pub fn list(_: &Edition, _: &Config, pages: &[Page]) -> Vec<String> {
    addresses(listed(pages).count(), LIMIT)
}

pub fn write(site: &Site, part: usize, _: &mut Diagnostics) -> Vec<u8> {
    written(site, part, LIMIT)
}

fn addresses(pages: usize, limit: usize) -> Vec<String> {
    let parts = if pages > limit { pages.div_ceil(limit) } else { 0 };
    let numbered = (1..=parts).map(|part| format!("sitemap-{part}.xml"));
    std::iter::once("sitemap.xml".to_owned()).chain(numbered).collect()
}

fn written(site: &Site, part: usize, limit: usize) -> Vec<u8> {
    let count = listed(site.pages()).count();
    let mut xml = Xml::default();
    xml.declaration();
    match part.checked_sub(1) {
        None if count > limit => index(site, &addresses(count, limit), &mut xml),
        None => urls(site, listed(site.pages()), &mut xml),
        Some(before) => urls(site, listed(site.pages()).skip(before * limit).take(limit), &mut xml),
    }
    xml.line();
    xml.into_bytes()
}

/// The pages that people read.
fn listed(pages: &[Page]) -> impl Iterator<Item = &Page> {
    pages.iter().filter(|page| {
        !matches!(
            page.subject,
            Subject::NotFound
                | Subject::Departed(_)
                | Subject::Export { .. }
                | Subject::Whole(_)
                | Subject::Notice { .. }
                | Subject::SearchIndex(_)
                | Subject::File(_)
        )
    })
}

fn index(site: &Site, addresses: &[String], xml: &mut Xml) {
    xml.tag("sitemapindex").attr("xmlns", NAMESPACE).open();
    for address in addresses.iter().skip(1).filter_map(|address| site.permanent(address)) {
        xml.line();
        xml.open("sitemap");
        xml.element("loc", &address);
        xml.close("sitemap");
    }
    xml.line();
    xml.close("sitemapindex");
}

fn urls<'a>(site: &Site, pages: impl Iterator<Item = &'a Page>, xml: &mut Xml) {
    xml.tag("urlset").attr("xmlns", NAMESPACE).open();
    for page in pages {
        let Some(address) = site.permanent(&page.address) else { continue };
        xml.line();
        xml.open("url");
        xml.element("loc", &address);
        if let Some(day) = changed(site, &page.subject) {
            xml.element("lastmod", &day);
        }
        xml.close("url");
    }
    xml.line();
    xml.close("urlset");
}

/// When a page was changed, as the edition says it; the time of the build would call all pages new.
fn changed(site: &Site, subject: &Subject) -> Option<String> {
    match subject {
        Subject::Document(at) => {
            changes::of(site.edition.documents.get(*at)?).into_iter().map(|change| change.day).max()
        }
        Subject::Home => {
            let date = ends(&Edtf::new(site.config.edition.date.as_deref()?)?)?;
            (!date.is_doubtful() && date.last.is_none()).then(|| date.first.to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use roxmltree::Document as Tree;

    use super::{addresses, written};
    use crate::config::Config;
    use crate::model::kept::Kept;
    use crate::site::{IndexFile, Page, Site, Subject};
    use crate::write::samples;

    /// An edition of one document with this many pages.
    fn site(pages: usize) -> Site {
        let mut document = samples::document(Vec::new());
        let change = |day: &str| {
            Kept::Table(vec![
                ("date".to_owned(), Kept::Date(day.to_owned())),
                ("what".to_owned(), Kept::Text("a note".to_owned())),
            ])
        };
        let changes = Kept::List(vec![change("2027-02-03"), change("2027-01-31")]);
        document.further.push(("changes".to_owned(), changes));
        let mut config = Config::default();
        config.edition.base_url = Some("https://example.org/a&b/".to_owned());
        config.edition.date = Some("2026-11-23".to_owned());
        let site = samples::site(document, config.clone());
        let page = |address: String, subject| Page { address, kind: "page", subject };
        let subjects = [Subject::Home, Subject::Document(0)].into_iter();
        let more = (1..pages - 1).map(|page| Subject::Documents { page });
        let listed =
            subjects.chain(more).enumerate().map(|(at, subject)| page(format!("{at}.html"), subject));
        let index = Subject::SearchIndex(IndexFile::Terms(0));
        let others = [Subject::NotFound, Subject::File(0), Subject::Whole("tei"), index].into_iter();
        let others = others.enumerate().map(|(at, subject)| page(format!("other-{at}"), subject));
        let Site { vocabulary, edition, sources, .. } = site;
        Site::new(config, vocabulary, edition, sources, listed.chain(others).collect())
    }

    #[test]
    fn no_file_lists_more_than_it_may() {
        let limit = 4;
        for (pages, parts) in [(4, 0), (5, 2), (8, 2), (9, 3)] {
            let site = site(pages);
            let files = addresses(pages, limit);
            assert_eq!(files.len(), parts + 1, "{files:?}");
            let mut found = Vec::new();
            for (part, file) in files.iter().enumerate() {
                let bytes = written(&site, part, limit);
                let text = String::from_utf8(bytes).unwrap();
                let tree = Tree::parse(&text).unwrap();
                let root = tree.root_element();
                assert_eq!(root.tag_name().namespace(), Some(super::NAMESPACE));
                let places = root.descendants().filter(|node| node.has_tag_name((super::NAMESPACE, "loc")));
                let places: Vec<&str> = places.filter_map(|node| node.text()).collect();
                assert!(places.len() <= limit && !places.is_empty(), "{text}");
                match root.tag_name().name() {
                    "sitemapindex" => {
                        let parts: Vec<String> =
                            files[1..].iter().map(|file| format!("https://example.org/a&b/{file}")).collect();
                        assert_eq!(
                            (places, file.as_str()),
                            (parts.iter().map(String::as_str).collect(), "sitemap.xml")
                        );
                    }
                    _ => found.extend(places.into_iter().map(str::to_owned)),
                }
            }
            let all: Vec<String> =
                (0..pages).map(|at| format!("https://example.org/a&b/{at}.html")).collect();
            assert_eq!(found, all);
        }
    }

    #[test]
    fn a_page_was_changed_when_the_edition_says_so() {
        let text = String::from_utf8(written(&site(3), 0, 9)).unwrap();
        let tree = Tree::parse(&text).unwrap();
        let days = tree.descendants().filter(|node| node.tag_name().name() == "url");
        let days: Vec<Option<&str>> =
            days.map(|url| url.children().find(|node| node.tag_name().name() == "lastmod")?.text()).collect();
        assert_eq!(days, [Some("2026-11-23"), Some("2027-02-03"), None]);
    }
}
