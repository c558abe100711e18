//! What the header says of the edition: editors, version, publisher, terms. It knows no document.

use crate::config::EditionSettings;
use crate::model::date::Edtf;
use crate::write::tei::dates;
use crate::write::tei::header::paragraphs;
use crate::write::tei::xml::Xml;

pub fn editors(settings: &EditionSettings, xml: &mut Xml) {
    for editor in &settings.editors {
        xml.element("editor", editor);
        xml.line();
    }
}

pub fn edition(settings: &EditionSettings, xml: &mut Xml) {
    let version = settings.version.as_deref();
    xml.open("editionStmt");
    let words = version.map_or_else(|| "unreleased".to_owned(), |version| format!("version {version}"));
    xml.tag("edition").maybe("n", version).text(&words);
    xml.close("editionStmt");
    xml.line();
}

/// Who publishes it; where nobody is named, whoever edits it (TEI P5, 2.2.4 wants one).
pub fn publisher(settings: &EditionSettings, xml: &mut Xml) {
    match &settings.publisher {
        Some(publisher) => xml.element("publisher", publisher),
        None if settings.editors.is_empty() => xml.element("authority", &settings.title),
        None => xml.element("authority", &settings.editors.join(", ")),
    }
    xml.line();
}

pub fn date(settings: &EditionSettings, xml: &mut Xml) {
    let Some(date) = &settings.date else { return };
    xml.tag("date").attrs(&dates::attributes(Edtf::new(date).as_ref())).text(date);
    xml.line();
}

/// The licence of the edition, and what is said of the rights in the document.
pub fn terms(settings: &EditionSettings, rights: Option<&str>, xml: &mut Xml) {
    if settings.licence.is_none() && rights.is_none() {
        return;
    }
    xml.open("availability");
    if let Some(licence) = &settings.licence {
        xml.tag("licence").maybe("target", spdx(licence).as_deref()).text(licence);
    }
    if let Some(rights) = rights {
        paragraphs(rights, xml);
    }
    xml.close("availability");
    xml.line();
}

pub fn series(settings: &EditionSettings, xml: &mut Xml) {
    xml.open("seriesStmt");
    xml.tag("title").attr("level", "s").text(&settings.title);
    xml.close("seriesStmt");
    xml.line();
}

/// The page of a licence in the list of SPDX, if it has the form of a name there.
fn spdx(licence: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+');
    licence.chars().all(fits).then(|| format!("https://spdx.org/licenses/{licence}.html"))
}
