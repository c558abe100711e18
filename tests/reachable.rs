//! Every document is reached from every name, place, archive, year, subject and language that it has to do with, and no link leads
//! nowhere. What is checked is the folder that was built, so that the same check goes over a large edition too:
//! `EDITION_BUILT=FOLDER cargo test --test reachable`, where the folder is that of an edition with its site in `public`.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the test makes the edition that it loads, and stops where it cannot"
)]

mod generated;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use edition::model::index::Index;
use edition::press::{Overrides, load};
use edition::site::url::{decoded, resolved};
use edition::site::{Site, Subject};

/// A page as far as links go. Addresses are known by their numbers.
#[derive(Default)]
struct Linking {
    links: Vec<(usize, String)>,
    ids: HashSet<String>,
}

/// A site on the disk.
struct Built {
    numbers: BTreeMap<String, usize>,
    pages: BTreeMap<usize, Linking>,
    dead: Vec<String>,
}

impl Built {
    fn read(folder: &Path) -> Built {
        let mut files = Vec::new();
        list(folder, &mut files);
        files.sort();
        let address =
            |file: &PathBuf| file.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        let numbers = files.iter().enumerate().map(|(at, file)| (address(file), at)).collect();
        let mut built = Built { numbers, pages: BTreeMap::new(), dead: Vec::new() };
        let html =
            files.iter().enumerate().filter(|(_, file)| file.extension().is_some_and(|end| end == "html"));
        for (at, file) in html {
            built.page(at, &address(file), &fs::read_to_string(file).unwrap());
        }
        built
    }

    fn page(&mut self, at: usize, address: &str, html: &str) {
        let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut page = Linking::default();
        for part in html.split(" id=\"").skip(1) {
            page.ids.extend(part.split('"').next().map(str::to_owned));
        }
        let hrefs = html.split(" href=\"").skip(1);
        for href in hrefs.chain(html.split(" src=\"").skip(1)).filter_map(|part| part.split('"').next()) {
            // The page for what is not there may stand anywhere, so its links begin at the top.
            if href.contains(':') || href.starts_with('/') {
                continue;
            }
            let (path, place) = href.split_once('#').unwrap_or((href, ""));
            let to = if path.is_empty() { address.to_owned() } else { resolved(&format!("{folder}/{path}")) };
            match self.numbers.get(&decoded(&to)) {
                Some(to) => page.links.push((*to, place.to_owned())),
                None => self.dead.push(format!("{address}: {to}")),
            }
        }
        self.pages.insert(at, page);
    }

    /// The links that lead to no file, or to no place on a page.
    fn dead(&self) -> Vec<String> {
        let mut dead = self.dead.clone();
        let names: HashMap<usize, &str> =
            self.numbers.iter().map(|(name, at)| (*at, name.as_str())).collect();
        for (from, page) in &self.pages {
            for (to, place) in page.links.iter().filter(|(_, place)| !place.is_empty()) {
                if self.pages.get(to).is_none_or(|page| !page.ids.contains(place)) {
                    dead.push(format!("{}: {}#{place}", names[from], names[to]));
                }
            }
        }
        dead
    }

    /// The pages that are reached from one over pages that belong to it.
    fn reached(&self, from: &str, belongs: impl Fn(&str) -> bool) -> BTreeSet<usize> {
        let own: HashSet<usize> =
            self.numbers.iter().filter(|(name, _)| belongs(name)).map(|(_, at)| *at).collect();
        self.reached_over(from, &own)
    }

    fn reached_over(&self, from: &str, own: &HashSet<usize>) -> BTreeSet<usize> {
        let start = *self.numbers.get(from).unwrap_or_else(|| panic!("there is no {from}"));
        let (mut seen, mut open) = (BTreeSet::from([start]), vec![start]);
        while let Some(page) = open.pop().and_then(|at| self.pages.get(&at)) {
            for (to, _) in &page.links {
                if seen.insert(*to) && own.contains(to) {
                    open.push(*to);
                }
            }
        }
        seen
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}

/// The check, of an edition and the site that was built of it. Says how many facets it went over.
fn check(root: &Path, folder: &Path) -> usize {
    let loaded = load(root, &Overrides::default());
    let site: &Site = &loaded.site;
    let built = Built::read(folder);
    let dead = built.dead();
    assert!(dead.is_empty(), "{} dead: {:#?}", dead.len(), dead.iter().take(20).collect::<Vec<_>>());

    // The pages of a list by the address of its first: `people/a.html` has `people/a.page-2.html`.
    let mut further: HashMap<&str, HashSet<usize>> = HashMap::new();
    let mut of_archive: HashMap<&str, HashSet<usize>> = HashMap::new();
    for (name, at) in &built.numbers {
        let stem = name.strip_suffix(".html").unwrap_or_default();
        further.entry(stem.split_once(".page-").map_or(stem, |(stem, _)| stem)).or_default().insert(*at);
        if name.starts_with("archives/") {
            of_archive.entry(stem.split_once('.').map_or(stem, |(stem, _)| stem)).or_default().insert(*at);
        }
    }
    let none = HashSet::new();
    let number = |document: usize| built.numbers[site.address_of(&Subject::Document(document)).unwrap()];
    let mut facets = 0;
    let mut found = |subject: &Subject,
                     documents: &mut dyn Iterator<Item = usize>,
                     own: &HashMap<&str, HashSet<usize>>| {
        let address = site.address_of(subject).unwrap();
        let stem = address.strip_suffix(".html").unwrap();
        let reached = built.reached_over(address, own.get(stem).unwrap_or(&none));
        let missing: Vec<usize> =
            documents.filter(|document| !reached.contains(&number(*document))).collect();
        assert!(missing.is_empty(), "{address} does not lead to {missing:?}");
        facets += 1;
    };
    let indexes = &site.edition.indexes;
    for (at, entity) in indexes.entities.iter().enumerate() {
        let own = if entity.index == Index::Archives { &of_archive } else { &further };
        found(&Subject::Entity { entity: at, page: 1 }, &mut entity.uses.iter().map(|one| one.document), own);
    }
    for (at, holding) in indexes.holdings.iter().enumerate() {
        found(&Subject::Holding { holding: at, page: 1 }, &mut holding.documents.iter().copied(), &further);
    }
    for (at, exchange) in indexes.exchanges.iter().enumerate() {
        found(
            &Subject::Exchange { exchange: at, page: 1 },
            &mut exchange.documents.iter().copied(),
            &further,
        );
    }
    for (at, year) in indexes.years.iter().enumerate() {
        let documents = year.months.iter().flat_map(|month| month.documents.iter().copied());
        found(&Subject::Year { year: at, page: 1 }, &mut documents.into_iter(), &further);
    }

    // From the list of an index to the page of each name in it.
    let in_list = |folder: &str, name: &str| {
        name.strip_prefix(folder).is_some_and(|rest| rest == "/index.html" || rest.starts_with("/page-"))
    };
    for index in Index::ALL.into_iter().filter(|index| !indexes.list(*index).is_empty()) {
        let first = site.address_of(&Subject::Index { index, page: 1 }).unwrap();
        let folder = first.strip_suffix("/index.html").unwrap();
        let reached = built.reached(first, |name| in_list(folder, name));
        for entity in indexes.list(index) {
            let address = site.address_of(&Subject::Entity { entity: *entity, page: 1 }).unwrap();
            assert!(reached.contains(&built.numbers[address]), "{first} does not lead to {address}");
        }
    }
    let everything: Vec<usize> = (0..site.edition.documents.len()).collect();
    for (folder, documents) in
        [("documents", &everything), ("chronology", &everything), ("transmission", &indexes.transmitted)]
    {
        if documents.is_empty() {
            continue;
        }
        let prefix = format!("{folder}/");
        let is_own = |name: &str| {
            if folder == "documents" { in_list(folder, name) } else { name.starts_with(&prefix) }
        };
        let reached = built.reached(&format!("{folder}/index.html"), is_own);
        let missing = documents.iter().filter(|document| !reached.contains(&number(**document))).count();
        assert_eq!(missing, 0, "{folder}");
    }
    // From the front door to every document, over any pages.
    let reached = built.reached("index.html", |name| name.ends_with(".html"));
    assert!(everything.iter().all(|document| reached.contains(&number(*document))));
    facets
}

#[test]
fn every_document_is_found_from_every_side_and_no_link_leads_nowhere() {
    if let Some(root) = std::env::var_os("EDITION_BUILT").map(PathBuf::from) {
        println!("{} facets", check(&root, &root.join("public")));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    generated::generate(folder.path(), 300);
    let build =
        Command::new(env!("CARGO_BIN_EXE_edition")).arg("build").current_dir(folder.path()).output().unwrap();
    assert!(build.status.success(), "{build:?}");
    let facets = check(folder.path(), &folder.path().join("public"));
    assert!(facets > 70, "{facets}");
}
