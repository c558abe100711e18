//! The edition as one corpus of TEI (TEI P5, 15.1).

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::diag::Diagnostics;
use crate::site::Site;
use crate::write::OUR_LANGUAGE;
use crate::write::tei::xml::Xml;
use crate::write::tei::{NAMESPACE, publication, report, write};

/// How many documents are written side by side. The file itself is in memory once; these are besides.
const AT_ONCE: usize = 256;

/// The edition as one file, its documents in their order.
pub fn corpus(site: &Site, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let mut xml = Xml::default();
    xml.declaration();
    xml.tag("teiCorpus").attr("xmlns", NAMESPACE).open();
    xml.line();
    header_of_edition(site, &mut xml);
    let all = site.edition.documents.len();
    for start in (0..all).step_by(AT_ONCE) {
        let documents: Vec<Xml> = (start..all.min(start + AT_ONCE))
            .into_par_iter()
            .map(|document| {
                let mut xml = Xml::default();
                write(site, document, &mut xml);
                xml
            })
            .collect();
        for (at, document) in (start..).zip(documents) {
            report(site, at, &document, diagnostics);
            xml.add(document);
        }
    }
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
