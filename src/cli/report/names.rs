//! `edition report names`: where the texts have the names of the registers without a link, and names that may be one.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::path::Path;

use clap::Args;
use serde::Serialize;

use crate::cli::{Outcome, answer, findings, say};
use crate::model::edition::Anchors;
use crate::model::entity::Entry;
use crate::press::{self, Loaded, Overrides};
use crate::resolve::mentions::Finder;
use crate::source::Span;
use crate::write::mentions::{Mention, mentions};

/// List where the texts have the names of the registers, and names that may be one
///
/// Each entry of `content/registers` is looked for by its name and its variants, in capitals and without diacritics too,
/// and each place that is no link is listed with the words around it. Nothing is changed. To link one place, write `[Filippov](person:stalin)`; to link them all, give the entry
/// `mentions = "auto"`, and `exceptions` for words that have the name in them and do not mean it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Names {
    /// Only this entry
    #[arg(value_name = "ID")]
    entry: Option<String>,
    /// Write the places for a program: one a line, as JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  edition report names
  edition report names stalin
  edition report names --json > names.jsonl";

/// How much of a passage is shown on either side of a name, in characters.
const AROUND: usize = 40;

impl Names {
    pub fn run(&self, root: &Path) -> Outcome {
        let loaded = press::load(root, &Overrides::default());
        if loaded.found_nothing() || loaded.diagnostics.has_errors() {
            findings::show(&loaded.site.sources, &loaded.diagnostics);
        }
        let entries = self.entries(&loaded);
        let places = places(&loaded, &entries);
        let text = if self.json { json(&places) } else { table(&loaded, &entries, &places) };
        match answer(text.as_bytes()) {
            Ok(()) => Outcome::fine_if(!loaded.found_nothing()),
            Err(error) => {
                say(&format!("cannot write the report: {error}"));
                Outcome::Faulty
            }
        }
    }

    /// The entries of the edition's own registers.
    fn entries<'a>(&self, loaded: &'a Loaded) -> Vec<&'a Entry> {
        let entries =
            loaded.site.edition.indexes.entities.iter().filter_map(|entity| entity.entry.as_deref());
        let own = entries.filter(|entry| entry.span.is_some());
        own.filter(|entry| self.entry.as_ref().is_none_or(|id| *id == entry.id)).collect()
    }
}

/// A name without a link, as programs see it.
#[derive(Serialize)]
struct Place {
    register: &'static str,
    entry: String,
    document: String,
    file: String,
    /// Counted from 1.
    line: usize,
    /// Counted from 1, in characters.
    column: usize,
    before: String,
    name: String,
    after: String,
}

fn places(loaded: &Loaded, entries: &[&Entry]) -> Vec<Place> {
    let known = loaded.site.edition.indexes.entities.iter().filter_map(|entity| entity.entry.as_deref());
    let own = known.filter(|entry| entry.span.is_some());
    let wanted: HashSet<(&str, &str)> =
        entries.iter().map(|entry| (entry.register, entry.id.as_str())).collect();
    let others: Vec<&Entry> =
        own.filter(|entry| !wanted.contains(&(entry.register, entry.id.as_str()))).collect();
    let finder = Finder::proposing(entries, &others);
    let none = Anchors::default();
    let mut places = Vec::new();
    let edition = &loaded.site.edition;
    // What is a link already, because the editor typed one or wants them all, is not proposed.
    for document in (0..edition.documents.len()).filter_map(|at| edition.shown(at)) {
        let Some(linked) = finder.linked(document) else { continue };
        let known: HashSet<Option<Span>> =
            mentions(document, &none, 0).into_iter().map(|mention| mention.span).collect();
        let source = loaded.site.sources.get(document.source);
        for mention in mentions(&linked, &none, AROUND) {
            let Some(span) = mention.span.filter(|_| !known.contains(&mention.span)) else { continue };
            let place = source.position(span.start);
            let Mention { register, id, before, words, after, .. } = mention;
            places.push(Place {
                register,
                entry: id,
                document: document.id.to_string(),
                file: source.path().to_owned(),
                line: place.line,
                column: place.column,
                before,
                name: words,
                after,
            });
        }
    }
    places
}

fn json(places: &[Place]) -> String {
    let mut lines = String::new();
    for place in places {
        lines.push_str(&serde_json::to_string(place).unwrap_or_default());
        lines.push('\n');
    }
    lines
}

fn table(loaded: &Loaded, entries: &[&Entry], places: &[Place]) -> String {
    let mut text = String::new();
    let mut by_entry: HashMap<(&str, &str), Vec<&Place>> = HashMap::new();
    for place in places {
        by_entry.entry((place.register, &place.entry)).or_default().push(place);
    }
    for entry in entries {
        let Some(own) = by_entry.get(&(entry.register, entry.id.as_str())) else { continue };
        let times = if own.len() == 1 { "once".to_owned() } else { format!("{} times", own.len()) };
        let _ = writeln!(text, "{} ({}:{}), {times} without a link:\n", entry.name, entry.register, entry.id);
        for place in own {
            let Place { file, line, column, before, name, after, .. } = place;
            let _ = writeln!(
                text,
                "  {file}:{line}:{column}\n      {}",
                shown(&format!("{before}«{name}»{after}"))
            );
        }
        text.push('\n');
    }
    if places.is_empty() {
        text.push_str("No text has a name of the registers without a link.\n");
    } else {
        text.push_str("To link one: `[name](person:id)`. To link all of an entry: `mentions = \"auto\"` in its register, and other spellings in its `variants`.\n");
    }
    let alike: Vec<&str> = loaded
        .diagnostics
        .iter()
        .filter(|found| found.code == "near-name")
        .map(|found| found.message.as_str())
        .collect();
    if !alike.is_empty() {
        text.push_str("\nNames that may be one:\n\n");
        alike.iter().for_each(|message| {
            let _ = writeln!(text, "  {}", shown(message));
        });
    }
    text
}

/// On one line of a terminal.
fn shown(text: &str) -> String {
    text.replace(|c: char| c.is_control(), "\u{FFFD}")
}
