//! The WebSocket's door.

use axum::{
    extract::{Path, State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use koronailta_signaling::{
    ids::EveningId,
    wire::{RejectCode, SUBPROTOCOL},
};

use super::{Peer, Problem, origin};
use crate::{app::App, connection};

/// Opens the signalling socket of an evening.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/ws",
    params(("evening" = String, Path, description = "The evening's id")),
    responses(
        (status = 101, description = "Subprotocol `koronailta.v1`; the first message joins or resumes"),
        (status = 400, description = "`protocol_unsupported`, or not a WebSocket handshake", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Opened by a page of another origin", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`evening_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_joins`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn upgrade(
    State(app): State<App>,
    Path(evening): Path<String>,
    Peer(address): Peer,
    headers: HeaderMap,
    handshake: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    if let Err(wait) = app.door.knock(address) {
        return Problem::rejected(wait.rejection()).into_response();
    }
    if !origin::same(&headers, &app.public_url) {
        return Problem::plain(StatusCode::FORBIDDEN).into_response();
    }
    let Ok(evening) = evening.parse::<EveningId>() else {
        return Problem::rejected(RejectCode::EveningUnknown.reject()).into_response();
    };
    let Ok(handshake) = handshake else { return Problem::plain(StatusCode::BAD_REQUEST).into_response() };
    if headers.contains_key(header::SEC_WEBSOCKET_PROTOCOL) && !offers_ours(&headers) {
        return Problem::rejected(RejectCode::ProtocolUnsupported.reject()).into_response();
    }
    handshake
        .protocols([SUBPROTOCOL])
        .max_message_size(connection::frame_max())
        .max_frame_size(connection::frame_max())
        .on_upgrade(move |socket| connection::serve(app, evening, socket))
}

fn offers_ours(headers: &HeaderMap) -> bool {
    headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter().any(|value| {
        value.to_str().is_ok_and(|offered| offered.split(',').any(|protocol| protocol.trim() == SUBPROTOCOL))
    })
}
