//! The press: from a folder to a site, and from a page of the site to bytes. Whoever prints (a build, a preview,
//! a test) goes this one way. This room must not know where the bytes go.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use unicode_normalization::UnicodeNormalization;

use crate::config::{self, Config};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::disk;
use crate::ledger::Ledger;
use crate::model::edition::Edition;
use crate::pages;
use crate::read::phrases::Vocabulary;
use crate::read::{self, transcript};
use crate::resolve::{self, Looked, Redirect, Redirected};
use crate::site::{Page, Site, Subject};
use crate::source::{Source, SourceId, Sources, Spanned};
use crate::styles::Styles;
use crate::theme::{self, Theme};
use crate::write::{self, Export, Whole, citation, whole};

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
    theme: Option<Arc<Theme>>,
    files: Vec<File>,
    folder: disk::Folder,
    read: Read,
    ledger: Arc<Ledger>,
    /// Pages that would be one file.
    collisions: Diagnostics,
}

/// The documents of each source, in the order in which they stand in it.
type Read = HashMap<SourceId, Vec<Arc<Looked>>>;

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
    load_after(root, overrides, None, &BTreeSet::new())
}

/// Reads an edition again after a change: only the sources that are not what they were `before`. What comes of
/// it is what [`load`] gives. `touched` are the files that may have changed, by their paths in the folder; others
/// are known by their size and times.
pub fn load_again(root: &Path, overrides: &Overrides, before: &Loaded, touched: &BTreeSet<String>) -> Loaded {
    load_after(root, overrides, Some(before), touched)
}

fn load_after(
    root: &Path,
    overrides: &Overrides,
    before: Option<&Loaded>,
    touched: &BTreeSet<String>,
) -> Loaded {
    let mut diagnostics = Diagnostics::default();
    let (sources, folder) = match before {
        Some(Loaded { site, folder, .. }) => {
            let before = disk::Before { sources: &site.sources, folder, touched };
            disk::load_again(root, &before, &mut diagnostics)
        }
        None => disk::load(root, &mut diagnostics),
    };
    let config = match folder.settings {
        None if folder.settings_reported => Config::default(),
        settings => configure(settings.map(|id| sources.get(id)), overrides, &mut diagnostics),
    };
    // The settings say how texts are read.
    let alike = before.filter(|before| {
        let settings = folder.settings.is_none_or(|id| sources.shares(&before.site.sources, id));
        settings && folder.settings == before.folder.settings
    });
    let ledger = ledger_of(folder.ledger, &sources, before, &mut diagnostics);
    let vocabulary = match alike {
        Some(before) => Arc::clone(&before.site.vocabulary),
        None => Arc::new(Vocabulary::new(config.conventions.clone())),
    };
    let read = read_documents(&folder.documents, &sources, &vocabulary, &ledger, alike, &mut diagnostics);
    let looked = || folder.documents.iter().filter_map(|id| read.get(id)).flatten().map(AsRef::as_ref);
    let essays =
        folder.essays.iter().map(|id| transcript::essay(sources.get(*id), &mut diagnostics)).collect();
    let edition = resolve::edition_by(&ledger, looked().collect(), essays, &sources, &mut diagnostics);
    missing_pictures(&edition, looked(), &sources, &folder.files, &mut diagnostics);
    let theme = dress(&folder.templates, &sources, before, &mut diagnostics);
    let files = all_files(folder.files.clone());
    let addresses: Vec<String> = files.iter().map(|file| file.address.clone()).collect();
    let pages = pages::plan(&edition, &config, &sources, &addresses);
    let styles = Styles::read(&config.citation.styles, &citation::reserved(), &sources, &mut diagnostics);
    let (mut site, collisions) = match before.filter(|before| before.site.pages() == pages) {
        Some(before) => (before.site.again(config, vocabulary, edition, sources), before.collisions.clone()),
        None => {
            let collisions = collisions(&pages);
            (Site::new(config, vocabulary, edition, sources, pages), collisions)
        }
    };
    site.styles = Arc::new(styles);
    diagnostics.append(collisions.clone());
    dead_links(&site, &mut diagnostics);
    Loaded { site, diagnostics, theme, files, folder, read, ledger, collisions }
}

/// The site of one file alone, for whoever wants a document of it in another form. Of its settings only errors
/// are reported.
pub fn load_one(file: &Path, root: Option<&Path>) -> Loaded {
    let mut diagnostics = Diagnostics::default();
    let mut of_settings = Diagnostics::default();
    let mut sources = Sources::default();
    let above = root.map(Path::to_path_buf).or_else(|| disk::above(file));
    let settings =
        above.as_ref().and_then(|root| disk::file(&root.join("site.toml"), &mut sources, &mut of_settings));
    let ledger = above.map(|root| root.join(disk::LEDGER)).filter(|path| disk::is_there(path));
    let ledger = ledger.and_then(|path| disk::file(&path, &mut sources, &mut of_settings));
    let ledger = ledger_of(ledger, &sources, None, &mut of_settings);
    let config = match settings {
        Some(id) => configure(Some(sources.get(id)), &Overrides::default(), &mut of_settings),
        None => Config::default(),
    };
    let errors = of_settings.into_iter().filter(|found| found.severity == Severity::Error);
    errors.for_each(|found| diagnostics.push(found));
    let id = disk::file(file, &mut sources, &mut diagnostics)
        .filter(|id| is_read(sources.get(*id), &mut diagnostics));
    let vocabulary = Arc::new(Vocabulary::new(config.conventions.clone()));
    let read = read_documents(&Vec::from_iter(id), &sources, &vocabulary, &ledger, None, &mut diagnostics);
    let mut of_edition = Diagnostics::default();
    let looked = read.values().flatten().map(AsRef::as_ref).collect();
    let edition = resolve::edition_by(&ledger, looked, Vec::new(), &sources, &mut of_edition);
    // The other documents of the edition are not looked at here, so no link or address can be said to lead nowhere.
    let of_file = of_edition
        .into_iter()
        .filter(|found| found.code != "unknown-document" && !found.code.starts_with("address-"));
    of_file.for_each(|found| diagnostics.push(found));
    let pages = pages::plan(&edition, &config, &sources, &[]);
    Loaded {
        site: Site::new(config, vocabulary, edition, sources, pages),
        diagnostics,
        theme: None,
        files: Vec::new(),
        folder: disk::Folder::default(),
        read,
        ledger,
        collisions: Diagnostics::default(),
    }
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

/// The text of the ledger of published addresses as it is to be kept, in the file [`disk::LEDGER`], by whoever publishes the
/// edition as it is now. An edition without errors loses no address by it, and nothing else may write that file but the
/// editor's word on what has become of an address.
pub fn record(loaded: &Loaded) -> String {
    let looked = loaded.read.values().flatten().map(AsRef::as_ref);
    resolve::record(&loaded.site.edition, looked, &loaded.ledger, &loaded.site.sources)
}

/// The ledger with the editor's word on what has become of an address: that it has moved to `new`, or rests.
///
/// # Errors
/// Where the address was not published or its text is still there, or where the new one leads nowhere.
pub fn redirect(loaded: &Loaded, old: &str, new: &Redirect) -> Result<Redirected, Diagnostic> {
    let looked = loaded.read.values().flatten().map(AsRef::as_ref);
    resolve::redirect(&loaded.site.edition, looked, &loaded.ledger, &loaded.site.sources, old, new)
}

/// Writes one page or file. What its form cannot say is said by [`print()`] alone.
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
        Subject::Whole(_) => match whole_of(page) {
            Some((export, whole)) => Ok(whole::alone(&loaded.site, export, whole, unsaid)),
            None => Err(impossible(page)),
        },
        Subject::Notice { name, part } => match write::notices::notice(name) {
            Some(notice) => Ok((notice.write)(&loaded.site, *part, unsaid)),
            None => Err(impossible(page)),
        },
        Subject::File(at) => match loaded.files.get(*at).map(|file| &file.content) {
            Some(Content::BuiltIn(bytes)) => Ok(bytes.to_vec()),
            Some(Content::Disk(file)) => disk::copied(file),
            None => Err(impossible(page)),
        },
        subject => match (pages::kind(page.kind), &loaded.theme) {
            (Some(kind), Some(theme)) => {
                if let Subject::Citation(at) = subject {
                    citation::unsaid(&loaded.site, *at, unsaid);
                }
                (kind.view)(&loaded.site, theme, page).map(String::into_bytes)
            }
            _ => Err(impossible(page)),
        },
    }
}

/// Writes all pages and files, side by side, and hands each to `take`. Findings come in the order of the pages. Where there
/// is one file of all documents in a form, their own files are written together with it.
pub fn print(loaded: &Loaded, take: impl Fn(&Page, Vec<u8>) -> Result<(), Diagnostic> + Sync) -> Diagnostics {
    let pages = loaded.site.pages();
    let together = Together::of(pages);
    let taken = |page: &Page, bytes: Result<Vec<u8>, Diagnostic>, mut found: Diagnostics| {
        bytes.and_then(|bytes| take(page, bytes)).err().into_iter().for_each(|fault| found.push(fault));
        found
    };
    let one = |(at, page): (usize, &Page)| -> Vec<(usize, Diagnostics)> {
        if together.is_with_others(page) {
            return Vec::new();
        }
        let mut found = Diagnostics::default();
        let Some((export, whole)) = whole_of(page) else {
            let bytes = render_and_say(loaded, page, &mut found);
            return vec![(at, taken(page, bytes, found))];
        };
        let of_document = |document, bytes, found| {
            let at = *together.pages.get(&(export.name, document))?;
            Some((at, taken(pages.get(at)?, Ok(bytes), found)))
        };
        let (bytes, answers) = whole::written(&loaded.site, export, whole, of_document);
        answers.into_iter().flatten().chain([(at, taken(page, Ok(bytes), found))]).collect()
    };
    let mut results: Vec<(usize, Diagnostics)> = pages.par_iter().enumerate().flat_map_iter(one).collect();
    results.sort_by_key(|(at, _)| *at);
    let mut diagnostics = Diagnostics::default();
    // One slip in a template is found again on every page.
    let mut said = BTreeSet::new();
    for found in results.into_iter().flat_map(|(_, found)| found) {
        if said.insert((found.span, found.message.clone())) {
            diagnostics.push(found);
        }
    }
    diagnostics
}

/// The form of which a page has all documents.
fn whole_of(page: &Page) -> Option<(&'static Export, &'static Whole)> {
    let Subject::Whole(name) = page.subject else { return None };
    let export = write::export(name)?;
    Some((export, export.whole.as_ref()?))
}

/// Files that are written together with the one that holds them all.
struct Together {
    /// The forms that have such a file in this site.
    wholes: BTreeSet<&'static str>,
    /// Where the files of the documents stand among the pages.
    pages: BTreeMap<(&'static str, usize), usize>,
}

impl Together {
    fn is_with_others(&self, page: &Page) -> bool {
        matches!(page.subject, Subject::Export { export, .. } if self.wholes.contains(export))
    }

    fn of(pages: &[Page]) -> Together {
        let wholes: BTreeSet<&'static str> =
            pages.iter().filter_map(whole_of).map(|(export, _)| export.name).collect();
        let places = pages.iter().enumerate().filter_map(|(at, page)| match page.subject {
            Subject::Export { document, export } if wholes.contains(export) => Some(((export, document), at)),
            _ => None,
        });
        Together { pages: places.collect(), wholes }
    }
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

/// Reads sources side by side, those alone that `before` has not read; findings keep the order of the sources.
fn read_documents(
    ids: &[SourceId],
    sources: &Sources,
    vocabulary: &Vocabulary,
    ledger: &Ledger,
    before: Option<&Loaded>,
    diagnostics: &mut Diagnostics,
) -> Read {
    let read = |id: &SourceId| -> Vec<Arc<Looked>> {
        let known = before.filter(|before| sources.shares(&before.site.sources, *id));
        if let Some(known) = known.and_then(|before| before.read.get(id)) {
            let by = |looked: &Arc<Looked>| looked.by(ledger).map_or_else(|| Arc::clone(looked), Arc::new);
            return known.iter().map(by).collect();
        }
        let source = sources.get(*id);
        let documents = read::documents(source, vocabulary).into_iter();
        documents.map(|document| Arc::new(resolve::look_by(ledger, document, source))).collect()
    };
    let read: Vec<(SourceId, Vec<Arc<Looked>>)> = ids.par_iter().map(|id| (*id, read(id))).collect();
    read.iter().flat_map(|(_, looked)| looked).for_each(|looked| diagnostics.share(&looked.found));
    read.into_iter().collect()
}

/// Reports every picture that a text shows and that is not there.
fn missing_pictures<'a>(
    edition: &Edition,
    documents: impl Iterator<Item = &'a Looked>,
    sources: &Sources,
    files: &[disk::File],
    diagnostics: &mut Diagnostics,
) {
    let there: BTreeSet<&str> = files.iter().map(|file| file.address.as_str()).collect();
    let missing = |picture: &Spanned<String>| {
        write::html::image_address(&picture.value).is_some_and(|address| !there.contains(address.as_str()))
    };
    let in_documents = documents.flat_map(|looked| looked.pictures.iter().cloned());
    let mut pictures: Vec<Spanned<String>> = in_documents.filter(missing).collect();
    let in_essays =
        edition.essays.iter().flat_map(|essay| resolve::pictures_of_essay(essay, sources.get(essay.source)));
    pictures.extend(in_essays.filter(missing));
    for Spanned { value: path, span } in pictures {
        let message = format!("there is no picture `{path}`");
        let hint = "put the file into `content/images`; its path is counted from there";
        diagnostics.push(Diagnostic::warning("no-picture", message).at(span).hint(hint));
    }
}

/// Reports every link of an essay that leads to no page of the site.
fn dead_links(site: &Site, diagnostics: &mut Diagnostics) {
    for (at, essay) in site.edition.essays.iter().enumerate() {
        let source = site.sources.get(essay.source);
        let body = source.text().len() - essay.text.len().min(source.text().len());
        for (range, target) in write::targets::astray(site, at) {
            let found = match target.strip_prefix('#') {
                Some(place) => {
                    Diagnostic::warning("dead-link", format!("there is no place `{place}` on this page"))
                        .hint("a heading is reached by its words in small letters: `#s-how-to-cite`")
                }
                None => Diagnostic::warning("dead-link", format!("the link `{target}` leads to no page")).hint(
                    "name a page by its address from the top of the site, `method/index.html`, by its source, \
                     `../documents/letter.md`, or a document by its id, `doc:letter`",
                ),
            };
            diagnostics.push(found.at(source.span(body + range.start..body + range.end)));
        }
    }
}

/// The ledger of published addresses; that of the run before where it is the same file.
fn ledger_of(
    id: Option<SourceId>,
    sources: &Sources,
    before: Option<&Loaded>,
    diagnostics: &mut Diagnostics,
) -> Arc<Ledger> {
    let Some(id) = id else { return Arc::default() };
    let same =
        |before: &&Loaded| before.folder.ledger == Some(id) && sources.shares(&before.site.sources, id);
    // A fault must be said again, so what is faulty is read again.
    match before.filter(same).filter(|before| before.ledger.is_sound) {
        Some(before) => Arc::clone(&before.ledger),
        None => Arc::new(Ledger::read(sources.get(id), diagnostics)),
    }
}

/// The edition's templates over the built-in ones; the built-in ones alone where those cannot be used.
fn dress(
    ids: &[SourceId],
    sources: &Sources,
    before: Option<&Loaded>,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Theme>> {
    let unchanged = |before: &&Loaded| {
        let shared = |id: &SourceId| sources.shares(&before.site.sources, *id);
        before.folder.templates == ids && ids.iter().all(shared)
    };
    // A fault must be said again, so what is faulty is looked at again.
    let sound = before
        .filter(unchanged)
        .and_then(|before| before.theme.as_ref())
        .filter(|theme| theme.is_made_of(ids));
    if let Some(theme) = sound {
        return Some(Arc::clone(theme));
    }
    let templates: Vec<&Source> = ids.iter().map(|id| sources.get(*id)).collect();
    let fault = match Theme::new(&templates) {
        Ok(theme) => return Some(Arc::new(theme)),
        Err(fault) => fault,
    };
    diagnostics.append(fault);
    Theme::new(&[]).ok().map(Arc::new)
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
fn collisions(pages: &[Page]) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let mut taken: HashMap<String, &str> = HashMap::with_capacity(pages.len());
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
    diagnostics
}

fn folded(address: &str) -> String {
    if address.is_ascii() {
        return address.to_ascii_lowercase();
    }
    address.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn impossible(page: &Page) -> Diagnostic {
    Diagnostic::error("page", format!("the page `{}` cannot be made", page.address))
}
