//! Citations in words, one row of [`STYLES`] for each style, made of the record of a document. This room knows no page.

mod apa;
mod chicago;
mod dates;
mod mla;
pub(super) mod names;
pub(super) mod parts;
mod runs;

use crate::diag::{Diagnostic, Diagnostics};
use crate::site::Site;
use crate::styles;
use crate::write::citation::runs::Runs;
use crate::write::markup::Html;
use crate::write::record::Record;
use crate::write::{EXPORTS, csl};

/// A style that a document can be cited in.
#[derive(Debug)]
pub struct Style {
    /// What `--style` and `data-citation` call it.
    pub name: &'static str,
    /// What a reader is told that it is.
    pub label: &'static str,
    /// The citation; nothing where the document has none of this kind.
    cite: fn(&Record<'_>) -> Option<Runs>,
}

/// Every style there is.
pub static STYLES: &[Style] = &[
    Style { name: "chicago-note", label: "Chicago, note", cite: |record| Some(chicago::note(record)) },
    Style {
        name: "chicago-bibliography",
        label: "Chicago, bibliography",
        cite: |record| Some(chicago::bibliography(record)),
    },
    Style {
        name: "chicago-author-date",
        label: "Chicago, author and date",
        cite: |record| Some(chicago::author_date(record)),
    },
    Style {
        name: "chicago-in-text",
        label: "Chicago, author and date, in the text",
        cite: |record| Some(chicago::in_text(record)),
    },
    Style { name: "mla", label: "MLA", cite: |record| Some(mla::entry(record)) },
    Style { name: "apa", label: "APA", cite: |record| Some(apa::entry(record)) },
    Style { name: "archive", label: "The archive’s own citation", cite: archive },
];

/// Shorter names of styles and files.
pub const ALIASES: [(&str, &str); 3] =
    [("chicago", "chicago-note"), ("chicago-notes", "chicago-note"), ("bib", "bibtex")];

/// A citation of a document, ready for a page or a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cited {
    /// The name of its style: `chicago-note`.
    pub name: String,
    /// The style in a reader's words: `Chicago, note`.
    pub label: String,
    pub html: Html,
    pub text: String,
}

/// The document at this place in the edition, cited in every style in which it can be.
pub fn all(site: &Site, at: usize) -> Vec<Cited> {
    let Some(record) = Record::of(site, at) else { return Vec::new() };
    let built_in = STYLES.iter().filter_map(|style| style.cited(&record));
    built_in.chain(site.styles.iter().filter_map(|style| by_file(style, &record))).collect()
}

/// The document at this place in the edition, cited in the style of that name.
pub fn one(site: &Site, at: usize, name: &str) -> Option<Cited> {
    let record = Record::of(site, at)?;
    match STYLES.iter().find(|style| style.name == name) {
        Some(style) => style.cited(&record),
        None => by_file(site.styles.find(name)?, &record),
    }
}

/// The names of the styles that documents of the site are cited in.
pub fn names(site: &Site) -> Vec<&str> {
    STYLES.iter().map(|style| style.name).chain(site.styles.iter().map(|style| style.name.as_str())).collect()
}

/// The names that no style of the edition's own can have: it could not be asked for, or would stand on a page twice.
pub fn reserved() -> Vec<&'static str> {
    // What pages of citations have beside the styles.
    const BESIDE: [&str; 3] = ["address", "biblatex", "edition"];
    let styles = STYLES.iter().map(|style| style.name);
    let files = EXPORTS.iter().filter(|export| export.is_reference).map(|export| export.name);
    styles.chain(files).chain(ALIASES.map(|(alias, _)| alias)).chain(BESIDE).collect()
}

/// Reports each style of the edition's own that cannot say a document, so that the page of its citations lacks it.
pub fn unsaid(site: &Site, at: usize, diagnostics: &mut Diagnostics) {
    let mut styles = site.styles.iter().peekable();
    // Most editions have none, and need no record made for them.
    if styles.peek().is_none() {
        return;
    }
    let (Some(record), Some(document)) = (Record::of(site, at), site.edition.documents.get(at)) else {
        return;
    };
    for style in styles.filter(|style| by_file(style, &record).is_none()) {
        let message = format!("the style `{}` cannot cite the document `{}`", style.name, record.id);
        let found = Diagnostic::warning("not-said", message).at(site.sources.get(document.source).span(0..0));
        diagnostics.push(
            found.hint("further styles know no intervals and no dates in words; the built-in styles cite it"),
        );
    }
}

impl Style {
    fn cited(&self, record: &Record<'_>) -> Option<Cited> {
        let runs = (self.cite)(record)?;
        Some(Cited {
            name: self.name.to_owned(),
            label: self.label.to_owned(),
            html: runs.html(),
            text: runs.text(),
        })
    }
}

/// By a style of the edition's own, of which we know only what its processor makes of CSL-JSON.
fn by_file(style: &styles::Style, record: &Record<'_>) -> Option<Cited> {
    let mut runs = Runs::default();
    for words in style.cite(&serde_json::to_string(&csl::item(record)).ok()?)? {
        if words.italic { runs.add_italic(&words.text) } else { runs.add(&words.text) }
    }
    Some(Cited { name: style.name.clone(), label: style.label.clone(), html: runs.html(), text: runs.text() })
}

/// The archive's own citation, word for word.
fn archive(record: &Record<'_>) -> Option<Runs> {
    record.citation.map(Runs::of)
}
