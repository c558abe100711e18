//! The head of a page as machines see it, and what Zotero makes of it.

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

/// What Zotero saves: its decisions on a page with tags, as they were measured with its translator "Embedded Metadata".
#[derive(Debug, Default)]
pub struct Item {
    pub kind: String,
    /// `author Stalin | I.`; a name in one field has no bar.
    pub creators: Vec<String>,
    /// Other fields by Zotero's names.
    pub fields: BTreeMap<String, String>,
}

/// The item that Zotero makes of a page.
pub fn zotero(html: &str) -> Item {
    assert!(!html.contains("Z3988"), "a COinS would be taken in place of all tags");
    let elements = elements(html);
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for meta in &elements {
        let (Some(key), Some(content)) = (meta.get("name").or(meta.get("property")), meta.get("content"))
        else {
            continue;
        };
        // The prefix in small letters, then the property with a small first letter.
        let Some(at) = key.find(['.', ':', '_']) else { continue };
        let (prefix, property) = (key[..at].to_lowercase(), &key[at + 1..]);
        let first = property[..1].to_lowercase();
        said.entry(format!("{prefix}:{first}{}", &property[1..])).or_default().push(content.to_owned());
    }
    let all = |key: &str| said.get(key).cloned().unwrap_or_default();
    let first = |key: &str| all(key).into_iter().next();
    let mut item = Item { kind: kind(&said), ..Item::default() };
    for (role, key) in
        [("author", "dc:creator"), ("recipient", "z:recipients"), ("translator", "z:translators")]
    {
        item.creators.extend(all(key).iter().map(|name| format!("{role} {}", parted(name))));
    }
    let canonical = links(&elements, "canonical").first().map(|link| (*link).to_owned());
    let fields = [
        ("title", first("dc:title")),
        ("type", first(if item.kind == "manuscript" { "z:manuscriptType" } else { "z:letterType" })),
        ("date", first("z:date").or(first("article:published_time")).or(first("dc:date"))),
        ("archive", first("z:archive")),
        ("archiveLocation", first("z:archiveLocation").or(first("dc:coverage"))),
        ("callNumber", first("z:callNumber")),
        ("shortTitle", first("z:shortTitle")),
        ("websiteTitle", first("z:websiteTitle")),
        ("language", first("z:language")),
        ("rights", first("z:rights").or(first("dc:rights"))),
        ("abstractNote", first("z:abstractNote").or(first("og:description"))),
        ("url", first("og:url").or(canonical)),
        ("extra", first("z:extra")),
    ];
    item.fields = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    item
}

/// Tags of journals override everything; then Zotero's own, Open Graph's, and the first of Dublin Core.
fn kind(said: &BTreeMap<String, Vec<String>>) -> String {
    const KNOWN: [&str; 5] = ["letter", "manuscript", "webpage", "document", "book"];
    const HARD: [&str; 5] = [
        "journal_title",
        "technical_report_institution",
        "conference_title",
        "book_title",
        "dissertation_institution",
    ];
    assert!(HARD.iter().all(|tag| !said.contains_key(&format!("citation:{tag}"))));
    let first = |key: &str| said.get(key).and_then(|values| values.first()).map(String::as_str);
    let of_graph = first("og:type").filter(|kind| *kind == "website").map(|_| "webpage");
    let kind = first("z:itemType").or(of_graph).or(first("dc:type")).unwrap_or("webpage");
    if KNOWN.contains(&kind) { kind.to_owned() } else { "webpage".to_owned() }
}

/// A name is parted at its comma, and at its last space where it has none; what stands behind a second comma is lost.
fn parted(name: &str) -> String {
    let ends = |c: char| c.is_whitespace() || ".,/[]:".contains(c);
    let bare = name.trim_start_matches(ends);
    // A point behind an initial goes too; Zotero sets it again where the whole first name is one.
    let bare = bare.trim_end_matches(|c| c != '.' && ends(c));
    if name.contains(',') {
        let mut parts = bare.split(',').map(str::trim);
        let (family, given) = (parts.next().unwrap_or_default(), parts.next());
        assert!(parts.next().is_none(), "`{name}` loses a part");
        return given.map_or_else(|| family.to_owned(), |given| format!("{family} | {given}"));
    }
    bare.rsplit_once(' ').map_or_else(|| bare.to_owned(), |(given, family)| format!("{family} | {given}"))
}
