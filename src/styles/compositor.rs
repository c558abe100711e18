//! The processor of the Citation Style Language, and what is kept away from it: `hayagriva` stops at a date that is an
//! interval, says nothing of one in words, and writes no markup that we would take over. It knows no document.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{FontStyle, IndependentStyle, Locale, LocaleFile};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren,
};

use serde_json::Value;

use crate::styles::Words;

/// A style that has been read, with the words of its language.
#[derive(Debug)]
pub struct Compositor {
    style: IndependentStyle,
    terms: Vec<Locale>,
}

/// What is wrong with a style, and where.
#[derive(Debug)]
pub struct Fault {
    pub message: String,
    pub at: Option<usize>,
}

/// The words that styles take from their language.
const TERMS: &str = include_str!("terms-en.xml");

impl Compositor {
    /// What a style calls itself, and the style.
    pub fn of(text: &str) -> Result<(String, Compositor), Fault> {
        // The parser says what is wrong, not where; where the file is no XML at all, roxmltree does.
        let place = |error: roxmltree::Error| {
            let position = error.pos();
            let (row, column) =
                (position.row.saturating_sub(1) as usize, position.col.saturating_sub(1) as usize);
            let before: usize = text.split_inclusive('\n').take(row).map(str::len).sum();
            Fault { message: lowered(&error.to_string()), at: Some((before + column).min(text.len())) }
        };
        let document = roxmltree::Document::parse(text).map_err(place)?;
        let parent = document.descendants().find(|node| {
            node.tag_name().name() == "link" && node.attribute("rel") == Some("independent-parent")
        });
        if let Some(parent) = parent {
            let message = format!(
                "it only points to another one, `{}`: take that one",
                parent.attribute("href").unwrap_or_default()
            );
            return Err(Fault { message, at: Some(parent.range().start) });
        }
        let read = tried(|| IndependentStyle::from_xml(text));
        let style = match read {
            Some(Ok(style)) => style,
            Some(Err(error)) => return Err(Fault { message: lowered(&error.to_string()), at: None }),
            None => return Err(Fault { message: "this program cannot work with it".to_owned(), at: None }),
        };
        let terms = LocaleFile::from_xml(TERMS).map(|file| vec![file.into()]).unwrap_or_default();
        Ok((style.info.title.value.clone(), Compositor { style, terms }))
    }

    /// The entry of a list of references; of a style that has none, the citation.
    pub fn cite(&self, item: &str) -> Option<Vec<Words>> {
        let item = sayable(item)?;
        let cited = tried(|| {
            let mut driver = BibliographyDriver::new();
            let items = vec![CitationItem::with_entry(&item)];
            driver.citation(CitationRequest::new(items, &self.style, None, &self.terms, Some(1)));
            let rendered = driver.finish(BibliographyRequest::new(&self.style, None, &self.terms));
            let mut words = Vec::new();
            match rendered.bibliography.and_then(|list| list.items.into_iter().next()) {
                Some(entry) => add(&entry.content, &mut words),
                None => rendered.citations.iter().for_each(|citation| add(&citation.citation, &mut words)),
            }
            words
        });
        cited.filter(|words| words.iter().any(|words| !words.text.trim().is_empty()))
    }
}

/// What the processor gives; nothing where it stops. It stops by a panic, of which an editor is told in our words and not by a
/// trace of it; other panics are shown as ever.
fn tried<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let shown = take_hook();
        set_hook(Box::new(move |panic| {
            if !TRIED.get() {
                shown(panic);
            }
        }));
    });
    TRIED.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    TRIED.set(false);
    done.ok()
}

thread_local! {
    /// Whether the processor is at work.
    static TRIED: Cell<bool> = const { Cell::new(false) };
}

/// The item, if the processor can say its date: one day, month or year. What is undated has none for it.
fn sayable(item: &str) -> Option<Item> {
    let mut item: Value = serde_json::from_str(item).ok()?;
    let issued = item.get("issued").cloned().unwrap_or_default();
    match (issued.get("date-parts").and_then(Value::as_array), issued.get("literal")) {
        (Some(parts), _) if parts.len() != 1 => return None,
        (None, Some(literal)) if literal != "undated" => return None,
        (None, _) => {
            item.as_object_mut()?.remove("issued");
        }
        (Some(_), _) => {}
    }
    serde_json::from_value(item).ok()
}

fn add(children: &ElemChildren, words: &mut Vec<Words>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, .. } => {
                push(words, &text.text, text.formatting.font_style == FontStyle::Italic);
            }
            ElemChild::Markup(text) => push(words, text, false),
            ElemChild::Elem(element) => {
                let open = words.last().is_some_and(|last| !last.text.ends_with(char::is_whitespace));
                if element.display.is_some() && open {
                    push(words, " ", false);
                }
                add(&element.children, words);
            }
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn push(words: &mut Vec<Words>, text: &str, italic: bool) {
    // What a style sets behind a title is not part of it (CSL 1.0.2, Affixes); the processor has it in italics too.
    if let Some(last) = words.last_mut().filter(|last| last.italic && !italic && !text.is_empty()) {
        let title = last.text.trim_end_matches([' ', ',', ';', ':', '(']).len();
        let behind = last.text.split_off(title);
        words.push(Words { text: behind + text, italic });
        return;
    }
    match words.last_mut() {
        Some(last) if last.italic == italic => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => words.push(Words { text: text.to_owned(), italic }),
    }
}

fn lowered(text: &str) -> String {
    crate::words::lowered(text.trim_end_matches('.'))
}
