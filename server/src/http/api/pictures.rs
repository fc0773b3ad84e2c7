//! Pictures over HTTP: a network's logo, and what a network's and a person's picture have in common.

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use utoipa::OpenApi;

use crate::{
    app::App,
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, done},
        auth::Caller,
        body::{Body, Path},
        permission::Action,
        precondition,
        refusal::ApiCode,
    },
    picture::{self, Picture, PictureError, SIDE_MAX, UPLOAD_MAX},
    store::Logo,
    token::hex,
};

#[derive(OpenApi)]
#[openapi(paths(logo, set_logo, remove_logo))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    let logo = get(logo).put(set_logo).delete(remove_logo).layer(DefaultBodyLimit::disable());
    Router::new().route("/api/v1/networks/{slug}/logo", logo)
}

/// Pixels of a logo's longer side.
const LOGO_SIDE: u32 = 512;

/// One picture is read at a time: a large one takes some hundred megabytes meanwhile.
static READING: Semaphore = Semaphore::const_new(1);

/// Reads what was uploaded, on a thread that may wait.
pub(super) async fn read(bytes: Bytes, side: u32) -> Result<Picture, Problem> {
    let turn = READING.acquire().await.map_err(|_| ApiCode::Internal)?;
    let read = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        picture::read(&bytes, side)
    });
    let read = read.await;
    read.map_err(|_| ApiCode::Internal)?.map_err(|error| match error {
        PictureError::Svg => ApiCode::PictureIsSvg.into(),
        PictureError::TooWide => Problem::refused(ApiCode::PictureTooWide).number("max", u64::from(SIDE_MAX)),
        PictureError::Unreadable => ApiCode::PictureUnreadable.into(),
    })
}

/// The tag of a picture: of what it contains, so that none is mistaken for a later one.
pub(super) fn tag(png: &[u8]) -> String {
    format!("\"{}\"", &hex(&Sha256::digest(png))[..32])
}

/// A picture as an answer; nothing if the caller has it already.
pub(super) fn shown(headers: &HeaderMap, png: Vec<u8>, cache: &'static str) -> Response {
    let tag = tag(&png);
    let mut response = if precondition::is_known(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "image/png")], png).into_response()
    };
    let answer = response.headers_mut();
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.insert(header::ETAG, tag);
    }
    response
}

/// A network's logo.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/logo",
    tag = "networks",
    params(("slug" = String, Path, description = "The network's short name")),
    responses(
        (status = 200, description = "The logo", body = Vec<u8>, content_type = "image/png"),
        (status = 304, description = "The caller has it already"),
        ReadRefusals
    ),
    security(())
)]
async fn logo(State(app): State<App>, Path(slug): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let network = app.store.network(&slug).await?.ok_or(ApiCode::NotFound)?;
    let logo = app.store.logo(network.id).await?.ok_or(ApiCode::NotFound)?;
    Ok(shown(&headers, logo.png, "no-cache"))
}

/// Sets a network's logo. `If-Match` is needed where there is one already.
#[utoipa::path(
    put,
    path = "/api/v1/networks/{slug}/logo",
    tag = "networks",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("if-match" = Option<String>, Header, description = "The `ETag` of the logo that is replaced"),
    ),
    request_body(content = Vec<u8>, content_type = "image/png", description = "PNG, JPEG or WebP"),
    responses((status = 204, description = "Set"), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn set_logo(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    headers: HeaderMap,
    Body(bytes): Body<UPLOAD_MAX>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditNetwork).await?.network;
    let before = app.store.logo(network.id).await?;
    if let Some(before) = &before {
        precondition::check_tag(&headers, &tag(&before.png))?;
    }
    let Picture { png, width, height } = read(bytes, LOGO_SIDE).await?;
    let etag = tag(&png);
    let version = before.map_or(0, |before| before.version);
    app.store.set_logo(network.id, Logo { png, width, height, version }).await?;
    let mut response = done();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    Ok(response)
}

/// Removes a network's logo.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/logo",
    tag = "networks",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("if-match" = String, Header, description = "The `ETag` of the logo"),
    ),
    responses((status = 204, description = "Removed"), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn remove_logo(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditNetwork).await?.network;
    let logo = app.store.logo(network.id).await?.ok_or(ApiCode::NotFound)?;
    precondition::check_tag(&headers, &tag(&logo.png))?;
    app.store.remove_logo(network.id, logo.version).await?;
    Ok(done())
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;

    #[tokio::test]
    async fn pictures_are_read_one_after_the_other() {
        let other = READING.acquire().await.expect("never closed");
        let mut mine = pin!(read(Bytes::from_static(b"no picture"), 64));
        for _ in 0..20 {
            tokio::select! {
                biased;
                _ = &mut mine => panic!("another one is being read"),
                () = tokio::task::yield_now() => {}
            }
        }
        drop(other);
        let refused = mine.await.expect_err("no picture");
        assert_eq!(refused.code(), ApiCode::PictureUnreadable.as_str());
    }
}
