//! The versions of an edition that were released: their archives, and the texts in them beside those of today. This room must not
//! know how a version is made.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::diag::{Diagnostic, Diagnostics};
use crate::disk;
use crate::ledger::Ledger;
use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::errata::{is_version, order};
use crate::model::id::Id;
use crate::model::published::{Address, Fate, PageName};
use crate::releases::{FOLDER, is_archive_of};
use crate::site::Site;
use crate::source::Sources;
use crate::words::counted;
use crate::write::changed::{Gone, Texts};
use crate::write::plain;

/// Where the archive of this name is, in the edition and in its site.
pub fn archive(name: &str) -> String {
    format!("{FOLDER}/{name}.zip")
}

/// The archives of a version that the edition has; there is more than one where its title was another one.
pub fn archives<'a>(site: &'a Site, version: &'a str) -> impl Iterator<Item = &'a str> {
    all(site).filter(move |address| is_archive_of(address, version))
}

/// Every version of which there is an archive, as its name has it, with the archive; the last one last.
pub fn released(site: &Site) -> Vec<(String, &str)> {
    // A title can end in a year: `letters-1948-1.0`.
    let version = |address: &str| {
        let name = address.strip_suffix(".zip")?;
        let starts = name.match_indices('-').map(|(at, _)| name.get(at + 1..).unwrap_or_default());
        let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        let numbers = starts.filter(|rest| is_version(rest));
        let best = numbers.min_by_key(|rest| (!is_number(rest), !rest.contains('.'), rest.len()));
        best.map(str::to_owned)
    };
    let mut released: Vec<(String, &str)> =
        all(site).filter_map(|address| Some((version(address)?, address))).collect();
    released.sort_by(|(one, _), (other, _)| order(one).cmp(&order(other)));
    released
}

fn all(site: &Site) -> impl Iterator<Item = &str> {
    let addresses = site.pages().iter().map(|page| page.address.as_str());
    addresses.filter(|address| address.starts_with(FOLDER) && address.ends_with(".zip"))
}

/// The plain texts of all documents.
pub fn texts(site: &Site) -> Texts {
    let documents = site.edition.documents.par_iter().enumerate();
    let text = documents.map(|(at, document)| {
        (document.id.clone(), String::from_utf8_lossy(&plain::export(site, at)).into_owned())
    });
    text.collect()
}

/// The plain texts in an archive of a version.
///
/// # Errors
/// Where it cannot be read.
pub fn archived(root: &Path, archive: &str) -> Result<Texts, Diagnostic> {
    let wanted = |address: &str| id_of_text(address).is_some() || address == disk::LEDGER;
    let files = disk::archived(&root.join(archive), wanted).map_err(|error| {
        Diagnostic::error("unreadable", format!("cannot read `{archive}`: {error}"))
            .about(archive)
            .hint("bring the file back as it was when the version was released")
    })?;
    // A document that had another name before is there under both.
    let mut ledgers = Sources::default();
    let ledger = ledgers.add(disk::LEDGER, files.get(disk::LEDGER).cloned().unwrap_or_default());
    let ledger = Ledger::read(ledgers.get(ledger), &mut Diagnostics::default());
    let text = |(address, bytes): (&String, &Vec<u8>)| {
        let id = id_of_text(address)?;
        let has_moved = ledger.told().contains_key(&Address::of_document(&id, None));
        (!has_moved).then(|| (id, String::from_utf8_lossy(bytes).into_owned()))
    };
    Ok(files.iter().filter_map(text).collect())
}

/// What the edition says of documents that are not there under their ids.
pub fn gone(edition: &Edition) -> BTreeMap<Id<Document>, Gone> {
    let gone = edition.departed.iter().filter_map(|departed| {
        let PageName::Document(old) = &departed.page else { return None };
        let fate = match &departed.fate {
            Fate::Moved(Address { page: PageName::Document(new), anchor }) => match anchor {
                None => Gone::To(new.clone()),
                Some(_) => Gone::Into(new.clone()),
            },
            Fate::Moved(_) => Gone::Withdrawn(None),
            Fate::Rests(why) => Gone::Withdrawn(why.clone()),
        };
        Some((old.clone(), fate))
    });
    gone.collect()
}

/// Says where the texts are no longer those of the version whose number their pages have.
pub fn doubt(root: &Path, site: &Site) -> Option<Diagnostic> {
    let version = site.config.edition.version.as_deref()?;
    let archive = archives(site, version).next()?;
    let old = match archived(root, archive) {
        Ok(old) => old,
        Err(fault) => return Some(fault),
    };
    let now = texts(site);
    let is_other = |id: &&Id<Document>| old.get(*id) != now.get(*id);
    let mut others = now.keys().chain(old.keys().filter(|id| !now.contains_key(*id))).filter(is_other);
    let first = others.next()?;
    let message = format!(
        "version {version} was released with another text of {}, first `{first}`; the pages say version {version} all the same",
        counted(others.count() + 1, "document")
    );
    let hint = "release them under a number of their own (`edition release`), or give `version` in `site.toml` another value until then";
    Some(Diagnostic::warning("version-changed", message).hint(hint))
}

/// The id of the document of which a file of the site is the plain text; the source of one ends otherwise.
fn id_of_text(address: &str) -> Option<Id<Document>> {
    let name = address.strip_prefix("documents/")?.strip_suffix(".txt")?;
    Id::new(name).ok().filter(|id| id.as_str() == name)
}
