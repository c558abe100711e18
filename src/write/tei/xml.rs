//! XML as it is written: elements, attributes, text. quick-xml escapes; characters that XML cannot hold are
//! replaced and remembered. It knows no TEI.

use std::collections::BTreeSet;

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesPI, BytesStart, BytesText, Event};

/// XML that is being written. Names of elements and attributes come from the program alone.
pub struct Xml {
    writer: Writer<Vec<u8>>,
    /// An opening tag that is not written yet; where nothing comes before its end, it is an empty element.
    pending: Option<BytesStart<'static>>,
    /// The characters that could not be written.
    pub unsaid: BTreeSet<char>,
}

impl Default for Xml {
    fn default() -> Xml {
        Xml { writer: Writer::new(Vec::new()), pending: None, unsaid: BTreeSet::new() }
    }
}

impl Xml {
    pub fn declaration(&mut self) {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        self.line();
    }

    /// Begins an element; attributes follow, then [`Tag::open`], [`Tag::empty`] or [`Tag::text`].
    pub fn tag(&mut self, name: &'static str) -> Tag<'_> {
        Tag { start: BytesStart::new(name), name, xml: self }
    }

    pub fn open(&mut self, name: &'static str) {
        self.tag(name).open();
    }

    /// Ends the element that was opened last and is still open.
    pub fn close(&mut self, name: &'static str) {
        match self.pending.take() {
            Some(start) => self.event(Event::Empty(start)),
            None => self.event(Event::End(BytesEnd::new(name))),
        }
    }

    /// An element that holds nothing but a text.
    pub fn element(&mut self, name: &'static str, text: &str) {
        self.tag(name).text(text);
    }

    /// A text in which a character that XML cannot hold is replaced.
    pub fn text(&mut self, text: &str) {
        match text.contains(is_illegal) {
            true => {
                let text = self.legal(text);
                self.legal_text(&text);
            }
            false => self.legal_text(text),
        }
    }

    /// What was written elsewhere, as it is.
    pub fn add(&mut self, other: Xml) {
        self.flush();
        self.writer.get_mut().extend(other.into_bytes());
    }

    /// A processing instruction; what stands in it is escaped by whoever made it.
    pub fn instruction(&mut self, content: &str) {
        let content = if content.contains(is_illegal) { self.legal(content) } else { content.to_owned() };
        self.event(Event::PI(BytesPI::new(content)));
    }

    /// The end of a line between elements.
    pub fn line(&mut self) {
        self.event(Event::Text(BytesText::from_escaped("\n")));
    }

    /// What was written until now.
    pub fn bytes(&self) -> &[u8] {
        self.writer.get_ref()
    }

    /// What was written; every element that was opened is closed by now.
    pub fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner()
    }

    fn legal_text(&mut self, text: &str) {
        if !text.is_empty() {
            self.event(Event::Text(BytesText::from_escaped(partial_escape(text))));
        }
    }

    fn legal(&mut self, text: &str) -> String {
        self.unsaid.extend(text.chars().filter(|c| is_illegal(*c)));
        text.replace(is_illegal, "\u{fffd}")
    }

    fn flush(&mut self) {
        if let Some(start) = self.pending.take() {
            self.writer.write_event(Event::Start(start)).ok();
        }
    }

    fn event(&mut self, event: Event<'_>) {
        // What is written into memory cannot fail.
        self.flush();
        self.writer.write_event(event).ok();
    }
}

/// The opening tag of an element.
#[must_use = "a tag is written when it is opened, emptied or filled"]
pub struct Tag<'a> {
    start: BytesStart<'static>,
    name: &'static str,
    xml: &'a mut Xml,
}

impl Tag<'_> {
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        if value.contains(is_illegal) {
            let value = self.xml.legal(value);
            self.start.push_attribute((name, value.as_str()));
        } else {
            self.start.push_attribute((name, value));
        }
        self
    }

    pub fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    pub fn attrs(self, attributes: &[(&'static str, String)]) -> Self {
        attributes.iter().fold(self, |tag, (name, value)| tag.attr(name, value))
    }

    pub fn open(self) {
        let Tag { start, xml, .. } = self;
        xml.flush();
        xml.pending = Some(start);
    }

    pub fn empty(self) {
        self.xml.event(Event::Empty(self.start));
    }

    /// The element with this text, and its end. White space that does not show would be lost without `xml:space`
    /// (XML 1.0, 2.10).
    pub fn text(self, text: &str) {
        let kept = text.contains('\n') || text.contains("  ") || text.trim() != text;
        let tag = if kept { self.attr("xml:space", "preserve") } else { self };
        if text.is_empty() {
            return tag.empty();
        }
        let Tag { start, name, xml } = tag;
        xml.event(Event::Start(start));
        xml.text(text);
        xml.close(name);
    }
}

/// Whether it is a character that XML 1.0 does not have (2.2).
fn is_illegal(c: char) -> bool {
    !matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use crate::write::tei::xml::Xml;

    fn check(write: impl FnOnce(&mut Xml), expected: &str, unsaid: &[char]) {
        let mut xml = Xml::default();
        write(&mut xml);
        let found: Vec<char> = xml.unsaid.iter().copied().collect();
        assert_eq!(found, unsaid);
        assert_eq!(String::from_utf8(xml.into_bytes()).unwrap(), expected);
    }

    #[test]
    fn everything_is_escaped() {
        check(|xml| xml.element("p", "<a> & \"b\" ]]>"), "<p>&lt;a&gt; &amp; \"b\" ]]&gt;</p>", &[]);
        check(
            |xml| xml.tag("p").attr("n", "[a\n\t\"<&>']").empty(),
            "<p n=\"[a&#10;&#9;&quot;&lt;&amp;&gt;&apos;]\"/>",
            &[],
        );
        check(|xml| xml.element("p", " a"), "<p xml:space=\"preserve\"> a</p>", &[]);
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced_and_remembered() {
        check(|xml| xml.element("p", "a\u{fffe}"), "<p>a\u{fffd}</p>", &['\u{fffe}']);
        check(|xml| xml.tag("p").attr("n", "\u{0}").empty(), "<p n=\"\u{fffd}\"/>", &['\0']);
    }
}
