//! The pages of people, places, archives, years, subjects and languages: what is on them, what they are called, and what editors
//! are told of names.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the tests make the editions that they load, and stop where they cannot"
)]

use std::collections::BTreeMap;
use std::fs;

use edition::press::{Overrides, load};

mod generated;

use generated::{REGISTERS, SETTINGS, generate, printed};

#[test]
fn the_same_edition_gives_the_same_pages() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    generate(one.path(), 60);
    generate(other.path(), 60);
    assert!(printed(one.path()) == printed(other.path()));
}

#[test]
fn an_address_does_not_depend_on_other_documents() {
    let (few, many) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    generate(few.path(), 40);
    generate(many.path(), 80);
    let (few, many) = (printed(few.path()), printed(many.path()));
    let gone: Vec<&String> = few.keys().filter(|address| !many.contains_key(*address)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn a_name_is_linked_in_the_text_and_quoted_on_its_page() {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), 1);
    let site = printed(folder.path());
    let page = &site["documents/d000.html"];
    assert!(page.contains("The Stalin Prize, and"), "an exception is no name");
    assert!(page.contains("<a href=\"../people/stalin.html\">Filippov</a>"), "{page}");
    assert!(page.contains("<a href=\"../people/kim-il-sung.html\">Kim</a>"));
    let stalin = &site["people/stalin.html"];
    assert!(
        stalin.contains(
            "<a href=\"../documents/d000.html#p1\" lang=\"en\">The Stalin Prize, and a word to <b>Filippov</b>"
        ),
        "{stalin}"
    );
    assert!(stalin.contains("<a href=\"https://www.wikidata.org/entity/Q855\">Wikidata Q855</a>"));
    assert!(stalin.contains("18 December 1878 – 5 March 1953"));
}

#[test]
fn a_document_is_of_the_day_on_which_it_was_sent() {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), 0);
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    let write = |id: &str, settings: &str| {
        let text = format!("+++\ntitle = \"{id}\"\n{settings}\n+++\n\nThe text.\n");
        fs::write(folder.path().join(format!("content/documents/{id}.md")), text).unwrap();
    };
    write("sent", "dates = [{ kind = 'written', edtf = '1949' }, { kind = 'sent', edtf = '1950-05-05' }]");
    write(
        "old",
        "from = { name = 'I. Stalin', id = 'https://viaf.org/viaf/1' }\ndates = [{ kind = 'written', written = '25 October 1917 (Old Style)' }]",
    );
    write("received", "dates = [{ kind = 'received', edtf = '1951' }]");
    let site = printed(folder.path());
    let years = ["1917", "1950", "undated"].map(|year| site[&format!("chronology/{year}.html")].clone());
    let shown = ["old", "sent", "received"].map(|id| format!("../documents/{id}.html"));
    assert!(years.iter().zip(&shown).all(|(page, href)| page.contains(href)), "{years:?}");
    let heading = "<p class=\"date\"><time datetime=\"1917-11-07\">25 October (7 November) 1917</time></p>";
    assert!(site["documents/old.html"].contains(heading));
    let loaded = load(folder.path(), &Overrides::default());
    let codes: Vec<&str> = loaded.diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes.iter().filter(|code| **code == "no-date").count(), 1, "{codes:?}");
    assert!(!codes.contains(&"unknown-entry"), "an address needs no register: {codes:?}");
}

#[test]
fn a_way_is_told_with_its_days_and_its_clerks() {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), 0);
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    let write = |id: &str, settings: &str, text: &str| {
        let text = format!("+++\ntitle = \"{id}\"\n{settings}\n+++\n\nThe text.\n\n{text}\n");
        fs::write(folder.path().join(format!("content/documents/{id}.md")), text).unwrap();
    };
    let dates =
        "dates = [{ kind = 'written', edtf = '1948-02-28' }, { kind = 'received', edtf = '1948-03-01' }]";
    write("way", dates, "sent by Petrov  \nreceived by Ivanova");
    write("clerk", "changes = { date = 2027-01-31, what = 'the <shelfmark>' }", "received by Ivanova");
    write("neither", "changes = { date = 2027-03-01, what = 'a reading' }", "");
    let site = printed(folder.path());
    let rows: Vec<String> = site["transmission/index.html"]
        .split("<tr>")
        .skip(2)
        .map(|row| {
            let cells = row.split("</td>").chain([]).map(|cell| {
                let text: String =
                    cell.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            });
            cells.collect::<Vec<_>>().join("|")
        })
        .collect();
    let row = |text: &str| rows.iter().any(|row| row.starts_with(text));
    assert!(row("way 28 February 1948||1 March 1948|2 days|Petrov, Ivanova|"), "{rows:?}");
    assert!(row("clerk||||Ivanova|"), "{rows:?}");
    assert!(row("Ivanova2|received 2|"), "{rows:?}");
    assert!(row("Petrov1|sent 1|"), "{rows:?}");
    assert!(!rows.iter().any(|row| row.contains("neither")), "{rows:?}");
    let home = &site["index.html"];
    let (latest, earlier) = (home.find("a reading").unwrap(), home.find("the &lt;shelfmark&gt;").unwrap());
    assert!(latest < earlier, "{home}");
}

/// Writes documents that have these settings and no other, and gives the pages.
fn of_settings(settings: &[&str]) -> (tempfile::TempDir, BTreeMap<String, String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    fs::write(folder.path().join("site.toml"), SETTINGS).unwrap();
    for (at, settings) in settings.iter().enumerate() {
        let text = format!("+++\ntitle = \"Letter {at}\"\n{settings}\n+++\n\nThe text.\n");
        fs::write(folder.path().join(format!("content/documents/d{at}.md")), text).unwrap();
    }
    let site = printed(folder.path());
    (folder, site)
}

fn at(shelfmark: &str) -> String {
    format!("source = {{ repository = \"R\", shelfmark = \"{shelfmark}\" }}")
}

#[test]
fn fonds_with_letters_are_fonds() {
    let shelfmarks =
        ["f. R-5446, op. 1, d. 1", "f. R-7523, op. 1, d. 1", "ф. Р-5446, оп. 1, д. 1, л. 12", "f. 9, op. 1"];
    let settings: Vec<String> = shelfmarks.iter().map(|one| at(one)).collect();
    let (_folder, site) = of_settings(&settings.iter().map(String::as_str).collect::<Vec<_>>());
    let two = &site["archives/r.f-r-5446.html"];
    assert!(two.contains("Two documents") || two.contains("2 documents"), "{two}");
    assert!(site["archives/r.f-r-7523.html"].contains("documents/d1.html"));
    let tree = &site["archives/r.html"];
    let (plain, first, second) =
        (tree.find("f. 9<").unwrap(), tree.find("f. R-5446<").unwrap(), tree.find("f. R-7523<").unwrap());
    assert!(plain < first && first < second, "{tree}");
    assert!(!site.contains_key("archives/r.op-1.html"));
}

#[test]
fn an_opis_is_one_branch_however_it_is_written() {
    let shelfmarks = [
        "f. 558, op. 11, d. 109",
        "F. 558, Op. 11, D. 109",
        "fond 558, opis' 11, delo 109",
        "fond 558, opis 11, papka 5, delo 2",
        "f. 558, inv. 11, file 109",
        "ф. 558, оп. 11, д. 109, л. 3",
    ];
    let settings: Vec<String> = shelfmarks.iter().map(|one| at(one)).collect();
    let (_folder, site) = of_settings(&settings.iter().map(String::as_str).collect::<Vec<_>>());
    let page = &site["archives/r.f-558.html"];
    let tree = page.split_once("<ul class=\"tree\">").unwrap().1.split_once("<section").unwrap().0;
    assert_eq!(tree.matches("<ul>").count(), 1, "one opis: {tree}");
    assert_eq!(tree.matches("<li>").count(), 3, "and two dela in it: {tree}");
    assert_eq!(page.matches("<section class=\"year\"").count(), 2, "{page}");
}

#[test]
fn copies_have_their_fond_and_opis() {
    let copy = "source = { repository = \"R\", shelfmark = \"f. 1, op. 1\", copies = [{ repository = \"Q\", shelfmark = \"f. 2, op. 3\" }] }";
    let (_folder, site) = of_settings(&[copy, &at("f. 2, op. 4").replace("\"R\"", "\"Q\"")]);
    let page = &site["archives/q.f-2.html"];
    assert!(page.contains(">op. 3: copies</h2>") && page.contains(">op. 4</h2>"), "{page}");
    assert!(page.contains("documents/d0.html") && site["archives/q.html"].contains("q.f-2.html"));
}

#[test]
fn two_people_have_two_pages() {
    let names = ["李明", "黎明", "Li Ming", "Ivanov, P.", "Иванов, П.", "Stalin"];
    let mut settings: Vec<String> = names.iter().map(|name| format!("from = \"{name}\"")).collect();
    settings.extend(["C", "C++", "C#"].iter().map(|name| format!("subjects = [\"{name}\"]")));
    settings.extend(["f. 5-1", "f. 5/1"].iter().map(|one| at(one)));
    let (folder, site) = of_settings(&settings.iter().map(String::as_str).collect::<Vec<_>>());
    let pages = |site: &BTreeMap<String, String>, of: &str| {
        site.keys().filter(|address| address.starts_with(of) && !address.ends_with("index.html")).count()
    };
    assert_eq!(pages(&site, "people/"), 6, "{:?}", site.keys());
    assert_eq!(pages(&site, "subjects/"), 3);
    assert_eq!(pages(&site, "archives/r."), 3, "the archive and two fonds");
    assert!(site.contains_key("people/ivanov-p.html") && site.contains_key("subjects/c.html"));

    // Who is in no register is not on the page of an entry.
    let register = "[li-ming]\nname = \"Li Ming\"\n\n[stalin]\nname = \"Stalin, Joseph\"\n";
    fs::create_dir_all(folder.path().join("content/registers")).unwrap();
    fs::write(folder.path().join("content/registers/people.toml"), register).unwrap();
    let registered = printed(folder.path());
    let entry = &registered["people/li-ming.html"];
    assert!(entry.contains("documents/d2.html"), "{entry}");
    assert!(!entry.contains("documents/d0.html") && !entry.contains("documents/d1.html"), "{entry}");
    assert!(!registered["people/stalin.html"].contains("documents/d5.html"), "he has a page of his own");
    assert_eq!(pages(&registered, "people/"), 7);
    for address in site.keys().filter(|address| address.starts_with("people/")) {
        assert!(registered.contains_key(address), "{address}");
    }
}

#[test]
fn spellings_that_share_a_page_are_told() {
    let names = ["Šik, O.", "Sik, O.", "O. ŠIK", "Ahmed", "Ähmed", "O'Brien", "O’Brien", "Obrien"];
    let settings: Vec<String> = names.iter().map(|name| format!("from = \"{name}\"")).collect();
    let (folder, site) = of_settings(&settings.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(site.keys().filter(|address| address.starts_with("people/")).count(), 4, "{:?}", site.keys());
    let loaded = load(folder.path(), &Overrides::default());
    let near = loaded.diagnostics.iter().filter(|found| found.code == "near-name");
    let mut said: Vec<&str> = near.map(|found| found.message.as_str()).collect();
    said.sort_unstable();
    let told =
        |one: &str, other: &str| format!("`{one}` and `{other}` are taken for one name and have one page");
    assert_eq!(said, [told("Ahmed", "Ähmed"), told("O'Brien", "Obrien"), told("Šik, O.", "Sik, O.")]);
}

#[test]
fn the_dead_write_no_letters() {
    let letter =
        |date: &str, from: &str, to: &str| format!("date = \"{date}\"\nfrom = \"{from}\"\nto = \"{to}\"");
    let settings = [
        letter("1960-01-01", "Ivanov, I.", "Pak"),
        letter("1953", "Stalin, J.", "Pak"),
        letter("1953-03-06", "Stalin, J.", "Stalin, J."),
        letter("1878-01-01/1878-01-09", "Pak", "Stalin, J."),
    ];
    let (folder, _) = of_settings(&settings.iter().map(String::as_str).collect::<Vec<_>>());
    let register = "[lo]\nname = \"Ivanov, I.\"\nborn = \"1950\"\ndied = \"1940\"\n\n\
        [stalin]\nname = \"Stalin, J.\"\nborn = 1878-12-18\ndied = 1953-03-05\n\n[pak]\nname = \"Pak\"\ndied = \"1953~\"\n";
    fs::create_dir_all(folder.path().join("content/registers")).unwrap();
    fs::write(folder.path().join("content/registers/people.toml"), register).unwrap();
    let loaded = load(folder.path(), &Overrides::default());
    let codes = ["died-before-birth", "not-alive"];
    let found = loaded.diagnostics.iter().filter(|found| codes.contains(&found.code));
    let said: Vec<String> = found
        .map(|found| {
            let span = found.span.unwrap();
            let source = loaded.site.sources.get(span.source);
            format!("{}:{} {}", source.stem(), source.position(span.start), found.message)
        })
        .collect();
    assert_eq!(
        said,
        [
            "people:1:2 `Ivanov, I.` died before being born: `1940` is before `1950`",
            "d3:5:7 the document of `1878-01-01/1878-01-09` was sent to `Stalin, J.`, who was born `1878-12-18`",
            "d2:4:9 the document of `1953-03-06` was sent by `Stalin, J.`, who died `1953-03-05`",
            "d0:4:9 the document of `1960-01-01` was sent by `Ivanov, I.`, who died `1940`",
            "d0:5:7 the document of `1960-01-01` was sent to `Pak`, who died `1953~`",
        ]
    );
}

#[test]
fn the_home_page_and_the_lists_say_what_there_is() {
    let mut settings: Vec<String> = (0..9)
        .map(|at| format!("date = \"1948-0{}\"\nsource = {{ repository = \"Archive {at}\" }}", at + 1))
        .collect();
    settings.push("date = \"1889-08-02/1900\"".to_owned());
    // It begins before others and ends after all.
    settings.push("date = \"1960/1992-05-05\"".to_owned());
    settings.push("date = \"1985-11-29/1990-03-28\"\nlanguages = { original = \"de\" }".to_owned());
    settings.push(
        "languages = { original = [\"de-AT\", \"de-DE\", \"ru\", \"ru-Latn\"] }\n\
         source = { repository = \"Archive 1\", copies = [{ repository = \"Another\", shelfmark = \"f. 1\" }] }"
            .to_owned(),
    );
    let (_folder, site) = of_settings(&settings.iter().map(String::as_str).collect::<Vec<_>>());
    let home = &site["index.html"];
    assert!(home.contains("10 archives"), "{home}");
    for day in ["2 August 1889", "5 May 1992"] {
        assert!(home.contains(day), "{day}: {home}");
    }
    assert!(!home.contains("29 November 1985"), "{home}");
    let languages = &site["languages/index.html"];
    for name in [">German<", ">German (Austria)<", ">German (Germany)<", ">Russian<", ">Russian (Latin)<"] {
        assert!(languages.matches(name).count() == 1, "{name}: {languages}");
    }
}

#[test]
fn what_is_doubtful_about_names_is_said() {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), 0);
    let write = |file: &str, text: &str| fs::write(folder.path().join(file), text).unwrap();
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    write(
        "content/registers/people.toml",
        &format!("{REGISTERS}\n[other]\nname = \"Other\"\nvariants = [\"Filippov\"]\n"),
    );
    let letter = |from: &str, to: &str, text: &str| {
        format!("+++\ntitle = \"A\"\nfrom = {from}\nto = \"{to}\"\n+++\n\n{text}\n")
    };
    write("content/documents/a.md", &letter("\"Filippov\"", "Erofeyev", "[he](person:stalni)"));
    write("content/documents/b.md", &letter("{ name = \"F.\", id = \"filippov\" }", "Ерофеев", "x"));
    let loaded = load(folder.path(), &Overrides::default());
    let codes = ["ambiguous-name", "unresolved-name", "near-name", "unknown-entry"];
    let said: Vec<String> = loaded
        .diagnostics
        .iter()
        .filter(|found| codes.contains(&found.code))
        .map(|found| {
            let span = found.span.unwrap_or_else(|| panic!("{found:?}"));
            let source = loaded.site.sources.get(span.source);
            let place = format!("{}:{}", source.stem(), source.position(span.start));
            format!("{place} {}: {}", found.severity.name(), found.message)
        })
        .collect();
    assert_eq!(
        said,
        [
            "people:17:2 warning: `Filippov` is a name of two entries, `stalin` and `other`",
            "a:7:2 warning: the link `person:stalni` leads nowhere: `people` has no entry `stalni`",
            "a:3:9 warning: `Filippov` may be `stalin` or `other`",
            "a:4:7 note: `Erofeyev` is in no register",
            "b:3:29 warning: `F.` has the id `filippov`, which no register has",
            "b:3:18 note: `F.` is in no register",
            "b:4:7 note: `Ерофеев` is in no register",
            "b:2:9 note: `Erofeyev` and `Ерофеев` may be one name",
        ]
    );
}

#[test]
fn names_of_tei_lead_to_the_entries_of_the_file_and_of_the_registers() {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), 0);
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    let tei = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>\
        <publicationStmt><p/></publicationStmt><sourceDesc><listPerson>\
        <person xml:id=\"p1\"><persName>Shtykov, Terentii</persName></person>\
        <person xml:id=\"p2\"><persName>Filippov</persName></person></listPerson></sourceDesc></fileDesc></teiHeader>\
        <text><body><p><persName ref=\"#p1\">He</persName> and <persName ref=\"#p2\">him</persName>, \
        <persName ref=\"https://www.wikidata.org/wiki/Q855\">him again</persName>, \
        <persName key=\"p9\">nobody</persName>.</p></body></text></TEI>";
    fs::write(folder.path().join("content/documents/a.xml"), tei).unwrap();
    let site = printed(folder.path());
    let page = &site["documents/a.html"];
    for link in [
        "<a href=\"../people/shtykov-terentii.html\">He</a>",
        "<a href=\"../people/stalin.html\">him</a>",
        "<a href=\"../people/stalin.html\">him again</a>",
        ", nobody.",
    ] {
        assert!(page.contains(link), "{link}:\n{page}");
    }
    assert!(site["people/stalin.html"].contains("<b>him again</b>"));
}

#[test]
fn citations_follow_the_registers() {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), 0);
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    let letter = "+++\ntitle = \"A\"\nfrom = \"Filippov\"\nto = [\"金日成\", \"T. Shtykov\"]\n+++\n\nx\n";
    fs::write(folder.path().join("content/documents/a.md"), letter).unwrap();
    let site = printed(folder.path());
    let cited = &site["documents/a.csl.json"];
    assert!(cited.contains("\"family\":\"Stalin\"") || cited.contains("\"family\": \"Stalin\""), "{cited}");
    assert!(cited.contains("Kim Il Sung"), "{cited}");
    let loaded = load(folder.path(), &Overrides::default());
    let guesses = loaded.diagnostics.iter().filter(|found| found.code == "guessed-name");
    let guesses: Vec<&str> = guesses.map(|guess| guess.message.as_str()).collect();
    assert!(matches!(guesses.as_slice(), [one] if one.contains("T. Shtykov")), "{guesses:?}");
}

#[test]
fn some_are_named_in_all_documents_and_some_in_none() {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), 30);
    let site = printed(folder.path());
    let stalin = &site["people/stalin.html"];
    assert!(stalin.contains("30 documents of this edition"), "he is named in all of them: {stalin}");
    assert!(site.contains_key("people/nobody.html"), "an entry has its page before a document names it");
    assert!(site.contains_key("people/kim-il-sung.stalin.html"), "what two wrote to each other");
    // Only some went from or to a body.
    let of_body = site["organizations/council-of-ministers.html"].matches("<li>\n<p class=\"when\">").count();
    assert!((1..30).contains(&of_body), "{of_body}");
}
