//! Finds published marks again among the marks of today: by what is typed, by what stands around them, and by where they
//! stand. This room knows no texts.

use std::collections::HashMap;
use std::hash::Hash;

use crate::ledger::prints::MarkPrint;
use crate::model::published::Anchor;

/// A mark, and the address of the passage or note in which it stands.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    pub print: &'a MarkPrint,
    pub host: Option<Anchor>,
    /// Whether it has words that are its own, so that it is not one of many gaps. Of an old mark it is not known.
    pub speaks: bool,
}

/// The place of each old mark among the new ones; both are in the order of the text. No new one is found twice.
pub fn matched(old: &[Placed], new: &[Placed]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { old, new, found: vec![None; old.len()], taken: vec![false; new.len()] };
    // From what is certain to what is likely.
    pairs.pair(true, |mark| Some((mark.print.hash, mark.print.before, mark.print.after, mark.host)));
    pairs.pair(true, |mark| Some((mark.print.hash, mark.print.before, mark.print.after)));
    pairs.pair(true, |mark| around(mark.print.before).map(|before| (mark.print.hash, before, mark.host)));
    pairs.pair(true, |mark| around(mark.print.after).map(|after| (mark.print.hash, after, mark.host)));
    // What was typed has been corrected.
    pairs.pair(true, |mark| {
        let (before, after) = (around(mark.print.before)?, around(mark.print.after)?);
        Some((mark.print.sign, before, after, mark.host))
    });
    pairs.pair(false, |mark| mark.host.filter(|_| mark.speaks).map(|host| (mark.print.hash, host)));
    pairs.pair(true, |mark| around(mark.print.before).map(|before| (mark.print.sign, before, mark.host)));
    pairs.pair(true, |mark| around(mark.print.after).map(|after| (mark.print.sign, after, mark.host)));
    pairs.pair(true, |mark| {
        let (before, after) = (around(mark.print.before)?, around(mark.print.after)?);
        Some((before, after, mark.host))
    });
    // It has moved, alone or with one of its neighbours.
    pairs.pair(false, |mark| mark.speaks.then_some(mark.print.hash));
    pairs.pair(false, |mark| around(mark.print.before).map(|before| (mark.print.hash, before)));
    pairs.pair(false, |mark| around(mark.print.after).map(|after| (mark.print.hash, after)));
    pairs.found
}

/// Words around a mark, where there are any.
fn around(words: u32) -> Option<u32> {
    (words != 0).then_some(words)
}

struct Pairs<'a> {
    old: &'a [Placed<'a>],
    new: &'a [Placed<'a>],
    found: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs<'_> {
    /// Pairs the marks that have one key, in their order; where there are more on one side than on the other, only if the
    /// key says so much that the first ones are as good as others.
    fn pair<K: Hash + Eq>(&mut self, uneven: bool, key: impl Fn(&Placed) -> Option<K>) {
        let mut groups: HashMap<K, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, mark) in self.old.iter().enumerate().filter(|(at, _)| self.found[*at].is_none()) {
            if let Some(key) = key(mark) {
                groups.entry(key).or_default().0.push(at);
            }
        }
        for (at, mark) in self.new.iter().enumerate().filter(|(at, _)| !self.taken[*at]) {
            if let Some((old, new)) = key(mark).and_then(|key| groups.get_mut(&key)) {
                // Only what has a partner counts.
                if !old.is_empty() {
                    new.push(at);
                }
            }
        }
        for (at, mark) in self.old.iter().enumerate() {
            let Some((old, new)) = key(mark).and_then(|key| groups.get(&key)) else { continue };
            let partner = old.binary_search(&at).ok().and_then(|place| new.get(place));
            if let Some(partner) = partner.filter(|_| uneven || old.len() == new.len()) {
                self.found[at] = Some(*partner);
                self.taken[*partner] = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Placed, matched};
    use crate::ledger::prints::{MarkPrint, part};
    use crate::ledger::words::hash;
    use crate::model::published::Anchor;

    /// Marks as `host:before[sign words]after`, a space between two.
    fn marks(text: &str) -> Vec<(MarkPrint, Option<Anchor>)> {
        let mark = |mark: &str| {
            let (host, rest) = mark.split_once(':').unwrap();
            let (before, rest) = rest.split_once('[').unwrap();
            let (typed, after) = rest.split_once(']').unwrap();
            let (sign, words) = typed.split_once('=').unwrap_or((typed, ""));
            let around = |text: &str| if text.is_empty() { 0 } else { part(hash(text)).max(1) };
            let print = MarkPrint {
                hash: hash(typed),
                sign: part(hash(sign)),
                before: around(before),
                after: around(after),
                words: words.into(),
            };
            (print, Anchor::read(host))
        };
        text.split_whitespace().map(mark).collect()
    }

    #[test]
    fn marks_are_found_where_they_are() {
        #[track_caller]
        fn check(old: &str, new: &str, expected: &str) {
            let (old, new) = (marks(old), marks(new));
            let placed = |marks: &'static [(MarkPrint, Option<Anchor>)]| -> Vec<Placed<'static>> {
                let speaks = |print: &MarkPrint| print.words.contains("word");
                marks
                    .iter()
                    .map(|(print, host)| Placed { print, host: *host, speaks: speaks(print) })
                    .collect()
            };
            let found = matched(&placed(old.leak()), &placed(new.leak()));
            let shown: Vec<String> =
                found.into_iter().map(|at| at.map_or("-".to_owned(), |at| at.to_string())).collect();
            assert_eq!(shown.join(" "), expected);
        }
        check("p1:a[gap]b p2:c[gap]d", "p1:a[gap]b p2:c[gap]d", "0 1");
        // One was read.
        check("p1:a[gap]b p1:c[gap]d p1:e[gap]f", "p1:a[gap]b p1:e[gap]f", "0 - 1");
        // What is typed was corrected, or what stands before it.
        check("p1:a[gap=2]b p1:c[gap=3]d", "p1:a[gap=4]b p1:x[gap=3]d", "0 1");
        // Another sign for the same.
        check("p1:a[ink=x]b", "p1:a[hand=x]b", "0");
        // Moved to another passage, with what is around it or alone.
        check("p1:a[gap]b p2:c[hand=x]d", "p5:e[hand=x]d p7:a[gap]b", "1 0");
        check("p1:a[gap]b", "p7:c[gap]d", "-");
        check("p1:a[gap]b", "p1:c[gap]d", "-");
        check("p1:a[hand=word]b", "p7:c[hand=word]d", "0");
        // In cells of a table.
        check("-:[gap] -:[gap]", "-:[gap] -:[gap]", "0 1");
    }
}
