//! RIS, BibTeX and CSL-JSON, read back: what a citation manager gets is what is known of the document, whatever its genre.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the tests make the edition that they load, and stop where they cannot"
)]

use std::collections::BTreeMap;
use std::fs;

use biblatex::{Bibliography, ChunksExt, DateValue, EntryType, PermissiveType, Person};
use serde_json::Value;
use tempfile::TempDir;

use edition::diag::Diagnostics;
use edition::model::language::code;
use edition::model::naming::Naming;
use edition::press::{Loaded, Overrides, load};
use edition::site::Site;
use edition::write::bibtex::{self, Dialect};
use edition::write::csl;
use edition::write::dates::{Ends, Order, ends, known};
use edition::write::export;
use edition::write::record::{Class, Record};
use edition::write::ris;
use edition::write::whole::alone;

const SETTINGS: &str = "[edition]\ntitle = \"War & Peace #1: 100% {true}\"\nbase_url = \"https://example.org/a_b/\"\n\
    editors = [\"Jane Doe\", \"Kim Il\"]\npublisher = \"R&D_Press\"\n\
    funders = [\"A Fund & Co.\", \"Another | Fund\"]\nversion = \"1.0\"\ndate = \"2026-11-23\"\nlicence = \"CC-BY-4.0\"\n";

/// Every genre, and what is hard to write.
const DOCUMENTS: [(&str, &str); 18] = [
    (
        "letter",
        "title = 'On Trade'\nkind = 'Letter'\ndate = '1948-10-12'\nfrom = 'I. V. Stalin'\nto = 'T. F. Shtykov'\n\
         summary = \"One line.\nER  - \nTY  - BOOK\"\nsubjects = ['Trade', 'Korea--History']\nlanguages = { original = ['ru', 'ko'], text = ['en', 'fr'] }\nplace = 'Moscow'\n\
         translators = ['Gary Goldberg', 'J. van der Berg']\nrights = 'CC0-1.0'\ncredits = 'With support | of a foundation.'\nnumber = 12\n\
         source = { repository = 'RGASPI', shelfmark = 'f. 558, op. 11, d. 109, ll. 0113', url = 'https://archive.example/1?a=b&c=%20d', copies = ['AP RF, f. 45, op. 1, d. 346', 'AVPRF, f. 0102'], collection = 'A Digital Archive', citation = 'Quoted as it is; in full, here.' }",
    ),
    (
        "telegram",
        "title = 'Telegram No. 5'\nkind = 'Telegram'\ndate = '1950-01'\nfrom = 'T. Shtykov'\nto = 'A. Vyshinsky'",
    ),
    (
        "message",
        "title = 'Telephone Message via VCh'\nkind = 'Telephone Message via VCh'\ndate = '1948-10-12'\nfrom = 'I. Stalin'\nto = 'Kim Il Sung'",
    ),
    ("minutes", "title = 'Minutes of a Meeting'\nkind = 'Minutes'\ndate = '1950'"),
    ("report", "title = 'Report'\nkind = 'Report'\nfrom = 'A. Ignatiev'"),
    (
        "body",
        "title = 'Decree'\nkind = 'Decree'\nfrom = 'Council of Ministers of the USSR'\ndate = '1949-03-17'",
    ),
    (
        "family-first",
        "title = 'Draft'\nkind = 'Letter'\nfrom = 'Kim Il Sung'\nto = 'Mao Zedong'\ndate = '1949-05-01'",
    ),
    (
        "two",
        "title = 'To Both'\nkind = 'Letter'\nfrom = 'Pak Hon-yong'\nto = ['Kim Il Sung', 'Stalin, Chairman of the Council, and Others']\ndate = '1948-10-08/1948-10-12'",
    ),
    (
        "circa",
        "title = 'About Then'\nkind = 'Note'\ndate = '1948-10~'\nfrom = 'Ministry of Trade and Industry'",
    ),
    ("decade", "title = 'Of the Fifties'\ndate = '195X'\nfrom = 'unknown'\nto = 'N. N.'"),
    (
        "signs",
        "title = 'A \\ {b} $c & #d _e ~f ^g \"h\" %i « и » 金 — @misc{x, `i` j---k l--m'\nkind = 'Éxposé & Co_'\ndate = '1948-21'\nfrom = 'J. O’Neill'",
    ),
    (
        "blank",
        "title = 'With a Blank'\ndate = '1948-10-XX'\nlanguages = { original = 'zh-Hant', text = 'zh-Hant' }",
    ),
    (
        "commas",
        "title = 'With Commas'\nfrom = ['Ministry of Foreign Affairs, Department of Asia', 'Martin King, Jr.']\nto = 'I. Stalin'",
    ),
    (
        "no-letter",
        "title = 'A Note Sent'\nkind = 'Note'\ncite_as = 'manuscript'\nfrom = 'I. Stalin'\nto = ['Kim Il Sung', 'T. Shtykov']\nplace = 'Sochi'",
    ),
    ("one-of", "title = 'One Day of Two'\ndate = '[1948-10-12,1948-10-14]'"),
    ("open", "title = 'Some Day Later'\ndate = '1948-10-12/..'"),
    ("partial", "title = 'In the Tens'\ndate = '1948-10-1X'"),
    ("doubt", "title = 'Perhaps That Year'\ndate = '?1948-10-12'"),
];

/// Documents of a known year whose day only words can say.
const IN_WORDS: [&str; 4] = ["one-of", "open", "partial", "doubt"];

fn edition(settings: &str) -> (TempDir, Loaded) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    fs::write(folder.path().join("site.toml"), settings).unwrap();
    for (name, head) in DOCUMENTS {
        let head = head.replace("\"One line.\n", "\"\"\"One line.\n").replace("BOOK\"", "BOOK\"\"\"");
        let path = folder.path().join(format!("content/documents/{name}.md"));
        fs::write(path, format!("+++\n{head}\n+++\n\nText.\n")).unwrap();
    }
    let loaded = load(folder.path(), &Overrides::default());
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|found| found.code != "no-base-url").collect();
    assert!(errors.iter().all(|found| found.severity != edition::diag::Severity::Error), "{errors:?}");
    assert_eq!(loaded.site.edition.documents.len(), DOCUMENTS.len());
    (folder, loaded)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is known of a document: each fact with its values.
type Facts = BTreeMap<&'static str, Vec<String>>;

fn facts(record: &Record<'_>) -> Facts {
    let mut facts = Facts::new();
    let mut say = |fact: &'static str, values: Vec<String>| {
        let values: Vec<String> =
            values.iter().map(|value| one_line(value)).filter(|value| !value.is_empty()).collect();
        if !values.is_empty() {
            facts.insert(fact, values);
        }
    };
    let one = |value: Option<&str>| value.map(str::to_owned).into_iter().collect::<Vec<_>>();
    let edition = record.edition;
    let letter = record.class == Class::Letter;
    say("class", vec![if letter { "letter" } else { "manuscript" }.to_owned()]);
    say("id", one(Some(record.id)));
    say("title", one(Some(record.title)));
    say("genre", one(record.genre));
    say("authors", record.authors.iter().map(shown).collect());
    say("recipients", record.recipients.iter().map(shown).collect());
    say("translators", record.translators.iter().map(shown).collect());
    say("editors", record.editors.iter().map(shown).collect());
    say("archive", one(record.archive));
    say("collection", one(record.collection));
    say("shelfmark", one(record.shelfmark));
    say("languages", record.languages.to_vec());
    say("original languages", record.original_languages.to_vec());
    say("place", one(record.place));
    say("source", one(record.source));
    say("copies", record.copies.clone());
    say("funders", record.funders.clone());
    say("summary", one(record.summary));
    say("rights", one(record.rights.or(edition.licence.as_deref())));
    say("credits", one(record.credits));
    say("subjects", record.subjects.iter().map(|subject| (*subject).to_owned()).collect());
    say("number", one(record.number.as_deref()));
    say("citation", one(record.citation));
    say("address", one(record.address.as_deref()));
    say("edition", one(Some(&edition.title)));
    say("version", one(edition.version.as_deref()));
    say("publisher", one(edition.publisher.as_deref()));
    say("date of the edition", one(edition.date.as_deref()));
    facts
}

/// What a file can say: of a language that is not recorded there is nothing to take for another.
fn expected(record: &Record<'_>) -> Facts {
    let mut expected = facts(record);
    if record.original_languages.is_empty() {
        expected.extend(expected.get("languages").cloned().map(|value| ("original languages", value)));
    }
    expected
}

/// A name with its parts.
fn shown(name: &Naming) -> String {
    match name {
        Naming::Parted { family, given, suffix } => [Some(family), Some(given), suffix.as_ref()]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(" | "),
        whole => whole.sorted(),
    }
}

/// The date as RIS and biblatex may say it.
fn date(record: &Record<'_>) -> String {
    match record.edtf() {
        Some(edtf) => edtf.as_str().to_owned(),
        None => record.date_in_words(Order::MonthFirst),
    }
}

/// The lines of each record of a RIS file, by their tags.
fn ris_records(file: &str) -> Vec<BTreeMap<&str, Vec<&str>>> {
    assert!(file.split("\r\n").all(|line| !line.contains(['\r', '\n'])), "{file:?}");
    let mut records = Vec::new();
    let mut record: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in file.split("\r\n").filter(|line| !line.is_empty()) {
        let (tag, value) = line.split_once("  - ").unwrap_or_else(|| panic!("no tag: {line}"));
        assert!(tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{line}");
        assert_eq!(tag == "TY", record.is_empty(), "a record opens with TY: {line}");
        if tag == "ER" {
            assert_eq!(value, "");
            records.push(std::mem::take(&mut record));
        } else {
            record.entry(tag).or_default().push(value);
        }
    }
    assert!(record.is_empty(), "the last record has no end");
    records
}

/// The facts of a note, by their labels.
fn note_facts(note: &str, between: &str) -> Vec<(String, String)> {
    const LABELS: [&str; 20] = [
        "archive-citation",
        "container-title",
        "copy",
        "credits",
        "edition-date",
        "editor",
        "event-place",
        "funder",
        "issued",
        "keyword",
        "language",
        "languages",
        "license",
        "name-as-written",
        "number",
        "original-language",
        "publisher",
        "recipient",
        "source-url",
        "version",
    ];
    let mut facts: Vec<(String, String)> = Vec::new();
    for part in note.split(between) {
        match part.split_once(": ").filter(|(label, _)| LABELS.contains(label)) {
            Some((label, value)) => facts.push((label.to_owned(), value.to_owned())),
            None => facts.last_mut().unwrap().1.push_str(&format!("{between}{part}")),
        }
    }
    facts
}

/// The values of a label in a note; names with their parts.
fn noted(facts: &[(String, String)], label: &str) -> Vec<String> {
    let values = facts.iter().filter(|(one, _)| one == label).map(|(_, value)| value.replace(" || ", " | "));
    values.collect()
}

/// What stands in the note of each form alone.
fn facts_of_note(note: &[(String, String)], language: &[String]) -> Facts {
    let languages = |label: &str| -> Option<Vec<String>> {
        Some(noted(note, label).first()?.split(", ").map(str::to_owned).collect())
    };
    let read = languages("languages").unwrap_or_else(|| language.to_vec());
    let all = [
        ("original languages", languages("original-language").unwrap_or_else(|| read.clone())),
        ("languages", read),
        ("place", noted(note, "event-place")),
        ("source", noted(note, "source-url")),
        ("copies", noted(note, "copy")),
        ("funders", noted(note, "funder")),
        ("credits", noted(note, "credits")),
        ("citation", noted(note, "archive-citation")),
        ("date of the edition", noted(note, "edition-date")),
    ];
    all.into_iter().filter(|(_, values)| !values.is_empty()).collect()
}

fn ris_facts(record: &BTreeMap<&'static str, Vec<&'static str>>) -> (Facts, String) {
    let [note] = record["N1"][..] else { panic!("one note: {record:?}") };
    let note = note_facts(note, " | ");
    let values = |tag: &str| -> Vec<String> {
        record.get(tag).into_iter().flatten().map(|value| (*value).to_owned()).collect()
    };
    let names = |tag: &str| -> Vec<String> {
        values(tag).iter().map(|name| name.replace(", ", " | ").replace(" – ", ", ")).collect()
    };
    let noted = |label: &str| noted(&note, label);
    let class = match record["TY"][..] {
        ["PCOMM"] => "letter",
        ["MANSCPT"] => "manuscript",
        _ => panic!("{record:?}"),
    };
    let all = [
        ("class", vec![class.to_owned()]),
        ("id", values("ID")),
        ("title", values("TI")),
        ("genre", values("M3")),
        ("authors", names("AU")),
        ("recipients", [names("A2"), noted("recipient")].concat()),
        ("translators", names("A4")),
        ("editors", noted("editor")),
        ("archive", values("DB")),
        ("collection", values("DP")),
        ("shelfmark", values("AN")),
        ("summary", values("AB")),
        ("rights", noted("license")),
        ("subjects", values("KW")),
        ("number", noted("number")),
        ("address", values("UR")),
        ("edition", noted("container-title")),
        ("version", noted("version")),
        ("publisher", noted("publisher")),
    ];
    let day = values("DA").concat();
    let day = day.trim_end_matches('/').replace('/', "-");
    let date = noted("issued").first().cloned().unwrap_or(day);
    let mut facts = facts_of_note(&note, &values("LA"));
    facts.extend(all.into_iter().filter(|(_, values)| !values.is_empty()));
    (facts, date)
}

/// The file of all records in a form.
fn whole(site: &Site, form: &str) -> String {
    let export = export(form).unwrap();
    let file = alone(site, export, export.whole.as_ref().unwrap(), &mut Diagnostics::default());
    String::from_utf8(file).unwrap()
}

#[test]
fn ris_comes_back() {
    for settings in [SETTINGS, "[edition]\ntitle = \"Letters\"\n"] {
        let (_folder, loaded) = edition(settings);
        let site = &loaded.site;
        let whole = whole(site, "ris");
        let whole: &'static str = whole.leak();
        let records = ris_records(whole);
        assert_eq!(records.len(), DOCUMENTS.len());
        for (at, (record, read)) in Record::all(site).zip(&records).enumerate() {
            let (facts_read, date_read) = ris_facts(read);
            let expected = expected(&record);
            assert_eq!(facts_read, expected, "{}", record.id);
            let commas = |names: &[Naming]| {
                let whole = names.iter().filter(|name| !matches!(name, Naming::Parted { .. }));
                whole.map(Naming::sorted).filter(|name| name.contains(',')).collect::<Vec<_>>()
            };
            assert_eq!(
                noted(&note_facts(&read["N1"].concat(), " | "), "name-as-written"),
                [&record.authors, &record.recipients, &record.translators]
                    .map(|names| commas(names))
                    .concat()
            );
            assert_eq!(date_read, date(&record), "{}", record.id);
            let year = record.edtf().and_then(known).map(|date| format!("{:04}", date.year));
            assert_eq!(read.get("PY").map(|year| year.concat()), year);
            assert_eq!(String::from_utf8(ris::export(site, at)).unwrap(), ris::entry(&record));
        }
    }
}

#[test]
fn the_tags_of_ris() {
    let (_folder, loaded) = edition(SETTINGS);
    let at = loaded.site.edition.documents.iter().position(|document| document.id.as_str() == "letter");
    let file = String::from_utf8(ris::export(&loaded.site, at.unwrap())).unwrap();
    let expected = "TY  - PCOMM\r\nID  - letter\r\nTI  - On Trade\r\nAU  - Stalin, I. V.\r\nA2  - Shtykov, T. F.\r\n\
        A4  - Goldberg, Gary\r\nA4  - van der Berg, J.\r\nDA  - 1948/10/12/\r\nPY  - 1948\r\nM3  - Letter\r\nLA  - en\r\n\
        DB  - RGASPI\r\nAN  - f. 558, op. 11, d. 109, ll. 0113\r\nCN  - War & Peace #1: 100% {true}, doc. 12\r\n\
        DP  - A Digital Archive\r\nAB  - One line. ER - TY - BOOK\r\n\
        N1  - container-title: War & Peace #1: 100% {true} | number: 12 | editor: Doe || Jane | editor: Kim Il | version: 1.0 | \
        publisher: R&D_Press | license: CC0-1.0 | edition-date: 2026-11-23 | funder: A Fund & Co. | funder: Another | Fund | \
        languages: en, fr | original-language: ru, ko | event-place: Moscow | source-url: https://archive.example/1?a=b&c=%20d | \
        copy: AP RF, f. 45, op. 1, d. 346 | copy: AVPRF, f. 0102 | credits: With support | of a foundation. | archive-citation: Quoted as it is; in full, here.\r\n\
        KW  - Trade\r\nKW  - Korea--History\r\nUR  - https://example.org/a_b/documents/letter.html\r\nER  - \r\n";
    assert_eq!(file, expected);
}

fn tex_facts(entry: &biblatex::Entry) -> Facts {
    let text = |field: &str| -> Vec<String> {
        entry.get(field).map(|chunks| chunks.format_verbatim()).into_iter().collect()
    };
    let names = |field: &str| -> Vec<String> {
        let Ok(people) = entry.get_as::<Vec<Person>>(field) else { return Vec::new() };
        people.iter().map(person).collect()
    };
    let languages = |field: &str| -> Vec<String> {
        text(field).iter().flat_map(|all| all.split(" and ")).map(|name| code(name).unwrap()).collect()
    };
    let all = [
        ("id", vec![entry.key.clone()]),
        ("title", text("title")),
        ("genre", text("type")),
        ("authors", names("author")),
        ("recipients", names("recipient")),
        ("translators", names("translator")),
        ("editors", names("bookeditor")),
        ("archive", text("archive")),
        ("collection", text("collection")),
        ("shelfmark", text("shelfmark")),
        ("original languages", languages("origlanguage")),
        ("summary", text("abstract")),
        ("rights", text("copyright")),
        ("subjects", text("keywords").iter().flat_map(|all| all.split(", ").map(str::to_owned)).collect()),
        ("number", text("number")),
        ("address", text("url")),
        ("edition", text("booktitle")),
        ("version", text("bookversion")),
        ("publisher", text("publisher")),
    ];
    let annote = text("annote").concat();
    let note = if annote.is_empty() { Vec::new() } else { note_facts(&annote, " | ") };
    let language = languages("langid");
    let tag = noted(&note, "language");
    assert!(tag.is_empty() || tag == language, "both say one language: {tag:?} {language:?}");
    let mut facts = facts_of_note(&note, &language);
    facts.extend(all.into_iter().filter(|(_, values)| !values.is_empty()));
    if text("origlanguage").is_empty() {
        facts.remove("original languages");
    }
    facts
}

fn person(person: &Person) -> String {
    let family = format!("{} {}", person.prefix, person.name).trim().to_owned();
    let parts = [&family, &person.given_name, &person.suffix].into_iter().filter(|part| !part.is_empty());
    parts.cloned().collect::<Vec<_>>().join(" | ")
}

#[test]
fn bibtex_comes_back() {
    for settings in [SETTINGS, "[edition]\ntitle = \"Letters\"\n"] {
        let (_folder, loaded) = edition(settings);
        let site = &loaded.site;
        let whole = whole(site, "bibtex");
        let read = Bibliography::parse(&whole).unwrap_or_else(|fault| panic!("{fault:?}\n{whole}"));
        assert_eq!(read.len(), DOCUMENTS.len());
        for (at, record) in Record::all(site).enumerate() {
            let entry = read.get(record.id).unwrap();
            assert_eq!(entry.entry_type, EntryType::Misc);
            let mut expected = facts(&record);
            expected.remove("class");
            assert_eq!(tex_facts(entry), expected, "{whole}");
            assert_eq!(String::from_utf8(bibtex::export(site, at)).unwrap(), {
                bibtex::entry(&record, Dialect::BibTex)
            });
            let known = record.edtf().and_then(known);
            let year = entry.get("year").map(|chunks| chunks.format_verbatim());
            assert_eq!(year, known.map(|date| format!("{:04}", date.year)), "{}", record.id);
            let note = entry.get("note").unwrap().format_verbatim();
            assert_eq!(
                note.starts_with(&record.date_in_words(Order::MonthFirst)),
                known.is_none() || IN_WORDS.contains(&record.id),
                "a date that no field can say is in the note: {note}"
            );
        }
    }
}

fn csl_facts(item: &Value) -> (Facts, String) {
    let text =
        |variable: &str| -> Vec<String> { item[variable].as_str().map(one_line).into_iter().collect() };
    let names = |variable: &str| -> Vec<String> {
        item[variable].as_array().into_iter().flatten().map(csl_name).collect()
    };
    let note = note_facts(item["note"].as_str().unwrap(), "\n");
    let noted = |label: &str| noted(&note, label);
    for (variable, label) in
        [("container-title", "container-title"), ("number", "number"), ("license", "license")]
    {
        assert_eq!(text(variable), noted(label), "what Zotero has no field for is noted too");
    }
    assert!(item["editor"].is_null(), "Zotero would make authors of them");
    let class = match item["type"].as_str() {
        Some("personal_communication") => "letter",
        Some("manuscript") => "manuscript",
        _ => panic!("{item}"),
    };
    let all = [
        ("class", vec![class.to_owned()]),
        ("id", text("id")),
        ("title", text("title")),
        ("genre", text("genre")),
        ("authors", names("author")),
        ("recipients", [names("recipient"), noted("recipient")].concat()),
        ("translators", names("translator")),
        ("editors", noted("editor")),
        ("archive", text("archive")),
        ("collection", text("source")),
        ("shelfmark", text("archive_location")),
        ("summary", text("abstract")),
        ("rights", text("license")),
        ("subjects", text("keyword").iter().flat_map(|all| all.split("; ").map(str::to_owned)).collect()),
        ("number", text("number")),
        ("address", text("URL")),
        ("edition", text("container-title")),
        ("version", text("version")),
        ("publisher", text("publisher")),
    ];
    let mut facts = facts_of_note(&note, &text("language"));
    facts.extend(all.into_iter().filter(|(_, values)| !values.is_empty()));
    (facts, csl_date(&item["issued"]))
}

fn csl_name(name: &Value) -> String {
    match (name["family"].as_str(), name["given"].as_str(), name["literal"].as_str()) {
        (Some(family), Some(given), None) => {
            let suffix = name["suffix"].as_str();
            let linked = |before: &str, after: &str| {
                [name[before].as_str(), Some(after)].into_iter().flatten().collect::<Vec<_>>().join(" ")
            };
            let family = linked("non-dropping-particle", family);
            [Some(family.as_str()), Some(given), suffix].into_iter().flatten().collect::<Vec<_>>().join(" | ")
        }
        (None, None, Some(literal)) => literal.to_owned(),
        _ => panic!("{name}"),
    }
}

fn csl_date(issued: &Value) -> String {
    let Some(parts) = issued["date-parts"].as_array() else {
        return issued["literal"].as_str().unwrap().to_owned();
    };
    let end = |end: &Value| {
        let numbers = end.as_array().unwrap().iter().map(|part| format!("{:02}", part.as_u64().unwrap()));
        numbers.collect::<Vec<_>>().join("-")
    };
    let circa = if issued["circa"] == true { "~" } else { "" };
    format!("{}{circa}", parts.iter().map(end).collect::<Vec<_>>().join("/"))
}

#[test]
fn csl_comes_back() {
    for settings in [SETTINGS, "[edition]\ntitle = \"Letters\"\n"] {
        let (_folder, loaded) = edition(settings);
        let site = &loaded.site;
        let list: Vec<Value> = serde_json::from_str(&whole(site, "csl-json")).unwrap();
        assert_eq!(list.len(), DOCUMENTS.len());
        for (at, (record, item)) in Record::all(site).zip(&list).enumerate() {
            let (facts_read, date_read) = csl_facts(item);
            let expected = expected(&record);
            assert_eq!(facts_read, expected, "{item}");
            let ends = record.edtf().and_then(ends);
            // Of a doubt CSL knows no kinds.
            let of_csl = |ends: Ends| format!("{ends}{}", if ends.is_doubtful() { "~" } else { "" });
            let date = ends.map_or_else(|| record.date_in_words(Order::MonthFirst), of_csl);
            assert_eq!(date_read, date, "{item}");
            assert_eq!(item["issued"]["season"].is_number(), record.id == "signs", "spring: {item}");
            assert_eq!(item["call-number"], *record.call_number());
            let alone: Vec<Value> = serde_json::from_slice(&csl::export(site, at)).unwrap();
            assert_eq!(alone, std::slice::from_ref(item));
            let cited = serde_json::to_value(csl::item(&record)).unwrap();
            assert!(
                cited["note"].is_null() && cited["call-number"].is_null(),
                "no style prints them: {cited}"
            );
        }
    }
}

#[test]
fn biblatex_has_letters_and_intervals() {
    let (_folder, loaded) = edition(SETTINGS);
    let records: Vec<Record<'_>> = Record::all(&loaded.site).collect();
    let entry = |id: &str| {
        let record = records.iter().find(|record| record.id == id).unwrap();
        let text = bibtex::entry(record, Dialect::BibLatex);
        let read = Bibliography::parse(&text).unwrap_or_else(|fault| panic!("{fault:?}\n{text}"));
        read.get(id).unwrap().clone()
    };
    assert_eq!(entry("two").entry_type, EntryType::Unknown("letter".to_owned()));
    assert_eq!(entry("minutes").entry_type, EntryType::Unpublished);
    let PermissiveType::Typed(date) = entry("two").date().unwrap() else { panic!("the date is read") };
    let DateValue::Between(first, last) = date.value else { panic!("{date:?}") };
    assert_eq!((first.day, last.day), (Some(7), Some(11)), "days are counted from 0");
    for id in IN_WORDS {
        let PermissiveType::Typed(_) = entry(id).date().unwrap() else { panic!("the date of {id} is read") };
    }
    let PermissiveType::Typed(date) = entry("circa").date().unwrap() else { panic!("the date is read") };
    assert!(date.approximate);
}

#[test]
fn an_entry_of_bibtex() {
    let (_folder, loaded) = edition(SETTINGS);
    let record = Record::all(&loaded.site).find(|record| record.id == "two").unwrap();
    let expected = "@misc{two,\n  author = {{Pak Hon-yong}},\n  title = {{To Both}},\n  type = {Letter},\n  year = {1948},\n  month = oct,\n  day = {8},\n  \
        date = {1948-10-08/1948-10-12},\n  \
        note = {Letter to Kim Il Sung and Stalin, Chairman of the Council, and Others, in War \\& Peace \\#1: 100\\% \\textbraceleft{}true\\textbraceright{}, \
        ed. Jane Doe and Kim Il, version 1.0},\n  \
        recipient = {{Kim Il Sung} and {Stalin, Chairman of the Council, and Others}},\n  \
        booktitle = {War \\& Peace \\#1: 100\\% \\textbraceleft{}true\\textbraceright{}},\n  bookeditor = {Doe, Jane and {Kim Il}},\n  \
        bookversion = {1.0},\n  publisher = {R\\&D\\_Press},\n  copyright = {CC-BY-4.0},\n  \
        annote = {edition-date: 2026-11-23 | funder: A Fund \\& Co. | funder: Another | Fund},\n  \
        url = {https://example.org/a_b/documents/two.html}\n}\n";
    assert_eq!(bibtex::entry(&record, Dialect::BibTex), expected);
}
