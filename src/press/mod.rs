//! The press: from a folder to a site, and from a page of the site to bytes. Whoever prints (a build, a preview,
//! a test) goes this one way. This room must not know where the bytes go.

mod originals;
mod printing;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use unicode_normalization::UnicodeNormalization;

use crate::config::{self, Config};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::disk;
use crate::ledger::Ledger;
use crate::model::edition::Edition;
use crate::pages;
use crate::read::phrases::Vocabulary;
use crate::read::{self, transcript};
use crate::resolve::{self, Looked, Redirect, Redirected, Registers};
use crate::site::{Page, Site};
use crate::source::{Source, SourceId, Sources, Spanned};
use crate::styles::Styles;
use crate::theme::{self, Theme};
use crate::write::search::Index;
use crate::write::{self, citation};

pub use crate::press::originals::{Original, originals};
pub use crate::press::printing::{Part, make_ready, print, print_part, render};

/// What the command line says over `site.toml`.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Ends in `/`.
    pub base_url: Option<String>,
    /// The version that is made. Its site holds no archives of others.
    pub release: Option<Release>,
}

/// A version of an edition.
#[derive(Clone, Debug)]
pub struct Release {
    pub version: String,
    pub date: String,
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
    registers: Arc<OfRegisters>,
    ledger: Arc<Ledger>,
    /// Pages that would be one file.
    collisions: Diagnostics,
    /// What the search looks into, made when the first of its files is asked for.
    index: OnceLock<Index>,
}

/// The registers, and what was found while they were read.
#[derive(Debug, Default)]
struct OfRegisters {
    registers: Registers,
    found: Diagnostics,
}

/// The documents of each source, in the order in which they stand in it.
type Read = HashMap<SourceId, Vec<Arc<Looked>>>;

impl Loaded {
    /// Whether there was nothing to read, so that nothing can be made.
    pub fn found_nothing(&self) -> bool {
        self.site.sources.iter().next().is_none()
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.site))
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
    /// The site has the ledger with it, so that whoever publishes next can see whether they have all of it.
    Ledger(SourceId),
}

/// Reads an edition from its folder and plans its site. Never fails: what is wrong is in the diagnostics.
pub fn load(root: &Path, overrides: &Overrides) -> Loaded {
    load_after(root, overrides, None, &BTreeSet::new(), None)
}

/// Reads an edition again after a change: only the sources that are not what they were `before`. What comes of
/// it is what [`load`] gives. `touched` are the files that may have changed, by their paths in the folder; others
/// are known by their size and times.
pub fn load_again(root: &Path, overrides: &Overrides, before: &Loaded, touched: &BTreeSet<String>) -> Loaded {
    load_after(root, overrides, Some(before), touched, None)
}

/// Reads an edition as it is once it has been published: with the text of the ledger that [`record`] gives for it, which nobody
/// has written yet.
pub fn load_published(root: &Path, overrides: &Overrides, before: &Loaded, ledger: &str) -> Loaded {
    load_after(root, overrides, Some(before), &BTreeSet::new(), Some(ledger))
}

fn load_after(
    root: &Path,
    overrides: &Overrides,
    before: Option<&Loaded>,
    touched: &BTreeSet<String>,
    next_ledger: Option<&str>,
) -> Loaded {
    let mut diagnostics = Diagnostics::default();
    let (mut sources, mut folder) = match before {
        Some(Loaded { site, folder, .. }) => {
            let before = disk::Before { sources: &site.sources, folder, touched };
            disk::load_again(root, &before, &mut diagnostics)
        }
        None => disk::load(root, &mut diagnostics),
    };
    if let Some(text) = next_ledger {
        if folder.ledger.is_some() {
            sources = sources.with(vec![Source::unlisted(disk::LEDGER, text.into())]);
        } else {
            folder.ledger = Some(sources.add(disk::LEDGER, text.into()));
        }
    }
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
    let registers = read_registers(&folder.registers, &sources, before);
    diagnostics.share(&registers.found);
    let beside = Beside { registers: &registers, ledger: &ledger };
    let read = read_documents(&folder.documents, &sources, &vocabulary, beside, alike, &mut diagnostics);
    let looked = || folder.documents.iter().filter_map(|id| read.get(id)).flatten().map(AsRef::as_ref);
    let essays =
        folder.essays.iter().map(|id| transcript::essay(sources.get(*id), &mut diagnostics)).collect();
    let edition = resolve::edition_by(
        &ledger,
        &registers.registers,
        looked().collect(),
        essays,
        &sources,
        &mut diagnostics,
    );
    missing_pictures(&edition, looked(), &sources, &folder.files, &mut diagnostics);
    let theme = dress(&folder.templates, &sources, before, &mut diagnostics);
    let mut files = all_files(folder.files.clone(), folder.ledger);
    if overrides.release.is_some() {
        files.retain(|file| !Path::new(&file.address).starts_with(disk::RELEASES));
    }
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
    let index = OnceLock::new();
    Loaded { site, diagnostics, theme, files, folder, read, registers, ledger, collisions, index }
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
    let ledger = above.as_ref().map(|root| root.join(disk::LEDGER)).filter(|path| disk::is_there(path));
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
    // Citations follow the registers; what is wrong in them is said by `check`.
    let (sources, ids) = match &above {
        Some(root) => disk::registers(root, sources, &mut Diagnostics::default()),
        None => (sources, Vec::new()),
    };
    let registers = read_registers(&ids, &sources, None);
    let beside = Beside { registers: &registers, ledger: &ledger };
    let read = read_documents(&Vec::from_iter(id), &sources, &vocabulary, beside, None, &mut diagnostics);
    let mut of_edition = Diagnostics::default();
    let looked = read.values().flatten().map(AsRef::as_ref).collect();
    let edition =
        resolve::edition_by(&ledger, &registers.registers, looked, Vec::new(), &sources, &mut of_edition);
    // The other files of the edition are not looked at here, so no link or address can be said to lead nowhere.
    let others = ["unknown-document", "unknown-entry", "unresolved-name"];
    let of_others = |code: &str| others.contains(&code) || code.starts_with("address-");
    let of_file = of_edition.into_iter().filter(|found| !of_others(found.code));
    of_file.for_each(|found| diagnostics.push(found));
    let pages = pages::plan(&edition, &config, &sources, &[]);
    Loaded {
        site: Site::new(config, vocabulary, edition, sources, pages),
        diagnostics,
        theme: None,
        files: Vec::new(),
        folder: disk::Folder::default(),
        read,
        registers,
        ledger,
        collisions: Diagnostics::default(),
        index: OnceLock::new(),
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

/// The addresses that another ledger of the edition has and this one has not: somebody published them, and nothing here knows
/// which texts they are of.
pub fn unknown_addresses(loaded: &Loaded, other: &[u8]) -> Vec<String> {
    let source = Source::unlisted(disk::LEDGER, other.to_vec());
    let other = Ledger::read(&source, &mut Diagnostics::default());
    other
        .addresses()
        .into_iter()
        .filter(|address| !loaded.ledger.knows(address))
        .map(|it| it.to_string())
        .collect()
}

/// The ledger with the editor's word on what has become of an address: that it has moved to `new`, or rests.
///
/// # Errors
/// Where the address was not published or its text is still there, or where the new one leads nowhere.
pub fn redirect(loaded: &Loaded, old: &str, new: &Redirect) -> Result<Redirected, Diagnostic> {
    let looked = loaded.read.values().flatten().map(AsRef::as_ref);
    resolve::redirect(&loaded.site.edition, looked, &loaded.ledger, &loaded.site.sources, old, new)
}

fn configure(settings: Option<&Source>, overrides: &Overrides, diagnostics: &mut Diagnostics) -> Config {
    let mut found = Diagnostics::default();
    let mut config = config::read(settings, &mut found);
    if let Some(base_url) = &overrides.base_url {
        config.edition.base_url = Some(base_url.clone());
    }
    if let Some(release) = &overrides.release {
        config.edition.version = Some(release.version.clone());
        config.edition.date = Some(release.date.clone());
    }
    let answered =
        |diagnostic: &Diagnostic| diagnostic.code == "no-base-url" && config.edition.base_url.is_some();
    found.into_iter().filter(|diagnostic| !answered(diagnostic)).for_each(|found| diagnostics.push(found));
    config
}

/// Reads the registers; those of the run before are the same where their files are.
fn read_registers(ids: &[SourceId], sources: &Sources, before: Option<&Loaded>) -> Arc<OfRegisters> {
    let unchanged = |before: &&Loaded| {
        let shared = |id: &SourceId| sources.shares(&before.site.sources, *id);
        before.folder.registers == ids && ids.iter().all(shared)
    };
    if let Some(before) = before.filter(unchanged) {
        return Arc::clone(&before.registers);
    }
    let mut found = Diagnostics::default();
    let entries = ids.iter().flat_map(|id| read::registers::read(sources.get(*id), &mut found)).collect();
    let registers = Registers::new(entries, &mut found);
    Arc::new(OfRegisters { registers, found })
}

/// What stands beside the documents and says how they are looked at.
#[derive(Clone, Copy)]
struct Beside<'a> {
    registers: &'a Arc<OfRegisters>,
    ledger: &'a Ledger,
}

/// Reads sources side by side, those alone that `before` has not read; findings keep the order of the sources.
fn read_documents(
    ids: &[SourceId],
    sources: &Sources,
    vocabulary: &Vocabulary,
    beside: Beside<'_>,
    before: Option<&Loaded>,
    diagnostics: &mut Diagnostics,
) -> Read {
    let named = before.is_some_and(|before| Arc::ptr_eq(&before.registers, beside.registers));
    let read = |id: &SourceId| -> Vec<Arc<Looked>> {
        let known = before.filter(|before| sources.shares(&before.site.sources, *id));
        if let Some(known) = known.and_then(|before| before.read.get(id)) {
            let again = |looked: &Arc<Looked>| {
                let placed = looked.by(beside.ledger).map_or_else(|| Arc::clone(looked), Arc::new);
                if named {
                    return placed;
                }
                // The registers say which names are found; the text is what it was.
                Arc::new(Looked::clone(&placed).naming(&beside.registers.registers))
            };
            return known.iter().map(again).collect();
        }
        let source = sources.get(*id);
        let look =
            |document| resolve::look_by(beside.ledger, document, source).naming(&beside.registers.registers);
        let documents = read::documents(source, vocabulary).into_iter();
        documents.map(|document| Arc::new(look(document))).collect()
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
fn all_files(own: Vec<disk::File>, ledger: Option<SourceId>) -> Vec<File> {
    // GitHub Pages would otherwise run the site through Jekyll, which drops files.
    let built_in = theme::built_in_files().into_iter().chain([(".nojekyll".to_owned(), &b""[..])]);
    let mut files: BTreeMap<String, Content> =
        built_in.map(|(address, bytes)| (address, Content::BuiltIn(bytes))).collect();
    files.extend(own.into_iter().map(|file| (file.address.clone(), Content::Disk(file))));
    files.extend(ledger.map(|id| (disk::LEDGER.to_owned(), Content::Ledger(id))));
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
