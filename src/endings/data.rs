//! The principles about the texts, what is said of them, and how they are worked on.

use std::collections::BTreeSet;

use crate::endings::{Answer, Facts, Principle, broken, kept, open};
use crate::site::Site;
use crate::words::counted;

pub static DATA: &[Principle] = &[
    Principle {
        number: "1.1",
        name: "Open formats",
        asks: "The data is kept in formats that are open standards and that programs can work with.",
        answer: |site, _| {
            let files = site.edition.documents.iter().map(|document| document.source);
            let files: BTreeSet<_> = files.collect();
            kept(format!(
                "The texts are {} of Markdown, plain text or TEI, the settings are TOML.",
                counted(files.len(), "file")
            ))
        },
    },
    Principle {
        number: "1.2",
        name: "Version control",
        asks: "The data is under version control.",
        answer: |_, facts| match facts.versioned {
            Some(true) => kept("The folder of the edition is under version control."),
            Some(false) => {
                broken("The folder of the edition is not under version control: `git init` begins one.")
            }
            None => open("A page cannot see how the texts behind it are kept."),
        },
    },
    Principle {
        number: "1.3",
        name: "Steady checking",
        asks: "The data is checked again and again, for its form and for what it says.",
        answer: checked,
    },
];

pub static DOCUMENTATION: &[Principle] = &[
    Principle {
        number: "2.1",
        name: "Data that is explained",
        asks: "What the fields and signs of the data mean stands in a static document that is kept with the data and published \
               with it.",
        answer: |site, _| {
            let signs = counted(site.edition.apparatus.len(), "sign");
            match site.edition.essay("method") {
                Some(_) => kept(format!(
                    "The page on the method holds the statement of the editors and explains {signs}, each with its element of TEI."
                )),
                None => broken(format!(
                    "The page on the method explains {signs}, but the editors say nothing there: their statement belongs into \
                     `content/pages/method.md`."
                )),
            }
        },
    },
    Principle {
        number: "2.2",
        name: "Rights that are stated",
        asks: "Rights are documented, and data and products are under an open licence where that is possible.",
        answer: |site, _| {
            let licence = site.config.edition.licence.as_deref();
            let own = site.edition.documents.iter().filter(|document| document.rights.is_some()).count();
            let own = match own {
                0 => String::new(),
                1 => " One document has a statement of its own.".to_owned(),
                own => format!(" {own} documents have statements of their own."),
            };
            match licence {
                Some(licence) => {
                    kept(format!("The licence `{licence}` stands at the foot of every page.{own}"))
                }
                None => broken(format!("The edition names no licence: `licence` in `site.toml`.{own}")),
            }
        },
    },
];

pub static PROCESSING: &[Principle] = &[
    Principle {
        number: "3.1",
        name: "Relentless validation",
        asks: "What goes in and what comes out is validated, and no error is passed over.",
        answer: |_, _| {
            kept(
                "Every build reads every text, and says what is wrong with its file, line and column. An error stops the build, and the \
                 site that was there stays.",
            )
        },
    },
    Principle {
        number: "3.2",
        name: "Continuous integration",
        asks: "A change of the data brings a rebuild of the whole site, by itself where possible.",
        answer: |_, facts| match facts.built_by_service {
            Some(true) => kept(
                "Each build makes the whole site, and a workflow in the folder starts it when the texts change.",
            ),
            _ => open(
                "Each build makes the whole site. Whether it starts by itself is for the editors to arrange.",
            ),
        },
    },
    Principle {
        number: "3.3",
        name: "Code that may pass away",
        asks: "The programs need not last; where they can, they keep to the same principles.",
        answer: |_, _| {
            kept("The program is needed to make the site and not to read it; what it has made are files.")
        },
    },
];

fn checked(site: &Site, facts: &Facts) -> Answer {
    match facts.errors {
        Some(0) => kept("Each build and each `edition check` reads every text; now there is no error."),
        Some(errors) => broken(format!("The edition has {}.", counted(errors, "error"))),
        None => kept(format!(
            "Each build reads every text, and this page is here because {} had no error.",
            counted(site.edition.proper().len(), "document")
        )),
    }
}
