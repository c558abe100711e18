//! The marks of a document that is TEI itself: each as the element that is read as it. What an attribute cannot say as it
//! is, an instruction in the element says.

use crate::model::apparatus::Mark;
use crate::model::apparatus::wording::REGULARIZED;
use crate::model::text::{Inline, Marked, Part, plain};
use crate::read::tei::marks::{sign_of_addition, sign_of_gap};
use crate::read::tei::own_header::ATTRIBUTES;
use crate::write::hands::Hand;
use crate::write::tei::elements::{Class, SEG, element};
use crate::write::tei::ids::Fitting;
use crate::write::tei::kept::{MARK, keep};
use crate::write::tei::marks::extent;
use crate::write::tei::text::Text;
use crate::write::tei::{grammar, names};

/// Names and what they say.
type Values = Vec<(&'static str, String)>;

/// What an element of the source says in its attributes.
#[derive(Default)]
struct Own {
    /// Those that it can have here.
    said: Values,
    /// All of them, where they cannot all be written.
    kept: Vec<(String, String)>,
    all: Vec<(String, String)>,
    /// Whether there was such an element.
    was: bool,
}

impl Own {
    fn has(&self, name: &str) -> bool {
        self.all.iter().any(|(one, value)| one == name && !value.trim().is_empty())
    }

    /// Whether the first of these that it has is written.
    fn tells(&self, names: &[&str]) -> bool {
        let first = names.iter().find(|name| self.has(name));
        first.is_some_and(|first| self.said.iter().any(|(name, _)| name == first))
    }
}

impl Text<'_> {
    /// `next` is what stands behind it.
    pub(super) fn native_mark(&mut self, marked: &Marked, next: Option<&Inline>) {
        let mark = &marked.mark;
        let has = |part: Part| marked.pieces.iter().any(|piece| piece.part == part);
        let two = has(Part::Content) && has(Part::Edited);
        let only = |part: Part| marked.pieces.iter().all(|piece| piece.part == part);
        match mark.sign.name.as_ref() {
            "page" if marked.pieces.is_empty() => self.page(mark, next),
            "addition" | "marginal" if only(Part::Content) => self.native_mark_around(marked, "add", None),
            // It was drawn, and its look says so again.
            "deletion" | "underlined" if only(Part::Content) && self.is_drawn(mark) => {
                self.native_mark_around(marked, "hi", None);
            }
            "deletion" if only(Part::Content) => self.native_mark_around(marked, "del", None),
            "underlined" if only(Part::Content) => self.native_mark_around(marked, "hi", None),
            "unclear" if only(Part::Content) => self.native_mark_around(marked, "unclear", None),
            "supplied" if only(Part::Content) => self.native_mark_around(marked, "supplied", None),
            "damage" if only(Part::Content) => self.native_mark_around(marked, "damage", None),
            "surplus" if only(Part::Content) => self.native_mark_around(marked, "surplus", None),
            "stamp" if only(Part::Content) => self.native_mark_around(marked, "stamp", None),
            "expansion" if only(Part::Content) => self.native_mark_around(marked, "ex", None),
            "correction" if only(Part::Edited) => {
                let regular = mark.reason.as_deref() == Some(REGULARIZED);
                self.native_mark_around(marked, if regular { "reg" } else { "corr" }, None);
            }
            "expansion" if two => self.pair(marked, "choice", "abbr", "expan"),
            "correction" if two && mark.reason.as_deref() == Some(REGULARIZED) => {
                self.pair(marked, "choice", "orig", "reg");
            }
            "correction" if two => self.pair(marked, "choice", "sic", "corr"),
            "substitution" if two => self.pair(marked, "subst", "del", "add"),
            "illegible" | "withheld" | "omission" | "lost" | "cipher" if is_described(marked) => {
                self.native_mark_around(marked, "gap", None);
            }
            "blank" | "space" if is_described(marked) => self.native_mark_around(marked, "space", None),
            "figure" if is_picture(marked) => self.native_mark_around(marked, "figure", None),
            "handwritten" if marked.pieces.is_empty() && self.own(mark, 0, "handShift").was => {
                self.native_mark_around(marked, "handShift", None);
            }
            "sic" if marked.pieces.is_empty() && mark.of.is_none() => {
                self.native_mark_around(marked, "sic", None);
            }
            _ => self.native_mark_around(marked, "seg", None),
        }
    }

    /// A mark as one element around its pieces, or around what stands before it.
    pub(super) fn native_mark_around(
        &mut self,
        marked: &Marked,
        name: &'static str,
        within: Option<&[Inline]>,
    ) {
        let mark = &marked.mark;
        let own = self.own(mark, 0, name);
        let (attributes, mut kept) = self.facts(mark, name, std::slice::from_ref(&own));
        let language = mark.language.as_deref().and_then(names::language);
        kept.extend(mark.language.clone().filter(|_| language.is_none()).map(|tag| ("language", tag)));
        if name == "seg" {
            kept.extend(mark.of.clone().map(|of| ("of", of)));
            if let Some(piece) = marked.pieces.first() {
                let part = match piece.part {
                    Part::Edited => "edited",
                    Part::Label => "label",
                    Part::Content | Part::Sign => "content",
                };
                kept.push(("part", part.to_owned()));
            }
            kept.push(("as-written", mark.as_written.clone()));
        }
        self.xml.tag(name).attrs(&attributes).maybe("xml:lang", language).open();
        if !kept.is_empty() {
            keep(MARK, kept.iter().map(|(key, value)| (*key, value.as_str())), self.xml);
        }
        self.keep_own(&own);
        if let Some(within) = within {
            self.native(within);
        }
        for piece in &marked.pieces {
            match name {
                "gap" | "space" => self.described(&piece.content),
                "figure" => self.picture(&piece.content),
                _ => self.native(&piece.content),
            }
        }
        self.xml.close(name);
    }

    /// Two readings of one place, in their order.
    fn pair(&mut self, marked: &Marked, around: &'static str, old: &'static str, new: &'static str) {
        let mark = &marked.mark;
        let mut own = vec![self.own(mark, 0, around)];
        // Each piece was an element, in their order; one without text is no piece.
        let mut next = 1;
        let inner = marked.pieces.iter().map(|piece| {
            let name = if piece.part == Part::Edited { new } else { old };
            let at = mark.elements.iter().skip(next).position(|was| was.name == name).map(|at| next + at);
            next = at.map_or(next, |at| at + 1);
            self.own(mark, at.unwrap_or(usize::MAX), name)
        });
        own.extend(inner);
        let told = if around == "subst" { own.as_slice() } else { own.get(..1).unwrap_or_default() };
        let (attributes, kept) = self.facts(mark, around, told);
        let language = marked.mark.language.as_deref().and_then(names::language);
        self.xml.tag(around).attrs(&attributes).maybe("xml:lang", language).open();
        if !kept.is_empty() {
            keep(MARK, kept.iter().map(|(key, value)| (*key, value.as_str())), self.xml);
        }
        own.first().into_iter().for_each(|own| self.keep_own(own));
        for (piece, own) in marked.pieces.iter().zip(own.iter().skip(1)) {
            let name = if piece.part == Part::Edited { new } else { old };
            self.xml.tag(name).attrs(&own.said).open();
            self.keep_own(own);
            self.native(&piece.content);
            self.xml.close(name);
        }
        self.xml.close(around);
    }

    /// A page begins. It parts two words where a space follows.
    fn page(&mut self, mark: &Mark, next: Option<&Inline>) {
        let whole = matches!(next, Some(Inline::Text { text, .. }) if text.starts_with(' '));
        let number = mark.as_written.strip_prefix("page ").filter(|number| *number != "break");
        let own = self.own(mark, 0, "pb");
        let (mut attributes, kept) = self.facts(mark, "pb", std::slice::from_ref(&own));
        let has = |wanted: &str, said: &Values| said.iter().any(|(name, _)| *name == wanted);
        if let Some(number) = number
            && !has("n", &attributes)
            && !(has("ed", &attributes) && own.was)
        {
            attributes.push(("n", number.to_owned()));
        }
        if !has("break", &attributes) && !whole {
            attributes.push(("break", "no".to_owned()));
        }
        self.xml.tag("pb").attrs(&attributes).open();
        if !kept.is_empty() {
            keep(MARK, kept.iter().map(|(key, value)| (*key, value.as_str())), self.xml);
        }
        self.keep_own(&own);
        self.xml.close("pb");
    }

    /// What an element says in its own attributes: the one at that place among those that the mark was, if it is of that name.
    fn own(&self, mark: &Mark, at: usize, name: &str) -> Own {
        let was = mark.elements.get(at).filter(|was| was.name == name);
        let Some(was) = was else { return Own::default() };
        let Fitting { said, is_whole } = self.fitting(name, &was.attributes);
        Own {
            said,
            kept: if is_whole { Vec::new() } else { was.attributes.clone() },
            all: was.attributes.clone(),
            was: true,
        }
    }

    fn keep_own(&mut self, own: &Own) {
        if !own.kept.is_empty() {
            let said = own.kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            keep(ATTRIBUTES, said, self.xml);
        }
    }

    /// Whether it was a look, which can be said again.
    fn is_drawn(&self, mark: &Mark) -> bool {
        let own = self.own(mark, 0, "hi");
        own.was
            && ["rend", "rendition", "style"].iter().any(|name| own.tells(&[name]))
            && ["rend", "rendition", "style"].iter().all(|name| own.tells(&[name]) || !own.has(name))
    }

    /// What the mark says: as attributes, and what none of these can say. What the elements that it was say in their own
    /// attributes is not said again.
    fn facts(&self, mark: &Mark, name: &'static str, own: &[Own]) -> (Values, Values) {
        let element = element(name);
        let has = |class: Class| element.unwrap_or(&SEG).has(class) && element.is_some();
        let told = |names: &[&str]| {
            let first = own.iter().find(|own| names.iter().any(|name| own.has(name)));
            first.is_some_and(|own| own.tells(names))
        };
        let mut said = own.first().map(|own| own.said.clone()).unwrap_or_default();
        let mut kept = Values::new();
        let free = |name: &str, said: &Values| !said.iter().any(|(one, _)| *one == name);
        if let Some(hand) = mark.hand.as_ref().filter(|_| !told(&["hand", "wit", "new"])) {
            let known = self.hands.name(&Hand::Named(hand.clone()), self.name);
            match known {
                Some(known) if name == "handShift" && free("new", &said) => {
                    said.push(("new", names::pointer(&known)))
                }
                Some(known) if has(Class::Hand) && free("hand", &said) => {
                    said.push(("hand", names::pointer(&known)))
                }
                _ => kept.push(("hand", hand.clone())),
            }
        }
        if let Some(place) = mark.place.as_ref().filter(|_| !told(&["place"])) {
            match has(Class::Place) && names::words(place).as_ref() == Some(place) && free("place", &said) {
                true => said.push(("place", place.clone())),
                false => kept.push(("place", place.clone())),
            }
        }
        // The element says it, if there is one.
        let regularized =
            name != "seg" && mark.sign.name == "correction" && mark.reason.as_deref() == Some(REGULARIZED);
        let reason = mark.reason.as_ref().filter(|_| !regularized && !told(&["reason", "agent", "rend"]));
        if let Some(reason) = reason {
            match has(Class::Reason) && names::words(reason).as_ref() == Some(reason) && free("reason", &said)
            {
                true => said.push(("reason", reason.clone())),
                false => kept.push(("reason", reason.clone())),
            }
        }
        let measured = ["quantity", "unit", "atMost", "max", "atLeast", "min", "extent"];
        let is_told = own.first().is_some_and(|own| {
            measured.iter().any(|name| own.tells(&[name]))
                && measured.iter().all(|name| !own.has(name) || own.tells(&[name]))
        });
        if let Some(amount) = mark.extent.as_ref().filter(|_| !is_told) {
            let unit = names::word(&amount.unit);
            let fits = unit.as_deref() == Some(amount.unit.as_str()) && amount.quantity.0 > 0;
            match has(Class::Extent) && fits && measured.iter().all(|name| free(name, &said)) {
                true => said.extend(extent(Some(amount))),
                false => {
                    kept.push(("quarters", amount.quantity.0.to_string()));
                    kept.push(("unit", amount.unit.clone()));
                    kept.extend(amount.at_most.then(|| ("at-most", "true".to_owned())));
                    kept.extend(amount.at_least.map(|least| ("at-least", least.0.to_string())));
                }
            }
        }
        if let Some(certainty) = mark.certainty.filter(|_| !told(&["cert"])) {
            match name == "pb" || !free("cert", &said) {
                true => kept.push(("cert", certainty.name().to_owned())),
                false => said.push(("cert", certainty.name().to_owned())),
            }
        }
        if name == "hi" && !self.is_drawn(mark) && free("rend", &said) {
            said.push(("rend", "underline".to_owned()));
        }
        let value = |name: &str| {
            said.iter().find(|(one, _): &&(&str, String)| *one == name).map(|(_, value)| value.as_str())
        };
        let read = match name {
            "add" => sign_of_addition(value("place").unwrap_or_default()),
            "gap" => sign_of_gap(value("reason").unwrap_or_default(), value("unit")),
            "seg" => "",
            _ => mark.sign.name.as_ref(),
        };
        if read != mark.sign.name {
            kept.push(("sign", mark.sign.name.to_string()));
        }
        let plain = own.first().is_some_and(|own| own.was && own.kept.is_empty());
        if name == "space" && !plain {
            // Whether it is a blank to be filled is said of it: the unit alone would have to tell.
            kept.push(("sign", mark.sign.name.to_string()));
        }
        (said, kept)
    }

    fn described(&mut self, content: &[Inline]) {
        for inline in content {
            if let Inline::Named(named) = inline {
                self.xml.element("desc", &plain(&named.content));
            }
        }
    }

    fn picture(&mut self, content: &[Inline]) {
        for inline in content {
            if let Inline::Named(named) = inline {
                let url = named.attribute("url");
                match url {
                    Some(url) => self.xml.tag("graphic").attr("url", url).empty(),
                    None => self.xml.element("figDesc", &plain(&named.content)),
                }
            }
        }
    }
}

/// Whether a label is nothing but one description in plain words.
fn is_described(marked: &Marked) -> bool {
    let is_words = |content: &[Inline]| content.iter().all(|inline| matches!(inline, Inline::Text { .. }));
    let content: Vec<&Inline> = marked.pieces.iter().flat_map(|piece| &piece.content).collect();
    match content.as_slice() {
        [] => true,
        [Inline::Named(named)] => {
            named.name == "desc"
                && named.attributes.is_empty()
                && named.language.is_none()
                && is_words(&named.content)
                && marked.pieces.iter().all(|piece| piece.part == Part::Label)
        }
        _ => false,
    }
}

/// Whether a figure is an image and a description.
fn is_picture(marked: &Marked) -> bool {
    marked.pieces.iter().flat_map(|piece| &piece.content).all(|inline| match inline {
        Inline::Named(named) if named.name == "graphic" => {
            named.content.is_empty()
                && named.attributes.len() == 1
                && named.attribute("url").is_some_and(|url| {
                    grammar::element("graphic").is_some_and(|graphic| graphic.attribute("url", url).is_some())
                })
        }
        Inline::Named(named) if named.name == "figDesc" => {
            named.attributes.is_empty()
                && named.language.is_none()
                && named.content.iter().all(|inline| matches!(inline, Inline::Text { .. }))
        }
        _ => false,
    })
}
