//! `edition build`: the whole site into a folder. This room must not know how the folder is replaced.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::{Outcome, base_url, findings, say};
use crate::diag::{Diagnostics, Severity};
use crate::disk::{self, Done, Output};
use crate::press::{self, Loaded, Overrides, Part};
use crate::words::counted;

/// Write the website into a folder
///
/// The folder (`public`, unless you name another) is replaced as a whole once all pages are written. If the
/// edition has errors nothing is replaced, and the site that was there stays. What has not changed is not
/// written again.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Build {
    /// Where the website goes [default: `public` in the edition's folder, for a part of it `public-2-of-5`]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where the website will be published, in place of `base_url` in `site.toml`
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// Write one part of the website, such as `2/5` for the second of five; all parts together are the whole, byte for byte
    #[arg(long, value_name = "PART", value_parser = part)]
    shard: Option<Part>,
}

const EXAMPLES: &str = "\
Examples:
  edition build
  edition build --strict
  edition build --shard 2/5 --out part-2
  edition build --out /srv/www/letters --base-url https://example.org/letters/";

impl Build {
    pub fn run(&self, root: &Path) -> Outcome {
        let part = self.shard.unwrap_or(Part::WHOLE);
        // A part must not take the place of the whole, nor of another part.
        let folder = match part {
            Part::WHOLE => "public".to_owned(),
            Part { at, of } => format!("public-{}-of-{of}", at + 1),
        };
        let out = self.out.clone().unwrap_or_else(|| root.join(folder));
        let mut loaded =
            press::load(root, &Overrides { base_url: self.base_url.clone(), ..Overrides::default() });
        let mut output = if loaded.found_nothing() { None } else { open(root, &out, &mut loaded) };
        if let Some(output) = output.as_mut().filter(|_| part != Part::WHOLE) {
            output.part_of(loaded.site.pages().iter().map(|page| page.address.clone()).collect());
        }
        let faulty = self.forbid(&loaded.diagnostics);
        let output = if faulty { None } else { output };
        let printed = if loaded.found_nothing() {
            Diagnostics::default()
        } else {
            print(&loaded, part, output.as_ref())
        };
        loaded.diagnostics.append(printed);
        let done = if self.forbid(&loaded.diagnostics) { None } else { output.map(Output::finish) };
        let done = match done {
            Some(Ok(done)) => Some(done),
            Some(Err(fault)) => {
                loaded.diagnostics.push(fault);
                None
            }
            None => None,
        };
        findings::show(&loaded.site.sources, &loaded.diagnostics);
        match done {
            Some(done) => say(&written(&loaded, part, done, &out)),
            None => say(&format!("nothing was written to {}", disk::shown(&out))),
        }
        Outcome::fine_if(done.is_some())
    }

    fn forbid(&self, diagnostics: &Diagnostics) -> bool {
        diagnostics.has_errors() || (self.strict && diagnostics.count(Severity::Warning) > 0)
    }
}

fn open(root: &Path, out: &Path, loaded: &mut Loaded) -> Option<Output> {
    match Output::open(root, out) {
        Ok(output) => {
            let addresses: BTreeSet<&str> =
                loaded.site.pages().iter().map(|page| page.address.as_str()).collect();
            let strangers = output.strangers(&addresses);
            strangers.into_iter().for_each(|strangers| loaded.diagnostics.push(strangers));
            Some(output)
        }
        Err(fault) => {
            loaded.diagnostics.push(fault);
            None
        }
    }
}

/// Prints all pages, to the output or, where that must not be touched, only to find what is wrong with them.
fn print(loaded: &Loaded, part: Part, output: Option<&Output>) -> Diagnostics {
    let bar = ProgressBar::new(part.pages(loaded.site.pages()).len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len}") {
        bar.set_style(style);
    }
    let found = press::print_part(loaded, part, |page, bytes| {
        bar.inc(1);
        output.map_or(Ok(()), |output| output.write(&page.address, &bytes))
    });
    bar.finish_and_clear();
    found
}

/// `12 pages and 30 files, 2 new, in public`
fn written(loaded: &Loaded, part: Part, done: Done, out: &Path) -> String {
    let all = part.pages(loaded.site.pages());
    let pages = all.iter().filter(|(_, page)| page.kind != "export" && page.kind != "file").count();
    let mut parts = vec![format!("{} and {}", counted(pages, "page"), counted(all.len() - pages, "file"))];
    let counts = [(done.new, "new"), (done.changed, "changed"), (done.removed, "removed")];
    parts
        .extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    if parts.len() == 1 {
        parts.push("nothing new".to_owned());
    }
    format!("{}, in {}", parts.join(", "), disk::shown(out))
}

/// Reads `2/5`.
fn part(text: &str) -> Result<Part, String> {
    let parsed = text.split_once('/').and_then(|(at, of)| {
        let (at, of): (usize, usize) = (at.parse().ok()?, of.parse().ok()?);
        (1..=of).contains(&at).then(|| Part { at: at - 1, of })
    });
    parsed.ok_or_else(|| "write which part of how many, from 1: `2/5`".to_owned())
}
