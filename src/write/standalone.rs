//! One document as one page that needs no other file. It fetches nothing: its policy forbids it to.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::model::document::Document;
use crate::model::entity::Party;
use crate::site::Site;
use crate::write::markup::Html;
use crate::write::{OUR_LANGUAGE, html, walk};

/// The look of the page, that of the built-in theme.
const STYLE: &str = concat!(
    include_str!("../../static/css/edition.css"),
    "\n",
    include_str!("../../static/css/apparatus.css")
);

/// Without a script the two views are radio buttons, and the style sheet looks which is checked.
const VIEWS: &str = "<fieldset class=\"view\">\n<legend>View</legend>\n\
    <span class=\"choice\"><input type=\"radio\" name=\"view\" id=\"view-reading\" value=\"reading\" checked>\
    <label for=\"view-reading\">Reading</label></span>\n\
    <span class=\"choice\"><input type=\"radio\" name=\"view\" id=\"view-diplomatic\" value=\"diplomatic\">\
    <label for=\"view-diplomatic\">As transcribed</label></span>\n</fieldset>\n";

/// The page of the document at this place.
pub fn export(site: &Site, document: usize) -> Vec<u8> {
    let Some(known) = site.edition.documents.get(document) else { return Vec::new() };
    let (transcription, notes) = html::alone(site, document);
    let mut page = Html::default();
    head(&mut page, site, known);
    page.add_markup("<body class=\"document\">\n<main id=\"main\">\n");
    page.tag("article").attr("data-document", known.id.as_str()).end();
    page.add_markup("\n<header class=\"head\">\n");
    description(&mut page, known);
    page.add_markup("</header>\n<div class=\"text\" id=\"text\">\n");
    if !walk::marks(known).is_empty() {
        page.add_markup(VIEWS);
    }
    page.add(&transcription);
    page.add_text("\n");
    if !notes.is_empty() {
        page.add(&notes);
        page.add_text("\n");
    }
    page.add_markup("</div>\n</article>\n</main>\n</body>\n</html>\n");
    page.to_string().into_bytes()
}

fn head(page: &mut Html, site: &Site, document: &Document) {
    page.add_markup("<!doctype html>\n");
    page.tag("html").attr("lang", OUR_LANGUAGE).end();
    page.add_markup("\n<head>\n");
    page.tag("meta").attr("http-equiv", "Content-Security-Policy").attr("content", &policy()).end();
    page.add_markup("\n<meta charset=\"utf-8\">\n");
    page.add_markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    page.add_text(&document.title.text);
    page.add_text(" | ");
    page.add_text(&site.config.edition.title);
    page.add_markup("</title>\n<meta name=\"color-scheme\" content=\"light dark\">\n<style>");
    page.add_markup(STYLE);
    page.add_markup("</style>\n</head>\n");
}

/// Nothing may be fetched or run; the one style sheet is known by its hash (Content Security Policy Level 3, 2.3.1).
fn policy() -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

fn description(page: &mut Html, document: &Document) {
    if let Some(kind) = &document.kind {
        paragraph(page, "kicker", kind);
    }
    page.open("h1");
    page.add_text(&document.title.text);
    page.close("h1");
    page.add_text("\n");
    if let Some(date) = document.dated() {
        paragraph(page, "date", &date.written);
    }
    if let Some(summary) = &document.summary {
        paragraph(page, "summary", summary);
    }
    let translators: Vec<&str> = document.translators.iter().map(|name| name.name.as_str()).collect();
    let facts = [
        ("From", names(&document.from)),
        ("To", names(&document.to)),
        ("Translated by", translators.join(", ")),
        ("Source", source(document)),
        ("Address of the source", document.description.url.clone().unwrap_or_default()),
    ];
    let facts: Vec<_> = facts.into_iter().filter(|(_, fact)| !fact.is_empty()).collect();
    if facts.is_empty() {
        return;
    }
    page.add_markup("<dl class=\"parties\">\n");
    for (label, fact) in facts {
        page.add_markup("<div><dt>");
        page.add_text(label);
        page.add_markup("</dt><dd>");
        page.add_text(&fact);
        page.add_markup("</dd></div>\n");
    }
    page.add_markup("</dl>\n");
}

fn paragraph(page: &mut Html, class: &'static str, text: &str) {
    page.tag("p").attr("class", class).end();
    page.add_text(text);
    page.close("p");
    page.add_text("\n");
}

fn names(parties: &[Party]) -> String {
    parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The archive's own citation, else the archive and the shelfmark.
fn source(document: &Document) -> String {
    let description = &document.description;
    description.citation.clone().or_else(|| description.location()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::model::text::{Inline, Part};
    use crate::write::samples;
    use crate::write::standalone::{STYLE, export};

    #[test]
    fn a_page_of_its_own() {
        let picture = Inline::Image { path: "leaf.jpg".to_owned(), alternative: "Leaf 1".to_owned() };
        let mark = samples::mark("addition", 0, &[(Part::Content, "a")]);
        let blocks = vec![samples::paragraph(0, vec![samples::marked(mark), picture])];
        let mut document = samples::document(blocks);
        document.title.text = "A & <B>".to_owned();
        let page = String::from_utf8(export(&samples::site(document, Config::default()), 0)).unwrap();
        assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta http-equiv="), "{page}");
        for part in ["<title>A &amp; &lt;B&gt; | ", "data-transcription", "id=\"view-diplomatic\"", "Leaf 1"]
        {
            assert!(page.contains(part), "{part}");
        }
        for part in ["<img", "<script", " style=", "<link"] {
            assert!(!page.contains(part), "{part}");
        }
    }

    #[test]
    fn the_style_sheet_stands_in_its_element() {
        assert!(!STYLE.contains("</"));
        assert!(!STYLE.contains("@import") && !STYLE.contains("url("));
    }
}
