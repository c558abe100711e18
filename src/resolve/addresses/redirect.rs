//! The editor says what has become of an address. It must have been published, its text must be gone, and where it is said
//! to be there must be something.

use crate::diag::Diagnostic;
use crate::ledger::lines::Lines;
use crate::ledger::{Ledger, Told};
use crate::model::edition::Edition;
use crate::model::published::{Address, Fate, PageName};
use crate::resolve::Looked;
use crate::resolve::addresses::fates::{End, Ways, has};
use crate::resolve::addresses::is_of;
use crate::resolve::addresses::record::published;
use crate::source::{Sources, Span};
use crate::spell::near;
use crate::words::listed;

/// What the editor says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Redirect {
    /// It is at this address now.
    To(String),
    /// Nothing has taken its place, and perhaps why.
    Rests(String),
}

/// A ledger with a new word in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Redirected {
    /// The text of the ledger.
    pub ledger: String,
    pub old: Address,
    pub fate: Fate,
    /// What stood there: first words, or a title.
    pub words: String,
}

/// The ledger `before` with a word on the address `old`. `looked` are the documents of the edition, and perhaps others.
pub fn redirect<'a>(
    edition: &Edition,
    looked: impl Iterator<Item = &'a Looked>,
    before: &Ledger,
    sources: &Sources,
    old: &str,
    new: &Redirect,
) -> Result<Redirected, Diagnostic> {
    if !before.is_there {
        let message = "nothing has been published yet, so no address can have moved";
        return Err(refused(message).hint("until then documents and paragraphs can be changed freely"));
    }
    if !before.is_whole {
        let message = "the ledger of addresses has lines that are not understood";
        return Err(refused(message).hint("`edition check` names them; mend them first"));
    }
    let looked: Vec<&Looked> = looked.filter(|looked| is_of(edition, looked)).collect();
    let old = address(old)?;
    is_gone(edition, &looked, before, &old)?;
    let fate = match new {
        Redirect::To(new) => Fate::Moved(address(new)?),
        Redirect::Rests(why) => Fate::Rests(Some(why.trim().to_owned()).filter(|why| !why.is_empty())),
    };
    let words = before.words(&old).to_owned();
    if fate == Fate::Moved(old.clone()) && before.with_back(&old) != *before {
        return back(edition, before, old, words);
    }
    // What has moved away from there may be there again, as when a document gets its earlier name back.
    let before = &match &fate {
        Fate::Moved(to) if is_back(edition, before, &to.whole()) => before.with_back(&to.whole()),
        Fate::Moved(_) | Fate::Rests(_) => before.clone(),
    };
    let span = known_from(before, &old).ok_or_else(|| refused(format!("`{old}` was never published")))?;
    let told = Told { fate: fate.clone(), words: words.clone(), span };
    let after = before.with(old.clone(), told);
    match Ways::of(edition, &looked, &after).end(&old) {
        End::There(_) | End::Rests(_) => {}
        End::Circle => {
            let message = format!("the way from `{old}` would lead in a circle");
            return Err(refused(message).hint("name the address at which the text is now"));
        }
        End::Nowhere(at) => {
            let message = format!("there is nothing at `{at}`");
            return Err(refused(message).hint(hint(edition, before, &at)));
        }
    }
    let after = keep_target(&after, edition, &looked, &fate, sources);
    Ok(Redirected { ledger: Lines::of(&after).into_text(), old, fate, words })
}

/// Whether a page is there of which it was said that it has moved.
fn is_back(edition: &Edition, ledger: &Ledger, page: &Address) -> bool {
    let moved = ledger.told().get(page).is_some_and(|told| matches!(told.fate, Fate::Moved(_)));
    moved && has(edition, &page.page)
}

/// What was said of an address does not hold any more: it is where it was.
fn back(edition: &Edition, before: &Ledger, old: Address, words: String) -> Result<Redirected, Diagnostic> {
    if !has(edition, &old.page) {
        let message = format!("there is nothing at `{}`", old.whole());
        return Err(refused(message).hint(hint(edition, before, &old)));
    }
    let ledger = Lines::of(&before.with_back(&old)).into_text();
    Ok(Redirected { ledger, fate: Fate::Moved(old.clone()), old, words })
}

/// A place that something is said to have moved to keeps its address from now on, as if it had been published: until then its
/// number could still become that of another text.
fn keep_target(
    ledger: &Ledger,
    edition: &Edition,
    looked: &[&Looked],
    fate: &Fate,
    sources: &Sources,
) -> Ledger {
    if let Fate::Moved(Address { page: PageName::Document(id), anchor: Some(anchor) }) = fate
        && edition.find(id).is_some()
        && let Some(looked) = looked.iter().find(|looked| looked.document.id == *id)
        && looked.placed.anchors.is_provisional(&anchor.to_string())
    {
        return ledger.with_document((*published(looked, ledger, sources)).clone());
    }
    ledger.clone()
}

fn refused(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("redirect", message)
}

/// An address as it is typed: `letter#p7`, or as it stands in the browser, `documents/letter.html#p7`.
fn address(typed: &str) -> Result<Address, Diagnostic> {
    let typed = typed.trim();
    let short = typed.rsplit_once("documents/").map(|(_, rest)| match rest.split_once('#') {
        Some((page, anchor)) => format!("{}#{anchor}", page.trim_end_matches(".html")),
        None => rest.trim_end_matches(".html").to_owned(),
    });
    Address::read(short.as_deref().unwrap_or(typed)).ok_or_else(|| {
        let shown = typed.replace(char::is_control, "\u{FFFD}");
        refused(format!("`{shown}` is no address")).hint(
            "a document is named by its id, `letter`, a place in it by that and its number, `letter#p7`, an essay by its file, \
             `about.html`",
        )
    })
}

/// Whether an address was published and there is nothing at it now.
fn is_gone(edition: &Edition, looked: &[&Looked], ledger: &Ledger, old: &Address) -> Result<(), Diagnostic> {
    if ledger.told().contains_key(old) {
        return Ok(());
    }
    if !ledger.knows(old) {
        let message = format!("`{old}` was never published");
        return Err(refused(message).hint(hint(edition, ledger, old)));
    }
    let is_there = match old.anchor {
        None => has(edition, &old.page),
        Some(_) => Ways::of(edition, looked, ledger).end(old) == End::There(old.clone()),
    };
    match is_there {
        true => Err(refused(format!("`{old}` has not moved: what was published there is still there"))
            .hint("an address can be given away only when its text is gone from there")),
        false => Ok(()),
    }
}

/// Where in the ledger an address stands.
fn known_from(ledger: &Ledger, old: &Address) -> Option<Span> {
    let of_document = match &old.page {
        PageName::Document(id) => ledger.document(id).map(|published| published.span),
        PageName::Essay(name) => {
            ledger.essays().find(|(other, _)| *other == name).map(|(_, essay)| essay.span)
        }
    };
    let told = || ledger.told().get(old).map(|told| told.span);
    of_document.or_else(told)
}

fn hint(edition: &Edition, ledger: &Ledger, address: &Address) -> String {
    let PageName::Document(id) = &address.page else {
        return "an essay is named by its file: `about.html`".to_owned();
    };
    if edition.find(id).is_some() || ledger.document(id).is_some() {
        return "the places of a document and their addresses are listed on its citation page".to_owned();
    }
    let known = edition.documents.iter().map(|document| document.id.as_str());
    match near(id.as_str(), known, 3).as_slice() {
        [] => "a document is named by its id, as in its address".to_owned(),
        found => {
            let found: Vec<String> = found.iter().map(|id| format!("`{id}`")).collect();
            format!("did you mean {}?", listed(&found).replace(" and ", " or "))
        }
    }
}
