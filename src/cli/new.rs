//! `edition new`: an empty document with its front matter. This room must not know how front matter is read.

use std::path::Path;

use clap::Args;

use crate::cli::{Outcome, answer, say};
use crate::disk;
use crate::model::date::Edtf;
use crate::model::document::Document;
use crate::model::id::{Id, IdError, LONGEST};
use crate::model::text::one_line;
use crate::press::{self, Overrides};

/// Begin a new document
///
/// Writes `content/documents/ID.md` with the front matter that you name; what you do not name stands there as a comment, to
/// be filled in. The text goes below the second `+++`. A file that is there already is never written over.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct New {
    /// The id of the document, which is its name in every address: small letters from `a` to `z`, digits and `-`
    id: String,
    /// What the document is called
    #[arg(long, value_name = "TITLE", value_parser = said)]
    title: Option<String>,
    /// When it was written: `1948-10-12`, `1948-10`, `1948`, or any date of EDTF
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<String>,
    /// Who sent it; can be given several times
    #[arg(long, value_name = "NAME", value_parser = said)]
    from: Vec<String>,
    /// Who received it; can be given several times
    #[arg(long, value_name = "NAME", value_parser = said)]
    to: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  edition new 1950-03-08-orlov-to-petrov
  edition new 1950-03-08-orlov-to-petrov --title \"Telegram, A. Orlov to I. Petrov\" \\
    --date 1950-03-08 --from \"A. Orlov\" --to \"I. Petrov\"";

impl New {
    pub fn run(&self, root: &Path) -> Outcome {
        if let Err(why) = safe(&self.id) {
            say(&format!("error: {why}"));
            return Outcome::Misused;
        }
        let loaded = press::load(root, &Overrides::default());
        if !disk::is_there(&root.join("site.toml")) {
            say(&format!(
                "error: there is no `site.toml` in `{}`, so it is no edition\nhelp: begin one with `edition init DIR`, or name \
                 the folder of yours with `--root DIR`",
                disk::shown(root)
            ));
            return Outcome::Faulty;
        }
        let path = root.join(format!("content/documents/{}.md", self.id));
        let documents = &loaded.site.edition.documents;
        let taken = documents.iter().find(|document| document.id.as_str() == self.id);
        let taken = taken.map(|document| loaded.site.sources.get(document.source).path().to_owned());
        if let Some(file) = taken.or_else(|| disk::is_there(&path).then(|| disk::shown(&path))) {
            say(&format!(
                "error: the id `{}` is taken, by `{file}`\nhelp: nothing was written; take another id",
                self.id
            ));
            return Outcome::Faulty;
        }
        if let Some(title) = loaded.published_as(&self.id) {
            say(&format!(
                "error: `{}` was the address of a document that was published, “{title}”\nhelp: nothing was written; take another id, \
                 or bring that document back",
                self.id
            ));
            return Outcome::Faulty;
        }
        if let Err(error) = disk::create(&path, self.text().as_bytes()) {
            say(&format!("error: cannot write `{}`: {error}", disk::shown(&path)));
            return Outcome::Faulty;
        }
        let written = answer(format!("{}\n", disk::shown(&path)).as_bytes());
        Outcome::fine_if(written.is_ok())
    }

    fn text(&self) -> String {
        let line = |name: &str, values: &[String], example: &str| match values {
            [] => format!("# {name} = {example}\n"),
            [one] => format!("{name} = {}\n", quoted(one)),
            several => {
                let values: Vec<String> = several.iter().map(|value| quoted(value)).collect();
                format!("{name} = [{}]\n", values.join(", "))
            }
        };
        let lines = [
            line("title", self.title.as_slice(), "\"Telegram, A. Orlov to I. Petrov\""),
            line("date", self.date.as_slice(), "\"1950-03-08\""),
            line("from", &self.from, "\"A. Orlov\""),
            line("to", &self.to, "\"I. Petrov\""),
            line("languages", &[], "{ original = \"ru\", text = \"en\" }"),
            line(
                "source",
                &[],
                "{ repository = \"State Archive\", shelfmark = \"f. 17, op. 2, d. 41, l. 9\" }",
            ),
            line("summary", &[], "\"One sentence on what it says.\""),
        ];
        format!("+++\n{}+++\n\n", lines.concat())
    }
}

/// A text as TOML writes it, on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Whether an id can be an address as it stands.
fn safe(id: &str) -> Result<(), String> {
    let help = match Id::<Document>::new(id) {
        Ok(made) if made.as_str() == id => return Ok(()),
        Ok(made) => format!("write `{}`", made.as_str()),
        Err(IdError::Empty) => "an id is made of letters from `a` to `z`, digits and `-`".to_owned(),
        Err(IdError::Reserved) => "the site or Windows needs this name itself; take another".to_owned(),
        Err(IdError::TooLong) => format!("an id has at most {LONGEST} letters"),
    };
    let shown = id.replace(char::is_control, "\u{FFFD}");
    Err(format!("`{shown}` cannot be the id of a document\nhelp: {help}"))
}

/// A value on one line, with something in it.
fn said(text: &str) -> Result<String, String> {
    let text = one_line(text);
    if text.is_empty() { Err("there is nothing in it".to_owned()) } else { Ok(text) }
}

fn date(text: &str) -> Result<String, String> {
    let text = text.trim();
    match Edtf::new(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err("write year, month and day: `1948-10-12`, `1948-10` or `1948`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};

    use super::{New, date, said};
    use crate::read::documents;
    use crate::read::phrases::Vocabulary;
    use crate::source::Sources;

    proptest! {
        #[test]
        fn whatever_is_named_is_read_again(title in value(), from in value(), to in value()) {
            let new = New {
                id: "a".to_owned(),
                title: Some(title.clone()),
                date: date("1950-03").ok(),
                from: vec![from.clone(), to.clone()],
                to: vec![to.clone()],
            };
            let mut sources = Sources::default();
            let id = sources.add("content/documents/a.md", new.text().into());
            let read = documents(sources.get(id), &Vocabulary::default());
            prop_assert_eq!(read.len(), 1);
            let document = &read[0];
            let said: Vec<_> = document.diagnostics.iter().map(|found| found.code).collect();
            prop_assert_eq!(said, vec!["no-text"]);
            prop_assert_eq!(&document.title.text, &title);
            let names = |parties: &[crate::model::entity::Party]| -> Vec<String> {
                parties.iter().map(|party| party.name.clone()).collect()
            };
            prop_assert_eq!(names(&document.from), vec![from, to.clone()]);
            prop_assert_eq!(names(&document.to), vec![to]);
        }
    }

    /// Anything that can be typed behind an option.
    fn value() -> impl Strategy<Value = String> {
        any::<String>().prop_filter_map("nothing in it", |text| said(&text).ok())
    }
}
