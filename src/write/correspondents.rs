//! Who wrote and who was written to, with the address that authority files give them. It knows no format.

use std::collections::BTreeMap;

use crate::model::address::is_web;
use crate::model::authority::{self, AUTHORITIES, Authority};
use crate::model::document::Document;
use crate::model::entity::{Entry, Party};
use crate::model::index::{Realm, Written};
use crate::model::naming::{self, Naming};
use crate::site::Site;
use crate::source::SourceId;
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
    known(site, document.source, &document.from)
}

/// Those to whom a document went, without those that are unknown.
pub fn recipients<'a>(site: &'a Site, document: &'a Document) -> Vec<Correspondent<'a>> {
    known(site, document.source, &document.to)
}

fn known<'a>(site: &'a Site, source: SourceId, parties: &'a [Party]) -> Vec<Correspondent<'a>> {
    let correspondent = |party: &'a Party| Correspondent {
        party,
        naming: site.edition.naming_of(source, party),
        authority: authority(site, source, party),
    };
    naming::known(parties).map(correspondent).collect()
}

/// The address in an authority file: the id itself, where it is one, else what the registers say of whom it names.
fn authority(site: &Site, source: SourceId, party: &Party) -> Option<String> {
    let own = party.id.as_deref().filter(|id| is_web(id.trim()));
    own.map(|id| address(id.trim()))
        .or_else(|| site.edition.entity_of(source, party)?.entry.as_deref().and_then(of_entry))
}

/// The address of a place in an authority file; GeoNames first, by which maps are drawn.
pub fn place(site: &Site, name: &str) -> Option<String> {
    let indexes = &site.edition.indexes;
    let entity = indexes.entities.get(indexes.named(&Written::name(Realm::Places, name))?)?;
    let entry = entity.entry.as_deref()?;
    let is_geonames = |(file, _): &&(String, String)| file.eq_ignore_ascii_case("geonames");
    let geonames = entry.authorities.iter().find(is_geonames);
    geonames.and_then(|(file, id)| authority::address(file, id)).or_else(|| of_entry(entry))
}

/// The address of an entry in the authority file that is asked first.
fn of_entry(entry: &Entry) -> Option<String> {
    let found = |file: &Authority| {
        let mut named = entry.authorities.iter().filter(|(name, _)| name.eq_ignore_ascii_case(file.name));
        named.find_map(|(name, id)| authority::address(name, id))
    };
    let known = AUTHORITIES.iter().find_map(found);
    let other = || entry.authorities.iter().find_map(|(name, id)| authority::address(name, id));
    known.or_else(other).map(|found| address(&found))
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
    use crate::write::correspondents::{counted, of_entry, senders};
    use crate::write::samples;

    #[test]
    fn an_authority_is_an_address_or_a_number_of_a_file() {
        let check = |authorities: &[(&str, &str)], expected: Option<&str>| {
            let pairs = authorities.iter().map(|(file, value)| ((*file).to_owned(), (*value).to_owned()));
            let entry = Entry { authorities: pairs.collect(), ..Entry::default() };
            assert_eq!(of_entry(&entry).as_deref(), expected, "{authorities:?}");
        };
        check(&[], None);
        check(&[("GND", " 118642499 ")], Some("https://d-nb.info/gnd/118642499"));
        check(&[("gnd", "118642499"), ("viaf", "2")], Some("https://viaf.org/viaf/2"));
        check(&[("URI", "http://a.org/x"), ("own", "3")], Some("http://a.org/x"));
        check(&[("URI", "https://viaf.org/\"><b>")], None);
        check(&[("gnd", "1/../2")], None);
        check(&[("own", "javascript:alert(1)")], None);
    }

    #[test]
    fn an_id_that_is_an_address_is_the_authority() {
        let check = |id: &str, expected: Option<&str>| {
            let mut document = samples::document(Vec::new());
            document.from = vec![samples::party("I. Stalin")];
            document.from[0].id = Some(id.to_owned());
            let site = samples::site(document, Config::default());
            let senders = senders(&site, &site.edition.documents[0]);
            assert_eq!(senders[0].authority.as_deref(), expected, "{id}");
        };
        check("https://viaf.org/viaf/1", Some("https://viaf.org/viaf/1"));
        check("https://viaf.org/\"><b>", None);
        check("javascript:alert(1)", None);
        check("stalin", None);
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
