//! Ids of the source and the pointers to them, as they are in the file that is written: no pointer leads to what is not
//! there, and no id is another document's.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::{Document, Note};
use crate::model::text::{Block, Inline};
use crate::model::told::Told;
use crate::read::tei::own_ids::BETWEEN;
use crate::write::tei::grammar::{Declared, is_name};
use crate::write::tei::names;
use crate::write::walk;

/// The ids of a document.
pub struct Ids<'a> {
    /// The document's own name in the file.
    document: &'a str,
    /// Those of the source that are written.
    known: BTreeSet<String>,
    /// What has a name of ours here, by the id that it had.
    named: BTreeMap<String, String>,
    /// Those that the source has, here or elsewhere in its file.
    file: &'a BTreeSet<String>,
    /// Those of passages, by their ordinals.
    passages: BTreeMap<usize, &'a str>,
}

/// Attributes as they can be written.
pub struct Fitting {
    pub said: Vec<(&'static str, String)>,
    /// Whether they say all that the source said, so that it can be read from them again.
    pub is_whole: bool,
}

impl<'a> Ids<'a> {
    /// Those that are the source's once.
    pub fn of(document: &'a Document, name: &'a str) -> Ids<'a> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        if let Some(header) = &document.header {
            count(header, &mut counts);
        }
        document.facsimiles.iter().for_each(|list| count(list, &mut counts));
        let mut add = |id: &str| *counts.entry(id.to_owned()).or_default() += 1;
        let mut passages = BTreeMap::new();
        for (id, ordinal) in &document.ids.passages {
            passages.entry(*ordinal).or_insert_with(|| {
                add(id);
                id.as_str()
            });
        }
        document.notes.iter().filter_map(|note| id_of(&note.attributes)).for_each(&mut add);
        document
            .versions
            .iter()
            .flat_map(|version| &version.blocks)
            .for_each(|block| of_block(block, &mut add));
        for run in walk::runs(document) {
            walk::each(run, &mut |inline| match inline {
                Inline::Named(named) => id_of(&named.attributes).into_iter().for_each(&mut add),
                Inline::Marked(marked) => {
                    marked.mark.elements.iter().filter_map(|was| id_of(&was.attributes)).for_each(&mut add);
                }
                _ => {}
            });
        }
        let known = counts.into_iter().filter(|(id, count)| *count == 1 && is_name(id)).map(|(id, _)| id);
        let file = &*document.ids.file;
        let mut ids = Ids { document: name, known: known.collect(), named: BTreeMap::new(), file, passages };
        for (at, entry) in document.entries.iter().enumerate() {
            ids.named.entry(entry.id.clone()).or_insert_with(|| names::within(name, &format!("e{}", at + 1)));
        }
        ids
    }

    /// Forgets the ids that are not in the file as it was written, and says whether there were any.
    pub fn forget_unwritten(&mut self, file: &[u8]) -> bool {
        let file = String::from_utf8_lossy(file);
        let ids = file.split(" xml:id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let written: BTreeSet<&str> = ids.collect();
        let before = self.known.len();
        let document = self.document;
        self.known.retain(|id| written.contains(format!("{document}{BETWEEN}{id}").as_str()));
        self.known.len() < before
    }

    /// The attributes of an element, as far as it may have them with their values.
    pub fn fitting(&self, element: &Declared, attributes: &[(String, String)]) -> Fitting {
        let mut fitting = Fitting { said: Vec::new(), is_whole: true };
        for (name, value) in attributes {
            let value = match name.as_str() {
                "xml:id" => self.id(value).map(Cow::Owned),
                // It would change where all pointers within lead.
                "xml:base" => None,
                name if element.is_address(name) => {
                    // A name of ours does not tell the one that it had.
                    fitting.is_whole &= !value.split(' ').any(|one| self.ours(one).is_some());
                    self.pointers(value)
                }
                _ => Some(Cow::Borrowed(value.as_str())),
            };
            match value.and_then(|value| Some((element.attribute(name, &value)?, value.into_owned()))) {
                Some(said) => fitting.said.push(said),
                None => fitting.is_whole = false,
            }
        }
        fitting
    }

    /// The id that the source gave a passage.
    pub fn passage(&self, ordinal: usize) -> Option<String> {
        self.passages.get(&ordinal).and_then(|id| self.id(id))
    }

    /// The id that the source gave a note.
    pub fn note(&self, note: &Note) -> Option<String> {
        id_of(&note.attributes).and_then(|id| self.id(id))
    }

    /// An id of the source as it is here.
    fn id(&self, id: &str) -> Option<String> {
        self.known.contains(id).then(|| format!("{}{BETWEEN}{id}", self.document))
    }

    /// The name of ours for what a pointer leads to.
    fn ours(&self, pointer: &str) -> Option<&String> {
        let id = pointer.strip_prefix('#').filter(|id| !self.known.contains(*id))?;
        self.named.get(id)
    }

    /// Addresses in which each pointer within the file leads to what is there; nothing where one does not.
    fn pointers<'v>(&self, value: &'v str) -> Option<Cow<'v, str>> {
        if !value.contains('#') {
            return Some(Cow::Borrowed(value));
        }
        let here = value.split(' ').map(|one| match one.strip_prefix('#') {
            Some(id) => match self.id(id).or(self.ours(one).cloned()) {
                Some(here) => Some(format!("#{here}")),
                // What led nowhere leads nowhere still; what is elsewhere in the source is not in this file.
                None => (!self.file.contains(id)).then(|| one.to_owned()),
            },
            None => Some(one.to_owned()),
        });
        here.collect::<Option<Vec<String>>>().map(|all| Cow::Owned(all.join(" ")))
    }
}

fn id_of(attributes: &[(String, String)]) -> Option<&str> {
    attributes.iter().find(|(name, _)| name == "xml:id").map(|(_, id)| id.as_str())
}

fn of_block(block: &Block, add: &mut impl FnMut(&str)) {
    match block {
        Block::Named(named) => {
            id_of(&named.attributes).into_iter().for_each(&mut *add);
            named.content.iter().for_each(|block| of_block(block, add));
        }
        Block::Table(table) => {
            table.elements.iter().filter_map(|one| id_of(&one.was.attributes)).for_each(&mut *add);
        }
        Block::Quote(blocks) | Block::Part { blocks, .. } => {
            blocks.iter().for_each(|block| of_block(block, add))
        }
        Block::Paragraph(_) | Block::Heading { .. } | Block::Verse(_) | Block::List(_) => {}
    }
}

fn count(told: &Told, counts: &mut BTreeMap<String, usize>) {
    if let Some((_, id)) = told.attributes.iter().find(|(name, _)| name == "xml:id") {
        *counts.entry(id.clone()).or_default() += 1;
    }
    told.elements().for_each(|one| count(one, counts));
}
