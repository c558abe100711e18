//! Links between addresses of the site. This room knows no page: it is text in, text out.

/// The link from one page to another, or to a file: relative, so that it holds under any address and on a
/// disk, and percent-encoded (RFC 3986, sections 2.1 and 4.2).
///
/// ```
/// use edition::site::url::relative;
/// assert_eq!(relative("documents/a.html", "documents/b.html"), "b.html");
/// assert_eq!(relative("documents/a.html", "assets/css/edition.css"), "../assets/css/edition.css");
/// assert_eq!(relative("index.html", "images/leaf 1.jpg"), "images/leaf%201.jpg");
/// ```
pub fn relative(from: &str, to: &str) -> String {
    let here: Vec<&str> = folders(from);
    let there: Vec<&str> = folders(to);
    let shared = here.iter().zip(&there).take_while(|(one, other)| one == other).count();
    let mut link = "../".repeat(here.len() - shared);
    for folder in there.iter().skip(shared) {
        push_encoded(&mut link, folder);
        link.push('/');
    }
    push_encoded(&mut link, file(to));
    link
}

/// The way from a page up to the top of the site: `../` for `documents/a.html`, nothing for `index.html`.
pub fn up(from: &str) -> String {
    "../".repeat(folders(from).len())
}

/// The address of a page below `base`, which ends in `/`.
pub fn absolute(base: &str, to: &str) -> String {
    let mut link = base.to_owned();
    for folder in folders(to) {
        push_encoded(&mut link, folder);
        link.push('/');
    }
    push_encoded(&mut link, file(to));
    link
}

/// A text as a part of an address: in a query, or in a fragment (RFC 3986, section 2.1).
pub fn encoded(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    push_encoded(&mut part, text);
    part
}

/// The path of an edition on its host: `/edition/` for `https://example.org/edition/`, else `/`.
pub fn base_path(base_url: Option<&str>) -> &str {
    let after_host = base_url
        .and_then(|url| url.split_once("://"))
        .and_then(|(_, rest)| rest.find('/').and_then(|slash| rest.get(slash..)));
    after_host.unwrap_or("/")
}

/// The address that a path means which starts at the top of the site and may be percent-encoded. It never
/// leads out of the site.
pub fn resolved(path: &str) -> String {
    let mut segments: Vec<String> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(decoded(segment)),
        }
    }
    let is_folder = matches!(path.rsplit('/').next(), Some("" | "." | ".."));
    let mut address = segments.join("/");
    if is_folder && !address.is_empty() {
        address.push('/');
    }
    address
}

/// A segment with its characters as they are; as it was where its escapes are not of UTF-8.
pub fn decoded(segment: &str) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = after.get(if escaped.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    let text = String::from_utf8(bytes).ok();
    text.filter(|text| !text.contains('/')).unwrap_or_else(|| segment.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn folders(address: &str) -> Vec<&str> {
    match address.rsplit_once('/') {
        Some((path, _)) => path.split('/').collect(),
        None => Vec::new(),
    }
}

fn file(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

fn push_encoded(link: &mut String, segment: &str) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in segment.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                link.push(char::from(byte))
            }
            byte => {
                link.push('%');
                link.push(HEX[usize::from(byte >> 4)]);
                link.push(HEX[usize::from(byte & 15)]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{absolute, base_path, relative, resolved, up};

    #[test]
    fn links_are_relative_and_name_the_file() {
        let check = |from: &str, to: &str, link: &str| assert_eq!(relative(from, to), link, "{from} → {to}");
        check("index.html", "documents/index.html", "documents/index.html");
        check("documents/a.html", "documents/a.html", "a.html");
        check("documents/a.html", "documents/a.cite.html", "a.cite.html");
        check("documents/a.html", "index.html", "../index.html");
        check("documents/a.html", "method/index.html", "../method/index.html");
        check("a/b/c.html", "a/d/e.html", "../d/e.html");
        check("index.html", "images/ж:?#.png", "images/%D0%B6%3A%3F%23.png");
    }

    #[test]
    fn a_written_path_is_an_address() {
        let check = |path: &str, address: &str| assert_eq!(resolved(path), address, "{path}");
        check("about.html", "about.html");
        check("./a/../b.html", "b.html");
        check("../../etc/x", "etc/x");
        check("a%20b/%D0%B6.png", "a b/ж.png");
        check("100%/%ff/%2e%2E%2f", "100%/%ff/%2e%2E%2f");
        check("a/", "a/");
        check("..", "");
    }

    #[test]
    fn a_page_knows_the_way_up() {
        assert_eq!(up("index.html"), "");
        assert_eq!(up("a/b/c.html"), "../../");
    }

    #[test]
    fn absolute_links_stand_below_the_base() {
        let link = absolute("https://example.org/edition/", "documents/a b.html");
        assert_eq!(link, "https://example.org/edition/documents/a%20b.html");
    }

    #[test]
    fn the_base_path_is_what_follows_the_host() {
        assert_eq!(base_path(Some("https://example.org/edition/")), "/edition/");
        assert_eq!(base_path(Some("https://example.org/")), "/");
        assert_eq!(base_path(Some("https://example.org")), "/");
        assert_eq!(base_path(None), "/");
    }
}
