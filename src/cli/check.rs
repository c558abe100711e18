//! `edition check`: everything is read, nothing is written. This room must not know what there is to find.

use std::path::Path;

use clap::Args;

use crate::cli::{Outcome, endings, findings, say};
use crate::diag::Severity;
use crate::press::{self, Overrides};

/// Read everything and list what is missing, doubtful or wrong
///
/// Errors keep the edition from being built, warnings do not. Notes are guesses that you may want to confirm.
/// Nothing is written.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    /// Write the findings for a program: one a line, as JSON, on standard output
    #[arg(long)]
    json: bool,
    /// Fail on warnings, not only on errors
    #[arg(long)]
    strict: bool,
    /// Say how the edition keeps the principles of the Endings Project, which make digital works last
    ///
    /// Every page is made and looked at. With `--json` a principle a line; with `--strict` one that is not kept is a
    /// fault.
    #[arg(long)]
    endings: bool,
}

const EXAMPLES: &str = "\
Examples:
  edition check
  edition check --strict && edition build
  edition check --json > findings.jsonl
  edition check --endings";

impl Check {
    pub fn run(&self, root: &Path) -> Outcome {
        let mut loaded = press::load(root, &Overrides::default());
        if self.endings {
            return endings::run(root, &mut loaded, self.json, self.strict);
        }
        let (sources, diagnostics) = (&loaded.site.sources, &loaded.diagnostics);
        let shown = if self.json {
            findings::json(sources, diagnostics)
        } else {
            findings::show_all(sources, diagnostics);
            if diagnostics.is_empty() {
                say("nothing to report");
            }
            Ok(())
        };
        if let Err(error) = &shown {
            say(&format!("cannot write the findings: {error}"));
        }
        let strict = self.strict && diagnostics.count(Severity::Warning) > 0;
        Outcome::fine_if(shown.is_ok() && !strict && !diagnostics.has_errors())
    }
}
