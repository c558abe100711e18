//! Two who have one name are two: on the pages of the indexes, in the facets of the search, and where two files have one id for
//! them. What a source says is a body is none of the people.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make the editions that they load, and stop where they cannot"
)]

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;

use edition::press::{Overrides, load, print};

/// All files of the site of these sources.
fn site(sources: &[(&str, &str)]) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("site.toml"), "[edition]\ntitle = \"Letters\"\n").unwrap();
    for (file, text) in sources {
        let path = folder.path().join("content").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let loaded = load(folder.path(), &Overrides::default());
    let pages = Mutex::new(BTreeMap::new());
    let faults = print(&loaded, |page, bytes| {
        pages.lock().unwrap().insert(page.address.clone(), String::from_utf8_lossy(&bytes).into_owned());
        Ok(())
    });
    assert!(faults.is_empty(), "{faults:?}");
    pages.into_inner().unwrap()
}

#[test]
fn two_people_of_one_name_are_two_facets() {
    let letter = |from: &str| format!("+++\ntitle = \"A\"\nfrom = {from}\n+++\n\nThe text.\n");
    let site = site(&[
        (
            "registers/people.toml",
            "[elder]\nname = \"Dumas, Alexandre\"\nborn = 1802\ndied = 1870\n\n[younger]\nname = \"Dumas, Alexandre\"\nborn = 1824\n\n\
             [third]\nname = \"Dumas, Alexandre\"\n\n[star]\nname = \"Star\"\n",
        ),
        ("registers/organizations.toml", "[star]\nname = \"Star\"\n"),
        ("documents/a.md", &letter("{ name = \"Dumas\", id = \"elder\" }")),
        ("documents/b.md", &letter("{ name = \"Dumas\", id = \"younger\" }")),
        ("documents/c.md", &letter("{ name = \"Dumas\", id = \"third\" }")),
        ("documents/d.md", &letter("{ name = \"Star\", id = \"star\" }")),
        ("documents/e.md", &letter("{ name = \"Star\", id = \"star\", kind = \"body\" }")),
    ]);
    let facet = &site["search/facet-person.js"];
    assert!(
        facet.starts_with(
            "editionSearch(\"facet-person\",[[\"elder\",\"third\",\"younger\",\"star\",\"organization.star\"],\
             [\"Dumas, Alexandre (1802 – 1870)\",\"Dumas, Alexandre\",\"Dumas, Alexandre (born 1824)\",\"Star\",\"Star (organization)\"],"
        ),
        "{facet}"
    );
}

#[test]
fn a_body_is_where_bodies_are_whatever_its_name_looks_like() {
    let register = "[red-star]\nname = \"Red Star\"\n";
    let letter = "+++\ntitle = \"A\"\nfrom = { name = \"Red Star\", kind = \"body\" }\nto = { name = \"William Press\", kind = \"person\" }\n+++\n\nx\n";
    let plain = "+++\ntitle = \"B\"\nfrom = \"Red Star\"\n+++\n\nx\n";
    let site =
        site(&[("registers/people.toml", register), ("documents/a.md", letter), ("documents/b.md", plain)]);
    assert!(site["organizations/red-star.html"].contains("documents/a.html"));
    let person = &site["people/red-star.html"];
    assert!(person.contains("documents/b.html") && !person.contains("documents/a.html"), "{person}");
    assert!(site["people/press-william.html"].contains(">Press, William</h1>"));
    let page = &site["documents/a.html"];
    for href in ["../organizations/red-star.html", "../people/press-william.html"] {
        assert!(page.contains(&format!("href=\"{href}\"")), "{page}");
    }
    assert!(!site.contains_key("organizations/william-press.html"));
}

#[test]
fn an_id_means_what_its_own_file_says() {
    let tei = |listed: &str| {
        format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>\
             <publicationStmt><p/></publicationStmt><sourceDesc><listPerson><person xml:id=\"p1\"><persName>{listed}</persName>\
             </person></listPerson></sourceDesc></fileDesc><profileDesc><correspDesc><correspAction type=\"sent\">\
             <persName ref=\"#p1\">Ivanov</persName></correspAction></correspDesc></profileDesc></teiHeader>\
             <text><body><p>x</p></body></text></TEI>"
        )
    };
    let site =
        site(&[("documents/a.xml", &tei("Ivanov, Pyotr")), ("documents/b.xml", &tei("Ivanov, Semyon"))]);
    for (document, person) in [("a", "ivanov-pyotr"), ("b", "ivanov-semyon")] {
        let page = &site[&format!("people/{person}.html")];
        assert!(page.contains(&format!("documents/{document}.html")), "{page}");
        assert!(site[&format!("documents/{document}.html")].contains(&format!("../people/{person}.html")));
    }
}
