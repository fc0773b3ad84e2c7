//! Links as QR codes, for a printed sheet.

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::post,
};
use serde::Deserialize;
use url::Url;
use utoipa::OpenApi;

use crate::{
    app::App,
    http::{Problem, answers::WriteRefusals, auth::Caller, body::Json, refusal::ApiCode},
    qr,
};

#[derive(OpenApi)]
#[openapi(paths(draw))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/qr", post(draw))
}

/// Characters of a link that is drawn.
const URL_MAX: usize = 500;

/// What to draw. The link is in the body, so that its token stands in no log of addresses.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Drawing {
    /// A link to this server.
    url: String,
}

/// Draws a link to this server as a QR code.
#[utoipa::path(
    post,
    path = "/api/v1/qr",
    tag = "links",
    request_body = Drawing,
    responses((status = 200, description = "The drawing", body = String, content_type = "image/svg+xml"), WriteRefusals),
    security(("session" = []), ("token" = []), ("link" = []))
)]
async fn draw(State(app): State<App>, _: Caller, Json(Drawing { url }): Json<Drawing>) -> Result<Response, Problem> {
    let ours = Url::parse(&url).is_ok_and(|url| url.origin() == app.public_url.origin());
    let drawing = Some(&url).filter(|url| ours && url.len() <= URL_MAX).and_then(|url| qr::svg(url));
    let drawing = drawing.ok_or_else(|| Problem::refused(ApiCode::ValueInvalid).word("field", "url"))?;
    let kind = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")];
    let mut response = (kind, drawing).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"link.svg\""));
    Ok(response)
}
