//! The edition as one corpus of TEI (TEI P5, 15.1).

use crate::site::Site;
use crate::write::OUR_LANGUAGE;
use crate::write::tei::xml::Xml;
use crate::write::tei::{NAMESPACE, publication};

/// What ends the corpus.
pub const CLOSE_CORPUS: &str = "</teiCorpus>\n";

/// The beginning of the corpus, with the header of the edition; its documents follow.
pub fn open_corpus(site: &Site) -> Vec<u8> {
    let mut xml = Xml::default();
    xml.declaration();
    xml.tag("teiCorpus").attr("xmlns", NAMESPACE).open();
    xml.line();
    header_of_edition(site, &mut xml);
    xml.into_bytes()
}

/// The element of a document, from the file that it has by itself: its first line is the declaration of XML.
pub fn without_declaration(file: &[u8]) -> &[u8] {
    let end = file.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    file.get(end..).unwrap_or_default()
}

fn header_of_edition(site: &Site, xml: &mut Xml) {
    let settings = &site.config.edition;
    xml.tag("teiHeader").attr("xml:lang", OUR_LANGUAGE).open();
    xml.open("fileDesc");
    xml.line();
    xml.open("titleStmt");
    xml.element("title", &settings.title);
    publication::editors(settings, xml);
    xml.close("titleStmt");
    xml.line();
    publication::edition(settings, xml);
    xml.open("publicationStmt");
    publication::publisher(settings, xml);
    if let Some(address) = &settings.base_url {
        xml.tag("idno").attr("type", "url").text(address);
        xml.line();
    }
    if let Some(uuid) = &settings.uuid {
        xml.tag("idno").attr("type", "uuid").text(uuid);
        xml.line();
    }
    publication::date(settings, xml);
    publication::terms(settings, None, xml);
    xml.close("publicationStmt");
    xml.line();
    xml.open("sourceDesc");
    xml.element("p", "Each document says where its original lies.");
    xml.close("sourceDesc");
    xml.close("fileDesc");
    xml.line();
    xml.close("teiHeader");
    xml.line();
}
