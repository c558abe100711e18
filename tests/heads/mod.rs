//! The head of a page as machines see it.

use std::collections::BTreeMap;

/// An element of the head: its name and its attributes.
#[derive(Debug)]
pub struct Element {
    pub name: String,
    attributes: BTreeMap<String, String>,
}

impl Element {
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }
}

/// The text of the head.
pub fn head(html: &str) -> &str {
    let (_, rest) = html.split_once("<head>\n").unwrap();
    rest.split_once("</head>").unwrap().0
}

/// The `meta` and `link` elements, in their order.
pub fn elements(html: &str) -> Vec<Element> {
    let starts = head(html).split('<').skip(1);
    let tags = starts.filter(|tag| tag.starts_with("meta ") || tag.starts_with("link "));
    tags.map(|tag| {
        let (name, rest) = tag.split_once(' ').unwrap();
        let mut attributes = BTreeMap::new();
        let mut rest = rest.split_once('>').unwrap().0;
        while let Some((attribute, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').unwrap();
            attributes.insert(attribute.trim().to_owned(), decoded(value));
            rest = after;
        }
        Element { name: name.to_owned(), attributes }
    })
    .collect()
}

/// What the links with this relation lead to.
pub fn links<'a>(elements: &'a [Element], rel: &str) -> Vec<&'a str> {
    let links = elements.iter().filter(|element| element.name == "link" && element.get("rel") == Some(rel));
    links.filter_map(|link| link.get("href")).collect()
}

/// The content of the `meta` elements with this name or property.
pub fn metas<'a>(elements: &'a [Element], key: &str) -> Vec<&'a str> {
    let metas = elements.iter().filter(|meta| meta.get("name").or(meta.get("property")) == Some(key));
    metas.filter_map(|meta| meta.get("content")).collect()
}

/// The block of linked data, as the value that it is.
pub fn data(html: &str) -> Option<serde_json::Value> {
    let (_, rest) = head(html).split_once("<script type=\"application/ld+json\">")?;
    Some(serde_json::from_str(rest.split_once("</script>")?.0).unwrap())
}

fn decoded(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (written, meant)| text.replace(written, meant))
}
