//! The lines of a ledger, as they are written. They are sorted, and each says all of one thing, so that two people who
//! change different documents change different lines.

use std::collections::BTreeSet;

use crate::ledger::prints::{PART, SIGN, WHOLE, code};
use crate::ledger::{Entry, Ledger, Published, Told, Trace};
use crate::model::edition::Essay;
use crate::model::id::Id;
use crate::model::published::{Address, Fate, PageName};
use crate::model::text::one_line;

/// How many bits of the hash of a document are kept: ten letters.
pub const DOCUMENT: u32 = 60;

const HEAD: &str = "\
# The published addresses of this edition, so that what was cited once is always found again.
# Keep this file with the texts, in git if they are there. It is changed by `edition publish`, `edition release` and
# `edition redirect`, not by hand.
";

/// The file of a ledger that is being written.
#[derive(Debug, Default)]
pub struct Lines(BTreeSet<String>);

impl Lines {
    /// Those of a ledger that was read, as they were.
    pub fn of(ledger: &Ledger) -> Lines {
        let mut lines = Lines::default();
        ledger.documents().for_each(|published| lines.document(published));
        ledger.essays().for_each(|(name, essay)| lines.essay(name, &essay.title));
        ledger.told().iter().for_each(|(address, told)| lines.told(address, told));
        lines
    }

    pub fn document(&mut self, published: &Published) {
        let mut line = format!("{} published ", published.id);
        code(published.hash.unwrap_or(0), DOCUMENT, &mut line);
        for entry in &published.entries {
            line.push(' ');
            write_entry(entry, &mut line);
        }
        self.add(line, &[&published.title]);
    }

    pub fn essay(&mut self, name: &Id<Essay>, title: &str) {
        self.add(format!("{} published", PageName::Essay(name.clone())), &[title]);
    }

    pub fn told(&mut self, address: &Address, told: &Told) {
        match &told.fate {
            Fate::Moved(to) => self.add(format!("{address} moved to {to}"), &[&told.words]),
            Fate::Rests(why) => {
                self.add(format!("{address} rests"), &[&told.words, why.as_deref().unwrap_or_default()]);
            }
        }
    }

    /// A line and what people read in it.
    fn add(&mut self, mut line: String, texts: &[&str]) {
        let last = texts.iter().rposition(|text| !text.is_empty());
        for text in texts.iter().take(last.map_or(0, |last| last + 1)) {
            line.push_str(BETWEEN);
            line.push_str(&said(text));
        }
        self.0.insert(line);
    }

    pub fn into_text(self) -> String {
        let mut text = HEAD.to_owned();
        for line in self.0 {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }
}

/// A text as a line can say it.
pub fn said(text: &str) -> String {
    one_line(&text.replace('|', "/").replace(char::is_control, " "))
}

/// What stands before each thing in a line that people read.
pub const BETWEEN: &str = " | ";

fn write_entry(entry: &Entry, line: &mut String) {
    if entry.is_alias {
        line.push('+');
    }
    line.push_str(&format!("{}:", entry.anchor));
    match &entry.trace {
        Trace::Text(print) => {
            code(print.hash, WHOLE, line);
            line.push(char::from(b'0' + print.run.min(9)));
            print.sketch.iter().for_each(|part| code((*part).into(), PART, line));
        }
        Trace::Mark { print, host } => {
            code(print.hash, WHOLE, line);
            code(print.sign.into(), SIGN, line);
            code(print.before.into(), PART, line);
            code(print.after.into(), PART, line);
            line.push(':');
            line.push_str(&host.map_or_else(|| "-".to_owned(), |host| host.to_string()));
        }
    }
    if !entry.words().is_empty() {
        line.push(':');
        line.push_str(&entry.words().replace(' ', "_"));
    }
}
