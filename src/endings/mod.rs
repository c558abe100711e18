//! Whether an edition is made to last: the principles of the Endings Project (2.2.1), one row of [`PARTS`] each, with how an
//! edition keeps it. This room knows the site and, where somebody has looked, what its pages are like; it makes none of them.
//!
//! The words are ours; the principles stand at <https://endings.uvic.ca/principles.html>.

mod data;
mod look;
mod products;
mod releases;

use crate::site::Site;
use crate::words::counted;

pub use crate::endings::look::{Found, Look, Seen};
pub use crate::endings::products::SCRIPTS;

/// Where the principles stand.
pub const PROJECT: &str = "https://endings.uvic.ca/principles.html";

/// A principle, and how an edition keeps it.
pub struct Principle {
    /// By the part of the list that it stands in, and its place there: `4.3`.
    pub number: &'static str,
    pub name: &'static str,
    /// What it asks for.
    pub asks: &'static str,
    pub answer: fn(&Site, &Facts) -> Answer,
}

/// The parts of the list, with the principles of each.
pub static PARTS: [(&str, &[Principle]); 5] = [
    ("Data", data::DATA),
    ("Documentation", data::DOCUMENTATION),
    ("Processing", data::PROCESSING),
    ("Products", products::PRODUCTS),
    ("Releases", releases::RELEASES),
];

/// Every principle, in order.
pub fn principles() -> impl Iterator<Item = &'static Principle> {
    PARTS.iter().flat_map(|(_, principles)| principles.iter())
}

/// What is known of an edition beside its plan. A page of the edition knows nothing of it.
#[derive(Debug, Default)]
pub struct Facts {
    /// What was seen on its pages.
    pub look: Option<Look>,
    /// How many errors it has.
    pub errors: Option<usize>,
    /// Whether its folder is under version control.
    pub versioned: Option<bool>,
    /// Whether a service builds it when it changes.
    pub built_by_service: Option<bool>,
}

/// How an edition keeps a principle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    pub state: State,
    /// What was found, in sentences.
    pub words: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Kept,
    Broken,
    /// No program can see it: the editors have to say it.
    Open,
}

impl State {
    /// For programs.
    pub fn name(self) -> &'static str {
        match self {
            State::Kept => "kept",
            State::Broken => "not-kept",
            State::Open => "open",
        }
    }

    /// For readers.
    pub fn words(self) -> &'static str {
        match self {
            State::Kept => "kept",
            State::Broken => "not kept",
            State::Open => "for the editors to say",
        }
    }
}

fn kept(words: impl Into<String>) -> Answer {
    Answer { state: State::Kept, words: words.into() }
}

fn broken(words: impl Into<String>) -> Answer {
    Answer { state: State::Broken, words: words.into() }
}

fn open(words: impl Into<String>) -> Answer {
    Answer { state: State::Open, words: words.into() }
}

/// The files of the theme that the edition has in place of ours, or beside them: its templates, scripts and styles.
fn own_theme(site: &Site) -> usize {
    site.sources.iter().filter(|source| source.path().starts_with("templates/")).count()
}

/// A rule for all pages: kept where nothing was found against it. A page cannot look at the others; there it follows from how
/// our templates are made, and is open where the edition has some of its own.
fn seen(site: &Site, facts: &Facts, against: fn(&Look) -> &[Found], promise: &str) -> Answer {
    let Some(look) = &facts.look else {
        return match own_theme(site) {
            0 => kept(promise),
            own => open(format!(
                "{promise} This edition has {} of its own, which can change that.",
                counted(own, "template")
            )),
        };
    };
    match against(look) {
        [] => kept(format!("{promise} Looked at: {}.", counted(look.pages, "page"))),
        found => broken(format!("Found in {}: {}.", counted(found.len(), "place"), listed(found))),
    }
}

/// The first few of what was found.
fn listed(found: &[Found]) -> String {
    const SHOWN: usize = 5;
    let shown = found.iter().take(SHOWN).map(|found| format!("{} ({})", found.address, found.what));
    let mut shown: Vec<String> = shown.collect();
    if found.len() > SHOWN {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{PARTS, principles};

    #[test]
    fn there_are_twenty_two_principles() {
        let sizes: Vec<usize> = PARTS.iter().map(|(_, principles)| principles.len()).collect();
        assert_eq!(sizes, [3, 2, 3, 9, 5]);
        for (at, (_, principles)) in PARTS.iter().enumerate() {
            for (place, principle) in principles.iter().enumerate() {
                assert_eq!(principle.number, format!("{}.{}", at + 1, place + 1));
            }
        }
        let names: BTreeSet<&str> = principles().map(|principle| principle.name).collect();
        assert_eq!(names.len(), 22);
        assert!(principles().all(|principle| principle.asks.ends_with('.')));
    }
}
