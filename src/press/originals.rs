//! What an edition is made of, as files: for whoever keeps it or passes it on. This room must not know what is made of them.

use std::borrow::Cow;

use crate::diag::Diagnostic;
use crate::disk;
use crate::press::{Content, Loaded};
use crate::source::Source;

/// A file that an edition is made of: a text, a template, a picture.
#[derive(Clone, Copy, Debug)]
pub enum Original<'a> {
    Read(&'a Source),
    Copied(&'a disk::File),
}

impl<'a> Original<'a> {
    /// Where it lies, from the edition's folder on, with `/`.
    pub fn path(self) -> &'a str {
        match self {
            Original::Read(source) => source.path(),
            Original::Copied(file) => &file.shown,
        }
    }

    /// Its bytes, as they are on the disk.
    ///
    /// # Errors
    /// Where it cannot be read any more.
    pub fn bytes(self) -> Result<Cow<'a, [u8]>, Diagnostic> {
        match self {
            Original::Read(source) => Ok(Cow::Borrowed(source.bytes())),
            Original::Copied(file) => disk::copied(file).map(Cow::Owned),
        }
    }
}

/// Everything that an edition is made of, and nothing else of its folder, sorted by path.
pub fn originals(loaded: &Loaded) -> Vec<Original<'_>> {
    let copied = loaded.files.iter().filter_map(|file| match &file.content {
        Content::Disk(file) => Some(Original::Copied(file)),
        Content::BuiltIn(_) | Content::Ledger(_) => None,
    });
    let mut originals: Vec<Original<'_>> =
        loaded.site.sources.iter().map(Original::Read).chain(copied).collect();
    originals.sort_by_key(|original| original.path());
    originals
}
