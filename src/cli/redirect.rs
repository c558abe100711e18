//! `edition redirect`: the editor says what has become of a published address. It changes the ledger and nothing else.

use std::path::Path;

use clap::Args;

use crate::cli::{Outcome, findings, say};
use crate::diag::Diagnostics;
use crate::disk::{self, LEDGER};
use crate::model::published::Fate;
use crate::press::{self, Overrides};
use crate::resolve;

/// Say where a published address has moved, or that nothing is there any more
///
/// A document is named by its id, a place in it by that and its number: `letter#p7`. The page of the old address
/// then leads to the new one, or says what was there and why it is not. What is back where it was is said to be at its own
/// address: `edition redirect letter letter`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Redirect {
    /// The address that was published
    old: String,
    /// Where that is now
    #[arg(required_unless_present = "rest", conflicts_with = "rest")]
    new: Option<String>,
    /// Nothing has taken its place; the reader is told why, if you say it
    #[arg(long, value_name = "WHY", num_args = 0..=1, default_missing_value = "")]
    rest: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  edition redirect letter letter-to-kim
  edition redirect letter#p7 minutes#p3
  edition redirect letter#p7 --rest \"The sentence was typed twice.\"";

impl Redirect {
    pub fn run(&self, root: &Path) -> Outcome {
        let loaded = press::load(root, &Overrides::default());
        let sources = &loaded.site.sources;
        let new = match (&self.new, &self.rest) {
            (Some(new), _) => resolve::Redirect::To(new.clone()),
            (None, why) => resolve::Redirect::Rests(why.clone().unwrap_or_default()),
        };
        let done = press::redirect(&loaded, &self.old, &new).and_then(|redirected| {
            disk::keep_ledger(root, sources, &redirected.ledger).map(|changed| (redirected, changed))
        });
        let (redirected, changed) = match done {
            Ok(done) => done,
            Err(found) => {
                let mut diagnostics = Diagnostics::default();
                diagnostics.push(found);
                findings::show(sources, &diagnostics);
                return Outcome::Faulty;
            }
        };
        let words = match redirected.words.as_str() {
            "" => String::new(),
            words => format!(" (“{words}”)"),
        };
        let what = match &redirected.fate {
            Fate::Moved(to) if *to == redirected.old => "is at its own address again".to_owned(),
            Fate::Moved(to) => format!("leads to `{to}` now"),
            Fate::Rests(_) => "rests: its page says what was there".to_owned(),
        };
        say(&format!("`{}`{words} {what}", redirected.old));
        match changed {
            true => say(&format!("`{LEDGER}` was changed; keep it with the texts")),
            false => say("the ledger said so already"),
        }
        Outcome::Fine
    }
}
