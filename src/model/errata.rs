//! What each version of an edition changed: which documents came, which went, and what became of the words of the others. This
//! room must not know how that was found out.

use crate::model::document::Document;
use crate::model::id::Id;

/// What a version changed against the one before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Errata {
    /// Its number, as [`is_version`] allows it.
    pub version: String,
    /// Its day, `2027-01-31`.
    pub date: String,
    /// The number of the version before.
    pub since: String,
    /// Those that are new, then those that changed, were renamed, put together with others, and withdrawn.
    pub documents: Vec<Amended>,
}

/// A document that is not what it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amended {
    /// Its id in this version; of one that was withdrawn, in the version before.
    pub id: Id<Document>,
    /// The id that it had in the version before, where that was another one.
    pub was: Option<Id<Document>>,
    pub title: String,
    pub change: Change,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    New,
    /// The lines of its text that are not what they were.
    Changed(Vec<Line>),
    /// It has another id, and no other words.
    Renamed,
    /// It has become part of another document.
    Joined(Id<Document>),
    /// It is gone, and why, where the editor says so.
    Withdrawn(Option<String>),
}

impl Change {
    /// The heading of those to which the same happened.
    pub fn heading(&self) -> &'static str {
        match self {
            Change::New => "New documents",
            Change::Changed(_) => "Changed documents",
            Change::Renamed => "Documents with another name",
            Change::Joined(_) => "Documents put together with others",
            Change::Withdrawn(_) => "Withdrawn documents",
        }
    }
}

/// A line of a text, in runs that went, came or stayed.
pub type Line = Vec<Run>;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    pub words: String,
    pub fate: RunFate,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RunFate {
    Stayed,
    Went,
    Came,
}

impl Errata {
    /// The number of the version as a part of an address.
    pub fn slug(&self) -> String {
        slug(&self.version)
    }
}

/// Whether this can be the number of a version: letters, digits, points, `-`, `+` and `_`, with a digit among them, at most 40.
///
/// ```
/// use edition::model::errata::is_version;
/// assert!(is_version("1.0") && is_version("2027-rc.1"));
/// assert!(!is_version("") && !is_version("final") && !is_version("../1") && !is_version("1 0"));
/// ```
pub fn is_version(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-+_".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(fits)
        && text.len() <= 40
}

/// What stands between the points of a version, as a number where it is one, and as it is written.
type Parts<'a> = Vec<(u64, &'a str)>;

/// By what versions are put in order, smaller first (Semantic Versioning, 11, for numbers of any length): 1.10 comes after 1.9, and
/// a version with a word behind `-` before the one without.
///
/// ```
/// use edition::model::errata::order;
/// assert!(order("1.10") > order("1.9") && order("2") > order("1.10") && order("2.0.1") > order("2"));
/// assert!(order("1.0") > order("1.0-rc.10") && order("1.0-rc.10") > order("1.0-rc.2"));
/// ```
pub fn order(version: &str) -> (Parts<'_>, bool, Parts<'_>) {
    let version = version.split('+').next().unwrap_or_default();
    let (number, before) = version.split_once('-').map_or((version, None), |(one, other)| (one, Some(other)));
    fn parts(text: &str) -> Parts<'_> {
        text.split('.').map(|part| (part.parse().unwrap_or(0), part)).collect()
    }
    (parts(number), before.is_none(), before.map(parts).unwrap_or_default())
}

/// A version as the name of a file has it; its points stay, for what an id makes of it would be another number.
///
/// ```
/// use edition::model::errata::slug;
/// assert_eq!(slug("1.0"), "1.0");
/// assert_eq!(slug("2.0-RC+1"), "2.0-rc-1");
/// ```
pub fn slug(version: &str) -> String {
    let fold = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c.to_ascii_lowercase() } else { '-' };
    version.chars().map(fold).collect::<String>().trim_matches(['-', '.']).to_owned()
}
