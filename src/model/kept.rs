//! What an editor declared under a name that means nothing to us: a value of any kind, kept as it was.

use std::fmt;

/// A value that is kept without being understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kept {
    Text(String),
    /// As typed: `1_000`, `2.50`.
    Number(String),
    Flag(bool),
    /// A date or a time that was typed as one, and not as text.
    Date(String),
    /// Nothing at all, as YAML's `null`.
    Nothing,
    List(Vec<Kept>),
    /// In the order in which it was typed.
    Table(Vec<(String, Kept)>),
}

impl Kept {
    /// Whether a table is in it, which some forms can only say after all that is none.
    pub fn has_tables(&self) -> bool {
        match self {
            Kept::Table(_) => true,
            Kept::List(items) => items.iter().any(Kept::has_tables),
            _ => false,
        }
    }
}

/// The value in words for people to read: a list with commas, a table with its names.
impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kept::Text(text) | Kept::Number(text) | Kept::Date(text) => f.write_str(text),
            Kept::Flag(flag) => write!(f, "{flag}"),
            Kept::Nothing => Ok(()),
            Kept::List(items) => {
                let items: Vec<String> = items.iter().map(Kept::to_string).collect();
                f.write_str(&items.join(", "))
            }
            Kept::Table(fields) => {
                let fields: Vec<String> =
                    fields.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                f.write_str(&fields.join("; "))
            }
        }
    }
}
