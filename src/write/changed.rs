//! What has changed from one version of an edition to the next, word by word, as a text for readers. This room is given the
//! texts of both and knows no document.

use std::collections::{BTreeMap, BTreeSet};

use similar::{ChangeTag, TextDiff};

/// The texts of a version, by the ids of its documents.
pub type Texts = BTreeMap<String, String>;

/// A list of all that came, changed and went; `None` where nothing did.
pub fn list(heading: &str, before: &Texts, now: &Texts) -> Option<String> {
    let mut lines = vec![heading.to_owned(), String::new()];
    lines.extend(LEGEND.map(str::to_owned));
    let empty = lines.len();
    let ids = |texts: &Texts, others: &Texts| -> Vec<String> {
        let ids: BTreeSet<&String> = texts.keys().filter(|id| !others.contains_key(*id)).collect();
        ids.into_iter().map(|id| format!("  {id}")).collect()
    };
    section(&mut lines, "New documents", ids(now, before));
    let both = now.iter().filter_map(|(id, text)| Some((id, before.get(id)?, text)));
    let changed = both.filter(|(_, old, new)| old != new).flat_map(|(id, old, new)| {
        let places = marked(old, new).into_iter().map(|line| format!("      {line}"));
        [format!("  {id}")].into_iter().chain(places).collect::<Vec<_>>()
    });
    section(&mut lines, "Changed documents", changed.collect());
    section(&mut lines, "Withdrawn documents", ids(before, now));
    (lines.len() > empty).then(|| format!("{}\n", lines.join("\n")))
}

/// As the program `wdiff` writes it, which many know.
const LEGEND: [&str; 2] = [
    "Of a changed document the lines stand here that have changed:",
    "[-these words-] went, {+these words+} came.",
];

fn section(lines: &mut Vec<String>, heading: &str, entries: Vec<String>) {
    if !entries.is_empty() {
        lines.extend([String::new(), heading.to_owned(), String::new()]);
        lines.extend(entries);
    }
}

/// The lines of a text that are not what they were, with the words that went and came.
fn marked(old: &str, new: &str) -> Vec<String> {
    let diff = TextDiff::from_words(old, new);
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut().filter(|(tag, _)| *tag == change.tag()) {
            Some((_, words)) => words.push_str(change.value()),
            None => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    let mut lines = vec![(false, String::new())];
    for (tag, words) in runs {
        // The end of a line that came or went is a change of that line.
        let (open, close) = match tag {
            ChangeTag::Equal => ("", ""),
            ChangeTag::Delete => ("[-", "-]"),
            ChangeTag::Insert => ("{+", "+}"),
        };
        for (at, part) in words.split('\n').enumerate() {
            if at > 0 {
                lines.push((false, String::new()));
            }
            let Some((is_changed, line)) = lines.last_mut() else { continue };
            let part = part.trim_end_matches('\r');
            *is_changed |= tag != ChangeTag::Equal && !part.is_empty();
            if !part.is_empty() {
                line.push_str(&format!("{open}{part}{close}"));
            }
        }
    }
    let changed = lines.into_iter().filter(|(is_changed, _)| *is_changed);
    changed.map(|(_, line)| line.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Texts, list, marked};

    #[test]
    fn words_that_came_and_went_are_marked_in_their_lines() {
        #[track_caller]
        fn check(old: &str, new: &str, lines: &[&str]) {
            assert_eq!(marked(old, new), lines, "{old:?} {new:?}");
        }
        check(
            "One.\nWe hope for close relations.\n",
            "One.\nWe hope for good relations.\n",
            &["We hope for [-close-]{+good+} relations."],
        );
        check("a b\n", "a b\n", &[]);
        check("a\n", "a\nb\n", &["{+b+}"]);
        check("a\nb\nc\n", "a\nc\n", &["[-b-]"]);
        check("привет мир", "привет всем", &["привет [-мир-]{+всем+}"]);
    }

    #[test]
    fn a_list_has_what_came_changed_and_went() {
        let texts = |pairs: &[(&str, &str)]| -> Texts {
            pairs.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect()
        };
        let before = texts(&[("a", "One.\n"), ("b", "Two.\n"), ("c", "Three.\n")]);
        assert_eq!(list("x", &before, &before), None);
        let now = texts(&[("a", "One.\n"), ("b", "Two, mended.\n"), ("d", "Four.\n")]);
        let listed = list("Letters: 1.1", &before, &now).unwrap();
        assert_eq!(
            listed,
            "Letters: 1.1\n\nOf a changed document the lines stand here that have changed:\n[-these words-] went, {+these words+} came.\n\n\
             New documents\n\n  d\n\nChanged documents\n\n  b\n      [-Two.-]{+Two, mended.+}\n\nWithdrawn documents\n\n  c\n"
        );
    }
}
