//! Further styles of citation, by files of the Citation Style Language that the edition brings. This room knows such files and
//! CSL-JSON, no document. What it takes to cite by them is compiled in only with the feature `csl`, for it is large.

#[cfg(feature = "csl")]
mod compositor;
#[cfg(not(feature = "csl"))]
#[path = "without.rs"]
mod compositor;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::id::Id;
use crate::source::{Source, Sources, Spanned};
use crate::styles::compositor::Compositor;

/// The styles that the settings name, in their order.
#[derive(Debug, Default)]
pub struct Styles(Vec<Style>);

/// A style of the edition's own.
#[derive(Debug)]
pub struct Style {
    /// The name of its file without the ending, in small letters and safe as the id of a place on a page.
    pub name: String,
    /// What it calls itself.
    pub label: String,
    compositor: Compositor,
}

/// Words of a citation, and whether they are in italics.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    pub text: String,
    pub italic: bool,
}

/// Whether this program can cite by styles of an edition's own.
pub const CAN_CITE: bool = cfg!(feature = "csl");

impl Styles {
    /// Reads the styles that the settings name. One that is not there, is not understood or has a name that is `taken` is
    /// reported and left out.
    pub fn read(
        wanted: &[Spanned<String>],
        taken: &[&str],
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) -> Styles {
        let Some(first) = wanted.first().filter(|_| !CAN_CITE) else {
            let mut styles = Styles::default();
            wanted.iter().for_each(|path| styles.add(path, taken, sources, diagnostics));
            return styles;
        };
        let message = "this `edition` was installed without further styles; `styles` is ignored";
        let found = Diagnostic::warning("no-style-processor", message).at(first.span);
        diagnostics.push(found.hint(
            "install it with them: `cargo install edition --features csl`; the built-in styles are there in any case",
        ));
        Styles::default()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Style> {
        self.0.iter()
    }

    pub fn find(&self, name: &str) -> Option<&Style> {
        self.0.iter().find(|style| style.name == name)
    }

    fn add(
        &mut self,
        path: &Spanned<String>,
        taken: &[&str],
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(style) = style(path, sources, diagnostics) else { return };
        if !taken.contains(&style.name.as_str()) && self.find(&style.name).is_none() {
            self.0.push(style);
            return;
        }
        let message = format!("there is already a style `{}`", style.name);
        let hint = "a style goes by the name of its file in small letters: give the file a name of its own, and name it once";
        diagnostics.push(Diagnostic::error("same-style", message).at(path.span).hint(hint));
    }
}

impl Style {
    /// The citation of an item of CSL-JSON. Nothing where the processor of the language cannot say it.
    pub fn cite(&self, item: &str) -> Option<Vec<Words>> {
        self.compositor.cite(item)
    }
}

fn style(path: &Spanned<String>, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Style> {
    let Some(source) = sources.find(&path.value).map(|id| sources.get(id)) else {
        let message = format!("there is no style `{}`", path.value);
        let hint = "put the file into the folder `styles` of the edition and name it as `styles/name.csl`";
        diagnostics.push(Diagnostic::error("no-style", message).at(path.span).hint(hint));
        return None;
    };
    match Compositor::of(source.text()) {
        Ok((label, compositor)) => Some(Style { name: name(source), label, compositor }),
        Err(fault) => {
            let text = source.text();
            let at = fault.at.filter(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let message = format!("the style `{}` is not understood: {}", source.path(), fault.message);
            let found = Diagnostic::error("unread-style", message).at(source.span(at..at));
            diagnostics.push(found.hint(
                "take a style that stands alone from https://www.zotero.org/styles, or leave it out of `styles` in `site.toml`",
            ));
            None
        }
    }
}

fn name(source: &Source) -> String {
    let file = source.path().rsplit('/').next().unwrap_or_default();
    let id: Id<Style> = Id::cut(file.strip_suffix(".csl").unwrap_or(file)).unwrap_or_else(|_| Id::unnamed());
    id.as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use crate::diag::Diagnostics;
    use crate::source::{Sources, Spanned};
    use crate::styles::{CAN_CITE, Styles};

    /// A style of two parts: the author in the order of a list, then the title in italics, the date and the archive.
    const STYLE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
  <info>
    <title>Northern Review</title><id>northern-review</id><updated>2026-11-01T00:00:00+00:00</updated>
  </info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography>
    <layout suffix=".">
      <names variable="author" suffix=": "><name name-as-sort-order="all" and="text"/></names>
      <text variable="title" font-style="italic" suffix=", "/>
      <date variable="issued" form="text" suffix=", "/>
      <names variable="translator" suffix=", "><label form="verb" suffix=" "/><name/></names>
      <text variable="archive"/>
    </layout>
  </bibliography>
</style>
"#;

    fn read(files: &[(&str, &str)], wanted: &[&str]) -> (Styles, Vec<String>) {
        let mut sources = Sources::default();
        let settings = sources.add("site.toml", "styles".into());
        for (path, text) in files {
            sources.add(*path, (*text).into());
        }
        let span = sources.get(settings).span(0..6);
        let wanted: Vec<Spanned<String>> =
            wanted.iter().map(|path| Spanned { value: (*path).to_owned(), span }).collect();
        let mut diagnostics = Diagnostics::default();
        let styles = Styles::read(&wanted, &["apa"], &sources, &mut diagnostics);
        let said = diagnostics.iter().map(|found| {
            let place = found.span.map(|span| {
                let source = sources.get(span.source);
                format!("{}:{}", source.path(), source.position(span.start))
            });
            assert!(!found.hints.is_empty());
            format!("{} {}: {}", place.unwrap_or_default(), found.severity.name(), found.message)
        });
        (styles, said.collect())
    }

    #[test]
    fn a_style_cites_or_it_is_said_that_none_can() {
        let (styles, said) = read(&[("styles/northern.csl", STYLE)], &["styles/northern.csl"]);
        let Some(style) = styles.find("northern") else {
            assert!(styles.iter().next().is_none());
            let expected = "site.toml:1:1 warning: this `edition` was installed without further styles; `styles` is ignored";
            assert_eq!(said, [expected]);
            return;
        };
        assert_eq!((said.len(), style.label.as_str(), styles.iter().count()), (0, "Northern Review", 1));
        let check = |item: &str, expected: Option<&str>| {
            let words = style.cite(item).map(|words| {
                let one = words
                    .iter()
                    .map(|words| if words.italic { format!("_{}_", words.text) } else { words.text.clone() });
                one.collect::<String>()
            });
            assert_eq!(words.as_deref(), expected, "{item}");
        };
        check(
            r#"{"id":"a","type":"manuscript","title":"A <b> & DPRK","author":[{"family":"Stalin","given":"I."},{"literal":"Kim Il Sung"}],
                "translator":[{"family":"Gold","given":"Gary"}],"issued":{"date-parts":[[1948,10,12]]},"archive":"RGASPI"}"#,
            Some(
                "Stalin, I. and Kim Il Sung: _A <b> & DPRK_, October 12, 1948, translated by Gary Gold, RGASPI.",
            ),
        );
        check(
            r#"{"id":"a","type":"manuscript","title":"Sheet","issued":{"literal":"undated"},"archive":"RGASPI"}"#,
            Some("_Sheet_, RGASPI."),
        );
        let interval =
            r#"{"id":"a","type":"manuscript","title":"Sheet","issued":{"date-parts":[[1948],[1950]]}}"#;
        check(interval, None);
        check(r#"{"id":"a","type":"manuscript","title":"Sheet","issued":{"literal":"1948 or 1949"}}"#, None);
        check("no item", None);
    }

    #[test]
    fn a_style_has_a_name_of_its_own() {
        if !CAN_CITE {
            return;
        }
        let paths = ["styles/Northern Review.csl", "styles/APA.csl", "styles/northern_review.csl"];
        let (styles, said) = read(&paths.map(|path| (path, STYLE)), &paths);
        assert_eq!(styles.iter().map(|style| style.name.as_str()).collect::<Vec<_>>(), ["northern-review"]);
        let taken = |name: &str| format!("site.toml:1:1 error: there is already a style `{name}`");
        assert_eq!(said, [taken("apa"), taken("northern-review")]);
    }

    #[test]
    fn a_style_that_is_none_is_reported_with_its_place() {
        if !CAN_CITE {
            return;
        }
        let parent = r#"<style xmlns="http://purl.org/net/xbiblio/csl">
<info><link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>"#;
        let files = [
            ("styles/open.csl", "<style>\n<info></style>"),
            ("styles/parent.csl", parent),
            ("styles/b.csl", "<p/>"),
        ];
        let (styles, said) =
            read(&files, &["styles/none.csl", "styles/open.csl", "styles/parent.csl", "styles/b.csl"]);
        assert_eq!(styles.iter().count(), 0);
        assert_eq!(said[0], "site.toml:1:1 error: there is no style `styles/none.csl`");
        assert!(said[1].starts_with("styles/open.csl:2:"), "{}", said[1]);
        assert_eq!(
            said[2],
            "styles/parent.csl:2:7 error: the style `styles/parent.csl` is not understood: it only points to another one, \
             `http://www.zotero.org/styles/apa`: take that one"
        );
        assert!(
            said[3].starts_with("styles/b.csl:1:1 error: the style `styles/b.csl` is not understood: "),
            "{}",
            said[3]
        );
    }
}
