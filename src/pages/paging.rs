//! The pages of a long list: their addresses, and how one leads to the others.

use std::ops::Range;

use serde::Serialize;

use crate::pages::frame::Frame;
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};

/// How many pages of the list a page leads to on either side, beside the first and the last.
const AROUND: usize = 4;

/// The address of a page of a list that has a folder of its own: `people/index.html`, `people/page-2.html`.
pub fn in_folder(folder: &str, page: usize) -> String {
    match page {
        1 => format!("{folder}/index.html"),
        page => format!("{folder}/page-{page}.html"),
    }
}

/// The address of a page of one of many lists in a folder: `people/stalin.html`, `people/stalin.page-2.html`. What has no
/// point in its name has no page that takes the address of another one.
pub fn beside(stem: &str, page: usize) -> String {
    match page {
        1 => format!("{stem}.html"),
        page => format!("{stem}.page-{page}.html"),
    }
}

/// A page of a list among all of them.
pub struct Paged<'a, S> {
    pub site: &'a Site,
    pub page: &'a Page,
    /// Which of the pages it is, counted from 1.
    pub number: usize,
    /// How many pages the list has.
    pub pages: usize,
    /// What each of them is about.
    pub subject: S,
}

impl<S: Fn(usize) -> Subject> Paged<'_, S> {
    /// What stands around the page: it is called by its number too where it is not the first, and leads to that before it and
    /// that behind it.
    pub fn frame(&self, title: &str) -> Frame {
        let Paged { site, page, number, .. } = self;
        let numbered = (*number > 1).then(|| format!("{title}, page {number}"));
        Frame::new(site, page, Some(numbered.as_deref().unwrap_or(title)))
            .related("prev", self.href(number.saturating_sub(1)))
            .related("next", self.href(number.saturating_add(1)))
    }

    /// The pages that this one leads to.
    pub fn links(&self) -> Vec<PageLink> {
        self.links_spanning(|_| String::new())
    }

    /// The same, and from where to where each goes.
    pub fn links_spanning(&self, span: impl Fn(usize) -> String) -> Vec<PageLink> {
        page_links(self.pages, self.number, |number| self.href(number).unwrap_or_default(), span)
    }

    fn href(&self, number: usize) -> Option<String> {
        Links::of(self.site, self.page).about(self.site, &(self.subject)(number))
    }
}

/// Which of so many things stand on a page.
pub fn on_page(number: usize, per_page: usize, total: usize) -> Range<usize> {
    let start = number.saturating_sub(1).saturating_mul(per_page).min(total);
    start..start.saturating_add(per_page).min(total)
}

/// A page of a list as another one leads to it.
#[derive(Serialize)]
pub struct PageLink {
    number: usize,
    href: String,
    /// From where to where, in a word or two; may be empty.
    span: String,
    current: bool,
    /// Whether pages are left out before it.
    after_gap: bool,
}

/// The pages that one of them leads to: the first, the last and those around it; none where it is the only one. To
/// lead to all of them from each would take time and space with the square of the edition's size.
fn page_links(
    pages: usize,
    current: usize,
    href: impl Fn(usize) -> String,
    span: impl Fn(usize) -> String,
) -> Vec<PageLink> {
    if pages < 2 {
        return Vec::new();
    }
    let mut before = 0;
    let shown = near(pages, current).into_iter().map(|number| {
        let after_gap = std::mem::replace(&mut before, number) + 1 < number;
        PageLink { number, href: href(number), span: span(number), current: number == current, after_gap }
    });
    shown.collect()
}

fn near(pages: usize, current: usize) -> Vec<usize> {
    let around = current.saturating_sub(AROUND).max(1)..=(current + AROUND).min(pages);
    let first = (!around.contains(&1)).then_some(1);
    let last = (!around.contains(&pages)).then_some(pages);
    first.into_iter().chain(around).chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn a_page_leads_to_the_ends_and_its_neighbours() {
        let check = |pages, current, expected: &[usize]| assert_eq!(near(pages, current), expected);
        check(3, 2, &[1, 2, 3]);
        check(9, 5, &[1, 2, 3, 4, 5, 6, 7, 8, 9]);
        check(1000, 1, &[1, 2, 3, 4, 5, 1000]);
        check(1000, 500, &[1, 496, 497, 498, 499, 500, 501, 502, 503, 504, 1000]);
        check(1000, 1000, &[1, 996, 997, 998, 999, 1000]);
    }
}
