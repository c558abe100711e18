//! Front matter: what an editor declares at the head of a source, between `+++` or `---`. This room does
//! not know the text below it.

mod declare;
mod values;

use crate::diag::{Diagnostic, Diagnostics};
use crate::fields::{self, Fault, Field, Value};
use crate::model::matter::Matter;
use crate::source::{Source, Spanned};

pub use crate::read::header::declare::apply;
pub(in crate::read) use crate::read::header::values::kept;

/// The names that front matter knows.
pub const KEYS: [&str; 22] = [
    "id",
    "title",
    "kind",
    "date",
    "dates",
    "from",
    "to",
    "place",
    "languages",
    "translators",
    "source",
    "summary",
    "credits",
    "rights",
    "status",
    "subjects",
    "notes",
    "apparatus",
    "number",
    "cite_as",
    "changes",
    Matter::KEY,
];

/// The front matter of a source.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Header {
    /// In the order of the source; empty where there is no front matter or it cannot be read.
    pub fields: Vec<Field>,
    /// The byte where the text starts; 0 where there is no front matter.
    pub body: usize,
}

impl Header {
    /// Whether the source opens with front matter, be it right or broken.
    pub fn is_present(&self) -> bool {
        self.body > 0
    }

    pub fn get(&self, key: &str) -> Option<&Spanned<Value>> {
        self.fields.iter().find(|field| field.key.value == key).map(|field| &field.value)
    }

    /// The text that a name is given, where it is one and not empty.
    pub fn text(&self, key: &str) -> Option<String> {
        fields::text(key, self.get(key)?).ok()
    }

    /// Whether `[^1]` notes are the document's own: `notes = "source"`. Otherwise they are the editor's.
    pub fn has_notes_of_the_source(&self) -> bool {
        self.text("notes").as_deref() == Some("source")
    }
}

/// Reads the front matter of a source. Where it is broken it has no fields, and the text starts all the
/// same after the line that closes it.
pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Header {
    let text = source.text();
    let Some(fence) = FENCES.into_iter().find(|fence| first_line(text).trim_end() == *fence) else {
        return Header::default();
    };
    let open = (first_line(text).len() + 1).min(text.len());
    let Some((close, body)) = closing(text, open, fence) else {
        return unclosed(source, fence, diagnostics);
    };
    let inner = source.span(open..close);
    if fence == TOML {
        let (fields, faults) = fields::toml(source, inner);
        let fields = if faults.is_empty() { fields } else { Vec::new() };
        faults.into_iter().for_each(|fault| diagnostics.push(broken(fault)));
        return Header { fields, body };
    }
    match fields::yaml(source, inner) {
        Ok(Some(fields)) => Header { fields, body },
        // Two rules of dashes with a sentence between them are text, not settings.
        Ok(None) => Header::default(),
        Err(fault) => {
            let diagnostic = broken(fault);
            diagnostics.push(diagnostic.hint("if the line of dashes is text, put an empty line before it"));
            Header { fields: Vec::new(), body }
        }
    }
}

const TOML: &str = "+++";
const YAML: &str = "---";
const FENCES: [&str; 2] = [TOML, YAML];

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

/// Where the line that closes the front matter starts, and where the text after it starts.
fn closing(text: &str, open: usize, fence: &str) -> Option<(usize, usize)> {
    let mut at = open;
    for line in text.get(open..)?.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// All of it is text. A transcription may well begin with a rule of dashes, so `---` is an error only where
/// the next line is one of our settings; `+++` stands for nothing else.
fn unclosed(source: &Source, fence: &str, diagnostics: &mut Diagnostics) -> Header {
    let text = source.text();
    let next = text.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let setting = next.split_once(':').is_some_and(|(key, _)| KEYS.contains(&key.trim()));
    if fence == TOML || setting {
        diagnostics.push(
            Diagnostic::error("unclosed-front-matter", format!("no line `{fence}` closes the front matter"))
                .at(source.span(0..fence.len()))
                .hint(format!("write `{fence}` on a line of its own after the last setting")),
        );
    }
    Header::default()
}

fn broken(fault: Fault) -> Diagnostic {
    Diagnostic::error(fault.code, fault.message).at(fault.span).hint(fault.hint)
}

#[cfg(test)]
mod tests {
    use crate::diag::Diagnostics;
    use crate::read::header::read;
    use crate::source::Sources;

    /// Front matter, the text that follows it, and what was said about it.
    #[track_caller]
    fn check(text: &str, names: &[&str], body: &str, said: &[&str]) {
        let mut sources = Sources::default();
        let id = sources.add("a.md", text.into());
        let source = sources.get(id);
        let mut diagnostics = Diagnostics::default();
        let header = read(source, &mut diagnostics);
        let found: Vec<&str> = header.fields.iter().map(|field| field.key.value.as_str()).collect();
        assert_eq!(found, names, "{text}");
        assert_eq!(source.text().get(header.body..), Some(body), "{text}");
        let found: Vec<String> = diagnostics
            .iter()
            .map(|it| {
                let place = it.span.map(|span| source.position(span.start).to_string()).unwrap_or_default();
                format!("{place} {}: {}", it.severity.name(), it.message)
            })
            .collect();
        assert_eq!(found, said, "{text}");
    }

    #[test]
    fn finds_front_matter() {
        check("+++\ntitle = 'x'\n+++\ntext\n", &["title"], "text\n", &[]);
        check("---\ntitle: x\nkind: y\n---\ntext", &["title", "kind"], "text", &[]);
        check("\u{feff}--- \r\ntitle: x\r\n---\r\ntext", &["title"], "text", &[]);
        check("+++\n+++", &[], "", &[]);
        check("---\n---\n\ntext", &[], "\ntext", &[]);
        check("\n+++\ntitle = 'x'\n+++\n", &[], "\n+++\ntitle = 'x'\n+++\n", &[]);
        check("text\n", &[], "text\n", &[]);
        check("", &[], "", &[]);
        check("++++\nx\n", &[], "++++\nx\n", &[]);
    }

    #[test]
    fn says_where_it_is_broken() {
        let toml = "3:8 error: this is not TOML: string values must be quoted, expected literal string";
        check("+++\nid = 'x'\nkind = x\n+++\ntext", &[], "text", &[toml]);
        let yaml = "3:8 error: this is not YAML: mapping values are not allowed in this context";
        check("---\nid: x\nkind: a: b\n---\ntext", &[], "text", &[yaml]);
        check(
            "+++\nid = 'x'\n",
            &[],
            "+++\nid = 'x'\n",
            &["1:1 error: no line `+++` closes the front matter"],
        );
        check(
            "---\n\ntitle: x\n",
            &[],
            "---\n\ntitle: x\n",
            &["1:1 error: no line `---` closes the front matter"],
        );
    }

    #[test]
    fn a_rule_of_dashes_is_text() {
        check("---\nTop secret\n", &[], "---\nTop secret\n", &[]);
        check("---", &[], "---", &[]);
        check("---\nSubject: a journey\n", &[], "---\nSubject: a journey\n", &[]);
        check("---\nTop secret\n---\ntext", &[], "---\nTop secret\n---\ntext", &[]);
        check("---\n- a list\n---\n", &[], "---\n- a list\n---\n", &[]);
    }
}
