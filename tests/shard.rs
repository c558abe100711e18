//! `edition build --shard`: the parts of a site are the whole site, byte for byte, and no page is in two of them.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests run the program in folders that they make, and stop where they cannot"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;
use walkdir::WalkDir;

fn edition(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_edition"));
    let Output { status, stderr, .. } = command.args(arguments).current_dir(folder).output().unwrap();
    (status.code(), String::from_utf8(stderr).unwrap())
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    files.map(|entry| (name(entry.path()), fs::read(entry.path()).unwrap())).collect()
}

/// An edition with all kinds of files: many documents, pictures, a volume of TEI, files for other programs.
fn large() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "site.toml",
        "[edition]\ntitle = \"Letters\"\nbase_url = \"https://example.org/\"\neditors = [\"Jane Doe\"]\n[publish]\nheaders = true\n",
    );
    for at in 0..40 {
        write(
            &format!("content/documents/letter-{at}.md"),
            &format!(
                "+++\ntitle = \"Letter {at}\"\ndate = \"19{:02}\"\nfrom = \"A. Orlov\"\n+++\n\nText [sic] of {at} [stamp].\n",
                at % 60
            ),
        );
    }
    write(
        "content/documents/volume.xml",
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A volume</title></titleStmt>\
         <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>\
         <div type=\"document\" n=\"1\"><p>One <add>more</add>.</p></div><div type=\"document\" n=\"2\"><p>Two.</p></div></body></text></TEI>",
    );
    write("content/pages/about.md", "About.\n");
    write("content/images/scan.png", "no picture");
    folder
}

#[test]
fn the_parts_are_the_whole_byte_for_byte() {
    let folder = large();
    let build = |out: &str, more: &[&str]| {
        let (code, said) = edition(folder.path(), &[&["build", "--out", out], more].concat());
        assert_eq!(code, Some(0), "{said}");
        tree(&folder.path().join(out))
    };
    let whole = build("whole", &[]);
    assert!(whole.len() > 300 && whole.contains_key("edition.tei.xml") && whole.contains_key("_headers"));
    for parts in [1, 2, 3, 7] {
        let mut union: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut sizes = Vec::new();
        for part in 1..=parts {
            let files = build(&format!("part-{part}-of-{parts}"), &["--shard", &format!("{part}/{parts}")]);
            sizes.push(files.len());
            for (address, bytes) in files {
                let twice = union.insert(address.clone(), bytes).is_some();
                assert!(!twice || address == ".edition", "{address} is in two of {parts} parts");
            }
        }
        assert_eq!(union.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
        assert_eq!(union, whole, "{parts} parts");
        let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
        assert!(most - least <= 1, "the parts are of one size: {sizes:?}");
    }
    // More parts than files: some hold nothing but the marker.
    assert_eq!(build("part-900", &["--shard", "900/1000"]).keys().collect::<Vec<_>>(), [".edition"]);
}

#[test]
fn what_the_parts_make_together_is_an_output_like_any_other() {
    let folder = large();
    let public = folder.path().join("public");
    fs::create_dir(&public).unwrap();
    for part in ["1/2", "2/2"] {
        assert_eq!(edition(folder.path(), &["build", "--out", "part", "--shard", part]).0, Some(0));
        for (address, bytes) in tree(&folder.path().join("part")) {
            let path = public.join(address);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let (code, said) = edition(folder.path(), &["build"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("nothing new, in public"), "{said}");
    // A part does not take the place of the whole.
    let whole = tree(&public);
    assert_eq!(edition(folder.path(), &["build", "--shard", "1/2"]).0, Some(0));
    assert_eq!(tree(&public), whole);
    assert!(folder.path().join("public-1-of-2/.edition").exists());
}

#[test]
fn a_part_that_cannot_be_is_wrong_usage() {
    let folder = large();
    for wrong in ["0/3", "4/3", "1/0", "1", "1/", "/2", "a/b", "-1/2", "1/2/3", "1.5/2"] {
        let (code, said) = edition(folder.path(), &["build", &format!("--shard={wrong}")]);
        assert_eq!(code, Some(2), "{wrong}: {said}");
        assert!(said.contains("write which part of how many"), "{said}");
    }
    assert!(!folder.path().join("public").exists());
}
