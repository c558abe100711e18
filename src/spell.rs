//! What somebody may have meant by a name that is none: "did you mean". This room knows words and nothing else.

use strsim::damerau_levenshtein;

/// How many letters of a name may be wrong: one in three, and always one.
fn tolerance(name: &str) -> usize {
    (name.chars().count() / 3).max(1)
}

/// The one of the known names that is most like what was written; none where none is like it.
///
/// ```
/// use edition::spell::nearest;
/// assert_eq!(nearest("titel", ["title", "date"]), Some("title"));
/// assert_eq!(nearest("Rights", ["title", "rights"]), Some("rights"));
/// assert_eq!(nearest("weather", ["title", "date"]), None);
/// ```
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(written, known, 1).into_iter().next()
}

/// Up to `most` of the known names that are like what was written, the likest first. A name that begins
/// with what was written is like it too: `1948-10-12` is how `1948-10-12-stalin` begins.
pub fn near<'a>(written: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let written = written.to_lowercase();
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| distance(&written, name).map(|distance| (distance, name)))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(most).map(|(_, name)| name).collect()
}

/// How far a known name is from what was written; `None` where the two have nothing to do with each other.
fn distance(written: &str, name: &str) -> Option<usize> {
    const ENOUGH_TO_BEGIN_WITH: usize = 4;
    let allowed = tolerance(written);
    let (length, other) = (written.chars().count(), name.chars().count());
    let begins = length >= ENOUGH_TO_BEGIN_WITH && name.starts_with(written);
    if begins {
        return Some(allowed.min(other - length));
    }
    if length.abs_diff(other) > allowed {
        return None;
    }
    let distance = damerau_levenshtein(written, &name.to_lowercase());
    (distance <= allowed).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn finds_what_was_meant() {
        #[track_caller]
        fn check(written: &str, expected: &[&str]) {
            let known = ["date", "dates", "licence", "kind", "1948-10-12-stalin", "1948-10-13-stalin"];
            assert_eq!(near(written, known, 2), expected, "{written}");
        }
        check("license", &["licence"]);
        check("dtae", &["date"]);
        check("Kind", &["kind"]);
        check("1948-10-12", &["1948-10-12-stalin"]);
        check("1948-10-12-stalni", &["1948-10-12-stalin", "1948-10-13-stalin"]);
        check("", &[]);
        check("weather", &[]);
    }
}
