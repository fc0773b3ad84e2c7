//! The description of the HTTP interface, made from the handlers themselves.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use utoipa::OpenApi;

use super::{feedback, health, links, materials, questions, socket};

#[derive(OpenApi)]
#[openapi(
    info(title = "Koronailta", description = "Online evenings for networks of small entrepreneurs"),
    paths(
        health::alive,
        health::ready,
        health::metrics,
        links::resolve,
        socket::upgrade,
        questions::ask,
        questions::kept,
        feedback::give,
        feedback::of_evening,
        feedback::over_time,
        materials::list,
        materials::begin,
        materials::progress,
        materials::append,
        materials::erase,
        materials::content
    )
)]
struct Description;

/// The document.
pub(super) async fn document() -> Response {
    match Description::openapi().to_json() {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the OpenAPI document cannot be written");
            super::Problem::plain(axum::http::StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }
    }
}
