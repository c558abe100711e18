//! Links: each leads to a document that there is. This room does not know which pictures there are; it only says which
//! ones the texts show, and where.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::{Document, Layout};
use crate::model::edition::{Edition, Essay};
use crate::model::entity::register_named;
use crate::model::id::Id;
use crate::model::text::{Inline, Target, place};
use crate::resolve::registers::Registers;
use crate::resolve::walk::{Met, walk};
use crate::source::{Source, Sources, Spanned};
use crate::spell::near;

/// Near-misses are looked for among all ids. Where very many links are wrong, something else is wrong than
/// their spelling, and the search would take time with the square of the edition's size.
const SEARCHED: usize = 50;

/// Reports every link that leads nowhere: those of the documents, in the order of the edition, then those of
/// the essays.
pub fn check(
    edition: &Edition,
    of_documents: &[&Spanned<Link>],
    registers: &Registers,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let essays = edition.essays.iter().flat_map(|essay| of_essay(essay, sources.get(essay.source)).links);
    let essays: Vec<Spanned<Link>> = essays.collect();
    let all = of_documents.iter().copied().chain(&essays);
    for (at, link) in all.filter(|link| leads_nowhere(edition, registers, &link.value)).enumerate() {
        let diagnostic = match &link.value {
            Link::Document(id) => unknown(edition, id, at < SEARCHED),
            Link::Entry(name) => unknown_entry(registers, name, at < SEARCHED),
        };
        diagnostics.push(diagnostic.at(link.span));
    }
}

/// The pictures that a document shows, each once, as their paths are typed.
pub fn pictures_of_document(document: &Document, source: &Source) -> Vec<Spanned<String>> {
    let mut seen = BTreeSet::new();
    let mut pictures = Vec::new();
    walk(document, &mut |met| {
        if let Met::Inline(Inline::Image { path, .. }) = met
            && seen.insert(path)
        {
            // The steps up before a path are no part of it.
            let typed = source.text().find(&format!("{path})"));
            let span = typed.map_or(source.span(0..0), |at| source.span(at..at + path.len()));
            pictures.push(Spanned { value: path.clone(), span });
        }
    });
    pictures
}

/// The pictures that an essay shows, as their paths are typed.
pub fn pictures_of_essay(essay: &Essay, source: &Source) -> Vec<Spanned<String>> {
    of_essay(essay, source).pictures
}

/// A link within the edition, as typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Link {
    /// `doc:ID`.
    Document(String),
    /// `person:ID` and the like.
    Entry(String),
}

#[derive(Default)]
struct Found {
    links: Vec<Spanned<Link>>,
    pictures: Vec<Spanned<String>>,
}

/// The links of a document within the edition.
pub fn of_document(document: &Document, source: &Source) -> Vec<Spanned<Link>> {
    let mut links = Vec::new();
    walk(document, &mut |met| match met {
        Met::Inline(Inline::Link { target: Target::Document(link), .. }) => {
            links.push(Spanned { value: Link::Document(link.value.to_string()), span: link.span });
        }
        // A source that is marked up brings its registers along.
        Met::Inline(Inline::Link { target: Target::Entry { register, id }, content })
            if document.layout != Layout::Tei =>
        {
            let span = content.iter().find_map(place).unwrap_or_else(|| source.span(0..0));
            links.push(Spanned { value: Link::Entry(format!("{register}:{id}")), span });
        }
        _ => {}
    });
    links
}

fn of_essay(essay: &Essay, source: &Source) -> Found {
    let mut found = Found::default();
    let Some(body) = source.text().strip_suffix(essay.text.as_str()).map(str::len) else { return found };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&essay.text, options).into_offset_iter() {
        let span = source.span(body + range.start..body + range.end);
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let link = match dest_url.split_once(':') {
                    Some(("doc", id)) => Link::Document(id.to_owned()),
                    Some((register, _)) if register_named(register).is_some() => {
                        Link::Entry(dest_url.to_string())
                    }
                    _ => continue,
                };
                found.links.push(Spanned { value: link, span });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                found.pictures.push(Spanned { value: dest_url.to_string(), span });
            }
            _ => {}
        }
    }
    found
}

fn leads_nowhere(edition: &Edition, registers: &Registers, link: &Link) -> bool {
    match link {
        Link::Document(id) => Id::new(id).ok().and_then(|id| edition.find(&id)).is_none(),
        Link::Entry(name) => {
            name.split_once(':').and_then(|(register, id)| registers.find(register, id)).is_none()
        }
    }
}

fn unknown(edition: &Edition, id: &str, search: bool) -> Diagnostic {
    let error = Diagnostic::error("unknown-document", format!("there is no document `{id}`"));
    let ids = edition.documents.iter().map(|document| document.id.as_str());
    let meant = if search { near(id, ids, 3) } else { Vec::new() };
    if meant.is_empty() {
        return error
            .hint("an id is the name of the file without its ending, unless the front matter has an `id`");
    }
    let meant: Vec<String> = meant.iter().map(|id| format!("`{id}`")).collect();
    error.hint(format!("did you mean {}?", meant.join(" or ")))
}

fn unknown_entry(registers: &Registers, name: &str, search: bool) -> Diagnostic {
    let (register, id) = name.split_once(':').unwrap_or_default();
    let known = register_named(register);
    let file = known.map_or("people", |known| known.file);
    let message = format!("the link `{name}` leads nowhere: `{file}` has no entry `{id}`");
    let warning = Diagnostic::warning("unknown-entry", message);
    let meant = if search { registers.like(register, id) } else { Vec::new() };
    if meant.is_empty() {
        let hint = format!(
            "write one in `content/registers/{file}.toml`, below a line `[{id}]`; until then the words are shown without a link"
        );
        return warning.hint(hint);
    }
    let meant: Vec<String> = meant.iter().map(|id| format!("`{register}:{id}`")).collect();
    warning.hint(format!("did you mean {}?", meant.join(" or ")))
}
