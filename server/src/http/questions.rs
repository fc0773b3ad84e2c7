//! Questions to the advisors before the evening, by the link alone.

use std::time::Duration;

use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use koronailta_signaling::{
    ids::{AskKey, ConnectionId, EveningId, QuestionId},
    room::{Access, Ask, Input},
    wire::{RejectCode, Rejection, ServerMessage, event::Outcome, question::AskedBy},
};
use serde::{Deserialize, Serialize};
use tokio::{sync::mpsc, time::timeout};

use super::{Peer, Problem};
use crate::{
    app::App,
    clock::SystemEntropy,
    links::{self, OpenLink},
    rooms::Frame,
};

/// A room answers a question once it is stored.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// A question.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct AskRequest {
    /// A random UUID made by the client; the same one again is the same question. It is not stored.
    #[schema(value_type = String, format = "uuid")]
    key: AskKey,
    /// The words.
    text: String,
    /// `name` where the link belongs to a person and the name shall stand with the question; otherwise `nobody`.
    #[schema(value_type = String)]
    by: AskedBy,
}

/// A question that is stored.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct AskedQuestion {
    /// Its id, which is random.
    #[schema(value_type = String, format = "uuid")]
    question: QuestionId,
}

/// The link that a request bears in `Authorization: Bearer …`, for one evening.
pub(super) async fn bearer(app: &App, headers: &HeaderMap, evening: &str) -> Result<OpenLink, Rejection> {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = token.and_then(|value| value.strip_prefix("Bearer ")).ok_or(RejectCode::LinkUnknown)?;
    let evening: EveningId = evening.parse().map_err(|_| RejectCode::EveningUnknown)?;
    let link = links::resolve_for(&app.store, token.trim(), evening, app.clock.now()).await;
    link.map_err(links::LinkError::rejection)
}

/// Asks the advisors something, before the evening or during it.
#[utoipa::path(
    post,
    path = "/api/v1/evenings/{evening}/questions",
    params(("evening" = String, Path, description = "The evening's id")),
    request_body = AskRequest,
    responses(
        (status = 201, description = "Stored. Nothing of who asked is, unless they wished to be named", body = AskedQuestion),
        (status = 400, description = "`malformed`, `text_empty`, `text_too_long`, `questions_full`, `message_conflict` or `evening_ended`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`link_not_yet` or `removed`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`link_unknown` or `evening_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_expired` or `link_revoked`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_joins`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn ask(
    State(app): State<App>,
    Path(evening): Path<String>,
    Peer(address): Peer,
    headers: HeaderMap,
    request: Result<Json<AskRequest>, JsonRejection>,
) -> Response {
    if let Err(wait) = app.door.knock(address) {
        return Problem::rejected(wait.rejection()).into_response();
    }
    let request = match request {
        Ok(Json(request)) => request,
        Err(error) => return unreadable(&error).into_response(),
    };
    let answer = async {
        let link = bearer(&app, &headers, &evening).await?;
        app.asks.count(&link.access.link).map_err(crate::attempts::Wait::rejection)?;
        let AskRequest { key, text, by } = request;
        put(&app, link.evening.info.evening, link.access, Ask { key, text, by }).await
    };
    match answer.await {
        Ok(question) => (StatusCode::CREATED, [(header::CACHE_CONTROL, "no-store")], Json(AskedQuestion { question }))
            .into_response(),
        Err(rejection) => Problem::rejected(rejection).into_response(),
    }
}

/// What a body that cannot be read is answered with.
pub(super) fn unreadable(error: &JsonRejection) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::plain(StatusCode::PAYLOAD_TOO_LARGE);
    }
    Problem::rejected(RejectCode::Malformed.reject())
}

/// Hands the question to the evening's room and waits for its answer, as a socket would.
async fn put(app: &App, evening: EveningId, access: Access, ask: Ask) -> Result<QuestionId, Rejection> {
    let connection = ConnectionId::new(app.clock.now(), SystemEntropy::bytes());
    // A room that has just ended makes place for a new one; twice in a row would be a fault.
    for _ in 0..3 {
        let room = app.registry.room(evening).ok_or(RejectCode::ServerRestarting)?;
        let (outbox, mut frames) = mpsc::channel(4);
        let input = Input::Ask { connection, request: 1, access: access.clone(), ask: ask.clone() };
        if room.enter(connection, outbox, input).await.is_err() {
            continue;
        }
        let frame = timeout(ANSWER_WITHIN, frames.recv()).await;
        let _ = room.input(Input::Disconnected { connection }).await;
        let Ok(Some(Frame::Message(text))) = frame else { return Err(RejectCode::Internal.into()) };
        return match serde_json::from_str(&text) {
            Ok(ServerMessage::Done { outcome: Outcome::QuestionAsked { question }, .. }) => Ok(question),
            Ok(ServerMessage::Rejected { rejection, .. } | ServerMessage::Closing { rejection, .. }) => Err(rejection),
            _ => Err(RejectCode::Internal.into()),
        };
    }
    Err(RejectCode::ServerRestarting.into())
}
