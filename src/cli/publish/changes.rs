//! What publishing would change on the branch: which files come, change and go, by their kinds. This room must not know how
//! the two sites came to be.

use std::collections::BTreeMap;

use crate::pages::PAGES;
use crate::site::{Page, Site, Subject};

/// A file, and what happens to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub fate: Fate,
    pub address: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    Added,
    Changed,
    Removed,
}

impl Fate {
    pub fn name(self) -> &'static str {
        match self {
            Fate::Added => "added",
            Fate::Changed => "changed",
            Fate::Removed => "removed",
        }
    }
}

/// Reads what `git diff-tree -r -z --name-status` says: a letter and a path in turn.
pub fn read(listed: &str) -> Vec<Change> {
    let mut fields = listed.split('\0');
    let mut changes = Vec::new();
    while let (Some(letter), Some(address)) = (fields.next(), fields.next()) {
        let fate = match letter.trim() {
            "A" => Fate::Added,
            "D" => Fate::Removed,
            _ => Fate::Changed,
        };
        changes.push(Change { fate, address: address.to_owned() });
    }
    changes
}

/// `added: pages (3), tei (1)`: a line for each fate that there is.
pub fn summary(site: &Site, changes: &[Change]) -> Vec<String> {
    let mut counts: BTreeMap<(Fate, &'static str), usize> = BTreeMap::new();
    for change in changes {
        *counts.entry((change.fate, kind_at(site, &change.address))).or_default() += 1;
    }
    let line = |fate: Fate| {
        let parts = counts.iter().filter(|((other, _), _)| *other == fate);
        let parts: Vec<String> = parts.map(|((_, kind), count)| format!("{kind} ({count})")).collect();
        (!parts.is_empty()).then(|| format!("{}: {}", fate.name(), parts.join(", ")))
    };
    [Fate::Added, Fate::Changed, Fate::Removed].into_iter().filter_map(line).collect()
}

/// What a page or file of the site is, in the words of a report.
pub fn kind(page: &Page) -> &'static str {
    match &page.subject {
        _ if PAGES.iter().any(|kind| kind.name == page.kind) => PAGE,
        Subject::Export { export, .. } => export,
        Subject::Whole(export) => export,
        Subject::Notice { .. } => "files for other programs",
        _ if page.address.starts_with("images/") => "pictures",
        _ => "styles, scripts and copies",
    }
}

const PAGE: &str = "pages";

/// The same of an address; the site may have had it once and have it no more.
fn kind_at(site: &Site, address: &str) -> &'static str {
    match site.find(address) {
        Some(page) => kind(page),
        None if address.ends_with(".html") => PAGE,
        None if address.starts_with("images/") => "pictures",
        None => "other files",
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Fate, read};

    #[test]
    fn what_git_lists_is_read() {
        let change = |fate, address: &str| Change { fate, address: address.to_owned() };
        assert_eq!(read(""), []);
        assert_eq!(
            read("A\0a b.html\0M\0ж.xml\0D\0c\n.txt\0T\0d\0"),
            [
                change(Fate::Added, "a b.html"),
                change(Fate::Changed, "ж.xml"),
                change(Fate::Removed, "c\n.txt"),
                change(Fate::Changed, "d"),
            ]
        );
    }
}
