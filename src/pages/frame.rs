//! What stands around every page: head, navigation, footer.

use serde::{Serialize, Serializer};
use tera::Value;

use crate::model::index::Index;
use crate::pages::dates;
use crate::site::links::Links;
use crate::site::{Page, Site, Subject};
use crate::write::head::{Head, Tag};
use crate::write::html::Html;
use crate::write::{OUR_LANGUAGE, head, licence};

/// The part of a view that all pages share; templates know it as `page`.
#[derive(Serialize)]
pub struct Frame {
    /// For the title bar: the page, then the edition.
    title: String,
    /// Of the words around the edition's own, which are ours; a BCP 47 tag.
    language: &'static str,
    /// The way up to the top of the site, for the links of an edition's own templates: `../`
    base: String,
    canonical: Option<String>,
    description: Option<String>,
    /// What the page says of itself to machines.
    tags: Vec<Tag>,
    relations: Vec<Relation>,
    /// The same as linked data.
    data: Option<Markup>,
    style_sheets: Vec<String>,
    scripts: Vec<String>,
    icon: String,
    home: String,
    at_home: bool,
    navigation: Vec<NavigationLink>,
    /// The way to the search page, where there is one.
    search: Option<String>,
    at_search: bool,
    edition: EditionView,
}

#[derive(Serialize)]
struct Relation {
    rel: &'static str,
    href: String,
}

#[derive(Serialize)]
struct NavigationLink {
    label: String,
    href: String,
    /// `page` where it is this page, `section` where this page belongs to it, else empty.
    current: &'static str,
}

#[derive(Serialize)]
struct EditionView {
    title: String,
    release: String,
    licence: Option<String>,
    licence_address: Option<String>,
}

/// HTML that stands in a page as it is. It can only be made of what the writer of HTML made, and a
/// template cannot make it: Tera keeps the mark of a safe string that is serialised into a view.
pub struct Markup(pub Html);

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(self.0.as_str()).serialize(serializer)
    }
}

impl Frame {
    /// `heading` is what the page is called; the home page has none but the edition's.
    pub fn new(site: &Site, page: &Page, heading: Option<&str>) -> Frame {
        let links = Links::of(site, page);
        let settings = &site.config.edition;
        let title = match heading {
            Some(heading) => format!("{heading} | {}", settings.title),
            None => settings.title.clone(),
        };
        let found = page.subject != Subject::NotFound;
        let Head { tags, data } = head::page(site, page, heading);
        let search = links.about(site, &Subject::Search);
        // On the search page itself there is a form already.
        let find = search.as_ref().filter(|_| page.subject != Subject::Search);
        let mut style_sheets = vec![links.to("assets/css/edition.css"), links.to("assets/css/apparatus.css")];
        style_sheets.extend(search.as_ref().map(|_| links.to("assets/css/search.css")));
        let scripts = find.map(|_| links.to("assets/js/find.js")).into_iter().collect();
        Frame {
            title,
            language: OUR_LANGUAGE,
            base: links.top(),
            canonical: if found { site.permanent(&page.address) } else { None },
            description: None,
            tags,
            relations: Vec::new(),
            data: data.map(Markup),
            style_sheets,
            scripts,
            icon: links.to("assets/icon.svg"),
            home: links.to("index.html"),
            at_home: page.subject == Subject::Home,
            navigation: navigation(site, page, &links),
            search,
            at_search: page.subject == Subject::Search,
            edition: EditionView {
                title: settings.title.clone(),
                release: release(settings.version.as_deref(), settings.date.as_deref()),
                licence: settings.licence.as_deref().map(licence::name),
                licence_address: settings.licence.as_deref().and_then(licence::address),
            },
        }
    }

    pub fn described(mut self, text: Option<String>) -> Frame {
        if let Some(text) = &text {
            head::describe(&mut self.tags, text);
        }
        self.description = text;
        self
    }

    /// Where the page that this one stands for is, on the web.
    pub fn standing_for(mut self, canonical: Option<String>) -> Frame {
        self.canonical = canonical;
        self
    }

    /// What a page says of itself to machines where it is one of which more is to be said.
    pub fn with_head(mut self, head: Head) -> Frame {
        self.tags = head.tags;
        self.data = head.data.map(Markup);
        self
    }

    pub fn related(mut self, rel: &'static str, href: Option<String>) -> Frame {
        self.relations.extend(href.map(|href| Relation { rel, href }));
        self
    }

    pub fn with_script(mut self, href: String) -> Frame {
        self.scripts.push(href);
        self
    }
}

fn navigation(site: &Site, page: &Page, links: &Links) -> Vec<NavigationLink> {
    let essays = site.edition.essays.iter().enumerate();
    let apparatus =
        (!site.edition.apparatus.is_empty()).then(|| ("Apparatus".to_owned(), Subject::Apparatus));
    let documents = ("Documents".to_owned(), Subject::Documents { page: 1 });
    let indexes = Index::ALL.into_iter().filter(|index| *index != Index::Languages).map(|index| {
        let subject = Subject::Index { index, page: 1 };
        (super::facets::heading(index).to_owned(), subject)
    });
    let entries = std::iter::once(documents)
        .chain(indexes)
        .chain([("Chronology".to_owned(), Subject::Chronology)])
        .chain(apparatus)
        .chain([("Method".to_owned(), Subject::Method), ("Cite".to_owned(), Subject::Cite)])
        .chain(essays.map(|(at, essay)| (super::essay::title(essay), Subject::Essay(at))));
    let entries = entries.filter_map(|(label, subject)| {
        let href = links.about(site, &subject)?;
        Some(NavigationLink { label, href, current: current(site, &page.subject, &subject) })
    });
    entries.collect()
}

/// What an entry of the navigation is to the page that is shown.
fn current(site: &Site, shown: &Subject, entry: &Subject) -> &'static str {
    let indexes = &site.edition.indexes;
    let is_in =
        |entity: usize, index: Index| indexes.entities.get(entity).is_some_and(|one| one.index == index);
    match (shown, entry) {
        (shown, entry) if shown == entry => "page",
        (
            Subject::Document(_) | Subject::Citation(_) | Subject::Documents { .. },
            Subject::Documents { .. },
        )
        | (Subject::Sign { .. }, Subject::Apparatus)
        | (Subject::Errata | Subject::ErrataOf { .. }, Subject::Cite)
        | (Subject::Year { .. }, Subject::Chronology)
        | (Subject::Holding { .. }, Subject::Index { index: Index::Archives, .. }) => "section",
        (Subject::Index { index: one, .. }, Subject::Index { index: other, .. }) if one == other => "section",
        (Subject::Entity { entity, .. }, Subject::Index { index, .. }) if is_in(*entity, *index) => "section",
        (Subject::Exchange { exchange, .. }, Subject::Index { index, .. })
            if indexes.exchanges.get(*exchange).is_some_and(|known| is_in(known.one, *index)) =>
        {
            "section"
        }
        _ => "",
    }
}

/// What the footer says of the version: `version 1.0 of 23 November 2026`.
pub fn release(version: Option<&str>, date: Option<&str>) -> String {
    let version = version.map_or_else(|| "unreleased".to_owned(), |version| format!("version {version}"));
    match date {
        Some(date) => format!("{version}, {}", dates::words(date).unwrap_or_else(|| date.to_owned())),
        None => version,
    }
}

#[cfg(test)]
mod tests {
    use super::release;

    #[test]
    fn a_release_says_its_version_and_date() {
        assert_eq!(release(None, None), "unreleased");
        assert_eq!(release(Some("1.0"), Some("2026-11-23")), "version 1.0, 23 November 2026");
    }
}
