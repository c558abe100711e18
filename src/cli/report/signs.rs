//! `edition report signs`: every form in which brackets are typed, how often, and what may be a slip.

use std::fmt::Write;
use std::path::Path;

use clap::Args;
use serde::Serialize;

use crate::cli::report::fix::{Fix, fix};
use crate::cli::report::hand_out;
use crate::cli::{Outcome, findings};
use crate::press::{self, Overrides};
use crate::source::Sources;
use crate::words::raised;
use crate::write::forms::{Form, forms};

/// List every form in which the editorial signs are typed, with its count and first place
///
/// `X` stands for the words of the text. Forms that no sign explains come first: they are shown on the pages as the
/// editor’s words. Where a form looks like a slip of a known one, that one is proposed; nothing is changed unless `--fix`
/// asks for it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Signs {
    /// Write the forms for a program: one a line, as JSON
    #[arg(long, conflicts_with = "fix")]
    json: bool,
    /// Type a form otherwise in all sources; the changes are shown first. May be given several times
    #[arg(long, value_name = "FORM=FORM", value_parser = fix)]
    fix: Vec<Fix>,
    /// With `--fix`: show the changes and make none
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// With `--fix`: do not ask before the changes are made
    #[arg(long, requires = "fix")]
    yes: bool,
}

const EXAMPLES: &str = "\
Examples:
  edition report signs
  edition report signs --json > forms.jsonl
  edition report signs --fix '1 line not declassfied=1 line not declassified'
  edition report signs --fix 'insered by hand: X=inserted by hand: X' --dry-run";

impl Signs {
    pub fn run(&self, root: &Path) -> Outcome {
        let loaded = press::load(root, &Overrides::default());
        if loaded.found_nothing() || loaded.diagnostics.has_errors() {
            findings::show(&loaded.site.sources, &loaded.diagnostics);
        }
        if !self.fix.is_empty() {
            return crate::cli::report::fix::run(&loaded.site, root, &self.fix, self.dry_run, self.yes);
        }
        let forms = forms(&loaded.site);
        let text =
            if self.json { json(&loaded.site.sources, &forms) } else { table(&loaded.site.sources, &forms) };
        hand_out(&text, &loaded)
    }
}

/// A form as programs see it.
#[derive(Serialize)]
struct Line<'a> {
    form: &'a str,
    sign: &'a str,
    count: usize,
    file: &'a str,
    /// Counted from 1.
    line: usize,
    /// Counted from 1, in characters.
    column: usize,
    /// What may have been meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    meant: Option<Meant<'a>>,
}

#[derive(Serialize)]
struct Meant<'a> {
    form: &'a str,
    sign: &'a str,
}

fn json(sources: &Sources, forms: &[Form]) -> String {
    let mut lines = String::new();
    for form in forms {
        let source = sources.get(form.first.source);
        let place = source.position(form.first.start);
        let meant = form.meant.as_ref().map(|meant| Meant { form: &meant.form, sign: &meant.sign.name });
        let line = Line {
            form: &form.form,
            sign: &form.sign.name,
            count: form.count,
            file: source.path(),
            line: place.line,
            column: place.column,
            meant,
        };
        lines.push_str(&serde_json::to_string(&line).unwrap_or_default());
        lines.push('\n');
    }
    lines
}

fn table(sources: &Sources, forms: &[Form]) -> String {
    let mut text = String::new();
    let (unknown, known): (Vec<&Form>, Vec<&Form>) = forms.iter().partition(|form| !form.explained);
    let groups = [("that no sign explains", unknown), ("of signs", known)];
    for (what, forms) in groups.into_iter().filter(|(_, forms)| !forms.is_empty()) {
        let count: usize = forms.iter().map(|form| form.count).sum();
        let _ = writeln!(
            text,
            "{}:\n",
            raised(&format!("{} {what}, used {}", counted(forms.len()), times(count)))
        );
        for form in forms {
            let source = sources.get(form.first.source);
            let place = source.position(form.first.start);
            let sign = if form.explained { form.sign.name.as_ref() } else { "" };
            let typed = if form.bracketed { format!("[{}]", shown(&form.form)) } else { shown(&form.form) };
            let _ = writeln!(text, "{:>6}  {sign:<12}  {typed}", form.count);
            let _ =
                writeln!(text, "{:>6}  {:<12}  {}:{}:{}", "", "", source.path(), place.line, place.column);
            if let Some(meant) = &form.meant {
                let _ = writeln!(
                    text,
                    "{:>6}  {:<12}  did you mean [{}] ({})?",
                    "",
                    "",
                    shown(&meant.form),
                    meant.sign.caption
                );
            }
        }
        text.push('\n');
    }
    let slips = forms.iter().filter(|form| form.meant.is_some()).count();
    text.push_str(&match (forms.is_empty(), slips) {
        (true, _) => "No text of this edition has a bracket.\n".to_owned(),
        (false, 0) => String::new(),
        (false, slips) => format!(
            "{} may be a slip; `--fix 'FORM=FORM'` types one otherwise in all sources.\n",
            raised(&counted(slips))
        ),
    });
    text
}

fn counted(forms: usize) -> String {
    if forms == 1 { "one form".to_owned() } else { format!("{forms} forms") }
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

/// A form on one line of a terminal, cut where it is long.
fn shown(form: &str) -> String {
    const LONGEST: usize = 160;
    let line = form.replace(|c: char| c.is_control(), "\u{FFFD}");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
