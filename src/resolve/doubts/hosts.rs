//! Addresses that will not last: machines for tests and previews, and networks that others cannot reach.

use core::net::{Ipv4Addr, Ipv6Addr};

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::document::Document;
use crate::resolve::doubts::place;
use crate::source::Source;

/// Words in the name of a machine on which sites are tried out. `dvincitest` is where the exports of the
/// Wilson Center were made.
const TRIAL: [&str; 22] = [
    "acceptance",
    "beta",
    "demo",
    "dev",
    "devel",
    "development",
    "dvincitest",
    "localhost",
    "preprod",
    "preproduction",
    "preview",
    "qa",
    "sandbox",
    "stage",
    "staging",
    "stg",
    "test",
    "testing",
    "tests",
    "tst",
    "uat",
    "wip",
];

/// Ends of names that lead nowhere on the open net (RFC 2606, RFC 6761, RFC 6762, RFC 8375, and usage).
/// Names under `example` are no mistake: they are written to be placeholders.
const CLOSED: [&str; 10] =
    ["arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localhost", "test"];

/// Reports an address of the source that will not last.
pub(super) fn check(document: &Document, source: &Source, diagnostics: &mut Diagnostics) {
    let Some(url) = &document.description.url else { return };
    let Some(host) = host(url) else { return };
    let Some(reason) = doubt(&host) else { return };
    diagnostics.push(
        Diagnostic::warning("staging-host", format!("the address of the source is on `{host}`, {reason}"))
            .at(place(document, source, url))
            .hint("write the public address as `url` under `source` in front matter: it overrules this one"),
    );
}

/// The host of an address, in small letters.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.strip_prefix('[') {
        Some(address) => address.split(']').next()?,
        None => host.split(':').next()?,
    };
    let host = host.trim_end_matches('.').to_lowercase();
    (!host.is_empty()).then_some(host)
}

/// Why a host is doubtful; `None` where it is not.
fn doubt(host: &str) -> Option<&'static str> {
    const CLOSED_NET: &str = "which readers cannot reach";
    if let Ok(address) = host.parse::<Ipv4Addr>() {
        let closed = address.is_private() || address.is_loopback() || address.is_link_local();
        return closed.then_some(CLOSED_NET);
    }
    if let Ok(address) = host.parse::<Ipv6Addr>() {
        let closed = address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local();
        return closed.then_some(CLOSED_NET);
    }
    let (before, last) = host.rsplit_once('.').unwrap_or(("", host));
    if before.is_empty() || CLOSED.contains(&last) {
        return Some(CLOSED_NET);
    }
    // The last label is left out: `archive.dev` is a public name.
    before.split('.').any(is_trial).then_some("which looks like a machine for tests")
}

/// Whether a label says that a site is tried out: `staging`, `test2`, `archive-dev`.
fn is_trial(label: &str) -> bool {
    label.split(['-', '_']).any(|word| TRIAL.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use crate::resolve::doubts::hosts::{check as look, doubt, host};
    use crate::resolve::doubts::tests::check;

    #[test]
    fn doubts_hosts() {
        #[track_caller]
        fn check(url: &str, doubtful: bool) {
            assert_eq!(host(url).as_deref().and_then(doubt).is_some(), doubtful, "{url}");
        }
        for url in [
            "https://wilson-center-digital-archive.dvincitest.com/document/119377",
            "https://staging.example.org/1",
            "http://localhost:8080/1",
            "http://127.0.0.1/1",
            "http://user@192.168.1.7:80/1",
            "http://[::1]/1",
            "http://[fd00::1]:80/1",
            "http://archive/1",
            "https://archive.local",
            "https://archive.test/?q",
            "https://test2.archive.org",
            "https://deploy-preview-12--archive.netlify.app/x",
            "https://archive-dev.loc.gov.",
        ] {
            check(url, true);
        }
        for url in [
            "https://digitalarchive.wilsoncenter.org/document/119377",
            "https://example.org/staging/1",
            "https://archive.example/1",
            "https://archive.dev/1",
            "https://protest-archive.org/",
            "https://contest.devon.gov.uk/",
            "http://93.184.216.34/",
            "https://rgaspi.kaisa.ru/?dev=1#test",
            "no address",
            "https:///x",
            "",
        ] {
            check(url, false);
        }
    }

    #[test]
    fn says_where_the_address_stands() {
        check(
            "# x\n\n<https://staging.a.org/1>",
            |document| document.description.url = Some("https://staging.a.org/1".to_owned()),
            look,
            &[
                "3:2 warning staging-host: the address of the source is on `staging.a.org`, which looks like a machine for tests",
            ],
        );
    }
}
