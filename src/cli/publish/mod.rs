//! `edition publish`: the site goes to a branch of a remote repository, and nothing else of the repository is touched. This
//! room must not know how a page is made.

mod branch;
mod changes;
mod faults;
mod git;
mod hosts;
mod weights;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use clap::Args;

use crate::cli::publish::branch::Branch;
use crate::cli::publish::changes::Change;
use crate::cli::publish::git::Git;
use crate::cli::publish::weights::Weights;
use crate::cli::{Outcome, answer, base_url, findings, say, versions};
use crate::diag::{Diagnostic, Diagnostics};
use crate::disk;
use crate::model::text::one_line;
use crate::press::{self, Loaded, Overrides, Unwritten};

/// Build the website and push it to a branch, for GitHub Pages and hosts like it
///
/// The site is built in memory and pushed as a new commit. Your files, your index and the branch that you work on stay as
/// they are. Where the edition has errors nothing is pushed; where nothing has changed, neither. Git asks nothing here: it
/// must know your password, token or key already.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Publish {
    /// The remote repository: the name that git has for it, or its address
    #[arg(long, value_name = "REMOTE", default_value = "origin", value_parser = no_option)]
    remote: String,
    /// The branch that the host shows
    #[arg(long, value_name = "BRANCH", default_value = "gh-pages", value_parser = no_option)]
    branch: String,
    /// Say what would be added, changed and removed, and push nothing
    #[arg(long)]
    dry_run: bool,
    /// Keep no history: the branch gets one commit, in the place of all that were there
    #[arg(long)]
    squash: bool,
    /// Publish to a branch that another program has written, or without the released archives that it has; its files are
    /// removed from it
    #[arg(long)]
    take_over: bool,
    /// Write down the addresses as published, and push nothing: where a service builds the website from your texts
    #[arg(long, conflicts_with_all = ["dry_run", "squash", "take_over"])]
    record: bool,
    /// Where the website will be published, in place of `base_url` in `site.toml`
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  edition publish --dry-run
  edition publish
  edition publish --record
  edition publish --remote https://github.com/doe/letters.git --branch pages";

impl Publish {
    pub fn run(&self, root: &Path) -> Outcome {
        let overrides = Overrides { base_url: self.base_url.clone(), ..Overrides::default() };
        let before = press::load(root, &overrides);
        let (mut loaded, ledger) = match before.diagnostics.has_errors() {
            true => (None, String::new()),
            false => {
                // The pages say already that their addresses are published, and which.
                let ledger = press::record(&before);
                (
                    Some(press::load_published(
                        root,
                        &overrides,
                        &before,
                        Unwritten { ledger: &ledger, errata: None },
                    )),
                    ledger,
                )
            }
        };
        let done = match loaded.as_mut().filter(|loaded| !loaded.diagnostics.has_errors()) {
            Some(_) if self.record => Ok(Done::Recorded),
            Some(loaded) => self.publish(root, &before, loaded),
            None => Ok(Done::Nothing),
        };
        let published = matches!(&done, Ok(Done::Pushed | Done::Same | Done::Recorded));
        let kept = published.then(|| disk::keep_ledger(root, &before.site.sources, &ledger));
        let is_new = before.site.sources.find(disk::LEDGER).map(|id| before.site.sources.get(id).bytes())
            != Some(ledger.as_bytes());
        if matches!(&done, Ok(Done::Rehearsed(_))) && is_new {
            say(&format!("`{}` here would be written too: it gets the addresses that are new", disk::LEDGER));
        }
        let mut loaded = loaded.unwrap_or(before);
        match kept {
            Some(Ok(true)) => say(&format!(
                "the published addresses stand in `{0}`: keep the file with your texts (`git add {0}`)",
                disk::LEDGER
            )),
            Some(Err(fault)) => loaded.diagnostics.push(fault),
            Some(Ok(false)) | None => {}
        }
        let done = done.unwrap_or_else(|fault| {
            loaded.diagnostics.push(fault);
            Done::Nothing
        });
        findings::show(&loaded.site.sources, &loaded.diagnostics);
        self.tell(done).unwrap_or_else(|| Outcome::fine_if(!loaded.diagnostics.has_errors()))
    }

    /// Says how it ended; where that cannot be said, that is the outcome.
    fn tell(&self, done: Done) -> Option<Outcome> {
        match done {
            Done::Nothing => say("nothing was pushed"),
            Done::Recorded => {
                say(&format!("`{}` has all addresses of the edition; nothing was pushed", disk::LEDGER))
            }
            Done::Same => say(&format!(
                "`{}` on `{}` has this site already; nothing was pushed",
                self.branch, self.remote
            )),
            Done::Rehearsed(changes) => {
                let lines =
                    changes.iter().map(|change| format!("{:<8} {}\n", change.fate.name(), change.address));
                if answer(lines.collect::<String>().as_bytes()).is_err() {
                    return Some(Outcome::Faulty);
                }
                say("nothing was pushed: this was a rehearsal");
            }
            Done::Pushed => say(&format!("pushed to `{}` on `{}`", self.branch, self.remote)),
        }
        None
    }

    /// `before` has the ledger as it lies in the folder, `loaded` as it will be.
    fn publish(&self, root: &Path, before: &Loaded, loaded: &mut Loaded) -> Result<Done, Diagnostic> {
        let git = Git::open(root, self.dry_run)?;
        let mut branch = Branch::find(&git, &self.remote, &self.branch)?;
        branch.ours_or(self.take_over)?;
        branch.is_known(before)?;
        let domain = loaded.site.config.publish.domain.clone();
        let url = git.line(&["remote", "get-url", "--", &self.remote]).unwrap_or_else(|| self.remote.clone());
        hosts::doubt(&loaded.site.config, Some(&url))
            .into_iter()
            .for_each(|doubt| loaded.diagnostics.push(doubt));
        versions::doubt(root, &loaded.site).into_iter().for_each(|doubt| loaded.diagnostics.push(doubt));
        let Some(mut files) = self.print(&git, loaded)? else { return Ok(Done::Nothing) };
        branch.keeps_releases(&files, self.take_over)?;
        match domain {
            Some(domain) => {
                let name =
                    git.fed(&["hash-object", "-w", "--stdin"], format!("{domain}\n").as_bytes(), "the site")?;
                files.insert(DOMAIN.to_owned(), name.trim().to_owned());
            }
            None => {
                if let Some(name) = branch.domain() {
                    let message =
                        "the branch has a file `CNAME`, the domain that GitHub knows it by; it stays there";
                    loaded.diagnostics.push(Diagnostic::warning("own-domain", message).hint(
                        "write the domain below `[publish]` in `site.toml`, or take it out in the settings of the repository on GitHub",
                    ));
                    files.insert(DOMAIN.to_owned(), name);
                }
            }
        }
        let tree = branch.tree(&files)?;
        if branch.has(&tree) && !(self.squash && branch.has_history()) {
            return Ok(Done::Same);
        }
        let changes = branch.changes(&tree)?;
        changes::summary(&loaded.site, &changes).iter().for_each(|line| say(line));
        let pushed = branch.push(&tree, &message(loaded), self.squash, self.dry_run);
        pushed.map(|()| if self.dry_run { Done::Rehearsed(changes) } else { Done::Pushed })
    }

    /// Takes the whole site into the repository; `None` where it has errors.
    fn print(&self, git: &Git, loaded: &mut Loaded) -> Result<Option<BTreeMap<String, String>>, Diagnostic> {
        let import = git.import()?;
        let weights = Mutex::new(Weights::default());
        let found = press::print(loaded, |page, bytes| {
            let mut weights = weights.lock().unwrap_or_else(PoisonError::into_inner);
            weights.add(changes::kind(page), &page.address, bytes.len() as u64);
            drop(weights);
            import.take(&page.address, &bytes)
        });
        let faulty = found.has_errors();
        loaded.diagnostics.append(found);
        if faulty {
            return Ok(None);
        }
        let files = import.finish()?;
        let weights = weights.into_inner().unwrap_or_else(PoisonError::into_inner);
        weights.table().iter().for_each(|line| say(line));
        let mut heavy = Diagnostics::default();
        weights.warnings().into_iter().for_each(|warning| heavy.push(warning));
        loaded.diagnostics.append(heavy);
        Ok(Some(files))
    }
}

/// The file by which GitHub Pages knows a domain. Only a branch has it: elsewhere the settings of the host do.
const DOMAIN: &str = "CNAME";

/// How publishing ended.
enum Done {
    Nothing,
    /// The ledger is written, and that is all.
    Recorded,
    Same,
    Rehearsed(Vec<Change>),
    Pushed,
}

/// `Publish Letters, version 1.0`
fn message(loaded: &Loaded) -> String {
    let edition = &loaded.site.config.edition;
    let version = edition.version.as_deref().map(|version| format!(", version {}", one_line(version)));
    format!(
        "Publish {}{}\n\n{} {}\n",
        one_line(&edition.title),
        version.unwrap_or_default(),
        branch::MARK,
        env!("CARGO_PKG_VERSION")
    )
}

/// A name that git cannot take for an option.
fn no_option(name: &str) -> Result<String, String> {
    let of_git = ["HEAD", "@"].contains(&name) || name.starts_with("refs/");
    if name.is_empty() || name.starts_with('-') || name.contains(char::is_control) || of_git {
        return Err("that is no name of a remote repository or a branch".to_owned());
    }
    Ok(name.to_owned())
}
