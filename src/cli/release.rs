//! `edition release`: a numbered version of the edition, frozen in an archive that opens from a disk. This room must not know how
//! a page is made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use toml_edit::{DocumentMut, Item, Table, Value};

use crate::cli::{Outcome, answer, findings, packing, say};
use crate::diag::{Diagnostic, Diagnostics};
use crate::disk::{self, Archive};
use crate::ledger::Ledger;
use crate::model::date::Edtf;
use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::model::errata::{Errata, is_version, slug};
use crate::model::id::Id;
use crate::model::published::{Address, Fate, PageName};
use crate::model::text::one_line;
use crate::press::{self, Loaded, Overrides, Release as Named, Unwritten};
use crate::releases::{self, FOLDER};
use crate::site::Site;
use crate::source::Sources;
use crate::write::changed::{self, Texts};
use crate::write::plain;

/// Freeze a numbered version of the edition
///
/// Version and date go into `site.toml`, and so onto every page and into every citation; the published addresses are written
/// down; and the website of this version becomes a ZIP archive in the folder `releases`, with the sums of all its files. Later
/// builds have the archive too, so that each version can still be read as it was. What has changed since the version before is
/// listed, word by word. Nothing that is released is ever written over.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Release {
    /// The number of the version: `1.0`
    #[arg(value_name = "VERSION", value_parser = number)]
    version: String,
    /// The day of the version, as year-month-day; needed unless `site.toml` has this version with its date already
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  edition release 1.0 --date 2027-01-31
  git add . && git commit -m \"Release 1.0\" && git tag 1.0
  edition publish";

impl Release {
    pub fn run(&self, root: &Path) -> Outcome {
        let before = press::load(root, &Overrides::default());
        let Some(date) = self.date.clone().or_else(|| self.date_said(&before)) else {
            say(&format!(
                "error: the day of version {0} is not known\nhelp: name it: `edition release {0} --date 2027-01-31`",
                self.version
            ));
            return Outcome::Misused;
        };
        if before.diagnostics.has_errors() {
            findings::show(&before.site.sources, &before.diagnostics);
            say("nothing was released");
            return Outcome::Faulty;
        }
        let ledger = press::record(&before);
        let named = Named { version: self.version.clone(), date: date.clone() };
        let overrides = Overrides { release: Some(named), ..Overrides::default() };
        let unwritten = Unwritten { ledger: &ledger, errata: None };
        let mut loaded = press::load_published(root, &overrides, &before, unwritten);
        let mut listed = None;
        if !loaded.diagnostics.has_errors() {
            match self.errata(root, &before, &loaded, &date) {
                Ok(Some((path, text))) => {
                    let unwritten = Unwritten { errata: Some((&path, &text)), ..unwritten };
                    loaded = press::load_published(root, &overrides, &loaded, unwritten);
                    listed = Some((path, text));
                }
                Ok(None) => {}
                Err(fault) => loaded.diagnostics.push(fault),
            }
        }
        let mut found = Diagnostics::default();
        let done = match loaded.diagnostics.has_errors() {
            true => None,
            false => match self.release(root, &before, &loaded, &ledger, listed.as_ref(), &mut found) {
                Ok(path) => Some(path),
                Err(fault) => {
                    loaded.diagnostics.push(fault);
                    None
                }
            },
        };
        loaded.diagnostics.append(found);
        findings::show(&loaded.site.sources, &loaded.diagnostics);
        let Some(path) = done else {
            say("nothing was released");
            return Outcome::Faulty;
        };
        say(&format!(
            "version {} of {date}: keep it with your texts, and tell the world: `edition publish`",
            self.version
        ));
        Outcome::fine_if(answer(format!("{}\n", disk::shown(&path)).as_bytes()).is_ok())
    }

    /// The date that the settings give this version.
    fn date_said(&self, loaded: &Loaded) -> Option<String> {
        let edition = &loaded.site.config.edition;
        let same = edition.version.as_ref() == Some(&self.version);
        edition.date.clone().filter(|date| same && day(date).is_ok())
    }

    /// The archive first: what is written down after it is true only where it is there.
    fn release(
        &self,
        root: &Path,
        before: &Loaded,
        loaded: &Loaded,
        ledger: &str,
        listed: Option<&(String, String)>,
        found: &mut Diagnostics,
    ) -> Result<PathBuf, Diagnostic> {
        let name = packing::name(&loaded.site);
        let path = root.join(archive(&name));
        self.is_free(before, &name)?;
        let fault = |error| packing::unwritable(&path, &error);
        let date = loaded.site.config.edition.date.as_deref().unwrap_or_default();
        let settings = before.site.sources.find(SETTINGS).map(|id| before.site.sources.get(id));
        let (old, new) = match settings {
            Some(source) => (source.bytes(), self.named_in(source.text(), date)?),
            None => return Err(Diagnostic::error("no-settings", format!("there is no `{SETTINGS}`"))),
        };
        let mut archive = Archive::create(&path, &name).map_err(fault)?;
        packing::site(&mut archive, loaded, "", &path, found)?;
        // The version after this one is compared with these texts, whichever forms the site has.
        for (id, text) in texts(loaded) {
            let address = format!("documents/{id}.txt");
            if loaded.site.find(&address).is_none() {
                archive.add(&address, text.as_bytes()).map_err(fault)?;
            }
        }
        if let Some(errata) = self.own_errata(loaded) {
            let heading = format!(
                "{}: version {} of {date}, and what has changed since version {}",
                loaded.site.config.edition.title, self.version, errata.since
            );
            let list = changed::list(&one_line(&heading), errata);
            archive.add("CHANGES.txt", list.as_bytes()).map_err(fault)?;
        }
        archive.finish().map_err(fault)?;
        if let Some((errata, text)) = listed {
            let place = root.join(errata);
            disk::create(&place, text.as_bytes()).map_err(|error| packing::unwritable(&place, &error))?;
            say(&format!("what has changed since the version before stands in `{errata}`"));
        }
        disk::keep_ledger(root, &before.site.sources, ledger)?;
        if old != new.as_bytes() {
            disk::replace(&root.join(SETTINGS), old, new.as_bytes())
                .map_err(|error| packing::unwritable(&root.join(SETTINGS), &error))?;
        }
        Ok(path)
    }

    /// A version is frozen by its number, whatever the edition was called at the time.
    fn is_free(&self, before: &Loaded, name: &str) -> Result<(), Diagnostic> {
        let own = archive(name);
        let other = archives(&before.site, &self.version).find(|address| *address != own);
        let Some(other) = other else { return Ok(()) };
        let message = format!("version {} was released already: `{other}`", self.version);
        let hint = "give the edition as it is now another number: what was cited under this one must stay what it was";
        Err(Diagnostic::error("version-released", message).hint(hint))
    }

    /// The version before: that of the settings; where they have this one already, the last one that was released.
    fn since(&self, site: &Site) -> Option<String> {
        let version = site.config.edition.version.as_ref()?;
        if *version != self.version {
            return Some(version.clone());
        }
        let start = packing::name(site);
        let start = archive(start.strip_suffix(&slug(version))?);
        let start = start.strip_suffix(".zip")?;
        let addresses = site.pages().iter().map(|page| page.address.as_str());
        let released = addresses.filter_map(|address| address.strip_prefix(start)?.strip_suffix(".zip"));
        let others = released.filter(|other| is_version(other) && *other != slug(version));
        others.max_by_key(|other| natural(other)).map(str::to_owned)
    }

    /// What this version changed.
    fn own_errata<'a>(&self, loaded: &'a Loaded) -> Option<&'a Errata> {
        loaded.site.edition.errata.iter().find(|errata| errata.version == self.version)
    }

    /// What has changed since the version that the settings had, if that was released: the file that says it, and its text. None
    /// where nothing has, and where it is there already.
    fn errata(
        &self,
        root: &Path,
        before: &Loaded,
        loaded: &Loaded,
        date: &str,
    ) -> Result<Option<(String, String)>, Diagnostic> {
        let since = self.since(&before.site).filter(|_| self.own_errata(loaded).is_none());
        let Some(since) = since else { return Ok(None) };
        let Some(archive) = archives(&before.site, &since).next() else {
            say(&format!(
                "the archive of version {since} is not in `{FOLDER}`, so what has changed since is not listed"
            ));
            return Ok(None);
        };
        let old = disk::archived(&root.join(archive), |address| {
            id_of_text(address).is_some() || address == disk::LEDGER
        });
        let old = old.map_err(|error| {
            let message = format!("cannot read `{archive}`, the version before: {error}");
            Diagnostic::error("unreadable", message)
                .hint("bring the file back as it was, or move it away to release without a list of changes")
        })?;
        // A document that had another name before is there under both.
        let mut ledgers = Sources::default();
        let ledger = old.get(disk::LEDGER).cloned().unwrap_or_default();
        let ledger = ledgers.add(disk::LEDGER, ledger);
        let ledger = Ledger::read(ledgers.get(ledger), &mut Diagnostics::default());
        let text = |(address, bytes): (&String, &Vec<u8>)| {
            let id = id_of_text(address)?;
            let has_moved = ledger.told().contains_key(&Address::of_document(&id, None));
            (!has_moved).then(|| (id, String::from_utf8_lossy(bytes).into_owned()))
        };
        let old: Texts = old.iter().filter_map(text).collect();
        let documents = changed::documents(&old, &texts(loaded), &renamed(&loaded.site.edition));
        if documents.is_empty() {
            return Ok(None);
        }
        let errata = Errata { version: self.version.clone(), date: date.to_owned(), since, documents };
        let text = releases::written(&errata)
            .map_err(|error| Diagnostic::error("unwritable", format!("cannot list the changes: {error}")))?;
        Ok(Some((format!("{FOLDER}/{}{}", packing::name(&loaded.site), releases::ERRATA), text)))
    }

    /// The settings with this version and date, and all else as it was typed.
    fn named_in(&self, settings: &str, date: &str) -> Result<String, Diagnostic> {
        let fault = || {
            Diagnostic::error("no-settings", format!("version and date cannot be written into `{SETTINGS}`"))
        };
        let mut document: DocumentMut = settings.parse().map_err(|_| fault())?;
        let edition = document.entry("edition").or_insert(Item::Table(Table::new()));
        let edition = edition.as_table_like_mut().ok_or_else(fault)?;
        for (name, text) in [("version", self.version.as_str()), ("date", date)] {
            let mut value = Value::from(text);
            if let Some(before) = edition.get(name).and_then(Item::as_value) {
                // The comment behind it stays.
                *value.decor_mut() = before.decor().clone();
            }
            edition.insert(name, Item::Value(value));
        }
        Ok(document.to_string())
    }
}

/// The plain texts of all documents.
fn texts(loaded: &Loaded) -> Texts {
    let site = &loaded.site;
    let documents = site.edition.documents.par_iter().enumerate();
    let text = documents.map(|(at, document)| {
        (document.id.clone(), String::from_utf8_lossy(&plain::export(site, at)).into_owned())
    });
    text.collect()
}

/// The ids of documents that have another one now.
fn renamed(edition: &Edition) -> BTreeMap<Id<Document>, Id<Document>> {
    let moved = edition.departed.iter().filter_map(|departed| match (&departed.page, &departed.fate) {
        (PageName::Document(old), Fate::Moved(Address { page: PageName::Document(new), anchor: None })) => {
            Some((old.clone(), new.clone()))
        }
        _ => None,
    });
    moved.collect()
}

/// The id of the document of which a file of the site is the plain text; the source of one ends otherwise.
fn id_of_text(address: &str) -> Option<Id<Document>> {
    let name = address.strip_prefix("documents/")?.strip_suffix(".txt")?;
    Id::new(name).ok().filter(|id| id.as_str() == name)
}

/// By what versions are put in order: 1.10 comes after 1.9.
fn natural(version: &str) -> Vec<(u64, &str)> {
    let parts = version.split(['.', '-', '_', '+']);
    parts.map(|part| (part.parse().unwrap_or(0), part)).collect()
}

fn archive(name: &str) -> String {
    format!("{FOLDER}/{name}.zip")
}

/// The archives of a version that the edition has; there is more than one where its title was another one.
fn archives<'a>(site: &'a Site, version: &str) -> impl Iterator<Item = &'a str> {
    let ending = format!("-{}.zip", slug(version));
    let addresses = site.pages().iter().map(|page| page.address.as_str());
    addresses.filter(move |address| address.starts_with(FOLDER) && address.ends_with(&ending))
}

const SETTINGS: &str = "site.toml";

/// The number of a version, which becomes part of the name of a file.
fn number(text: &str) -> Result<String, String> {
    if is_version(text) {
        return Ok(text.to_owned());
    }
    Err("write a number such as `1.0`, of letters, digits and points".to_owned())
}

/// A whole day.
fn day(text: &str) -> Result<String, String> {
    let whole = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match Edtf::new(text).filter(|_| whole) {
        Some(_) => Ok(text.to_owned()),
        None => Err("write year, month and day: `2027-01-31`".to_owned()),
    }
}
