//! `edition import`: a file of TEI becomes one Markdown file for each of its documents, for editors who want to go on in
//! Markdown; a table of names becomes a register. This room must not know how either is read or written.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Outcome, answer, findings, say};
use crate::diag::Diagnostics;
use crate::disk;
use crate::press::{self, Loaded};
use crate::read::registers;
use crate::source::{Source, Sources};
use crate::write::unsaid::{self, Pair, Unsaid};
use crate::write::{markdown, register};

/// Turn a file of TEI into Markdown files, or a table of names into a register
///
/// The files are called after the documents and go into `content/documents` of the edition, unless you name another
/// folder; none that is there is written over. What stands in a volume around its documents, a preface or an index, gets
/// files too, which say so with `matter`. What Markdown has no word for keeps its text, and is listed. An edition in
/// TEI needs no import: put the file into `content/documents` as it is.
///
/// A table is a file of CSV that is called after its register: `people.csv`, `places.csv`, `organizations.csv`,
/// `archives.csv`, `terms.csv`. Its first row names the columns: `id`, `name`, `variants` with `;` between them, `born`,
/// `died`, `note`, `viaf`, `wikidata`, `gnd`, `geonames`, `isil`; any others are kept.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Import {
    /// The file of TEI, or of CSV
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where the files go [default: `content/documents`, for a table `content/registers`, in the edition's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

const EXAMPLES: &str = "\
Examples:
  edition import volume.xml --dry-run
  edition import volume.xml
  edition import volume.xml --out letters
  edition import people.csv";

impl Import {
    pub fn run(&self, root: Option<&Path>) -> Outcome {
        if self.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
            return self.table(root);
        }
        let loaded = press::load_one(&self.file, root);
        findings::show(&loaded.site.sources, &loaded.diagnostics);
        if loaded.diagnostics.has_errors() {
            return Outcome::Faulty;
        }
        let documents = &loaded.site.edition.documents;
        if !documents.iter().all(|document| is_tei(loaded.site.sources.get(document.source))) {
            say("`import` reads TEI, in files that end in `.xml`; a transcription needs no import");
            return Outcome::Misused;
        }
        let folder = match (&self.out, root) {
            (Some(out), _) => out.clone(),
            (None, root) => root.unwrap_or(Path::new(".")).join("content/documents"),
        };
        let files: Vec<PathBuf> =
            documents.iter().map(|document| folder.join(format!("{}.md", document.id))).collect();
        let there: Vec<&PathBuf> = files.iter().filter(|file| disk::is_there(file)).collect();
        if !there.is_empty() {
            there.iter().for_each(|file| say(&format!("`{}` is there already", disk::shown(file))));
            say("nothing was written: move these files away, or name another folder with `--out`");
            return Outcome::Faulty;
        }
        let imported: Vec<markdown::Imported> =
            documents.iter().map(|document| markdown::import(&loaded.site, document)).collect();
        let outcome = self.write(&imported, &files, loaded.site.edition.matter().len());
        not_understood(&loaded, &imported);
        outcome
    }

    /// A table of names becomes a register.
    fn table(&self, root: Option<&Path>) -> Outcome {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let read = disk::file(&self.file, &mut sources, &mut diagnostics);
        let Some(source) = read.map(|id| sources.get(id)) else {
            findings::show(&sources, &diagnostics);
            return Outcome::Faulty;
        };
        let Some(register) = registers::register(source.stem()) else {
            say(
                "a table is called after its register: `people.csv`, `places.csv`, `organizations.csv`, `archives.csv` or `terms.csv`",
            );
            return Outcome::Misused;
        };
        let made = register::of_table(source, register.name == "person", &mut diagnostics);
        findings::show(&sources, &diagnostics);
        let Some(made) = made else {
            say("nothing was written: mend the table, so that nothing of it gets lost");
            return Outcome::Faulty;
        };
        let folder = match (&self.out, root) {
            (Some(out), _) => out.clone(),
            (None, root) => root.unwrap_or(Path::new(".")).join("content/registers"),
        };
        let file = folder.join(format!("{}.toml", source.stem()));
        if disk::is_there(&file) {
            say(&format!("`{}` is there already, and nothing was written", disk::shown(&file)));
            return Outcome::Faulty;
        }
        if !self.dry_run
            && let Err(error) = disk::create(&file, made.toml.as_bytes())
        {
            say(&format!("cannot write `{}`: {error}", disk::shown(&file)));
            return Outcome::Faulty;
        }
        if answer(format!("{}\n", disk::shown(&file)).as_bytes()).is_err() {
            return Outcome::Faulty;
        }
        let done = if self.dry_run {
            "would be written"
        } else {
            "written; `edition check` says what is wrong in it"
        };
        let entries =
            if made.entries == 1 { "one entry".to_owned() } else { format!("{} entries", made.entries) };
        say(&format!("{entries} {done}"));
        Outcome::Fine
    }

    /// Writes the files, of which the last ones hold what stands around the documents.
    fn write(&self, imported: &[markdown::Imported], files: &[PathBuf], matter: usize) -> Outcome {
        for (imported, file) in imported.iter().zip(files) {
            if !self.dry_run
                && let Err(error) = disk::create(file, imported.written.as_bytes())
            {
                say(&format!("cannot write `{}`: {error}", disk::shown(file)));
                return Outcome::Faulty;
            }
            if answer(format!("{}\n", disk::shown(file)).as_bytes()).is_err() {
                return Outcome::Faulty;
            }
        }
        let done = if self.dry_run { "would be written" } else { "written" };
        let documents = files.len() - matter;
        let plural = if documents == 1 { "" } else { "s" };
        let around = match matter {
            0 => String::new(),
            1 => " and one text that stands around them in the volume".to_owned(),
            matter => format!(" and {matter} texts that stand around them in the volume"),
        };
        say(&format!("{documents} document{plural}{around} {done}"));
        Outcome::Fine
    }
}

fn is_tei(source: &Source) -> bool {
    source.extension() == "xml"
}

/// Lists what has no word in Markdown: how often it is there, and where first.
fn not_understood(loaded: &Loaded, imported: &[markdown::Imported]) {
    let documents = &loaded.site.edition.documents;
    let pairs: Vec<Pair<'_>> = documents
        .iter()
        .zip(imported)
        .filter_map(|(document, imported)| Some(Pair { document, again: imported.again.as_ref()? }))
        .collect();
    let Some(source) = pairs.first().map(|pair| loaded.site.sources.get(pair.document.source)) else {
        return;
    };
    let unsaid = unsaid::in_markdown(source, &pairs);
    let headings = [
        (false, "Markdown has no word for these; their text is there, their name is not:"),
        (true, "Front matter has no setting for these of the header, and they are not there:"),
    ];
    for (in_header, heading) in headings {
        let listed: Vec<&Unsaid> = unsaid.iter().filter(|one| one.in_header == in_header).collect();
        if listed.is_empty() {
            continue;
        }
        say("");
        say(heading);
        for Unsaid { what, count, first, .. } in listed {
            say(&format!("  {count:>6}  <{what}>, first at {}:{}", source.path(), source.position(*first)));
        }
    }
}
