//! Requests as a browser, or someone who means no good, sends them to the preview, and what comes back. Tests only.
#![allow(clippy::disallowed_methods, reason = "the tests make the edition that is served")]

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::cli::serve::guard::Hosts;
use crate::cli::serve::preview::{Change, Preview};
use crate::cli::serve::server::{CONNECTIONS, serve};

/// A preview of a small edition on a free port.
struct Served {
    folder: TempDir,
    preview: Arc<Preview>,
    port: u16,
}

async fn served() -> Served {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir_all(at("content/documents")).unwrap();
    fs::create_dir_all(at("static")).unwrap();
    let settings = "[edition]\ntitle = \"Letters\"\nbase_url = \"https://example.org/letters/\"\n";
    fs::write(at("site.toml"), settings).unwrap();
    fs::write(at("content/documents/one.md"), "A letter.\n").unwrap();
    fs::write(at("static/page.html"), "<body></body>").unwrap();
    fs::write(at("secret.txt"), "secret").unwrap();
    let preview = Arc::new(Preview::open(folder.path()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let bound = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, Arc::clone(&preview), Hosts::new(bound, None)));
    Served { folder, preview, port: bound.port() }
}

impl Served {
    /// Sends a request line and headers as they are, `PORT` filled in; gives back what comes.
    async fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let request = request.replace("PORT", &self.port.to_string());
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    async fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n")).await
    }

    async fn status(&self, path: &str) -> String {
        self.get(path).await.split(' ').nth(1).unwrap_or_default().to_owned()
    }
}

#[tokio::test]
async fn addresses_are_found_as_a_host_of_static_pages_finds_them() {
    let served = served().await;
    for path in
        ["/", "/index.html", "/documents/one.html", "/documents/one", "/documents/", "/letters/index.html"]
    {
        assert_eq!(served.status(path).await, "200", "{path}");
    }
    let moved = served.get("/documents?x").await;
    assert!(moved.starts_with("HTTP/1.1 301 ") && moved.contains("location: /documents/\r\n"), "{moved}");
    let missing = served.get("/none/such").await;
    assert!(missing.starts_with("HTTP/1.1 404 ") && missing.contains("text/html"), "{missing}");
}

#[tokio::test]
async fn nothing_but_the_site_is_served() {
    let served = served().await;
    let paths = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/documents/../../secret.txt",
        "/secret.txt",
        "/site.toml",
        "/content/documents/one.md",
        "/.nojekyll",
        "/.edition",
        "//secret.txt",
        "/%00",
        "/..%5csecret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/index.html%00.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "//evil.example/documents",
        "/./secret.txt",
        "/documents//one.html",
        "/etc/passwd",
        "/%252e%252e/secret.txt",
    ];
    for path in paths {
        let answer = served.get(path).await;
        assert!(answer.starts_with("HTTP/1.1 40"), "{path}: {answer}");
        assert!(!answer.contains("secret\n") && !answer.contains("location:"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn strangers_are_refused() {
    let served = served().await;
    let check = async |request: &str, expected: &str| {
        let answer = served.ask(&format!("{request}Connection: close\r\n\r\n")).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {expected} ")), "{request}: {answer}");
    };
    check("GET / HTTP/1.1\r\nHost: evil.example:PORT\r\n", "403").await;
    check("GET / HTTP/1.1\r\nHost: localhost\r\n", "403").await;
    check("GET / HTTP/1.1\r\nHost: local host\r\n", "400").await;
    check("GET / HTTP/1.1\r\nHost: localhost:PORT\r\nHost: localhost:PORT\r\n", "400").await;
    check("GET / HTTP/1.1\r\n", "400").await;
    check("GET http://localhost:PORT/ HTTP/1.1\r\nHost: localhost:PORT\r\n", "400").await;
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"] {
        check(&format!("{method} / HTTP/1.1\r\nHost: localhost:PORT\r\n"), "405").await;
    }
    check("GET /-/reload HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: null\r\n", "403").await;
    check("GET /-/reload HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: http://evil.example\r\n", "403").await;
    let answer = served.get("/").await;
    assert!(!answer.to_lowercase().contains("access-control"), "{answer}");
}

#[tokio::test]
async fn every_answer_is_guarded_and_pages_follow_changes() {
    let served = served().await;
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/assets/css/edition.css", "text/css; charset=utf-8"),
        ("/-/reload.js", "text/javascript; charset=utf-8"),
        ("/documents/one.txt", "text/plain; charset=utf-8"),
        ("/none", "text/html; charset=utf-8"),
        ("/%00", "text/plain; charset=utf-8"),
    ] {
        let answer = served.get(path).await;
        for header in [
            format!("content-type: {kind}\r\n"),
            "x-content-type-options: nosniff\r\n".to_owned(),
            "cache-control: no-store\r\n".to_owned(),
            "cross-origin-resource-policy: same-origin\r\n".to_owned(),
        ] {
            assert!(answer.contains(&header), "{path}: {header}: {answer}");
        }
        let page = kind.starts_with("text/html");
        assert_eq!(answer.contains("content-security-policy: default-src 'none'"), page, "{path}");
        assert_eq!(answer.contains("<script src=\"/-/reload.js\""), page, "{path}");
    }
    // A page that the editor copies in is not ours to change.
    assert!(!served.get("/assets/page.html").await.contains("<script"));
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let served = served().await;
    let head = served.ask("HEAD / HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n").await;
    assert!(head.starts_with("HTTP/1.1 200 ") && head.contains("content-length: "), "{head}");
    assert!(head.ends_with("\r\n\r\n"), "{head}");
}

#[tokio::test]
async fn a_change_is_told_and_an_idle_touch_is_not() {
    let served = served().await;
    let before = served.preview.now();
    served.preview.change(Change::Text, Some(&BTreeSet::new()));
    assert_eq!(served.preview.now().stamp, before.stamp);
    fs::write(served.folder.path().join("content/documents/one.md"), "A new letter.\n").unwrap();
    served.preview.change(Change::Text, Some(&BTreeSet::new()));
    assert_eq!(served.preview.now().stamp.page, before.stamp.page + 1);
    assert!(served.get("/documents/one.txt").await.contains("A new letter."));
    served.preview.change(Change::Style, Some(&BTreeSet::new()));
    assert_eq!(served.preview.now().stamp.style, before.stamp.style + 1);

    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).await.unwrap();
    let request = format!("GET /-/reload HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port);
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut news = String::new();
    while !news.contains("\"errors\":[]") {
        let mut some = [0; 1024];
        let read = stream.read(&mut some).await.unwrap();
        assert!(read > 0, "{news}");
        news.push_str(&String::from_utf8_lossy(&some[..read]));
    }
    assert!(news.contains("text/event-stream") && news.contains(&served.preview.now().page()), "{news}");
}

#[tokio::test]
async fn idle_connections_keep_no_one_out() {
    let served = served().await;
    let mut idle = Vec::new();
    for _ in 0..CONNECTIONS + 10 {
        idle.push(TcpStream::connect(("127.0.0.1", served.port)).await.unwrap());
    }
    let asked = tokio::time::timeout(Duration::from_secs(5), served.status("/documents/one.html"));
    assert_eq!(asked.await.as_deref(), Ok("200"));
}
