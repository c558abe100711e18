//! The notation of an edition: `[apparatus]` in `site.toml` and in front matter, and what it makes of brackets.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a test makes a file, and stops where it cannot"
)]

use edition::config;
use edition::diag::{Diagnostic, Diagnostics};
use edition::model::conventions::Conventions;
use edition::notation::KEYS;
use edition::notation::presets::PRESETS;
use edition::read::{self, phrases::Vocabulary};
use edition::source::Sources;
use edition::write::walk;

/// The conventions of a table `[apparatus]`, and what was said about it.
fn read_settings(table: &str) -> (Conventions, Vec<String>) {
    read_tables(&format!("[apparatus]\n{table}"))
}

fn read_tables(tables: &str) -> (Conventions, Vec<String>) {
    let mut sources = Sources::default();
    let text = format!(
        "edition = {{ title = \"x\", base_url = \"https://a.org/\", editors = [\"E\"] }}\n\n\n{tables}"
    );
    let id = sources.add("site.toml", text.into_bytes());
    let mut diagnostics = Diagnostics::default();
    let config = config::read(Some(sources.get(id)), &mut diagnostics);
    let show = |diagnostic: &Diagnostic| {
        let hint = diagnostic.hints.first().map(|hint| format!(" ({hint})")).unwrap_or_default();
        let place = diagnostic.span.map(|span| sources.get(id).position(span.start).to_string());
        format!("{} {}{hint}", place.unwrap_or_default(), diagnostic.message)
    };
    (config.conventions, diagnostics.iter().map(show).collect())
}

/// The signs of a text under a table `[apparatus]`: `addition{appropriate}`.
#[track_caller]
fn check(table: &str, text: &str, expected: &[&str]) {
    let (conventions, said) = read_settings(table);
    assert_eq!(said, Vec::<String>::new(), "{table}");
    let mut sources = Sources::default();
    let id = sources.add("letter.md", text.as_bytes().to_vec());
    let documents = read::documents(sources.get(id), &Vocabulary::new(conventions));
    let marks = walk::marks(&documents[0]).into_iter().map(|marked| &marked.mark);
    let shown: Vec<String> = marks
        .map(|mark| format!("{}{{{}}}", mark.sign.name, mark.text.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(shown, expected, "{table}\n{text}");
}

#[test]
fn an_edition_has_phrases_in_its_own_language() {
    let table = "phrases.addition = \"вставлено от руки: X\"\n\
        phrases.illegible = [\"{n} {unit} неразборчиво\", \"нрзб\"]\n\
        phrases.handwritten = [\"рукой {hand}: X\", \"на полях {language}: X\"]\n\
        units = { \"слова\" = \"word\" }\nlanguages = { \"по-корейски\" = \"ko\" }\nglosses = [\"протокол\"]\n";
    check(table, "тесные [вставлено от руки: надлежащие] связи", &["addition{надлежащие}"]);
    check(table, "в [3 слова неразборчиво] и [нрзб.]", &["illegible{}", "illegible{}"]);
    check(table, "[рукой Сталина: за]", &["handwritten{за}"]);
    check(table, "[на полях по-корейски: за]", &["handwritten{за}"]);
    check(table, "minutes [протокол]", &["gloss{протокол}"]);
    check("", "тесные [вставлено от руки: надлежащие] связи", &["editorial{вставлено от руки: надлежащие}"]);
}

#[test]
fn an_edition_declares_signs_of_its_own() {
    let table = "[apparatus.signs.erased]\ncaption = \"erased\"\ntei = 'del type=\"erasure\"'\nphrases = [\"erased: X\"]\n\
        [apparatus.phrases]\nerased = \"scraped off by {hand}: X\"\n";
    check(
        table,
        "a [erased: word] and [scraped off by Molotov: another]",
        &["erased{word}", "erased{another}"],
    );
    let (conventions, _) = read_settings(table);
    let names: Vec<String> = conventions.signs().iter().map(|sign| sign.name.to_string()).collect();
    assert_eq!(names[names.len() - 2..], ["erased", "editorial"]);
}

#[test]
fn an_edition_says_what_stands_where_no_words_say_it() {
    check("bare = \"supplied\"", "the [old] man", &["supplied{old}"]);
    check(
        "bare = \"deletion\"",
        "re[ce]ceived the [old] man [illegible]",
        &["deletion{ce}", "deletion{old}", "illegible{}"],
    );
    check("doubt = \"illegible\"", "a word [?] and word[?], now", &["illegible{}", "unclear{}"]);
    check("runs = { \"□\" = \"lost\" }", "three □□□ here", &["lost{}"]);
    check("", "three □□□ here", &[]);
    check(
        "phrases.deletion = \"⟦X⟧\"",
        "a ⟦b [illegible] ⟦c⟧⟧ d⟧",
        &["deletion{b [illegible] ⟦c⟧}", "illegible{}", "deletion{c}"],
    );
    check("phrases.deletion = \"⟦X⟧\"", "⟦a [b⟧ c] ⟦", &["editorial{b⟧ c}"]);
    check("preset = \"frus\"\nbare = \"editorial\"", "the [old] man", &["editorial{old}"]);
}

#[test]
fn a_wrong_setting_says_what_to_do() {
    #[track_caller]
    fn check(table: &str, expected: &str) {
        assert_eq!(read_settings(table).1, [expected], "{table}");
    }
    check("preset = \"fru\"", "5:10 there is no preset `fru` here (did you mean `frus`?)");
    check("bare = \"suplied\"", "5:8 there is no sign `suplied` here (did you mean `supplied`?)");
    check("tags = 3", "5:8 `tags` is a number, not true or false (write `tags = true` or leave it out)");
    check("phrase = []", "5:1 there is no setting `phrase` here (did you mean `phrases`?)");
    check("phrases.addition = \"by {hnd}: X\"", "5:20 there is no slot `{hnd}` (did you mean `{hand}`?)");
    check(
        "phrases.addition = \"[X]\"",
        "5:20 `[X]` says nothing but the text itself (say which words stand beside `X`: `inserted by hand: X`; what a bare bracket means is set by `bare`)",
    );
    check(
        "signs.addition = {}",
        "5:7 the name `addition` is taken (give it another name; to type a built-in sign in another way, add phrases below `[apparatus.phrases]`)",
    );
    check(
        "signs.x.tei = \"<del>\"",
        "5:15 `<del>` is no element of TEI (write the name and its attributes without `<` and `>`: `del type=\"erasure\"`)",
    );
    check(
        "signs.x.voice = \"me\"",
        "5:17 `voice` is `me` (write `document` where words of the document stand in the sign, `editor` where they are yours)",
    );
    check(
        "runs = { \"ab\" = \"lost\" }",
        "5:10 `ab` is not one character (write the one character that is repeated: `\"□\" = \"lost\"`)",
    );
}

#[test]
fn a_document_overrules_the_edition() {
    let (conventions, _) = read_settings("preset = \"frus\"");
    let vocabulary = Vocabulary::new(conventions);
    let check = |front: &str, expected: &[&str]| {
        let mut sources = Sources::default();
        let text = format!("{front}the [old] man");
        let id = sources.add("letter.md", text.into_bytes());
        let documents = read::documents(sources.get(id), &vocabulary);
        let marks = walk::marks(&documents[0]).into_iter().map(|marked| marked.mark.sign.name.to_string());
        assert_eq!(marks.collect::<Vec<_>>(), expected, "{front}");
        documents[0].diagnostics.iter().map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(check("", &["supplied"]), Vec::<String>::new());
    let front = "+++\ntitle = \"x\"\napparatus = { bare = \"editorial\" }\n+++\n";
    assert_eq!(check(front, &["editorial"]), Vec::<String>::new());
    let front = "---\ntitle: x\napparatus:\n  preset: by-the-people\n  tags: true\n---\n";
    assert_eq!(check(front, &["deletion"]), Vec::<String>::new());
    let front = "+++\ntitle = \"x\"\napparatus.signs.mine = {}\n+++\n";
    assert_eq!(check(front, &["supplied"]), ["a document cannot have signs of its own"]);
}

#[test]
fn what_a_document_overrules_is_written_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("letter.md");
    let text = "+++\ntitle = \"x\"\n\n[apparatus]\npreset = \"smithsonian\"\n\n[apparatus.phrases]\naddition = [\"put in: X\"]\n+++\n\n[[circled]] a [[/circled]] [put in: b]\n";
    std::fs::write(&file, text).expect("a document");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_edition"))
        .args(["convert", "--to", "markdown"])
        .arg(&file)
        .output()
        .expect("the program runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), text);
}

#[test]
fn the_manual_says_what_can_be_set() {
    let manual = include_str!("../docs/apparatus.md");
    let named = KEYS.iter().copied().filter(|key| *key != "phrases" && *key != "signs");
    let missing: Vec<&str> = named
        .chain(PRESETS.iter().map(|preset| preset.name))
        .filter(|name| !manual.contains(&format!("`{name}`")) && !manual.contains(&format!("{name} = ")))
        .collect();
    assert!(missing.is_empty(), "docs/apparatus.md does not name {missing:?}");
    for example in manual.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        assert_eq!(read_tables(example).1, Vec::<String>::new(), "{example}");
    }
}
