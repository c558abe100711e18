//! `CITATION.cff`: how the edition is cited, for the hosts of data (Citation File Format 1.2.0).

use crate::config::Config;
use crate::model::date::Edtf;
use crate::model::edition::Edition;
use crate::model::naming::Naming;
use crate::model::text::one_line;
use crate::site::{Page, Site};
use crate::write::dates::ends;
use crate::write::licence;

/// The format wants an author: the editors, else the publisher; an edition that names neither has no file.
pub fn list(_: &Edition, config: &Config, _: &[Page]) -> Vec<String> {
    let named = !config.edition.editors.is_empty() || config.edition.publisher.is_some();
    Vec::from_iter(named.then(|| "CITATION.cff".to_owned()))
}

pub fn write(site: &Site) -> Vec<u8> {
    let edition = &site.config.edition;
    let mut lines = vec![
        "cff-version: 1.2.0".to_owned(),
        format!("message: {}", quoted("If you use this edition, please cite it as below.")),
        "type: dataset".to_owned(),
        format!("title: {}", quoted(&edition.title)),
        "authors:".to_owned(),
    ];
    for editor in &edition.editors {
        lines.extend(author(&Naming::of(editor)));
    }
    if let (Some(publisher), []) = (&edition.publisher, edition.editors.as_slice()) {
        lines.push(format!("  - name: {}", quoted(publisher)));
    }
    let mut field = |name: &str, value: Option<&str>| {
        lines.extend(value.map(|value| format!("{name}: {}", quoted(value))));
    };
    field("version", edition.version.as_deref());
    field("date-released", day(edition.date.as_deref()).as_deref());
    field("license", edition.licence.as_deref().and_then(licence::spdx).as_deref());
    field("url", site.permanent("index.html").filter(|address| address.is_ascii()).as_deref());
    lines.push(String::new());
    lines.join("\n").into_bytes()
}

/// A name that is not taken apart stands in one field, which the format has for bodies.
fn author(name: &Naming) -> Vec<String> {
    match name {
        Naming::Parted { family, given, suffix } => {
            let mut lines = vec![
                format!("  - family-names: {}", quoted(family)),
                format!("    given-names: {}", quoted(given)),
            ];
            lines.extend(suffix.iter().map(|suffix| format!("    name-suffix: {}", quoted(suffix))));
            lines
        }
        whole => vec![format!("  - name: {}", quoted(&whole.sorted()))],
    }
}

/// A whole day, the only date that the format knows.
fn day(date: Option<&str>) -> Option<String> {
    let date = ends(&Edtf::new(date?)?)?;
    (!date.is_doubtful() && date.last.is_none() && date.first.day.is_some()).then(|| date.first.to_string())
}

/// A text as YAML reads it between quotes, which is as JSON writes it (YAML 1.2.2, 7.3.1); what is no printable character
/// there is left out (5.1).
fn quoted(text: &str) -> String {
    let printable = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}');
    let text: String = one_line(text).chars().filter(printable).collect();
    serde_json::Value::String(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{list, write};
    use crate::config::Config;
    use crate::model::edition::Edition;
    use crate::write::samples;

    #[test]
    fn the_whole_file() {
        let mut config = Config::default();
        config.edition.title = "Letters: \"I\" & \\ you".to_owned();
        config.edition.base_url = Some("https://example.org/e/".to_owned());
        let none: &[&str] = &[];
        assert_eq!(list(&Edition::default(), &config, &[]), none);
        config.edition.editors =
            ["Jane Doe", "Kim Il Sung", "Institute of History"].map(str::to_owned).to_vec();
        config.edition.publisher = Some("Test Press".to_owned());
        config.edition.version = Some("1.0".to_owned());
        config.edition.date = Some("2026-11-23".to_owned());
        config.edition.licence = Some("CC-BY-4.0".to_owned());
        assert_eq!(list(&Edition::default(), &config, &[]), ["CITATION.cff"]);
        let file = |config: &Config| {
            String::from_utf8(write(&samples::site(samples::document(Vec::new()), config.clone()))).unwrap()
        };
        assert_eq!(
            file(&config),
            r#"cff-version: 1.2.0
message: "If you use this edition, please cite it as below."
type: dataset
title: "Letters: \"I\" & \\ you"
authors:
  - family-names: "Doe"
    given-names: "Jane"
  - name: "Kim Il Sung"
  - name: "Institute of History"
version: "1.0"
date-released: "2026-11-23"
license: "CC-BY-4.0"
url: "https://example.org/e/"
"#
        );
        config.edition.editors.clear();
        config.edition.date = Some("2026-11".to_owned());
        config.edition.licence = Some("ask us".to_owned());
        let text = file(&config);
        assert!(text.contains("authors:\n  - name: \"Test Press\"\nversion"), "{text}");
        assert!(!text.contains("date-released") && !text.contains("license"), "{text}");
    }
}
