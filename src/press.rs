//! The press: from a folder to a site, and from a page of the site to bytes. Whoever prints (a build, a preview,
//! a test) goes this one way. This room must not know where the bytes go.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use unicode_normalization::UnicodeNormalization;

use crate::config::{self, Config};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::disk;
use crate::model::conventions::Conventions;
use crate::model::document::Document;
use crate::model::edition::Edition;
use crate::pages;
use crate::read::phrases::Vocabulary;
use crate::read::{self, transcript};
use crate::resolve;
use crate::site::{Page, Site, Subject};
use crate::source::{Source, SourceId, Sources, Spanned};
use crate::theme::{self, Theme};
use crate::write;

/// What the command line says over `site.toml`.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Ends in `/`.
    pub base_url: Option<String>,
}

/// An edition that is ready to be printed, and everything that was found on the way.
#[derive(Debug)]
pub struct Loaded {
    pub site: Site,
    pub diagnostics: Diagnostics,
    /// `None` where even the built-in templates fail.
    theme: Option<Theme>,
    files: Vec<File>,
}

impl Loaded {
    /// Whether there was nothing to read, so that nothing can be made.
    pub fn found_nothing(&self) -> bool {
        self.site.sources.iter().next().is_none()
    }
}

/// A file of the site that is not made from the edition's texts.
#[derive(Debug)]
struct File {
    address: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    BuiltIn(&'static [u8]),
    Disk(disk::File),
}

/// Reads an edition from its folder and plans its site. Never fails: what is wrong is in the diagnostics.
pub fn load(root: &Path, overrides: &Overrides) -> Loaded {
    let mut diagnostics = Diagnostics::default();
    let (sources, folder) = disk::load(root, &mut diagnostics);
    let config = match folder.settings {
        None if folder.settings_reported => Config::default(),
        settings => configure(settings.map(|id| sources.get(id)), overrides, &mut diagnostics),
    };
    let documents = read_documents(&folder.documents, &sources, &config.conventions, &mut diagnostics);
    let essays =
        folder.essays.iter().map(|id| transcript::essay(sources.get(*id), &mut diagnostics)).collect();
    let edition = resolve::edition(documents, essays, &sources, &mut diagnostics);
    missing_pictures(&edition, &sources, &folder.files, &mut diagnostics);
    let templates: Vec<&Source> = folder.templates.iter().map(|id| sources.get(*id)).collect();
    let theme = dress(&templates, &mut diagnostics);
    let files = all_files(folder.files);
    let addresses: Vec<String> = files.iter().map(|file| file.address.clone()).collect();
    let pages = pages::plan(&edition, &config, &sources, &addresses);
    collisions(&pages, &mut diagnostics);
    Loaded { site: Site::new(config, edition, sources, pages), diagnostics, theme, files }
}

/// The site of one file alone, for whoever wants a document of it in another form. Of its settings only errors
/// are reported.
pub fn load_one(file: &Path, root: Option<&Path>) -> Loaded {
    let mut diagnostics = Diagnostics::default();
    let mut of_settings = Diagnostics::default();
    let mut sources = Sources::default();
    let above = root.map(Path::to_path_buf).or_else(|| disk::above(file));
    let settings = above.and_then(|root| disk::file(&root.join("site.toml"), &mut sources, &mut of_settings));
    let config = match settings {
        Some(id) => configure(Some(sources.get(id)), &Overrides::default(), &mut of_settings),
        None => Config::default(),
    };
    let errors = of_settings.into_iter().filter(|found| found.severity == Severity::Error);
    errors.for_each(|found| diagnostics.push(found));
    let id = disk::file(file, &mut sources, &mut diagnostics)
        .filter(|id| is_read(sources.get(*id), &mut diagnostics));
    let documents = read_documents(&Vec::from_iter(id), &sources, &config.conventions, &mut diagnostics);
    let mut of_edition = Diagnostics::default();
    let edition = resolve::edition(documents, Vec::new(), &sources, &mut of_edition);
    // The other documents of the edition are not looked at here, so no link can be said to lead nowhere.
    let of_file = of_edition.into_iter().filter(|found| found.code != "unknown-document");
    of_file.for_each(|found| diagnostics.push(found));
    let pages = pages::plan(&edition, &config, &sources, &[]);
    Loaded { site: Site::new(config, edition, sources, pages), diagnostics, theme: None, files: Vec::new() }
}

/// Whether there is a format for a file; an error where there is none.
fn is_read(source: &Source, diagnostics: &mut Diagnostics) -> bool {
    let extension = source.extension();
    let known = extension.is_empty() || read::format(&extension).is_some();
    if !known {
        let message = format!("this version does not read `{}`", source.path());
        let endings: Vec<String> = read::FORMATS
            .iter()
            .flat_map(|format| format.extensions)
            .map(|ending| format!("`.{ending}`"))
            .collect();
        let hint = format!("transcriptions are files that end in {}", endings.join(" or "));
        diagnostics.push(Diagnostic::error("not-read", message).at(source.span(0..0)).hint(hint));
    }
    known
}

/// Writes one page or file. What its form cannot say is said by [`print`] alone.
///
/// # Errors
/// Where a template of the edition's cannot be filled, or a file cannot be read any more.
pub fn render(loaded: &Loaded, page: &Page) -> Result<Vec<u8>, Diagnostic> {
    render_and_say(loaded, page, &mut Diagnostics::default())
}

fn render_and_say(loaded: &Loaded, page: &Page, unsaid: &mut Diagnostics) -> Result<Vec<u8>, Diagnostic> {
    match &page.subject {
        Subject::Export { document, export } => match write::export(export) {
            Some(export) => Ok((export.write)(&loaded.site, *document, unsaid)),
            None => Err(impossible(page)),
        },
        Subject::Whole(export) => match write::export(export).and_then(|export| export.whole.as_ref()) {
            Some(whole) => Ok((whole.write)(&loaded.site, unsaid)),
            None => Err(impossible(page)),
        },
        Subject::File(at) => match loaded.files.get(*at).map(|file| &file.content) {
            Some(Content::BuiltIn(bytes)) => Ok(bytes.to_vec()),
            Some(Content::Disk(file)) => disk::copied(file),
            None => Err(impossible(page)),
        },
        _ => match (pages::kind(page.kind), &loaded.theme) {
            (Some(kind), Some(theme)) => (kind.view)(&loaded.site, theme, page).map(String::into_bytes),
            _ => Err(impossible(page)),
        },
    }
}

/// Writes all pages and files, side by side, and hands each to `take`. Findings come in the order of the pages.
pub fn print(loaded: &Loaded, take: impl Fn(&Page, Vec<u8>) -> Result<(), Diagnostic> + Sync) -> Diagnostics {
    let pages = loaded.site.pages();
    let one = |page: &Page| {
        let mut found = Diagnostics::default();
        let taken = render_and_say(loaded, page, &mut found).and_then(|bytes| take(page, bytes));
        taken.err().into_iter().for_each(|fault| found.push(fault));
        found
    };
    let results: Vec<Diagnostics> = pages.par_iter().map(one).collect();
    let mut diagnostics = Diagnostics::default();
    // One slip in a template is found again on every page.
    let mut said = BTreeSet::new();
    for found in results.into_iter().flatten() {
        if said.insert((found.span, found.message.clone())) {
            diagnostics.push(found);
        }
    }
    diagnostics
}

fn configure(settings: Option<&Source>, overrides: &Overrides, diagnostics: &mut Diagnostics) -> Config {
    let mut found = Diagnostics::default();
    let mut config = config::read(settings, &mut found);
    if let Some(base_url) = &overrides.base_url {
        config.edition.base_url = Some(base_url.clone());
    }
    let answered =
        |diagnostic: &Diagnostic| diagnostic.code == "no-base-url" && config.edition.base_url.is_some();
    found.into_iter().filter(|diagnostic| !answered(diagnostic)).for_each(|found| diagnostics.push(found));
    config
}

/// Reads sources side by side; documents and findings keep the order of the sources.
fn read_documents(
    ids: &[SourceId],
    sources: &Sources,
    conventions: &Conventions,
    diagnostics: &mut Diagnostics,
) -> Vec<Document> {
    let vocabulary = Vocabulary::new(conventions.clone());
    let read = |id: &SourceId| read::documents(sources.get(*id), &vocabulary);
    let documents: Vec<Document> = ids.par_iter().flat_map_iter(read).collect();
    let found = documents.iter().flat_map(|document| &document.diagnostics);
    found.for_each(|found| diagnostics.push(found.clone()));
    documents
}

/// Reports every picture that a text shows and that is not there.
fn missing_pictures(
    edition: &Edition,
    sources: &Sources,
    files: &[disk::File],
    diagnostics: &mut Diagnostics,
) {
    let there: BTreeSet<&str> = files.iter().map(|file| file.address.as_str()).collect();
    let missing = |picture: &Spanned<String>| {
        write::html::image_address(&picture.value).is_some_and(|address| !there.contains(address.as_str()))
    };
    let in_documents = edition.documents.par_iter().flat_map_iter(|document| {
        resolve::pictures_of_document(document, sources.get(document.source)).into_iter().filter(missing)
    });
    let mut pictures: Vec<Spanned<String>> = in_documents.collect();
    let in_essays =
        edition.essays.iter().flat_map(|essay| resolve::pictures_of_essay(essay, sources.get(essay.source)));
    pictures.extend(in_essays.filter(missing));
    for Spanned { value: path, span } in pictures {
        let message = format!("there is no picture `{path}`");
        let hint = "put the file into `content/images`; its path is counted from there";
        diagnostics.push(Diagnostic::warning("no-picture", message).at(span).hint(hint));
    }
}

/// The edition's templates over the built-in ones; the built-in ones alone where those cannot be used.
fn dress(templates: &[&Source], diagnostics: &mut Diagnostics) -> Option<Theme> {
    let fault = match Theme::new(templates) {
        Ok(theme) => return Some(theme),
        Err(fault) => fault,
    };
    diagnostics.append(fault);
    Theme::new(&[]).ok()
}

/// The files that come with the program, and the edition's; of two at one address the edition's.
fn all_files(own: Vec<disk::File>) -> Vec<File> {
    // GitHub Pages would otherwise run the site through Jekyll, which drops files.
    let built_in = theme::built_in_files().into_iter().chain([(".nojekyll".to_owned(), &b""[..])]);
    let mut files: BTreeMap<String, Content> =
        built_in.map(|(address, bytes)| (address, Content::BuiltIn(bytes))).collect();
    files.extend(own.into_iter().map(|file| (file.address.clone(), Content::Disk(file))));
    files.into_iter().map(|(address, content)| File { address, content }).collect()
}

/// Reports addresses that would be one file on a disk that knows no capitals or writes accents its own way.
fn collisions(pages: &[Page], diagnostics: &mut Diagnostics) {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for page in pages {
        if let Some(other) = taken.insert(folded(&page.address), &page.address) {
            let message = match other == page.address {
                true => format!("two files of the site have the address `{other}`"),
                false => format!("on some disks `{other}` and `{}` are one file", page.address),
            };
            diagnostics
                .push(Diagnostic::error("same-address", message).hint("give one of them another name"));
        }
    }
    for page in pages {
        let address = folded(&page.address);
        let folders = address.match_indices('/').filter_map(|(at, _)| address.get(..at));
        for other in folders.filter_map(|folder| taken.get(folder)) {
            let message = format!("`{other}` cannot be a file: `{}` needs a folder there", page.address);
            diagnostics
                .push(Diagnostic::error("same-address", message).hint("give one of them another name"));
        }
    }
}

fn folded(address: &str) -> String {
    address.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn impossible(page: &Page) -> Diagnostic {
    Diagnostic::error("page", format!("the page `{}` cannot be made", page.address))
}
