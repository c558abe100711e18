//! A document: its description, its texts, its notes.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::model::archive::SourceDescription;
use crate::model::date::{Date, DateKind, DatedEvent};
use crate::model::entity::{Entry, Party};
use crate::model::id::Id;
use crate::model::kept::Kept;
use crate::model::text::{Block, Inline};
use crate::model::told::Told;
use crate::model::transmission::{Action, Transmission};
use crate::source::{SourceId, Span};

/// One transcribed document, as read from one source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    pub id: Id<Document>,
    pub source: SourceId,
    pub layout: Layout,
    pub title: Title,
    /// The genre: `Telephone Message via VCh`.
    pub kind: Option<String>,
    /// The date by which the document is known and sorted.
    pub date: Option<Date>,
    /// The dates in its life, each with what it is.
    pub dates: Vec<DatedEvent>,
    /// The dates of other documents that this one answers.
    pub answers: Vec<Answered>,
    pub from: Vec<Party>,
    pub to: Vec<Party>,
    pub place: Option<String>,
    pub languages: Languages,
    pub description: SourceDescription,
    pub translators: Vec<Name>,
    pub summary: Option<String>,
    pub credits: Option<String>,
    pub rights: Option<String>,
    /// How far the editor's work has come: `proofread against the original`.
    pub status: Option<String>,
    pub subjects: Vec<Name>,
    /// Sections of the archive's export that are none of the fields above, under their own labels.
    pub sections: Vec<Section>,
    /// What the front matter says beyond the known keys, kept as it is.
    pub further: Vec<(String, Kept)>,
    /// The header of the source as it is written, where it has one of which the fields here do not say everything.
    pub header: Option<Arc<Told>>,
    /// The lists of pictures beside the text of a source of TEI (`facsimile`), as they are written.
    pub facsimiles: Vec<Told>,
    /// The ids that a source of TEI gives its passages, and those that it has elsewhere.
    pub ids: SourceIds,
    pub versions: Vec<Version>,
    pub notes: Vec<Note>,
    pub transmission: Option<Transmission>,
    /// People, places and bodies that the source itself lists; the first document of a file has those of the file.
    pub entries: Vec<Entry>,
    /// What was found while this document was read; what is found later, across documents, is not here.
    pub diagnostics: Vec<Diagnostic>,
}

impl AsRef<Document> for Document {
    fn as_ref(&self) -> &Document {
        self
    }
}

impl Document {
    /// A document of which nothing is known but where it came from.
    pub fn new(id: Id<Document>, source: SourceId) -> Document {
        Document {
            id,
            source,
            layout: Layout::Bare,
            title: Title { text: String::new(), inferred: true, span: None },
            kind: None,
            date: None,
            dates: Vec::new(),
            answers: Vec::new(),
            from: Vec::new(),
            to: Vec::new(),
            place: None,
            languages: Languages::default(),
            description: SourceDescription::default(),
            translators: Vec::new(),
            summary: None,
            credits: None,
            rights: None,
            status: None,
            subjects: Vec::new(),
            sections: Vec::new(),
            further: Vec::new(),
            header: None,
            facsimiles: Vec::new(),
            ids: SourceIds::default(),
            versions: Vec::new(),
            notes: Vec::new(),
            transmission: None,
            entries: Vec::new(),
            diagnostics: Vec::new(),
        }
    }
}

impl Document {
    /// Whether what is read here is a translation, or has one in it.
    pub fn is_translation(&self) -> bool {
        match self.versions.as_slice() {
            [] => self.is_foreign(&self.languages.text),
            versions => versions.iter().any(|version| self.translates(version)),
        }
    }

    /// Whether this version of the document is a translation: it says so, or it does not say what it is and
    /// its language is none of the original's.
    pub fn translates(&self, version: &Version) -> bool {
        match (version.kind, &version.language) {
            (Some(VersionKind::Translation), _) => true,
            (Some(_), _) => false,
            (None, Some(language)) => self.is_foreign(std::slice::from_ref(language)),
            (None, None) => self.is_foreign(&self.languages.text),
        }
    }

    /// The date by which it is known; without one, the day on which it was sent, else written.
    pub fn dated(&self) -> Option<&Date> {
        let of = |kind: DateKind| self.dates.iter().find(|event| event.kind == kind).map(|event| &event.date);
        self.date.as_ref().or_else(|| of(DateKind::Sent)).or_else(|| of(DateKind::Written))
    }

    /// Who sent, received, deciphered or typed it, with what they did.
    pub fn clerks(&self) -> Vec<(Action, &str)> {
        self.transmission.iter().flat_map(Transmission::clerks).collect()
    }

    /// Whether it is known who sent or received it, or when it arrived.
    pub fn was_transmitted(&self) -> bool {
        self.transmission.is_some() || self.dates.iter().any(|event| event.kind == DateKind::Received)
    }

    fn is_foreign(&self, languages: &[String]) -> bool {
        let original = &self.languages.original;
        !original.is_empty()
            && !languages.is_empty()
            && languages.iter().all(|language| !original.contains(language))
    }
}

/// The layout a source came in; `convert --to markdown` writes it back.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Layout {
    /// The export of an archive: date, title, Citation, Summary … as headings.
    Headed,
    /// Settings between `+++` or `---`, then the text.
    FrontMatter,
    /// Nothing but the text.
    Bare,
    /// TEI: what the editor says of the text is markup, and no sign is typed.
    Tei,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Title {
    pub text: String,
    /// Whether it was taken from the first line of the text.
    pub inferred: bool,
    pub span: Option<Span>,
}

/// A letter that this one answers, as the text mentions it: `your letter of 8 October`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    /// `letter`, `telegram`
    pub kind: String,
    pub date: Date,
}

/// Someone or something named in a list: a translator, a subject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    pub name: String,
    pub id: Option<String>,
    pub role: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Languages {
    /// Of the original, as BCP 47 tags: `ru`.
    pub original: Vec<String>,
    /// Of the text that is read here.
    pub text: Vec<String>,
}

/// A section of an export that we have no field for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    pub label: String,
    pub text: String,
}

/// One text of the document: the original, or a translation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    pub kind: Option<VersionKind>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum VersionKind {
    Translation,
    Original,
    Transcript,
    /// The editor's words on readings, in a text of their own.
    Apparatus,
    Commentary,
    Bibliography,
}

impl VersionKind {
    /// The kind of that name, whatever its case.
    pub fn from_name(name: &str) -> Option<VersionKind> {
        let all = [
            VersionKind::Translation,
            VersionKind::Original,
            VersionKind::Transcript,
            VersionKind::Apparatus,
            VersionKind::Commentary,
            VersionKind::Bibliography,
        ];
        all.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    pub fn name(self) -> &'static str {
        match self {
            VersionKind::Translation => "Translation",
            VersionKind::Original => "Original",
            VersionKind::Transcript => "Transcript",
            VersionKind::Apparatus => "Apparatus",
            VersionKind::Commentary => "Commentary",
            VersionKind::Bibliography => "Bibliography",
        }
    }
}

/// The ids of a source of TEI.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SourceIds {
    /// Those of passages, by the ordinals of these.
    pub passages: Vec<(String, usize)>,
    /// All that the file has.
    pub file: Arc<BTreeSet<String>>,
}

/// A note to the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// What opens the note's line where that is text (`[1]`), empty for `[^1]:`.
    pub typed: String,
    /// The name in `[^name]`, or the number in `[1]`.
    pub label: String,
    pub content: Vec<Vec<Inline>>,
    /// Whether the note is the document's own, not the editor's.
    pub of_the_document: bool,
    /// What a source of TEI says of it beside its number, in its attributes.
    pub attributes: Vec<(String, String)>,
    pub span: Span,
}

impl Note {
    /// Where it stands, as the source says it: `margin`.
    pub fn place(&self) -> Option<&str> {
        let place = self.attributes.iter().find(|(name, _)| name == "place").map(|(_, value)| value.trim());
        place.filter(|place| !place.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::document::{Document, Version, VersionKind};
    use crate::model::id::Id;
    use crate::source::Sources;

    #[test]
    fn a_translation_says_so_or_is_in_another_language() {
        let check = |original: &[&str], text: &[&str], kinds: &[Option<VersionKind>], expected: bool| {
            let id = Id::new("letter").unwrap_or_else(|error| panic!("{error:?}"));
            let mut document = Document::new(id, Sources::default().add("letter.md", Vec::new()));
            let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect();
            document.languages.original = tags(original);
            document.languages.text = tags(text);
            let versions =
                kinds.iter().map(|kind| Version { kind: *kind, language: None, blocks: Vec::new() });
            document.versions = versions.collect();
            assert_eq!(document.is_translation(), expected, "{original:?} {text:?} {kinds:?}");
        };
        check(&["ru"], &["en"], &[None], true);
        check(&["ru"], &["en"], &[], true);
        check(&["ru", "en"], &["en"], &[None], false);
        check(&["ru"], &[], &[None], false);
        check(&[], &["en"], &[None], false);
        check(&[], &[], &[Some(VersionKind::Original), Some(VersionKind::Translation)], true);
        check(&["ru"], &["en"], &[Some(VersionKind::Original)], false);
    }
}
