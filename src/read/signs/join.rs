//! Pieces of a line are put together: texts of one style, links, and a deletion with the addition in its place.

use crate::model::apparatus::built_in;
use crate::model::text::{Inline, Marked, Part, Piece, Segment, Style, Target, plain};
use crate::read::signs::build::Builder;

/// A piece of a line with its style, before neighbours of one style are put together.
pub struct Item {
    pub inline: Inline,
    pub emphasis: bool,
    pub strong: bool,
    pub link: Option<usize>,
}

/// Puts neighbours of one link into it, and within them neighbours of one style.
pub fn links(targets: &[Target], items: Vec<Item>) -> Vec<Inline> {
    let mut content = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        let link = item.link;
        let mut group = vec![item];
        while let Some(item) = items.next_if(|item| item.link == link) {
            group.push(item);
        }
        match link.and_then(|link| targets.get(link)) {
            Some(target) => content.push(Inline::Link { target: target.clone(), content: styles(group) }),
            None => content.extend(styles(group)),
        }
    }
    content
}

/// A deletion directly followed by an addition is a substitution.
pub fn substitutions(builder: &Builder<'_>, items: Vec<Item>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let follows = out.last().is_some_and(|last| is_mark(&last.inline, "deletion"));
        match out.pop() {
            Some(last) if follows && is_mark(&item.inline, "addition") => {
                let inline = substitution(builder, last.inline, item.inline);
                out.push(Item { inline, ..last });
            }
            last => {
                out.extend(last);
                out.push(item);
            }
        }
    }
    out
}

fn substitution(builder: &Builder<'_>, deletion: Inline, addition: Inline) -> Inline {
    let mut mark = builder.mark(built_in("substitution"), 0..0);
    mark.as_written = plain(std::slice::from_ref(&deletion)) + &plain(std::slice::from_ref(&addition));
    if let (Inline::Marked(deletion), Inline::Marked(addition)) = (&deletion, &addition) {
        mark.span = deletion.mark.span.to(addition.mark.span);
        mark.text.clone_from(&deletion.mark.text);
        mark.edited.clone_from(&addition.mark.text);
    }
    let pieces = vec![
        Piece { part: Part::Content, content: vec![deletion] },
        Piece { part: Part::Edited, content: vec![addition] },
    ];
    Inline::Marked(Box::new(Marked { mark, pieces, segment: Segment::First }))
}

fn is_mark(inline: &Inline, name: &str) -> bool {
    matches!(inline, Inline::Marked(marked) if marked.mark.sign.name == name && marked.segment == Segment::First)
}

fn styles(items: Vec<Item>) -> Vec<Inline> {
    let mut content = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        let (emphasis, strong) = (item.emphasis, item.strong);
        let is_text = |item: &Item| matches!(item.inline, Inline::Text { .. });
        if !is_text(&item) || (!emphasis && !strong) {
            content.push(item.inline);
            continue;
        }
        let mut group = vec![item.inline];
        while let Some(item) =
            items.next_if(|item| is_text(item) && item.emphasis == emphasis && item.strong == strong)
        {
            group.push(item.inline);
        }
        let mut styled = joined(group);
        if strong {
            styled = vec![Inline::Styled { style: Style::Strong, content: styled }];
        }
        if emphasis {
            styled = vec![Inline::Styled { style: Style::Emphasis, content: styled }];
        }
        content.extend(styled);
    }
    joined(content)
}

/// Puts neighbouring texts together.
pub fn joined(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len().min(16));
    for inline in content {
        match (out.last_mut(), inline) {
            (Some(Inline::Text { text, span }), Inline::Text { text: more, span: further }) => {
                text.push_str(&more);
                *span = span.to(further);
            }
            (_, inline) => out.push(inline),
        }
    }
    out
}
