//! The house rules that a compiler does not know: which room may know which, and what no room may contain.
//!
//! Each rule is a function from the text of one file to its breaches, tried here on small texts, and then
//! on every file of `src/`.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test of the sources reads them, and stops where it cannot"
)]

use std::fs;
use std::path::Path;
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The rooms from the lowest floor up. A room may know the rooms of the floors below its own, and no others.
const FLOORS: &[&[&str]] = &[
    &["source", "spell", "words"],
    &["diag", "fields"],
    &["model"],
    &["notation", "ledger", "releases"],
    &["disk", "config", "read", "resolve", "styles"],
    &["site"],
    &["write", "theme", "endings"],
    &["pages"],
    &["press"],
    &["cli"],
];

/// The rooms that may touch files, the network and the clock. `main` is the door's handle.
const OUTSIDE: &[&str] = &["disk", "cli", "main"];

#[test]
fn every_room_has_a_floor() {
    let mut rooms: Vec<String> = sources().iter().map(|file| file.module[0].clone()).collect();
    rooms.sort();
    rooms.dedup();
    rooms.retain(|room| room != "lib" && room != "main");
    let mut floors: Vec<&str> = FLOORS.concat();
    floors.sort_unstable();
    assert_eq!(rooms, floors, "src/ and FLOORS in tests/floors.rs name different rooms: make them agree");
}

#[test]
fn imports_go_only_to_a_lower_floor() {
    assert_none(climbing, "move what is needed to a lower floor, or hand it in as an argument");
}

#[test]
fn every_module_says_what_it_is_for() {
    assert_none(
        unnamed,
        "open the file with a `//!` sentence: what the room is for and what it must not know",
    );
}

#[test]
fn nothing_is_left_undone() {
    assert_none(undone, "finish it, or leave it out");
}

#[test]
fn nothing_is_imported_wholesale_from_above() {
    assert_none(wholesale, "name what is imported");
}

#[test]
fn types_are_named_in_words_of_the_trade() {
    assert_none(vague, "say what the thing is: a witness, a slip, a press");
}

#[test]
fn the_model_is_a_plain_value() {
    assert_none(promising, "only views and exports are promises to the outside: serialize a type of theirs");
}

#[test]
fn only_the_disk_and_the_door_touch_the_outside() {
    assert_none(touching, "let src/disk/ do it; there is no clock: the same input gives the same bytes");
}

#[test]
fn libraries_that_write_to_the_terminal_stay_at_the_door() {
    assert_none(talking, "add to the diagnostics: the door shows them");
}

/// Paths that lead to a room on the same floor or above.
fn climbing(file: &File) -> Vec<Breach> {
    let room = file.module[0].as_str();
    let floor = |room: &str| FLOORS.iter().position(|floor| floor.contains(&room));
    if room == "lib" || room == "main" {
        return Vec::new();
    }
    let reached = |path: &Written| path.resolve(&file.module).and_then(|path| path.first().cloned());
    let climbs = |to: &str| to != room && (floor(to).is_none() || floor(to) >= floor(room));
    let written = file.paths().into_iter().filter_map(|path| Some((reached(&path)?, path.line)));
    written
        .filter(|(to, _)| climbs(to))
        .map(|(to, line)| Breach::new(line, format!("`{room}` knows `{to}`")))
        .collect()
}

fn unnamed(file: &File) -> Vec<Breach> {
    if file.text.starts_with("//! ") { Vec::new() } else { vec![Breach::new(1, "no `//!` at the top")] }
}

fn undone(file: &File) -> Vec<Breach> {
    let words = ["todo", "unimplemented", "dbg"];
    let macros = file.words().windows(2).filter_map(|pair| {
        let [name, bang] = pair else { return None };
        (words.contains(&name.text.as_str()) && bang.text == "!")
            .then(|| Breach::new(name.line, format!("`{}!`", name.text)))
    });
    let mut breaches: Vec<Breach> = macros.collect();
    for three in file.words().windows(3) {
        if three[0].text == "#" && three[1].text == "[" && three[2].text == "ignore" {
            breaches.push(Breach::new(three[2].line, "`#[ignore]`"));
        }
    }
    for (at, line) in file.text.lines().enumerate() {
        // A year of which nothing is known has four (ISO 8601-2).
        let marked = line.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word == "XXX");
        if line.contains("TODO") || line.contains("FIXME") || marked {
            breaches.push(Breach::new(at + 1, "a mark that something is left to do"));
        }
    }
    breaches
}

fn wholesale(file: &File) -> Vec<Breach> {
    let star = |path: &Written| path.segments.last().is_some_and(|last| last == "*");
    let own = |path: &Written| matches!(path.segments[0].as_str(), "super" | "crate" | "self");
    let written = file.paths().into_iter().filter(|path| star(path) && own(path));
    written.map(|path| Breach::new(path.line, format!("`{}`", path.segments.join("::")))).collect()
}

fn vague(file: &File) -> Vec<Breach> {
    let kinds = ["struct", "enum", "trait", "type", "union"];
    let endings = ["Manager", "Helper", "Processor", "Context"];
    let named = file.words().windows(2).filter_map(|pair| {
        let vague =
            kinds.contains(&pair[0].text.as_str()) && endings.iter().any(|end| pair[1].text.ends_with(end));
        vague.then(|| Breach::new(pair[1].line, format!("a type named `{}`", pair[1].text)))
    });
    named.collect()
}

fn promising(file: &File) -> Vec<Breach> {
    if file.module[0] != "model" {
        return Vec::new();
    }
    let words = file
        .words()
        .iter()
        .filter(|word| matches!(word.text.as_str(), "Serialize" | "Deserialize" | "serde"));
    words.map(|word| Breach::new(word.line, format!("`{}` in the model", word.text))).collect()
}

fn touching(file: &File) -> Vec<Breach> {
    if OUTSIDE.contains(&file.module[0].as_str()) {
        return Vec::new();
    }
    let outside = |path: &Written| {
        let starts = |with: &[&str]| {
            path.segments.iter().map(String::as_str).take(with.len()).eq(with.iter().copied())
        };
        let named = |name: &str| path.segments.iter().any(|segment| segment == name);
        let rooms = [
            ["std", "fs"],
            ["std", "net"],
            ["std", "process"],
            ["std", "env"],
            ["tokio", "fs"],
            ["tokio", "net"],
        ];
        rooms.iter().any(|room| starts(room))
            || named("SystemTime")
            || named("Instant")
            || starts(&["walkdir"])
    };
    let written = file.paths().into_iter().filter(outside);
    written.map(|path| Breach::new(path.line, format!("`{}`", path.segments.join("::")))).collect()
}

fn talking(file: &File) -> Vec<Breach> {
    if matches!(file.module[0].as_str(), "cli" | "main") {
        return Vec::new();
    }
    let words = ["print", "println", "eprint", "eprintln"];
    let macros =
        file.words().windows(2).filter(|pair| words.contains(&pair[0].text.as_str()) && pair[1].text == "!");
    macros.map(|pair| Breach::new(pair[0].line, format!("`{}!`", pair[0].text))).collect()
}

#[test]
fn the_rules_catch_what_they_are_for() {
    let caught = |rule: Rule, module: &[&str], text: &str| -> Vec<String> {
        let breaches = rule(&File::new("src/x.rs", module, text));
        breaches.into_iter().map(|breach| format!("{}: {}", breach.line, breach.what)).collect()
    };
    let nothing = Vec::<String>::new();

    assert_eq!(caught(climbing, &["read"], "use crate::model::text::Block;"), nothing);
    assert_eq!(caught(climbing, &["read", "signs"], "use crate::read::header; use super::header;"), nothing);
    assert_eq!(caught(climbing, &["read"], "\nuse crate::site::Site;"), ["2: `read` knows `site`"]);
    assert_eq!(caught(climbing, &["read"], "fn f() { crate::disk::load() }"), ["1: `read` knows `disk`"]);
    assert_eq!(caught(climbing, &["diag"], "use crate::model::id::Id;"), ["1: `diag` knows `model`"]);
    assert_eq!(
        caught(climbing, &["site", "url"], "use crate::{model::id::Id, pages::{plan, view}};"),
        ["1: `site` knows `pages`", "1: `site` knows `pages`"]
    );
    assert_eq!(caught(climbing, &["disk"], "use super::press;"), ["1: `disk` knows `press`"]);
    assert_eq!(caught(climbing, &["read", "signs"], "use super::super::press;"), ["1: `read` knows `press`"]);
    assert_eq!(caught(climbing, &["disk"], "mod tests { use super::load; }"), nothing);
    assert_eq!(
        caught(climbing, &["disk"], "mod tests { use super::super::press; }"),
        ["1: `disk` knows `press`"]
    );
    assert_eq!(
        caught(climbing, &["read"], "/// crate::cli\n// crate::cli\nconst A: &str = \"crate::cli\";"),
        nothing
    );
    assert_eq!(caught(climbing, &["read"], "pub(crate) fn f() {}"), nothing);
    assert_eq!(caught(climbing, &["read"], "use crate::attic::Box;"), ["1: `read` knows `attic`"]);
    assert_eq!(caught(climbing, &["site"], "use crate::{model as m, read as r};"), nothing);
    assert_eq!(caught(climbing, &["main"], "use crate::cli;"), nothing);

    assert_eq!(caught(unnamed, &["read"], "//! Reads.\n"), nothing);
    assert_eq!(caught(unnamed, &["read"], "use std::fmt;\n"), ["1: no `//!` at the top"]);

    assert_eq!(caught(undone, &["read"], "fn f() { todo!() }"), ["1: `todo!`"]);
    assert_eq!(caught(undone, &["read"], "fn f() { g(dbg!(1)) }"), ["1: `dbg!`"]);
    assert_eq!(caught(undone, &["read"], "\n#[ignore]\nfn f() {}"), ["2: `#[ignore]`"]);
    assert_eq!(caught(undone, &["read"], "#[ignore = \"slow\"]\nfn f() {}"), ["1: `#[ignore]`"]);
    assert_eq!(caught(undone, &["read"], "// FIXME"), ["1: a mark that something is left to do"]);
    assert_eq!(caught(undone, &["read"], "// XXX: later"), ["1: a mark that something is left to do"]);
    assert_eq!(caught(undone, &["read"], "// `XXXX`"), nothing);
    assert_eq!(caught(undone, &["read"], "fn todo() { let ignore = [1]; }"), nothing);

    assert_eq!(caught(wholesale, &["read"], "mod tests { use super::*; }"), ["1: `super::*`"]);
    assert_eq!(
        caught(wholesale, &["read"], "use crate::model::{id::Id, text::*};"),
        ["1: `crate::model::text::*`"]
    );
    assert_eq!(caught(wholesale, &["read"], "use proptest::prelude::*;"), nothing);

    assert_eq!(caught(vague, &["read"], "pub struct PageManager;"), ["1: a type named `PageManager`"]);
    assert_eq!(caught(vague, &["read"], "enum Context { A }"), ["1: a type named `Context`"]);
    assert_eq!(caught(vague, &["read"], "struct Contexts; fn helper(Helper: u8) {}"), nothing);

    assert_eq!(
        caught(promising, &["model", "date"], "#[derive(Debug, Serialize)] struct A;"),
        ["1: `Serialize` in the model"]
    );
    assert_eq!(caught(promising, &["write"], "#[derive(Serialize)] struct A;"), nothing);

    assert_eq!(caught(touching, &["read"], "use std::{fmt, fs};"), ["1: `std::fs`"]);
    assert_eq!(caught(touching, &["read"], "fn f() { std::fs::read(a) }"), ["1: `std::fs::read`"]);
    assert_eq!(
        caught(touching, &["press"], "use std::time::{Duration, Instant};"),
        ["1: `std::time::Instant`"]
    );
    assert_eq!(caught(touching, &["press"], "use std::net::TcpListener;"), ["1: `std::net::TcpListener`"]);
    assert_eq!(caught(touching, &["disk"], "use std::fs;"), nothing);
    assert_eq!(caught(touching, &["cli", "serve"], "use std::time::SystemTime;"), nothing);
    assert_eq!(caught(touching, &["press"], "use std::path::Path;"), nothing);

    assert_eq!(caught(talking, &["press"], "fn f() { eprintln!(\"a\") }"), ["1: `eprintln!`"]);
    assert_eq!(caught(talking, &["cli"], "fn f() { println!(\"a\") }"), nothing);
}

type Rule = fn(&File) -> Vec<Breach>;

/// A place where a rule is broken.
struct Breach {
    line: usize,
    what: String,
}

impl Breach {
    fn new(line: usize, what: impl Into<String>) -> Breach {
        Breach { line, what: what.into() }
    }
}

/// A file of `src/`, taken apart into words by the compiler's own rules, so that comments and strings are none.
struct File {
    path: String,
    /// `["read", "signs"]` for `src/read/signs.rs`, `["read"]` for `src/read/mod.rs`.
    module: Vec<String>,
    text: String,
    words: Vec<Word>,
}

/// An identifier or a sign of punctuation.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    line: usize,
}

/// A path such as `crate::model::text::Block`, and how deep in inline modules it stands.
struct Written {
    segments: Vec<String>,
    line: usize,
    depth: usize,
}

impl Written {
    /// The path from the crate's root, for a path that stays in the crate.
    fn resolve(&self, module: &[String]) -> Option<Vec<String>> {
        let up = self.segments.iter().take_while(|segment| *segment == "super").count();
        let rest = || self.segments[up..].to_vec();
        match self.segments[0].as_str() {
            "crate" => Some(self.segments[1..].to_vec()),
            "super" => match (module.len() + self.depth).checked_sub(up)? {
                0 => Some(rest()),
                _ => Some([vec![module[0].clone()], rest()].concat()),
            },
            _ => None,
        }
    }
}

impl File {
    fn new(path: &str, module: &[impl ToString], text: &str) -> File {
        let stream =
            TokenStream::from_str(text).unwrap_or_else(|error| panic!("{path} is not Rust: {error}"));
        let mut words = Vec::new();
        flatten(stream, &mut words);
        let module = module.iter().map(ToString::to_string).collect();
        File { path: path.to_owned(), module, text: text.to_owned(), words }
    }

    fn words(&self) -> &[Word] {
        &self.words
    }

    /// Every path in the file; those of `use a::{b, c}` one by one.
    fn paths(&self) -> Vec<Written> {
        let mut paths = Vec::new();
        let mut at = 0;
        let mut braces = 0;
        let mut modules: Vec<usize> = Vec::new();
        while let Some(word) = self.words.get(at) {
            match word.text.as_str() {
                "{" => braces += 1,
                "}" => {
                    braces -= 1;
                    modules.retain(|opened| *opened <= braces);
                }
                "mod" if self.is(at + 2, "{") => modules.push(braces + 1),
                _ if name(&word.text) => {
                    at = self.path(at, &[], modules.len(), &mut paths);
                    continue;
                }
                _ => (),
            }
            at += 1;
        }
        paths
    }

    /// Reads the path that starts at a word, and says where it ends.
    fn path(&self, mut at: usize, before: &[String], depth: usize, paths: &mut Vec<Written>) -> usize {
        let line = self.words[at].line;
        let mut segments = before.to_vec();
        segments.push(self.words[at].text.clone());
        at += 1;
        while self.is(at, ":") && self.is(at + 1, ":") {
            let Some(next) = self.words.get(at + 2) else { break };
            if next.text == "{" {
                at += 3;
                while let Some(word) = self.words.get(at) {
                    match word.text.as_str() {
                        "}" => return at + 1,
                        "," => at += 1,
                        "as" => at += 2,
                        _ => at = self.path(at, &segments, depth, paths),
                    }
                }
                return at;
            }
            if next.text != "*" && !name(&next.text) {
                break;
            }
            segments.push(next.text.clone());
            at += 3;
        }
        paths.push(Written { segments, line, depth });
        at
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.words.get(at).is_some_and(|word| word.text == text)
    }
}

fn name(word: &str) -> bool {
    word.starts_with(|c: char| c == '_' || c.is_alphabetic())
}

/// The words of a text in their order, without literals (comments and documentation become none or literals).
fn flatten(stream: TokenStream, words: &mut Vec<Word>) {
    for token in stream {
        let (start, end) = (token.span().start().line, token.span().end().line);
        let mut push = |text: &str, line| words.push(Word { text: text.to_owned(), line });
        match token {
            TokenTree::Ident(ident) => push(&ident.to_string(), start),
            TokenTree::Punct(punct) => push(&punct.as_char().to_string(), start),
            TokenTree::Literal(_) => push("\"\"", start),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                push(open, start);
                flatten(group.stream(), words);
                words.push(Word { text: close.to_owned(), line: end });
            }
        }
    }
}

/// Fails with every place in `src/` that breaks a rule.
fn assert_none(rule: Rule, remedy: &str) {
    let mut found = String::new();
    for file in sources() {
        let mut breaches = rule(&file);
        breaches.dedup_by(|next, first| next.line == first.line && next.what == first.what);
        for breach in breaches {
            found.push_str(&format!("\n  {}:{}: {}", file.path, breach.line, breach.what));
        }
    }
    assert!(found.is_empty(), "a house rule is broken: {remedy}{found}");
}

/// Every file of `src/`.
fn sources() -> Vec<File> {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut Vec::new(), &mut files);
    assert!(files.len() > 10, "src/ was not found: run the tests from the repository");
    files
}

fn collect(folder: &Path, module: &mut Vec<String>, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("src/ can be read").flatten() {
        let path = entry.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            module.push(stem);
            collect(&path, module, files);
            module.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file is text");
            let mut module = module.clone();
            if stem != "mod" {
                module.push(stem);
            }
            files.push(File::new(&path.to_string_lossy(), &module, &text));
        }
    }
}
