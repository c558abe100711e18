//! Which brackets belong together. What they say is not looked at here, but for the label that lets a bracket
//! run on over a blank line.

use crate::read::inline::{Kind, Run};

/// How deep brackets may stand in each other; what is deeper is text.
const DEEPEST: usize = 32;
/// How many further blocks a bracket may take that runs on over blank lines.
const FURTHEST: usize = 5;

/// A pair of brackets, or one end of a pair in a block and the other end in another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bracket {
    /// The atom of the opening bracket; none where it opened in an earlier block.
    pub open: Option<usize>,
    /// The atom of the closing bracket; none where it closes in a later block.
    pub close: Option<usize>,
}

/// The brackets of one run.
#[derive(Debug, Default)]
pub struct Brackets {
    /// In the order of their openers.
    pub pairs: Vec<Bracket>,
    /// Openers and closers that nothing answers, in the order of the text: these are text.
    pub alone: Vec<usize>,
    /// Openers too deep to be looked at, with their closers.
    pub too_deep: Vec<usize>,
}

/// Pairs the brackets of each run, then lets single openers reach over blank lines where that is allowed.
///
/// `continuable` says of each run whether it is a paragraph among paragraphs; `labelled` whether the text after an
/// opener carries a label or phrase that is known.
pub fn pair(runs: &[Run], continuable: &[bool], labelled: impl Fn(usize, usize) -> bool) -> Vec<Brackets> {
    let mut brackets: Vec<Brackets> = runs.iter().map(within).collect();
    let mut at = 0;
    while at < runs.len() {
        at = match reach(runs, continuable, &brackets, at, &labelled) {
            Some((opener, last, closer)) => {
                connect(&mut brackets, at, opener, last, closer);
                last
            }
            None => at + 1,
        };
    }
    for brackets in &mut brackets {
        brackets
            .pairs
            .sort_by_key(|pair| (pair.open.map_or(0, |open| open + 1), std::cmp::Reverse(pair.close)));
    }
    brackets
}

fn within(run: &Run) -> Brackets {
    let mut brackets = Brackets::default();
    let mut open: Vec<usize> = Vec::new();
    for (at, atom) in run.atoms.iter().enumerate() {
        match atom.kind {
            Kind::Char { c: '[', escaped: false } => open.push(at),
            Kind::Char { c: ']', escaped: false } => match open.pop() {
                Some(opener) if open.len() < DEEPEST => {
                    brackets.pairs.push(Bracket { open: Some(opener), close: Some(at) });
                }
                Some(opener) => brackets.too_deep.push(opener),
                None => brackets.alone.push(at),
            },
            _ => {}
        }
    }
    brackets.alone.extend(open);
    brackets.alone.sort_unstable();
    brackets.too_deep.sort_unstable();
    brackets
}

fn is_opener(run: &Run, at: usize) -> bool {
    matches!(run.atoms.get(at), Some(atom) if matches!(atom.kind, Kind::Char { c: '[', .. }))
}

/// The opener that run `first` leaves open, if it may reach on, with the run and the atom of its closer.
fn reach(
    runs: &[Run],
    continuable: &[bool],
    brackets: &[Brackets],
    first: usize,
    labelled: &impl Fn(usize, usize) -> bool,
) -> Option<(usize, usize, usize)> {
    let mut openers = brackets[first].alone.iter().copied().filter(|at| is_opener(&runs[first], *at));
    let opener = openers.next()?;
    if openers.next().is_some() || !continuable[first] || !labelled(first, opener) {
        return None;
    }
    let last = runs.len().min(first + 1 + FURTHEST);
    for run in first + 1..last {
        if !continuable[run] {
            return None;
        }
        if let Some(closer) = brackets[run].alone.iter().copied().find(|at| !is_opener(&runs[run], *at)) {
            return Some((opener, run, closer));
        }
    }
    None
}

fn connect(brackets: &mut [Brackets], first: usize, opener: usize, last: usize, closer: usize) {
    brackets[first].alone.retain(|at| *at != opener);
    brackets[first].pairs.push(Bracket { open: Some(opener), close: None });
    for between in &mut brackets[first + 1..last] {
        between.pairs.push(Bracket { open: None, close: None });
    }
    brackets[last].alone.retain(|at| *at != closer);
    brackets[last].pairs.push(Bracket { open: None, close: Some(closer) });
}
