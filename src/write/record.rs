//! What is cited: one record for each document, from which every form of citation is made. It has two layers, the source in
//! its archive and this edition of it. It knows no style and no format.

use crate::config::EditionSettings;
use crate::model::archive::Witness;
use crate::model::date::{Date, DateKind, Edtf};
use crate::model::document::{Document, Name};
use crate::model::entity::Party;
use crate::model::index::{Realm, Written};
use crate::model::kept::Kept;
use crate::model::naming::{self, Naming};
use crate::site::{Site, Subject};
use crate::write::dates::{Order, in_english, with_doubts};
use crate::write::{licence, told};

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
    /// Whether the date is that of the draft, because no other is known.
    pub is_draft: bool,
    /// The archive, else the collection that published the source.
    pub archive: Option<&'a str>,
    /// The collection through which the source was published, where that is not the archive: `Wilson Center Digital Archive`.
    pub collection: Option<&'a str>,
    /// Where in the archive it lies: `f. 558, op. 11, d. 109, ll. 0113`.
    pub shelfmark: Option<&'a str>,
    /// The address at which the source was published: that of its page in the collection.
    pub source: Option<&'a str>,
    /// Where other copies of the source lie, one each: `AP RF, f. 45, op. 1, d. 346`.
    pub copies: Vec<String>,
    /// Where it was written.
    pub place: Option<&'a str>,
    /// Of the texts that are read here, else of the original: BCP 47 tags.
    pub languages: &'a [String],
    pub original_languages: &'a [String],
    pub summary: Option<&'a str>,
    pub rights: Option<&'a str>,
    /// Who made it possible, in the source's words.
    pub credits: Option<&'a str>,
    /// What it is about, in the words of the edition.
    pub subjects: Vec<&'a str>,
    /// The number of the document in the edition: `number` in front matter.
    pub number: Option<String>,
    /// The archive's own citation, verbatim.
    pub citation: Option<&'a str>,
    /// The permanent address of the document's page, where the edition has one.
    pub address: Option<String>,
    pub edition: &'a EditionSettings,
    pub editors: Vec<Naming>,
    /// Who paid for it: for the edition, and for what the source says was edited before.
    pub funders: Vec<String>,
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
        let (original, text) = (&document.languages.original, &document.languages.text);
        let edition = &site.config.edition;
        let draft =
            document.dates.iter().find(|event| event.kind == DateKind::Draft).map(|event| &event.date);
        Some(Record {
            id: document.id.as_str(),
            class: class(document),
            genre: document.kind.as_deref(),
            title: document.title.text.trim(),
            authors: parties(site, document, &document.from),
            recipients: parties(site, document, &document.to),
            translators: names(site, document, &document.translators),
            date: document.dated().or(draft),
            is_draft: document.dated().is_none() && draft.is_some(),
            archive: description.repository.as_deref().or(description.collection.as_deref()),
            collection: description.collection.as_deref().filter(|_| description.repository.is_some()),
            shelfmark: description.shelfmark.as_ref().map(|shelfmark| shelfmark.written.as_str()),
            source: description.url.as_deref(),
            copies: description.copies.iter().map(Witness::cited).collect(),
            place: document.place.as_deref(),
            languages: if text.is_empty() { original } else { text },
            original_languages: original,
            summary: document.summary.as_deref(),
            rights: document.rights.as_deref(),
            credits: document.credits.as_deref(),
            subjects: document.subjects.iter().map(|subject| subject.name.as_str()).collect(),
            number: number(document),
            citation: description.citation.as_deref(),
            address: address.and_then(|address| site.permanent(address)),
            edition,
            editors: edition.editors.iter().map(|name| Naming::of(name)).collect(),
            funders: funders(edition, document),
        })
    }

    /// The records of all documents, in the order of the edition; without what stands around them in volumes.
    pub fn all(site: &'a Site) -> impl Iterator<Item = Record<'a>> {
        (0..site.edition.proper().len()).filter_map(|at| Record::of(site, at))
    }

    /// The first of its languages.
    pub fn language(&self) -> Option<&'a str> {
        self.languages.first().map(String::as_str)
    }

    /// Where it is found in the edition: `Moscow and Pyongyang, doc. 12`.
    pub fn call_number(&self) -> String {
        match &self.number {
            Some(number) => format!("{}, doc. {number}", self.edition.title),
            None => self.edition.title.clone(),
        }
    }

    /// The licence that holds for the document: the edition's, unless its own rights say something else.
    pub fn licence(&self) -> Option<&'a str> {
        let of_edition = self.edition.licence.as_deref();
        match self.rights {
            None => of_edition,
            Some(own) if licence::address(own).is_some() => Some(own),
            Some(own) => of_edition.filter(|licence| licence::is_named(licence, own)),
        }
    }

    /// On what terms it may be used: the document's own rights, else the licence of the edition.
    pub fn rights_or_licence(&self) -> Option<&'a str> {
        self.rights.or(self.edition.licence.as_deref())
    }

    pub fn edtf(&self) -> Option<&'a Edtf> {
        self.date?.edtf.as_ref()
    }

    /// The date for machines: `1948-10-12`, `1948-10-08/1948-10-12`, `1948-10~`. Nothing where only words can say it, and
    /// for a season, which few machines know.
    pub fn machine_date(&self) -> Option<String> {
        self.edtf().and_then(with_doubts)
    }

    /// The date in words: `October 12, 1948`, `ca. October 1948`, else as it was written; `undated` where there is none.
    pub fn date_in_words(&self, order: Order) -> String {
        let Some(date) = self.date else { return "undated".to_owned() };
        let words = date.edtf.as_ref().and_then(|edtf| in_english(edtf, order));
        let words = words.unwrap_or_else(|| date.written.clone());
        if self.is_draft { format!("draft of {words}") } else { words }
    }
}

/// The number of a document in its edition.
pub fn number(document: &Document) -> Option<String> {
    further(document, "number")
}

/// What the editor says it is, else what it is by its recipient or its genre.
pub fn class(document: &Document) -> Class {
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

/// Each once.
fn funders(edition: &EditionSettings, document: &Document) -> Vec<String> {
    let mut funders = edition.funders.clone();
    funders.extend(told::funders(document).into_iter().filter(|funder| !edition.funders.contains(funder)));
    funders
}

/// What front matter says under a key that the model keeps as it is.
fn further(document: &Document, key: &str) -> Option<String> {
    let (_, value) = document.further.iter().find(|(name, _)| name == key)?;
    match value {
        Kept::Text(text) | Kept::Number(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn parties(site: &Site, document: &Document, parties: &[Party]) -> Vec<Naming> {
    naming::known(parties).map(|party| site.edition.naming_of(document.source, party)).collect()
}

fn names(site: &Site, document: &Document, names: &[Name]) -> Vec<Naming> {
    let known = names.iter().filter(|name| !naming::is_unknown(&name.name));
    let indexes = &site.edition.indexes;
    let entity = |name: &Name| {
        indexes.entities.get(indexes.named(&Written::of(document.source, Realm::Parties, name))?)
    };
    let registered = |name| entity(name).filter(|entity| entity.entry.is_some());
    known
        .map(|name| registered(name).map_or_else(|| Naming::of(&name.name), |entity| entity.naming()))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::model::date::{DateKind, DatedEvent};
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
    fn what_was_sent_on_a_known_day_is_dated() {
        let check = |known: Option<&str>, kinds: &[(DateKind, &str)], expected: &str| {
            let mut document = samples::document(Vec::new());
            document.date = known.and_then(|edtf| samples::dated(edtf, edtf));
            let events = kinds.iter().filter_map(|(kind, edtf)| {
                Some(DatedEvent { kind: kind.clone(), date: samples::dated(edtf, edtf)?, time: None })
            });
            document.dates = events.collect();
            let site = samples::site(document, Config::default());
            let record = Record::of(&site, 0).unwrap();
            assert_eq!(record.date_in_words(Order::MonthFirst), expected, "{known:?} {kinds:?}");
        };
        let (written, sent) = ((DateKind::Written, "1948-10-08"), (DateKind::Sent, "1948-10-12"));
        check(None, &[written.clone(), sent.clone()], "October 12, 1948");
        check(None, &[written], "October 8, 1948");
        check(Some("1948-10"), &[sent], "October 1948");
        check(None, &[(DateKind::Received, "1948-10-12")], "undated");
        check(None, &[(DateKind::Draft, "1948-10-XX")], "draft of October 1948");
    }

    #[test]
    fn own_rights_go_before_the_licence_of_the_edition() {
        let check = |rights: Option<&str>, expected: Option<&str>| {
            let mut document = samples::document(Vec::new());
            document.rights = rights.map(str::to_owned);
            let mut config = Config::default();
            config.edition.licence = Some("CC-BY-4.0".to_owned());
            let site = samples::site(document, config);
            assert_eq!(Record::of(&site, 0).unwrap().licence(), expected, "{rights:?}");
        };
        check(None, Some("CC-BY-4.0"));
        check(Some("© The heirs. All rights reserved."), None);
        check(Some("The translation is CC BY 4.0."), Some("CC-BY-4.0"));
        check(Some("CC0-1.0"), Some("CC0-1.0"));
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
