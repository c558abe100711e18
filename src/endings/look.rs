//! What a reader's browser would find on the pages: what they load, where they lead, what they say without scripts. This room
//! is given pages as they are published, whoever made their templates, and takes them apart by the rules of HTML.

use std::collections::{HashMap, HashSet};

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::site::{Site, url};

/// All pages of a site, looked at.
#[derive(Debug, Default)]
pub struct Look {
    pub pages: usize,
    /// How many links lead from one place of the site to another.
    pub links: usize,
    /// What a page loads from elsewhere, or does not forbid.
    pub outside: Vec<Found>,
    /// Links within the site that have a query, or hold at one address alone.
    pub queries: Vec<Found>,
    /// Links that lead nowhere.
    pub dead: Vec<Found>,
    /// Pages that do not say which edition they belong to.
    pub bare: Vec<Found>,
    /// Pages without words of their own, or with scripts and styles among them.
    pub silent: Vec<Found>,
    /// Pages that do not say of which version they are.
    pub undated: Vec<Found>,
}

/// Something that a principle asks to be otherwise: the page, and what it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Found {
    pub address: String,
    pub what: String,
}

/// One file, looked at by itself.
#[derive(Debug, Default)]
pub struct Seen {
    address: String,
    is_page: bool,
    /// How many links it has within the site.
    links: usize,
    /// Those that lead nowhere, as they are written.
    dead: Vec<String>,
    /// Those that lead to a place on another page: its address, the place, and the link as it is written.
    places: Vec<(String, String, String)>,
    ids: HashSet<String>,
    outside: Vec<String>,
    queries: Vec<String>,
    bare: bool,
    silent: Vec<String>,
    dated: bool,
}

impl Seen {
    /// Looks at a file of the site. `release` is what every page says of its version.
    pub fn of(site: &Site, address: &str, bytes: &[u8], release: &str) -> Seen {
        let mut seen = Seen { address: address.to_owned(), ..Seen::default() };
        if address.ends_with(".html") {
            let mut page = Page {
                site,
                seen: &mut seen,
                guarded: false,
                parts: Vec::new(),
                main: false,
                footer: String::new(),
            };
            page.read(&String::from_utf8_lossy(bytes));
            let (guarded, main, footer) = (page.guarded, page.main, std::mem::take(&mut page.footer));
            seen.is_page = true;
            let places = std::mem::take(&mut seen.places).into_iter();
            let (own, others): (Vec<_>, Vec<_>) = places.partition(|(address, ..)| *address == seen.address);
            let dead = own.into_iter().filter(|(_, place, _)| !seen.ids.contains(place));
            seen.dead.extend(dead.map(|(_, _, written)| written));
            seen.places = others;
            seen.bare = !footer.contains(&site.config.edition.title);
            seen.dated = footer.contains(release);
            if !guarded {
                seen.outside.push("has no policy that forbids it".to_owned());
            }
            if !main {
                seen.silent.push("has no words in its main part".to_owned());
            }
        } else if address.ends_with(".css") {
            seen.outside = loaded_by_css(&String::from_utf8_lossy(bytes));
        }
        seen
    }
}

impl Look {
    /// Brings together what was seen on all files of a site.
    pub fn of(mut seen: Vec<Seen>) -> Look {
        seen.sort_by(|one, other| one.address.cmp(&other.address));
        let ids: HashMap<&str, &HashSet<String>> =
            seen.iter().filter(|seen| seen.is_page).map(|seen| (seen.address.as_str(), &seen.ids)).collect();
        let mut look = Look::default();
        for one in &seen {
            let found = |what: &str| Found { address: one.address.clone(), what: what.to_owned() };
            look.outside.extend(one.outside.iter().map(|what| found(what)));
            if !one.is_page {
                continue;
            }
            look.pages += 1;
            look.links += one.links;
            look.queries.extend(one.queries.iter().map(|what| found(what)));
            look.silent.extend(one.silent.iter().map(|what| found(what)));
            look.bare.extend(one.bare.then(|| found("does not name the edition at its foot")));
            look.undated.extend((!one.dated).then(|| found("no version")));
            let is_missing =
                |address: &str, place: &str| ids.get(address).is_some_and(|ids| !ids.contains(place));
            let missing = one.places.iter().filter(|(address, place, _)| is_missing(address, place));
            let dead = one.dead.iter().chain(missing.map(|(_, _, written)| written));
            look.dead.extend(dead.map(|written| found(written)));
        }
        look
    }
}

/// A page that is being read.
struct Page<'a> {
    site: &'a Site,
    seen: &'a mut Seen,
    guarded: bool,
    /// The parts that are open: `main`, `footer`.
    parts: Vec<Vec<u8>>,
    /// Whether there are words in the main part.
    main: bool,
    footer: String,
}

impl Page<'_> {
    fn read(&mut self, html: &str) {
        let mut emitter = DefaultEmitter::default();
        // Scripts and styles are no markup.
        emitter.naively_switch_states(true);
        let mut silent_until: Option<Vec<u8>> = None;
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) => {
                    self.tag(&tag);
                    match &tag.name[..] {
                        b"main" | b"footer" => self.parts.push(tag.name.to_vec()),
                        b"script" | b"style" | b"template" if silent_until.is_none() => {
                            silent_until = Some(tag.name.to_vec());
                        }
                        _ => {}
                    }
                }
                Token::EndTag(tag) => {
                    if silent_until.as_deref() == Some(&tag.name[..]) {
                        silent_until = None;
                    }
                    if self.parts.last().is_some_and(|part| part[..] == tag.name[..]) {
                        self.parts.pop();
                    }
                }
                Token::String(text) if silent_until.is_none() => {
                    let text = String::from_utf8_lossy(&text).into_owned();
                    match self.parts.first().map(Vec::as_slice) {
                        Some(b"main") => self.main |= !text.trim().is_empty(),
                        Some(_) => self.footer.push_str(&text),
                        None => {}
                    }
                }
                _ => {}
            }
        }
    }

    fn tag<S: html5gum::SpanBound>(&mut self, tag: &StartTag<S>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let value = |wanted: &str| {
            let found = tag.attributes.iter().find(|(name, _)| name[..] == *wanted.as_bytes());
            found.map(|(_, value)| String::from_utf8_lossy(&value.value).into_owned())
        };
        if let Some(id) = value("id") {
            self.seen.ids.insert(id);
        }
        let odd = tag.attributes.keys().find(|key| key[..] == *b"style" || key.starts_with(b"on"));
        if let Some(odd) = odd {
            self.seen.silent.push(format!("<{name} {}>", String::from_utf8_lossy(odd)));
        }
        match name.as_str() {
            "meta"
                if value("http-equiv")
                    .is_some_and(|about| about.eq_ignore_ascii_case("content-security-policy")) =>
            {
                let policy = value("content").unwrap_or_default();
                let open = ["http:", "https:", "*", "unsafe"].iter().any(|word| policy.contains(word));
                self.guarded |= policy.contains("default-src 'none'") && !open;
            }
            "script" if value("src").is_none() && value("type").as_deref() != Some("application/ld+json") => {
                self.seen.silent.push("a script within the page".to_owned());
            }
            "style" => self.seen.silent.push("a style sheet within the page".to_owned()),
            _ => {}
        }
        let loads = |rel: &str| {
            let kinds = [
                "stylesheet",
                "icon",
                "preload",
                "modulepreload",
                "prefetch",
                "preconnect",
                "dns-prefetch",
                "manifest",
            ];
            rel.split_ascii_whitespace().any(|kind| kinds.contains(&kind.to_ascii_lowercase().as_str()))
        };
        for (attribute, only) in LOADING {
            if only.contains(&name.as_str())
                && let Some(target) = value(attribute)
            {
                // `srcset` lists several, each with its width.
                let targets: Vec<&str> = match *attribute {
                    "srcset" => target.split(',').filter_map(|one| one.split_whitespace().next()).collect(),
                    _ => vec![target.trim()],
                };
                for target in targets {
                    match is_elsewhere(target) {
                        true => self.seen.outside.push(target.to_owned()),
                        false => self.link(target),
                    }
                }
            }
        }
        if let ("a" | "area" | "link", Some(target)) = (name.as_str(), value("href")) {
            match is_elsewhere(&target) {
                true if name == "link" && value("rel").is_some_and(|rel| loads(&rel)) => {
                    self.seen.outside.push(target)
                }
                true => {}
                false => self.link(&target),
            }
        }
    }

    /// A link to a place of the site.
    fn link(&mut self, written: &str) {
        let base = url::base_path(self.site.config.edition.base_url.as_deref());
        let (path, place) =
            written.split_once('#').map_or((written, None), |(path, place)| (path, Some(place)));
        let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        // Only the page for addresses that are not there stands everywhere.
        let rooted = path.starts_with('/');
        if query.is_some() || (rooted && self.seen.address != "404.html") {
            self.seen.queries.push(written.to_owned());
        }
        let path = match path.strip_prefix(base) {
            _ if path.is_empty() => self.seen.address.clone(),
            Some(rest) if rooted => rest.to_owned(),
            _ => match self.seen.address.rsplit_once('/') {
                Some((folder, _)) => format!("{folder}/{path}"),
                None => path.to_owned(),
            },
        };
        let mut address = url::resolved(&path);
        if address.is_empty() || address.ends_with('/') {
            address.push_str("index.html");
        }
        // What stands behind `:~:` are words that a browser looks for (URL Fragment Text Directives).
        let place = place.map(|place| place.split(":~:").next().unwrap_or_default());
        let place = place.filter(|place| !place.is_empty()).map(url::decoded);
        self.seen.links += 1;
        match place {
            _ if self.site.find(&address).is_none() => self.seen.dead.push(written.to_owned()),
            Some(place) => self.seen.places.push((address, place, written.to_owned())),
            None => {}
        }
    }
}

/// Attributes that have a browser load something, and the elements that they do so on.
const LOADING: &[(&str, &[&str])] = &[
    ("src", &["script", "img", "source", "video", "audio", "track", "iframe", "embed", "input"]),
    ("srcset", &["img", "source"]),
    ("poster", &["video"]),
    ("data", &["object"]),
    ("action", &["form"]),
];

/// Whether an address leads out of the site: it names a scheme or a host (RFC 3986, 4.2).
fn is_elsewhere(target: &str) -> bool {
    let target = target.trim();
    let scheme = target.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    scheme || target.starts_with("//") || target.starts_with("\\\\")
}

/// What a style sheet loads from elsewhere.
fn loaded_by_css(css: &str) -> Vec<String> {
    let quoted = |text: &str| text.trim_start().trim_start_matches(['"', '\'']).to_owned();
    let urls = css.match_indices("url(").map(|(at, _)| quoted(css.get(at + 4..).unwrap_or_default()));
    let imports = css.match_indices("@import").map(|(at, _)| quoted(css.get(at + 7..).unwrap_or_default()));
    let elsewhere = urls.chain(imports).filter_map(|text| {
        let end = text.find(['"', '\'', ')', ';']).unwrap_or(text.len());
        let target = text.get(..end)?.trim().to_owned();
        // A picture within the style sheet itself is loaded from nowhere.
        (is_elsewhere(&target) && !target.starts_with("data:") && !target.starts_with("url("))
            .then_some(target)
    });
    elsewhere.collect()
}

#[cfg(test)]
mod tests {
    use super::{is_elsewhere, loaded_by_css};

    #[test]
    fn addresses_that_lead_out_of_the_site() {
        for out in ["https://a.b/c", "//a.b/c", "data:x", "mailto:a@b", " HTTP://a", "\\\\a"] {
            assert!(is_elsewhere(out), "{out}");
        }
        for within in ["a.html", "../a.css", "/a", "#p1", "", "a b:c", "?a=b"] {
            assert!(!is_elsewhere(within), "{within}");
        }
    }

    #[test]
    fn what_a_style_sheet_loads() {
        let css = "@import 'https://a/x.css'; @import url(//b/y.css); a { background: url( \"https://c/z.png\" ) } \
                   b { background: url(own.png), url('data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"/>') }";
        assert_eq!(loaded_by_css(css), ["//b/y.css", "https://c/z.png", "https://a/x.css"]);
    }
}
