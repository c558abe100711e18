//! The notes of a document, as HTML. They stand after the transcription and outside of it.

use crate::model::document::{Document, Note};
use crate::model::edition::Host;
use crate::model::text::{Inline, plain};
use crate::write::OUR_LANGUAGE;
use crate::write::html::inline::call_id;
use crate::write::html::{Writer, direction, primary};
use crate::write::walk;

impl Writer<'_> {
    pub(super) fn notes(&mut self) {
        let document = self.document;
        if document.notes.is_empty() {
            return;
        }
        let totals = walk::calls(document);
        self.calls = calls_in_text(document);
        let languages = languages(document);
        let alike = languages.windows(2).all(|pair| pair[0] == pair[1]);
        let language = languages.first().copied().flatten().filter(|_| alike);
        let tag = self.html.tag("section").flag("data-notes").attr("class", "notes");
        tag.attr("role", "doc-endnotes").attr("aria-labelledby", "notes").end();
        self.html.add_markup("\n<h2 id=\"notes\">Notes</h2>\n");
        self.html.tag("ol").maybe("lang", language).maybe("dir", language.and_then(direction)).end();
        self.html.add_text("\n");
        for (at, (note, language)) in document.notes.iter().zip(languages).enumerate() {
            self.foreign = language.is_some_and(|language| primary(language) != OUR_LANGUAGE);
            self.note(at, note, language.filter(|_| !alike), totals.get(at).copied().unwrap_or(0));
        }
        self.html.close("ol");
        self.html.add_text("\n");
        self.html.close("section");
    }

    /// `language` is that of the note, where not all have the same.
    fn note(&mut self, at: usize, note: &Note, language: Option<&str>, calls: usize) {
        let anchors = self.anchors;
        let anchor = anchors.and_then(|anchors| anchors.notes.get(at)).map(String::as_str);
        let class = (!note.typed.is_empty()).then_some("typed");
        let voice = if note.of_the_document { "document" } else { "editor" };
        let tag = self.html.tag("li").maybe("id", anchor).maybe("class", class).attr("data-voice", voice);
        let tag = tag.maybe("data-place", note.place());
        tag.maybe("lang", language).maybe("dir", language.and_then(direction)).end();
        let last = note.content.len().max(1) - 1;
        for paragraph in 0..=last {
            let content = note.content.get(paragraph).map(Vec::as_slice).unwrap_or_default();
            self.html.open("p");
            if paragraph == 0 {
                self.open_aliases(Host::Note(at));
                self.aliases_up_to(usize::MAX);
            }
            if paragraph == 0 && !note.typed.is_empty() {
                self.html.add_text(&note.typed);
                self.html.add_text(if plain(content).starts_with(char::is_whitespace) { "" } else { " " });
            }
            if let Some(place) = note.place().filter(|_| paragraph == 0 && note.of_the_document) {
                self.place(place);
            }
            self.inlines(content);
            if paragraph == last
                && let Some(anchor) = anchor
            {
                self.own_address_of_note(at, anchor);
                (1..=calls).for_each(|call| self.back(&call_id(anchor, call), call, calls));
            }
            self.html.close("p");
        }
        self.html.close("li");
        self.html.add_text("\n");
    }

    /// Where in the document a note of its own stands: `in the margin`.
    fn place(&mut self, place: &str) {
        let ours = self.ours();
        let words = match place {
            "margin" | "left" | "right" => {
                format!("in the {} margin: ", if place == "margin" { "" } else { place })
            }
            place if place.contains("margin") => format!("in the margin ({place}): "),
            "bottom" | "foot" | "end" => format!("at the {place}: "),
            "top" => "at the top: ".to_owned(),
            other => format!("{other}: "),
        };
        self.html.tag("span").attr("class", "label").flag("data-generated").maybe("lang", ours).end();
        self.html.add_text(&words.replace("  ", " "));
        self.html.close("span");
    }

    /// The link of a note to itself.
    fn own_address_of_note(&mut self, at: usize, anchor: &str) {
        let ours = self.ours();
        let href = format!("#{anchor}");
        let tag = self.html.tag("a").attr("class", "anchor").flag("data-generated").attr("href", &href);
        tag.maybe("lang", ours).end();
        self.html.tag("span").attr("class", "aid").end();
        self.html.add_text(&format!("note {}", at + 1));
        self.html.close("span");
        self.html.close("a");
    }

    /// The way from a note back to its call.
    fn back(&mut self, call: &str, number: usize, of: usize) {
        let ours = self.ours();
        let label = match of {
            1 => "back to the text".to_owned(),
            _ => format!("back to the text, call {number}"),
        };
        self.html
            .tag("a")
            .attr("role", "doc-backlink")
            .attr("class", "back")
            .flag("data-generated")
            .attr("href", &format!("#{call}"))
            .maybe("lang", ours)
            .end();
        self.html.tag("span").attr("class", "aid").end();
        self.html.add_text(&label);
        self.html.close("span");
        self.html.close("a");
    }
}

/// The language of each note: that of the version which calls it first. A note that only a note calls is in that
/// one's language.
fn languages(document: &Document) -> Vec<Option<&str>> {
    let mut languages: Vec<Option<Option<&str>>> = vec![None; document.notes.len()];
    for version in &document.versions {
        let mut runs = Vec::new();
        version.blocks.iter().for_each(|block| walk::block_runs(block, &mut runs));
        called(&runs, version.language.as_deref(), &mut languages);
    }
    for (at, note) in document.notes.iter().enumerate() {
        if let Some(Some(language)) = languages.get(at).copied() {
            let runs: Vec<&[Inline]> = note.content.iter().map(Vec::as_slice).collect();
            called(&runs, language, &mut languages);
        }
    }
    let first = document.versions.first().and_then(|version| version.language.as_deref());
    languages.into_iter().map(|language| language.unwrap_or(first)).collect()
}

fn called<'a>(runs: &[&[Inline]], language: Option<&'a str>, languages: &mut [Option<Option<&'a str>>]) {
    for run in runs {
        walk::each(run, &mut |inline| {
            if let Inline::Call { note, .. } = inline
                && let Some(slot @ None) = languages.get_mut(*note)
            {
                *slot = Some(language);
            }
        });
    }
}

/// Calls that stand in the text itself; those in notes come after them.
fn calls_in_text(document: &Document) -> Vec<usize> {
    let mut calls = walk::calls(document);
    for run in document.notes.iter().flat_map(|note| &note.content) {
        walk::each(run, &mut |inline| {
            if let Inline::Call { note, .. } = inline
                && let Some(count) = calls.get_mut(*note)
            {
                *count -= 1;
            }
        });
    }
    calls
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::model::document::{Version, VersionKind};
    use crate::model::text::Inline;
    use crate::write::html::notes;
    use crate::write::samples::{document, note, paragraph, site, text};

    #[test]
    fn a_note_is_in_the_language_of_the_text_that_calls_it() {
        #[track_caller]
        fn check(calls: [&[usize]; 2], expected: &[&str]) {
            let blocks = |calls: &[usize]| {
                let call = |note: &usize| Inline::Call { note: *note, typed: String::new() };
                vec![paragraph(0, calls.iter().map(call).collect())]
            };
            let mut document = document(blocks(calls[1]));
            let language = Some("ru".to_owned());
            let original = Version { kind: Some(VersionKind::Original), language, blocks: blocks(calls[0]) };
            document.versions.insert(0, original);
            let within = vec![text("One"), Inline::Call { note: 2, typed: String::new() }];
            document.notes =
                vec![note("1", "", within), note("2", "", Vec::new()), note("3", "", Vec::new())];
            let html = notes(&site(document, Config::default()), 0).to_string();
            let tags = html.split('<').filter(|tag| tag.starts_with("ol") || tag.starts_with("li"));
            let languages: Vec<&str> = tags
                .map(|tag| tag.split('>').next().unwrap_or_default())
                .map(|tag| tag.split_once(" lang=").map_or("-", |(_, language)| language.trim_matches('"')))
                .collect();
            assert_eq!(languages, expected, "{html}");
        }
        check([&[], &[0, 1]], &["en", "-", "-", "-"]);
        check([&[0, 1], &[]], &["ru", "-", "-", "-"]);
        check([&[0], &[1]], &["-", "ru", "en", "ru"]);
        check([&[1], &[0, 1]], &["-", "en", "ru", "en"]);
    }
}
