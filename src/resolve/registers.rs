//! The edition's registers, ready to be asked: which entry has this id, which ones have this name. It knows no document.

use std::collections::hash_map::Entry as Slot;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::authority;
use crate::model::entity::{Entry, Mentions, PartyKind, register_named};
use crate::model::folding::folded;
use crate::model::index::Realm;
use crate::model::naming::Naming;
use crate::resolve::mentions::Finder;
use crate::spell::near;

/// All entries, by their ids and by their names.
#[derive(Debug, Default)]
pub struct Registers {
    pub entries: Vec<Arc<Entry>>,
    by_id: HashMap<(&'static str, String), usize>,
    by_name: HashMap<(Realm, String), Vec<usize>>,
    by_address: HashMap<String, usize>,
    /// The names of which there is an entry at all.
    realms: HashSet<Realm>,
    /// Finds the names that the editor wants found in all texts.
    pub finder: Finder,
}

/// What a name means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    Nothing,
    One(usize),
    Several(Vec<usize>),
}

impl Registers {
    /// `entries` are in the order of the files. Of two with one id the first one counts.
    pub fn new(entries: Vec<Entry>, diagnostics: &mut Diagnostics) -> Registers {
        let mut registers = Registers::default();
        for entry in entries {
            registers.add(entry, diagnostics);
        }
        registers.shared_names(diagnostics);
        registers.finder = Finder::new(&registers.entries);
        registers
    }

    fn add(&mut self, entry: Entry, diagnostics: &mut Diagnostics) {
        let at = self.entries.len();
        let key = (entry.register, entry.id.clone());
        if let Some(first) = self.by_id.get(&key).and_then(|first| self.entries.get(*first)) {
            let message = format!("two entries have the id `{}`", entry.id);
            let mut error = Diagnostic::error("same-entry", message);
            error.span = entry.span;
            error.related = first.span.into_iter().map(|span| (span, "the first one".to_owned())).collect();
            diagnostics.push(error.hint("make them one entry, or give one of them another id"));
            return;
        }
        self.by_id.insert(key, at);
        if let Some(realm) = realm(entry.register) {
            self.realms.insert(realm);
            for name in std::iter::once(&entry.name).chain(&entry.variants) {
                let of_name = self.by_name.entry((realm, folded(name))).or_default();
                if !of_name.contains(&at) {
                    of_name.push(at);
                }
            }
        }
        for (file, id) in &entry.authorities {
            let Some(address) = authority::address(file, id) else { continue };
            match self.by_address.entry(address) {
                Slot::Vacant(slot) => drop(slot.insert(at)),
                Slot::Occupied(slot) => {
                    let first = self.entries.get(*slot.get());
                    first
                        .into_iter()
                        .for_each(|first| diagnostics.push(same_authority(&entry, first, file, id)));
                }
            }
        }
        self.entries.push(Arc::new(entry));
    }

    /// Says which names two entries have, in the order of the entries.
    fn shared_names(&self, diagnostics: &mut Diagnostics) {
        let mut shared: Vec<(&Vec<usize>, &String)> = self
            .by_name
            .iter()
            .filter(|(_, of_name)| of_name.len() > 1)
            .map(|((_, name), of_name)| (of_name, name))
            .collect();
        shared.sort();
        for (of_name, folded_name) in shared {
            let entries: Vec<&Arc<Entry>> = of_name.iter().filter_map(|at| self.entries.get(*at)).collect();
            let [first, second, ..] = entries.as_slice() else { continue };
            let named = |entry: &Entry| {
                let names = std::iter::once(&entry.name).chain(&entry.variants);
                names.into_iter().find(|name| folded(name) == *folded_name).cloned().unwrap_or_default()
            };
            let message =
                format!("`{}` is a name of two entries, `{}` and `{}`", named(second), first.id, second.id);
            let mut warning = Diagnostic::warning("ambiguous-name", message);
            warning.span = second.span;
            warning.related = first.span.into_iter().map(|span| (span, "the other one".to_owned())).collect();
            diagnostics.push(warning.hint(
                "take it out of one of them, and name the other by its `id` in front matter: `from = { name = \"…\", id = \"…\" }`",
            ));
        }
    }

    pub fn find(&self, register: &str, id: &str) -> Option<usize> {
        let register = register_named(register)?.name;
        self.by_id.get(&(register, id.to_owned())).copied()
    }

    /// The entry that is meant by an id of its own or by an address in an authority file.
    pub fn pointed(&self, realm: Realm, kind: Option<PartyKind>, id: &str) -> Option<usize> {
        let mut by_id = realm.registers(kind).iter().filter_map(|register| self.find(register, id));
        by_id.next().or_else(|| self.at_address(id))
    }

    /// The entry that has this address in an authority file.
    pub fn at_address(&self, address: &str) -> Option<usize> {
        if !address.contains("://") {
            return None;
        }
        let same = authority::AUTHORITIES.iter().find_map(|file| {
            let host = authority::address(file.name, file.id(address)?)?;
            self.by_address.get(&host)
        });
        same.or_else(|| self.by_address.get(address)).copied()
    }

    /// What a name means; nothing that is of another kind than the source says.
    pub fn named(&self, realm: Realm, kind: Option<PartyKind>, name: &str) -> Meaning {
        let of_name = self.by_name.get(&(realm, folded(name))).map(Vec::as_slice).unwrap_or_default();
        let register = kind.and_then(|_| realm.registers(kind).first());
        let fits = |at: &&usize| {
            let entry = self.entries.get(**at);
            register.is_none_or(|register| entry.is_some_and(|entry| entry.register == *register))
        };
        let fitting: Vec<usize> = of_name.iter().filter(fits).copied().collect();
        match fitting.as_slice() {
            [] => Meaning::Nothing,
            [one] => Meaning::One(*one),
            _ => Meaning::Several(fitting),
        }
    }

    /// Whether the edition keeps a register in which such a name could stand.
    pub fn keeps(&self, realm: Realm) -> bool {
        self.realms.contains(&realm)
    }

    /// The ids of a register that are like one that is none.
    pub fn like(&self, register: &str, id: &str) -> Vec<String> {
        let ids = self.entries.iter().filter(|entry| entry.register == register);
        near(id, ids.map(|entry| entry.id.as_str()), 3).into_iter().map(str::to_owned).collect()
    }
}

/// Which names a register's entries have.
pub fn realm(register: &str) -> Option<Realm> {
    match register {
        "person" | "org" => Some(Realm::Parties),
        "place" => Some(Realm::Places),
        "archive" => Some(Realm::Archives),
        "term" => Some(Realm::Subjects),
        _ => None,
    }
}

/// The names under which texts have an entry: as it is spoken, and its variants.
pub fn forms(entry: &Entry) -> Vec<String> {
    let spoken = match entry.register {
        "person" => Naming::of(&entry.name).spoken(),
        _ => entry.name.clone(),
    };
    let mut forms = vec![spoken];
    for variant in &entry.variants {
        if !forms.contains(variant) {
            forms.push(variant.clone());
        }
    }
    forms
}

/// Whether an entry's names are looked for in all texts.
pub fn is_auto(entry: &Entry) -> bool {
    entry.mentions == Mentions::Auto
}
/// An authority file has one number for each that it knows, so two entries with one number are one, or one of the numbers is wrong.
fn same_authority(entry: &Entry, first: &Entry, file: &str, id: &str) -> Diagnostic {
    let message =
        format!("the entries `{}` and `{}` have the same number `{id}` in `{file}`", first.id, entry.id);
    let mut warning = Diagnostic::warning("same-authority", message);
    warning.span = entry.span;
    warning.related = first.span.into_iter().map(|span| (span, "the first one".to_owned())).collect();
    warning
        .hint("make them one entry, with the other name among its `variants`, or see which number is right")
}
