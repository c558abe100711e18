//! Whom and what the documents have to do with: the names of their descriptions and the links of their texts become entities,
//! by the registers where these know a name, else by the name itself. It goes over small facts and reads no text.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::address::is_web;
use crate::model::document::{Document, Layout};
use crate::model::entity::{Entry, PartyKind};
use crate::model::folding::{self, initial, slug, slug_of_words, sort_key, spelling};
use crate::model::index::{Entity, Exchange, How, Index, Indexes, Realm, Use, Written};
use crate::model::language;
use crate::model::naming::{Naming, is_unknown};
use crate::resolve::Looked;
use crate::resolve::doubts::{head, place};
use crate::resolve::holdings::holdings;
use crate::resolve::registers::{Meaning, Registers, realm};
use crate::source::{SourceId, Sources};

/// How many partners of one document make exchanges; a circular has more, and is no letter between two.
const PARTNERS: usize = 16;

/// The indexes of documents that are in their order, and what is doubtful about their names.
/// `lists` are files that are registers and no documents.
pub fn indexes(
    documents: &[&Looked],
    lists: &[&Looked],
    registers: &Registers,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Indexes {
    let mut builder = Builder {
        documents,
        registers,
        sources,
        diagnostics,
        indexes: Indexes::default(),
        by_slug: HashMap::new(),
        listed: HashMap::new(),
        files: HashMap::new(),
        first: HashMap::new(),
        asked: HashSet::new(),
        spelled: HashSet::new(),
        letters: BTreeMap::new(),
    };
    registers.entries.iter().for_each(|entry| builder.entry(entry));
    for looked in documents.iter().chain(lists) {
        let document = looked.document.as_ref();
        if !document.entries.is_empty() {
            let path = sources.get(document.source).path();
            let file = path.rsplit('/').next().unwrap_or(path).to_owned();
            builder.files.entry(file).or_insert(document.source);
        }
        for entry in &document.entries {
            builder.listed.insert((document.source, entry.register, entry.id.clone()), entry.clone());
        }
    }
    for document in lists.iter().map(|looked| &looked.document) {
        for entry in &document.entries {
            builder.target(document.source, entry.register, &entry.id);
        }
    }
    for (at, looked) in documents.iter().enumerate() {
        builder.document(at, looked);
    }
    builder.finish()
}

struct Builder<'a> {
    documents: &'a [&'a Looked],
    registers: &'a Registers,
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
    indexes: Indexes,
    by_slug: HashMap<(Index, String), usize>,
    /// What sources list themselves.
    listed: HashMap<(SourceId, &'static str, String), Entry>,
    /// The sources that list any, by the names of their files.
    files: HashMap<String, SourceId>,
    /// The document that first has a name of each entity in its description.
    first: HashMap<usize, Arc<Document>>,
    /// The names and ids of which something was said.
    asked: HashSet<(Realm, String)>,
    /// The names by which documents have each entity.
    spelled: HashSet<(usize, String)>,
    /// Between whom letters went.
    letters: BTreeMap<(usize, usize), Vec<usize>>,
}

impl Builder<'_> {
    /// Every entry of the registers has its place, be it named or not.
    fn entry(&mut self, entry: &Arc<Entry>) {
        let Some(index) = Index::of_register(entry.register) else { return };
        let at = self.entity_at(index, entry.id.clone(), &entry.name);
        if let Some(entity) = self.indexes.entities.get_mut(at) {
            entity.entry = Some(Arc::clone(entry));
        }
        self.indexes.targets.insert((entry.register, entry.id.clone()), at);
    }

    fn document(&mut self, at: usize, looked: &Looked) {
        let document = &looked.document;
        if document.matter().is_some() {
            // What it names is linked, and it is none of the documents that have to do with it.
            for (register, id) in &looked.mentions {
                self.target(document.source, register, id);
            }
            return;
        }
        let mut sides: [Vec<usize>; 2] = Default::default();
        for (parties, side, (how, town)) in
            [(&document.from, 0, (How::Sent, How::From)), (&document.to, 1, (How::Received, How::To))]
        {
            for party in parties {
                let entity = self.name(Written::party(document.source, party), how, at, document);
                sides[side].extend(entity);
                if let Some(place) = &party.place {
                    self.name(Written::name(Realm::Places, &place.text), town, at, document);
                }
            }
        }
        self.letters(at, &sides);
        if let Some(name) = &document.place {
            self.name(Written::name(Realm::Places, name), How::From, at, document);
        }
        if let Some(name) = &document.description.repository {
            self.name(Written::name(Realm::Archives, name), How::Held, at, document);
        }
        for name in document.description.copies.iter().filter_map(|copy| copy.repository.as_ref()) {
            self.name(Written::name(Realm::Archives, name), How::Copy, at, document);
        }
        for name in &document.subjects {
            self.name(Written::of(document.source, Realm::Subjects, name), How::Subject, at, document);
        }
        for name in &document.translators {
            self.name(Written::of(document.source, Realm::Parties, name), How::Translated, at, document);
        }
        for (_, name) in document.clerks() {
            self.name(Written::name(Realm::Parties, name), How::Handled, at, document);
        }
        self.languages(at, document);
        for (register, id) in &looked.mentions {
            if let Some(entity) = self.target(document.source, register, id) {
                self.used(entity, How::Mentioned, at);
            }
        }
    }

    fn letters(&mut self, at: usize, sides: &[Vec<usize>; 2]) {
        let [from, to] = sides;
        if from.len() * to.len() > PARTNERS {
            return;
        }
        for pair in from.iter().flat_map(|one| to.iter().map(move |other| (*one, *other))) {
            let pair = (pair.0.min(pair.1), pair.0.max(pair.1));
            let documents = self.letters.entry(pair).or_default();
            if pair.0 != pair.1 && documents.last() != Some(&at) {
                documents.push(at);
            }
        }
    }

    fn languages(&mut self, at: usize, document: &Document) {
        let languages = &document.languages;
        let read = languages.text.iter().filter(|tag| !languages.original.contains(tag));
        let all = languages.original.iter().map(|tag| (tag, How::Original));
        for (tag, how) in all.chain(read.map(|tag| (tag, How::Text))) {
            let known = self.indexes.targets.get(&("language", tag.clone())).copied();
            let entity = known.unwrap_or_else(|| {
                let entity = self.entity_at(Index::Languages, slug_of_words(tag), &language::full_name(tag));
                self.indexes.targets.insert(("language", tag.clone()), entity);
                entity
            });
            self.used(entity, how, at);
        }
    }

    /// What a name in a document's description points to, and that the document has this to do with it.
    fn name(&mut self, written: Written, how: How, at: usize, document: &Arc<Document>) -> Option<usize> {
        let entity = match self.indexes.names.get(&written) {
            Some(entity) => *entity,
            None => {
                let by_id = written.id.as_ref().and_then(|(_, id)| self.by_id(&written, id, document));
                let entity = by_id.or_else(|| self.by_name(&written, document))?;
                self.first.entry(entity).or_insert_with(|| Arc::clone(document));
                if let Some(known) = self.indexes.entities.get_mut(entity)
                    && self.spelled.insert((entity, written.name.clone()))
                {
                    known.written.push(written.name.clone());
                }
                self.indexes.names.insert(written, entity);
                entity
            }
        };
        self.used(entity, how, at);
        Some(entity)
    }

    fn by_id(&mut self, written: &Written, id: &str, document: &Document) -> Option<usize> {
        let Written { realm, name, kind, .. } = written;
        let realm = *realm;
        if let Some(entry) = self.registers.pointed(realm, *kind, id) {
            return self.of_entry(entry);
        }
        let mut registers = realm.registers(*kind).iter().copied();
        if let Some(entity) = registers.find_map(|register| self.listed(document.source, register, id)) {
            return Some(entity);
        }
        // An id of TEI may be meant for another system, and an address is one by itself.
        if document.layout != Layout::Tei && !is_web(id) && self.asked.insert((realm, format!("id {id}"))) {
            let message = format!("`{name}` has the id `{id}`, which no register has");
            let register = index_of(written).file();
            let hint =
                format!("give `content/registers/{register}.toml` an entry `[{id}]`, or take the id out");
            let source = self.sources.get(document.source);
            let note = Diagnostic::warning("unknown-entry", message).at(place(document, source, id));
            self.diagnostics.push(note.hint(hint));
        }
        None
    }

    fn by_name(&mut self, written: &Written, document: &Document) -> Option<usize> {
        let Written { realm, name, kind, .. } = written;
        if is_unknown(name) {
            return None;
        }
        match self.registers.named(*realm, *kind, name) {
            Meaning::One(entry) => return self.of_entry(entry),
            Meaning::Several(entries) => self.ambiguous(*realm, name, &entries, document),
            Meaning::Nothing if self.registers.keeps(*realm) => self.unresolved(written, document),
            Meaning::Nothing => {}
        }
        let index = index_of(written);
        let shown = match index {
            Index::People => Naming::of_kind(name, *kind).sorted(),
            _ => name.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        // The address is made of the name as it is put in order, which the kind decides.
        let told = index == Index::People && kind.is_some();
        Some(self.entity(index, if told { &shown } else { name }, &shown))
    }

    /// What a link in a text points to.
    fn target(&mut self, source: SourceId, register: &'static str, id: &str) -> Option<usize> {
        let own = self.registers.find(register, id).or_else(|| self.registers.at_address(id));
        let entity = match own {
            Some(entry) => self.of_entry(entry),
            None => self.listed(source, register, id),
        }?;
        self.indexes.listed.insert((source, register, id.to_owned()), entity);
        Some(entity)
    }

    /// What a source lists under an id: the register's entry if there is one of that name, else one of its own.
    fn listed(&mut self, source: SourceId, register: &'static str, id: &str) -> Option<usize> {
        // `people.xml#kim` is listed in a file of its own.
        let (source, id) = match id.rsplit_once('#') {
            Some((file, id)) => (*self.files.get(file.rsplit('/').next().unwrap_or(file))?, id),
            None => (source, id),
        };
        let entry = self.listed.get(&(source, register, id.to_owned()))?.clone();
        let (index, realm) = (Index::of_register(register)?, realm(register)?);
        let addresses =
            entry.authorities.iter().filter_map(|(file, id)| crate::model::authority::address(file, id));
        if let Some(own) = addresses.into_iter().find_map(|address| self.registers.at_address(&address)) {
            return self.of_entry(own);
        }
        let kind = match register {
            "person" => Some(PartyKind::Person),
            "org" => Some(PartyKind::Body),
            _ => None,
        };
        if let Meaning::One(own) = self.registers.named(realm, kind, &entry.name) {
            return self.of_entry(own);
        }
        let at = self.entity(index, &entry.name, &entry.name);
        if let Some(entity) = self.indexes.entities.get_mut(at).filter(|entity| entity.entry.is_none()) {
            entity.entry = Some(Arc::new(entry));
        }
        Some(at)
    }

    fn of_entry(&self, entry: usize) -> Option<usize> {
        let entry = self.registers.entries.get(entry)?;
        self.indexes.targets.get(&(entry.register, entry.id.clone())).copied()
    }

    /// What has a name that no register has. An entry of the registers keeps its address to itself.
    fn entity(&mut self, index: Index, name: &str, shown: &str) -> usize {
        let slug = if index == Index::People { slug(name) } else { slug_of_words(name) };
        let taken = self.by_slug.get(&(index, slug.clone())).and_then(|at| self.indexes.entities.get(*at));
        let is_own = taken.and_then(|taken| taken.entry.as_ref()).is_some_and(|entry| entry.span.is_some());
        let slug = if is_own { folding::told_apart(name) } else { slug };
        self.entity_at(index, slug, shown)
    }

    fn entity_at(&mut self, index: Index, slug: String, name: &str) -> usize {
        let entities = &mut self.indexes.entities;
        *self.by_slug.entry((index, slug)).or_insert_with_key(|(_, slug)| {
            let (written, uses) = Default::default();
            entities.push(Entity {
                index,
                slug: slug.clone(),
                name: name.to_owned(),
                entry: None,
                written,
                uses,
                documents: 0,
            });
            entities.len() - 1
        })
    }

    fn used(&mut self, entity: usize, how: How, document: usize) {
        if let Some(entity) = self.indexes.entities.get_mut(entity) {
            entity.uses.push(Use { how, document });
        }
    }

    fn ambiguous(&mut self, realm: Realm, name: &str, entries: &[usize], document: &Document) {
        if !self.asked.insert((realm, name.to_owned())) {
            return;
        }
        let ids = entries.iter().filter_map(|at| self.registers.entries.get(*at));
        let ids: Vec<String> = ids.map(|entry| format!("`{}`", entry.id)).collect();
        let message = format!("`{name}` may be {}", ids.join(" or "));
        let hint = "say which one in front matter: `{ name = \"…\", id = \"…\" }`; until then it has a page of its own";
        let source = self.sources.get(document.source);
        let warning = Diagnostic::warning("ambiguous-name", message).at(place(document, source, name));
        self.diagnostics.push(warning.hint(hint));
    }

    fn unresolved(&mut self, written: &Written, document: &Document) {
        let name = &written.name;
        if !self.asked.insert((written.realm, name.clone())) {
            return;
        }
        let message = format!("`{name}` is in no register");
        let hint = format!(
            "give it an entry in `content/registers/{}.toml`, or add it to the `variants` of one; until then it has a page of its own",
            index_of(written).file()
        );
        let source = self.sources.get(document.source);
        let note = Diagnostic::note("unresolved-name", message).at(place(document, source, name));
        self.diagnostics.push(note.hint(hint));
    }

    fn finish(mut self) -> Indexes {
        for entity in &mut self.indexes.entities {
            entity.uses.sort_unstable();
            entity.uses.dedup();
            let documents: HashSet<usize> = entity.uses.iter().map(|one| one.document).collect();
            entity.documents = documents.len();
        }
        self.alike();
        self.spelled();
        let entities = &self.indexes.entities;
        for index in Index::ALL {
            let mut list: Vec<usize> = (0..entities.len())
                .filter(|at| entities.get(*at).is_some_and(|one| one.index == index))
                .collect();
            list.sort_by_cached_key(|at| {
                entities.get(*at).map(|one| (sort_key(&one.name), one.slug.clone()))
            });
            if !list.is_empty() {
                self.indexes.letters.insert(index, letters(entities, &list));
                self.indexes.lists.insert(index, list);
            }
        }
        let listed = Index::ALL.into_iter().flat_map(|index| self.indexes.list(index));
        let rank: HashMap<usize, usize> = listed.enumerate().map(|(rank, at)| (*at, rank)).collect();
        for ((one, other), documents) in self.letters {
            if documents.len() < 2 {
                continue;
            }
            let (one, other) = if rank.get(&one) <= rank.get(&other) { (one, other) } else { (other, one) };
            let at = self.indexes.exchanges.len();
            for document in &documents {
                self.indexes.exchanges_of.entry(*document).or_default().push(at);
            }
            self.indexes.exchanges.push(Exchange { one, other, documents });
        }
        self.indexes.holdings = holdings(self.documents, &self.indexes);
        for (at, holding) in self.indexes.holdings.iter().enumerate() {
            // Those of an archive stand together.
            self.indexes.holdings_of.entry(holding.archive).or_insert(at..at).end = at + 1;
        }
        self.indexes
    }

    /// Says which names may be one name in two spellings, so that the editor can make them one entry.
    fn alike(&mut self) {
        for (one, other) in crate::resolve::likeness::pairs(&self.indexes.entities) {
            let (Some(first), Some(second)) =
                (self.indexes.entities.get(one.entity), self.indexes.entities.get(other.entity))
            else {
                continue;
            };
            let message = format!("`{}` and `{}` may be one name", one.name, other.name);
            let hint = match (&first.entry, &second.entry) {
                (Some(entry), None) | (None, Some(entry)) => {
                    let variant = if first.entry.is_some() { &other.name } else { &one.name };
                    format!("if they are, add `{variant}` to the `variants` of the entry `{}`", entry.id)
                }
                (Some(_), Some(_)) => "if they are, make the two entries one".to_owned(),
                (None, None) => format!(
                    "if they are, make them one entry with `variants` in `content/registers/{}.toml`",
                    first.index.file()
                ),
            };
            let mut note = Diagnostic::note("near-name", message).hint(hint);
            let documents = [other.entity, one.entity].into_iter().filter_map(|at| self.first.get(&at));
            note.span = documents
                .map(|document| head(document, self.sources.get(document.source)))
                .next()
                .or_else(|| second.entry.as_ref().and_then(|entry| entry.span));
            self.diagnostics.push(note);
        }
    }

    /// Says which names have one page although they are spelled in two ways, where no entry of a register says so.
    fn spelled(&mut self) {
        let own = |entity: &Entity| entity.entry.as_ref().is_some_and(|entry| entry.span.is_some());
        for (at, entity) in self.indexes.entities.iter().enumerate() {
            let Some((first, others)) = entity.written.split_first().filter(|_| !own(entity)) else {
                continue;
            };
            let mut seen = vec![spelling(first)];
            for other in others {
                let spelled = spelling(other);
                if seen.contains(&spelled) {
                    continue;
                }
                seen.push(spelled);
                let message = format!("`{first}` and `{other}` are taken for one name and have one page");
                let hint = format!(
                    "if they are one, make an entry with both in `content/registers/{}.toml`; if not, make two",
                    entity.index.file()
                );
                let mut note = Diagnostic::note("near-name", message).hint(hint);
                let document = self.first.get(&at);
                note.span = document.map(|document| head(document, self.sources.get(document.source)));
                self.diagnostics.push(note);
            }
        }
    }
}

/// Where in a list a letter begins, each letter once.
fn letters(entities: &[Entity], list: &[usize]) -> Vec<(usize, String)> {
    let mut known = HashSet::new();
    let letter = |(at, entity): (usize, &usize)| Some((at, initial(&entities.get(*entity)?.name)?));
    list.iter().enumerate().filter_map(letter).filter(|(_, letter)| known.insert(letter.clone())).collect()
}

/// The index in which a name stands of which no register knows anything.
fn index_of(written: &Written) -> Index {
    match written.realm {
        Realm::Parties if matches!(Naming::of_kind(&written.name, written.kind), Naming::Body(_)) => {
            Index::Organizations
        }
        Realm::Parties => Index::People,
        Realm::Places => Index::Places,
        Realm::Archives => Index::Archives,
        Realm::Subjects => Index::Subjects,
    }
}
