//! What runs within a line of a document that is TEI itself: each thing as the element that is read as it, notes where
//! they are called.

use std::collections::BTreeSet;

use crate::model::document::Document;
use crate::model::text::{Break, Inline, Named, Part, Target, one_line, plain};
use crate::read::tei::notes::is_of_the_document;
use crate::read::tei::own_header::ATTRIBUTES;
use crate::write::tei::ids::Fitting;
use crate::write::tei::inline::rend;
use crate::write::tei::kept::keep;
use crate::write::tei::text::Text;
use crate::write::tei::{grammar, known, names};
use crate::write::walk;

impl Text<'_> {
    pub(super) fn native(&mut self, content: &[Inline]) {
        let mut at = 0;
        while let Some(inline) = content.get(at) {
            // What stands so in the document is told behind it, and in TEI around it.
            if let Some((end, marked)) = sic(content, at) {
                let within = content.get(at..end).unwrap_or_default();
                self.native_mark_around(marked, "sic", Some(within));
                at = end + 1;
                continue;
            }
            self.native_inline(inline, content.get(at + 1));
            at += 1;
        }
    }

    fn native_inline(&mut self, inline: &Inline, next: Option<&Inline>) {
        match inline {
            Inline::Text { text, .. } => {
                self.line_begun = false;
                self.xml.text(text);
            }
            Inline::Styled { style, content } => {
                self.xml.tag("hi").attr("rend", rend(*style)).open();
                self.native(content);
                self.xml.close("hi");
            }
            // A mark without an element reaches from one point to another, and these are in it.
            Inline::Marked(marked) if marked.mark.elements.is_empty() => {
                marked.pieces.iter().for_each(|piece| self.native(&piece.content));
            }
            Inline::Marked(marked) => {
                self.line_begun &= !marked.pieces.is_empty();
                self.native_mark(marked, next);
            }
            Inline::Named(named) => self.native_name(named),
            Inline::Field(field) => self.native(&field.content),
            Inline::Link { target, content } => self.native_link(target, content),
            Inline::Image { path, alternative } => self.image(path, alternative),
            Inline::Call { note, typed } => {
                self.line_begun = false;
                self.native_call(*note, typed);
            }
            // The element that begins the line stands before it.
            Inline::Break(_) if std::mem::take(&mut self.line_begun) => {}
            Inline::Break(end @ (Break::Hard | Break::Line | Break::Soft | Break::Within)) => {
                self.end_of_line(*end);
            }
        }
    }

    fn native_name(&mut self, named: &Named<Inline>) {
        if named.name == "app" && is_apparatus(&named.content) {
            return self.apparatus(named);
        }
        let known = known::element(named);
        let language = named.language.as_deref().and_then(names::language);
        let element = known.map_or("seg", |known| known.name);
        let Fitting { mut said, is_whole } = self.fitting(element, &named.attributes);
        // What it is here is none of its kinds; that it is the same place is true under any name.
        said.retain(|(name, _)| known.is_some() || *name == "xml:id");
        self.xml.tag(element).attrs(&said).maybe("xml:lang", language).open();
        if known.is_none() || !is_whole || language != named.language.as_deref() {
            self.keep(named, language);
        }
        self.line_begun |= element == "lb";
        self.native(&named.content);
        self.xml.close(element);
    }

    /// The attributes that an element can have of those that the source has.
    pub(super) fn fitting(&self, element: &str, attributes: &[(String, String)]) -> Fitting {
        match grammar::element(element) {
            Some(declared) => self.ids.fitting(declared, attributes),
            None => Fitting { said: Vec::new(), is_whole: attributes.is_empty() },
        }
    }

    fn keep(&mut self, named: &Named<Inline>, language: Option<&str>) {
        let values = named.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let tongue = named.language.as_deref().filter(|_| language.is_none());
        keep(&named.name, values.chain(tongue.map(|tag| ("xml:lang", tag))), self.xml);
    }

    /// Readings of one place: what the editor prints, and what other witnesses have.
    fn apparatus(&mut self, named: &Named<Inline>) {
        let language = named.language.as_deref().and_then(names::language);
        let Fitting { said, is_whole } = self.fitting("app", &named.attributes);
        self.xml.tag("app").attrs(&said).maybe("xml:lang", language).open();
        if !is_whole || language != named.language.as_deref() {
            self.keep(named, language);
        }
        for inline in &named.content {
            match inline {
                Inline::Named(lemma) => {
                    let language = lemma.language.as_deref().and_then(names::language);
                    let Fitting { said, is_whole } = self.fitting("lem", &lemma.attributes);
                    self.xml.tag("lem").attrs(&said).maybe("xml:lang", language).open();
                    if !is_whole || language != lemma.language.as_deref() {
                        self.keep(lemma, language);
                    }
                    self.native(&lemma.content);
                    self.xml.close("lem");
                }
                Inline::Marked(marked) => self.native_mark_around(marked, "rdg", None),
                Inline::Text { text, .. } => self.xml.text(text),
                _ => {}
            }
        }
        self.xml.close("app");
    }

    fn native_link(&mut self, target: &Target, content: &[Inline]) {
        let (element, attribute, value) = match target {
            Target::Address(address) => ("ref", "target", address.clone()),
            Target::Document(id) => ("ref", "target", format!("doc:{}", id.value)),
            Target::Entry { register, id } => match *register {
                "person" => ("persName", "key", id.clone()),
                "place" => ("placeName", "key", id.clone()),
                "org" => ("orgName", "key", id.clone()),
                "term" => ("term", "key", id.clone()),
                register => ("ref", "target", format!("{register}:{id}")),
            },
        };
        let said = if element == "ref" { names::address(&value) } else { value.clone() };
        let differs = (said != value).then_some(value.as_str());
        self.xml.tag(element).attr(attribute, &said).maybe("n", differs).open();
        self.native(content);
        self.xml.close(element);
    }

    /// A note stands where it is called, if that is one place and the call has no words.
    fn native_call(&mut self, at: usize, typed: &str) {
        if self.apart.contains(&at) || at >= self.document.notes.len() {
            return self.call(at, typed);
        }
        self.native_note(at);
    }

    /// The notes that stand apart from where they are called.
    pub(super) fn native_notes(&mut self) {
        let apart: Vec<usize> = self.apart.iter().copied().collect();
        if apart.is_empty() {
            return;
        }
        self.xml.open("back");
        self.xml.line();
        self.xml.tag("div").attr("type", "notes").open();
        for at in apart {
            self.xml.line();
            self.native_note(at);
        }
        self.xml.line();
        self.xml.close("div");
        self.xml.line();
        self.xml.close("back");
        self.xml.line();
    }

    fn native_note(&mut self, at: usize) {
        let document = self.document;
        let Some(note) = document.notes.get(at) else { return };
        let id = self.anchors.notes.get(at).map(|anchor| names::within(self.name, anchor));
        let whose = if note.of_the_document { "authorial" } else { "editorial" };
        let Fitting { mut said, is_whole } = self.fitting("note", &note.attributes);
        said.retain(|(name, _)| *name != "n");
        let is_new = |wanted: &str, said: &[(&str, String)]| !said.iter().any(|(name, _)| *name == wanted);
        let read: Vec<(String, String)> =
            said.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        // Whose it is need not be said where its place or its hand tells.
        let tells = !note.attributes.is_empty() && is_of_the_document(&read) == note.of_the_document;
        let whose = (is_new("type", &said) && !tells).then_some(whose);
        let id = id.filter(|_| is_new("xml:id", &said));
        let tag = self.xml.tag("note").maybe("xml:id", id.as_deref()).attrs(&said).maybe("type", whose);
        tag.attr("n", &note.label).open();
        if !is_whole
            || whose.is_some() && !note.attributes.is_empty()
            || note.attributes.iter().any(|(name, _)| name == "n")
        {
            let label = [("n", note.label.as_str())]
                .into_iter()
                .filter(|_| !note.attributes.iter().any(|(name, _)| name == "n"));
            let said = note.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            keep(ATTRIBUTES, label.chain(said), self.xml);
        }
        for paragraph in &note.content {
            self.xml.open("p");
            self.native(paragraph);
            self.xml.close("p");
        }
        self.xml.close("note");
    }
}

/// The notes that are called more than once, or in words, or nowhere.
pub(super) fn notes_apart(document: &Document) -> BTreeSet<usize> {
    let calls = walk::calls(document);
    let mut apart: BTreeSet<usize> = (0..calls.len()).filter(|at| calls.get(*at) != Some(&1)).collect();
    for run in walk::runs(document) {
        walk::each(run, &mut |inline| match inline {
            Inline::Call { note, typed } if !typed.is_empty() => drop(apart.insert(*note)),
            _ => {}
        });
    }
    apart.retain(|at| *at < document.notes.len());
    apart
}

/// Where the mark stands that says of what begins here that it stands so.
fn sic(content: &[Inline], start: usize) -> Option<(usize, &crate::model::text::Marked)> {
    let first = content.get(start)?;
    if matches!(first, Inline::Break(_)) {
        return None;
    }
    let ahead = content.iter().enumerate().skip(start + 1).take(40);
    let (end, marked) = ahead
        .filter_map(|(at, inline)| match inline {
            Inline::Marked(marked) if marked.mark.sign.name == "sic" && marked.pieces.is_empty() => {
                Some((at, marked))
            }
            _ => None,
        })
        .next()?;
    let of = marked.mark.of.as_deref()?;
    let within = content.get(start..end)?;
    (one_line(&plain(within)) == of).then_some((end, &**marked))
}

/// Whether all that stands in it are readings.
fn is_apparatus(content: &[Inline]) -> bool {
    let mut readings = 0;
    let mut lemmas = 0;
    let fits = content.iter().all(|inline| match inline {
        Inline::Named(named) => {
            lemmas += 1;
            named.name == "lem" && readings == 0
        }
        Inline::Marked(marked) => {
            readings += 1;
            marked.mark.sign.name == "variant"
                && marked.pieces.iter().all(|piece| piece.part == Part::Content)
        }
        Inline::Text { text, .. } => text.trim().is_empty(),
        _ => false,
    });
    fits && lemmas <= 1 && readings > 0
}
