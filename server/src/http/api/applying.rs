//! The board for people: what one applies for oneself, which nobody else sees; and schemes to be shown on a stage.

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::Response,
    routing::{get, put},
};
use koronailta_signaling::{
    ids::{EveningId, SchemeId},
    wire::permission::Permission,
};
use utoipa::OpenApi;

use super::schemes::{Reader, SchemeList, Search, found, of_network};
use crate::{
    app::App,
    http::{
        Problem,
        answers::{ReadRefusals, WriteRefusals, done, json},
        auth::{Admitted, Caller},
        body::{Path, Query},
        refusal::ApiCode,
    },
    store::SchemeMark,
};

#[derive(OpenApi)]
#[openapi(paths(apply, apply_no_more, for_stage))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/me/applying/{scheme}", put(apply).delete(apply_no_more))
        .route("/api/v1/evenings/{evening}/schemes", get(for_stage))
}

/// Notes that one applies for this, to be reminded of the deadline. Nobody else sees it. By one's own link.
#[utoipa::path(
    put,
    path = "/api/v1/me/applying/{scheme}",
    tag = "me",
    params(("scheme" = String, Path, description = "The scheme's id")),
    responses((status = 204, description = "Noted"), WriteRefusals),
    security(("link" = []))
)]
async fn apply(State(app): State<App>, caller: Caller, Path(key): Path<String>) -> Result<Response, Problem> {
    let link = caller.own_link()?;
    let person = link.person.ok_or(ApiCode::Forbidden)?;
    let scheme = of_network(&app, link.network, &key).await?;
    if !scheme.is_published() {
        return Err(ApiCode::NotFound.into());
    }
    let mark = SchemeMark { scheme: scheme.id, person, created_at: app.clock.now() };
    app.store.set_scheme_mark(mark).await?;
    Ok(done())
}

/// Takes that back; it is erased at once. By one's own link.
#[utoipa::path(
    delete,
    path = "/api/v1/me/applying/{scheme}",
    tag = "me",
    params(("scheme" = String, Path, description = "The scheme's id")),
    responses((status = 204, description = "Erased, if it was there"), WriteRefusals),
    security(("link" = []))
)]
async fn apply_no_more(State(app): State<App>, caller: Caller, Path(key): Path<String>) -> Result<Response, Problem> {
    let person = caller.own_link()?.person.ok_or(ApiCode::Forbidden)?;
    let scheme: SchemeId = key.parse().map_err(|_| ApiCode::NotFound)?;
    app.store.remove_scheme_mark(scheme, person).await?;
    Ok(done())
}

/// The published schemes of the network whose evening one is in, for those who may present.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/schemes",
    tag = "schemes",
    params(
        ("evening" = String, Path, description = "The evening's id"),
        ("koronailta-participant" = String, Header, description = "Who one is in the room and the secret of one's resume, with a space between"),
        Search,
    ),
    responses((status = 200, description = "The nearest deadline first", body = SchemeList), ReadRefusals),
    security(("link" = []))
)]
async fn for_stage(
    State(app): State<App>,
    Path(evening): Path<EveningId>,
    headers: HeaderMap,
    Query(Search { search }): Query<Search>,
) -> Result<Response, Problem> {
    let admitted = Admitted::check(&app, &headers, evening).await?;
    if !admitted.role.may(Permission::Present) {
        return Err(ApiCode::Forbidden.into());
    }
    let network = app.store.evening(evening).await?.ok_or(ApiCode::NotFound)?.network;
    Ok(json(&found(&app, &Reader::Member(None), network, &search).await?))
}
