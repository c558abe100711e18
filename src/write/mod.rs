//! The forms that a document is written in: one row of [`EXPORTS`] each. A writer knows the site, never a page's frame.

pub mod bibtex;
pub mod changed;
pub mod citation;
pub mod correspondents;
pub mod csl;
pub mod dates;
pub mod deposit;
pub mod edition;
pub mod essay;
pub mod facts;
pub mod forms;
pub mod hands;
pub mod head;
pub mod html;
pub mod json;
pub mod jsonld;
pub mod kept;
pub mod licence;
pub mod listed;
pub mod lives;
pub mod markdown;
pub mod markup;
pub mod mentions;
pub mod noted;
pub mod notices;
pub mod plain;
pub mod quotes;
pub mod record;
pub mod register;
pub mod report;
pub mod ris;
#[cfg(test)]
mod samples;
pub mod search;
pub mod standalone;
pub mod surroundings;
pub mod targets;
pub mod tei;
pub mod told;
pub mod unsaid;
pub mod untyped;
pub mod walk;
pub mod whole;

use crate::diag::Diagnostics;
use crate::model::document::Document;
use crate::model::id::Id;
use crate::site::Site;
use crate::source::Source;

/// The language of the words that are ours and not the edition's: a BCP 47 tag.
pub const OUR_LANGUAGE: &str = "en";

/// A form that a document can be had in.
#[derive(Debug)]
pub struct Export {
    /// What `--to` and the setting `outputs` call it.
    pub name: &'static str,
    /// What follows the document's id in the name of the file; the source decides for its own copy.
    pub extension: fn(&Source) -> &'static str,
    pub media_type: &'static str,
    /// What a reader is told that it is.
    pub label: &'static str,
    /// Whether a build puts it beside the document's page.
    pub side_file: bool,
    /// Whether `convert` makes it.
    pub convert: bool,
    /// Whether it is a whole, behind which no second one can stand in one file: a page, a source.
    pub alone: bool,
    /// Whether it says what a document is, for citation managers; others have its text in them.
    pub is_reference: bool,
    /// The bytes for the document at this place in the edition; empty where there is none. What the form cannot say is
    /// reported.
    pub write: fn(&Site, usize, &mut Diagnostics) -> Vec<u8>,
    /// The file of all documents in this form, where it has one.
    pub whole: Option<Whole>,
}

/// All documents of an edition in one file.
#[derive(Debug)]
pub struct Whole {
    /// Where it stands in the site: `edition.tei.xml`.
    pub address: &'static str,
    /// What a reader is told that it is for.
    pub about: &'static str,
    /// What stands before the documents.
    pub open: fn(&Site) -> Vec<u8>,
    /// What of a document's own file stands in it.
    pub part: fn(&[u8]) -> &[u8],
    /// What stands between two of them.
    pub between: &'static str,
    /// What stands behind them.
    pub close: &'static str,
}

impl Export {
    /// Where the file of a document stands in the site: `documents/x.txt`.
    pub fn address(&self, document: &Id<Document>, source: &Source) -> String {
        format!("documents/{document}.{}", (self.extension)(source))
    }
}

/// Every form there is.
pub static EXPORTS: &[Export] = &[
    Export {
        name: "json",
        extension: |_| "json",
        media_type: "application/json",
        label: "JSON",
        side_file: false,
        convert: true,
        alone: false,
        is_reference: false,
        write: |site, document, _| json::export(site, document),
        whole: None,
    },
    Export {
        name: "tei",
        extension: |_| "xml",
        media_type: "application/tei+xml",
        label: "TEI",
        side_file: true,
        convert: true,
        alone: true,
        is_reference: false,
        write: tei::export,
        whole: Some(Whole {
            address: "edition.tei.xml",
            about: "all texts in TEI P5",
            open: tei::open_corpus,
            part: tei::without_declaration,
            between: "",
            close: tei::CLOSE_CORPUS,
        }),
    },
    Export {
        name: "text",
        extension: |_| "txt",
        media_type: "text/plain; charset=utf-8",
        label: "plain text",
        side_file: true,
        convert: true,
        alone: false,
        is_reference: false,
        write: |site, document, _| plain::export(site, document),
        whole: None,
    },
    Export {
        name: "html",
        extension: |_| "html",
        media_type: "text/html; charset=utf-8",
        label: "web page",
        side_file: false,
        convert: true,
        alone: true,
        is_reference: false,
        write: |site, document, _| standalone::export(site, document),
        whole: None,
    },
    Export {
        name: "markdown",
        extension: |_| "md",
        media_type: "text/markdown; charset=utf-8",
        label: "Markdown",
        side_file: false,
        convert: true,
        alone: true,
        is_reference: false,
        write: |site, document, _| markdown::export(site, document),
        whole: None,
    },
    Export {
        name: "ris",
        extension: |_| "ris",
        media_type: "application/x-research-info-systems",
        label: "RIS",
        side_file: true,
        convert: false,
        alone: false,
        is_reference: true,
        write: |site, document, _| ris::export(site, document),
        whole: Some(Whole {
            address: "cite/references.ris",
            about: "RIS, for Zotero, EndNote and all their relatives",
            open: |_| Vec::new(),
            part: |record| record,
            between: "\r\n",
            close: "",
        }),
    },
    Export {
        name: "bibtex",
        extension: |_| "bib",
        media_type: "application/x-bibtex",
        label: "BibTeX",
        side_file: true,
        convert: false,
        alone: false,
        is_reference: true,
        write: |site, document, _| bibtex::export(site, document),
        whole: Some(Whole {
            address: "cite/references.bib",
            about: "BibTeX, for LaTeX",
            open: |_| Vec::new(),
            part: |entry| entry,
            between: "\n",
            close: "",
        }),
    },
    Export {
        name: "csl-json",
        extension: |_| "csl.json",
        media_type: "application/vnd.citationstyles.csl+json",
        label: "CSL-JSON",
        side_file: true,
        convert: false,
        alone: true,
        is_reference: true,
        write: |site, document, _| csl::export(site, document),
        whole: Some(Whole {
            address: "cite/references.csl.json",
            about: "CSL-JSON, for Zotero, Pandoc and citation processors",
            open: |_| csl::OPEN.as_bytes().to_vec(),
            part: csl::items,
            between: csl::BETWEEN,
            close: csl::CLOSE,
        }),
    },
    Export {
        name: "source",
        extension: source_extension,
        media_type: "text/plain; charset=utf-8",
        label: "source",
        side_file: true,
        convert: false,
        alone: true,
        is_reference: false,
        write: |site, document, _| source(site, document),
        whole: None,
    },
];

/// The form of that name.
pub fn export(name: &str) -> Option<&'static Export> {
    EXPORTS.iter().find(|export| export.name == name)
}

/// A stranger's XML can carry scripts that a browser would run, so nothing but Markdown keeps its name.
fn source_extension(source: &Source) -> &'static str {
    match source.extension().as_str() {
        "md" | "markdown" => "source.md",
        _ => "source.txt",
    }
}

fn source(site: &Site, document: usize) -> Vec<u8> {
    let document = site.edition.documents.get(document);
    document.map(|document| site.sources.get(document.source).bytes().to_vec()).unwrap_or_default()
}
