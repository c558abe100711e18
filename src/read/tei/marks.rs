//! Editorial elements become marks of the apparatus (TEI P5, chapters 3, 11 and 12). Nobody typed these: they have the
//! document's words alone, and writers add what a reader must be told.

use crate::model::apparatus::wording::{REGULARIZED, at_a_point};
use crate::model::apparatus::{Certainty, Extent, Mark, Quarters, Was, built_in};
use crate::model::text::{Inline, Marked, Part, Piece, Segment, Style, one_line, plain};
use crate::read::tei::extent::extent;
use crate::read::tei::inline::in_styles;
use crate::read::tei::kept::Kept;
use crate::read::tei::node::{self, Element, attribute, name};
use crate::read::tei::own_ids;
use crate::read::tei::text::Reader;
use crate::read::tei::white::is_blank;

impl Reader<'_> {
    /// A mark around the words of an element.
    pub(super) fn around(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let content = self.content(node);
        let sign = sign(node);
        let mut mark = self.mark(sign, node);
        let part = if matches!(sign, "correction") { Part::Edited } else { Part::Content };
        if name(node) == "reg" {
            mark.reason = Some(REGULARIZED.to_owned());
        }
        self.push(mark, vec![(part, content)], out);
    }

    /// A mark that is not an element of its own, but a look.
    pub(super) fn drawn(
        &mut self,
        sign: &str,
        styles: &[Style],
        node: Element<'_, '_>,
        out: &mut Vec<Inline>,
    ) {
        let content = in_styles(styles, self.content(node));
        let mark = Mark { reason: None, ..self.mark(sign, node) };
        self.push(mark, vec![(Part::Content, content)], out);
    }

    /// What is not there, and what is no writing. What the element says of it in words is the label.
    pub(super) fn at_a_point(&mut self, node: Element<'_, '_>, said: Option<&str>, out: &mut Vec<Inline>) {
        let sign = match name(node) {
            _ if said.is_some() => said.unwrap_or_default(),
            "gap" => sign_of_gap(attribute(node, "reason").unwrap_or_default(), attribute(node, "unit")),
            "space" => width_of_space(node),
            "handShift" => "handwritten",
            _ => "figure",
        };
        self.line.begin(out);
        let content = self.content(node);
        let mut mark = self.mark(sign, node);
        mark.hand =
            mark.hand.or_else(|| attribute(node, "new").map(|hand| self.hand(hand.trim_start_matches('#'))));
        let part = if name(node) == "figure" { Part::Content } else { Part::Label };
        self.push(mark, vec![(part, content)], out);
        if sign == "space" && !self.line.at_space {
            self.space(node, out);
        }
    }

    /// The words stand so in the document, and behind them that they do.
    pub(super) fn sic(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let start = out.len();
        self.inlines(node, out);
        let of = one_line(&plain(&out[start..]));
        let mut mark = self.mark("sic", node);
        mark.of = Some(of).filter(|of| !of.is_empty());
        self.push(mark, Vec::new(), out);
    }

    /// What was crossed out and what was put in its place; more than that keeps its name.
    pub(super) fn substitution(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let parts: Vec<&str> = node::elements(node).map(name).collect();
        let changes = parts.windows(2).filter(|two| two[0] != two[1]).count();
        let only = parts.iter().all(|part| matches!(*part, "del" | "add"));
        if !(only && changes == 1 && has_no_text(node)) {
            return self.named_without_blanks(node, out);
        }
        let mut pieces: Vec<(Part, Vec<Inline>)> = Vec::new();
        let mut mark = self.mark("substitution", node);
        for element in node::elements(node) {
            let part = if name(element) == "add" { Part::Edited } else { Part::Content };
            let content = self.content(element);
            let own = self.mark("substitution", element);
            mark.hand = mark.hand.or(own.hand);
            mark.place = mark.place.or(own.place);
            mark.reason = mark.reason.or(own.reason);
            mark.elements.extend(own.elements);
            pieces.push((part, content));
        }
        self.push(mark, pieces, out);
    }

    /// Two readings of one place: as it stands, and as the editor reads it. Both are kept, in their order.
    pub(super) fn choice(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let parts: Vec<Element<'_, '_>> = node::elements(node).collect();
        let is_old = |name: &str| matches!(name, "sic" | "orig" | "abbr" | "am");
        let new = parts
            .iter()
            .map(|part| name(*part))
            .find(|name| matches!(*name, "corr" | "reg" | "expan" | "ex"));
        let old = parts.iter().filter(|part| is_old(name(**part))).count();
        let (Some(new), 2, 1, true) = (new, parts.len(), old, has_no_text(node)) else {
            return self.named_without_blanks(node, out);
        };
        let sign = if new.starts_with("ex") { "expansion" } else { "correction" };
        let mut mark = self.mark(sign, node);
        if new == "reg" {
            mark.reason = Some(REGULARIZED.to_owned());
        }
        let mut pieces = Vec::new();
        for part in parts {
            mark.elements.push(Was { name: name(part).to_owned(), attributes: self.said(part) });
            let content = self.content(part);
            pieces.push((if is_old(name(part)) { Part::Content } else { Part::Edited }, content));
        }
        self.push(mark, pieces, out);
    }

    /// The beginning of a page. It parts two words, unless it says that it does not.
    pub(super) fn page(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let whole = attribute(node, "break") != Some("no");
        let mut mark = self.mark("page", node);
        mark.as_written = match ["n", "ed", "xml:id"].into_iter().find_map(|name| attribute(node, name)) {
            Some(leaf) => format!("page {leaf}"),
            None => "page break".to_owned(),
        };
        if whole && self.line.started && !self.line.at_space {
            self.space(node, out);
        }
        if let Some(due) = self.line.due.take() {
            out.push(Inline::Break(due));
        }
        out.push(marked(mark, Vec::new()));
        if whole {
            self.space(node, out);
        }
        self.line.at_space = true;
    }

    /// A surface of a transcription that goes leaf by leaf begins as a page does, and its own number says which. The element
    /// has its name and place in the text; this is what a reader sees of it.
    pub(super) fn leaf(&mut self, node: Element<'_, '_>, number: Option<&str>) {
        let Some(number) = number else { return };
        let mut mark = self.mark("page", node);
        mark.elements.clear();
        let start = node.range().start;
        mark.span = self.source.span(start..start);
        mark.reason = None;
        mark.as_written = format!("page {number}");
        self.pending.push(marked(mark, Vec::new()));
        self.pending.push(Inline::Text { text: " ".to_owned(), span: self.source.span(start..start) });
    }

    /// A space that no text node has, because an element parts two words.
    fn space(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        let at = node.range().end;
        out.push(Inline::Text { text: " ".to_owned(), span: self.source.span(at..at) });
        self.line.at_space = true;
    }

    /// An element that only holds others keeps its name; the white space between those is none of the text.
    fn named_without_blanks(&mut self, node: Element<'_, '_>, out: &mut Vec<Inline>) {
        self.named(node, out);
        if has_no_text(node)
            && let Some(Inline::Named(named)) = out.last_mut()
        {
            named.content.retain(|inline| !matches!(inline, Inline::Text { text, .. } if text == " "));
        }
    }

    /// A mark of which our own writer says more than its element can.
    pub(super) fn kept_mark(&mut self, node: Element<'_, '_>, kept: &Kept, out: &mut Vec<Inline>) {
        let start = out.len();
        match name(node) {
            "seg" => {
                let content = self.content(node);
                let part = match kept.value("part") {
                    Some("edited") => Part::Edited,
                    Some("label") => Part::Label,
                    _ => Part::Content,
                };
                let mark = self.mark(kept.value("sign").unwrap_or_default(), node);
                self.push(mark, vec![(part, content)], out);
            }
            "add" | "del" | "unclear" | "supplied" | "damage" | "surplus" | "stamp" | "ex" | "corr"
            | "reg" | "rdg" => self.around(node, out),
            "hi" => self.drawn("underlined", &[], node, out),
            "gap" | "space" | "figure" | "handShift" => self.at_a_point(node, kept.value("sign"), out),
            "sic" => self.sic(node, out),
            "subst" => self.substitution(node, out),
            "choice" => self.choice(node, out),
            "pb" => self.page(node, out),
            _ => self.named(node, out),
        }
        let marks = out.get_mut(start..).unwrap_or_default().iter_mut().rev();
        let marked = marks.filter_map(|inline| match inline {
            Inline::Marked(marked) => Some(marked),
            _ => None,
        });
        if let Some(marked) = marked.into_iter().next() {
            let is_point = marked.pieces.is_empty();
            said_besides(kept, is_point, &mut marked.mark);
        }
    }

    /// What an element says of the mark that it is.
    fn mark(&self, sign: &str, node: Element<'_, '_>) -> Mark {
        let said = |name: &str| {
            let mut value = attribute(node, name)?.to_owned();
            own_ids::restore(name, &mut value, &self.name);
            Some(value.trim_start_matches('#').to_owned())
        };
        let hand = attribute(node, "hand").map(|hand| self.hand(hand.trim_start_matches('#')));
        Mark {
            sign: built_in(sign),
            ordinal: 0,
            span: self.source.span(node.range()),
            depth: 0,
            as_written: String::new(),
            text: None,
            edited: None,
            hand: hand.or_else(|| said("wit")),
            place: said("place"),
            language: node::language(node),
            reason: said("reason").or_else(|| said("agent")).or_else(|| said("rend")),
            certainty: (attribute(node, "cert") == Some("low")).then_some(Certainty::Low),
            extent: extent(node),
            of: None,
            elements: vec![Was { name: name(node).to_owned(), attributes: self.said(node) }],
        }
    }

    /// What a hand is called, where the header says it.
    fn hand(&self, id: &str) -> String {
        let known = self.hands.get(id).or_else(|| self.around.hands.get(id));
        known.cloned().unwrap_or_else(|| {
            let mut id = format!("#{id}");
            own_ids::restore("hand", &mut id, &self.name);
            id.trim_start_matches('#').to_owned()
        })
    }

    fn push(&mut self, mut mark: Mark, pieces: Vec<(Part, Vec<Inline>)>, out: &mut Vec<Inline>) {
        let of = |part: Part| {
            let content = pieces.iter().filter(|(one, _)| *one == part).map(|(_, content)| plain(content));
            Some(one_line(&content.collect::<String>())).filter(|text| !text.is_empty())
        };
        (mark.text, mark.edited) = (of(Part::Content), of(Part::Edited));
        let whole: Vec<String> =
            [Part::Label, Part::Content, Part::Edited].into_iter().filter_map(of).collect();
        if mark.as_written.is_empty() {
            mark.as_written = if whole.is_empty() { at_a_point(&mark) } else { whole.join(" ") };
        }
        self.line.started = true;
        if whole.is_empty() {
            self.line.begin(out);
            if mark.sign.name != "space" {
                self.line.at_space = false;
            }
        }
        let pieces = pieces.into_iter().filter(|(_, content)| !content.is_empty());
        out.push(marked(mark, pieces.map(|(part, content)| Piece { part, content }).collect()));
    }
}

/// What an instruction says of a mark overrules what its element could say.
fn said_besides(kept: &Kept, is_point: bool, mark: &mut Mark) {
    let said = |key: &str| kept.value(key).map(str::to_owned);
    mark.hand = said("hand").or(mark.hand.take());
    mark.place = said("place").or(mark.place.take());
    mark.reason = said("reason").or(mark.reason.take());
    mark.language = said("language").or(mark.language.take());
    mark.of = said("of").or(mark.of.take());
    if let Some(sign) = kept.value("sign") {
        mark.sign = built_in(sign);
    }
    if let Some(quarters) = kept.value("quarters").and_then(|number| number.parse().ok()) {
        let unit = said("unit").unwrap_or_default();
        let at_most = kept.value("at-most").is_some();
        let at_least = kept.value("at-least").and_then(|number| number.parse().ok()).map(Quarters);
        mark.extent = Some(Extent { quantity: Quarters(quarters), unit, at_most, at_least });
    }
    if kept.value("cert").is_some() {
        mark.certainty = Some(Certainty::Low);
    }
    if let Some(written) = said("as-written") {
        mark.as_written = written;
    } else if is_point && mark.sign.name != "page" {
        mark.as_written = at_a_point(mark);
    }
}

fn marked(mark: Mark, pieces: Vec<Piece>) -> Inline {
    Inline::Marked(Box::new(Marked { mark, pieces, segment: Segment::First }))
}

fn sign(node: Element<'_, '_>) -> &'static str {
    match name(node) {
        "add" => sign_of_addition(attribute(node, "place").unwrap_or_default()),
        "del" => "deletion",
        "unclear" => "unclear",
        "supplied" => "supplied",
        "damage" => "damage",
        "surplus" => "surplus",
        "stamp" | "seal" => "stamp",
        "signed" => "signature",
        "ex" => "expansion",
        "rdg" => "variant",
        _ => "correction",
    }
}

/// What was added in the margin is a note there.
pub fn sign_of_addition(place: &str) -> &'static str {
    if place.to_lowercase().contains("margin") { "marginal" } else { "addition" }
}

/// Why something is missing. The values are free text; the words are those that editions use.
pub fn sign_of_gap(reason: &str, unit: Option<&str>) -> &'static str {
    let reason = reason.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| reason.contains(word));
    if says(&["illegib", "unread", "undeciph", "unleserlich"]) {
        "illegible"
    } else if says(&["redact", "classif", "censor", "withheld", "excis"]) {
        "withheld"
    } else if says(&[
        "editorial",
        "omit",
        "omission",
        "ellips",
        "sampl",
        "irrelevant",
        "transcri",
        "outofscope",
    ]) {
        "omission"
    } else if says(&["lost", "torn", "missing", "damage", "hole", "cut"]) {
        "lost"
    } else if unit.is_some_and(|unit| unit.starts_with("group")) {
        "cipher"
    } else {
        "illegible"
    }
}

/// A gap of some characters in a line, or a space that was left to be filled.
fn width_of_space(node: Element<'_, '_>) -> &'static str {
    let unit = attribute(node, "unit").unwrap_or("chars").to_lowercase();
    let within =
        ["char", "letter", "em", "en", "space", "sign", "tab"].iter().any(|known| unit.starts_with(known));
    if within && attribute(node, "dim") != Some("vertical") && !node.has_children() {
        "space"
    } else {
        "blank"
    }
}

fn has_no_text(node: Element<'_, '_>) -> bool {
    node.children().filter(|child| child.is_text()).all(|text| is_blank(text.text().unwrap_or_default()))
}
