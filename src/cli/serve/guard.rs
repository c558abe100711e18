//! Which requests the preview answers. A page of some other site that is open in the same browser must get nothing.
//! This room must not know what is served.

use std::net::{IpAddr, SocketAddr};

use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};

/// The names under which the preview may be asked for.
///
/// A name of someone else's that leads to this computer ("DNS rebinding") is none of them.
#[derive(Clone, Debug)]
pub struct Hosts {
    bound: SocketAddr,
    /// The name given with `--host`, if it is not a number.
    name: Option<String>,
}

impl Hosts {
    pub fn new(bound: SocketAddr, name: Option<String>) -> Hosts {
        Hosts { bound, name }
    }

    /// Whether only this computer can ask.
    pub fn is_private(&self) -> bool {
        self.bound.ip().is_loopback()
    }

    /// The host and port that a browser on this computer asks for.
    pub fn own(&self) -> String {
        let port = self.bound.port();
        match (&self.name, self.bound.ip()) {
            (Some(name), _) => format!("{name}:{port}"),
            (None, IpAddr::V4(ip)) if ip.is_unspecified() => format!("127.0.0.1:{port}"),
            (None, IpAddr::V6(ip)) if ip.is_unspecified() => format!("[::1]:{port}"),
            (None, _) => self.bound.to_string(),
        }
    }

    /// Says whether a request may be answered, and with which status not.
    pub fn admit(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), StatusCode> {
        let host = single(headers, header::HOST)?.ok_or(StatusCode::BAD_REQUEST)?;
        if !self.knows(host)? {
            return Err(StatusCode::FORBIDDEN);
        }
        if method != Method::GET && method != Method::HEAD {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        // `GET http://elsewhere/ HTTP/1.1` is for proxies.
        if uri.authority().is_some() || uri.scheme().is_some() {
            return Err(StatusCode::BAD_REQUEST);
        }
        Ok(())
    }

    /// Says whether a page of this origin may listen for changes. Pages of the preview itself send none.
    pub fn admit_listener(&self, headers: &HeaderMap) -> Result<(), StatusCode> {
        let Some(origin) = single(headers, header::ORIGIN)? else {
            return Ok(());
        };
        match origin.strip_prefix("http://") {
            Some(host) if self.knows(host) == Ok(true) => Ok(()),
            _ => Err(StatusCode::FORBIDDEN),
        }
    }

    fn knows(&self, host: &str) -> Result<bool, StatusCode> {
        let odd = |c: char| !c.is_ascii_graphic() || "/\\@?#,".contains(c);
        if host.is_empty() || host.contains(odd) {
            return Err(StatusCode::BAD_REQUEST);
        }
        let authority: Authority = host.parse().map_err(|_| StatusCode::BAD_REQUEST)?;
        let port = match host.strip_prefix(authority.host()) {
            Some("") => 80,
            Some(port) => {
                let digits = port.strip_prefix(':').filter(|port| port.bytes().all(|b| b.is_ascii_digit()));
                digits.and_then(|port| port.parse().ok()).ok_or(StatusCode::BAD_REQUEST)?
            }
            None => return Err(StatusCode::BAD_REQUEST),
        };
        if authority.host().is_empty() {
            return Err(StatusCode::BAD_REQUEST);
        }
        Ok(port == self.bound.port() && self.knows_name(authority.host()))
    }

    fn knows_name(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        if name == "localhost" || self.name.as_deref() == Some(name.as_str()) {
            return true;
        }
        let number = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        match number {
            Ok(ip) if ip.is_loopback() => name == "127.0.0.1" || name == "[::1]" || ip == self.bound.ip(),
            // Names can be made to lead anywhere, numbers cannot.
            Ok(ip) => !self.is_private() && (self.bound.ip().is_unspecified() || ip == self.bound.ip()),
            Err(_) => false,
        }
    }
}

/// What a request asks for: an address in the site, decoded once; empty for the top, or a folder with its `/`.
pub fn address(uri: &Uri) -> Result<String, StatusCode> {
    let path = uri.path();
    let bad = StatusCode::BAD_REQUEST;
    let asked = path.strip_prefix('/').ok_or(bad)?;
    let text = String::from_utf8(decoded(asked).ok_or(bad)?).map_err(|_| bad)?;
    let slashes = |text: &str| text.matches('/').count();
    if slashes(&text) != slashes(asked) || text.contains(|c: char| c == '\\' || c.is_control()) {
        return Err(bad);
    }
    let parts = text.strip_suffix('/').unwrap_or(&text);
    if text == "/" || (!parts.is_empty() && parts.split('/').any(|part| ["", ".", ".."].contains(&part))) {
        return Err(bad);
    }
    if parts.split('/').any(|part| part.starts_with('.')) {
        return Err(StatusCode::NOT_FOUND);
    }
    Ok(text)
}

/// A header that may stand once at most, as text.
fn single(headers: &HeaderMap, name: HeaderName) -> Result<Option<&str>, StatusCode> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| StatusCode::BAD_REQUEST),
        (Some(_), Some(_)) => Err(StatusCode::BAD_REQUEST),
    }
}

/// The bytes that a path means (RFC 3986, 2.1); `None` where a `%` is followed by no number.
fn decoded(path: &str) -> Option<Vec<u8>> {
    let mut bytes = path.bytes();
    let mut decoded = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let value = digit(bytes.next())? * 16 + digit(bytes.next())?;
            decoded.push(u8::try_from(value).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};

    use crate::cli::serve::guard::{Hosts, address};

    fn status(bound: &str, host: &[u8]) -> u16 {
        let hosts = Hosts::new(bound.parse().unwrap(), None);
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_bytes(host).unwrap());
        hosts
            .admit(&Method::GET, &Uri::from_static("/"), &headers)
            .map_or_else(|status| status.as_u16(), |()| 200)
    }

    #[test]
    fn only_names_of_this_computer_are_answered() {
        let check = |host: &str, expected: u16| {
            assert_eq!(status("127.0.0.1:4848", host.as_bytes()), expected, "{host}");
        };
        for host in ["localhost:4848", "127.0.0.1:4848", "[::1]:4848", "LOCALHOST:4848"] {
            check(host, 200);
        }
        let strangers = ["localhost", "localhost:80", "evil.example:4848", "127.0.0.1.evil.example:4848"];
        for host in
            strangers.iter().chain(&["127.0.0.2:4848", "0.0.0.0:4848", "192.168.0.1:4848", "localhost.:4848"])
        {
            check(host, 403);
        }
        for host in ["", ":4848", "localhost:", "localhost:x", "localhost:99999", "a@localhost:4848", "[::1"]
        {
            check(host, 400);
        }
        for host in
            ["local host:4848", "localhost:4848/", "localhost:4848,localhost:4848", "localhost:4848:4848"]
        {
            check(host, 400);
        }
        assert_eq!(status("127.0.0.1:4848", b"\xff"), 400);
        assert_eq!(status("127.0.0.1:80", b"localhost"), 200);
    }

    #[test]
    fn an_open_preview_is_asked_for_by_number() {
        assert_eq!(status("0.0.0.0:4848", b"192.168.0.7:4848"), 200);
        assert_eq!(status("0.0.0.0:4848", b"evil.example:4848"), 403);
        assert_eq!(status("192.168.0.7:4848", b"192.168.0.7:4848"), 200);
        assert_eq!(status("192.168.0.7:4848", b"192.168.0.8:4848"), 403);
    }

    #[test]
    fn only_our_own_pages_may_listen() {
        let hosts = Hosts::new("127.0.0.1:4848".parse().unwrap(), None);
        let check = |origin: Option<&'static str>, expected: bool| {
            let mut headers = HeaderMap::new();
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            }
            assert_eq!(hosts.admit_listener(&headers).is_ok(), expected, "{origin:?}");
        };
        check(None, true);
        check(Some("http://127.0.0.1:4848"), true);
        check(Some("http://localhost:4848"), true);
        for origin in
            ["null", "", "https://127.0.0.1:4848", "http://evil.example", "http://127.0.0.1:4849", "http://"]
        {
            check(Some(origin), false);
        }
    }

    #[test]
    fn a_path_cannot_leave_the_site() {
        let check = |path: &str, expected: Result<&str, u16>| {
            let found = path.parse::<Uri>().map(|uri| address(&uri).map_err(|status| status.as_u16()));
            assert_eq!(found.unwrap(), expected.map(str::to_owned), "{path}");
        };
        check("/", Ok(""));
        check("/documents/", Ok("documents/"));
        check("/a%20b/%D1%8F.html?x=%00", Ok("a b/я.html"));
        check("/%2541", Ok("%41"));
        for path in
            ["/..", "/../x", "/a/../b", "/%2e%2e/x", "/a/%2E./x", "/.", "/a/./b", "//a", "/a//b", "//"]
        {
            check(path, Err(400));
        }
        for path in ["/%00", "/a%2fb", "/%2F", "/a%5cb", "/%", "/%4", "/%zz", "/%+1", "/%ff", "/%0a", "/%7f"]
        {
            check(path, Err(400));
        }
        check("/.edition", Err(404));
        check("/a/.git/config", Err(404));
    }
}
