//! The branch that a site is pushed to: what it has, and what it gets. This room must not know what a site is.

use std::collections::BTreeMap;

use crate::cli::publish::changes::{self, Change};
use crate::cli::publish::git::Git;
use crate::diag::Diagnostic;
use crate::disk;
use crate::press::{self, Loaded};
use crate::releases::FOLDER;
use crate::words::counted;

/// How our commits are known: how the last line of their message begins.
pub const MARK: &str = "Published-by: edition";

/// A branch of a remote repository.
pub struct Branch<'a> {
    git: &'a Git,
    remote: &'a str,
    name: &'a str,
    reference: String,
    /// Its last commit, where there is the branch.
    tip: Option<Tip>,
}

struct Tip {
    commit: String,
    tree: String,
    domain: Option<String>,
    /// The ledger that the site has with it, as git names it.
    ledger: Option<String>,
}

impl<'a> Branch<'a> {
    /// Looks what the remote repository has, and takes it in.
    pub fn find(git: &'a Git, remote: &'a str, name: &'a str) -> Result<Branch<'a>, Diagnostic> {
        let reference = format!("refs/heads/{name}");
        if git.line(&["check-ref-format", "--normalize", &reference]).as_deref() != Some(&reference) {
            let found = Diagnostic::error("branch-name", format!("`{name}` cannot be the name of a branch"));
            return Err(found.hint("take letters, digits and `-`: `gh-pages`"));
        }
        if git.line(&["symbolic-ref", "--quiet", "HEAD"]).as_ref() == Some(&reference) {
            let message = format!("`{name}` is the branch that you work on, with the sources of the edition");
            let found = Diagnostic::error("branch-in-use", message);
            return Err(found.hint("publish to a branch of its own: leave `--branch` out, or name another"));
        }
        let mut branch = Branch { git, remote, name, reference, tip: None };
        branch.look()?;
        Ok(branch)
    }

    /// Whether the branch may be written: there is none, or we have written all that it has, or the user gives it to us. The file
    /// by which GitHub knows a domain may have come since.
    pub fn ours_or(&mut self, given: bool) -> Result<(), Diagnostic> {
        let Some(tip) = self.tip.as_ref().filter(|_| !given) else { return Ok(()) };
        let grep = format!("--grep=^{MARK}");
        let ours = self.git.line(&["log", "-1", "--format=%H", &grep, &tip.commit, "--"]);
        let (message, first) = match ours {
            Some(ours) => {
                let arguments = ["diff-tree", "-r", "-z", "--name-only", &ours, &tip.commit];
                let since = self.git.text(&arguments, self.remote)?;
                let mut others = since.split_terminator('\0').filter(|address| *address != super::DOMAIN);
                let Some(first) = others.next() else { return Ok(()) };
                let more = others.count();
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                ("has files that were changed by others", format!(": `{first}`{more}"))
            }
            None => ("was not written by edition", String::new()),
        };
        let message = format!("the branch `{}` on `{}` {message}{first}", self.name, self.remote);
        let hint = "nothing was touched; name another with `--branch`, or give it to edition with `--take-over`, which replaces all \
                    files in it";
        Err(Diagnostic::error("branch-not-ours", message).hint(hint))
    }

    /// Whether the site has all archives of versions that the branch has, as they are there; or the user gives them up. `files` are
    /// those of the site: what each is called, and what git calls it.
    pub fn keeps_releases(&self, files: &BTreeMap<String, String>, given: bool) -> Result<(), Diagnostic> {
        let Some(tip) = self.tip.as_ref().filter(|_| !given) else { return Ok(()) };
        let listed = self.git.text(
            &["ls-tree", "-r", "-z", "--full-tree", &tip.tree, "--", &format!("{FOLDER}/")],
            self.remote,
        )?;
        // `100644 blob NAME\tADDRESS`
        let archives = listed.split_terminator('\0').filter_map(|line| {
            let (facts, address) = line.split_once('\t')?;
            address.ends_with(".zip").then_some((address, facts.split(' ').nth(2)?))
        });
        let lost: Vec<&str> = archives
            .filter(|(address, name)| files.get(*address).map(String::as_str) != Some(name))
            .map(|(address, _)| address)
            .collect();
        let Some(first) = lost.first() else { return Ok(()) };
        let message = format!(
            "`{}` on `{}` has {} that is missing or different here, first `{first}`",
            self.name,
            self.remote,
            counted(lost.len(), "released archive")
        );
        let hint = format!(
            "bring the folder `{FOLDER}` back as it was when the versions were released: `git fetch {} {}`, then \
             `git show FETCH_HEAD:{first} > {first}`; `--take-over` publishes without them",
            self.remote, self.name
        );
        Err(Diagnostic::error("released-archives", message).hint(hint))
    }

    /// The file `CNAME` that the branch has, as git names it.
    pub fn domain(&self) -> Option<String> {
        self.tip.as_ref()?.domain.clone()
    }

    /// Whether all addresses that the branch has published are known here.
    pub fn is_known(&self, loaded: &Loaded) -> Result<(), Diagnostic> {
        let Some(ledger) = self.tip.as_ref().and_then(|tip| tip.ledger.as_ref()) else { return Ok(()) };
        let published = self.git.text(&["cat-file", "blob", ledger], self.remote)?;
        let unknown = press::unknown_addresses(loaded, published.as_bytes());
        let Some(first) = unknown.first() else { return Ok(()) };
        let message = format!(
            "`{}` on `{}` has {} published addresses that `{}` here does not know, first `{first}`",
            self.name,
            self.remote,
            unknown.len(),
            disk::LEDGER
        );
        let hint = format!(
            "get the texts and the `{0}` of whoever published last; if they kept none, `git fetch {1} {2}` and then \
             `git show FETCH_HEAD:{0} > {0}` take that of the branch",
            disk::LEDGER,
            self.remote,
            self.name
        );
        Err(Diagnostic::error("unknown-addresses", message).hint(hint))
    }

    /// Makes the tree of a site of its files: what each is called, and what git calls it.
    pub fn tree(&self, files: &BTreeMap<String, String>) -> Result<String, Diagnostic> {
        let entries: Vec<String> =
            files.iter().map(|(address, name)| format!("100644 {name}\t{address}\0")).collect();
        let input = entries.concat();
        self.git.fed(&["update-index", "-z", "--index-info"], input.as_bytes(), "the site")?;
        Ok(self.git.text(&["write-tree"], "the site")?.trim().to_owned())
    }

    pub fn has(&self, tree: &str) -> bool {
        self.tip.as_ref().is_some_and(|tip| tip.tree == tree)
    }

    /// Whether there are commits behind the last one.
    pub fn has_history(&self) -> bool {
        let tip = self.tip.as_ref();
        tip.is_some_and(|tip| {
            self.git.line(&["rev-parse", "--verify", "--quiet", &format!("{}^", tip.commit)]).is_some()
        })
    }

    /// What the branch will have that it has not, and the other way round.
    pub fn changes(&self, tree: &str) -> Result<Vec<Change>, Diagnostic> {
        let before = match &self.tip {
            Some(tip) => tip.tree.clone(),
            // The tree that has nothing in it.
            None => self.git.fed(&["mktree"], &[], "the site")?.trim().to_owned(),
        };
        let arguments = ["diff-tree", "-r", "-z", "--name-status", "--no-renames", &before, tree];
        Ok(changes::read(&self.git.text(&arguments, "the site")?))
    }

    /// Puts a commit of this tree on the branch; in a rehearsal all is done but for that.
    pub fn push(&self, tree: &str, message: &str, squash: bool, rehearsal: bool) -> Result<(), Diagnostic> {
        let parent = self.tip.as_ref().filter(|_| !squash).map(|tip| tip.commit.as_str());
        let parent: Vec<&str> = parent.into_iter().flat_map(|commit| ["-p", commit]).collect();
        let arguments = [&["commit-tree", tree], parent.as_slice(), &["-F", "-"]].concat();
        let commit = self.git.fed(&arguments, message.as_bytes(), "the site")?;
        if rehearsal {
            return Ok(());
        }
        let to = format!("{}:{}", commit.trim(), self.reference);
        // A history that is thrown away must be the one that we have seen.
        let lease =
            self.tip.as_ref().map(|tip| format!("--force-with-lease={}:{}", self.reference, tip.commit));
        let lease = lease.as_deref().filter(|_| squash);
        let options: Vec<&str> = ["push", "--quiet", "--no-follow-tags", "--recurse-submodules=no"]
            .into_iter()
            .chain(lease)
            .collect();
        self.git.text(&[options.as_slice(), &["--", self.remote, &to]].concat(), self.remote).map(drop)
    }

    fn look(&mut self) -> Result<(), Diagnostic> {
        let listed = self.git.text(&["ls-remote", "--", self.remote, &self.reference], self.remote)?;
        let here = |line: &str| {
            let (commit, name) = line.split_once('\t')?;
            (name == self.reference).then(|| commit.to_owned())
        };
        let Some(commit) = listed.lines().find_map(here) else { return Ok(()) };
        let tree = format!("{commit}^{{tree}}");
        if self.git.line(&["rev-parse", "--verify", "--quiet", &tree]).is_none() {
            let options = [
                "fetch",
                "--quiet",
                "--no-tags",
                "--no-write-fetch-head",
                "--refmap=",
                "--no-recurse-submodules",
            ];
            self.git.text(
                &[&options[..], &["--no-auto-maintenance", "--", self.remote, &self.reference]].concat(),
                self.remote,
            )?;
        }
        let tree = self.git.text(&["rev-parse", "--verify", &tree], self.remote)?.trim().to_owned();
        // `100644 blob NAME\tCNAME`
        let file = |name: &str| {
            let line = self.git.line(&["ls-tree", "--full-tree", &tree, "--", name])?;
            line.split_whitespace().nth(2).map(str::to_owned)
        };
        let (domain, ledger) = (file("CNAME"), file(disk::LEDGER));
        self.tip = Some(Tip { commit, tree, domain, ledger });
        Ok(())
    }
}
