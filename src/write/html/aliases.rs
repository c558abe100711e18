//! Addresses within a passage or a note: of texts that have become part of it, and of marks that are gone from it. They stand in
//! the text without being any of it.

use crate::model::edition::Host;
use crate::write::html::Writer;

impl Writer<'_> {
    /// Begins a passage or a note in which other addresses may stand.
    pub(super) fn open_aliases(&mut self, host: Host) {
        let aliases = self.anchors.map_or(&[][..], |anchors| anchors.aliases_in(host));
        self.aliases = aliases.iter().rev().collect();
        self.typed = 0;
    }

    /// Text as it was typed, with the addresses that stand in it.
    pub(super) fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(alias) = self.aliases.last() {
            let count = alias.at.saturating_sub(self.typed);
            let Some((at, _)) = rest.char_indices().nth(count) else { break };
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.html.add_text(before);
            self.typed += count;
            self.aliases_up_to(self.typed);
            rest = after;
        }
        if !self.aliases.is_empty() {
            self.typed += rest.chars().count();
        }
        self.html.add_text(rest);
    }

    /// The addresses of texts that have become part of this one, where they begin.
    pub(super) fn aliases_up_to(&mut self, typed: usize) {
        while let Some(alias) = self.aliases.pop_if(|alias| alias.at <= typed) {
            self.html.tag("span").flag("data-generated").attr("id", &alias.anchor).end();
            self.html.close("span");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::model::edition::{Alias, Anchors, Host};
    use crate::model::text::{Inline, Style};
    use crate::write::html::transcription;
    use crate::write::samples::{document, paragraph, site, text};

    #[test]
    fn an_address_stands_where_its_text_begins() {
        #[track_caller]
        fn check(at: &[usize], expected: &str) {
            let strong = Inline::Styled { style: Style::Strong, content: vec![text("два ")] };
            let content = vec![text("one "), strong, text("three")];
            let mut site = site(document(vec![paragraph(0, content)]), Config::default());
            let alias = |(number, at): (usize, &usize)| Alias {
                anchor: format!("p{}", number + 7),
                host: Host::Passage(0),
                at: *at,
            };
            let aliases = at.iter().enumerate().map(alias).collect();
            let anchors = Anchors { passages: vec!["p1".to_owned()], aliases, ..Anchors::default() };
            site.edition.anchors = vec![anchors.into()];
            let html = transcription(&site, 0).to_string();
            let html =
                html.split_once("<p id=\"p1\">").and_then(|(_, rest)| rest.split_once("<a ")).unwrap().0;
            assert_eq!(html.replace("<span data-generated id=", "<").replace("></span>", ">"), expected);
        }
        check(&[], "one <strong>два </strong>three");
        check(&[0, 0], "<\"p7\"><\"p8\">one <strong>два </strong>three");
        check(&[4, 8], "one <strong><\"p7\">два </strong><\"p8\">three");
        check(&[2, 6, 99], "on<\"p7\">e <strong>дв<\"p8\">а </strong>three<\"p9\">");
    }
}
