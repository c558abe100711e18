//! The house rules that concern tables and the files that go with them: each row has what belongs to it.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a test of the files of the theme reads them, and stops where it cannot"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use edition::config::OUTPUTS;
use edition::model::apparatus::SIGNS;
use edition::pages::PAGES;
use edition::read::FORMATS;
use edition::write::EXPORTS;

/// Templates that other templates are made of.
const PARTS: &[&str] = &["base.html", "components.html"];

#[test]
fn every_sign_has_a_look() {
    let css = read("static/css/apparatus.css");
    let drawn = between(&css, "[data-apparatus=\"", "\"]");
    let signs: BTreeSet<String> = SIGNS.iter().map(|sign| sign.name.to_string()).collect();
    assert_eq!(
        drawn, signs,
        "static/css/apparatus.css (left) and SIGNS (right) name different signs: make them agree"
    );
}

#[test]
fn every_sign_has_a_name_of_its_own_and_says_what_it_means() {
    all_different("signs", SIGNS.iter().map(|sign| sign.name.as_ref()));
    all_different("phrases", SIGNS.iter().flat_map(|sign| sign.phrases.iter().copied()));
    for sign in SIGNS {
        assert!(machine_name(&sign.name), "`{}` is no name for an attribute", sign.name);
        assert!(
            !sign.caption.is_empty() && !sign.meaning.is_empty(),
            "`{}` does not say what it means",
            sign.name
        );
    }
}

#[test]
fn every_kind_of_page_has_its_template_and_every_template_its_page() {
    all_different("kinds of page", PAGES.iter().map(|kind| kind.name));
    let wanted = PAGES.iter().map(|kind| kind.template).chain(PARTS.iter().copied());
    let wanted: BTreeSet<String> = wanted.map(str::to_owned).collect();
    let there: BTreeSet<String> = files("templates").into_iter().collect();
    assert_eq!(
        there, wanted,
        "templates/ (left) and PAGES (right) name different templates: make them agree"
    );
}

#[test]
fn every_format_has_a_name_and_endings_of_its_own() {
    all_different("formats", FORMATS.iter().map(|format| format.name));
    all_different("endings", FORMATS.iter().flat_map(|format| format.extensions.iter().copied()));
}

#[test]
fn every_export_has_a_name_of_its_own() {
    all_different("exports", EXPORTS.iter().map(|export| export.name));
    for export in EXPORTS {
        assert!(machine_name(export.name), "`{}` cannot be typed after --to", export.name);
        assert!(export.media_type.contains('/'), "`{}` has no media type", export.name);
    }
}

#[test]
fn the_side_files_are_those_that_a_setting_can_name() {
    let side_files = EXPORTS.iter().filter(|export| export.side_file).map(|export| export.name);
    // The search is no form of a document.
    let side_files: Vec<&str> = side_files.chain(["search"]).collect();
    assert_eq!(side_files, OUTPUTS, "EXPORTS (left) and OUTPUTS in src/config/mod.rs (right) differ");
    for export in EXPORTS {
        assert!(!export.label.is_empty(), "`{}` does not say what it is", export.name);
    }
}

#[test]
fn templates_hold_nothing_that_the_policy_of_a_page_refuses() {
    for file in files("templates") {
        let text = read(&format!("templates/{file}"));
        for bad in [
            "style=",
            "<style",
            "<script>",
            "javascript:",
            " onclick",
            " onload",
            "http://",
            "| safe",
            "|safe",
        ] {
            assert!(
                !text.contains(bad),
                "templates/{file} has `{bad}`: styles and scripts are files, HTML comes from Rust"
            );
        }
    }
}

#[test]
fn the_theme_asks_no_other_host() {
    for file in files("static") {
        let text = fs::read(Path::new("static").join(&file)).expect("a file of the theme can be read");
        let text = String::from_utf8_lossy(&text);
        let svg = text.replace("http://www.w3.org/2000/svg", "");
        for bad in ["http://", "https://", "@import", "innerHTML", "eval("] {
            assert!(!svg.contains(bad), "static/{file} has `{bad}`: a page needs nothing but its own site");
        }
    }
}

#[test]
fn the_scripts_of_the_theme_are_known_as_such() {
    let there: Vec<String> = files("static/js").into_iter().map(|file| format!("assets/js/{file}")).collect();
    assert_eq!(
        there,
        edition::endings::SCRIPTS,
        "static/js/ (left) and SCRIPTS in src/endings/products.rs (right) differ"
    );
}

fn all_different(what: &str, names: impl Iterator<Item = &'static str>) {
    let mut seen = BTreeSet::new();
    let twice: Vec<&str> = names.filter(|name| !seen.insert(*name)).collect();
    assert!(twice.is_empty(), "two {what} are called {twice:?}");
}

fn machine_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(fits)
}

/// What stands between two strings, everywhere in a text.
fn between(text: &str, before: &str, after: &str) -> BTreeSet<String> {
    text.split(before).skip(1).filter_map(|rest| Some(rest.split_once(after)?.0.to_owned())).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(path).expect("a file of the theme can be read")
}

/// The files below a folder, named from there.
fn files(folder: &str) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let paths = entries.map(|entry| entry.expect("a folder of the theme can be read"));
    let files = paths.filter(|entry| entry.file_type().is_file());
    files
        .filter_map(|entry| {
            Some(entry.path().strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/"))
        })
        .collect()
}
