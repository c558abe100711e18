//! TEI, as it is read: the small cases in `tests/corpus/tei`.
//!
//! A case is a file `name.xml` and beside it `name.txt`: what the documents of the file are, line by line.
//! `UPDATE_CASES=1` writes those anew.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reads its cases, and stops where it cannot"
)]

use std::fmt::Write;
use std::path::Path;

use edition::model::document::Document;
use edition::model::text::{Block, Inline, Part};
use edition::read;
use edition::read::phrases::Vocabulary;
use edition::source::{Source, Sources};

#[test]
fn every_case_is_read_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/tei");
    let entries = std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "xml")).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for path in &cases {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let mut sources = Sources::default();
        let id = sources.add(name, std::fs::read(path).expect("a file"));
        let source = sources.get(id);
        let documents = read::documents(source, &Vocabulary::default());
        let said =
            documents.iter().map(|document| described(document, source)).collect::<Vec<_>>().join("\n");
        let expected = path.with_extension("txt");
        if std::env::var_os("UPDATE_CASES").is_some() {
            std::fs::write(&expected, &said).expect("it can be written");
        }
        let expected = std::fs::read_to_string(&expected).unwrap_or_default();
        if expected != said {
            wrong.push(format!("{name}\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A document in lines: what is known of it, its blocks and its notes.
fn described(document: &Document, source: &Source) -> String {
    let mut out = format!("# {} | {}\n", document.id, document.title.text);
    let mut fact = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            writeln!(out, "{name}: {value}").expect("a string");
        }
    };
    let date = |date: &edition::model::date::Date| match &date.edtf {
        Some(edtf) => format!("{} = {edtf}", date.written),
        None => date.written.clone(),
    };
    fact("matter", document.matter().map(|matter| matter.name().to_owned()));
    fact("kind", document.kind.clone());
    fact("date", document.date.as_ref().map(date));
    for event in &document.dates {
        let time = event.time.as_ref().map(|time| format!(" {}", time.written)).unwrap_or_default();
        fact(event.kind.name(), Some(format!("{}{time}", date(&event.date))));
    }
    for (name, parties) in [("from", &document.from), ("to", &document.to)] {
        for party in parties {
            let id = party.id.as_ref().map(|id| format!(" #{id}")).unwrap_or_default();
            let place = party.place.as_ref().map(|place| format!(", {}", place.text)).unwrap_or_default();
            fact(name, Some(format!("{}{id}{place}", party.name)));
        }
    }
    fact("place", document.place.clone());
    fact("original", Some(document.languages.original.join(" ")));
    fact("text", Some(document.languages.text.join(" ")));
    fact("location", document.description.location());
    for copy in &document.description.copies {
        fact("copy", copy.location());
    }
    fact("collection", document.description.collection.clone());
    fact("citation", document.description.citation.clone());
    fact("url", document.description.url.clone());
    for translator in &document.translators {
        fact("translator", Some(translator.name.clone()));
    }
    for subject in &document.subjects {
        fact("subject", Some(subject.name.clone()));
    }
    fact("summary", document.summary.clone());
    fact("credits", document.credits.clone());
    fact("rights", document.rights.clone());
    fact("status", document.status.clone());
    for section in &document.sections {
        fact(&section.label, Some(section.text.clone()));
    }
    for entry in &document.entries {
        let dates: Vec<String> =
            entry.dates.iter().map(|(kind, one)| format!("{kind} {}", date(one))).collect();
        let authorities = entry.authorities.iter().map(|(kind, id)| format!("{kind} {id}"));
        let parts: Vec<String> = [entry.name.clone()]
            .into_iter()
            .chain(entry.variants.iter().map(|variant| format!("= {variant}")))
            .chain(dates)
            .chain(authorities)
            .chain(entry.note.clone())
            .collect();
        fact(&format!("{}:{}", entry.register, entry.id), Some(parts.join("; ")));
    }
    for version in &document.versions {
        let kind = version.kind.map_or("Text", |kind| kind.name());
        writeln!(out, "## {kind} {}", version.language.as_deref().unwrap_or("?")).expect("a string");
        blocks(&version.blocks, 0, &mut out);
    }
    for (at, note) in document.notes.iter().enumerate() {
        let whose = if note.of_the_document { "document" } else { "editor" };
        let content: Vec<String> = note.content.iter().map(|paragraph| inlines(paragraph)).collect();
        writeln!(out, "[{at}] {} {whose}: {}", note.label, content.join(" // ")).expect("a string");
    }
    for found in &document.diagnostics {
        let place = found.span.map(|span| source.position(span.start).to_string()).unwrap_or_default();
        writeln!(out, "! {place} {} {}: {}", found.severity.name(), found.code, found.message)
            .expect("a string");
    }
    out
}

fn blocks(list: &[Block], depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for block in list {
        let mut line = |name: &str, text: String| writeln!(out, "{indent}{name} {text}").expect("a string");
        match block {
            Block::Paragraph(passage) => line("p", inlines(&passage.content)),
            Block::Heading { level, passage } => line(&format!("h{level}"), inlines(&passage.content)),
            Block::Verse(passage) => line("verse", inlines(&passage.content)),
            Block::List(list) => {
                for item in &list.items {
                    line(if list.numbered { "#" } else { "-" }, inlines(&item.content));
                }
            }
            Block::Quote(inner) => {
                line("quote", String::new());
                blocks(inner, depth + 1, out);
            }
            Block::Part { role, blocks: inner } => {
                line(&format!("({})", role.name()), String::new());
                blocks(inner, depth + 1, out);
            }
            Block::Named(named) => {
                line(&format!("<{}{}>", named.name, attributes(named)), String::new());
                blocks(&named.content, depth + 1, out);
            }
            Block::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows).enumerate();
                for (at, row) in rows.filter(|(_, row)| !row.is_empty()) {
                    let cell = |(of, cell): (usize, &Vec<Inline>)| {
                        let shape = table.shape(at, of).map(|shape| {
                            let heads = if shape.heads { "!" } else { "" };
                            format!("{}×{}{heads} ", shape.columns, shape.rows)
                        });
                        format!("{}{}", shape.unwrap_or_default(), inlines(cell))
                    };
                    let cells: Vec<String> = row.iter().enumerate().map(cell).collect();
                    line("|", cells.join(" | "));
                }
            }
        }
    }
}

fn attributes<T>(named: &edition::model::text::Named<T>) -> String {
    let language = named.language.iter().map(|language| format!(" lang={language}"));
    let others = named.attributes.iter().map(|(name, value)| format!(" {name}={value}"));
    language.chain(others).collect()
}

fn inlines(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Styled { style, content } => {
                write!(out, "{style:?}({})", inlines(content)).expect("a string");
            }
            Inline::Marked(marked) => {
                let mark = &marked.mark;
                let extent = mark.extent.as_ref().map(|extent| {
                    format!(
                        "{}{} {}",
                        if extent.at_most { "≤" } else { "" },
                        extent.quantity.value(),
                        extent.unit
                    )
                });
                let certainty = mark.certainty.map(|certainty| certainty.name().to_owned());
                let facts = [
                    ("hand", &mark.hand),
                    ("place", &mark.place),
                    ("reason", &mark.reason),
                    ("language", &mark.language),
                    ("of", &mark.of),
                    ("extent", &extent),
                    ("certainty", &certainty),
                ];
                let facts: String = facts
                    .into_iter()
                    .filter_map(|(name, value)| value.as_ref().map(|value| format!(" {name}={value}")))
                    .collect();
                let pieces: Vec<String> = marked
                    .pieces
                    .iter()
                    .map(|piece| match piece.part {
                        Part::Edited => format!("→{}", inlines(&piece.content)),
                        Part::Label => format!("“{}”", inlines(&piece.content)),
                        _ => inlines(&piece.content),
                    })
                    .collect();
                let said =
                    if pieces.is_empty() { format!(" “{}”", mark.as_written) } else { String::new() };
                write!(out, "{{{}{facts}:{} {}}}", mark.sign.name, said, pieces.join(" ")).expect("a string");
            }
            Inline::Named(named) => {
                let inner = inlines(&named.content);
                write!(out, "<{}{}:{inner}>", named.name, attributes(named)).expect("a string");
            }
            Inline::Field(field) => out.push_str(&inlines(&field.content)),
            Inline::Link { target, content } => {
                use edition::model::text::Target;
                let to = match target {
                    Target::Address(address) => address.clone(),
                    Target::Document(id) => format!("doc:{}", id.value),
                    Target::Entry { register, id } => format!("{register}:{id}"),
                };
                write!(out, "({to} {})", inlines(content)).expect("a string");
            }
            Inline::Image { path, .. } => write!(out, "({path})").expect("a string"),
            Inline::Call { note, .. } => write!(out, "[{note}]").expect("a string"),
            Inline::Break(kind) => write!(out, "/{}", format!("{kind:?}").to_lowercase()).expect("a string"),
        }
    }
    out
}
