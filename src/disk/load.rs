//! Reads an edition's folder into memory: every file in its place, in the same order on every system. Whatever
//! is left out is said, except the traces of text editors.

use std::collections::{BTreeSet, HashMap};
use std::fs::FileType;
use std::path::{Path, PathBuf};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use walkdir::WalkDir;

use crate::diag::{Diagnostic, Diagnostics};
use crate::disk::stamp::Stamp;
use crate::disk::{from, read, reason, shown};
use crate::ledger;
use crate::releases;
use crate::source::{Source, SourceId, Sources, encoding};

/// The largest text that is read. A whole volume of transcriptions is some 4 MB.
const LARGEST_TEXT: u64 = 64 << 20;

/// What an edition's folder holds.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// `site.toml`.
    pub settings: Option<SourceId>,
    /// Whether a diagnostic says already why there are no settings.
    pub settings_reported: bool,
    /// `addresses.txt`: the ledger of published addresses.
    pub ledger: Option<SourceId>,
    /// `content/documents/**`: transcriptions.
    pub documents: Vec<SourceId>,
    /// `content/pages/*.md`: essays.
    pub essays: Vec<SourceId>,
    /// `content/registers/*.toml`: people, places, bodies, archives and terms.
    pub registers: Vec<SourceId>,
    /// `templates/**`: templates that take the place of the built-in ones.
    pub templates: Vec<SourceId>,
    /// `styles/*.csl`: further styles of citation.
    pub styles: Vec<SourceId>,
    /// `releases/*-errata.toml`: what each version changed.
    pub errata: Vec<SourceId>,
    /// `static/**`, `content/images/**` and `releases/**`: files that are copied.
    pub files: Vec<File>,
    /// What each text looked like from outside when it was read.
    stamps: HashMap<SourceId, Stamp>,
    /// What was said of the folder.
    said: Diagnostics,
}

/// What was read before, for whoever reads a folder again.
pub struct Before<'a> {
    pub sources: &'a Sources,
    pub folder: &'a Folder,
    /// Files that may have changed, whatever they look like from outside: by their paths in the folder, with `/`.
    pub touched: &'a BTreeSet<String>,
}

/// A file that is copied as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Where the site has it: `assets/…` for `static/…`, `images/…` for `content/images/…`, `releases/…` as it is.
    pub address: String,
    /// Where it lies, from the edition's folder on, as a message shows it.
    pub shown: String,
    pub path: PathBuf,
}

/// Reads the edition in `root`. What cannot be read is left out and reported.
pub fn load(root: &Path, diagnostics: &mut Diagnostics) -> (Sources, Folder) {
    load_after(root, None, diagnostics)
}

/// Reads the edition in `root` again, but of its texts only those that have changed.
pub fn load_again(root: &Path, before: &Before<'_>, diagnostics: &mut Diagnostics) -> (Sources, Folder) {
    if let Some((sources, folder)) = in_place(root, before) {
        diagnostics.share(&folder.said);
        return (sources, folder);
    }
    load_after(root, Some(before), diagnostics)
}

/// Reads the touched files alone, where they are texts that were there and still are: then no folder need be gone
/// through.
fn in_place(root: &Path, before: &Before<'_>) -> Option<(Sources, Folder)> {
    let mut changed = Vec::with_capacity(before.touched.len());
    let mut stamps = before.folder.stamps.clone();
    for path in before.touched {
        let id = before.sources.find(path)?;
        let place = root.join(path);
        stamps.insert(id, Stamp::of(&place)?);
        changed.push(Source::unlisted(path, read(&place, LARGEST_TEXT).ok()?));
    }
    let folder = Folder { stamps, ..before.folder.clone() };
    (!changed.is_empty()).then(|| (before.sources.with(changed), folder))
}

fn load_after(root: &Path, before: Option<&Before<'_>>, diagnostics: &mut Diagnostics) -> (Sources, Folder) {
    let sources = before.map(|before| before.sources.again()).unwrap_or_default();
    let mut said = Diagnostics::default();
    let mut loader = Loader { root, before, sources, stamps: HashMap::new(), diagnostics: &mut said };
    let mut folder = Folder::default();
    if root.is_dir() {
        (folder.settings, folder.settings_reported) = loader.settings();
        folder.ledger = loader.ledger();
        loader.strangers();
        folder.documents = loader.texts("content/documents", usize::MAX, TRANSCRIPTIONS);
        folder.essays = loader.texts("content/pages", 1, ESSAYS);
        folder.registers = loader.texts("content/registers", 1, REGISTERS);
        folder.templates = loader.texts("templates", usize::MAX, TEMPLATES);
        folder.styles = loader.texts("styles", 1, STYLES);
        folder.files = loader.files("static", "assets", &[]);
        folder.files.extend(loader.files("content/images", "images", PROGRAMS));
        let (errata, archives) = loader
            .files(releases::FOLDER, releases::FOLDER, PROGRAMS)
            .into_iter()
            .partition(|file: &File| file.address.ends_with(releases::ERRATA));
        folder.errata = loader.read_files(errata);
        folder.files.extend::<Vec<File>>(archives);
    } else {
        let message = format!("there is no folder `{}`", shown(root));
        let hint = "name the folder of the edition with `--root DIR`";
        loader.diagnostics.push(Diagnostic::error("no-folder", message).hint(hint));
        folder.settings_reported = true;
    }
    folder.stamps = loader.stamps;
    let sources = loader.sources;
    diagnostics.share(&said);
    folder.said = said;
    (sources, folder)
}

/// Reads a file that is to be copied.
///
/// # Errors
/// Where it is no longer there, or no longer an ordinary file.
pub fn copied(file: &File) -> Result<Vec<u8>, Diagnostic> {
    read(&file.path, u64::MAX).map_err(|error| unreadable(&file.shown, &reason(&error)))
}

/// Reads one file from anywhere, under the name that was given for it; `-` is standard input.
pub fn file(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<SourceId> {
    if STANDARD_INPUT.iter().any(|name| path == Path::new(name)) {
        return match from(std::io::stdin().lock(), LARGEST_TEXT) {
            // TEI has no name there, and is known by how it begins.
            Ok(bytes) if encoding::is_xml(&bytes) => Some(sources.add("stdin.xml", bytes)),
            Ok(bytes) => Some(sources.add("stdin", bytes)),
            Err(error) => {
                diagnostics.push(unreadable("stdin", &reason(&error)));
                None
            }
        };
    }
    match std::fs::canonicalize(path).and_then(|path| read(&path, LARGEST_TEXT)) {
        Ok(bytes) => Some(sources.add(shown(path), bytes)),
        Err(error) => {
            diagnostics.push(unreadable(&shown(path), &reason(&error)));
            None
        }
    }
}

/// Reads the registers of the edition in `root` beside what was read before.
pub fn registers(root: &Path, sources: Sources, diagnostics: &mut Diagnostics) -> (Sources, Vec<SourceId>) {
    let mut loader = Loader { root, before: None, sources, stamps: HashMap::new(), diagnostics };
    let ids = loader.texts("content/registers", 1, REGISTERS);
    (loader.sources, ids)
}

/// The folder of the edition that a file belongs to: the nearest one above it with a `site.toml`.
pub fn above(file: &Path) -> Option<PathBuf> {
    let file = std::fs::canonicalize(file).ok()?;
    file.ancestors().skip(1).find(|folder| folder.join(SETTINGS).is_file()).map(Path::to_path_buf)
}

/// Whether a file or folder of this name is no part of an edition: hidden, or left by an editor or a desktop.
pub fn skipped(name: &str) -> bool {
    let backup = name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'));
    let swap = [".swp", ".swo", ".swx"].iter().any(|end| name.ends_with(end));
    let desktop = ["thumbs.db", "desktop.ini"].iter().any(|other| name.eq_ignore_ascii_case(other));
    name.starts_with('.') || backup || swap || desktop
}

/// The names by which a text is asked for that another program hands over.
const STANDARD_INPUT: [&str; 2] = ["-", "/dev/stdin"];

const SETTINGS: &str = "site.toml";

/// The file of the ledger, in an edition's folder.
pub const LEDGER: &str = ledger::FILE;

/// What `content` may hold.
const ROOMS: &[&str] = &["documents", "pages", "images", "registers"];

/// Which files of a folder are read, and what is said of the others.
struct Kind {
    extensions: &'static [&'static str],
    advice: &'static str,
}

const TRANSCRIPTIONS: Kind = Kind {
    extensions: &["md", "txt", "xml"],
    advice: "a transcription is a `.md`, `.txt` or `.xml` file; pictures belong in `content/images`",
};
const ESSAYS: Kind = Kind { extensions: &["md"], advice: "`content/pages` holds `.md` files and no folders" };
const STYLES: Kind = Kind { extensions: &["csl"], advice: "`styles` holds `.csl` files and no folders" };
const REGISTERS: Kind = Kind {
    extensions: &["toml"],
    advice: "`content/registers` holds `.toml` files: `people.toml`, `places.toml` …; `edition import people.csv` makes one of a table",
};
const TEMPLATES: Kind = Kind { extensions: &["html"], advice: "a template is an `.html` file" };

/// What a browser may run as a page of the site; no picture has such a name.
const PROGRAMS: &[&str] = &["htm", "html", "xhtml", "xht", "shtml", "js", "mjs", "xml"];

struct Loader<'a> {
    root: &'a Path,
    before: Option<&'a Before<'a>>,
    sources: Sources,
    stamps: HashMap<SourceId, Stamp>,
    diagnostics: &'a mut Diagnostics,
}

/// What a look at a file brought.
enum Look {
    Text(Source),
    /// It is as it was.
    Same,
    /// It cannot be read, and why.
    Nothing(String),
}

/// A file that a walk has found: its path from the edition's folder on, with `/`.
struct Found {
    relative: String,
    path: PathBuf,
}

impl Found {
    fn extension(&self) -> String {
        self.path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default()
    }
}

impl Loader<'_> {
    /// The settings, and whether it was said why there are none.
    fn settings(&mut self) -> (Option<SourceId>, bool) {
        let path = self.root.join(SETTINGS);
        match std::fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => {
                self.link(SETTINGS);
                (None, false)
            }
            Ok(_) => (self.take(vec![Found { relative: SETTINGS.to_owned(), path }]).pop(), true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => (None, false),
            Err(error) => {
                self.diagnostics.push(unreadable(SETTINGS, &reason(&error)));
                (None, true)
            }
        }
    }

    /// The ledger. One that is there and cannot be read is no ledger that is not there: addresses would move.
    fn ledger(&mut self) -> Option<SourceId> {
        let path = self.root.join(LEDGER);
        match std::fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() => {
                self.take(vec![Found { relative: LEDGER.to_owned(), path }]).pop()
            }
            Ok(_) => {
                let message = format!("`{LEDGER}` is not an ordinary file");
                let hint = "put the file itself there";
                self.diagnostics.push(Diagnostic::error("unreadable", message).about(LEDGER).hint(hint));
                None
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                self.diagnostics.push(unreadable(LEDGER, &reason(&error)));
                None
            }
        }
    }

    /// Says what `content` holds that no one will look at: most often a folder with a slip in its name.
    fn strangers(&mut self) {
        if !self.enter("content") {
            return;
        }
        let entries = std::fs::read_dir(self.root.join("content")).into_iter().flatten().flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        for name in names {
            if !skipped(&name) && !ROOMS.contains(&name.as_str()) {
                let message = format!("`content/{}` is not read", shown(Path::new(&name)));
                let hint = "`content` holds the folders `documents`, `pages`, `registers` and `images`";
                let file = format!("content/{}", shown(Path::new(&name)));
                self.diagnostics.push(Diagnostic::warning("not-read", message).about(file).hint(hint));
            }
        }
    }

    fn texts(&mut self, folder: &str, depth: usize, kind: Kind) -> Vec<SourceId> {
        let (wanted, others): (Vec<_>, Vec<_>) = self
            .walk(folder, depth)
            .into_iter()
            .partition(|found| kind.extensions.contains(&found.extension().as_str()));
        for other in others {
            let message = format!("`{}` is not read", other.relative);
            let diagnostic = Diagnostic::warning("not-read", message).hint(kind.advice);
            self.diagnostics.push(diagnostic.about(other.relative));
        }
        self.take(wanted)
    }

    fn files(&mut self, folder: &str, address: &str, refused: &[&str]) -> Vec<File> {
        let mut files = Vec::new();
        for found in self.walk(folder, usize::MAX) {
            if refused.contains(&found.extension().as_str()) {
                let message = format!("`{}` is not a picture and is not copied", found.relative);
                let hint = "put it in `static` if the site is to have it";
                let found = Diagnostic::warning("not-copied", message).about(found.relative);
                self.diagnostics.push(found.hint(hint));
                continue;
            }
            // A file that is copied keeps its name, which is its address; what is read gets one of its own.
            if found.path.strip_prefix(self.root).is_ok_and(|path| has_no_address(&path.to_string_lossy())) {
                self.foreign(&found.relative);
                continue;
            }
            let rest = found.relative.strip_prefix(folder).unwrap_or(&found.relative);
            files.push(File { address: format!("{address}{rest}"), shown: found.relative, path: found.path });
        }
        files
    }

    /// Files that are read instead of being copied.
    fn read_files(&mut self, files: Vec<File>) -> Vec<SourceId> {
        self.take(files.into_iter().map(|file| Found { relative: file.shown, path: file.path }).collect())
    }

    /// Reads files side by side and takes them in, in their order.
    fn take(&mut self, found: Vec<Found>) -> Vec<SourceId> {
        let known: HashMap<&str, &Stamp> = self.known();
        let look = |found: &Found| {
            // The stamp first: what is written after it is seen by the next run.
            let stamp = Stamp::of(&found.path);
            match (&stamp, known.get(found.relative.as_str())) {
                (Some(now), Some(then)) if now == *then => (Look::Same, stamp),
                _ => match read(&found.path, LARGEST_TEXT) {
                    Ok(bytes) => (Look::Text(Source::unlisted(&found.relative, bytes)), stamp),
                    Err(error) => (Look::Nothing(reason(&error)), None),
                },
            }
        };
        let looks: Vec<(Look, Option<Stamp>)> = found.par_iter().map(look).collect();
        let mut ids = Vec::with_capacity(found.len());
        for (found, (look, stamp)) in found.into_iter().zip(looks) {
            let id = match look {
                Look::Text(source) => Some(self.sources.take(source)),
                Look::Same => self.sources.keep(&found.relative).or_else(|| {
                    // Two names can be shown alike.
                    let bytes = read(&found.path, LARGEST_TEXT).ok()?;
                    Some(self.sources.take(Source::unlisted(&found.relative, bytes)))
                }),
                Look::Nothing(why) => {
                    self.diagnostics.push(unreadable(&found.relative, &why));
                    None
                }
            };
            if let (Some(id), Some(stamp)) = (id, stamp) {
                self.stamps.insert(id, stamp);
            }
            ids.extend(id);
        }
        ids
    }

    /// The stamps of the run before, by the paths of the files, without those that were touched.
    fn known(&self) -> HashMap<&'_ str, &'_ Stamp> {
        let Some(Before { sources, folder, touched }) = self.before else { return HashMap::new() };
        let stamped = sources.iter().filter_map(|source| {
            let path = source.path();
            folder.stamps.get(&source.id()).filter(|_| !touched.contains(path)).map(|stamp| (path, stamp))
        });
        stamped.collect()
    }

    /// All files below a folder of the edition, sorted by name; links are not followed.
    fn walk(&mut self, folder: &str, depth: usize) -> Vec<Found> {
        let mut files = Vec::new();
        if !self.enter(folder) {
            return files;
        }
        let walk = WalkDir::new(self.root.join(folder))
            .min_depth(1)
            .max_depth(depth)
            .follow_links(false)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !skipped(&entry.file_name().to_string_lossy()));
        for entry in walk {
            match entry {
                Ok(entry) => files.extend(self.found(entry.path(), entry.file_type(), depth)),
                Err(error) => {
                    let path = error.path().map(|path| self.relative(path)).unwrap_or(folder.to_owned());
                    let why = error.io_error().map_or("it leads in a circle".to_owned(), reason);
                    self.diagnostics.push(unreadable(&path, &why));
                }
            }
        }
        files
    }

    fn found(&mut self, path: &Path, kind: FileType, depth: usize) -> Option<Found> {
        let relative = self.relative(path);
        if kind.is_dir() {
            if depth == 1 {
                let message = format!("the folder `{relative}` is not read");
                let advice =
                    if relative.starts_with("content/registers") { REGISTERS.advice } else { ESSAYS.advice };
                let found = Diagnostic::warning("not-read", message).about(relative);
                self.diagnostics.push(found.hint(advice));
            }
            return None;
        }
        if kind.is_symlink() {
            self.link(&relative);
            return None;
        }
        if !kind.is_file() {
            let message = format!("`{relative}` is not an ordinary file and is left out");
            self.diagnostics.push(Diagnostic::warning("not-read", message).about(relative));
            return None;
        }
        if path.strip_prefix(self.root).ok()?.to_str().is_none() {
            self.foreign(&relative);
            return None;
        }
        Some(Found { relative, path: path.to_path_buf() })
    }

    fn foreign(&mut self, relative: &str) {
        let message = format!("the name of `{relative}` holds what no address can hold");
        let hint = "give the file a name of letters, digits, `-` and `_`";
        self.diagnostics.push(Diagnostic::error("file-name", message).about(relative).hint(hint));
    }

    /// Whether a folder of the edition is there and is reached without a link.
    fn enter(&mut self, folder: &str) -> bool {
        let mut path = self.root.to_path_buf();
        let mut relative = String::new();
        for part in folder.split('/') {
            path.push(part);
            relative = if relative.is_empty() { part.to_owned() } else { format!("{relative}/{part}") };
            match std::fs::symlink_metadata(&path) {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(metadata) if metadata.is_symlink() => {
                    self.link(&relative);
                    return false;
                }
                Ok(_) => {
                    let message = format!("`{relative}` is not a folder");
                    self.diagnostics.push(Diagnostic::error("no-folder", message).about(relative));
                    return false;
                }
                Err(_) => return false,
            }
        }
        true
    }

    /// Says once that a link is not followed.
    fn link(&mut self, relative: &str) {
        let message = format!("`{relative}` is a link to another place and is not followed");
        let diagnostic = Diagnostic::warning("link", message).about(relative);
        let diagnostic = diagnostic.hint("put the files themselves there");
        if !self.diagnostics.iter().any(|other| *other == diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    fn relative(&self, path: &Path) -> String {
        shown(path.strip_prefix(self.root).unwrap_or(path))
    }
}

/// Whether a name can be no part of an address.
fn has_no_address(name: &str) -> bool {
    !cfg!(windows) && name.contains(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER || c == '\\')
}

fn unreadable(path: &str, why: &str) -> Diagnostic {
    Diagnostic::error("unreadable", format!("cannot read `{path}`: {why}")).about(path)
}
