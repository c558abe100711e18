//! What runs within a line, as HTML: marks, fields, links, calls. It does not know what block it stands in.

use crate::model::address::is_link;
use crate::model::apparatus::wording::{Manner, wording};
use crate::model::apparatus::{Extent, Mark, Quarters, Voice};
use crate::model::date::{Clock, Edtf};
use crate::model::text::{
    Break, Inline, Marked, Named, Part, Piece, Segment, Style, Target, TransmissionField, plain,
};
use crate::model::transmission::Field;
use crate::site::Subject;
use crate::site::url;
use crate::words::lowered;
use crate::write::dates::machine;
use crate::write::html::{Writer, direction};
use crate::write::untyped::{Stretch, is_bare, stretches};

impl Writer<'_> {
    pub(super) fn inlines(&mut self, content: &[Inline]) {
        content.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text, .. } => self.text(text),
            Inline::Styled { style, content } => self.styled(*style, content),
            Inline::Marked(marked) => self.marked(marked),
            Inline::Named(named) => self.named(named),
            Inline::Field(field) => self.field(field),
            Inline::Link { target, content } => self.link(target, content),
            Inline::Image { path, alternative } => self.image(path, alternative),
            Inline::Call { note, typed } => self.call(*note, typed),
            Inline::Break(Break::Soft) => self.html.add_text("\n"),
            Inline::Break(Break::Within) => self.end_of_line_in_word(),
            Inline::Break(Break::Hard | Break::Line) => self.html.add_markup("<br>\n"),
        }
    }

    fn styled(&mut self, style: Style, content: &[Inline]) {
        let (element, class) = match style {
            Style::Emphasis => ("em", None),
            Style::Strong => ("strong", None),
            Style::Superscript => ("sup", None),
            Style::Subscript => ("sub", None),
            Style::SmallCaps => ("span", Some("small-caps")),
            Style::Spaced => ("em", Some("spaced")),
        };
        self.html.tag(element).maybe("class", class).end();
        self.inlines(content);
        self.html.close(element);
    }

    fn marked(&mut self, marked: &Marked) {
        let mark = &marked.mark;
        let anchors = self.anchors;
        let anchor = anchors.and_then(|anchors| anchors.marks.get(mark.ordinal)).map(String::as_str);
        let element = match marked.segment {
            Segment::First => self.open_mark(mark, anchor),
            Segment::Continued => {
                let tag = self.html.tag("span").attr("data-continued", &mark.sign.name);
                tag.maybe("data-mark", anchor).end();
                "span"
            }
        };
        let language = mark.language.as_deref();
        let untyped = self.untyped || is_bare(marked);
        if untyped {
            self.stretches(marked, language);
        } else {
            let aided = says_nothing(marked);
            let first_sign = marked.pieces.first().is_some_and(|piece| piece.part == Part::Sign);
            if aided && !first_sign {
                self.aid(&mark.sign.caption);
            }
            for (at, piece) in marked.pieces.iter().enumerate() {
                self.piece(piece, language);
                if at == 0 && aided && first_sign {
                    self.aid(&mark.sign.caption);
                }
            }
        }
        self.html.close(element);
        let caption = if untyped { added_caption(marked) } else { caption(marked) };
        if marked.segment == Segment::First
            && let Some(caption) = caption
        {
            self.caption(&caption, anchor);
        }
    }

    fn open_mark(&mut self, mark: &Mark, anchor: Option<&str>) -> &'static str {
        let extent = mark.extent.as_ref();
        let quantity = extent.map(|extent| quantity(extent.quantity));
        let tag = self.html.tag(mark.sign.html).attr("data-apparatus", &mark.sign.name);
        let tag = tag.maybe("data-extent", quantity.as_deref()).maybe("data-unit", extent.and_then(unit));
        let tag = match extent {
            Some(Extent { at_most: true, .. }) => tag.flag("data-at-most"),
            _ => tag,
        };
        // The style sheets know the built-in signs by name, and others by whose words stand in them.
        tag.maybe("data-own", mark.sign.own_voice())
            .maybe("data-hand", mark.hand.as_deref())
            .maybe("data-place", mark.place.as_deref())
            .maybe("data-reason", mark.reason.as_deref())
            .maybe("data-certainty", mark.certainty.map(|certainty| certainty.name()))
            .maybe("id", anchor)
            .end();
        mark.sign.html
    }

    /// The language is that of the words of the mark, not of the brackets and labels around them.
    fn piece(&mut self, piece: &Piece, language: Option<&str>) {
        let (class, language) = match piece.part {
            Part::Sign => ("sign", None),
            Part::Label => ("label", None),
            Part::Content => ("content", language),
            Part::Edited => ("edited", language),
        };
        let tag = self.html.tag("span").attr("class", class);
        tag.maybe("lang", language).maybe("dir", language.and_then(direction)).end();
        self.inlines(&piece.content);
        self.html.close("span");
    }

    /// A mark that nobody typed, with brackets and words of ours.
    fn stretches(&mut self, marked: &Marked, language: Option<&str>) {
        let ours = self.ours();
        for stretch in stretches(marked, Manner::Short) {
            match stretch {
                Stretch::Read(piece) => self.piece(piece, language),
                Stretch::Added(part, text) => {
                    let class = if part == Part::Sign { "sign" } else { "label" };
                    let tag = self.html.tag("span").attr("class", class).flag("data-generated");
                    tag.maybe("lang", ours).end();
                    self.html.add_text(&text);
                    self.html.close("span");
                }
            }
        }
    }

    /// What the source gives a name that means nothing to us is text like that around it.
    fn named(&mut self, named: &Named<Inline>) {
        // The line that it begins is shown by the end of the last one.
        if named.name == "lb" && named.content.is_empty() {
            return;
        }
        let language = named.language.as_deref();
        let date = (named.name == "date").then(|| named.attribute("when")).flatten();
        let moment = date.and_then(Edtf::new).as_ref().and_then(machine);
        let element = if moment.is_some() { "time" } else { "span" };
        self.html
            .tag(element)
            .maybe("datetime", moment.as_deref())
            .attr("data-element", &named.name)
            .maybe("data-rend", named.attribute("rend"))
            .maybe("lang", language)
            .maybe("dir", language.and_then(direction))
            .end();
        self.inlines(&named.content);
        self.html.close(element);
    }

    /// The word goes on in the next line; where no hyphen was written, one is shown.
    fn end_of_line_in_word(&mut self) {
        let mut written = self.html.as_str();
        // The hyphen may stand in an element that was closed since.
        while let Some((before, tag)) = written.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
            if !tag.starts_with('/') {
                break;
            }
            written = before;
        }
        if !written.ends_with(['-', '‐', '¬', '=', '\u{ad}']) {
            self.html.tag("span").flag("data-generated").attr("aria-hidden", "true").end();
            self.html.add_text("-");
            self.html.close("span");
        }
        self.html.add_markup("<br>");
    }

    /// What is spoken where a bare bracket is seen.
    fn aid(&mut self, caption: &str) {
        let ours = self.ours();
        self.html.tag("span").attr("class", "aid").flag("data-generated").maybe("lang", ours).end();
        self.html.add_text(caption);
        self.html.add_text(": ");
        self.html.close("span");
    }

    /// The caption beside a mark, which is a link to the mark. What the mark is has been spoken with it, so the caption is not,
    /// and no key leads to it; the citation page lists all marks for those who use neither eye nor mouse.
    fn caption(&mut self, caption: &str, anchor: Option<&str>) {
        let anchor = anchor.filter(|_| !self.linked && self.page.is_some());
        self.html
            .tag("span")
            .attr("class", "caption")
            .flag("data-generated")
            .attr("aria-hidden", "true")
            .end();
        if let Some(anchor) = anchor {
            self.html.tag("a").attr("href", &format!("#{anchor}")).attr("tabindex", "-1").end();
        }
        self.html.add_text(caption);
        if anchor.is_some() {
            self.html.close("a");
        }
        self.html.close("span");
    }

    fn field(&mut self, field: &TransmissionField) {
        let text = plain(&field.content);
        let moment = match field.field {
            Field::Time => field.clock.map(|clock| clock.to_string()),
            Field::Date => self.day(&text),
            _ => None,
        };
        let element = if moment.is_some() { "time" } else { "span" };
        let tag = self.html.tag(element).attr("data-field", field.field.name());
        tag.maybe("datetime", moment.as_deref()).end();
        self.inlines(&field.content);
        self.html.close(element);
        if let Some(clock) = field.clock {
            self.clock(clock, &text);
        }
    }

    /// What the clock showed, where it was written otherwise: `1955`.
    fn clock(&mut self, clock: Clock, written: &str) {
        let shown = clock.to_string();
        if written.trim() == shown {
            return;
        }
        self.html.tag("span").attr("class", "clock").flag("data-generated").end();
        self.html.add_text(" (");
        self.html.add_text(&shown);
        self.html.add_text(")");
        self.html.close("span");
    }

    /// The date of the transmission note for a machine, if it is this one and a whole day, month or year.
    fn day(&self, written: &str) -> Option<String> {
        let date = self.document.transmission.as_ref()?.date.as_ref()?;
        let same = date.written == written.split_whitespace().collect::<Vec<_>>().join(" ");
        date.edtf.as_ref().filter(|_| same).and_then(machine)
    }

    fn link(&mut self, target: &Target, content: &[Inline]) {
        let address = if self.linked { None } else { self.target(target) };
        let Some(address) = address else { return self.inlines(content) };
        self.html.tag("a").attr("href", &address).end();
        self.linked = true;
        self.inlines(content);
        self.linked = false;
        self.html.close("a");
    }

    fn target(&self, target: &Target) -> Option<String> {
        match target {
            Target::Address(address) => is_link(address).then(|| address.clone()),
            Target::Entry { register, id } => {
                let indexes = &self.site.edition.indexes;
                let entity = indexes.target(self.document.source, register, id)?;
                self.address(&Subject::Entity { entity, page: 1 })
            }
            Target::Document(id) => {
                let found = self.site.edition.find(&id.value)?;
                self.address(&Subject::Document(found))
            }
        }
    }

    /// A file that stands alone leads to the edition where that is published.
    fn address(&self, subject: &Subject) -> Option<String> {
        let address = self.site.address_of(subject)?;
        match &self.page {
            Some(page) => Some(url::relative(page, address)),
            None => self.site.permanent(address),
        }
    }

    /// A file that stands alone fetches nothing: there a picture is the words that stand for it.
    fn image(&mut self, path: &str, alternative: &str) {
        match (&self.page, image_address(path)) {
            (Some(page), Some(address)) => {
                let link = url::relative(page, &address);
                self.html
                    .tag("img")
                    .attr("src", &link)
                    .attr("alt", alternative)
                    .attr("loading", "lazy")
                    .end();
            }
            _ => {
                self.html.tag("span").attr("class", "picture").flag("data-generated").end();
                self.html.add_text(alternative);
                self.html.close("span");
            }
        }
    }

    fn call(&mut self, note: usize, typed: &str) {
        let anchors = self.anchors;
        let anchor = anchors.and_then(|anchors| anchors.notes.get(note));
        let (Some(anchor), Some(count)) = (anchor, self.calls.get_mut(note)) else {
            return self.html.add_text(typed);
        };
        *count += 1;
        let id = call_id(anchor, *count);
        let ours = self.ours();
        let element = if self.linked { "span" } else { "a" };
        let href = (!self.linked).then(|| format!("#{anchor}"));
        let role = (!self.linked).then_some("doc-noteref");
        let tag = self.html.tag(element).maybe("role", role).attr("class", "call").attr("id", &id);
        let tag = tag.maybe("href", href.as_deref());
        if typed.is_empty() {
            tag.flag("data-generated").maybe("lang", ours).end();
            self.html.tag("span").attr("class", "aid").end();
            self.html.add_text("note ");
            self.html.close("span");
            self.html.add_text(&(note + 1).to_string());
        } else {
            tag.end();
            self.html.add_text(typed);
        }
        self.html.close(element);
    }
}

/// Whether nothing that is typed says in words what a mark is: `W[alton]`, `[?]`, `____`. An indentation is seen and not
/// spoken, and a substitution is spoken by its parts.
fn says_nothing(marked: &Marked) -> bool {
    let worded =
        |piece: &Piece| piece.part == Part::Label && plain(&piece.content).contains(char::is_alphabetic);
    !matches!(marked.mark.sign.name.as_ref(), "space" | "substitution") && !marked.pieces.iter().any(worded)
}

/// What a sighted reader is told beside a mark whose label the reading view hides, or that has no words. Other marks at a
/// point and the words of an editor show what they are by themselves.
fn caption(marked: &Marked) -> Option<String> {
    let has = |part: Part| marked.pieces.iter().any(|piece| piece.part == part);
    if says_nothing(marked) && !has(Part::Content) {
        return Some(marked.mark.sign.caption.to_string());
    }
    if marked.mark.sign.voice == Voice::Editor
        || !has(Part::Label)
        || !(has(Part::Content) || has(Part::Edited))
    {
        return None;
    }
    let labels = marked.pieces.iter().filter(|piece| piece.part == Part::Label);
    let words: Vec<String> = labels.map(|piece| folded(&plain(&piece.content))).collect();
    let words: Vec<String> = words.into_iter().filter(|label| label.contains(char::is_alphabetic)).collect();
    Some(if words.is_empty() { marked.mark.sign.caption.to_string() } else { words.join(", ") })
}

/// What the look of a mark that nobody typed cannot say: whose hand it is, and where it stands.
fn added_caption(marked: &Marked) -> Option<String> {
    let Mark { hand, place, .. } = &marked.mark;
    let is_around = marked.mark.sign.voice == Voice::Document && marked.mark.text.is_some();
    (is_around && (hand.is_some() || place.is_some()))
        .then(|| folded(&wording(&marked.mark, Manner::Full, false).before))
        .filter(|caption| !caption.is_empty())
}

/// A label without its colon, its line breaks and its capital.
fn folded(label: &str) -> String {
    let words = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(|c: char| c.is_whitespace() || ",;:.—–-".contains(c));
    lowered(words)
}

/// `c1` for the first call of `n1`, `c1-2` for the second.
pub(super) fn call_id(anchor: &str, count: usize) -> String {
    let number = anchor.strip_prefix('n').unwrap_or(anchor);
    if count < 2 { format!("c{number}") } else { format!("c{number}-{count}") }
}

fn quantity(quarters: Quarters) -> String {
    quarters.value().to_string()
}

/// A count is of characters where nothing else is said.
fn unit(extent: &Extent) -> Option<&str> {
    (extent.unit != "character").then_some(extent.unit.as_str())
}

/// What stands at `path` under `content/images/`, as an address of the site; nothing where it would lead out of it.
pub fn image_address(path: &str) -> Option<String> {
    let path = path.trim_start_matches("./").trim_start_matches("../");
    let path = path.strip_prefix("content/").unwrap_or(path);
    let path = path.strip_prefix("images/").unwrap_or(path);
    let safe = !path.is_empty()
        && !path.starts_with('/')
        && !path.contains([':', '\\', '?', '#'])
        && path.split('/').all(|part| !part.is_empty() && part != "..");
    safe.then(|| format!("images/{path}"))
}
