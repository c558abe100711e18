//! `edition report correspondents`: who wrote and who was written to, and who of them no authority file is named for.

use std::fmt::Write;
use std::path::Path;

use clap::Args;
use serde::Serialize;

use crate::cli::report::hand_out;
use crate::cli::{Outcome, findings};
use crate::press::{self, Overrides};
use crate::site::Site;
use crate::write::correspondents::{Count, counted};

/// List who wrote and who was written to; those first for whom no authority file is named
///
/// Lists of correspondence are gathered from many editions, and only an address in an authority file (VIAF, GND, LC, BnF,
/// NDL) says that two names are one person. Give it to their entry in `content/registers/people.toml`, as
/// `authorities = { viaf = "…" }`, or in front matter: `from = { name = "I. Stalin", id = "https://viaf.org/viaf/…" }`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Correspondents {
    /// Write them for a program: one a line, as JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  edition report correspondents
  edition report correspondents --json > correspondents.jsonl";

impl Correspondents {
    pub fn run(&self, root: &Path) -> Outcome {
        let loaded = press::load(root, &Overrides::default());
        if loaded.found_nothing() || loaded.diagnostics.has_errors() {
            findings::show(&loaded.site.sources, &loaded.diagnostics);
        }
        let site = &loaded.site;
        let (without, with): (Vec<_>, Vec<_>) =
            counted(site).into_iter().partition(|(_, count)| count.without.is_some());
        let text =
            if self.json { json(site, without.iter().chain(&with)) } else { table(site, &without, &with) };
        hand_out(&text, &loaded)
    }
}

/// A correspondent as programs see it.
#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    sent: usize,
    received: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<&'a str>,
    /// The first source that names them without an address in an authority file.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
}

fn json<'a>(site: &Site, counts: impl Iterator<Item = &'a (&'a str, Count)>) -> String {
    let mut lines = String::new();
    for (name, count) in counts {
        let line = Line {
            name,
            sent: count.sent,
            received: count.received,
            authority: count.authority.as_deref(),
            file: file(site, count),
        };
        lines.push_str(&serde_json::to_string(&line).unwrap_or_default());
        lines.push('\n');
    }
    lines
}

fn table(site: &Site, without: &[(&str, Count)], with: &[(&str, Count)]) -> String {
    if without.is_empty() && with.is_empty() {
        return "No document of this edition names a sender or a recipient.\n".to_owned();
    }
    let mut text = String::new();
    let groups = [("Without an address in an authority file", without), ("With one", with)];
    for (heading, counts) in groups.into_iter().filter(|(_, counts)| !counts.is_empty()) {
        let _ = writeln!(text, "{heading}: {}\n\n  sent  received", counts.len());
        for (name, count) in counts {
            let name = name.replace(|c: char| c.is_control(), "\u{FFFD}");
            let _ = writeln!(text, "{:>6}  {:>8}  {name}", count.sent, count.received);
            let more = file(site, count).or(count.authority.as_deref()).unwrap_or_default();
            let _ = writeln!(text, "{:>6}  {:>8}  {more}", "", "");
        }
        text.push('\n');
    }
    text
}

fn file<'a>(site: &'a Site, count: &Count) -> Option<&'a str> {
    let document = site.edition.documents.get(count.without?)?;
    Some(site.sources.get(document.source).path())
}
