//! `edition report names` and `edition import people.csv`: names are proposed, and a table becomes a register.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a test makes a folder, and stops where it cannot"
)]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn edition(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (file, text) in files {
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_edition"));
    command.args(arguments).current_dir(root).output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

const SETTINGS: (&str, &str) = ("site.toml", "[edition]\ntitle = \"Letters\"\n");

#[test]
fn names_without_a_link_are_proposed() {
    let folder = edition(&[
        SETTINGS,
        (
            "content/registers/people.toml",
            "[stalin]\nname = \"Stalin, Joseph\"\nvariants = [\"Filippov\"]\n\n[kim]\nname = \"Kim Il Sung\"\nmentions = \"auto\"\n",
        ),
        (
            "content/documents/a.md",
            "+++\ntitle = \"A\"\n+++\n\nTo [Filippov](person:stalin) and to Filippov, from Kim Il Sung\nand Joseph\nStalin. [^1]\n\n[^1]: Filippov.\n",
        ),
    ]);
    let found: Vec<String> = stdout(&run(folder.path(), &["report", "names", "--json"]))
        .lines()
        .map(|line| {
            let place: Value = serde_json::from_str(line).expect("JSON");
            format!("{}:{} {} = {}", place["line"], place["column"], place["name"], place["entry"])
        })
        .collect();
    assert_eq!(
        found,
        [
            "5:37 \"Filippov\" = \"stalin\"",
            "6:5 \"Joseph Stalin\" = \"stalin\"",
            "9:7 \"Filippov\" = \"stalin\"",
        ]
    );
    let text = stdout(&run(folder.path(), &["report", "names", "stalin"]));
    assert!(text.starts_with("Stalin, Joseph (person:stalin), 3 times without a link:\n"), "{text}");
    assert!(
        text.contains("content/documents/a.md:5:37\n      To Filippov and to «Filippov», from Kim"),
        "{text}"
    );
}

#[test]
fn names_in_other_spellings_are_proposed() {
    let register = "[stalin]\nname = \"Stalin, Joseph\"\nvariants = [\"I. Stalin\"]\nmentions = \"auto\"\n\n\
        [kim]\nname = \"Kim Il Sung\"\nvariants = [\"DPRK’s Kim\"]\n\n[others]\nname = \"Müller\"\nvariants = [\"Хрущёв\"]\n";
    let folder = edition(&[
        SETTINGS,
        ("content/registers/people.toml", register),
        (
            "content/documents/a.md",
            "I. Stalin, I. STALIN met DPRK's Kim, Muller, MÜLLER and Хрущев; a muller.\n",
        ),
    ]);
    let found = stdout(&run(folder.path(), &["report", "names", "--json"]));
    let found: Vec<String> = found
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .map(|place| format!("{}={}", place["name"], place["entry"]).replace('"', ""))
        .collect();
    assert_eq!(
        found,
        ["I. STALIN=stalin", "DPRK's Kim=kim", "Muller=others", "MÜLLER=others", "Хрущев=others"]
    );
}

#[test]
fn a_table_becomes_a_register() {
    let table =
        "name,variants,wikidata,born\n\"Stalin, Joseph\",Filippov; Сталин,Q855,1878\nKim Il Sung,,855,\n";
    let folder =
        edition(&[SETTINGS, ("people.csv", table), ("list.csv", table), ("content/documents/a.md", "A\n")]);
    let made = run(folder.path(), &["import", "people.csv"]);
    assert_eq!(stdout(&made), "content/registers/people.toml\n");
    let toml =
        std::fs::read_to_string(folder.path().join("content/registers/people.toml")).expect("a register");
    assert!(
        toml.starts_with(
            "[stalin-joseph]\nname = \"Stalin, Joseph\"\nvariants = [\"Filippov\", \"Сталин\"]\n"
        ),
        "{toml}"
    );
    let check = run(folder.path(), &["check", "--json"]);
    assert!(stdout(&check).contains("`855` is no id of Wikidata"), "{}", stdout(&check));
    assert_eq!(
        run(folder.path(), &["import", "people.csv"]).status.code(),
        Some(1),
        "nothing is written over"
    );
    assert_eq!(run(folder.path(), &["import", "list.csv"]).status.code(), Some(2));
}

#[test]
fn a_table_that_would_lose_rows_is_no_register() {
    let check = |table: &[u8], line: &str| {
        let folder = edition(&[SETTINGS, ("content/documents/a.md", "A\n")]);
        std::fs::write(folder.path().join("people.csv"), table).expect("a file");
        let made = run(folder.path(), &["import", "people.csv"]);
        let said = String::from_utf8_lossy(&made.stderr).into_owned();
        assert_eq!(made.status.code(), Some(1), "{said}");
        assert!(said.contains(line), "{said}");
        assert!(!folder.path().join("content/registers/people.toml").exists(), "nothing is written");
    };
    check(b"id,name\nkim,Kim\nkim,Kim Il\n", "people.csv:3:1");
    check(b"id,name,born\nx,,1900\n", "people.csv:2:1");
    check(b"id,name\nlong,a,c\n", "people.csv:2:1");
    check(b"id,name\na,\"A\nb,B\n", "people.csv:2:3");
    check(b"id,name\na,\xC8ech\n", "people.csv:2:3");
}

#[test]
fn a_name_that_a_line_ends_within_can_be_linked() {
    let folder = edition(&[
        SETTINGS,
        ("content/registers/people.toml", "[kim]\nname = \"Kim Il Sung\"\n"),
        (
            "content/documents/a.md",
            "+++\ntitle = \"A\"\n+++\n\nWe met [Kim Il\nSung](person:kim) [sic] there. A [bracket\nof two](lines) and [one\n[in\nanother](person:kim).\n",
        ),
    ]);
    assert!(run(folder.path(), &["build"]).status.success());
    let page = std::fs::read_to_string(folder.path().join("public/documents/a.html")).expect("a page");
    assert!(page.contains("href=\"../people/kim.html\""), "{page}");
    let text = std::fs::read_to_string(folder.path().join("public/documents/a.txt")).expect("a text");
    assert!(text.contains("We met Kim Il\nSung [sic] there. A [bracket\nof two](lines) and"), "{text}");
    let again = stdout(&run(folder.path(), &["convert", "content/documents/a.md", "--to", "markdown"]));
    assert!(again.contains("We met [Kim Il\nSung](person:kim) [sic] there."), "{again}");
}

#[test]
fn one_number_of_two_entries_is_said() {
    let entry = |id: &str, name: &str| {
        format!("[{id}]\nname = \"{name}\"\nauthorities = {{ wikidata = \"Q855\" }}\n\n")
    };
    let register = entry("stalin", "Stalin, Joseph") + &entry("dzhugashvili", "Dzhugashvili");
    let folder = edition(&[
        SETTINGS,
        ("content/registers/people.toml", &register),
        ("content/documents/a.md", "+++\ntitle = \"A\"\n+++\n\nText.\n"),
    ]);
    let said = String::from_utf8(run(folder.path(), &["check"]).stderr).expect("UTF-8");
    assert!(said.contains("`stalin` and `dzhugashvili` have the same number `Q855` in `wikidata`"), "{said}");
}

/// A file of TEI that has entries and no text is a register of the edition and no document.
#[test]
fn a_list_in_a_file_of_its_own_is_a_register() {
    let person =
        |id: &str, name: &str| format!("<person xml:id=\"{id}\"><persName>{name}</persName></person>");
    let people = format!(
        "<TEI><text><body><div><listPerson>{}{}</listPerson></div></body></text></TEI>",
        person("p_K", "Kim Il Sung"),
        person("p_S", "Shtykov")
    );
    let places = "<TEI><standOff><listPlace><place xml:id=\"v\"><placeName>Vienna</placeName></place></listPlace></standOff></TEI>";
    let letter = "<TEI><text><body><p><persName ref=\"people.xml#p_K\">Mr. Kim</persName> was in \
        <placeName ref=\"../lists/places.xml#v\">Wien</placeName> with <persName ref=\"people.xml#p_X\">X</persName>.</p></body></text></TEI>";
    let stub = format!(
        "<TEI><teiHeader><profileDesc><correspDesc><correspAction type=\"sent\"><persName>Kim</persName></correspAction></correspDesc>\
         </profileDesc></teiHeader><standOff><listPerson>{}</listPerson></standOff></TEI>",
        person("p_S", "Shtykov")
    );
    let folder = edition(&[
        SETTINGS,
        ("content/documents/stub.xml", &stub),
        ("content/documents/letter.xml", letter),
        ("content/documents/people.xml", &people),
        ("content/documents/lists/places.xml", places),
    ]);
    let built = run(folder.path(), &["build"]);
    let said = String::from_utf8_lossy(&built.stderr).into_owned();
    assert!(built.status.success() && !said.contains("no-text"), "{said}");
    let public = folder.path().join("public");
    let page = std::fs::read_to_string(public.join("documents/letter.html")).expect("a page");
    assert!(page.contains("people/kim-il-sung.html") && page.contains("places/vienna.html"), "{page}");
    assert!(page.contains('X'), "what no file lists keeps its words");
    assert!(public.join("people/shtykov.html").is_file(), "an entry that no text names has its page");
    assert!(public.join("documents/stub.html").is_file(), "a letter whose text is still to come is one");
    assert!(!public.join("documents/people.html").exists() && !public.join("documents/places.html").exists());
}
