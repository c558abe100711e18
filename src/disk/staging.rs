//! A site that is being written, in a hidden folder beside its place, and the moment when it takes that place.
//! This room must not know which files are worth writing.

use std::collections::HashSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;

/// The file that says that a folder was written by this program and may be replaced by it.
pub const MARKER: &str = ".edition";

/// A folder beside the output in which the next site grows. Dropped without [`Staging::publish`], it vanishes.
#[derive(Debug)]
pub struct Staging {
    folder: TempDir,
    marker: File,
    folders: Mutex<HashSet<String>>,
    /// Whether this user's files are by default closed to a web server.
    closed: bool,
}

impl Staging {
    /// Makes an empty staging folder for the output `out`, locked as long as this value lives.
    pub fn create(out: &Path) -> io::Result<Staging> {
        let parent = out.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(parent)?;
        let folder = tempfile::Builder::new().prefix(&prefix(out, STAGING)).tempdir_in(parent)?;
        let marker = create(&folder.path().join(MARKER))?;
        let _ = marker.try_lock();
        let closed = !open_to_all(&marker)?;
        open_up(folder.path(), 0o755)?;
        Ok(Staging { folder, marker, folders: Mutex::default(), closed })
    }

    /// Writes a file that is not there yet.
    pub fn write(&self, address: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.place(address)?;
        create(&path)?.write_all(bytes)?;
        self.opened(&path, 0o644)
    }

    /// Takes a file over from the previous site, without writing it again where the disk allows that.
    pub fn reuse(&self, address: &str, previous: &Path) -> io::Result<()> {
        let path = self.place(address)?;
        match std::fs::hard_link(previous, &path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                let bytes = std::fs::read(previous)?;
                create(&path)?.write_all(&bytes)?;
                self.opened(&path, 0o644)
            }
            other => other,
        }
    }

    /// Makes a folder and those above it.
    pub fn folder(&self, address: &str) -> io::Result<()> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = address.match_indices('/').map(|(at, _)| at).chain([address.len()]);
        for folder in ends.filter_map(|end| address.get(..end)) {
            if !folder.is_empty() && !folders.contains(folder) {
                let path = self.folder.path().join(folder);
                std::fs::create_dir(&path)?;
                self.opened(&path, 0o755)?;
                folders.insert(folder.to_owned());
            }
        }
        Ok(())
    }

    /// Puts this site in the place of `out`: readers see the whole old site or the whole new one.
    pub fn publish(mut self, out: &Path, marker: &str) -> io::Result<()> {
        self.marker.set_len(0)?;
        self.marker.rewind()?;
        self.marker.write_all(marker.as_bytes())?;
        self.opened(&self.folder.path().join(MARKER), 0o644)?;
        let staged = self.folder.path().to_path_buf();
        if out.exists() {
            exchange(&staged, out)?
        } else {
            std::fs::rename(&staged, out)?
        }
        // What stands at the staged place now is the previous site, or nothing. If it cannot be removed,
        // the next build does it.
        let _ = self.folder.close();
        Ok(())
    }

    fn place(&self, address: &str) -> io::Result<PathBuf> {
        if let Some((folder, _)) = address.rsplit_once('/') {
            self.folder(folder)?;
        }
        Ok(self.folder.path().join(address))
    }

    fn opened(&self, path: &Path, mode: u32) -> io::Result<()> {
        if self.closed { open_up(path, mode) } else { Ok(()) }
    }
}

/// Removes what a build that was killed has left beside `out`. False where another build is still at work.
pub fn sweep(out: &Path) -> io::Result<bool> {
    let (Some(parent), Ok(entries)) = (out.parent(), std::fs::read_dir(out.parent().unwrap_or(out))) else {
        return Ok(true);
    };
    let (staging, previous) = (prefix(out, STAGING), prefix(out, PREVIOUS));
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.starts_with(&staging) || name.starts_with(&previous);
        let path = parent.join(entry.file_name());
        if !ours || !entry.file_type()?.is_dir() {
            continue;
        }
        if !marked(&path) {
            // An empty folder goes, any other is not ours.
            let _ = std::fs::remove_dir(&path);
            continue;
        }
        let Some(_lock) = lock(&path)? else { return Ok(false) };
        if name.starts_with(&previous) && !out.exists() {
            std::fs::rename(&path, out)?;
        } else {
            std::fs::remove_dir_all(&path)?;
        }
    }
    Ok(true)
}

/// Whether a folder bears the marker.
pub fn marked(folder: &Path) -> bool {
    std::fs::symlink_metadata(folder.join(MARKER)).is_ok_and(|marker| marker.is_file())
}

/// Locks a marked folder; `None` where another build has it.
pub fn lock(folder: &Path) -> io::Result<Option<File>> {
    let marker = File::open(folder.join(MARKER))?;
    match marker.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(None),
        // A disk without locks: nothing can be known.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(marker)),
    }
}

const STAGING: &str = "staging";
const PREVIOUS: &str = "previous";

/// How the names of our folders beside the output begin.
fn prefix(out: &Path, what: &str) -> String {
    let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!(".{name}.{what}-")
}

fn exchange(staged: &Path, out: &Path) -> io::Result<()> {
    if at_once(staged, out).is_ok() {
        return Ok(());
    }
    let name = staged.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = name.replacen(&prefix(out, STAGING), &prefix(out, PREVIOUS), 1);
    let away = out.with_file_name(name);
    std::fs::rename(out, &away)?;
    if let Err(error) = std::fs::rename(staged, out) {
        std::fs::rename(&away, out)?;
        return Err(error);
    }
    let _ = std::fs::remove_dir_all(&away);
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn at_once(staged: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, staged, CWD, out, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn at_once(_staged: &Path, _out: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn create(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o644).open(path)
}

#[cfg(not(unix))]
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn open_to_all(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.metadata()?.permissions().mode() & 0o777 == 0o644)
}

#[cfg(not(unix))]
fn open_to_all(_file: &File) -> io::Result<bool> {
    Ok(true)
}

#[cfg(unix)]
pub fn open_up(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub fn open_up(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}
