//! The site as a list of pages: which there are, and at which address. This room writes no page and knows no format.

pub mod links;
pub mod url;

use std::collections::HashMap;
use std::sync::Arc;

use crate::config::Config;
use crate::model::edition::Edition;
use crate::model::index::Index;
use crate::read::phrases::Vocabulary;
use crate::source::Sources;
use crate::styles::Styles;

/// Where the home page stands in the site.
const HOME: &str = "index.html";

/// An edition with the address of every page, before any of them is written.
#[derive(Debug)]
pub struct Site {
    pub config: Config,
    /// The conventions of the edition, as its texts were read by them. A text that is written is read again to see whether it
    /// says the same, so they are made ready once and not for each.
    pub vocabulary: Arc<Vocabulary>,
    pub edition: Edition,
    pub sources: Sources,
    /// Further styles of citation.
    pub styles: Arc<Styles>,
    plan: Arc<Plan>,
}

/// The pages, and where each is among them.
#[derive(Debug)]
struct Plan {
    pages: Vec<Page>,
    by_address: HashMap<String, usize>,
    by_subject: HashMap<Subject, usize>,
}

/// A page or a file of the site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// From the site's top, with `/` between folders and none in front: `documents/x.html`.
    pub address: String,
    /// The name of its page kind; `export`, `notice` or `file` for what is not a page.
    pub kind: &'static str,
    pub subject: Subject,
}

/// What a page is about. The numbers are places in [`Edition::documents`], [`Edition::essays`] and the
/// list of files.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    Home,
    /// A page of the list of documents, counted from 1.
    Documents {
        page: usize,
    },
    Document(usize),
    Citation(usize),
    /// The register of marks.
    Apparatus,
    /// A page of all marks of a sign, by its place in [`Edition::apparatus`]; pages are counted from 1.
    Sign {
        sign: usize,
        page: usize,
    },
    /// A page of an index: of people, places … Pages are counted from 1.
    Index {
        index: Index,
        page: usize,
    },
    /// A page of what an index leads to, by its place in [`Indexes::entities`](crate::model::index::Indexes).
    Entity {
        entity: usize,
        page: usize,
    },
    /// A page of the documents that two parties sent each other, by its place in the list of exchanges.
    Exchange {
        exchange: usize,
        page: usize,
    },
    /// A page of what an archive holds under one number: a fond, a record group.
    Holding {
        holding: usize,
        page: usize,
    },
    /// The years of the edition.
    Chronology,
    /// A page of the documents of a year, by its place among them.
    Year {
        year: usize,
        page: usize,
    },
    /// A page of how the documents travelled.
    Transmission {
        page: usize,
    },
    Method,
    /// How to cite the edition.
    Cite,
    /// What each version changed, in short.
    Errata,
    /// A page of what a version changed, by its place in [`Edition::errata`].
    ErrataOf {
        version: usize,
        page: usize,
    },
    /// How the edition is made to last.
    Endings,
    Essay(usize),
    Search,
    /// A page that was published and is no longer there, by its place in [`Edition::departed`]; of a document its citation
    /// page too.
    Departed(usize),
    NotFound,
    /// A document in another form, beside its page.
    Export {
        document: usize,
        export: &'static str,
    },
    /// All documents in another form.
    Whole(&'static str),
    /// A file that tells machines of the edition as a whole; a kind of them may have several.
    Notice {
        name: &'static str,
        part: usize,
    },
    /// A file of what the search page looks into.
    SearchIndex(IndexFile),
    /// A style sheet, a script, an image: copied as it is.
    File(usize),
}

/// A file of the index, by its place among those of its kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum IndexFile {
    Contents,
    Years,
    Facet(usize),
    Terms(usize),
    Spellings(usize),
    Postings(usize),
    Places(usize),
    Briefs(usize),
    /// The texts of so many documents that stand together.
    Texts {
        number: usize,
        together: usize,
    },
}

impl Site {
    /// Of two pages at one address the first one counts.
    pub fn new(
        config: Config,
        vocabulary: Arc<Vocabulary>,
        edition: Edition,
        sources: Sources,
        pages: Vec<Page>,
    ) -> Site {
        Site {
            config,
            vocabulary,
            edition,
            sources,
            styles: Arc::default(),
            plan: Arc::new(Plan::new(pages)),
        }
    }

    /// The site after a change that has left it the pages that it had; what they show may be another thing.
    pub fn again(
        &self,
        config: Config,
        vocabulary: Arc<Vocabulary>,
        edition: Edition,
        sources: Sources,
    ) -> Site {
        Site { config, vocabulary, edition, sources, styles: Arc::default(), plan: Arc::clone(&self.plan) }
    }

    /// All pages, each at an address of its own.
    pub fn pages(&self) -> &[Page] {
        &self.plan.pages
    }

    pub fn find(&self, address: &str) -> Option<&Page> {
        self.plan.by_address.get(address).and_then(|at| self.plan.pages.get(*at))
    }

    /// Where the page about this is, if the site has one.
    pub fn address_of(&self, subject: &Subject) -> Option<&str> {
        let page = self.plan.by_subject.get(subject).and_then(|at| self.plan.pages.get(*at))?;
        Some(&page.address)
    }

    /// The whole address of a page on the web, where the edition says at which address it is published. The home page is
    /// that address itself, so that the edition has one and not two.
    pub fn permanent(&self, address: &str) -> Option<String> {
        let base = self.config.edition.base_url.as_deref()?;
        let address = if address == HOME { "" } else { address };
        Some(url::absolute(base, address))
    }
}

impl Plan {
    fn new(pages: Vec<Page>) -> Plan {
        let mut kept: Vec<Page> = Vec::with_capacity(pages.len());
        let mut by_address = HashMap::with_capacity(pages.len());
        let mut by_subject = HashMap::with_capacity(pages.len());
        for page in pages {
            if by_address.contains_key(&page.address) {
                continue;
            }
            by_address.insert(page.address.clone(), kept.len());
            by_subject.entry(page.subject.clone()).or_insert(kept.len());
            kept.push(page);
        }
        Plan { pages: kept, by_address, by_subject }
    }
}
