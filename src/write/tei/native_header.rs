//! The header of a document that is TEI itself: what its source said there stays as it is said; beside it stands what is
//! ours, and what the document has from elsewhere. The scheme is told in `read/tei/own_header.rs`.

use crate::model::document::{Document, Layout};
use crate::model::told::{Content, Told};
use crate::read::tei::own_header::{FIELDS, KNOWN, OURS, SHARED};
use crate::read::tei::told;
use crate::source::Source;
use crate::write::tei::fitted::fitted;
use crate::write::tei::header::Header;
use crate::write::tei::ids::Ids;
use crate::write::tei::xml::Xml;

impl Header<'_> {
    /// Writes the header with what the source said.
    pub fn write_beside(&self, said: &Told, source: &Source, ids: &Ids<'_>, xml: &mut Xml) {
        let by_itself = told::described(said, source);
        let has = |path: &[&str]| has(said, path, ids);
        let is_titled = has(&["fileDesc", "titleStmt", "title"]);
        let mut rest = Document::new(self.document.id.clone(), self.document.source);
        rest.layout = Layout::Tei;
        let mut known: Vec<&str> = Vec::new();
        for field in FIELDS {
            match (field.is_same)(&by_itself, self.document) && (field.name != "title" || is_titled) {
                true => known.push(field.name),
                false => (field.copy)(self.document, &mut rest),
            }
        }
        let mut written = Xml::default();
        Header { described: &rest, ..*self }.write(&mut written);
        xml.unsaid.append(&mut written.unsaid);
        let ours = String::from_utf8(written.into_bytes()).ok().and_then(|text| told::parsed(&text));
        let mut ours = ours.unwrap_or_default();
        if known.contains(&"title") {
            leave_out(&mut ours, &["fileDesc", "titleStmt"], &|one| one.name == "title");
        }
        if has(&["fileDesc", "sourceDesc"]) {
            let says_nothing =
                |one: &Told| one.name == "sourceDesc" && one.elements().all(|one| one.name == "p");
            leave_out(&mut ours, &["fileDesc"], &says_nothing);
        }
        if has(&["fileDesc", "editionStmt"]) {
            leave_out(&mut ours, &["fileDesc"], &|one| one.name == "editionStmt");
        }
        leave_out(&mut ours, &[], &|one| one.name == "profileDesc" && one.elements().next().is_none());
        let without_language = said.attribute("xml:lang").is_none();
        let language = if without_language { " language=\"ours\"" } else { "" };
        let fields = format!("edition {KNOWN} fields=\"{}\"{language}", known.join(" "));
        let mut whole = beside(ours.clone(), said.clone());
        whole.content.insert(0, Content::Instruction(fields.clone()));
        if without_language {
            whole.attributes.extend(ours.attributes.iter().find(|(name, _)| name == "xml:lang").cloned());
        }
        match fitted(&whole, ids) {
            Some(header) => header.write(xml),
            None => {
                // What the source said is no header, and is kept as one thing.
                let mut holding = Told::new("teiHeader");
                holding.content.push(Content::Element(said.clone()));
                let mut whole = beside(ours, holding);
                whole.content.insert(0, Content::Instruction(fields));
                fitted(&whole, ids).iter().for_each(|header| header.write(xml));
            }
        }
        xml.line();
    }
}

/// Whether what the source said has an element there that can be written.
fn has(said: &Told, path: &[&str], ids: &Ids<'_>) -> bool {
    match path {
        [] => fitted(said, ids).is_some(),
        [first, rest @ ..] => said.elements().any(|one| one.name == *first && has(one, rest, ids)),
    }
}

/// Takes elements out of the one that a path leads to.
fn leave_out(told: &mut Told, path: &[&str], unwanted: &dyn Fn(&Told) -> bool) {
    let Some((first, rest)) = path.split_first() else {
        return told.content.retain(|one| !matches!(one, Content::Element(one) if unwanted(one)));
    };
    for one in &mut told.content {
        if let Content::Element(element) = one
            && element.name == *first
        {
            leave_out(element, rest, unwanted);
        }
    }
}

/// What is ours and what the source said in one element, in the order that TEI wants (TEI P5, chapter 2). The attributes
/// are the source's.
fn beside(ours: Told, said: Told) -> Told {
    let parent = said.name.clone();
    let mut rest: Vec<Content> = said.content;
    let is_blank = |one: &Content| matches!(one, Content::Text(text) if text.trim().is_empty());
    rest.retain(|one| !is_blank(one));
    let in_lists = rest.iter().any(|one| matches!(one, Content::Element(one) if one.name == "listChange"));
    let mut all: Vec<Content> = Vec::new();
    for one in ours.content {
        let Content::Element(mut our) = one else { continue };
        let is_shared = SHARED.contains(&our.name.as_str());
        let place = rest.iter().position(|one| matches!(one, Content::Element(one) if one.name == our.name));
        match (is_shared, place.map(|place| rest.remove(place))) {
            (true, Some(Content::Element(said))) => all.push(Content::Element(beside(our, said))),
            (true, _) => {
                let empty = Told::new(&our.name);
                all.push(Content::Element(beside(our, empty)));
            }
            (false, found) => {
                if let (Some(place), Some(found)) = (place, found) {
                    rest.insert(place, found);
                }
                if parent == "revisionDesc" && in_lists {
                    let mut list = Told::new("listChange");
                    list.content.push(Content::Element(our));
                    our = list;
                }
                our.content.insert(0, Content::Instruction(format!("edition {OURS}")));
                all.push(Content::Element(our));
            }
        }
    }
    all.extend(rest);
    all.sort_by_key(|one| rank(&parent, one));
    Told { name: parent, namespace: said.namespace, attributes: said.attributes, content: all }
}

/// Where something stands in a part of a header.
fn rank(parent: &str, one: &Content) -> usize {
    let order: &[&str] = match parent {
        "teiHeader" => &["fileDesc", "encodingDesc", "profileDesc", "xenoData", "", "revisionDesc"],
        "fileDesc" => &[
            "titleStmt",
            "editionStmt",
            "extent",
            "publicationStmt",
            "seriesStmt",
            "notesStmt",
            "sourceDesc",
        ],
        "titleStmt" => &["title"],
        _ => &[],
    };
    let name = match one {
        Content::Element(element) => element.name.as_str(),
        Content::Text(_) | Content::Instruction(_) => "",
    };
    order.iter().position(|one| *one == name).unwrap_or(if parent == "teiHeader" { 4 } else { order.len() })
}
