//! The program, run as a user runs it.

use std::path::Path;
use std::process::{Command, Output};

/// Runs `edition` in a folder: how it ended, and what it said on standard output and standard error. What whoever runs the tests
/// has told git does not count.
pub fn edition(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_edition"));
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").env("EMAIL", "");
    let Output { status, stdout, stderr } = command.args(arguments).current_dir(folder).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}
