//! What runs within a line: each element as the model knows it, else under its own name. No text is left out.

use std::collections::BTreeMap;

use crate::model::address::is_link;
use crate::model::id::{Id, Ref};
use crate::model::text::{Break, Inline, Named, Style, Target};
use crate::read::tei::kept::{Kept, MARK, kept};
use crate::read::tei::node::{self, Element, attribute, name, pointer};
use crate::read::tei::own_header::ATTRIBUTES;
use crate::read::tei::standing::breaks_lines;
use crate::read::tei::text::Reader;
use crate::read::tei::white::{collapsed, trim_end};

impl Reader<'_> {
    /// All that stands in an element.
    pub(super) fn inlines(&mut self, of: Element<'_, '_>, out: &mut Vec<Inline>) {
        for child in of.children() {
            if child.is_text() {
                self.text(child, out);
            } else if child.is_element() {
                self.inline(child, out);
            }
        }
    }

    pub(super) fn content(&mut self, of: Element<'_, '_>) -> Vec<Inline> {
        let mut content = Vec::new();
        self.inlines(of, &mut content);
        content
    }

    pub(super) fn text(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let mut text = collapsed(node.text().unwrap_or_default(), self.line.at_space);
        if text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.line.owed) && !text.starts_with(' ') && self.line.due.is_none() {
            text.insert(0, ' ');
        }
        if self.line.started || text != " " {
            self.line.begin(out);
        }
        self.line.at_space = text.ends_with(' ');
        out.push(Inline::Text { text, span: self.source.span(node.range()) });
    }

    pub(super) fn inline(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        if !self.is_own(node) {
            return self.named(node, out);
        }
        let kept = if self.ours { kept(node).filter(|kept| kept.name != ATTRIBUTES) } else { None };
        match kept {
            Some(kept) if kept.name == MARK => return self.kept_mark(node, &kept, out),
            Some(kept) => return self.kept_name(node, kept, out),
            None => {}
        }
        match name(node) {
            "lb" => {
                self.line_begins(node, out);
                if self.says_more(node) {
                    self.named(node, out);
                }
            }
            "pb" | "gb" => self.page(node, out),
            "cb" => {
                self.line_ends(node, Break::Line, out);
                self.named(node, out);
            }
            "note" => self.note(node, out),
            "hi" => self.highlighted(node, out),
            "emph" => self.styled(&[Style::Emphasis], node, out),
            "persName" | "placeName" | "orgName" | "geogName" | "settlement" | "rs" | "name" | "term"
            | "gloss" => {
                self.entity(node, out);
            }
            "ref" | "ptr" => self.reference(node, out),
            "add" | "del" | "unclear" | "supplied" | "damage" | "surplus" | "stamp" | "seal" | "signed"
            | "ex" | "corr" | "reg" | "rdg" => self.around(node, out),
            "gap" | "space" | "figure" | "handShift" => self.at_a_point(node, None, out),
            "sic" => self.sic(node, out),
            "subst" | "mod" => self.substitution(node, out),
            "choice" => self.choice(node, out),
            _ if breaks_lines(node) => self.lines(node, out),
            _ => self.named(node, out),
        }
    }

    /// A line ends here, unless the element says that the word goes on (TEI P5, att.breaking).
    pub(super) fn line_ends(&mut self, node: Element<'_, '_>, with: Break, out: &mut Vec<Inline>) {
        let within = attribute(node, "break") == Some("no");
        if self.line.started {
            trim_end(out);
        }
        self.line.end(if within { Break::Within } else { with });
    }

    fn line_begins(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let is_hard = attribute(node, "type") == Some("hard");
        self.line_ends(node, if is_hard { Break::Hard } else { Break::Line }, out);
    }

    /// What has lines of its own stands on lines of its own.
    fn lines(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        self.line.end(Break::Hard);
        self.inlines(node, out);
        self.line.end(Break::Hard);
    }

    /// An element that had another name, or other attributes, before it was written.
    fn kept_name(&mut self, node: Element<'_, '_>, kept: Kept, out: &mut Vec<Inline>) {
        if matches!(kept.name.as_str(), "cb" | "lb") {
            self.line_begins(node, out);
        }
        self.named(node, out);
        if let Some(Inline::Named(named)) = out.last_mut() {
            named.language = named.language.take().or(kept.value("xml:lang").map(str::to_owned));
            named.attributes = kept.values.into_iter().filter(|(name, _)| name != "xml:lang").collect();
            named.name = kept.name;
        }
    }

    /// An element that has no other word here.
    pub(super) fn named(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let around = self.language.clone();
        let language = node::language(node).filter(|language| Some(language) != around.as_ref());
        if language.is_some() {
            self.language.clone_from(&language);
        }
        let content = self.content(node);
        self.language = around;
        let attributes = self.said(node);
        out.push(Inline::Named(Box::new(Named {
            name: name(node).to_owned(),
            attributes,
            language,
            content,
        })));
    }

    /// What a name points to is the entry of a register.
    fn entity(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let (Some(register), Some(id)) = (register(node), pointer(node)) else {
            return self.named(node, out);
        };
        let target = Target::Entry { register, id: id.to_owned() };
        let content = self.content(node);
        out.push(Inline::Link { target, content });
    }

    /// A link leads to a document of the file or to the web; others keep what they say.
    fn reference(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let target = attribute(node, "target").and_then(|target| target.split_whitespace().next());
        if let Some(id) = target.and_then(|target| target.strip_prefix('#'))
            && !self.in_note
            && let Some((id, note)) = self.around.notes.get_key_value(id)
        {
            return self.call(id, *note, node, out);
        }
        let target = target.and_then(|target| {
            if is_link(target) {
                return Some(Target::Address(target.to_owned()));
            }
            if let Some(id) = target.strip_prefix("doc:").filter(|_| self.ours) {
                let id = self.around.renamed.get(id).cloned().or_else(|| Id::new(id).ok())?;
                return Some(Target::Document(Ref { value: id, span: self.source.span(node.range()) }));
            }
            let id = self.around.documents.get(target.strip_prefix('#')?)?.clone();
            Some(Target::Document(Ref { value: id, span: self.source.span(node.range()) }))
        });
        match target {
            Some(target) if node.has_children() => {
                let content = self.content(node);
                out.push(Inline::Link { target, content });
            }
            _ => self.named(node, out),
        }
    }

    /// `@rend`, `@rendition` and `@style` are free text: what we know of it is drawn, all else is kept.
    fn highlighted(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let Look { styles, underlined, struck } = look_of(node, &self.around.renditions);
        match (underlined, struck) {
            (false, false) if styles.is_empty() => self.named(node, out),
            (false, false) => self.styled(&styles, node, out),
            (true, _) => self.drawn("underlined", &styles, node, out),
            (false, true) => self.drawn("deletion", &styles, node, out),
        }
    }

    pub(super) fn styled(&mut self, styles: &[Style], node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let content = self.content(node);
        out.extend(in_styles(styles, content));
    }
}

/// What we know of how an element looks.
#[derive(PartialEq, Default)]
pub(super) struct Look {
    styles: Vec<Style>,
    underlined: bool,
    struck: bool,
}

/// A pointer to a rendition that the file describes is that, and else what its name says (TEI P5, att.global.rendition).
pub(super) fn look_of(node: Element<'_, '_>, renditions: &BTreeMap<&str, String>) -> Look {
    let said = ["rend", "rendition", "style"].into_iter().filter_map(|name| attribute(node, name));
    let said = said.flat_map(str::split_whitespace).map(|word| {
        let described = word.strip_prefix('#').and_then(|id| renditions.get(id));
        described.map_or(word, String::as_str)
    });
    let said = said.collect::<Vec<_>>().join(" ").to_lowercase();
    let words = said.split([' ', ';', ',', ':', '#']).filter(|word| !word.is_empty());
    let mut look = Look::default();
    for word in words {
        match word {
            "line-through" | "strikethrough" | "strike" | "struck" => look.struck = true,
            _ if word.starts_with("underlin") || word == "ul" => look.underlined = true,
            _ => look.styles.extend(style(word).filter(|style| !look.styles.contains(style))),
        }
    }
    look
}

/// A run in styles, the first one outermost.
pub(super) fn in_styles(styles: &[Style], content: Vec<Inline>) -> Vec<Inline> {
    if content.is_empty() {
        return content;
    }
    styles.iter().rev().fold(content, |content, style| vec![Inline::Styled { style: *style, content }])
}

fn style(word: &str) -> Option<Style> {
    Some(match word {
        "i" | "it" | "kursiv" => Style::Emphasis,
        "b" | "strong" | "fett" => Style::Strong,
        "hochgestellt" | "exponent" => Style::Superscript,
        "tiefgestellt" => Style::Subscript,
        "sc" | "smcap" | "small-caps" | "kapitälchen" => Style::SmallCaps,
        "gesperrt" | "g" | "wide" | "letterspaced" | "letter-spaced" | "letter-spacing" => Style::Spaced,
        _ if word.starts_with("ital") => Style::Emphasis,
        _ if word.starts_with("bold") => Style::Strong,
        _ if word.starts_with("sup") => Style::Superscript,
        _ if word.starts_with("sub") => Style::Subscript,
        _ if word.starts_with("smallcap") || word.starts_with("small_cap") => Style::SmallCaps,
        _ if word.starts_with("spaced") => Style::Spaced,
        _ => return None,
    })
}

/// The register that has an entry for what the element names.
fn register(node: Element<'_, '_>) -> Option<&'static str> {
    match name(node) {
        "persName" => Some("person"),
        "placeName" | "geogName" | "settlement" => Some("place"),
        "orgName" => Some("org"),
        "term" | "gloss" => Some("term"),
        _ => match attribute(node, "type")? {
            kind if kind.starts_with("person") || kind.starts_with("pers") => Some("person"),
            kind if kind.starts_with("place") || kind.starts_with("geo") => Some("place"),
            kind if kind.starts_with("org") || kind.starts_with("institution") => Some("org"),
            "term" => Some("term"),
            _ => None,
        },
    }
}
