//! What a document that is TEI says and a form of output has no word for. It knows no command.

use std::collections::BTreeMap;

use crate::model::document::Document;
use crate::model::text::{Block, Inline, Style};
use crate::write::walk;

/// The names of elements that are no more than their text in Markdown, with how often they are there; the most
/// frequent first.
pub fn in_markdown<'a>(documents: impl Iterator<Item = &'a Document>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |name: &str| *counts.entry(name.to_owned()).or_default() += 1;
    for document in documents {
        for block in document.versions.iter().flat_map(|version| &version.blocks) {
            of_block(block, &mut count);
        }
        for run in walk::runs(document) {
            walk::each(run, &mut |inline| match inline {
                Inline::Named(named) => count(&named.name),
                Inline::Styled { style, .. } => style_name(*style).into_iter().for_each(&mut count),
                _ => {}
            });
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|(one, few), (other, many)| many.cmp(few).then(one.cmp(other)));
    counts
}

/// Where an element of that name opens first in a text, as a byte.
pub fn first(text: &str, name: &str) -> Option<u32> {
    let name = name.split(' ').next().unwrap_or(name);
    let ends = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with([' ', '>', '/', '\n', '\t']));
    let body = text.find("<text").or(text.find("<sourceDoc")).unwrap_or_default();
    let open = format!("<{name}");
    let found = text.get(body..)?.match_indices(&open).map(|(at, _)| body + at);
    found.into_iter().find(|at| ends(at + open.len())).and_then(|at| u32::try_from(at).ok())
}

fn of_block(block: &Block, count: &mut impl FnMut(&str)) {
    match block {
        Block::Named(named) => {
            count(&named.name);
            named.content.iter().for_each(|block| of_block(block, count));
        }
        Block::Quote(blocks) | Block::Part { blocks, .. } => {
            blocks.iter().for_each(|block| of_block(block, count));
        }
        Block::Paragraph(_) | Block::Heading { .. } | Block::Verse(_) | Block::List(_) | Block::Table(_) => {}
    }
}

/// The looks that Markdown does not have.
fn style_name(style: Style) -> Option<&'static str> {
    match style {
        Style::Emphasis | Style::Strong => None,
        Style::Superscript => Some("hi rend=\"superscript\""),
        Style::Subscript => Some("hi rend=\"subscript\""),
        Style::SmallCaps => Some("hi rend=\"smallcaps\""),
        Style::Spaced => Some("hi rend=\"spaced\""),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::text::{Inline, Named, Style};
    use crate::write::samples::{document, paragraph, text};
    use crate::write::unsaid::{first, in_markdown};

    #[test]
    fn what_has_no_word_is_counted() {
        let named = |name: &str| {
            let (name, content) = (name.to_owned(), vec![text("a")]);
            Inline::Named(Box::new(Named { name, attributes: Vec::new(), language: None, content }))
        };
        let small = Inline::Styled { style: Style::SmallCaps, content: vec![named("date")] };
        let content = vec![named("foreign"), named("date"), small, text("b")];
        let counts = in_markdown([document(vec![paragraph(0, content)])].iter());
        let counts: Vec<(&str, usize)> = counts.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        assert_eq!(counts, [("date", 2), ("foreign", 1), ("hi rend=\"smallcaps\"", 1)]);
    }

    #[test]
    fn the_first_place_is_in_the_text() {
        assert_eq!(first("<TEI><date/><text><dates/><date>", "date"), Some(26));
        assert_eq!(first("<TEI><text/>", "date"), None);
    }
}
