//! Puts a site, and what it is made of, into an archive. This room must not know what a page says.

use std::path::Path;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::diag::Diagnostic;
use crate::disk::{self, Archive};
use crate::model::edition::Edition;
use crate::model::errata::slug;
use crate::model::id::Id;
use crate::press::{self, Loaded};
use crate::site::{Page, Site};

/// How many pages are made at once, so that memory does not grow with the site.
const AT_ONCE: usize = 256;

/// Adds all pages and files of the site below a folder of the archive, in the order of their addresses.
pub fn site(archive: &mut Archive, loaded: &Loaded, folder: &str, shown: &Path) -> Result<(), Diagnostic> {
    press::make_ready(loaded);
    let mut pages: Vec<&Page> = loaded.site.pages().iter().collect();
    pages.sort_by_key(|page| page.address.as_str());
    for pages in pages.chunks(AT_ONCE) {
        let made: Vec<_> = pages.par_iter().map(|page| press::render(loaded, page)).collect();
        for (page, bytes) in pages.iter().zip(made) {
            let address =
                if folder.is_empty() { page.address.clone() } else { format!("{folder}/{}", page.address) };
            archive.add(&address, &bytes?).map_err(|error| unwritable(shown, &error))?;
        }
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
    for original in press::originals(loaded) {
        let bytes = original.bytes()?;
        archive
            .add(&format!("{folder}/{}", original.path()), &bytes)
            .map_err(|error| unwritable(shown, &error))?;
    }
    Ok(())
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

pub fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("unwritable", format!("cannot write `{}`: {error}", disk::shown(path)))
        .hint("see whether the folder can be written to, and move away what has the name of the file")
}
