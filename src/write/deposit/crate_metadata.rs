//! `ro-crate-metadata.json`: the description of a deposit as linked data (RO-Crate 1.1).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::model::naming::Naming;
use crate::model::text::one_line;
use crate::site::{Site, url};
use crate::write::deposit::{SITE, SOURCE, about, day, pretty};
use crate::write::licence;

pub fn write(site: &Site, sources: &[String]) -> Vec<u8> {
    let edition = &site.config.edition;
    let mut graph = vec![json!({
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": { "@id": "./" },
        "conformsTo": { "@id": "https://w3id.org/ro/crate/1.1" },
    })];
    let (creators, people) = creators(site);
    let titles = titles(site);
    let files: Vec<Value> = sources.iter().map(|path| file(&titles, path)).collect();
    let references = |entities: &[Value]| -> Vec<Value> {
        entities.iter().map(|entity| json!({ "@id": entity["@id"] })).collect()
    };
    let mut root = json!({
        "@id": "./",
        "@type": "Dataset",
        "name": one_line(&edition.title),
        "description": about(site),
        "hasPart": [{ "@id": format!("{SITE}/") }, { "@id": format!("{SOURCE}/") }],
    });
    let mut set = |name: &str, value: Option<Value>| {
        if let (Some(root), Some(value)) = (root.as_object_mut(), value) {
            root.insert(name.to_owned(), value);
        }
    };
    set("datePublished", day(site).or_else(|| edition.date.clone()).map(|date| json!(date)));
    set("version", edition.version.as_ref().map(|version| json!(version)));
    set("url", edition.base_url.as_ref().map(|address| json!(address)));
    let licensed = edition.licence.as_deref().map(|licence| match licence::address(licence) {
        Some(address) => json!({ "@id": address }),
        None => json!(licence),
    });
    set("license", licensed);
    set("creator", (!creators.is_empty()).then(|| json!(creators)));
    set("publisher", edition.publisher.as_ref().map(|name| json!({ "@id": person_id(name) })));
    let funders: Vec<Value> = edition.funders.iter().map(|name| json!({ "@id": person_id(name) })).collect();
    set("funder", (!funders.is_empty()).then(|| json!(funders)));
    graph.push(root);
    graph.extend(people);
    if let Some((address, name)) =
        edition.licence.as_deref().and_then(|it| Some((licence::address(it)?, licence::name(it))))
    {
        graph.push(json!({ "@id": address, "@type": "CreativeWork", "name": name }));
    }
    graph.push(json!({
        "@id": format!("{SITE}/"),
        "@type": "Dataset",
        "name": "The website",
        "description": "Opens from a disk: index.html",
    }));
    graph.push(json!({
        "@id": format!("{SOURCE}/"),
        "@type": "Dataset",
        "name": "What the website is made of",
        "hasPart": references(&files),
    }));
    graph.extend(files);
    pretty(&json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph }))
}

/// Who made the edition: references, and what they refer to, with all others who had to do with it.
fn creators(site: &Site) -> (Vec<Value>, Vec<Value>) {
    let edition = &site.config.edition;
    let mut people: Vec<Value> = edition.editors.iter().map(|name| person(name)).collect();
    let creators = people.iter().map(|person| json!({ "@id": person["@id"] })).collect();
    let bodies = edition.publisher.iter().chain(&edition.funders);
    for body in bodies {
        let id = person_id(body);
        if people.iter().all(|known| known["@id"] != id.as_str()) {
            // Who pays is a body, unless a family's name stands in front with a comma.
            people.push(match body.contains(',') {
                true => person(body),
                false => json!({ "@id": id, "@type": "Organization", "name": one_line(body) }),
            });
        }
    }
    (creators, people)
}

fn person(name: &str) -> Value {
    match Naming::of(name) {
        Naming::Parted { family, given, .. } | Naming::FamilyFirst { family, given } => json!({
            "@id": person_id(name),
            "@type": "Person",
            "name": one_line(name),
            "familyName": family,
            "givenName": given,
        }),
        Naming::Whole(whole) => json!({ "@id": person_id(name), "@type": "Person", "name": whole }),
        Naming::Body(body) => json!({ "@id": person_id(name), "@type": "Organization", "name": body }),
    }
}

/// A name for somebody who has none on the web, within this description.
fn person_id(name: &str) -> String {
    format!("#{}", url::encoded(&one_line(name)))
}

/// What each source is called after: the one document in it.
fn titles(site: &Site) -> BTreeMap<&str, Option<&str>> {
    let mut titles = BTreeMap::new();
    for document in &site.edition.documents {
        let path = site.sources.get(document.source).path();
        let title = document.title.text.as_str();
        titles.entry(path).and_modify(|title| *title = None).or_insert(Some(title));
    }
    titles
}

fn file(titles: &BTreeMap<&str, Option<&str>>, path: &str) -> Value {
    let name = titles.get(path).copied().flatten().unwrap_or(path);
    let mut file = json!({ "@id": url::relative("", &format!("{SOURCE}/{path}")), "@type": "File", "name": one_line(name) });
    let ending = path.rsplit('.').next().unwrap_or_default();
    let format = FORMATS.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format);
    if let (Some(file), Some(format)) = (file.as_object_mut(), format) {
        file.insert("encodingFormat".to_owned(), json!(format));
    }
    file
}

const FORMATS: &[(&str, &str)] = &[
    ("md", "text/markdown"),
    ("txt", "text/plain"),
    ("xml", "application/xml"),
    ("toml", "application/toml"),
    ("html", "text/html"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("csl", "application/vnd.citationstyles.style+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("svg", "image/svg+xml"),
];
