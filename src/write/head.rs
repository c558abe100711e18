//! What a page says of itself to machines in its head: Dublin Core, the fields of Zotero, Open Graph, links for harvesters.
//!
//! Zotero reads every one of its fields from `z:FIELD` (its translator "Embedded Metadata"); no other tags make a letter
//! with its archive of a page. It must be given nothing that it prefers to them: no `citation_…` (there is no recipient in
//! them), no `article:published_time` (it becomes the date of the document), no second type.

use serde::Serialize;

use crate::model::naming::Naming;
use crate::model::text;
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::write::correspondents::senders;
use crate::write::dates::Order;
use crate::write::html::Html;
use crate::write::noted::{as_written, without_comma, without_field};
use crate::write::record::{Class, Record};
use crate::write::{EXPORTS, OUR_LANGUAGE, citation, jsonld, licence};

/// The part of a head that machines read.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// In the order in which they stand.
    pub tags: Vec<Tag>,
    /// The same as linked data: an element of the page.
    pub data: Option<Html>,
}

/// An element of the head. Templates know it by `element`, which names the attribute that has the key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "element", rename_all = "lowercase")]
pub enum Tag {
    Name { key: &'static str, content: String },
    Property { key: &'static str, content: String },
    Link { rel: &'static str, href: String, media_type: Option<&'static str> },
}

/// The head of a page; `heading` is what it is called, and nothing for the home page.
pub fn page(site: &Site, page: &Page, heading: Option<&str>) -> Head {
    let mut list = List::default();
    match &page.subject {
        // Nothing is at an address that is not there.
        Subject::NotFound => return Head::default(),
        // Those who look for pages are to find the one that took its place.
        Subject::Departed(_) => {
            list.name("robots", "noindex");
            return Head { tags: list.tags, data: None };
        }
        Subject::Home => edition(site, &mut list),
        Subject::Essay(_) | Subject::Method => essay(site, page, heading, &mut list),
        _ => {}
    }
    let title = heading.unwrap_or(&site.config.edition.title);
    open_graph(site, page, "website", title, OUR_LANGUAGE, &mut list);
    let links = Links::of(site, page);
    match &page.subject {
        Subject::Home => {
            cite_as(site, page, &mut list);
            whole_files(site, &links, &mut list);
        }
        Subject::Essay(_) | Subject::Method => {
            cite_as(site, page, &mut list);
            list.maybe_link("collection", links.about(site, &Subject::Home), None);
        }
        _ => {}
    }
    let licensed = site.config.edition.licence.as_deref().and_then(licence::address);
    list.maybe_link("license", licensed, None);
    let feed = site.find("feed.xml").map(|feed| links.to(&feed.address));
    list.maybe_link("alternate", feed, Some("application/atom+xml"));
    let data = (page.subject == Subject::Home).then(|| jsonld::edition(site));
    Head { tags: list.tags, data: data.map(|data| block(&data)) }
}

/// Adds what the page is about to a list that has it not yet.
pub fn describe(tags: &mut Vec<Tag>, text: &str) {
    let at = tags.iter().position(|tag| matches!(tag, Tag::Property { key: "og:locale", .. }));
    if let Some(at) = at {
        tags.insert(at, Tag::Property { key: "og:description", content: one_line(text) });
    }
}

/// The head of the page of a document.
pub fn document(site: &Site, page: &Page, at: usize, description: Option<&str>) -> Head {
    let Some(record) = Record::of(site, at) else { return Head::default() };
    let mut list = List::default();
    schemas(&mut list);
    dublin_core(site, at, &record, &mut list);
    zotero(&record, &mut list);
    open_graph(site, page, "article", record.title, record.language().unwrap_or(OUR_LANGUAGE), &mut list);
    if let Some(text) = description {
        describe(&mut list.tags, text);
    }
    signposts(site, page, at, &record, &mut list);
    Head { tags: list.tags, data: Some(block(&jsonld::document(site, at, &record))) }
}

fn schemas(list: &mut List) {
    list.link("schema.DC", "http://purl.org/dc/elements/1.1/".to_owned(), None);
    list.link("schema.DCTERMS", "http://purl.org/dc/terms/".to_owned(), None);
}

fn dublin_core(site: &Site, at: usize, record: &Record<'_>, list: &mut List) {
    // The name of a type of Zotero's; the first one counts. It is taken for the genre too, where there is no other; that a
    // document without one is a "manuscript" nobody has said.
    if record.genre.is_some() || record.class == Class::Letter {
        list.name("DC.type", item_type(record.class));
    }
    list.name("DC.title", record.title);
    record.authors.iter().for_each(|name| list.name("DC.creator", &creator(name)));
    if record.date.is_some() {
        // As it was given: its values may be EDTF.
        let given = record.edtf().map(|edtf| edtf.as_str().to_owned());
        list.name("DC.date", &given.unwrap_or_else(|| date(record)));
    }
    list.maybe("DC.language", record.language());
    list.maybe("DC.rights", record.rights_or_licence());
    list.maybe("DC.coverage", record.shelfmark);
    list.name("DC.identifier", record.address.as_deref().unwrap_or(record.id));
    list.maybe("DCTERMS.abstract", record.summary);
    list.maybe(
        "DCTERMS.bibliographicCitation",
        citation::one(site, at, "chicago-note").map(|cited| cited.text),
    );
}

fn zotero(record: &Record<'_>, list: &mut List) {
    list.name("z:itemType", item_type(record.class));
    let genre = match record.class {
        Class::Letter => "z:letterType",
        Class::Manuscript => "z:manuscriptType",
    };
    list.maybe(genre, record.genre);
    list.name("z:date", &date(record));
    if record.class == Class::Letter {
        record.recipients.iter().for_each(|name| list.name("z:recipients", &creator(name)));
    }
    record.translators.iter().for_each(|name| list.name("z:translators", &creator(name)));
    list.maybe("z:archive", record.archive);
    list.maybe("z:archiveLocation", record.shelfmark);
    list.maybe("z:eventPlace", record.place);
    list.name("z:callNumber", &record.call_number());
    list.maybe("z:shortTitle", short_title(record));
    list.maybe("z:rights", record.rights_or_licence());
    list.maybe("z:language", record.language());
    list.maybe("z:abstractNote", record.summary);
    list.lines("z:extra", &extra(record));
}

/// What Zotero's letters and manuscripts have no field for, as variables of CSL, which its citations use
/// (Zotero's documentation, "Citing fields from Extra").
fn extra(record: &Record<'_>) -> Vec<String> {
    let mut lines = without_field(record);
    lines.extend(as_written(record));
    lines.extend(record.collection.map(|collection| ("source", collection.to_owned())));
    lines.into_iter().map(|(name, value)| format!("{name}: {}", one_line(&value))).collect()
}

/// A name as Zotero takes it apart: at its comma, and at its last space where it has none. A comma at the end keeps it in
/// one field; one inside would cut it, and all behind a second one would be lost.
fn creator(name: &Naming) -> String {
    match name {
        Naming::Parted { suffix: None, .. } => name.sorted(),
        Naming::Parted { family, given, suffix: Some(suffix) } => format!("{family}, {given} {suffix}"),
        whole => format!("{},", without_comma(&whole.sorted())),
    }
}

/// The date as Zotero reads it, else in words; without one it would take any date that it finds on the page.
fn date(record: &Record<'_>) -> String {
    record.machine_date().unwrap_or_else(|| record.date_in_words(Order::MonthFirst))
}

fn item_type(class: Class) -> &'static str {
    match class {
        Class::Letter => "letter",
        Class::Manuscript => "manuscript",
    }
}

/// The genre, where the title opens with it and goes on: `Telegram` of `Telegram, I. Stalin to Kim Il Sung`.
fn short_title<'a>(record: &Record<'a>) -> Option<&'a str> {
    let rest = record.title.strip_prefix(record.genre?)?;
    let parted = rest.starts_with([',', ':', ';', '.']);
    if parted { record.genre } else { None }
}

/// The home page is the edition's own.
fn edition(site: &Site, list: &mut List) {
    let edition = &site.config.edition;
    schemas(list);
    list.name("DC.type", "Collection");
    list.name("DC.title", &edition.title);
    edition.editors.iter().for_each(|name| list.name("DC.contributor", &creator(&Naming::of(name))));
    list.maybe("DC.publisher", edition.publisher.as_deref());
    list.maybe("DC.date", edition.date.as_deref());
    list.name("DC.language", &edition.language);
    list.maybe("DC.rights", edition.licence.as_deref());
    list.maybe("DC.identifier", site.permanent("index.html"));
    webpage(site, list);
}

/// A text of the editors' own.
fn essay(site: &Site, page: &Page, heading: Option<&str>, list: &mut List) {
    let edition = &site.config.edition;
    schemas(list);
    list.name("DC.title", heading.unwrap_or(&edition.title));
    edition.editors.iter().for_each(|name| list.name("DC.creator", &creator(&Naming::of(name))));
    list.maybe("DC.publisher", edition.publisher.as_deref());
    list.maybe("DC.date", edition.date.as_deref());
    list.maybe("DC.rights", edition.licence.as_deref());
    list.maybe("DC.identifier", site.permanent(&page.address));
    webpage(site, list);
}

fn webpage(site: &Site, list: &mut List) {
    let edition = &site.config.edition;
    list.name("z:itemType", "webpage");
    list.name("z:date", edition.date.as_deref().unwrap_or("undated"));
    list.name("z:websiteTitle", &edition.title);
}

fn open_graph(site: &Site, page: &Page, kind: &str, title: &str, language: &str, list: &mut List) {
    list.property("og:type", kind);
    list.property("og:title", title);
    if let Some(address) = site.permanent(&page.address) {
        list.property("og:url", &address);
    }
    list.property("og:site_name", &site.config.edition.title);
    list.property("og:locale", &language.replace('-', "_"));
    list.name("twitter:card", "summary");
}

/// Links for harvesters (FAIR Signposting, level 1).
fn signposts(site: &Site, page: &Page, at: usize, record: &Record<'_>, list: &mut List) {
    let links = Links::of(site, page);
    cite_as(site, page, list);
    let mut files = Vec::new();
    for export in EXPORTS {
        let subject = Subject::Export { document: at, export: export.name };
        let Some(href) = links.about(site, &subject) else { continue };
        let rel = if export.is_reference { "describedby" } else { "item" };
        list.link(rel, href.clone(), Some(export.media_type));
        // Text and source are read; these are what other programs take in.
        if export.name == "tei" || export.is_reference {
            files.push((href, export.media_type));
        }
    }
    if let Some(document) = site.edition.documents.get(at) {
        let known = senders(site, document).into_iter().filter_map(|sender| sender.authority);
        known.for_each(|authority| list.link("author", authority, None));
    }
    list.maybe_link("license", record.licence().and_then(licence::address), None);
    let kind = match record.class {
        Class::Letter => "https://schema.org/Message",
        Class::Manuscript => "https://schema.org/ArchiveComponent",
    };
    for kind in ["https://schema.org/AboutPage", kind] {
        list.link("type", kind.to_owned(), None);
    }
    list.maybe_link("collection", links.about(site, &Subject::Home), None);
    files.into_iter().for_each(|(href, media_type)| list.link("alternate", href, Some(media_type)));
}

fn cite_as(site: &Site, page: &Page, list: &mut List) {
    list.maybe_link("cite-as", site.permanent(&page.address), None);
}

/// The files of the whole edition.
fn whole_files(site: &Site, links: &Links<'_>, list: &mut List) {
    for export in EXPORTS {
        let Some(href) = links.about(site, &Subject::Whole(export.name)) else { continue };
        let rel = if export.is_reference { "describedby" } else { "item" };
        list.link(rel, href, Some(export.media_type));
    }
}

fn block(data: &serde_json::Value) -> Html {
    let mut html = Html::default();
    html.add_data("application/ld+json", data);
    html
}

/// A list of tags that is being written; what comes from a source is made one line.
#[derive(Default)]
struct List {
    tags: Vec<Tag>,
}

impl List {
    fn name(&mut self, key: &'static str, content: &str) {
        let content = one_line(content);
        if !content.is_empty() {
            self.tags.push(Tag::Name { key, content });
        }
    }

    fn maybe(&mut self, key: &'static str, content: Option<impl AsRef<str>>) {
        if let Some(content) = content {
            self.name(key, content.as_ref());
        }
    }

    /// Several lines, each of which is one.
    fn lines(&mut self, key: &'static str, lines: &[String]) {
        self.tags.push(Tag::Name { key, content: lines.join("\n") });
    }

    fn property(&mut self, key: &'static str, content: &str) {
        self.tags.push(Tag::Property { key, content: one_line(content) });
    }

    /// Of a media type harvesters want the name alone, without the character set.
    fn link(&mut self, rel: &'static str, href: String, media_type: Option<&'static str>) {
        let media_type = media_type.and_then(|media_type| media_type.split(';').next());
        self.tags.push(Tag::Link { rel, href, media_type });
    }

    fn maybe_link(&mut self, rel: &'static str, href: Option<String>, media_type: Option<&'static str>) {
        if let Some(href) = href {
            self.link(rel, href, media_type);
        }
    }
}

/// A text on one line, without characters that have no form.
fn one_line(text: &str) -> String {
    let shown: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    text::one_line(&shown)
}
