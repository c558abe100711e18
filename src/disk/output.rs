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
        let removed = self.previous.ours().filter(|address| !written.contains_key(*address)).count();
        let done = Done { new: count(Fate::New), changed: count(Fate::Changed), removed };
        let marker = Previous::written(written.keys());
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
        Ok(previous)
    }

    fn fault(&self, address: &str, error: &io::Error) -> Diagnostic {
        unwritable(&format!("{}/{address}", self.shown), error)
    }
}

/// The opening of the marker file; the addresses of all files follow, a line each.
const TITLE: &str = "This folder was written by `edition build`, which replaces it. It wrote these files:\n";

/// Files that desktops leave in folders.
const LITTER: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

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

    /// Files that a build has written and that are still there.
    fn ours(&self) -> impl Iterator<Item = &str> {
        let listed = self.marker.strip_prefix(TITLE).unwrap_or_default();
        listed.lines().filter(|address| self.files.contains(*address))
    }

    /// Files that nobody but the user can have put there, without those that the new site has.
    fn strangers(&self, in_new_site: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
        let ours: BTreeSet<&str> = self.ours().collect();
        self.files.iter().map(String::as_str).filter(move |address| {
            let name = address.rsplit('/').next().unwrap_or(address);
            *address != MARKER && !LITTER.contains(&name) && !ours.contains(address) && !in_new_site(address)
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

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::Path;
    use std::time::SystemTime;

    use tempfile::TempDir;
    use walkdir::WalkDir;

    use crate::disk::{Done, Output};

    fn edition() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/documents")).unwrap();
        fs::write(folder.path().join("site.toml"), "").unwrap();
        folder
    }

    /// Builds a site of these files into `public`; the message where it is refused.
    fn build(root: &Path, files: &[(&str, &str)]) -> Result<Done, String> {
        let output = Output::open(root, &root.join("public")).map_err(|fault| fault.message)?;
        for (address, text) in files {
            output.write(address, text.as_bytes()).map_err(|fault| fault.message)?;
        }
        output.finish().map_err(|fault| fault.message)
    }

    /// All files below a folder, each with its text.
    fn tree(folder: &Path) -> BTreeMap<String, String> {
        let files = WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
        let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        files.map(|entry| (name(entry.path()), fs::read_to_string(entry.path()).unwrap())).collect()
    }

    fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
        let entries = WalkDir::new(folder).into_iter().flatten();
        entries
            .map(|entry| {
                (entry.path().to_string_lossy().into_owned(), entry.metadata().unwrap().modified().unwrap())
            })
            .collect()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    const CLEAN: [&str; 3] = ["content", "public", "site.toml"];

    #[test]
    fn a_site_is_written_replaced_and_left_alone() {
        let folder = edition();
        let public = folder.path().join("public");
        let first = [("index.html", "one"), ("a/b/c.html", "deep"), ("gone.html", "gone")];
        assert_eq!(build(folder.path(), &first), Ok(Done { new: 3, changed: 0, removed: 0 }));
        assert_eq!(tree(&public).get("a/b/c.html").map(String::as_str), Some("deep"));
        assert_eq!(names(folder.path()), CLEAN);

        let before = times(folder.path());
        assert_eq!(build(folder.path(), &first), Ok(Done::default()));
        assert_eq!(times(folder.path()), before, "a build that changes nothing writes nothing");

        let second = [("index.html", "two"), ("a/b/c.html", "deep"), ("new.html", "new")];
        assert_eq!(build(folder.path(), &second), Ok(Done { new: 1, changed: 1, removed: 1 }));
        let mut expected: BTreeMap<_, _> =
            second.iter().map(|(address, text)| ((*address).to_owned(), (*text).to_owned())).collect();
        let mut found = tree(&public);
        assert!(
            found
                .remove(".edition")
                .is_some_and(|marker| marker.ends_with("a/b/c.html\nindex.html\nnew.html\n"))
        );
        assert_eq!(found, std::mem::take(&mut expected));
        assert_eq!(names(folder.path()), CLEAN);
        let same = public.join("a/b/c.html").to_string_lossy().into_owned();
        assert_eq!(
            times(folder.path()).get(&same),
            before.get(&same),
            "what is the same is not written again"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_web_server_can_read_the_site_and_an_identical_file_is_the_same_file() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let folder = edition();
        build(folder.path(), &[("a/b.html", "b"), ("c.html", "c")]).unwrap();
        let metadata = |path: &str| fs::metadata(folder.path().join("public").join(path)).unwrap();
        for (path, mode) in
            [("", 0o755), ("a", 0o755), ("a/b.html", 0o644), ("c.html", 0o644), (".edition", 0o644)]
        {
            assert_eq!(metadata(path).permissions().mode() & 0o777, mode, "{path}");
        }
        let before = metadata("a/b.html").ino();
        build(folder.path(), &[("a/b.html", "b"), ("c.html", "changed")]).unwrap();
        assert_eq!(metadata("a/b.html").ino(), before);
    }

    #[test]
    fn an_abandoned_build_leaves_the_previous_site() {
        let folder = edition();
        build(folder.path(), &[("index.html", "one")]).unwrap();
        let before = times(&folder.path().join("public"));
        let output = Output::open(folder.path(), &folder.path().join("public")).unwrap();
        output.write("index.html", b"two").unwrap();
        output.write("other.html", b"two").unwrap();
        assert_eq!(names(folder.path()).len(), 4, "the staging folder stands beside the output");
        drop(output);
        assert_eq!(times(&folder.path().join("public")), before);
        assert_eq!(names(folder.path()), CLEAN);
    }

    #[test]
    fn a_folder_that_is_not_ours_is_refused() {
        let folder = edition();
        let public = folder.path().join("public");
        fs::create_dir(&public).unwrap();
        assert!(build(folder.path(), &[("index.html", "x")]).is_ok(), "an empty folder is taken");
        fs::remove_file(public.join(".edition")).unwrap();
        let fault = build(folder.path(), &[("index.html", "y")]);
        assert!(fault.is_err_and(|message| message.contains("is not empty and was not written by edition")));
        assert_eq!(fs::read_to_string(public.join("index.html")).unwrap(), "x");
        assert_eq!(names(folder.path()), CLEAN);
    }

    #[test]
    fn the_sources_are_never_replaced() {
        let folder = edition();
        let root = folder.path().join("deep/edition");
        fs::create_dir_all(root.join("content/documents")).unwrap();
        for out in [
            "",
            ".",
            "..",
            "../..",
            "content",
            "content/documents/x",
            "templates",
            "static/site",
            "content/../static",
            "/",
        ] {
            let fault = Output::open(&root, &root.join(out)).err();
            assert_eq!(fault.map(|fault| fault.code), Some("output-place"), "{out}");
        }
        fs::write(root.join("file"), "").unwrap();
        assert!(Output::open(&root, &root.join("file")).is_err());
        assert!(Output::open(&root, &root.join("none/../public")).is_err());
        assert!(Output::open(&root, &root.join("../other/public")).is_ok());
        assert!(Output::open(&root.join("nowhere"), &root.join("public")).is_err());
    }

    #[test]
    fn what_a_killed_build_left_is_removed() {
        let folder = edition();
        let at = |path: &str| folder.path().join(path);
        for (name, marked) in
            [(".public.staging-abc", true), (".public.staging-def", false), (".other.staging-x", true)]
        {
            fs::create_dir(at(name)).unwrap();
            fs::write(at(name).join("index.html"), "").unwrap();
            if marked {
                fs::write(at(name).join(".edition"), "").unwrap();
            }
        }
        build(folder.path(), &[("index.html", "x")]).unwrap();
        let expected = [".other.staging-x", ".public.staging-def", "content", "public", "site.toml"];
        assert_eq!(names(folder.path()), expected, "only what bears our marker and our name is removed");
    }

    #[test]
    fn a_site_that_was_moved_away_by_a_killed_build_comes_back() {
        let folder = edition();
        build(folder.path(), &[("index.html", "x")]).unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::rename(at("public"), at(".public.previous-abc")).unwrap();
        drop(Output::open(folder.path(), &at("public")).unwrap());
        assert_eq!(fs::read_to_string(at("public/index.html")).unwrap(), "x");
        assert_eq!(names(folder.path()), CLEAN);
    }

    #[test]
    fn two_builds_do_not_write_one_folder() {
        let folder = edition();
        build(folder.path(), &[("index.html", "x")]).unwrap();
        let first = Output::open(folder.path(), &folder.path().join("public")).unwrap();
        let second = build(folder.path(), &[("index.html", "y")]);
        assert!(second.is_err_and(|message| message.contains("another build is writing")));
        first.write("index.html", b"z").unwrap();
        assert!(build(folder.path(), &[]).is_err());
        first.finish().unwrap();
        assert_eq!(build(folder.path(), &[("index.html", "z")]), Ok(Done::default()));
    }

    #[test]
    fn two_first_builds_do_not_write_one_folder() {
        let folder = edition();
        let first = Output::open(folder.path(), &folder.path().join("public")).unwrap();
        first.write("index.html", b"x").unwrap();
        assert!(build(folder.path(), &[("index.html", "y")]).is_err());
        first.finish().unwrap();
        assert_eq!(names(folder.path()), CLEAN);
    }

    #[test]
    fn what_someone_else_put_into_the_output_stays() {
        let folder = edition();
        let public = folder.path().join("public");
        build(folder.path(), &[("index.html", "x")]).unwrap();
        fs::create_dir_all(public.join(".git/refs")).unwrap();
        fs::write(public.join(".git/HEAD"), "main").unwrap();
        fs::write(public.join("CNAME"), "example.org").unwrap();
        fs::write(public.join(".DS_Store"), "").unwrap();
        let output = Output::open(folder.path(), &public).unwrap();
        let message = output.strangers(&BTreeSet::from(["index.html"])).map(|found| found.message);
        assert!(message.is_some_and(|message| message.contains("public/.git/HEAD` and another file")));
        drop(output);
        assert_eq!(build(folder.path(), &[("index.html", "x")]), Ok(Done::default()));
        build(folder.path(), &[("index.html", "y")]).unwrap();
        assert_eq!(
            tree(&public).keys().collect::<Vec<_>>(),
            [".edition", ".git/HEAD", "CNAME", "index.html"]
        );
        assert!(public.join(".git/refs").is_dir());
        // Where the site has a file of that name itself, its own stands there.
        build(folder.path(), &[("index.html", "y"), ("CNAME", "ours")]).unwrap();
        assert_eq!(fs::read_to_string(public.join("CNAME")).unwrap(), "ours");
    }

    #[cfg(unix)]
    #[test]
    fn links_in_the_output_are_refused_and_never_followed() {
        let folder = edition();
        let public = folder.path().join("public");
        build(folder.path(), &[("index.html", "x")]).unwrap();
        std::os::unix::fs::symlink(folder.path().join("site.toml"), public.join("link")).unwrap();
        assert!(build(folder.path(), &[("index.html", "x")]).is_err());
        std::os::unix::fs::symlink(folder.path().join("content"), folder.path().join("linked")).unwrap();
        assert!(Output::open(folder.path(), &folder.path().join("linked")).is_err());
        std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("dangling")).unwrap();
        assert!(Output::open(folder.path(), &folder.path().join("dangling")).is_err());
    }

    #[test]
    fn no_address_leads_out_of_the_site() {
        let folder = edition();
        for address in ["../x", "/x", "a/../../x", "", "a//b", "a\\b", "a\0", ".", ".edition"] {
            assert!(build(folder.path(), &[(address, "x")]).is_err(), "{address}");
        }
        assert!(build(folder.path(), &[("a", "x"), ("a", "x")]).is_err());
        assert!(build(folder.path(), &[("a", "x"), ("a/b", "x")]).is_err());
        assert_eq!(names(folder.path()), ["content", "site.toml"]);
    }
}
