//! The texts of one document: the edition and its translation, the words of the editor beside them.

use crate::model::document::{Document, Version, VersionKind};
use crate::model::text::Block;
use crate::read::tei::node::{self, Element, attribute, elements, name};
use crate::read::tei::parts::Found;
use crate::read::tei::registers::is_register;
use crate::read::tei::text::Reader;

/// Reads all texts of a document, in the order of the source.
pub fn read(found: &Found<'_, '_>, reader: &mut Reader<'_>, document: &mut Document) {
    let around = found.text.ancestors().skip(1).find_map(node::language);
    reader.language =
        node::language(found.text).or(around).or_else(|| document.languages.original.first().cloned());
    let mut versions: Vec<Version> = Vec::new();
    let place = |one: &Element<'_, '_>| one.range().start;
    let is_before = |one: &&Element<'_, '_>| place(one) < place(&found.text);
    for one in found.beside.iter().filter(is_before) {
        transcription(*one, reader, &mut versions);
    }
    for one in &found.above {
        let blocks = reader.one(*one);
        add(&mut versions, None, reader.language.clone(), blocks);
    }
    if let Some(runs) = &found.runs {
        let blocks = runs.iter().flat_map(|run| reader.several(run)).collect();
        add(&mut versions, None, reader.language.clone(), blocks);
    } else if matches!(name(found.text), "TEI" | "TEI.2" | "teiCorpus") {
        // A header, pictures, registers, and no text.
    } else if is_divided(found.text) {
        sort(found.text, reader, &mut versions);
    } else {
        let blocks = reader.blocks(found.text);
        add(&mut versions, None, reader.language.clone(), blocks);
    }
    if !found.below.is_empty() {
        let blocks = reader.several(&found.below);
        add(&mut versions, None, reader.language.clone(), blocks);
    }
    match versions.last_mut() {
        Some(last) => reader.rest(&mut last.blocks),
        None => {
            let mut blocks = Vec::new();
            reader.rest(&mut blocks);
            add(&mut versions, None, reader.language.clone(), blocks);
        }
    }
    for one in found.beside.iter().filter(|one| !is_before(one)) {
        transcription(*one, reader, &mut versions);
    }
    versions.retain(|version| !version.blocks.is_empty());
    if versions.is_empty() {
        versions.push(Version { kind: None, language: reader.language.clone(), blocks: Vec::new() });
    }
    let tags = |wanted: &dyn Fn(Option<VersionKind>) -> bool| -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for tag in versions
            .iter()
            .filter(|version| wanted(version.kind))
            .filter_map(|version| version.language.clone())
        {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    };
    if document.languages.original.is_empty() {
        document.languages.original = tags(&|kind| matches!(kind, None | Some(VersionKind::Original)));
    }
    document.languages.text =
        tags(&|kind| matches!(kind, None | Some(VersionKind::Original | VersionKind::Translation)));
    document.versions = versions;
}

/// A text beside the one that is edited, as a version of its own.
fn transcription(node: Element<'_, '_>, reader: &mut Reader<'_>, versions: &mut Vec<Version>) {
    let around = reader.language.clone();
    reader.language = node::language(node).or_else(|| around.clone());
    let mut blocks = reader.blocks(node);
    reader.rest(&mut blocks);
    versions.push(Version { kind: Some(VersionKind::Transcript), language: reader.language.clone(), blocks });
    reader.language = around;
}

/// The texts of a document that our own writer wrote: the divisions of the body.
pub fn own(found: &Found<'_, '_>, reader: &mut Reader<'_>) -> Vec<Version> {
    let mut versions = Vec::new();
    for one in node::child(found.text, "body").into_iter().flat_map(elements) {
        let language = node::language(one);
        reader.language.clone_from(&language);
        let kind = attribute(one, "type").and_then(VersionKind::from_name);
        versions.push(Version { kind, language, blocks: reader.blocks(one) });
    }
    if let Some(last) = versions.last_mut() {
        reader.rest(&mut last.blocks);
    }
    versions
}

/// Whether it is a whole text, with parts that are looked at one by one.
fn is_divided(text: Element<'_, '_>) -> bool {
    elements(text).any(|one| matches!(name(one), "body" | "front" | "back"))
}

/// Front, body and back in their order; a division that is a text of its own opens a version.
fn sort(text: Element<'_, '_>, reader: &mut Reader<'_>, versions: &mut Vec<Version>) {
    let around = reader.language.clone();
    for part in text.children() {
        reader.language = node::language(part).or_else(|| around.clone());
        let divided = elements(part).any(|one| kind(one).is_some());
        match name(part) {
            "body" | "back" if divided || elements(part).any(is_register) => {
                let within = reader.language.clone();
                let back = name(part) == "back";
                for one in part.children().filter(|one| !(back && is_register(*one))) {
                    let mut kind = kind(one);
                    let first = versions.iter().find(|version| version.kind == Some(VersionKind::Original));
                    let own = node::language(one);
                    reader.language = own.clone().or_else(|| within.clone());
                    // Further editions of one text are in its language and follow the first one.
                    if let (Some(VersionKind::Original), Some(first)) = (kind, first) {
                        kind = Some(VersionKind::Transcript);
                        reader.language = own.or_else(|| first.language.clone());
                    }
                    let blocks = reader.one(one);
                    add(versions, kind, reader.language.clone(), blocks);
                }
            }
            "body" | "front" | "back" => {
                let blocks = reader.blocks(part);
                add(versions, None, reader.language.clone(), blocks);
            }
            _ => {
                let blocks = reader.one(part);
                add(versions, None, reader.language.clone(), blocks);
            }
        }
    }
    reader.language = around;
}

/// Adds to the last version what is of its kind; anything else opens a new one.
fn add(
    versions: &mut Vec<Version>,
    kind: Option<VersionKind>,
    language: Option<String>,
    mut blocks: Vec<Block>,
) {
    match versions.last_mut() {
        Some(last) if kind.is_none() && last.kind.is_none() => last.blocks.append(&mut blocks),
        _ => versions.push(Version { kind, language, blocks }),
    }
}

/// Which text a division is: `div[@type="translation"]`, as EpiDoc has it.
fn kind(node: Element<'_, '_>) -> Option<VersionKind> {
    if !name(node).starts_with("div") {
        return None;
    }
    match attribute(node, "type")? {
        "edition" => Some(VersionKind::Original),
        "translation" => Some(VersionKind::Translation),
        "apparatus" => Some(VersionKind::Apparatus),
        "commentary" | "comment" => Some(VersionKind::Commentary),
        "bibliography" => Some(VersionKind::Bibliography),
        _ => None,
    }
}
