//! What runs within a line: text, emphasis, links, calls of notes, ends of lines, the parts of a clerks' note.

use crate::model::text::{Break, Inline, Style, Target, TransmissionField, plain};
use crate::model::transmission::Field;
use crate::source::{Source, Span};
use crate::write::tei::kept::keep;
use crate::write::tei::text::Text;
use crate::write::tei::{dates, names};

impl Text<'_> {
    pub(super) fn inlines(&mut self, content: &[Inline]) {
        content.iter().for_each(|inline| self.inline(inline));
    }

    pub(super) fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text, span } => {
                self.as_typed(text, *span);
                self.xml.text(text);
            }
            Inline::Styled { style, content } => {
                self.xml.tag("hi").attr("rend", rend(*style)).open();
                self.inlines(content);
                self.xml.close("hi");
            }
            Inline::Marked(marked) => self.marked(marked),
            // Nobody types a name of TEI.
            Inline::Named(named) => self.inlines(&named.content),
            Inline::Field(field) => self.field(field),
            Inline::Link { target, content } => self.link(target, content),
            Inline::Image { path, alternative } => self.image(path, alternative),
            Inline::Call { note, typed } => self.call(*note, typed),
            Inline::Break(end) => self.end_of_line(*end),
        }
    }

    /// Says how the text was typed, where that is another way: `\\[`, `&amp;`.
    fn as_typed(&mut self, text: &str, span: Span) {
        if let Some(typed) = typed_as(self.source, span).filter(|typed| *typed != text) {
            let count = text.chars().count().to_string();
            keep("typed", [("of", count.as_str()), ("as", typed)], self.xml);
        }
    }

    /// The line feed is the end of the line in the text; a line that was only wrapped in the source has no more.
    pub(super) fn end_of_line(&mut self, end: Break) {
        if end != Break::Within {
            self.xml.line();
        }
        match end {
            Break::Hard => self.xml.tag("lb").attr("type", "hard").empty(),
            Break::Line => self.xml.tag("lb").empty(),
            Break::Soft => {}
            Break::Within => self.xml.tag("lb").attr("break", "no").empty(),
        }
    }

    fn field(&mut self, field: &TransmissionField) {
        let text = plain(&field.content);
        let element = match field.field {
            Field::Date => "date",
            Field::Time => "time",
            _ => "seg",
        };
        let attributes = match field.field {
            Field::Date => self.day(&text),
            Field::Time => field.clock.map(|clock| ("when", dates::clock(clock))).into_iter().collect(),
            _ => Vec::new(),
        };
        self.xml.tag(element).attr("type", field.field.name()).attrs(&attributes).open();
        self.inlines(&field.content);
        self.xml.close(element);
    }

    /// What the date of the transmission note means, if it is this one.
    fn day(&self, written: &str) -> Vec<(&'static str, String)> {
        let date = self.document.transmission.as_ref().and_then(|note| note.date.as_ref());
        let same =
            date.filter(|date| date.written == written.split_whitespace().collect::<Vec<_>>().join(" "));
        dates::attributes(same.and_then(|date| date.edtf.as_ref()))
    }

    /// Of an address in the form of ours (`doc:letter`, `person:kim`) the header says where it leads.
    fn link(&mut self, target: &Target, content: &[Inline]) {
        let typed = match target {
            Target::Address(address) => address.clone(),
            Target::Document(id) => format!("doc:{}", id.value),
            Target::Entry { register, id } => format!("{register}:{id}"),
        };
        let address = names::address(&typed);
        let differs = (address != typed).then_some(typed.as_str());
        self.xml.tag("ref").attr("target", &address).maybe("n", differs).open();
        self.inlines(content);
        self.xml.close("ref");
    }

    pub(super) fn image(&mut self, path: &str, alternative: &str) {
        let address = names::address(path);
        let differs = (address != path).then_some(path);
        self.xml.open("figure");
        self.xml.tag("graphic").attr("url", &address).maybe("n", differs).empty();
        if !alternative.is_empty() {
            self.xml.element("figDesc", alternative);
        }
        self.xml.close("figure");
    }

    pub(super) fn call(&mut self, note: usize, typed: &str) {
        let anchor = self.anchors.notes.get(note).filter(|_| note < self.document.notes.len());
        let Some(anchor) = anchor else { return self.xml.text(typed) };
        let own = self.document.notes.get(note).and_then(|note| self.ids.note(note));
        let target = names::pointer(&own.unwrap_or_else(|| names::within(self.name, anchor)));
        if typed.is_empty() {
            self.xml.tag("ptr").attr("type", "note").attr("target", &target).empty();
        } else {
            self.xml.tag("ref").attr("type", "note").attr("target", &target).text(typed);
        }
    }
}

/// What stands in the source for a text, with the backslash that takes away the meaning of its first character.
fn typed_as(source: &Source, span: Span) -> Option<&str> {
    if span.source != source.id() || span.start == span.end {
        return None;
    }
    let text = source.text();
    let before = text.get(..span.range().start)?;
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    text.get(span.range().start - backslashes % 2..span.range().end)
}

/// How emphasis was drawn, in one word.
pub(super) fn rend(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "italic",
        Style::Strong => "bold",
        Style::Superscript => "superscript",
        Style::Subscript => "subscript",
        Style::SmallCaps => "smallcaps",
        Style::Spaced => "spaced",
    }
}
