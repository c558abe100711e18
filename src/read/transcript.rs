//! A transcription in Markdown or plain text becomes a document: front matter, an archive's headings, the text.

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Document, Languages, Layout, Name, Section, Title, Version, VersionKind};
use crate::model::edition::Essay;
use crate::model::id::{Id, IdError, LONGEST};
use crate::model::text::{Block, Passage, one_line, plain};
use crate::notation::{self, Scope};
use crate::read::headed::{self, Headed, LabelledSection, VersionLines};
use crate::read::header::Header;
use crate::read::phrases::Vocabulary;
use crate::read::{citation, dates, header, infer, languages, lines, markdown};
use crate::source::{Source, Spanned};

/// A title taken from the text is no longer, in characters.
const LONGEST_TITLE: usize = 160;

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
    let id = match header.get("id") {
        Some(_) => safe_name(source.stem()),
        None => named(source, diagnostics),
    };
    let mut document = Document { layout, ..Document::new(id, source.id()) };
    let versions = match headed {
        Some(mut headed) => {
            let versions = std::mem::take(&mut headed.versions);
            describe(source, &headed, &versions, &mut document, diagnostics);
            versions
        }
        None => vec![VersionLines { lines, ..VersionLines::default() }],
    };
    header::apply(&header, &mut document, diagnostics);
    let description = &mut document.description;
    if header.get("source").is_some() {
        description.citation_date =
            description.citation.as_deref().and_then(|citation| citation::citation(citation).date);
    }
    let version_lines: Vec<_> = versions.iter().map(|version| version.lines.clone()).collect();
    let own = own_vocabulary(&header, vocabulary, diagnostics);
    let vocabulary = own.as_ref().unwrap_or(vocabulary);
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
                    let Languages { text, original } = &document.languages;
                    // Of several, the line above each version says which one is its own.
                    text.len() > 1 || text.contains(tag) || original.contains(tag)
                })
                .or_else(|| document.languages.text.first().cloned()),
            blocks,
        })
        .collect();
    if document.versions.iter().all(|version| version.blocks.is_empty()) {
        let found = Diagnostic::warning("no-text", "the document has no text").at(source.span(0..0));
        diagnostics.push(found.hint("in an archive’s export the text stands under the heading `Contents`"));
    }
    if let Some(at) = misplaced_fence(source, header.body) {
        let found = Diagnostic::warning(
            "front-matter-not-first",
            "the settings do not stand at the head of the file",
        );
        let found = found.at(source.span(at..at + 3));
        diagnostics.push(
            found.hint("take out what stands above them, blank lines too; as it is they are shown as text"),
        );
    }
    name(&mut document, source, diagnostics);
    infer::infer(&mut document);
    vec![document]
}

/// The vocabulary of a document whose front matter changes that of the edition.
fn own_vocabulary(
    header: &Header,
    vocabulary: &Vocabulary,
    diagnostics: &mut Diagnostics,
) -> Option<Vocabulary> {
    let table = header.get("apparatus")?;
    let base = vocabulary.conventions();
    let conventions =
        notation::read(table, base, Scope::Document, &mut |diagnostic| diagnostics.push(diagnostic));
    Some(Vocabulary::new(conventions))
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

/// Where front matter opens that does not stand at the head of the file: behind blank lines, and closed further down.
fn misplaced_fence(source: &Source, body: usize) -> Option<usize> {
    let text = &source.text()[body..];
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let fence = ["+++\n", "---\n"].into_iter().find(|fence| rest.starts_with(fence))?;
    let closes = rest[4..].lines().take(100).any(|line| line == fence.trim_end());
    (start > 0 && closes).then_some(body + start)
}

/// The id that the file's name gives, as an error where it has to give way to a name of ours.
pub(super) fn named(source: &Source, diagnostics: &mut Diagnostics) -> Id<Document> {
    if Id::<Document>::new(&composed(source.stem())) == Err(IdError::Reserved) {
        let message = format!("a document cannot be called `{}`: that name is taken", source.stem());
        let found = Diagnostic::error("reserved-name", message).at(source.span(0..0));
        diagnostics.push(found.hint("give the file another name, or the document an `id` in front matter"));
    }
    long_name::<Document>(source, "give the document a shorter `id` in its front matter", diagnostics);
    safe_name(source.stem())
}

/// Letters with their accents as one character, however the disk spells them (Unicode normal form C).
fn composed(stem: &str) -> String {
    stem.nfc().collect()
}

/// The id that a file's name gives. A name without a Latin letter or digit is written in the numbers of its
/// characters, and a reserved one gets `document-` before it, so that there is always an id.
fn safe_name<T>(stem: &str) -> Id<T> {
    let stem = &composed(stem);
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
    let stem = composed(source.stem());
    let name = match Id::<T>::new(&stem) {
        Err(IdError::Empty) => Id::<T>::new(&spelled(&stem)),
        name => name,
    };
    if name == Err(IdError::TooLong) {
        let path = source.path();
        let message =
            format!("the name of `{path}` makes an address of more than {LONGEST} letters, which is cut");
        diagnostics.push(Diagnostic::error("long-name", message).at(source.span(0..0)).hint(hint));
    }
}

/// A name in the numbers of its characters.
fn spelled(stem: &str) -> String {
    stem.chars().map(|c| format!("u{:x}", u32::from(c))).collect::<Vec<_>>().join("-")
}

/// Puts what the headings and sections say into the document.
fn describe(
    source: &Source,
    headed: &Headed,
    versions: &[VersionLines],
    document: &mut Document,
    diagnostics: &mut Diagnostics,
) {
    if let Some(Spanned { value, span }) = &headed.title {
        document.title = Title { text: value.clone(), inferred: false, span: Some(*span) };
    }
    document.date = headed.date.as_ref().map(|date| dates::date(&date.value, None));
    let mut filled = Vec::new();
    for section in &headed.sections {
        let text = section.text(source);
        let field = headed::field(&section.label);
        let taken = match field {
            None => false,
            Some(_) if text.is_empty() => true,
            Some(field) if filled.contains(&field) => {
                second(source, section, diagnostics);
                false
            }
            Some(field) => {
                filled.push(field);
                fill(source, field, section, document, diagnostics)
            }
        };
        if !taken {
            document.sections.push(Section { label: section.label.clone(), text });
        }
    }
    for version in versions {
        let tags = match version.kind {
            Some(VersionKind::Original) => &mut document.languages.original,
            _ => &mut document.languages.text,
        };
        tags.extend(version.language.clone().filter(|tag| !tags.contains(tag)));
    }
}

/// Puts a section into its field; says whether all of it is there.
fn fill(
    source: &Source,
    field: headed::Field,
    section: &LabelledSection,
    document: &mut Document,
    diagnostics: &mut Diagnostics,
) -> bool {
    match field {
        headed::Field::Citation => cite(source, section, document),
        headed::Field::Summary => document.summary = Some(section.text(source)),
        headed::Field::Credits => document.credits = Some(section.text(source)),
        headed::Field::Rights => document.rights = Some(section.text(source)),
        headed::Field::Languages => {
            let named = languages::list(&section.text(source));
            let unknown = named.iter().filter(|language| language.code.is_none());
            let mut understood = true;
            for language in unknown {
                let message = format!("the language `{}` is not known", language.written);
                let hint = "write its English name or its tag, such as `Russian` or `ru`";
                let warning = Diagnostic::warning("unknown-language", message).hint(hint);
                diagnostics.push(at(warning, section, source));
                understood = false;
            }
            document.languages.original = named.into_iter().filter_map(|language| language.code).collect();
            return understood;
        }
    }
    true
}

fn second(source: &Source, section: &LabelledSection, diagnostics: &mut Diagnostics) {
    let message = format!("there is a section like `{}` already", section.label);
    let hint = "it is kept as a section of its own; put the two together, or give this one another label";
    let warning = Diagnostic::warning("second-section", message).hint(hint);
    diagnostics.push(at(warning, section, source));
}

fn at(warning: Diagnostic, section: &LabelledSection, source: &Source) -> Diagnostic {
    match section.span(source) {
        Some(span) => warning.at(span),
        None => warning,
    }
}

/// The archive's citation is the section without an address that is a paragraph of its own.
fn cite(source: &Source, section: &LabelledSection, document: &mut Document) {
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
            document.title = Title { text, inferred: false, span: section.span(source) };
        }
        document.description.citation_date.clone_from(&read.date);
        if document.date.is_none() {
            document.date = read.date;
        }
        document.description.citation = Some(written);
    }
    document.description.url = url.or(document.description.url.take());
}

/// Without a title, the first line of the text is it; it stays in the text. Where there is none either, the document
/// is called what its file is called.
fn name(document: &mut Document, source: &Source, diagnostics: &mut Diagnostics) {
    if !document.title.text.is_empty() {
        return;
    }
    let passages = document.versions.iter().flat_map(|version| &version.blocks).filter_map(first_passage);
    let line = |passage: &Passage| {
        let text = plain(&passage.content);
        let line = text.lines().find(|line| !line.trim().is_empty())?;
        Some(Title { text: shortened(&one_line(line)), inferred: true, span: Some(passage.span) })
    };
    if let Some(title) = passages.into_iter().find_map(line) {
        document.title = title;
        return;
    }
    let stem = source.stem().trim();
    let text = if stem.is_empty() { "Untitled document".to_owned() } else { stem.to_owned() };
    document.title = Title { text, inferred: true, span: None };
    let found = Diagnostic::warning("no-title", "the document has no title, and no words to take one from");
    let hint = "give it a `title` in front matter; until then it is called by the name of its file";
    diagnostics.push(found.at(source.span(0..0)).hint(hint));
}

/// A long line up to the end of a word.
pub(super) fn shortened(line: &str) -> String {
    let Some((end, _)) = line.char_indices().nth(LONGEST_TITLE) else { return line.to_owned() };
    let cut = &line[..end];
    let words = cut.rfind(' ').map_or(cut, |at| &cut[..at]);
    format!("{}…", words.trim_end_matches([',', ';', ':', '.', ' ', '-', '–', '—']))
}

fn first_passage(block: &Block) -> Option<&Passage> {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } | Block::Verse(passage) => Some(passage),
        Block::List(list) => list.items.first(),
        Block::Quote(blocks) | Block::Part { blocks, .. } => blocks.iter().find_map(first_passage),
        Block::Named(named) => named.content.iter().find_map(first_passage),
        Block::Table(_) => None,
    }
}
