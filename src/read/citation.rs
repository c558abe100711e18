//! An archive's citation.

use crate::model::archive::SourceDescription;
use crate::model::date::Date;

pub struct Citation {
    pub title: Option<String>,
    pub date: Option<Date>,
    pub description: SourceDescription,
    pub translators: Vec<String>,
}

pub fn citation(_text: &str) -> Citation {
    Citation { title: None, date: None, description: SourceDescription::default(), translators: Vec::new() }
}
