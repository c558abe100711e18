//! `.zenodo.json`: the description of a deposit as Zenodo reads it (its documentation for developers, "Deposit metadata").

use serde_json::{Map, Value, json};

use crate::model::naming::Naming;
use crate::model::text::one_line;
use crate::site::Site;
use crate::write::deposit::{about, day, pretty};
use crate::write::licence;

pub fn write(site: &Site) -> Vec<u8> {
    let edition = &site.config.edition;
    let mut fields = Map::new();
    let mut field = |name: &str, value: Option<Value>| {
        fields.extend(value.map(|value| (name.to_owned(), value)));
    };
    field("title", Some(json!(one_line(&edition.title))));
    field("upload_type", Some(json!("dataset")));
    field("description", Some(json!(format!("<p>{}</p>", escaped(&about(site))))));
    let creators = edition.editors.iter().map(|name| Naming::of(name).sorted());
    let creators: Vec<Value> = match edition.editors.as_slice() {
        [] => edition.publisher.iter().map(|name| json!({ "name": one_line(name) })).collect(),
        _ => creators.map(|name| json!({ "name": name })).collect(),
    };
    field("creators", (!creators.is_empty()).then(|| json!(creators)));
    // Of the roles that Zenodo knows, that of who pays for it; a grant has a number that we do not know.
    let sponsors = edition.funders.iter().map(|name| json!({ "name": one_line(name), "type": "Sponsor" }));
    field("contributors", (!edition.funders.is_empty()).then(|| sponsors.collect()));
    field("version", edition.version.as_ref().map(|version| json!(version)));
    field("publication_date", day(site).map(|day| json!(day)));
    let spdx = edition.licence.as_deref().and_then(licence::spdx);
    // That a work is free to all is for its licence to say.
    field("access_right", spdx.is_some().then(|| json!("open")));
    field("license", spdx.map(|spdx| json!(spdx.to_lowercase())));
    let address = edition.base_url.as_ref();
    let related = address
        .map(|address| json!([{ "identifier": address, "relation": "isIdenticalTo", "scheme": "url" }]));
    field("related_identifiers", related);
    pretty(&Value::Object(fields))
}

/// The description is HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
