//! The sources become documents. Reading never fails: it gives a value, and says what it did not understand.

pub mod answers;
pub mod calendar;
pub mod citation;
pub mod clerks;
pub mod clocks;
pub mod copies;
pub mod dates;
pub mod enclosures;
pub mod forms;
pub mod frame;
pub mod headed;
pub mod header;
pub mod infer;
pub mod inline;
pub mod languages;
pub mod lines;
pub mod markdown;
pub mod months;
pub mod names;
pub mod numbers;
pub mod old_style;
pub mod parts;
pub mod passages;
pub mod phrases;
pub mod registers;
pub mod shelfmark;
pub mod signs;
pub mod slips;
pub mod statements;
pub mod tei;
pub mod title;
pub mod tokens;
pub mod transcript;
pub mod transmission;

use crate::diag::Diagnostics;
use crate::model::document::Document;
use crate::read::phrases::Vocabulary;
use crate::source::Source;

/// A source format.
pub struct Format {
    pub name: &'static str,
    /// In lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Never fails: what is not understood is kept as text and reported.
    pub read: fn(&Source, &Vocabulary, &mut Diagnostics) -> Vec<Document>,
}

/// The formats that are read.
pub static FORMATS: &[Format] = &[
    Format { name: "transcription", extensions: &["md", "txt"], read: transcript::read },
    Format { name: "tei", extensions: &["xml"], read: tei::read },
];

/// The format of a file's extension.
pub fn format(extension: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.extensions.contains(&extension))
}

/// Reads the documents of a source. What its format reports stays with each document and is not in `diagnostics`.
pub fn documents(source: &Source, vocabulary: &Vocabulary) -> Vec<Document> {
    let Some(format) = format(&source.extension()).or(FORMATS.first()) else { return Vec::new() };
    let mut diagnostics = Diagnostics::default();
    let mut documents = (format.read)(source, vocabulary, &mut diagnostics);
    if let Some(first) = documents.first_mut() {
        first.diagnostics = diagnostics.into_iter().collect();
    }
    documents
}
