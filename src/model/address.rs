//! Addresses outside of the edition: which of them a page may lead to. It knows syntax and asks no network.

/// Whether it is the whole address of a page on the web: `http` or `https` with a host (RFC 9110, section 4.2),
/// and no character that an address cannot have.
///
/// ```
/// use edition::model::address::is_web;
/// assert!(is_web("https://example.org/a?b#c"));
/// assert!(!is_web("https:example.org") && !is_web("https:///a") && !is_web("mailto:a@example.org"));
/// ```
pub fn is_web(address: &str) -> bool {
    let rest = after(address, "https://").or_else(|| after(address, "http://"));
    let Some(rest) = rest.filter(|rest| is_clean(rest)) else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    !host.is_empty() && !host.starts_with(':')
}

/// Whether a link may lead there: to a page on the web, or to a mailbox (RFC 6068).
pub fn is_link(address: &str) -> bool {
    is_web(address) || after(address, "mailto:").is_some_and(|rest| !rest.is_empty() && is_clean(rest))
}

/// Whether an address does nothing when it is followed: it is none of the schemes whose addresses are programs or pages.
pub fn is_safe(address: &str) -> bool {
    let seen = |c: &char| !c.is_whitespace() && !c.is_control();
    let start: String = address.chars().filter(seen).take(12).collect::<String>().to_ascii_lowercase();
    !["javascript:", "vbscript:", "data:"].iter().any(|scheme| start.starts_with(scheme))
}

/// What follows a scheme, whatever its case.
fn after<'a>(address: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = address.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// Whether it has no white space, quotation mark or control character.
fn is_clean(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '`' | '\\'))
}

#[cfg(test)]
mod tests {
    use super::{is_link, is_web};

    #[test]
    fn a_link_leads_to_the_web_or_to_a_mailbox() {
        let check = |address: &str, web: bool, link: bool| {
            assert_eq!((is_web(address), is_link(address)), (web, link), "{address}");
        };
        check("https://example.org", true, true);
        check("HTTP://example.org:80/a?b=c#d", true, true);
        check("https://пример.рф/а", true, true);
        check("https://[::1]/", true, true);
        check("mailto:a@example.org", false, true);
        check("mailto:", false, false);
        check("mailto:a b", false, false);
        check("https:x", false, false);
        check("https://", false, false);
        check("https:///a", false, false);
        check("https://:80/", false, false);
        check("https://a@/", false, false);
        check("https://a b", false, false);
        check("https://a\"b", false, false);
        check("https://a\u{7}b", false, false);
        check("https:\\\\a", false, false);
        check("javascript:alert(1)", false, false);
        check("data:text/html,x", false, false);
        check("//example.org", false, false);
        check("httpsж", false, false);
        check("", false, false);
    }
}
