//! Running text as HTML: the transcription and its notes. What a sign looks like is the business of the style sheets.
//!
//! The text is exact: without the elements that carry `data-generated`, what is written here is the text of the
//! source, character for character. So nothing of ours stands outside such an element, and nothing of the source's inside one.

mod aliases;
mod inline;
mod lists;
mod notes;
mod tables;

use crate::model::document::{Document, Version};
use crate::model::edition::{Alias, Anchors, Host};
use crate::model::text::{Block, Inline, Named, Passage, Role};
use crate::read::enclosures;
use crate::site::{Site, Subject};
use crate::write::{OUR_LANGUAGE, listed, untyped};

pub use crate::write::html::inline::image_address;
pub use crate::write::markup::Html;

/// The transcription, one section for each version.
pub fn transcription(site: &Site, document: usize) -> Html {
    let mut writer = match Writer::new(site, document, true) {
        Some(writer) => writer,
        None => return Html::default(),
    };
    writer.versions();
    writer.html
}

/// The notes, or nothing where there are none.
pub fn notes(site: &Site, document: usize) -> Html {
    let mut writer = match Writer::new(site, document, true) {
        Some(writer) => writer,
        None => return Html::default(),
    };
    writer.notes();
    writer.html
}

/// The transcription and the notes for a file that stands alone: its links lead out of it or nowhere.
pub fn alone(site: &Site, document: usize) -> (Html, Html) {
    let Some(mut text) = Writer::new(site, document, false) else { return Default::default() };
    let Some(mut notes) = Writer::new(site, document, false) else { return Default::default() };
    text.versions();
    notes.notes();
    (text.html, notes.html)
}

struct Writer<'a> {
    site: &'a Site,
    document: &'a Document,
    anchors: Option<&'a Anchors>,
    /// The address of the page, where the text is part of the site.
    page: Option<String>,
    html: Html,
    /// How often each note has been called so far.
    calls: Vec<usize>,
    /// Whether we are inside a link; a link holds no other (HTML Living Standard, 4.5.1).
    linked: bool,
    /// Whether the text around is in another language than our words.
    foreign: bool,
    /// Whether marks have no brackets of their own, so that we add them.
    untyped: bool,
    tables: usize,
    transmissions: usize,
    /// The level of the last heading.
    level: usize,
    /// Further addresses within the passage, the last one first.
    aliases: Vec<&'a Alias>,
    /// How many typed characters of the passage are written.
    typed: usize,
}

impl<'a> Writer<'a> {
    fn new(site: &'a Site, document: usize, in_site: bool) -> Option<Writer<'a>> {
        let subject = Subject::Document(document);
        let anchors = site.edition.anchors.get(document).map(AsRef::as_ref);
        let document = site.edition.shown(document)?;
        let page = in_site.then(|| site.address_of(&subject).map(str::to_owned)).flatten();
        Some(Writer {
            site,
            document,
            anchors,
            page,
            html: Html::default(),
            calls: vec![0; document.notes.len()],
            linked: false,
            foreign: false,
            untyped: untyped::is_untyped(document),
            tables: 0,
            transmissions: 0,
            level: 2,
            aliases: Vec::new(),
            typed: 0,
        })
    }

    fn versions(&mut self) {
        let document = self.document;
        for (at, version) in document.versions.iter().enumerate() {
            if at > 0 {
                self.html.add_text("\n");
            }
            self.version(version, document.versions.len() > 1);
        }
    }

    fn version(&mut self, version: &Version, one_of_many: bool) {
        let language = version.language.as_deref();
        let kind = version.kind.map_or("Text", |kind| kind.name());
        // A text whose language is not known must not be taken for one in ours (BCP 47, `und`).
        let tag = language.unwrap_or("und");
        self.foreign = primary(tag) != OUR_LANGUAGE;
        let name = language.map_or_else(|| kind.to_lowercase(), str::to_owned);
        self.html
            .tag("section")
            .attr("class", "transcription")
            .flag("data-transcription")
            .attr("data-version", &name)
            .attr("lang", tag)
            .maybe("dir", language.and_then(direction))
            .end();
        self.html.add_text("\n");
        self.heading(kind, one_of_many);
        self.level = 2;
        self.blocks(&version.blocks);
        self.html.close("section");
    }

    /// What the section holds; a text that stands alone says it to those alone who go from heading to heading.
    fn heading(&mut self, kind: &'static str, seen: bool) {
        let ours = self.ours();
        let class = if seen { "version" } else { "aid" };
        self.html.tag("h2").attr("class", class).flag("data-generated").maybe("lang", ours).end();
        self.html.add_text(kind);
        self.html.close("h2");
        self.html.add_text("\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
            self.html.add_text("\n");
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(passage) => self.passage("p", passage),
            Block::Heading { level, passage } => {
                // The outline of a page has no gaps, whatever was typed; the version's own heading is `h2`.
                self.level = (usize::from(*level) + 1).clamp(3, self.level + 1).min(6);
                self.passage(heading(self.level), passage);
            }
            Block::List(list) => self.list(list),
            Block::Quote(blocks) => {
                self.html.open("blockquote");
                self.html.add_text("\n");
                self.blocks(blocks);
                self.html.close("blockquote");
            }
            Block::Verse(passage) => self.passage_of("p", Some("verse"), passage),
            Block::Table(table) => self.table(table, &[]),
            Block::Part { role, blocks } => self.part(*role, blocks),
            Block::Named(named) => self.named_blocks(named),
        }
    }

    fn passage(&mut self, element: &'static str, passage: &Passage) {
        self.passage_of(element, None, passage);
    }

    fn passage_of(&mut self, element: &'static str, class: Option<&str>, passage: &Passage) {
        let anchor = self.anchors.and_then(|anchors| anchors.passages.get(passage.ordinal));
        let whole = whole(&passage.content);
        let tag = self.html.tag(element).maybe("class", class).maybe("id", anchor.map(String::as_str));
        tag.maybe("data-whole", whole).end();
        self.open_aliases(Host::Passage(passage.ordinal));
        self.inlines(&passage.content);
        self.aliases_up_to(usize::MAX);
        if let Some(anchor) = anchor {
            self.own_address(anchor);
        }
        self.html.close(element);
    }

    /// The link of a passage to itself.
    fn own_address(&mut self, anchor: &str) {
        let ours = self.ours();
        self.html
            .tag("a")
            .attr("class", "anchor")
            .flag("data-generated")
            .attr("href", &format!("#{anchor}"))
            .maybe("lang", ours)
            .end();
        self.html.tag("span").attr("class", "aid").end();
        self.html.add_text("paragraph ");
        self.html.close("span");
        self.html.add_text(anchor.strip_prefix('p').unwrap_or(anchor));
        self.html.close("a");
    }

    fn part(&mut self, role: Role, blocks: &[Block]) {
        let tag = self.html.tag("div").attr("data-part", role.name());
        match role {
            Role::Transmission => {
                self.transmissions += 1;
                let id = match self.transmissions {
                    1 => "transmission".to_owned(),
                    count => format!("transmission-{count}"),
                };
                tag.attr("id", &id).attr("role", "group").attr("aria-label", "Transmission").end();
            }
            Role::Enclosure => {
                let name = enclosures::name(blocks);
                tag.attr("role", "group").attr("aria-label", name.as_deref().unwrap_or("Enclosure")).end();
            }
            _ => tag.end(),
        }
        self.html.add_text("\n");
        self.blocks(blocks);
        self.html.close("div");
    }

    /// Blocks under a name of the source's own.
    fn named_blocks(&mut self, named: &Named<Block>) {
        let language = named.language.as_deref();
        self.html
            .tag("div")
            .attr("data-element", &named.name)
            .maybe("data-type", named.attribute("type"))
            .maybe("lang", language)
            .maybe("dir", language.and_then(direction))
            .end();
        self.html.add_text("\n");
        self.in_language(language, |writer| match (named.name.as_str(), named.content.as_slice()) {
            ("list", _) if listed::is_list(named) => writer.named_list(named),
            ("table", [captions @ .., Block::Table(table)]) => writer.table(table, captions),
            _ => writer.blocks(&named.content),
        });
        self.html.close("div");
    }

    /// Writes what may be in another language than the text around.
    fn in_language(&mut self, language: Option<&str>, write: impl FnOnce(&mut Self)) {
        let foreign = self.foreign;
        self.foreign = language.map_or(foreign, |language| primary(language) != OUR_LANGUAGE);
        write(self);
        self.foreign = foreign;
    }

    /// The language to declare on an element of ours, where the text around it is in another.
    fn ours(&self) -> Option<&'static str> {
        self.foreign.then_some(OUR_LANGUAGE)
    }
}

/// The sign of a mark that is all of its passage; it is drawn as a block.
fn whole(content: &[Inline]) -> Option<&str> {
    match content {
        [Inline::Marked(marked)] => Some(&marked.mark.sign.name),
        _ => None,
    }
}

fn heading(level: usize) -> &'static str {
    match level {
        0..=3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// The direction of a script that runs from right to left.
fn direction(language: &str) -> Option<&'static str> {
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or_default();
    let script = parts.next().filter(|part| part.len() == 4).map(str::to_ascii_lowercase);
    let right_to_left = match script.as_deref() {
        Some(script) => matches!(script, "arab" | "hebr" | "syrc" | "thaa"),
        None => matches!(primary, "ar" | "dv" | "fa" | "he" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi"),
    };
    right_to_left.then_some("rtl")
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::model::apparatus::{Extent, Quarters};
    use crate::model::date::Clock;
    use crate::model::document::{Document, Version, VersionKind};
    use crate::model::text::{
        Block, Break, CellShape, Inline, List, Named, Part, Role, Segment, Style, Table, Target,
        TransmissionField,
    };
    use crate::model::transmission::Field;
    use crate::write::html::{notes, transcription};
    use crate::write::samples::{self, mark, marked, paragraph, passage, text};
    use crate::write::{plain, walk};

    const BRACKETED: [(Part, &str); 4] = [
        (Part::Sign, "["),
        (Part::Label, "inserted by hand: "),
        (Part::Content, "appropriate"),
        (Part::Sign, "]"),
    ];

    /// The HTML of one paragraph, and that its text is exact.
    fn check(content: Vec<Inline>, expected: &str) {
        let html = page(samples::document(vec![paragraph(1, content)]));
        let inside = html.split_once("<p id=\"p2\"").and_then(|(_, rest)| rest.split_once('>'));
        let inside = inside.map_or("", |(_, rest)| rest);
        let inside = inside.split_once("<a class=\"anchor\"").map_or("", |(inside, _)| inside);
        assert_eq!(inside, expected);
    }

    /// The page of a document; whatever it is, its text is that of the blocks.
    fn page(document: Document) -> String {
        let words = plain::text(&document);
        let site = samples::site(document, Config::default());
        let html = transcription(&site, 0).to_string();
        assert_eq!(collapsed(&shown(&html)), collapsed(&words), "{html}");
        html
    }

    fn collapsed(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of some HTML without the elements that are ours.
    fn shown(html: &str) -> String {
        let (mut text, mut depth, mut hidden) = (String::new(), 0, None);
        for piece in html.split('<').skip(1) {
            let (tag, after) = piece.split_once('>').unwrap();
            let void = tag.starts_with("br") || tag.starts_with("img");
            if tag.starts_with('/') {
                depth -= 1;
                hidden = hidden.filter(|from| *from < depth + 1);
            } else if !void {
                depth += 1;
                hidden = hidden.or(tag.contains("data-generated").then_some(depth));
            }
            if hidden.is_none() {
                text.push_str(&after.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
            }
        }
        assert_eq!(depth, 0, "{html}");
        text
    }

    #[test]
    fn text_is_escaped_and_lines_end() {
        check(vec![text("<b> & \"c\"")], "&lt;b&gt; &amp; \"c\"");
        check(vec![text("a"), Inline::Break(Break::Hard), text("b")], "a<br>\nb");
        check(vec![text("a"), Inline::Break(Break::Soft), text("b")], "a\nb");
        let strong = Inline::Styled { style: Style::Strong, content: vec![text("a")] };
        check(vec![strong], "<strong>a</strong>");
    }

    #[test]
    fn a_mark_says_what_it_is_and_shows_what_was_typed() {
        check(
            vec![marked(mark("addition", 1, &BRACKETED))],
            "<ins data-apparatus=\"addition\" id=\"m2\"><span class=\"sign\">[</span>\
             <span class=\"label\">inserted by hand: </span><span class=\"content\">appropriate</span>\
             <span class=\"sign\">]</span></ins>\
             <span class=\"caption\" data-generated aria-hidden=\"true\"><a href=\"#m2\" tabindex=\"-1\">inserted by hand</a></span>",
        );
        let blank = [(Part::Sign, "["), (Part::Label, "date left blank"), (Part::Sign, "]")];
        check(
            vec![marked(mark("blank", 0, &blank))],
            "<span data-apparatus=\"blank\" id=\"m1\"><span class=\"sign\">[</span>\
             <span class=\"label\">date left blank</span><span class=\"sign\">]</span></span>",
        );
        let mut gloss = mark("gloss", 0, &[(Part::Sign, "["), (Part::Content, "金"), (Part::Sign, "]")]);
        gloss.mark.language = Some("zh".to_owned());
        check(
            vec![marked(gloss)],
            "<span data-apparatus=\"gloss\" id=\"m1\"><span class=\"sign\">[</span>\
             <span class=\"aid\" data-generated>original word: </span><span class=\"content\" lang=\"zh\">金</span><span class=\"sign\">]</span></span>",
        );
    }

    #[test]
    fn an_indent_has_no_characters() {
        let mut space = mark("space", 0, &[]);
        space.mark.extent = Some(Extent {
            quantity: Quarters::whole(8),
            unit: "character".to_owned(),
            at_most: false,
            at_least: None,
        });
        check(
            vec![marked(space), text("Pyongyang")],
            "<span data-apparatus=\"space\" data-extent=\"8\" id=\"m1\"></span>Pyongyang",
        );
    }

    #[test]
    fn a_bracket_over_blank_lines_is_one_mark() {
        let first = mark("handwritten", 4, &BRACKETED[..3]);
        let mut second = mark("handwritten", 4, &BRACKETED[2..]);
        second.segment = Segment::Continued;
        let html = page(samples::document(vec![
            paragraph(0, vec![marked(first)]),
            paragraph(1, vec![marked(second)]),
        ]));
        assert_eq!(html.matches("id=\"m5\"").count(), 1);
        assert!(html.contains("<span data-continued=\"handwritten\" data-mark=\"m5\">"), "{html}");
    }

    #[test]
    fn fields_and_clock() {
        let clock = Clock::new(19, 55);
        let field = TransmissionField { field: Field::Time, clock, content: vec![text("1955")] };
        check(
            vec![Inline::Field(field)],
            "<time data-field=\"time\" datetime=\"19:55\">1955</time>\
             <span class=\"clock\" data-generated> (19:55)</span>",
        );
    }

    #[test]
    fn links_lead_nowhere_else() {
        let link = |address: &str| Inline::Link {
            target: Target::Address(address.to_owned()),
            content: vec![text("a")],
        };
        check(vec![link("https://a.b/?c&d")], "<a href=\"https://a.b/?c&amp;d\">a</a>");
        check(vec![link("javascript:alert(1)")], "a");
        let outer = Inline::Link {
            target: Target::Address("https://a.b/".to_owned()),
            content: vec![link("https://c.d/")],
        };
        check(vec![outer], "<a href=\"https://a.b/\">a</a>");
    }

    #[test]
    fn blocks() {
        let item = |at, typed| passage(at, vec![text(typed)]);
        let list = List { numbered: true, spaced: false, items: vec![item(0, "1. a"), item(1, "2. b")] };
        let cell = |typed: &str| vec![text(typed)];
        let table = Table {
            head: vec![cell("h"), Vec::new()],
            rows: vec![vec![cell("a"), cell("b"), cell("c")], vec![cell("d")]],
            shapes: Vec::new(),
            elements: Vec::new(),
            span: samples::nowhere(),
        };
        let html = page(samples::document(vec![
            Block::Heading { level: 2, passage: item(2, "H") },
            Block::List(list),
            Block::Quote(vec![paragraph(3, vec![text("q")])]),
            Block::Table(table),
            Block::Part { role: Role::Transmission, blocks: vec![paragraph(4, vec![text("sent")])] },
            Block::Part { role: Role::Transmission, blocks: vec![paragraph(5, vec![text("sent")])] },
        ]));
        for part in [
            "<h3 id=\"p3\">H<a class=\"anchor\" data-generated href=\"#p3\"><span class=\"aid\">paragraph </span>3</a></h3>",
            "<ol class=\"items\">\n<li id=\"p1\">1. a<a",
            "<blockquote>\n<p id=\"p4\">q<a",
            "<thead><tr>\n<th scope=\"col\">h</th>\n<td></td>\n<td></td></tr></thead>",
            "<tr>\n<td>d</td>\n<td colspan=\"2\"></td></tr>",
            "<div data-part=\"transmission\" id=\"transmission\" role=\"group\" aria-label=\"Transmission\">",
            "id=\"transmission-2\"",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
    }

    #[test]
    fn lists_and_tables_have_parts() {
        let named = |name: &str, content: Vec<Block>| {
            Block::Named(Named { name: name.to_owned(), attributes: Vec::new(), language: None, content })
        };
        let said = |at, typed: &str| paragraph(at, vec![text(typed)]);
        let items = vec![passage(2, vec![text("oak")])];
        let inner = Block::List(List { numbered: false, spaced: false, items });
        let list = vec![
            named("head", vec![said(0, "Trees")]),
            named("item", vec![said(1, "broad"), inner]),
            named("item", vec![said(3, "tall")]),
        ];
        let pairs = vec![named("label", vec![said(4, "A")]), named("item", vec![said(5, "ash")])];
        let shape = CellShape { row: 1, cell: 0, columns: 2, rows: 1, heads: true };
        let table = Table {
            head: Vec::new(),
            rows: vec![vec![vec![text("a")]], vec![vec![text("b")], vec![text("c")]]],
            shapes: vec![shape],
            elements: Vec::new(),
            span: samples::nowhere(),
        };
        let table = vec![named("head", vec![said(6, "Crew")]), Block::Table(table)];
        let blocks = vec![named("list", list), named("list", pairs), named("table", table)];
        let html = page(samples::document(blocks));
        for part in [
            "<div data-element=\"list\">\n<p class=\"head\" id=\"p1\">Trees<a",
            "<ul class=\"items\">\n<li>\n<p id=\"p2\">broad<a",
            "</p>\n<ul class=\"items\">\n<li id=\"p3\">oak<a",
            "</li>\n</ul>\n</li>\n<li id=\"p4\">tall<a",
            "<dl class=\"items\">\n<dt id=\"p5\">A<a",
            "</dt>\n<dd id=\"p6\">ash<a",
            "<table>\n<caption id=\"p7\">Crew<a",
            "<tr>\n<th scope=\"row\" colspan=\"2\">a</th></tr>",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
    }

    #[test]
    fn headings_leave_no_gap() {
        let levels = |typed: &[u8]| -> Vec<String> {
            let headings =
                typed.iter().map(|level| Block::Heading { level: *level, passage: passage(0, vec![]) });
            let html = page(samples::document(headings.collect()));
            html.match_indices("<h").map(|(at, _)| html[at + 1..at + 3].to_owned()).collect()
        };
        assert_eq!(levels(&[2, 3, 4, 5, 6]), ["h2", "h3", "h4", "h5", "h6", "h6"]);
        assert_eq!(levels(&[4, 4, 6, 2, 5]), ["h2", "h3", "h4", "h5", "h3", "h4"]);
    }

    #[test]
    fn versions_have_languages() {
        let mut document = samples::document(vec![paragraph(0, vec![text("a")])]);
        document.versions.push(Version {
            kind: Some(VersionKind::Original),
            language: Some("ar".to_owned()),
            blocks: vec![paragraph(1, vec![text("b")])],
        });
        let html = page(document);
        let expected = "data-version=\"ar\" lang=\"ar\" dir=\"rtl\">\n\
            <h2 class=\"version\" data-generated lang=\"en\">Original</h2>\n<p id=\"p2\">b\
            <a class=\"anchor\" data-generated href=\"#p2\" lang=\"en\">";
        assert!(html.contains(expected), "{html}");
    }

    #[test]
    fn notes_and_their_calls() {
        let call = |note, typed: &str| Inline::Call { note, typed: typed.to_owned() };
        let content =
            vec![text("a"), call(0, ""), text(" b"), call(1, "[1]"), text(" c"), call(0, ""), call(9, "[9]")];
        let mut document = samples::document(vec![paragraph(0, content)]);
        document.notes = vec![
            samples::note("x", "", vec![text("One"), call(1, "")]),
            samples::note("1", "[1]", vec![text("Two")]),
        ];
        assert_eq!(walk::calls(&document), [2, 2]);
        let html = page(document.clone());
        for part in [
            "a<a role=\"doc-noteref\" class=\"call\" id=\"c1\" href=\"#n1\" data-generated><span class=\"aid\">note </span>1</a>",
            "<a role=\"doc-noteref\" class=\"call\" id=\"c2\" href=\"#n2\">[1]</a>",
            "id=\"c1-2\" href=\"#n1\"",
            "</a>[9]<a class=\"anchor\"",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
        let html = notes(&samples::site(document, Config::default()), 0).to_string();
        for part in [
            "<section data-notes class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"notes\">\n<h2 id=\"notes\">Notes</h2>\n<ol lang=\"en\">\n",
            "<li id=\"n1\" data-voice=\"document\"><p>One<a role=\"doc-noteref\" class=\"call\" id=\"c2-2\"",
            "<li id=\"n2\" class=\"typed\" data-voice=\"document\"><p>[1] Two<a class=\"anchor\" data-generated href=\"#n2\"><span class=\"aid\">note 2</span></a><a role=\"doc-backlink\" class=\"back\" data-generated href=\"#c2\"",
            "href=\"#c1-2\"><span class=\"aid\">back to the text, call 2</span></a>",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
    }
}
