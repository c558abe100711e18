//! `edition build`: the whole site into a folder. This room must not know how the folder is replaced.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::{Outcome, findings, say};
use crate::config;
use crate::diag::{Diagnostics, Severity};
use crate::disk::{self, Done, Output};
use crate::press::{self, Loaded, Overrides};

/// Write the website into a folder
///
/// The folder (`public`, unless you name another) is replaced as a whole once all pages are written. If the
/// edition has errors nothing is replaced, and the site that was there stays. What has not changed is not
/// written again.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Build {
    /// Where the website goes [default: `public` in the edition's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where the website will be published, in place of `base_url` in `site.toml`
    #[arg(long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
}

const EXAMPLES: &str = "\
Examples:
  edition build
  edition build --strict
  edition build --out /srv/www/letters --base-url https://example.org/letters/";

impl Build {
    pub fn run(&self, root: &Path) -> Outcome {
        let out = self.out.clone().unwrap_or_else(|| root.join("public"));
        let mut loaded = press::load(root, &Overrides { base_url: self.base_url.clone() });
        let output = if loaded.found_nothing() { None } else { open(root, &out, &mut loaded) };
        let faulty = self.forbid(&loaded.diagnostics);
        let output = if faulty { None } else { output };
        let printed =
            if loaded.found_nothing() { Diagnostics::default() } else { print(&loaded, output.as_ref()) };
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
            Some(done) => say(&written(&loaded, done, &out)),
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
fn print(loaded: &Loaded, output: Option<&Output>) -> Diagnostics {
    let bar = ProgressBar::new(loaded.site.pages().len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len}") {
        bar.set_style(style);
    }
    let found = press::print(loaded, |page, bytes| {
        bar.inc(1);
        output.map_or(Ok(()), |output| output.write(&page.address, &bytes))
    });
    bar.finish_and_clear();
    found
}

/// `12 pages and 30 files, 2 new, in public`
fn written(loaded: &Loaded, done: Done, out: &Path) -> String {
    let all = loaded.site.pages();
    let pages = all.iter().filter(|page| page.kind != "export" && page.kind != "file").count();
    let mut parts = vec![format!("{} and {}", number(pages, "page"), number(all.len() - pages, "file"))];
    let counts = [(done.new, "new"), (done.changed, "changed"), (done.removed, "removed")];
    parts
        .extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    if parts.len() == 1 {
        parts.push("nothing new".to_owned());
    }
    format!("{}, in {}", parts.join(", "), disk::shown(out))
}

fn number(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn address(text: &str) -> Result<String, String> {
    config::base_url(text).map_err(|why| format!("the address {why}"))
}
