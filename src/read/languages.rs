//! The languages that a section or a setting names. It knows names and tags, no document.

pub use crate::model::language::code;

/// A language as it was written, and its BCP 47 tag where the name is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    pub written: String,
    pub code: Option<String>,
}

/// The languages of a list: `Russian`, `Russian, Korean`, `Russian and Chinese`.
pub fn list(written: &str) -> Vec<Named> {
    written
        .split([',', ';', '/', '&', '\n'])
        .flat_map(split_at_and)
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| Named { written: name.to_owned(), code: code(name) })
        .collect()
}

/// The tags of a list; names that are not known are left out.
pub fn codes(written: &str) -> Vec<String> {
    list(written).into_iter().filter_map(|named| named.code).collect()
}

fn split_at_and(names: &str) -> impl Iterator<Item = &str> {
    names.split(" and ").map(|name| name.trim().strip_prefix("and ").unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use crate::read::languages::{codes, list};

    fn check(written: &str, expected: &[&str]) {
        assert_eq!(codes(written), expected, "{written}");
    }

    #[test]
    fn lists() {
        check("Russian", &["ru"]);
        check("Russian, Korean", &["ru", "ko"]);
        check("Russian and Chinese", &["ru", "zh"]);
        check("Russian, Korean, and Chinese (Traditional)", &["ru", "ko", "zh-Hant"]);
        check("ru, en", &["ru", "en"]);
        check("Russian/English", &["ru", "en"]);
        check("", &[]);
    }

    #[test]
    fn an_unknown_name_is_kept() {
        let named = list("Russian, Volapukish");
        assert_eq!(named.len(), 2);
        assert_eq!(named[1].written, "Volapukish");
        assert_eq!(named[1].code, None);
    }
}
