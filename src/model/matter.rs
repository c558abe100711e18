//! What stands in a volume around its documents: preface, lists, headings of chapters, index. It knows no form in which a
//! volume comes.

use crate::model::document::Document;
use crate::model::kept::Kept;

/// Where in a volume a text stands that is none of its documents.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Matter {
    /// Before all documents: title page, preface, list of sources.
    Front,
    /// Around the documents of a chapter, or between them: its heading, a word of introduction.
    Chapter,
    /// Behind all documents: appendix, index.
    Back,
}

impl Matter {
    pub const ALL: [Matter; 3] = [Matter::Front, Matter::Chapter, Matter::Back];

    /// The setting that says so in front matter, and the name under which the model keeps it.
    pub const KEY: &'static str = "matter";

    pub fn name(self) -> &'static str {
        match self {
            Matter::Front => "front",
            Matter::Chapter => "chapter",
            Matter::Back => "back",
        }
    }

    /// As readers are told.
    pub fn title(self) -> &'static str {
        match self {
            Matter::Front => "Front matter",
            Matter::Chapter => "Chapter",
            Matter::Back => "Back matter",
        }
    }

    pub fn from_name(name: &str) -> Option<Matter> {
        Matter::ALL.into_iter().find(|matter| matter.name() == name)
    }
}

impl Document {
    /// Where it stands in its volume, if it is no document by itself.
    pub fn matter(&self) -> Option<Matter> {
        let (_, said) = self.further.iter().find(|(key, _)| key == Matter::KEY)?;
        match said {
            Kept::Text(name) => Matter::from_name(name),
            _ => None,
        }
    }

    /// Says that it stands there.
    pub fn set_matter(&mut self, matter: Matter) {
        self.further.push((Matter::KEY.to_owned(), Kept::Text(matter.name().to_owned())));
    }
}
