//! A transcription in Markdown or plain text becomes a document: front matter, an archive's headings, the text.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Document, Layout, Name, Section, Title, Version, VersionKind};
use crate::model::edition::Essay;
use crate::model::id::{Id, IdError, LONGEST};
use crate::model::text::{Block, Passage, plain};
use crate::read::headed::{self, Headed, VersionLines};
use crate::read::phrases::Vocabulary;
use crate::read::{citation, dates, header, infer, languages, lines, markdown};
use crate::source::{Source, Spanned};

/// Reads a transcription. It is always one document, even if the file is empty.
pub fn read(source: &Source, vocabulary: &Vocabulary, diagnostics: &mut Diagnostics) -> Vec<Document> {
    let header = header::read(source, diagnostics);
    let lines = lines::lines(source.text(), header.body..source.text().len());
    let headed = headed::read(source, &lines);
    let layout = match (&headed, header.is_present()) {
        (Some(_), _) => Layout::Headed,
        (None, true) => Layout::FrontMatter,
        (None, false) => Layout::Bare,
    };
    let mut document = Document { layout, ..Document::new(safe_name(source.stem()), source.id()) };
    let versions = match headed {
        Some(mut headed) => {
            let versions = std::mem::take(&mut headed.versions);
            describe(source, &headed, &versions, &mut document);
            versions
        }
        None => vec![VersionLines { lines, ..VersionLines::default() }],
    };
    header::apply(&header, &mut document, diagnostics);
    if header.get("id").is_none() {
        long_name::<Document>(source, "give the document a shorter `id` in its front matter", diagnostics);
    }
    let version_lines: Vec<_> = versions.iter().map(|version| version.lines.clone()).collect();
    let text = markdown::read(source, &version_lines, vocabulary, &document.languages.original, diagnostics);
    document.notes = text.notes;
    for note in &mut document.notes {
        note.of_the_document = header.has_notes_of_the_source();
    }
    document.versions = versions
        .into_iter()
        .zip(text.versions)
        .map(|(version, blocks)| Version {
            kind: version.kind,
            language: version
                .language
                .filter(|tag| {
                    document.languages.text.contains(tag) || document.languages.original.contains(tag)
                })
                .or_else(|| document.languages.text.first().cloned()),
            blocks,
        })
        .collect();
    name(&mut document);
    infer::infer(&mut document);
    vec![document]
}

/// Reads a text of the editor's.
pub fn essay(source: &Source, diagnostics: &mut Diagnostics) -> Essay {
    let header = header::read(source, diagnostics);
    let stem = source.stem();
    let name = match stem {
        stem if Essay::OF_PAGES.contains(&stem) => stem.to_owned(),
        "404" => "essay-404".to_owned(),
        stem => safe_name::<Essay>(stem).as_str().to_owned(),
    };
    long_name::<Essay>(source, "rename the file", diagnostics);
    Essay {
        name,
        title: header.text("title"),
        text: source.text()[header.body..].to_owned(),
        source: source.id(),
    }
}

/// The id that a file's name gives. A name without a Latin letter or digit is written in the numbers of its
/// characters, and a reserved one gets `document-` before it, so that there is always an id.
fn safe_name<T>(stem: &str) -> Id<T> {
    Id::new(stem)
        .or_else(|error| match error {
            IdError::Reserved => Id::new(&format!("document-{stem}")),
            IdError::Empty => Id::cut(&spelled(stem)),
            IdError::TooLong => Id::cut(stem),
        })
        .unwrap_or_else(|_| Id::unnamed())
}

/// Reports a file whose name is too long to be an id, so that the id is only its beginning.
fn long_name<T>(source: &Source, hint: &str, diagnostics: &mut Diagnostics) {
    let spelled = spelled(source.stem());
    let name = match Id::<T>::new(source.stem()) {
        Err(IdError::Empty) => Id::<T>::new(&spelled),
        name => name,
    };
    if name == Err(IdError::TooLong) {
        let message = format!(
            "the name of `{}` makes an address of more than {LONGEST} letters, which is cut",
            source.path()
        );
        diagnostics.push(Diagnostic::error("long-name", message).at(source.span(0..0)).hint(hint));
    }
}

/// A name in the numbers of its characters.
fn spelled(stem: &str) -> String {
    stem.chars().map(|c| format!("u{:x}", u32::from(c))).collect::<Vec<_>>().join("-")
}

/// Puts what the headings and sections say into the document.
fn describe(source: &Source, headed: &Headed, versions: &[VersionLines], document: &mut Document) {
    let text = |label: &str| {
        headed.section(label).map(|section| section.text(source)).filter(|text| !text.is_empty())
    };
    if let Some(Spanned { value, span }) = &headed.title {
        document.title = Title { text: value.clone(), inferred: false, span: Some(*span) };
    }
    document.date = headed.date.as_ref().map(|date| dates::date(&date.value, None));
    document.summary = text("summary");
    document.credits = text("credits");
    document.rights = text("rights");
    let original = text("original language").or_else(|| text("original languages"));
    document.languages.original = original.as_deref().map(languages::codes).unwrap_or_default();
    for version in versions {
        let tags = match version.kind {
            Some(VersionKind::Original) => &mut document.languages.original,
            _ => &mut document.languages.text,
        };
        tags.extend(version.language.clone().filter(|tag| !tags.contains(tag)));
    }
    if let Some(section) = headed.section("citation") {
        cite(source, section, document);
    }
    document.sections = headed
        .sections
        .iter()
        .filter(|section| !headed::is_field(&section.label))
        .map(|section| Section { label: section.label.clone(), text: section.text(source) })
        .collect();
}

/// The archive's citation is the section without a paragraph that is nothing but the address.
fn cite(source: &Source, section: &headed::LabelledSection, document: &mut Document) {
    let paragraphs: Vec<String> =
        section.paragraphs.iter().map(|lines| markdown::words(source, lines)).collect();
    let is_address = |text: &&String| crate::read::inline::is_address(text);
    let url = paragraphs.iter().find(is_address).cloned();
    let written =
        paragraphs.iter().filter(|text| !is_address(text)).cloned().collect::<Vec<_>>().join("\n\n");
    if !written.is_empty() {
        let read = citation::citation(&written);
        document.description = read.description;
        document.translators =
            read.translators.into_iter().map(|name| Name { name, id: None, role: None }).collect();
        if document.title.text.is_empty()
            && let Some(text) = read.title
        {
            document.title = Title { text, inferred: true, span: section.span(source) };
        }
        if document.date.is_none() {
            document.date = read.date;
        }
        document.description.citation = Some(written);
    }
    document.description.url = url.or(document.description.url.take());
}

/// Without a title, the first line of the text is it; it stays in the text.
fn name(document: &mut Document) {
    if !document.title.text.is_empty() {
        return;
    }
    let first = document.versions.iter().flat_map(|version| &version.blocks).find_map(first_passage);
    if let Some(passage) = first {
        let text = plain(&passage.content);
        let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        document.title = Title {
            text: line.split_whitespace().collect::<Vec<_>>().join(" "),
            inferred: true,
            span: Some(passage.span),
        };
    }
}

fn first_passage(block: &Block) -> Option<&Passage> {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } => Some(passage),
        Block::List(list) => list.items.first(),
        Block::Quote(blocks) | Block::Part { blocks, .. } => blocks.iter().find_map(first_passage),
        Block::Table(_) => None,
    }
}
