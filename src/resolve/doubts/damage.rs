//! Files that are not whole as text.

use crate::diag::{Diagnostic, Diagnostics};
use crate::ledger;
use crate::source::{Damage, Source};

/// Reports where a file could not be read as text: once for each kind of damage, at its first place.
pub fn damage(source: &Source, diagnostics: &mut Diagnostics) {
    // The reader of TEI says what the encoding is, and reads nothing.
    if source.extension() != "xml" {
        not_utf8(source, diagnostics);
    }
    forbidden(source, diagnostics);
    replaced(source, diagnostics);
    // The ledger is read line by line, and says so itself.
    if source.path() != ledger::FILE {
        conflict(source, diagnostics);
    }
}

fn conflict(source: &Source, diagnostics: &mut Diagnostics) {
    let mut places = source.damage().iter().filter_map(|damage| match damage {
        Damage::Conflict(at) => Some(*at as usize),
        Damage::NotUtf8(_) | Damage::Forbidden(..) | Damage::Lost(_) => None,
    });
    if let Some(start) = places.next() {
        diagnostics.push(
            Diagnostic::error("merge-conflict", "git has left the lines of both sides here")
                .at(source.span(start..start + "<<<<<<<".len()))
                .hint("decide which words are right, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`"),
        );
    }
}

fn not_utf8(source: &Source, diagnostics: &mut Diagnostics) {
    let mut places = source.damage().iter().filter_map(|damage| match damage {
        Damage::NotUtf8(at) => Some(*at),
        Damage::Forbidden(..) | Damage::Lost(_) | Damage::Conflict(_) => None,
    });
    if let Some(first) = places.next() {
        let message = format!("this is not UTF-8{}", and_more(places.count()));
        diagnostics.push(
            at(Diagnostic::error("not-utf8", message), source, first)
                .hint("open the file in the program that made it and save it with the encoding UTF-8"),
        );
    }
}

fn forbidden(source: &Source, diagnostics: &mut Diagnostics) {
    let mut places = source.damage().iter().filter_map(|damage| match damage {
        Damage::Forbidden(at, character) => Some((*at, *character)),
        Damage::NotUtf8(_) | Damage::Lost(_) | Damage::Conflict(_) => None,
    });
    if let Some((first, character)) = places.next() {
        let more = and_more(places.count());
        let message = format!("no page can show the control character U+{:04X}{more}", u32::from(character));
        diagnostics.push(
            at(Diagnostic::warning("forbidden-character", message), source, first)
                .hint("it is shown as `\u{FFFD}`; take it out, or write what should stand there"),
        );
    }
}

/// The sign for an unreadable character that stands in the file itself: an earlier program lost it.
fn replaced(source: &Source, diagnostics: &mut Diagnostics) {
    let mut lost = source.damage().iter().filter_map(|damage| match damage {
        Damage::Lost(at) => Some(*at),
        Damage::NotUtf8(_) | Damage::Forbidden(..) | Damage::Conflict(_) => None,
    });
    if let Some(first) = lost.next() {
        let message =
            format!("a character was lost here before the file was saved{}", and_more(lost.count()));
        diagnostics.push(
            at(Diagnostic::warning("lost-character", message), source, first)
                .hint("compare with the original, and write what should stand there instead of `\u{FFFD}`"),
        );
    }
}

fn at(diagnostic: Diagnostic, source: &Source, at: u32) -> Diagnostic {
    let start = at as usize;
    diagnostic.at(source.span(start..start + char::REPLACEMENT_CHARACTER.len_utf8()))
}

/// How many more places there are.
fn and_more(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => " (and at one more place)".to_owned(),
        count => format!(" (and at {count} more places)"),
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::Diagnostics;
    use crate::resolve::doubts::damage::damage;
    use crate::source::Sources;

    #[track_caller]
    fn check(bytes: &[u8], expected: &[&str]) {
        let mut sources = Sources::default();
        let id = sources.add("a.md", bytes.to_vec());
        let source = sources.get(id);
        let mut diagnostics = Diagnostics::default();
        damage(source, &mut diagnostics);
        let show = |it: &crate::diag::Diagnostic| {
            let place = it.span.map(|span| source.position(span.start).to_string()).unwrap_or_default();
            format!("{place} {} {}", it.severity.name(), it.message)
        };
        assert_eq!(diagnostics.iter().map(show).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn says_where_a_file_is_no_text() {
        check("один\n".as_bytes(), &[]);
        check(b"caf\xE9", &["1:4 error this is not UTF-8"]);
        check(b"a\n\xE9 \xE8 \xE9", &["2:1 error this is not UTF-8 (and at 2 more places)"]);
        check(b"a\x07b", &["1:2 warning no page can show the control character U+0007"]);
        check(
            b"One.\n<<<<<<< HEAD\nTwo.\n=======\nThree.\n>>>>>>> other\n",
            &["2:1 error git has left the lines of both sides here"],
        );
        check(b"One.\n<<<<<<< HEAD\nTwo.\n=======\n", &[]);
        check(b"A title\n=======\n", &[]);
        let lost = "a character was lost here before the file was saved";
        check("a\u{FFFD}".as_bytes(), &[&format!("1:2 warning {lost}")]);
        check(
            b"\x01\xEF\xBF\xBD\xE9\xEF\xBF\xBD",
            &[
                "1:3 error this is not UTF-8",
                "1:1 warning no page can show the control character U+0001",
                &format!("1:2 warning {lost} (and at one more place)"),
            ],
        );
    }
}
