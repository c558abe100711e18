//! The table, taken apart: `change macro.specialPara,att.global.attributes,(@target=U)?`. A name with a point is that of
//! a line, one without it that of an element; `#` is text, `!` what never comes, and an attribute has the kind of its value.

use std::collections::{BTreeMap, HashMap};

use crate::write::tei::grammar::pattern::Pattern;
use crate::write::tei::grammar::value::Kind;
use crate::write::tei::grammar::{Attribute, Declared, TEXT};

static TABLE: &str = include_str!("tei.txt");

/// All elements of the table.
pub fn elements() -> BTreeMap<&'static str, Declared> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    let mut table = Table { lines: lines.collect(), known: HashMap::new() };
    let names: Vec<&'static str> = table.lines.keys().copied().filter(|name| !name.contains('.')).collect();
    let elements = names.into_iter().map(|name| {
        let Part { pattern, attributes } = table.line(name);
        (name, Declared { name, content: pattern, attributes: attributes.into_iter().collect() })
    });
    elements.collect()
}

/// What a part of a line says: of children and of attributes.
#[derive(Clone)]
struct Part {
    pattern: Pattern,
    attributes: Vec<(&'static str, Attribute)>,
}

struct Table {
    lines: BTreeMap<&'static str, &'static str>,
    /// The lines that were read already.
    known: HashMap<&'static str, Part>,
}

impl Table {
    fn line(&mut self, name: &'static str) -> Part {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let mut rest = self.lines.get(name).copied().unwrap_or("!");
        let part = self.sequence(&mut rest);
        self.known.insert(name, part.clone());
        part
    }

    fn sequence(&mut self, rest: &mut &'static str) -> Part {
        let mut whole = self.atom(rest);
        while let Some(after) = rest.strip_prefix(',') {
            *rest = after;
            let next = self.atom(rest);
            whole.pattern = Pattern::group(whole.pattern, next.pattern);
            whole.attributes.extend(next.attributes);
        }
        whole
    }

    fn atom(&mut self, rest: &mut &'static str) -> Part {
        let mut part = if let Some(after) = rest.strip_prefix('(') {
            *rest = after;
            self.bracket(rest)
        } else if let Some(after) = rest.strip_prefix('@') {
            *rest = after;
            attribute(rest)
        } else {
            let end = rest.find([',', '|', ')']).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            *rest = after;
            match name {
                TEXT => only(Pattern::name(TEXT)),
                "" => only(Pattern::Nothing),
                "!" => only(Pattern::Never),
                name if name.contains('.') => self.line(name),
                name => only(Pattern::name(name)),
            }
        };
        let times = rest.chars().next();
        if let Some(times @ ('?' | '*' | '+')) = times {
            *rest = rest.get(1..).unwrap_or_default();
            part.pattern = match times {
                '?' => Pattern::optional(part.pattern),
                '+' => Pattern::more(part.pattern),
                _ => Pattern::optional(Pattern::more(part.pattern)),
            };
            part.attributes.iter_mut().for_each(|(_, attribute)| attribute.is_required &= times == '+');
        }
        part
    }

    /// What stands in a bracket that was opened, and its end.
    fn bracket(&mut self, rest: &mut &'static str) -> Part {
        let mut whole = self.sequence(rest);
        while let Some(after) = rest.strip_prefix('|') {
            *rest = after;
            let next = self.sequence(rest);
            whole.pattern = Pattern::choice(whole.pattern, next.pattern);
            whole.attributes.extend(next.attributes);
        }
        *rest = rest.strip_prefix(')').unwrap_or(rest);
        whole
    }
}

fn only(pattern: Pattern) -> Part {
    Part { pattern, attributes: Vec::new() }
}

fn attribute(rest: &mut &'static str) -> Part {
    let end = rest.find('=').unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let after = after.get(1..).unwrap_or_default();
    let quoted = after.strip_prefix('\'').and_then(|after| after.find('\'')).map(|end| end + 2);
    let (kind, after) = after.split_at_checked(quoted.unwrap_or(1)).unwrap_or((after, ""));
    *rest = after;
    let attribute = Attribute { kind: Kind::new(kind), is_required: true };
    Part { pattern: Pattern::Nothing, attributes: vec![(name, attribute)] }
}
