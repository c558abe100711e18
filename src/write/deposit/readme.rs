//! `README.txt` of a deposit: what is in it and how it is read, for somebody who finds it in twenty years.

use crate::model::text::one_line;
use crate::site::Site;
use crate::write::deposit::about;
use crate::write::licence;

pub fn write(site: &Site) -> Vec<u8> {
    let edition = &site.config.edition;
    let mut lines = vec![one_line(&edition.title), String::new(), about(site), String::new()];
    let mut fact = |name: &str, value: Option<String>| {
        lines.extend(value.map(|value| format!("{name}: {}", one_line(&value))));
    };
    let people = (!edition.editors.is_empty()).then(|| edition.editors.join(", "));
    fact("Editors", people);
    fact("Publisher", edition.publisher.clone());
    fact("Version", Some(edition.version_name().to_owned()));
    fact("Date", edition.date.clone());
    fact("Licence", edition.licence.as_deref().map(licence::name));
    fact("Address", edition.base_url.clone());
    lines.push(String::new());
    lines.extend(CONTENTS.map(str::to_owned));
    lines.push(String::new());
    lines.join("\n").into_bytes()
}

const CONTENTS: [&str; 15] = [
    "What is here",
    "",
    "site/                    The website. Unpack the archive and open site/index.html in any browser: nothing else is needed, and no",
    "                         network.",
    "source/                  What it is made of: the transcriptions with their editorial signs, the editors' texts, the settings. The",
    "                         archives of earlier versions, where there are any, lie in site/releases/; to build it anew, put them",
    "                         into source/releases/.",
    "CITATION.cff             How to cite it (Citation File Format), where the edition says who made it.",
    ".zenodo.json             The description that Zenodo reads.",
    "ro-crate-metadata.json   The description as linked data (RO-Crate 1.1).",
    "manifest-sha256.txt      The sums of all files; `sha256sum --check manifest-sha256.txt` says whether one has been damaged.",
    "",
    "The transcriptions are plain text, Markdown or TEI. What their signs mean stands on the page site/method/index.html. Beside the",
    "page of each document lie its other forms, among them TEI, as far as the editors have asked for them.",
    "The site was made by the program `edition`, which is not needed to read it.",
];
