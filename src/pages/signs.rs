//! The signs that texts use, counted, each with its first use drawn as the text draws it.

use serde::Serialize;

use crate::model::apparatus::{Mark, SignRef, Voice};
use crate::model::document::Document;
use crate::model::edition::Anchors;
use crate::model::text::Marked;
use crate::pages::words::shortened;
use crate::site::links::Links;
use crate::site::{Site, Subject};
use crate::write::walk;

/// One line of a legend.
#[derive(Serialize)]
pub struct Entry {
    pub caption: String,
    pub meaning: String,
    /// The element of TEI that says the same, with its attributes.
    pub tei: String,
    /// Whose words stand in the sign.
    pub voice: &'static str,
    pub count: usize,
    /// The first use.
    pub drawn: Drawing,
    /// Where the first use is.
    pub href: String,
    /// What its document is called, where the legend is on another page.
    pub document: Option<String>,
    /// The page with every mark of the sign.
    pub all: Option<String>,
}

/// One use of a sign, as the text draws it.
#[derive(Clone, Serialize)]
pub struct Drawing {
    sign: String,
    /// Whose words stand in it, where the style sheets do not know the sign by name.
    own: Option<&'static str>,
    /// What stands in it, shortened.
    words: String,
    /// Of a pair, what came in place of the words.
    edited: Option<String>,
    /// Whether the sign goes around words of the text; otherwise its own words are its label.
    around: bool,
    /// Of an empty space, its width.
    extent: Option<u32>,
    language: Option<String>,
}

/// The longest sample that a legend shows, in characters.
const SAMPLE: usize = 24;

/// The legend of one document's page: the signs that it uses, in the order in which the edition lists them.
pub fn legend(site: &Site, links: &Links, document: &Document, anchors: &Anchors) -> Vec<Entry> {
    let marks = walk::marks(document);
    let entries = site.edition.apparatus.iter().enumerate().filter_map(|(sign, uses)| {
        let of_sign = || marks.iter().filter(|marked| marked.mark.sign == uses.sign);
        let first = of_sign().next()?;
        let entry = Entry {
            href: format!("#{}", anchors.marks.get(first.mark.ordinal)?),
            document: None,
            all: links.about(site, &Subject::Sign { sign, page: 1 }),
            ..entry(&uses.sign, of_sign().count(), first)
        };
        Some(entry)
    });
    entries.collect()
}

/// The signs of the whole edition.
pub fn vocabulary(site: &Site, links: &Links) -> Vec<Entry> {
    let entries = site.edition.apparatus.iter().enumerate().filter_map(|(sign, uses)| {
        let first = uses.uses.first()?;
        let document = site.edition.documents.get(first.document)?;
        let anchor = site.edition.anchors.get(first.document)?.marks.get(first.ordinal)?;
        let page = links.about(site, &Subject::Document(first.document))?;
        let marks = walk::marks(document);
        let marked = marks.iter().find(|marked| marked.mark.ordinal == first.ordinal)?;
        Some(Entry {
            href: format!("{page}#{anchor}"),
            document: Some(document.title.text.clone()),
            all: links.about(site, &Subject::Sign { sign, page: 1 }),
            ..entry(&uses.sign, uses.uses.len(), marked)
        })
    });
    entries.collect()
}

fn entry(sign: &SignRef, count: usize, first: &Marked) -> Entry {
    Entry {
        caption: sign.caption.to_string(),
        meaning: sign.meaning.to_string(),
        tei: format!("<{}>", sign.tei),
        voice: match sign.voice {
            Voice::Document => "words of the document",
            Voice::Editor => "words of the editor",
        },
        count,
        drawn: drawing(first, SAMPLE),
        href: String::new(),
        document: None,
        all: None,
    }
}

/// A mark as the text draws it, with at most so many characters of its words.
pub fn drawing(marked: &Marked, length: usize) -> Drawing {
    let mark: &Mark = &marked.mark;
    let around = mark.text.as_deref();
    let written = around.unwrap_or(&mark.as_written);
    Drawing {
        sign: mark.sign.name.to_string(),
        own: mark.sign.own_voice(),
        words: shortened(written, length),
        edited: mark.edited.as_deref().map(|edited| shortened(edited, length)),
        around: around.is_some(),
        extent: (mark.sign.name == "space").then(|| width(mark)),
        language: mark.language.clone(),
    }
}

fn width(mark: &Mark) -> u32 {
    mark.extent.as_ref().map_or(1, |extent| extent.quantity.0 / 4)
}
