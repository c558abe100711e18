//! What runs within the lines of a passage: characters with their places, emphasis, deletions, links, calls.
//! Brackets are characters here; what they mean is for the signs.
//!
//! Emphasis, strong emphasis and `~~deletion~~` are read by pulldown-cmark. All other punctuation is escaped
//! before it sees the text, so that nothing else of CommonMark applies, and every character it gives back is
//! traced to its byte in the source.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::model::entity::register_named;
use crate::model::id::Id;
use crate::model::text::{Break, Target};
use crate::read::lines::{self, Line};
use crate::source::Source;

/// The longest address or label that is looked for, in bytes.
const LONGEST_ADDRESS: usize = 2048;

/// How deep deletions may stand in each other; what is deeper keeps its tildes.
const DEEPEST_DELETION: usize = 8;

/// What the names of pictures end in.
const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// One thing that runs within a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Atom {
    /// Where it stands, in bytes of the source.
    pub at: usize,
    pub kind: Kind,
    pub emphasis: bool,
    pub strong: bool,
    /// The link it belongs to, in [`Run::links`].
    pub link: Option<usize>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A character; `escaped` if a backslash before it took away its meaning.
    Char {
        c: char,
        escaped: bool,
    },
    /// Layout that opens a line, or keeps columns apart: the range of the source it takes.
    Space {
        end: usize,
        columns: bool,
    },
    Break(Break),
    /// `[^label]`: the note's number.
    Call(usize),
    /// In a box: an atom is a character as a rule, and there are as many as a text has.
    Image(Box<Picture>),
}

/// A picture that a text shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    pub path: String,
    pub alternative: String,
}

/// The atoms of a passage.
#[derive(Debug, Default)]
pub struct Run {
    pub atoms: Vec<Atom>,
    pub links: Vec<Target>,
    /// Atoms between `~~` and `~~`.
    pub deletions: Vec<Range<usize>>,
    /// The passage in the source.
    pub range: Range<usize>,
}

/// Reads the lines of a passage. `notes` has the calls that notes
/// answer, as they are typed, with the notes' numbers.
pub fn run(source: &Source, lines: &[Line], notes: &BTreeMap<String, usize>) -> Run {
    let text = source.text();
    let breaks = lines::breaks(text, lines);
    let idle = !lines.iter().any(|line| text[line.clone()].contains(['*', '~']));
    let armour = Armour { idle, ..Armour::default() };
    let mut scan = Scan { source, notes, run: Run::default(), armour, in_link: false, over_lines: None };
    for (at, line) in lines.iter().enumerate() {
        let hard = breaks.get(at) == Some(&Break::Hard);
        let start = scan.armour.text.len();
        scan.line(content(text, line, hard), lines.get(at + 1));
        scan.armour.guard(start);
        if let Some(end) = breaks.get(at) {
            scan.put(line.end, Kind::Break(*end));
            scan.armour.end_line();
        }
    }
    scan.run.range = match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    };
    scan.finish()
}

/// A line without the white space that ends it, and without the backslash of a hard break.
fn content(text: &str, line: &Line, hard: bool) -> Line {
    let bare = text[line.clone()].trim_end();
    let bare = if hard && line.len() == bare.len() { bare.strip_suffix('\\').unwrap_or(bare) } else { bare };
    line.start..line.start + bare.trim_end().len()
}

/// The text that pulldown-cmark sees, and which atom each of its bytes is.
#[derive(Default)]
struct Armour {
    text: String,
    places: Vec<Option<usize>>,
    /// Whether there is anything for it to read.
    live: bool,
    /// Whether there cannot be: most passages have nothing in them that it reads, and need no copy.
    idle: bool,
}

impl Armour {
    fn end_line(&mut self) {
        if !self.idle {
            self.text.push('\n');
            self.places.push(None);
        }
    }

    /// White space that opens a line is left out: it could only make code of it.
    fn put(&mut self, c: char, atom: Option<usize>) {
        if self.idle || c.is_whitespace() && (self.text.is_empty() || self.text.ends_with('\n')) {
            return;
        }
        self.text.push(c);
        self.places.extend(std::iter::repeat_n(atom, c.len_utf8()));
    }

    /// Puts a character that means nothing but itself.
    fn put_plain(&mut self, c: char, atom: usize) {
        if c.is_ascii_punctuation() {
            self.put('\\', None);
        }
        self.put(c, Some(atom));
    }

    /// Puts something that is no character, but stands between those that are.
    fn put_thing(&mut self, atom: usize) {
        self.put_plain('.', atom);
    }

    /// Takes from the line at `start` the stars that would make an item of a list or a rule of it. Stars are
    /// the only characters left that could: it is looked at here, after links have lost their brackets.
    fn guard(&mut self, start: usize) {
        let line = &self.text[start..];
        let rule = line.chars().all(|c| c == '*' || c.is_whitespace());
        let item =
            line.strip_prefix('*').is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace));
        if self.idle || !rule && !item {
            return;
        }
        let line = self.text.split_off(start);
        let places = self.places.split_off(start);
        for (at, c) in line.char_indices() {
            if c == '*' && (rule || at == 0) {
                self.put('\\', None);
            }
            self.put(c, places[at]);
        }
    }
}

struct Scan<'a> {
    source: &'a Source,
    notes: &'a BTreeMap<String, usize>,
    run: Run,
    armour: Armour,
    /// Links do not stand in links.
    in_link: bool,
    /// A link whose words go on in the next line.
    over_lines: Option<OverLines>,
}

/// A link that one line opens and the next one closes, as a name is that a line ends within.
struct OverLines {
    open: usize,
    close: usize,
    /// Where the line goes on behind the address.
    end: usize,
    target: Target,
    /// The first of its atoms, once it is open.
    first: Option<usize>,
}

impl Scan<'_> {
    fn put(&mut self, at: usize, kind: Kind) -> usize {
        self.run.atoms.push(Atom { at, kind, emphasis: false, strong: false, link: None });
        self.run.atoms.len() - 1
    }

    fn plain(&mut self, at: usize, c: char, escaped: bool) {
        let atom = self.put(at, Kind::Char { c, escaped });
        self.armour.put_plain(c, atom);
    }

    fn line(&mut self, line: Line, next: Option<&Line>) {
        let text = self.source.text();
        let line_text = &text[line.clone()];
        let layout = layout(line_text);
        if layout > 0 {
            self.put(line.start, Kind::Space { end: line.start + layout, columns: false });
        }
        let start = line.start + line_text.len() - line_text[layout..].trim_start().len();
        let closers = Closers::of(&text[start..line.end], start);
        let mut at = start;
        if let Some(over) = self.over_lines.take_if(|over| over.first.is_some()) {
            // The words that are left of it, then the line as any other.
            while at < over.close {
                at = self.step(at, over.close, &closers);
            }
            let number = self.run.links.len();
            self.run.links.push(over.target);
            for atom in self.run.atoms.iter_mut().skip(over.first.unwrap_or(usize::MAX)) {
                atom.link.get_or_insert(number);
            }
            self.in_link = false;
            at = over.end;
        }
        self.over_lines = closers.open.and_then(|open| self.opened(open, next?));
        while at < line.end {
            at = self.words(at, line.end);
            if at < line.end {
                at = self.step(at, line.end, &closers);
            }
        }
    }

    /// A link that opens at a bracket of this line, if the next one closes it before anything else opens there.
    fn opened(&self, open: usize, next: &Line) -> Option<OverLines> {
        let text = &self.source.text()[next.clone()];
        let close = text.find(['[', ']', '\\', '`']).filter(|at| text[*at..].starts_with(']'))?;
        let words = lines::is_blank(&text[..close]);
        let (target, length) = target(self.source, next.start + close + 1, &text[close + 1..])?;
        let close = next.start + close;
        (!words).then_some(OverLines { open, close, end: close + 1 + length, target, first: None })
    }

    /// Reads what is nothing but itself, as most of a text is, and gives where something else may begin.
    fn words(&mut self, start: usize, end: usize) -> usize {
        let text = &self.source.text()[start..end];
        self.run.atoms.reserve(text.len());
        for (offset, c) in text.char_indices() {
            let opens_columns = c == ' ' && text[offset + 1..].starts_with(' ');
            if opens_columns || matches!(c, '\\' | '*' | '~' | '[' | '!' | '<') {
                return start + offset;
            }
            self.plain(start + offset, c, false);
        }
        end
    }

    /// Reads what stands at `at` and gives where the next thing begins.
    fn step(&mut self, at: usize, end: usize, closers: &Closers) -> usize {
        let rest = &self.source.text()[at..end];
        let Some(c) = rest.chars().next() else { return end };
        match c {
            '\\' => {
                if let Some(next) = rest[1..].chars().next().filter(char::is_ascii_punctuation) {
                    self.plain(at + 1, next, true);
                    return at + 2;
                }
            }
            '*' if !closers.stars.contains(&at) => {
                let atom = self.put(at, Kind::Char { c, escaped: false });
                self.armour.put(c, Some(atom));
                self.armour.live = true;
                return at + 1;
            }
            '~' => {
                let run = rest.bytes().take_while(|byte| *byte == b'~').count();
                for offset in 0..run {
                    if run == 2 {
                        let atom = self.put(at + offset, Kind::Char { c, escaped: false });
                        self.armour.put(c, Some(atom));
                        self.armour.live = true;
                    } else {
                        self.plain(at + offset, c, false);
                    }
                }
                return at + run;
            }
            '[' if !self.in_link && self.over_lines.as_ref().is_some_and(|over| over.open == at) => {
                let first = self.run.atoms.len();
                self.over_lines.iter_mut().for_each(|over| over.first = Some(first));
                self.in_link = true;
                return at + 1;
            }
            '[' => {
                if let Some(next) = self.call(at, rest).or_else(|| self.link(at, rest, closers)) {
                    return next;
                }
            }
            '!' if rest.starts_with("![") => {
                if let Some(next) = self.image(at, rest, closers) {
                    return next;
                }
            }
            '<' => {
                if let Some(next) = self.autolink(at, rest) {
                    return next;
                }
            }
            ' ' => {
                let spaces = rest.bytes().take_while(|byte| *byte == b' ').count();
                if spaces >= 5 {
                    self.put(at, Kind::Space { end: at + spaces, columns: true });
                    self.armour.put(' ', None);
                    return at + spaces;
                }
            }
            _ => {}
        }
        self.plain(at, c, false);
        at + c.len_utf8()
    }

    /// `[^label]`, where a note of that label is defined.
    fn call(&mut self, at: usize, rest: &str) -> Option<usize> {
        let label = rest.strip_prefix("[^")?;
        let close = find_near(label, b']')?;
        let note = *self.notes.get(&rest[..close + 3])?;
        let atom = self.put(at, Kind::Call(note));
        self.armour.put_thing(atom);
        Some(at + close + 3)
    }

    /// `[words](address)`, where the address is one that a transcription may lead to.
    fn link(&mut self, at: usize, rest: &str, closers: &Closers) -> Option<usize> {
        if self.in_link {
            return None;
        }
        let close = *closers.brackets.get(&at)?;
        if lines::is_blank(&rest[1..close - at]) {
            // Nothing would be left of it to see.
            return None;
        }
        let (target, length) = target(self.source, close + 1, &rest[close + 1 - at..])?;
        let number = self.run.links.len();
        self.run.links.push(target);
        let first = self.run.atoms.len();
        let mut inner = at + 1;
        self.in_link = true;
        while inner < close {
            inner = self.step(inner, close, closers);
        }
        self.in_link = false;
        for atom in &mut self.run.atoms[first..] {
            atom.link.get_or_insert(number);
        }
        Some(close + 1 + length)
    }

    fn image(&mut self, at: usize, rest: &str, closers: &Closers) -> Option<usize> {
        let close = *closers.brackets.get(&(at + 1))?;
        let after = rest[close + 1 - at..].strip_prefix('(')?;
        let length = find_near(after, b')')?;
        let path = &after[..length];
        let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let relative = extension.is_some_and(|extension| PICTURES.contains(&extension.as_str()))
            && !path.contains([':', '\\', ' ', '<', '>', '"'])
            && !path.starts_with('/');
        // From a document the folder of images is two or more steps up; its name alone is what counts.
        let path = path.trim_start_matches("../");
        if !relative || path.split('/').any(|part| part == "..") {
            return None;
        }
        let alternative = rest[2..close - at].to_owned();
        let atom = self.put(at, Kind::Image(Box::new(Picture { path: path.to_owned(), alternative })));
        self.armour.put_thing(atom);
        Some(close + 1 + length + 2)
    }

    /// `<https://…>`
    fn autolink(&mut self, at: usize, rest: &str) -> Option<usize> {
        let close = find_near(rest, b'>')?;
        let address = &rest[1..close];
        if self.in_link || !is_address(address) || !address.contains("://") {
            return None;
        }
        let number = self.run.links.len();
        self.run.links.push(Target::Address(address.to_owned()));
        for (offset, c) in address.char_indices() {
            self.plain(at + 1 + offset, c, true);
            if let Some(atom) = self.run.atoms.last_mut() {
                atom.link = Some(number);
            }
        }
        Some(at + close + 1)
    }

    /// Lets pulldown-cmark read the styles, and takes out the characters that were their syntax.
    fn finish(self) -> Run {
        let Scan { mut run, armour, .. } = self;
        if !armour.live {
            return run;
        }
        let mut kept: Vec<bool> = run.atoms.iter().map(|atom| !is_delimiter(&atom.kind)).collect();
        let (mut deletions, mut too_deep) = (Vec::new(), Vec::new());
        let (mut emphasis, mut strong, mut open) = (0, 0, Vec::new());
        for (event, range) in Parser::new_ext(&armour.text, Options::ENABLE_STRIKETHROUGH).into_offset_iter()
        {
            match event {
                Event::Start(Tag::Emphasis) => emphasis += 1,
                Event::Start(Tag::Strong) => strong += 1,
                Event::Start(Tag::Strikethrough) => open.push(range),
                Event::End(pulldown_cmark::TagEnd::Emphasis) => emphasis -= 1,
                Event::End(pulldown_cmark::TagEnd::Strong) => strong -= 1,
                Event::End(pulldown_cmark::TagEnd::Strikethrough) => {
                    let range = open.pop();
                    if open.len() < DEEPEST_DELETION { &mut deletions } else { &mut too_deep }.extend(range);
                }
                Event::Text(_) => {
                    for atom in armour.places[range].iter().flatten() {
                        kept[*atom] = true;
                        run.atoms[*atom].emphasis = emphasis > 0;
                        run.atoms[*atom].strong = strong > 0;
                    }
                }
                _ => {}
            }
        }
        let balance = Balance::of(&run.atoms);
        let atoms_of = |bytes: Range<usize>| armour.places[bytes].iter().flatten().copied();
        let mut keep_tildes = |range: &Range<usize>| {
            for atom in atoms_of(range.start..range.start + 2).chain(atoms_of(range.end - 2..range.end)) {
                kept[atom] = true;
            }
        };
        too_deep.iter().for_each(&mut keep_tildes);
        deletions.retain(|range: &Range<usize>| {
            let mut inside = atoms_of(range.start + 2..range.end.saturating_sub(2).max(range.start + 2));
            let Some(first) = inside.next() else { return false };
            let balanced = balance.holds(first..inside.next_back().unwrap_or(first) + 1);
            if !balanced {
                keep_tildes(range);
            }
            balanced
        });
        let mut places = Vec::with_capacity(kept.len() + 1);
        let mut count = 0;
        for keep in &kept {
            places.push(count);
            count += usize::from(*keep);
        }
        places.push(count);
        let place = |byte: usize| {
            let atom = armour.places[byte.min(armour.places.len())..].iter().flatten().next();
            places[atom.copied().unwrap_or(kept.len())]
        };
        run.deletions = deletions.iter().map(|range| place(range.start)..place(range.end)).collect();
        run.deletions.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut keep = kept.into_iter();
        run.atoms.retain(|_| keep.next().unwrap_or(true));
        run
    }
}

/// How brackets nest, to tell whether a deletion cuts through one.
struct Balance {
    /// The innermost bracket around each atom, by its opener, counted from 1.
    around: Vec<usize>,
    /// How many single brackets stand before each atom.
    single: Vec<usize>,
    partner: Vec<Option<usize>>,
}

impl Balance {
    fn of(atoms: &[Atom]) -> Balance {
        let mut partner = vec![None; atoms.len()];
        let mut open = Vec::new();
        let bracket = |at: usize| match atoms[at].kind {
            Kind::Char { c: c @ ('[' | ']'), escaped: false } => Some(c),
            _ => None,
        };
        for at in 0..atoms.len() {
            match bracket(at) {
                Some('[') => open.push(at),
                Some(_) => {
                    if let Some(opener) = open.pop() {
                        partner[opener] = Some(at);
                        partner[at] = Some(opener);
                    }
                }
                None => {}
            }
        }
        let (mut around, mut single) = (Vec::with_capacity(atoms.len()), vec![0]);
        let mut stack: Vec<usize> = Vec::new();
        let mut alone = 0;
        for (at, partner) in partner.iter().enumerate() {
            if partner.is_some_and(|opener| opener < at) {
                stack.pop();
            }
            around.push(stack.last().map_or(0, |opener| opener + 1));
            if partner.is_some_and(|closer| closer > at) {
                stack.push(at);
            }
            alone += usize::from(bracket(at).is_some() && partner.is_none());
            single.push(alone);
        }
        Balance { around, single, partner }
    }

    /// Whether every bracket in a range that is not empty has its partner there.
    fn holds(&self, range: Range<usize>) -> bool {
        let (first, last) = (range.start, range.end - 1);
        self.single[range.end] == self.single[first]
            && self.around[first] == self.around[last]
            && self.partner[first].is_none_or(|partner| range.contains(&partner))
            && self.partner[last].is_none_or(|partner| range.contains(&partner))
    }
}

/// Where a byte is, if it comes soon: no address or label is longer, and a text of openers must not take forever.
fn find_near(text: &str, byte: u8) -> Option<usize> {
    text.bytes().take(LONGEST_ADDRESS).position(|other| other == byte)
}

/// Whether pulldown-cmark decides what becomes of it.
fn is_delimiter(kind: &Kind) -> bool {
    matches!(kind, Kind::Char { c: '*' | '~', escaped: false })
}

/// How many bytes of layout open a line: a run of boxes, no-break spaces, tabs, or two or more spaces.
fn layout(line: &str) -> usize {
    let run = line.trim_start_matches(['□', '\u{A0}', '\t', ' ']);
    let layout = &line[..line.len() - run.len()];
    // A box by itself is one to be ticked, or a sign; only a run of them is layout, and what stands before a box.
    let single = layout.match_indices('□').map(|(at, _)| at).find(|at| {
        let after = layout[*at..].trim_start_matches('□').len() + '□'.len_utf8() == layout.len() - at;
        !layout[..*at].ends_with('□') && after
    });
    let layout = single.map_or(layout, |at| &layout[..at]);
    if is_layout(layout) { layout.len() } else { 0 }
}

fn is_layout(run: &str) -> bool {
    run.len() > 1 || run == "\t"
}

/// Where the brackets of a line close, and which stars belong to a `[*…*]`.
#[derive(Default)]
struct Closers {
    brackets: BTreeMap<usize, usize>,
    /// The last bracket that the line opens and does not close.
    open: Option<usize>,
    stars: std::collections::BTreeSet<usize>,
}

impl Closers {
    fn of(line: &str, start: usize) -> Closers {
        let mut closers = Closers::default();
        let mut open = Vec::new();
        let bytes = line.as_bytes();
        let mut escaped = false;
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'[' if !escaped => open.push(at),
                b']' if !escaped => {
                    if let Some(opener) = open.pop() {
                        closers.brackets.insert(start + opener, start + at);
                        let inner = &bytes[opener + 1..at];
                        // One star on either side, and no strong emphasis.
                        let outer = inner.len() > 2 && inner.starts_with(b"*") && inner.ends_with(b"*");
                        if outer && !inner.starts_with(b"**") && !inner.ends_with(b"**") {
                            closers.stars.extend([start + opener + 1, start + at - 1]);
                        }
                    }
                }
                _ => {}
            }
            escaped = *byte == b'\\' && !escaped;
        }
        closers.open = open.last().map(|at| start + at);
        closers
    }
}

/// The address in `(…)` that follows the words of a link, and how many bytes it takes with its parentheses.
fn target(source: &Source, at: usize, rest: &str) -> Option<(Target, usize)> {
    let rest = rest.strip_prefix('(')?;
    let mut depth = 0_usize;
    let close = rest.char_indices().take(LONGEST_ADDRESS).find_map(|(at, c)| match c {
        '(' => {
            depth += 1;
            None
        }
        ')' if depth == 0 => Some(at),
        ')' => {
            depth -= 1;
            None
        }
        _ => None,
    })?;
    let address = &rest[..close];
    let length = close + 2;
    if is_address(address) {
        return Some((Target::Address(address.to_owned()), length));
    }
    let (register, name) = address.split_once(':')?;
    if register == "doc" {
        let value = Id::new(name).ok()?;
        let span = source.span(at + 1..at + 1 + address.len());
        return Some((Target::Document(crate::source::Spanned { value, span }), length));
    }
    let register = register_named(register)?.name;
    let id: Id<()> = Id::new(name).ok()?;
    Some((Target::Entry { register, id: id.as_str().to_owned() }, length))
}

/// Whether it can stand in the parentheses of a link.
pub fn is_target(address: &str) -> bool {
    let is_id = |register: &str, name: &str| {
        (register == "doc" || register_named(register).is_some()) && Id::<()>::new(name).is_ok()
    };
    address.len() < LONGEST_ADDRESS
        && (is_address(address)
            || address.split_once(':').is_some_and(|(register, name)| is_id(register, name)))
}

/// Whether it is an address a page may lead to: `http`, `https` or `mailto`, without white space or quotes.
pub fn is_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let scheme = ["https://", "http://", "mailto:"].into_iter().find(|scheme| lower.starts_with(scheme));
    scheme.is_some_and(|scheme| {
        address.len() > scheme.len()
            && !address
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\'))
    })
}
