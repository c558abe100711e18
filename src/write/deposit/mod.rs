//! What goes with an edition into a repository of data, beside its site and its sources: descriptions in the forms that such
//! repositories read. This room writes no archive.

mod crate_metadata;
mod readme;
mod zenodo;

use crate::model::date::Edtf;
use crate::model::text::one_line;
use crate::site::Site;
use crate::write::dates::ends;

/// The folder with the website.
pub const SITE: &str = "site";
/// The folder with what the edition is made of.
pub const SOURCE: &str = "source";

/// The descriptions, each with its name. `sources` are the files that the edition is made of, by their paths in its folder.
pub fn descriptions(site: &Site, sources: &[String]) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("README.txt", readme::write(site)),
        (".zenodo.json", zenodo::write(site)),
        ("ro-crate-metadata.json", crate_metadata::write(site, sources)),
    ]
}

/// What a repository will ask for and the edition does not say: each with the setting that says it.
pub fn unsaid(site: &Site) -> Vec<&'static str> {
    let edition = &site.config.edition;
    let named = !edition.editors.is_empty() || edition.publisher.is_some();
    let settings = [
        ("base_url", edition.base_url.is_some()),
        ("editors", named),
        ("version", edition.version.is_some()),
        ("date", edition.date.is_some()),
        ("licence", edition.licence.is_some()),
    ];
    settings.into_iter().filter(|(_, said)| !said).map(|(setting, _)| setting).collect()
}

/// What the edition is, in a sentence.
fn about(site: &Site) -> String {
    let documents = site.edition.proper().len();
    let title = one_line(&site.config.edition.title);
    let number = if documents == 1 { "one document".to_owned() } else { format!("{documents} documents") };
    format!(
        "{title}: a digital documentary edition of {number}, as a website that needs no server, with its sources."
    )
}

/// The day of the version, if it is known to the day.
fn day(site: &Site) -> Option<String> {
    let date = ends(&Edtf::new(site.config.edition.date.as_deref()?)?)?;
    (!date.is_doubtful() && date.last.is_none() && date.first.day.is_some()).then(|| date.first.to_string())
}

fn pretty(value: &serde_json::Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
