//! Front matter in, a document out; and what is said about front matter that is wrong.

use crate::diag::Diagnostics;
use crate::model::date::{Date, Edtf};
use crate::model::document::Document;
use crate::model::entity::{Declared, Party, PartyKind};
use crate::model::id::Id;
use crate::read::header::{apply, read};
use crate::source::Sources;

/// A document with a date, a sender and a recipient that were inferred, as front matter changes it; and
/// what was said about the front matter.
fn document(text: &str) -> (Document, Vec<String>) {
    let mut sources = Sources::default();
    let id = sources.add("a.md", text.into());
    let source = sources.get(id);
    let mut document = Document::new(Id::new("stem").unwrap(), id);
    document.date = Some(Date { written: "October 12, 1948".to_owned(), edtf: Edtf::new("1948-10-12") });
    let office = Declared { text: "Chairman".to_owned(), inferred: true };
    document.to =
        vec![Party { name: "Kim".to_owned(), role: Some(office), inferred: true, ..Party::default() }];
    document.summary = Some("inferred".to_owned());
    let mut diagnostics = Diagnostics::default();
    let header = read(source, &mut diagnostics);
    apply(&header, &mut document, &mut diagnostics);
    let said = diagnostics.iter().map(|it| {
        let place = it.span.map(|span| source.position(span.start).to_string()).unwrap_or_default();
        let hint = it.hints.first().map(String::as_str).unwrap_or_default();
        format!("{place} {}: {} ({hint})", it.severity.name(), it.message)
    });
    let said = said.collect();
    (document, said)
}

fn party(party: &Party) -> String {
    let fact = |fact: &Option<Declared>| {
        fact.as_ref().map(|it| format!("{}{}", it.text, if it.inferred { "?" } else { "" }))
    };
    let parts = [Some(party.name.clone()), party.id.clone(), fact(&party.role), fact(&party.place)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("/") + if party.inferred { "?" } else { "" }
}

fn date(date: &Date) -> String {
    format!("{}={}", date.written, date.edtf.as_ref().map(Edtf::as_str).unwrap_or("-"))
}

/// One line for each field that a document has.
fn show(document: &Document) -> String {
    let description = &document.description;
    let copies = description.copies.iter().map(|copy| copy.written.clone()).collect::<Vec<_>>();
    let names = |names: &[crate::model::document::Name]| {
        names
            .iter()
            .map(|name| {
                format!(
                    "{}{}",
                    name.name,
                    name.role.as_deref().map(|role| format!("/{role}")).unwrap_or_default()
                )
            })
            .collect::<Vec<_>>()
            .join(", ")
    };
    let events = document.dates.iter().map(|event| {
        let time = event.time.as_ref().map(|time| {
            format!(" {}", time.clock.map(|clock| clock.to_string()).unwrap_or(format!("{}?", time.written)))
        });
        format!("{} {}{}", event.kind.name(), date(&event.date), time.unwrap_or_default())
    });
    let fields = [
        ("id", document.id.to_string()),
        ("title", document.title.text.clone()),
        ("kind", document.kind.clone().unwrap_or_default()),
        ("date", document.date.as_ref().map(date).unwrap_or_default()),
        ("dates", events.collect::<Vec<_>>().join(", ")),
        ("from", document.from.iter().map(party).collect::<Vec<_>>().join(", ")),
        ("to", document.to.iter().map(party).collect::<Vec<_>>().join(", ")),
        ("place", document.place.clone().unwrap_or_default()),
        ("original", document.languages.original.join(" ")),
        ("text", document.languages.text.join(" ")),
        ("translators", names(&document.translators)),
        ("citation", description.citation.clone().unwrap_or_default()),
        ("collection", description.collection.clone().unwrap_or_default()),
        ("repository", description.repository.clone().unwrap_or_default()),
        ("shelfmark", description.shelfmark.as_ref().map(|it| it.written.clone()).unwrap_or_default()),
        ("url", description.url.clone().unwrap_or_default()),
        ("copies", copies.join("; ")),
        ("summary", document.summary.clone().unwrap_or_default()),
        ("credits", document.credits.clone().unwrap_or_default()),
        ("rights", document.rights.clone().unwrap_or_default()),
        ("status", document.status.clone().unwrap_or_default()),
        ("subjects", names(&document.subjects)),
        (
            "further",
            document
                .further
                .iter()
                .map(|(key, text)| format!("{key}: {text}"))
                .collect::<Vec<_>>()
                .join("; "),
        ),
    ];
    let inferred = ["stem", "October 12, 1948=1948-10-12", "Kim/Chairman??", "inferred"];
    let said = fields.iter().filter(|(_, text)| !text.is_empty() && !inferred.contains(&text.as_str()));
    said.map(|(name, text)| format!("{name}: {text}\n")).collect()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let (document, said) = document(text);
    assert_eq!(said, Vec::<String>::new(), "{text}");
    assert_eq!(show(&document), expected, "{text}");
}

#[track_caller]
fn check_said(fields: &str, expected: &[&str]) {
    let (_, said) = document(&format!("+++\n{fields}\n+++\n"));
    assert_eq!(said, expected, "{fields}");
}

#[test]
fn overrules_what_was_inferred() {
    check("text", "");
    check("---\n---\n", "");
    check("---\ntitle:\nfrom: []\nsummary: ~\n---\n", "");
    let toml = r#"+++
id = "Stalin to Kim"
title = "A letter"
kind = "letter"
date = 1948-10-13
from = "I. Stalin"
to = [{ name = "Kim", id = "kim", place = "Pyongyang" }, "Pak"]
place = "Moscow"
languages = { original = ["Russian", "ko"], text = "English" }
translators = ["A. B.", { name = "C. D.", role = "editor" }]
summary = " what it says "
credits = "c"
rights = "r"
status = "proofread"
subjects = "war"
notes = "source"

[[dates]]
kind = "sent"
written = "12 Oct"
edtf = 1948-10-12
time = 19:55:00

[source]
citation = "RGASPI, f. 558"
collection = "W"
repository = "RGASPI"
shelfmark = "f. 558"
url = "https://example.org/1"
copies = ["AP RF, f. 45", { repository = "AP RF", shelfmark = "f. 3" }]
+++
"#;
    let all = "id: stalin-to-kim\ntitle: A letter\nkind: letter\ndate: 1948-10-13=1948-10-13\n\
        dates: sent 12 Oct=1948-10-12 19:55\nfrom: I. Stalin\nto: Kim/kim/Pyongyang, Pak\n\
        place: Moscow\noriginal: ru ko\ntext: en\ntranslators: A. B., C. D./editor\n\
        citation: RGASPI, f. 558\ncollection: W\nrepository: RGASPI\nshelfmark: f. 558\n\
        url: https://example.org/1\ncopies: AP RF, f. 45; AP RF, f. 3\nsummary: what it says\n\
        credits: c\nrights: r\nstatus: proofread\nsubjects: war\n";
    check(toml, all);
    let yaml = r#"---
id: Stalin to Kim
title: A letter
kind: letter
date: 1948-10-13
from: I. Stalin
to:
  - { name: Kim, id: kim, place: Pyongyang }
  - Pak
place: Moscow
languages:
  original: [Russian, ko]
  text: English
translators:
  - A. B.
  - name: C. D.
    role: editor
summary: |
  what it says
credits: c
rights: r
status: proofread
subjects: [war]
notes: source
dates:
  - kind: sent
    written: 12 Oct
    edtf: 1948-10-12
    time: 1955
source:
  citation: RGASPI, f. 558
  collection: W
  repository: RGASPI
  shelfmark: f. 558
  url: https://example.org/1
  copies:
    - AP RF, f. 45
    - repository: AP RF
      shelfmark: f. 3
---
"#;
    check(yaml, all);
}

#[test]
fn dates() {
    check("---\ndate: 1948-10-12\n---\n", "");
    check("---\ndate: 1948-10\n---\n", "date: 1948-10=1948-10\n");
    check("---\ndate: 1948\n---\n", "date: 1948=1948\n");
    check("+++\ndate = 1948\n+++\n", "date: 1948=1948\n");
    check("---\ndate: { written: 12.X.48, edtf: 1948-10-12 }\n---\n", "date: 12.X.48=1948-10-12\n");
    check("---\ndate: { written: in the autumn }\n---\n", "date: in the autumn=-\n");
    check("---\ndates: { kind: sent, written: 8 October }\n---\n", "dates: sent 8 October=1948-10-08\n");
    check(
        "---\ndates: { kind: sent, written: 8 January }\ndate: 1950-01-07\n---\n",
        "date: 1950-01-07=1950-01-07\ndates: sent 8 January=1950-01-08\n",
    );
    check("---\ndates: { kind: draft, edtf: 1948-10-XX }\n---\n", "dates: draft 1948-10-XX=1948-10-XX\n");
}

#[test]
fn says_what_is_wrong() {
    check_said("titel = 'x'", &["2:1 warning: front matter has no `titel` (did you mean `title`?)"]);
    check_said("source.ulr = 'x'", &["2:8 warning: front matter has no `source.ulr` (did you mean `url`?)"]);
    check_said(
        "title = ['x']\nkind = 3\nid = 'index'",
        &[
            "2:9 error: `title` is a list, not text (write one text there)",
            "3:8 error: `kind` is a number, not text (put it between quotes: `\"3\"`)",
            "4:6 error: the id `index` is the name of a page of the edition, or no system can have a file of that name (write small letters, digits and `-`: `1948-10-12-stalin-to-kim`)",
        ],
    );
    let form = "write `1948-10-12`, `1948-10` or `1948`; `1948-10-XX` has an unknown day, `1948-10-12?` a doubtful one";
    check_said(
        "date = 'soon'",
        &[&format!("2:8 error: `soon` is not written as year, month and day ({form})")],
    );
    let out = "leave `date` out: a document without it is undated";
    check_said(
        "date = 'n.d.'",
        &[&format!("2:8 error: `n.d.` is not written as year, month and day ({out})")],
    );
    check_said(
        "date = 'October 12, 1948'",
        &["2:8 error: `October 12, 1948` is not written as year, month and day (did you mean `1948-10-12`?)"],
    );
    check_said(
        "dates = [{ written = 'x', time = 'late' }, { kind = 'sent' }, 'x']",
        &[
            "2:34 warning: `late` is not read as a time of day (write hours and minutes: `19:55`)",
            "2:10 error: this date has no `kind` (say what it is the date of: `draft`, `written`, `sent`, `received`, `deciphered`, `typed` or a word of your own)",
            "2:44 error: this entry of `dates` has no date (give the date as the document has it, `written = \"12 October 1948\"`, or as year, month and day, `edtf = \"1948-10-12\"`)",
            "2:63 error: `dates` is text, not a table (give it names and values of its own; the names are `kind`, `written`, `edtf` and `time`)",
        ],
    );
    check_said(
        "from = [{ id = 'x' }, 1]",
        &[
            "2:9 error: here `from` has no `name` (write the name as the document has it)",
            "2:23 error: `from` is a number, not text (put it between quotes: `\"1\"`)",
        ],
    );
    check_said(
        "languages = 'ru'",
        &[
            "2:13 error: `languages` is text, not a table (give it names and values of its own; the names are `original` and `text`)",
        ],
    );
    check_said(
        "languages.text = 'Volapukish'",
        &[
            "2:18 error: there is no language `Volapukish` (write its English name or its tag: `Russian` or `ru`)",
        ],
    );
    check_said(
        "source.url = 'javascript:alert(1)'",
        &[
            "2:14 error: `javascript:alert(1)` is no address of a page (write the whole address: `https://digitalarchive.example.org/document/119377`)",
        ],
    );
    check_said(
        "notes = 'mine'",
        &[
            "2:9 error: `notes` is `mine` (write `source` where the notes are the document's own, `editor` where they are yours)",
        ],
    );
}

#[test]
fn keeps_what_it_does_not_know() {
    let (document, _) = document("---\nbox: 12\nseen by:\n  - A\n  - B: c\nfrom: { name: x, age: 3 }\n---\n");
    assert_eq!(show(&document), "from: x\nfurther: box: 12; seen by: A, B: c; from.age: 3\n");
}

#[test]
fn declared_names_are_not_inferred() {
    let (document, _) = document("---\nto: Kim\n---\n");
    assert_eq!(document.to.iter().map(party).collect::<Vec<_>>(), ["Kim"]);
}

proptest::proptest! {
    /// Whatever stands between the fences, reading ends well, and the text after them is whole.
    #[test]
    fn anything_is_read(fence in "[+]{3}|-{3}", pieces in proptest::collection::vec(piece(), 0..12), body in ".*") {
        let text = format!("{fence}\n{}\n{fence}\n{body}", pieces.concat());
        let mut sources = Sources::default();
        let id = sources.add("a.md", text.into());
        let source = sources.get(id);
        let mut diagnostics = Diagnostics::default();
        let header = read(source, &mut diagnostics);
        proptest::prop_assert!(source.text().get(header.body..).is_some());
        apply(&header, &mut Document::new(Id::new("a").unwrap(), id), &mut diagnostics);
        for diagnostic in diagnostics {
            let span = diagnostic.span.map(|span| source.text().get(span.range()));
            proptest::prop_assert!(span.flatten().is_some(), "{diagnostic:?}");
        }
    }
}

/// What front matter is made of, and what is not.
fn piece() -> impl proptest::strategy::Strategy<Value = String> {
    let key = "(title|date|dates|from|to|source|languages|copies|url|time|id|ключ)( = |: |=|:)";
    let value = "(\\[|\\]|\\{|\\}|'x'|\"|1948-10-12|0x1F|1e9|\\.nan|19:55:00|true|~|&a|\\*a|!t x|- |\\| |é|\n|\n  |, )";
    proptest::prop_oneof![key, value, ".{0,3}"]
}

#[test]
fn a_party_is_a_person_or_a_body() {
    check_said(
        "from = { name = \"Red Star\", kind = \"ship\" }",
        &[
            "2:36 error: `ship` is no kind of sender or recipient (write `kind = \"person\"` or, for an office, a state or a committee, `kind = \"body\"`)",
        ],
    );
    let (document, said) = document("---\nto:\n  - name: Red Star\n    kind: Body\n---\n");
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(document.to[0].kind, Some(PartyKind::Body));
}

#[test]
fn a_change_has_a_day() {
    check_said("changes = { date = { written = \"31 January 2027\" }, what = \"a\" }", &[]);
    check_said(
        "changes = { date = { written = \"some day\" }, what = \"a\" }",
        &[
            "2:11 error: a change in `changes` has no day (write each change with its day: `changes = [{ date = 2027-01-31, what = \"the shelfmark\" }]`)",
        ],
    );
}

#[test]
fn what_no_reader_can_see_is_left_out() {
    let (document, said) = document(
        "+++\ntitle = \"A \\u001b[31mRed\\u0007 Letter\\nin Two Lines\"\nsummary = \"One.\\n\\nTwo.\"\nplace = \"\\u0007\"\n+++\n",
    );
    assert_eq!(document.title.text, "A [31mRed Letter in Two Lines");
    assert_eq!(document.summary.as_deref(), Some("One.\n\nTwo."));
    assert_eq!(document.place, None);
    let unseen = "delete it: no reader can see it, and it can change what a terminal shows";
    assert_eq!(
        said,
        [
            format!("2:9 warning: `title` has the control character U+001B, which is left out ({unseen})"),
            "2:9 warning: `title` has several lines, which are made one (write it on one line)".to_owned(),
            format!("4:9 warning: `place` has the control character U+0007, which is left out ({unseen})"),
        ]
    );
}
