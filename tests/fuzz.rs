//! Ten million odd texts: whatever is typed, under whatever tradition, reading ends, loses nothing and numbers its marks.
//!
//! A text is made of pieces that matter to the reader, drawn by its number alone, so that a text that fails can be made
//! again. `cargo test` reads the first 10,000; `EDITION_FUZZ=10000000 cargo test --release --test fuzz` reads more of the
//! same. What is expected is known from the source's characters here, and not from the reader.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reads its settings, and stops where a text is lost"
)]

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use edition::model::conventions::Conventions;
use edition::model::document::{Document, Note};
use edition::model::text::{Block, Inline, Marked, Segment};
use edition::notation::presets::PRESETS;
use edition::read;
use edition::read::phrases::Vocabulary;
use edition::source::{Source, Sources};

/// How many texts are read where nobody asks for more.
const FEW: u64 = 10_000;
/// How many texts a thread takes at once.
const PORTION: u64 = 1_000;
/// How many faults are enough to show.
const MOST_FAULTS: usize = 20;
/// How many pieces the longest text has.
const MOST_PIECES: u64 = 28;

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "[", "]", "[[", "]]", "[", "]", "(", ")", "{", "}", "<", ">", "⟦", "⟧", "〚", "〛", "⟨", "⟩", "‹", "›", "«",
    "»", "`", "´", "\\", "/", "⸌", "⸍", "|", "||", "^", "^[[", ":", ": ", "?", "!", "*", "**", "***", "~", "~~",
    "~~~", "_", "__", "____", "-", "--", "---", "- - -", "—", "—-", ".", "..", "...", "…", "+", "+++", "□",
    "□□", "□□□□", "↑", "↓", "#", "##", "## ", "### A", "# ", "> ", ">", "- ", "* ", "1. ", "2. ", "1) ",
    "&amp;", "$", "=", "=====", "-----", "inserted by hand: ", "handwritten: ", "handwritten", "handwritten] ",
    "crossed out: ", "underlined: ", "illegible", "3 words illegible", "less than 1 line not declassified",
    "not declassified]", "date left blank", "sic", "[sic]", "[sic, ", "[?]", "word?", "?]", "[!]", "[...]",
    "[…]", "[---]", "[ ]", "[]", "[.]", "[. . .]", "[c. 3]", "[vac.]", "(vac.)", "stamp: ", "[Stamp]",
    "[signature]", "[signed] /", "/A. B./", "signed", "[page 2]", "[p. 3]", "--- page 104r ---", "(p. 1)",
    "L. S.", "[Enclosure]", "[Tab A]", "[Received December 8—8:09 p. m.]", "[Here follows ", "[Laughter]",
    "[photo]", "[opis']", "Kim ", "[金]", "[김]", "金", "обком", "[oblast']", "בית", "[بيت]", "№ ", "No. ",
    "W[alton]", "[2 of 4]", "X crossed out, Y inserted", " crossed out, ", " inserted",
    "[crossed out: a][inserted by hand: b]", "[a: ", "[* m *]", "[*", "*]", "[1]", "[1] ", "[2]", "[1]: ",
    "[12345]", "[^1]", "[^1]: ", "[^a]", "[^a]: ", "[^", "<del>", "</del>", "<add>", "</add>", "<del",
    "<add place=\"above\">", "<gap/>", "<gap", "<unclear>", "</unclear>", "<sic>", "</sic>", "<pb/>",
    "<https://a.org/b>", "](https://a.org/)", "](doc:a)", "](person:b)", "](3)", "![", "![a](b.png)",
    "[[underlined]]", "[[/underlined]]", "[[/", "[[strike-through]]", "[[/strike-through]]", "[[image: a]]",
    "[[Stalin, Joseph|", "<subst>", "</subst>", "<note>", "</note>", "a", "word", "Ab", "now", "the ", "of ",
    "12", "1", "1955", "May", " October ", "12 October 1948", "a.m.", "é", "e\u{301}", "a\u{323}", "\u{323}",
    "\u{301}", "α\u{323}", "ạ", "\u{200b}", "\u{ad}", "\u{feff}", "\u{2028}", "\u{85}", "\u{a0}", "\u{3000}",
    "\0", "\u{7f}", "😀", "\u{202e}", " ", " ", " ", "  ", "     ", "        ", "\t", "\n", "\n", "\n", "\n\n",
    "\n\n", "\r\n", "\r", "\r\n\r\n", "  \n", "\\\n", "\n|---|---|\n", "\n| a | b |\n", "\n|-|\n", "\n    ",
    "\n□□□", "\n> ", "\n- a", "\n1. a", "\n[1] ", "\n[^1]: ", "\n## ", "sent by ", "received by ", "From: ",
    "To: ", "Comrade ", "I. STALIN", "+++\n", "---\n",
];

/// A row of numbers that looks like chance and is the same each time (SplitMix64: Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// The pieces of a text. Half of the texts repeat few pieces, so that openers and closers meet.
fn pieces(number: u64) -> Vec<&'static str> {
    let mut chance = Chance(number.wrapping_mul(0x2545_F491_4F6C_DD1D));
    let count = 1 + chance.below(MOST_PIECES);
    let few = chance.below(2) == 0;
    let all = PIECES.len() as u64;
    let some: Vec<u64> = (0..if few { 3 + chance.below(6) } else { 0 }).map(|_| chance.below(all)).collect();
    let mut draw = || match some.len() {
        0 => chance.below(all),
        few => some[chance.below(few as u64) as usize],
    };
    let pieces: Vec<&str> = (0..count).map(|_| PIECES[draw() as usize]).collect();
    // Settings at the head of a file are no text.
    let fenced = pieces.concat().trim_start_matches('\u{feff}').starts_with(['+', '-']);
    if fenced { std::iter::once("a").chain(pieces).collect() } else { pieces }
}

/// The traditions, and the notation of an edition that names none.
fn vocabularies() -> Vec<Vocabulary> {
    let of = |preset: &edition::notation::presets::Preset| {
        let mut conventions = Conventions::default();
        preset.lay_over(&mut conventions);
        Vocabulary::new(conventions)
    };
    std::iter::once(Vocabulary::default()).chain(PRESETS.iter().map(of)).collect()
}

/// What is wrong with how a text is read; nothing where all is well.
fn fault(text: &str, vocabulary: &Vocabulary) -> Option<String> {
    let mut sources = Sources::default();
    let id = sources.add("text.md", text.as_bytes().to_vec());
    let source = sources.get(id);
    let documents = read::documents(source, vocabulary);
    let [document] = documents.as_slice() else { return Some("it is no document".to_owned()) };
    lost(source, document).or_else(|| misplaced(source, document))
}

/// Where the links among the pieces lead, without what does not count here.
const ADDRESSES: [&str; 6] = ["https://a.org/", "https//a.org/", "doc:a", "doca", "person:b", "personb"];

/// Says what is lost or moved. The characters that Markdown may eat are left out on both sides: of those, only the ones
/// whose syntax is in the text at all.
fn lost(source: &Source, document: &Document) -> Option<String> {
    let text = source.text();
    // A table's row of dashes and a note's colon are syntax where there are bars or notes.
    let dashes = text.contains('|');
    let colons = dashes || text.contains("[^");
    let links = ["](https://", "](doc:", "](person:"].iter().any(|opens| text.contains(opens));
    let letters = |text: &str| -> Vec<char> {
        let syntax = |c: char| match c {
            '*' | '~' | '\\' | '>' | '#' | '|' | '□' | '<' => true,
            '[' | ']' | '(' | ')' => links,
            '-' => dashes,
            ':' => colons,
            _ => c.is_whitespace(),
        };
        let text: String = text.chars().filter(|c| !syntax(*c)).collect();
        // A link's address is looked at by itself.
        let text =
            if links { ADDRESSES.iter().fold(text, |text, address| text.replace(address, "")) } else { text };
        text.chars().collect()
    };
    let mut found = Found { notes: &document.notes, text: String::new() };
    document.versions.iter().for_each(|version| runs(&version.blocks, &mut |run| found.inlines(run)));
    for note in &document.notes {
        let label = if note.typed.is_empty() { format!("[^{}]", note.label) } else { note.typed.clone() };
        found.text.push_str(&label);
        note.content.iter().for_each(|paragraph| found.inlines(paragraph));
    }
    let (mut expected, mut there) = (letters(text), letters(&found.text));
    if !document.notes.is_empty() {
        // Notes stand behind the text.
        expected.sort_unstable();
        there.sort_unstable();
    }
    (expected != there).then(|| format!("text lost or moved: {:?}", found.text))
}

/// Shows the runs of some blocks, in the order of the text.
fn runs(blocks: &[Block], visit: &mut impl FnMut(&[Inline])) {
    for block in blocks {
        match block {
            Block::Paragraph(passage) | Block::Verse(passage) | Block::Heading { passage, .. } => {
                visit(&passage.content);
            }
            Block::Named(named) => runs(&named.content, visit),
            Block::List(list) => list.items.iter().for_each(|item| visit(&item.content)),
            Block::Quote(blocks) | Block::Part { blocks, .. } => runs(blocks, visit),
            Block::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| visit(cell));
            }
        }
    }
}

/// The words of a document in their order, with the calls that were typed.
struct Found<'a> {
    notes: &'a [Note],
    text: String,
}

impl Found<'_> {
    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => self.text.push_str(text),
                Inline::Styled { content, .. } | Inline::Link { content, .. } => self.inlines(content),
                Inline::Marked(marked) => marked.pieces.iter().for_each(|piece| self.inlines(&piece.content)),
                Inline::Field(field) => self.inlines(&field.content),
                Inline::Named(named) => self.inlines(&named.content),
                Inline::Image { path, alternative } => {
                    self.text.push_str(&format!("![{alternative}]({path})"))
                }
                Inline::Call { note, typed } if typed.is_empty() => {
                    self.text.push_str(&format!("[^{}]", self.notes[*note].label));
                }
                Inline::Call { typed, .. } => self.text.push_str(typed),
                Inline::Break(_) => self.text.push('\n'),
            }
        }
    }
}

/// Says which mark stands where it does not, or has a number out of order.
fn misplaced(source: &Source, document: &Document) -> Option<String> {
    let mut marks = Marks { source, next: 0, fault: None };
    document.versions.iter().for_each(|version| runs(&version.blocks, &mut |run| marks.inlines(run)));
    document.notes.iter().flat_map(|note| &note.content).for_each(|paragraph| marks.inlines(paragraph));
    marks.fault
}

struct Marks<'a> {
    source: &'a Source,
    next: usize,
    fault: Option<String>,
}

impl Marks<'_> {
    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Styled { content, .. } | Inline::Link { content, .. } => self.inlines(content),
                Inline::Field(field) => self.inlines(&field.content),
                Inline::Marked(marked) => {
                    self.mark(marked);
                    marked.pieces.iter().for_each(|piece| self.inlines(&piece.content));
                }
                _ => {}
            }
        }
    }

    fn mark(&mut self, marked: &Marked) {
        let mark = &marked.mark;
        let written = self.source.text().get(mark.span.range());
        let first = marked.segment == Segment::First;
        let number = if first { mark.ordinal == self.next } else { mark.ordinal < self.next };
        self.next += usize::from(first);
        let opens = marked.pieces.first().map(|piece| edition::model::text::plain(&piece.content));
        let opens = opens.as_deref().and_then(|text| text.chars().next()).filter(|c| !c.is_whitespace());
        let there = match (written, opens) {
            (None, _) => false,
            // A picture and the call of a note have no letters of their own.
            (Some(written), Some(_)) if written.starts_with("![") || written.starts_with("[^") => true,
            (Some(written), Some(c)) if first => written.starts_with(['\\', '*', '~', c]),
            _ => true,
        };
        if !(number && there) {
            self.fault.get_or_insert_with(|| format!("a mark out of its place: {mark:?} in {written:?}"));
        }
    }
}

/// Reads one text and says what is wrong, a panic too.
fn outcome(pieces: &[&str], vocabulary: &Vocabulary) -> Option<String> {
    let text = pieces.concat();
    catch_unwind(AssertUnwindSafe(|| fault(&text, vocabulary))).unwrap_or_else(|_| Some("a panic".to_owned()))
}

/// Takes pieces out as long as it still fails.
fn shortened<'a>(mut pieces: Vec<&'a str>, vocabulary: &Vocabulary) -> Vec<&'a str> {
    let mut at = 0;
    while at < pieces.len() {
        let mut fewer = pieces.clone();
        fewer.remove(at);
        if outcome(&fewer, vocabulary).is_some() {
            pieces = fewer;
            at = 0;
        } else {
            at += 1;
        }
    }
    pieces
}

#[test]
fn whatever_is_typed_is_read_without_loss() {
    let asked = std::env::var("EDITION_FUZZ").ok();
    let count = asked.map_or(FEW, |count| count.parse().expect("EDITION_FUZZ is a number of texts"));
    let vocabularies = vocabularies();
    let next = AtomicU64::new(0);
    let faults = Mutex::new(BTreeMap::new());
    let read = || {
        loop {
            let start = next.fetch_add(PORTION, Ordering::Relaxed);
            if start > 0 && start.is_multiple_of(500_000) {
                println!("{start} texts");
            }
            for number in start..count.min(start + PORTION) {
                let tradition = number as usize % vocabularies.len();
                let vocabulary = &vocabularies[tradition];
                if outcome(&pieces(number), vocabulary).is_some() {
                    let text = shortened(pieces(number), vocabulary);
                    let said = outcome(&text, vocabulary).unwrap_or_default();
                    let fault = format!("text {number}, tradition {tradition}: {said}");
                    faults.lock().expect("no thread panics").insert(text.concat(), fault);
                }
            }
            if start + PORTION >= count || faults.lock().expect("no thread panics").len() >= MOST_FAULTS {
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(read);
        scope.spawn(read);
    });
    let faults = faults.into_inner().expect("no thread panics");
    assert!(faults.is_empty(), "{faults:#?}");
    println!("{count} texts were read without loss");
}
