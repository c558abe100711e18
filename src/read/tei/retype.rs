//! A transcription that our own writer made TEI is typed again: what stood in its file, up to empty lines and the choice
//! between two ways to say one thing. The scheme is told at the top of `write/tei/mod.rs`.

use std::collections::{BTreeMap, BTreeSet};

use crate::read::tei::kept;
use crate::read::tei::node::{Element, at, child, elements, id, name};

/// A text that was typed again, and where its parts stand in the file.
#[derive(Default)]
pub struct Retyped {
    pub text: String,
    /// Offsets in `text`, rising, each with the range of the file that what follows it was made of.
    pub places: Vec<(usize, std::ops::Range<usize>)>,
}

/// Types the document again whose `TEI` element this is; nothing where it was not typed.
pub fn retype(document: Element<'_, '_>) -> Option<Retyped> {
    let header = child(document, "teiHeader")?;
    let layout = document.attribute("type")?;
    let text = child(document, "text")?;
    if !["headed", "front-matter", "bare"].contains(&layout) {
        return None;
    }
    let kept = |kind: &str| {
        let kept =
            elements(header).find(|one| name(*one) == "xenoData" && one.attribute("type") == Some(kind));
        kept.map(|kept| kept.text().unwrap_or_default().to_owned())
    };
    if let Some(whole) = kept("source") {
        return Some(Retyped { text: whole, places: vec![(0, text.range())] });
    }
    let notes = at(text, &["back", "div"]);
    let labels = notes
        .into_iter()
        .flat_map(elements)
        .filter_map(|note| Some((format!("#{}", id(note)?), note.attribute("n").unwrap_or_default())));
    let mut typist = Typist { labels: labels.collect(), ..Typist::default() };
    typist.out.text = kept("head").unwrap_or_default();
    let (before, after) = text.attribute("n")?.split_once(' ')?;
    let (before, after) = (lines(before)?, lines(after)?);
    // The empty lines of a headed export stand before its headings.
    if layout != "headed" {
        typist.out.text.push_str(&before);
    }
    let start = typist.out.text.len();
    let mut first = layout != "headed";
    for version in child(text, "body").into_iter().flat_map(elements) {
        if let Some(line) = version.attribute("n") {
            typist.block(&mut first, |typist| typist.syntax(line));
        }
        typist.sections(version, &mut first);
    }
    for note in notes.into_iter().flat_map(elements) {
        typist.block(&mut first, |typist| typist.note(note));
    }
    let mut out = typist.out;
    out.text.truncate(start.max(out.text.trim_end_matches('\n').len()));
    out.text.push_str(&after);
    Some(out)
}

fn lines(number: &str) -> Option<String> {
    // No file has more empty lines than this; a number that is a lie must not fill the memory.
    Some("\n".repeat(number.parse::<usize>().ok()?.min(10_000)))
}

#[derive(Default)]
struct Typist<'a> {
    out: Retyped,
    /// What the notes are called, by what points to them.
    labels: BTreeMap<String, &'a str>,
    /// The styles that are open, and where the last styled letter ended.
    open: Vec<&'static str>,
    end: usize,
    /// Labels that stand behind their marks and are typed with these.
    taken: BTreeSet<u32>,
    /// The space that stands for columns is typed with these.
    skip_space: bool,
    /// How a stretch of text was typed, and how many characters it has.
    typed: Option<(usize, String)>,
}

impl<'a> Typist<'a> {
    /// Types a block behind a blank line. A block of nothing is none.
    fn block(&mut self, first: &mut bool, write: impl FnOnce(&mut Self)) {
        let before = self.out.text.len();
        if !*first {
            self.out.text.push_str("\n\n");
        }
        let start = self.out.text.len();
        self.end = start;
        write(self);
        self.styles(&[]);
        if self.out.text.len() == start {
            self.out.text.truncate(before);
        } else {
            *first = false;
        }
    }

    fn sections(&mut self, within: Element<'a, '_>, first: &mut bool) {
        for one in elements(within) {
            match (name(one), one.attribute("type")) {
                ("div", Some("section")) => {
                    let hashes = one.attribute("n").unwrap_or("##");
                    if let Some(head) = child(one, "head") {
                        self.block(first, |typist| typist.heading(hashes, head));
                    }
                    self.sections(one, first);
                }
                ("div", Some("part")) => {
                    if let Some(head) = child(one, "head") {
                        self.block(first, |typist| typist.mark(head, &[]));
                    }
                    self.sections(one, first);
                }
                ("head", _) => {}
                ("ab", Some(kind)) if kind != "heading" => self.sections(one, first),
                _ => self.block(first, |typist| typist.one(one)),
            }
        }
    }

    fn one(&mut self, node: Element<'a, '_>) {
        match name(node) {
            "ab" if node.attribute("type") == Some("heading") => {
                self.heading(node.attribute("n").unwrap_or("##"), node);
            }
            "list" => {
                let between = if node.attribute("subtype") == Some("spaced") { "\n\n" } else { "\n" };
                for (at, item) in elements(node).enumerate() {
                    if at > 0 {
                        self.syntax(between);
                    }
                    self.run(item);
                }
            }
            "quote" => self.quote(node),
            "table" => self.table(node),
            _ => self.run(node),
        }
    }

    fn heading(&mut self, hashes: &str, node: Element<'a, '_>) {
        self.syntax(hashes);
        self.syntax(" ");
        self.run(node);
    }

    /// All that runs in an element; its styles end with it.
    fn run(&mut self, node: Element<'a, '_>) {
        self.end = self.out.text.len();
        self.inlines(node, &[]);
        self.styles(&[]);
    }

    fn quote(&mut self, node: Element<'a, '_>) {
        let start = self.out.text.len();
        let mut first = true;
        self.sections(node, &mut first);
        let quoted = self.out.text.split_off(start);
        let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
        let lines: Vec<String> = quoted.split('\n').map(line).collect();
        self.out.text.push_str(&lines.join("\n"));
        self.out.places.retain(|(at, _)| *at <= start);
        self.place(node);
        self.end = self.out.text.len();
    }

    fn table(&mut self, node: Element<'a, '_>) {
        for (at, row) in elements(node).enumerate() {
            if at > 0 {
                self.syntax("\n");
            }
            self.syntax("|");
            for cell in elements(row) {
                self.syntax(" ");
                self.run(cell);
                self.syntax(" |");
            }
            if at == 0 {
                let columns = elements(row).count();
                self.syntax("\n|");
                self.syntax(&" --- |".repeat(columns));
            }
        }
    }

    fn note(&mut self, note: Element<'a, '_>) {
        let typed = note.attribute("n").unwrap_or_default();
        let own = typed.starts_with("[^");
        self.syntax(typed);
        self.syntax(if own { ": " } else { " " });
        for (at, paragraph) in elements(note).enumerate() {
            if at > 0 {
                self.syntax(if own { "\n\n    " } else { "\n" });
            }
            let start = self.out.text.len();
            self.run(paragraph);
            let trimmed = self.out.text.get(start..).unwrap_or_default().trim().to_owned();
            self.out.text.truncate(start);
            self.out.text.push_str(&trimmed);
            self.end = self.out.text.len();
        }
    }

    fn inlines(&mut self, node: Element<'a, '_>, styles: &[&'static str]) {
        for one in node.children() {
            self.inline(one, styles);
        }
    }

    fn inline(&mut self, node: Element<'a, '_>, styles: &[&'static str]) {
        if let Some(instruction) = node.pi().filter(|one| one.target == "edition") {
            self.typed = instruction
                .value
                .map(kept::said)
                .and_then(|kept| Some((kept.value("of")?.parse().ok()?, kept.value("as")?.to_owned())));
            return;
        }
        if node.is_text() {
            return self.text(node, styles);
        }
        if !node.is_element() || self.taken.contains(&node.id().get()) {
            return;
        }
        let kind = node.attribute("type");
        match (name(node), kind) {
            ("lb", Some("hard")) => self.hard(),
            ("lb" | "desc" | "figDesc", _) => {}
            ("note", Some("label")) => {}
            ("ptr", Some("note")) => {
                let label = node.attribute("target").and_then(|target| self.labels.get(target).copied());
                self.syntax(label.unwrap_or_default());
            }
            ("ref", Some("note")) => self.inlines(node, styles),
            ("ref", _) => self.link(node, styles),
            ("figure", _) if node.attribute("n").is_none() => self.picture(node),
            ("space", Some("indent" | "columns")) => {
                let form = node.attribute("n").unwrap_or_default();
                let typed: String = characters(form).map(|(c, _)| c).collect();
                self.syntax(&typed);
                self.skip_space = kind == Some("columns");
            }
            ("hi", _) if node.attribute("n").is_none() => {
                let style = if node.attribute("rend") == Some("bold") { "**" } else { "*" };
                let mut inner = styles.to_vec();
                if !inner.contains(&style) {
                    inner.push(style);
                }
                self.inlines(node, &inner);
            }
            _ if node.attribute("n").is_some() => self.mark(node, styles),
            _ => self.inlines(node, styles),
        }
    }

    fn text(&mut self, node: Element<'a, '_>, styles: &[&'static str]) {
        self.place(node);
        let mut text = node.text().unwrap_or_default();
        if std::mem::take(&mut self.skip_space) {
            text = text.strip_prefix(' ').unwrap_or(text);
        }
        if let Some((count, typed)) = self.typed.take() {
            let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
            self.styles(styles);
            self.out.text.push_str(&typed);
            self.end = self.out.text.len();
            text = text.get(end..).unwrap_or_default();
        }
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.out.text.push('\n');
            }
            if !line.is_empty() {
                self.styles(styles);
                self.out.text.push_str(line);
                self.end = self.out.text.len();
            }
        }
    }

    /// The line that was just ended was ended so that it ends on the page too.
    fn hard(&mut self) {
        if self.out.text.ends_with('\n') {
            self.out.text.pop();
            let opens_line = self.out.text.is_empty() || self.out.text.ends_with('\n');
            self.out.text.push_str(if opens_line { "\\\n" } else { "  \n" });
        }
    }

    /// A mark as it was typed: the form, and in it what the mark is about.
    fn mark(&mut self, node: Element<'a, '_>, styles: &[&'static str]) {
        let form = node.attribute("n").unwrap_or_default();
        let slots = characters(form).filter(|(c, slot)| *slot && matches!(c, 'X' | 'Y')).count();
        let pieces: Vec<Element<'a, '_>> = match name(node) {
            "subst" => elements(node).filter(|one| matches!(name(*one), "del" | "add")).collect(),
            "figure" => elements(node).filter(|one| name(*one) == "p").collect(),
            _ if slots > 1 || name(node) == "head" => {
                elements(node).filter(|one| one.attribute("type") == Some("piece")).collect()
            }
            _ => Vec::new(),
        };
        let apart = pieces.len() == slots && !pieces.is_empty();
        let mut pieces = pieces.into_iter();
        let mut labels = self.labels_of(node).into_iter();
        let mut literal = String::new();
        for (c, is_slot) in characters(form) {
            if !is_slot {
                literal.push(c);
                continue;
            }
            self.syntax(&std::mem::take(&mut literal));
            match c {
                'Z' => {
                    if let Some(label) = labels.next() {
                        self.inlines(label, styles);
                    }
                }
                _ if apart => match pieces.next() {
                    Some(piece) if piece.attribute("n").is_some() => self.inline(piece, styles),
                    Some(piece) => self.inlines(piece, styles),
                    None => {}
                },
                _ => self.inlines(node, styles),
            }
        }
        self.syntax(&literal);
    }

    /// The labels of a mark that are more than characters: in it, or behind it where it cannot hold any.
    fn labels_of<'x>(&mut self, node: Element<'a, 'x>) -> Vec<Element<'a, 'x>> {
        let is_label = |one: &Element<'a, 'x>| name(*one) == "note" && one.attribute("type") == Some("label");
        let inside: Vec<Element<'a, 'x>> = elements(node).filter(is_label).collect();
        if !inside.is_empty() {
            return inside;
        }
        let wanted =
            characters(node.attribute("n").unwrap_or_default()).filter(|(c, slot)| *slot && *c == 'Z');
        let behind: Vec<Element<'a, 'x>> =
            node.next_siblings().skip(1).take_while(is_label).take(wanted.count()).collect();
        self.taken.extend(behind.iter().map(|one| one.id().get()));
        behind
    }

    fn link(&mut self, node: Element<'a, '_>, styles: &[&'static str]) {
        let address = node.attribute("n").or(node.attribute("target")).unwrap_or_default();
        let text: String =
            node.descendants().filter(|one| one.is_text()).filter_map(|one| one.text()).collect();
        if text == address && address.contains(':') {
            self.styles(styles);
            self.syntax(&format!("<{address}>"));
            self.end = self.out.text.len();
            return;
        }
        self.syntax("[");
        self.inlines(node, styles);
        self.syntax(&format!("]({address})"));
    }

    fn picture(&mut self, node: Element<'a, '_>) {
        let Some(graphic) = child(node, "graphic") else { return };
        let path = graphic.attribute("n").or(graphic.attribute("url")).unwrap_or_default();
        let alternative = child(node, "figDesc").and_then(|one| one.text()).unwrap_or_default();
        self.syntax(&format!("![{alternative}]({path})"));
    }

    /// Closes and opens styles, so that those of the next letter are open.
    fn styles(&mut self, styles: &[&'static str]) {
        let kept = self.open.iter().zip(styles).take_while(|(open, style)| open == style).count();
        let mut closers = String::new();
        while self.open.len() > kept {
            closers.push_str(self.open.pop().unwrap_or_default());
        }
        self.out.text.insert_str(self.end.min(self.out.text.len()), &closers);
        self.end += closers.len();
        for style in styles.iter().skip(kept) {
            self.out.text.push_str(style);
            self.open.push(style);
        }
    }

    fn syntax(&mut self, text: &str) {
        self.out.text.push_str(text);
    }

    fn place(&mut self, node: Element<'a, '_>) {
        self.out.places.push((self.out.text.len(), node.range()));
    }
}

/// The characters of a form; whether each is a slot.
fn characters(form: &str) -> impl Iterator<Item = (char, bool)> {
    let mut chars = form.chars();
    std::iter::from_fn(move || match chars.next()? {
        '\\' => Some((chars.next().unwrap_or('\\'), false)),
        c => Some((c, matches!(c, 'X' | 'Y' | 'Z'))),
    })
}
