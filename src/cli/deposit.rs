//! `edition deposit`: site and sources with their descriptions in one archive, for a repository of data. This room must not know
//! how an archive or a description is written.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Outcome, answer, findings, packing, say, versions};
use crate::diag::{Diagnostic, Diagnostics};
use crate::disk::{self, Archive};
use crate::press::{self, Loaded, Overrides};
use crate::write::deposit;

/// Pack the edition for a repository of data, such as Zenodo
///
/// One ZIP archive holds the website, which opens from a disk, everything that it is made of, the descriptions
/// that repositories read (`CITATION.cff`, `.zenodo.json`, RO-Crate) and the sums of all files. The same edition gives the
/// same archive, byte for byte. No file is written over.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Deposit {
    /// The archive [default: named after title and version, in the edition's folder]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  edition deposit
  edition deposit --out /srv/deposits/letters-1.0.zip";

impl Deposit {
    pub fn run(&self, root: &Path) -> Outcome {
        let mut loaded = press::load(root, &Overrides::default());
        let name = packing::name(&loaded.site);
        let path = self.out.clone().unwrap_or_else(|| root.join(format!("{name}-deposit.zip")));
        if !loaded.diagnostics.has_errors() {
            for setting in deposit::unsaid(&loaded.site) {
                let message = format!(
                    "the descriptions do not say what a repository asks for: there is no `{setting}`"
                );
                let hint = "write it below `[edition]` in `site.toml`";
                loaded.diagnostics.push(Diagnostic::warning("deposit-unsaid", message).hint(hint));
            }
        }
        let mut found = Diagnostics::default();
        versions::doubt(root, &loaded.site).into_iter().for_each(|doubt| found.push(doubt));
        let done = match loaded.diagnostics.has_errors() {
            true => None,
            false => match pack(&loaded, &path, &name, &mut found) {
                Ok(is_new) => Some(is_new),
                Err(fault) => {
                    loaded.diagnostics.push(fault);
                    None
                }
            },
        };
        loaded.diagnostics.append(found);
        findings::show(&loaded.site.sources, &loaded.diagnostics);
        let Some(is_new) = done else {
            say("no archive was written");
            return Outcome::Faulty;
        };
        if !is_new {
            say("the archive is there already, and is the same");
        }
        Outcome::fine_if(answer(format!("{}\n", disk::shown(&path)).as_bytes()).is_ok())
    }
}

/// Writes the archive; says whether it is new.
fn pack(loaded: &Loaded, path: &Path, name: &str, found: &mut Diagnostics) -> Result<bool, Diagnostic> {
    let fault = |error| packing::unwritable(path, &error);
    let mut archive = Archive::create(path, name).map_err(fault)?;
    let sources: Vec<String> =
        packing::originals_of(loaded).into_iter().map(|original| original.path().to_owned()).collect();
    for (address, bytes) in deposit::descriptions(&loaded.site, &sources) {
        archive.add(address, &bytes).map_err(fault)?;
    }
    if let Some(page) = loaded.site.find("CITATION.cff") {
        archive.add("CITATION.cff", &press::render(loaded, page)?).map_err(fault)?;
    }
    packing::site(&mut archive, loaded, deposit::SITE, path, found)?;
    packing::originals(&mut archive, loaded, deposit::SOURCE, path)?;
    archive.finish().map_err(fault)
}
