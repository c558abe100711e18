//! Each element, by a small document that has it. That all of it is valid is tested in `tests/tei.rs`.

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::apparatus::{Certainty, Extent, Quarters};
use crate::model::archive::{Level, Shelfmark, Witness};
use crate::model::date::{Clock, DateKind, DatedEvent, Time};
use crate::model::document::{Document, Layout, Name, Section};
use crate::model::entity::Declared;
use crate::model::kept::Kept;
use crate::model::text::{
    Block, Break, Inline, List, Part, Piece, Role, Segment, Style, Table, Target, TransmissionField,
};
use crate::model::transmission::{Field, Transmission};
use crate::write::samples::{
    self, dated, document, mark, marked, nowhere, paragraph, party, passage, site, text,
};
use crate::write::tei::export;

const LABELLED: [(Part, &str); 4] =
    [(Part::Sign, "["), (Part::Label, "label: "), (Part::Content, "a"), (Part::Sign, "]")];
const BARE: [(Part, &str); 3] = [(Part::Sign, "["), (Part::Content, "a"), (Part::Sign, "]")];
const POINT: [(Part, &str); 3] = [(Part::Sign, "["), (Part::Label, "label"), (Part::Sign, "]")];

fn file(document: Document) -> String {
    let bytes = export(&site(document, Config::default()), 0, &mut Diagnostics::default());
    String::from_utf8(bytes).unwrap()
}

/// What stands in the one paragraph of a document.
#[track_caller]
fn check(content: Vec<Inline>, expected: &str) {
    let file = file(document(vec![paragraph(0, content)]));
    let inside =
        file.split_once("<p xml:id=\"letter.p1\">").and_then(|(_, rest)| rest.split_once("</p>\n</div>"));
    assert_eq!(inside.map(|(inside, _)| inside), Some(expected), "{file}");
}

/// What stands in the text of a document.
#[track_caller]
fn check_blocks(blocks: Vec<Block>, expected: &str) {
    let file = file(document(blocks));
    let inside = file
        .split_once("<div type=\"text\" xml:lang=\"en\">\n")
        .and_then(|(_, rest)| rest.split_once("\n</div>\n</body>"));
    assert_eq!(inside.map(|(inside, _)| inside), Some(expected), "{file}");
}

/// Parts of the header that a document has.
#[track_caller]
fn check_header(document: Document, expected: &[&str]) {
    let file = file(document);
    expected.iter().for_each(|part| assert!(file.contains(part), "{part}\n{file}"));
}

#[test]
fn every_sign_is_the_element_of_its_row() {
    let around = |name: &str, expected: &str| check(vec![marked(mark(name, 0, &LABELLED))], expected);
    around("addition", "<add xml:id=\"letter.m1\" n=\"[label: X]\">a</add>");
    around("handwritten", "<add xml:id=\"letter.m1\" type=\"handwritten\" n=\"[label: X]\">a</add>");
    around("marginal", "<add xml:id=\"letter.m1\" place=\"margin\" n=\"[label: X]\">a</add>");
    around("deletion", "<del xml:id=\"letter.m1\" n=\"[label: X]\">a</del>");
    around("underlined", "<hi xml:id=\"letter.m1\" rend=\"underline\" n=\"[label: X]\">a</hi>");
    around("unclear", "<unclear xml:id=\"letter.m1\" n=\"[label: X]\">a</unclear>");
    around("supplied", "<supplied xml:id=\"letter.m1\" n=\"[label: X]\">a</supplied>");
    around("sic", "<corr xml:id=\"letter.m1\" n=\"[label: X]\">a</corr>");
    around("gloss", "<gloss xml:id=\"letter.m1\" n=\"[label: X]\">a</gloss>");
    around("note", "<note xml:id=\"letter.m1\" n=\"[label: X]\">a</note>");
    around("stamp", "<stamp xml:id=\"letter.m1\" n=\"[label: X]\">a</stamp>");
    around("signature", "<seg xml:id=\"letter.m1\" type=\"signature\" n=\"[label: X]\">a</seg>");
    around("received", "<note xml:id=\"letter.m1\" type=\"transmission\" n=\"[label: X]\">a</note>");
    around("figure", "<figure xml:id=\"letter.m1\" n=\"[label: X]\"><p>a</p></figure>");
    around("editorial", "<note xml:id=\"letter.m1\" type=\"editorial\" n=\"[label: X]\">a</note>");
    // A description has no marks in it, so content goes into an element that can hold it.
    around("illegible", "<seg xml:id=\"letter.m1\" type=\"illegible\" n=\"[label: X]\">a</seg>");
    let point = |name: &str, expected: &str| {
        check(vec![marked(mark(name, 0, &POINT)), text("b")], &format!("{expected}b"));
    };
    point("blank", "<space xml:id=\"letter.m1\" n=\"[label]\"><desc>label</desc></space>");
    point(
        "illegible",
        "<gap xml:id=\"letter.m1\" reason=\"illegible\" n=\"[label]\"><desc>label</desc></gap>",
    );
    point("lost", "<gap xml:id=\"letter.m1\" reason=\"lost\" n=\"[label]\"><desc>label</desc></gap>");
    point(
        "omission",
        "<gap xml:id=\"letter.m1\" reason=\"editorial\" n=\"[label]\"><desc>label</desc></gap>",
    );
    point("withheld", "<gap xml:id=\"letter.m1\" reason=\"redacted\" n=\"[label]\"><desc>label</desc></gap>");
    point("cipher", "<gap xml:id=\"letter.m1\" unit=\"group\" n=\"[label]\"><desc>label</desc></gap>");
    point("sic", "<sic xml:id=\"letter.m1\" n=\"[label]\"/>");
    point("event", "<incident xml:id=\"letter.m1\" n=\"[label]\"><desc>label</desc></incident>");
    point("figure", "<figure xml:id=\"letter.m1\" n=\"[label]\"><figDesc>label</figDesc></figure>");
    point("part", "<seg xml:id=\"letter.m1\" type=\"part\" n=\"[label]\"/>");
}

#[test]
fn a_mark_says_what_it_knows() {
    let mut known = mark("addition", 0, &LABELLED);
    known.mark.hand = Some("Molotov".to_owned());
    known.mark.place = Some("in the left\u{a0}margin".to_owned());
    known.mark.language = Some("ru".to_owned());
    known.mark.certainty = Some(Certainty::Low);
    check(
        vec![marked(known)],
        "<add xml:id=\"letter.m1\" hand=\"#letter.h1\" place=\"in the left margin\" cert=\"low\" xml:lang=\"ru\" \
         n=\"[label: X]\">a</add>",
    );
    let mut gap = mark("withheld", 0, &POINT);
    gap.mark.reason = Some("less than a line".to_owned());
    gap.mark.extent =
        Some(Extent { quantity: Quarters(6), unit: "line".to_owned(), at_most: true, at_least: None });
    check(
        vec![marked(gap)],
        "<gap xml:id=\"letter.m1\" reason=\"redacted less than a line\" atMost=\"1.5\" unit=\"line\" n=\"[label]\">\
         <desc>label</desc></gap>",
    );
}

#[test]
fn a_label_can_describe_a_hand() {
    let pieces =
        [(Part::Sign, "["), (Part::Label, "in red pencil: "), (Part::Content, "a"), (Part::Sign, "]")];
    check_header(
        document(vec![paragraph(0, vec![marked(mark("handwritten", 0, &pieces))])]),
        &[
            "<handNotes>\n<handNote xml:id=\"letter.h1\" n=\"unnamed\">in red pencil</handNote>\n</handNotes>",
            "<add xml:id=\"letter.m1\" type=\"handwritten\" hand=\"#letter.h1\" n=\"[in red pencil: X]\">",
        ],
    );
}

#[test]
fn a_label_that_is_more_than_characters_stands_apart() {
    let emphasised = |mut sample: crate::model::text::Marked| {
        let label = Inline::Styled { style: Style::Emphasis, content: vec![text("label")] };
        sample.pieces[1] = Piece { part: Part::Label, content: vec![label] };
        marked(sample)
    };
    let note = "<note type=\"label\"><hi rend=\"italic\">label</hi></note>";
    check(
        vec![emphasised(mark("illegible", 0, &POINT))],
        &format!("<gap xml:id=\"letter.m1\" reason=\"illegible\" n=\"[Z]\"/>{note}"),
    );
    check(
        vec![emphasised(mark("addition", 0, &LABELLED))],
        &format!("<add xml:id=\"letter.m1\" n=\"[ZX]\">{note}a</add>"),
    );
}

#[test]
fn a_substitution_is_a_deletion_and_an_addition() {
    let pair = [
        (Part::Sign, "["),
        (Part::Content, "a"),
        (Part::Label, " crossed out, "),
        (Part::Edited, "b"),
        (Part::Label, " inserted"),
        (Part::Sign, "]"),
    ];
    check(
        vec![marked(mark("substitution", 0, &pair))],
        "<subst xml:id=\"letter.m1\" n=\"[X crossed out, Y inserted]\"><del>a</del><add>b</add></subst>",
    );
    let mut two = mark("substitution", 0, &[]);
    two.pieces = vec![
        Piece { part: Part::Content, content: vec![marked(mark("deletion", 1, &[(Part::Content, "a")]))] },
        Piece { part: Part::Edited, content: vec![marked(mark("addition", 2, &BARE))] },
    ];
    check(
        vec![marked(two)],
        "<subst xml:id=\"letter.m1\" n=\"XY\"><del xml:id=\"letter.m2\" n=\"~~X~~\">a</del>\
         <add xml:id=\"letter.m3\" n=\"[X]\">a</add></subst>",
    );
}

#[test]
fn layout_and_leaves() {
    let mut space = mark("space", 0, &[]);
    space.mark.as_written = "□□".to_owned();
    space.mark.extent = Some(Extent {
        quantity: Quarters::whole(2),
        unit: "character".to_owned(),
        at_most: false,
        at_least: None,
    });
    check(
        vec![marked(space.clone())],
        "<space xml:id=\"letter.m1\" type=\"indent\" quantity=\"2\" unit=\"chars\" n=\"□□\"/>",
    );
    space.pieces = vec![Piece { part: Part::Content, content: vec![text(" ")] }];
    check(
        vec![marked(space)],
        "<space xml:id=\"letter.m1\" type=\"columns\" quantity=\"2\" unit=\"chars\" n=\"□□\"/> ",
    );
    let mut page = mark("page", 0, &[(Part::Label, "--- page 104r ---")]);
    page.mark.as_written = "--- page 104r ---".to_owned();
    check(
        vec![marked(page)],
        "<seg xml:id=\"letter.m1\" type=\"page\" n=\"--- page 104r ---\"><pb n=\"104r\"/></seg>",
    );
}

#[test]
fn what_runs_within_a_line() {
    check(vec![text("<b> & \"c\"")], "&lt;b&gt; &amp; \"c\"");
    let lines = [Break::Hard, Break::Line, Break::Soft].map(Inline::Break);
    check(lines.into(), "\n<lb type=\"hard\"/>\n<lb/>\n");
    let strong = Inline::Styled { style: Style::Strong, content: vec![text("a")] };
    check(vec![strong], "<hi rend=\"bold\">a</hi>");
    let link =
        |target: &str| Inline::Link { target: Target::Address(target.to_owned()), content: vec![text("a")] };
    check(vec![link("https://a.b/?c&d")], "<ref target=\"https://a.b/?c&amp;d\">a</ref>");
    check(vec![link("https://a.b/é")], "<ref target=\"https://a.b/%C3%A9\" n=\"https://a.b/é\">a</ref>");
    let picture = Inline::Image { path: "images/a.jpg".to_owned(), alternative: "Leaf".to_owned() };
    check(vec![picture], "<figure><graphic url=\"images/a.jpg\"/><figDesc>Leaf</figDesc></figure>");
    let field = |field, clock| Inline::Field(TransmissionField { field, clock, content: vec![text("1955")] });
    check(vec![field(Field::Time, Clock::new(19, 55))], "<time type=\"time\" when=\"19:55:00\">1955</time>");
    check(vec![field(Field::SentBy, None)], "<seg type=\"sent-by\">1955</seg>");
}

#[test]
fn a_bracket_over_blank_lines_is_stretches_that_point_to_each_other() {
    let first = mark("handwritten", 0, &LABELLED[..3]);
    let mut second = mark("handwritten", 0, &BARE[1..2]);
    let mut third = mark("handwritten", 0, &BARE[1..]);
    (second.segment, third.segment) = (Segment::Continued, Segment::Continued);
    let blocks = [first, second, third].into_iter().enumerate();
    check_blocks(
        blocks.map(|(at, stretch)| paragraph(at, vec![marked(stretch)])).collect(),
        "<p xml:id=\"letter.p1\"><add xml:id=\"letter.m1\" type=\"handwritten\" n=\"[label: X\" next=\"#letter.m1.2\">a</add></p>\n\
         <p xml:id=\"letter.p2\"><add xml:id=\"letter.m1.2\" type=\"handwritten\" n=\"X\" prev=\"#letter.m1\" next=\"#letter.m1.3\">a</add></p>\n\
         <p xml:id=\"letter.p3\"><add xml:id=\"letter.m1.3\" type=\"handwritten\" n=\"X]\" prev=\"#letter.m1.2\">a</add></p>",
    );
}

#[test]
fn headings_and_parts_open_divisions() {
    let heading = |level, at| Block::Heading { level, passage: passage(at, vec![text("h")]) };
    check_blocks(
        vec![
            heading(2, 0),
            heading(4, 1),
            paragraph(2, vec![text("a")]),
            heading(3, 3),
            paragraph(4, vec![marked(mark("part", 0, &POINT))]),
            heading(2, 5),
        ],
        "<div type=\"section\" n=\"##\"><head xml:id=\"letter.p1\">h</head>\n\
         <div type=\"section\" n=\"####\"><head xml:id=\"letter.p2\">h</head>\n\
         <p xml:id=\"letter.p3\">a</p>\n</div>\n\
         <div type=\"section\" n=\"###\"><head xml:id=\"letter.p4\">h</head>\n</div>\n</div>\n\
         <div type=\"part\" xml:id=\"letter.m1\"><head type=\"label\" xml:id=\"letter.p5\" n=\"[label]\">label</head>\n\
         <div type=\"section\" n=\"##\"><head xml:id=\"letter.p6\">h</head>\n</div>\n</div>",
    );
}

#[test]
fn blocks() {
    let item = |at, typed| passage(at, vec![text(typed)]);
    let list = List { numbered: true, spaced: true, items: vec![item(0, "1. a"), item(1, "2. b")] };
    let (head, rows) = (vec![vec![text("h")]], vec![vec![vec![text("a")], Vec::new()]]);
    let table = Table { head, rows, shapes: Vec::new(), span: nowhere(), elements: Vec::new() };
    let quote =
        Block::Quote(vec![paragraph(2, vec![text("q")]), Block::Heading { level: 2, passage: item(3, "h") }]);
    let part = Block::Part { role: Role::Transmission, blocks: vec![paragraph(4, vec![text("sent")])] };
    check_blocks(
        vec![Block::List(list), Block::Table(table), quote, part],
        "<list rend=\"simple\" type=\"numbered\" subtype=\"spaced\">\n<item xml:id=\"letter.p1\">1. a</item>\n\
         <item xml:id=\"letter.p2\">2. b</item>\n</list>\n\
         <table>\n<row role=\"label\"><cell>h</cell></row>\n<row role=\"data\"><cell>a</cell><cell/></row>\n</table>\n\
         <quote>\n<p xml:id=\"letter.p3\">q</p>\n<ab xml:id=\"letter.p4\" type=\"heading\" n=\"##\">h</ab>\n</quote>\n\
         <ab type=\"transmission\">\n<ab xml:id=\"letter.p5\">sent</ab>\n</ab>",
    );
}

#[test]
fn notes_stand_behind_the_text_as_they_were_typed() {
    let call = |note, typed: &str| Inline::Call { note, typed: typed.to_owned() };
    let content = vec![call(0, "[1]"), call(1, ""), call(9, "[9]")];
    let mut letter = document(vec![paragraph(0, content)]);
    letter.notes = vec![
        samples::note("1", "[1]", vec![text("One")]),
        samples::note("x", "", vec![text("Two"), call(0, "[1]")]),
    ];
    letter.notes[1].of_the_document = false;
    check_header(
        letter,
        &[
            "<ref type=\"note\" target=\"#letter.n1\">[1]</ref><ptr type=\"note\" target=\"#letter.n2\"/>[9]</p>",
            "<back>\n<div type=\"notes\">\n<note xml:id=\"letter.n1\" type=\"document\" n=\"[1]\"><p>One</p></note>\n\
             <note xml:id=\"letter.n2\" type=\"editor\" n=\"[^x]\"><p>Two<ref type=\"note\" target=\"#letter.n1\">[1]</ref></p></note>\n",
        ],
    );
}

#[test]
fn the_header_says_what_is_known() {
    let mut letter = document(Vec::new());
    letter.layout = Layout::Headed;
    letter.title.inferred = true;
    letter.kind = Some("Letter".to_owned());
    letter.date = dated("October 1948", "1948-10-XX");
    let time = Some(Time { written: "1955".to_owned(), clock: Clock::new(19, 55) });
    letter.dates = dated("12.X.48", "1948-10-12")
        .map(|date| DatedEvent { kind: DateKind::Sent, date, time })
        .into_iter()
        .collect();
    letter.from = vec![party("Ministry of Health"), party("A. Bell")];
    letter.from[1].inferred = true;
    letter.from[1].role = Some(Declared { text: "Clerk".to_owned(), inferred: true });
    letter.from[1].place = Some(Declared { text: "Ulm".to_owned(), inferred: false });
    letter.languages.original = vec!["ru".to_owned(), "нет".to_owned()];
    letter.translators = vec![Name { name: "T".to_owned(), id: Some("t".to_owned()), role: None }];
    letter.subjects = vec![Name { name: "S".to_owned(), id: None, role: Some("r".to_owned()) }];
    letter.summary = Some("One.\n\nTwo.".to_owned());
    letter.credits = Some("Help".to_owned());
    letter.status = Some("read twice".to_owned());
    letter.sections = vec![Section { label: "Fields".to_owned(), text: "a\nb".to_owned() }];
    letter.further = vec![("foo".to_owned(), Kept::Text("bar".to_owned()))];
    letter.transmission = Some(Transmission { typed_by: Some("K".to_owned()), ..Transmission::default() });
    check_header(
        letter,
        &[
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"letter\" type=\"headed\">",
            "<title cert=\"medium\">Letter</title>\n<author>Ministry of Health</author>\n<author cert=\"medium\">A. Bell</author>\n\
             <funder>Help</funder>\n<respStmt><resp key=\"translator\">translated by</resp><name key=\"t\">T</name></respStmt>",
            "<note type=\"section\" n=\"Fields\"><p xml:space=\"preserve\">a\nb</p></note>\n<note type=\"setting\" n=\"foo\">bar</note>",
            "<p>The transcription does not say where the original lies.</p>",
            "<abstract><p>One.</p><p>Two.</p></abstract>",
            "<date notBefore=\"1948-10-01\" notAfter=\"1948-10-31\" when-custom=\"1948-10-XX\">October 1948</date>\n\
             <date type=\"sent\" when=\"1948-10-12\">12.X.48</date> <time type=\"sent\" when=\"19:55:00\">1955</time></creation>",
            "<language ident=\"ru\" n=\"original\">Russian</language>\n<language ident=\"und\" n=\"original\">нет</language>",
            "<keywords n=\"kind\"><term>Letter</term></keywords>\n<keywords n=\"subjects\"><term n=\"r\">S</term></keywords>",
            "<correspAction type=\"sent\">\n<orgName>Ministry of Health</orgName>\n\
             <persName evidence=\"internal\" cert=\"medium\">A. Bell</persName>\n<roleName cert=\"medium\">Clerk</roleName>\n\
             <placeName>Ulm</placeName>\n<date when=\"1948-10-12\">12.X.48</date>\n</correspAction>",
            "<correspAction type=\"transmitted\" subtype=\"typed\"><persName>K</persName></correspAction>",
            "<revisionDesc status=\"read-twice\"><change type=\"status\">read twice</change></revisionDesc>",
        ],
    );
}

#[test]
fn the_source_is_an_archive_with_its_levels() {
    let level = |label: &str, value: &str| Level { label: label.to_owned(), value: value.to_owned() };
    let shelfmark = |written: &str, levels| Shelfmark { written: written.to_owned(), levels };
    let mut letter = document(Vec::new());
    letter.description.repository = Some("RGASPI".to_owned());
    letter.description.shelfmark = Some(shelfmark(
        "f. 558, op. 11, d. 109",
        vec![level("f.", "558"), level("op.", "11"), level("d.", "7")],
    ));
    letter.description.copies = vec![Witness {
        repository: Some("AP RF".to_owned()),
        shelfmark: None,
        written: "AP RF, somewhere".to_owned(),
    }];
    letter.description.citation = Some("\"Letter\", RGASPI".to_owned());
    letter.description.url = Some("https://example.org/1".to_owned());
    check_header(
        letter,
        &[
            "<repository>RGASPI</repository>\n<idno type=\"shelfmark\"><idno type=\"fond\" n=\"f.\">f. 558</idno>, \
             <idno type=\"opis\" n=\"op.\">op. 11</idno>, d. 109</idno>\n<idno type=\"delo\" n=\"d.\">7</idno>\n\
             <altIdentifier type=\"copy\" n=\"AP RF, somewhere\"><repository>AP RF</repository><idno/></altIdentifier>",
            "<bibl><seg type=\"citation\">\"Letter\", RGASPI</seg>\n<ref target=\"https://example.org/1\">https://example.org/1</ref></bibl>",
        ],
    );
}
