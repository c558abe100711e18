//! How the commands end: 0 fine, 1 the edition has errors, 2 wrong usage; and what they read from another program.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the tests run the program, and stop where they cannot"
)]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_edition"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = command.spawn().unwrap();
    let _ = program.stdin.take().unwrap().write_all(input.as_bytes());
    program.wait_with_output().unwrap()
}

#[test]
fn what_cannot_be_meant_is_wrong_usage() {
    for command in
        [&["check"][..], &["build"], &["serve", "--port", "0"], &["convert", "a.md", "--to", "json"]]
    {
        let output = run(&[command, &["--root", "/no/such/folder"]].concat(), "");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{command:?}: {said}");
        assert!(said.contains("there is no folder `/no/such/folder`") && said.contains("help: "), "{said}");
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().to_str().unwrap();
    let output = run(&["serve", "--root", root, "--host", "no such host"], "");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    // A folder that is there and holds nothing is an edition with errors.
    assert_eq!(run(&["check", "--root", root], "").status.code(), Some(1));
}

#[test]
fn a_text_can_come_from_another_program() {
    for name in ["-", "/dev/stdin"] {
        let output = run(&["convert", name, "--to", "json"], "A letter [sic].\n");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&json["text"], &json["id"]), (&"A letter [sic].".into(), &"stdin".into()));
    }
}

#[test]
fn tei_from_another_program_is_known_by_how_it_begins() {
    for input in ["<?xml version='1.0'?><p>A letter.</p>", "\n<TEI><text><p>A letter.</p></text></TEI>"] {
        let output = run(&["convert", "-", "--to", "json"], input);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&json["text"], &json["id"]), (&"A letter.".into(), &"stdin".into()));
    }
}

#[test]
fn what_cannot_be_read_is_not_written() {
    for form in ["tei", "json", "text", "html", "markdown"] {
        let output = run(&["convert", "-", "--to", form], "<TEI><text><p>A &letter;</p></text></TEI>");
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{form}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("stdin.xml:1:17") && said.matches("error[").count() == 1, "{said}");
    }
}
