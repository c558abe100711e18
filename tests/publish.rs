//! `edition publish` against a real remote: a bare repository in a folder. What is pushed is what `build` writes, and nothing of
//! the user's own repository is touched.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests make repositories and run git, and stop where they cannot"
)]

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use walkdir::WalkDir;

use program::edition;

/// An edition under git, with a bare repository as its remote `origin`.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk::without_remote();
        git(&desk.root(), &["init", "--quiet", "--bare", "../remote.git"]);
        git(&desk.root(), &["remote", "add", "origin", "../remote.git"]);
        desk
    }

    fn without_remote() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(desk.root()).unwrap();
        git(&desk.root(), &["init", "--quiet", "--initial-branch", "main"]);
        git(&desk.root(), &["config", "user.name", "Jane Doe"]);
        git(&desk.root(), &["config", "user.email", "jane@example.org"]);
        desk.write(
            "site.toml",
            "[edition]\ntitle = \"Letters\"\nbase_url = \"https://example.org/letters/\"\neditors = [\"Jane Doe\"]\n",
        );
        desk.write("content/documents/one.md", "The first letter [sic].\n");
        desk.write("content/documents/two.md", "The second letter.\n");
        desk.write("content/images/ж 1.png", "no picture");
        desk.write(".gitignore", "/public/\n");
        git(&desk.root(), &["add", "."]);
        git(&desk.root(), &["commit", "--quiet", "-m", "Begin"]);
        desk
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("letters")
    }

    fn remote(&self) -> PathBuf {
        self.folder.path().join("remote.git")
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.root().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// How it ended, and what it said on standard output and standard error.
    fn publish(&self, options: &[&str]) -> (Option<i32>, String, String) {
        edition(&self.root(), &[&["publish"], options].concat())
    }

    #[track_caller]
    fn published(&self, options: &[&str]) -> String {
        let (code, _, said) = self.publish(options);
        assert_eq!(code, Some(0), "{said}");
        said
    }

    fn commits(&self, branch: &str) -> usize {
        let listed = git(&self.remote(), &["rev-list", branch]);
        listed.lines().count()
    }

    /// The files of a branch of the remote, each with its bytes.
    fn files(&self, branch: &str) -> BTreeMap<String, Vec<u8>> {
        let copy = tempfile::tempdir().unwrap();
        let remote = self.remote();
        git(copy.path(), &["clone", "--quiet", "--branch", branch, remote.to_str().unwrap(), "copy"]);
        fs::remove_dir_all(copy.path().join("copy/.git")).unwrap();
        tree(&copy.path().join("copy"))
    }
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = command.arg("-C").arg(folder).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    files.map(|entry| (name(entry.path()), fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn the_branch_gets_what_build_writes_and_nothing_else_is_touched() {
    let desk = Desk::new();
    // Work that is under way: something in the index, something beside it.
    desk.write("content/documents/two.md", "The second letter, mended.\n");
    git(&desk.root(), &["add", "."]);
    desk.write("content/documents/two.md", "The second letter, mended again.\n");
    desk.write("notes.txt", "mine");
    let look = || {
        let state = |what: &[&str]| git(&desk.root(), &[&["--no-optional-locks"], what].concat());
        (
            state(&["status", "--porcelain", "--", ".", ":!addresses.txt"]),
            state(&["for-each-ref", "refs/heads", "refs/tags"]),
            fs::read(desk.root().join(".git/index")).unwrap(),
            fs::read(desk.root().join(".git/HEAD")).unwrap(),
            fs::read(desk.root().join(".git/config")).unwrap(),
        )
    };
    let before = look();
    let work: BTreeMap<_, _> =
        tree(&desk.root()).into_iter().filter(|(name, _)| !name.starts_with(".git/")).collect();

    let said = desk.published(&[]);
    assert!(said.contains("pushed to `gh-pages` on `origin`"), "{said}");
    assert_eq!(look(), before);
    let mut now: BTreeMap<_, _> =
        tree(&desk.root()).into_iter().filter(|(name, _)| !name.starts_with(".git/")).collect();
    assert!(now.remove("addresses.txt").is_some(), "the published addresses are written down");
    assert_eq!(now, work);
    let left: Vec<String> = tree(&desk.root().join(".git"))
        .into_keys()
        .filter(|name| name.contains("edition-") || name.contains("crash"))
        .collect();
    assert_eq!(left, Vec::<String>::new());

    // A build after it is what was published.
    assert_eq!(edition(&desk.root(), &["build"]).0, Some(0));
    let mut built = tree(&desk.root().join("public"));
    built.remove(".edition");
    let pushed = desk.files("gh-pages");
    assert_eq!(pushed.keys().collect::<Vec<_>>(), built.keys().collect::<Vec<_>>());
    assert_eq!(pushed, built);
    assert!(pushed.contains_key(".nojekyll") && pushed.contains_key("images/ж 1.png"));

    let author = git(&desk.remote(), &["log", "-1", "--format=%an <%ae>%n%B", "gh-pages"]);
    assert!(
        author.starts_with("Jane Doe <jane@example.org>\nPublish Letters\n\nPublished-by: edition "),
        "{author}"
    );
}

#[test]
fn what_was_published_is_written_down_and_the_pages_know_it() {
    let desk = Desk::new();
    let lasting = || {
        let (_, lines, _) = edition(&desk.root(), &["check", "--endings", "--json"]);
        let line = lines.lines().find(|line| line.contains("\"5.5\"")).unwrap();
        serde_json::from_str::<serde_json::Value>(line).unwrap()["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(lasting(), "open");
    assert_eq!(desk.publish(&["--dry-run"]).0, Some(0));
    assert!(!desk.root().join("addresses.txt").exists(), "a rehearsal publishes nothing");
    assert!(desk.publish(&["--dry-run"]).2.contains("`addresses.txt` here would be written too"));
    let said = desk.published(&[]);
    assert!(said.contains("`git add addresses.txt`"), "{said}");
    assert_eq!(lasting(), "kept");
    let written = fs::read_to_string(desk.root().join("addresses.txt")).unwrap();
    assert!(!desk.published(&[]).contains("git add"), "there is nothing new to keep");
    assert_eq!(fs::read_to_string(desk.root().join("addresses.txt")).unwrap(), written);
}

#[test]
fn addresses_are_written_down_without_a_push() {
    let desk = Desk::without_remote();
    let (code, _, said) = edition(&desk.root(), &["publish", "--record"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("nothing was pushed") && said.contains("git add addresses.txt"), "{said}");
    let written = fs::read_to_string(desk.root().join("addresses.txt")).unwrap();
    assert!(written.contains("one"), "{written}");
    assert_eq!(edition(&desk.root(), &["publish", "--record", "--dry-run"]).0, Some(2));
    // A paragraph that is gone is an error, and nothing is written.
    desk.write("content/documents/two.md", "Another text, of other words.\n");
    fs::remove_file(desk.root().join("content/documents/one.md")).unwrap();
    assert_eq!(edition(&desk.root(), &["publish", "--record"]).0, Some(1));
    assert_eq!(fs::read_to_string(desk.root().join("addresses.txt")).unwrap(), written);
}

#[test]
fn an_unchanged_site_pushes_nothing_and_history_is_kept() {
    let desk = Desk::new();
    desk.published(&[]);
    assert_eq!(desk.commits("gh-pages"), 1);
    let said = desk.published(&[]);
    assert!(said.contains("has this site already; nothing was pushed"), "{said}");
    assert_eq!(desk.commits("gh-pages"), 1);

    desk.write("content/documents/two.md", "The second letter, mended.\n");
    desk.write("content/documents/three.md", "The third letter.\n");
    fs::remove_file(desk.root().join("content/images/ж 1.png")).unwrap();
    let said = desk.published(&[]);
    assert_eq!(desk.commits("gh-pages"), 2);
    for line in ["added: ", "changed: ", "removed: "] {
        assert!(said.contains(line), "{said}");
    }
    let files = desk.files("gh-pages");
    assert!(files.contains_key("documents/three.html") && !files.contains_key("images/ж 1.png"));

    desk.write("content/documents/two.md", "The second letter, once more.\n");
    desk.published(&["--squash"]);
    assert_eq!(desk.commits("gh-pages"), 1);
    let said = desk.published(&["--squash"]);
    assert!(said.contains("nothing was pushed"), "{said}");

    desk.write("content/documents/two.md", "The second letter, for the last time.\n");
    desk.published(&[]);
    assert_eq!(desk.commits("gh-pages"), 2);
    desk.published(&["--squash"]);
    assert_eq!(desk.commits("gh-pages"), 1, "history is left out where nothing else changes too");
}

#[test]
fn another_computer_goes_on_where_the_branch_is() {
    let desk = Desk::new();
    desk.published(&[]);
    let there = tempfile::tempdir().unwrap();
    fs::create_dir(there.path().join("a")).unwrap();
    let root = there.path().join("a/letters");
    git(there.path(), &["clone", "--quiet", desk.root().to_str().unwrap(), root.to_str().unwrap()]);
    git(&root, &["remote", "set-url", "origin", desk.remote().to_str().unwrap()]);
    git(&root, &["config", "user.name", "Richard Roe"]);
    git(&root, &["config", "user.email", "roe@example.org"]);
    // Without the ledger nothing would know which texts the published addresses are of.
    fs::write(root.join("content/documents/one.md"), "A line before.\n\nThe first letter [sic].\n").unwrap();
    let (code, _, said) = edition(&root, &["publish"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("published addresses that `addresses.txt` here does not know"), "{said}");
    assert_eq!(desk.commits("gh-pages"), 1);
    assert!(
        said.contains(
            "`git fetch origin gh-pages` and then `git show FETCH_HEAD:addresses.txt > addresses.txt`"
        ),
        "{said}"
    );
    git(&root, &["fetch", "--quiet", "origin", "gh-pages"]);
    let ledger = git(&root, &["show", "FETCH_HEAD:addresses.txt"]);
    assert_eq!(ledger.trim(), fs::read_to_string(desk.root().join("addresses.txt")).unwrap().trim());
    fs::copy(desk.root().join("addresses.txt"), root.join("addresses.txt")).unwrap();
    // The same edition is the same site, whoever publishes it.
    fs::write(root.join("content/documents/one.md"), "The first letter [sic].\n").unwrap();
    let (code, _, said) = edition(&root, &["publish"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("has this site already"), "{said}");
    fs::write(root.join("content/documents/one.md"), "The first letter [sic], mended.\n").unwrap();
    assert_eq!(edition(&root, &["publish"]).0, Some(0));
    assert_eq!(desk.commits("gh-pages"), 2);
}

#[test]
fn a_rehearsal_says_what_would_change_and_leaves_no_trace() {
    let desk = Desk::new();
    desk.published(&[]);
    desk.write("content/documents/two.md", "The second letter, mended.\n");
    desk.write("content/documents/three.md", "The third letter.\n");
    fs::remove_file(desk.root().join("content/images/ж 1.png")).unwrap();
    let before = (tree(&desk.root().join(".git")), tree(&desk.remote()));
    let (code, listed, said) = desk.publish(&["--dry-run"]);
    assert_eq!(code, Some(0), "{said}");
    for line in ["added    documents/three.html", "changed  documents/two.html", "removed  images/ж 1.png"] {
        assert!(listed.lines().any(|other| other == line), "{line}: {listed}");
    }
    assert!(!listed.contains("assets/"), "what stays as it is is not listed: {listed}");
    assert!(said.contains("pages") && said.contains("all together"), "{said}");
    assert!(said.contains("nothing was pushed: this was a rehearsal"), "{said}");
    assert_eq!((tree(&desk.root().join(".git")), tree(&desk.remote())), before);
}

#[test]
fn an_edition_with_errors_is_not_published() {
    let desk = Desk::new();
    desk.write("content/documents/again.md", "+++\nid = \"one\"\n+++\nText.\n");
    let (code, _, said) = desk.publish(&[]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("two documents have the id `one`") && said.contains("nothing was pushed"),
        "{said}"
    );
    // An error that is found only when the pages are made.
    fs::remove_file(desk.root().join("content/documents/again.md")).unwrap();
    desk.write("templates/document.html", "{{ no.such.value }}");
    let (code, _, said) = desk.publish(&[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("nothing was pushed"), "{said}");
    assert_eq!(git(&desk.remote(), &["for-each-ref"]), "");
}

#[test]
fn a_branch_of_somebody_else_is_left_alone() {
    let desk = Desk::new();
    git(&desk.root(), &["push", "--quiet", "origin", "main:main", "main:gh-pages"]);
    let (code, _, said) = desk.publish(&[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("`gh-pages` on `origin` was not written by edition"), "{said}");
    let (code, _, said) = desk.publish(&["--branch", "main"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("is the branch that you work on"), "{said}");
    assert_eq!((desk.commits("main"), desk.commits("gh-pages")), (1, 1));
    desk.published(&["--take-over"]);
    assert_eq!(desk.commits("gh-pages"), 2, "what was there stays in the history");
    assert!(!desk.files("gh-pages").contains_key("site.toml"));
    desk.write("content/documents/one.md", "The first letter [sic], mended.\n");
    desk.published(&[]);

    // Nor is that taken away which somebody has put there since.
    let clone = desk.folder.path().join("clone");
    let to = clone.to_str().unwrap();
    git(desk.folder.path(), &["clone", "--quiet", "--branch", "gh-pages", "remote.git", to]);
    let commit = |file: &str| {
        fs::write(clone.join(file), "letters.example.org\n").unwrap();
        git(&clone, &["add", file]);
        let who = ["-c", "user.name=J", "-c", "user.email=j@example.org"];
        git(&clone, &[&who[..], &["commit", "--quiet", "-m", "By hand"]].concat());
        git(&clone, &["push", "--quiet"]);
    };
    commit("CNAME");
    desk.published(&[]);
    commit("by hand.txt");
    desk.write("content/documents/one.md", "The first letter [sic], mended again.\n");
    let (code, _, said) = desk.publish(&[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("has files that were changed by others: `by hand.txt`"), "{said}");
    assert!(desk.files("gh-pages").contains_key("by hand.txt"));
}

#[test]
fn released_archives_stay_on_the_branch() {
    let desk = Desk::new();
    assert_eq!(edition(&desk.root(), &["release", "1.0", "--date", "2027-01-31"]).0, Some(0));
    desk.published(&[]);
    let archive = desk.root().join("releases/letters-1.0.zip");
    let whole = fs::read(&archive).unwrap();
    // The texts are no longer those of the version.
    desk.write("content/documents/one.md", "The first letter [sic], mended.\n");
    let said = desk.published(&[]);
    assert!(said.contains("version 1.0 was released with another text of 1 document, first `one`"), "{said}");
    let (code, _, said) = edition(&desk.root(), &["deposit"]);
    assert!(code == Some(0) && said.contains("version 1.0 was released with another text"), "{said}");

    let mut spoiled = whole.clone();
    *spoiled.last_mut().unwrap() ^= 1;
    for bytes in [Some(&spoiled), None] {
        match bytes {
            Some(bytes) => fs::write(&archive, bytes).unwrap(),
            None => fs::remove_file(&archive).unwrap(),
        }
        let (code, _, said) = desk.publish(&[]);
        assert_eq!(code, Some(1), "{said}");
        let words =
            "has 1 released archive that is missing or different here, first `releases/letters-1.0.zip`";
        // One that cannot be read is said to be so besides.
        assert!(said.contains(words), "{said}");
        assert_eq!(desk.files("gh-pages")["releases/letters-1.0.zip"], whole);
    }
    desk.published(&["--take-over"]);
    assert!(!desk.files("gh-pages").contains_key("releases/letters-1.0.zip"));
}

#[test]
fn a_domain_stands_in_a_file_of_the_branch() {
    let desk = Desk::new();
    let settings = fs::read_to_string(desk.root().join("site.toml")).unwrap();
    desk.write("site.toml", &format!("{settings}[publish]\ndomain = \"letters.example.org\"\n"));
    let said = desk.published(&[]);
    assert!(said.contains("but their domain is `letters.example.org`"), "{said}");
    assert_eq!(desk.files("gh-pages").get("CNAME").map(Vec::as_slice), Some(&b"letters.example.org\n"[..]));
    assert_eq!(edition(&desk.root(), &["build"]).0, Some(0));
    assert!(!desk.root().join("public/CNAME").exists());
    // GitHub writes the file by itself when the domain is set there; it must not be lost.
    desk.write("site.toml", &settings);
    let said = desk.published(&[]);
    assert!(said.contains("has a file `CNAME`") && said.contains("nothing was pushed"), "{said}");
    assert!(desk.files("gh-pages").contains_key("CNAME"));
}

#[test]
fn what_git_cannot_do_is_said_in_plain_words() {
    #[track_caller]
    fn check(desk: &Desk, options: &[&str], code: i32, words: &[&str]) {
        let (ended, _, said) = desk.publish(options);
        assert_eq!(ended, Some(code), "{said}");
        for words in words {
            assert!(said.contains(words), "{words}: {said}");
        }
    }
    let desk = Desk::without_remote();
    check(&desk, &[], 1, &["there is no remote repository `origin`", "help: ", "git remote add origin"]);
    check(&desk, &["--remote", "../nowhere.git"], 1, &["there is no remote repository `../nowhere.git`"]);
    for wrong in [["--remote", "--upload-pack=x"], ["--branch", "-f"], ["--remote", ""], ["--branch", ""]] {
        let option = format!("{}={}", wrong[0], wrong[1]);
        check(&desk, &[&option], 2, &[]);
    }
    check(&desk, &["--branch", "a b"], 1, &["`a b` cannot be the name of a branch"]);
    check(&desk, &["--branch", "a..b"], 1, &["cannot be the name of a branch"]);

    let alone = tempfile::tempdir().unwrap();
    fs::create_dir_all(alone.path().join("content/documents")).unwrap();
    fs::write(alone.path().join("site.toml"), "[edition]\ntitle = \"Letters\"\n").unwrap();
    fs::write(alone.path().join("content/documents/a.md"), "Text.\n").unwrap();
    let (code, _, said) = edition(alone.path(), &["publish"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("is in no repository of git") && said.contains("git init"), "{said}");

    let desk = Desk::new();
    git(&desk.root(), &["config", "user.name", ""]);
    check(&desk, &[], 1, &["git does not know your name", "git config --global user.name"]);
}

#[cfg(unix)]
#[test]
fn a_host_that_refuses_and_a_colleague_who_is_quicker_are_told_apart() {
    use std::os::unix::fs::PermissionsExt;
    let hook = |path: PathBuf, text: &str| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    };
    let desk = Desk::new();
    hook(desk.remote().join("hooks/pre-receive"), "#!/bin/sh\necho 'branches are frozen' >&2\nexit 1\n");
    let (code, _, said) = desk.publish(&[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("has refused the branch") && said.contains("branches are frozen"), "{said}");

    for squash in [false, true] {
        let desk = Desk::new();
        desk.published(&[]);
        let before = git(&desk.remote(), &["rev-parse", "gh-pages"]);
        // Between our look at the branch and our push somebody else changes it.
        hook(
            desk.root().join(".git/hooks/pre-push"),
            "#!/bin/sh\ncd ../remote.git && unset GIT_DIR && \
             git update-ref refs/heads/gh-pages $(git -c user.name=R -c user.email=r@example.org commit-tree -p gh-pages -m Quicker gh-pages^{tree})\n",
        );
        desk.write("content/documents/one.md", "The first letter [sic], mended.\n");
        let (code, _, said) = desk.publish(if squash { &["--squash"] } else { &[] });
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("somebody has changed the branch on `origin`"), "{said}");
        assert_eq!(git(&desk.remote(), &["rev-parse", "gh-pages~1"]), before, "their commit is there");
        assert_eq!(git(&desk.remote(), &["log", "-1", "--format=%s", "gh-pages"]), "Quicker\n");
    }
}

#[test]
fn an_edition_in_a_folder_of_a_repository_is_published_too() {
    let desk = Desk::new();
    let root = desk.root().join("editions/small");
    fs::create_dir_all(root.join("content/documents")).unwrap();
    fs::write(root.join("site.toml"), "[edition]\ntitle = \"Small\"\nbase_url = \"https://example.org/\"\n")
        .unwrap();
    fs::write(root.join("content/documents/a.md"), "Text.\n").unwrap();
    let (code, _, said) = edition(&root, &["publish", "--branch", "small"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(desk.files("small").contains_key("documents/a.html"));
    // What the branch has at its top is found there, wherever the edition lies.
    fs::remove_file(root.join("addresses.txt")).unwrap();
    let (code, _, said) = edition(&root, &["publish", "--branch", "small"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("published addresses that `addresses.txt` here does not know"), "{said}");
}
