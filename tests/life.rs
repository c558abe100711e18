//! The life of an edition: it is published, a hundred places of it are cited, a thousand changes are made, it is published
//! again, and whoever follows a citation finds the words that were cited, or a note that says what was there.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make the editions that they load, and stop where they cannot"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use edition::diag::{Diagnostic, Severity};
use edition::disk;
use edition::press::{Overrides, load, print, record, redirect};
use edition::resolve::Redirect;

/// A row of numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }

    /// A word; some are as common as they are in any language.
    fn word(&mut self) -> String {
        const COMMON: [&str; 16] = [
            "the", "of", "and", "to", "in", "a", "that", "was", "for", "our", "by", "with", "not", "on",
            "be", "their",
        ];
        const SYLLABLES: [&str; 20] = [
            "ba", "ke", "lim", "or", "tas", "ven", "du", "sho", "rin", "pel", "mu", "gar", "fi", "ost",
            "nal", "que", "wi", "jen", "tro", "hul",
        ];
        if self.throw(10) < 3 {
            return COMMON[self.throw(COMMON.len())].to_owned();
        }
        (0..2 + self.throw(2)).map(|_| SYLLABLES[self.throw(SYLLABLES.len())]).collect()
    }

    fn words(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.word()).collect()
    }
}

/// A document as an editor has it: words, marks and calls for notes as they are typed, passage by passage.
#[derive(Clone)]
struct Document {
    id: String,
    passages: Vec<Vec<String>>,
    notes: BTreeMap<String, Vec<String>>,
}

impl Document {
    fn new(id: String, dice: &mut Dice) -> Document {
        let mut document = Document { id, passages: Vec::new(), notes: BTreeMap::new() };
        for _ in 0..12 {
            let passage = document.passage(dice);
            document.passages.push(passage);
        }
        document
    }

    /// A new passage: one in eight is short, some have marks and notes.
    fn passage(&mut self, dice: &mut Dice) -> Vec<String> {
        if dice.throw(8) == 0 {
            let count = 1 + dice.throw(3);
            return dice.words(count);
        }
        let count = 10 + dice.throw(50);
        let mut words = dice.words(count);
        if dice.throw(3) == 0 {
            words.insert(dice.throw(count), mark(dice));
        }
        if dice.throw(6) == 0 {
            words.insert(3 + dice.throw(count - 3), self.note(dice));
        }
        words
    }

    fn note(&mut self, dice: &mut Dice) -> String {
        let label = format!("[^{}]", dice.word() + &dice.throw(1000).to_string());
        let count = 6 + dice.throw(12);
        self.notes.insert(label.clone(), dice.words(count));
        label
    }

    fn text(&self) -> String {
        let mut text = format!("+++\ntitle = \"{}\"\n+++\n", self.id);
        for passage in &self.passages {
            text.push_str(&format!("\n{}.\n", passage.join(" ").replace(" [^", "[^")));
        }
        for (label, words) in &self.notes {
            if self.passages.iter().flatten().any(|word| word == label) {
                text.push_str(&format!("\n{label}: {}.\n", words.join(" ")));
            }
        }
        text
    }
}

fn mark(dice: &mut Dice) -> String {
    match dice.throw(3) {
        0 => "[illegible]".to_owned(),
        1 => format!("[{} words illegible]", 2 + dice.throw(5)),
        _ => format!("[inserted by hand: {} {}]", dice.word(), dice.word()),
    }
}

/// Changes one thing, as editors do. Says which kind of change it was.
fn change(documents: &mut [Document], dice: &mut Dice, number: usize) -> &'static str {
    let (at, other) = (dice.throw(documents.len()), dice.throw(documents.len()));
    let count = documents[at].passages.len();
    let place = dice.throw(count);
    let length = documents[at].passages[place].len();
    match dice.throw(100) {
        0..45 if length > 7 => {
            let word = dice.throw(length);
            let is_word = !documents[at].passages[place][word].starts_with('[');
            let passage = &mut documents[at].passages[place];
            match dice.throw(4) {
                0 => passage.insert(word, dice.word()),
                1 if is_word => drop(passage.remove(word)),
                _ if is_word => passage[word] = dice.word(),
                _ => return "nothing",
            }
            "correct"
        }
        45..57 => {
            let passage = documents[at].passage(dice);
            documents[at].passages.insert(place, passage);
            "insert"
        }
        57..67 if length > 12 => {
            let rest = documents[at].passages[place].split_off(4 + dice.throw(length - 8));
            documents[at].passages.insert(place + 1, rest);
            "split"
        }
        67..75 if place + 1 < count && count > 4 => {
            let next = documents[at].passages.remove(place + 1);
            documents[at].passages[place].extend(next);
            "merge"
        }
        75..83 => {
            let passage = documents[at].passages.remove(place);
            let to = dice.throw(count);
            documents[at].passages.insert(to, passage);
            "reorder"
        }
        83..87 if count > 4 => {
            documents[at].passages.remove(place);
            "delete"
        }
        87..89 => {
            documents[at].id = format!("renamed-{number}");
            "rename"
        }
        89..91 if count > 4 && at != other => {
            let passage = documents[at].passages.remove(place);
            let labels: Vec<&String> = passage.iter().filter(|word| word.starts_with("[^")).collect();
            let notes = labels.into_iter().filter_map(|label| documents[at].notes.remove_entry(label));
            let notes: Vec<_> = notes.collect();
            documents[other].notes.extend(notes);
            documents[other].passages.push(passage);
            "move to another document"
        }
        91..96 => {
            let passage = &mut documents[at].passages[place];
            match passage.iter().position(|word| word.starts_with('[') && !word.starts_with("[^")) {
                Some(word) => passage[word] = dice.word(),
                None => passage.push(mark(dice)),
            }
            "read or make a mark"
        }
        96..98 if length > 7 => {
            let note = documents[at].note(dice);
            documents[at].passages[place].push(note);
            "add a note"
        }
        98..100 => {
            let Some(words) = documents[at].notes.values_mut().next() else { return "nothing" };
            let word = dice.throw(words.len());
            words[word] = dice.word();
            "correct a note"
        }
        _ => "nothing",
    }
}

fn write(root: &Path, documents: &[Document]) {
    let folder = root.join("content/documents");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for document in documents {
        fs::write(folder.join(format!("{}.md", document.id)), document.text()).unwrap();
    }
}

/// Publishes the edition, as far as its addresses are concerned. What the run asks is answered as it proposes, and where it
/// proposes nothing the address is laid to rest. Gives the pages, and how many answers it took.
fn publish(root: &Path) -> (BTreeMap<String, String>, usize, usize) {
    let (mut moved, mut rested) = (0, 0);
    loop {
        let loaded = load(root, &Overrides::default());
        let errors: Vec<_> =
            loaded.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
        if errors.is_empty() {
            disk::keep_ledger(root, &loaded.site.sources, &record(&loaded)).unwrap();
            return (pages(root), moved, rested);
        }
        // The lines of all answers together are the answers to all. Documents come first: their places come with them.
        let whole = |error: &&Diagnostic| error.message.starts_with("the document");
        let first: Vec<_> = errors.iter().copied().filter(whole).collect();
        let errors = if first.is_empty() { errors } else { first };
        let mut lines = BTreeSet::new();
        for error in errors {
            assert_eq!(error.code, "address-vanished", "{error:?}");
            let command = error.hints[0].rsplit_once("edition redirect ").unwrap().1;
            let (old, new) = command.trim_end_matches('`').split_once(' ').unwrap();
            let answer =
                if new == "NEW" { Redirect::Rests(String::new()) } else { Redirect::To(new.to_owned()) };
            *(if new == "NEW" { &mut rested } else { &mut moved }) += 1;
            let redirected = redirect(&loaded, old, &answer).unwrap();
            lines.extend(redirected.ledger.lines().map(str::to_owned));
        }
        let ledger: Vec<String> = lines.into_iter().collect();
        fs::write(root.join("addresses.txt"), ledger.join("\n")).unwrap();
    }
}

/// The pages of the documents and of what is gone, by their addresses.
fn pages(root: &Path) -> BTreeMap<String, String> {
    let loaded = load(root, &Overrides::default());
    let errors = loaded.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.map(|found| found.message.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
    let pages = Mutex::new(BTreeMap::new());
    let faults = print(&loaded, |page, bytes| {
        if page.kind == "document" || page.kind == "departed" {
            pages.lock().unwrap().insert(page.address.clone(), String::from_utf8(bytes).unwrap());
        }
        Ok(())
    });
    assert!(!faults.has_errors());
    pages.into_inner().unwrap()
}

/// What a reader finds who follows a citation.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy, Debug)]
enum Outcome {
    OnItsText,
    /// Its page says where it is, and there it is.
    ForwardedToItsText,
    /// Its page says that it is not there any more.
    Note,
    WrongText,
    Nowhere,
}

/// The words that stand at an address, without what is ours: of a passage or a note all from there to its end, of a mark its own
/// and those around it, for it may stand where a passage was split.
fn words_at(page: &str, anchor: &str) -> Option<Vec<String>> {
    let (before, rest) = page.split_once(&format!(" id=\"{anchor}\""))?;
    let rest = rest.split_once('>')?.1;
    if !anchor.starts_with('m') {
        let end = ["</p>", "</li>", "<a class=\"anchor\""].iter().filter_map(|end| rest.find(end)).min()?;
        return Some(words(&rest[..end]));
    }
    let before = words(before.rsplit_once("data-transcription")?.1.rsplit_once('<')?.0);
    let around = before.iter().skip(before.len().saturating_sub(6)).cloned();
    Some(around.chain(words(rest.split_once("</section>")?.0).into_iter().take(8)).collect())
}

/// The words of some HTML.
fn words(html: &str) -> Vec<String> {
    let mut text = String::new();
    for stretch in html.split("<a class=\"anchor\"").enumerate() {
        let stretch = match stretch {
            (0, stretch) => stretch,
            (_, stretch) => stretch.split_once("</a>").map_or("", |(_, rest)| rest),
        };
        for piece in format!("<>{stretch}").split('<').skip(1) {
            text.push_str(piece.split_once('>').map_or("", |(_, text)| text));
            if piece.starts_with("/p>") {
                text.push(' ');
            }
        }
    }
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How many of some words there are among others.
fn common(words: &[String], others: &[String]) -> usize {
    let mut left = others.to_vec();
    let found = words.iter().filter(|word| {
        let at = left.iter().position(|other| other == *word);
        at.map(|at| left.swap_remove(at)).is_some()
    });
    found.count()
}

fn follow(
    pages: &BTreeMap<String, String>,
    address: &str,
    anchor: &str,
    cited: &[String],
    best: usize,
) -> Outcome {
    let (mut address, mut anchor) = (address.to_owned(), anchor.to_owned());
    for step in 0..3 {
        let Some(page) = pages.get(&address) else { return Outcome::Nowhere };
        let Some((_, rest)) = page.split_once(&format!("<li id=\"{anchor}\">")) else {
            // A page that is gone as a whole says so.
            if page.contains("is not part of it any more") {
                return Outcome::Note;
            }
            let Some(there) = words_at(page, &anchor) else { return Outcome::Nowhere };
            return match common(cited, &there) * 2 >= best.max(1) {
                true if step == 0 => Outcome::OnItsText,
                true => Outcome::ForwardedToItsText,
                false => {
                    let found = common(cited, &there);
                    println!("{address}#{anchor} has {found} of {best} words: {}", there.join(" "));
                    Outcome::WrongText
                }
            };
        };
        let line = rest.split_once("</li>").unwrap().0;
        let Some((_, href)) = line.split_once("href=\"") else { return Outcome::Note };
        let href = href.split_once('"').unwrap().0;
        let Some((page, place)) = href.split_once('#') else { return Outcome::Note };
        if !page.is_empty() {
            address = format!("documents/{page}");
        }
        anchor = place.to_owned();
    }
    Outcome::Nowhere
}

/// All passages of an edition as words.
fn passages(pages: &BTreeMap<String, String>) -> Vec<Vec<String>> {
    let of_page = |page: &String| -> Vec<Vec<String>> {
        let anchors = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let anchors = anchors.filter(|anchor| anchor.starts_with(['p', 'n']) && anchor.len() > 1);
        anchors
            .filter(|anchor| anchor[1..].bytes().all(|b| b.is_ascii_digit()))
            .filter_map(|anchor| words_at(page, anchor))
            .collect()
    };
    pages.values().flat_map(of_page).collect()
}

/// A life with a thousand changes, published after so many of them. Gives how many citations came to which end.
fn life(seed: u64, changes: usize, between: usize) -> BTreeMap<Outcome, usize> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("site.toml"), "[edition]\ntitle = \"A life\"\n[build]\noutputs = []\n").unwrap();
    let mut dice = Dice(seed);
    let mut documents: Vec<Document> =
        (0..40).map(|number| Document::new(format!("letter-{number}"), &mut dice)).collect();
    write(root, &documents);
    let (first, ..) = publish(root);
    // Cited are passages, marks and notes.
    let mut places: Vec<(String, String)> = Vec::new();
    for (kind, wanted) in [('p', 65), ('m', 20), ('n', 15)] {
        let all = first.iter().flat_map(|(address, page)| {
            let anchors = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let anchors = anchors.filter(move |anchor| {
                anchor.strip_prefix(kind).is_some_and(|rest| rest.parse::<usize>().is_ok())
            });
            anchors.map(|anchor| (address.clone(), anchor.to_owned()))
        });
        let mut all: Vec<(String, String)> = all.collect();
        for _ in 0..wanted {
            places.push(all.swap_remove(dice.throw(all.len())));
        }
    }
    assert_eq!(places.len(), 100);
    let cited: Vec<Vec<String>> =
        places.iter().map(|(address, anchor)| words_at(&first[address], anchor).unwrap()).collect();
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut moved, mut rested) = (0, 0);
    let mut last = first;
    for number in 0..changes {
        let kind = loop {
            match change(&mut documents, &mut dice, number) {
                "nothing" => {}
                kind => break kind,
            }
        };
        *made.entry(kind).or_default() += 1;
        if (number + 1) % between == 0 {
            write(root, &documents);
            let (pages, further, more) = publish(root);
            (last, moved, rested) = (pages, moved + further, rested + more);
        }
    }
    let bytes = fs::read(root.join("addresses.txt")).unwrap();
    publish(root);
    assert_eq!(fs::read(root.join("addresses.txt")).unwrap(), bytes, "a second publication changes nothing");
    let all = passages(&last);
    let mut missed = 0;
    let mut outcomes: BTreeMap<Outcome, usize> = BTreeMap::new();
    for ((address, anchor), cited) in places.iter().zip(&cited) {
        let best = all.iter().map(|words| common(cited, words)).max().unwrap_or(0);
        let outcome = follow(&last, address, anchor, cited, best.max(cited.len() / 3));
        // Its words are somewhere, and the run did not see it.
        let is_missed = outcome == Outcome::Note && best * 10 >= cited.len() * 8 && cited.len() > 3;
        missed += usize::from(is_missed);
        if outcome >= Outcome::WrongText || is_missed {
            let nearest = all.iter().max_by_key(|words| common(cited, words)).map(|words| words.join(" "));
            println!("{outcome:?}: {address}#{anchor} {}\n  nearest: {nearest:?}", cited.join(" "));
        }
        *outcomes.entry(outcome).or_default() += 1;
    }
    println!(
        "seed {seed}, {changes} changes, published every {between}: {outcomes:?}, {missed} of the notes needless"
    );
    println!(
        "  changes: {made:?}; the editor was asked {} times, and {moved} were answered as proposed",
        moved + rested
    );
    outcomes
}

#[test]
fn a_citation_is_found_after_a_thousand_changes() {
    for (seed, between) in [(1, 1000), (2, 100), (3, 250)] {
        let outcomes = life(seed, 1000, between);
        let count = |outcome| outcomes.get(&outcome).copied().unwrap_or(0);
        assert_eq!(count(Outcome::Nowhere), 0);
        assert_eq!(count(Outcome::WrongText), 0);
        assert!(count(Outcome::OnItsText) + count(Outcome::ForwardedToItsText) >= 80, "{outcomes:?}");
    }
}
