//! `edition report`: what an edition contains, for its editors. This room must not know how it is found out.

mod correspondents;
mod fix;
mod names;
mod signs;

use std::path::Path;

use clap::{Args, Subcommand};

use crate::cli::{Outcome, answer, say};
use crate::press::Loaded;

/// Tell the editors what the edition contains
#[derive(Debug, Args)]
pub struct Report {
    #[command(subcommand)]
    about: About,
}

#[derive(Debug, Subcommand)]
enum About {
    Correspondents(correspondents::Correspondents),
    Names(names::Names),
    Signs(signs::Signs),
}

impl Report {
    pub fn run(&self, root: &Path) -> Outcome {
        match &self.about {
            About::Correspondents(correspondents) => correspondents.run(root),
            About::Names(names) => names.run(root),
            About::Signs(signs) => signs.run(root),
        }
    }
}

/// Hands out a report of what was loaded.
fn hand_out(report: &str, loaded: &Loaded) -> Outcome {
    match answer(report.as_bytes()) {
        Ok(()) => Outcome::fine_if(!loaded.found_nothing()),
        Err(error) => {
            say(&format!("cannot write the report: {error}"));
            Outcome::Faulty
        }
    }
}
