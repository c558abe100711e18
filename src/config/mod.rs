//! The settings of an edition: `site.toml` read into [`Config`]. This room does not know what the settings
//! are used for.

mod reader;
mod values;

use crate::config::reader::Reader;
use crate::diag::{Diagnostic, Diagnostics};
use crate::fields;
use crate::model::conventions::Conventions;
use crate::source::{Source, Spanned};

pub use crate::config::values::base_url;

/// What an editor may set. Every setting but the title can be left out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Config {
    /// `[edition]`: what the edition is.
    pub edition: EditionSettings,
    /// `[build]`: what is written.
    pub build: BuildSettings,
    /// `[citation]`: how documents are cited.
    pub citation: CitationSettings,
    /// `[publish]`: what hosts are told.
    pub publish: PublishSettings,
    /// `[apparatus]`: the signs, and how they are typed.
    pub conventions: Conventions,
}

/// The table `[edition]` of `site.toml`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EditionSettings {
    /// `title`: the name of the edition, the only setting that must be. It is not empty; where none was
    /// given it is `Untitled edition`.
    pub title: String,
    /// `base_url`: where the edition is published: `https://example.org/edition/`. It is absolute, has
    /// neither query nor fragment, and ends in `/`. Without it no page can name its permanent address.
    pub base_url: Option<String>,
    /// `language`: the language of the interface, by its tag or English name. Here it is a BCP 47 tag; `en`
    /// where none was given.
    pub language: String,
    /// `editors`: the names of the editors, in the order of the title page. One name may stand alone.
    pub editors: Vec<String>,
    /// `publisher`: who publishes the edition.
    pub publisher: Option<String>,
    /// `funders`: the foundations and other bodies that pay for the edition, as a title page thanks them; a person with the
    /// family name in front: `Doe, Jane`.
    pub funders: Vec<String>,
    /// `version`: the number of this release: `1.0`. Without it the edition is unreleased.
    pub version: Option<String>,
    /// `date`: the date of this version, in EDTF: `2026-11-23`.
    pub date: Option<String>,
    /// `licence`: under which terms the edition may be used: `CC-BY-4.0`.
    pub licence: Option<String>,
    /// `uuid`: the identifier of the edition for CMIF, in lower case (RFC 9562).
    pub uuid: Option<String>,
    /// `report`: where readers report an error: `mailto:` and a mailbox, or the page for a new issue of a tracker.
    pub report: Option<String>,
}

impl EditionSettings {
    /// What this version is called: its number, or `unreleased`.
    pub fn version_name(&self) -> &str {
        self.version.as_deref().unwrap_or("unreleased")
    }
}

/// The table `[build]` of `site.toml`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BuildSettings {
    /// `outputs`: the files that are written beside each document's page, by name; all by default, none
    /// with `[]`. Each is one of [`OUTPUTS`], and none comes twice.
    pub outputs: Vec<String>,
}

/// The table `[citation]` of `site.toml`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CitationSettings {
    /// `styles`: files of the Citation Style Language in the folder `styles`, as paths in the edition.
    pub styles: Vec<Spanned<String>>,
}

/// The table `[publish]` of `site.toml`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PublishSettings {
    /// `domain`: the edition's own name on the web, for GitHub Pages: `letters.example.org`.
    pub domain: Option<String>,
    /// `headers`: whether hosts that read a file `_headers` get one.
    pub headers: bool,
    /// `redirects`: the same for a file `_redirects`.
    pub redirects: bool,
}

/// The side files that can be written, and the search.
pub const OUTPUTS: [&str; 7] = ["tei", "text", "ris", "bibtex", "csl-json", "source", "search"];

impl Default for EditionSettings {
    fn default() -> EditionSettings {
        EditionSettings {
            title: "Untitled edition".to_owned(),
            base_url: None,
            language: "en".to_owned(),
            editors: Vec::new(),
            publisher: None,
            funders: Vec::new(),
            version: None,
            date: None,
            licence: None,
            uuid: None,
            report: None,
        }
    }
}

impl Default for BuildSettings {
    fn default() -> BuildSettings {
        BuildSettings { outputs: OUTPUTS.map(str::to_owned).to_vec() }
    }
}

/// Reads `site.toml`. What is wrong in it is reported and keeps its default; a file that is not there is
/// an error. (Who needs no settings takes [`Config::default`].)
pub fn read(source: Option<&Source>, diagnostics: &mut Diagnostics) -> Config {
    let Some(source) = source else {
        diagnostics.push(
            Diagnostic::error("no-settings", "there is no `site.toml`")
                .hint("write a file `site.toml` in the edition's folder with two lines: `[edition]` and `title = \"The name of the edition\"`"),
        );
        return Config::default();
    };
    let (tables, faults) = fields::toml(source, source.span(0..source.text().len()));
    Reader { source, faults, diagnostics }.read(&tables)
}

#[cfg(test)]
mod tests {
    use crate::config::reader::{BUILD, CITATION, EDITION, PUBLISH, TABLES};
    use crate::config::{Config, read};
    use crate::diag::{Diagnostic, Diagnostics};
    use crate::source::Sources;

    fn config(text: &str) -> (Config, String) {
        let mut sources = Sources::default();
        let id = sources.add("site.toml", text.into());
        let mut diagnostics = Diagnostics::default();
        let config = read(Some(sources.get(id)), &mut diagnostics);
        let show = |diagnostic: &Diagnostic| {
            let place = diagnostic.span.map(|span| sources.get(id).position(span.start).to_string());
            let hint = diagnostic.hints.first().map(|hint| format!(" ({hint})")).unwrap_or_default();
            let place = place.unwrap_or_default();
            format!("{place} {} {}{hint}", diagnostic.severity.name(), diagnostic.message)
        };
        let shown: Vec<String> = diagnostics.iter().map(show).collect();
        (config, shown.join("\n"))
    }

    #[test]
    fn reads_every_setting() {
        let (config, shown) = config(
            r#"
            [edition]
            title = "Letters"
            base_url = "https://example.org/letters"
            language = "ko"
            editors = ["Jane Doe", "Kim Il"]
            publisher = "A Press"
            funders = "A Foundation"
            version = "1.0"
            date = 2026-11-23
            licence = "CC-BY-4.0"
            uuid = "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"
            report = "mailto:editors@example.org"
            [publish]
            domain = "Letters.example.org"
            headers = true
            redirects = true
            [build]
            outputs = ["source", "source"]
            "#,
        );
        assert_eq!(
            shown,
            "5:24 warning the words of the pages are English in this version, not in `ko` (take `language` out; what languages a document has stands in its own front matter)"
        );
        let edition = config.edition;
        assert_eq!(edition.title, "Letters");
        assert_eq!(edition.base_url.as_deref(), Some("https://example.org/letters/"));
        assert_eq!(edition.language, "ko");
        assert_eq!(edition.editors, ["Jane Doe", "Kim Il"]);
        assert_eq!(edition.publisher.as_deref(), Some("A Press"));
        assert_eq!(edition.funders, ["A Foundation"]);
        assert_eq!(edition.version.as_deref(), Some("1.0"));
        assert_eq!(edition.date.as_deref(), Some("2026-11-23"));
        assert_eq!(edition.licence.as_deref(), Some("CC-BY-4.0"));
        assert_eq!(edition.uuid.as_deref(), Some("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
        assert_eq!(edition.report.as_deref(), Some("mailto:editors@example.org"));
        assert_eq!(config.build.outputs, ["source"]);
        assert_eq!(config.publish.domain.as_deref(), Some("letters.example.org"));
        assert!(config.publish.headers && config.publish.redirects);
    }

    #[test]
    fn says_what_an_edition_is_published_without() {
        let (_, shown) = config(
            "[edition]\ntitle = 'x'\nbase_url = 'https://example.org/'\nuuid = '1fbd353b-dd28-5e53-83b0-dd6852ece3c5'\n",
        );
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines.iter().any(|line| line.contains("note there is no `CITATION.cff`")), "{shown}");
        assert!(
            lines.iter().any(|line| line.starts_with("4:8 warning `cmif.xml` cannot hold the UUID")),
            "{shown}"
        );
    }

    /// The table of names and the code that reads them say the same.
    #[test]
    fn every_name_is_read() {
        for (table, names) in [("edition", &EDITION[..]), ("build", &BUILD[..]), ("publish", &PUBLISH[..])] {
            for name in names {
                let (_, shown) = config(&format!("[{table}]\n{name} = {{}}\n"));
                assert!(shown.contains(&format!("`{name}` is a table")), "{name}: {shown}");
            }
        }
    }

    /// Whoever begins an edition finds every setting in its `site.toml`, explained.
    #[test]
    fn every_name_is_in_the_settings_of_a_new_edition() {
        for text in [include_str!("../../starter/site.toml"), include_str!("../../site.toml")] {
            let lines: Vec<&str> = text.lines().map(|line| line.trim_start_matches("# ")).collect();
            for name in TABLES {
                assert!(lines.contains(&format!("[{name}]").as_str()), "{name}");
            }
            for name in EDITION.iter().chain(&BUILD).chain(&CITATION).chain(&PUBLISH) {
                assert!(lines.iter().any(|line| line.starts_with(&format!("{name} = "))), "{name}");
            }
        }
    }

    #[test]
    fn says_what_is_wrong() {
        #[track_caller]
        fn check(text: &str, expected: &[&str]) {
            let (_, shown) = config(text);
            // The settings here name nobody.
            let wrong = shown.lines().filter(|line| !line.contains("there is no `CITATION.cff`"));
            assert_eq!(wrong.collect::<Vec<_>>(), expected, "{text}");
        }
        let no_base = "1:2 warning there is no `base_url`, so pages cannot name their permanent address \
            (write where the edition will be published below `[edition]`: `base_url = \"https://…/\"`)";
        let title = "[edition]\ntitle = \"x\"\n";
        let site = "[edition]\ntitle = \"x\"\nbase_url = \"https://a.org/\"\n";
        check(title, &[no_base]);
        check(site, &[]);
        check(&format!("{site}[build]\noutputs = []\n"), &[]);
        check(
            "",
            &[
                "1:1 error the edition has no `title` (write `title = \"The name of the edition\"` below a line `[edition]`)",
                &no_base.replace("1:2", "1:1"),
            ],
        );
        check(
            &format!("{site}license = \"x\""),
            &["4:1 error there is no setting `license` here (did you mean `licence`?)"],
        );
        check(
            &format!("{site}weather = 1\n[edition.x]\n[bild]\noutputs = []"),
            &[
                "4:1 error there is no setting `weather` here (the names are: title, base_url, language, editors, publisher, funders, version, date, licence, uuid, report)",
                "5:10 error there is no setting `x` here (the names are: title, base_url, language, editors, publisher, funders, version, date, licence, uuid, report)",
                "6:2 error there is no setting `bild` here (did you mean `build`?)",
            ],
        );
        check(
            &format!("version = \"1\"\n{site}"),
            &["1:1 error there is no setting `version` here (put `version` below a line `[edition]`)"],
        );
        check(
            &format!(
                "{site}version = 1.0\ndate = \"23.11.2026\"\nlanguage = \"Englisch\"\neditors = [1, \"\"]\nuuid = \"x\""
            ),
            &[
                "4:11 error `version` is a number, not text (put it between quotes: `\"1.0\"`)",
                "5:8 error `23.11.2026` is not written as year, month and day (write `2026-11-23`, `2026-11` or `2026`)",
                "6:12 error there is no language `Englisch` (write the tag of the language: `en`, `ru`, `zh-Hant`)",
                "7:12 error `editors` is a number, not text (put it between quotes: `\"1\"`)",
                "7:15 error `editors` is empty (write something there, or take `editors` out)",
                "8:8 error `x` is no UUID (a UUID looks like `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`; leave `uuid` out if the edition has none)",
            ],
        );
        check(
            "[edition]\ntitle = ''\nbase_url = \"example.org\"",
            &[
                "2:9 error `title` is empty (write something there, or take `title` out)",
                "3:12 error the address `example.org` does not start with `https://` (write the whole address of the edition: `https://example.org/edition/`)",
            ],
        );
        check(
            &format!("{site}[build]\noutputs = [\"txt\", \"search\", \"text\"]"),
            &["5:12 error there is no output `txt` (did you mean `text`?)"],
        );
        let forms = "write `mailto:` and an address, or the page where a new issue is opened: `https://github.com/…/issues/new`";
        check(
            &format!("{site}report = \"editors@example.org\""),
            &[
                "4:10 error `editors@example.org` is no address for reports (write `mailto:editors@example.org`)",
            ],
        );
        check(
            &format!("{site}report = \"javascript:alert(1)\""),
            &[&format!("4:10 error `javascript:alert(1)` is no address for reports ({forms})")],
        );
        check(
            &format!("{site}[publish]\ndomain = \"https://letters.example.org/\"\nheaders = \"yes\""),
            &[
                "5:10 error `https://letters.example.org/` is no domain (write `domain = \"letters.example.org\"`, without `https://` and without a path)",
                "6:11 error `headers` is text, neither `true` nor `false` (write `headers = true`, or take it out)",
            ],
        );
        check(
            "edition = 1",
            &[
                "1:11 error `edition` is a number, not a table (give it names and values of its own; the names are `title`, `base_url`, `language`, `editors`, `publisher`, `funders`, `version`, `date`, `licence`, `uuid` and `report`)",
            ],
        );
        let quotes = "this is not TOML: string values must be quoted, expected literal string \
            (each line has the form `name = \"value\"`)";
        check(
            "[edition]\ntitle = Letters\nlanguage = \"englisch\"\nuuid = \n",
            &[
                "3:12 error there is no language `englisch` (write the tag of the language: `en`, `ru`, `zh-Hant`)",
                &format!("2:9 error {quotes}"),
                &format!("4:8 error {quotes}"),
            ],
        );
    }

    #[test]
    fn gives_what_can_be_read() {
        let (config, _) = config("[edition]\ntitle = \"Letters\"\nlanguage = 3\nversion = ");
        assert_eq!(config.edition.title, "Letters");
        assert_eq!(config.edition.language, "en");
    }

    #[test]
    fn needs_a_file() {
        let mut diagnostics = Diagnostics::default();
        let config = read(None, &mut diagnostics);
        assert_eq!(config, Config::default());
        let messages: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        assert_eq!(messages, ["there is no `site.toml`"]);
    }
}
