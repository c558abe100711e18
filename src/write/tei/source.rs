//! Where the original lies and from where the text was taken: archive, shelfmark with its levels, other copies, the
//! archive's own citation (TEI P5, 11.4).

use crate::model::archive::{Level, Shelfmark, SourceDescription, Witness};
use crate::model::document::Document;
use crate::write::tei::names;
use crate::write::tei::xml::Xml;

pub fn description(document: &Document, xml: &mut Xml) {
    let description = &document.description;
    xml.open("sourceDesc");
    xml.line();
    let described = manuscript(description, document, xml);
    let cited = citation(description, xml);
    if !described && !cited {
        xml.element("p", "The transcription does not say where the original lies.");
        xml.line();
    }
    xml.close("sourceDesc");
    xml.line();
}

fn manuscript(description: &SourceDescription, document: &Document, xml: &mut Xml) -> bool {
    let SourceDescription { collection, repository, shelfmark, copies, .. } = description;
    if collection.is_none() && repository.is_none() && shelfmark.is_none() && copies.is_empty() {
        return false;
    }
    xml.open("msDesc");
    xml.line();
    xml.open("msIdentifier");
    xml.line();
    if let Some(repository) = repository {
        xml.element("repository", repository);
        xml.line();
    }
    if let Some(collection) = collection {
        xml.element("collection", collection);
        xml.line();
    }
    if let Some(shelfmark) = shelfmark {
        self::shelfmark(shelfmark, xml);
        xml.line();
    }
    copies.iter().for_each(|witness| copy(witness, xml));
    xml.close("msIdentifier");
    xml.line();
    languages(&document.languages.original, xml);
    xml.close("msDesc");
    xml.line();
    true
}

fn languages(tags: &[String], xml: &mut Xml) {
    let mut tags = tags.iter().filter_map(|tag| names::language(tag));
    let Some(main) = tags.next() else { return };
    let others: Vec<&str> = tags.collect();
    let others = (!others.is_empty()).then(|| others.join(" "));
    xml.open("msContents");
    xml.tag("textLang").attr("mainLang", main).maybe("otherLangs", others.as_deref()).empty();
    xml.close("msContents");
    xml.line();
}

/// The shelfmark as written; its levels are parts of it, each with what it is called in `@n`.
fn shelfmark(shelfmark: &Shelfmark, xml: &mut Xml) {
    xml.tag("idno").attr("type", "shelfmark").open();
    let mut rest = shelfmark.written.as_str();
    let mut elsewhere: Vec<&Level> = Vec::new();
    for level in &shelfmark.levels {
        match found(level, rest) {
            Some((before, whole, after)) => {
                xml.text(before);
                xml.tag("idno").attr("type", kind(level)).attr("n", &level.label).text(whole);
                rest = after;
            }
            None => elsewhere.push(level),
        }
    }
    xml.text(rest);
    xml.close("idno");
    for level in elsewhere {
        xml.line();
        xml.tag("idno").attr("type", kind(level)).attr("n", &level.label).text(&level.value);
    }
}

/// What stands before a level, the level with its label, and what stands after.
fn found<'a>(level: &Level, written: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
    let start = written.find(&level.label)?;
    let label_end = start + level.label.len();
    let gap = written.get(label_end..)?.find(&level.value)?;
    let between = written.get(label_end..label_end + gap)?;
    if !between.chars().all(|c| c.is_whitespace() || matches!(c, '.' | ':')) {
        return None;
    }
    let end = label_end + gap + level.value.len();
    Some((written.get(..start)?, written.get(start..end)?, written.get(end..)?))
}

/// What a level is, in one word.
fn kind(level: &Level) -> &'static str {
    match level.label.trim_end_matches('.').to_lowercase().as_str() {
        "f" | "fond" | "fund" | "ф" => "fond",
        "op" | "opis" | "opis'" | "opis’" | "inventory" | "оп" => "opis",
        "d" | "delo" | "file" | "д" => "delo",
        "l" | "ll" | "list" | "listy" | "leaf" | "leaves" | "л" | "лл" => "leaves",
        "p" | "pp" | "page" | "pages" => "pages",
        "box" => "box",
        "folder" => "folder",
        "record group" | "rg" => "record-group",
        _ => "level",
    }
}

fn copy(witness: &Witness, xml: &mut Xml) {
    // What could be taken apart is named here as the citation has it, where that says more.
    let taken_apart = witness.location();
    let differs = taken_apart.as_ref().is_some_and(|apart| *apart != witness.written);
    let written = Some(witness.written.as_str()).filter(|written| differs && !written.is_empty());
    xml.tag("altIdentifier").attr("type", "copy").maybe("n", written).open();
    if let Some(repository) = &witness.repository {
        xml.element("repository", repository);
    }
    match &witness.shelfmark {
        Some(mark) => shelfmark(mark, xml),
        None if witness.repository.is_some() => xml.tag("idno").empty(),
        None => xml.tag("idno").attr("type", "written").text(&witness.written),
    }
    xml.close("altIdentifier");
    xml.line();
}

/// The archive's own citation, verbatim, and the address at which the text was found.
fn citation(description: &SourceDescription, xml: &mut Xml) -> bool {
    if description.citation.is_none() && description.url.is_none() {
        return false;
    }
    xml.open("bibl");
    if let Some(citation) = &description.citation {
        xml.tag("seg").attr("type", "citation").text(citation);
    }
    if let Some(url) = &description.url {
        xml.line();
        xml.tag("ref").attr("target", &names::address(url)).text(url);
    }
    xml.close("bibl");
    xml.line();
    true
}
