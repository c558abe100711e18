//! Lists: lines that stand together, and those whose parts the source names, with labels and further lists in them.

use crate::model::text::{Block, List, Named, PARTS_OF_LIST, is_counted};
use crate::write::html::{Writer, direction};

impl Writer<'_> {
    pub(super) fn list(&mut self, list: &List) {
        let element = if list.numbered { "ol" } else { "ul" };
        self.html.tag(element).attr("class", "items").end();
        self.html.add_text("\n");
        for item in &list.items {
            self.passage("li", item);
            self.html.add_text("\n");
        }
        self.html.close(element);
    }

    /// A list whose parts have names: first its heads, then items, or labels with what belongs to them.
    pub(super) fn named_list(&mut self, named: &Named<Block>) {
        let is_head = |block: &&Block| part_name(block) == Some("head");
        let heads = named.content.iter().take_while(is_head).count();
        let (heads, parts) = named.content.split_at_checked(heads).unwrap_or_default();
        for head in heads {
            if let Block::Named(head) = head {
                self.part_of_list("p", "div", Some("head"), head);
                self.html.add_text("\n");
            }
        }
        if parts.is_empty() {
            return;
        }
        let is_label = |part: &Block| matches!(part_name(part), Some("label" | "headLabel"));
        // Each label of pairs has something behind it (HTML Living Standard, 4.4.9).
        let paired = parts.first().is_some_and(is_label) && !parts.last().is_some_and(is_label);
        let said = ["type", "rend"].into_iter().filter_map(|name| named.attribute(name)).next();
        let counted = said.is_some_and(is_counted);
        let element = match (paired, counted) {
            (true, _) => "dl",
            (false, true) => "ol",
            (false, false) => "ul",
        };
        self.html.tag(element).attr("class", "items").end();
        self.html.add_text("\n");
        for part in parts {
            let element = match (paired, is_label(part)) {
                (true, true) => "dt",
                (true, false) => "dd",
                (false, _) => "li",
            };
            match part {
                Block::Named(part) if PARTS_OF_LIST.contains(&part.name.as_str()) => {
                    let class = (!paired && part.name.ends_with("abel")).then_some("label");
                    self.part_of_list(element, element, class, part);
                }
                other => {
                    self.html.open(element);
                    self.block(other);
                    self.html.close(element);
                }
            }
            self.html.add_text("\n");
        }
        self.html.close(element);
    }

    /// A part: an element that is a passage, or one that has blocks in it.
    fn part_of_list(
        &mut self,
        element: &'static str,
        around: &'static str,
        class: Option<&str>,
        part: &Named<Block>,
    ) {
        if let ([Block::Paragraph(passage)], None) = (part.content.as_slice(), &part.language) {
            return self.passage_of(element, class, passage);
        }
        let language = part.language.as_deref();
        let tag = self.html.tag(around).maybe("class", class).maybe("lang", language);
        tag.maybe("dir", language.and_then(direction)).end();
        self.html.add_text("\n");
        self.in_language(language, |writer| writer.blocks(&part.content));
        self.html.close(around);
    }
}

fn part_name(block: &Block) -> Option<&str> {
    match block {
        Block::Named(named) if PARTS_OF_LIST.contains(&named.name.as_str()) => Some(&named.name),
        _ => None,
    }
}
