//! Names in texts. Where the editor wants an entry's names found everywhere, they become links; nothing else is linked. The
//! text itself stays what it is.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use unicode_script::{Script, UnicodeScript};

use crate::model::document::Document;
use crate::model::entity::Entry;
use crate::model::folding;
use crate::model::text::{Block, Break, Inline, Part, Target};
use crate::resolve::registers::{forms, is_auto};
use crate::resolve::walk::{Met, walk};
use crate::source::Span;

/// Finds names in texts: whole words, with the capitals that they have, and not where an exception of their entry stands.
#[derive(Debug, Default)]
pub struct Finder {
    automaton: Option<AhoCorasick>,
    /// What each pattern means; nothing where it is an exception, or a name of two entries.
    meanings: Vec<Option<(&'static str, String)>>,
    /// The names as registers have them, where names are found however they are spelled.
    spelled: Option<Vec<String>>,
}

/// Whether a form becomes a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Add {
    Always,
    /// Only to say of a pattern that it is a name of something else too.
    ToKnown,
    /// Only where no name is spelled so.
    ToUnknown,
}

/// A name in a run of text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    pub range: Range<usize>,
    pub register: &'static str,
    pub id: String,
}

impl Finder {
    /// A finder of the entries that the editor wants found.
    pub fn new(entries: &[Arc<Entry>]) -> Finder {
        let (wanted, others): (Vec<&Entry>, Vec<&Entry>) =
            entries.iter().map(AsRef::as_ref).partition(|entry| is_auto(entry));
        Finder::with(&wanted, &others, false)
    }

    /// A finder of what an editor may want to link: names in capitals too, with other apostrophes, with `е` for `ё`, and
    /// without diacritics. A word that the register has with a capital must have one. Names that `others` have too are
    /// proposed for nobody.
    pub fn proposing(entries: &[&Entry], others: &[&Entry]) -> Finder {
        Finder::with(entries, others, true)
    }

    fn with(entries: &[&Entry], others: &[&Entry], folded: bool) -> Finder {
        let mut spelled = Vec::new();
        let mut patterns: Vec<String> = Vec::new();
        let mut places = HashMap::new();
        let mut meanings: Vec<Option<(&'static str, String)>> = Vec::new();
        let mut add = |form: String, meaning: Option<(&'static str, String)>, how: Add| {
            let pattern = if folded { Folded::of(&form).text } else { form.clone() };
            if pattern.trim().is_empty() {
                return;
            }
            match places.get(&pattern).and_then(|at: &usize| meanings.get_mut(*at)) {
                Some(known) => {
                    if *known != meaning && how != Add::ToUnknown {
                        *known = None;
                    }
                }
                None if how == Add::ToKnown => {}
                None => {
                    places.insert(pattern.clone(), patterns.len());
                    patterns.push(pattern);
                    spelled.push(form);
                    meanings.push(meaning);
                }
            }
        };
        for entry in entries {
            for form in forms(entry) {
                add(form, Some((entry.register, entry.id.clone())), Add::Always);
            }
        }
        for entry in others {
            for form in forms(entry) {
                add(form, Some((entry.register, entry.id.clone())), Add::ToKnown);
            }
        }
        // What is the name of something is an exception to nothing but the shorter name in it.
        for exception in entries.iter().flat_map(|entry| &entry.exceptions) {
            add(exception.clone(), None, Add::ToUnknown);
        }
        let automaton = (!patterns.is_empty()).then(|| AhoCorasick::new(&patterns).ok()).flatten();
        Finder { automaton, meanings, spelled: folded.then_some(spelled) }
    }

    pub fn finds_nothing(&self) -> bool {
        self.automaton.is_none()
    }

    /// The names in a text; of two that overlap the one that begins first, and of those the longer.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let whole = |range: &Range<usize>| is_whole(text, range);
        let mut found: Vec<(Range<usize>, usize)> = match &self.spelled {
            None => automaton
                .find_overlapping_iter(text)
                .map(|found| (found.range(), found.pattern().as_usize()))
                .filter(|(range, _)| whole(range))
                .collect(),
            Some(spelled) => {
                let folded = Folded::of(text);
                let found = automaton.find_overlapping_iter(&folded.text);
                let found = found
                    .filter_map(|found| Some((folded.range(found.range())?, found.pattern().as_usize())));
                let capitals = |(range, pattern): &(Range<usize>, usize)| {
                    let form = spelled.get(*pattern).map_or("", String::as_str);
                    has_capitals(text.get(range.clone()).unwrap_or_default(), form)
                };
                found.filter(|found| whole(&found.0) && capitals(found)).collect()
            }
        };
        found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        let mut hits = Vec::new();
        for (range, pattern) in found {
            if range.start < end {
                continue;
            }
            end = range.end;
            if let Some(Some((register, id))) = self.meanings.get(pattern) {
                hits.push(Hit { range, register, id: id.clone() });
            }
        }
        hits
    }

    /// The document with a link on each name; nothing where there is none.
    pub fn linked(&self, document: &Document) -> Option<Document> {
        if self.finds_nothing() {
            return None;
        }
        let mut document = document.clone();
        let mut changed = false;
        for version in &mut document.versions {
            changed |= self.blocks(&mut version.blocks);
        }
        for paragraph in document.notes.iter_mut().flat_map(|note| &mut note.content) {
            changed |= self.run(paragraph);
        }
        changed.then_some(document)
    }

    fn blocks(&self, blocks: &mut [Block]) -> bool {
        let mut changed = false;
        for block in blocks {
            changed |= match block {
                Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                    self.run(&mut passage.content)
                }
                Block::List(list) => {
                    list.items.iter_mut().fold(false, |changed, item| self.run(&mut item.content) | changed)
                }
                Block::Quote(blocks) | Block::Part { blocks, .. } => self.blocks(blocks),
                Block::Named(named) => self.blocks(&mut named.content),
                Block::Table(table) => {
                    let cells = std::iter::once(&mut table.head).chain(&mut table.rows).flatten();
                    cells.fold(false, |changed, cell| self.run(cell) | changed)
                }
            };
        }
        changed
    }

    /// Links the names that stand in this run, and in what it holds.
    fn run(&self, content: &mut Vec<Inline>) -> bool {
        let mut changed = false;
        for inline in content.iter_mut() {
            changed |= match inline {
                Inline::Styled { content, .. } => self.run(content),
                Inline::Field(field) => self.run(&mut field.content),
                Inline::Named(named) => self.run(&mut named.content),
                Inline::Marked(marked) => {
                    // A sign and its label are the editor's words on the text.
                    let pieces = marked.pieces.iter_mut();
                    let of_text = pieces.filter(|piece| matches!(piece.part, Part::Content | Part::Edited));
                    of_text.fold(false, |changed, piece| self.run(&mut piece.content) | changed)
                }
                Inline::Link { .. }
                | Inline::Text { .. }
                | Inline::Image { .. }
                | Inline::Call { .. }
                | Inline::Break(_) => false,
            };
        }
        let mut linked = Vec::with_capacity(content.len());
        let is_plain = |inline: &Inline| matches!(inline, Inline::Text { .. } | Inline::Break(_));
        for stretch in content.chunk_by(|one, other| is_plain(one) == is_plain(other)) {
            let hits =
                if stretch.first().is_some_and(is_plain) { self.find(&written(stretch)) } else { Vec::new() };
            let mut from = 0;
            for hit in &hits {
                linked.extend(cut(stretch, from..hit.range.start));
                let target = Target::Entry { register: hit.register, id: hit.id.clone() };
                linked.push(Inline::Link { target, content: cut(stretch, hit.range.clone()) });
                from = hit.range.end;
            }
            changed |= !hits.is_empty();
            match hits.is_empty() {
                true => linked.extend_from_slice(stretch),
                false => linked.extend(cut(stretch, from..usize::MAX)),
            }
        }
        if changed {
            *content = linked;
        }
        changed
    }
}

/// A text in small letters without diacritics and apostrophes, and where each of its letters came from.
struct Folded {
    text: String,
    /// For each byte, the character that it came from.
    from: Vec<Range<usize>>,
}

impl Folded {
    fn of(text: &str) -> Folded {
        let mut folded =
            Folded { text: String::with_capacity(text.len()), from: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices() {
            let written = text.get(at..at + c.len_utf8()).unwrap_or_default();
            // `й` is another letter than `и`, and a syllable of Korean is one sign.
            let small = match c {
                'й' | 'Й' => "й".to_owned(),
                _ if c.script() == Script::Hangul => written.to_owned(),
                _ if c.is_alphanumeric() => folding::letters(written),
                _ if folding::letters(&format!("a{c}a")) == "aa" => String::new(),
                _ => written.to_owned(),
            };
            folded.text.push_str(&small);
            folded.from.resize(folded.text.len(), at..at + c.len_utf8());
        }
        folded
    }

    /// What stands in a range of the folded text, if it does not begin or end within a character.
    fn range(&self, range: Range<usize>) -> Option<Range<usize>> {
        let (first, last) = (self.from.get(range.start)?, self.from.get(range.end.checked_sub(1)?)?);
        let before = range.start.checked_sub(1).and_then(|at| self.from.get(at));
        let after = self.from.get(range.end);
        (before != Some(first) && after != Some(last)).then_some(first.start..last.end)
    }
}

/// Whether each word that the register has with a capital has one in the text.
fn has_capitals(text: &str, form: &str) -> bool {
    fn words(text: &str) -> impl Iterator<Item = char> {
        text.split(|c: char| !folding::is_part(c))
            .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
    }
    words(text).zip(words(form)).all(|(here, there)| !there.is_uppercase() || here.is_uppercase())
}

/// The entries that the texts of a document link to, each once.
pub fn of_document(document: &Document) -> Vec<(&'static str, String)> {
    let mut mentions = Vec::new();
    walk(document, &mut |met| {
        if let Met::Inline(Inline::Link { target: Target::Entry { register, id }, .. }) = met {
            let mention = (*register, id.clone());
            if !mentions.contains(&mention) {
                mentions.push(mention);
            }
        }
    });
    mentions
}

/// Whether no letter or figure stands right before or behind it that could belong to it. Chinese and Japanese write words
/// one behind the other, and Korean puts endings to a name.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let own = text.get(range.clone()).unwrap_or_default();
    let (before, after) = (text.get(..range.start), text.get(range.end..));
    let joins = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let unspaced = |c: char| matches!(c.script(), Script::Han | Script::Hiragana | Script::Katakana);
    let (first, last) = (own.chars().next(), own.chars().next_back());
    let free_before = first.is_some_and(unspaced) || !before.unwrap_or_default().ends_with(joins);
    let has_endings = last.is_some_and(|c| unspaced(c) || c.script() == Script::Hangul);
    free_before && (has_endings || !after.unwrap_or_default().starts_with(joins))
}

/// A stretch of text and ends of lines as one line.
fn written(stretch: &[Inline]) -> String {
    let mut text = String::new();
    for inline in stretch {
        text.push_str(letters(inline));
    }
    text
}

fn letters(inline: &Inline) -> &str {
    match inline {
        Inline::Text { text, .. } => text,
        Inline::Break(Break::Within) => "",
        Inline::Break(_) => " ",
        _ => "",
    }
}

/// What stands in a range of bytes of [`written`].
fn cut(stretch: &[Inline], range: Range<usize>) -> Vec<Inline> {
    let mut cut = Vec::new();
    let mut at = 0;
    for inline in stretch {
        let start = at;
        at += letters(inline).len();
        match inline {
            Inline::Text { text, span } => {
                let (from, to) = (range.start.max(start), range.end.min(at));
                if let Some(part) = (from < to).then(|| text.get(from - start..to - start)).flatten() {
                    let span = within(*span, text, from - start..to - start);
                    cut.push(Inline::Text { text: part.to_owned(), span });
                }
            }
            // The end of a line between two stretches stands before the second.
            other if range.start <= start && start < range.end => cut.push(other.clone()),
            _ => {}
        }
    }
    cut
}

/// Where a part of a text stands, if the text is as typed; else where the text does.
fn within(span: Span, text: &str, range: Range<usize>) -> Span {
    if span.range().len() != text.len() {
        return span;
    }
    let start = span.range().start;
    Span::new(span.source, start + range.start, start + range.end)
}

#[cfg(test)]
mod tests {
    use crate::model::document::{Document, Version};
    use crate::model::entity::{Entry, Mentions};
    use crate::model::id::Id;
    use crate::model::text::{Block, Break, Inline, Passage, Target, plain};
    use crate::resolve::mentions::Finder;
    use crate::source::Sources;

    fn entry(id: &str, name: &str, variants: &[&str], exceptions: &[&str]) -> Entry {
        let owned = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect();
        Entry {
            register: "person",
            id: id.to_owned(),
            name: name.to_owned(),
            variants: owned(variants),
            exceptions: owned(exceptions),
            mentions: Mentions::Auto,
            ..Entry::default()
        }
    }

    #[test]
    fn names_are_found_as_whole_words() {
        let stalin = entry(
            "stalin",
            "Stalin, Joseph",
            &["Stalin", "Сталин", "스탈린"],
            &["Stalin Prize", "Order of Stalin"],
        );
        let kim = entry("kim", "Kim Il Sung", &["Kim", "金日成"], &[]);
        let finder = Finder::with(&[&stalin, &kim], &[], false);
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = finder
                .find(text)
                .iter()
                .map(|hit| format!("{}={}", &text[hit.range.clone()], hit.id))
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Stalin’s letter to Kim Il Sung.", &["Stalin=stalin", "Kim Il Sung=kim"]);
        check("Stalingrad, stalin, STALIN, the Stalin Prize, the Order of Stalin", &[]);
        check("Joseph Stalin and Kim", &["Joseph Stalin=stalin", "Kim=kim"]);
        check("Сталин, Сталина", &["Сталин=stalin"]);
        check("在金日成的 스탈린은", &["金日成=kim", "스탈린=stalin"]);
    }

    #[test]
    fn a_name_of_two_entries_is_nobodys_and_a_name_is_no_exception_to_itself() {
        let stalin = entry("stalin", "Stalin, Joseph", &["Filippov", "Lenin"], &["Lenin Library"]);
        let other = entry("filippov", "Filippov", &[], &[]);
        let library = Entry { register: "org", ..entry("library", "Lenin Library", &[], &[]) };
        let check = |finder: Finder, expected: &[&str]| {
            let found = finder.find("Filippov wrote to Lenin in the Lenin Library.");
            assert_eq!(found.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), expected);
        };
        check(Finder::with(&[&stalin, &library], &[&other], false), &["stalin", "library"]);
        check(Finder::with(&[&library, &stalin], &[], false), &["stalin", "stalin", "library"]);
        check(Finder::with(&[&stalin], &[], false), &["stalin", "stalin"]);
        check(Finder::proposing(&[&stalin], &[&other, &library]), &["stalin"]);
    }

    #[test]
    fn names_are_proposed_however_they_are_spelled() {
        let stalin = entry("stalin", "Stalin, Joseph", &["I. Stalin", "Stalin"], &["Stalin Prize"]);
        let kim = entry("kim", "Kim Il Sung", &["DPRK’s Kim", "김"], &[]);
        let others = entry("m", "Müller", &["Хрущёв", "Łukasz", "Никитий", "van der Berg"], &[]);
        let finder = Finder::proposing(&[&stalin, &kim, &others], &[]);
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = finder.find(text).iter().map(|hit| &text[hit.range.clone()]).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "I. STALIN met DPRK's Kim, Muller, MÜLLER, Хрущев and ХРУЩЁВ.",
            &["I. STALIN", "DPRK's Kim", "Muller", "MÜLLER", "Хрущев", "ХРУЩЁВ"],
        );
        check("stalin, müller, the STALIN PRIZE, Stalingrad, i. Stalin's", &["Stalin"]);
        check("Lukasz and Van der Berg and 김은, but no Никитии", &["Lukasz", "Van der Berg", "김"]);
        check("Mu\u{308}ller’s", &["Mu\u{308}ller"]);
    }

    #[test]
    fn a_link_leaves_the_text_as_it_was() {
        let mut sources = Sources::default();
        let id = sources.add("a.md", "To Kim Il\nSung, and Kim.".into());
        let source = sources.get(id);
        let text = |range: std::ops::Range<usize>| Inline::Text {
            text: source.text()[range.clone()].to_owned(),
            span: source.span(range),
        };
        let content = vec![text(0..9), Inline::Break(Break::Soft), text(10..24)];
        let passage = Passage { ordinal: 0, content, span: source.span(0..24), elements: Vec::new() };
        let mut document = Document::new(Id::new("a").unwrap(), id);
        document.versions =
            vec![Version { kind: None, language: None, blocks: vec![Block::Paragraph(passage)] }];
        let finder = Finder::with(&[&entry("kim", "Kim Il Sung", &["Kim"], &[])], &[], false);
        let linked = finder.linked(&document).unwrap();
        let Block::Paragraph(passage) = &linked.versions[0].blocks[0] else { panic!("{linked:?}") };
        assert_eq!(plain(&passage.content), source.text());
        let links: Vec<String> = passage
            .content
            .iter()
            .filter_map(|inline| match inline {
                Inline::Link { target: Target::Entry { id, .. }, content } => {
                    Some(format!("{id}: {}", plain(content)))
                }
                _ => None,
            })
            .collect();
        assert_eq!(links, ["kim: Kim Il\nSung", "kim: Kim"]);
        assert!(finder.linked(&linked).is_none(), "a link is not linked again");
    }
}
