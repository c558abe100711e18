//! The notes of a document, as HTML. They stand after the transcription and outside of it.

use crate::model::document::{Document, Note};
use crate::model::text::{Inline, plain};
use crate::write::OUR_LANGUAGE;
use crate::write::html::inline::call_id;
use crate::write::html::{Writer, direction, primary};
use crate::write::walk;

impl Writer<'_> {
    pub(super) fn notes(&mut self) {
        let document = self.document;
        if document.notes.is_empty() {
            return;
        }
        let totals = walk::calls(document);
        self.calls = calls_in_text(document);
        let language = document.versions.first().and_then(|version| version.language.as_deref());
        let tag = self.html.tag("section").flag("data-notes").attr("class", "notes");
        tag.attr("role", "doc-endnotes").attr("aria-labelledby", "notes").end();
        self.html.add_markup("\n<h2 id=\"notes\">Notes</h2>\n");
        self.html.tag("ol").maybe("lang", language).maybe("dir", language.and_then(direction)).end();
        self.html.add_text("\n");
        self.foreign = language.is_some_and(|language| primary(language) != OUR_LANGUAGE);
        for (at, note) in document.notes.iter().enumerate() {
            self.note(at, note, totals.get(at).copied().unwrap_or(0));
        }
        self.html.close("ol");
        self.html.add_text("\n");
        self.html.close("section");
    }

    fn note(&mut self, at: usize, note: &Note, calls: usize) {
        let anchors = self.anchors;
        let anchor = anchors.and_then(|anchors| anchors.notes.get(at)).map(String::as_str);
        let class = (!note.typed.is_empty()).then_some("typed");
        let voice = if note.of_the_document { "document" } else { "editor" };
        self.html.tag("li").maybe("id", anchor).maybe("class", class).attr("data-voice", voice).end();
        let last = note.content.len().max(1) - 1;
        for paragraph in 0..=last {
            let content = note.content.get(paragraph).map(Vec::as_slice).unwrap_or_default();
            self.html.open("p");
            if paragraph == 0 && !note.typed.is_empty() {
                self.html.add_text(&note.typed);
                self.html.add_text(if plain(content).starts_with(char::is_whitespace) { "" } else { " " });
            }
            self.inlines(content);
            if paragraph == last
                && let Some(anchor) = anchor
            {
                (1..=calls).for_each(|call| self.back(&call_id(anchor, call), call, calls));
            }
            self.html.close("p");
        }
        self.html.close("li");
        self.html.add_text("\n");
    }

    /// The way from a note back to its call.
    fn back(&mut self, call: &str, number: usize, of: usize) {
        let ours = self.ours();
        let label = match of {
            1 => "back to the text".to_owned(),
            _ => format!("back to the text, call {number}"),
        };
        self.html
            .tag("a")
            .attr("role", "doc-backlink")
            .attr("class", "back")
            .flag("data-generated")
            .attr("href", &format!("#{call}"))
            .maybe("lang", ours)
            .end();
        self.html.tag("span").attr("class", "aid").end();
        self.html.add_text(&label);
        self.html.close("span");
        self.html.close("a");
    }
}

/// Calls that stand in the text itself; those in notes come after them.
fn calls_in_text(document: &Document) -> Vec<usize> {
    let mut calls = walk::calls(document);
    for run in document.notes.iter().flat_map(|note| &note.content) {
        walk::each(run, &mut |inline| {
            if let Inline::Call { note, .. } = inline
                && let Some(count) = calls.get_mut(*note)
            {
                *count -= 1;
            }
        });
    }
    calls
}
