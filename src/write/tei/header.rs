//! The header of a document: what it is, who answers for it, where it is published and where the original lies
//! (TEI P5, chapter 2). What was inferred and not declared bears `@cert`.

use crate::config::EditionSettings;
use crate::model::document::{Document, Name};
use crate::model::entity::Party;
use crate::site::Site;
use crate::write::OUR_LANGUAGE;
use crate::write::tei::handnotes::Hands;
use crate::write::tei::xml::Xml;
use crate::write::tei::{encoding, names, profile, publication, source};

/// Writes the header of a document.
pub struct Header<'a> {
    pub site: &'a Site,
    pub document: &'a Document,
    /// What is said of it here: the document itself, or what another part of the header does not say.
    pub described: &'a Document,
    /// The document's own name in the file.
    pub name: &'a str,
    pub hands: &'a Hands,
    /// What was typed above the text.
    pub head: &'a str,
    /// All that was typed, where it could not be typed again.
    pub whole: Option<&'a str>,
}

impl Header<'_> {
    pub fn write(&self, xml: &mut Xml) {
        xml.tag("teiHeader").attr("xml:lang", OUR_LANGUAGE).open();
        xml.line();
        xml.open("fileDesc");
        xml.line();
        self.titles(xml);
        let settings = &self.site.config.edition;
        publication::edition(settings, xml);
        self.publication(settings, xml);
        publication::series(settings, xml);
        self.sections(xml);
        source::description(self.described, xml);
        xml.close("fileDesc");
        xml.line();
        encoding::description(self.document, settings.base_url.as_deref(), xml);
        profile::description(self.described, self.name, self.hands, xml);
        if !self.head.is_empty() {
            xml.tag("xenoData").attr("type", "head").text(self.head);
            xml.line();
        }
        if let Some(whole) = self.whole {
            xml.tag("xenoData").attr("type", "source").text(whole);
            xml.line();
        }
        self.revision(xml);
        xml.close("teiHeader");
        xml.line();
    }

    fn titles(&self, xml: &mut Xml) {
        let document = self.described;
        xml.open("titleStmt");
        xml.line();
        xml.tag("title").maybe("cert", inferred(document.title.inferred)).text(&document.title.text);
        xml.line();
        document.from.iter().for_each(|party| author(party, xml));
        publication::editors(&self.site.config.edition, xml);
        if let Some(credits) = &document.credits {
            xml.element("funder", credits);
            xml.line();
        }
        document.translators.iter().for_each(|translator| responsible(translator, xml));
        xml.close("titleStmt");
        xml.line();
    }

    /// The addresses of the document in the edition, and the terms on which it can be had.
    fn publication(&self, settings: &EditionSettings, xml: &mut Xml) {
        xml.open("publicationStmt");
        xml.line();
        publication::publisher(settings, xml);
        xml.tag("idno").attr("type", "id").text(self.document.id.as_str());
        xml.line();
        let page = format!("documents/{}.html", self.document.id);
        if let Some(address) = self.site.permanent(&page) {
            xml.tag("idno").attr("type", "url").text(&address);
            xml.line();
        }
        publication::date(settings, xml);
        publication::terms(settings, self.described.rights.as_deref(), xml);
        xml.close("publicationStmt");
        xml.line();
    }

    /// What the source says that has no element of its own: sections of an archive's export, further settings.
    fn sections(&self, xml: &mut Xml) {
        let Document { sections, further, .. } = self.described;
        if sections.is_empty() && further.is_empty() {
            return;
        }
        xml.open("notesStmt");
        xml.line();
        for section in sections {
            xml.tag("note").attr("type", "section").attr("n", &section.label).open();
            paragraphs(&section.text, xml);
            xml.close("note");
            xml.line();
        }
        for (key, value) in further {
            xml.tag("note").attr("type", "setting").attr("n", key).text(&value.to_string());
            xml.line();
        }
        xml.close("notesStmt");
        xml.line();
    }

    fn revision(&self, xml: &mut Xml) {
        let Some(status) = &self.described.status else { return };
        xml.tag("revisionDesc").maybe("status", names::word(status).as_deref()).open();
        xml.tag("change").attr("type", "status").text(status);
        xml.close("revisionDesc");
        xml.line();
    }
}

/// Who wrote it. What more is known of a party stands in `correspDesc`.
fn author(party: &Party, xml: &mut Xml) {
    xml.tag("author")
        .maybe("cert", inferred(party.inferred))
        .maybe("key", party.id.as_deref())
        .text(&party.name);
    xml.line();
}

/// A translator. The responsibility is the editor's word for it, where there is one.
fn responsible(name: &Name, xml: &mut Xml) {
    xml.open("respStmt");
    let role = name.role.as_deref();
    xml.tag("resp").attr("key", "translator").maybe("n", role).text(role.unwrap_or("translated by"));
    xml.tag("name").maybe("key", name.id.as_deref()).text(&name.name);
    xml.close("respStmt");
    xml.line();
}

/// A text of paragraphs with a blank line between them.
pub fn paragraphs(text: &str, xml: &mut Xml) {
    text.split("\n\n").for_each(|paragraph| xml.element("p", paragraph));
}

/// The certainty of what was inferred.
pub fn inferred(inferred: bool) -> Option<&'static str> {
    inferred.then_some("medium")
}
