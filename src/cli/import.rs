//! `edition import`: a file of TEI becomes one Markdown file for each of its documents, for editors who want to go on in
//! Markdown; a table of names becomes a register. This room must not know how either is read or written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Outcome, answer, findings, say};
use crate::diag::Diagnostics;
use crate::disk;
use crate::model::document::Document;
use crate::model::folding::readable;
use crate::model::id::Id;
use crate::press::{self, Loaded};
use crate::read::registers::register;
use crate::site::Site;
use crate::source::{Source, Sources};
use crate::write::markdown::registers::{self, Listed};
use crate::write::markdown::{self, Imported};
use crate::write::register::of_table;
use crate::write::unsaid::{self, Pair, Unsaid};

/// Turn a file of TEI into Markdown files, or a table of names into a register
///
/// The files are called after the documents and go into `content/documents` of the edition, unless you name another
/// folder; none that is there is written over. What stands in a volume around its documents, a preface or an index, gets
/// files too, which say so with `matter`. The people, places, bodies and terms that the volume lists become registers, in
/// `content/registers` or in `registers` of the folder that you name; beside a `people.toml` that is there stands then
/// `people-volume.toml`. What Markdown has no word for keeps its text, and is listed. An edition in
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
        let site = &loaded.site;
        if !site.edition.documents.iter().all(|document| is_tei(site.sources.get(document.source))) {
            say("`import` reads TEI, in files that end in `.xml`; a transcription needs no import");
            return Outcome::Misused;
        }
        let mut documents: Vec<Document> =
            site.edition.documents.iter().map(|document| Document::clone(document)).collect();
        let listed = registers::take(&mut documents, &own_entries(site));
        let content = root.unwrap_or(Path::new(".")).join("content");
        let (folder, beside) = match &self.out {
            Some(out) => (out.clone(), out.join("registers")),
            None => (content.join("documents"), content.join("registers")),
        };
        let imported: Vec<Imported> =
            documents.iter().map(|document| markdown::import(site, document)).collect();
        let mut files: Vec<(PathBuf, &str)> = documents
            .iter()
            .zip(&imported)
            .map(|(document, imported)| {
                (folder.join(format!("{}.md", document.id)), imported.written.as_str())
            })
            .collect();
        files.extend(listed.iter().map(|listed| (self.file_of(listed, &beside), listed.toml.as_str())));
        let there: Vec<&PathBuf> =
            files.iter().map(|(file, _)| file).filter(|file| disk::is_there(file)).collect();
        if !there.is_empty() {
            there.iter().for_each(|file| say(&format!("`{}` is there already", disk::shown(file))));
            say("nothing was written: move these files away, or name another folder with `--out`");
            return Outcome::Faulty;
        }
        let matter = site.edition.matter().len();
        let outcome = self.write(&files, documents.len() - matter, matter, &listed);
        not_understood(&loaded, &documents, &imported);
        outcome
    }

    /// `people.toml`; where that is there, a file of the register that is called after the volume.
    fn file_of(&self, listed: &Listed, folder: &Path) -> PathBuf {
        let name = listed.register.file;
        let file = folder.join(format!("{name}.toml"));
        if !disk::is_there(&file) {
            return file;
        }
        let volume = self.file.file_stem().unwrap_or_default().to_string_lossy();
        folder.join(format!(
            "{name}-{}.toml",
            Id::<Document>::cut(&readable(&volume)).unwrap_or_else(|_| Id::unnamed())
        ))
    }

    /// A table of names becomes a register.
    fn table(&self, root: Option<&Path>) -> Outcome {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let read = disk::file(&self.file, &mut sources, &mut diagnostics);
        let Some(source) = read.map(|id| sources.get(id)) else {
            findings::show(&sources, &diagnostics);
            return Outcome::Faulty;
        };
        let Some(register) = register(source.stem()) else {
            say(
                "a table is called after its register: `people.csv`, `places.csv`, `organizations.csv`, `archives.csv` or `terms.csv`",
            );
            return Outcome::Misused;
        };
        let made = of_table(source, register.name == "person", &mut diagnostics);
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

    /// Writes the files, and says of how many documents, texts around them and registers they are.
    fn write(
        &self,
        files: &[(PathBuf, &str)],
        documents: usize,
        matter: usize,
        listed: &[Listed],
    ) -> Outcome {
        for (file, text) in files {
            if !self.dry_run
                && let Err(error) = disk::create(file, text.as_bytes())
            {
                say(&format!("cannot write `{}`: {error}", disk::shown(file)));
                return Outcome::Faulty;
            }
            if answer(format!("{}\n", disk::shown(file)).as_bytes()).is_err() {
                return Outcome::Faulty;
            }
        }
        let done = if self.dry_run { "would be written" } else { "written" };
        let plural = if documents == 1 { "" } else { "s" };
        let around = match matter {
            0 => String::new(),
            1 => " and one text that stands around them in the volume".to_owned(),
            matter => format!(" and {matter} texts that stand around them in the volume"),
        };
        say(&format!("{documents} document{plural}{around} {done}"));
        for Listed { register, entries, .. } in listed {
            let entries = if *entries == 1 { "one entry".to_owned() } else { format!("{entries} entries") };
            say(&format!("{entries} of the register `{}` {done}", register.file));
        }
        Outcome::Fine
    }
}

/// The ids of the edition's own entries.
fn own_entries(site: &Site) -> BTreeSet<(&'static str, String)> {
    let indexes = &site.edition.indexes;
    let entries = indexes.entities.iter().filter_map(|entity| entity.entry.as_ref());
    let own = entries.filter(|entry| entry.span.is_some());
    own.map(|entry| (entry.register, entry.id.clone())).collect()
}

fn is_tei(source: &Source) -> bool {
    source.extension() == "xml"
}

/// Lists what has no word in Markdown: how often it is there, and where first.
fn not_understood(loaded: &Loaded, documents: &[Document], imported: &[Imported]) {
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
