//! From a page to its bytes: one, or all of a site or of a part of it, side by side. This room must not know how a site was read.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::diag::{Diagnostic, Diagnostics};
use crate::disk;
use crate::pages;
use crate::press::{Content, Loaded};
use crate::site::{IndexFile, Page, Subject};
use crate::write::{self, Export, Whole, citation, whole};

/// A part of a site: its pages are dealt out in turn, as cards are, so that all parts are about as much work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// Which part it is, from 0.
    pub at: usize,
    /// How many parts there are.
    pub of: usize,
}

impl Part {
    pub const WHOLE: Part = Part { at: 0, of: 1 };

    /// The pages that belong to it, with their places among all.
    pub fn pages(self, all: &[Page]) -> Vec<(usize, &Page)> {
        all.iter().enumerate().filter(|(at, _)| at % self.of.max(1) == self.at).collect()
    }
}

/// Makes what several pages share. It is made by all threads together, so none of them may wait for it while it is made: this comes
/// before pages are rendered side by side.
pub fn make_ready(loaded: &Loaded) {
    if loaded.site.pages().iter().any(|page| matches!(page.subject, Subject::SearchIndex(_))) {
        loaded.index();
    }
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
        Subject::SearchIndex(IndexFile::Texts { number, together }) => {
            Ok(write::search::texts(&loaded.site, *number, *together))
        }
        Subject::SearchIndex(file) => Ok(loaded.index().file(*file)),
        Subject::File(at) => match loaded.files.get(*at).map(|file| &file.content) {
            Some(Content::BuiltIn(bytes)) => Ok(bytes.to_vec()),
            Some(Content::Disk(file)) => disk::copied(file),
            Some(Content::Ledger(id)) => Ok(loaded.site.sources.get(*id).bytes().to_vec()),
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
    print_part(loaded, Part::WHOLE, take)
}

/// Does as [`print()`] for a part of the site; all parts together give what the whole gives.
pub fn print_part(
    loaded: &Loaded,
    part: Part,
    take: impl Fn(&Page, Vec<u8>) -> Result<(), Diagnostic> + Sync,
) -> Diagnostics {
    let pages = part.pages(loaded.site.pages());
    if pages.iter().any(|(_, page)| matches!(page.subject, Subject::SearchIndex(_))) {
        make_ready(loaded);
    }
    let together = Together::of(&pages);
    let taken = |page: &Page, bytes: Result<Vec<u8>, Diagnostic>, mut found: Diagnostics| {
        bytes.and_then(|bytes| take(page, bytes)).err().into_iter().for_each(|fault| found.push(fault));
        found
    };
    let one = |&(at, page): &(usize, &Page)| -> Vec<(usize, Diagnostics)> {
        if together.is_with_others(page) {
            return Vec::new();
        }
        let mut found = Diagnostics::default();
        let Some((export, whole)) = whole_of(page) else {
            let bytes = render_and_say(loaded, page, &mut found);
            return vec![(at, taken(page, bytes, found))];
        };
        let of_document = |document, bytes: Vec<u8>, found: Diagnostics| {
            let pages = together.pages.get(&(export.name, document)).map_or(&[][..], Vec::as_slice);
            let files = pages.iter().map(|(at, page)| (*at, taken(page, Ok(bytes.clone()), found.clone())));
            files.collect::<Vec<_>>()
        };
        let (bytes, answers) = whole::written(&loaded.site, export, whole, of_document);
        answers.into_iter().flatten().chain([(at, taken(page, Ok(bytes), found))]).collect()
    };
    let mut results: Vec<(usize, Diagnostics)> = pages.par_iter().flat_map_iter(one).collect();
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
struct Together<'a> {
    /// The forms that have such a file among the pages.
    wholes: BTreeSet<&'static str>,
    /// Which of the pages are the files of the documents, and where they stand in the site: one that was renamed is there under
    /// each of its names.
    pages: BTreeMap<(&'static str, usize), Vec<(usize, &'a Page)>>,
}

impl<'a> Together<'a> {
    fn is_with_others(&self, page: &Page) -> bool {
        matches!(page.subject, Subject::Export { export, .. } if self.wholes.contains(export))
    }

    fn of(pages: &[(usize, &'a Page)]) -> Together<'a> {
        let wholes: BTreeSet<&'static str> =
            pages.iter().filter_map(|(_, page)| whole_of(page)).map(|(export, _)| export.name).collect();
        let mut places: BTreeMap<(&'static str, usize), Vec<(usize, &'a Page)>> = BTreeMap::new();
        for &(at, page) in pages {
            if let Subject::Export { document, export } = page.subject
                && wholes.contains(export)
            {
                places.entry((export, document)).or_default().push((at, page));
            }
        }
        Together { pages: places, wholes }
    }
}

fn impossible(page: &Page) -> Diagnostic {
    Diagnostic::error("page", format!("the page `{}` cannot be made", page.address))
}
