//! What has changed from one version of an edition to the next, word by word. This room is given the texts of both and knows no
//! document.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use similar::{ChangeTag, DiffTag, TextDiff};

use crate::ledger::words::Text;
use crate::model::document::Document;
use crate::model::errata::{Amended, Change, Errata, Line, Run, RunFate};
use crate::model::id::Id;
use crate::model::text::one_line;

/// The texts of a version, by the ids of its documents; a text begins with the title of its document.
pub type Texts = BTreeMap<Id<Document>, String>;

/// What has become of a document of the version before that is not there under its id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Gone {
    /// It has this id now, by itself or with others.
    To(Id<Document>),
    /// It is a place in this one.
    Into(Id<Document>),
    Withdrawn(Option<String>),
}

/// The documents that came, changed and went. `gone` says of those that are not there what the edition says of them.
pub fn documents(before: &Texts, now: &Texts, gone: &BTreeMap<Id<Document>, Gone>) -> Vec<Amended> {
    let gone: BTreeMap<&Id<Document>, &Gone> =
        gone.iter().filter(|(old, _)| before.contains_key(*old) && !now.contains_key(*old)).collect();
    // Of several that are one document now, the one that is longest was renamed, and the others were put together with it.
    let mut was: BTreeMap<&Id<Document>, &Id<Document>> = BTreeMap::new();
    let length = |id: &Id<Document>| before.get(id).map(String::len);
    for (old, fate) in &gone {
        if let Gone::To(new) = fate
            && now.contains_key(new)
            && !before.contains_key(new)
        {
            let first = was.entry(new).or_insert(old);
            if length(old) > length(first) {
                *first = old;
            }
        }
    }
    let renamed: BTreeSet<&Id<Document>> = was.values().copied().collect();
    let amended = |id: &Id<Document>, was: Option<&Id<Document>>, text: &str, change: Change| {
        let title = text.lines().next().unwrap_or_default().to_owned();
        Amended { id: id.clone(), was: was.cloned(), title, change }
    };
    let old_id = |id: &Id<Document>| was.get(id).copied();
    let old_text = |id: &Id<Document>| before.get(old_id(id).unwrap_or(id));
    let came = now
        .iter()
        .filter(|(id, _)| old_text(id).is_none())
        .map(|(id, text)| amended(id, None, text, Change::New));
    let changed = now.iter().filter_map(|(id, text)| {
        let old = old_text(id).filter(|old| *old != text)?;
        Some(amended(id, old_id(id), text, Change::Changed(lines(old, text))))
    });
    let with_another_name = was.iter().filter_map(|(id, old)| {
        let text = now.get(*id).filter(|text| before.get(*old) == Some(*text))?;
        Some(amended(id, Some(old), text, Change::Renamed))
    });
    let is_away = |id: &Id<Document>| !now.contains_key(id) && !renamed.contains(id);
    let (mut joined, mut withdrawn) = (Vec::new(), Vec::new());
    for (id, text) in before.iter().filter(|(id, _)| is_away(id)) {
        match gone.get(id) {
            Some(Gone::To(into) | Gone::Into(into)) => {
                joined.push(amended(id, None, text, Change::Joined(into.clone())))
            }
            Some(Gone::Withdrawn(why)) => {
                withdrawn.push(amended(id, None, text, Change::Withdrawn(why.clone())));
            }
            None => withdrawn.push(amended(id, None, text, Change::Withdrawn(None))),
        }
    }
    came.chain(changed).chain(with_another_name).chain(joined).chain(withdrawn).collect()
}

/// A list for readers of plain text.
pub fn list(heading: &str, errata: &Errata) -> String {
    let mut lines = vec![heading.to_owned(), String::new()];
    lines.extend(LEGEND.map(str::to_owned));
    if errata.documents.is_empty() {
        lines.extend([String::new(), "Nothing has changed.".to_owned()]);
    }
    let mut last = "";
    for amended in &errata.documents {
        let heading = amended.change.heading();
        if std::mem::replace(&mut last, heading) != heading {
            lines.extend([String::new(), heading.to_owned(), String::new()]);
        }
        let more = match (&amended.was, &amended.change) {
            (Some(was), _) => format!(" (was {was})"),
            (None, Change::Joined(into)) => format!(" (is part of {into} now)"),
            (None, Change::Withdrawn(Some(why))) => format!(" ({})", one_line(why)),
            (None, _) => String::new(),
        };
        lines.push(format!("  {}{more}", amended.id));
        if let Change::Changed(changed) = &amended.change {
            lines.extend(changed.iter().map(|line| format!("      {}", marked(line))));
        }
    }
    format!("{}\n", lines.join("\n"))
}

/// As the program `wdiff` writes it, which many know.
const LEGEND: [&str; 2] = [
    "Of a changed document the lines stand here that have changed:",
    "[-these words-] went, {+these words+} came.",
];

fn marked(line: &Line) -> String {
    let run = |run: &Run| match run.fate {
        RunFate::Stayed => run.words.clone(),
        RunFate::Went => format!("[-{}-]", run.words),
        RunFate::Came => format!("{{+{}+}}", run.words),
    };
    line.iter().map(run).collect()
}

/// So many comparisons of two pieces at most are made to find what belongs together; beyond it takes too long.
const MOST: usize = 16_000_000;

/// The lines of a text that are not what they were, with the words that went and came.
fn lines(old: &str, new: &str) -> Vec<Line> {
    let (before, now): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    if before.len().saturating_mul(now.len()) > MOST {
        return apart(&before, &now);
    }
    let diff = TextDiff::from_slices(&before, &now);
    let mut lines = Vec::new();
    for op in diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
        let old = before.get(op.old_range()).unwrap_or_default();
        let new = now.get(op.new_range()).unwrap_or_default();
        words(&old.join("\n"), &new.join("\n"), &mut lines);
    }
    lines
}

/// Of texts that are too long to be compared in their order: the lines that the other one does not have.
fn apart(before: &[&str], now: &[&str]) -> Vec<Line> {
    let only = |these: &[&str], those: &[&str], fate: RunFate| -> Vec<Line> {
        let mut there: HashMap<&str, usize> = HashMap::new();
        those.iter().for_each(|line| *there.entry(*line).or_default() += 1);
        let is_there = |line: &str| there.get_mut(line).filter(|left| **left > 0).map(|left| *left -= 1);
        let mut is_there = is_there;
        let alone = these.iter().filter(|line| !line.trim().is_empty() && is_there(line).is_none());
        alone.map(|line| vec![Run { words: line.trim().to_owned(), fate }]).collect()
    };
    let mut lines = only(before, now, RunFate::Went);
    lines.extend(only(now, before, RunFate::Came));
    lines
}

/// The lines of a stretch that has changed.
fn words(old: &str, new: &str, lines: &mut Vec<Line>) {
    let count = |text: &str| pieces(text).len();
    let mut runs: Vec<(RunFate, String)> = Vec::new();
    if count(old).saturating_mul(count(new)) > MOST {
        runs.extend([(RunFate::Went, format!("{old}\n")), (RunFate::Came, new.to_owned())]);
    } else {
        let (before, now) = (pieces(old), pieces(new));
        let diff = TextDiff::from_slices(&before, &now);
        for change in diff.iter_all_changes() {
            let fate = match change.tag() {
                ChangeTag::Equal => RunFate::Stayed,
                ChangeTag::Delete => RunFate::Went,
                ChangeTag::Insert => RunFate::Came,
            };
            match runs.last_mut().filter(|(last, _)| *last == fate) {
                Some((_, words)) => words.push_str(change.value()),
                None => runs.push((fate, change.value().to_owned())),
            }
        }
    }
    let first = lines.len();
    let mut line = Line::new();
    for (fate, words) in runs {
        // The end of a line that came or went is a change of that line.
        for (at, part) in words.split('\n').enumerate() {
            if at > 0 {
                lines.push(std::mem::take(&mut line));
            }
            if !part.is_empty() {
                line.push(Run { words: part.to_owned(), fate });
            }
        }
    }
    lines.push(line);
    let mut at = 0;
    lines.retain_mut(|line| {
        at += 1;
        at <= first || {
            trim(line);
            line.iter().any(|run| run.fate != RunFate::Stayed && !run.words.trim().is_empty())
        }
    });
}

/// A text in words, and what stands between them. Where words are written without spaces a letter is one.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut end = 0;
    let mut add = |range: std::ops::Range<usize>| {
        pieces.extend(text.get(range).filter(|piece| !piece.is_empty()));
    };
    for word in Text::of(text).words {
        let (start, stop) = (word.start as usize, word.end as usize);
        add(end..start);
        add(start..stop);
        end = stop;
    }
    add(end..text.len());
    pieces
}

/// Takes away the white space around a line.
fn trim(line: &mut Line) {
    while let Some(run) = line.first_mut() {
        run.words = run.words.trim_start().to_owned();
        if !run.words.is_empty() {
            break;
        }
        line.remove(0);
    }
    while let Some(run) = line.last_mut() {
        run.words = run.words.trim_end().to_owned();
        if !run.words.is_empty() {
            break;
        }
        line.pop();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Gone, Texts, documents, lines, list, marked};
    use crate::model::errata::{Change, Errata};
    use crate::model::id::Id;

    #[test]
    fn words_that_came_and_went_are_marked_in_their_lines() {
        #[track_caller]
        fn check(old: &str, new: &str, expected: &[&str]) {
            let lines: Vec<String> = lines(old, new).iter().map(marked).collect();
            assert_eq!(lines, expected, "{old:?} {new:?}");
        }
        check(
            "One.\nWe hope for close relations.\n",
            "One.\nWe hope for good relations.\n",
            &["We hope for [-close-]{+good+} relations."],
        );
        check("a b\n", "a b\n", &[]);
        check("a\n", "a\nb\n", &["{+b+}"]);
        check("a\nb\nc\n", "a\nc\n", &["[-b-]"]);
        check("a\r\nb\r\n", "a\nb\n", &[]);
        check("привет мир", "привет всем", &["привет [-мир-]{+всем+}"]);
        check("支持美国的政策。", "支持美帝国的政策。", &["支持美{+帝+}国的政策。"]);
        check("One, two.", "One; two.", &["One[-, -]{+; +}two."]);
    }

    #[test]
    fn long_texts_are_compared_by_lines() {
        let text = |from: usize| (from..from + 9000).map(|at| format!("Line {at}.\n")).collect::<String>();
        let found: Vec<String> = lines(&text(0), &text(1)).iter().map(marked).collect();
        assert_eq!(found, ["[-Line 0.-]", "{+Line 9000.+}"]);
        let line = |word: &str| vec![word; 5000].join(" ");
        let found: Vec<String> = lines(&line("a"), &line("b")).iter().map(marked).collect();
        assert_eq!(found, [format!("[-{}-]", line("a")), format!("{{+{}+}}", line("b"))]);
    }

    #[test]
    fn a_list_has_what_came_changed_and_went() {
        let id = |id: &str| Id::new(id).unwrap();
        let texts = |pairs: &[(&str, &str)]| -> Texts {
            pairs.iter().map(|(name, text)| (id(name), (*text).to_owned())).collect()
        };
        let before =
            texts(&[("a", "One.\n"), ("b", "Two.\n"), ("c", "Three.\n"), ("e", "Five.\n"), ("g", "Six.\n")]);
        let gone: BTreeMap<_, _> = [
            (id("e"), Gone::To(id("f"))),
            (id("g"), Gone::To(id("b"))),
            (id("c"), Gone::Withdrawn(Some("Twice.".to_owned()))),
            (id("a"), Gone::To(id("d"))),
        ]
        .into();
        assert_eq!(documents(&before, &before, &gone), []);
        let now = texts(&[("a", "One.\n"), ("b", "Two, mended.\n"), ("d", "Four.\n"), ("f", "Five.\n")]);
        let documents = documents(&before, &now, &gone);
        assert_eq!(documents[0].title, "Four.");
        assert_eq!(documents[2].change, Change::Renamed);
        let errata = Errata {
            version: "1.1".to_owned(),
            date: "2027-01-31".to_owned(),
            since: "1.0".to_owned(),
            documents,
        };
        assert_eq!(
            list("Letters: 1.1", &errata),
            "Letters: 1.1\n\nOf a changed document the lines stand here that have changed:\n[-these words-] went, {+these words+} came.\n\n\
             New documents\n\n  d\n\nChanged documents\n\n  b\n      Two{+, mended+}.\n\nDocuments with another name\n\n  f (was e)\n\nDocuments put together with others\n\n  g (is part of b now)\n\nWithdrawn documents\n\n  c (Twice.)\n"
        );
    }
}
