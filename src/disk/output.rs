//! The folder that a site is written to. It is replaced as a whole or not at all, what has not changed is not
//! written again, and nothing is ever removed that this program has not written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use walkdir::WalkDir;

use crate::diag::Diagnostic;
use crate::disk::staging::{MARKER, Staging, lock, marked, sweep};
use crate::disk::{reason, shown};

/// An output folder during one build. Dropped without [`Output::finish`], it leaves all as it was.
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    shown: String,
    previous: Previous,
    /// Holds the previous site for as long as the build runs.
    _lock: Option<File>,
    /// The addresses of the whole site, where only a part of it is written.
    whole: Option<BTreeSet<String>>,
    progress: Mutex<Progress>,
}

/// What a build has done to the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Done {
    pub new: usize,
    pub changed: usize,
    pub removed: usize,
}

/// What stood in the output before.
#[derive(Debug, Default)]
struct Previous {
    marker: String,
    files: BTreeSet<String>,
    /// Of those, the ones that a build has written.
    ours: BTreeSet<String>,
    /// Folders that hold nothing.
    empty: Vec<String>,
}

#[derive(Debug, Default)]
struct Progress {
    staging: Option<Arc<Staging>>,
    written: BTreeMap<String, Fate>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    Same,
    New,
    Changed,
}

impl Output {
    /// Looks whether the site of the edition in `root` may be written to `out`, and what is there already.
    pub fn open(root: &Path, out: &Path) -> Result<Output, Diagnostic> {
        let path = place(root, out)?;
        let fault = |error: io::Error| unwritable(&shown(out), &error);
        if !sweep(&path).map_err(fault)? {
            return Err(busy(out));
        }
        let mut output = Output {
            shown: shown(out),
            previous: Previous::default(),
            _lock: None,
            whole: None,
            progress: Mutex::default(),
            path,
        };
        if marked(&output.path) {
            output._lock = Some(lock(&output.path).map_err(fault)?.ok_or_else(|| busy(out))?);
            output.previous = output.previous()?;
        } else if output.path.exists() && !vacant(&output.path).map_err(fault)? {
            let message = format!("`{}` is not empty and was not written by edition", output.shown);
            let hint = "nothing was touched; empty it yourself or name another folder with `--out DIR`";
            return Err(Diagnostic::error("output-not-ours", message).hint(hint));
        }
        Ok(output)
    }

    /// Says that a part of a site is written, of which these are all addresses. The marker lists them all, so that it is the
    /// same in every part, and in the folder in which the parts are brought together.
    pub fn part_of(&mut self, addresses: BTreeSet<String>) {
        self.whole = Some(addresses);
    }

    /// Files in the output that no build has written and the next site does not have. They are kept.
    pub fn strangers(&self, addresses: &BTreeSet<&str>) -> Option<Diagnostic> {
        let strangers: Vec<_> = self.previous.strangers(|address| addresses.contains(address)).collect();
        let [first, others @ ..] = strangers.as_slice() else { return None };
        let message = match others.len() {
            0 => format!("`{}/{first}` was not written by edition and stays there", self.shown),
            1 => format!(
                "`{0}/{first}` and another file in `{0}` were not written by edition and stay there",
                self.shown
            ),
            more => format!(
                "`{0}/{first}` and {more} other files in `{0}` were not written by edition and stay there",
                self.shown
            ),
        };
        let hint = "move them to `static` if they belong to the site, or away if they do not";
        Some(Diagnostic::warning("output-stranger", message).hint(hint))
    }

    /// Takes a file of the new site. Can be called from many threads, once for each address.
    pub fn write(&self, address: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        if !plain(address) {
            let message =
                format!("the site has a file with an unsafe address, `{}`", shown(address.as_ref()));
            return Err(Diagnostic::error("address", message));
        }
        let fate = match self.previous.files.contains(address) {
            true if self.is_same(address, bytes) => Fate::Same,
            true if !self.previous.ours.contains(address) => return Err(self.in_the_way(address)),
            true => Fate::Changed,
            false => Fate::New,
        };
        if fate != Fate::Same {
            let staging = self.staging().map_err(|error| unwritable(&self.shown, &error))?;
            staging.write(address, bytes).map_err(|error| self.fault(address, &error))?;
        }
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        if progress.written.insert(address.to_owned(), fate).is_some() {
            let message = format!("two files of the site have the address `{address}`");
            return Err(Diagnostic::error("same-address", message));
        }
        Ok(())
    }

    /// Puts the new site in the place of the previous one; does nothing where they are the same.
    pub fn finish(self) -> Result<Done, Diagnostic> {
        let progress = std::mem::take(&mut *self.progress.lock().unwrap_or_else(PoisonError::into_inner));
        let written = progress.written;
        let count = |fate| written.values().filter(|other| **other == fate).count();
        let removed = self.previous.ours.iter().filter(|address| !written.contains_key(*address)).count();
        let done = Done { new: count(Fate::New), changed: count(Fate::Changed), removed };
        let marker = match &self.whole {
            Some(addresses) => Previous::written(addresses.iter()),
            None => Previous::written(written.keys()),
        };
        if done == Done::default() && marker == self.previous.marker {
            return Ok(done);
        }
        let staging = match progress.staging {
            Some(staging) => staging,
            None => self.fresh().map_err(|error| unwritable(&self.shown, &error))?,
        };
        let same =
            written.iter().filter(|(_, fate)| **fate == Fate::Same).map(|(address, _)| address.as_str());
        for address in same.chain(self.previous.strangers(|address| written.contains_key(address))) {
            let previous = self.path.join(address);
            staging.reuse(address, &previous).map_err(|error| self.fault(address, &error))?;
        }
        for folder in &self.previous.empty {
            staging.folder(folder).map_err(|error| self.fault(folder, &error))?;
        }
        let fault = |error| unwritable(&self.shown, &error);
        let staging = Arc::try_unwrap(staging).map_err(|_| fault(io::Error::other("it is in use")))?;
        staging.publish(&self.path, &marker).map_err(fault)?;
        Ok(done)
    }

    fn is_same(&self, address: &str, bytes: &[u8]) -> bool {
        let path = self.path.join(address);
        std::fs::metadata(&path).is_ok_and(|metadata| metadata.len() == bytes.len() as u64)
            && std::fs::read(&path).is_ok_and(|previous| previous == bytes)
    }

    /// The staging folder, made when the first file needs it.
    fn staging(&self) -> io::Result<Arc<Staging>> {
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        match &progress.staging {
            Some(staging) => Ok(Arc::clone(staging)),
            None => {
                let staging = self.fresh()?;
                progress.staging = Some(Arc::clone(&staging));
                Ok(staging)
            }
        }
    }

    fn fresh(&self) -> io::Result<Arc<Staging>> {
        Staging::create(&self.path).map(Arc::new)
    }

    fn previous(&self) -> Result<Previous, Diagnostic> {
        let marker = std::fs::read_to_string(self.path.join(MARKER)).unwrap_or_default();
        let mut previous = Previous { marker, ..Previous::default() };
        for entry in WalkDir::new(&self.path).min_depth(1).sort_by_file_name() {
            let entry = entry.map_err(|error| unwritable(&self.shown, &error.into()))?;
            let relative = entry.path().strip_prefix(&self.path).unwrap_or(entry.path());
            let name = relative.to_str().map(|name| name.replace(std::path::MAIN_SEPARATOR, "/"));
            match name {
                Some(name) if entry.file_type().is_file() => {
                    previous.files.insert(name);
                }
                Some(name) if entry.file_type().is_dir() => {
                    if std::fs::read_dir(entry.path()).is_ok_and(|mut inside| inside.next().is_none()) {
                        previous.empty.push(name);
                    }
                }
                _ => {
                    let message = format!("`{}/{}` is no ordinary file", self.shown, shown(relative));
                    let hint = "links and the like cannot be part of a site; remove it";
                    return Err(Diagnostic::error("output-not-ours", message).hint(hint));
                }
            }
        }
        let listed = previous.marker.strip_prefix(TITLE).unwrap_or_default();
        previous.ours =
            listed.lines().filter(|address| previous.files.contains(*address)).map(str::to_owned).collect();
        Ok(previous)
    }

    /// Somebody else's file stands where the site has one; it is not ours to replace.
    fn in_the_way(&self, address: &str) -> Diagnostic {
        let message =
            format!("`{}/{address}` was not written by edition, and the site has a file there", self.shown);
        Diagnostic::error("output-stranger", message)
            .hint("nothing was touched; move that file away, or give the site's another name")
    }

    fn fault(&self, address: &str, error: &io::Error) -> Diagnostic {
        unwritable(&format!("{}/{address}", self.shown), error)
    }
}

/// The opening of the marker file; the addresses of all files follow, a line each.
const TITLE: &str = "This folder was written by `edition build`, which replaces it. It wrote these files:\n";

/// Files that desktops leave in folders.
pub(super) const LITTER: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

impl Previous {
    /// The text of a marker.
    fn written<'a>(addresses: impl Iterator<Item = &'a String>) -> String {
        let mut text = TITLE.to_owned();
        for address in addresses {
            text.push_str(address);
            text.push('\n');
        }
        text
    }

    /// Files that nobody but the user can have put there, without those that the new site has.
    fn strangers(&self, in_new_site: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str).filter(move |address| {
            let name = address.rsplit('/').next().unwrap_or(address);
            *address != MARKER
                && !LITTER.contains(&name)
                && !self.ours.contains(*address)
                && !in_new_site(address)
        })
    }
}

/// The real place of an output folder, if it does not touch what the edition is made from.
fn place(root: &Path, out: &Path) -> Result<PathBuf, Diagnostic> {
    let refused = |message: String, hint: &str| Err(Diagnostic::error("output-place", message).hint(hint));
    let root = match root.canonicalize() {
        Ok(root) => root,
        Err(error) => return Err(unwritable(&shown(root), &error)),
    };
    let path = match place_of(out) {
        Ok(path) => path,
        Err(error) => return Err(unwritable(&shown(out), &error)),
    };
    let elsewhere = "name another folder with `--out DIR`";
    if path.exists() && !path.is_dir() {
        return refused(format!("`{}` is a file, not a folder", shown(out)), elsewhere);
    }
    if root.starts_with(&path) || path.file_name().is_none() {
        return refused(format!("the site cannot replace `{}`: the edition is in it", shown(out)), elsewhere);
    }
    for source in ["content", "templates", "static"] {
        if path.starts_with(root.join(source)) {
            let message = format!("the site cannot be written to `{}`, which is in `{source}`", shown(out));
            return refused(message, elsewhere);
        }
    }
    Ok(path)
}

/// A path without links and `..`, of which the last parts need not be there yet.
fn place_of(path: &Path) -> io::Result<PathBuf> {
    if std::fs::symlink_metadata(path).is_ok() {
        return path.canonicalize();
    }
    let path = std::path::absolute(path)?;
    match (path.parent(), path.components().next_back()) {
        (Some(parent), Some(Component::Normal(name))) => Ok(place_of(parent)?.join(name)),
        _ => Err(io::Error::new(io::ErrorKind::NotFound, "there is no such folder")),
    }
}

fn vacant(folder: &Path) -> io::Result<bool> {
    for entry in std::fs::read_dir(folder)? {
        if !LITTER.contains(&entry?.file_name().to_string_lossy().as_ref()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether an address can only be a file within the site.
fn plain(address: &str) -> bool {
    let odd = |c: char| c.is_control() || c == '\\';
    let drive = cfg!(windows) && address.contains(':');
    let parts = |part: &str| !part.is_empty() && part != "." && part != "..";
    !drive && !address.contains(odd) && address != MARKER && address.split('/').all(parts)
}

fn busy(out: &Path) -> Diagnostic {
    let message = format!("another build is writing `{}`", shown(out));
    Diagnostic::error("output-busy", message).hint("wait until it has ended and build again")
}

fn unwritable(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unwritable", format!("cannot write `{path}`: {}", reason(error)))
}
