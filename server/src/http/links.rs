//! What a link opens, before joining.

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::header,
    response::{IntoResponse, Response},
};
use koronailta_signaling::{
    ids::Timestamp,
    wire::{RejectCode, SUBPROTOCOL, participant::Role, welcome::EveningInfo},
};
use serde::{Deserialize, Serialize};

use super::{Peer, Problem};
use crate::{app::App, links, store::EveningRow};

/// The token is in the body, so that it stands in no log of addresses.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct ResolveRequest {
    /// As in `/j/{token}`.
    token: String,
}

/// What a link opens.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct ResolvedLink {
    /// The evening: `evening`, `title`, `network`, `starts_at`, `ends_at`, `ground_rules`, `help_phone`.
    #[schema(value_type = Object)]
    evening: EveningInfo,
    /// The role it grants.
    #[schema(value_type = String)]
    role: Role,
    /// The name it fixes.
    fixed_name: Option<String>,
    /// It belongs to one person.
    personal: bool,
    /// Its holder does not wait in the lobby.
    admits: bool,
    /// Whether the evening's doors are open.
    state: DoorState,
    /// When they open, in milliseconds since the epoch.
    #[schema(value_type = u64)]
    doors_open_at: Timestamp,
    /// The WebSocket subprotocols this server speaks.
    protocols: [&'static str; 1],
}

/// Whether an evening's doors are open.
#[derive(Clone, Copy, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DoorState {
    /// Not yet. Staff gets in already.
    Early,
    /// Yes.
    Open,
    /// The evening is over.
    Ended,
}

/// Tells what a link opens.
#[utoipa::path(
    post,
    path = "/api/v1/links/resolve",
    request_body = ResolveRequest,
    responses(
        (status = 200, description = "The link is valid", body = ResolvedLink),
        (status = 400, description = "The body is not `{\"token\": …}`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`link_not_yet`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`link_unknown`, or `evening_not_planned`: the link is good, but its network has no evening ahead", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_expired` or `link_revoked`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_joins`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn resolve(
    State(app): State<App>,
    Peer(address): Peer,
    request: Result<Json<ResolveRequest>, JsonRejection>,
) -> Response {
    if let Err(wait) = app.door.knock(address) {
        return Problem::rejected(wait.rejection()).into_response();
    }
    let Ok(Json(ResolveRequest { token })) = request else {
        return Problem::rejected(RejectCode::Malformed.reject()).into_response();
    };
    let now = app.clock.now();
    match links::resolve(&app.store, &token, |evening| app.registry.is_live(evening), now).await {
        Ok(link) => {
            let state = door(&link.evening, now);
            let resolved = ResolvedLink {
                doors_open_at: link.evening.doors_open_at,
                evening: link.evening.info,
                admits: link.access.admits || link.access.role.is_staff(),
                role: link.access.role,
                fixed_name: link.access.fixed_name,
                personal: link.access.personal,
                state,
                protocols: [SUBPROTOCOL],
            };
            ([(header::CACHE_CONTROL, "no-store")], Json(resolved)).into_response()
        }
        Err(error) => Problem::rejected(error.rejection()).into_response(),
    }
}

fn door(evening: &EveningRow, now: Timestamp) -> DoorState {
    if evening.ended {
        DoorState::Ended
    } else if now < evening.doors_open_at {
        DoorState::Early
    } else {
        DoorState::Open
    }
}
