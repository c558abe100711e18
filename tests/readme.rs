//! The README is true: its commands run, its example is read without complaint, its links lead somewhere.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "the test does what a reader of the README would do, and stops where that does not work"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};

/// What the README types before a command of `edition`; the tests have the program already.
const RUN: &str = "cargo run --release -- ";

#[test]
fn every_command_runs() {
    let commands: Vec<String> = blocks("sh").iter().flat_map(|block| lines(block)).collect();
    assert!(
        commands.iter().any(|command| command == "cargo run --release -- serve"),
        "the README lost its first command"
    );
    assert!(commands.iter().any(|command| command == "scripts/test"), "the README lost its second command");
    for command in commands {
        let edition = sample();
        match command.strip_prefix(RUN) {
            Some("serve") => serve(edition.path()),
            Some(arguments) => run(edition.path(), arguments),
            None if command == "scripts/test" => executable(Path::new("scripts/test")),
            None => panic!("the README has a command that no test runs: `{command}`"),
        }
    }
}

#[test]
fn the_example_is_read_without_complaint() {
    let examples = blocks("markdown");
    assert!(!examples.is_empty(), "the README lost its example of a document");
    for example in examples {
        let edition = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(edition.path().join("content/documents")).expect("a folder");
        fs::write(
            edition.path().join("site.toml"),
            "[edition]\ntitle = \"An example\"\nbase_url = \"https://example.org/\"\n",
        )
        .expect("settings");
        fs::write(edition.path().join("content/documents/example.md"), example).expect("a document");
        run(edition.path(), "check --strict");
    }
}

#[test]
fn every_link_to_a_file_leads_to_one() {
    for paper in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = fs::read_to_string(paper).expect("the papers stand at the top of the repository");
        for (_, after) in text.match_indices("](").map(|(at, opens)| text.split_at(at + opens.len())) {
            let target = after.split([')', '#']).next().unwrap_or_default();
            let outside = target.contains("://") || target.is_empty();
            assert!(outside || Path::new(target).exists(), "{paper} links to `{target}`, which is not there");
        }
    }
}

/// The fenced blocks of the README that bear a name.
fn blocks(name: &str) -> Vec<String> {
    let readme = fs::read_to_string("README.md").expect("there is a README");
    let parts = readme.split("\n```");
    // Outside and inside take turns; a block opens with its name.
    let inside = parts.skip(1).step_by(2);
    inside
        .filter_map(|block| block.strip_prefix(&format!("{name}\n")))
        .map(|block| format!("{block}\n"))
        .collect()
}

fn lines(block: &str) -> Vec<String> {
    let commands = block.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
    commands.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

/// A copy of the sample edition, so that nothing is written into the repository.
fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for part in ["site.toml", "content", "templates", "static"] {
        copy(Path::new(part), &folder.path().join(part));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder can be read").flatten() {
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else if from.exists() {
        fs::copy(from, to).expect("a file can be copied");
    }
}

fn program(folder: &Path, arguments: &str) -> Command {
    assert!(
        !arguments.contains(['"', '\'', '|', '>']),
        "the test cannot run `{arguments}`: write it more simply"
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_edition"));
    command.args(arguments.split_whitespace()).current_dir(folder);
    command
}

fn run(folder: &Path, arguments: &str) {
    let output = program(folder, arguments).output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`edition {arguments}` ends with {}:\n{said}", output.status);
}

/// Starts the preview on a free port and asks it for the first page.
fn serve(folder: &Path) {
    let mut server =
        program(folder, "serve --port 0").stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut address = String::new();
    let said = server.stdout.take().map(|out| BufReader::new(out).read_line(&mut address));
    let page = fetch(address.trim());
    server.kill().and_then(|()| server.wait()).expect("the preview ends when it is told to");
    assert!(said.is_some(), "the preview says where it is");
    assert!(page.starts_with("HTTP/1.1 200"), "the preview at {address} answers:\n{page}");
    assert!(page.contains("<!doctype html>"), "the preview at {address} gives no page:\n{page}");
}

fn fetch(address: &str) -> String {
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream =
        TcpStream::connect(host).unwrap_or_else(|error| panic!("`{address}` does not answer: {error}"));
    write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
        .expect("the preview listens");
    let mut page = Vec::new();
    stream.read_to_end(&mut page).expect("the preview answers");
    String::from_utf8_lossy(&page).into_owned()
}

fn executable(file: &Path) {
    let metadata =
        fs::metadata(file).unwrap_or_else(|error| panic!("{} is not there: {error}", file.display()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert!(metadata.permissions().mode() & 0o111 != 0, "{} cannot be run", file.display());
    }
    assert!(metadata.is_file());
}
