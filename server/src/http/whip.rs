//! WHIP (RFC 9725): a program that sends a picture, with its sound, onto the stage. It joins the evening as a person does, by
//! the link whose token it bears, and is bound by what that role may do.

use axum::{
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use koronailta_signaling::wire::{RejectCode, Rejection, permission::Permission};

use super::{Peer, Problem};
use crate::{app::App, ingest::Offer, links, token::Token};

const SDP: &str = "application/sdp";

fn token_of(headers: &HeaderMap) -> Result<Token, Rejection> {
    let said = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = said.and_then(|value| value.strip_prefix("Bearer ")).and_then(|token| Token::parse(token.trim()));
    token.ok_or_else(|| RejectCode::LinkUnknown.into())
}

/// A link that does not open is a bearer that proves nothing (RFC 9725 §4.7, RFC 6750 §3.1); the code says why.
fn refused(rejection: Rejection) -> Response {
    use RejectCode as R;
    let status = match rejection.code {
        R::LinkUnknown | R::LinkExpired | R::LinkRevoked | R::LinkNotYet => Some(StatusCode::UNAUTHORIZED),
        // The bearer is good; what it speaks of is not there any more.
        R::SessionUnknown => Some(StatusCode::NOT_FOUND),
        R::IngestRunning | R::StageTaken => Some(StatusCode::CONFLICT),
        R::IngestEncrypted | R::SourceBlocked | R::Removed | R::RoomLocked | R::RoomFull => Some(StatusCode::FORBIDDEN),
        R::OfferMalformed
        | R::OfferNoAudio
        | R::OfferTooManyLines
        | R::OfferDirection
        | R::OfferLinesMismatch
        | R::OfferNoCommonCodec => Some(StatusCode::UNPROCESSABLE_ENTITY),
        R::MessageTooLarge => Some(StatusCode::PAYLOAD_TOO_LARGE),
        R::ServerRestarting => Some(StatusCode::SERVICE_UNAVAILABLE),
        _ => None,
    };
    let mut response = Problem::rejected(rejection).into_response();
    if let Some(status) = status {
        *response.status_mut() = status;
    }
    if response.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// Begins to send onto the stage of the evening that the link leads to.
#[utoipa::path(
    post,
    path = "/api/v1/whip",
    request_body(content = String, content_type = "application/sdp", description = "One sendonly picture (VP8 or H264 with packetization-mode=1; the first of them counts) and at most one sendonly sound (Opus)"),
    responses(
        (status = 201, description = "The answer; `Location` ends it by DELETE", body = String, content_type = "application/sdp"),
        (status = 400, description = "The room refused it", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`link_unknown`, `link_expired`, `link_revoked` or `link_not_yet`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`, `ingest_encrypted`, `source_blocked` or `room_full`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`evening_unknown` or `evening_not_planned`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`ingest_running`: another program is on this stage", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`message_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not `application/sdp`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`offer_no_common_codec` (`supported` names what is), `offer_direction`, `offer_lines_mismatch`, `offer_malformed`, `offer_too_many_lines`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_joins`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`server_restarting`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn begin(
    State(app): State<App>,
    Peer(address): Peer,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let begun = async {
        app.door.knock(address).map_err(crate::attempts::Wait::rejection)?;
        let token = token_of(&headers)?;
        let now = app.clock.now();
        let link = links::resolve(&app.store, token.reveal(), |evening| app.registry.is_live(evening), now).await;
        let link = link.map_err(links::LinkError::rejection)?;
        if !link.access.role.may(Permission::Present) {
            return Err(RejectCode::Forbidden.into());
        }
        if link.evening.info.encrypted {
            return Err(RejectCode::IngestEncrypted.into());
        }
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.split(';').next().map(str::trim) != Some(SDP) {
            return Ok(Problem::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE).into_response());
        }
        let body = body.map_err(|_| RejectCode::MessageTooLarge.with_max(super::BODY_MAX as u64))?;
        let sdp = String::from_utf8(body.to_vec()).map_err(|_| RejectCode::OfferMalformed)?;
        let begun =
            app.ingests.begin(Offer { evening: link.evening.info.evening, access: link.access, sdp, token }).await?;
        let place = format!("/api/v1/whip/{}", begun.session);
        let fields = [
            (header::CONTENT_TYPE, HeaderValue::from_static(SDP)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (header::LOCATION, HeaderValue::from_str(&place).map_err(|_| RejectCode::Internal)?),
        ];
        Ok((StatusCode::CREATED, fields, begun.answer).into_response())
    };
    begun.await.unwrap_or_else(refused)
}

/// Ends it.
#[utoipa::path(
    delete,
    path = "/api/v1/whip/{session}",
    params(("session" = String, Path, description = "As in `Location`")),
    responses(
        (status = 200, description = "It has ended"),
        (status = 401, description = "`link_unknown`: not by the bearer that began it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none of that name", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn end(State(app): State<App>, Path(session): Path<String>, headers: HeaderMap) -> Response {
    let token = match token_of(&headers) {
        Ok(token) => token,
        Err(rejection) => return refused(rejection),
    };
    match session.parse().ok().map(|session| app.ingests.end(session, &token)) {
        Some(Ok(())) => StatusCode::OK.into_response(),
        Some(Err(rejection)) => refused(rejection),
        None => Problem::plain(StatusCode::NOT_FOUND).into_response(),
    }
}

/// Candidates do not trickle and ICE is not restarted here, so PATCH is not a method of a session (RFC 9725 §4.3.1).
pub(super) async fn no_patch() -> Response {
    let allow = [(HeaderName::from_static("allow"), HeaderValue::from_static("DELETE"))];
    (allow, Problem::plain(StatusCode::METHOD_NOT_ALLOWED)).into_response()
}
