//! Finds published texts again among the texts of today, by their fingerprints alone. This room knows no addresses.
//!
//! What has not changed is found by the hash of all of it, in the way of Heckel ("A technique for isolating differences between
//! files", 1978): what is there once on both sides belongs together, wherever it is, and so do equal neighbours of what
//! belongs together. What has changed is found by the runs of words that it still has, each of which is a vote.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::ledger::prints::{Print, WHOLE, bits, part};
use crate::ledger::words::{Text, joined};

/// Where a published text is now, by the place of the text among those of today.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// It is this text, or the part of it that keeps the address.
    Text(usize),
    /// It is a part of this text, which has another address, and begins at this word of it.
    Within {
        text: usize,
        word: usize,
    },
    Nowhere,
}

/// Finds each of the `old` texts among the `new` ones; both are in the order in which they stand. No text of today is
/// [`Found::Text`] twice.
pub fn matched(old: &[&Print], new: &[&Text]) -> Vec<Found> {
    let mut matching = Matching {
        old,
        new,
        found: vec![Found::Nowhere; old.len()],
        taken: vec![None; new.len()],
        exact: vec![false; new.len()],
        begins: vec![0; new.len()],
    };
    matching.same();
    matching.changed();
    matching.joined();
    matching.swallowed();
    matching.between();
    matching.found
}

/// Runs of words that more texts have than this say nothing of where a text is.
const COMMON: usize = 64;

struct Matching<'a> {
    old: &'a [&'a Print],
    new: &'a [&'a Text],
    found: Vec<Found>,
    /// Which old text each new one is.
    taken: Vec<Option<usize>>,
    /// Whether it is the same, word for word.
    exact: Vec<bool>,
    /// With which word of it that old text begins.
    begins: Vec<usize>,
}

/// How well a new text answers to an old one.
#[derive(Clone, Copy)]
struct Candidate {
    points: usize,
    /// How far it is from where the old one would be expected.
    distance: usize,
    old: usize,
    new: usize,
    votes: usize,
    /// The first word of it that has a vote.
    word: usize,
}

impl Matching<'_> {
    fn take(&mut self, old: usize, new: usize, exact: bool) {
        self.found[old] = Found::Text(new);
        self.taken[new] = Some(old);
        self.exact[new] = exact;
    }

    fn is_open(&self, old: usize) -> bool {
        self.found.get(old) == Some(&Found::Nowhere)
    }

    fn is_free(&self, new: usize) -> bool {
        self.taken.get(new) == Some(&None)
    }

    /// What has not changed.
    fn same(&mut self) {
        let hashes: Vec<u64> = self.new.iter().map(|text| bits(text.hash, WHOLE)).collect();
        let mut places: BTreeMap<u64, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (at, print) in self.old.iter().enumerate() {
            places.entry(print.hash).or_default().0.push(at);
        }
        for (at, hash) in hashes.iter().enumerate() {
            places.entry(*hash).or_default().1.push(at);
        }
        let same = |old: usize, new: usize, all: &Self| {
            all.is_open(old) && all.is_free(new) && all.old[old].hash == hashes[new]
        };
        for old in 0..self.old.len() {
            if let Some((one, other)) = places.get(&self.old[old].hash)
                && let ([_], [new]) = (one.as_slice(), other.as_slice())
            {
                self.take(old, *new, true);
            }
        }
        // Both begin and end together, so what stands there belongs together if it is the same.
        if same(0, 0, self) {
            self.take(0, 0, true);
        }
        if let (Some(old), Some(new)) = (self.old.len().checked_sub(1), self.new.len().checked_sub(1))
            && same(old, new, self)
        {
            self.take(old, new, true);
        }
        for old in 1..self.old.len() {
            if let Found::Text(before) = self.found[old - 1]
                && same(old, before + 1, self)
            {
                self.take(old, before + 1, true);
            }
        }
        for old in (1..self.old.len()).rev() {
            if let Found::Text(after) = self.found[old]
                && after > 0
                && same(old - 1, after - 1, self)
            {
                self.take(old - 1, after - 1, true);
            }
        }
        // What is there several times, in its order.
        for (_, others) in places.values_mut() {
            others.retain(|new| self.is_free(*new));
            others.reverse();
        }
        for old in 0..self.old.len() {
            if self.is_open(old)
                && let Some(new) = places.get_mut(&self.old[old].hash).and_then(|(_, others)| others.pop())
            {
                self.take(old, new, true);
            }
        }
    }

    /// What was corrected, split or put together.
    fn changed(&mut self) {
        let mut candidates = self.candidates();
        candidates.sort_by_key(|one| (usize::MAX - one.points, one.distance, one.old, one.new));
        let mut within: BTreeMap<usize, Vec<Candidate>> = BTreeMap::new();
        for one in candidates {
            if !self.is_open(one.old) {
                continue;
            }
            match self.taken[one.new] {
                None => {
                    self.take(one.old, one.new, false);
                    within.entry(one.new).or_default().push(one);
                }
                Some(first) if self.adds(&one, first) => {
                    self.found[one.old] = Found::Within { text: one.new, word: one.word };
                    within.entry(one.new).or_default().push(one);
                }
                Some(_) => {}
            }
        }
        // The one that begins first keeps the address of its own.
        for (new, parts) in within {
            let mut parts: Vec<(usize, usize)> = parts.iter().map(|one| (self.begin(one), one.old)).collect();
            parts.sort_unstable();
            for (at, (word, old)) in parts.into_iter().enumerate() {
                match at {
                    0 => {
                        self.take(old, new, false);
                        self.begins[new] = word;
                    }
                    _ => self.found[old] = Found::Within { text: new, word },
                }
            }
        }
    }

    /// Whether what a text has of an old one is more than it has of the old one that it is already: two texts that were
    /// alike, of which one is gone, are not one that was put together.
    fn adds(&self, one: &Candidate, first: usize) -> bool {
        let (print, other) = (self.old[one.old], self.old[first]);
        if print.run == 1 {
            return false;
        }
        let shared = print.sketch.iter().filter(|part| other.sketch.contains(part)).count();
        one.votes > 0 && shared * 2 < print.sketch.len().max(1)
    }

    /// Where the text of an old one begins in the new one: at its first words, if they stand before the first vote.
    fn begin(&self, one: &Candidate) -> usize {
        let (words, first) = (&self.new[one.new].words, Text::of(&self.old[one.old].words).words);
        let opens = |at: &usize| {
            let here = words.get(*at..).unwrap_or_default();
            here.len() >= first.len() && here.iter().zip(&first).all(|(one, other)| one.hash == other.hash)
        };
        let near = one.word.saturating_sub(NEAR)..=one.word;
        near.rev().find(opens).filter(|_| !first.is_empty()).unwrap_or(one.word)
    }

    fn candidates(&self) -> Vec<Candidate> {
        let open: Vec<usize> = (0..self.old.len()).filter(|old| self.is_open(*old)).collect();
        if open.is_empty() {
            return Vec::new();
        }
        let expected = self.expected();
        let mut candidates = Vec::new();
        let lengths: BTreeSet<u8> =
            open.iter().map(|old| self.old[*old].run).filter(|run| *run > 0).collect();
        for run in lengths {
            let open: Vec<usize> = open.iter().copied().filter(|old| self.old[*old].run == run).collect();
            let places = self.places(run, &open);
            for old in open {
                let mut votes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
                let parts = self.old[old].sketch.iter().filter_map(|part| places.get(part));
                for (new, word) in parts.filter(|places| places.len() < COMMON).flatten() {
                    let (votes, first) = votes.entry(*new).or_insert((0, *word));
                    *votes += 1;
                    *first = (*first).min(*word);
                }
                let (after, before) = expected[old];
                // What stands where it is expected may have its first words alone.
                for new in [after, before.wrapping_sub(1)] {
                    if self.is_free(new) {
                        votes.entry(new).or_insert((0, 0));
                    }
                }
                let found = votes
                    .into_iter()
                    .filter_map(|(new, (votes, word))| self.candidate(old, new, votes, word, expected[old]));
                candidates.extend(found);
            }
        }
        candidates
    }

    fn candidate(
        &self,
        old: usize,
        new: usize,
        votes: usize,
        word: usize,
        (after, before): (usize, usize),
    ) -> Option<Candidate> {
        let print = self.old[old];
        let (kept, run) = (print.sketch.len(), print.run);
        let here = new == after || new + 1 == before || (after..before).contains(&new);
        let opens = self.opens(new, print);
        let enough = match run {
            // A long text has any word.
            1 => here && votes * 2 >= kept && self.new[new].words.len() <= 2 * SHORT,
            2 if here && votes > 0 => true,
            _ => votes >= 2 && votes * 3 >= kept || votes == 1 && (opens || here && kept <= 2),
        };
        (enough || opens && here && run > 1).then_some(Candidate {
            points: 2 * votes + 2 * usize::from(opens) + usize::from(here),
            distance: new.abs_diff(after),
            old,
            new,
            votes,
            word,
        })
    }

    /// Whether a text opens with the first words of an old one.
    fn opens(&self, new: usize, print: &Print) -> bool {
        let first = Text::of(&print.words).words;
        let words = &self.new[new].words;
        let enough = first.len() > 1 || print.run == 1;
        enough && words.len() >= first.len() && !first.is_empty() && {
            let hashes = |words: &[crate::ledger::words::Word]| joined(words.iter().map(|word| word.hash));
            words.get(..first.len()).is_some_and(|words| hashes(words) == hashes(&first))
        }
    }

    /// The places of the runs of words that open texts have, each once in a text, in the texts that have changed.
    fn places(&self, run: u8, open: &[usize]) -> HashMap<u32, Vec<(usize, usize)>> {
        let wanted: HashSet<u32> = open.iter().flat_map(|old| &self.old[*old].sketch).copied().collect();
        let mut places: HashMap<u32, Vec<(usize, usize)>> = HashMap::new();
        for (new, text) in self.new.iter().enumerate().filter(|(new, _)| !self.exact[*new]) {
            for (word, hash) in text.runs(run.into()).enumerate() {
                let part = part(hash);
                if !wanted.contains(&part) {
                    continue;
                }
                let list = places.entry(part).or_default();
                if list.len() < COMMON && list.last().is_none_or(|(last, _)| *last != new) {
                    list.push((new, word));
                }
            }
        }
        places
    }

    /// Between which new texts each old one would be expected: behind the one before it, and before the one behind it.
    fn expected(&self) -> Vec<(usize, usize)> {
        let mut expected = vec![(0, self.new.len()); self.old.len()];
        let mut after = 0;
        for (old, place) in self.found.iter().enumerate() {
            expected[old].0 = after;
            if let Found::Text(new) = place {
                after = new + 1;
            }
        }
        let mut before = self.new.len();
        for (old, place) in self.found.iter().enumerate().rev() {
            expected[old].1 = before;
            if let Found::Text(new) = place {
                before = *new;
            }
        }
        expected
    }

    /// Short texts that stand, word for word, within a text near where they would be expected: two lines that were put together.
    fn joined(&mut self) {
        // One word is everywhere, and a long text is known by its runs.
        let is_short = |old: &usize| self.is_open(*old) && matches!(self.old[*old].run, 1 | 2);
        let short: Vec<usize> = (0..self.old.len()).filter(is_short).collect();
        let wanted: HashSet<u64> = short.iter().map(|old| self.old[*old].hash).collect();
        if wanted.is_empty() {
            return;
        }
        let mut places: HashMap<u64, Vec<(usize, usize)>> = HashMap::new();
        for (new, text) in self.new.iter().enumerate().filter(|(new, _)| !self.exact[*new]) {
            for length in 2..=9 {
                for (word, hash) in text.runs(length).enumerate() {
                    let hash = bits(hash, WHOLE);
                    if wanted.contains(&hash) {
                        places.entry(hash).or_default().push((new, word));
                    }
                }
            }
        }
        let expected = self.expected();
        let mut used: HashSet<(usize, usize)> = HashSet::new();
        for old in short {
            let (after, before) = expected[old];
            let near = after.saturating_sub(1)..before.saturating_add(1);
            let all = places.get(&self.old[old].hash).map_or(&[][..], Vec::as_slice);
            let from = all.partition_point(|(new, _)| *new < near.start);
            let here = all.iter().skip(from).take_while(|(new, _)| near.contains(new)).take(COMMON);
            let Some((new, word)) = here.copied().find(|at| !used.contains(at)) else { continue };
            used.insert((new, word));
            match self.taken[new] {
                None => {
                    self.take(old, new, false);
                    self.begins[new] = word;
                }
                Some(first) if word < self.begins[new] => {
                    self.found[first] = Found::Within { text: new, word: self.begins[new] };
                    self.take(old, new, false);
                    self.begins[new] = word;
                }
                Some(_) => self.found[old] = Found::Within { text: new, word },
            }
        }
    }

    /// Texts of one to three words that have become part of the text before or behind them.
    fn swallowed(&mut self) {
        let mut words: HashMap<usize, HashMap<u32, Vec<usize>>> = HashMap::new();
        for old in 0..self.old.len() {
            let print = self.old[old];
            if !self.is_open(old) || print.run != 1 {
                continue;
            }
            let neighbours = [old.checked_sub(1), Some(old + 1)].into_iter().flatten();
            let places = neighbours.filter_map(|old| self.found.get(old)).filter_map(|place| match place {
                Found::Text(text) => Some((*text, 0)),
                Found::Within { text, word } => Some((*text, *word)),
                Found::Nowhere => None,
            });
            let places: Vec<(usize, usize)> = places.filter(|(text, _)| !self.exact[*text]).collect();
            for (text, from) in places {
                let index = words.entry(text).or_insert_with(|| index(self.new[text]));
                let Some(word) = stands(&print.sketch, index, from) else { continue };
                // It stands before what had the text to itself.
                match self.taken[text].filter(|_| word < self.begins[text]) {
                    Some(first) => {
                        self.found[first] = Found::Within { text, word: self.begins[text] };
                        self.take(old, text, false);
                        self.begins[text] = word;
                    }
                    None => self.found[old] = Found::Within { text, word },
                }
                break;
            }
        }
    }

    /// A text of one to three words that became another one in its place: `Yes.` is `No.` now.
    fn between(&mut self) {
        for (old, (after, before)) in self.expected().into_iter().enumerate() {
            let alone = after.checked_add(1) == Some(before)
                && old.checked_sub(1).is_none_or(|old| !self.is_open(old))
                && (old + 1 == self.old.len() || !self.is_open(old + 1));
            let is_short =
                self.old[old].run <= 1 && self.new.get(after).is_some_and(|text| text.words.len() <= SHORT);
            if alone && is_short && self.is_open(old) && self.is_free(after) {
                self.take(old, after, false);
            }
        }
    }
}

/// How many words before its first vote a text may begin.
const NEAR: usize = 60;

/// How many words a text has that is short.
const SHORT: usize = 3;

/// Where each word of a text stands in it.
fn index(text: &Text) -> HashMap<u32, Vec<usize>> {
    let mut index: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, hash) in text.runs(1).enumerate() {
        index.entry(part(hash)).or_default().push(at);
    }
    index
}

/// Where, not before a word, the words of a short text stand together.
fn stands(sketch: &[u32], index: &HashMap<u32, Vec<usize>>, from: usize) -> Option<usize> {
    let places: Vec<&Vec<usize>> = sketch.iter().map(|part| index.get(part)).collect::<Option<_>>()?;
    let rarest = places.iter().min_by_key(|places| places.len())?;
    let start = rarest.partition_point(|at| *at < from);
    let together = |at: usize| {
        let near = at.saturating_sub(SHORT - 1)..at + SHORT;
        let firsts: Option<Vec<usize>> = places
            .iter()
            .map(|places| {
                let first = places.get(places.partition_point(|at| *at < near.start))?;
                near.contains(first).then_some(*first)
            })
            .collect();
        firsts.and_then(|firsts| firsts.into_iter().min())
    };
    rarest.iter().skip(start).take(TRIED).find_map(|at| together(*at))
}

/// How many places of a word are looked at.
const TRIED: usize = 8;

#[cfg(test)]
mod tests {
    use super::{Found, matched};
    use crate::ledger::prints::Print;
    use crate::ledger::words::Text;

    /// What stands where each old text was: the place of a text, `3@7` for a word of it, or `-`.
    fn found(old: &[&str], new: &[&str]) -> String {
        let prints: Vec<Print> = old.iter().map(|text| Print::of(text)).collect();
        let texts: Vec<Text> = new.iter().map(|text| Text::of(text)).collect();
        let found = matched(&prints.iter().collect::<Vec<_>>(), &texts.iter().collect::<Vec<_>>());
        let shown = found.into_iter().map(|found| match found {
            Found::Text(text) => text.to_string(),
            Found::Within { text, word } => format!("{text}@{word}"),
            Found::Nowhere => "-".to_owned(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    const HARVEST: &str =
        "The harvest of this year has been brought in, and the stores of the northern provinces are full.";
    const BRIDGE: &str =
        "The bridge over the river was opened to carts on Monday, but the engineers ask for more iron.";
    const SCHOOL: &str =
        "Two teachers have arrived from the capital to open a school for the children of the miners.";

    #[test]
    fn texts_are_found_where_they_are() {
        #[track_caller]
        fn check(old: &[&str], new: &[&str], expected: &str) {
            assert_eq!(found(old, new), expected, "{old:?} {new:?}");
        }
        let corrected = &HARVEST.replace("brought in", "gathered").replace("full", "filled");
        let rewritten = "Nothing of the kind was ever said by me to anybody, neither then nor later.";
        let (first, second) = BRIDGE.split_at(BRIDGE.find("but").unwrap());
        let together = &format!("{HARVEST} {BRIDGE}");
        check(&[], &[HARVEST], "");
        check(&[HARVEST], &[], "-");
        check(&[HARVEST, BRIDGE], &[HARVEST, BRIDGE], "0 1");
        check(&[HARVEST, BRIDGE], &[SCHOOL, HARVEST, BRIDGE], "1 2");
        check(&[HARVEST, BRIDGE, SCHOOL], &[SCHOOL, HARVEST, BRIDGE], "1 2 0");
        check(&[HARVEST, BRIDGE], &[corrected, BRIDGE], "0 1");
        check(&[HARVEST, BRIDGE, SCHOOL], &[SCHOOL, corrected], "1 - 0");
        check(&[HARVEST, BRIDGE, SCHOOL], &[HARVEST, rewritten, SCHOOL], "0 - 2");
        check(&[HARVEST, BRIDGE], &[HARVEST, first, second], "0 1");
        check(&[HARVEST, BRIDGE, SCHOOL], &[together, SCHOOL], "0 0@18 1");
        check(&[HARVEST, HARVEST], &[HARVEST], "0 -");
        check(&[HARVEST, HARVEST], &[corrected], "0 -");
    }

    #[test]
    fn short_texts_go_by_their_neighbours() {
        #[track_caller]
        fn check(old: &[&str], new: &[&str], expected: &str) {
            assert_eq!(found(old, new), expected, "{old:?} {new:?}");
        }
        check(&["Yes.", HARVEST, "Yes.", BRIDGE, "Yes."], &["Yes.", HARVEST, BRIDGE, "Yes."], "0 1 - 2 3");
        check(&[HARVEST, "Yes.", BRIDGE], &[HARVEST, "No.", BRIDGE], "0 1 2");
        check(&[HARVEST, "Yes.", BRIDGE], &[HARVEST, SCHOOL, BRIDGE], "0 - 2");
        check(&[HARVEST, "Quite so.", BRIDGE], &[&format!("{HARVEST} Quite so."), BRIDGE], "0 0@18 1");
        check(&["Quite so.", HARVEST, BRIDGE], &[&format!("Quite so. {HARVEST}"), BRIDGE], "0 0@2 1");
        check(&[HARVEST, "* * *", BRIDGE], &[HARVEST, SCHOOL, "***", BRIDGE], "0 2 3");
        check(
            &["Grain: 100 tons.", "Grain: 200 tons.", "Iron ore from the north: 30 tons."],
            &["Grain: 100 tons. Grain: 200 tons. Iron ore from the north: 30 tons."],
            "0 0@3 0@6",
        );
        check(&["Comrade Kim Il Sung!", HARVEST], &["Comrade Kim Ilsung!", HARVEST], "0 1");
        check(
            &["Item 1: iron.", "Item 2: iron."],
            &["Item 0: coal.", "Item 1: iron.", "Item 2: iron."],
            "1 2",
        );
    }
}
