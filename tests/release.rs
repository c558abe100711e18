//! `edition release`: a version with its number and date on every page, frozen in an archive that opens from a disk.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests run the program in folders that they make, and stop where they cannot"
)]

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use tempfile::TempDir;

use program::edition;

const SETTINGS: &str = "# Ours.\n[edition]\ntitle = \"Letters\" # the name\nbase_url = \"https://example.org/letters/\"\n\
    editors = [\"Jane Doe\"]\n\n# Below.\n[build]\noutputs = [\"text\", \"source\"]\n";

fn letters() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/documents")).unwrap();
    fs::write(folder.path().join("site.toml"), SETTINGS).unwrap();
    fs::write(folder.path().join("content/documents/one.md"), "The first letter [sic].\n").unwrap();
    folder
}

fn text(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

fn unpacked(path: &Path, top: &str) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().strip_prefix(&format!("{top}/")).unwrap().to_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    files
}

#[test]
fn a_version_stands_on_every_page_and_in_an_archive() {
    let folder = letters();
    let (code, path, said) = edition(folder.path(), &["release", "1.0", "--date", "2027-01-31"]);
    assert_eq!((code, path.as_str()), (Some(0), "releases/letters-1.0.zip\n"), "{said}");
    assert_eq!(
        text(folder.path(), "site.toml"),
        SETTINGS.replace("[\"Jane Doe\"]\n", "[\"Jane Doe\"]\nversion = \"1.0\"\ndate = \"2027-01-31\"\n")
    );
    assert!(folder.path().join("addresses.txt").is_file(), "the addresses are published");

    let files = unpacked(&folder.path().join("releases/letters-1.0.zip"), "letters-1.0");
    assert!(files.contains_key("index.html") && files.contains_key("manifest-sha256.txt"));
    for (name, page) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(page.contains("version 1.0, 31 January 2027"), "{name}");
    }
    let citation = &files["documents/one.cite.html"];
    assert!(citation.contains("version 1.0"), "{citation}");

    // A build of the released edition is what was released, and has the archive beside it.
    assert_eq!(edition(folder.path(), &["build"]).0, Some(0));
    let public = folder.path().join("public");
    for (name, bytes) in
        files.iter().filter(|(name, _)| *name != "cite/index.html" && *name != "manifest-sha256.txt")
    {
        if !name.ends_with("sitemap.xml") {
            assert_eq!(&text(&public, name), bytes, "{name}");
        }
    }
    assert_eq!(
        fs::read(public.join("releases/letters-1.0.zip")).unwrap(),
        fs::read(folder.path().join("releases/letters-1.0.zip")).unwrap()
    );
    let cite = text(&public, "cite/index.html");
    assert!(cite.contains("<a href=\"../releases/letters-1.0.zip\">letters-1.0.zip</a>"), "{cite}");
    // The copy in the archive says where a newer one would be named.
    let kept = &files["cite/index.html"];
    assert!(!kept.contains("releases/"), "{kept}");
    assert!(kept.contains("Whether there is a newer one is said at <a class=\"address\" href=\"https://example.org/letters/cite/index.html\">"), "{kept}");
}

#[test]
fn earlier_versions_stay_and_are_not_packed_again() {
    let folder = letters();
    assert_eq!(edition(folder.path(), &["release", "1.0", "--date", "2027-01-31"]).0, Some(0));
    let first = fs::read(folder.path().join("releases/letters-1.0.zip")).unwrap();
    fs::write(folder.path().join("content/documents/two.md"), "The second letter.\n").unwrap();
    fs::write(folder.path().join("content/documents/one.md"), "The first good letter [sic].\n").unwrap();
    assert!(!folder.path().join("releases/letters-1.0-errata.toml").exists(), "there was no version before");
    let (code, _, said) = edition(folder.path(), &["release", "1.1", "--date", "2028-01-31"]);
    assert_eq!(code, Some(0), "{said}");
    let settings = text(folder.path(), "site.toml");
    assert!(
        settings.contains("version = \"1.1\"\ndate = \"2028-01-31\"\n") && !settings.contains("1.0"),
        "{settings}"
    );
    assert_eq!(fs::read(folder.path().join("releases/letters-1.0.zip")).unwrap(), first);
    let files = unpacked(&folder.path().join("releases/letters-1.1.zip"), "letters-1.1");
    assert!(files.contains_key("documents/two.html") && !files.keys().any(|name| name.contains("releases/")));
    assert_eq!(edition(folder.path(), &["build"]).0, Some(0));
    let cite = text(&folder.path().join("public"), "cite/index.html");
    assert!(cite.contains("letters-1.0.zip") && cite.contains("letters-1.1.zip"), "{cite}");
    let changes = &files["CHANGES.txt"];
    assert!(
        changes.starts_with("Letters: version 1.1 of 2028-01-31, and what has changed since version 1.0\n"),
        "{changes}"
    );
    assert!(changes.contains("New documents\n\n  two\n"), "{changes}");
    assert!(changes.contains("Changed documents\n\n  one\n"), "{changes}");
    assert!(changes.contains("The first {+good +}letter [sic]."), "{changes}");
    assert!(cite.contains("<a href=\"../errata/1.1.html\">what has changed"), "{cite}");
    assert!(!cite.contains("errata/1.0"), "{cite}");

    // The same again is the same; another text under a number that is taken is refused, and nothing is changed.
    let (code, _, said) = edition(folder.path(), &["release", "1.1"]);
    assert_eq!(code, Some(0), "{said}");
    fs::write(folder.path().join("content/documents/two.md"), "The second letter, mended.\n").unwrap();
    let before = (text(folder.path(), "site.toml"), text(folder.path(), "addresses.txt"));
    let (code, out, said) = edition(folder.path(), &["release", "1.1"]);
    assert_eq!((code, out.as_str()), (Some(1), ""), "{said}");
    assert!(
        said.contains("another file of this name is there already") && said.contains("nothing was released"),
        "{said}"
    );
    assert_eq!((text(folder.path(), "site.toml"), text(folder.path(), "addresses.txt")), before);

    // Nor does another title make a number free.
    let settings = text(folder.path(), "site.toml").replace("\"Letters\"", "\"Other letters\"");
    fs::write(folder.path().join("site.toml"), settings).unwrap();
    let (code, _, said) = edition(folder.path(), &["release", "1.0", "--date", "2028-09-09"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("version 1.0 was released already: `releases/letters-1.0.zip`"), "{said}");
}

#[test]
fn two_computers_release_the_same_bytes() {
    let (here, there) = (letters(), letters());
    for folder in [&here, &there] {
        assert_eq!(edition(folder.path(), &["release", "2.0-rc.1", "--date", "2027-01-31"]).0, Some(0));
    }
    for file in ["releases/letters-2.0-rc.1.zip", "site.toml", "addresses.txt"] {
        assert!(
            fs::read(here.path().join(file)).unwrap() == fs::read(there.path().join(file)).unwrap(),
            "{file}"
        );
    }
}

#[test]
fn what_cannot_be_a_version_is_refused() {
    let folder = letters();
    for wrong in [
        &["release"][..],
        &["release", ""],
        &["release", "../1"],
        &["release", "1 0"],
        &["release", "unreleased", "--date", "2027-01-31"],
        &["release", "1.0"],
        &["release", "1.0", "--date", "soon"],
        &["release", "1.0", "--date", "2027-01"],
        &["release", "1.0", "--date", "2027-02-30"],
    ] {
        let (code, _, said) = edition(folder.path(), wrong);
        assert_eq!(code, Some(2), "{wrong:?}: {said}");
    }
    fs::write(folder.path().join("content/documents/again.md"), "+++\nid = \"one\"\n+++\nText.\n").unwrap();
    let (code, _, said) = edition(folder.path(), &["release", "1.0", "--date", "2027-01-31"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("nothing was released"), "{said}");
    assert_eq!(text(folder.path(), "site.toml"), SETTINGS);
    assert!(!folder.path().join("releases").exists() && !folder.path().join("addresses.txt").exists());
}

#[test]
fn a_long_title_leaves_the_number_whole() {
    let folder = letters();
    let long = "Letters and telegrams of the embassy ".repeat(5);
    let settings = text(folder.path(), "site.toml").replace("\"Letters\"", &format!("\"{long}\""));
    fs::write(folder.path().join("site.toml"), settings).unwrap();
    for (version, date) in [("1.0", "2027-01-31"), ("2.0", "2028-01-31")] {
        let (code, path, said) = edition(folder.path(), &["release", version, "--date", date]);
        assert_eq!(code, Some(0), "{said}");
        assert!(path.trim_end().ends_with(&format!("-{version}.zip")), "{path}");
    }
}

#[test]
fn a_large_edition_is_packed_by_many_threads() {
    let folder = letters();
    let settings = SETTINGS.replace("\"source\"]", "\"source\", \"search\"]");
    fs::write(folder.path().join("site.toml"), settings).unwrap();
    for number in 0..200 {
        let file = folder.path().join(format!("content/documents/letter-{number}.md"));
        fs::write(file, format!("Letter {number} of the embassy, on rice and grain.\n")).unwrap();
    }
    let (code, _, said) = edition(folder.path(), &["release", "1.0", "--date", "2027-01-31"]);
    assert_eq!(code, Some(0), "{said}");
    let files = unpacked(&folder.path().join("releases/letters-1.0.zip"), "letters-1.0");
    assert!(
        files.keys().any(|name| name.starts_with("search/") || name.contains("/search/")),
        "it has the search"
    );
}

#[test]
fn errata_are_pages_of_the_edition() {
    let folder = letters();
    let file = |name: &str| folder.path().join(format!("content/documents/{name}.md"));
    // The texts are compared whether the site has them as files or not.
    fs::write(folder.path().join("site.toml"), SETTINGS.replace("\"text\", ", "")).unwrap();
    fs::write(file("two"), "A second letter of the embassy.\n").unwrap();
    fs::write(file("three"), "A third one.\n").unwrap();
    assert_eq!(edition(folder.path(), &["release", "1.0", "--date", "2027-01-31"]).0, Some(0));

    fs::write(file("one"), "The first <b>good</b> letter [sic].\n").unwrap();
    fs::rename(file("two"), file("letter-two")).unwrap();
    fs::remove_file(file("three")).unwrap();
    fs::write(file("four"), "A fourth one.\n").unwrap();
    assert_eq!(edition(folder.path(), &["redirect", "two", "letter-two"]).0, Some(0));
    assert_eq!(edition(folder.path(), &["redirect", "three", "--rest", "Twice."]).0, Some(0));
    // Another title of the edition does not hide the version before.
    let settings = text(folder.path(), "site.toml").replace("\"Letters\"", "\"All letters\"");
    let settings = settings.replace("[\"source\"]", "[\"source\", \"text\", \"tei\"]");
    fs::write(folder.path().join("site.toml"), settings).unwrap();
    let (code, _, said) = edition(folder.path(), &["release", "1.1", "--date", "2028-01-31"]);
    assert_eq!(code, Some(0), "{said}");

    let files = unpacked(&folder.path().join("releases/all-letters-1.1.zip"), "all-letters-1.1");
    assert_eq!(edition(folder.path(), &["build"]).0, Some(0));
    let public = folder.path().join("public");
    for page in ["errata/index.html", "errata/1.1.html"] {
        assert_eq!(text(&public, page), files[page], "the archive has the page too");
    }
    assert_eq!(
        files["documents/two.txt"], files["documents/letter-two.txt"],
        "the old name has the files too"
    );
    let page = &files["errata/1.1.html"];
    for (words, why) in [
        ("1 document is new, 1 has changed, 1 was renamed and 1 was withdrawn", "they are counted"),
        ("<a href=\"../documents/four.html\">", "the new one"),
        ("<p dir=\"auto\">Twice.</p>", "why one was withdrawn"),
        ("<code>two</code>", "the old name of one that has another"),
        ("<a href=\"../documents/three.html\">", "the page that says why it was withdrawn"),
        ("&lt;b&gt;good&lt;/b&gt;", "what came, and no markup"),
    ] {
        assert!(page.contains(words), "{why}: {page}");
    }
    assert!(!page.contains("<b>"), "{page}");
    assert!(text(&public, "errata/index.html").contains("<a href=\"1.1.html\">1.1</a>"));
    let cited = text(&public, "documents/letter-two.cite.html");
    assert!(
        cited.contains("<a href=\"../errata/1.1.html#d-letter-two\">got its name in version 1.1</a>"),
        "{cited}"
    );

    // In the next version its history goes on under the old name.
    fs::write(file("letter-two"), "A second long letter of the embassy.\n").unwrap();
    fs::rename(file("letter-two"), file("letter-2")).unwrap();
    assert_eq!(edition(folder.path(), &["redirect", "letter-two", "letter-2"]).0, Some(0));
    let (code, _, said) = edition(folder.path(), &["release", "1.2", "--date", "2029-01-31"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(edition(folder.path(), &["build"]).0, Some(0));
    let cited = text(&public, "documents/letter-2.cite.html");
    assert!(
        cited.contains("changed in version 1.2</a>, <a href=\"../errata/1.1.html#d-letter-two\">got its name in version 1.1</a>"),
        "{cited}"
    );

    for file in ["two.source.md", "letter-two.source.md"] {
        assert_eq!(
            text(&public, &format!("documents/{file}")),
            text(&public, "documents/letter-2.source.md"),
            "{file}"
        );
    }
    let errata = text(folder.path(), "releases/all-letters-1.2-errata.toml");
    assert!(errata.contains("was = \"letter-two\"") && !errata.contains("withdrawn"), "{errata}");

    // What was spoiled is said, and nothing is built.
    fs::write(folder.path().join("releases/all-letters-1.2-errata.toml"), "version = \"1.2\"\n<<<<<<<\n")
        .unwrap();
    let (code, _, said) = edition(folder.path(), &["check"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("releases/all-letters-1.2-errata.toml:2"), "{said}");
}

#[test]
fn a_version_that_stands_in_the_settings_is_compared_with_the_last_one() {
    let folder = letters();
    assert_eq!(edition(folder.path(), &["release", "1.9", "--date", "2027-01-31"]).0, Some(0));
    assert_eq!(edition(folder.path(), &["release", "1.10", "--date", "2028-01-31"]).0, Some(0));
    fs::write(folder.path().join("content/documents/one.md"), "The first good letter [sic].\n").unwrap();
    let settings = text(folder.path(), "site.toml").replace("1.10", "2.0").replace("2028", "2029");
    fs::write(folder.path().join("site.toml"), settings).unwrap();
    let (code, _, said) = edition(folder.path(), &["release", "2.0"]);
    assert_eq!(code, Some(0), "{said}");
    let errata = text(folder.path(), "releases/letters-2.0-errata.toml");
    assert!(errata.contains("since = \"1.10\""), "{errata}");
    // A number that was never released is no version to compare with.
    let settings = text(folder.path(), "site.toml").replace("\"2.0\"", "\"2.1\"");
    fs::write(folder.path().join("site.toml"), settings).unwrap();
    assert_eq!(edition(folder.path(), &["release", "2.2", "--date", "2030-01-31"]).0, Some(0));
    assert!(text(folder.path(), "releases/letters-2.2-errata.toml").contains("since = \"2.0\""));
}

#[test]
fn a_release_that_fails_leaves_no_archive() {
    let folder = letters();
    // The ledger cannot be written: a folder has its name only when the archive is finished.
    assert_eq!(edition(folder.path(), &["release", "1.0", "--date", "2027-01-31"]).0, Some(0));
    fs::write(folder.path().join("content/documents/one.md"), "The first good letter [sic].\n").unwrap();
    let errata = folder.path().join("releases/letters-1.1-errata.toml");
    fs::create_dir(&errata).unwrap();
    let (code, _, said) = edition(folder.path(), &["release", "1.1", "--date", "2028-01-31"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("nothing was released"), "{said}");
    assert!(!folder.path().join("releases/letters-1.1.zip").exists());
    fs::remove_dir(&errata).unwrap();
    let (code, _, said) = edition(folder.path(), &["release", "1.1", "--date", "2028-01-31"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(errata.is_file());
}

#[test]
fn a_number_or_a_day_that_goes_back_is_doubted() {
    let folder = letters();
    for (version, date) in [("1.0", "2027-01-31"), ("1.10", "2028-01-31")] {
        let (code, _, said) = edition(folder.path(), &["release", version, "--date", date]);
        assert!(code == Some(0) && !said.contains("version-order"), "{said}");
    }
    assert!(text(folder.path(), "releases/letters-1.10-errata.toml").contains("since = \"1.0\""));
    let (code, _, said) = edition(folder.path(), &["release", "1.9", "--date", "2027-06-01"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("version 1.9 comes before version 1.10, which was released"), "{said}");
    assert!(said.contains("the day 2027-06-01 comes before that of version 1.10, 2028-01-31"), "{said}");
}
