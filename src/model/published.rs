//! Addresses as they are published: a page, and a place on it. What has become of one is told here, and not how it is known.

use std::fmt;

use crate::model::document::Document;
use crate::model::edition::Essay;
use crate::model::id::Id;

/// The address of a page or of a place on it: `letter`, `letter#p7`, `about.html`.
///
/// ```
/// use edition::model::published::Address;
/// let read = |text: &str| Address::read(text).map(|address| address.to_string());
/// assert_eq!(read("letter#p7").as_deref(), Some("letter#p7"));
/// assert_eq!(read("about.html").as_deref(), Some("about.html"));
/// for wrong in ["../letter", "Letter", "letter#p0", "letter#p07", "letter#x1", "about.html#p1", "index.html", ""] {
///     assert_eq!(read(wrong), None, "{wrong}");
/// }
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Address {
    pub page: PageName,
    /// The place on the page; only pages of documents have any that last.
    pub anchor: Option<Anchor>,
}

/// A page that has an address which may go.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PageName {
    Document(Id<Document>),
    Essay(Id<Essay>),
}

/// A place on the page of a document: `p7`, `m7`, `n7`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Anchor {
    pub kind: Kind,
    /// From 1.
    pub number: u32,
}

/// What stands at a place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    Passage,
    Mark,
    Note,
}

/// What has become of an address at which the text no longer is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    Moved(Address),
    /// Nothing has taken its place, and why, where the editor says it.
    Rests(Option<String>),
}

impl Address {
    pub fn read(text: &str) -> Option<Address> {
        let (page, anchor) = match text.split_once('#') {
            Some((page, anchor)) => (page, Some(Anchor::read(anchor)?)),
            None => (text, None),
        };
        let page = match page.strip_suffix(".html") {
            Some(name) => PageName::Essay(id(name)?),
            None => PageName::Document(id(page)?),
        };
        let lasts = anchor.is_none() || matches!(page, PageName::Document(_));
        lasts.then_some(Address { page, anchor })
    }

    pub fn of_document(id: &Id<Document>, anchor: Option<Anchor>) -> Address {
        Address { page: PageName::Document(id.clone()), anchor }
    }

    /// The page without the place on it.
    pub fn whole(&self) -> Address {
        Address { page: self.page.clone(), anchor: None }
    }
}

/// An id that is written as ids are; `new` would make one of anything.
fn id<T>(text: &str) -> Option<Id<T>> {
    Id::new(text).ok().filter(|id| id.as_str() == text)
}

impl Anchor {
    pub fn read(text: &str) -> Option<Anchor> {
        let mut chars = text.chars();
        let letter = chars.next()?;
        let kind =
            [Kind::Passage, Kind::Mark, Kind::Note].into_iter().find(|kind| kind.letter() == letter)?;
        let digits = chars.as_str();
        let plain = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|number| plain && *number < LARGEST)?;
        Some(Anchor { kind, number })
    }
}

/// No text has so many passages; there must always be a next number.
const LARGEST: u32 = 1 << 30;

impl Kind {
    pub fn letter(self) -> char {
        match self {
            Kind::Passage => 'p',
            Kind::Mark => 'm',
            Kind::Note => 'n',
        }
    }

    /// What readers call it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Passage => "paragraph",
            Kind::Mark => "mark",
            Kind::Note => "note",
        }
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.kind.letter(), self.number)
    }
}

impl fmt::Display for PageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PageName::Document(id) => write!(f, "{id}"),
            PageName::Essay(name) => write!(f, "{name}.html"),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.anchor {
            Some(anchor) => write!(f, "{}#{anchor}", self.page),
            None => write!(f, "{}", self.page),
        }
    }
}
