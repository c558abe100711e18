//! `edition init`: a new edition that builds at once. What it consists of lies in `starter/` at the top of the repository;
//! this room must not know what stands in those files.

use std::path::{Path, PathBuf};

use clap::Args;
use include_dir::{Dir, include_dir};

use crate::cli::{Outcome, answer, say};
use crate::disk;

static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/starter");

/// Begin a new edition
///
/// Writes `site.toml`, one sample document, a page on the method, and what GitHub needs to publish the edition, into a
/// folder that is empty or not there yet (the `.git` of a new repository may be in it). Nothing is ever written over.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Init {
    /// The folder of the new edition [default: the one you are in]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  edition init letters
  cd letters
  edition serve --open";

impl Init {
    pub fn run(&self, root: &Path) -> Outcome {
        let folder = self.folder.as_deref().unwrap_or(root);
        let shown = disk::shown(folder);
        match disk::is_free(folder) {
            Ok(true) => {}
            Ok(false) => {
                say(&format!(
                    "error: the folder `{shown}` is not empty\nhelp: nothing was written; name a folder that is not there \
                     yet: `edition init letters`"
                ));
                return Outcome::Faulty;
            }
            Err(error) => {
                say(&format!("error: cannot begin an edition in `{shown}`: {error}"));
                return Outcome::Faulty;
            }
        }
        for (name, text) in files() {
            if let Err(error) = disk::create(&folder.join(&name), text.as_bytes()) {
                say(&format!("error: cannot write `{}`: {error}", disk::shown(&folder.join(&name))));
                return Outcome::Faulty;
            }
            // Whoever listens may have gone; the edition is made all the same.
            let _ = answer(format!("{}\n", disk::shown(&folder.join(&name))).as_bytes());
        }
        let at = if shown == "." { String::new() } else { format!(" --root {shown}") };
        say(&format!("a new edition is in `{shown}`; look at it with `edition serve{at} --open`"));
        if REPOSITORY.is_empty() {
            say(
                "before you publish by GitHub Actions, write where the program comes from into `.github/workflows/pages.yml`",
            );
        }
        Outcome::Fine
    }
}

/// Where the source of this program lies, as its manifest says; nothing where it does not.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The files of a new edition, by their paths in its folder.
fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    gather(&STARTER, &mut files);
    files.sort();
    files
}

fn gather(folder: &Dir<'static>, files: &mut Vec<(String, String)>) {
    for file in folder.files() {
        let name = file.path().to_string_lossy().replace('\\', "/");
        let text = file.contents_utf8().unwrap_or_default();
        let text = text
            .replace("{{repository}}", REPOSITORY)
            .replace("{{version}}", env!("CARGO_PKG_VERSION"))
            .replace("\r\n", "\n");
        files.push((name, text));
    }
    folder.dirs().for_each(|folder| gather(folder, files));
}

#[cfg(test)]
mod tests {
    use super::files;

    #[test]
    fn nothing_of_a_workflow_is_put_into_a_command() {
        let files = files();
        let workflow = files.iter().find(|(name, _)| name == ".github/workflows/pages.yml");
        let (_, text) = workflow.unwrap();
        // What GitHub fills in stands in a setting of its own and comes to a command by the environment.
        for line in text.lines().filter(|line| line.contains("${{")) {
            let (name, _) = line.trim().split_once(": ").unwrap();
            assert!(matches!(name, "BASE_URL" | "url"), "{line}");
        }
        assert!(!text.contains("{{repository}}") && !text.contains("{{version}}"), "{text}");
    }
}
