//! The edition as one corpus of TEI (TEI P5, 15.1).

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::diag::Diagnostics;
use crate::site::Site;
use crate::write::OUR_LANGUAGE;
use crate::write::tei::xml::Xml;
use crate::write::tei::{NAMESPACE, publication, write};

/// The edition as one file, its documents in their order. What cannot be said is reported for each of them.
pub fn corpus(site: &Site, _: &mut Diagnostics) -> Vec<u8> {
    let mut xml = Xml::default();
    xml.declaration();
    xml.tag("teiCorpus").attr("xmlns", NAMESPACE).open();
    xml.line();
    header_of_edition(site, &mut xml);
    let documents: Vec<Xml> = (0..site.edition.documents.len())
        .into_par_iter()
        .map(|document| {
            let mut xml = Xml::default();
            write(site, document, &mut xml);
            xml
        })
        .collect();
    documents.into_iter().for_each(|document| xml.add(document));
    xml.close("teiCorpus");
    xml.line();
    xml.into_bytes()
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
