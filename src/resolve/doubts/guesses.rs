//! What was guessed, and what is not known: notes that `check` lists, so that an editor can confirm them.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Document;
use crate::model::entity::Party;
use crate::resolve::doubts::{head, place};
use crate::source::{Source, Span};

/// Notes what is a guess in the document's description, and what it lacks.
pub(super) fn check(document: &Document, source: &Source, diagnostics: &mut Diagnostics) {
    title(document, source, diagnostics);
    for (key, office, parties) in [("from", "sender", &document.from), ("to", "recipient", &document.to)] {
        for party in parties {
            guessed(party, key, office, document, source, diagnostics);
        }
    }
    lacking(document, source, diagnostics);
}

fn title(document: &Document, source: &Source, diagnostics: &mut Diagnostics) {
    if document.title.text.trim().is_empty() {
        let note = Diagnostic::note("no-title", "the document has no title");
        diagnostics.push(note.at(head(document, source)).hint("give it a `title` in front matter"));
    } else if document.title.inferred {
        let note = Diagnostic::note("inferred-title", "the first line of the text is taken as the title");
        diagnostics.push(note.at(head(document, source)).hint("give the document a `title` in front matter"));
    }
}

fn guessed(
    party: &Party,
    key: &str,
    office: &str,
    document: &Document,
    source: &Source,
    diagnostics: &mut Diagnostics,
) {
    let name = &party.name;
    let mut note = |code, message: String, span: Span, field: &str| {
        let hint = format!("confirm or correct it in front matter, as {field} of `{key}`");
        diagnostics.push(Diagnostic::note(code, message).at(span).hint(hint));
    };
    if party.inferred {
        let message = format!("the {office} `{name}` is a guess from the title");
        note("inferred-name", message, head(document, source), "a name");
    }
    if let Some(role) = party.role.as_ref().filter(|role| role.inferred) {
        let message =
            format!("the office of the {office} `{name}` is a guess from the text: `{}`", role.text);
        note("inferred-role", message, place(document, source, &role.text), "`role`");
    }
    if let Some(town) = party.place.as_ref().filter(|place| place.inferred) {
        let message = format!("the place of the {office} `{name}` is a guess from the text: `{}`", town.text);
        note("inferred-place", message, place(document, source, &town.text), "`place`");
    }
}

fn lacking(document: &Document, source: &Source, diagnostics: &mut Diagnostics) {
    let mut note = |code, message: &str, hint: &str| {
        diagnostics.push(Diagnostic::note(code, message).at(head(document, source)).hint(hint));
    };
    if document.dated().is_none() {
        let hint = "give it a `date` in front matter: `1948-10-12`, `1948-10` or `1948`";
        note("no-date", "the document has no date and stands after all that have one", hint);
    }
    let description = &document.description;
    if description.repository.is_none() && description.shelfmark.is_none() {
        let hint = "say where the original lies: `repository` and `shelfmark` under `source` in front matter";
        note("no-archive", "the document names no archive and no shelfmark", hint);
    }
    if document.is_translation() && document.translators.is_empty() {
        note("no-translator", "nobody is named as translator", "name the `translators` in front matter");
    }
}

#[cfg(test)]
mod tests {
    use crate::model::archive::Shelfmark;
    use crate::model::document::{Document, Languages, Name, Title, Version, VersionKind};
    use crate::model::entity::{Declared, Party};
    use crate::resolve::doubts::guesses::check as look;
    use crate::resolve::doubts::tests::{check, date};

    fn complete(document: &mut Document) {
        document.title = Title { text: "A letter".to_owned(), inferred: false, span: None };
        document.date = Some(date("1948", "1948"));
        document.description.repository = Some("RGASPI".to_owned());
    }

    #[test]
    fn says_what_is_lacking() {
        check("text", complete, look, &[]);
        check(
            "text",
            |_| {},
            look,
            &[
                "1:1 note no-title: the document has no title",
                "1:1 note no-date: the document has no date and stands after all that have one",
                "1:1 note no-archive: the document names no archive and no shelfmark",
            ],
        );
        let with_shelfmark = |document: &mut Document| {
            complete(document);
            document.description.repository = None;
            document.description.shelfmark =
                Some(Shelfmark { written: "f. 1".to_owned(), levels: Vec::new() });
            document.title.inferred = true;
        };
        check(
            "text",
            with_shelfmark,
            look,
            &["1:1 note inferred-title: the first line of the text is taken as the title"],
        );
    }

    #[test]
    fn a_translation_has_a_translator() {
        let translation = |document: &mut Document| {
            complete(document);
            let kind = Some(VersionKind::Translation);
            document.versions = vec![Version { kind, language: None, blocks: Vec::new() }];
        };
        let lacking = ["1:1 note no-translator: nobody is named as translator"];
        check("text", translation, look, &lacking);
        let named = |document: &mut Document| {
            translation(document);
            document.translators = vec![Name { name: "A. B.".to_owned(), id: None, role: None }];
        };
        check("text", named, look, &[]);
        let tags = |original: &str, text: &str| Languages {
            original: vec![original.to_owned()],
            text: vec![text.to_owned()],
        };
        check(
            "text",
            |document| {
                complete(document);
                document.languages = tags("ru", "en");
            },
            look,
            &lacking,
        );
        check(
            "text",
            |document| {
                complete(document);
                document.languages = tags("en", "en");
            },
            look,
            &[],
        );
    }

    #[test]
    fn lists_the_guesses() {
        let fact = |text: &str, inferred| Some(Declared { text: text.to_owned(), inferred });
        check(
            "to Kim\nPyongyang",
            |document| {
                complete(document);
                document.from =
                    vec![Party { name: "I. Stalin".to_owned(), inferred: true, ..Party::default() }];
                document.to = vec![Party {
                    name: "Kim".to_owned(),
                    role: fact("Chairman", false),
                    place: fact("Pyongyang", true),
                    ..Party::default()
                }];
            },
            look,
            &[
                "1:1 note inferred-name: the sender `I. Stalin` is a guess from the title",
                "2:1 note inferred-place: the place of the recipient `Kim` is a guess from the text: `Pyongyang`",
            ],
        );
    }
}
