//! `edition convert`: documents of single files in another form, on standard output. This room must not know what
//! the forms are like.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::{Outcome, answer, findings, say};
use crate::press::{self, Loaded};
use crate::write::{self, EXPORTS, Export, whole};

/// Write documents in another form, on standard output
///
/// The settings are those of the `site.toml` found above the file, if there is one. JSON is one document a line.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Convert {
    /// The files to read: transcriptions, in or outside of an edition; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The form to write
    #[arg(long, value_name = "FORM", value_parser = PossibleValuesParser::new(forms()))]
    to: String,
}

const EXAMPLES: &str = "\
Examples:
  edition convert content/documents/1948-10-12.md --to text
  edition convert content/documents/*.md --to json > documents.jsonl
  edition convert letter.txt --to html > letter.html";

impl Convert {
    pub fn run(&self, root: Option<&Path>) -> Outcome {
        let Some(export) = write::export(&self.to) else {
            return Outcome::Faulty;
        };
        if export.alone && self.files.len() > 1 {
            say(&format!("`--to {}` makes one whole file: convert one document at a time", self.to));
            return Outcome::Misused;
        }
        let mut outcome = Outcome::Fine;
        for file in &self.files {
            let mut loaded = press::load_one(file, root);
            // What stands for a document that could not be read must not be taken for it.
            let documents =
                if loaded.diagnostics.has_errors() { Vec::new() } else { written(export, &mut loaded) };
            for mut bytes in documents {
                if !bytes.ends_with(b"\n") {
                    bytes.push(b'\n');
                }
                if let Err(error) = answer(&bytes) {
                    say(&format!("cannot write the document: {error}"));
                    return Outcome::Faulty;
                }
            }
            findings::show(&loaded.site.sources, &loaded.diagnostics);
            if loaded.diagnostics.has_errors() {
                outcome = Outcome::Faulty;
            }
        }
        outcome
    }
}

/// What one file becomes. Where several documents are a whole of their own in this form, they are written as that.
fn written(export: &Export, loaded: &mut Loaded) -> Vec<Vec<u8>> {
    let Loaded { site, diagnostics, .. } = loaded;
    match &export.whole {
        Some(whole) if site.edition.documents.len() > 1 => {
            vec![whole::alone(site, export, whole, diagnostics)]
        }
        _ => {
            let documents = 0..site.edition.documents.len();
            documents.map(|document| (export.write)(site, document, diagnostics)).collect()
        }
    }
}

fn forms() -> Vec<&'static str> {
    EXPORTS.iter().filter(|export| export.convert).map(|export| export.name).collect()
}
