//! `edition check --endings`: the principles of the Endings Project, each with what was found. Every page is made and looked at,
//! and none is written. This room must not know what the principles ask for.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use crate::cli::{Outcome, answer, findings, say};
use crate::diag::{Diagnostics, Severity};
use crate::disk;
use crate::endings::{Facts, Look, PARTS, PROJECT, Seen, State};
use crate::pages;
use crate::press::{self, Loaded};

/// Reports how an edition keeps each principle; with `strict` one that is not kept is a fault.
pub fn run(root: &Path, loaded: &mut Loaded, json: bool, strict: bool) -> Outcome {
    let facts = facts(root, loaded);
    let mut report = String::new();
    let mut counts = [0; 3];
    for (part, principles) in &PARTS {
        if !json {
            report.push_str(&format!("{part}\n"));
        }
        for principle in *principles {
            let found = (principle.answer)(&loaded.site, &facts);
            counts[found.state as usize] += 1;
            if json {
                let line = Line {
                    principle: principle.number,
                    name: principle.name,
                    state: found.state.name(),
                    evidence: &found.words,
                };
                report.push_str(&serde_json::to_string(&line).unwrap_or_default());
                report.push('\n');
            } else {
                let verdict = found.state.words();
                report.push_str(&format!(
                    "  {}  {}: {verdict}\n       {}\n",
                    principle.number, principle.name, found.words
                ));
            }
        }
    }
    if !json {
        let [kept, broken, open] = counts;
        report.push_str(&format!(
            "\n{kept} kept, {broken} not kept, {open} for the editors to say\nThe principles: {PROJECT} (2.2.1)\n"
        ));
    }
    findings::show(&loaded.site.sources, &loaded.diagnostics);
    if let Err(error) = answer(report.as_bytes()) {
        say(&format!("cannot write the report: {error}"));
        return Outcome::Faulty;
    }
    let broken = strict && counts[State::Broken as usize] > 0;
    Outcome::fine_if(!broken && !loaded.diagnostics.has_errors())
}

/// A principle as programs see it.
#[derive(Serialize)]
struct Line<'a> {
    principle: &'a str,
    name: &'a str,
    state: &'a str,
    evidence: &'a str,
}

fn facts(root: &Path, loaded: &mut Loaded) -> Facts {
    let release = pages::release(&loaded.site.config);
    let seen = Mutex::new(Vec::with_capacity(loaded.site.pages().len()));
    let printed: Diagnostics = press::print(loaded, |page, bytes| {
        let one = Seen::of(&loaded.site, &page.address, &bytes, &release);
        seen.lock().unwrap_or_else(PoisonError::into_inner).push(one);
        Ok(())
    });
    loaded.diagnostics.append(printed);
    let seen = seen.into_inner().unwrap_or_else(PoisonError::into_inner);
    // Of git, Mercurial, Subversion: the folder of the edition, or one above it.
    let place = disk::real(root).ok();
    let above = || place.iter().flat_map(|place| place.ancestors());
    let has = |folder: &Path, names: &[&str]| names.iter().any(|name| disk::is_there(&folder.join(name)));
    // An empty folder of that name is none; in a second work tree of git it is a file.
    let is_git = |folder: &Path| {
        let git = folder.join(".git");
        disk::is_there(&git) && (!disk::is_folder(&git) || disk::is_there(&git.join("HEAD")))
    };
    let versioned = above().find(|folder| is_git(folder) || has(folder, &[".hg", ".svn"]));
    let services = [".github/workflows", ".gitlab-ci.yml", ".forgejo/workflows", ".gitea/workflows"];
    Facts {
        look: Some(Look::of(seen)),
        errors: Some(loaded.diagnostics.count(Severity::Error)),
        versioned: Some(versioned.is_some()),
        built_by_service: Some(has(root, &services) || versioned.is_some_and(|top| has(top, &services))),
    }
}
