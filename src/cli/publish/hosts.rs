//! Where GitHub Pages will show what is pushed to a repository, and whether the settings of the edition say the same. This
//! room knows addresses and calls nothing.

use crate::config::Config;
use crate::diag::Diagnostic;

/// Where GitHub Pages shows the site of a repository, by the address of the repository.
pub fn of_github(remote: &str) -> Option<String> {
    let after = remote
        .strip_prefix("git@github.com:")
        .or_else(|| {
            let (_, rest) = remote.split_once("://")?;
            // Before the host there may be a name, and behind it a port.
            let (host, path) = rest.split_once('/')?;
            let host = host.rsplit('@').next()?.split(':').next()?;
            host.eq_ignore_ascii_case("github.com").then_some(path)
        })?
        .trim_matches('/');
    let (owner, repository) = after.split_once('/')?;
    let repository = repository.strip_suffix(".git").unwrap_or(repository);
    let safe = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    if !safe(owner) || !safe(repository) {
        return None;
    }
    let host = format!("{}.github.io", owner.to_ascii_lowercase());
    Some(match repository.eq_ignore_ascii_case(&host) {
        true => format!("https://{host}/"),
        false => format!("https://{host}/{repository}/"),
    })
}

/// What does not go together: where the site will be shown, and where its pages say that they are.
pub fn doubt(config: &Config, remote: Option<&str>) -> Option<Diagnostic> {
    let said = config.edition.base_url.as_deref();
    let shown = match &config.publish.domain {
        Some(domain) => Some(format!("https://{domain}/")),
        None => remote.and_then(of_github),
    }?;
    let host = |address: &str| address.split('/').nth(2).unwrap_or_default().to_ascii_lowercase();
    let write = format!("write `base_url = \"{shown}\"` below `[edition]` in `site.toml`");
    match said {
        None => {
            let message =
                format!("the pages do not say where they are; this repository is shown at `{shown}`");
            Some(Diagnostic::warning("no-base-url", message).hint(write))
        }
        Some(said) if said.eq_ignore_ascii_case(&shown) => None,
        // Another path of the same host, or another name at GitHub, can only be a slip.
        Some(said) if host(said) == host(&shown) || host(said).ends_with(".github.io") => {
            let message = format!("the pages say that they are at `{said}`, but will be shown at `{shown}`");
            Some(Diagnostic::warning("other-address", message).hint(write))
        }
        Some(said) if config.publish.domain.is_some() => {
            let message =
                format!("the pages say that they are at `{said}`, but their domain is `{}`", host(&shown));
            Some(Diagnostic::warning("other-address", message).hint(write))
        }
        Some(said) if said == format!("https://{}/", host(said)) => {
            let message =
                format!("the address `{said}` is a domain of its own, which GitHub Pages is not told");
            let hint = format!(
                "if the edition is at home there, write `domain = \"{}\"` below `[publish]` in `site.toml`",
                host(said)
            );
            Some(Diagnostic::note("own-domain", message).hint(hint))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{doubt, of_github};
    use crate::config::Config;

    #[test]
    fn github_shows_a_repository_at_a_known_address() {
        #[track_caller]
        fn check(remote: &str, shown: Option<&str>) {
            assert_eq!(of_github(remote).as_deref(), shown, "{remote}");
        }
        check("https://github.com/Doe/letters.git", Some("https://doe.github.io/letters/"));
        check("git@github.com:doe/Letters", Some("https://doe.github.io/Letters/"));
        check("ssh://git@github.com:22/doe/letters.git/", Some("https://doe.github.io/letters/"));
        check("https://token@github.com/doe/doe.github.io.git", Some("https://doe.github.io/"));
        check("git@github.com:doe/Doe.github.io.git", Some("https://doe.github.io/"));
        check("https://gitlab.com/doe/letters.git", None);
        check("https://github.com.evil.example/doe/letters.git", None);
        check("https://github.com/doe", None);
        check("https://github.com/doe/a/b", None);
        check("/srv/git/letters.git", None);
    }

    #[test]
    fn the_settings_say_where_the_site_is_shown() {
        let found = |base: Option<&str>, domain: Option<&str>, remote: &str| {
            let mut config = Config::default();
            config.edition.base_url = base.map(str::to_owned);
            config.publish.domain = domain.map(str::to_owned);
            doubt(&config, Some(remote)).map(|found| found.code)
        };
        let github = "git@github.com:doe/letters.git";
        assert_eq!(found(None, None, github), Some("no-base-url"));
        assert_eq!(found(None, None, "/srv/letters.git"), None);
        assert_eq!(found(Some("https://doe.github.io/letters/"), None, github), None);
        assert_eq!(found(Some("https://doe.github.io/"), None, github), Some("other-address"));
        assert_eq!(found(Some("https://roe.github.io/letters/"), None, github), Some("other-address"));
        assert_eq!(found(Some("https://letters.example/"), None, github), Some("own-domain"));
        assert_eq!(found(Some("https://letters.example/"), Some("letters.example"), github), None);
        assert_eq!(
            found(Some("https://other.example/"), Some("letters.example"), github),
            Some("other-address")
        );
        assert_eq!(found(Some("https://university.example/letters/"), None, github), None);
    }
}
