//! An archive of files with the sums by which they are checked. The same files give the same archive, byte for byte, on every
//! system: no time, no user, no order of a folder is in it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::disk::staging;

/// The file with the sums of all others, as `sha256sum --check` reads it.
pub const SUMS: &str = "manifest-sha256.txt";

/// An archive that is being written. Dropped without [`Archive::finish`], it vanishes.
pub struct Archive {
    path: PathBuf,
    /// The one folder in which all files are, so that they stay together when they are unpacked.
    top: String,
    writer: ZipWriter<BufWriter<File>>,
    file: NamedTempFile,
    sums: BTreeMap<String, String>,
}

impl Archive {
    /// Begins an archive that will stand at `path`.
    pub fn create(path: &Path, top: &str) -> io::Result<Archive> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let file = tempfile::Builder::new().prefix(".edition-").tempfile_in(folder)?;
        let writer = ZipWriter::new(BufWriter::new(file.reopen()?));
        Ok(Archive { path: path.to_path_buf(), top: top.to_owned(), writer, file, sums: BTreeMap::new() })
    }

    /// Adds a file; each address once.
    pub fn add(&mut self, address: &str, bytes: &[u8]) -> io::Result<()> {
        let sum = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        self.sums.insert(address.to_owned(), sum);
        self.put(address, bytes)
    }

    /// Puts the archive in its place, with the sums in it. One that is there already stays, and is an error unless it is the
    /// same; says whether it is new.
    pub fn finish(mut self) -> io::Result<bool> {
        let lines: String = self.sums.iter().map(|(address, sum)| format!("{sum}  {address}\n")).collect();
        self.put(SUMS, lines.as_bytes())?;
        self.writer.finish().map_err(io::Error::other)?.flush()?;
        if std::fs::symlink_metadata(&self.path).is_ok() {
            return match std::fs::read(&self.path)? == std::fs::read(self.file.path())? {
                true => Ok(false),
                false => {
                    let message = "another file of this name is there already";
                    Err(io::Error::new(io::ErrorKind::AlreadyExists, message))
                }
            };
        }
        staging::open_up(self.file.path(), 0o644)?;
        self.file.persist_noclobber(&self.path)?;
        Ok(true)
    }

    fn put(&mut self, address: &str, bytes: &[u8]) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644)
            .large_file(bytes.len() >= u32::MAX as usize);
        self.writer.start_file(format!("{}/{address}", self.top), options).map_err(io::Error::other)?;
        self.writer.write_all(bytes)
    }
}

/// The files of an archive of ours that `wanted` asks for, by their addresses within its one folder.
pub fn archived(path: &Path, wanted: impl Fn(&str) -> bool) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut archive = ZipArchive::new(File::open(path)?).map_err(io::Error::other)?;
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(io::Error::other)?;
        let name = file.name().map_err(io::Error::other)?.into_owned();
        let Some((_, address)) = name.split_once('/').filter(|(_, address)| wanted(address)) else {
            continue;
        };
        let address = address.to_owned();
        files.insert(address, super::from(file, LARGEST)?);
    }
    Ok(files)
}

/// The largest file that is taken from an archive: what is packed small may be anything unpacked.
const LARGEST: u64 = 64 << 20;
