//! Settings that have a form: what the form is, and whether a text has it.

use crate::model::address::{is_link, is_web};
use crate::model::date::Edtf;
use crate::model::language::code;

/// Makes an address of an edition end in `/`, where it is one.
///
/// ```
/// use edition::config::base_url;
/// assert_eq!(base_url("https://example.org/letters"), Ok("https://example.org/letters/".to_owned()));
/// assert!(base_url("example.org").is_err());
/// ```
///
/// # Errors
/// What is wrong with it, in words that follow "the address".
pub fn base_url(text: &str) -> Result<String, &'static str> {
    let (scheme, rest) = text.split_once("://").ok_or("does not start with `https://`")?;
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return Err("does not start with `https://` or `http://`");
    }
    if rest.contains(['?', '#']) {
        return Err("has a `?` or `#`, which pages cannot be put under");
    }
    if rest.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}@".contains(c)) {
        return Err("has a character that an address of a site cannot have");
    }
    let host = rest.split('/').next().unwrap_or_default();
    let name = host
        .rsplit_once(':')
        .map_or(host, |(name, port)| if port.bytes().all(|b| b.is_ascii_digit()) { name } else { host });
    if name.is_empty() || name.starts_with('.') || name.contains("..") {
        return Err("names no host");
    }
    let path = if rest.ends_with('/') { rest.to_owned() } else { format!("{rest}/") };
    Ok(format!("{}://{path}", scheme.to_ascii_lowercase()))
}

/// The BCP 47 tag of a language that is given by its tag or its English name.
pub(super) fn language(text: &str) -> Result<String, Misformed> {
    code(text).ok_or_else(|| Misformed {
        code: "bad-language",
        message: format!("there is no language `{text}`"),
        hint: "write the tag of the language: `en`, `ru`, `zh-Hant`".to_owned(),
    })
}

/// A date in EDTF as it is.
pub(super) fn date(text: &str) -> Result<String, Misformed> {
    if Edtf::new(text).is_some() {
        return Ok(text.to_owned());
    }
    Err(Misformed {
        code: "bad-date",
        message: format!("`{text}` is not written as year, month and day"),
        hint: "write `2026-11-23`, `2026-11` or `2026`".to_owned(),
    })
}

/// A UUID in lower case (RFC 9562, section 4).
pub(super) fn uuid(text: &str) -> Result<String, Misformed> {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let hexadecimal = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()));
    if lengths == [8, 4, 4, 4, 12] && hexadecimal {
        return Ok(text.to_ascii_lowercase());
    }
    Err(Misformed {
        code: "bad-uuid",
        message: format!("`{text}` is no UUID"),
        hint: "a UUID looks like `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`; leave `uuid` out if the edition has none".to_owned(),
    })
}

/// Where an error is reported: a mailbox (RFC 6068) or a page on the web. The report is put behind it, so it has no fragment.
pub(super) fn report(text: &str) -> Result<String, Misformed> {
    let mailbox = |text: &str| {
        let parts = text.split_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
        parts.is_some_and(|(_, host)| !host.contains(['@', '/', ':', ';', ',']))
    };
    let scheme = text.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    let to = scheme.and_then(|_| text.get(7..));
    let one = to.is_some_and(|to| mailbox(to) && !to.contains(['?', '&']));
    if is_link(text) && !text.contains('#') && (one || is_web(text)) {
        return Ok(text.to_owned());
    }
    Err(Misformed {
        code: "bad-report",
        message: format!("`{text}` is no address for reports"),
        hint: match mailbox(text) && !text.contains(char::is_whitespace) {
            true => format!("write `mailto:{text}`"),
            false => "write `mailto:` and an address, or the page where a new issue is opened: `https://github.com/…/issues/new`".to_owned(),
        },
    })
}

/// The name of a host in lower case (RFC 1123, section 2.1), as it stands in a file `CNAME`.
pub(super) fn domain(text: &str) -> Result<String, Misformed> {
    let label = |label: &str| {
        let fits = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        fits && !label.is_empty() && label.len() < 64 && !label.starts_with('-') && !label.ends_with('-')
    };
    if text.contains('.') && text.len() < 254 && text.split('.').all(label) {
        return Ok(text.to_ascii_lowercase());
    }
    Err(Misformed {
        code: "bad-domain",
        message: format!("`{text}` is no domain"),
        hint: "write `domain = \"letters.example.org\"`, without `https://` and without a path".to_owned(),
    })
}

/// [`base_url`] for the settings.
pub(super) fn address(text: &str) -> Result<String, Misformed> {
    base_url(text).map_err(|reason| Misformed {
        code: "bad-base-url",
        message: format!("the address `{text}` {reason}"),
        hint: "write the whole address of the edition: `https://example.org/edition/`".to_owned(),
    })
}

/// A text that has not the form that its setting asks for.
pub(super) struct Misformed {
    pub code: &'static str,
    pub message: String,
    pub hint: String,
}

#[cfg(test)]
mod tests {
    use crate::config::values::{base_url, date, domain, language, report, uuid};

    #[test]
    fn knows_addresses() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(base_url(text).ok().as_deref(), expected, "{text}");
        }
        check("https://example.org", Some("https://example.org/"));
        check("https://example.org/a/b", Some("https://example.org/a/b/"));
        check("http://127.0.0.1:8080/x/", Some("http://127.0.0.1:8080/x/"));
        check("HTTPS://архив.рф/", Some("https://архив.рф/"));
        check("http://[::1]:80/", Some("http://[::1]:80/"));
        check("example.org", None);
        check("/edition/", None);
        check("//example.org/", None);
        check("ftp://example.org/", None);
        check("javascript://x", None);
        check("https://", None);
        check("https:///a", None);
        check("https://:80/", None);
        check("https://example.org/?a", None);
        check("https://example.org/#a", None);
        check("https://example.org/a b", None);
        check("https://user@example.org/", None);
        check("https://a..b/", None);
        check("", None);
    }

    #[test]
    fn knows_forms() {
        #[track_caller]
        fn check<T, E>(read: fn(&str) -> Result<T, E>, right: &[&str], wrong: &[&str]) {
            let read = |text: &&&str| read(text).is_ok();
            assert_eq!(right.iter().filter(read).collect::<Vec<_>>(), right.iter().collect::<Vec<_>>());
            assert_eq!(wrong.iter().filter(read).collect::<Vec<_>>(), Vec::<&&str>::new());
        }
        check(
            language,
            &["en", "ru", "zh-Hant", "de-1996", "ota", "en-GB", "English"],
            &["", "Englisch", "en_GB", "en-", "de--AT", "рус"],
        );
        check(
            date,
            &["2026-11-23", "2026-11", "2026", "1948-10-XX"],
            &["", "23.11.2026", "2026-13-01", "soon"],
        );
        check(
            report,
            &["mailto:a.b+c@example.org", "https://github.com/x/y/issues/new", "https://example.org/?a=b"],
            &[
                "",
                "a@b",
                "mailto:",
                "mailto:a",
                "mailto:a@b,c@d",
                "mailto:a@b?cc=c@d",
                "ftp://a/",
                "https://a/#b",
                "javascript:a@b",
            ],
        );
        check(
            domain,
            &["letters.example.org", "xn--80aqf2ac.xn--p1ai", "A.b"],
            &["", "letters", "https://a.b", "a.b/c", "a..b", "-a.b", "a b.c", "a.b\nc", "архив.рф"],
        );
        check(
            uuid,
            &["F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"],
            &["f81d4fae7dec11d0a76500a0c91e6bf6", "f81d4fae-7dec-11d0-a765-00a0c91e6bfg", ""],
        );
    }
}
