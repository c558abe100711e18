//! The links of one page to the others. This room knows where pages are and not what they show.

use crate::site::{Page, Site, Subject, url};

/// Makes the links of one page.
#[derive(Clone, Copy, Debug)]
pub struct Links<'a> {
    from: &'a str,
    /// The path on the host that links start from, where they cannot be relative.
    root: Option<&'a str>,
}

impl<'a> Links<'a> {
    /// The page that is shown for a missing address stands at any depth, so its links start at the host.
    pub fn of(site: &'a Site, page: &'a Page) -> Links<'a> {
        let rooted = page.subject == Subject::NotFound;
        Links {
            from: &page.address,
            root: rooted.then(|| url::base_path(site.config.edition.base_url.as_deref())),
        }
    }

    /// The link to an address of the site.
    pub fn to(&self, address: &str) -> String {
        match self.root {
            Some(root) => url::absolute(root, address),
            None => url::relative(self.from, address),
        }
    }

    /// The link to the page about this, where there is one.
    pub fn about(&self, site: &Site, subject: &Subject) -> Option<String> {
        site.address_of(subject).map(|address| self.to(address))
    }

    /// The link that was written for a page at the top of the site: the same place, from this page. A place
    /// on the page itself (`#s-dates`) stays what it is.
    pub fn from_top(&self, written: &str) -> String {
        let end = written.find(['?', '#']).unwrap_or(written.len());
        let (path, rest) = written.split_at(end);
        if path.is_empty() {
            return written.to_owned();
        }
        let link = self.to(&url::resolved(path));
        let link = if link.is_empty() { "./" } else { &link };
        format!("{link}{rest}")
    }

    /// The way up to the top of the site.
    pub fn top(&self) -> String {
        self.root.map_or_else(|| url::up(self.from), str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::Links;

    #[test]
    fn links_written_for_the_top_hold_everywhere() {
        let check = |from: &str, root: Option<&str>, written: &str, link: &str| {
            assert_eq!(Links { from, root }.from_top(written), link, "{written} on {from}");
        };
        check("index.html", None, "about.html", "about.html");
        check("method/index.html", None, "about.html", "../about.html");
        check("method/index.html", None, "./method/index.html#s-a", "index.html#s-a");
        check("method/index.html", None, "../about.html?a=b/c#d", "../about.html?a=b/c#d");
        check("method/index.html", None, "#s-a", "#s-a");
        check("method/index.html", None, "images/leaf%201.jpg", "../images/leaf%201.jpg");
        check("method/index.html", None, "documents/", "../documents/");
        check("about.html", None, "./", "./");
        check("404.html", Some("/edition/"), "about.html#a", "/edition/about.html#a");
        check("404.html", Some("/"), "../..", "/");
    }
}
