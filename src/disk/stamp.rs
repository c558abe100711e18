//! What a file looks like from outside, to know without reading whether it is still the same.

use std::path::Path;
use std::time::SystemTime;

/// Two stamps of a file are the same if nothing was written to it between them, and it is still that file.
///
/// A file system that counts time coarsely can give two writings one stamp; who knows of a writing otherwise must
/// not ask the stamp.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    length: u64,
    modified: SystemTime,
    /// Which file of the disk it is, and when it was last changed in any way, its times too.
    #[cfg(unix)]
    inode: (u64, u64, i64, i64),
}

impl Stamp {
    /// The stamp of an ordinary file.
    pub fn of(path: &Path) -> Option<Stamp> {
        let metadata = std::fs::symlink_metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        Some(Stamp {
            length: metadata.len(),
            modified: metadata.modified().ok()?,
            #[cfg(unix)]
            inode: inode(&metadata),
        })
    }
}

#[cfg(unix)]
fn inode(metadata: &std::fs::Metadata) -> (u64, u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}
