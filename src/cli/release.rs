//! `edition release`: a numbered version of the edition, frozen in an archive that opens from a disk. This room must not know how
//! a page is made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use toml_edit::{DocumentMut, Item, Table, Value};

use crate::cli::{Outcome, answer, findings, packing, say, versions};
use crate::diag::{Diagnostic, Diagnostics};
use crate::disk::{self, Archive};
use crate::model::date::Edtf;
use crate::model::errata::{Errata, is_version, order, slug};
use crate::model::text::one_line;
use crate::press::{self, Loaded, Overrides, Release as Named, Unwritten};
use crate::releases::{self, FOLDER};
use crate::site::Site;
use crate::write::{changed, plain};

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
        self.doubts(&before.site, &date).into_iter().for_each(|doubt| loaded.diagnostics.push(doubt));
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
        let path = root.join(versions::archive(&name));
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
        let documents = loaded.site.edition.documents.iter().enumerate();
        let texts = documents.map(|(at, document)| (format!("documents/{}.txt", document.id), at));
        let missing: BTreeMap<String, usize> =
            texts.filter(|(address, _)| loaded.site.find(address).is_none()).collect();
        for (address, at) in missing {
            archive.add(&address, &plain::export(&loaded.site, at)).map_err(fault)?;
        }
        if let Some(errata) = self.own_errata(loaded) {
            let heading = format!(
                "{}: version {} of {date}, and what has changed since version {}",
                loaded.site.config.edition.title, self.version, errata.since
            );
            let list = changed::list(&one_line(&heading), errata);
            archive.add("CHANGES.txt", list.as_bytes()).map_err(fault)?;
        }
        let is_new = archive.finish().map_err(fault)?;
        let done = self.write_down(root, before, ledger, listed, (old, new.as_bytes()));
        if done.is_err() && is_new {
            // What was not released must not look as if it were.
            disk::remove(&path).map_err(|error| packing::unwritable(&path, &error))?;
        }
        done.map(|()| path)
    }

    /// What is true from now on: what has changed, which addresses there are, and which version this is.
    fn write_down(
        &self,
        root: &Path,
        before: &Loaded,
        ledger: &str,
        listed: Option<&(String, String)>,
        (old, new): (&[u8], &[u8]),
    ) -> Result<(), Diagnostic> {
        if let Some((errata, text)) = listed {
            let place = root.join(errata);
            disk::create(&place, text.as_bytes()).map_err(|error| packing::unwritable(&place, &error))?;
        }
        // The settings first: addresses that are written down stay, and harm nothing.
        let settings = root.join(SETTINGS);
        let named = match old == new {
            true => Ok(()),
            false => {
                disk::replace(&settings, old, new).map_err(|error| packing::unwritable(&settings, &error))
            }
        };
        let done = named.and_then(|()| {
            let kept = disk::keep_ledger(root, &before.site.sources, ledger).map(drop);
            if kept.is_err() && old != new {
                disk::replace(&settings, new, old).map_err(|error| packing::unwritable(&settings, &error))?;
            }
            kept
        });
        match (listed, &done) {
            (Some((errata, _)), Ok(())) => {
                say(&format!("what has changed since the version before stands in `{errata}`"));
            }
            (Some((errata, _)), Err(_)) => {
                let place = root.join(errata);
                disk::remove(&place).map_err(|error| packing::unwritable(&place, &error))?;
            }
            (None, _) => {}
        }
        done
    }

    /// A version is frozen by its number, whatever the edition was called at the time.
    fn is_free(&self, before: &Loaded, name: &str) -> Result<(), Diagnostic> {
        let own = versions::archive(name);
        let other = versions::archives(&before.site, &self.version).find(|address| *address != own);
        let Some(other) = other else { return Ok(()) };
        let message = format!("version {} was released already: `{other}`", self.version);
        let hint = "give the edition as it is now another number: what was cited under this one must stay what it was";
        Err(Diagnostic::error("version-released", message).hint(hint))
    }

    /// The version before, and its archive: that of the settings, if it was released, else the last one that was.
    fn since<'a>(&self, site: &'a Site) -> Option<(String, &'a str)> {
        let of_settings = site.config.edition.version.as_ref().filter(|version| **version != self.version);
        let of_settings = of_settings
            .and_then(|version| Some((version.clone(), versions::archives(site, version).next()?)));
        of_settings.or_else(|| {
            let mut others = versions::released(site).into_iter();
            others.rfind(|(version, _)| *version != slug(&self.version))
        })
    }

    /// What is odd about a number or a day, and may be meant.
    fn doubts(&self, site: &Site, date: &str) -> Vec<Diagnostic> {
        let mut doubts = Vec::new();
        if let Some((last, _)) = self.since(site)
            && order(&last) > order(&self.version)
        {
            let message = format!("version {} comes before version {last}, which was released", self.version);
            let hint = "readers take the higher number for the newer text";
            doubts.push(Diagnostic::warning("version-order", message).hint(hint));
        }
        if let Some(errata) = site.edition.errata.first().filter(|errata| errata.date.as_str() > date) {
            let message =
                format!("the day {date} comes before that of version {}, {}", errata.version, errata.date);
            doubts.push(Diagnostic::warning("version-order", message).hint("see whether the day is right"));
        }
        doubts
    }

    /// What this version changed.
    fn own_errata<'a>(&self, loaded: &'a Loaded) -> Option<&'a Errata> {
        loaded.site.edition.errata.iter().find(|errata| errata.version == self.version)
    }

    /// What has changed since the version before, if there was one: the file that says it, and its text. None where it is there
    /// already.
    fn errata(
        &self,
        root: &Path,
        before: &Loaded,
        loaded: &Loaded,
        date: &str,
    ) -> Result<Option<(String, String)>, Diagnostic> {
        if self.own_errata(loaded).is_some() {
            return Ok(None);
        }
        let Some((since, archive)) = self.since(&before.site) else { return Ok(None) };
        let old = versions::archived(root, archive)?;
        let site = &loaded.site;
        let documents = changed::documents(&old, &versions::texts(site), &versions::gone(&site.edition));
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
