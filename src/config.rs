//! The settings of an edition. This room knows no documents.

/// The settings of an edition and of its build.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Config {
    pub edition: EditionSettings,
    pub build: BuildSettings,
}

/// What the edition is called and who answers for it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EditionSettings {
    pub title: String,
    pub base_url: Option<String>,
    pub language: String,
    pub editors: Vec<String>,
    pub publisher: Option<String>,
    pub version: Option<String>,
    pub date: Option<String>,
    pub licence: Option<String>,
    pub uuid: Option<String>,
}

/// Which side files a build writes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BuildSettings {
    pub outputs: Vec<String>,
}
