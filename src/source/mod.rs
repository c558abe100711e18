//! Texts in memory and places in them. This room knows nothing of files, formats or errors.

pub mod encoding;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// Which of the [`Sources`] a place lies in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceId(u32);

/// A half-open range of bytes in one source: `start` belongs to it, `end` does not.
///
/// Offsets count bytes of [`Source::text`]. A reader that makes a span keeps both ends on character
/// boundaries and within the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    pub source: SourceId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The range `start..end` of a source.
    pub fn new(source: SourceId, start: usize, end: usize) -> Span {
        Span { source, start: offset(start), end: offset(end.max(start)) }
    }

    /// The range from the start of `self` to the end of `other`; both lie in the same source.
    pub fn to(self, other: Span) -> Span {
        Span { end: other.end.max(self.end), ..self }
    }

    /// The range as indices into [`Source::text`].
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and the place where it was written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// A line and a column, both counted from 1. Columns count characters, not bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// One text, read once and never changed.
///
/// XML that says that it has another encoding than UTF-8 is decoded first, and so is a table in UTF-16.
///
/// The text is the file with its lines ended by `\n` (`\r\n` and a lone `\r` are folded), without a byte
/// order mark, and with U+FFFD in place of what cannot stand in an HTML page: bytes that are not UTF-8,
/// control characters, noncharacters (HTML Living Standard, "text" in section 13.1.3). Where each of
/// those stood is in [`Source::damage`].
#[derive(Debug)]
pub struct Source {
    id: SourceId,
    path: String,
    text: String,
    bytes: Option<Vec<u8>>,
    lines: Vec<u32>,
    damage: Vec<Damage>,
}

/// Something in a file that is not text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Damage {
    /// Bytes that are not UTF-8, now U+FFFD at this offset.
    NotUtf8(u32),
    /// A character that no page may hold, now U+FFFD at this offset.
    Forbidden(u32, char),
    /// U+FFFD that stands in the file itself, at this offset: an earlier program lost a character.
    Lost(u32),
    /// What git leaves where two people have changed the same lines, from this offset on.
    Conflict(u32),
}

impl Source {
    /// Makes a text of the bytes of a file. `path` is relative to the edition's folder, with `/`.
    pub fn new(id: SourceId, path: impl Into<String>, bytes: Vec<u8>) -> Source {
        let path = path.into();
        let ends = |ending: &str| {
            path.len() > 4 && path.get(path.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(ending))
        };
        // Spreadsheets write tables in UTF-16, with a mark that says so.
        let marked = matches!(bytes.as_slice(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
        let may_differ = ends(".xml") || ends(".csv") && marked;
        let decoded = if may_differ { encoding::in_utf8(&bytes) } else { None };
        let (text, mut damage) = clean(decoded.as_deref().map_or(&bytes, str::as_bytes));
        damage.extend(conflict(&text).map(Damage::Conflict));
        let lines =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| offset(at + 1))).collect();
        let bytes = (text.as_bytes() != bytes).then_some(bytes);
        Source { id, path, text, bytes, lines, damage }
    }

    /// A text that [`Sources::take`] is to take in, and to give its id.
    pub fn unlisted(path: impl Into<String>, bytes: Vec<u8>) -> Source {
        Source::new(SourceId(0), path, bytes)
    }

    pub fn id(&self) -> SourceId {
        self.id
    }

    /// The file's path in the edition, with `/`; what a diagnostic shows.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The last part of the path without its extension: `1948-10-12` for `content/documents/1948-10-12.md`.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[..dot],
            _ => name,
        }
    }

    /// What follows the last dot of the path, in lower case; empty where there is none.
    pub fn extension(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        match name.rfind('.') {
            Some(dot) if dot > 0 => name[dot + 1..].to_lowercase(),
            _ => String::new(),
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file, byte for byte.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// Every place where the file was not text.
    pub fn damage(&self) -> &[Damage] {
        &self.damage
    }

    /// The text of a span of this source.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The span of a range of bytes of this source.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.id, range.start, range.end)
    }

    /// The line and column of a byte.
    ///
    /// ```
    /// use edition::source::{Position, Sources};
    /// let mut sources = Sources::default();
    /// let id = sources.add("a.md", "один\n[два]".into());
    /// let source = sources.get(id);
    /// let at = source.text().find("два").unwrap();
    /// assert_eq!(source.position(at as u32), Position { line: 2, column: 2 });
    /// ```
    pub fn position(&self, at: u32) -> Position {
        let line = self.lines.partition_point(|start| *start <= at);
        let start = self.lines[line - 1] as usize;
        let end = (at as usize).clamp(start, self.text.len());
        let column = self.text.get(start..end).map_or(1, |before| before.chars().count() + 1);
        Position { line, column }
    }
}

/// The lines and columns of one byte after the other: on a long line each is counted from the last and not from the start
/// of the line.
///
/// ```
/// use edition::source::{Positions, Sources};
/// let mut sources = Sources::default();
/// let id = sources.add("a.md", "один\n[два] и [три]\n\n[че]".into());
/// let source = sources.get(id);
/// let mut positions = Positions::of(source);
/// for at in [0, 9, 16, 19, 9, 27, 31] {
///     assert_eq!(positions.position(at), source.position(at), "{at}");
/// }
/// ```
#[derive(Debug)]
pub struct Positions<'a> {
    source: &'a Source,
    last: Option<(u32, Position)>,
}

impl<'a> Positions<'a> {
    pub fn of(source: &'a Source) -> Positions<'a> {
        Positions { source, last: None }
    }

    /// The same as [`Source::position`].
    pub fn position(&mut self, at: u32) -> Position {
        let line = self.source.lines.partition_point(|start| *start <= at);
        let position = match self.last {
            Some((last, from)) if last <= at && from.line == line => {
                let between = self.source.text.get(last as usize..at as usize);
                match between {
                    Some(between) => Position { line, column: from.column + between.chars().count() },
                    None => self.source.position(at),
                }
            }
            _ => self.source.position(at),
        };
        self.last = Some((at, position));
        position
    }
}

/// All the texts of one run.
///
/// A text that has not changed since an earlier run can be taken over from it, with its id: then every place
/// in it is still where it was.
#[derive(Debug, Default)]
pub struct Sources {
    /// By id; those of files that are gone stay, so that no other file gets their id.
    texts: Vec<Arc<Source>>,
    /// Those that belong to this run, in the order in which they came.
    listed: Vec<SourceId>,
    /// Where those are, by their paths.
    paths: HashMap<String, SourceId>,
    /// The texts of the run before, by their paths.
    before: HashMap<String, SourceId>,
}

impl Sources {
    /// A further run, which may take over texts of this one.
    pub fn again(&self) -> Sources {
        let listed = Vec::with_capacity(self.listed.len());
        Sources { texts: self.texts.clone(), listed, paths: HashMap::new(), before: self.paths.clone() }
    }

    /// A further run with the texts of this one, of which some are other ones now.
    pub fn with(&self, changed: Vec<Source>) -> Sources {
        let mut sources = Sources {
            texts: self.texts.clone(),
            listed: self.listed.clone(),
            paths: self.paths.clone(),
            before: HashMap::new(),
        };
        for mut source in changed {
            if let Some(id) = self.find(source.path()) {
                source.id = id;
                sources.put(source);
            }
        }
        sources
    }

    /// The text of this run that was read at a path.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        self.paths.get(path).copied()
    }

    /// Takes a file in and says under which id it is kept.
    pub fn add(&mut self, path: impl Into<String>, bytes: Vec<u8>) -> SourceId {
        self.take(Source::unlisted(path, bytes))
    }

    /// Takes a text in, under an id of its own: that of the text at this path in the run before, if there was one.
    pub fn take(&mut self, mut source: Source) -> SourceId {
        let id = self.before.remove(source.path()).unwrap_or(SourceId(offset(self.texts.len())));
        source.id = id;
        self.list(source.path(), id);
        self.put(source);
        id
    }

    /// Puts a text in its place, if it is not that which is there.
    fn put(&mut self, source: Source) {
        match self.texts.get_mut(source.id.0 as usize) {
            Some(before) if before.bytes() == source.bytes() && before.path() == source.path() => {}
            Some(before) => *before = Arc::new(source),
            None => self.texts.push(Arc::new(source)),
        }
    }

    /// Takes over the file that was at this path in the run before, if there was one.
    pub fn keep(&mut self, path: &str) -> Option<SourceId> {
        let id = self.before.remove(path)?;
        self.list(path, id);
        Some(id)
    }

    fn list(&mut self, path: &str, id: SourceId) {
        self.listed.push(id);
        self.paths.entry(path.to_owned()).or_insert(id);
    }

    pub fn get(&self, id: SourceId) -> &Source {
        &self.texts[id.0 as usize]
    }

    /// Whether a text is the same in both runs, so that all that was read in it still holds.
    pub fn shares(&self, other: &Sources, id: SourceId) -> bool {
        let text = |sources: &Sources| sources.texts.get(id.0 as usize).map(Arc::as_ptr);
        text(self).is_some() && text(self) == text(other)
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Source> {
        self.listed.iter().map(|id| self.get(*id))
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Whether a page of HTML may hold the character (HTML Living Standard, 13.2.3.5).
fn allowed(c: char) -> bool {
    let point = c as u32;
    let control = c.is_control() && c != '\n' && c != '\t';
    let noncharacter = (0xFDD0..=0xFDEF).contains(&point) || point & 0xFFFE == 0xFFFE;
    !control && !noncharacter
}

/// Where git has left the lines of both sides in a text.
fn conflict(text: &str) -> Option<u32> {
    let opens = |(at, _): &(usize, &str)| *at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
    let (start, _) = text.match_indices(CONFLICT).find(opens)?;
    let rest = text.get(start..)?;
    let middle = rest.find("\n=======\n")?;
    rest.get(middle..)?.contains("\n>>>>>>> ").then_some(offset(start))
}

/// How the lines of the one side are opened.
const CONFLICT: &str = "<<<<<<< ";

fn clean(bytes: &[u8]) -> (String, Vec<Damage>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // Most files are clean, and are seen to be by their bytes.
    let plain = |byte: &u8| matches!(byte, b'\n' | b'\t' | b' '..=b'~' | 0x80..=0xC1 | 0xC3..=0xEE);
    if let (Ok(text), true) = (std::str::from_utf8(bytes), bytes.iter().all(plain)) {
        return (text.to_owned(), Vec::new());
    }
    let mut text = String::with_capacity(bytes.len());
    let mut damage = Vec::new();
    for chunk in bytes.utf8_chunks() {
        let mut chars = chunk.valid().chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' => {
                    chars.next_if_eq(&'\n');
                    text.push('\n');
                }
                // White space in HTML; what prints pages ends them with it.
                '\u{c}' => text.push(' '),
                char::REPLACEMENT_CHARACTER => {
                    damage.push(Damage::Lost(offset(text.len())));
                    text.push(c);
                }
                c if allowed(c) => text.push(c),
                c => {
                    damage.push(Damage::Forbidden(offset(text.len()), c));
                    text.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
        if !chunk.invalid().is_empty() {
            damage.push(Damage::NotUtf8(offset(text.len())));
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    (text, damage)
}
