//! What is cited: one record for each document, from which every form of citation is made. It has two layers, the source in
//! its archive and this edition of it. It knows no style and no format.

use crate::config::EditionSettings;
use crate::model::date::{Date, Edtf};
use crate::model::document::{Document, Name};
use crate::model::entity::Party;
use crate::model::index::Realm;
use crate::model::kept::Kept;
use crate::model::naming::{self, Naming};
use crate::site::{Site, Subject};
use crate::write::dates::{Order, in_english};

/// A document as a citation knows it.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// The document's id, by which a list of references names it.
    pub id: &'a str,
    pub class: Class,
    /// The genre in the archive's words: `Telephone Message via VCh`.
    pub genre: Option<&'a str>,
    pub title: &'a str,
    /// Who wrote it, without those that are unknown.
    pub authors: Vec<Naming>,
    pub recipients: Vec<Naming>,
    pub translators: Vec<Naming>,
    /// Nothing where the document is undated.
    pub date: Option<&'a Date>,
    /// The archive, else the collection that published the source.
    pub archive: Option<&'a str>,
    /// The collection through which the source was published, where that is not the archive: `Wilson Center Digital Archive`.
    pub collection: Option<&'a str>,
    /// Where in the archive it lies: `f. 558, op. 11, d. 109, ll. 0113`.
    pub shelfmark: Option<&'a str>,
    /// Of the text that is read here, else of the original: a BCP 47 tag.
    pub language: Option<&'a str>,
    pub original_language: Option<&'a str>,
    pub summary: Option<&'a str>,
    pub rights: Option<&'a str>,
    /// Who made it possible, in the source's words.
    pub credits: Option<&'a str>,
    /// The number of the document in the edition: `number` in front matter.
    pub number: Option<String>,
    /// The archive's own citation, verbatim.
    pub citation: Option<&'a str>,
    /// The permanent address of the document's page, where the edition has one.
    pub address: Option<String>,
    pub edition: &'a EditionSettings,
    pub editors: Vec<Naming>,
}

/// What kind of thing a citation manager takes the document for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// It went from someone to someone: a letter, a telegram, a telephone message.
    Letter,
    /// It lies in an archive: minutes, a report, a draft.
    Manuscript,
}

impl Class {
    /// The class of that name, as `cite_as` in front matter gives it.
    pub fn from_name(name: &str) -> Option<Class> {
        match name {
            "letter" => Some(Class::Letter),
            "manuscript" => Some(Class::Manuscript),
            _ => None,
        }
    }
}

impl<'a> Record<'a> {
    /// The record of the document at this place in the edition.
    pub fn of(site: &'a Site, at: usize) -> Option<Record<'a>> {
        let document: &Document = site.edition.documents.get(at)?.as_ref();
        let description = &document.description;
        let address = site.address_of(&Subject::Document(at));
        let first = |tags: &'a [String]| tags.first().map(String::as_str);
        let languages = &document.languages;
        let edition = &site.config.edition;
        Some(Record {
            id: document.id.as_str(),
            class: class(document),
            genre: document.kind.as_deref(),
            title: document.title.text.trim(),
            authors: parties(site, &document.from),
            recipients: parties(site, &document.to),
            translators: names(site, &document.translators),
            date: document.date.as_ref(),
            archive: description.repository.as_deref().or(description.collection.as_deref()),
            collection: description.collection.as_deref().filter(|_| description.repository.is_some()),
            shelfmark: description.shelfmark.as_ref().map(|shelfmark| shelfmark.written.as_str()),
            language: first(&languages.text).or(first(&languages.original)),
            original_language: first(&languages.original),
            summary: document.summary.as_deref(),
            rights: document.rights.as_deref(),
            credits: document.credits.as_deref(),
            number: further(document, "number"),
            citation: description.citation.as_deref(),
            address: address.and_then(|address| site.permanent(address)),
            edition,
            editors: edition.editors.iter().map(|name| Naming::of(name)).collect(),
        })
    }

    /// The records of all documents, in the order of the edition.
    pub fn all(site: &'a Site) -> impl Iterator<Item = Record<'a>> {
        (0..site.edition.documents.len()).filter_map(|at| Record::of(site, at))
    }

    pub fn edtf(&self) -> Option<&'a Edtf> {
        self.date?.edtf.as_ref()
    }

    /// The date in words: `October 12, 1948`, `ca. October 1948`, else as it was written; `undated` where there is none.
    pub fn date_in_words(&self, order: Order) -> String {
        let Some(date) = self.date else { return "undated".to_owned() };
        let words = date.edtf.as_ref().and_then(|edtf| in_english(edtf, order));
        words.unwrap_or_else(|| date.written.clone())
    }
}

/// What the editor says it is, else what it is by its recipient or its genre.
fn class(document: &Document) -> Class {
    let said = further(document, "cite_as").and_then(|name| Class::from_name(&name));
    said.unwrap_or_else(|| {
        let sent = document.kind.as_deref().is_some_and(is_correspondence);
        if sent || !document.to.is_empty() { Class::Letter } else { Class::Manuscript }
    })
}

/// Whether a genre has a recipient, named or not.
fn is_correspondence(genre: &str) -> bool {
    const GENRES: [&str; 14] = [
        "letter",
        "letters",
        "telegram",
        "telegrams",
        "cable",
        "cablegram",
        "message",
        "dispatch",
        "despatch",
        "radiogram",
        "ciphergram",
        "telephonogram",
        "postcard",
        "airgram",
    ];
    let mut words = genre.split(|c: char| !c.is_alphanumeric());
    words.any(|word| GENRES.iter().any(|genre| word.eq_ignore_ascii_case(genre)))
}

/// What front matter says under a key that the model keeps as it is.
fn further(document: &Document, key: &str) -> Option<String> {
    let (_, value) = document.further.iter().find(|(name, _)| name == key)?;
    match value {
        Kept::Text(text) | Kept::Number(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn parties(site: &Site, parties: &[Party]) -> Vec<Naming> {
    let known = parties.iter().filter(|party| !naming::is_unknown(&party.name));
    known.map(|party| naming(site, site.edition.indexes.party(party), &party.name)).collect()
}

fn names(site: &Site, names: &[Name]) -> Vec<Naming> {
    let known = names.iter().filter(|name| !naming::is_unknown(&name.name));
    known.map(|name| naming(site, site.edition.indexes.name(Realm::Parties, name), &name.name)).collect()
}

/// The name that the register has for someone, in its order; without an entry the name as it was written.
fn naming(site: &Site, entity: Option<usize>, written: &str) -> Naming {
    let entity = entity.and_then(|entity| site.edition.indexes.entities.get(entity));
    let registered = entity.filter(|entity| entity.entry.is_some());
    registered.map_or_else(|| Naming::of(written), |entity| entity.naming())
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::model::kept::Kept;
    use crate::model::naming::Naming;
    use crate::write::dates::Order;
    use crate::write::record::{Class, Record};
    use crate::write::samples;

    fn check(kind: Option<&str>, to: &[&str], cite_as: Option<&str>, expected: Class) {
        let mut document = samples::document(Vec::new());
        document.kind = kind.map(str::to_owned);
        document.to = to.iter().map(|name| samples::party(name)).collect();
        let said = cite_as.map(|name| ("cite_as".to_owned(), Kept::Text(name.to_owned())));
        document.further.extend(said);
        let site = samples::site(document, Config::default());
        let record = Record::of(&site, 0).unwrap();
        assert_eq!(record.class, expected, "{kind:?} {to:?} {cite_as:?}");
    }

    #[test]
    fn what_has_a_recipient_is_a_letter() {
        check(Some("Telephone Message via VCh"), &["Kim Il Sung"], None, Class::Letter);
        check(Some("Telegram"), &[], None, Class::Letter);
        check(Some("Report"), &["The Central Committee"], None, Class::Letter);
        check(Some("Minutes of Conversation"), &[], None, Class::Manuscript);
        check(None, &[], None, Class::Manuscript);
        check(Some("Letter"), &["Kim Il Sung"], Some("manuscript"), Class::Manuscript);
    }

    #[test]
    fn nobody_is_cited_as_unknown() {
        let mut document = samples::document(Vec::new());
        document.from = vec![samples::party("Unknown"), samples::party("I. Stalin")];
        let site = samples::site(document, Config::default());
        let record = Record::of(&site, 0).unwrap();
        assert_eq!(record.authors, [Naming::of("I. Stalin")]);
        assert_eq!(record.date_in_words(Order::MonthFirst), "undated");
    }
}
