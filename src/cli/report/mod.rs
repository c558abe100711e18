//! `edition report`: what an edition contains, for its editors. This room must not know how it is found out.

mod correspondents;
mod fix;
mod signs;

use std::path::Path;

use clap::{Args, Subcommand};

use crate::cli::Outcome;

/// Tell the editors what the edition contains
#[derive(Debug, Args)]
pub struct Report {
    #[command(subcommand)]
    about: About,
}

#[derive(Debug, Subcommand)]
enum About {
    Correspondents(correspondents::Correspondents),
    Signs(signs::Signs),
}

impl Report {
    pub fn run(&self, root: &Path) -> Outcome {
        match &self.about {
            About::Correspondents(correspondents) => correspondents.run(root),
            About::Signs(signs) => signs.run(root),
        }
    }
}
