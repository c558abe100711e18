//! The notes of a document, behind its text, in the order in which they were typed.

use crate::model::document::Note;
use crate::write::tei::names;
use crate::write::tei::text::Text;

impl Text<'_> {
    pub(super) fn notes(&mut self) {
        let document = self.document;
        if document.notes.is_empty() {
            return;
        }
        let mut notes: Vec<(usize, &Note)> = document.notes.iter().enumerate().collect();
        notes.sort_by_key(|(_, note)| note.span.start);
        self.xml.open("back");
        self.xml.line();
        self.xml.tag("div").attr("type", "notes").open();
        self.xml.line();
        notes.into_iter().for_each(|(at, note)| self.note(at, note));
        self.xml.close("div");
        self.xml.line();
        self.xml.close("back");
        self.xml.line();
    }

    /// `@n` is what the note's line opens with; `[^1]:` is `[^1]` here.
    fn note(&mut self, at: usize, note: &Note) {
        let id = self.anchors.notes.get(at).map(|anchor| names::within(self.name, anchor));
        let whose = if note.of_the_document { "document" } else { "editor" };
        let typed = if note.typed.is_empty() { format!("[^{}]", note.label) } else { note.typed.clone() };
        let tag = self.xml.tag("note").maybe("xml:id", id.as_deref()).attr("type", whose);
        tag.attr("n", &typed).open();
        for paragraph in &note.content {
            self.xml.open("p");
            self.inlines(paragraph);
            self.xml.close("p");
        }
        self.xml.close("note");
        self.xml.line();
    }
}
