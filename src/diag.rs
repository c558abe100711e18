//! What is wrong with an edition, and where. This room knows no terminal: the door shows what is gathered here.

use std::sync::Arc;

use crate::source::Span;

/// How much a diagnostic matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The edition cannot be published like this; the site that was there stays.
    Error,
    /// Worth a look; the edition is built all the same, unless `--strict` is given.
    Warning,
    /// A guess that the editor may want to confirm; shown by `check`.
    Note,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One finding: what it is, where it is, what to do.
///
/// The message is lower case, has the thing in backticks and no full stop; hints say what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    pub severity: Severity,
    /// A stable name for the kind of finding, such as `unbalanced-bracket`.
    pub code: &'static str,
    pub message: String,
    pub span: Option<Span>,
    /// In a box: few findings have it, and many functions give one back.
    unread: Option<Box<Unread>>,
    /// Other places that explain this one: "the first document with this id".
    pub related: Vec<(Span, String)>,
    pub hints: Vec<String>,
}

/// A file of which nothing was read.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Unread {
    file: String,
}

impl Diagnostic {
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity,
            code,
            message: message.into(),
            span: None,
            unread: None,
            related: Vec::new(),
            hints: Vec::new(),
        }
    }

    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message)
    }

    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message)
    }

    pub fn note(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, code, message)
    }

    pub fn at(mut self, span: Span) -> Diagnostic {
        self.span = Some(span);
        self
    }

    /// Names a file of which nothing was read.
    pub fn about(mut self, file: impl Into<String>) -> Diagnostic {
        self.unread = Some(Box::new(Unread { file: file.into() }));
        self
    }

    /// The file that it is about, where that is none of the texts that were read, so that there is no place in it: by
    /// its path in the edition's folder.
    pub fn file(&self) -> Option<&str> {
        self.unread.as_ref().map(|unread| unread.file.as_str())
    }

    pub fn related(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.related.push((span, message.into()));
        self
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }
}

/// All findings of a run, in the order in which they came. Many are the same in the next run, so a copy shares
/// them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Diagnostics(Vec<Arc<Diagnostic>>);

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(Arc::new(diagnostic));
    }

    pub fn append(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }

    /// Appends findings that others have too.
    pub fn share(&mut self, other: &Diagnostics) {
        self.0.extend_from_slice(&other.0);
    }

    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// Takes the first error out, for whoever can hand on one.
    pub fn take_error(&mut self) -> Option<Diagnostic> {
        let at = self.0.iter().position(|found| found.severity == Severity::Error)?;
        Some(Arc::unwrap_or_clone(self.0.remove(at)))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::iter::Map<std::vec::IntoIter<Arc<Diagnostic>>, fn(Arc<Diagnostic>) -> Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().map(Arc::unwrap_or_clone)
    }
}
