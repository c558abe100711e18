//! `edition release`: a numbered version of the edition, frozen in an archive that opens from a disk. This room must not know how
//! a page is made.

use std::path::{Path, PathBuf};

use clap::Args;
use toml_edit::{DocumentMut, Item, Table, Value};

use crate::cli::{Outcome, answer, findings, packing, say};
use crate::diag::Diagnostic;
use crate::disk::{self, Archive};
use crate::model::date::Edtf;
use crate::press::{self, Loaded, Overrides, Release as Named};

/// Freeze a numbered version of the edition
///
/// Version and date go into `site.toml`, and so onto every page and into every citation; the published addresses are written
/// down; and the website of this version becomes a ZIP archive in the folder `releases`, with the sums of all its files. Later
/// builds have the archive too, so that each version can still be read as it was. Nothing that is released is ever written over.
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
        let mut loaded = press::load_published(root, &overrides, &before, &ledger);
        let done = match loaded.diagnostics.has_errors() {
            true => None,
            false => match self.release(root, &before, &loaded, &date, &ledger) {
                Ok(path) => Some(path),
                Err(fault) => {
                    loaded.diagnostics.push(fault);
                    None
                }
            },
        };
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
        date: &str,
        ledger: &str,
    ) -> Result<PathBuf, Diagnostic> {
        let name = packing::name(&loaded.site);
        let path = root.join(FOLDER).join(format!("{name}.zip"));
        let fault = |error| packing::unwritable(&path, &error);
        let settings = before.site.sources.find(SETTINGS).map(|id| before.site.sources.get(id));
        let (old, new) = match settings {
            Some(source) => (source.bytes(), self.named_in(source.text(), date)?),
            None => return Err(Diagnostic::error("no-settings", format!("there is no `{SETTINGS}`"))),
        };
        let mut archive = Archive::create(&path, &name).map_err(fault)?;
        packing::site(&mut archive, loaded, "", &path)?;
        archive.finish().map_err(fault)?;
        disk::keep_ledger(root, &before.site.sources, ledger)?;
        if old != new.as_bytes() {
            disk::replace(&root.join(SETTINGS), old, new.as_bytes())
                .map_err(|error| packing::unwritable(&root.join(SETTINGS), &error))?;
        }
        Ok(path)
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

const FOLDER: &str = "releases";
const SETTINGS: &str = "site.toml";

/// The number of a version, which becomes part of the name of a file.
fn number(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-+_".contains(c);
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(fits) && text.len() <= 40 {
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
