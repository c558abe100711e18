//! The pages of a long list, and how one leads to the others.

use serde::Serialize;

/// How many pages of the list a page leads to on either side, beside the first and the last.
const AROUND: usize = 4;

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
pub fn page_links(
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
