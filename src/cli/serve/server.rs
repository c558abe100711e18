//! Answers a browser with pages of the preview. This room must not know how a page is made or why it changed.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use crate::cli::serve::guard::{self, Hosts};
use crate::cli::serve::preview::{Moment, Preview};
use crate::press;
use crate::site::Page;
use crate::write::markup::Html;

/// How many connections are held at once. Browsers leave some open that they need no more, so with the next one the
/// oldest is given up; a stream of news is asked for again.
pub const CONNECTIONS: usize = 256;

/// How long a browser may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(10);

/// Answers requests as long as the program runs.
pub async fn serve(listener: TcpListener, preview: Arc<Preview>, hosts: Hosts) {
    let router = Router::new().fallback(answer).with_state(Desk { preview, hosts });
    let mut held: VecDeque<JoinHandle<()>> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // The system is short of something, or the browser went away: neither concerns the next one.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        if held.len() >= CONNECTIONS {
            held.retain(|connection| !connection.is_finished());
        }
        if held.len() >= CONNECTIONS
            && let Some(oldest) = held.pop_front()
        {
            oldest.abort();
        }
        let service = TowerToHyperService::new(router.clone());
        held.push_back(tokio::spawn(async move {
            let mut protocol = http1::Builder::new();
            protocol.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
            // A connection that breaks off is the browser's affair.
            let _ = protocol.serve_connection(TokioIo::new(stream), service).await;
        }));
    }
}

#[derive(Clone)]
struct Desk {
    preview: Arc<Preview>,
    hosts: Hosts,
}

async fn answer(State(desk): State<Desk>, request: Request) -> Response<Body> {
    let (method, uri, headers) = (request.method(), request.uri(), request.headers());
    let address = desk.hosts.admit(method, uri, headers).and_then(|()| guard::address(uri));
    let mut response = match address {
        Ok(address) => match address.as_str() {
            "-/reload" => match desk.hosts.admit_listener(headers) {
                Ok(()) => listen(&desk.preview),
                Err(status) => refused(status),
            },
            "-/reload.js" => file("reload.js", include_bytes!("reload.js").to_vec()),
            "-/reload.css" => file("reload.css", include_bytes!("reload.css").to_vec()),
            _ => {
                let moment = desk.preview.now();
                // A page is made by computing, not by waiting; and should that panic, the server does not.
                let made = tokio::task::spawn_blocking(move || look_up(&moment, &address)).await;
                made.unwrap_or_else(|_| refused(StatusCode::INTERNAL_SERVER_ERROR))
            }
        },
        Err(status) => refused(status),
    };
    protect(&mut response);
    response
}

/// Sends the state of the edition now, and again with each change.
fn listen(preview: &Preview) -> Response<Body> {
    let news = WatchStream::new(preview.follow());
    let events = news.map(|moment| Ok::<_, Infallible>(Event::default().data(moment.news())));
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response()
}

/// Answers as GitHub Pages does: `/x` is `x.html`, `/folder` leads to `/folder/`, that is its `index.html`.
fn look_up(moment: &Moment, asked: &str) -> Response<Body> {
    let site = &moment.loaded.site;
    let found = find(moment, asked).or_else(|| find(moment, below_base(moment, asked)?));
    match found {
        Some(Found::Page(page)) => show(moment, page, StatusCode::OK),
        Some(Found::Folder(folder)) => moved(&folder),
        // Browsers ask for this without being told to.
        None if asked == "favicon.ico" => respond(StatusCode::NO_CONTENT, asked, Vec::new()),
        None => match site.find("404.html") {
            Some(page) => show(moment, page, StatusCode::NOT_FOUND),
            None => refused(StatusCode::NOT_FOUND),
        },
    }
}

enum Found<'a> {
    Page(&'a Page),
    /// A folder that was asked for without its `/`.
    Folder(String),
}

fn find<'a>(moment: &'a Moment, asked: &str) -> Option<Found<'a>> {
    let site = &moment.loaded.site;
    if asked.is_empty() || asked.ends_with('/') {
        return site.find(&format!("{asked}index.html")).map(Found::Page);
    }
    let page = site.find(asked).or_else(|| site.find(&format!("{asked}.html")));
    let folder = || site.find(&format!("{asked}/index.html")).map(|_| Found::Folder(format!("{asked}/")));
    page.map(Found::Page).or_else(folder)
}

/// The address without the path under which the edition will be published: 404.html uses that path.
fn below_base<'a>(moment: &Moment, asked: &'a str) -> Option<&'a str> {
    let base = moment.loaded.site.config.edition.base_url.as_deref()?;
    let (_, rest) = base.split_once("://")?;
    let (_, path) = rest.split_once('/')?;
    if path.is_empty() { None } else { asked.strip_prefix(path) }
}

fn show(moment: &Moment, page: &Page, status: StatusCode) -> Response<Body> {
    match press::render(&moment.loaded, page) {
        Ok(bytes) if page.address.ends_with(".html") && page.kind != "file" => {
            respond(status, &page.address, listening(bytes, moment))
        }
        Ok(bytes) => respond(status, &page.address, bytes),
        Err(fault) => {
            let text = Html::text(&moment.explain(&fault));
            let page = format!(
                "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Error</title></head>\n\
                 <body>\n<h1>This page cannot be made</h1>\n<pre>{}</pre>\n</body>\n</html>\n",
                text.as_str()
            );
            let page = listening(page.into_bytes(), moment);
            respond(StatusCode::INTERNAL_SERVER_ERROR, "error.html", page)
        }
    }
}

/// Puts the script that follows changes at the end of a page.
fn listening(mut page: Vec<u8>, moment: &Moment) -> Vec<u8> {
    let script = format!(
        "<script src=\"/-/reload.js\" data-page=\"{}\" data-style=\"{}\" data-generated defer></script>\n",
        moment.page(),
        moment.style()
    );
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|window| window == end).unwrap_or(page.len());
    page.splice(at..at, script.into_bytes());
    page
}

fn file(name: &str, bytes: Vec<u8>) -> Response<Body> {
    respond(StatusCode::OK, name, bytes)
}

fn respond(status: StatusCode, address: &str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(address)));
    response
}

fn moved(folder: &str) -> Response<Body> {
    let mut response = refused(StatusCode::MOVED_PERMANENTLY);
    // The folder is one of the site's, so that this can lead nowhere else.
    let location: String = format!("/{folder}").bytes().map(encoded).collect();
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

fn encoded(byte: u8) -> String {
    let plain = byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

fn refused(status: StatusCode) -> Response<Body> {
    let text = format!("{status}\n");
    let mut response = respond(status, "status.txt", text.into_bytes());
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// Adds what keeps other sites, and files of the edition itself, from doing harm.
fn protect(response: &mut Response<Body>) {
    let kind = response.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().to_vec());
    let runs = kind.is_some_and(|kind| kind.starts_with(b"text/html") || kind.starts_with(b"image/svg"));
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    let own = HeaderValue::from_static("same-origin");
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), own);
    if runs {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
}

/// What a page may load: its own site, and nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The media type of a file by the ending of its name, as web servers have it.
fn media_type(address: &str) -> &'static str {
    let ending = address.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref().unwrap_or_default() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "tif" | "tiff" => "image/tiff",
        "ico" => "image/vnd.microsoft.icon",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        _ => "application/octet-stream",
    }
}
