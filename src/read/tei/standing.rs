//! Which elements stand by themselves and which run within a line. It knows their names alone and reads no text.

use crate::read::tei::node::{self, Element, name};
use crate::read::tei::white::is_blank;

/// Whether an element stands by itself where blocks stand.
pub fn is_block(node: Element<'_, '_>, own: bool) -> bool {
    // What is done on the stage stands by itself, or within what is said.
    let is_said = || node.parent().is_some_and(|up| matches!(name(up), "p" | "ab" | "speaker" | "head"));
    if own
        && (breaks_lines(node) || stands_apart(node) || is_of_stage(node) && !is_said() || is_of_cast(node))
    {
        return true;
    }
    let listed =
        own && node.parent().is_some_and(|parent| name(parent).starts_with("list") && name(parent) != "list");
    listed || (!is_inline(node, own) && node::elements(node).any(|child| is_block(child, own)))
}

/// What is done, seen and heard on a stage or a screen (TEI P5, 7.3.1 and 7.3.2).
fn is_of_stage(node: Element<'_, '_>) -> bool {
    matches!(name(node), "stage" | "sound" | "view" | "camera" | "caption" | "tech")
}

/// A part of a cast's item of which no words stand beside it.
fn is_of_cast(node: Element<'_, '_>) -> bool {
    let apart = |item: Element<'_, '_>| {
        name(item) == "castItem"
            && item.children().all(|one| !one.is_text() || is_blank(one.text().unwrap_or_default()))
    };
    matches!(name(node), "role" | "roleDesc" | "actor") && node.parent().is_some_and(apart)
}

/// Whether an element begins a line wherever it stands.
pub fn breaks_lines(node: Element<'_, '_>) -> bool {
    matches!(
        name(node),
        "p" | "ab"
            | "l"
            | "lg"
            | "line"
            | "addrLine"
            | "list"
            | "item"
            | "table"
            | "row"
            | "div"
            | "div1"
            | "div2"
            | "div3"
            | "div4"
            | "div5"
            | "div6"
            | "div7"
            | "head"
            | "lineGroup"
            | "floatingText"
            | "zone"
            | "surface"
    )
}

/// Whether an element begins a line where blocks stand, and can also stand within one.
fn stands_apart(node: Element<'_, '_>) -> bool {
    let name = name(node);
    matches!(
        name,
        "opener"
            | "closer"
            | "postscript"
            | "dateline"
            | "salute"
            | "signed"
            | "address"
            | "trailer"
            | "byline"
            | "fw"
            | "argument"
            | "epigraph"
            | "speaker"
            | "sp"
            | "titlePage"
            | "docTitle"
            | "titlePart"
            | "docImprint"
            | "docDate"
            | "docAuthor"
            | "body"
            | "front"
            | "back"
            | "group"
            | "text"
            | "castList"
            | "listBibl"
            | "listApp"
            | "listPerson"
            | "listPlace"
            | "listOrg"
            | "listEvent"
            | "listWit"
            | "noteGrp"
    )
}

/// Elements that run within a line even where blocks stand in them.
fn is_inline(node: Element<'_, '_>, own: bool) -> bool {
    own && matches!(
        name(node),
        "add"
            | "del"
            | "subst"
            | "mod"
            | "hi"
            | "emph"
            | "choice"
            | "app"
            | "supplied"
            | "unclear"
            | "damage"
            | "restore"
            | "surplus"
            | "note"
            | "rs"
            | "persName"
            | "placeName"
            | "orgName"
            | "ref"
            | "figure"
    )
}
