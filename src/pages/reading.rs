//! The sentence that tells readers what they read: a translation or the original, by whom, how far it was
//! checked, under which rights. What is not known is said to be not known.

use crate::config::Config;
use crate::model::document::{Document, Name, Version, VersionKind};
use crate::model::language;
use crate::pages::words::languages;
use crate::words::{listed, raised};
use crate::write::OUR_LANGUAGE;

/// `Translation from the Russian by Gary Goldberg. Status: proofread.`
pub fn reading(document: &Document, config: &Config) -> String {
    let mut sentences = vec![what(document)];
    sentences.extend(document.status.as_deref().map(|status| format!("Status: {status}")));
    sentences.extend(document.rights.as_deref().map(|rights| format!("Rights: {rights}")));
    let unchecked = document.status.is_none();
    let unlicensed = document.rights.is_none() && config.edition.licence.is_none();
    sentences.extend(unknown(unchecked, unlicensed).map(str::to_owned));
    let closed: Vec<String> = sentences.into_iter().map(closed).collect();
    closed.join(" ")
}

/// Which facts were guessed and from what; nothing where none was.
pub fn inferred(document: &Document) -> Option<String> {
    let parties = || document.from.iter().chain(&document.to);
    let names = parties().any(|party| party.inferred);
    let office = parties().any(|party| party.role.as_ref().is_some_and(|role| role.inferred));
    let place = parties().any(|party| party.place.as_ref().is_some_and(|place| place.inferred));
    let mut facts = Vec::new();
    if document.title.inferred {
        facts.push("the title is the first line of the text");
    }
    if names {
        facts.push("names are taken from the title");
    }
    match (office, place) {
        (true, true) => facts.push("offices and place are taken from the text"),
        (true, false) => facts.push("offices are taken from the text"),
        (false, true) => facts.push("places are taken from the text"),
        (false, false) => {}
    }
    (!facts.is_empty()).then(|| format!("{}.", raised(&facts.join("; "))))
}

fn what(document: &Document) -> String {
    match document.versions.as_slice() {
        [] => "No text is given here".to_owned(),
        [version] => version_in_words(document, version, true),
        versions => {
            let parts: Vec<String> =
                versions.iter().map(|version| version_in_words(document, version, false)).collect();
            parts.join("; ")
        }
    }
}

fn version_in_words(document: &Document, version: &Version, alone: bool) -> String {
    let tag = version.language.as_deref().or(document.languages.text.first().map(String::as_str));
    let in_language = tag.and_then(language::name).map(|name| format!(" in {name}")).unwrap_or_default();
    match version.kind {
        Some(VersionKind::Original) => format!("The original text{in_language}"),
        Some(VersionKind::Transcript) => format!("Transcript{in_language}"),
        Some(kind @ (VersionKind::Apparatus | VersionKind::Commentary | VersionKind::Bibliography)) => {
            format!("{} by the editor", kind.name())
        }
        Some(VersionKind::Translation) => translation(document, tag, alone && tag == Some(OUR_LANGUAGE)),
        None if alone && !document.translators.is_empty() => {
            translation(document, tag, tag == Some(OUR_LANGUAGE))
        }
        None if document.translates(version) => {
            format!("Text{in_language}; the original is in {}", languages(&document.languages.original))
        }
        None => format!("Transcription of the text{in_language}"),
    }
}

fn translation(document: &Document, into: Option<&str>, understood: bool) -> String {
    let mut words = "Translation".to_owned();
    if !document.languages.original.is_empty() {
        words.push_str(&format!(" from the {}", languages(&document.languages.original)));
    }
    if let Some(into) = into.and_then(language::name).filter(|_| !understood) {
        words.push_str(&format!(" into {into}"));
    }
    if !document.translators.is_empty() {
        words.push_str(&format!(" by {}", translators(document)));
    }
    words
}

/// Who translated, in the order given.
fn translators(document: &Document) -> String {
    let names: Vec<&str> = document.translators.iter().map(|name: &Name| name.name.as_str()).collect();
    listed(&names)
}

fn unknown(unchecked: bool, unlicensed: bool) -> Option<&'static str> {
    match (unchecked, unlicensed) {
        (true, true) => Some(
            "It is not recorded whether the text was checked against the original, nor what rights there are in it",
        ),
        (true, false) => Some("It is not recorded whether the text was checked against the original"),
        (false, true) => Some("It is not recorded what rights there are in it"),
        (false, false) => None,
    }
}

fn closed(sentence: String) -> String {
    if sentence.ends_with(['.', '!', '?']) { sentence } else { format!("{sentence}.") }
}

#[cfg(test)]
mod tests {
    use super::{inferred, reading};
    use crate::config::Config;
    use crate::model::document::Document;
    use crate::read::documents;
    use crate::read::phrases::Vocabulary;
    use crate::source::Sources;

    fn document(front_matter: &str) -> Document {
        let mut sources = Sources::default();
        let id = sources.add("a.md", format!("+++\ntitle = \"A\"\n{front_matter}\n+++\n\nText.\n").into());
        let mut documents = documents(sources.get(id), &Vocabulary::default());
        assert_eq!(documents.len(), 1);
        documents.remove(0)
    }

    fn check(front_matter: &str, expected: &str) {
        assert_eq!(reading(&document(front_matter), &Config::default()), expected, "{front_matter}");
    }

    #[test]
    fn the_reader_is_told_what_this_is() {
        check(
            "languages = { original = \"ru\", text = \"en\" }\ntranslators = \"Gary Goldberg\"\nstatus = \"proofread\"\nrights = \"CC-BY-4.0\"",
            "Translation from the Russian by Gary Goldberg. Status: proofread. Rights: CC-BY-4.0.",
        );
        check(
            "languages = { original = \"ru\", text = \"de\" }\ntranslators = [\"A B\", \"C D\"]\nstatus = \"checked.\"\nrights = \"free\"",
            "Translation from the Russian into German by A B and C D. Status: checked. Rights: free.",
        );
        check(
            "languages = { original = \"ko\", text = \"en\" }\nstatus = \"draft\"",
            "Text in English; the original is in Korean. Status: draft. It is not recorded what rights there are in it.",
        );
        check(
            "languages = { original = \"fr\", text = \"fr\" }\nrights = \"free\"",
            "Transcription of the text in French. Rights: free. It is not recorded whether the text was checked against the original.",
        );
        check(
            "",
            "Transcription of the text. It is not recorded whether the text was checked against the original, nor what rights there are in it.",
        );
    }

    #[test]
    fn a_licence_of_the_edition_covers_its_texts() {
        let mut config = Config::default();
        config.edition.licence = Some("CC0-1.0".to_owned());
        let text = reading(&document("status = \"proofread\""), &config);
        assert_eq!(text, "Transcription of the text. Status: proofread.");
    }

    #[test]
    fn what_was_declared_is_not_said_to_be_inferred() {
        assert_eq!(inferred(&document("from = \"I. Stalin\"")), None);
    }
}
