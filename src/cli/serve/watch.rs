//! Watches the edition's folder. This room must not read it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt};

use crate::cli::serve::preview::{Change, Preview};
use crate::disk;

/// How long the folder must be quiet. Editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(15);
const TICK: Duration = Duration::from_millis(5);

/// The folders of an edition; all that matters stands in them, or is `site.toml` or the ledger.
const FOLDERS: [&str; 4] = ["content", "templates", "styles", "static"];

/// The eyes on an edition's folder.
pub struct Watch {
    root: PathBuf,
    watcher: Debouncer<RecommendedWatcher, NoCache>,
    events: mpsc::Receiver<DebounceEventResult>,
}

impl Watch {
    /// Looks at the folder from now on; what happens is kept until someone wants to know.
    ///
    /// # Errors
    /// Where the system cannot watch the folder.
    pub fn new(root: &Path) -> notify::Result<Watch> {
        // Events carry the path that was watched, on some systems without links.
        let root = disk::real(root)?;
        let (sender, events) = mpsc::channel();
        let handler = move |events: DebounceEventResult| {
            let _ = sender.send(events);
        };
        let settings = notify::Config::default();
        let mut watcher = new_debouncer_opt(QUIET, Some(TICK), handler, NoCache::new(), settings)?;
        watcher.watch(&root, RecursiveMode::NonRecursive)?;
        let mut watch = Watch { root, watcher, events };
        FOLDERS.iter().for_each(|folder| watch.follow(folder));
        Ok(watch)
    }

    /// Tells the preview of every change, from a thread of its own.
    ///
    /// # Errors
    /// Where there can be no further thread.
    pub fn tell(mut self, preview: Arc<Preview>) -> std::io::Result<()> {
        let work = move || {
            while let Ok(events) = self.events.recv() {
                for folder in FOLDERS {
                    if touches(&self.root.join(folder), &events) {
                        self.follow(folder);
                    }
                }
                if let Some(change) = change(&self.root, &events) {
                    preview.change(change, touched(&self.root, &events).as_ref());
                }
            }
        };
        std::thread::Builder::new().name("watch".to_owned()).spawn(work).map(|_| ())
    }

    /// Watches a folder if it is there; the folder above tells when it comes, or comes again.
    fn follow(&mut self, folder: &str) {
        let _ = self.watcher.watch(self.root.join(folder), RecursiveMode::Recursive);
    }
}

/// The files that some events are about, by their paths in the folder; `None` where they do not say it.
fn touched(root: &Path, events: &DebounceEventResult) -> Option<BTreeSet<String>> {
    let events = events.as_ref().ok()?;
    if events.iter().any(|event| event.need_rescan()) {
        return None;
    }
    let changes = events.iter().filter(|event| !matches!(event.kind, EventKind::Access(_)));
    let paths = changes.flat_map(|event| &event.paths);
    let of_edition = paths.filter(|path| kind(root, path).is_some());
    Some(of_edition.filter_map(|path| path.strip_prefix(root).ok()).map(disk::shown).collect())
}

/// Whether a folder has come, or come again. Our own reading shows as access, and to follow a folder is to read it.
fn touches(path: &Path, events: &DebounceEventResult) -> bool {
    let events = events.as_deref().unwrap_or_default().iter();
    let mut changes = events.filter(|event| !matches!(event.kind, EventKind::Access(_)));
    changes.any(|event| event.paths.iter().any(|other| other == path))
}

/// What some events mean for the edition; `None` where they are none of its business.
fn change(root: &Path, events: &DebounceEventResult) -> Option<Change> {
    match events {
        // The system has lost count: anything may have changed.
        Err(_) => Some(Change::File),
        Ok(events) => events.iter().filter_map(|event| change_of(root, event)).reduce(graver),
    }
}

fn change_of(root: &Path, event: &DebouncedEvent) -> Option<Change> {
    if event.need_rescan() {
        return Some(Change::File);
    }
    // Our own reading shows as access.
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    event.paths.iter().filter_map(|path| kind(root, path)).reduce(graver)
}

fn kind(root: &Path, path: &Path) -> Option<Change> {
    let relative = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    if parts.iter().any(|part| disk::skipped(part)) {
        return None;
    }
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match parts.as_slice() {
        ["site.toml" | disk::LEDGER] | ["templates" | "styles", ..] => Some(Change::Text),
        ["static", .., name] if name.ends_with(".css") => Some(Change::Style),
        ["static", ..] | ["content", "images", ..] => Some(Change::File),
        ["content", ..] => Some(Change::Text),
        _ => None,
    }
}

/// Of two changes the one that asks for more.
fn graver(one: Change, other: Change) -> Change {
    match (one, other) {
        (Change::File, _) | (_, Change::File) => Change::File,
        (Change::Style, Change::Style) => Change::Style,
        (Change::Text, Change::Text) => Change::Text,
        // A text may only have been touched, so that nothing but the style sheet would be seen to change.
        (Change::Style, Change::Text) | (Change::Text, Change::Style) => Change::File,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::cli::serve::preview::Change;
    use crate::cli::serve::watch::kind;

    #[test]
    fn only_files_of_the_edition_matter() {
        let check = |path: &str, expected: Option<Change>| {
            assert_eq!(kind(Path::new("/e"), &Path::new("/e").join(path)), expected, "{path}");
        };
        check("site.toml", Some(Change::Text));
        check("addresses.txt", Some(Change::Text));
        check("content/documents/a.md", Some(Change::Text));
        check("content/images/a.jpg", Some(Change::File));
        check("templates/base.html", Some(Change::Text));
        check("static/css/edition.css", Some(Change::Style));
        check("static/app.js", Some(Change::File));
        for path in [
            "public/index.html",
            ".public.staging-x",
            "README.md",
            "content/documents/.a.md.swp",
            "static/a~",
        ] {
            check(path, None);
        }
        check("/elsewhere/site.toml", None);
    }
}
