//! What a release leaves behind beside its archive: the file that says what it changed, from which the pages of errata are made.
//! This room must not know the texts of the edition.

use serde::{Deserialize, Serialize};

use crate::diag::Diagnostic;
use crate::model::errata::{Amended, Change, Errata, Line, Run, RunFate, is_version, slug};
use crate::model::id::Id;
use crate::source::Source;

/// The folder of an edition in which its releases are, and the one in which its site has them.
pub const FOLDER: &str = "releases";

/// Whether a file is the archive of this version, by how it is called: `releases/letters-1.0.zip`.
pub fn is_archive_of(address: &str, version: &str) -> bool {
    address.ends_with(&format!("-{}.zip", slug(version)))
}

/// How the file of errata is called behind the name of its release.
pub const ERRATA: &str = "-errata.toml";

const HEAD: &str = "\
# What version {version} changed. Written by `edition release`; the pages of errata are made of it.
# A line of a text is given in runs: what begins with a space stayed, with `-` went, with `+` came.

";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: String,
    date: String,
    since: String,
    #[serde(default)]
    document: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    was: Option<String>,
    title: String,
    change: Kind,
    /// Of what another one it has become a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    into: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lines: Vec<Vec<String>>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    New,
    Changed,
    Renamed,
    Joined,
    Withdrawn,
}

/// The text of the file.
///
/// # Errors
/// Where TOML cannot say it.
pub fn written(errata: &Errata) -> Result<String, toml::ser::Error> {
    let document = errata.documents.iter().map(entry).collect();
    let file = File {
        version: errata.version.clone(),
        date: errata.date.clone(),
        since: errata.since.clone(),
        document,
    };
    Ok(HEAD.replace("{version}", &errata.version) + &toml::to_string(&file)?)
}

/// What a file says.
///
/// # Errors
/// Where it is not what [`written`] writes, with the place.
pub fn read(source: &Source) -> Result<Errata, Diagnostic> {
    let hint = "the file is written by `edition release`: bring it back as it was";
    let fault = |message: String, span| Diagnostic::error("bad-errata", message).at(span).hint(hint);
    let file: File = toml::from_str(source.text()).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        let end = source.text().len();
        let start = source.text().floor_char_boundary(at.start.min(end));
        let end = source.text().floor_char_boundary(at.end.clamp(start, end));
        fault(format!("this is no list of errata: {}", error.message()), source.span(start..end))
    })?;
    let whole = source.span(0..0);
    if !is_version(&file.version) {
        return Err(fault(format!("`{}` is no number of a version", file.version), whole));
    }
    let documents = file.document.into_iter().map(amended).collect::<Option<Vec<_>>>();
    let documents = documents.ok_or_else(|| fault("a document here has no id".to_owned(), whole))?;
    Ok(Errata { version: file.version, date: file.date, since: file.since, documents })
}

fn entry(amended: &Amended) -> Entry {
    let change = match &amended.change {
        Change::New => Kind::New,
        Change::Changed(_) => Kind::Changed,
        Change::Renamed => Kind::Renamed,
        Change::Joined(_) => Kind::Joined,
        Change::Withdrawn(_) => Kind::Withdrawn,
    };
    let (lines, into, why) = match &amended.change {
        Change::New | Change::Renamed => (&[][..], None, None),
        Change::Changed(lines) => (lines.as_slice(), None, None),
        Change::Joined(into) => (&[][..], Some(into.to_string()), None),
        Change::Withdrawn(why) => (&[][..], None, why.clone()),
    };
    let run = |run: &Run| {
        let sign = SIGNS.iter().find(|(_, fate)| *fate == run.fate).map_or(' ', |(sign, _)| *sign);
        format!("{sign}{}", run.words)
    };
    Entry {
        id: amended.id.to_string(),
        was: amended.was.as_ref().map(ToString::to_string),
        title: amended.title.clone(),
        change,
        into,
        why,
        lines: lines.iter().map(|line| line.iter().map(run).collect()).collect(),
    }
}

fn amended(entry: Entry) -> Option<Amended> {
    let run = |run: &String| {
        let (fate, words) = SIGNS.iter().find_map(|(sign, fate)| Some((*fate, run.strip_prefix(*sign)?)))?;
        Some(Run { words: words.to_owned(), fate })
    };
    let line = |line: &Vec<String>| line.iter().map(run).collect::<Option<Line>>();
    let change = match entry.change {
        Kind::New => Change::New,
        Kind::Changed => Change::Changed(entry.lines.iter().map(line).collect::<Option<_>>()?),
        Kind::Renamed => Change::Renamed,
        Kind::Joined => Change::Joined(Id::new(&entry.into?).ok()?),
        Kind::Withdrawn => Change::Withdrawn(entry.why),
    };
    let was = match entry.was {
        Some(was) => Some(Id::new(&was).ok()?),
        None => None,
    };
    Some(Amended { id: Id::new(&entry.id).ok()?, was, title: entry.title, change })
}

const SIGNS: [(char, RunFate); 3] = [(' ', RunFate::Stayed), ('-', RunFate::Went), ('+', RunFate::Came)];

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};

    use super::{read, written};
    use crate::model::errata::{Amended, Change, Errata, Run, RunFate};
    use crate::model::id::Id;
    use crate::source::Sources;

    fn runs() -> impl Strategy<Value = Vec<Run>> {
        let run = (any::<String>(), 0..3_usize).prop_map(|(words, fate)| Run {
            words,
            fate: [RunFate::Stayed, RunFate::Went, RunFate::Came][fate],
        });
        proptest::collection::vec(run, 0..4)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(title in any::<String>(), lines in proptest::collection::vec(runs(), 0..3)) {
            let amended = |id: &str, was: Option<&str>, change: Change| Amended {
                id: Id::new(id).unwrap(),
                was: was.map(|was| Id::new(was).unwrap()),
                title: title.clone(),
                change,
            };
            let errata = Errata {
                version: "1.1".to_owned(),
                date: "2027-01-31".to_owned(),
                since: "1.0".to_owned(),
                documents: vec![
                    amended("new", None, Change::New),
                    amended("mended", Some("old"), Change::Changed(lines)),
                    amended("renamed", Some("before"), Change::Renamed),
                    amended("part", None, Change::Joined(Id::new("mended").unwrap())),
                    amended("gone", None, Change::Withdrawn(Some(title.clone()))),
                    amended("lost", None, Change::Withdrawn(None)),
                ],
            };
            let mut sources = Sources::default();
            let id = sources.add("releases/letters-1.1-errata.toml", written(&errata).unwrap().into());
            prop_assert_eq!(read(sources.get(id)).unwrap(), errata);
        }
    }

    #[test]
    fn what_was_spoiled_is_said_with_its_place() {
        #[track_caller]
        fn check(text: &str, said: &str, line: usize) {
            let mut sources = Sources::default();
            let id = sources.add("releases/letters-1.1-errata.toml", text.into());
            let source = sources.get(id);
            let fault = read(source).unwrap_err();
            assert!(fault.message.contains(said), "{}", fault.message);
            let place = source.position(fault.span.unwrap().range().start as u32);
            assert_eq!(place.line, line, "{text}");
        }
        check("version = \"1.1\"\n<<<<<<< HEAD\n", "no list of errata", 2);
        let head = "version = \"1.1\"\ndate = \"2027-01-31\"\nsince = \"1.0\"\n";
        check(&format!("{head}colour = 1\n"), "unknown field", 4);
        check(
            &format!("{head}[[document]]\nid = \"a\"\ntitle = \"A\"\nchange = \"eaten\"\n"),
            "unknown variant",
            7,
        );
        check(&head.replace("1.1", "../x"), "no number", 1);
        check(&format!("{head}[[document]]\nid = \"\"\ntitle = \"A\"\nchange = \"new\"\n"), "has no id", 1);
    }
}
