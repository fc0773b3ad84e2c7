//! An invitation once more: the mail came back, or got lost.

use axum::{Router, extract::State, response::Response, routing::post};
use koronailta_signaling::ids::PersonId;
use utoipa::OpenApi;

use super::planning;
use crate::{
    app::App,
    evenings,
    http::{
        Problem,
        answers::{WriteRefusals, done},
        auth::Caller,
        body::Path,
        permission::Action,
        refusal::ApiCode,
    },
};

#[derive(OpenApi)]
#[openapi(paths(again))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/networks/{slug}/evenings/{evening}/invitations/{person}/again", post(again))
}

/// Writes once more to somebody who was invited, at the address they have now. Within ten minutes only once.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/evenings/{evening}/invitations/{person}/again",
    tag = "evenings",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("evening" = String, Path, description = "Its id"),
        ("person" = String, Path, description = "Who"),
    ),
    responses((status = 204, description = "Queued"), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn again(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key, person)): Path<(String, String, PersonId)>,
) -> Result<Response, Problem> {
    let (_, evening) = planning::evening(&app, caller, (&slug, &key), Action::EditEvenings).await?;
    let post = planning::post(&app).ok_or(ApiCode::MailOff)?;
    let now = app.clock.now();
    if !evening.is_ahead(now) {
        return Err(ApiCode::EveningOver.into());
    }
    if !app.store.invited_to(evening.id).await?.iter().any(|one| one.person == person && one.email.is_some()) {
        return Err(ApiCode::NotFound.into());
    }
    evenings::invite_again(&app.store, &post, &evening, person, now).await?;
    Ok(done())
}
