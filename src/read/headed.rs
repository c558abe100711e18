//! The layout of an archive's export: date and title as headings, then labelled sections, one of which has the text.
//! What the sections say is for others.

use crate::model::document::VersionKind;
use crate::model::language;
use crate::read::lines::{self, Line};
use crate::read::markdown;
use crate::source::{Source, Span, Spanned};

/// Labels that open a section wherever they stand; after the text only these end it.
const LABELS: [&str; 14] = [
    "citation",
    "summary",
    "credits",
    "original language",
    "original languages",
    "contents",
    "rights",
    "original archive",
    "subjects",
    "subjects discussed",
    "keywords",
    "related documents",
    "associated people & organizations",
    "associated places",
];

/// An export taken apart into its sections.
#[derive(Debug, Default)]
pub struct Headed {
    pub date: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    /// In the order of the source, without the text.
    pub sections: Vec<LabelledSection>,
    pub versions: Vec<VersionLines>,
}

#[derive(Debug)]
pub struct LabelledSection {
    /// As written, without a closing colon.
    pub label: String,
    /// The lines of each paragraph.
    pub paragraphs: Vec<Vec<Line>>,
}

/// The lines of one version of the text, and what the line above them says of it.
#[derive(Debug, Default)]
pub struct VersionLines {
    pub kind: Option<VersionKind>,
    pub language: Option<String>,
    pub lines: Vec<Line>,
}

/// The fields of a document that a section can fill.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    Citation,
    Summary,
    Credits,
    Rights,
    /// Of the original.
    Languages,
}

impl LabelledSection {
    /// The words of the section; an empty line between paragraphs.
    pub fn text(&self, source: &Source) -> String {
        let paragraphs = self.paragraphs.iter().map(|lines| markdown::words(source, lines));
        paragraphs.collect::<Vec<_>>().join("\n\n")
    }

    pub fn span(&self, source: &Source) -> Option<Span> {
        let first = self.paragraphs.first()?.first()?;
        let last = self.paragraphs.last()?.last()?;
        Some(source.span(first.start..last.end))
    }
}

/// The field that a section of that label fills.
pub fn field(label: &str) -> Option<Field> {
    match label.to_lowercase().as_str() {
        "citation" => Some(Field::Citation),
        "summary" => Some(Field::Summary),
        "credits" => Some(Field::Credits),
        "rights" => Some(Field::Rights),
        "original language" | "original languages" => Some(Field::Languages),
        _ => None,
    }
}

/// Takes an export apart. It is one if a heading says `Citation` or `Contents`; else there is nothing to take apart.
pub fn read(source: &Source, lines: &[Line]) -> Option<Headed> {
    let headings: Vec<(usize, Heading)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, heading(source, line)?))).collect();
    let opener = headings.iter().find(|(_, heading)| opens_export(&heading.words.value))?;
    let level = opener.1.level;
    let mut headed = Headed::default();
    let mut open = Open::Nothing;
    let mut start = 0;
    let mut seen: Vec<&str> = Vec::new();
    for (at, heading) in &headings {
        let known = heading.level == level
            && LABELS.contains(&heading.label.as_str())
            && !seen.contains(&heading.label.as_str());
        if matches!(open, Open::Text) && !known {
            continue;
        }
        headed.close(source, &open, &lines[start..*at]);
        start = at + 1;
        if known {
            seen.push(&heading.label);
        }
        open = if heading.label == "contents" && known {
            Open::Text
        } else if known || heading.level >= level {
            Open::Section(heading.words.value.clone())
        } else if headed.date.is_none() && headed.title.is_none() && is_date(&heading.words.value) {
            headed.date = Some(heading.words.clone());
            Open::Nothing
        } else if headed.title.is_none() {
            headed.title = Some(heading.words.clone());
            Open::Nothing
        } else if headed.date.is_none() {
            headed.date = Some(heading.words.clone());
            Open::Nothing
        } else {
            Open::Section(heading.words.value.clone())
        };
    }
    headed.close(source, &open, &lines[start..]);
    Some(headed)
}

/// Whether a heading of these words makes a text an archive's export.
pub fn opens_export(words: &str) -> bool {
    matches!(words.trim().trim_end_matches(':').to_lowercase().as_str(), "citation" | "contents")
}

/// What the lines under a heading belong to.
enum Open {
    Nothing,
    Section(String),
    Text,
}

struct Heading {
    level: usize,
    /// In lower case, without a closing colon.
    label: String,
    words: Spanned<String>,
}

fn heading(source: &Source, line: &Line) -> Option<Heading> {
    let content = &source.text()[line.clone()];
    let level = content.bytes().take_while(|byte| *byte == b'#').count();
    if !(1..=6).contains(&level) || !content[level..].starts_with([' ', '\t']) {
        return None;
    }
    let words = markdown::words(source, &[line.start + level..line.end]);
    let words = words.trim_end_matches(':').trim().to_owned();
    let start = line.start + level + content[level..].len() - content[level..].trim_start().len();
    let span = source.span(start..line.start + content.trim_end().len().max(start - line.start));
    (!words.is_empty()).then(|| Heading {
        level,
        label: words.to_lowercase(),
        words: Spanned { value: words, span },
    })
}

/// Whether a heading is a date that can be read, or says that there is none.
fn is_date(heading: &str) -> bool {
    crate::read::dates::date(heading, None).edtf.is_some()
        || heading.to_lowercase().contains("undated")
        || matches!(heading.to_lowercase().as_str(), "n.d." | "no date" | "date unknown")
}

impl Headed {
    fn close(&mut self, source: &Source, open: &Open, lines: &[Line]) {
        let paragraphs = || -> Vec<Vec<Line>> {
            let blank = |line: &Line| lines::is_blank(&source.text()[line.clone()]);
            lines.split(blank).filter(|lines| !lines.is_empty()).map(<[Line]>::to_vec).collect()
        };
        match open {
            Open::Text => self.versions = versions(source, lines),
            Open::Section(label) => {
                self.sections.push(LabelledSection { label: label.clone(), paragraphs: paragraphs() });
            }
            Open::Nothing => {
                let paragraphs = paragraphs();
                if !paragraphs.is_empty() {
                    self.sections.push(LabelledSection { label: String::new(), paragraphs });
                }
            }
        }
    }
}

/// The text under `Contents`; a line such as `Translation - English` that is a block of its own opens a version.
fn versions(source: &Source, lines: &[Line]) -> Vec<VersionLines> {
    let text = source.text();
    let blank = |at: usize| lines.get(at).is_none_or(|line| lines::is_blank(&text[line.clone()]));
    let mut versions = vec![VersionLines::default()];
    for (at, line) in lines.iter().enumerate() {
        let alone = (at == 0 || blank(at - 1)) && blank(at + 1);
        match version_line(&text[line.clone()]).filter(|_| alone) {
            Some((kind, language)) => {
                versions.push(VersionLines { kind: Some(kind), language: Some(language), lines: Vec::new() });
            }
            None => {
                if let Some(version) = versions.last_mut() {
                    version.lines.push(line.clone());
                }
            }
        }
    }
    let is_empty = |version: &VersionLines| {
        version.kind.is_none() && version.lines.iter().all(|line| lines::is_blank(&text[line.clone()]))
    };
    versions.retain(|version| !is_empty(version));
    versions
}

fn version_line(line: &str) -> Option<(VersionKind, String)> {
    let bare = line.trim().trim_matches('*');
    let (kind, language) = bare.split_once([' ', '\u{A0}'])?;
    let kind = match kind.to_lowercase().as_str() {
        "translation" => VersionKind::Translation,
        "original" => VersionKind::Original,
        "transcript" | "transcription" => VersionKind::Transcript,
        _ => return None,
    };
    let language = language.trim_start().strip_prefix(['-', '–', '—'])?.trim();
    Some((kind, language::code(language)?))
}
