//! A document in the layout that it came in. Front matter says only what that layout cannot say, and never the id,
//! which is the name of the file.

mod head;
pub mod registers;
mod settings;
mod text;
mod unmarked;

pub use crate::write::markdown::head::version_line;

use crate::model::apparatus::SignRef;
use crate::model::document::{Document, Layout};
use crate::model::text::{Inline, one_line, plain as plain_text};
use crate::read;
use crate::read::phrases::Vocabulary;
use crate::site::Site;
use crate::source::Source;
use crate::write::markdown::settings::{Fence, Settings};
use crate::write::markdown::text::{Form, Manner};
use crate::write::markdown::unmarked::unmarked;
use crate::write::{plain, walk};

/// The file of the document at this place.
pub fn export(site: &Site, document: usize) -> Vec<u8> {
    let Some(document) = site.edition.documents.get(document) else { return Vec::new() };
    write(document, site.sources.get(document.source), &site.vocabulary).into_bytes()
}

/// A document that was TEI as Markdown.
#[derive(Debug)]
pub struct Imported {
    pub written: String,
    /// What the Markdown is read as.
    pub again: Option<Document>,
}

/// The Markdown of a document that is TEI; of one that was typed once, what was typed.
pub fn import(site: &Site, document: &Document) -> Imported {
    let source = site.sources.get(document.source);
    if document.layout == Layout::Tei {
        let (written, again) = write_untyped(document, source, &site.vocabulary);
        return Imported { written, again };
    }
    Imported { written: write(document, source, &site.vocabulary), again: None }
}

/// All that the settings of a document say, text by text.
pub fn settings(document: &Document) -> Vec<String> {
    Settings::of(document).texts()
}

/// Whether a text would be read as this document.
pub fn reads_as(document: &Document, source: &Source, text: &str, vocabulary: &Vocabulary) -> bool {
    reading(source, text, vocabulary).is_some_and(|again| says_the_same(document, &again))
}

/// What an archive's export has above its text, as it is written here.
pub fn head_of_export(document: &Document, source: &Source, vocabulary: &Vocabulary) -> String {
    let (front, body) = source.text().split_at(text_start(source));
    // Without settings above it the document is all that the layout says.
    if front.is_empty() {
        return head::head(document, body);
    }
    reading(source, body, vocabulary).map(|layout| head::head(&layout, body)).unwrap_or_default()
}

/// What the layout says is found by reading the source without its front matter: whatever the document has
/// beyond that was declared, and is declared again.
fn write(document: &Document, source: &Source, vocabulary: &Vocabulary) -> String {
    if document.layout == Layout::Tei {
        return write_untyped(document, source, vocabulary).0;
    }
    if source.extension() == "xml"
        && let Some((document, source)) = read::tei::typed_again(source, &document.id, vocabulary)
    {
        return write(&document, &source, vocabulary);
    }
    let reading = |text: &str| reading(source, text, vocabulary);
    let (front, body) = source.text().split_at(text_start(source));
    let fence = if front.starts_with("---") { Fence::Yaml } else { Fence::Toml };
    let layout = reading(body).unwrap_or_else(|| Document::new(document.id.clone(), document.source));
    let declared = declared(document, &layout, body, &reading);
    let front = |declared: &Settings| match document.layout {
        Layout::FrontMatter => declared.between(fence),
        _ if *declared == Settings::default() => String::new(),
        _ => declared.between(fence),
    };
    let text = write_body(document, &layout, source, body, vocabulary);
    let written = format!("{}{text}", front(&declared));
    match reading(&written) {
        Some(again) if says_the_same(document, &again) => {
            // What is declared decides what is inferred, so that less may follow from it than from the text alone.
            let unsaid = Settings::of(document).beyond(&Settings::of(&again));
            if unsaid == Settings::default() {
                written
            } else {
                format!("{}{text}", front(&declared.with(unsaid)))
            }
        }
        // Emphasis and brackets can be typed so that no other way of writing them is read alike.
        _ => format!("{}{body}", front(&declared)),
    }
}

/// What was TEI, with settings: with all that can be said, if its words are then read as they were; else without the lines
/// that part its versions, without emphasis, which would be read as stars, without the marks that cannot be said; and last
/// without brackets.
fn write_untyped(
    document: &Document,
    source: &Source,
    vocabulary: &Vocabulary,
) -> (String, Option<Document>) {
    let nothing = Settings::of(&Document::new(document.id.clone(), document.source));
    let front = Settings::of(document).beyond(&nothing).between(Fence::Toml);
    let typed = |document: &Document, front: &str, manner| {
        let written = format!("{front}\n{}\n", text::text(Form { document, source, vocabulary, manner }));
        let typed = Source::new(source.id(), format!("{}.md", document.id), written.clone().into_bytes());
        (written, read::documents(&typed, vocabulary).into_iter().next())
    };
    let said = |document: &Document| {
        let words = own_words(document);
        let as_it_was =
            |again: &Option<Document>| again.as_ref().is_some_and(|again| own_words(again) == words);
        let manners: &[Manner] = match text::has_versions(document) {
            true => &[Manner::Versions, Manner::Emphasis, Manner::Plain],
            false => &[Manner::Emphasis, Manner::Plain],
        };
        let mut all = manners.iter().map(|manner| typed(document, &front, *manner));
        all.find(|(_, again)| as_it_was(again))
    };
    let is_read = |block: &Document| {
        // Front matter of its own, so that a heading opens no layout.
        let again = typed(block, "+++\ntitle = \"-\"\n+++\n", Manner::Plain).1;
        again.is_some_and(|again| own_words(&again) == own_words(block))
    };
    said(document)
        .or_else(|| said(&unmarked(document, &is_read)))
        .unwrap_or_else(|| typed(document, &front, Manner::Words))
}

/// The words that were read in the document and in each of its notes.
fn own_words(document: &Document) -> Vec<String> {
    let words = |runs: &mut dyn Iterator<Item = &[Inline]>| {
        let mut text = String::new();
        for run in runs {
            walk::own_characters(run, &mut text);
            text.push('\n');
        }
        one_line(&text)
    };
    let notes = walk::by_label(document).into_iter();
    let notes = notes.map(|note| words(&mut note.content.iter().map(Vec::as_slice)));
    std::iter::once(words(&mut walk::text_runs(document).into_iter())).chain(notes).collect()
}

/// The layout's own head and the text, with as many empty lines before and after as the source has.
fn write_body(
    document: &Document,
    layout: &Document,
    source: &Source,
    body: &str,
    vocabulary: &Vocabulary,
) -> String {
    let mut out = "\n".repeat(body.len() - body.trim_start_matches('\n').len());
    if document.layout == Layout::Headed {
        out.push_str(&head::head(layout, body));
    }
    out.push_str(&text::text(Form { document, source, vocabulary, manner: Manner::Emphasis }));
    out.truncate(out.trim_end_matches('\n').len());
    out.push_str(&"\n".repeat(body.len() - body.trim_end_matches('\n').len()));
    out
}

/// Whether two documents have the same text, marks and notes.
fn says_the_same(one: &Document, other: &Document) -> bool {
    let marks = |document: &Document| -> Vec<(SignRef, String, Option<String>, usize)> {
        let marks = walk::marks(document).into_iter().map(|marked| &marked.mark);
        marks
            .map(|mark| (mark.sign.clone(), mark.as_written.clone(), mark.text.clone(), mark.depth))
            .collect()
    };
    let notes = |document: &Document| -> Vec<String> {
        let content = document.notes.iter().flat_map(|note| &note.content);
        content.map(|content| plain_text(content)).collect()
    };
    plain::text(one) == plain::text(other) && marks(one) == marks(other) && notes(one) == notes(other)
}

/// The settings that the layout does not give. A title is looked at first, for others are inferred from it.
fn declared(
    document: &Document,
    layout: &Document,
    body: &str,
    reading: &impl Fn(&str) -> Option<Document>,
) -> Settings {
    let settings = Settings::of(document);
    let base = Settings::of(layout);
    let title = settings.title_alone();
    if base.title_alone() == title {
        return without_nothing(settings.beyond(&base), body, reading);
    }
    let titled = reading(&format!("{}{body}", title.between(Fence::Toml)));
    let inferred = titled.map(|document| Settings::of(&document)).unwrap_or_default();
    without_nothing(settings.beyond(&inferred).with_title(title), body, reading)
}

/// Without lists that say that there is nothing, where the rest says so already: who declares a date has none inferred.
fn without_nothing(declared: Settings, body: &str, reading: &impl Fn(&str) -> Option<Document>) -> Settings {
    let lean = declared.without_nothing();
    let is_said =
        |document: &Document| declared.clone().beyond(&Settings::of(document)) == Settings::default();
    let read = || reading(&format!("{}{body}", lean.between(Fence::Toml)));
    if lean == declared || !read().as_ref().is_some_and(is_said) { declared } else { lean }
}

/// What a text in the place of this source would be read as.
fn reading(source: &Source, text: &str, vocabulary: &Vocabulary) -> Option<Document> {
    let source = Source::new(source.id(), source.path(), text.as_bytes().to_vec());
    read::documents(&source, vocabulary).into_iter().next()
}

fn text_start(source: &Source) -> usize {
    read::header::read(source, &mut Default::default()).body.min(source.text().len())
}

#[cfg(test)]
mod tests {
    use crate::model::document::Document;
    use crate::read;
    use crate::read::phrases::Vocabulary;
    use crate::source::{Source, Sources};
    use crate::write::markdown::write;
    use crate::write::{plain, walk};

    fn read(markdown: &str) -> (Source, Document) {
        let id = Sources::default().add("", Vec::new());
        let source = Source::new(id, "content/documents/letter.md", markdown.as_bytes().to_vec());
        let document = read::documents(&source, &Vocabulary::default()).into_iter().next().unwrap();
        (source, document)
    }

    /// What the document says, but for the places in its file.
    fn said(document: &Document) -> String {
        let marks: Vec<_> = walk::marks(document)
            .into_iter()
            .map(|marked| {
                (marked.mark.sign.clone(), &marked.mark.as_written, &marked.mark.text, marked.mark.depth)
            })
            .collect();
        let title = &document.title.text;
        let Document { kind, date, dates, from, to, place, languages, translators, .. } = document;
        let Document { summary, credits, rights, status, subjects, sections, further, description, .. } =
            document;
        let notes: Vec<_> = document.notes.iter().map(|note| (&note.label, note.of_the_document)).collect();
        let text = plain::text(document);
        format!(
            "{title:#?} {kind:#?} {date:#?} {dates:#?} {from:#?} {to:#?} {place:#?} {languages:#?} {translators:#?} \
             {summary:#?} {credits:#?} {rights:#?} {status:#?} {subjects:#?} {sections:#?} {further:#?} {description:#?} \
             {notes:#?} {marks:#?} {text}"
        )
    }

    /// Writing gives the expected file, and what it says is what the first one said.
    fn check(markdown: &str, expected: &str) {
        let (source, document) = read(markdown);
        let written = write(&document, &source, &Vocabulary::default());
        assert_eq!(written, expected);
        let (again, reread) = read(&written);
        assert_eq!(said(&reread), said(&document), "{written}");
        assert_eq!(write(&reread, &again, &Vocabulary::default()), written);
    }

    fn same(markdown: &str) {
        check(markdown, markdown);
    }

    #[test]
    fn texts() {
        same("");
        same("One line");
        same("a  \nb\nc\n\nd\n");
        same("□□□□□□□□Pyongyang\n\n\tx\n\na          b");
        same(
            "close [inserted by hand: appropriate] economic, [sic], re[crossed out: fused][inserted by hand: ceived]",
        );
        same("[handwritten: 2nn, a  \ncopy [opis'] № 31]");
        same("[Handwritten across the page: I agree.\n\nL. Lebedev] b");
        same("an open [bracket, [2 of 4], \\[no bracket\\] and \\*no star");
        same("*a* **b** ~~c~~ *d [sic] e* [*marginal*] 2 * 3 ***f***");
        same("## Heading\n\n1. one\n2. two\n\n- a\n\n- b\n\n> quoted\n>\n> > twice");
        same("| a | b |\n| --- | --- |\n| c \\| d |  |");
        same("See <https://example.org/> and [there](https://example.org/a) and [that](doc:letter).");
        same("![Leaf 1](images/leaf-1.jpg)");
        same("a[^b] c[^a]\n\n[^a]: A\n\n[^b]: B");
        same("a[1] b[^1]\n\n[1] Ibid.\n\n[^1]: Note\n\n    Second *paragraph*");
    }

    #[test]
    fn syntax_has_one_form() {
        check("a\\\nb", "a  \nb");
        check("a\n\n\n\nb", "a\n\nb");
        check("| a | b |\n|---|:-:|\n| c | d |", "| a | b |\n| --- | --- |\n| c | d |");
        check("a[^1]\n\n[^1]: Note\n\nb", "a[^1]\n\nb\n\n[^1]: Note");
    }

    #[test]
    fn front_matter() {
        same("+++\ntitle = 'A \"B\"'\nstatus = \"read\"\n+++\n\nText");
        same("+++\n+++\nText\n");
        check("---\ntitle: A\ndate: 1948-10-12\n---\nText", "---\ntitle: A\ndate: \"1948-10-12\"\n---\nText");
        check(
            "+++\nid = \"other\"\ntitle = \"A\"\nfrom = \"I. Stalin\"\nnotes = \"source\"\n+++\nText[^1]\n\n[^1]: Note",
            "+++\ntitle = \"A\"\nnotes = \"source\"\nfrom = [\"I. Stalin\"]\n+++\nText[^1]\n\n[^1]: Note",
        );
        check(
            "+++\ntitle = \"A\"\n[source]\nrepository = \"RGASPI\"\nfoo = \"bar\"\n[[to]]\nname = \"B\"\nrole = \"C\"\n+++\nText",
            "+++\ntitle = \"A\"\n\"source.foo\" = \"bar\"\n\n[[to]]\nname = \"B\"\nrole = \"C\"\n\n[source]\nrepository = \"RGASPI\"\n+++\nText",
        );
    }

    /// What is declared decides what is inferred: from a declared date no other follows.
    #[test]
    fn nothing_is_declared_by_writing_nor_forgotten() {
        let text = "[page 148]\n\n## for National Security Affairs ([Bundy](person:p-bmg2)) to the Executive Secretary of the \
            Department of State (Brubeck)[^0]\n\nWashington, August 1962.\n\n[McGeorge Bundy](person:p-bmg2)\n";
        same(&format!("+++\nfrom = [\"Bundy\"]\n+++\n\n{text}"));
        let dates = "\n[[dates]]\nkind = \"written\"\nwritten = \"August 1962\"\nedtf = \"1962-08\"\n";
        let (source, document) = read(&format!("+++\nfrom = [\"Bundy\"]\n{dates}+++\n\n{text}"));
        let (_, again) = read(&write(&document, &source, &Vocabulary::default()));
        assert_eq!(document.dates.len(), 1);
        assert_eq!(again.dates, document.dates);
    }

    #[test]
    fn the_line_above_a_version_says_its_language() {
        let text = "#### **Contents:**\n\nOriginal - scx-Grek\n\nitalo\n\nTranscript - scx-Latn\n\nitalo\n\nTranslation - English\n\nof Italos\n";
        let title = "title = \"A cup\"\n";
        let languages = |text: &str| format!("[languages]\noriginal = [\"scx\"]\ntext = [{text}]\n");
        let several = languages("\"scx-Grek\", \"en\", \"it\"");
        same(&format!("+++\n{title}\n{several}+++\n\n{text}"));
        let original = "#### **Original Language:**\n\nscx-Grek\n\n";
        same(&format!("+++\n{title}\n{several}+++\n\n{original}{text}"));
        let (_, document) = read(&format!("+++\n{title}\n{several}+++\n\n{text}"));
        let tags: Vec<_> = document.versions.iter().map(|version| version.language.as_deref()).collect();
        assert_eq!(tags, [Some("scx-Grek"), Some("scx-Latn"), Some("en")]);
    }

    #[test]
    fn what_is_not_understood_is_kept_as_it_was() {
        same(
            "+++\ntitle = \"A\"\nflag = true\nlist = [1, true, \"a\", 1.5]\nnumber = 2.5\nwhen = 1950-01-02\n\n[table]\na = 1\n\n[table.b]\nc = 2.5\n+++\nText",
        );
        same("---\ntitle: A\nflag: true\nlist:\n- 1\n- true\n- a\nnul: null\ntable:\n  a: 1\n---\nText");
    }

    #[test]
    fn an_export_of_an_archive() {
        let head =
            "\n\n## **October 12, 1948**\n\n### **Letter, A. Bell to C. Dorn**\n\n#### **Citation:**\n\n";
        let rest = "<https://example.org/1>\n\n#### **Summary:**\n\nShort [sic].\n\n\
                    #### **Original Language:**\n\nRussian, Korean\n\n#### **Contents:**\n\n";
        let text = "Original - Russian\n\nДа\n\nTranslation - English\n\nYes [sic]";
        same(&format!("{head}{rest}{text}\n"));
        let declared = "+++\n[source]\nurl = \"https://example.com/2\"\n+++\n";
        same(&format!("{declared}{head}{rest}{text}"));
    }
}
