//! The program's door handle: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    edition::cli::run()
}
