//! `_headers`: what a host is to say with every file, for those hosts that read it (Cloudflare Pages, Netlify).

use crate::config::Config;
use crate::model::edition::Edition;
use crate::site::Page;

pub fn list(_: &Edition, config: &Config, _: &[Page]) -> Vec<String> {
    Vec::from_iter(config.publish.headers.then(|| "_headers".to_owned()))
}

/// The policy of the pages, with the one rule that a page cannot say of itself (CSP 3, 3.3): no other site shows it in a
/// frame. What is not a page is taken for what its host says that it is, and for nothing else.
pub fn write() -> Vec<u8> {
    let headers = [
        ("Content-Security-Policy", format!("{POLICY}; frame-ancestors 'none'")),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
    ];
    let lines = headers.map(|(name, value)| format!("  {name}: {value}\n"));
    format!("/*\n{}", lines.concat()).into_bytes()
}

/// As the template of every page says it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'";

#[cfg(test)]
mod tests {
    use super::{POLICY, list, write};
    use crate::config::Config;
    use crate::model::edition::Edition;

    #[test]
    fn the_host_says_what_the_pages_say() {
        assert!(include_str!("../../../templates/base.html").contains(&format!("content=\"{POLICY}\"")));
        let text = String::from_utf8(write()).unwrap();
        assert!(text.starts_with("/*\n  Content-Security-Policy: default-src 'none';"), "{text}");
        // Cloudflare Pages takes lines of at most 2,000 characters.
        assert!(text.lines().all(|line| line.len() < 2000));
        let mut config = Config::default();
        assert_eq!(list(&Edition::default(), &config, &[]), Vec::<String>::new());
        config.publish.headers = true;
        assert_eq!(list(&Edition::default(), &config, &[]), ["_headers"]);
    }
}
