//! How the text is encoded: what typed brackets became, which signs the text uses, where links of our own lead.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::Document;
use crate::model::text::{Inline, Target};
use crate::read::tei::own::{OURS, SCHEME};
use crate::write::tei::marks::element_of;
use crate::write::tei::xml::Xml;
use crate::write::untyped::is_untyped;
use crate::write::walk;

const KEPT: &str = "The transcription was TEI. What could not stand here under the name that it had, or with its attributes, \
    has a processing instruction for edition that says what it was.";

const TYPED: &str = "The transcription was typed with brackets and labels. Each became the element that says the same; \
    in @n stands the form in which it was typed, where X is for what the mark is about, Y for what came in its place and \
    Z for a label in a note of the type label. Labels in desc, figDesc, notes and headings of the type label are the \
    editor's and no text of the document.";

const LINES: &str = "A line feed in the text is the end of a line of the source. An lb says that the line was ended \
    on purpose, and with the type hard that it ends on the page too. Items of lists have their markers in the text.";

pub fn description(document: &Document, base: Option<&str>, xml: &mut Xml) {
    xml.open("encodingDesc");
    xml.line();
    xml.open("appInfo");
    xml.tag("application").attr("ident", OURS).attr("version", SCHEME).open();
    xml.element("label", "edition");
    xml.element("desc", "Written by edition, which reads it again as what it was written from.");
    xml.close("application");
    xml.close("appInfo");
    xml.line();
    xml.open("editorialDecl");
    if is_untyped(document) {
        xml.element("p", KEPT);
    } else {
        xml.element("p", TYPED);
        xml.element("p", LINES);
    }
    xml.close("editorialDecl");
    xml.line();
    signs(document, xml);
    prefixes(document, base, xml);
    xml.close("encodingDesc");
    xml.line();
}

/// What each element of the apparatus means here, by the signs that the text uses.
fn signs(document: &Document, xml: &mut Xml) {
    let mut uses: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for marked in walk::marks(document) {
        let sign = &marked.mark.sign;
        let meanings = uses.entry(element_of(sign)).or_default();
        let meaning = format!("{}: {}", sign.caption, sign.meaning);
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
    // In a document that is TEI itself each element means what it means everywhere.
    if uses.is_empty() || is_untyped(document) {
        return;
    }
    xml.open("tagsDecl");
    xml.line();
    xml.tag("namespace").attr("name", "http://www.tei-c.org/ns/1.0").open();
    for (element, meanings) in uses {
        xml.line();
        xml.tag("tagUsage").attr("gi", element).text(&meanings.join("; "));
    }
    xml.line();
    xml.close("namespace");
    xml.line();
    xml.close("tagsDecl");
    xml.line();
}

/// Where a link of our own leads: to a page of the edition. Without an address of the edition it is where it stands
/// beside this file.
fn prefixes(document: &Document, base: Option<&str>, xml: &mut Xml) {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for run in walk::runs(document) {
        walk::each(run, &mut |inline| match inline {
            Inline::Link { target: Target::Document(_), .. } => drop(used.insert("doc")),
            Inline::Link { target: Target::Entry { register, .. }, .. } => drop(used.insert(register)),
            _ => {}
        });
    }
    if used.is_empty() {
        return;
    }
    let base = base.unwrap_or("../");
    xml.open("listPrefixDef");
    for prefix in used {
        let folder = folder(prefix);
        xml.line();
        xml.tag("prefixDef")
            .attr("ident", prefix)
            .attr("matchPattern", "([a-z0-9-]+)")
            .attr("replacementPattern", &format!("{base}{folder}/$1.html"))
            .empty();
    }
    xml.line();
    xml.close("listPrefixDef");
    xml.line();
}

fn folder(prefix: &str) -> &'static str {
    match prefix {
        "person" => "people",
        "place" => "places",
        "org" => "organizations",
        "archive" => "archives",
        "term" => "terms",
        _ => "documents",
    }
}
