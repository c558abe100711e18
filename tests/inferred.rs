//! What the reader infers from the words of a document: parties, dates, the transmission, the frame.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a test reads its cases, and stops where it cannot"
)]

use edition::diag::Diagnostics;
use edition::model::date::{Date, Edtf};
use edition::model::document::{Document, Version};
use edition::model::entity::Party;
use edition::model::id::Id;
use edition::model::text::{Block, Inline, Passage, plain};
use edition::read;
use edition::read::phrases::Vocabulary;
use edition::source::Sources;
use proptest::prelude::{Strategy, prop, prop_assert_eq, proptest};
use proptest::test_runner::Config;

fn document(path: &str, text: &str) -> Document {
    let mut sources = Sources::default();
    let id = sources.add(path, text.as_bytes().to_vec());
    let documents = read::documents(sources.get(id), &Vocabulary::default());
    documents.into_iter().next().expect("a transcription is one document")
}

/// What was inferred, a line each.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(document.kind.iter().map(|kind| format!("kind {kind}")));
    lines.extend(document.from.iter().map(|party| format!("from {}", party_line(party))));
    lines.extend(document.to.iter().map(|party| format!("to {}", party_line(party))));
    for event in &document.dates {
        let clock = event.time.as_ref().and_then(|time| time.clock);
        let clock = clock.map_or_else(String::new, |clock| format!(" {clock}"));
        lines.push(format!("{} {}{clock}", event.kind.name(), date_line(&event.date)));
    }
    lines.extend(
        document.answers.iter().map(|answer| format!("answers {} {}", answer.kind, date_line(&answer.date))),
    );
    if let Some(transmission) = &document.transmission {
        lines.extend(transmission.copies.iter().map(|copies| format!("copies {copies}")));
        for recipient in &transmission.distribution {
            let copies = recipient.copies.map_or_else(String::new, |copies| format!(" × {copies}"));
            lines.push(format!("distribution {}{copies}", recipient.name));
        }
        for step in &transmission.steps {
            let place = step.place.as_ref().map_or_else(String::new, |place| format!(" | place {place}"));
            lines.push(format!("step {:?} by {}{place}", step.action, step.by.as_deref().unwrap_or("-")));
        }
    }
    for version in &document.versions {
        parts(&version.blocks, &mut lines);
    }
    lines
}

fn party_line(party: &Party) -> String {
    let declared =
        |label: &str, fact: Option<&str>| fact.map_or_else(String::new, |text| format!(" | {label} {text}"));
    let role = declared("role", party.role.as_ref().map(|role| role.text.as_str()));
    let place = declared("place", party.place.as_ref().map(|place| place.text.as_str()));
    format!("{}{role}{place}{}", party.name, if party.inferred { "" } else { " (declared)" })
}

fn date_line(date: &Date) -> String {
    format!("{} = {}", date.written, date.edtf.as_ref().map_or("?", Edtf::as_str))
}

fn parts(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Part { role, blocks } => {
                let texts: Vec<String> = passages(blocks)
                    .iter()
                    .map(|passage| plain(&passage.content).replace('\n', " / "))
                    .collect();
                lines.push(format!("{}: {}", role.name(), texts.join(" // ")));
                let found =
                    passages(blocks).iter().flat_map(|passage| fields(&passage.content)).collect::<Vec<_>>();
                if !found.is_empty() {
                    lines.push(format!("fields: {}", found.join(", ")));
                }
            }
            Block::Quote(blocks) => parts(blocks, lines),
            _ => {}
        }
    }
}

fn passages(blocks: &[Block]) -> Vec<&Passage> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => {
                vec![passage]
            }
            Block::List(list) => list.items.iter().collect(),
            Block::Quote(blocks) | Block::Part { blocks, .. } => passages(blocks),
            Block::Named(named) => passages(&named.content),
            Block::Table(_) => Vec::new(),
        })
        .collect()
}

fn fields(content: &[Inline]) -> Vec<String> {
    content
        .iter()
        .flat_map(|inline| match inline {
            Inline::Field(field) => {
                let clock = field.clock.map_or_else(String::new, |clock| format!(" {clock}"));
                vec![format!("{}={}{clock}", field.field.name(), plain(&field.content))]
            }
            Inline::Styled { content, .. } | Inline::Link { content, .. } => fields(content),
            Inline::Marked(marked) => marked.pieces.iter().flat_map(|piece| fields(&piece.content)).collect(),
            _ => Vec::new(),
        })
        .collect()
}

fn check(path: &str, expected: &[&str]) {
    let full = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&full).expect("the file is there");
    assert_eq!(lines(&document(path, &text)), expected, "{path}");
}

fn check_text(text: &str, expected: &[&str]) {
    assert_eq!(lines(&document("a.md", text)), expected, "{text}");
}

#[test]
fn the_seed() {
    check(
        "content/documents/1948-10-12-stalin-to-kim-il-sung.md",
        &[
            "kind Telephone Message via VCh",
            "from I. Stalin | role Chairman of the USSR Council of Ministers",
            "to Kim Il Sung | role Chairman of the Cabinet of Ministers of the Democratic People's Republic of Korea | place Pyongyang",
            "draft [date left blank] October 1948 = 1948-10-XX",
            "sent 12 October 1948 = 1948-10-12 19:55",
            "answers letter 8 October = 1948-10-08",
            "opener: to Mr. Kim Il Sung / Chairman of the Cabinet of Ministers of / the Democratic People's Republic of Korea // Pyongyang",
            "signature: I. STALIN // Chairman of the USSR Council of Ministers",
            "transmission: sent by Yerofeyev // received by Novoselova // 12 October 1948 // 1955",
            "fields: sent-by=Yerofeyev, received-by=Novoselova, date=12 October 1948, time=1955 19:55",
        ],
    );
}

#[test]
fn a_journal_with_copies() {
    check(
        "tests/corpus/wilson-shapes/shape-a-letterhead-columns.txt",
        &[
            "written 4 March 1957 = 1957-03-04",
            "copies 4",
            "distribution Cde. N. N. Petrov",
            "distribution Cde. R. S. Lebedev",
            "distribution Ministry, First Section",
            "distribution file",
            "transmission: Four copies printed v[i] // 1 - Cde. N. N. Petrov // 2 - Cde. R. S. Lebedev // 3 - Ministry, First Section // 4 - to file",
            "fields: copies=Four, distribution=Cde. N. N. Petrov, distribution=Cde. R. S. Lebedev, distribution=Ministry, First Section, distribution=file",
        ],
    );
}

#[test]
fn ordinal_copies() {
    check(
        "tests/corpus/wilson-shapes/shape-b-double-brackets.txt",
        &[
            "written 18 April 1957 = 1957-04-18",
            "copies 5",
            "distribution Cde. N. N. Petrov",
            "distribution the Ministry UVPI [expansion unknown]",
            "transmission: Five copies printed // 1st - to Cde. N. N. Petrov // 5th - to the Ministry UVPI [expansion unknown]",
            "fields: copies=Five, distribution=Cde. N. N. Petrov, distribution=the Ministry UVPI [expansion unknown]",
        ],
    );
}

#[test]
fn a_cipher_telegram() {
    check(
        "tests/corpus/wilson-shapes/shape-c-cipher-telegram.txt",
        &[
            "kind Ciphered Telegram",
            "from Belov | place PORT CITY",
            "to Zarya [Petrov]",
            "sent 06/02/51 = 1951-06-02 03:15",
            "received 06/02/51 = 1951-06-02 06:36",
            "arrived 2.6.51 = 1951-06-02 07:10",
            "deciphered 2/VI-51 = 1951-06-02 07:45",
            "typed 06/02/51 = 1951-06-02 13:30",
            "copies 7",
            "distribution Petrov × 2",
            "distribution Lebedev × 1",
            "distribution Gromov × 1",
            "distribution File of 8th × 1",
            "step Sent by -",
            "step Received by - | place the Capital",
            "step Arrived by - | place the 8D/GS",
            "step Deciphered by Ivanova",
            "step Typed by Ivanova",
            "transmission: Sent by wire on 06/02/51 at 03:15 a.m. // Received in the Capital on 06/02/51 at 6:36 a.m. // Arrived at the 8D/GS on 2.6.51 at 7:10 // Deciphered by Ivanova on 2/VI-51 at 0745 // Distribution list - 7 copies: Petrov - 2, Lebedev-1, Gromov - 1, File of 8th - 1.",
            "fields: date=06/02/51, time=03:15 a.m. 03:15, date=06/02/51, time=6:36 a.m. 06:36, arrived-at=the 8D/GS, date=2.6.51, time=7:10 07:10, deciphered-by=Ivanova, date=2/VI-51, time=0745 07:45, copies=7, distribution=Petrov - 2, distribution=Lebedev-1, distribution=Gromov - 1, distribution=File of 8th - 1",
            "opener: ZARYA [PETROV]",
            "signature: B E L O V",
            "transmission: Typed by Ivanova on 06/02/51 at 13:30 p.m.",
            "fields: typed-by=Ivanova, date=06/02/51, time=13:30 p.m. 13:30",
        ],
    );
}

#[test]
fn a_dated_signature() {
    check(
        "tests/corpus/wilson-shapes/shape-d-xnote-stamp.txt",
        &[
            "kind Ciphered Telegram",
            "from Gromov | place RIVER CITY",
            "to Cde. Zarya [Petrov]",
            "written 30/5-50 = 1950-05-30",
            "signature: 30/5-50. Gromov",
        ],
    );
}

#[test]
fn a_form() {
    check(
        "tests/corpus/wilson-shapes/shape-e-form-telegram.txt",
        &[
            "kind Ciphered Telegram",
            "from Ministry",
            "to Gromov",
            "received 9 July 1950 = 1950-07-09 04:10",
            "sent 9 July 1950 = 1950-07-09 05:30",
            "copies 5",
            "distribution Comr. Petrov",
            "distribution Comr. Lebedev",
            "distribution Comr. Gromov",
            "distribution Comr. 10th department",
            "distribution Comr. Copy",
            "step Received by -",
            "step Sent by -",
            "transmission: Received on 4:10 am, 9 July 1950 // Sent on 5:30 am, 9 July 1950",
            "fields: time=4:10 am 04:10, date=9 July 1950, time=5:30 am 05:30, date=9 July 1950",
            "transmission: 5 copies // Copies: // 1. Comr. Petrov // 2. Comr. Lebedev // 3. Comr. Gromov // 4. Comr. 10th department // 5. Comr. Copy",
            "fields: copies=5, distribution=Comr. Petrov, distribution=Comr. Lebedev, distribution=Comr. Gromov, distribution=Comr. 10th department, distribution=Comr. Copy",
        ],
    );
}

#[test]
fn blanks() {
    check(
        "tests/corpus/wilson-shapes/shape-f-blanks-two-languages.txt",
        &[
            "kind Draft Letter",
            "from Petrov | place Capital",
            "to Kim [김]",
            "to 李",
            "draft [blank] October 1950 = 1950-10-XX",
            "draft \"___\" __________ 1950 = 1950-XX-XX",
            "signature: [signed] P. PETROV [seal]",
        ],
    );
}

#[test]
fn what_is_declared_stays() {
    check_text(
        "+++\ntitle = \"Letter from A. Petrov to B. Gromov\"\nkind = \"Note\"\nfrom = \"C. Lebedev\"\ndate = \"1950-05-03\"\n\
         dates = [{ kind = \"written\", written = \"3 May\", edtf = \"1950-05-03\" }]\n+++\n\
         to B. Gromov\n\nMoscow\n\nI thank you.\n\n4 May 1950\n\nC. LEBEDEV\n\nAmbassador\n",
        &[
            "kind Note",
            "from C. Lebedev | role Ambassador (declared)",
            "to B. Gromov | place Moscow",
            "written 3 May = 1950-05-03",
            "opener: to B. Gromov // Moscow",
            "signature: C. LEBEDEV // Ambassador",
        ],
    );
}

#[test]
fn a_note_in_one_paragraph() {
    check_text(
        "+++\ntitle = \"Telegram, Petrov to Gromov\"\n+++\nAll is well.\n\nsent by Belov  \n12 October 1948  \n1955\n",
        &[
            "kind Telegram",
            "from Petrov",
            "to Gromov",
            "sent 12 October 1948 = 1948-10-12 19:55",
            "transmission: sent by Belov / 12 October 1948 / 1955",
            "fields: sent-by=Belov, date=12 October 1948, time=1955 19:55",
        ],
    );
}

#[test]
fn a_note_in_one_line() {
    check_text(
        "Some text.\n\nDeciphered by X. Typed by Y. Printed 5 copies. Stalin - 2, Molotov-1\n",
        &[
            "copies 5",
            "distribution Stalin × 2",
            "distribution Molotov × 1",
            "transmission: Deciphered by X. Typed by Y. Printed 5 copies. Stalin - 2, Molotov-1",
            "fields: deciphered-by=X, typed-by=Y, copies=5, distribution=Stalin - 2, distribution=Molotov-1",
        ],
    );
    check_text(
        "Some text.\n\nTyped by Ivanova. Distribution: Petrov - 2, Lebedev-1\n",
        &[
            "distribution Petrov × 2",
            "distribution Lebedev × 1",
            "transmission: Typed by Ivanova. Distribution: Petrov - 2, Lebedev-1",
            "fields: typed-by=Ivanova, distribution=Petrov - 2, distribution=Lebedev-1",
        ],
    );
    check_text("Text.\n\nThe score was Red - 2, Blue - 1\n\nLosses: tanks - 20, guns - 15.\n", &[]);
}

#[test]
fn a_note_whose_lines_are_plainly_ended() {
    let note = "sent by Belov\nreceived by Novoselova\n12 October 1948\n1955\n";
    let parts = "sent by Belov / received by Novoselova / 12 October 1948 / 1955";
    let fields = "fields: sent-by=Belov, received-by=Novoselova, date=12 October 1948, time=1955 19:55";
    let sent = "sent 12 October 1948 = 1948-10-12 19:55";
    let transmission = format!("transmission: {parts}");
    check_text(&format!("Some text.\n\n{note}"), &[sent, &transmission, fields]);
    check_text(&format!("Some text.\n\n{}", note.replace('\n', "  \n")), &[sent, &transmission, fields]);
    // After a line that is none of it, the note is known, and its block stays one of the text.
    check_text(&format!("Some text.\n\nI. STALIN\n{note}"), &[sent]);
    check_text(
        "Some text that is wrapped and goes on until it was\nsent by Belov and then\nreceived by me.",
        &[],
    );
}

#[test]
fn a_date_and_a_time_in_a_line_of_their_own() {
    check_text(
        "Some text.\n\nsent by Belov\n\n12 October 1948, 1955\n",
        &[
            "sent 12 October 1948 = 1948-10-12 19:55",
            "transmission: sent by Belov // 12 October 1948, 1955",
            "fields: sent-by=Belov, date=12 October 1948, time=1955 19:55",
        ],
    );
}

#[test]
fn a_time_after_a_date_without_clerks() {
    check_text(
        "Some text that is long enough to be one.\n\n□□□□□□□□12 October 1948\n\n□□□□□□□□1955",
        &["transmission: 12 October 1948 // 1955", "fields: date=12 October 1948, time=1955 19:55"],
    );
}

#[test]
fn a_note_within_a_bracket() {
    check_text(
        "Some text.\n\n[Received December 8, 1949—8:09 p. m.]",
        &[
            "received December 8, 1949 = 1949-12-08 20:09",
            "step Received by -",
            "transmission: [Received December 8, 1949—8:09 p. m.]",
            "fields: date=December 8, 1949, time=8:09 p. m. 20:09",
        ],
    );
}

#[test]
fn running_text_is_no_frame() {
    check_text(
        "+++\ntitle = \"Letter from Petrov to Gromov\"\n+++\nDear Gromov!\n\nReceived your telegram of 8 October 1948.\n\n\
         Petrov and Gromov met in Moscow on 12 October 1948.\n\n1951. That is the number.\n\n1. Go.\n2. Come.\n",
        &["kind Letter", "from Petrov", "to Gromov", "answers telegram 8 October 1948 = 1948-10-08"],
    );
}

#[test]
fn a_dateline_with_place_and_time() {
    check_text(
        "1. Letter From Chairman Khrushchev to President Kennedy ⁰\n\nMoscow, November 9, 1961, 7:14 p.m.\n\n\
         Dear Mr. President, I have read your letter of October 16 with the attention that it deserves and wish to reply.\n\n\
         N. Khrushchev\n",
        &[
            "kind Letter",
            "from Chairman Khrushchev | place Moscow",
            "to President Kennedy",
            "written November 9, 1961 = 1961-11-09 19:14",
            "answers letter October 16 = 1961-10-16",
            "signature: N. Khrushchev",
        ],
    );
}

#[test]
fn datelines() {
    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let title = "103. Telegram From the Department of State to the Embassy in the Soviet Union ⁰";
        let text = format!("{title}\n\n□□□□{line}\n\n{}", "2508. The text of it.\n\n".repeat(12));
        let read = lines(&document("a.md", &text));
        let read: Vec<&String> =
            read.iter().filter(|line| !line.starts_with("kind ") && !line.starts_with("to ")).collect();
        assert_eq!(read, expected, "{line}");
    }
    let from = |place: &str| format!("from Department of State | place {place}");
    let washington = from("Washington");
    check("Washington, December 29, 1961.", &[&washington, "written December 29, 1961 = 1961-12-29"]);
    check("Washington, May 19, 1963, 11:15 a.m.", &[&washington, "written May 19, 1963 = 1963-05-19 11:15"]);
    check("Washington, May 3, 1950—7 p.m.", &[&washington, "written May 3, 1950 = 1950-05-03 19:00"]);
    check("May 3, 1950—7 p.m.", &["from Department of State", "written May 3, 1950 = 1950-05-03 19:00"]);
    check("Washington, April 1 1963.", &[&washington, "written April 1 1963 = 1963-04-01"]);
    check("Washington, May 3 [4], 1950", &[&washington, "written May 3 [4], 1950 = 1950-05-04"]);
    check(
        "Pyongyang [North Korea], 3 May 1950",
        &[&from("Pyongyang [North Korea]"), "written 3 May 1950 = 1950-05-03"],
    );
    check("We met in Washington, May 3, 1950", &["from Department of State"]);
}

#[test]
fn a_place_is_nobody() {
    check_text(
        "Text.\n\nReceived in Moscow on 12 October 1948\n\nSent 12 October 1948 at 7:55 p.m. by Ivanov\n",
        &[
            "received 12 October 1948 = 1948-10-12",
            "sent 12 October 1948 = 1948-10-12 19:55",
            "step Received by - | place Moscow",
            "step Sent by Ivanov",
            "transmission: Received in Moscow on 12 October 1948 // Sent 12 October 1948 at 7:55 p.m. by Ivanov",
            "fields: date=12 October 1948, date=12 October 1948, time=7:55 p.m. 19:55, sent-by=Ivanov",
        ],
    );
}

#[test]
fn all_dates_are_kept() {
    check_text(
        "Moscow, 3 May 1950\n\nText.\n\n5 May 1950\n",
        &["written 3 May 1950 = 1950-05-03", "written 5 May 1950 = 1950-05-05"],
    );
    check_text(
        "[blank] October 1950\n\n[date left blank] November 1950\n\nText.\n\n[blank] October 1950\n",
        &["draft [blank] October 1950 = 1950-10-XX", "draft [date left blank] November 1950 = 1950-11-XX"],
    );
    check_text("[probably May] 1950\n\nText.\n", &["written [probably May] 1950 = 1950-05"]);
}

/// All that infer must not change.
fn everything(blocks: &[Block]) -> Vec<(usize, String)> {
    passages(blocks).iter().map(|passage| (passage.ordinal, plain(&passage.content))).collect()
}

fn line_of_a_letter() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "to Mr. Kim Il Sung",
        "Chairman of the Cabinet of Ministers of",
        "Pyongyang",
        "□□□□sent by Yerofeyev",
        "sent by *Yerof*eyev",
        "received by [Novoselova?]",
        "12 October 1948",
        "12 [October] 1948",
        "[date left blank] October 1948",
        "1[2] Oct*ober 1948*",
        "1955",
        "19[55]",
        "[Received December 8—8:09 p. m.]",
        "Typed by Ivanova on 06/02/51 at 13:30 p.m.",
        "Distribution list - 7 copies: Stalin - 2, Molotov\\-1, [Kim] - 1",
        "Five [5] copies printed",
        "Copies:",
        "1. Comr. Petrov",
        "2 - to file",
        "- Comr. Copy",
        "I. STALIN",
        "[signed] I. *STALIN* [seal]",
        "Chairman of the USSR Council of Ministers",
        "I confirm receipt of your letter of 8 October in which you report that the Government has begun its work.",
        "[handwritten: 2nn, a second copy",
        "was sent]",
        "金日成 № 31",
        "> quoted",
        "| a | b |",
        "## TELEGRAM",
    ])
}

proptest! {
    #![proptest_config(Config { cases: 96, failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_text_stays_as_it_is(pieces in prop::collection::vec((line_of_a_letter(), prop::sample::select(vec!["\n", "  \n", "\n\n"])), 0..14)) {
        let text: String = pieces.iter().map(|(line, end)| format!("{line}{end}")).collect();
        let mut sources = Sources::default();
        let id = sources.add("a.md", text.into_bytes());
        let source = sources.get(id);
        let lines = read::lines::lines(source.text(), 0..source.text().len());
        let mut diagnostics = Diagnostics::default();
        let read = read::markdown::read(source, &[lines], &Vocabulary::default(), &[], &mut diagnostics);
        let name = Id::new("a").expect("a name");
        let mut document = Document::new(name, id);
        document.title.text = "Telegram, I. Stalin to Kim Il Sung".to_owned();
        document.date = Some(read::dates::date("October 12, 1948", None));
        document.versions = read
            .versions
            .into_iter()
            .map(|blocks| Version { kind: None, language: None, blocks })
            .collect();
        let before: Vec<_> = document.versions.iter().map(|version| everything(&version.blocks)).collect();
        read::infer::infer(&mut document);
        let after: Vec<_> = document.versions.iter().map(|version| everything(&version.blocks)).collect();
        prop_assert_eq!(before, after);
    }
}

/// What the sections of an export become, and what is said of them.
fn check_sections(sections: &str, expected: &[&str]) {
    let text = format!("## 1948\n\n### Title\n\n{sections}\n\n#### Contents:\n\nText.\n");
    let document = document("a.md", &text);
    let mut lines = Vec::new();
    lines.extend(document.summary.iter().map(|summary| format!("summary: {summary}")));
    lines.extend(document.languages.original.iter().map(|tag| format!("original: {tag}")));
    lines.extend(document.sections.iter().map(|section| format!("{}: {}", section.label, section.text)));
    lines.extend(document.diagnostics.iter().map(|found| {
        let at = found.span.map_or("", |span| &text[span.range()]);
        format!("! {} at {at}", found.message)
    }));
    assert_eq!(lines, expected, "{sections}");
}

#[test]
fn no_section_is_lost() {
    check_sections(
        "#### Summary:\n\nOne.\n\n#### Summary:\n\nTwo.",
        &["summary: One.", "Summary: Two.", "! there is a section like `Summary` already at Two."],
    );
    check_sections(
        "#### Original Language:\n\nRussian\n\n#### Original Languages:\n\nKorean",
        &[
            "original: ru",
            "Original Languages: Korean",
            "! there is a section like `Original Languages` already at Korean",
        ],
    );
    check_sections(
        "#### Original Language:\n\nRussian, Volapukish",
        &[
            "original: ru",
            "Original Language: Russian, Volapukish",
            "! the language `Volapukish` is not known at Russian, Volapukish",
        ],
    );
    check_sections("#### Summary:\n\n#### Summary:\n\nTwo.", &["summary: Two."]);
    check_sections(
        "#### Related Documents:\n\n[words](https://example.org/a) and <https://example.org/b>, [one](doc:a)",
        &["Related Documents: words <https://example.org/a> and https://example.org/b, one <doc:a>"],
    );
}

#[test]
fn titles() {
    let title = |text: &str| document("a.md", text).title;
    let long = title(&"many words, ".repeat(100));
    assert_eq!(long.text, format!("{}many words…", "many words, ".repeat(12)));
    assert!(long.inferred);
    let cited = title("#### Citation:\n\n\"A letter\", 3 May 1950, RGASPI\n\n#### Contents:\n\nText.\n");
    assert_eq!((cited.text.as_str(), cited.inferred), ("A letter", false));
}
