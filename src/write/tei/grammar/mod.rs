//! What TEI allows: which elements and texts an element may hold in which order, which attributes it has. The table is
//! made from the schema (`tests/grammar.rs`). It knows no document and repairs nothing.

mod pattern;
mod table;
mod value;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::write::tei::grammar::pattern::Pattern;
use crate::write::tei::grammar::value::Kind;

pub use crate::write::tei::grammar::value::is_name;

/// The name by which a text stands among the names of elements.
pub const TEXT: &str = "#";

/// What the schema says of an element.
pub struct Declared {
    pub name: &'static str,
    content: Pattern,
    attributes: BTreeMap<&'static str, Attribute>,
}

#[derive(Clone, Copy)]
struct Attribute {
    kind: Kind,
    is_required: bool,
}

/// All elements, by their names.
static ELEMENTS: LazyLock<BTreeMap<&'static str, Declared>> = LazyLock::new(table::elements);

/// What the schema says of the element of that name, if it knows one.
pub fn element(name: &str) -> Option<&'static Declared> {
    ELEMENTS.get(name)
}

impl Declared {
    /// The name of an attribute that this element may have with this value.
    pub fn attribute(&self, name: &str, value: &str) -> Option<&'static str> {
        let (name, attribute) = self.attributes.get_key_value(name)?;
        attribute.kind.holds(value).then_some(*name)
    }

    /// The name of an attribute that this element may have.
    pub fn name_of(&self, attribute: &str) -> Option<&'static str> {
        self.attributes.get_key_value(attribute).map(|(name, _)| *name)
    }

    /// Whether the value of an attribute is one address or several.
    pub fn is_address(&self, name: &str) -> bool {
        self.attributes.get(name).is_some_and(|one| matches!(one.kind, Kind::Address | Kind::Addresses))
    }

    /// Whether no attribute is missing that must be there.
    pub fn is_complete<'a>(&self, given: impl Iterator<Item = &'a str> + Clone) -> bool {
        let mut required = self.attributes.iter().filter(|(_, attribute)| attribute.is_required);
        required.all(|(name, _)| given.clone().any(|one| one == *name))
    }

    /// Whether it may hold these in their order. What cannot stand where it stands is taken out if `may_go` says so; the
    /// answer is which of them stay.
    pub fn holds(&self, children: &[&str], may_go: impl Fn(usize) -> bool) -> Option<Vec<bool>> {
        let mut rest = self.content.clone();
        let mut stay = Vec::with_capacity(children.len());
        for (at, child) in children.iter().enumerate() {
            let next = rest.after(child);
            match next.is_never() {
                true if may_go(at) => stay.push(false),
                true => return None,
                false => {
                    stay.push(true);
                    rest = next;
                }
            }
        }
        rest.is_nullable().then_some(stay)
    }
}

#[cfg(test)]
mod tests {
    use crate::write::tei::grammar::element;

    #[test]
    fn an_element_holds_what_the_schema_says() {
        let check = |name: &str, children: &str, expected: Option<&str>| {
            let children: Vec<&str> = children.split_whitespace().collect();
            let stay = element(name).unwrap().holds(&children, |at| children[at] != "#");
            let stay = stay.map(|stay| {
                let kept = children.iter().zip(stay).filter(|(_, stay)| *stay).map(|(child, _)| *child);
                kept.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(stay.as_deref(), expected, "{name}: {children:?}");
        };
        check("titleStmt", "title author respStmt", Some("title author respStmt"));
        check("titleStmt", "author title respStmt", Some("title respStmt"));
        check("titleStmt", "author", None);
        check("titleStmt", "title #", None);
        check("change", "# list # p", Some("# list # p"));
        check("respStmt", "persName resp note", Some("persName resp note"));
        check("respStmt", "persName", None);
        check(
            "publicationStmt",
            "publisher pubPlace date publisher",
            Some("publisher pubPlace date publisher"),
        );
        check("publicationStmt", "p", Some("p"));
        check("lb", "", Some(""));
        check("lb", "#", None);
        check("revisionDesc", "change list change", Some("change change"));
    }

    #[test]
    fn an_attribute_has_its_values() {
        let check = |name: &str, attribute: &str, value: &str, expected: bool| {
            let found = element(name).unwrap().attribute(attribute, value);
            assert_eq!(found.is_some(), expected, "{name}/@{attribute}={value}");
        };
        check("rdg", "wit", "#A #B", true);
        check("lem", "resp", "#ed", true);
        check("del", "rend", "overstrike", true);
        check("damage", "agent", "water", true);
        check("damage", "agent", "water and fire", false);
        check("handShift", "new", "#h1", true);
        check("unclear", "cert", "low", true);
        check("unclear", "cert", "lowish", false);
        check("ref", "target", "javascript:alert(1)", false);
        check("ref", "target", "https://example.org/a?b=c#d", true);
        check("graphic", "url", "DATA:image/png;base64,x", false);
        check("date", "when", "1948-10-12", true);
        check("date", "when", "1948-02-30", false);
        check("lb", "onclick", "x", false);
        check("title", "level", "a", true);
        check("title", "level", "x", false);
    }

    #[test]
    fn what_must_be_there_is_asked_for() {
        let is_complete =
            |name: &str, given: &[&str]| element(name).unwrap().is_complete(given.iter().copied());
        assert!(is_complete("language", &["ident"]));
        assert!(!is_complete("language", &["n"]));
        assert!(is_complete("p", &[]));
    }
}
