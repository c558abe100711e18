//! Puts a site, and what it is made of, into an archive. This room must not know what a page says.

use std::io;
use std::path::Path;

use crate::diag::{Diagnostic, Diagnostics};
use crate::disk::{self, Archive};
use crate::model::edition::Edition;
use crate::model::errata::slug;
use crate::model::id::Id;
use crate::press::{self, Loaded, Original};
use crate::releases::FOLDER;
use crate::site::Site;

/// Adds all pages and files of the site below a folder of the archive, in the order of their addresses. They are made side by side,
/// as for a folder, and lie on the disk until their turn comes: memory does not grow with the site.
///
/// # Errors
/// The first of the errors; the others, and what else is to be said, come to `found`.
pub fn site(
    archive: &mut Archive,
    loaded: &Loaded,
    folder: &str,
    shown: &Path,
    found: &mut Diagnostics,
) -> Result<(), Diagnostic> {
    let fault = |error: io::Error| unwritable(shown, &error);
    // Beside the archive, where there is room for it; the folder of the system may be memory.
    let beside = shown.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let store = tempfile::Builder::new().prefix(".edition-").tempdir_in(beside).map_err(fault)?;
    let mut addresses: Vec<&str> = loaded.site.pages().iter().map(|page| page.address.as_str()).collect();
    addresses.sort_unstable();
    let place =
        |address: &str| store.path().join(addresses.partition_point(|other| *other < address).to_string());
    let mut said =
        press::print(loaded, |page, bytes| disk::create(&place(&page.address), &bytes).map_err(fault));
    let error = said.take_error();
    found.append(said);
    if let Some(error) = error {
        return Err(error);
    }
    for address in &addresses {
        let bytes = disk::read(&place(address), u64::MAX).map_err(fault)?;
        let name = if folder.is_empty() { (*address).to_owned() } else { format!("{folder}/{address}") };
        archive.add(&name, &bytes).map_err(fault)?;
    }
    Ok(())
}

/// Adds all that the edition is made of below a folder of the archive.
pub fn originals(
    archive: &mut Archive,
    loaded: &Loaded,
    folder: &str,
    shown: &Path,
) -> Result<(), Diagnostic> {
    for original in originals_of(loaded) {
        let bytes = original.bytes()?;
        archive
            .add(&format!("{folder}/{}", original.path()), &bytes)
            .map_err(|error| unwritable(shown, &error))?;
    }
    Ok(())
}

/// What the edition is made of, without the archives of its versions, which its site has.
pub fn originals_of(loaded: &Loaded) -> Vec<Original<'_>> {
    let archive = |path: &str| path.starts_with(FOLDER) && path.ends_with(".zip");
    press::originals(loaded).into_iter().filter(|original| !archive(original.path())).collect()
}

/// What an archive of the edition is called: its title and version, as an address could be: `letters-1.2`.
pub fn name(site: &Site) -> String {
    let edition = &site.config.edition;
    let title: String = deunicode::deunicode(&edition.title).chars().take(LONGEST).collect();
    let title = Id::<Edition>::cut(&title).unwrap_or_else(|_| Id::unnamed());
    format!("{title}-{}", slug(&deunicode::deunicode(edition.version_name())))
}

/// How much of a title is in the name of an archive, in characters.
const LONGEST: usize = 80;

pub fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let hint = match error.kind() {
        io::ErrorKind::AlreadyExists => {
            "what is released or deposited once stays as it was: release the texts of today under another number, or name another file"
        }
        _ => "see whether the folder can be written to, and whether there is room",
    };
    Diagnostic::error("unwritable", format!("cannot write `{}`: {error}", disk::shown(path))).hint(hint)
}
