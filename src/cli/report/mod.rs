//! `edition report`: what an edition contains, for its editors. This room must not know how it is found out.

mod fix;
mod names;
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
    Names(names::Names),
    Signs(signs::Signs),
}

impl Report {
    pub fn run(&self, root: &Path) -> Outcome {
        match &self.about {
            About::Names(names) => names.run(root),
            About::Signs(signs) => signs.run(root),
        }
    }
}
