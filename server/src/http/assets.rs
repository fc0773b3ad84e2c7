//! The client's files, embedded and compressed beforehand; or from a folder while it is being developed.

use std::path::{Component, Path, PathBuf};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::Problem;
use crate::app::App;

/// One file of the client.
struct Asset {
    path: &'static str,
    kind: &'static str,
    digest: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The page, for the front page and for every link.
pub(super) async fn index(State(app): State<App>, headers: HeaderMap) -> Response {
    serve(&app, "/index.html", &headers).await
}

/// The organizer's side, and the one-time way in to it.
pub(super) async fn organizer(State(app): State<App>, headers: HeaderMap) -> Response {
    serve(&app, "/organizer.html", &headers).await
}

/// A network's page, a member's own, and the answer to an invitation.
pub(super) async fn network(State(app): State<App>, headers: HeaderMap) -> Response {
    serve(&app, "/network.html", &headers).await
}

/// Any other file.
pub(super) async fn file(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    serve(&app, uri.path(), &headers).await
}

async fn serve(app: &App, path: &str, headers: &HeaderMap) -> Response {
    let Ok(index) = ASSETS.binary_search_by(|asset| asset.path.cmp(path)) else {
        return match &app.web_client_dir {
            Some(folder) => from_folder(folder, path).await,
            None => Problem::plain(StatusCode::NOT_FOUND).into_response(),
        };
    };
    if let Some(folder) = &app.web_client_dir {
        return from_folder(folder, path).await;
    }
    let asset = &ASSETS[index];
    let packed = asset.brotli.filter(|_| takes_brotli(headers));
    // A strong tag stands for these bytes on the line (RFC 9110 §8.8.3.3), so each encoding has its own.
    let etag = match packed {
        Some(_) => format!("\"{}-br\"", asset.digest),
        None => format!("\"{}\"", asset.digest),
    };
    let mut response = match packed {
        _ if is_known(headers, &etag) => StatusCode::NOT_MODIFIED.into_response(),
        Some(packed) => ([(header::CONTENT_ENCODING, "br")], packed).into_response(),
        None => asset.plain.into_response(),
    };
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    // Asked for each time and answered by 304: a new version is there at once, an old one is never mixed in.
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        answer.insert(header::ETAG, etag);
    }
    response
}

fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers.get_all(header::IF_NONE_MATCH).iter().any(|value| {
        value.to_str().is_ok_and(|tags| {
            tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
        })
    })
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = |value: &HeaderValue| {
        value.to_str().is_ok_and(|list| {
            list.split(',').map(str::trim).any(|item| {
                let (name, quality) = item.split_once(';').unwrap_or((item, ""));
                name.trim() == "br"
                    && !matches!(quality.replace(' ', "").as_str(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
            })
        })
    };
    headers.get_all(header::ACCEPT_ENCODING).iter().any(accepted)
}

async fn from_folder(folder: &Path, path: &str) -> Response {
    let relative = PathBuf::from(path.trim_start_matches('/'));
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    let found = if inside { tokio::fs::read(folder.join(&relative)).await.ok() } else { None };
    let Some(bytes) = found else { return Problem::plain(StatusCode::NOT_FOUND).into_response() };
    let kind = ASSETS.iter().find(|asset| asset.path == path).map(|asset| asset.kind);
    let kind = kind.unwrap_or(match relative.extension().and_then(|end| end.to_str()) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("ftl") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    });
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], Body::from(bytes)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_for_the_search_and_holds_the_page() {
        assert!(ASSETS.is_sorted_by(|a, b| a.path < b.path));
        for path in ["/index.html", "/organizer.html", "/network.html", "/main.js", "/i18n/fi/room.ftl"] {
            assert!(ASSETS.iter().any(|asset| asset.path == path), "{path}");
        }
        let strays = ["node_modules", "test", "package", ".d.ts"];
        assert!(ASSETS.iter().all(|asset| strays.iter().all(|stray| !asset.path.contains(stray))));
    }

    #[test]
    fn brotli_only_where_it_is_taken() {
        let takes = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            takes_brotli(&headers)
        };
        assert!(takes("gzip, deflate, br, zstd"));
        assert!(takes("br;q=0.5"));
        assert!(!takes("gzip"));
        assert!(!takes("br;q=0"));
        assert!(!takes_brotli(&HeaderMap::new()));
    }
}
