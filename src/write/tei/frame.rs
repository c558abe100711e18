//! What a source is apart from its text: the layout, the form of its settings, the empty lines at both ends.

use crate::diag::Diagnostics;
use crate::model::document::{Document, Layout};
use crate::read;
use crate::read::phrases::Vocabulary;
use crate::source::Source;
use crate::write::markdown;
use crate::write::untyped::is_untyped;

/// What `TEI/@type`, `TEI/@subtype` and `text/@n` say.
pub struct Frame {
    pub layout: &'static str,
    /// The form of the settings.
    pub settings: Option<&'static str>,
    /// How many line feeds stand before and after what follows the settings: `2 1`.
    pub empty_lines: Option<String>,
    /// What stands above the text: the settings, the headings of an archive's export.
    pub head: String,
}

impl Frame {
    pub fn of(document: &Document, source: &Source, vocabulary: &Vocabulary) -> Frame {
        let layout = match document.layout {
            Layout::Headed => "headed",
            Layout::FrontMatter => "front-matter",
            Layout::Bare => "bare",
            Layout::Tei => "tei",
        };
        if is_untyped(document) {
            return Frame { layout, settings: None, empty_lines: None, head: String::new() };
        }
        let header = read::header::read(source, &mut Diagnostics::default());
        let (front, body) = source.text().split_at_checked(header.body).unwrap_or(("", source.text()));
        let settings = header.is_present().then(|| if front.starts_with("---") { "yaml" } else { "toml" });
        // Where there is nothing but empty lines, those that are kept are the last ones, and stand before the text.
        let from = if body.trim().is_empty() { body.trim_end_matches('\n').len() } else { 0 };
        let body = body.get(from..).unwrap_or_default();
        let before = body.len() - body.trim_start_matches('\n').len();
        let after = body.get(before..).map_or(0, |rest| rest.len() - rest.trim_end_matches('\n').len());
        let mut head = front.to_owned();
        if document.layout == Layout::Headed {
            head.push_str(&"\n".repeat(before));
            head.push_str(&markdown::head_of_export(document, source, vocabulary));
        }
        Frame { layout, settings, empty_lines: Some(format!("{before} {after}")), head }
    }
}
