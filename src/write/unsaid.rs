//! What a file of TEI says and the Markdown that was made of it does not: the two documents are compared, and what no
//! document can hold is asked of the file. It knows no command.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::Document;
use crate::model::text::{Style, one_line};
use crate::read::tei::unheard;
use crate::source::Source;
use crate::write::facts::{Fact, Facts, Look};
use crate::write::markdown;

/// A document of a file, and what is read from its Markdown.
#[derive(Debug)]
pub struct Pair<'a> {
    pub document: &'a Document,
    pub again: &'a Document,
}

/// Something that Markdown has no word for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unsaid {
    /// The name of an element, and of an attribute where it is that: `add hand`.
    pub what: String,
    pub count: usize,
    /// The byte of the source where the first of them stands.
    pub first: u32,
    /// Whether it is in a header, so that it would have to be a setting.
    pub in_header: bool,
}

/// How far behind the word before it an element is looked for.
const FARTHEST: usize = 20_000;

/// What is in a file and not in the Markdown of its documents: first of its texts, then of its headers; the most frequent
/// first.
pub fn in_markdown(source: &Source, pairs: &[Pair<'_>]) -> Vec<Unsaid> {
    let mut found: Vec<(String, u32)> = Vec::new();
    for Pair { document, again } in pairs {
        let (was, is) = (Facts::of(document), Facts::of(again));
        lost_facts(source, &was.facts, &is.facts, &mut found);
        let looks = was.looks.iter().filter(|look| !is_there(look, &is.looks));
        found.extend(looks.map(|look| {
            let what = style_name(look.style);
            (what.to_owned(), place(source, what, look.near))
        }));
    }
    let said: BTreeSet<String> =
        pairs.iter().flat_map(|pair| markdown::settings(pair.again)).map(|said| one_line(&said)).collect();
    let said = said.into_iter().collect::<Vec<_>>().join("\n");
    let known: BTreeSet<(String, u32)> = found.iter().cloned().collect();
    let unheard = unheard::in_file(source, |words| said.contains(words)).into_iter();
    let unheard =
        unheard.map(|one| (one.what, u32::try_from(one.range.start).unwrap_or(u32::MAX), one.in_header));
    let (in_headers, in_texts): (Vec<_>, Vec<_>) = unheard.partition(|(_, _, in_header)| *in_header);
    let in_texts = in_texts.into_iter().map(|(what, at, _)| (what, at));
    found.extend(in_texts.filter(|one| !known.contains(one)));
    let in_headers = in_headers.into_iter().map(|(what, at, _)| (what, at)).collect();
    [counted(found, false), counted(in_headers, true)].concat()
}

fn counted(found: Vec<(String, u32)>, in_header: bool) -> Vec<Unsaid> {
    let mut all: BTreeMap<String, (usize, u32)> = BTreeMap::new();
    for (what, at) in found {
        let (count, first) = all.entry(what).or_insert((0, at));
        *count += 1;
        *first = at.min(*first);
    }
    let unsaid = all.into_iter().map(|(what, (count, first))| Unsaid { what, count, first, in_header });
    let mut unsaid: Vec<Unsaid> = unsaid.collect();
    unsaid.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.what.cmp(&other.what)));
    unsaid
}

/// What was said at some letters and is said there no more. Of what is said in other words, those are listed.
fn lost_facts(source: &Source, was: &[Fact], is: &[Fact], found: &mut Vec<(String, u32)>) {
    let mut there: BTreeMap<(&str, usize, usize), Vec<&Fact>> = BTreeMap::new();
    let key = |fact: &Fact| (fact.letters.start, fact.letters.end);
    for fact in is {
        let (start, end) = key(fact);
        there.entry((&fact.kind, start, end)).or_default().push(fact);
    }
    for fact in was {
        let (start, end) = key(fact);
        let alike = there.entry((&fact.kind, start, end)).or_default();
        let best = (0..alike.len()).min_by_key(|at| alike.get(*at).map(|other| lost(fact, other).len()));
        let lost = best.map(|best| lost(fact, alike.remove(best)));
        if lost.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        let element = element_at(source, fact);
        let at = place(source, &element, fact.near);
        let tag = tag(source, at);
        match lost {
            None => found.push((element, at)),
            Some(lost) => {
                let what = lost.into_iter().map(|name| format!("{element} {}", as_written(name, tag)));
                found.extend(what.map(|what| (what, at)));
            }
        }
    }
}

/// The details of one fact that another does not have.
fn lost(fact: &Fact, other: &Fact) -> Vec<&'static str> {
    let lost = fact.details.iter().filter(|detail| !other.details.contains(detail));
    lost.map(|(name, _)| *name).collect()
}

/// Whether all letters that had a look have it still.
fn is_there(look: &Look, looks: &[Look]) -> bool {
    let mut at = look.letters.start;
    for other in looks.iter().filter(|other| other.style == look.style) {
        if other.letters.start <= at {
            at = at.max(other.letters.end);
        }
    }
    at >= look.letters.end
}

/// The element of a mark: that which stands where the mark does, for several elements are one sign.
fn element_at(source: &Source, fact: &Fact) -> String {
    let rest = source.text().get(fact.near as usize..).and_then(|rest| rest.strip_prefix('<'));
    let name = rest.and_then(|rest| rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next());
    match name {
        Some(name) if fact.is_placed => name.rsplit(':').next().unwrap_or(name).to_owned(),
        _ => fact.element.clone(),
    }
}

/// Where the first element of that name opens behind a byte, whatever its prefix; else that byte.
fn place(source: &Source, what: &str, near: u32) -> u32 {
    let name = what.split(' ').next().unwrap_or(what);
    let text = source.text();
    let rest = text.get(near as usize..).unwrap_or_default();
    let rest = rest.get(..rest.floor_char_boundary(FARTHEST)).unwrap_or_default();
    let opening = |at: usize| {
        let (before, after) = (rest.get(..at)?, rest.get(at + name.len()..)?);
        let is_whole = after.starts_with([' ', '>', '/', '\n', '\t', '\r']);
        let open = before.rfind('<').filter(|_| is_whole)?;
        let prefix = before.get(open + 1..)?;
        let is_prefix = prefix.strip_suffix(':').is_some_and(|prefix| {
            !prefix.is_empty() && prefix.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        });
        (prefix.is_empty() || is_prefix).then_some(near as usize + open)
    };
    let found = rest.match_indices(name).find_map(|(at, _)| opening(at));
    found.and_then(|at| u32::try_from(at).ok()).unwrap_or(near)
}

/// What stands between `<` and `>`.
fn tag(source: &Source, at: u32) -> &str {
    source.text().get(at as usize..).and_then(|rest| rest.split('>').next()).unwrap_or_default()
}

/// The name of the attribute that says it in the file: a mark knows one reason, whichever names it.
fn as_written<'a>(name: &'a str, tag: &str) -> &'a str {
    let others: &[&'static str] = match name {
        "reason" => &["agent", "rend"],
        "hand" => &["new", "wit"],
        "quantity" => &["extent", "atMost", "max"],
        _ => &[],
    };
    let there = |name: &str| tag.contains(&format!(" {name}="));
    if there(name) { name } else { others.iter().copied().find(|other| there(other)).unwrap_or(name) }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "hi rend=\"italic\"",
        Style::Strong => "hi rend=\"bold\"",
        Style::Superscript => "hi rend=\"superscript\"",
        Style::Subscript => "hi rend=\"subscript\"",
        Style::SmallCaps => "hi rend=\"smallcaps\"",
        Style::Spaced => "hi rend=\"spaced\"",
    }
}
