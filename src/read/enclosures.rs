//! Parts of a document that a bracket by itself opens: `[Enclosure]`, `[Attachment 1]`. It does not know what they hold.

use crate::model::text::{Block, Inline, Passage, Role, one_line, plain};

/// Puts everything from a bracket that opens a part up to the next one, or to the end, into a part.
pub fn enclosures(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match (opens_part(&block), kept.last_mut()) {
            (true, _) => kept.push(Block::Part { role: Role::Enclosure, blocks: vec![block] }),
            (false, Some(Block::Part { role: Role::Enclosure, blocks })) => blocks.push(block),
            (false, _) => kept.push(block),
        }
    }
    kept
}

/// What a part is called by the bracket that opens it: `Enclosure`.
pub fn name(blocks: &[Block]) -> Option<String> {
    let passage = blocks.first().and_then(passage)?;
    let name = one_line(&plain(&passage.content));
    Some(name.trim_matches(['[', ']', ' ']).to_owned()).filter(|name| !name.is_empty())
}

fn opens_part(block: &Block) -> bool {
    let Some(passage) = passage(block) else { return false };
    let mut content = passage.content.iter().filter(|inline| !is_layout(inline));
    let is_part =
        |inline: &Inline| matches!(inline, Inline::Marked(marked) if marked.mark.sign.name == "part");
    content.next().is_some_and(is_part) && content.next().is_none()
}

fn passage(block: &Block) -> Option<&Passage> {
    match block {
        Block::Paragraph(passage) | Block::Heading { passage, .. } => Some(passage),
        _ => None,
    }
}

fn is_layout(inline: &Inline) -> bool {
    match inline {
        Inline::Marked(marked) => marked.mark.sign.name == "space",
        Inline::Text { text, .. } => text.trim().is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::text::{Block, Role};
    use crate::read::enclosures::name;
    use crate::read::{documents, phrases::Vocabulary};
    use crate::source::Sources;

    #[test]
    fn a_bracket_by_itself_opens_a_part() {
        let mut sources = Sources::default();
        let text =
            "To you\n\n[Enclosure]\n\nFirst.\n\n- an item\n\n□□□□[Attachment 2]\n\nSecond, [Enclosure].\n";
        let id = sources.add("a.md", text.into());
        let documents = documents(sources.get(id), &Vocabulary::default());
        let shown: Vec<(Option<String>, usize)> = documents[0].versions[0]
            .blocks
            .iter()
            .map(|block| match block {
                Block::Part { role: Role::Enclosure, blocks } => (name(blocks), blocks.len()),
                _ => (None, 1),
            })
            .collect();
        let part = |name: &str, blocks| (Some(name.to_owned()), blocks);
        assert_eq!(shown, [(None, 1), part("Enclosure", 3), part("Attachment 2", 2)]);
    }
}
