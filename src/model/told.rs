//! What a source says of itself in its own words: the header of a file of TEI, as it is written, of which the fields of a
//! document have what they understand.

/// An element with all that stands in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Told {
    pub name: String,
    /// Where it is not that of the file itself.
    pub namespace: Option<String>,
    /// In their order; the name of one of another namespace has that before it: `{http://…}href`.
    pub attributes: Vec<(String, String)>,
    pub content: Vec<Content>,
}

/// Elements that stand for themselves, whatever is around them.
const BLOCKS: [&str; 12] =
    ["p", "ab", "list", "item", "label", "head", "table", "row", "cell", "lg", "l", "lb"];

/// Elements that can be a part of a word.
const WORDS: [&str; 20] = [
    "hi", "ex", "expan", "abbr", "am", "c", "g", "w", "pc", "seg", "choice", "unclear", "supplied", "sic",
    "corr", "orig", "reg", "add", "del", "subst",
];

/// What stands in an element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    Text(String),
    Element(Told),
    /// A processing instruction, without its brackets.
    Instruction(String),
}

impl Told {
    pub fn new(name: &str) -> Told {
        Told { name: name.to_owned(), ..Told::default() }
    }

    /// The elements that stand right in it.
    pub fn elements(&self) -> impl Iterator<Item = &Told> {
        self.content.iter().filter_map(|one| match one {
            Content::Element(element) => Some(element),
            _ => None,
        })
    }

    /// All elements of that name in it, in the order of the text.
    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Told> {
        let mut found = Vec::new();
        self.find(name, &mut found);
        found
    }

    fn find<'a>(&'a self, name: &str, found: &mut Vec<&'a Told>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            }
            element.find(name, found);
        }
    }

    /// An attribute that is not empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let value = self.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// All its text, as it stands.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write_text(&mut text);
        text
    }

    /// All its text, with a space between the parts that are not words of one sentence: `<support>paper</support>` and the
    /// `<extent>2 leaves</extent>` behind it.
    pub fn parts(&self) -> String {
        let mut text = String::new();
        self.write_parts(&mut text);
        text
    }

    fn write_parts(&self, into: &mut String) {
        let says = |one: &Content| matches!(one, Content::Text(text) if !text.trim().is_empty());
        let is_sentence = WORDS.contains(&self.name.as_str()) || self.content.iter().any(says);
        for one in &self.content {
            match one {
                Content::Text(text) => into.push_str(text),
                Content::Element(element) => {
                    let name = element.name.as_str();
                    let apart = BLOCKS.contains(&name) || !is_sentence && !WORDS.contains(&name);
                    into.push_str(if apart { " " } else { "" });
                    element.write_parts(into);
                    into.push_str(if apart { " " } else { "" });
                }
                Content::Instruction(_) => {}
            }
        }
    }

    fn write_text(&self, into: &mut String) {
        for one in &self.content {
            match one {
                Content::Text(text) => into.push_str(text),
                Content::Element(element) => element.write_text(into),
                Content::Instruction(_) => {}
            }
        }
    }
}
