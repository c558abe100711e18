//! Names of things: an `Id<Document>` never stands for the id of anything else.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use crate::source::Spanned;

/// The id of a `T`: `[a-z0-9][a-z0-9-]*`, safe as a file name on every system.
pub struct Id<T> {
    text: Arc<str>,
    of: PhantomData<fn() -> T>,
}

/// An id as an author wrote it, which may name nothing until it has been looked up.
pub type Ref<T> = Spanned<Id<T>>;

/// Why a text cannot be made an id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdError {
    /// Nothing is left of it: it has no letter or digit of the Latin alphabet.
    Empty,
    /// A page of the edition or a device of Windows has this name.
    Reserved,
    /// It has more than [`LONGEST`] letters.
    TooLong,
}

/// How long an id can be, in letters. A file of the site has an ending besides, and most systems refuse a name of more
/// than 255 bytes; some count the folders above it in.
pub const LONGEST: usize = 120;

/// `index` and `page-2` are pages of ours; the rest are devices on Windows, with or without an extension.
const RESERVED: [&str; 5] = ["index", "con", "prn", "aux", "nul"];

impl<T> Id<T> {
    /// Makes a text safe: lower case; every run of other characters than `a-z` and `0-9` becomes one `-`.
    ///
    /// ```
    /// use edition::model::{document::Document, id::{Id, IdError}};
    /// let id = Id::<Document>::new("1948-10-12 Stalin to Kim Il Sung").unwrap();
    /// assert_eq!(id.as_str(), "1948-10-12-stalin-to-kim-il-sung");
    /// assert_eq!(Id::<Document>::new("CON"), Err(IdError::Reserved));
    /// ```
    ///
    /// # Errors
    /// Where nothing is left, the name is reserved, or it is longer than a file's name should be.
    pub fn new(text: &str) -> Result<Id<T>, IdError> {
        let mut safe = String::with_capacity(text.len());
        for c in text.chars() {
            match c.to_ascii_lowercase() {
                c @ ('a'..='z' | '0'..='9') => safe.push(c),
                _ if safe.is_empty() || safe.ends_with('-') => {}
                _ => safe.push('-'),
            }
        }
        let safe = safe.trim_end_matches('-');
        if safe.is_empty() {
            return Err(IdError::Empty);
        }
        if is_reserved(safe) {
            return Err(IdError::Reserved);
        }
        if safe.len() > LONGEST {
            return Err(IdError::TooLong);
        }
        Ok(Id { text: safe.into(), of: PhantomData })
    }

    /// As [`Id::new`], of the beginning of a text that is too long.
    ///
    /// # Errors
    /// Where nothing is left, or the name is reserved.
    pub fn cut(text: &str) -> Result<Id<T>, IdError> {
        let mut safe = text;
        loop {
            match Id::new(safe) {
                // Several letters of the text may become one `-`, so it is shortened until it fits.
                Err(IdError::TooLong) => {
                    safe = safe.get(..safe.floor_char_boundary(safe.len() - 1)).unwrap_or_default()
                }
                other => return other,
            }
        }
    }

    /// The id of what has no name of its own: `untitled`.
    pub fn unnamed() -> Id<T> {
        Id { text: "untitled".into(), of: PhantomData }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn is_reserved(name: &str) -> bool {
    let numbered = |stem: &str| {
        name.strip_prefix(stem)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    let device = |stem: &str| {
        name.strip_prefix(stem)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    RESERVED.contains(&name) || numbered("page-") || device("com") || device("lpt")
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        Id { text: Arc::clone(&self.text), of: PhantomData }
    }
}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::id::{Id, IdError, LONGEST};

    #[test]
    fn an_id_fits_a_file_name() {
        #[track_caller]
        fn check(text: &str, whole: Result<&str, IdError>, cut: Result<&str, IdError>) {
            let (new, short) = (Id::<()>::new(text), Id::<()>::cut(text));
            assert_eq!(new.as_ref().map(Id::as_str).map_err(|error| *error), whole);
            assert_eq!(short.as_ref().map(Id::as_str).map_err(|error| *error), cut);
        }
        let longest = "a".repeat(LONGEST);
        check(&longest, Ok(&longest), Ok(&longest));
        check(&format!("{longest} "), Ok(&longest), Ok(&longest));
        check(&"a".repeat(300), Err(IdError::TooLong), Ok(&longest));
        let (before, after) = ("a".repeat(LONGEST - 1), "b".repeat(9));
        check(&format!("{before} — {after}"), Err(IdError::TooLong), Ok(&before));
        check("—", Err(IdError::Empty), Err(IdError::Empty));
        check("Con", Err(IdError::Reserved), Err(IdError::Reserved));
    }
}
