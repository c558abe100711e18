//! The output folder: what is written, what is left alone, what is refused.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make the folders that they read, and stop where they cannot"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use tempfile::TempDir;
use walkdir::WalkDir;

use edition::disk::{Done, Output};

fn edition() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    fs::write(folder.path().join("site.toml"), "").unwrap();
    folder
}

/// Builds a site of these files into `public`; the message where it is refused.
fn build(root: &Path, files: &[(&str, &str)]) -> Result<Done, String> {
    let output = Output::open(root, &root.join("public")).map_err(|fault| fault.message)?;
    for (address, text) in files {
        output.write(address, text.as_bytes()).map_err(|fault| fault.message)?;
    }
    output.finish().map_err(|fault| fault.message)
}

/// All files below a folder, each with its text.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let files = WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    files.map(|entry| (name(entry.path()), fs::read_to_string(entry.path()).unwrap())).collect()
}

fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let entries = WalkDir::new(folder).into_iter().flatten();
    entries
        .map(|entry| {
            (entry.path().to_string_lossy().into_owned(), entry.metadata().unwrap().modified().unwrap())
        })
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

const CLEAN: [&str; 3] = ["content", "public", "site.toml"];

#[test]
fn a_site_is_written_replaced_and_left_alone() {
    let folder = edition();
    let public = folder.path().join("public");
    let first = [("index.html", "one"), ("a/b/c.html", "deep"), ("gone.html", "gone")];
    assert_eq!(build(folder.path(), &first), Ok(Done { new: 3, changed: 0, removed: 0 }));
    assert_eq!(tree(&public).get("a/b/c.html").map(String::as_str), Some("deep"));
    assert_eq!(names(folder.path()), CLEAN);

    let before = times(folder.path());
    assert_eq!(build(folder.path(), &first), Ok(Done::default()));
    assert_eq!(times(folder.path()), before, "a build that changes nothing writes nothing");

    let second = [("index.html", "two"), ("a/b/c.html", "deep"), ("new.html", "new")];
    assert_eq!(build(folder.path(), &second), Ok(Done { new: 1, changed: 1, removed: 1 }));
    let mut expected: BTreeMap<_, _> =
        second.iter().map(|(address, text)| ((*address).to_owned(), (*text).to_owned())).collect();
    let mut found = tree(&public);
    assert!(
        found.remove(".edition").is_some_and(|marker| marker.ends_with("a/b/c.html\nindex.html\nnew.html\n"))
    );
    assert_eq!(found, std::mem::take(&mut expected));
    assert_eq!(names(folder.path()), CLEAN);
    let same = public.join("a/b/c.html").to_string_lossy().into_owned();
    assert_eq!(times(folder.path()).get(&same), before.get(&same), "what is the same is not written again");
}

#[cfg(unix)]
#[test]
fn a_web_server_can_read_the_site_and_an_identical_file_is_the_same_file() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = edition();
    build(folder.path(), &[("a/b.html", "b"), ("c.html", "c")]).unwrap();
    let metadata = |path: &str| fs::metadata(folder.path().join("public").join(path)).unwrap();
    for (path, mode) in
        [("", 0o755), ("a", 0o755), ("a/b.html", 0o644), ("c.html", 0o644), (".edition", 0o644)]
    {
        assert_eq!(metadata(path).permissions().mode() & 0o777, mode, "{path}");
    }
    let before = metadata("a/b.html").ino();
    build(folder.path(), &[("a/b.html", "b"), ("c.html", "changed")]).unwrap();
    assert_eq!(metadata("a/b.html").ino(), before);
}

#[test]
fn an_abandoned_build_leaves_the_previous_site() {
    let folder = edition();
    build(folder.path(), &[("index.html", "one")]).unwrap();
    let before = times(&folder.path().join("public"));
    let output = Output::open(folder.path(), &folder.path().join("public")).unwrap();
    output.write("index.html", b"two").unwrap();
    output.write("other.html", b"two").unwrap();
    assert_eq!(names(folder.path()).len(), 4, "the staging folder stands beside the output");
    drop(output);
    assert_eq!(times(&folder.path().join("public")), before);
    assert_eq!(names(folder.path()), CLEAN);
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let folder = edition();
    let public = folder.path().join("public");
    fs::create_dir(&public).unwrap();
    assert!(build(folder.path(), &[("index.html", "x")]).is_ok(), "an empty folder is taken");
    fs::remove_file(public.join(".edition")).unwrap();
    let fault = build(folder.path(), &[("index.html", "y")]);
    assert!(fault.is_err_and(|message| message.contains("is not empty and was not written by edition")));
    assert_eq!(fs::read_to_string(public.join("index.html")).unwrap(), "x");
    assert_eq!(names(folder.path()), CLEAN);
}

#[test]
fn the_sources_are_never_replaced() {
    let folder = edition();
    let root = folder.path().join("deep/edition");
    fs::create_dir_all(root.join("content/documents")).unwrap();
    for out in [
        "",
        ".",
        "..",
        "../..",
        "content",
        "content/documents/x",
        "templates",
        "static/site",
        "content/../static",
        "/",
    ] {
        let fault = Output::open(&root, &root.join(out)).err();
        assert_eq!(fault.map(|fault| fault.code), Some("output-place"), "{out}");
    }
    fs::write(root.join("file"), "").unwrap();
    assert!(Output::open(&root, &root.join("file")).is_err());
    assert!(Output::open(&root, &root.join("none/../public")).is_err());
    assert!(Output::open(&root, &root.join("../other/public")).is_ok());
    assert!(Output::open(&root.join("nowhere"), &root.join("public")).is_err());
}

#[test]
fn what_a_killed_build_left_is_removed() {
    let folder = edition();
    let at = |path: &str| folder.path().join(path);
    for (name, marked) in
        [(".public.staging-abc", true), (".public.staging-def", false), (".other.staging-x", true)]
    {
        fs::create_dir(at(name)).unwrap();
        fs::write(at(name).join("index.html"), "").unwrap();
        if marked {
            fs::write(at(name).join(".edition"), "").unwrap();
        }
    }
    build(folder.path(), &[("index.html", "x")]).unwrap();
    let expected = [".other.staging-x", ".public.staging-def", "content", "public", "site.toml"];
    assert_eq!(names(folder.path()), expected, "only what bears our marker and our name is removed");
}

#[test]
fn a_site_that_was_moved_away_by_a_killed_build_comes_back() {
    let folder = edition();
    build(folder.path(), &[("index.html", "x")]).unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::rename(at("public"), at(".public.previous-abc")).unwrap();
    drop(Output::open(folder.path(), &at("public")).unwrap());
    assert_eq!(fs::read_to_string(at("public/index.html")).unwrap(), "x");
    assert_eq!(names(folder.path()), CLEAN);
}

#[test]
fn two_builds_do_not_write_one_folder() {
    let folder = edition();
    build(folder.path(), &[("index.html", "x")]).unwrap();
    let first = Output::open(folder.path(), &folder.path().join("public")).unwrap();
    let second = build(folder.path(), &[("index.html", "y")]);
    assert!(second.is_err_and(|message| message.contains("another build is writing")));
    first.write("index.html", b"z").unwrap();
    assert!(build(folder.path(), &[]).is_err());
    first.finish().unwrap();
    assert_eq!(build(folder.path(), &[("index.html", "z")]), Ok(Done::default()));
}

#[test]
fn two_first_builds_do_not_write_one_folder() {
    let folder = edition();
    let first = Output::open(folder.path(), &folder.path().join("public")).unwrap();
    first.write("index.html", b"x").unwrap();
    assert!(build(folder.path(), &[("index.html", "y")]).is_err());
    first.finish().unwrap();
    assert_eq!(names(folder.path()), CLEAN);
}

#[test]
fn what_someone_else_put_into_the_output_stays() {
    let folder = edition();
    let public = folder.path().join("public");
    build(folder.path(), &[("index.html", "x")]).unwrap();
    fs::create_dir_all(public.join(".git/refs")).unwrap();
    fs::write(public.join(".git/HEAD"), "main").unwrap();
    fs::write(public.join("CNAME"), "example.org").unwrap();
    fs::write(public.join(".DS_Store"), "").unwrap();
    let output = Output::open(folder.path(), &public).unwrap();
    let message = output.strangers(&BTreeSet::from(["index.html"])).map(|found| found.message);
    assert!(message.is_some_and(|message| message.contains("public/.git/HEAD` and another file")));
    drop(output);
    assert_eq!(build(folder.path(), &[("index.html", "x")]), Ok(Done::default()));
    build(folder.path(), &[("index.html", "y")]).unwrap();
    assert_eq!(tree(&public).keys().collect::<Vec<_>>(), [".edition", ".git/HEAD", "CNAME", "index.html"]);
    assert!(public.join(".git/refs").is_dir());
    // Where the site has another file of that name itself, theirs is not replaced.
    let refused = build(folder.path(), &[("index.html", "z"), ("CNAME", "ours")]);
    assert!(refused.is_err_and(|message| message.contains("public/CNAME` was not written by edition")));
    assert_eq!(fs::read_to_string(public.join("CNAME")).unwrap(), "example.org");
    assert_eq!(fs::read_to_string(public.join("index.html")).unwrap(), "y");
}

#[cfg(unix)]
#[test]
fn links_in_the_output_are_refused_and_never_followed() {
    let folder = edition();
    let public = folder.path().join("public");
    build(folder.path(), &[("index.html", "x")]).unwrap();
    std::os::unix::fs::symlink(folder.path().join("site.toml"), public.join("link")).unwrap();
    assert!(build(folder.path(), &[("index.html", "x")]).is_err());
    std::os::unix::fs::symlink(folder.path().join("content"), folder.path().join("linked")).unwrap();
    assert!(Output::open(folder.path(), &folder.path().join("linked")).is_err());
    std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("dangling")).unwrap();
    assert!(Output::open(folder.path(), &folder.path().join("dangling")).is_err());
}

#[test]
fn no_address_leads_out_of_the_site() {
    let folder = edition();
    for address in ["../x", "/x", "a/../../x", "", "a//b", "a\\b", "a\0", ".", ".edition"] {
        assert!(build(folder.path(), &[(address, "x")]).is_err(), "{address}");
    }
    assert!(build(folder.path(), &[("a", "x"), ("a", "x")]).is_err());
    assert!(build(folder.path(), &[("a", "x"), ("a/b", "x")]).is_err());
    assert_eq!(names(folder.path()), ["content", "site.toml"]);
}
