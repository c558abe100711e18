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
}

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
    /// Where nothing is left, or the name is reserved.
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
        Ok(Id { text: safe.into(), of: PhantomData })
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
