//! The edition as it stands now, and the news for browsers when it changes. This room must not know HTTP.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use tokio::sync::watch;

use crate::cli::{findings, say};
use crate::diag::{Diagnostic, Severity};
use crate::press::{self, Loaded, Overrides};

/// An edition that is read again when its files change.
#[derive(Debug)]
pub struct Preview {
    root: PathBuf,
    now: watch::Sender<Arc<Moment>>,
    /// What was last said at the terminal.
    said: Mutex<String>,
}

/// The edition between two changes.
#[derive(Debug)]
pub struct Moment {
    pub loaded: Loaded,
    pub stamp: Stamp,
    /// Differs from one run of the program to the next, so that a page left open sees a new one.
    run: u64,
}

/// How often the pages and the style sheets have changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stamp {
    pub page: u64,
    pub style: u64,
}

/// What has changed in the edition's folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// Style sheets alone.
    Style,
    /// A picture or another file that is copied.
    File,
    /// A text, a template or a setting, perhaps only touched.
    Text,
}

impl Preview {
    pub fn open(root: &Path) -> Preview {
        let loaded = press::load(root, &Overrides::default());
        let run = RandomState::new().build_hasher().finish();
        let moment = Moment { loaded, stamp: Stamp::default(), run };
        let (now, _) = watch::channel(Arc::new(moment));
        Preview { root: root.to_path_buf(), now, said: Mutex::default() }
    }

    pub fn now(&self) -> Arc<Moment> {
        Arc::clone(&self.now.borrow())
    }

    /// Every moment from this one on; a slow listener gets the last one.
    pub fn follow(&self) -> watch::Receiver<Arc<Moment>> {
        self.now.subscribe()
    }

    /// Reads again what has changed of the edition. `touched` are the files that may have, by their paths in its
    /// folder; `None` where that is not known.
    pub fn change(&self, change: Change, touched: Option<&BTreeSet<String>>) {
        let before = self.now();
        let loaded = match touched {
            Some(touched) => press::load_again(&self.root, &Overrides::default(), &before.loaded, touched),
            None => press::load(&self.root, &Overrides::default()),
        };
        let mut stamp = before.stamp;
        match change {
            Change::Style => stamp.style += 1,
            Change::File => stamp.page += 1,
            Change::Text if same_texts(&before.loaded, &loaded) => {}
            Change::Text => stamp.page += 1,
        }
        self.now.send_replace(Arc::new(Moment { loaded, stamp, run: before.run }));
        self.report();
    }

    /// Says what was found at the terminal, unless it was said before.
    pub fn report(&self) {
        let now = self.now();
        let sources = &now.loaded.site.sources;
        let text = findings::text(Severity::Warning, sources, &now.loaded.diagnostics, findings::coloured());
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if *said != text {
            say(if text.is_empty() { "no errors, no warnings" } else { text.trim_end() });
            *said = text;
        }
    }
}

impl Moment {
    /// The stamp as pages carry it.
    pub fn page(&self) -> String {
        format!("{:x}-{}", self.run, self.stamp.page)
    }

    pub fn style(&self) -> String {
        format!("{:x}-{}", self.run, self.stamp.style)
    }

    /// What a browser is told: the stamps, and the errors to show over the page.
    pub fn news(&self) -> String {
        let sources = &self.loaded.site.sources;
        let errors = self.loaded.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        let errors = errors.map(|found| findings::Finding::new(sources, found)).collect();
        let news = News { page: self.page(), style: self.style(), errors };
        serde_json::to_string(&news).unwrap_or_default()
    }

    /// A finding as text.
    pub fn explain(&self, fault: &Diagnostic) -> String {
        let mut diagnostics = crate::diag::Diagnostics::default();
        diagnostics.push(fault.clone());
        findings::text(Severity::Note, &self.loaded.site.sources, &diagnostics, false)
    }
}

#[derive(Debug, Serialize)]
struct News<'a> {
    page: String,
    style: String,
    errors: Vec<findings::Finding<'a>>,
}

/// Whether two readings of a folder found the same files with the same bytes.
fn same_texts(one: &Loaded, other: &Loaded) -> bool {
    let texts = |loaded: &Loaded| loaded.site.sources.iter().count();
    let mut pairs = one.site.sources.iter().zip(other.site.sources.iter());
    texts(one) == texts(other)
        && pairs.all(|(a, b)| std::ptr::eq(a, b) || (a.path() == b.path() && a.bytes() == b.bytes()))
}
