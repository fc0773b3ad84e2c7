//! Passkeys: made by somebody signed in, and used to sign in.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, header},
    response::Response,
    routing::{delete, get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use koronailta_signaling::ids::PasskeyId;
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;
use uuid::Uuid;
use webauthn_rs::prelude::{Passkey, PublicKeyCredential, RegisterPublicKeyCredential};

use super::session::{self, SessionView};
use crate::{
    app::App,
    clock::SystemEntropy,
    http::{
        Peer, Problem,
        answers::{ReadRefusals, WriteRefusals, created, done, json},
        auth::{self, Caller, Who},
        body::{Json, Path},
        fields,
        refusal::ApiCode,
    },
    passkeys::PasskeyError,
    sign_in,
    store::{NewPasskey, PasskeyRow, SessionRow, SignedBy, StoreError},
};

#[derive(OpenApi)]
#[openapi(paths(list, remove, begin_registration, finish_registration, begin_sign_in, finish_sign_in))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/passkeys", get(list))
        .route("/api/v1/passkeys/{passkey}", delete(remove))
        .route("/api/v1/passkeys/register/begin", post(begin_registration))
        .route("/api/v1/passkeys/register/finish", post(finish_registration))
        .route("/api/v1/passkeys/sign-in/begin", post(begin_sign_in))
        .route("/api/v1/passkeys/sign-in/finish", post(finish_sign_in))
}

/// Passkeys of one human.
const PASSKEYS_MAX: usize = 20;

/// A passkey.
#[derive(Serialize, utoipa::ToSchema)]
struct PasskeyView {
    /// Its id.
    id: String,
    /// What its owner calls it.
    title: String,
    /// When it was made, in milliseconds since the epoch.
    created_at: u64,
    /// When it was last used.
    used_at: Option<u64>,
}

/// Passkeys.
#[derive(Serialize, utoipa::ToSchema)]
struct PasskeyList {
    /// The oldest first.
    passkeys: Vec<PasskeyView>,
}

impl From<&PasskeyRow> for PasskeyView {
    fn from(row: &PasskeyRow) -> Self {
        Self {
            id: row.id.to_string(),
            title: row.title.clone(),
            created_at: row.created_at.0,
            used_at: row.used_at.map(|at| at.0),
        }
    }
}

/// A challenge for the browser.
#[derive(Serialize, utoipa::ToSchema)]
struct Challenge {
    /// Comes back with the answer.
    challenge: String,
    /// For `navigator.credentials.create` or `.get`, with binary values in base64url.
    #[schema(value_type = Object)]
    options: serde_json::Value,
}

/// The browser's answer to a challenge to make a passkey.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Registration {
    /// As it came.
    #[schema(value_type = String)]
    challenge: Uuid,
    /// What to call it.
    title: String,
    /// What `navigator.credentials.create` gave.
    #[schema(value_type = Object)]
    credential: RegisterPublicKeyCredential,
}

/// The browser's answer to a challenge to sign in.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Answer {
    /// As it came.
    #[schema(value_type = String)]
    challenge: Uuid,
    /// What `navigator.credentials.get` gave.
    #[schema(value_type = Object)]
    credential: PublicKeyCredential,
}

fn told(error: &PasskeyError) -> Problem {
    match error {
        PasskeyError::Unavailable => ApiCode::PasskeyUnavailable.into(),
        PasskeyError::Challenge => ApiCode::PasskeyRefused.into(),
        PasskeyError::Unwritable(cause) => {
            tracing::error!(%cause, "a challenge cannot be written");
            ApiCode::Internal.into()
        }
        PasskeyError::Refused(cause) => {
            tracing::debug!(%cause, "a passkey was refused");
            ApiCode::PasskeyRefused.into()
        }
    }
}

/// Passkeys belong to people, so somebody must be signed in as one.
fn signed_in(Caller(who): Caller) -> Result<SessionRow, Problem> {
    match who {
        Who::Staff(session) if !session.persons.is_empty() => Ok(session),
        _ => Err(ApiCode::Forbidden.into()),
    }
}

fn read(row: &PasskeyRow) -> Result<Passkey, Problem> {
    serde_json::from_str(&row.credential).map_err(|error| {
        tracing::error!(%error, "a stored passkey cannot be read");
        ApiCode::Internal.into()
    })
}

fn written(passkey: &Passkey) -> Result<String, Problem> {
    serde_json::to_string(passkey).map_err(|_| ApiCode::Internal.into())
}

fn challenge<T: Serialize>(key: Uuid, options: &T) -> Result<Response, Problem> {
    let options = serde_json::to_value(options).map_err(|_| ApiCode::Internal)?;
    Ok(json(&Challenge { challenge: key.to_string(), options }))
}

/// The passkeys by which one can sign in.
#[utoipa::path(
    get,
    path = "/api/v1/passkeys",
    tag = "passkeys",
    responses((status = 200, description = "One's own", body = PasskeyList), ReadRefusals),
    security(("session" = []))
)]
async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let rows = app.store.passkeys_of(signed_in(caller)?.id).await?;
    Ok(json(&PasskeyList { passkeys: rows.iter().map(PasskeyView::from).collect() }))
}

/// Removes a passkey.
#[utoipa::path(
    delete,
    path = "/api/v1/passkeys/{passkey}",
    tag = "passkeys",
    params(("passkey" = String, Path, description = "The passkey's id")),
    responses((status = 204, description = "Removed"), WriteRefusals),
    security(("session" = []))
)]
async fn remove(State(app): State<App>, caller: Caller, Path(passkey): Path<PasskeyId>) -> Result<Response, Problem> {
    let rows = app.store.passkeys_of(signed_in(caller)?.id).await?;
    if !rows.iter().any(|row| row.id == passkey) {
        return Err(ApiCode::NotFound.into());
    }
    app.store.remove_passkey(passkey).await?;
    Ok(done())
}

/// Asks the browser to make a passkey.
#[utoipa::path(
    post,
    path = "/api/v1/passkeys/register/begin",
    tag = "passkeys",
    responses((status = 200, description = "For the browser", body = Challenge), WriteRefusals),
    security(("session" = []))
)]
async fn begin_registration(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let session = signed_in(caller)?;
    let rows = app.store.passkeys_of(session.id).await?;
    if rows.len() >= PASSKEYS_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", PASSKEYS_MAX as u64));
    }
    let known = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let handle = rows.first().map_or_else(|| Uuid::from_bytes(SystemEntropy::bytes()), |row| row.user_handle);
    let name = session.persons.first().map_or("", |person| person.name.as_str());
    let (key, options) =
        app.passkeys.begin_registration(session.id, handle, name, &known, app.clock).map_err(|error| told(&error))?;
    challenge(key, &options)
}

/// Keeps the passkey that the browser has made.
#[utoipa::path(
    post,
    path = "/api/v1/passkeys/register/finish",
    tag = "passkeys",
    request_body = Registration,
    responses((status = 201, description = "Kept", body = PasskeyView), WriteRefusals),
    security(("session" = []))
)]
async fn finish_registration(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<Registration>,
) -> Result<Response, Problem> {
    let session = signed_in(caller)?;
    let title = fields::line("title", &body.title)?;
    let finished = app.passkeys.finish_registration(session.id, body.challenge, &body.credential, app.clock);
    let (handle, passkey) = finished.map_err(|error| told(&error))?;
    let now = app.clock.now();
    let row = PasskeyRow {
        id: PasskeyId::new(now, SystemEntropy::bytes()),
        user_handle: handle,
        credential: written(&passkey)?,
        title,
        created_at: now,
        used_at: None,
    };
    let view = PasskeyView::from(&row);
    let credential_id = URL_SAFE_NO_PAD.encode(passkey.cred_id());
    let kept = app.store.add_passkey(NewPasskey { row, credential_id, session: session.id }).await;
    kept.map_err(|error| match error {
        StoreError::Taken => ApiCode::PasskeyRefused.into(),
        error => Problem::from(error),
    })?;
    Ok(created(&view, 1))
}

/// Asks the browser for a passkey to sign in by.
#[utoipa::path(
    post,
    path = "/api/v1/passkeys/sign-in/begin",
    tag = "passkeys",
    responses((status = 200, description = "For the browser", body = Challenge), WriteRefusals),
    security(())
)]
async fn begin_sign_in(State(app): State<App>, Peer(address): Peer) -> Result<Response, Problem> {
    app.sign_ins.knock(address)?;
    let (key, options) = app.passkeys.begin_sign_in(app.clock).map_err(|error| told(&error))?;
    challenge(key, &options)
}

/// Signs in by the passkey that the browser has used.
#[utoipa::path(
    post,
    path = "/api/v1/passkeys/sign-in/finish",
    tag = "passkeys",
    request_body = Answer,
    responses((status = 200, description = "Signed in; a cookie is set", body = SessionView), WriteRefusals),
    security(())
)]
async fn finish_sign_in(
    State(app): State<App>,
    Peer(address): Peer,
    headers: HeaderMap,
    Json(body): Json<Answer>,
) -> Result<Response, Problem> {
    app.sign_ins.knock(address)?;
    if headers.contains_key(header::ORIGIN) && !auth::from_own_page(&headers, &app) {
        return Err(ApiCode::OriginForeign.into());
    }
    let handle = app.passkeys.handle_of(&body.credential).map_err(|error| told(&error))?;
    let rows = app.store.passkeys_by_handle(handle).await?;
    let known = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let finished = app.passkeys.finish_sign_in(body.challenge, &body.credential, known, app.clock);
    let (index, passkey) = finished.map_err(|error| told(&error))?;
    let row = rows.get(index).ok_or(ApiCode::PasskeyRefused)?;
    app.store.passkey_used(row.id, written(&passkey)?, app.clock.now()).await?;
    let before = auth::session_of(&headers, &app).await?;
    let begun = sign_in::begin(&app.store, SignedBy::Passkey(row.id), before.as_ref(), app.clock).await?;
    session::begun(&app, &begun).await
}
