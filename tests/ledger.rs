//! Published addresses: what is found again, what is an error until the editor has said what became of it, and what readers
//! find at addresses that are gone.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make the editions that they load, and stop where they cannot"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use edition::diag::Severity;
use edition::disk;
use edition::press::{Loaded, Overrides, load, record, render};

/// An edition of these documents.
fn edition(documents: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let settings = "[edition]\ntitle = \"Letters\"\nbase_url = \"https://example.org/\"\n";
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    fs::write(folder.path().join("site.toml"), settings).unwrap();
    documents.iter().for_each(|(id, text)| write(folder.path(), id, text));
    folder
}

fn write(root: &Path, id: &str, text: &str) {
    let text = format!("+++\ntitle = \"The {id}\"\ndate = \"1948-10-12\"\n+++\n\n{text}\n");
    fs::write(root.join(format!("content/documents/{id}.md")), text).unwrap();
}

fn remove(root: &Path, id: &str) {
    fs::remove_file(root.join(format!("content/documents/{id}.md"))).unwrap();
}

fn loaded(root: &Path) -> Loaded {
    load(root, &Overrides::default())
}

fn errors(loaded: &Loaded) -> Vec<String> {
    let errors = loaded.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| format!("{}: {} ({})", found.code, found.message, found.hints.join(" / "))).collect()
}

/// Publishes, as far as the ledger is concerned, and says whether it has changed.
#[track_caller]
fn publish(root: &Path) -> bool {
    let loaded = loaded(root);
    assert_eq!(errors(&loaded), Vec::<String>::new());
    disk::keep_ledger(root, &loaded.site.sources, &record(&loaded)).unwrap()
}

/// Runs `edition` and gives its exit status and what it says.
fn run(root: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_edition"));
    let output = command.arg("--root").arg(root).args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn page(loaded: &Loaded, address: &str) -> String {
    let page = loaded.site.find(address).unwrap();
    String::from_utf8(render(loaded, page).unwrap()).unwrap()
}

/// The text of what bears an address on a page, without what is ours; an address within a text gives what follows it.
fn at(html: &str, anchor: &str) -> String {
    let Some((_, rest)) = html.split_once(&format!(" id=\"{anchor}\"")) else { return "nowhere".to_owned() };
    let rest = rest.split_once('>').unwrap().1;
    let rest = rest.strip_prefix("</span>").unwrap_or(rest);
    let end = ["</p>", "</li>", "<a class=\"anchor\""].iter().filter_map(|end| rest.find(end)).min();
    let mut text = String::new();
    for (at, piece) in rest[..end.unwrap()].split('<').enumerate() {
        text.push_str(if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) });
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const HARVEST: &str =
    "The harvest of this year has been brought in, and the stores of the northern provinces are full.";
const BRIDGE: &str =
    "The bridge over the river was opened to carts on Monday, but the engineers ask for more iron.";
const SCHOOL: &str =
    "Two teachers have arrived from the capital to open a school for the children of the miners.";
const POST: &str =
    "Letters from the coast take nine days in winter, which the merchants of the town find too long.";

/// Publishes a document with the old passages, and says what stands at its addresses after it has the new ones.
#[track_caller]
fn check(old: &[&str], new: &[&str], expected: &[(&str, &str)]) {
    let folder = edition(&[("letter", &old.join("\n\n"))]);
    publish(folder.path());
    write(folder.path(), "letter", &new.join("\n\n"));
    let html = page(&loaded(folder.path()), "documents/letter.html");
    for (anchor, text) in expected {
        // Behind a mark stands the rest of its passage.
        let there = at(&html, anchor);
        let is_mark = anchor.starts_with('m');
        assert!(there == *text || is_mark && there.starts_with(text), "{anchor} is `{there}`");
    }
}

#[test]
fn an_address_stays_with_its_text() {
    check(&[HARVEST, BRIDGE], &[SCHOOL, HARVEST, BRIDGE], &[("p1", HARVEST), ("p2", BRIDGE), ("p3", SCHOOL)]);
    check(
        &[HARVEST, BRIDGE, SCHOOL],
        &[SCHOOL, HARVEST, BRIDGE],
        &[("p1", HARVEST), ("p2", BRIDGE), ("p3", SCHOOL)],
    );
    let corrected = HARVEST.replace("brought in", "gathered");
    check(&[HARVEST, BRIDGE], &[BRIDGE, &corrected], &[("p1", &corrected), ("p2", BRIDGE)]);
    let (first, second) = BRIDGE.split_once(", ").unwrap();
    check(&[BRIDGE, HARVEST], &[first, second, HARVEST], &[("p1", first), ("p3", second), ("p2", HARVEST)]);
    let both = format!("{HARVEST} {BRIDGE}");
    check(&[HARVEST, BRIDGE, SCHOOL], &[&both, SCHOOL], &[("p1", &both), ("p2", BRIDGE), ("p3", SCHOOL)]);
}

#[test]
fn marks_and_notes_have_addresses_that_stay() {
    let text = "We hope for [inserted by hand: close] relations with [illegible] in the years to come.[^1]";
    let notes = "[^1]: Of the five that were planned, two came about.";
    let first = "A word on [illegible] before, with a note of its own.[^0]";
    let note = "[^0]: It was added later.";
    check(
        &[text, notes],
        &[first, text, note, notes],
        &[
            ("m1", "[inserted by hand: close]"),
            ("m2", "[illegible]"),
            ("m3", "[illegible]"),
            ("n1", "Of the five that were planned, two came about."),
            ("n2", "It was added later."),
        ],
    );
    // What could not be read has been read: its address is where it stood.
    let read = text.replace("[illegible]", "our neighbours");
    check(&[text, notes], &[&read, notes], &[("m2", "our neighbours in the years to come.note 1")]);
}

#[test]
fn a_second_publication_of_the_same_writes_nothing() {
    let both = format!("{HARVEST} {BRIDGE}");
    let folder = edition(&[("letter", &[HARVEST, BRIDGE, SCHOOL].join("\n\n")), ("telegram", "Yes. [sic]")]);
    assert!(publish(folder.path()));
    assert!(!publish(folder.path()));
    write(folder.path(), "letter", &[SCHOOL, &both, "Yes."].join("\n\n"));
    assert!(publish(folder.path()));
    assert!(!publish(folder.path()));
    // The parts are known by themselves, and fall apart again.
    write(folder.path(), "letter", &[SCHOOL, HARVEST, "Yes.", BRIDGE].join("\n\n"));
    let html = page(&loaded(folder.path()), "documents/letter.html");
    assert_eq!(
        [at(&html, "p1"), at(&html, "p2"), at(&html, "p3"), at(&html, "p4")],
        [HARVEST, BRIDGE, SCHOOL, "Yes."]
    );
}

#[test]
fn what_has_vanished_is_an_error_until_the_editor_says_where_it_is() {
    let folder = edition(&[("letter", &[HARVEST, BRIDGE].join("\n\n")), ("minutes", SCHOOL)]);
    let root = folder.path();
    publish(root);
    write(root, "letter", HARVEST);
    write(root, "minutes", &[BRIDGE, SCHOOL].join("\n\n"));
    assert_eq!(
        errors(&loaded(root)),
        [
            "address-vanished: the paragraph `letter#p2` was published and its text is no longer there: “The bridge over …” \
             (it seems to be `minutes#p2` now; if it is: `edition redirect letter#p2 minutes#p2` / \
             or let it rest, with a word to the reader: `edition redirect letter#p2 --rest \"why\"`)"
        ]
    );
    let (status, said) = run(root, &["redirect", "letter#p2", "minutes#p2"]);
    assert_eq!(
        (status, said.lines().next()),
        (Some(0), Some("`letter#p2` (“The bridge over”) leads to `minutes#p2` now"))
    );
    publish(root);
    let html = page(&loaded(root), "documents/letter.html");
    assert!(html.contains("<h2 id=\"moved\">Addresses that have moved</h2>"), "{html}");
    let link = "<li id=\"p2\">Paragraph 2, “<bdi>The bridge over</bdi> …”, is now <a data-moved \
        href=\"minutes.html#p2\"><bdi>paragraph 2 of “The minutes”</bdi></a>.</li>";
    assert!(html.contains(link), "{html}");
    // What has its number is not found again by it.
    write(root, "letter", &[HARVEST, POST].join("\n\n"));
    publish(root);
    assert_eq!(at(&page(&loaded(root), "documents/letter.html"), "p3"), POST);
}

#[test]
fn an_address_may_rest() {
    let folder = edition(&[("letter", &[HARVEST, BRIDGE].join("\n\n"))]);
    let root = folder.path();
    publish(root);
    write(root, "letter", HARVEST);
    assert_eq!(run(root, &["redirect", "letter#p2", "--rest", "It was typed twice."]).0, Some(0));
    publish(root);
    let html = page(&loaded(root), "documents/letter.html");
    let line = "<li id=\"p2\">Paragraph 2, “<bdi>The bridge over</bdi> …”, is not part of the edition any more. \
        <span class=\"why\" dir=\"auto\">It was typed twice.</span></li>";
    assert!(html.contains(line), "{html}");
}

#[test]
fn a_document_that_is_called_otherwise_keeps_its_addresses() {
    let folder = edition(&[("letter", &[HARVEST, BRIDGE, SCHOOL].join("\n\n")), ("minutes", POST)]);
    let root = folder.path();
    publish(root);
    write(root, "letter", &[SCHOOL, HARVEST, BRIDGE].join("\n\n"));
    publish(root);
    remove(root, "letter");
    write(root, "message", &[SCHOOL, "Yes.", HARVEST, BRIDGE].join("\n\n"));
    let found = errors(&loaded(root));
    assert!(found.len() == 1 && found[0].contains("`edition redirect letter message`"), "{found:?}");
    assert_eq!(run(root, &["redirect", "letter", "message"]).0, Some(0));
    for _ in 0..2 {
        let loaded = loaded(root);
        let html = page(&loaded, "documents/message.html");
        let texts = ["p1", "p2", "p3", "p4"].map(|anchor| at(&html, anchor));
        assert_eq!(texts, [HARVEST, BRIDGE, SCHOOL, "Yes."]);
        let forward = page(&loaded, "documents/letter.html");
        assert!(
            forward.contains("<a data-moved href=\"message.html\"><bdi>“The message”</bdi></a>"),
            "{forward}"
        );
        assert!(forward.contains("<li id=\"p3\">Paragraph 3, “<bdi>Two teachers</bdi> …”, is now <a data-moved href=\"message.html#p3\">"), "{forward}");
        assert!(
            forward.contains("<link rel=\"canonical\" href=\"https://example.org/documents/message.html\">"),
            "{forward}"
        );
        assert!(forward.contains("<meta name=\"robots\" content=\"noindex\">"), "{forward}");
        assert!(page(&loaded, "documents/letter.cite.html").contains("href=\"message.cite.html\""));
        assert_eq!(page(&loaded, "documents/letter.ris"), page(&loaded, "documents/message.ris"));
        publish(root);
    }
    // And once more: a chain of names.
    remove(root, "message");
    write(root, "note", &[SCHOOL, HARVEST, BRIDGE, "Yes."].join("\n\n"));
    assert_eq!(run(root, &["redirect", "message", "note"]).0, Some(0));
    publish(root);
    let forward = page(&loaded(root), "documents/letter.html");
    assert!(forward.contains("<a data-moved href=\"note.html#p3\">"), "{forward}");
    // Into a document that has addresses of its own.
    remove(root, "note");
    write(root, "minutes", &[POST, SCHOOL, HARVEST, BRIDGE, "Yes."].join("\n\n"));
    assert_eq!(run(root, &["redirect", "note", "minutes"]).0, Some(0));
    publish(root);
    let forward = page(&loaded(root), "documents/letter.html");
    assert!(forward.contains("<li id=\"p3\">Paragraph 3, “<bdi>Two teachers</bdi> …”, is now <a data-moved href=\"minutes.html#p2\">"), "{forward}");
    assert!(!publish(root));
}

#[test]
fn a_document_may_have_its_earlier_name_back() {
    let folder = edition(&[("letter", &[HARVEST, BRIDGE].join("\n\n")), ("minutes", POST)]);
    let root = folder.path();
    publish(root);
    let rename = |old: &str, new: &str| {
        remove(root, old);
        write(root, new, &[HARVEST, SCHOOL, BRIDGE].join("\n\n"));
    };
    rename("letter", "message");
    assert_eq!(run(root, &["redirect", "letter", "message"]).0, Some(0));
    publish(root);
    rename("message", "letter");
    let found = errors(&loaded(root));
    assert!(found.iter().any(|found| found.contains("`edition redirect message letter`")), "{found:?}");
    let (code, said) = run(root, &["redirect", "message", "letter"]);
    assert_eq!(code, Some(0), "{said}");
    for _ in 0..2 {
        let loaded = loaded(root);
        let html = page(&loaded, "documents/letter.html");
        assert_eq!(["p1", "p2", "p3"].map(|anchor| at(&html, anchor)), [HARVEST, BRIDGE, SCHOOL]);
        let forward = page(&loaded, "documents/message.html");
        assert!(forward.contains("<a data-moved href=\"letter.html#p3\">"), "{forward}");
        publish(root);
    }

    // What was put together with another one, and is by itself again.
    remove(root, "minutes");
    write(root, "letter", &[HARVEST, SCHOOL, BRIDGE, POST].join("\n\n"));
    assert_eq!(run(root, &["redirect", "minutes", "letter"]).0, Some(0));
    publish(root);
    write(root, "minutes", POST);
    write(root, "letter", &[HARVEST, SCHOOL, BRIDGE].join("\n\n"));
    let found = errors(&loaded(root));
    assert!(found.iter().any(|found| found.contains("`edition redirect minutes minutes`")), "{found:?}");
    let (code, said) = run(root, &["redirect", "minutes", "minutes"]);
    assert!(code == Some(0) && said.contains("is at its own address again"), "{said}");
    // Of the passage that was in the letter for a while it has to be said where it is.
    assert_eq!(run(root, &["redirect", "letter#p4", "minutes#p1"]).0, Some(0));
    let loaded = loaded(root);
    assert_eq!(errors(&loaded), Vec::<String>::new());
    assert_eq!(at(&page(&loaded, "documents/minutes.html"), "p1"), POST);

    // What was said of an address and is not so can be taken back.
    assert_eq!(run(root, &["redirect", "letter", "letter"]).0, Some(1), "it has not moved");
}

#[test]
fn a_document_may_rest_and_come_back() {
    let folder = edition(&[("letter", HARVEST), ("minutes", POST)]);
    let root = folder.path();
    publish(root);
    remove(root, "letter");
    let found = errors(&loaded(root));
    assert!(found.len() == 1 && found[0].starts_with("address-vanished: the document `letter` was published and is no longer there: “The letter, 1948-10-12” (say where it is now"), "{found:?}");
    assert_eq!(run(root, &["redirect", "letter", "--rest"]).0, Some(0));
    publish(root);
    let html = page(&loaded(root), "documents/letter.html");
    assert!(
        html.contains("<h1 dir=\"auto\">The letter, 1948-10-12</h1>")
            && html.contains("is not part of it any more"),
        "{html}"
    );
    write(root, "letter", &[POST, HARVEST].join("\n\n"));
    publish(root);
    assert_eq!(at(&page(&loaded(root), "documents/letter.html"), "p1"), HARVEST);
    assert!(!fs::read_to_string(root.join("addresses.txt")).unwrap().contains("rests"));
}

#[test]
fn a_paragraph_that_rests_may_come_back() {
    let (first, second, third) = (
        "The bridge over the river is held.",
        "Two teachers are needed [illegible] in the town.",
        "The rice has come.",
    );
    let folder = edition(&[("letter", &[first, second, third].join("\n\n"))]);
    let root = folder.path();
    publish(root);
    write(root, "letter", &[first, third].join("\n\n"));
    assert_eq!(run(root, &["redirect", "letter#p2", "--rest", "It was typed twice."]).0, Some(0));
    publish(root);
    assert!(page(&loaded(root), "documents/letter.html").contains("It was typed twice."));

    // Another text does not get its address, nor does what is put beside it.
    write(root, "letter", &[first, "A new one.", third].join("\n\n"));
    assert_eq!(at(&page(&loaded(root), "documents/letter.html"), "p4"), "A new one.");
    publish(root);

    write(root, "letter", &[first, "A new one.", second, third].join("\n\n"));
    let html = page(&loaded(root), "documents/letter.html");
    assert!(at(&html, "p2").starts_with("Two teachers"), "{html}");
    assert_eq!(at(&html, "p4"), "A new one.");
    assert!(html.contains("id=\"m1\"") && !html.contains("id=\"m2\""), "the mark is back with it: {html}");
    assert!(!html.contains("It was typed twice."), "{html}");
    assert!(publish(root), "it is written down");
    let ledger = fs::read_to_string(root.join("addresses.txt")).unwrap();
    assert!(!ledger.contains("rests"), "{ledger}");
    assert!(!publish(root), "and stays as it is");
}

#[test]
fn what_cannot_be_is_refused() {
    let folder = edition(&[("letter", &[HARVEST, BRIDGE].join("\n\n")), ("minutes", POST)]);
    let root = folder.path();
    #[track_caller]
    fn check(root: &Path, arguments: &[&str], expected: &str) {
        let (status, said) = run(root, &[&["redirect"], arguments].concat());
        assert_eq!(status, Some(1), "{said}");
        assert_eq!(said.lines().next(), Some(format!("error[redirect]: {expected}").as_str()));
    }
    check(root, &["letter", "minutes"], "nothing has been published yet, so no address can have moved");
    publish(root);
    let before = fs::read_to_string(root.join("addresses.txt")).unwrap();
    check(
        root,
        &["letter#p2", "minutes"],
        "`letter#p2` has not moved: what was published there is still there",
    );
    check(root, &["lettr", "minutes"], "`lettr` was never published");
    check(root, &["../letter", "minutes"], "`../letter` is no address");
    write(root, "letter", HARVEST);
    check(root, &["letter#p2", "minutes#p9"], "there is nothing at `minutes#p9`");
    check(root, &["letter#p2", "letter#p2"], "the way from `letter#p2` would lead in a circle");
    assert_eq!(fs::read_to_string(root.join("addresses.txt")).unwrap(), before);
    assert_eq!(run(root, &["redirect", "letter#p2"]).0, Some(2));
    assert_eq!(run(root, &["redirect", "https://example.org/documents/letter.html#p2", "letter"]).0, Some(0));
    publish(root);
}

#[test]
fn a_new_text_cannot_have_the_address_of_what_has_moved() {
    let folder = edition(&[("letter", HARVEST), ("minutes", POST)]);
    let root = folder.path();
    publish(root);
    remove(root, "letter");
    write(root, "message", HARVEST);
    assert_eq!(run(root, &["redirect", "letter", "message"]).0, Some(0));
    publish(root);
    write(root, "letter", SCHOOL);
    let found = errors(&loaded(root));
    assert!(found.len() == 1 && found[0].starts_with("address-taken: `letter` was the address"), "{found:?}");
}

#[test]
fn a_page_of_the_editors_has_an_address_too() {
    let folder = edition(&[("letter", HARVEST)]);
    let root = folder.path();
    fs::create_dir_all(root.join("content/pages")).unwrap();
    fs::write(root.join("content/pages/history.md"), "+++\ntitle = \"The history\"\n+++\nText.\n").unwrap();
    fs::write(root.join("content/pages/method.md"), "Text.\n").unwrap();
    publish(root);
    fs::rename(root.join("content/pages/history.md"), root.join("content/pages/past.md")).unwrap();
    let found = errors(&loaded(root));
    assert!(
        found.len() == 1 && found[0].starts_with("address-vanished: the page `history.html` was published"),
        "{found:?}"
    );
    assert_eq!(run(root, &["redirect", "history.html", "past.html"]).0, Some(0));
    publish(root);
    assert!(page(&loaded(root), "history.html").contains("<a data-moved href=\"past.html\">"));
}

#[test]
fn addresses_are_provisional_until_they_are_published() {
    let folder = edition(&[("letter", &[HARVEST, BRIDGE].join("\n\n"))]);
    let root = folder.path();
    let says = |words: &str| page(&loaded(root), "documents/letter.cite.html").contains(words);
    assert!(says("provisional until the edition is published for the first time"));
    publish(root);
    assert!(!says("provisional"));
    write(root, "letter", &[HARVEST, SCHOOL, BRIDGE].join("\n\n"));
    assert!(says("(new; the address is provisional)"));
    write(root, "minutes", POST);
    assert!(
        page(&loaded(root), "documents/minutes.cite.html")
            .contains("provisional until the document is published")
    );
}

#[test]
fn what_two_people_have_published_is_put_together() {
    let folder = edition(&[("letter", &[HARVEST, BRIDGE].join("\n\n")), ("minutes", POST)]);
    let root = folder.path();
    publish(root);
    let file = root.join("addresses.txt");
    let first = fs::read_to_string(&file).unwrap();
    write(root, "letter", &[HARVEST, BRIDGE, SCHOOL].join("\n\n"));
    write(root, "telegram", "Yes.");
    publish(root);
    let second = fs::read_to_string(&file).unwrap();
    // As git puts lines together that are told to be.
    fs::write(&file, format!("{first}{second}").replace('\n', "\r\n")).unwrap();
    publish(root);
    assert_eq!(fs::read_to_string(&file).unwrap(), second);
    // As git leaves them that are not.
    let conflict = format!("<<<<<<< HEAD\n{first}=======\n{second}>>>>>>> other\n");
    fs::write(&file, conflict).unwrap();
    let loaded = loaded(root);
    let found = errors(&loaded);
    assert!(
        found.len() == 1
            && found[0].starts_with("address-conflict: git has left the lines of both sides here"),
        "{found:?}"
    );
    assert_eq!(at(&page(&loaded, "documents/letter.html"), "p3"), SCHOOL);
}

#[test]
fn one_address_of_two_texts_is_said() {
    let folder = edition(&[("letter", HARVEST)]);
    let root = folder.path();
    publish(root);
    let file = root.join("addresses.txt");
    let first = fs::read_to_string(&file).unwrap();
    write(root, "letter", &[HARVEST, BRIDGE].join("\n\n"));
    publish(root);
    let ours = fs::read_to_string(&file).unwrap();
    fs::write(&file, &first).unwrap();
    write(root, "letter", &[HARVEST, SCHOOL].join("\n\n"));
    publish(root);
    let theirs = fs::read_to_string(&file).unwrap();
    write(root, "letter", &[HARVEST, BRIDGE, SCHOOL].join("\n\n"));
    fs::write(&file, format!("{ours}{theirs}")).unwrap();
    let twice = |loaded: &Loaded| {
        let found = loaded.diagnostics.iter().filter(|found| found.code == "address-twice");
        found.map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    let found = twice(&loaded(root));
    assert!(found.len() == 1 && found[0].starts_with("`letter#p2` was published twice, of “"), "{found:?}");
    publish(root);
    assert_eq!(twice(&loaded(root)), Vec::<String>::new(), "it is settled by publishing");
    // Where one of two has corrected a text there is nothing to say.
    fs::write(&file, &ours).unwrap();
    write(root, "letter", &[HARVEST, &BRIDGE.replacen(' ', " very ", 1)].join("\n\n"));
    publish(root);
    let corrected = fs::read_to_string(&file).unwrap();
    assert_ne!(corrected, ours);
    fs::write(&file, format!("{ours}{corrected}")).unwrap();
    assert_eq!(twice(&loaded(root)), Vec::<String>::new());
}

#[test]
fn a_ledger_of_a_stranger_is_reported_and_harms_nothing() {
    #[track_caller]
    fn check(ledger: &[u8], expected: &[&str]) {
        let folder = edition(&[("letter", HARVEST)]);
        fs::write(folder.path().join("addresses.txt"), ledger).unwrap();
        let loaded = loaded(folder.path());
        let place = |found: &edition::diag::Diagnostic| {
            let span = found.span.unwrap();
            let source = loaded.site.sources.get(span.source);
            format!("{}:{} {}: {}", source.path(), source.position(span.start), found.code, found.message)
        };
        let errors = loaded.diagnostics.iter().filter(|found| found.code.starts_with("address-"));
        let errors: Vec<String> = errors.map(place).collect();
        assert_eq!(errors, expected);
        page(&loaded, "documents/letter.html");
        // What is there is kept, and it is sound.
        fs::write(folder.path().join("addresses.txt"), record(&loaded)).unwrap();
        let again = record(&self::loaded(folder.path()));
        assert_eq!(record(&loaded), again);
    }
    check(b"", &[]);
    check(b"# nothing\n\n", &[]);
    check(
        b"letter\n",
        &[
            "addresses.txt:1:1 address-line: this line of the ledger says nothing that this version understands",
        ],
    );
    check(
        b"# a\n../etc/passwd published AAAAAAAAAA\n",
        &["addresses.txt:2:1 address-line: `../etc/passwd` is no address"],
    );
    check(
        "letter published AAAAAAAAAA p1:жжж | Ж\n".as_bytes(),
        &["addresses.txt:1:29 address-line: `p1:жжж` is no address with its fingerprint"],
    );
    check(
        b"letter moved to a\na moved to b\nb moved to letter\n",
        &[
            "addresses.txt:2:1 address-circle: the way from `a` leads in a circle",
            "addresses.txt:3:1 address-circle: the way from `b` leads in a circle",
            "addresses.txt:1:1 address-circle: the way from `letter` leads in a circle",
        ],
    );
    check(
        b"a moved to b | A <b>\nc rests | <script> | x | y\nc moved to letter\n",
        &[
            "addresses.txt:3:1 address-twice: two lines say different things of `c`; the first one counts",
            "addresses.txt:1:1 address-unknown: `a` is said to have moved to `b`, and there is nothing",
        ],
    );
    check(
        b"letter#p4294967295 rests\nletter published\nletter published AAAAAAAAAA p1:AAAAAA9AAAAAAAAAAAAAAAAAA\n",
        &[
            "addresses.txt:1:1 address-line: `letter#p4294967295` is no address",
            "addresses.txt:2:1 address-line: this line of the ledger says nothing that this version understands",
            "addresses.txt:3:29 address-line: `p1:AAAAAA9AAAAAAAAAAAAAAAAAA` is no address with its fingerprint",
        ],
    );
    let many: String = (0..50).map(|at| format!("{at} {at}\n")).collect();
    let folder = edition(&[("letter", HARVEST)]);
    fs::write(folder.path().join("addresses.txt"), many).unwrap();
    let found = errors(&loaded(folder.path()));
    assert!(found.len() == 10 && found[9].ends_with("40 more lines are like this one)"), "{found:?}");
}
