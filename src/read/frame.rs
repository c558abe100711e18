//! The frame of a letter: to whom it is addressed and where, who signs it and in what office, where and when it
//! was written. It is found by the names that are known; the text stays as it is.

use std::ops::Range;

use crate::model::date::{Date, Edtf, Time};
use crate::model::entity::{Declared, Party};
use crate::model::naming::names_office;
use crate::model::text::{Block, Inline, Role, one_line, plain};
use crate::model::transmission::Field;
use crate::read::dates;
use crate::read::names::{Folded, fold};
use crate::read::passages::{length, lines, outside_brackets};
use crate::read::transmission::gather;

/// What the frame of a version tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frame {
    /// The dates that stand by themselves at the head and the foot, in the order of the text, with the time of day
    /// where it stands beside.
    pub dates: Vec<(Date, Option<Time>)>,
}

/// Reads the frame: fills in offices and places that are not known yet, and puts the blocks of the address and of the
/// signature into parts.
pub fn frame(
    blocks: Vec<Block>,
    from: &mut [Party],
    to: &mut [Party],
    title: &str,
    near: Option<&Edtf>,
) -> (Vec<Block>, Frame) {
    let title = one_line(title);
    // What stands between the head and the foot is no part of the frame, whatever it says.
    let foot = blocks.len().saturating_sub(SIGNATURES.max(FOOT) + 1);
    let sketch = |(at, block): (usize, &Block)| {
        if at < HEAD + 3 || at >= foot { Sketch::of(block, &title) } else { None }
    };
    let sketches: Vec<Option<Sketch>> = blocks.iter().enumerate().map(sketch).collect();
    let head = 0..body(&sketches).min(HEAD);
    let opener = opener(&sketches, head.clone(), to);
    let signature = signature(&sketches, opener.as_ref().map_or(0, |range| range.end), from);
    let foot =
        signature.clone().map_or(head.end.max(sketches.len().saturating_sub(FOOT)), |range| range.start);
    let mut frame = Frame::default();
    for (part, at_head) in [(head, true), (foot..sketches.len(), false)] {
        let lines = sketches[part].iter().flatten().flat_map(|sketch| &sketch.lines);
        let dated: Vec<Dateline> = lines.filter_map(|line| dateline(line, from, near)).collect();
        let mut places: Vec<_> = dated.iter().filter_map(|line| line.place.clone()).collect();
        // Of several places at the head the last is the nearest to the letter; at the foot the first.
        let place = if at_head { places.pop() } else { places.into_iter().next() };
        fill(from.first_mut().map(|party| &mut party.place), place);
        frame.dates.extend(dated.into_iter().map(|line| (line.date, line.time)));
    }
    let from_line = sketches
        .iter()
        .take(HEAD)
        .flatten()
        .flat_map(|sketch| &sketch.lines)
        .find_map(|line| from_line(line, from));
    fill(from.first_mut().map(|party| &mut party.place), from_line);
    let marked = |range: &Option<Range<usize>>| -> Vec<bool> {
        (0..sketches.len()).map(|at| range.as_ref().is_some_and(|range| range.contains(&at))).collect()
    };
    let (in_opener, in_signature) = (marked(&opener), marked(&signature));
    let blocks = gather_both(blocks, &in_opener, &in_signature);
    (blocks, frame)
}

/// How many blocks at the most are the head, and how many are looked at for a date at the foot.
const HEAD: usize = 14;
const FOOT: usize = 6;
/// How many blocks before the end a signature is looked for.
const SIGNATURES: usize = 16;

/// A paragraph as short lines; longer ones are no part of a frame.
struct Sketch {
    lines: Vec<String>,
}

impl Sketch {
    /// Of a clerks' note, which can stand before the address, an empty one; so too of a title that is as long
    /// as a sentence.
    fn of(block: &Block, title: &str) -> Option<Sketch> {
        let passage = match block {
            Block::Paragraph(passage) | Block::Heading { passage, .. } => passage,
            Block::Part { .. } => return Some(Sketch { lines: Vec::new() }),
            Block::List(_) | Block::Quote(_) | Block::Verse(_) | Block::Table(_) | Block::Named(_) => {
                return None;
            }
        };
        if is_sentence(title) && one_line(&plain(&passage.content)) == title {
            return Some(Sketch { lines: Vec::new() });
        }
        let dated = dates_of_the_note(&passage.content);
        let all = lines(&passage.content);
        let short = !all.is_empty()
            && all.len() <= 6
            && all.iter().all(|line| one_line(&line.text).chars().count() <= 120);
        // A date that the clerks wrote is not that of the letter.
        let own = |range: &Range<usize>| !dated.iter().any(|at| range.contains(at));
        let lines = all.iter().filter(|line| own(&line.range)).map(|line| one_line(&line.text)).collect();
        short.then_some(Sketch { lines })
    }

    fn only_line(&self) -> Option<&str> {
        match &self.lines[..] {
            [line] => Some(line),
            _ => None,
        }
    }
}

/// Where the dates of a clerks' note stand in a passage.
fn dates_of_the_note(content: &[Inline]) -> Vec<usize> {
    let mut dated = Vec::new();
    let mut at = 0;
    for inline in content {
        if matches!(inline, Inline::Field(field) if field.field == Field::Date) {
            dated.push(at);
        }
        at += length(inline);
    }
    dated
}

/// Where the text itself starts: the first block that is not made of short lines, or is a sentence of some length.
fn body(sketches: &[Option<Sketch>]) -> usize {
    let is_body = |sketch: &Option<Sketch>| match sketch {
        Some(sketch) => sketch.lines.iter().any(|line| is_sentence(line)),
        None => true,
    };
    sketches.iter().position(is_body).unwrap_or(sketches.len())
}

fn is_sentence(line: &str) -> bool {
    line.split(' ').count() > 14
}

/// The blocks of the address: name, office, place.
fn opener(sketches: &[Option<Sketch>], head: Range<usize>, to: &mut [Party]) -> Option<Range<usize>> {
    let (at, party, address) = head.clone().find_map(|at| {
        let sketch = sketches.get(at)?.as_ref()?;
        let (party, address) = addressee(sketch, to)?;
        Some((at, party, address))
    })?;
    let mut end = at + 1;
    let mut role = address.role;
    let next_line = |at: usize| sketches.get(at).and_then(Option::as_ref).and_then(Sketch::only_line);
    if role.is_none()
        && address.says_to
        && let Some(line) = next_line(end).filter(|line| is_office_line(line))
    {
        role = Some(outside_brackets(line));
        end += 1;
    }
    let mut place = address.place;
    let alone = role.is_some() || address.says_to;
    if place.is_none()
        && alone
        && let Some(line) = next_line(end).filter(|line| is_place(line, to))
    {
        place = Some(line.to_owned());
        end += 1;
    }
    fill(to.get_mut(party).map(|party| &mut party.role), role);
    fill(to.get_mut(party).map(|party| &mut party.place), place);
    Some(at..end)
}

#[derive(Default)]
struct Address {
    says_to: bool,
    role: Option<String>,
    place: Option<String>,
}

/// Whether a block addresses one of the recipients, and what it says besides.
fn addressee(sketch: &Sketch, to: &[Party]) -> Option<(usize, Address)> {
    let (first, mut rest) = sketch.lines.split_first()?;
    let mut line = first.as_str();
    let mut says_to = false;
    if let Some(after) = after_to(line) {
        says_to = true;
        line = after;
    }
    if line.is_empty() {
        let (next, further) = rest.split_first()?;
        (line, rest) = (next, further);
    }
    let (name, after_name) = line.split_once(',').unwrap_or((line, ""));
    let name = fold(name);
    let party = to.iter().position(|party| fold(&party.name).is_same(&name))?;
    let says_more = !rest.is_empty() || !after_name.trim().is_empty();
    let greets = first.ends_with(['!', ',']) && rest.is_empty();
    if greets || !says_to && !says_more && name != fold(&to[party].name) {
        return None;
    }
    let mut place = None;
    if let [before @ .., last] = rest
        && !before.is_empty()
        && is_one_name(last)
        && before.last().is_some_and(|line| !goes_on(line))
    {
        place = Some(last.clone());
        rest = before;
    }
    let office: Vec<&str> = [after_name.trim()].into_iter().chain(rest.iter().map(String::as_str)).collect();
    let office = one_line(&office.join(" "));
    let office = office.trim_end_matches([',', '.', ';', ':']).to_owned();
    Some((party, Address { says_to, role: (!office.is_empty()).then_some(office), place }))
}

/// What follows `to` at the start of a line.
fn after_to(line: &str) -> Option<&str> {
    let (word, rest) = line.split_once([' ', ':']).unwrap_or((line, ""));
    word.eq_ignore_ascii_case("to").then(|| rest.trim_start_matches([' ', ':']))
}

/// `Chairman of the Cabinet of` is not the end of it.
fn goes_on(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or(line);
    line.ends_with(',') || ["of", "the", "and", "for", "in", "to"].contains(&last.to_lowercase().as_str())
}

fn is_one_name(line: &str) -> bool {
    let mut chars = line.chars();
    let big = chars.next().is_some_and(char::is_uppercase);
    big && chars.clone().any(char::is_lowercase) && chars.all(|c| c.is_alphabetic() || c == '-')
}

/// Words that stand by themselves at the head of a document and are no places.
const NO_PLACES: [&str; 25] = [
    "secret",
    "confidential",
    "urgent",
    "copy",
    "translation",
    "draft",
    "telegram",
    "letter",
    "cipher",
    "ciphered",
    "immediately",
    "strictly",
    "top",
    "personal",
    "personally",
    "dear",
    "esteemed",
    "comrade",
    "declassified",
    "original",
    "enclosure",
    "no",
    "page",
    "journal",
    "memorandum",
];

/// A line that is the name of a place: one to four words, as `Pyongyang` under the address.
fn is_place(line: &str, parties: &[Party]) -> bool {
    let line = line.trim_end_matches('.');
    let words: Vec<&str> = line.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let plain = line.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '-' | '\'' | '’' | '.'));
    let is_big = |word: &&str| word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let joins = |word: &&str| ["of", "the", "de", "la", "am", "an", "on", "sur"].contains(word);
    let big = words.first().is_some_and(is_big) && words.iter().all(|word| is_big(word) || joins(word));
    let excluded = words.iter().any(|word| NO_PLACES.contains(&word.to_lowercase().as_str()));
    let somebody = parties.iter().any(|party| fold(&party.name).is_same(&fold(line)));
    (1..=4).contains(&words.len()) && plain && big && !excluded && !somebody && !names_office(line)
}

fn is_office_line(line: &str) -> bool {
    let outside = outside_brackets(line);
    let sentence = outside.trim_end().ends_with(['!', '?', ':', ';']);
    names_office(&outside)
        && !sentence
        && outside.split(' ').count() <= 16
        && outside.starts_with(char::is_uppercase)
}

/// The blocks of the signature of the first sender who signs: name and office.
fn signature(sketches: &[Option<Sketch>], after: usize, from: &mut [Party]) -> Option<Range<usize>> {
    let first = after.max(sketches.len().saturating_sub(SIGNATURES));
    let (at, party, mut role) = (first..sketches.len()).rev().find_map(|at| {
        let (party, role) = signed(sketches.get(at)?.as_ref()?, from)?;
        Some((at, party, role))
    })?;
    let (mut start, mut end) = (at, at + 1);
    let office_at = |at: usize| {
        let line = sketches.get(at).and_then(Option::as_ref).and_then(Sketch::only_line)?;
        is_office_line(line).then(|| one_line(&outside_brackets(line)))
    };
    if role.is_none()
        && let Some(office) = office_at(at + 1)
    {
        role = Some(office);
        end += 1;
    } else if role.is_none()
        && start > after
        && let Some(office) = office_at(at - 1).filter(|office| !office.ends_with('.'))
    {
        role = Some(office);
        start -= 1;
    }
    fill(from.get_mut(party).map(|party| &mut party.role), role);
    Some(start..end)
}

/// The sender who signs a block, and the office that stands with the name.
fn signed(sketch: &Sketch, from: &[Party]) -> Option<(usize, Option<String>)> {
    sketch.lines.iter().enumerate().find_map(|(at, line)| {
        let outside = without_date(&outside_brackets(line));
        if after_to(outside.trim()).is_some() {
            return None;
        }
        let (before, name) = signing_name(outside.trim());
        let name = fold(name);
        let party = from.iter().position(|party| is_signing(&fold(&party.name), &name))?;
        let around =
            sketch.lines.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, line)| line.as_str());
        let office = [before].into_iter().chain(around).find(|text| is_office_line(text));
        Some((party, office.map(|office| one_line(&outside_brackets(office)))))
    })
}

fn is_signing(party: &Folded, name: &Folded) -> bool {
    !name.is_empty() && party.is_same(name)
}

/// The name in `AMBASSADOR IN THE REPUBLIC /A. ORLOVSKIY/`, and what stands before it.
fn signing_name(line: &str) -> (&str, &str) {
    for (open, close) in [('/', '/'), ('(', ')')] {
        if let Some(inner) = line.strip_suffix(close)
            && let Some((before, name)) = inner.rsplit_once(open)
        {
            return (before.trim(), name);
        }
    }
    ("", line)
}

fn without_date(line: &str) -> String {
    let mut rest = line.to_owned();
    for (range, _) in dates::find(line, None).into_iter().rev() {
        rest.replace_range(range, "");
    }
    rest
}

struct Dateline {
    date: Date,
    time: Option<Time>,
    place: Option<String>,
}

/// A line that is a date, alone, after a place, or beside the sender's name: `Capital, "___" __________ 1950`.
fn dateline(line: &str, from: &[Party], near: Option<&Edtf>) -> Option<Dateline> {
    let mut found = dates::find(line, near);
    let (range, date) = found.pop().filter(|_| found.is_empty())?;
    let (before, after) = (
        line[..range.start].trim(),
        line[range.end..].trim_start_matches([' ', '.', ',', '—', '–', '-']).trim_end_matches([' ', ',']),
    );
    let signs =
        |text: &str| !text.is_empty() && from.iter().any(|party| is_signing(&fold(&party.name), &fold(text)));
    let name_after = before.is_empty() && signs(after);
    let time = dates::clock(after).map(|clock| Time { written: one_line(after), clock: Some(clock) });
    if !after.is_empty() && !name_after && time.is_none() {
        return None;
    }
    let place = before.strip_suffix(',').filter(|place| is_place(outside_brackets(place).trim(), from));
    // A number that is left blank may go before a date that is.
    let bare = outside_brackets(before);
    let empty = bare.trim_matches([' ', '/', '.', ',']).is_empty();
    (empty || place.is_some() || signs(before)).then(|| Dateline {
        date,
        time,
        place: place.map(str::to_owned),
    })
}

/// `FROM: PORT CITY`
fn from_line(line: &str, from: &[Party]) -> Option<String> {
    let (word, rest) = line.split_once([' ', ':'])?;
    let place = rest.trim_start_matches([' ', ':']).trim();
    (word.eq_ignore_ascii_case("from") && is_place(place, from)).then(|| place.to_owned())
}

fn fill(slot: Option<&mut Option<Declared>>, text: Option<String>) {
    if let (Some(slot @ None), Some(text)) = (slot, text) {
        *slot = Some(Declared { text, inferred: true });
    }
}

fn gather_both(blocks: Vec<Block>, opener: &[bool], signature: &[bool]) -> Vec<Block> {
    let gathered = gather(blocks, Role::Signature, signature);
    // The address stands before the signature, so that its blocks are where they were.
    gather(gathered, Role::Opener, opener)
}
