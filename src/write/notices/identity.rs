//! The identifier of the edition, the same for as long as its address is.

use uuid::Uuid;

use crate::config::EditionSettings;

/// The UUID of the edition: that of the settings, else one made of the address (RFC 9562, 5.5). As the name of an element
/// of XML it begins with a letter: a digit there becomes the letter `a` to `f` that is as far on, counted over six.
pub fn uuid(edition: &EditionSettings) -> Option<String> {
    let made = |base: &str| Uuid::new_v5(&Uuid::NAMESPACE_URL, base.as_bytes()).hyphenated().to_string();
    let uuid = edition.uuid.clone().or_else(|| edition.base_url.as_deref().map(made))?;
    let digit = uuid.chars().next().and_then(|first| first.to_digit(10));
    let letter = digit.and_then(|digit| ['a', 'b', 'c', 'd', 'e', 'f'].get(usize::try_from(digit % 6).ok()?));
    match (letter, uuid.get(1..)) {
        (Some(letter), Some(rest)) => Some(format!("{letter}{rest}")),
        _ => Some(uuid),
    }
}

#[cfg(test)]
mod tests {
    use super::uuid;
    use crate::config::EditionSettings;

    #[test]
    fn it_begins_with_a_letter_and_stays() {
        let check = |given: Option<&str>, base: Option<&str>, expected: Option<&str>| {
            let edition = EditionSettings {
                uuid: given.map(str::to_owned),
                base_url: base.map(str::to_owned),
                ..EditionSettings::default()
            };
            assert_eq!(uuid(&edition).as_deref(), expected);
        };
        let given = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        check(Some(given), Some("https://example.org/"), Some(given));
        check(
            Some("781d4fae-7dec-11d0-a765-00a0c91e6bf6"),
            None,
            Some("b81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        );
        // Python: `uuid.uuid5(uuid.NAMESPACE_URL, "https://example.org/edition/")` gives 6fbd353b-….
        check(None, Some("https://example.org/edition/"), Some("afbd353b-dd28-5e53-83b0-dd6852ece3c5"));
        check(None, None, None);
    }
}
