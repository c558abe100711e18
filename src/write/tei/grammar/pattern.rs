//! Patterns of children, and what is left of one when a child has come: the derivatives of Brzozowski, as validators of
//! RELAX NG use them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::write::tei::grammar::TEXT;

/// Which children may come, in which order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pattern {
    Nothing,
    Never,
    /// One of these.
    Names(Arc<BTreeSet<&'static str>>),
    Group(Arc<Pattern>, Arc<Pattern>),
    Choice(Arc<Pattern>, Arc<Pattern>),
    /// Once or more.
    More(Arc<Pattern>),
}

impl Pattern {
    pub fn name(name: &'static str) -> Pattern {
        Pattern::Names(Arc::new(BTreeSet::from([name])))
    }

    pub fn group(first: Pattern, second: Pattern) -> Pattern {
        match (first, second) {
            (Pattern::Never, _) | (_, Pattern::Never) => Pattern::Never,
            (Pattern::Nothing, other) | (other, Pattern::Nothing) => other,
            (first, second) => Pattern::Group(Arc::new(first), Arc::new(second)),
        }
    }

    pub fn choice(first: Pattern, second: Pattern) -> Pattern {
        match (first, second) {
            (Pattern::Never, other) | (other, Pattern::Never) => other,
            (Pattern::Names(first), Pattern::Names(second)) => {
                Pattern::Names(Arc::new(first.union(&second).copied().collect()))
            }
            (first, second) if first == second => first,
            (Pattern::Nothing, other) | (other, Pattern::Nothing) if other.is_nullable() => other,
            (first, second) => Pattern::Choice(Arc::new(first), Arc::new(second)),
        }
    }

    pub fn more(pattern: Pattern) -> Pattern {
        match pattern {
            Pattern::Nothing | Pattern::Never | Pattern::More(_) => pattern,
            other => Pattern::More(Arc::new(other)),
        }
    }

    pub fn optional(pattern: Pattern) -> Pattern {
        Pattern::choice(Pattern::Nothing, pattern)
    }

    pub fn is_never(&self) -> bool {
        *self == Pattern::Never
    }

    /// Whether nothing need come. A text can be empty.
    pub fn is_nullable(&self) -> bool {
        match self {
            Pattern::Nothing => true,
            Pattern::Never => false,
            Pattern::Names(names) => names.contains(TEXT),
            Pattern::Group(first, second) => first.is_nullable() && second.is_nullable(),
            Pattern::Choice(first, second) => first.is_nullable() || second.is_nullable(),
            Pattern::More(one) => one.is_nullable(),
        }
    }

    /// What may come after this child.
    pub fn after(&self, child: &str) -> Pattern {
        match self {
            Pattern::Nothing | Pattern::Never => Pattern::Never,
            Pattern::Names(names) if names.contains(child) => Pattern::Nothing,
            Pattern::Names(_) => Pattern::Never,
            Pattern::Group(first, second) => {
                let within = Pattern::group(first.after(child), (**second).clone());
                match first.is_nullable() {
                    true => Pattern::choice(within, second.after(child)),
                    false => within,
                }
            }
            Pattern::Choice(first, second) => Pattern::choice(first.after(child), second.after(child)),
            Pattern::More(one) => match one.after(child) {
                Pattern::Never => Pattern::Never,
                rest => Pattern::group(rest, Pattern::optional(self.clone())),
            },
        }
    }
}
