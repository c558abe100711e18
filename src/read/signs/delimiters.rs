//! Delimiters other than square brackets, as an edition declares them: `↑X↓`, `⟦X⟧`, `<del>X</del>`, `<gap/>`. Which
//! sign they stand for is not looked at here.

use std::ops::Range;

use crate::model::apparatus::{Certainty, Extent, Quarters};
use crate::read::inline::{Kind, Run};
use crate::read::phrases::Delimiters;
use crate::read::signs::build::Nesting;
use crate::read::signs::unbracketed::{Plain, char_at};

/// How deep delimiters may stand in each other; what is deeper is text.
pub const DEEPEST: usize = 32;

/// The longest tag with its attributes, in characters.
const LONGEST_TAG: usize = 200;

/// A delimiter that waits for its closer.
struct Open {
    form: usize,
    atoms: Range<usize>,
    nest: usize,
    attributes: Vec<(String, String)>,
}

/// The pairs of delimiters in a run, and the points. A pair opens and closes in the same bracket; what nothing
/// answers is text, and if it is a tag such as `<del>`, its atoms are put into `unclosed`.
pub fn pairs(
    run: &Run,
    nesting: &Nesting,
    forms: &[Delimiters],
    unclosed: &mut Vec<Range<usize>>,
) -> Vec<Plain> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // How many of each form wait, so that a closer that none waits for is known at once.
    let mut waiting = vec![0_usize; forms.len()];
    let mut at = 0;
    while at < run.atoms.len() {
        if let Some((form, end)) = closer(run, at, forms, &waiting) {
            while let Some(opener) = open.pop() {
                waiting[opener.form] -= 1;
                if opener.form != form {
                    unclosed.extend(tag_of(&opener, forms));
                    continue;
                }
                // In doubled brackets the outer one of the closer answers the outer one of the opener.
                if opener.nest != nesting.nest[end - 1] {
                    unclosed.extend(tag_of(&opener, forms));
                } else if opener.atoms.end < at {
                    let content = opener.atoms.end..at;
                    let mut plain = Plain::new(opener.atoms.start..end, forms[form].sign.clone(), None);
                    let bar = if forms[form].open == "[[" { bar(run, content.clone()) } else { None };
                    plain.label = bar.map(|bar| content.start..bar);
                    plain.content = Some(bar.map_or(content.start, |bar| bar + 1)..content.end);
                    if forms[form].open != "(" || goes_on(run, &opener.atoms, content) {
                        found.push(described(plain, opener.attributes));
                    }
                }
                break;
            }
            at = end;
            continue;
        }
        let Some((form, end, attributes)) = opener(run, at, forms) else {
            at += 1;
            continue;
        };
        if forms[form].close.is_empty() {
            found.push(described(Plain::new(at..end, forms[form].sign.clone(), None), attributes));
        } else if open.len() < DEEPEST {
            waiting[form] += 1;
            open.push(Open { form, atoms: at..end, nest: nesting.nest[at], attributes });
        }
        at = end;
    }
    unclosed.extend(open.iter().filter_map(|opener| tag_of(opener, forms)));
    found
}

/// The atoms of an opener that can be nothing but the start of a pair.
fn tag_of(opener: &Open, forms: &[Delimiters]) -> Option<Range<usize>> {
    forms[opener.form].close.starts_with("</").then(|| opener.atoms.clone())
}

/// Whether a parenthesis goes on from letters with letters, as an abbreviation that is written out does: `Aug(ustus)`. Others
/// are the document's, or an editor's `(sic)`.
fn goes_on(run: &Run, opener: &Range<usize>, content: Range<usize>) -> bool {
    let before = opener.start.checked_sub(1).map(|at| char_at(run, at));
    let letters = content.clone().all(|at| !char_at(run, at).is_whitespace())
        && content.clone().any(|at| char_at(run, at).is_alphabetic());
    letters && before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ']' | '⟧' | '>' | '}' | '\u{323}'))
}

/// `[[Stalin, Joseph|the Marshal]]`: a bar parts the name in an index from the words of the text.
fn bar(run: &Run, content: Range<usize>) -> Option<usize> {
    let first = content.start;
    content.clone().find(|at| char_at(run, *at) == '|').filter(|bar| *bar > first && bar + 1 < content.end)
}

/// The longest closer at an atom that some opener waits for, and where it ends.
fn closer(run: &Run, at: usize, forms: &[Delimiters], waiting: &[usize]) -> Option<(usize, usize)> {
    let fits = forms.iter().enumerate().filter(|(form, _)| waiting[*form] > 0);
    let ends = fits.filter_map(|(form, delimiters)| Some((form, literal(run, at, &delimiters.close)?)));
    ends.max_by_key(|(_, end)| *end)
}

type Attributes = Vec<(String, String)>;

/// The longest opener at an atom, where it ends, and the attributes of a tag.
fn opener(run: &Run, at: usize, forms: &[Delimiters]) -> Option<(usize, usize, Attributes)> {
    let ends = forms.iter().enumerate().filter_map(|(form, delimiters)| {
        let plain = literal(run, at, &delimiters.open).map(|end| (form, end, Attributes::new()));
        plain.or_else(|| {
            let (end, attributes) = tag(run, at, &delimiters.open)?;
            Some((form, end, attributes))
        })
    });
    // Of two of one length the first counts: it was declared last.
    ends.reduce(|one, other| if other.1 > one.1 { other } else { one })
}

/// Where a text ends that stands at an atom, character for character.
fn literal(run: &Run, at: usize, text: &str) -> Option<usize> {
    let mut end = at;
    for expected in text.chars() {
        match run.atoms.get(end).map(|atom| &atom.kind) {
            Some(Kind::Char { c, escaped: false }) if *c == expected => end += 1,
            _ => return None,
        }
    }
    (end > at).then_some(end)
}

/// `<add place="above">` for the form `<add>`: where it ends, and its attributes.
fn tag(run: &Run, at: usize, form: &str) -> Option<(usize, Attributes)> {
    let (name, closing) = match form.strip_suffix("/>") {
        Some(name) => (name, "/>"),
        None => (form.strip_suffix('>')?, ">"),
    };
    let start = literal(run, at, name).filter(|_| name.starts_with('<') && name.len() > 1)?;
    if !char_at(run, start).is_whitespace() {
        return None;
    }
    let last = run.atoms.len().min(start + LONGEST_TAG);
    let end = (start..last).find(|at| char_at(run, *at) == '>')? + 1;
    let inner: String = (start..end).map(|at| char_at(run, at)).collect();
    let inner = inner.strip_suffix(closing)?;
    Some((end, attributes(inner)))
}

fn attributes(text: &str) -> Attributes {
    let mut found = Attributes::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'' | '“' | '”')) else {
            break;
        };
        let closing = if quote == '“' { '”' } else { quote };
        let Some((value, further)) = after[quote.len_utf8()..].split_once(closing) else { break };
        found.push((name.trim().to_lowercase(), value.trim().to_owned()));
        rest = further;
    }
    found
}

/// `2 words`
fn counted(extent: &str) -> Option<Extent> {
    let (quantity, unit) = extent.split_once(' ')?;
    let quantity = Quarters::whole(quantity.parse().ok()?);
    Some(Extent {
        quantity,
        unit: unit.trim().trim_end_matches('s').to_owned(),
        at_most: false,
        at_least: None,
    })
}

/// Puts what the attributes of a tag say into the sign (TEI P5, 3.5 and 12.3).
fn described(mut plain: Plain, attributes: Attributes) -> Plain {
    let mut quantity = None;
    let mut unit = None;
    for (name, value) in attributes {
        match name.as_str() {
            "hand" => plain.hand = Some(value),
            "place" => plain.place = Some(value),
            "reason" => plain.reason = Some(value),
            "lang" | "xml:lang" => plain.language = Some(value),
            "cert" if value == "low" => plain.certainty = Some(Certainty::Low),
            "quantity" => quantity = value.parse::<u32>().ok(),
            "extent" => plain.extent = counted(&value),
            "unit" => unit = Some(value.trim_end_matches('s').to_owned()),
            _ => {}
        }
    }
    if let (Some(quantity), Some(unit)) = (quantity, unit) {
        plain.extent =
            Some(Extent { quantity: Quarters::whole(quantity), unit, at_most: false, at_least: None });
    }
    plain
}
