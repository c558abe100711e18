//! `--fix`: forms are typed otherwise in the sources. The changes are shown before any file is touched.

use std::collections::BTreeMap;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use similar::TextDiff;

use crate::cli::{Outcome, answer, say};
use crate::disk;
use crate::read::slips::Slips;
use crate::site::Site;
use crate::source::{Source, SourceId};
use crate::write::forms::{Edit, retyped, slots};

/// A form, and what is to be typed in its place.
#[derive(Clone, Debug)]
pub struct Fix {
    from: String,
    to: String,
}

/// Reads `FORM=FORM`; brackets around a form do not count.
pub fn fix(argument: &str) -> Result<Fix, String> {
    let (from, to) = argument.split_once('=').ok_or("write two forms with `=` between them")?;
    let bare = |form: &str| {
        let form = form.trim();
        let inner = form.strip_prefix('[').and_then(|form| form.strip_suffix(']'));
        inner.filter(|inner| !inner.contains(['[', ']'])).unwrap_or(form).to_owned()
    };
    let (from, to) = (bare(from), bare(to));
    if from.is_empty() || to.is_empty() {
        return Err("neither form may be empty".to_owned());
    }
    if to.contains('\n') {
        return Err("the new form has a line break in it".to_owned());
    }
    let letters = |form: &str| slots(form).into_iter().map(|(_, letter)| letter).collect::<String>();
    if letters(&from) != letters(&to) {
        return Err("`X` and `Y` must stand in both forms, in the same order".to_owned());
    }
    Ok(Fix { from, to })
}

/// A source with its new text.
struct Change<'a> {
    source: &'a Source,
    text: String,
    /// How many marks are typed otherwise.
    marks: usize,
}

/// Shows what the fixes change, asks where somebody is there to answer, and changes it.
pub fn run(site: &Site, root: &Path, fixes: &[Fix], dry_run: bool, yes: bool) -> Outcome {
    let (changes, found) = changes(site, fixes);
    let count: usize = changes.iter().map(|change| change.marks).sum();
    for (fix, _) in fixes.iter().zip(found).filter(|(_, found)| *found == 0) {
        say(&format!("no text has the form `{}`, or it can only be changed by hand", fix.from));
    }
    if changes.is_empty() {
        say("nothing was changed");
        return Outcome::Faulty;
    }
    let mut diff = String::new();
    for change in &changes {
        let path = change.source.path();
        let text = TextDiff::from_lines(change.source.text(), &change.text);
        diff.push_str(&text.unified_diff().context_radius(1).header(path, path).to_string());
    }
    if let Err(error) = answer(diff.as_bytes()) {
        say(&format!("cannot show the changes: {error}"));
        return Outcome::Faulty;
    }
    let places = counted(count);
    if dry_run {
        say(&format!("{places} would be changed; nothing was"));
        return Outcome::Fine;
    }
    if !yes && io::stdin().is_terminal() && !agreed(&places) {
        say("nothing was changed");
        return Outcome::Fine;
    }
    let mut fine = true;
    let mut done = 0;
    for change in changes {
        let Some(bytes) = as_typed(change.source, &change.text) else {
            say(&format!(
                "`{}` is no whole text, so it was not changed: mend its characters first",
                change.source.path()
            ));
            fine = false;
            continue;
        };
        match disk::replace(&root.join(change.source.path()), change.source.bytes(), &bytes) {
            Ok(()) => done += change.marks,
            Err(error) => {
                say(&format!("cannot change `{}`: {error}", change.source.path()));
                fine = false;
            }
        }
    }
    say(&format!("{} changed", counted(done)));
    Outcome::fine_if(fine)
}

fn counted(places: usize) -> String {
    if places == 1 { "one place".to_owned() } else { format!("{places} places") }
}

/// The sources that change, and how many marks each fix found.
fn changes<'a>(site: &'a Site, fixes: &[Fix]) -> (Vec<Change<'a>>, Vec<usize>) {
    let slips = Slips::of(&site.vocabulary);
    let mut found = vec![0; fixes.len()];
    let mut by_source: BTreeMap<SourceId, Vec<Vec<Edit>>> = BTreeMap::new();
    for document in &site.edition.documents {
        let source = site.sources.get(document.source);
        for (fix, found) in fixes.iter().zip(&mut found) {
            let marks = retyped(document, source, &slips, &fix.from, &fix.to);
            *found += marks.len();
            by_source.entry(document.source).or_default().extend(marks);
        }
    }
    let change = |(id, mut marks): (SourceId, Vec<Vec<Edit>>)| {
        let source = site.sources.get(id);
        marks.retain(|edits| !edits.is_empty());
        marks.sort_by_key(|edits| edits.first().map(|(range, _)| range.start));
        let mut edits: Vec<Edit> = marks.iter().flatten().cloned().collect();
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        edits.dedup();
        let mut text = String::new();
        let mut at = 0;
        for (range, label) in &edits {
            // What stands in a form that is typed anew itself waits for the next call.
            let Some(between) = source.text().get(at..range.start) else { continue };
            text.push_str(between);
            text.push_str(label);
            at = range.end;
        }
        text.push_str(source.text().get(at..)?);
        (text != source.text()).then_some(Change { source, text, marks: marks.len() })
    };
    (by_source.into_iter().filter_map(change).collect(), found)
}

fn agreed(places: &str) -> bool {
    let mut out = io::stderr().lock();
    let _ = write!(out, "Change {places}? [y/N] ").and_then(|()| out.flush());
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.is_ok() && matches!(line.trim().to_lowercase().as_str(), "y" | "yes")
}

/// The new text as bytes of a file like the old one: with its byte order mark and its line ends. None where the old one
/// was damaged, so that it is not known how it was typed.
fn as_typed(source: &Source, text: &str) -> Option<Vec<u8>> {
    let bytes = source.bytes();
    let mark = bytes.starts_with(b"\xEF\xBB\xBF");
    let carriage = bytes.windows(2).any(|pair| pair == b"\r\n");
    let typed = |text: &str| {
        let text = if carriage { text.replace('\n', "\r\n") } else { text.to_owned() };
        let mark = if mark { "\u{FEFF}" } else { "" };
        format!("{mark}{text}").into_bytes()
    };
    (typed(source.text()) == bytes).then(|| typed(text))
}

#[cfg(test)]
mod tests {
    use super::{as_typed, fix};
    use crate::source::Sources;

    #[test]
    fn forms_are_read_with_or_without_brackets() {
        let read = |argument: &str| fix(argument).map(|fix| (fix.from, fix.to));
        let pair = |from: &str, to: &str| Ok((from.to_owned(), to.to_owned()));
        assert_eq!(read("a=b"), pair("a", "b"));
        assert_eq!(read("[add: X] = [added: X]"), pair("add: X", "added: X"));
        for wrong in ["a", "=a", "a=", "a: X=b", "a: X=b: X, Y", "X for Y=Y for X"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_file_keeps_its_marks_and_line_ends() {
        let check = |old: &[u8], new: &str, expected: Option<&[u8]>| {
            let mut sources = Sources::default();
            let id = sources.add("a.md", old.to_vec());
            assert_eq!(as_typed(sources.get(id), new).as_deref(), expected);
        };
        check(b"a\nb\n", "c\nb\n", Some(b"c\nb\n"));
        check(b"\xEF\xBB\xBFa\r\nb", "c\nb", Some(b"\xEF\xBB\xBFc\r\nb"));
        check(b"a\r\nb\n", "c\nb\n", None);
        check(b"a\xFF", "c", None);
    }
}
