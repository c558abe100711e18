//! A stretch of atoms as text, to be compared with phrases.

use std::ops::Range;

use crate::read::inline::{Kind, Run};

/// A stretch of atoms as text: what is compared with phrases, and which atom each byte belongs to.
#[derive(Default)]
pub struct Words {
    pub text: String,
    /// The byte at which each atom begins.
    pub starts: Vec<(usize, usize)>,
    /// The first colon outside of brackets.
    pub colon: Option<usize>,
}

impl Words {
    pub fn of(run: &Run, atoms: Range<usize>) -> Words {
        let mut words = Words::default();
        let mut depth = 0_usize;
        for at in atoms {
            words.starts.push((words.text.len(), at));
            match &run.atoms[at].kind {
                Kind::Char { c, escaped } => {
                    match c {
                        '[' if !escaped => depth += 1,
                        ']' if !escaped => depth = depth.saturating_sub(1),
                        ':' if depth == 0 && words.colon.is_none() => words.colon = Some(words.text.len()),
                        _ => {}
                    }
                    words.text.push(*c);
                }
                Kind::Space { columns: true, .. } => words.text.push(' '),
                Kind::Break(_) => words.text.push('\n'),
                Kind::Space { .. } | Kind::Call(_) | Kind::Image(_) => {}
            }
        }
        words
    }

    /// The atom at a byte, or `end` where the byte is past the last.
    pub fn atom(&self, byte: usize, end: usize) -> usize {
        let at = self.starts.partition_point(|(start, _)| *start < byte);
        self.starts.get(at).map_or(end, |(_, atom)| *atom)
    }
}

/// What stands between an opening bracket and the end of its line.
pub fn first_line(run: &Run, opener: usize) -> Words {
    let end = (opener + 1..run.atoms.len())
        .find(|at| matches!(run.atoms[*at].kind, Kind::Break(_)))
        .unwrap_or(run.atoms.len());
    Words::of(run, opener + 1..end)
}
