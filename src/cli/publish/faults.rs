//! What git says when something does not work, in plain words, with what to do. This room knows the words of git and calls
//! nothing.

use std::io;

use crate::diag::Diagnostic;

/// What git says, and what it means.
struct Fault {
    /// Words of git's message, of which one is there.
    says: &'static [&'static str],
    /// `{}` is what the call was about.
    message: &'static str,
    hint: &'static str,
}

/// The first one that fits counts.
static FAULTS: &[Fault] = &[
    Fault {
        says: &["dubious ownership"],
        message: "git does not trust the folder `{}`, which belongs to somebody else",
        hint: "if you do, say so with the command that git names below",
    },
    Fault {
        says: &["not a git repository"],
        message: "the folder `{}` is in no repository of git",
        hint: "make one with `git init`, then say where it goes: `git remote add origin https://github.com/NAME/REPOSITORY.git`",
    },
    Fault {
        says: &["Repository not found", "repository not found"],
        message: "there is no repository behind `{}`, or you may not see it",
        hint: "look at its address with `git remote -v`, and whether you are signed in there",
    },
    Fault {
        says: &["does not appear to be a git repository", "No such remote", "no such path", "does not exist"],
        message: "there is no remote repository `{}`",
        hint: "`git remote -v` lists those that you have; add one with `git remote add origin https://github.com/NAME/REPOSITORY.git`, \
               or name another with `--remote`",
    },
    Fault {
        says: &["Host key verification failed"],
        message: "`{}` is on a host that SSH does not know yet",
        hint: "run `git fetch` once by hand and answer its question",
    },
    Fault {
        says: &[
            "could not read Username",
            "could not read Password",
            "Authentication failed",
            "terminal prompts disabled",
            "Permission denied",
            "Permission to",
            "publickey",
            "returned error: 403",
            "returned error: 401",
            "not granted",
            "unable to create temporary object directory",
            "insufficient permission",
        ],
        message: "you have no permission to publish to `{}`, or git does not know who you are there",
        hint: "try `git push` by hand until it asks for nothing: a stored password or token for `https://`, a key that the agent \
               holds for `git@`",
    },
    Fault {
        says: &[
            "non-fast-forward",
            "fetch first",
            "stale info",
            "[rejected]",
            "cannot lock ref",
            "failed to update ref",
        ],
        message: "somebody has changed the branch on `{}` while you published",
        hint: "nothing of theirs was touched; publish again",
    },
    Fault {
        says: &[
            "hook declined",
            "protected branch",
            "GH006",
            "GH013",
            "GH001",
            "remote rejected",
            "denyCurrentBranch",
        ],
        message: "the host of `{}` has refused the branch",
        hint: "what it says stands below; the rules for branches are in the settings of the repository there",
    },
    Fault {
        says: &["Please tell me who you are", "empty ident name", "unable to auto-detect email"],
        message: "git does not know your name, which stands with everything that is published",
        hint: "tell it: `git config --global user.name \"Jane Doe\"` and `git config --global user.email jane@example.org`",
    },
    Fault {
        says: &[
            "Could not resolve host",
            "unable to access",
            "Connection timed out",
            "Connection refused",
            "Network is unreachable",
            "unable to connect",
            "Could not read from remote repository",
        ],
        message: "`{}` cannot be reached",
        hint: "look whether you are connected, and at the address with `git remote -v`",
    },
    Fault {
        says: &["No space left on device", "Disk quota exceeded"],
        message: "there is no room left on the disk",
        hint: "make room and publish again",
    },
];

/// What git has said of something, as a finding.
pub fn explained(said: &str, about: &str) -> Diagnostic {
    let fault = FAULTS.iter().find(|fault| fault.says.iter().any(|words| said.contains(words)));
    let message = match fault {
        Some(fault) => fault.message.replace("{}", about),
        None => "git could not do its part".to_owned(),
    };
    let mut found = Diagnostic::error("git", message);
    if let Some(fault) = fault {
        found = found.hint(fault.hint);
    }
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES).collect();
    match lines.as_slice() {
        [] => found,
        lines => found.hint(format!("git says: {}", lines.join("\n"))),
    }
}

/// As many lines of git's as are shown; the cause stands first.
const LINES: usize = 12;

/// Git itself cannot be called.
pub fn not_started(error: &io::Error) -> Diagnostic {
    match error.kind() {
        io::ErrorKind::NotFound => Diagnostic::error("git", "the program `git` is not there")
            .hint("install it from https://git-scm.com, or let GitHub build the edition by the workflow in `.github/workflows`"),
        _ => Diagnostic::error("git", format!("git cannot be called: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::explained;

    #[test]
    fn what_git_says_is_told_in_plain_words() {
        #[track_caller]
        fn check(said: &str, message: &str) {
            let found = explained(said, "origin");
            assert_eq!(found.message, message);
            let last = found.hints.last().map(String::as_str).unwrap_or_default();
            assert!(last.starts_with("git says: ") && last.contains(said.lines().next().unwrap()), "{last}");
        }
        check(
            "fatal: 'origin' does not appear to be a git repository\nfatal: Could not read from remote repository.\n",
            "there is no remote repository `origin`",
        );
        check(
            "git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.\n",
            "you have no permission to publish to `origin`, or git does not know who you are there",
        );
        check(
            "fatal: could not read Username for 'https://github.com': terminal prompts disabled\n",
            "you have no permission to publish to `origin`, or git does not know who you are there",
        );
        check(
            "remote: Repository not found.\nfatal: repository 'https://github.com/a/b.git/' not found\n",
            "there is no repository behind `origin`, or you may not see it",
        );
        check(
            " ! [rejected]        x -> gh-pages (fetch first)\nerror: failed to push some refs\n",
            "somebody has changed the branch on `origin` while you published",
        );
        check(
            " ! [remote rejected] x -> gh-pages (pre-receive hook declined)\n",
            "the host of `origin` has refused the branch",
        );
        check(
            "fatal: unable to access 'https://x/': Could not resolve host: x\n",
            "`origin` cannot be reached",
        );
        check("fatal: something new\n", "git could not do its part");
    }
}
