//! Where the links of an essay lead that stay within the site: to a page by its address, or to a page by its source.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::model::edition::Essay;
use crate::site::links::Links;
use crate::site::{Page, Site, Subject, url};
use crate::write::essay::{essay, is_relative};

/// The link on a page to what an essay names by a path: as from the top of the site, or as from the essay's own file
/// where that is the path of a source (`../documents/letter.md`).
pub fn link(site: &Site, from_here: &Links<'_>, target: &str) -> String {
    let (path, rest) = parted(target);
    let page = source(site, path).and_then(|subject| from_here.about(site, &subject));
    page.map_or_else(|| from_here.from_top(target), |page| format!("{page}{rest}"))
}

/// The links of an essay that lead to nothing in the site, with their places in its text.
pub fn astray(site: &Site, at: usize) -> Vec<(Range<usize>, String)> {
    let Some(of_essay) = site.edition.essays.get(at) else { return Vec::new() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let links =
        Parser::new_ext(&of_essay.text, options).into_offset_iter().filter_map(
            |(event, range)| match event {
                Event::Start(Tag::Link { dest_url, .. }) if is_relative(&dest_url) => {
                    Some((range, dest_url.to_string()))
                }
                _ => None,
            },
        );
    links.filter(|(_, target)| !leads(site, at, of_essay, target)).collect()
}

fn leads(site: &Site, at: usize, of_essay: &Essay, target: &str) -> bool {
    let (path, rest) = parted(target);
    if path.is_empty() {
        return rest.strip_prefix('#').is_none_or(|place| has_place(site, at, of_essay, place));
    }
    let address = url::resolved(path);
    let index = if address.is_empty() { "index.html".to_owned() } else { format!("{address}index.html") };
    let is_folder = address.is_empty() || address.ends_with('/');
    site.find(if is_folder { &index } else { &address }).is_some()
        || source(site, path).is_some_and(|subject| site.address_of(&subject).is_some())
}

/// Whether a place is one of the essay's own. Those that stand on pages of ours have places beside theirs.
fn has_place(site: &Site, at: usize, of_essay: &Essay, place: &str) -> bool {
    let address = site.address_of(&Subject::Essay(at)).and_then(|address| site.find(address));
    let Some(page) = address else { return true };
    let id = |page: &Page| essay(site, page, &of_essay.text).as_str().contains(&format!("id=\"{place}\""));
    matches!(place, "" | "top" | "content") || id(page)
}

/// The page that is made of the source at a path, which starts at `content/pages`.
fn source(site: &Site, path: &str) -> Option<Subject> {
    let source = site.sources.find(&url::resolved(&format!("content/pages/{path}")))?;
    if let Some(at) = site.edition.of_source(source) {
        return Some(Subject::Document(at));
    }
    let at = site.edition.essays.iter().position(|essay| essay.source == source)?;
    match site.edition.essays.get(at)?.name.as_str() {
        "index" => Some(Subject::Home),
        "method" => Some(Subject::Method),
        _ => Some(Subject::Essay(at)),
    }
}

/// The path of a link, and what follows it.
fn parted(target: &str) -> (&str, &str) {
    target.split_at(target.find(['?', '#']).unwrap_or(target.len()))
}
