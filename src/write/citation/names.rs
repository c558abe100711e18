//! Several names in one citation, as each style lists them. It knows names, no document.

use crate::model::naming::Naming;
use crate::words::listed_in_series;

/// `A`, `A and B`, `A, B, and C`: the names as they are spoken.
pub fn series(names: &[Naming]) -> String {
    let spoken: Vec<String> = names.iter().map(Naming::spoken).collect();
    listed_in_series(&spoken)
}
