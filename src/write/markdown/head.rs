//! The headings and sections of an archive's export, above the text.

use crate::model::document::{Document, Version, VersionKind};
use crate::model::language;
use crate::read::headed::{Field, field};
use crate::read::markdown::words;
use crate::source::Source;

/// Everything above the text, down to the line that says which version follows. `document` is what the
/// layout alone says, and `text` that in which it says it.
pub fn head(document: &Document, text: &str) -> String {
    let mut out = Vec::new();
    let title = (!document.title.inferred).then(|| format!("### **{}**", as_markdown(&document.title.text)));
    let date = document.date.as_ref();
    let is_read = date.is_some_and(|date| date.edtf.is_some());
    let date = date.map(|date| format!("## **{}**", as_markdown(&date.written)));
    // A heading that is no date we know is a date only where it stands after a title.
    let headings = if is_read || title.is_none() { [date, title] } else { [title, date] };
    out.extend(headings.into_iter().flatten());
    for section in document.sections.iter().filter(|section| section.label.is_empty()) {
        out.push(paragraphs(&section.text));
    }
    section(&mut out, "Citation", citation(document));
    section(&mut out, "Summary", document.summary.as_deref().map(paragraphs));
    section(&mut out, "Credits", document.credits.as_deref().map(paragraphs));
    section(&mut out, "Rights", document.rights.as_deref().map(paragraphs));
    if has_languages(text) || !is_said_by_versions(document) {
        section(&mut out, "Original Language", languages(&document.languages.original));
    }
    for named in document.sections.iter().filter(|section| !section.label.is_empty()) {
        section(&mut out, &as_markdown(&named.label), Some(paragraphs(&named.text)));
    }
    section(&mut out, "Contents", (!document.versions.is_empty()).then(String::new));
    out.join("\n\n")
}

/// Whether a section names the languages of the original, so that no line above a version has to.
fn has_languages(text: &str) -> bool {
    let headings = text.lines().filter_map(|line| line.trim_start().strip_prefix('#'));
    headings.into_iter().any(|heading| {
        let label = heading.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | ':'));
        field(label) == Some(Field::Languages)
    })
}

/// Whether the lines above the versions name the languages of the original.
fn is_said_by_versions(document: &Document) -> bool {
    let originals = document.versions.iter().filter(|version| version.kind == Some(VersionKind::Original));
    let named: Vec<&str> = originals.filter_map(|version| version.language.as_deref()).collect();
    document.languages.original.iter().all(|tag| named.contains(&tag.as_str()))
}

/// The line that opens a version: `Translation - English`.
pub fn version_line(version: &Version) -> Option<String> {
    let tag = version.language.as_deref()?;
    Some(format!("{} - {}", version.kind?.name(), language_name(tag)))
}

fn section(out: &mut Vec<String>, label: &str, text: Option<String>) {
    let Some(text) = text else { return };
    out.push(format!("#### **{label}:**"));
    if !text.is_empty() {
        out.push(text);
    }
}

fn citation(document: &Document) -> Option<String> {
    let citation = document.description.citation.as_deref();
    let url = document.description.url.as_deref();
    let apart = url.filter(|url| !citation.is_some_and(|citation| citation.contains(url)));
    let parts: Vec<String> =
        citation.map(paragraphs).into_iter().chain(apart.map(|url| format!("<{url}>"))).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

fn languages(tags: &[String]) -> Option<String> {
    let names: Vec<&str> = tags.iter().map(|tag| language_name(tag)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The English name, where it means this tag and no other.
fn language_name(tag: &str) -> &str {
    language::name(tag).filter(|name| language::code(name).as_deref() == Some(tag)).unwrap_or(tag)
}

fn paragraphs(text: &str) -> String {
    text.split("\n\n").map(as_markdown).collect::<Vec<_>>().join("\n\n")
}

/// The text as it is, if it is read as itself; else with every sign of Markdown escaped.
fn as_markdown(text: &str) -> String {
    let id = crate::source::Sources::default().add("", Vec::new());
    let source = Source::new(id, "", text.as_bytes().to_vec());
    let line = 0..source.text().len();
    if words(&source, std::slice::from_ref(&line)) == text && !text.starts_with('#') {
        return text.to_owned();
    }
    super::text::escaped(text, true)
}
