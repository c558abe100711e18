//! Small turns of English that messages and pages share. This room knows text and nothing else.

/// `A`, `A and B`, `A, B and C`.
pub fn listed<T: AsRef<str>>(items: &[T]) -> String {
    joined(items, " and ")
}

/// `A`, `A and B`, `A, B, and C`, as American books have it (The Chicago Manual of Style, 6.19).
pub fn listed_in_series<T: AsRef<str>>(items: &[T]) -> String {
    joined(items, if items.len() > 2 { ", and " } else { " and " })
}

fn joined<T: AsRef<str>>(items: &[T], before_last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [front @ .., last] => {
            let front: Vec<&str> = front.iter().map(AsRef::as_ref).collect();
            format!("{}{before_last}{}", front.join(", "), last.as_ref())
        }
    }
}

/// `1 page`, `2 pages`.
pub fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// The text with a capital where it opens.
pub fn raised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The text without the capital that opens it, unless its first word is all in capitals: `EDTF`.
pub fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !chars.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{listed, listed_in_series, lowered, raised};

    #[test]
    fn lists() {
        let check = |items: &[&str], plain: &str, series: &str| {
            assert_eq!((listed(items), listed_in_series(items)), (plain.to_owned(), series.to_owned()));
        };
        check(&[], "", "");
        check(&["A"], "A", "A");
        check(&["A", "B"], "A and B", "A and B");
        check(&["A", "B", "C"], "A, B and C", "A, B, and C");
    }

    #[test]
    fn first_letters() {
        let check = |text: &str, up: &str, down: &str| {
            assert_eq!((raised(text), lowered(text)), (up.to_owned(), down.to_owned()));
        };
        check("added by hand", "Added by hand", "added by hand");
        check("Élan", "Élan", "élan");
        check("EDTF date", "EDTF date", "EDTF date");
        check("", "", "");
    }
}
