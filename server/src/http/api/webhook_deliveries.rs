//! Whether a program that wants to hear of evenings does hear: trying it out, and what became of what it was told lately.

use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{get, post},
};
use koronailta_signaling::ids::WebhookId;
use serde::Serialize;
use utoipa::OpenApi;

use super::webhooks::find;
use crate::{
    app::App,
    clock::SystemEntropy,
    http::{
        Problem,
        answers::{ReadRefusals, WriteRefusals, json},
        auth::Caller,
        body::Path,
        refusal::ApiCode,
    },
    store::WebhookEvent,
    webhooks::{Fault, Teller},
};

#[derive(OpenApi)]
#[openapi(paths(list, try_out))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/webhooks/{webhook}/deliveries", get(list))
        .route("/api/v1/networks/{slug}/webhooks/{webhook}/test", post(try_out))
}

/// Deliveries that are shown.
const SHOWN: u32 = 20;

/// What became of something that a program was to hear.
#[derive(Serialize, utoipa::ToSchema)]
struct DeliveryView {
    /// What happened.
    event: WebhookEvent,
    /// In which evening.
    evening_id: String,
    /// When, in milliseconds since the epoch.
    happened_at: u64,
    /// How often it was tried in vain.
    attempts: u32,
    /// When it will be tried next; null: it was heard, or given up.
    next_at: Option<u64>,
    /// When it was heard.
    delivered_at: Option<u64>,
}

/// Deliveries.
#[derive(Serialize, utoipa::ToSchema)]
struct DeliveryList {
    /// The newest first, at most 20.
    deliveries: Vec<DeliveryView>,
}

/// What a program was to hear lately.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/webhooks/{webhook}/deliveries",
    tag = "webhooks",
    params(("slug" = String, Path, description = "The network's short name"), ("webhook" = String, Path, description = "Its id")),
    responses((status = 200, description = "The newest first", body = DeliveryList), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let webhook = find(&app, caller, (&slug, &key)).await?;
    let deliveries = app.store.deliveries_to(webhook.id, SHOWN).await?.into_iter().map(|one| DeliveryView {
        event: one.event,
        evening_id: one.evening.to_string(),
        happened_at: one.happened_at.0,
        attempts: one.attempts,
        next_at: one.next_at.map(|at| at.0),
        delivered_at: one.delivered_at.map(|at| at.0),
    });
    Ok(json(&DeliveryList { deliveries: deliveries.collect() }))
}

/// Why a program did not hear.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum Why {
    /// Its address is not one to which this server speaks.
    Address,
    /// It took too long.
    Silent,
    /// Nobody is there.
    Unreachable,
    /// What it answered was no answer.
    Garbled,
    /// It said that it did not take it.
    Status,
}

/// Whether a program has heard.
#[derive(Serialize, utoipa::ToSchema)]
struct TryOutView {
    /// It has.
    heard: bool,
    /// Why not.
    problem: Option<Why>,
    /// The status it answered with, if that is why.
    status: Option<u16>,
}

/// Tells a program that it is being tried out (`type` is `test`), signed as everything else, and waits for its answer.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/webhooks/{webhook}/test",
    tag = "webhooks",
    params(("slug" = String, Path, description = "The network's short name"), ("webhook" = String, Path, description = "Its id")),
    responses((status = 200, description = "Whether it has heard", body = TryOutView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn try_out(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let webhook = find(&app, caller, (&slug, &key)).await?;
    let now = app.clock.now();
    let teller = Teller::new(app.store.clone(), app.webhook_reach).map_err(|error| {
        tracing::error!(%error, "TLS for webhooks cannot be set up");
        Problem::from(ApiCode::Internal)
    })?;
    let id = format!("test.{}", WebhookId::new(now, SystemEntropy::bytes()));
    let (problem, status) = match teller.try_out(&webhook, &slug, id, now).await {
        Ok(()) => (None, None),
        Err(Fault::Address(_)) => (Some(Why::Address), None),
        Err(Fault::Silent) => (Some(Why::Silent), None),
        Err(Fault::Unreachable) => (Some(Why::Unreachable), None),
        Err(Fault::Garbled) => (Some(Why::Garbled), None),
        Err(Fault::Status(status)) => (Some(Why::Status), Some(status)),
    };
    Ok(json(&TryOutView { heard: problem.is_none(), problem, status }))
}
