//! `_redirects`: which pages have moved as a whole, for those hosts that read it (Cloudflare Pages, Netlify, GitLab Pages). The page
//! at the old address leads on by itself; a host that knows of it tells search engines too.

use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::edition::{Departed, Edition};
use crate::model::published::{Address, Fate, PageName};
use crate::site::{Page, Site, url};

/// How many lines of the file Cloudflare Pages reads.
const MOST: usize = 2000;

pub fn list(edition: &Edition, config: &Config, _: &[Page]) -> Vec<String> {
    let any = config.publish.redirects && edition.departed.iter().any(|departed| moved(departed).is_some());
    Vec::from_iter(any.then(|| "_redirects".to_owned()))
}

pub fn write(site: &Site, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let base = url::base_path(site.config.edition.base_url.as_deref());
    let pairs = site.edition.departed.iter().filter_map(|departed| Some((&departed.page, moved(departed)?)));
    let pairs = pairs.flat_map(|(old, new)| addresses(old).into_iter().zip(addresses(&new.page)));
    let lines: Vec<String> = pairs
        .filter(|(_, new)| site.find(new).is_some())
        .map(|(old, new)| format!("{} {} 301\n", url::absolute(base, &old), url::absolute(base, &new)))
        .collect();
    if lines.len() > MOST {
        let message = format!("`_redirects` has {} lines, of which some hosts read {MOST}", lines.len());
        let hint = "the pages at the old addresses lead on all the same; take `redirects` out if the host refuses the file";
        diagnostics.push(Diagnostic::warning("many-redirects", message).hint(hint));
    }
    lines.concat().into_bytes()
}

/// Where a page has gone, if all places that were on it are there under the same names. A host is never told of the place that
/// a reader wants (RFC 3986, 3.5), so where one of them went elsewhere the page itself has to lead on.
fn moved(departed: &Departed) -> Option<&Address> {
    let Fate::Moved(to) = &departed.fate else { return None };
    let alike = departed.places.iter().all(|place| match &place.fate {
        Fate::Moved(now) => now.page == to.page && now.anchor == Some(place.anchor),
        Fate::Rests(_) => false,
    });
    (alike && to.anchor.is_none()).then_some(to)
}

/// The page of a name, and that of its citations.
fn addresses(page: &PageName) -> Vec<String> {
    match page {
        PageName::Document(id) => vec![format!("documents/{id}.html"), format!("documents/{id}.cite.html")],
        PageName::Essay(name) => vec![format!("{name}.html")],
    }
}
