//! The editor's own pages: ordinary Markdown, written as HTML. It knows no transcription.
//!
//! Nothing passes through: raw HTML is shown as it was typed, and a link leads only where it is safe to go.

use std::collections::BTreeMap;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::model::address::is_link;
use crate::model::document::Document;
use crate::model::id::Id;
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::write::html::image_address;
use crate::write::markup::Html;
use crate::write::targets;

/// The essay on a page of the site. Its links are written as from the top of the site, whatever page it
/// stands on, and `doc:ID` leads to the document.
pub fn essay(site: &Site, page: &Page, markdown: &str) -> Html {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let events: Vec<Event<'_>> = Parser::new_ext(markdown, options).collect();
    let top = events.iter().filter_map(level).min().unwrap_or(1);
    let mut writer = Writer::new(site, page, top);
    let mut rest = events.as_slice();
    while let [event, after @ ..] = rest {
        rest = match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                let (words, length) = picture_words(after);
                writer.picture(dest_url, &words);
                after.get(length..).unwrap_or_default()
            }
            event => {
                writer.event(event, after);
                after
            }
        };
    }
    writer.footnotes();
    writer.html
}

fn level(event: &Event<'_>) -> Option<usize> {
    match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as usize),
        _ => None,
    }
}

struct Writer<'a> {
    site: &'a Site,
    /// From the page that the essay stands on.
    from_here: Links<'a>,
    html: Html,
    /// The highest level of heading in the essay; it becomes `h2`, for the page has its own `h1`.
    top: usize,
    ids: BTreeMap<String, usize>,
    /// Each footnote's name with its number and how often it was called.
    notes: BTreeMap<String, (usize, usize)>,
    /// The footnotes' texts, by name, and what was being written when one began.
    definitions: BTreeMap<String, Html>,
    outside: Vec<(String, Html)>,
    /// For each open link: whether it has become an element.
    links: Vec<bool>,
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    has_body: bool,
    tables: usize,
}

impl<'a> Writer<'a> {
    fn new(site: &'a Site, page: &'a Page, top: usize) -> Writer<'a> {
        Writer {
            site,
            from_here: Links::of(site, page),
            html: Html::default(),
            top,
            ids: BTreeMap::new(),
            notes: BTreeMap::new(),
            definitions: BTreeMap::new(),
            outside: Vec::new(),
            links: Vec::new(),
            alignments: Vec::new(),
            cell: 0,
            in_head: false,
            has_body: false,
            tables: 0,
        }
    }

    fn event(&mut self, event: &Event<'a>, rest: &[Event<'a>]) {
        match event {
            Event::Start(tag) => self.start(tag, rest),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.html.add_text(text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.html.add_text(text),
            Event::Code(code) => {
                self.html.open("code");
                self.html.add_text(code);
                self.html.close("code");
            }
            Event::FootnoteReference(name) => self.call(name),
            Event::SoftBreak => self.html.add_text("\n"),
            Event::HardBreak => self.html.add_markup("<br>\n"),
            Event::Rule => self.html.add_markup("<hr>\n"),
            Event::TaskListMarker(done) => self.html.add_text(if *done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: &Tag<'a>, rest: &[Event<'a>]) {
        match tag {
            Tag::Paragraph => self.html.open("p"),
            Tag::HtmlBlock => self.html.open("p"),
            Tag::Heading { level, .. } => {
                let id = self.heading_id(rest);
                self.html.tag(heading(*level as usize, self.top)).attr("id", &id).end();
            }
            Tag::BlockQuote(_) => self.html.add_markup("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.code(kind),
            Tag::List(Some(1)) => self.html.add_markup("<ol>\n"),
            Tag::List(Some(start)) => {
                self.html.tag("ol").attr("start", &start.to_string()).end();
                self.html.add_text("\n");
            }
            Tag::List(None) => self.html.add_markup("<ul>\n"),
            Tag::Item => self.html.open("li"),
            Tag::FootnoteDefinition(name) => {
                let around = std::mem::take(&mut self.html);
                self.outside.push((name.to_string(), around));
            }
            Tag::Table(alignments) => self.table(alignments),
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.html.add_markup("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.html.add_markup(if self.has_body { "<tr>" } else { "<tbody>\n<tr>" });
                self.has_body = true;
            }
            Tag::TableCell => self.table_cell(rest),
            Tag::Emphasis => self.html.open("em"),
            Tag::Strong => self.html.open("strong"),
            Tag::Strikethrough => self.html.open("del"),
            Tag::Link { dest_url, .. } => self.link(dest_url),
            Tag::Image { .. }
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.html.add_markup("</p>\n"),
            TagEnd::Heading(level) => {
                self.html.close(heading(level as usize, self.top));
                self.html.add_text("\n");
            }
            TagEnd::BlockQuote(_) => self.html.add_markup("</blockquote>\n"),
            TagEnd::CodeBlock => self.html.add_markup("</code></pre>\n"),
            TagEnd::List(true) => self.html.add_markup("</ol>\n"),
            TagEnd::List(false) => self.html.add_markup("</ul>\n"),
            TagEnd::Item => self.html.add_markup("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((name, around)) = self.outside.pop() {
                    let text = std::mem::replace(&mut self.html, around);
                    self.definitions.entry(name).or_insert(text);
                }
            }
            TagEnd::Table => {
                self.html.add_markup(if self.has_body {
                    "</tbody></table></div>\n"
                } else {
                    "</table></div>\n"
                });
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.html.add_markup("</tr>\n</thead>\n");
            }
            TagEnd::TableRow => self.html.add_markup("</tr>\n"),
            TagEnd::TableCell => {
                self.html.add_markup(if self.in_head { "</th>" } else { "</td>" });
                self.cell += 1;
            }
            TagEnd::Emphasis => self.html.close("em"),
            TagEnd::Strong => self.html.close("strong"),
            TagEnd::Strikethrough => self.html.close("del"),
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.html.close("a");
                }
            }
            TagEnd::Image
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// An address for a heading: its words, and a number where another heading has the same.
    fn heading_id(&mut self, rest: &[Event<'_>]) -> String {
        let mut words = String::new();
        for event in rest.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_)))) {
            if let Event::Text(text) | Event::Code(text) = event {
                words.push_str(text);
            }
        }
        let lower = words.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let id = format!("s-{}", if words.is_empty() { "section".to_owned() } else { words.join("-") });
        let count = self.ids.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { id } else { format!("{id}--{count}") }
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next(),
            CodeBlockKind::Indented => None,
        };
        self.html.tag("pre").attr("tabindex", "0").end();
        self.html.tag("code").maybe("data-language", language).end();
    }

    fn table(&mut self, alignments: &[Alignment]) {
        self.tables += 1;
        self.alignments = alignments.to_vec();
        self.has_body = false;
        let tag = self.html.tag("div").attr("class", "table").attr("tabindex", "0").attr("role", "region");
        tag.attr("aria-label", &format!("Table {}", self.tables)).end();
        self.html.add_markup("<table>\n");
    }

    fn table_cell(&mut self, rest: &[Event<'_>]) {
        let class = match self.alignments.get(self.cell) {
            Some(Alignment::Right) => Some("right"),
            Some(Alignment::Center) => Some("center"),
            Some(Alignment::Left | Alignment::None) | None => None,
        };
        let empty = matches!(rest.first(), Some(Event::End(TagEnd::TableCell)));
        let scope = (self.in_head && !empty).then_some("col");
        self.html
            .tag(if self.in_head { "th" } else { "td" })
            .maybe("scope", scope)
            .maybe("class", class)
            .end();
    }

    fn link(&mut self, target: &str) {
        let address = self.address(target);
        self.links.push(address.is_some());
        if let Some(address) = address {
            self.html.tag("a").attr("href", &address).end();
        }
    }

    /// Where a link may lead: the web, a mailbox, a document, a place in the site.
    fn address(&self, target: &str) -> Option<String> {
        if let Some(id) = target.strip_prefix("doc:") {
            let found = self.site.edition.find(&Id::<Document>::new(id).ok()?)?;
            return self.from_here.about(self.site, &Subject::Document(found));
        }
        if let Some(entity) = self.site.edition.indexes.linked(target) {
            return self.from_here.about(self.site, &Subject::Entity { entity, page: 1 });
        }
        if is_relative(target) {
            return Some(targets::link(self.site, &self.from_here, target));
        }
        is_link(target).then(|| target.to_owned())
    }

    fn picture(&mut self, target: &str, words: &str) {
        match is_relative(target).then(|| image_address(target)).flatten() {
            Some(address) => {
                let link = self.from_here.to(&address);
                self.html.tag("img").attr("src", &link).attr("alt", words).attr("loading", "lazy").end();
            }
            None => self.html.add_text(words),
        }
    }

    fn call(&mut self, name: &str) {
        let next = self.notes.len() + 1;
        let (number, calls) = self.notes.entry(name.to_owned()).or_insert((next, 0));
        *calls += 1;
        let (number, id) = (*number, call_id(*number, *calls));
        let tag = self.html.tag("a").attr("role", "doc-noteref").attr("class", "call").attr("id", &id);
        tag.attr("href", &format!("#fn-{number}")).end();
        self.html.tag("span").attr("class", "aid").end();
        self.html.add_text("note ");
        self.html.close("span");
        self.html.add_text(&number.to_string());
        self.html.close("a");
    }

    /// The footnotes in the order of their calls; those without a call come last.
    fn footnotes(&mut self) {
        let mut definitions: Vec<(usize, usize, Html)> = Vec::new();
        for (name, text) in std::mem::take(&mut self.definitions) {
            let next = self.notes.len() + 1;
            let (number, calls) = *self.notes.entry(name).or_insert((next, 0));
            definitions.push((number, calls, text));
        }
        definitions.sort_by_key(|(number, ..)| *number);
        if definitions.is_empty() {
            return;
        }
        let tag = self.html.tag("section").attr("class", "notes").attr("role", "doc-endnotes");
        tag.attr("aria-labelledby", "footnotes").end();
        self.html.add_markup("\n<h2 id=\"footnotes\">Notes</h2>\n<ol>\n");
        for (number, calls, text) in definitions {
            self.html.tag("li").attr("id", &format!("fn-{number}")).end();
            self.html.add(&text);
            (1..=calls).for_each(|call| self.back(number, call));
            self.html.add_markup("</li>\n");
        }
        self.html.add_markup("</ol>\n</section>\n");
    }

    fn back(&mut self, number: usize, call: usize) {
        let href = format!("#{}", call_id(number, call));
        let label =
            if call == 1 { "back to the text".to_owned() } else { format!("back to the text, call {call}") };
        let tag = self.html.tag("a").attr("role", "doc-backlink").attr("class", "back");
        tag.attr("href", &href).end();
        self.html.tag("span").attr("class", "aid").end();
        self.html.add_text(&label);
        self.html.add_markup("</span></a>");
    }
}

fn call_id(number: usize, call: usize) -> String {
    if call == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{call}") }
}

/// The words inside a picture's brackets, and how many events they are with its end.
fn picture_words(rest: &[Event<'_>]) -> (String, usize) {
    let mut words = String::new();
    let mut depth = 1;
    for (at, event) in rest.iter().enumerate() {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => words.push_str(text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (words, at + 1);
        }
    }
    (words, rest.len())
}

/// The highest heading of the essay is `h2`, the others keep their distance from it.
fn heading(level: usize, top: usize) -> &'static str {
    match level.saturating_sub(top) {
        0 => "h2",
        1 => "h3",
        2 => "h4",
        3 => "h5",
        _ => "h6",
    }
}

/// Whether the address is one within the site: without a scheme, a host, or the root of a server.
pub fn is_relative(target: &str) -> bool {
    let first = target.split(['/', '?', '#']).next().unwrap_or_default();
    let hidden = |c: char| c.is_control() || c == '\\';
    !target.is_empty() && !target.starts_with('/') && !first.contains(':') && !target.contains(hidden)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::site::{Page, Subject};
    use crate::write::essay::essay;
    use crate::write::samples;

    /// The essay on a page of the edition at `https://example.org/e/`.
    fn on(address: &str, subject: Subject, markdown: &str) -> String {
        let mut config = Config::default();
        config.edition.base_url = Some("https://example.org/e/".to_owned());
        let site = samples::site(samples::document(Vec::new()), config);
        let page = Page { address: address.to_owned(), kind: "essay", subject };
        essay(&site, &page, markdown).as_str().trim_end().to_owned()
    }

    fn html(markdown: &str) -> String {
        on("about.html", Subject::Essay(0), markdown)
    }

    fn check(markdown: &str, expected: &str) {
        assert_eq!(html(markdown), expected, "{markdown}");
    }

    #[test]
    fn ordinary_markdown() {
        check(
            "One *two* **three** ~~four~~ `five`",
            "<p>One <em>two</em> <strong>three</strong> <del>four</del> <code>five</code></p>",
        );
        check("a  \nb\nc", "<p>a<br>\nb\nc</p>");
        check("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>");
        check("3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>");
        check("> a", "<blockquote>\n<p>a</p>\n</blockquote>");
        check("    let x;", "<pre tabindex=\"0\"><code>let x;</code></pre>");
    }

    #[test]
    fn headings_stand_below_that_of_the_page() {
        check("# A\n## B", "<h2 id=\"s-a\">A</h2>\n<h3 id=\"s-b\">B</h3>");
        check("## A\n## A", "<h2 id=\"s-a\">A</h2>\n<h2 id=\"s-a--2\">A</h2>");
        check("### !", "<h2 id=\"s-section\">!</h2>");
    }

    #[test]
    fn no_html_of_the_source_passes() {
        check("<b>x</b> & <script>", "<p>&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;</p>");
        check("<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>");
        check("[x](https://a.b/?c='d'&e)", "<p><a href=\"https://a.b/?c='d'&amp;e\">x</a></p>");
        check("[x](a\"b.html)", "<p><a href=\"a%22b.html\">x</a></p>");
    }

    #[test]
    fn links_lead_where_it_is_safe() {
        check("[x](javascript:alert)", "<p>x</p>");
        check("[x](&#106;avascript:alert)", "<p>x</p>");
        check("[x](JaVaScRiPt:alert)", "<p>x</p>");
        check("[x](data:text/html,y)", "<p>x</p>");
        check("[x](//evil.example/)", "<p>x</p>");
        check("[x](/etc)", "<p>x</p>");
        check("[x](https:x)", "<p>x</p>");
        check("[x](\\\\evil.example)", "<p>x</p>");
        check("[x](file:///etc)", "<p>x</p>");
        check("[x](doc:unknown)", "<p>x</p>");
        check("[x](mailto:a@b.c)", "<p><a href=\"mailto:a@b.c\">x</a></p>");
        check("[x](method/index.html#s-a)", "<p><a href=\"method/index.html#s-a\">x</a></p>");
        check("![a *b*](images/c.jpg)", "<p><img src=\"images/c.jpg\" alt=\"a b\" loading=\"lazy\"></p>");
        check("![a ![b](c.jpg)](https://d.e/f.jpg) g", "<p>a b g</p>");
    }

    #[test]
    fn links_are_written_as_from_the_top_of_the_site() {
        let check = |target: &str, expected: [&str; 3]| {
            let pages = [
                ("about.html", Subject::Essay(0)),
                ("method/index.html", Subject::Method),
                ("404.html", Subject::NotFound),
            ];
            let found = pages.map(|(address, subject)| on(address, subject, &format!("[x]({target})")));
            assert_eq!(found, expected.map(|link| format!("<p><a href=\"{link}\">x</a></p>")), "{target}");
        };
        check("about.html#s-a", ["about.html#s-a", "../about.html#s-a", "/e/about.html#s-a"]);
        check("#s-a", ["#s-a", "#s-a", "#s-a"]);
        check(
            "doc:letter",
            ["documents/letter.html", "../documents/letter.html", "/e/documents/letter.html"],
        );
        let picture = on("404.html", Subject::NotFound, "![a](images/b.jpg)");
        assert!(picture.contains("src=\"/e/images/b.jpg\""), "{picture}");
    }

    #[test]
    fn footnotes_come_in_the_order_of_their_calls() {
        let html = html("a[^x] b[^y] c[^x]\n\n[^y]: Two\n\n[^x]: One");
        let one = html.find("<li id=\"fn-1\"><p>One</p>");
        let two = html.find("<li id=\"fn-2\"><p>Two</p>");
        assert!(one.is_some() && one < two, "{html}");
        assert!(html.contains("id=\"fnref-1-2\""), "{html}");
    }

    #[test]
    fn tables() {
        let html = html("| a | b |\n| --- | --: |\n| c | d |");
        assert!(
            html.contains(
                "<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th></tr>"
            ),
            "{html}"
        );
        assert!(
            html.contains("<tbody>\n<tr><td>c</td><td class=\"right\">d</td></tr>\n</tbody></table></div>"),
            "{html}"
        );
    }
}
