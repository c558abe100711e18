//! The principles about the website itself.

use std::collections::BTreeSet;

use crate::endings::look::Found;
use crate::endings::{Answer, Facts, Principle, broken, kept, open, seen};
use crate::site::{Site, Subject};
use crate::words::listed;

pub static PRODUCTS: &[Principle] = &[
    Principle {
        number: "4.1",
        name: "No software on a server",
        asks: "The site is static: no database, and no program on a server.",
        answer: |site, _| {
            let programs = ending_in(site, SERVER);
            match programs.as_slice() {
                [] => kept("The site is a folder of files, and any server, or none, will do."),
                some => broken(format!("These need a program on a server: {}.", listed(some))),
            }
        },
    },
    Principle {
        number: "4.2",
        name: "No fashions",
        asks: "Only standards that every system supports and that will stay: HTML, CSS and JavaScript.",
        answer: |site, _| {
            let pages = "Pages are HTML and CSS, with a little JavaScript; the files beside them are XML, JSON and plain text.";
            let others: Vec<String> =
                kinds(site).into_iter().filter(|kind| !STANDARD.contains(&kind.as_str())).collect();
            match others.as_slice() {
                [] => kept(pages),
                others => open(format!(
                    "{pages} Files of the edition's own are of other kinds: {}.",
                    listed(others)
                )),
            }
        },
    },
    Principle {
        number: "4.3",
        name: "Nothing from elsewhere",
        asks: "No page depends on a library or a service that lies elsewhere.",
        answer: |site, facts| {
            let promise =
                "No page loads anything from another host, and each forbids it to the browser by its policy.";
            seen(site, facts, |look| &look.outside, promise)
        },
    },
    Principle {
        number: "4.4",
        name: "No query strings",
        asks: "Everything has a page of its own, with a simple address that works on any host.",
        answer: |site, facts| {
            let promise = "Each document, list and sign has a page of its own. Links within the site are relative, name the file, and \
                           have no query.";
            seen(site, facts, |look| &look.queries, promise)
        },
    },
    Principle {
        number: "4.5",
        name: "The data goes with it",
        asks: "The site holds a documented copy of its source data, for others to use.",
        answer: source,
    },
    Principle {
        number: "4.6",
        name: "Each page by itself",
        asks: "Each page has all that it needs, even at the price of repetition.",
        answer: |site, facts| {
            let promise = "A document's page holds its text, notes, signs and their meaning, where the original lies, and the edition with its \
                           version. Pages share style sheets and a few scripts, and can be read without them.";
            seen(site, facts, |look| &look.bare, promise)
        },
    },
    Principle {
        number: "4.7",
        name: "Graceful failure",
        asks: "Each page works without scripts and without styles.",
        answer: |site, facts| {
            let promise = "The words of every page stand in its HTML, in reading order. Scripts add conveniences and hold no text.";
            seen(site, facts, |look| &look.silent, promise)
        },
    },
    Principle {
        number: "4.8",
        name: "Services only on top",
        asks: "A search on a server, or something like it, may be added to a site that works fully without it.",
        answer: |_, _| kept("There is no such service, and nothing waits for one."),
    },
    Principle {
        number: "4.9",
        name: "Few libraries, and open ones",
        asks: "A library is used only where it must be: open, widely used, and without dependencies of its own.",
        answer: |site, facts| {
            let own = own_scripts(site);
            let outside = facts.look.as_ref().map_or(&[][..], |look| look.outside.as_slice());
            let is_script = |found: &&Found| found.what.ends_with(".js") || found.what.ends_with(".mjs");
            if let Some(found) = outside.iter().find(is_script) {
                return broken(format!(
                    "A script from elsewhere is loaded: {} ({}).",
                    found.address, found.what
                ));
            }
            match own.as_slice() {
                [] => {
                    kept("The pages use no library; their scripts belong to the edition and lie beside them.")
                }
                own => open(format!(
                    "Whether these scripts of the edition's own are libraries is not known: {}.",
                    listed(own)
                )),
            }
        },
    },
];

/// Endings of files that a server has to run.
const SERVER: &[&str] = &["php", "phtml", "asp", "aspx", "jsp", "cgi", "pl", "py", "rb", "shtml"];

/// Kinds of files that have stood for long, or are documented and open.
const STANDARD: &[&str] = &[
    "html", "css", "js", "json", "xml", "txt", "md", "csv", "ris", "bib", "cff", "svg", "png", "jpg", "jpeg",
    "gif", "webp", "tif", "tiff", "pdf", "woff2", "woff", "ico", "zip", "",
];

/// The scripts that come with the program.
pub const SCRIPTS: &[&str] = &[
    "assets/js/cite.js",
    "assets/js/find.js",
    "assets/js/moved.js",
    "assets/js/search/context.js",
    "assets/js/search/index.js",
    "assets/js/search/numbers.js",
    "assets/js/search/page.js",
    "assets/js/search/phrase.js",
    "assets/js/search/query.js",
    "assets/js/search/rank.js",
    "assets/js/search/romanised.js",
    "assets/js/search/words.js",
    "assets/js/sort.js",
    "assets/js/view.js",
];

fn source(site: &Site, _: &Facts) -> Answer {
    let wanted = |name: &str| site.config.build.outputs.iter().any(|output| output == name);
    match (wanted("source"), wanted("tei")) {
        (true, true) => kept(
            "Beside each document lies its source, byte for byte, and its TEI; `edition.tei.xml` holds all of them.",
        ),
        (true, false) => kept("Beside each document lies its source, byte for byte."),
        (false, _) => {
            broken("The sources are not published: `source` is not among the `outputs` in `site.toml`.")
        }
    }
}

fn ending(address: &str) -> String {
    let name = address.rsplit('/').next().unwrap_or(address);
    name.rsplit_once('.')
        .filter(|(stem, _)| !stem.is_empty())
        .map(|(_, end)| end.to_lowercase())
        .unwrap_or_default()
}

fn ending_in(site: &Site, endings: &[&str]) -> Vec<String> {
    let pages = site.pages().iter().filter(|page| endings.contains(&ending(&page.address).as_str()));
    pages.map(|page| page.address.clone()).collect()
}

/// The kinds of the files that the edition brings.
fn kinds(site: &Site) -> BTreeSet<String> {
    let files = site.pages().iter().filter(|page| matches!(page.subject, Subject::File(_)));
    files.map(|page| ending(&page.address)).collect()
}

fn own_scripts(site: &Site) -> Vec<String> {
    let scripts = site.pages().iter().filter(|page| matches!(page.subject, Subject::File(_)));
    let scripts = scripts.filter(|page| matches!(ending(&page.address).as_str(), "js" | "mjs" | "wasm"));
    let own = scripts.filter(|page| !SCRIPTS.contains(&page.address.as_str()));
    own.map(|page| page.address.clone()).collect()
}
