//! Where a request comes from: the address that is counted, and the page that opens a socket.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use url::Url;

use crate::app::App;

/// The address a request comes from. It is counted and never logged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

impl FromRequestParts<App> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let direct = direct.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let forwarded = if app.trust_proxy { forwarded(&parts.headers) } else { None };
        Ok(Self(forwarded.unwrap_or(direct)))
    }
}

/// The last address is the one that our own proxy saw; earlier ones are the client's word.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

/// Whether a socket may be opened by the page that asks for it. Programs that are no browsers send no `Origin`.
pub(super) fn same(headers: &HeaderMap, public_url: &Url) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Some(origin) = origin.to_str().ok().and_then(|text| Url::parse(text).ok()) else { return false };
    if origin.origin() == public_url.origin() {
        return true;
    }
    // Under another name for the same server, such as localhost for 127.0.0.1: page and socket agree on it.
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let authority = origin.host_str().map(|name| match origin.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    });
    host.is_some() && authority.as_deref() == host
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn allowed(origin: Option<&'static str>, host: &'static str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static(host));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        same(&headers, &Url::parse("https://ilta.example").expect("a URL"))
    }

    #[test]
    fn only_our_own_pages_open_sockets() {
        assert!(allowed(None, "ilta.example"));
        assert!(allowed(Some("https://ilta.example"), "ilta.example"));
        assert!(allowed(Some("http://localhost:8787"), "localhost:8787"));
        assert!(!allowed(Some("https://evil.example"), "ilta.example"));
        assert!(!allowed(Some("https://ilta.example.evil.example"), "ilta.example"));
        assert!(!allowed(Some("null"), "ilta.example"));
    }

    #[test]
    fn only_the_own_proxys_word_counts() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("198.51.100.7, 192.0.2.1"));
        assert_eq!(forwarded(&headers), Some(IpAddr::from([192, 0, 2, 1])));
        headers.insert("x-forwarded-for", HeaderValue::from_static("nonsense"));
        assert_eq!(forwarded(&headers), None);
    }
}
