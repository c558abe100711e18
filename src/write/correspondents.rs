//! Who wrote and who was written to, with the address that authority files give them. It knows no format.

use std::collections::BTreeMap;

use crate::model::document::Document;
use crate::model::entity::Party;
use crate::model::naming::{self, Naming};
use crate::site::Site;
use crate::write::tei::names::address;

/// A sender or recipient who is known by name.
#[derive(Clone, Debug)]
pub struct Correspondent<'a> {
    pub party: &'a Party,
    pub naming: Naming,
    /// Where an authority file describes them: `https://viaf.org/viaf/95154065`.
    pub authority: Option<String>,
}

/// The senders of a document, without those that are unknown.
pub fn senders<'a>(site: &'a Site, document: &'a Document) -> Vec<Correspondent<'a>> {
    known(site, document, &document.from)
}

/// Those to whom a document went, without those that are unknown.
pub fn recipients<'a>(site: &'a Site, document: &'a Document) -> Vec<Correspondent<'a>> {
    known(site, document, &document.to)
}

fn known<'a>(site: &'a Site, document: &'a Document, parties: &'a [Party]) -> Vec<Correspondent<'a>> {
    let correspondent = |party: &'a Party| Correspondent {
        party,
        naming: Naming::of_party(party),
        authority: party.id.as_deref().and_then(|id| authority(site, document, id)),
    };
    naming::known(parties).map(correspondent).collect()
}

/// The address in an authority file: the id itself, where it is one, else what the source says of whom it names so.
pub fn authority(site: &Site, document: &Document, id: &str) -> Option<String> {
    if let Some(address) = on_the_web(id) {
        return Some(address);
    }
    let entry = site.edition.entry(document, id)?;
    let found = |file: &str| {
        let named = entry.authorities.iter().filter(|(name, _)| name.eq_ignore_ascii_case(file));
        named.filter_map(|(_, value)| on_the_web(value).or_else(|| in_file(file, value))).next()
    };
    let listed = FILES.iter().find_map(|(file, _)| found(file));
    listed.or_else(|| entry.authorities.iter().find_map(|(_, value)| on_the_web(value)))
}

/// Authority files and the beginnings of their addresses, those first that lists of correspondence are searched by.
const FILES: [(&str, &str); 10] = [
    ("viaf", "https://viaf.org/viaf/"),
    ("gnd", "https://d-nb.info/gnd/"),
    ("lc", "https://id.loc.gov/authorities/names/"),
    ("lccn", "https://id.loc.gov/authorities/names/"),
    ("bnf", "https://catalogue.bnf.fr/ark:/12148/"),
    ("ndl", "https://id.ndl.go.jp/auth/ndlna/"),
    ("wikidata", "https://www.wikidata.org/entity/"),
    ("isni", "https://isni.org/isni/"),
    ("orcid", "https://orcid.org/"),
    ("geonames", "https://www.geonames.org/"),
];

/// A number of an authority file as an address.
fn in_file(file: &str, number: &str) -> Option<String> {
    let (_, start) = FILES.iter().find(|(name, _)| *name == file)?;
    let number = number.trim();
    let plain = number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (plain && !number.is_empty()).then(|| format!("{start}{number}"))
}

fn on_the_web(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let fits = !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace);
    fits.then(|| address(text))
}

/// A correspondent of the edition, under all documents that have the name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Count {
    pub sent: usize,
    pub received: usize,
    pub authority: Option<String>,
    /// The first document, in the order of the edition, that has the name without an authority's address; its place
    /// in the edition.
    pub without: Option<usize>,
}

/// All correspondents of the edition by their names as written.
pub fn counted(site: &Site) -> BTreeMap<&str, Count> {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for (at, document) in site.edition.documents.iter().enumerate() {
        let mut count = |correspondent: Correspondent<'_>, name, sent: bool| {
            let count = counts.entry(name).or_default();
            *(if sent { &mut count.sent } else { &mut count.received }) += 1;
            match correspondent.authority {
                Some(authority) => drop(count.authority.get_or_insert(authority)),
                None => drop(count.without.get_or_insert(at)),
            }
        };
        for one in senders(site, document) {
            let name = one.party.name.as_str();
            count(one, name, true);
        }
        for one in recipients(site, document) {
            let name = one.party.name.as_str();
            count(one, name, false);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::model::entity::Entry;
    use crate::write::correspondents::{authority, counted, senders};
    use crate::write::samples;

    #[test]
    fn an_authority_is_an_address_or_a_number_of_a_file() {
        let check = |id: &str, authorities: &[(&str, &str)], expected: Option<&str>| {
            let mut document = samples::document(Vec::new());
            let pairs = authorities.iter().map(|(file, value)| ((*file).to_owned(), (*value).to_owned()));
            document.entries.push(Entry {
                register: "person",
                id: "p1".to_owned(),
                name: "Stalin".to_owned(),
                variants: Vec::new(),
                authorities: pairs.collect(),
                dates: Vec::new(),
                note: None,
            });
            let site = samples::site(document, Config::default());
            let found = authority(&site, &site.edition.documents[0], id);
            assert_eq!(found.as_deref(), expected, "{id} {authorities:?}");
        };
        check("https://viaf.org/viaf/1", &[], Some("https://viaf.org/viaf/1"));
        check("https://viaf.org/\"><b>", &[], Some("https://viaf.org/%22%3E%3Cb%3E"));
        check("javascript:alert(1)", &[], None);
        check("p1", &[], None);
        check("p2", &[("gnd", "118642499")], None);
        check("p1", &[("GND", " 118642499 ")], Some("https://d-nb.info/gnd/118642499"));
        check("p1", &[("gnd", "1"), ("viaf", "2")], Some("https://viaf.org/viaf/2"));
        check("p1", &[("URI", "http://a.org/x"), ("own", "3")], Some("http://a.org/x"));
        check("p1", &[("gnd", "1/../2")], None);
    }

    #[test]
    fn correspondents_are_counted_by_name() {
        let mut document = samples::document(Vec::new());
        document.from = ["Unknown", "I. Stalin"].map(samples::party).into();
        document.to = vec![samples::party("Kim Il Sung"), samples::party("I. Stalin")];
        document.to[0].id = Some("https://viaf.org/viaf/1".to_owned());
        let site = samples::site(document, Config::default());
        assert_eq!(senders(&site, &site.edition.documents[0]).len(), 1);
        let counts = counted(&site);
        let shown: Vec<_> =
            counts.iter().map(|(name, count)| (*name, count.sent, count.received, count.without)).collect();
        assert_eq!(shown, [("I. Stalin", 1, 1, Some(0)), ("Kim Il Sung", 0, 1, None)]);
    }
}
