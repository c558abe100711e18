//! The marks of a document that is TEI itself: each as the element that is read as it. What an attribute cannot say as it
//! is, an instruction in the element says.

use crate::model::apparatus::Mark;
use crate::model::apparatus::wording::REGULARIZED;
use crate::model::text::{Inline, Marked, Part, plain};
use crate::read::tei::marks::{sign_of_addition, sign_of_gap};
use crate::write::hands::Hand;
use crate::write::tei::elements::{Class, SEG, element};
use crate::write::tei::kept::{MARK, keep};
use crate::write::tei::marks::extent;
use crate::write::tei::names;
use crate::write::tei::text::Text;

/// Names and what they say.
type Values = Vec<(&'static str, String)>;

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
        let (attributes, mut kept) = self.facts(mark, name);
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
        let (attributes, kept) = self.facts(&marked.mark, around);
        let language = marked.mark.language.as_deref().and_then(names::language);
        self.xml.tag(around).attrs(&attributes).maybe("xml:lang", language).open();
        if !kept.is_empty() {
            keep(MARK, kept.iter().map(|(key, value)| (*key, value.as_str())), self.xml);
        }
        for piece in &marked.pieces {
            let name = if piece.part == Part::Edited { new } else { old };
            self.xml.open(name);
            self.native(&piece.content);
            self.xml.close(name);
        }
        self.xml.close(around);
    }

    /// A page begins. It parts two words where a space follows.
    fn page(&mut self, mark: &Mark, next: Option<&Inline>) {
        let whole = matches!(next, Some(Inline::Text { text, .. }) if text.starts_with(' '));
        let number = mark.as_written.strip_prefix("page ").filter(|number| *number != "break");
        let (_, kept) = self.facts(mark, "pb");
        self.xml.tag("pb").maybe("n", number).maybe("break", (!whole).then_some("no")).open();
        if !kept.is_empty() {
            keep(MARK, kept.iter().map(|(key, value)| (*key, value.as_str())), self.xml);
        }
        self.xml.close("pb");
    }

    /// What the mark says: as attributes, and what none of these can say.
    fn facts(&self, mark: &Mark, name: &'static str) -> (Values, Values) {
        let element = element(name);
        let has = |class: Class| element.unwrap_or(&SEG).has(class) && element.is_some();
        let (mut said, mut kept) = (Values::new(), Values::new());
        if let Some(hand) = &mark.hand {
            let known = self.hands.name(&Hand::Named(hand.clone()), self.name);
            match known {
                Some(known) if name == "handShift" => said.push(("new", names::pointer(&known))),
                Some(known) if has(Class::Hand) => said.push(("hand", names::pointer(&known))),
                _ => kept.push(("hand", hand.clone())),
            }
        }
        if let Some(place) = &mark.place {
            match has(Class::Place) && names::words(place).as_ref() == Some(place) {
                true => said.push(("place", place.clone())),
                false => kept.push(("place", place.clone())),
            }
        }
        let regularized = mark.sign.name == "correction" && mark.reason.as_deref() == Some(REGULARIZED);
        if let Some(reason) = mark.reason.as_ref().filter(|_| !regularized) {
            match has(Class::Reason) && names::words(reason).as_ref() == Some(reason) {
                true => said.push(("reason", reason.clone())),
                false => kept.push(("reason", reason.clone())),
            }
        }
        if let Some(amount) = &mark.extent {
            let unit = names::word(&amount.unit);
            let fits = unit.as_deref() == Some(amount.unit.as_str()) && amount.quantity.0 > 0;
            match has(Class::Extent) && fits {
                true => said.extend(extent(Some(amount))),
                false => {
                    kept.push(("quarters", amount.quantity.0.to_string()));
                    kept.push(("unit", amount.unit.clone()));
                    kept.extend(amount.at_most.then(|| ("at-most", "true".to_owned())));
                }
            }
        }
        if let Some(certainty) = mark.certainty {
            match name {
                "pb" => kept.push(("cert", certainty.name().to_owned())),
                _ => said.push(("cert", certainty.name().to_owned())),
            }
        }
        if name == "hi" {
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
        if name == "space" {
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
                && named.attribute("url").is_some_and(|url| names::address(url) == url)
        }
        Inline::Named(named) if named.name == "figDesc" => {
            named.attributes.is_empty()
                && named.language.is_none()
                && named.content.iter().all(|inline| matches!(inline, Inline::Text { .. }))
        }
        _ => false,
    })
}
