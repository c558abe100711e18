//! HTML as a value: the one type that escapes. It knows the syntax of HTML and nothing of documents.

use std::fmt;

use serde_json::Value;

/// A piece of HTML in which every character of a text is escaped (HTML Living Standard, 13.3).
///
/// Element and attribute names come from the program alone, for they are `&'static str`; what comes from a
/// source can only be text or the value of an attribute. It cannot hold a tag that a source wrote.
///
/// ```
/// use edition::write::markup::Html;
/// let mut html = Html::default();
/// html.tag("a").attr("href", "?a=1&b=\"2\"").end();
/// html.add_text("R & D <draft>");
/// html.close("a");
/// assert_eq!(html.as_str(), r#"<a href="?a=1&amp;b=&quot;2&quot;">R &amp; D &lt;draft&gt;</a>"#);
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Html(String);

impl Html {
    /// A text, escaped.
    pub fn text(text: &str) -> Html {
        let mut html = Html::default();
        html.add_text(text);
        html
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn add(&mut self, html: &Html) {
        self.0.push_str(&html.0);
    }

    pub fn add_text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                c => self.0.push(c),
            }
        }
    }

    /// Markup that the program itself has, such as `<hr>` or a doctype.
    pub fn add_markup(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Data for machines, which no browser runs. JSON has no markup, but a browser looks for the end of the element before
    /// it knows that, and older scripts take two of its characters for line ends; so they are spelled by their numbers.
    pub fn add_data(&mut self, media_type: &'static str, value: &Value) {
        self.tag("script").attr("type", media_type).end();
        for c in value.to_string().chars() {
            match c {
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                    self.0.push_str(&format!("\\u{:04x}", u32::from(c)));
                }
                c => self.0.push(c),
            }
        }
        self.close("script");
    }

    /// Begins the opening tag of an element; attributes follow, then [`Tag::end`].
    pub fn tag(&mut self, element: &'static str) -> Tag<'_> {
        self.0.push('<');
        self.0.push_str(element);
        Tag { html: self }
    }

    pub fn open(&mut self, element: &'static str) {
        self.tag(element).end();
    }

    pub fn close(&mut self, element: &'static str) {
        self.0.push_str("</");
        self.0.push_str(element);
        self.0.push('>');
    }
}

/// An opening tag that is being written.
#[must_use = "a tag is open until `end` is called"]
pub struct Tag<'a> {
    html: &'a mut Html,
}

impl Tag<'_> {
    /// An attribute and its value.
    pub fn attr(self, name: &'static str, value: &str) -> Self {
        let text = &mut self.html.0;
        text.push(' ');
        text.push_str(name);
        text.push_str("=\"");
        for c in value.chars() {
            match c {
                '&' => text.push_str("&amp;"),
                '<' => text.push_str("&lt;"),
                '>' => text.push_str("&gt;"),
                '"' => text.push_str("&quot;"),
                c => text.push(c),
            }
        }
        text.push('"');
        self
    }

    /// An attribute that may be absent.
    pub fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// An attribute without a value.
    pub fn flag(self, name: &'static str) -> Self {
        self.html.0.push(' ');
        self.html.0.push_str(name);
        self
    }

    pub fn end(self) {
        self.html.0.push('>');
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::write::markup::Html;

    #[test]
    fn data_cannot_end_its_element() {
        let mut html = Html::default();
        let value = json!({"name": "</script><!--&\u{2028}\u{2029}\"\\"});
        html.add_data("application/ld+json", &value);
        let text = html.as_str();
        let data = text.strip_prefix("<script type=\"application/ld+json\">");
        let data = data.and_then(|text| text.strip_suffix("</script>")).unwrap();
        assert!(data.is_ascii() && !data.contains(['<', '>', '&']), "{data}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(data).unwrap(), value);
    }
}
