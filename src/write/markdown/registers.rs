//! The people and places that a file of TEI lists, as registers in TOML beside its Markdown. An id of TEI can have letters
//! that no address has, so the documents are given the ids of the registers. It knows no folder.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::{Document, Name};
use crate::model::entity::{Entry, REGISTERS, Register};
use crate::model::folding::readable;
use crate::model::id::Id;
use crate::model::text::{Inline, Target};
use crate::write::register;

/// A register that a file brings along.
#[derive(Debug)]
pub struct Listed {
    pub register: Register,
    pub toml: String,
    pub entries: usize,
}

/// By the register and the id that the file has: the id of the entry.
type Renamed = BTreeMap<(&'static str, String), String>;

/// Takes the entries out of the documents of a file. `taken` are the ids of the edition's own entries, each with its
/// register: an entry that would have one of them gets a figure behind it.
pub fn take(documents: &mut [Document], taken: &BTreeSet<(&'static str, String)>) -> Vec<Listed> {
    let entries: Vec<Entry> =
        documents.iter_mut().flat_map(|document| std::mem::take(&mut document.entries)).collect();
    let (mut taken, mut renamed) = (taken.clone(), Renamed::new());
    let mut listed: Vec<Listed> = Vec::new();
    for register in REGISTERS {
        let mut of_register = Listed { register, toml: String::new(), entries: 0 };
        for entry in entries.iter().filter(|entry| entry.register == register.name) {
            let id = free(entry, &mut taken);
            register::of_entry(&mut of_register.toml, &id, entry);
            of_register.entries += 1;
            renamed.entry((register.name, entry.id.clone())).or_insert(id);
        }
        if of_register.entries > 0 {
            listed.push(of_register);
        }
    }
    if !renamed.is_empty() {
        documents.iter_mut().for_each(|document| rename(document, &renamed));
    }
    listed
}

/// The id of an entry, as near to that of the file as an address can be.
fn free(entry: &Entry, taken: &mut BTreeSet<(&'static str, String)>) -> String {
    let id = Id::<Entry>::cut(&readable(&entry.id))
        .map_or_else(|_| format!("{}-{}", entry.register, readable(&entry.id)), |id| id.to_string());
    let mut free = id.clone();
    let mut number = 1;
    while !taken.insert((entry.register, free.clone())) {
        number += 1;
        free = format!("{id}-{number}");
    }
    free
}

fn rename(document: &mut Document, renamed: &Renamed) {
    for party in document.from.iter_mut().chain(&mut document.to) {
        name(&mut party.id, &["person", "org"], renamed);
    }
    let translators = document.translators.iter_mut();
    translators.for_each(|Name { id, .. }| name(id, &["person", "org"], renamed));
    document.subjects.iter_mut().for_each(|Name { id, .. }| name(id, &["term"], renamed));
    for block in document.versions.iter_mut().flat_map(|version| &mut version.blocks) {
        block.runs_mut(&mut |run| inlines(run, renamed));
    }
    document.notes.iter_mut().flat_map(|note| &mut note.content).for_each(|run| inlines(run, renamed));
}

fn name(id: &mut Option<String>, registers: &[&'static str], renamed: &Renamed) {
    let Some(was) = id else { return };
    let mut found = registers.iter().filter_map(|register| renamed.get(&(*register, was.clone())));
    if let Some(found) = found.next() {
        *was = found.clone();
    }
}

fn inlines(content: &mut [Inline], renamed: &Renamed) {
    for inline in content {
        match inline {
            Inline::Link { target, content } => {
                if let Target::Entry { register, id } = target
                    && let Some(found) = renamed.get(&(*register, id.clone()))
                {
                    *id = found.clone();
                }
                inlines(content, renamed);
            }
            Inline::Styled { content, .. } => inlines(content, renamed),
            Inline::Marked(marked) => {
                marked.pieces.iter_mut().for_each(|piece| inlines(&mut piece.content, renamed));
            }
            Inline::Named(named) => inlines(&mut named.content, renamed),
            Inline::Field(field) => inlines(&mut field.content, renamed),
            Inline::Text { .. } | Inline::Image { .. } | Inline::Call { .. } | Inline::Break(_) => {}
        }
    }
}
