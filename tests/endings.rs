//! `edition check --endings`: what the principles of the Endings Project ask for is measured on the pages, and what is not so is
//! found.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests run the program in folders that they make, and stop where they cannot"
)]

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use program::edition;

fn write(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A new edition, with the settings that it needs to be released.
fn released() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(edition(folder.path(), &["init"]).0, Some(0));
    write(folder.path(), ".git/HEAD", "ref: refs/heads/main\n");
    let settings = fs::read_to_string(folder.path().join("site.toml")).unwrap();
    let set = "[edition]\nbase_url = \"https://example.org/letters/\"\nversion = \"1.0\"\ndate = \"2027-01-31\"\nlicence = \"CC-BY-4.0\"\n\
               editors = [\"Jane Doe\"]\n";
    fs::write(folder.path().join("site.toml"), settings.replace("[edition]\n", set)).unwrap();
    folder
}

/// The state of each principle, and what was found.
fn report(root: &Path) -> BTreeMap<String, (String, String)> {
    let (_, lines, said) = edition(root, &["check", "--endings", "--json"]);
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 22, "{said}");
    let text = |line: &serde_json::Value, key: &str| line[key].as_str().unwrap().to_owned();
    lines
        .iter()
        .map(|line| (text(line, "principle"), (text(line, "state"), text(line, "evidence"))))
        .collect()
}

/// The principles that no program can see the keeping of.
const OPEN: [&str; 1] = ["5.5"];

#[test]
fn a_released_edition_keeps_all_that_can_be_measured() {
    let folder = released();
    let report = report(folder.path());
    for (number, (state, evidence)) in &report {
        let expected = if OPEN.contains(&number.as_str()) { "open" } else { "kept" };
        assert_eq!(state, expected, "{number}: {evidence}");
    }
    assert!(
        report["5.2"].1.contains(" links within the site leads to a page and a place that are there"),
        "{report:?}"
    );
    let (code, text, _) = edition(folder.path(), &["check", "--endings", "--strict"]);
    assert_eq!(code, Some(0));
    assert!(text.contains("21 kept, 0 not kept, 1 for the editors to say"), "{text}");
    assert!(text.contains("https://endings.uvic.ca/principles.html"), "{text}");
}

#[test]
fn the_page_says_the_same() {
    let folder = released();
    assert_eq!(edition(folder.path(), &["build"]).0, Some(0));
    let page = fs::read_to_string(folder.path().join("public/endings/index.html")).unwrap();
    assert_eq!(page.matches("data-state=\"").count(), 22);
    assert_eq!(page.matches("data-state=\"not-kept\"").count(), 0);
    // What a page cannot see of the folder it was made in.
    assert_eq!(page.matches("data-state=\"open\"").count(), 3, "{page}");
    assert!(page.contains("https://endings.uvic.ca/principles.html"), "{page}");
    let method = fs::read_to_string(folder.path().join("public/method/index.html")).unwrap();
    assert!(method.contains("<a href=\"../endings/index.html\">"), "{method}");
    write(
        folder.path(),
        "content/pages/endings.md",
        "+++\ntitle = \"How we keep it\"\n+++\n\nIn two libraries.\n",
    );
    assert_eq!(edition(folder.path(), &["build"]).0, Some(0));
    let page = fs::read_to_string(folder.path().join("public/endings/index.html")).unwrap();
    assert!(page.contains("<h1>How we keep it</h1>") && page.contains("<p>In two libraries.</p>"), "{page}");
    assert!(!folder.path().join("public/endings.html").exists());
}

#[test]
fn what_is_not_set_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "site.toml", "[edition]\ntitle = \"x\"\n[build]\noutputs = []\n");
    write(folder.path(), "content/documents/a.md", "Text.\n");
    let report = report(folder.path());
    let broken: Vec<&str> = report
        .iter()
        .filter(|(_, (state, _))| state == "not-kept")
        .map(|(number, _)| number.as_str())
        .collect();
    assert_eq!(broken, ["1.2", "2.1", "2.2", "4.5", "5.1", "5.3", "5.5"]);
    assert_eq!(edition(folder.path(), &["check", "--endings"]).0, Some(0));
    assert_eq!(edition(folder.path(), &["check", "--endings", "--strict"]).0, Some(1));
}

/// Each change of an edition's own templates breaks the principle that it should, and the page no longer promises it.
#[test]
fn a_folder_that_is_called_like_one_of_git_is_none() {
    let folder = released();
    fs::remove_file(folder.path().join(".git/HEAD")).unwrap();
    assert_eq!(report(folder.path())["1.2"].0, "not-kept");
}

#[test]
fn a_library_from_elsewhere_is_found() {
    let folder = released();
    let template = "{% extends \"base.html\" %}{% block main %}<p>x</p><script src=\"https://cdn.example/x.js\"></script>{% endblock %}";
    write(folder.path(), "templates/method.html", template);
    let report = report(folder.path());
    assert_eq!((report["4.3"].0.as_str(), report["4.9"].0.as_str()), ("not-kept", "not-kept"));
    assert!(report["4.9"].1.contains("https://cdn.example/x.js"), "{}", report["4.9"].1);
}

#[test]
fn what_own_templates_do_is_found() {
    #[track_caller]
    fn check(template: &str, number: &str, evidence: &str) {
        let folder = released();
        write(folder.path(), "templates/method.html", template);
        let report = report(folder.path());
        for (other, (state, found)) in &report {
            let expected = match other.as_str() {
                other if other == number => "not-kept",
                other if OPEN.contains(&other) => "open",
                _ => "kept",
            };
            assert_eq!(state, expected, "{template}: {other}: {found}");
        }
        assert!(report[number].1.contains(evidence), "{template}: {}", report[number].1);
        assert_eq!(edition(folder.path(), &["build"]).0, Some(0));
        let page = fs::read_to_string(folder.path().join("public/endings/index.html")).unwrap();
        assert!(page.contains("This edition has 1 template of its own, which can change that."), "{page}");
    }
    let page = |main: &str| {
        format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<h1>Method</h1><p><a href=\"../endings/index.html\">x</a></p>{main}{{% endblock %}}"
        )
    };
    for (main, number, evidence) in [
        (
            "<img src=\"https://elsewhere.example/x.png\" alt=\"\">",
            "4.3",
            "method/index.html (https://elsewhere.example/x.png)",
        ),
        (
            "<img srcset=\"a.png 1x, //elsewhere.example/b.png 2x\" alt=\"\">",
            "4.3",
            "//elsewhere.example/b.png",
        ),
        ("<iframe src=\"//elsewhere.example/\"></iframe>", "4.3", "//elsewhere.example/"),
        ("<link rel=\"Preload stylesheet\" href=\"https://elsewhere.example/x.css\">", "4.3", "x.css"),
        ("<a href=\"../index.html?sort=date\">x</a>", "4.4", "../index.html?sort=date"),
        ("<a href=\"/letters/index.html\">x</a>", "4.4", "/letters/index.html"),
        ("<p style=\"color: red\">x</p>", "4.7", "<p style>"),
        ("<script>let a = '<img src=\"https://x/\">';</script>", "4.7", "a script within the page"),
        ("<a href=\"../none.html\">x</a>", "5.2", "method/index.html (../none.html)"),
        ("<a href=\"../index.html#none\">x</a>", "5.2", "../index.html#none"),
    ] {
        // A picture with a relative address that is not there would be a dead link besides.
        check(&page(main).replace("a.png 1x, ", ""), number, evidence);
    }
    // A link to another host is no request to it, and a script is no markup.
    let folder = released();
    write(
        folder.path(),
        "templates/method.html",
        &page("<a href=\"https://elsewhere.example/?a=b\">x</a> <a href=\"mailto:a@b.example\">x</a>"),
    );
    assert!(report(folder.path()).values().all(|(state, _)| state != "not-kept"));
}

#[test]
fn a_page_without_its_foot_or_its_policy_is_found() {
    let folder = released();
    let bare = "<!doctype html><html lang=\"en\"><title>x</title><body><main></main><footer>Letters</footer></body></html>";
    write(folder.path(), "templates/cite.html", bare);
    write(folder.path(), "static/own.css", "@import \"https://elsewhere.example/x.css\";");
    write(folder.path(), "static/lib.js", "1;");
    write(folder.path(), "static/run.php", "x");
    let report = report(folder.path());
    let state = |number: &str| report[number].0.as_str();
    for number in ["4.1", "4.3", "4.6", "4.7", "5.3"] {
        assert_eq!(state(number), "not-kept", "{number}: {}", report[number].1);
    }
    assert_eq!(state("4.9"), "open");
    assert!(
        report["4.1"].1.contains("assets/run.php") && report["4.9"].1.contains("assets/lib.js"),
        "{report:?}"
    );
    assert!(report["4.3"].1.contains("assets/own.css (https://elsewhere.example/x.css)"), "{report:?}");
    assert!(report["4.3"].1.contains("cite/index.html (has no policy"), "{report:?}");
    assert_eq!(report["5.3"].1, "It is missing on cite/index.html (no version).");
}
