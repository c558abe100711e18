//! The door: what is typed at a terminal becomes calls of the press, and what the press found is shown. This room
//! must not know how a text is read or a page is made.

mod build;
mod check;
mod cite;
mod convert;
mod deposit;
mod endings;
mod findings;
mod import;
mod init;
mod new;
mod packing;
mod publish;
mod redirect;
mod release;
mod report;
mod serve;
mod versions;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::disk;

/// Runs the command that the program was called with.
pub fn run() -> ExitCode {
    run_with(std::env::args_os())
}

/// Runs a command; the first of the arguments is the program's name.
pub fn run_with(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let line = match CommandLine::try_parse_from(arguments) {
        Ok(line) => line,
        Err(answer) => {
            // A request for help is answered here too. Nobody may be listening; that is no fault.
            let _ = answer.print();
            return if answer.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    if let Some(root) = line.root.as_deref().filter(|root| !disk::is_folder(root)) {
        say(&format!(
            "error: there is no folder `{}`\nhelp: name the folder of the edition with `--root DIR`",
            disk::shown(root)
        ));
        return ExitCode::from(2);
    }
    let root = line.root.clone().unwrap_or_else(|| PathBuf::from("."));
    let outcome = match &line.command {
        Command::Build(build) => build.run(&root),
        Command::Check(check) => check.run(&root),
        Command::Cite(cite) => cite.run(&root),
        Command::Convert(convert) => convert.run(line.root.as_deref()),
        Command::Deposit(deposit) => deposit.run(&root),
        Command::Import(import) => import.run(line.root.as_deref()),
        Command::Init(init) => init.run(&root),
        Command::New(new) => new.run(&root),
        Command::Publish(publish) => publish.run(&root),
        Command::Redirect(redirect) => redirect.run(&root),
        Command::Release(release) => release.run(&root),
        Command::Report(report) => report.run(&root),
        Command::Serve(serve) => serve.run(&root),
    };
    match outcome {
        Outcome::Fine => ExitCode::SUCCESS,
        Outcome::Faulty => ExitCode::from(1),
        Outcome::Misused => ExitCode::from(2),
    }
}

/// How a command ended, where it was called rightly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    Fine,
    /// The edition has errors, or what was asked for could not be done.
    Faulty,
    /// What was asked for does not go together.
    Misused,
}

impl Outcome {
    fn fine_if(fine: bool) -> Outcome {
        if fine { Outcome::Fine } else { Outcome::Faulty }
    }
}

/// Make a digital documentary edition, a website, from transcriptions in a folder
///
/// An edition is a folder with a file `site.toml` (its title is enough) and transcriptions in
/// `content/documents`, plain text or Markdown. Editorial brackets such as `[illegible]` or
/// `[inserted by hand: appropriate]` are understood as they stand.
#[derive(Debug, Parser)]
#[command(name = "edition", version, after_help = EXAMPLES)]
struct CommandLine {
    /// The folder of the edition, if it is not the one you are in
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Build),
    Check(check::Check),
    Cite(cite::Cite),
    Convert(convert::Convert),
    Deposit(deposit::Deposit),
    Import(import::Import),
    Init(init::Init),
    New(new::New),
    Publish(publish::Publish),
    Redirect(redirect::Redirect),
    Release(release::Release),
    Report(report::Report),
    Serve(serve::Serve),
}

const EXAMPLES: &str = "\
Examples:
  edition init letters   begin an edition in the folder `letters`
  edition new ID         begin a document
  edition serve          look at the edition in a browser while you write
  edition check          list what is missing, doubtful or wrong
  edition build          write the website into the folder `public`
  edition publish        push the website to GitHub Pages
  edition cite ID        write how to cite a document
  edition report signs   list how the brackets of the edition are typed

`edition help COMMAND` explains a command.";

/// Writes results. Whoever reads them may have stopped listening, as `head` does: that is no fault of ours.
fn answer(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Writes a line for the person at the terminal.
fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Reads the address at which a website will be published.
fn base_url(text: &str) -> Result<String, String> {
    crate::config::base_url(text).map_err(|why| format!("the address {why}"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use crate::cli::CommandLine;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }
}
