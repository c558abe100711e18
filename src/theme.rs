//! The look of the pages: templates by Tera, the edition's over the built-in ones, and the built-in style
//! sheets. This room knows no page: it fills a template with whatever view it is given.

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, Error, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value};

use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Span};
use crate::words::lowered;

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// Where the built-in templates are found when the edition has its own of that name:
/// `{% extends "default/document.html" %}` changes one block of a page and keeps the rest.
const BUILT_IN: &str = "default/";

/// What makes a page of a view.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    /// The edition's own templates, so that an error can say where it is.
    own: Vec<(String, SourceId)>,
}

impl Theme {
    /// The built-in templates, each replaced by the edition's file of the same name where there is one.
    ///
    /// # Errors
    /// Whatever is wrong in the edition's templates, all of it, with the place.
    pub fn new(overrides: &[&Source]) -> Result<Theme, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let own: Vec<(&str, &Source)> = overrides.iter().map(|source| (name(source), *source)).collect();
        for (name, source) in &own {
            if let Some(error) = syntax_error(name, source.text()) {
                diagnostics.push(located(&error, Some(source)));
            }
        }
        if diagnostics.has_errors() {
            return Err(diagnostics);
        }
        match load(&own) {
            Ok(tera) => {
                let own = own.iter().map(|(name, source)| ((*name).to_owned(), source.id())).collect();
                Ok(Theme { tera, own })
            }
            Err(error) => {
                explain(&error, &own, &mut diagnostics);
                Err(diagnostics)
            }
        }
    }

    /// Whether these and no others are the edition's templates in it.
    pub fn is_made_of(&self, overrides: &[SourceId]) -> bool {
        self.own.iter().map(|(_, id)| id).eq(overrides)
    }

    /// Fills a template with a view. Every text is escaped, except what was marked as HTML in the view.
    ///
    /// # Errors
    /// Where an edition's template asks for something that the view does not have.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, Diagnostic> {
        let context = Context::from_serialize(view).map_err(|error| self.diagnostic(&error))?;
        self.tera.render(template, &context).map_err(|error| self.diagnostic(&error))
    }

    fn diagnostic(&self, error: &Error) -> Diagnostic {
        match report(error) {
            Some(report) => {
                let own = self.own.iter().find(|(name, _)| name == report.filename());
                match own {
                    Some((_, id)) => {
                        let range = &report.span().range;
                        wrong(report.message()).at(Span::new(*id, range.start, range.end))
                    }
                    None => wrong(&with_place(report)),
                }
            }
            None => wrong(&error.to_string()),
        }
    }
}

/// The style sheets and scripts of the built-in theme, with the address each has in the site.
pub fn built_in_files() -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    gather(&FILES, &mut |path, contents| files.push((format!("assets/{path}"), contents)));
    files
}

/// All files of an embedded folder, by path; the order is that of the names.
fn gather(folder: &'static Dir<'static>, take: &mut impl FnMut(String, &'static [u8])) {
    let mut files: Vec<_> = folder.files().collect();
    files.sort_by_key(|file| file.path());
    for file in files {
        let path: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        take(path.join("/"), file.contents());
    }
    let mut folders: Vec<_> = folder.dirs().collect();
    folders.sort_by_key(|folder| folder.path());
    for folder in folders {
        gather(folder, take);
    }
}

/// The name by which templates call each other: the path below `templates/`.
fn name(source: &Source) -> &str {
    source.path().strip_prefix("templates/").unwrap_or(source.path())
}

fn load(own: &[(&str, &Source)]) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([BUILT_IN])?;
    // Every template makes HTML, whatever it is called: nothing may slip through unescaped.
    tera.autoescape_on(vec![""]);
    // A value is HTML because the one writer of HTML made it (see `pages::frame::Markup`), never because
    // a template says so.
    tera.register_filter("safe", |_: Value, _: Kwargs, _: &State| -> TeraResult<Value> {
        Err(Error::message("`safe` is switched off: what is HTML is inserted as it is, all else is escaped"))
    });
    let mut templates: Vec<(String, String)> = Vec::new();
    gather(&TEMPLATES, &mut |path, contents| {
        templates.push((format!("{BUILT_IN}{path}"), String::from_utf8_lossy(contents).into_owned()));
    });
    templates.extend(own.iter().map(|(name, source)| ((*name).to_owned(), source.text().to_owned())));
    tera.add_raw_templates(templates)?;
    Ok(tera)
}

/// What keeps a template from being read, looked at alone. What it extends or includes is not asked for.
fn syntax_error(name: &str, text: &str) -> Option<Error> {
    let error = Tera::new().add_raw_template(name, text).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(_)).then_some(error)
}

fn report(error: &Error) -> Option<&ReportError> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report),
        _ => None,
    }
}

fn located(error: &Error, source: Option<&Source>) -> Diagnostic {
    match (report(error), source) {
        (Some(report), Some(source)) => wrong(report.message()).at(source.span(report.span().range.clone())),
        (Some(report), None) => wrong(&with_place(report)),
        (None, _) => wrong(&error.to_string()),
    }
}

fn with_place(report: &ReportError) -> String {
    let span = report.span();
    format!(
        "{} (`{}`, line {}, column {})",
        report.message(),
        report.filename(),
        span.start_line,
        span.start_col + 1
    )
}

/// Tera gathers what templates miss (filters, components, blocks) into one message of several reports,
/// an empty line between them; their places can only be read back from that.
fn explain(error: &Error, own: &[(&str, &Source)], diagnostics: &mut Diagnostics) {
    let text = error.to_string();
    for part in text.split("\n\n") {
        let mut lines = part.lines();
        let message = lines.next().unwrap_or_default();
        let message = message.strip_prefix("error: ").unwrap_or(message);
        let place = lines.find_map(|line| line.trim_start().strip_prefix("--> "));
        match place.and_then(|place| find(place, own)) {
            Some(span) => diagnostics.push(wrong(message).at(span)),
            None => match place {
                Some(place) => diagnostics.push(wrong(&format!("{message} (`{place}`)"))),
                None => diagnostics.push(wrong(message)),
            },
        }
    }
}

/// The place that `document.html:3:7` names.
fn find(place: &str, own: &[(&str, &Source)]) -> Option<Span> {
    let (rest, column) = place.rsplit_once(':')?;
    let (name, line) = rest.rsplit_once(':')?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let (_, source) = own.iter().find(|(own, _)| *own == name)?;
    let start: usize = source.text().split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let text = source.text().get(start..)?.lines().next().unwrap_or_default();
    let before: usize = text.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    let width = text.get(before..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Some(source.span(start + before..start + before + width))
}

/// Tera's messages open with a capital; ours do not.
fn wrong(message: &str) -> Diagnostic {
    let message = if message.is_empty() { "the template cannot be used" } else { message };
    Diagnostic::error("template", lowered(message.trim_end_matches('.')))
        .hint("the template is the edition’s own; compare it with the built-in one")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::source::Sources;

    use super::{Theme, built_in_files};

    fn first_problem(path: &str, text: &str) -> (String, Option<String>) {
        let mut sources = Sources::default();
        let id = sources.add(path, text.into());
        let source = sources.get(id);
        let diagnostic = match Theme::new(&[source]) {
            Ok(theme) => {
                let name = path.trim_start_matches("templates/");
                theme.render(name, &BTreeMap::from([("word", "<b>")])).err()
            }
            Err(diagnostics) => diagnostics.into_iter().next(),
        };
        match diagnostic {
            Some(found) => {
                assert!(found.hints.iter().any(|hint| hint.contains("built-in")), "{found:?}");
                let place = found.span.map(|span| source.position(span.start).to_string());
                (found.message, place)
            }
            None => (String::new(), None),
        }
    }

    #[test]
    fn an_error_in_a_template_has_its_place() {
        let check = |text: &str, message: &str, place: &str| {
            let (found, at) = first_problem("templates/essay.html", text);
            assert!(found.contains(message), "{found}");
            assert_eq!(at.as_deref(), Some(place), "{text}: {found}");
        };
        check("one\n{{ nothing }}", "nothing", "2:4");
        check("{{ word | shout }}", "unknown filter `shout`", "1:11");
        check("{{ word", "unexpected end of input", "1:4");
        check("<p>\n  {% if word %}", "unexpected end of input", "2:14");
        check("{{ word | safe }}", "`safe` is switched off", "1:11");
        check("{% include \"none.html\" %}", "unknown template `none.html`", "1:12");
    }

    #[test]
    fn all_text_is_escaped_whatever_the_template_is_called() {
        let mut sources = Sources::default();
        let id = sources.add("templates/plain.txt", "{{ word }}".into());
        let theme = Theme::new(&[sources.get(id)]).unwrap_or_else(|found| panic!("{found:?}"));
        let page = theme.render("plain.txt", &BTreeMap::from([("word", "<b a=\"'&")]));
        assert_eq!(page.as_deref(), Ok("&lt;b a=&quot;&#39;&amp;"));
    }

    #[test]
    fn the_built_in_theme_loads() {
        assert!(Theme::new(&[]).is_ok());
        let files = built_in_files();
        for address in ["assets/css/edition.css", "assets/css/apparatus.css"] {
            assert!(files.iter().any(|(file, _)| file == address), "{address}");
        }
    }

    #[test]
    fn every_sign_has_a_look() {
        let css = built_in_files().into_iter().find(|(address, _)| address == "assets/css/apparatus.css");
        let css = String::from_utf8_lossy(css.map_or(&[][..], |(_, contents)| contents)).into_owned();
        for sign in crate::model::apparatus::SIGNS {
            for attribute in ["apparatus", "continued"] {
                let selector = format!("[data-{attribute}=\"{}\"]", sign.name);
                assert!(css.contains(&selector), "apparatus.css has no rule for {selector}");
            }
        }
    }
}
