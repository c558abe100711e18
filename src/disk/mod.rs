//! The disk: an edition's folder comes in, a whole site goes out. This room knows which folders there are and
//! how files are replaced safely; it must not know what stands in them.
#![allow(clippy::disallowed_methods, reason = "this is the room that touches the disk")]

mod archive;
mod load;
mod output;
mod staging;
mod stamp;

pub use archive::{Archive, archived};
pub use load::{Before, File, Folder, LEDGER, above, copied, file, load, load_again, registers, skipped};
pub use output::{Done, Output};

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::diag::Diagnostic;
use crate::source::Sources;

/// Reads an ordinary file of at most `limit` bytes; a link, a pipe or a device is not one.
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    if !std::fs::symlink_metadata(path)?.is_file() {
        return Err(io::Error::other("it is not an ordinary file"));
    }
    from(std::fs::File::open(path)?, limit)
}

/// Reads all that comes, if that is at most `limit` bytes.
fn from(reader: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::other(format!("it is larger than {} MiB", limit >> 20)));
    }
    Ok(bytes)
}

/// Puts new bytes in the place of an ordinary file, in one step and only if it still has the `old` ones.
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
    if read(path, old.len() as u64).ok().as_deref() != Some(old) {
        return Err(io::Error::other("it was changed meanwhile"));
    }
    if std::fs::symlink_metadata(path)?.permissions().readonly() {
        return Err(io::Error::other("it may only be read"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".edition-").tempfile_in(folder)?;
    file.write_all(new)?;
    file.as_file().set_permissions(std::fs::symlink_metadata(path)?.permissions())?;
    file.persist(path)?;
    Ok(())
}

/// Makes a file, and the folders above it. One that is there already is an error and stays as it is.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)
}

/// Takes away an ordinary file that we have made.
pub fn remove(path: &Path) -> io::Result<()> {
    std::fs::remove_file(path)
}

/// Writes the ledger of an edition whose texts were read as `sources`, unless it says the same already; says whether there
/// was anything to write. A ledger that was changed meanwhile stays as it is.
pub fn keep_ledger(root: &Path, sources: &Sources, text: &str) -> Result<bool, Diagnostic> {
    let path = root.join(LEDGER);
    let before = sources.find(LEDGER).map(|id| sources.get(id).bytes());
    let done = match before {
        Some(before) if before == text.as_bytes() => return Ok(false),
        Some(before) => replace(&path, before, text.as_bytes()),
        None => create(&path, text.as_bytes()),
    };
    let fault = |error| {
        let message = format!("cannot write `{LEDGER}`: {}", reason(&error));
        Diagnostic::error("unwritable", message).about(LEDGER)
    };
    done.map(|()| true).map_err(fault)
}

/// Whether there is anything of that name.
pub fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether there is a folder of that name, be it by a link.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether an edition can begin in a folder: there is none yet, or nothing is in it. What a desktop leaves does not count, nor
/// does the history of a repository that was just made for it.
pub fn is_free(folder: &Path) -> io::Result<bool> {
    match std::fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        if name != ".git" && !output::LITTER.contains(&name.to_string_lossy().as_ref()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A path from the top of the disk, without links.
pub fn real(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize()
}

/// A path as a message shows it: with `/`, and with U+FFFD for what is not text or would steer a terminal.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    let text = text.strip_prefix("./").unwrap_or(&text);
    text.replace(char::is_control, "\u{FFFD}")
}

/// What went wrong with a file, without the number that the system gives it.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
