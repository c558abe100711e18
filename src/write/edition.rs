//! The citation of the edition as a whole (The Chicago Manual of Style, 18th ed., 14.103). It knows no document and no page.

use crate::config::EditionSettings;
use crate::model::date::Edtf;
use crate::model::naming::Naming;
use crate::words::{listed_in_series, raised};
use crate::write::dates::{Order, in_english};
use crate::write::markup::Html;
use crate::write::quotes::curled;

/// The entry of a bibliography: `Doe, Jane, ed. Letters. Version 1.0. Test Press, 2026. https://…`
pub fn citation(edition: &EditionSettings) -> Html {
    let mut html = Html::default();
    if let Some(editors) = editors(edition) {
        html.add_text(&format!("{editors} "));
    }
    html.open("i");
    html.add_text(&curled(edition.title.trim()));
    html.close("i");
    html.add_text(if edition.title.trim_end().ends_with(['.', '!', '?']) { " " } else { ". " });
    html.add_text(&format!("{}.", raised(&version(edition))));
    let date = edition.date.as_deref().map(|date| {
        let english = Edtf::new(date).and_then(|edtf| in_english(&edtf, Order::MonthFirst));
        english.unwrap_or_else(|| date.to_owned())
    });
    let facts: Vec<String> = [edition.publisher.as_deref().map(curled), date].into_iter().flatten().collect();
    if !facts.is_empty() {
        html.add_text(&format!(" {}.", facts.join(", ")));
    }
    if let Some(address) = &edition.base_url {
        html.add_text(&format!(" {address}."));
    }
    html
}

/// Which version it is, as citations say it: `version 1.0`, `unreleased version`.
pub fn version(edition: &EditionSettings) -> String {
    match &edition.version {
        Some(version) => format!("version {version}"),
        None => "unreleased version".to_owned(),
    }
}

/// The first one as a bibliography sorts it: `Doe, Jane, and Richard Roe, eds.`
fn editors(edition: &EditionSettings) -> Option<String> {
    let names = edition.editors.iter().map(|name| Naming::of(name)).enumerate();
    let names: Vec<String> =
        names.map(|(at, name)| if at == 0 { name.sorted() } else { name.spoken() }).collect();
    let inverted = names.first()?.contains(',');
    let list = match names.as_slice() {
        [first, second] if inverted => format!("{first}, and {second}"),
        names => listed_in_series(names),
    };
    Some(curled(&format!("{list}, {}", if names.len() > 1 { "eds." } else { "ed." })))
}

#[cfg(test)]
mod tests {
    use crate::config::EditionSettings;
    use crate::write::edition::citation;

    #[test]
    fn the_edition_as_a_whole() {
        let check = |editors: &[&str], expected: &str| {
            let edition = EditionSettings {
                title: "Letters & \"More\"".to_owned(),
                editors: editors.iter().map(|name| (*name).to_owned()).collect(),
                ..EditionSettings::default()
            };
            assert_eq!(citation(&edition).as_str(), expected);
        };
        let title = "<i>Letters &amp; “More”</i>. Unreleased version.";
        check(&[], title);
        check(&["Jane Doe"], &format!("Doe, Jane, ed. {title}"));
        check(&["Jane Doe", "John Roe"], &format!("Doe, Jane, and John Roe, eds. {title}"));
        check(&["Kim Il", "John Roe"], &format!("Kim Il and John Roe, eds. {title}"));
        let edition = EditionSettings {
            title: "Who Wrote?".to_owned(),
            version: Some("1.0".to_owned()),
            date: Some("2026-11-23".to_owned()),
            publisher: Some("A Press".to_owned()),
            base_url: Some("https://example.org/e/".to_owned()),
            ..EditionSettings::default()
        };
        let expected = "<i>Who Wrote?</i> Version 1.0. A Press, November 23, 2026. https://example.org/e/.";
        assert_eq!(citation(&edition).as_str(), expected);
    }
}
