//! What people thought of an evening, for those who run the network. The words come in at `evenings/{evening}/feedback`.

use axum::{Router, extract::State, response::Response, routing::get};
use utoipa::OpenApi;

use super::planning;
use crate::{
    app::App,
    http::{
        Problem,
        answers::{ReadRefusals, json},
        auth::Caller,
        body::Path,
        feedback::FeedbackReport,
        permission::Action,
        refusal::ApiCode,
    },
};

#[derive(OpenApi)]
#[openapi(paths(of_evening))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/networks/{slug}/evenings/{evening}/feedback", get(of_evening))
}

/// What people thought of an evening. With fewer than three answers nothing but their number is told.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/evenings/{evening}/feedback",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name"), ("evening" = String, Path, description = "Its id")),
    responses((status = 200, description = "What people thought", body = FeedbackReport), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn of_evening(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, evening) = planning::evening(&app, caller, (&slug, &key), Action::ReadFeedback).await?;
    let row = app.store.evening(evening.id).await?.ok_or(ApiCode::NotFound)?;
    let sum = app.store.feedback(evening.id).await?;
    Ok(json(&FeedbackReport::new(&row, sum)))
}
