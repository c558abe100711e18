//! What was gathered, laid out in the files of the index: terms with the number of their documents, postings, places, and the
//! spellings of the other alphabet. It knows the form of the files and no document.
//!
//! A search asks first for the file of terms that a word falls into (`contents` has the first term of each), then for the postings
//! of that term alone, and only for a phrase for its places. `static/js/search/index.js` reads them.

use serde_json::json;

use crate::write::search::building::Part;
use crate::write::search::frequent::Frequent;
use crate::write::search::gather::Gathered;
use crate::write::search::numbers;
use crate::write::search::romanised::{is_cyrillic, key};
use crate::write::search::shape::Shape;

/// The files, each kind in its order, and what leads to them.
#[derive(Debug)]
pub struct Files {
    pub terms: Vec<Vec<u8>>,
    pub spellings: Vec<Vec<u8>>,
    pub postings: Vec<Vec<u8>>,
    pub places: Vec<Vec<u8>>,
    pub briefs: Vec<Vec<u8>>,
    /// For each frequent word the file of its brief postings, and its place in that.
    pub of_briefs: Vec<(u32, u32)>,
    /// The first term of each file of terms, and the first key of each file of spellings.
    pub first_terms: Vec<String>,
    pub first_spellings: Vec<String>,
    pub has_cyrillic: bool,
}

/// How many bytes of places are read at a time, at the least: those of a frequent word are cut.
const CUT: usize = 8 * 1024;

/// Lays out all terms.
pub fn lay_out(gathered: Gathered, frequent: &Frequent, shape: &Shape) -> Files {
    let total = |size: fn(&Part) -> usize| gathered.parts.iter().map(size).sum::<usize>();
    let mut postings = Shelf::new("postings", shape.postings, total(|part| part.documents.len() + 6));
    let mut places = Shelf::new("places", shape.places, total(|part| part.places.len() + 3));
    let documents = gathered.lengths.len();
    let mut briefs = Shelf::new("briefs", shape.briefs, documents * frequent.names.len());
    let mut of_briefs = vec![(0, 0); frequent.names.len()];
    let mut entries: Vec<Entry> = Vec::new();
    let mut parts = gathered.parts.into_iter().peekable();
    while let Some(first) = parts.next() {
        let mut of_term = vec![first];
        while let Some(next) =
            parts.next_if(|next| of_term.first().is_some_and(|first| first.term == next.term))
        {
            of_term.push(next);
        }
        let count = of_term.iter().map(|part| part.count).sum();
        let at = postings.add(&record(&of_term, &mut places));
        let code = of_term.first().map_or(0, |part| frequent.code(&part.term)) as usize;
        if let Some(at) = code.checked_sub(1).and_then(|code| of_briefs.get_mut(code)) {
            *at = briefs.add(&brief(&of_term, documents));
        }
        entries.extend(of_term.into_iter().next().map(|part| Entry { term: part.term, count, at }));
    }
    let spellings = spellings(&entries);
    let (terms, first_terms) = of_terms(&entries, shape.terms);
    let (spellings, first_spellings) = of_spellings(&spellings, shape.spellings);
    Files {
        terms,
        spellings,
        postings: postings.finished(),
        places: places.finished(),
        briefs: briefs.finished(),
        of_briefs,
        first_terms,
        first_spellings,
        has_cyrillic: entries.iter().any(|entry| is_cyrillic(&entry.term)),
    }
}

struct Entry {
    term: Box<str>,
    /// In how many documents it is.
    count: u32,
    /// The file of its postings, and its place in that.
    at: (u32, u32),
}

/// The postings of a term: where its places are, then the documents.
fn record(parts: &[Part], places: &mut Shelf) -> Vec<u8> {
    let mut cuts: Vec<(u32, Vec<u8>)> = Vec::new();
    for part in parts.iter().filter(|part| !part.places.is_empty()) {
        match cuts.last_mut().filter(|(_, bytes)| bytes.len() < CUT) {
            Some((count, bytes)) => {
                *count += part.count;
                bytes.extend(&part.places);
            }
            None => cuts.push((part.count, part.places.clone())),
        }
    }
    let mut record = Vec::new();
    numbers::push(&mut record, number(cuts.len()));
    for (count, bytes) in cuts {
        let (file, slot) = places.add(&bytes);
        [count, file, slot].into_iter().for_each(|part| numbers::push(&mut record, part));
    }
    let mut last = 0;
    for part in parts {
        numbers::push(&mut record, part.first - last);
        record.extend(&part.documents);
        last = part.last;
    }
    record
}

/// How much each document has of a frequent word: all that a search needs that asks for no part of the documents and no phrase.
fn brief(parts: &[Part], documents: usize) -> Vec<u8> {
    let mut told = Vec::with_capacity(documents);
    let none = |told: &mut Vec<u8>, until: usize| (told.len()..until).for_each(|_| numbers::push(told, 0));
    for part in parts {
        none(&mut told, part.first as usize);
        told.extend(&part.brief);
    }
    none(&mut told, documents);
    told
}

/// The files of terms: their names, the first file of postings and the place in it, and for each term the number of its
/// documents and whether its postings open the next file.
fn of_terms(entries: &[Entry], files: usize) -> (Vec<Vec<u8>>, Vec<String>) {
    let blocks = spread(entries, files, |entry| entry.term.len() + 4);
    let one = |(at, block): (usize, &[Entry])| {
        let (mut file, slot) = block.first().map(|entry| entry.at).unwrap_or_default();
        let names: Vec<&str> = block.iter().map(|entry| entry.term.as_ref()).collect();
        let start = (file, slot);
        let mut told = Vec::new();
        for entry in block {
            numbers::push(&mut told, entry.count);
            numbers::push(&mut told, entry.at.0 - file);
            file = entry.at.0;
        }
        let data = json!([names.join(" "), start.0, start.1, String::from_utf8_lossy(&told)]);
        file_of(&format!("terms-{at}"), &data)
    };
    let first = |block: &&[Entry]| block.first().map(|entry| entry.term.to_string()).unwrap_or_default();
    (blocks.iter().copied().enumerate().map(one).collect(), blocks.iter().map(first).collect())
}

/// Each key with a word that is spelled otherwise.
fn spellings(entries: &[Entry]) -> Vec<(String, &str)> {
    let spelled = entries.iter().filter_map(|entry| {
        let key = key(&entry.term)?;
        (key != *entry.term).then_some((key, entry.term.as_ref()))
    });
    let mut spellings: Vec<(String, &str)> = spelled.collect();
    spellings.sort_unstable();
    spellings
}

fn of_spellings(spellings: &[(String, &str)], files: usize) -> (Vec<Vec<u8>>, Vec<String>) {
    let blocks = spread(spellings, files, |(key, term)| key.len() + term.len() + 2);
    let one = |(at, block): (usize, &[(String, &str)])| {
        let flat: Vec<&str> = block.iter().flat_map(|(key, term)| [key.as_str(), term]).collect();
        file_of(&format!("spellings-{at}"), &json!(flat.join(" ")))
    };
    let first = |block: &&[(String, &str)]| block.first().map(|(key, _)| key.clone()).unwrap_or_default();
    (blocks.iter().copied().enumerate().map(one).collect(), blocks.iter().map(first).collect())
}

/// Cuts a list into so many stretches of about one size; the last ones can be empty.
fn spread<T>(list: &[T], files: usize, size: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let target = list.iter().map(&size).sum::<usize>().div_ceil(files.max(1));
    let mut blocks = Vec::with_capacity(files);
    let mut rest = list;
    while blocks.len() + 1 < files {
        let mut filled = 0;
        let full = |one: &T| {
            filled += size(one);
            filled >= target
        };
        let end = rest.iter().position(full).map_or(rest.len(), |at| at + 1);
        let (block, after) = rest.split_at(end);
        blocks.push(block);
        rest = after;
    }
    blocks.push(rest);
    blocks
}

/// A row of files that are filled one after the other.
struct Shelf {
    name: &'static str,
    files: Vec<Vec<u8>>,
    wanted: usize,
    target: usize,
    /// How much is still to come.
    left: usize,
    slot: u32,
}

impl Shelf {
    fn new(name: &'static str, wanted: usize, total: usize) -> Shelf {
        Shelf {
            name,
            files: Vec::with_capacity(wanted),
            wanted,
            target: total.div_ceil(wanted.max(1)),
            left: total,
            slot: 0,
        }
    }

    /// Puts a text of [`numbers`] behind the others; says in which file and as the how manyth of it.
    fn add(&mut self, text: &[u8]) -> (u32, u32) {
        // What fills a file by itself gets one, where there are more files than the rest needs: whoever looks for a small
        // neighbour should not have to read it.
        let is_spare = self.wanted - self.files.len() >= self.left.div_ceil(self.target.max(1));
        let is_large = text.len() >= self.target && self.slot > 0 && is_spare;
        let full = is_large || self.files.last().is_none_or(|file| file.len() >= self.target);
        self.left = self.left.saturating_sub(text.len());
        if full && self.files.len() < self.wanted {
            self.files.push(format!("editionSearch(\"{}-{}\",[", self.name, self.files.len()).into_bytes());
            self.slot = 0;
        }
        let at = (number(self.files.len().saturating_sub(1)), self.slot);
        if let Some(file) = self.files.last_mut() {
            if self.slot > 0 {
                file.push(b',');
            }
            // Their characters need no escape.
            file.push(b'"');
            file.extend(text);
            file.push(b'"');
        }
        self.slot += 1;
        at
    }

    fn finished(mut self) -> Vec<Vec<u8>> {
        self.files.iter_mut().for_each(|file| file.extend(format!("]{END}").bytes()));
        for at in self.files.len()..self.wanted {
            self.files.push(file_of(&format!("{}-{at}", self.name), &json!([])));
        }
        self.files
    }
}

/// How a file of the index ends.
pub const END: &str = ");\n";

/// A file of the index: a script that hands over its data.
pub fn file_of(name: &str, data: &serde_json::Value) -> Vec<u8> {
    format!("editionSearch({},{data}{END}", json!(name)).into_bytes()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Shelf, spread};

    #[test]
    fn what_fills_a_file_stands_by_itself() {
        let check = |sizes: &[usize], expected: &[(u32, u32)]| {
            let mut shelf = Shelf::new("postings", 4, sizes.iter().sum());
            let found: Vec<_> = sizes.iter().map(|size| shelf.add(&vec![b'#'; *size])).collect();
            assert_eq!(found, expected, "{sizes:?}");
            assert_eq!(shelf.finished().len(), 4, "{sizes:?}");
        };
        check(&[50_000, 400_000, 100_000, 100_000, 100_000], &[(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)]);
        check(&[800_000, 10_000, 400_000, 10_000, 10_000], &[(0, 0), (1, 0), (2, 0), (3, 0), (3, 1)]);
        check(&[100_000, 100_000, 100_000, 100_000], &[(0, 0), (1, 0), (2, 0), (3, 0)]);
    }

    #[test]
    fn a_list_is_spread_evenly_over_the_files_there_are() {
        let check = |sizes: &[usize], files: usize, expected: &[usize]| {
            let lengths: Vec<usize> =
                spread(sizes, files, |size| *size).iter().map(|block| block.len()).collect();
            assert_eq!(lengths, expected, "{sizes:?}");
        };
        check(&[1, 1, 1, 1], 2, &[2, 2]);
        check(&[9, 1, 1, 1], 2, &[1, 3]);
        check(&[1, 9, 1, 1], 3, &[2, 2, 0]);
        check(&[], 2, &[0, 0]);
        check(&[5], 1, &[1]);
    }
}
