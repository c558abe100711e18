//! Calls of git that leave the work tree, the index and the branches of whoever publishes as they are. This room must not
//! know what a site is.
//!
//! Git itself is called, and no library: it knows the user's keys, helpers and proxies. It is never given a shell, and never
//! asks: a question that nobody sees would hang.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;

use crate::cli::publish::faults;
use crate::diag::Diagnostic;
use crate::disk;

/// A repository, and a place of our own in it that vanishes with this value.
pub struct Git {
    root: PathBuf,
    scratch: TempDir,
    environment: Vec<(&'static str, OsString)>,
}

impl Git {
    /// Finds the repository that a folder lies in. In a rehearsal nothing of what is made stays in it.
    pub fn open(root: &Path, rehearsal: bool) -> Result<Git, Diagnostic> {
        let folder = |what: &[&str]| {
            let arguments = [&["rev-parse", "--path-format=absolute"], what].concat();
            let text = finished(command(root).args(arguments), &[], &disk::shown(root))?;
            Ok(PathBuf::from(text.trim_end_matches(['\n', '\r'])))
        };
        let objects = folder(&["--git-path", "objects"])?;
        let scratch = tempfile::Builder::new().prefix("edition-").tempdir_in(folder(&["--git-dir"])?);
        let scratch = scratch.map_err(|error| {
            Diagnostic::error("git", format!("cannot write into the repository: {error}"))
        })?;
        let mut environment = vec![("GIT_INDEX_FILE", scratch.path().join("index").into_os_string())];
        if rehearsal {
            environment.push(("GIT_OBJECT_DIRECTORY", scratch.path().as_os_str().to_owned()));
            environment.push(("GIT_ALTERNATE_OBJECT_DIRECTORIES", objects.into_os_string()));
        }
        let mut git = Git { root: root.to_path_buf(), scratch, environment };
        // SSH asks for phrases and about hosts by itself. Whoever has set its command is obeyed.
        let set = |name: &str| std::env::var_os(name).is_some();
        if !set("GIT_SSH_COMMAND")
            && !set("GIT_SSH")
            && git.line(&["config", "--get", "core.sshCommand"]).is_none()
        {
            git.environment.push(("GIT_SSH_COMMAND", OsString::from("ssh -o BatchMode=yes")));
        }
        Ok(git)
    }

    /// What a call answers; `about` is what its fault is about, as the user knows it.
    pub fn text(&self, arguments: &[&str], about: &str) -> Result<String, Diagnostic> {
        self.fed(arguments, &[], about)
    }

    /// The same of a call that reads something.
    pub fn fed(&self, arguments: &[&str], input: &[u8], about: &str) -> Result<String, Diagnostic> {
        finished(self.command().args(arguments), input, about)
    }

    /// The one line that a call answers, if it answers.
    pub fn line(&self, arguments: &[&str]) -> Option<String> {
        let text = self.text(arguments, "").ok()?;
        let line = text.lines().next().unwrap_or_default().to_owned();
        (!line.is_empty()).then_some(line)
    }

    /// Takes files into the repository, as many as come.
    pub fn import(&self) -> Result<Import, Diagnostic> {
        let marks = self.scratch.path().join("marks");
        let mut option = OsString::from("--export-marks=");
        option.push(&marks);
        let mut command = self.command();
        command.args(["fast-import", "--quiet", "--done"]).arg(option);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| faults::not_started(&error))?;
        let stream = child.stdin.take().map(BufWriter::new);
        let taken = Mutex::new(Taken { stream, addresses: Vec::new() });
        Ok(Import { child, marks, taken })
    }

    fn command(&self) -> Command {
        let mut command = command(&self.root);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// Files on their way into the repository.
pub struct Import {
    child: Child,
    marks: PathBuf,
    taken: Mutex<Taken>,
}

struct Taken {
    stream: Option<BufWriter<ChildStdin>>,
    /// The address of each file; its mark is its place, counted from 1.
    addresses: Vec<String>,
}

impl Import {
    /// Takes a file. Can be called from many threads.
    pub fn take(&self, address: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.addresses.push(address.to_owned());
        let mark = taken.addresses.len();
        let written = taken.stream.as_mut().map_or(Ok(()), |stream| {
            write!(stream, "blob\nmark :{mark}\ndata {}\n", bytes.len())?;
            stream.write_all(bytes)?;
            stream.write_all(b"\n")
        });
        written.map_err(|error| broken(&error.to_string()))
    }

    /// The name that git has given to each file, by its address.
    pub fn finish(mut self) -> Result<BTreeMap<String, String>, Diagnostic> {
        let taken =
            std::mem::replace(&mut self.taken, Mutex::new(Taken { stream: None, addresses: Vec::new() }));
        let Taken { stream, addresses } = taken.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(mut stream) = stream {
            stream
                .write_all(b"done\n")
                .and_then(|()| stream.flush())
                .map_err(|error| broken(&error.to_string()))?;
        }
        let mut said = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            let _ = stderr.read_to_string(&mut said);
        }
        if !self.child.wait().is_ok_and(|status| status.success()) {
            return Err(faults::explained(&said, "the site"));
        }
        let marks = disk::read(&self.marks, u64::MAX).map_err(|error| broken(&error.to_string()))?;
        let marks = String::from_utf8_lossy(&marks).into_owned();
        let named = marks.lines().filter_map(|line| {
            let (mark, name) = line.strip_prefix(':')?.split_once(' ')?;
            let address = addresses.get(mark.parse::<usize>().ok()?.checked_sub(1)?)?;
            Some((address.clone(), name.to_owned()))
        });
        let named: BTreeMap<String, String> = named.collect();
        if named.len() == addresses.len() { Ok(named) } else { Err(broken("not every file was taken")) }
    }
}

/// An import that is given up ends in good order, so that git leaves no trace of a crash.
impl Drop for Import {
    fn drop(&mut self) {
        let taken = self.taken.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(mut stream) = taken.stream.take() {
            let _ = stream.write_all(b"done\n").and_then(|()| stream.flush());
        }
        let _ = self.child.wait();
    }
}

/// A call of git in a folder, which finds its repository by itself and asks nothing.
fn command(root: &Path) -> Command {
    /// What a hook of git leaves in the environment; it would lead elsewhere.
    const FOREIGN: [&str; 6] = [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE",
    ];
    let mut command = Command::new("git");
    for name in FOREIGN {
        command.env_remove(name);
    }
    command
        .arg("-C")
        .arg(root)
        // An index of our own, whole and in one file; no other program is told of it.
        .args(["-c", "core.splitIndex=false", "-c", "core.fsmonitor=false"])
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        // Faults are known by their English words.
        .env("LC_ALL", "C")
        .env("LANGUAGE", OsStr::new("C"));
    command
}

fn finished(command: &mut Command, input: &[u8], about: &str) -> Result<String, Diagnostic> {
    let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.map_err(|error| faults::not_started(&error))?;
    let stdin = child.stdin.take();
    // Both ends are served at once, so that neither waits for the other.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A call that does not read its input says why by its end.
            let _: io::Result<()> = stdin.map_or(Ok(()), |mut stdin| stdin.write_all(input));
        });
        child.wait_with_output()
    });
    let output = output.map_err(|error| broken(&error.to_string()))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(faults::explained(&String::from_utf8_lossy(&output.stderr), about))
}

fn broken(why: &str) -> Diagnostic {
    Diagnostic::error("git", format!("git has broken off: {why}"))
}
