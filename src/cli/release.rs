//! `edition release`: a numbered version of the edition, frozen in an archive that opens from a disk. This room must not know how
//! a page is made.

use std::path::{Path, PathBuf};

use clap::Args;
use toml_edit::{DocumentMut, Item, Table, Value};

use crate::cli::{Outcome, answer, findings, packing, say};
use crate::diag::Diagnostic;
use crate::disk::{self, Archive, RELEASES};
use crate::model::date::Edtf;
use crate::model::text::one_line;
use crate::press::{self, Loaded, Overrides, Release as Named};
use crate::write::changed::{self, Texts};

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
        let path = root.join(RELEASES).join(format!("{name}.zip"));
        self.is_free(before, &name)?;
        let fault = |error| packing::unwritable(&path, &error);
        let settings = before.site.sources.find(SETTINGS).map(|id| before.site.sources.get(id));
        let (old, new) = match settings {
            Some(source) => (source.bytes(), self.named_in(source.text(), date)?),
            None => return Err(Diagnostic::error("no-settings", format!("there is no `{SETTINGS}`"))),
        };
        let mut archive = Archive::create(&path, &name).map_err(fault)?;
        packing::site(&mut archive, loaded, "", &path)?;
        let changes = self.changes(root, before, loaded, date)?;
        if let Some(changes) = &changes {
            archive.add("CHANGES.txt", changes.as_bytes()).map_err(fault)?;
        }
        archive.finish().map_err(fault)?;
        if let Some(changes) = changes {
            let path = root.join(RELEASES).join(format!("{name}-changes.txt"));
            let there =
                disk::read(&path, changes.len() as u64).is_ok_and(|there| there == changes.as_bytes());
            if !there {
                disk::create(&path, changes.as_bytes())
                    .map_err(|error| packing::unwritable(&path, &error))?;
            }
            say(&format!("what has changed since the version before stands in `{}`", disk::shown(&path)));
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
        let ending = format!("-{}.zip", packing::version(&self.version));
        let own = format!("{RELEASES}/{name}.zip");
        let other = before.site.pages().iter().map(|page| page.address.as_str()).find(|address| {
            address.starts_with(&format!("{RELEASES}/")) && address.ends_with(&ending) && *address != own
        });
        let Some(other) = other else { return Ok(()) };
        let message = format!("version {} was released already: `{other}`", self.version);
        let hint = "give the edition as it is now another number: what was cited under this one must stay what it was";
        Err(Diagnostic::error("version-released", message).hint(hint))
    }

    /// What has changed since the version that the settings had, if that was released and its documents are there as texts.
    fn changes(
        &self,
        root: &Path,
        before: &Loaded,
        loaded: &Loaded,
        date: &str,
    ) -> Result<Option<String>, Diagnostic> {
        let edition = &before.site.config.edition;
        let listed = |site| root.join(RELEASES).join(format!("{}-changes.txt", packing::name(site)));
        let previous = match &edition.version {
            None => return Ok(None),
            // The same once more: the list is that of the first time, if there was one.
            Some(version) if *version == self.version => {
                let list = disk::read(&listed(&loaded.site), u64::MAX).ok();
                return Ok(list.map(|list| String::from_utf8_lossy(&list).into_owned()));
            }
            Some(version) => version,
        };
        let path = root.join(RELEASES).join(format!("{}.zip", packing::name(&before.site)));
        if !disk::is_there(&path) {
            return Ok(None);
        }
        let fault = |error: &std::io::Error| {
            let message = format!("cannot read `{}`, the version before: {error}", disk::shown(&path));
            Diagnostic::error("unreadable", message)
                .hint("bring the file back as it was, or move it away to release without a list of changes")
        };
        let old =
            disk::archived(&path, |address| id_of_text(address).is_some()).map_err(|error| fault(&error))?;
        let old: Texts = old
            .iter()
            .filter_map(|(address, bytes)| {
                Some((id_of_text(address)?.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
            })
            .collect();
        let mut new = Texts::new();
        for page in loaded.site.pages() {
            if let Some(id) = id_of_text(&page.address) {
                let bytes = press::render(loaded, page)?;
                new.insert(id.to_owned(), String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        let heading = format!(
            "{}: version {} of {date}, and what has changed since version {previous}",
            edition.title, self.version
        );
        Ok(changed::list(&one_line(&heading), &old, &new))
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

/// The id of the document of which a file of the site is the plain text; the source of one ends otherwise.
fn id_of_text(address: &str) -> Option<&str> {
    let id = address.strip_prefix("documents/")?.strip_suffix(".txt")?;
    (!id.ends_with(".source") && !id.contains('/')).then_some(id)
}
const SETTINGS: &str = "site.toml";

/// The number of a version, which becomes part of the name of a file.
fn number(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-+_".contains(c);
    let is_number = text.contains(|c: char| c.is_ascii_digit());
    if is_number
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(fits)
        && text.len() <= 40
    {
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
