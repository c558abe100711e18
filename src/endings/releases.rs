//! The principles about releases.

use crate::disk;
use crate::endings::{Answer, Facts, Principle, broken, kept, listed, open, own_theme};
use crate::site::{Site, Subject};
use crate::words::counted;

pub static RELEASES: &[Principle] = &[
    Principle {
        number: "5.1",
        name: "Planned releases",
        asks: "Releases are planned and come now and then; the site does not change under the eyes of its readers.",
        answer: |site, _| match &site.config.edition.version {
            Some(version) => kept(format!("This is version {version}.")),
            None => broken("This edition is unreleased: `version` and `date` in `site.toml` say otherwise."),
        },
    },
    Principle {
        number: "5.2",
        name: "Whole and consistent",
        asks: "Only what is complete, consistent and without errors is released.",
        answer: whole,
    },
    Principle {
        number: "5.3",
        name: "Version and date on every page",
        asks: "Every page says of which version it is, and when that was made.",
        answer: dated,
    },
    Principle {
        number: "5.4",
        name: "How to cite",
        asks: "The site says in detail how to cite a certain page of a certain version.",
        answer: |site, _| {
            let cited =
                site.pages().iter().filter(|page| matches!(page.subject, Subject::Citation(_))).count();
            match site.address_of(&Subject::Cite) {
                Some(_) if cited == site.edition.documents.len() => kept(format!(
                    "There is a page on how to cite the edition, and one for each of {} with its citations and the address of each \
                     paragraph, mark and note.",
                    counted(site.edition.proper().len(), "document")
                )),
                _ => broken("Not every document has a page with its citations."),
            }
        },
    },
    Principle {
        number: "5.5",
        name: "Addresses that stay",
        asks: "The address of a thing stays the same from version to version; what has moved or gone leaves a way on.",
        answer: |site, _| match &site.config.edition.base_url {
            None => broken(
                "The edition does not say at which address it is published: `base_url` in `site.toml`.",
            ),
            Some(base) if site.sources.find(disk::LEDGER).is_some() => kept(format!(
                "What has been published below {base} stands in a ledger beside the texts. An address that would vanish is an error until \
                 the editors say where it went, and a way on is left there."
            )),
            Some(base) => open(format!(
                "The address of a document is made of its id, below {base}. Nothing has been published yet by `edition publish` or \
                 `edition release`, which write down the addresses that have to stay."
            )),
        },
    },
];

fn whole(_: &Site, facts: &Facts) -> Answer {
    match (&facts.look, facts.errors) {
        (_, Some(errors)) if errors > 0 => broken(format!("The edition has {}.", counted(errors, "error"))),
        (Some(look), _) if !look.dead.is_empty() => {
            broken(format!("Links that lead nowhere: {}, {}.", look.dead.len(), listed(&look.dead)))
        }
        (Some(look), _) => kept(format!(
            "There is no error, and each of {} within the site leads to a page and a place that are there.",
            counted(look.links, "link")
        )),
        (None, _) => kept("An edition with an error is not built, so this site has passed every check."),
    }
}

fn dated(site: &Site, facts: &Facts) -> Answer {
    let edition = &site.config.edition;
    let (Some(version), Some(date)) = (&edition.version, &edition.date) else {
        return broken(
            "Every page says `unreleased`: `version` and `date` in `site.toml` are to be set, both.",
        );
    };
    let promise = format!("Version {version} of {date} stands at the foot of every page.");
    match &facts.look {
        Some(look) if look.undated.is_empty() => {
            kept(format!("{promise} Looked at: {}.", counted(look.pages, "page")))
        }
        Some(look) => broken(format!("It is missing on {}.", listed(&look.undated))),
        None if own_theme(site) > 0 => {
            open(format!("{promise} This edition has templates of its own, which can change that."))
        }
        None => kept(promise),
    }
}
