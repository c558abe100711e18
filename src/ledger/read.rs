//! The file of a ledger is read. What it does not understand is reported with its place, and the rest is kept: a ledger that is
//! half read would let addresses go.

use std::collections::btree_map::Entry as Slot;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::diag::{Diagnostic, Diagnostics};
use crate::ledger::lines::BETWEEN;
use crate::ledger::prints::{KEPT, MarkPrint, Print, decode};
use crate::ledger::{Entry, Ledger, Published, PublishedEssay, Told, Trace};
use crate::model::document::Document;
use crate::model::edition::Essay;
use crate::model::id::Id;
use crate::model::published::{Address, Anchor, Fate, Kind, PageName};
use crate::source::{Source, Span};

/// How many lines are reported that say nothing. A file with more is none of ours.
const REPORTED: usize = 10;

/// What one line says.
enum Line {
    Document(Published),
    Essay(Id<Essay>, PublishedEssay),
    Told(Address, Told),
}

/// Why a line says nothing.
struct Fault {
    code: &'static str,
    message: String,
    hint: &'static str,
    span: Span,
}

impl Ledger {
    /// Never fails. The same address in two lines is what is left when two people have published: both count.
    pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Ledger {
        let mut next = 0;
        let placed = source.text().split('\n').map(|line| {
            let at = next;
            next += line.len() + 1;
            (at, line)
        });
        let lines: Vec<(usize, &str)> =
            placed.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')).collect();
        let read: Vec<Result<Option<Line>, Fault>> =
            lines.par_iter().map(|(at, line)| Reader { source, at: *at, line }.read()).collect();
        let mut ledger = Ledger { is_there: true, ..Ledger::default() };
        let mut found = Diagnostics::default();
        let mut faults = Vec::new();
        for line in read {
            match line {
                Ok(Some(Line::Document(published))) => ledger.add_document(published, &mut found),
                Ok(Some(Line::Essay(name, essay))) => drop(ledger.essays.entry(name).or_insert(essay)),
                Ok(Some(Line::Told(address, told))) => ledger.add_told(address, told, &mut found),
                Ok(None) => {}
                Err(fault) => faults.push(fault),
            }
        }
        ledger.is_whole = faults.is_empty();
        report(faults, &mut found);
        ledger.is_sound = found.is_empty();
        diagnostics.append(found);
        ledger.remember();
        ledger
    }

    fn add_document(&mut self, published: Published, diagnostics: &mut Diagnostics) {
        match self.documents.entry(published.id.clone()) {
            Slot::Vacant(slot) => drop(slot.insert(Arc::new(published))),
            Slot::Occupied(mut slot) => {
                let both = Arc::make_mut(slot.get_mut());
                if both.hash != published.hash {
                    both.hash = None;
                }
                let known: HashSet<Entry> = both.entries.iter().cloned().collect();
                let by_anchor: HashMap<Anchor, &Entry> =
                    both.entries.iter().map(|entry| (entry.anchor, entry)).collect();
                for entry in &published.entries {
                    if let Some(other) = by_anchor.get(&entry.anchor).filter(|other| are_two(entry, other)) {
                        diagnostics.push(shared(&published, entry, other));
                    }
                }
                both.entries.extend(published.entries.into_iter().filter(|entry| !known.contains(entry)));
            }
        }
    }

    fn add_told(&mut self, address: Address, told: Told, diagnostics: &mut Diagnostics) {
        match self.told.entry(address) {
            Slot::Vacant(slot) => drop(slot.insert(told)),
            Slot::Occupied(slot) if slot.get().fate == told.fate => {}
            Slot::Occupied(slot) => {
                let message =
                    format!("two lines say different things of `{}`; the first one counts", slot.key());
                let found = Diagnostic::warning("address-twice", message).at(told.span);
                let found = found.related(slot.get().span, "the first one is here");
                diagnostics.push(found.hint("delete the line that is wrong"));
            }
        }
    }
}

/// Whether two people gave one address to two texts, and not to one that either of them corrected.
fn are_two(one: &Entry, other: &Entry) -> bool {
    match (&one.trace, &other.trace) {
        (Trace::Text(one), Trace::Text(other)) => {
            one.hash != other.hash && !one.sketch.iter().any(|part| other.sketch.contains(part))
        }
        _ => false,
    }
}

fn shared(published: &Published, one: &Entry, other: &Entry) -> Diagnostic {
    let address = Address::of_document(&published.id, Some(one.anchor));
    let message = format!(
        "`{address}` was published twice, of “{} …” and of “{} …”: it stays with one of them",
        other.words(),
        one.words()
    );
    let hint =
        "the other text gets a new address when the edition is published; tell those who have cited it";
    Diagnostic::warning("address-twice", message).at(published.span).hint(hint)
}

fn report(faults: Vec<Fault>, diagnostics: &mut Diagnostics) {
    let more = faults.len().saturating_sub(REPORTED);
    for (at, fault) in faults.into_iter().take(REPORTED).enumerate() {
        let found = Diagnostic::error(fault.code, fault.message).at(fault.span).hint(fault.hint);
        diagnostics.push(match more {
            more if more > 0 && at + 1 == REPORTED => {
                found.hint(format!("{more} more lines are like this one"))
            }
            _ => found,
        });
    }
}

struct Reader<'a> {
    source: &'a Source,
    /// Where the line begins.
    at: usize,
    line: &'a str,
}

impl Reader<'_> {
    fn read(&self) -> Result<Option<Line>, Fault> {
        if let Some(marker) = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
            .into_iter()
            .find(|marker| self.line.starts_with(marker))
        {
            return match marker {
                "<<<<<<<" => Err(self.conflict()),
                // The one that opens a conflict stands for all of it.
                _ => Ok(None),
            };
        }
        let mut said = self.line.trim_end().split(BETWEEN);
        let head = said.next().unwrap_or_default();
        let mut words = Words { at: self.at, rest: head };
        let (at, name) = words.next().ok_or_else(|| self.nothing(self.at, self.line))?;
        let address = Address::read(name).ok_or_else(|| self.fault(at, name, "`…` is no address"))?;
        let span = self.span(at, name);
        let mut field = || said.next().unwrap_or_default().trim().to_owned();
        let (verb_at, verb) = words.next().unwrap_or((at, name));
        match verb {
            "published" => match (address.page, address.anchor) {
                (PageName::Document(id), None) => self.published(id, span, words, field()).map(Some),
                (PageName::Essay(name), None) => {
                    Ok(Some(Line::Essay(name, PublishedEssay { title: field(), span })))
                }
                _ => Err(self.nothing(verb_at, verb)),
            },
            "moved" => {
                let target = words.next().filter(|(_, to)| *to == "to").and_then(|_| words.next());
                let (at, target) = target.ok_or_else(|| self.nothing(verb_at, verb))?;
                let to = Address::read(target).ok_or_else(|| self.fault(at, target, "`…` is no address"))?;
                Ok(Some(Line::Told(address, Told { fate: Fate::Moved(to), words: field(), span })))
            }
            "rests" => {
                let words = field();
                let why = Some(field()).filter(|why| !why.is_empty());
                Ok(Some(Line::Told(address, Told { fate: Fate::Rests(why), words, span })))
            }
            _ => Err(self.nothing(verb_at, verb)),
        }
    }

    fn published(
        &self,
        id: Id<Document>,
        span: Span,
        mut words: Words<'_>,
        title: String,
    ) -> Result<Line, Fault> {
        let (at, hash) = words.next().ok_or_else(|| self.nothing(self.at, self.line))?;
        let hash = decode(hash).ok_or_else(|| self.fault(at, hash, "`…` is no fingerprint"))?;
        let mut entries = Vec::new();
        for (at, word) in words {
            entries.push(
                entry(word).ok_or_else(|| self.fault(at, word, "`…` is no address with its fingerprint"))?,
            );
        }
        Ok(Line::Document(Published { id, hash: Some(hash), entries, title, span }))
    }

    fn conflict(&self) -> Fault {
        Fault {
            code: "address-conflict",
            message: "git has left the lines of both sides here".to_owned(),
            hint: "delete the lines that begin with `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>` and keep all others; with a file \
                   `.gitattributes` that says `addresses.txt merge=union` git does this by itself",
            span: self.span(self.at, self.line),
        }
    }

    fn nothing(&self, at: usize, word: &str) -> Fault {
        self.fault(at, word, "this line of the ledger says nothing that this version understands")
    }

    fn fault(&self, at: usize, word: &str, message: &str) -> Fault {
        let shown: String = word.chars().take(SHOWN).collect();
        Fault {
            code: "address-line",
            message: message.replace('…', &shown),
            hint: "the file is not written by hand: take it as it was before, out of git or a copy",
            span: self.span(at, word),
        }
    }

    fn span(&self, at: usize, word: &str) -> Span {
        self.source.span(at..at + word.len())
    }
}

/// How much of what is wrong a message repeats, in characters.
const SHOWN: usize = 40;

/// What stands between spaces, with its place.
struct Words<'a> {
    at: usize,
    rest: &'a str,
}

impl<'a> Iterator for Words<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<(usize, &'a str)> {
        let rest = self.rest.trim_start_matches(' ');
        let at = self.at + self.rest.len() - rest.len();
        let end = rest.find(' ').unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end)?;
        (self.at, self.rest) = (at + end, after);
        (!word.is_empty()).then_some((at, word))
    }
}

fn entry(word: &str) -> Option<Entry> {
    let (is_alias, word) = match word.strip_prefix('+') {
        Some(word) => (true, word),
        None => (false, word),
    };
    let mut fields = word.split(':');
    let anchor = Anchor::read(fields.next()?)?;
    let letters = fields.next()?;
    let trace = match anchor.kind {
        Kind::Passage | Kind::Note => {
            let hash = decode(letters.get(..6)?)?;
            let run = letters.get(6..7)?.parse().ok()?;
            let sketch = letters.get(7..)?;
            if sketch.len() % 3 != 0 || sketch.len() > 3 * KEPT {
                return None;
            }
            let parts = (0..sketch.len() / 3).map(|at| number(sketch.get(3 * at..3 * at + 3)?));
            let sketch = parts.collect::<Option<Vec<u32>>>()?;
            Trace::Text(Print { hash, run, sketch, words: typed(fields.next()) })
        }
        Kind::Mark => {
            let host = match fields.next()? {
                "-" => None,
                host => Some(Anchor::read(host)?),
            };
            let print = MarkPrint {
                hash: decode(letters.get(..6)?)?,
                sign: number(letters.get(6..8)?)?,
                before: number(letters.get(8..11)?)?,
                after: number(letters.get(11..)?).filter(|_| letters.len() == 14)?,
                words: typed(fields.next()),
            };
            Trace::Mark { print, host }
        }
    };
    fields.next().is_none().then_some(Entry { anchor, is_alias, trace })
}

fn number(letters: &str) -> Option<u32> {
    decode(letters).and_then(|value| u32::try_from(value).ok())
}

fn typed(words: Option<&str>) -> Box<str> {
    words.unwrap_or_default().replace('_', " ").into()
}
