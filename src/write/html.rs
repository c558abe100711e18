//! Running text as HTML: the transcription and its notes. What a sign looks like is the business of the style sheets.
//!
//! The text is exact: without the elements that carry `data-generated`, what is written here is the text of the
//! source, character for character. So nothing of ours stands outside such an element, and nothing of the source's inside one.

mod inline;
mod notes;

use crate::model::document::{Document, Version};
use crate::model::edition::Anchors;
use crate::model::text::{Block, Inline, List, Passage, Role, Table};
use crate::site::{Site, Subject};

pub use crate::write::html::inline::{image_address, is_allowed};
pub use crate::write::markup::Html;

/// The language of the words that we add.
const OURS: &str = "en";

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
    tables: usize,
    transmissions: usize,
}

impl<'a> Writer<'a> {
    fn new(site: &'a Site, document: usize, in_site: bool) -> Option<Writer<'a>> {
        let subject = Subject::Document(document);
        let anchors = site.edition.anchors.get(document);
        let document = site.edition.documents.get(document)?;
        let page = || match site.address_of(&subject) {
            Some(address) => address.to_owned(),
            None => format!("documents/{}.html", document.id),
        };
        Some(Writer {
            site,
            document,
            anchors,
            page: in_site.then(page),
            html: Html::default(),
            calls: vec![0; document.notes.len()],
            linked: false,
            foreign: false,
            tables: 0,
            transmissions: 0,
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
        let language = tag_of(version.language.as_deref());
        let kind = version.kind.map_or("Text", |kind| kind.name());
        self.foreign = language.is_some_and(|language| primary(language) != OURS);
        let name = language.map_or_else(|| kind.to_lowercase(), str::to_owned);
        self.html
            .tag("section")
            .attr("class", "transcription")
            .flag("data-transcription")
            .attr("data-version", &name)
            .maybe("lang", language)
            .maybe("dir", language.and_then(direction))
            .end();
        self.html.add_text("\n");
        if one_of_many {
            let ours = self.ours();
            self.html.tag("h2").attr("class", "version").flag("data-generated").maybe("lang", ours).end();
            self.html.add_text(kind);
            self.html.close("h2");
            self.html.add_text("\n");
        }
        self.blocks(&version.blocks);
        self.html.close("section");
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
            Block::Heading { level, passage } => self.passage(heading(*level), passage),
            Block::List(list) => self.list(list),
            Block::Quote(blocks) => {
                self.html.open("blockquote");
                self.html.add_text("\n");
                self.blocks(blocks);
                self.html.close("blockquote");
            }
            Block::Table(table) => self.table(table),
            Block::Part { role, blocks } => self.part(*role, blocks),
        }
    }

    fn passage(&mut self, element: &'static str, passage: &Passage) {
        let anchor = self.anchors.and_then(|anchors| anchors.passages.get(passage.ordinal));
        self.html.tag(element).maybe("id", anchor.map(String::as_str)).end();
        self.inlines(&passage.content);
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

    fn list(&mut self, list: &List) {
        let element = if list.numbered { "ol" } else { "ul" };
        self.html.tag(element).attr("class", "items").attr("role", "list").end();
        self.html.add_text("\n");
        for item in &list.items {
            self.passage("li", item);
            self.html.add_text("\n");
        }
        self.html.close(element);
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let width = std::iter::once(&table.head).chain(&table.rows).map(Vec::len).max().unwrap_or(0);
        let name = format!("Table {}", self.tables);
        self.html
            .tag("div")
            .attr("class", "table")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-label", &name)
            .end();
        self.html.open("table");
        self.html.add_text("\n");
        if table.head.iter().any(|cell| !cell.is_empty()) {
            self.html.open("thead");
            self.row("th", &table.head, width);
            self.html.close("thead");
            self.html.add_text("\n");
        }
        if !table.rows.is_empty() {
            self.html.open("tbody");
            self.html.add_text("\n");
            for row in &table.rows {
                self.row("td", row, width);
                self.html.add_text("\n");
            }
            self.html.close("tbody");
        }
        self.html.close("table");
        self.html.close("div");
    }

    /// One row, filled up to the width of the table. An empty cell heads nothing.
    fn row(&mut self, element: &'static str, cells: &[Vec<Inline>], width: usize) {
        self.html.open("tr");
        for at in 0..width {
            let cell = cells.get(at).map(Vec::as_slice).unwrap_or_default();
            let element = if cell.is_empty() { "td" } else { element };
            let scope = (element == "th").then_some("col");
            self.html.add_text("\n");
            self.html.tag(element).maybe("scope", scope).end();
            self.inlines(cell);
            self.html.close(element);
        }
        self.html.close("tr");
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
            Role::Opener | Role::Signature => tag.end(),
        }
        self.html.add_text("\n");
        self.blocks(blocks);
        self.html.close("div");
    }

    /// The language to declare on an element of ours, where the text around it is in another.
    fn ours(&self) -> Option<&'static str> {
        self.foreign.then_some(OURS)
    }
}

/// The page's own sections are `h2`; headings of the text stand below them.
fn heading(level: u8) -> &'static str {
    match level {
        0..=2 => "h3",
        3 => "h4",
        4 => "h5",
        _ => "h6",
    }
}

/// A language tag, if it has the form of one (BCP 47, 2.1).
fn tag_of(language: Option<&str>) -> Option<&str> {
    language.filter(|tag| {
        tag.split('-')
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    })
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
