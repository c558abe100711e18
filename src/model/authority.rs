//! Authority files: by which number each knows a person, a place, a body, and where it says so. It knows forms and asks no
//! network.

use crate::model::address::is_web;

/// An authority file.
pub struct Authority {
    /// As registers name it: `viaf`.
    pub name: &'static str,
    /// As readers know it: `VIAF`.
    pub title: &'static str,
    /// What its ids look like, for whoever typed another thing.
    pub form: &'static str,
    is_id: fn(&str) -> bool,
    /// How the host of its addresses ends.
    host: &'static str,
    /// What stands before an id in its address; nothing where it has none.
    before: &'static str,
    after: &'static str,
}

/// The authority files whose ids are checked, and lead somewhere; those first by which lists of correspondence are searched.
pub static AUTHORITIES: &[Authority] = &[
    Authority {
        name: "viaf",
        title: "VIAF",
        form: "digits: `36979830`",
        is_id: is_number,
        host: "viaf.org",
        before: "https://viaf.org/viaf/",
        after: "",
    },
    Authority {
        name: "gnd",
        title: "GND",
        form: "digits of which the last one is a check: `118642499`, `4005728-8`",
        is_id: is_gnd,
        host: "d-nb.info",
        before: "https://d-nb.info/gnd/",
        after: "",
    },
    Authority {
        name: "lc",
        title: "Library of Congress",
        form: "letters and digits: `n80126308`",
        is_id: is_lccn,
        host: "id.loc.gov",
        before: "https://id.loc.gov/authorities/names/",
        after: "",
    },
    Authority {
        name: "lccn",
        title: "Library of Congress",
        form: "letters and digits: `n80126308`",
        is_id: is_lccn,
        host: "id.loc.gov",
        before: "https://id.loc.gov/authorities/names/",
        after: "",
    },
    Authority {
        name: "bnf",
        title: "Bibliothèque nationale de France",
        form: "`cb`, digits and a check letter: `cb11925498s`",
        is_id: |id| id.starts_with("cb") && is_plain(id),
        host: "bnf.fr",
        before: "https://catalogue.bnf.fr/ark:/12148/",
        after: "",
    },
    Authority {
        name: "ndl",
        title: "National Diet Library",
        form: "digits: `00457604`",
        is_id: is_number,
        host: "id.ndl.go.jp",
        before: "https://id.ndl.go.jp/auth/ndlna/",
        after: "",
    },
    Authority {
        name: "wikidata",
        title: "Wikidata",
        form: "`Q` and digits: `Q855`",
        is_id: |id| id.strip_prefix('Q').is_some_and(is_number),
        host: "wikidata.org",
        before: "https://www.wikidata.org/entity/",
        after: "",
    },
    Authority {
        name: "isni",
        title: "ISNI",
        form: "sixteen digits without spaces, of which the last one may be `X`: `0000000121032683`",
        is_id: |id| id.len() == 16 && is_number(id.strip_suffix('X').unwrap_or(id)),
        host: "isni.org",
        before: "https://isni.org/isni/",
        after: "",
    },
    Authority {
        name: "orcid",
        title: "ORCID",
        form: "four groups of four digits: `0000-0002-1825-0097`",
        is_id: |id| id.len() == 19 && id.split('-').count() == 4 && is_plain(id),
        host: "orcid.org",
        before: "https://orcid.org/",
        after: "",
    },
    Authority {
        name: "geonames",
        title: "GeoNames",
        form: "digits: `1871859`",
        is_id: is_number,
        host: "geonames.org",
        before: "https://sws.geonames.org/",
        after: "/",
    },
    Authority {
        name: "isil",
        title: "ISIL",
        form: "a country, a hyphen and a name: `DE-1`",
        is_id: is_isil,
        host: "zdb-services.de",
        before: "",
        after: "",
    },
];

impl Authority {
    /// The id that is meant: by itself, or in its address as a browser shows it. Nothing where it has not the form.
    ///
    /// ```
    /// use edition::model::authority::authority;
    /// let wikidata = authority("Wikidata").unwrap();
    /// assert_eq!(wikidata.id("https://www.wikidata.org/wiki/Q855"), Some("Q855"));
    /// assert_eq!(wikidata.id("855"), None);
    /// assert_eq!(wikidata.id("https://example.org/wiki/Q855"), None);
    /// ```
    pub fn id<'a>(&self, written: &'a str) -> Option<&'a str> {
        let written = written.trim();
        if !is_web(written) {
            return Some(written).filter(|id| (self.is_id)(id));
        }
        let (_, rest) = written.split_once("://")?;
        let rest = rest.split(['?', '#']).next()?;
        let (host, path) = rest.split_once('/')?;
        let host = host.to_ascii_lowercase();
        let start = host.strip_suffix(self.host)?;
        let of_file = start.is_empty() || start.ends_with('.');
        let segments = path.rsplit('/').map(|part| part.strip_suffix(".html").unwrap_or(part));
        segments.into_iter().find(|id| (self.is_id)(id)).filter(|_| of_file)
    }
}

/// The authority file of that name, whatever its case.
pub fn authority(name: &str) -> Option<&'static Authority> {
    AUTHORITIES.iter().find(|file| file.name.eq_ignore_ascii_case(name))
}

/// The address of an id in an authority file; what is an address by itself is that.
pub fn address(file: &str, id: &str) -> Option<String> {
    let known = authority(file).and_then(|file| {
        let id = file.id(id)?;
        // Each country resolves its own; for German libraries the Zeitschriftendatenbank does.
        match (file.name, id.starts_with("DE-")) {
            ("isil", true) => Some(format!("https://ld.zdb-services.de/resource/organisations/{id}")),
            ("isil", false) => None,
            _ => Some(format!("{}{id}{}", file.before, file.after)),
        }
    });
    known.or_else(|| is_web(id.trim()).then(|| id.trim().to_owned()))
}

fn is_number(id: &str) -> bool {
    !id.is_empty() && id.len() <= 22 && id.bytes().all(|b| b.is_ascii_digit())
}

fn is_plain(id: &str) -> bool {
    id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// A control number of the Library of Congress for a name.
fn is_lccn(id: &str) -> bool {
    id.starts_with('n') && is_number(id.trim_start_matches(|c: char| c.is_ascii_lowercase()))
}

/// An id of the Gemeinsame Normdatei. The digits are weighted from the right, beginning with 2, and their sum is completed
/// to a multiple of 11; of subject headings and places, which have a hyphen, the check is the rest itself.
fn is_gnd(id: &str) -> bool {
    let (number, check, hyphen) = match id.split_once('-') {
        Some((number, check)) => (number, check, true),
        None => match id.len().checked_sub(1).and_then(|at| id.split_at_checked(at)) {
            Some((number, check)) => (number, check, false),
            None => return false,
        },
    };
    if !is_number(number) || number.len() > 10 {
        return false;
    }
    let weights = 2_u32..;
    let digits = number.bytes().rev().map(|digit| u32::from(digit - b'0'));
    let rest = digits.zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11;
    let is = |value: u32| match value {
        10 => check == "X",
        value => check == value.to_string(),
    };
    is((11 - rest) % 11) || (hyphen && is(rest))
}

/// ISO 15511: a prefix, a hyphen, and at most eleven letters, digits and `/`, `:`, `-`.
fn is_isil(id: &str) -> bool {
    let Some((prefix, rest)) = id.split_once('-') else { return false };
    (1..=4).contains(&prefix.len())
        && prefix.bytes().all(|b| b.is_ascii_alphanumeric())
        && (1..=11).contains(&rest.len())
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"/:-".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::{address, authority};

    #[test]
    fn ids_have_their_forms() {
        let check = |file: &str, id: &str, expected: Option<&str>| {
            let found =
                authority(file).and_then(|file| file.id(id).map(|_| ())).and_then(|()| address(file, id));
            assert_eq!(found.as_deref(), expected, "{file} {id}");
        };
        check("viaf", "36979830", Some("https://viaf.org/viaf/36979830"));
        check("viaf", "viaf36979830", None);
        check("wikidata", "Q855", Some("https://www.wikidata.org/entity/Q855"));
        check("wikidata", "q855", None);
        check("gnd", "118540238", Some("https://d-nb.info/gnd/118540238"));
        check("gnd", "118540239", None);
        check("gnd", "4005728-8", Some("https://d-nb.info/gnd/4005728-8"));
        check("gnd", "ж", None);
        check("geonames", "https://www.geonames.org/1871859", Some("https://sws.geonames.org/1871859/"));
        check("geonames", "Pyongyang", None);
        check(
            "geonames",
            "https://www.geonames.org/1871859/pyongyang.html",
            Some("https://sws.geonames.org/1871859/"),
        );
        check("viaf", "https://www.geonames.org/1871859", None);
        check("viaf", "https://notviaf.org/viaf/1", None);
        check(
            "lc",
            "https://id.loc.gov/authorities/names/n80126308.html",
            Some("https://id.loc.gov/authorities/names/n80126308"),
        );
        check("isil", "DE-1", Some("https://ld.zdb-services.de/resource/organisations/DE-1"));
        check("isil", "RU-10", None);
        assert!(authority("isil").unwrap().id("RU-10").is_some());
        assert!(authority("isil").unwrap().id("Moscow").is_none());
        check("lccn", "n80126308", Some("https://id.loc.gov/authorities/names/n80126308"));
        assert_eq!(address("other", "https://example.org/1").as_deref(), Some("https://example.org/1"));
        assert_eq!(address("other", "javascript:1"), None);
    }
}
