//! Lists whose parts have names, as lines: each label before its item, each list in a list below the line that it
//! belongs to. This room knows no form of output.

use crate::model::text::{Block, Named, PARTS_OF_LIST};

/// Whether blocks under a name are such a list.
pub fn is_list(named: &Named<Block>) -> bool {
    named.name == "list" && named.content.iter().any(|block| part(block).is_some())
}

/// What stands around the lines of a list.
#[derive(Clone, Copy)]
pub struct Layout<'a> {
    /// What stands before each line of a list in a list.
    pub indent: &'a str,
    /// What ends a line behind which another one comes.
    pub end: &'a str,
}

/// The lines of a list. `block` writes what is no part of a list.
pub fn lines(named: &Named<Block>, layout: Layout<'_>, block: &dyn Fn(&Block) -> String) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut label = String::new();
    for one in &named.content {
        let text = match part(one) {
            Some(part) => within(part, layout, block),
            None => block(one),
        };
        let labelled = match (label.is_empty(), text.is_empty()) {
            (false, false) => format!("{label} {text}"),
            _ => std::mem::take(&mut label) + &text,
        };
        label.clear();
        if part(one).is_some_and(|part| matches!(part.name.as_str(), "label" | "headLabel")) {
            label = labelled;
        } else if !labelled.is_empty() {
            lines.push(labelled);
        }
    }
    lines.extend(Some(label).filter(|label| !label.is_empty()));
    lines.join(layout.end)
}

fn within(part: &Named<Block>, layout: Layout<'_>, block: &dyn Fn(&Block) -> String) -> String {
    let written = part.content.iter().map(|one| match one {
        Block::Named(inner) if is_list(inner) => indented(&lines(inner, layout, block), layout.indent),
        Block::List(_) => indented(&block(one), layout.indent),
        _ => block(one),
    });
    written.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(layout.end)
}

fn indented(text: &str, indent: &str) -> String {
    text.lines().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
}

fn part(block: &Block) -> Option<&Named<Block>> {
    let Block::Named(named) = block else { return None };
    PARTS_OF_LIST.contains(&named.name.as_str()).then_some(named)
}

#[cfg(test)]
mod tests {
    use crate::model::text::{Block, Named};
    use crate::write::listed::{Layout, lines};
    use crate::write::samples::{paragraph, text};

    #[test]
    fn labels_stand_before_and_lists_below() {
        let named = |name: &str, content: Vec<Block>| {
            Block::Named(Named { name: name.to_owned(), attributes: Vec::new(), language: None, content })
        };
        let said = |typed: &str| paragraph(0, vec![text(typed)]);
        let inner = named("list", vec![named("item", vec![said("oak")]), named("item", vec![said("ash")])]);
        let Block::Named(list) = named(
            "list",
            vec![
                named("head", vec![said("Trees")]),
                named("label", vec![said("A")]),
                named("item", vec![said("broad"), inner]),
                named("label", vec![said("B")]),
                named("label", vec![said("C")]),
            ],
        ) else {
            return;
        };
        let block = |block: &Block| match block {
            Block::Paragraph(passage) => crate::model::text::plain(&passage.content),
            _ => String::new(),
        };
        assert_eq!(
            lines(&list, Layout { indent: "  ", end: "\n" }, &block),
            "Trees\nA broad\n  oak\n  ash\nB C"
        );
    }
}
