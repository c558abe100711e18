//! Documents become an edition: ids that differ, an order, addresses, links that lead somewhere, and what an
//! editor should look at. This room does not know how a document was read or what is made of it.

mod addresses;
mod doubts;
mod entities;
mod holdings;
mod ids;
mod indexes;
mod likeness;
mod links;
pub mod mentions;
mod numbers;
mod order;
pub mod registers;
mod walk;
mod years;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diag::Diagnostics;
use crate::ledger::Ledger;
use crate::model::document::{Document, Layout};
use crate::model::edition::{Edition, Essay};
use crate::model::index::Realm;
use crate::model::text::Block;
use crate::resolve::addresses::Placed;
use crate::source::{Source, SourceId, Sources, Spanned};

pub use self::addresses::{Redirect, Redirected, record, redirect};
pub use self::indexes::{Marks, apparatus, marks};
pub use self::links::{Link, pictures_of_essay};
use self::registers::Meaning;
pub use self::registers::Registers;

/// A document with all that it tells by itself. As long as its source is the same, so is this.
#[derive(Clone, Debug)]
pub struct Looked {
    pub document: Arc<Document>,
    /// The document with the links that the registers ask for, where they ask for any.
    linked: Option<Arc<Document>>,
    /// The entries that its texts link to, by register and id.
    mentions: Vec<(&'static str, String)>,
    placed: Arc<Placed>,
    links: Vec<Spanned<Link>>,
    /// The pictures that it shows, each once, as their paths are typed.
    pub pictures: Vec<Spanned<String>>,
    /// Its marks, by their signs.
    marks: Vec<Marks>,
    /// What was found while it was read.
    pub found: Diagnostics,
    doubts: Diagnostics,
    /// What was made of the names in it.
    names: Vec<doubts::Guess>,
}

impl Looked {
    /// The same document, with links on the names that the registers want found in all texts.
    pub fn naming(self, registers: &Registers) -> Looked {
        let linked = registers.finder.linked(&self.document).map(Arc::new);
        let mentions = mentions::of_document(linked.as_deref().unwrap_or(&self.document));
        Looked { linked, mentions, ..self }
    }
}

impl AsRef<Document> for Looked {
    fn as_ref(&self) -> &Document {
        &self.document
    }
}

/// Looks at a document by itself, where nothing has been published.
pub fn look(document: Document, source: &Source) -> Looked {
    look_by(&Ledger::default(), document, source)
}

/// Looks at a document by itself, and gives it the addresses under which it was published.
pub fn look_by(ledger: &Ledger, document: Document, source: &Source) -> Looked {
    let (mut found, mut doubts) = (Diagnostics::default(), Diagnostics::default());
    document.diagnostics.iter().for_each(|diagnostic| found.push(diagnostic.clone()));
    doubts::document(&document, source, &mut doubts);
    Looked {
        placed: Arc::new(addresses::place(&document, ledger)),
        links: links::of_document(&document, source),
        pictures: links::pictures_of_document(&document, source),
        marks: marks(&document),
        names: doubts::names(&document, source),
        linked: None,
        mentions: mentions::of_document(&document),
        document: Arc::new(document),
        found,
        doubts,
    }
}

impl Looked {
    /// The same document by another ledger; none where that says nothing else of it.
    pub fn by(&self, ledger: &Ledger) -> Option<Looked> {
        let document = &self.document;
        (!self.placed.holds(document, ledger))
            .then(|| Looked { placed: Arc::new(addresses::place(document, ledger)), ..self.clone() })
    }
}

/// Puts an edition together that has no registers and of which nothing has been published.
pub fn edition(
    documents: Vec<&Looked>,
    essays: Vec<Essay>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Edition {
    edition_by(&Ledger::default(), &Registers::default(), documents, essays, sources, diagnostics)
}

/// Puts an edition together. A document whose id another one has stays out; everything else that is wrong
/// is reported and stays. This is done again with every change, so it goes over facts and never over texts.
pub fn edition_by(
    ledger: &Ledger,
    registers: &Registers,
    documents: Vec<&Looked>,
    essays: Vec<Essay>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Edition {
    sources.iter().for_each(|source| doubts::damage(source, diagnostics));
    let (lists, texts) = lists_and_texts(documents);
    let mut documents = ids::documents(texts, sources, diagnostics);
    let essays = ids::essays(essays, sources, diagnostics);
    order::sort(&mut documents);
    let mut edition = Edition::new(
        documents.iter().map(|looked| Arc::clone(&looked.document)).collect(),
        documents.iter().map(|looked| Arc::clone(&looked.placed.anchors)).collect(),
        apparatus(documents.iter().map(|looked| looked.marks.as_slice())),
        essays,
    );
    let links: Vec<&Spanned<Link>> = documents.iter().flat_map(|looked| &looked.links).collect();
    links::check(&edition, &links, registers, sources, diagnostics);
    edition.indexes = entities::indexes(&documents, &lists, registers, sources, diagnostics);
    edition.indexes.years = years::years(edition.proper().iter().map(AsRef::as_ref));
    edition.indexes.transmitted = edition
        .proper()
        .iter()
        .enumerate()
        .filter_map(|(at, document)| document.was_transmitted().then_some(at))
        .collect();
    let linked = documents.iter().enumerate();
    edition.linked =
        linked.filter_map(|(at, looked)| Some((at, Arc::clone(looked.linked.as_ref()?)))).collect();
    addresses::settle(&mut edition, &documents, ledger, sources, diagnostics);
    documents.iter().for_each(|looked| diagnostics.share(&looked.doubts));
    doubts::lives(&documents, &edition.indexes, sources, diagnostics);
    guessed_names(&documents, registers, diagnostics);
    edition
}

/// A file of TEI that lists people or places and has no other text is a register of the edition, and no document where
/// there are documents. One that says who wrote to whom is a document whose text is still to come.
fn lists_and_texts(documents: Vec<&Looked>) -> (Vec<&Looked>, Vec<&Looked>) {
    let mut of_source: HashMap<SourceId, usize> = HashMap::new();
    documents.iter().for_each(|looked| *of_source.entry(looked.document.source).or_default() += 1);
    let is_list =
        |looked: &&Looked| of_source.get(&looked.document.source) == Some(&1) && is_list(&looked.document);
    let (lists, texts): (Vec<_>, Vec<_>) = documents.into_iter().partition(is_list);
    if texts.is_empty() { (texts, lists) } else { (lists, texts) }
}

fn is_list(document: &Document) -> bool {
    let mut blocks = document.versions.iter().flat_map(|version| &version.blocks);
    let is_letter = !document.from.is_empty() || !document.to.is_empty();
    document.layout == Layout::Tei
        && !document.entries.is_empty()
        && !is_letter
        && document.notes.is_empty()
        && document.facsimiles.is_empty()
        && blocks.all(is_listed)
}

/// Whether a block is a list of entries, or a division that has nothing else in it.
fn is_listed(block: &Block) -> bool {
    let Block::Named(named) = block else { return false };
    match named.name.as_str() {
        "listPerson" | "listPlace" | "listOrg" => true,
        name => name.starts_with("div") && named.content.iter().all(is_listed),
    }
}

/// A name that many documents have is noted once, where it comes first. What a register has is no guess.
fn guessed_names(documents: &[&Looked], registers: &Registers, diagnostics: &mut Diagnostics) {
    let mut said: HashSet<&str> = HashSet::new();
    let is_guess = |guess: &&doubts::Guess| {
        !matches!(registers.named(Realm::Parties, None, &guess.name), Meaning::One(_))
    };
    let guesses = documents.iter().flat_map(|looked| &looked.names).filter(is_guess);
    for guess in guesses.filter(|guess| said.insert(&guess.name)) {
        diagnostics.push(guess.note.clone());
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::Diagnostics;
    use crate::model::date::{Date, Edtf};
    use crate::model::document::{Document, Title, Version};
    use crate::model::id::{Id, Ref};
    use crate::model::text::{Block, Inline, Passage, Style, Target};
    use crate::resolve::{Looked, edition, look};
    use crate::source::{Sources, Span};

    /// A document that says `text`, with a link on all of it.
    fn document(id: &str, date: &str, link: &str, sources: &mut Sources) -> Document {
        let source = sources.add(format!("{id}.md"), "text".into());
        let span = sources.get(source).span(0..4);
        let mut document = Document::new(Id::new(id).unwrap(), source);
        document.title = Title { text: id.to_owned(), inferred: false, span: None };
        document.date = Some(Date { written: date.to_owned(), edtf: Edtf::new(date) });
        document.description.repository = Some("RGASPI".to_owned());
        let content = vec![Inline::Styled { style: Style::Strong, content: vec![linked(link, span)] }];
        let block = Block::Paragraph(Passage { ordinal: 0, content, span, elements: Vec::new() });
        document.versions = vec![Version { kind: None, language: None, blocks: vec![block] }];
        document
    }

    fn linked(to: &str, span: Span) -> Inline {
        let target = Target::Document(Ref { value: Id::new(to).unwrap(), span });
        Inline::Link { target, content: vec![Inline::Text { text: "text".to_owned(), span }] }
    }

    #[test]
    fn puts_an_edition_together() {
        let mut sources = Sources::default();
        let documents = vec![
            document("1950-02-08-letter", "1950-02-08", "1948-10-12-telegram", &mut sources),
            document("1948-10-12-telegram", "1948-10-12", "1950-02-08-lettre", &mut sources),
            document("1948-10-12-telegram", "1991", "nowhere", &mut sources),
            document("1949", "1949", "nowhere", &mut sources),
        ];
        let mut diagnostics = Diagnostics::default();
        let look = |document: Document| {
            let source = document.source;
            look(document, sources.get(source))
        };
        let looked: Vec<Looked> = documents.into_iter().map(look).collect();
        let edition = edition(looked.iter().collect(), Vec::new(), &sources, &mut diagnostics);
        let ids: Vec<&str> = edition.documents.iter().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["1948-10-12-telegram", "1949", "1950-02-08-letter"]);
        assert!(edition.anchors.iter().all(|anchors| anchors.passages == ["p1"]));
        for (at, document) in edition.documents.iter().enumerate() {
            assert_eq!(edition.find(&document.id), Some(at));
        }
        let said: Vec<String> =
            diagnostics.iter().map(|it| format!("{} ({})", it.message, it.hints.join(" / "))).collect();
        assert_eq!(
            said,
            [
                "two documents have the id `1948-10-12-telegram`: `1948-10-12-telegram.md` and `1948-10-12-telegram.md` \
                (give one of them another `id` in its front matter, or rename its file)",
                "there is no document `1950-02-08-lettre` (did you mean `1950-02-08-letter`?)",
                "there is no document `nowhere` (an id is the name of the file without its ending, unless the front matter has an `id`)",
            ]
        );
    }
}
