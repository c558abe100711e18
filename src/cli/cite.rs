//! `edition cite`: how to cite one document, on standard output. This room must not know how a style is written.

use std::path::Path;

use clap::Args;

use crate::cli::{Outcome, answer, findings, say};
use crate::diag::Severity;
use crate::press::{self, Loaded, Overrides};
use crate::site::Site;
use crate::spell::{near, nearest};
use crate::write::bibtex::{self, Dialect};
use crate::write::citation;
use crate::write::record::Record;
use crate::write::{EXPORTS, Export};

/// Write how to cite a document, on standard output
///
/// The citation names the document, the archive that it lies in and this edition of it, with its permanent
/// address if `site.toml` has a `base_url`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Cite {
    /// The id of the document: the name of its file without the ending, unless its front matter says another
    id: String,
    /// The style: `chicago` (a note), `chicago-bibliography`, `chicago-author-date`, `mla`, `apa`, `archive` (the
    /// archive's own citation), a file for citation managers such as `csl-json`, an entry for LaTeX (`bibtex`,
    /// `biblatex`), or a style of your `site.toml`
    #[arg(long, value_name = "STYLE", default_value = "chicago")]
    style: String,
}

const EXAMPLES: &str = "\
Examples:
  edition cite 1948-10-12-telegram
  edition cite 1948-10-12-telegram --style apa
  edition cite 1948-10-12-telegram --style csl-json > telegram.json";

impl Cite {
    pub fn run(&self, root: &Path) -> Outcome {
        let mut loaded = press::load(root, &Overrides::default());
        let text = self.cited(&mut loaded);
        let errors =
            findings::text(Severity::Error, &loaded.site.sources, &loaded.diagnostics, findings::coloured());
        match text {
            Ok(mut bytes) => {
                if !bytes.ends_with(b"\n") {
                    bytes.push(b'\n');
                }
                if let Err(error) = answer(&bytes) {
                    say(&format!("cannot write the citation: {error}"));
                    return Outcome::Faulty;
                }
            }
            Err((message, outcome)) => {
                if !errors.is_empty() {
                    say(errors.trim_end());
                }
                say(&message);
                return outcome;
            }
        }
        if !errors.is_empty() {
            say(errors.trim_end());
        }
        Outcome::fine_if(!loaded.diagnostics.has_errors())
    }

    /// The citation, or why there is none.
    fn cited(&self, loaded: &mut Loaded) -> Result<Vec<u8>, (String, Outcome)> {
        let Loaded { site, diagnostics, .. } = loaded;
        let wanted = self.style.to_lowercase();
        let style = citation::ALIASES
            .iter()
            .find(|(alias, _)| *alias == wanted)
            .map_or(wanted.as_str(), |(_, name)| name);
        let export = files().find(|export| export.name == style);
        if export.is_none() && style != BIBLATEX && !citation::names(site).contains(&style) {
            return Err((unknown_style(site, &self.style), Outcome::Misused));
        }
        let ids = site.edition.documents.iter().map(|document| document.id.as_str());
        let Some(at) = ids.clone().position(|id| id == self.id) else {
            return Err((unknown_id(&self.id, ids), Outcome::Misused));
        };
        if let Some(export) = export {
            return Ok((export.write)(site, at, diagnostics));
        }
        if style == BIBLATEX {
            let entry = Record::of(site, at).map(|record| bibtex::entry(&record, Dialect::BibLatex));
            return Ok(entry.unwrap_or_default().into_bytes());
        }
        match citation::one(site, at, style) {
            Some(cited) => Ok(cited.text.into_bytes()),
            None if style == "archive" => Err((
                format!(
                    "error: the document `{}` has no citation of its archive\n\
                     help: give it one in front matter: `source = {{ citation = \"…\" }}`",
                    self.id
                ),
                Outcome::Faulty,
            )),
            None => Err((
                format!(
                    "error: the document `{}` cannot be cited in the style `{style}`\n\
                     help: styles by file know no intervals and no dates in words; the built-in styles do",
                    self.id
                ),
                Outcome::Faulty,
            )),
        }
    }
}

/// The entry that has no file of its own, because that for BibTeX serves both.
const BIBLATEX: &str = "biblatex";

/// The files that citation managers take.
fn files() -> impl Iterator<Item = &'static Export> {
    EXPORTS.iter().filter(|export| export.is_reference)
}

fn unknown_style(site: &Site, written: &str) -> String {
    let mut known = vec!["chicago"];
    known.extend(citation::names(site));
    known.extend(files().map(|export| export.name));
    known.push(BIBLATEX);
    let hint = match nearest(written, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("the styles are: {}", known.join(", ")),
    };
    format!("error: there is no style `{written}`\nhelp: {hint}")
}

fn unknown_id<'a>(written: &str, ids: impl Iterator<Item = &'a str>) -> String {
    let hint = match near(written, ids, 3).as_slice() {
        [] => {
            "an id is the name of the file without its ending, unless the front matter has an `id`".to_owned()
        }
        found => format!("did you mean {}?", crate::words::listed(&quoted(found)).replace(" and ", " or ")),
    };
    format!("error: there is no document `{}`\nhelp: {hint}", written.replace(char::is_control, "\u{FFFD}"))
}

fn quoted(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}
