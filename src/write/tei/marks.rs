//! The marks of the apparatus: each as the element in the row of its sign, with what the mark says, and in `@n` the form
//! in which it was typed. Brackets and labels are no text of the document and stand nowhere else, but for labels in
//! `desc`, `figDesc` and `note[@type="label"]`, which are not text either.

use crate::model::apparatus::{Extent, Sign};
use crate::model::text::{Inline, Marked, Part, Passage, Piece, Segment, one_line, plain};
use crate::write::hands;
use crate::write::tei::elements::{Class, Element, Holds, SEG, element, row};
use crate::write::tei::text::{Stretch, Text};
use crate::write::tei::{names, typed};

impl Text<'_> {
    pub(super) fn marked(&mut self, marked: &Marked) {
        let stretch = self.stretch(marked);
        match marked.mark.sign.name.as_ref() {
            "space" => self.layout(marked, &stretch),
            "page" => self.leaf(marked, &stretch),
            _ => self.by_its_row(marked, &stretch),
        }
    }

    /// The heading of a part that begins here: the division is the mark. Its words are the editor's.
    pub(super) fn part_head(&mut self, passage: &Passage) {
        let Some(Inline::Marked(marked)) = passage.content.first() else { return };
        let stretch = self.stretch(marked);
        self.xml.tag("div").attr("type", "part").maybe("xml:id", stretch.id.as_deref()).open();
        let id = self.anchors.passages.get(passage.ordinal).map(|anchor| names::within(self.name, anchor));
        let tag = self.xml.tag("head").attr("type", "label").maybe("xml:id", id.as_deref());
        tag.attr("n", &typed::form(marked)).open();
        for piece in marked.pieces.iter().filter(|piece| piece.part != Part::Sign) {
            match piece.part {
                _ if is_content(piece) => self.piece(piece),
                _ if is_label_apart(piece) => self.label(piece),
                _ => self.xml.text(&plain(&piece.content)),
            }
        }
        self.xml.close("head");
    }

    /// An indentation, or a gap between columns, which is one space in the text.
    fn layout(&mut self, marked: &Marked, stretch: &Stretch) {
        let columns = !marked.pieces.is_empty();
        let mut attributes = vec![("type", if columns { "columns" } else { "indent" }.to_owned())];
        attributes.extend(extent(marked.mark.extent.as_ref()));
        self.start(marked, "space", stretch, &attributes, None);
        self.xml.close("space");
        marked.pieces.iter().for_each(|piece| self.xml.text(&plain(&piece.content)));
    }

    /// `pb/@n` is the number of the leaf, so the form in which it was typed stands around it.
    fn leaf(&mut self, marked: &Marked, stretch: &Stretch) {
        self.start(marked, "seg", stretch, &[("type", "page".to_owned())], None);
        let number = number_of_leaf(&marked.mark.as_written);
        self.xml.tag("pb").maybe("n", number.as_deref()).empty();
        self.pieces(marked);
        self.xml.close("seg");
    }

    fn by_its_row(&mut self, marked: &Marked, stretch: &Stretch) {
        let mark = &marked.mark;
        let (name, declared) = row(&mark.sign);
        // What stands behind `[sic` is the reading that is meant.
        let name = if name == "sic" && has_content(marked) { "corr" } else { name };
        let known = element(name).filter(|element| suits(element, marked));
        let element = known.unwrap_or(&SEG);
        let mut attributes: Vec<(&'static str, String)> = Vec::new();
        if known.is_none() {
            attributes.push(("type", names::word(&mark.sign.name).unwrap_or_default()));
        }
        for (attribute, value) in declared {
            let attribute = element.attribute(attribute).filter(|_| known.is_some());
            attributes.extend(attribute.zip(names::words(value)));
        }
        if mark.sign.name == "underlined" {
            set(&mut attributes, "rend", "underline".to_owned());
        }
        self.said(marked, element, &mut attributes);
        let language = mark.language.as_deref().and_then(names::language);
        self.start(marked, element.name, stretch, &attributes, language);
        self.inside(marked, element.holds);
        self.xml.close(element.name);
        if element.holds != Holds::Text {
            marked.pieces.iter().filter(|piece| is_label_apart(piece)).for_each(|piece| self.label(piece));
        }
    }

    /// What the mark says, as far as this element can say it; the rest is in its label.
    fn said(&self, marked: &Marked, element: &Element, attributes: &mut Vec<(&'static str, String)>) {
        let mark = &marked.mark;
        let hand = hands::hand(marked).and_then(|hand| self.hands.name(&hand, self.name));
        if let Some(hand) = hand.filter(|_| element.has(Class::Hand)) {
            set(attributes, "hand", names::pointer(&hand));
        }
        let place = mark.place.as_deref().and_then(names::words);
        if let Some(place) = place.filter(|_| element.has(Class::Place)) {
            set(attributes, "place", place);
        }
        let reason = mark.reason.as_deref().and_then(names::words);
        if let Some(reason) = reason.filter(|_| element.has(Class::Reason)) {
            let known = attributes.iter().find(|(name, _)| *name == "reason").map(|(_, known)| known.clone());
            let said = |known: &str| reason.split(' ').any(|word| word == known);
            let reason = match known.filter(|known| !said(known)) {
                Some(known) => format!("{known} {reason}"),
                None => reason,
            };
            set(attributes, "reason", reason);
        }
        if element.has(Class::Extent) {
            extent(mark.extent.as_ref()).into_iter().for_each(|(name, value)| set(attributes, name, value));
        }
        if let Some(certainty) = mark.certainty {
            set(attributes, "cert", certainty.name().to_owned());
        }
    }

    fn start(
        &mut self,
        marked: &Marked,
        name: &'static str,
        stretch: &Stretch,
        attributes: &[(&'static str, String)],
        language: Option<&str>,
    ) {
        self.xml
            .tag(name)
            .maybe("xml:id", stretch.id.as_deref())
            .attrs(attributes)
            .maybe("xml:lang", language)
            .attr("n", &typed::form(marked))
            .maybe("prev", stretch.previous.as_deref())
            .maybe("next", stretch.next.as_deref())
            .open();
    }

    fn inside(&mut self, marked: &Marked, holds: Holds) {
        match holds {
            Holds::Text => self.pieces(marked),
            Holds::Description => self.description(marked, "desc"),
            Holds::Figure if has_content(marked) => {
                for piece in marked.pieces.iter().filter(|piece| is_content(piece)) {
                    self.xml.open("p");
                    self.inlines(&piece.content);
                    self.xml.close("p");
                }
            }
            Holds::Figure => self.description(marked, "figDesc"),
            Holds::Pair => marked.pieces.iter().for_each(|piece| self.half(piece)),
        }
    }

    /// What the mark is about, and labels that `@n` cannot hold.
    fn pieces(&mut self, marked: &Marked) {
        let apart = marked.pieces.iter().filter(|piece| is_content(piece)).count() > 1;
        for piece in &marked.pieces {
            match piece.part {
                // Between two of them there was a label, which is no text.
                Part::Content | Part::Edited if apart => self.piece(piece),
                Part::Content | Part::Edited => self.inlines(&piece.content),
                Part::Label if is_label_apart(piece) => self.label(piece),
                Part::Label | Part::Sign => {}
            }
        }
    }

    fn piece(&mut self, piece: &Piece) {
        self.xml.tag("seg").attr("type", "piece").open();
        self.inlines(&piece.content);
        self.xml.close("seg");
    }

    fn label(&mut self, piece: &Piece) {
        self.xml.tag("note").attr("type", "label").open();
        self.inlines(&piece.content);
        self.xml.close("note");
    }

    /// The words of a label at a point, for a reader.
    fn description(&mut self, marked: &Marked, element: &'static str) {
        let labels = marked.pieces.iter().filter(|piece| piece.part == Part::Label);
        let plain_labels = labels.filter(|piece| !is_label_apart(piece));
        let words: String = plain_labels.map(|piece| plain(&piece.content)).collect();
        if words.contains(char::is_alphabetic) {
            self.xml.element(element, &one_line(&words));
        }
    }

    /// One half of a substitution; a mark that says itself what it is needs no second element.
    fn half(&mut self, piece: &Piece) {
        let (sign, element) = match piece.part {
            Part::Content => ("deletion", "del"),
            Part::Edited => ("addition", "add"),
            Part::Sign | Part::Label => return,
        };
        match piece.content.as_slice() {
            [inline @ Inline::Marked(marked)] if marked.mark.sign.name == sign => {
                self.inlines(std::slice::from_ref(inline));
            }
            content => {
                self.xml.open(element);
                self.inlines(content);
                self.xml.close(element);
            }
        }
    }
}

/// The element that the marks of a sign become.
pub fn element_of(sign: &Sign) -> &'static str {
    match row(sign).0 {
        "pb" => "pb",
        "div" => "div",
        name => element(name).unwrap_or(&SEG).name,
    }
}

fn is_content(piece: &Piece) -> bool {
    matches!(piece.part, Part::Content | Part::Edited)
}

fn is_label_apart(piece: &Piece) -> bool {
    piece.part == Part::Label && !typed::is_plain(piece)
}

fn has_content(marked: &Marked) -> bool {
    marked.pieces.iter().any(is_content)
}

/// Whether what the mark has can stand in the element.
fn suits(element: &Element, marked: &Marked) -> bool {
    match element.holds {
        Holds::Text | Holds::Figure => true,
        Holds::Description => !has_content(marked),
        Holds::Pair => has_content(marked) && marked.segment == Segment::First,
    }
}

fn set(attributes: &mut Vec<(&'static str, String)>, name: &'static str, value: String) {
    attributes.retain(|(known, _)| *known != name);
    attributes.push((name, value));
}

/// How much: `@quantity`, or `@atMost` where only the bound is known.
pub(super) fn extent(extent: Option<&Extent>) -> Vec<(&'static str, String)> {
    let Some(Extent { quantity, unit, at_most, at_least }) = extent else { return Vec::new() };
    let unit = if unit == "character" { Some("chars".to_owned()) } else { names::word(unit) };
    let quantity = (if *at_most { "atMost" } else { "quantity" }, quantity.value().to_string());
    let least = at_least.map(|least| ("atLeast", least.value().to_string()));
    [least, Some(quantity), unit.map(|unit| ("unit", unit))].into_iter().flatten().collect()
}

/// The number in `page 2`, `l. 22ob.` or `--- page 104r ---`.
fn number_of_leaf(written: &str) -> Option<String> {
    let mut words =
        written.split_whitespace().rev().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.find(|word| word.contains(|c: char| c.is_ascii_digit())).map(str::to_owned)
}
