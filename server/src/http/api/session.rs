//! Signing in to the organizer's side, and out of it.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};
use koronailta_signaling::wire::{join::Language, participant::Role};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use crate::{
    app::App,
    http::{
        Peer, Problem,
        answers::{ReadRefusals, WriteRefusals, done, json},
        auth::{self, Caller, Who},
        body::Json,
        refusal::ApiCode,
    },
    sign_in::{self, Begun},
    store::SessionRow,
};

#[derive(OpenApi)]
#[openapi(paths(sign_in, who_am_i, sign_out))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/session", get(who_am_i).post(sign_in).delete(sign_out))
}

/// What stands behind `/sign-in/` in a sign-in link.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    /// It works once.
    token: String,
}

/// Somebody signed in.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct SessionView {
    /// As whom; null before there is a network.
    #[schema(value_type = Option<SignedPersonView>)]
    person: Option<SignedPersonView>,
    /// Where they work.
    networks: Vec<SignedNetworkView>,
    /// By how many passkeys they can sign in.
    passkeys: usize,
    /// They can make networks.
    may_make_networks: bool,
    /// Until when, in milliseconds since the epoch.
    expires_at: u64,
}

/// A person as whom somebody is signed in.
#[derive(Serialize, utoipa::ToSchema)]
struct SignedPersonView {
    /// The person's id.
    id: String,
    /// Their name.
    name: String,
    /// Where they are written to.
    email: Option<String>,
    /// Their language.
    #[schema(value_type = String)]
    language: Language,
}

/// A network in which somebody signed in works.
#[derive(Serialize, utoipa::ToSchema)]
struct SignedNetworkView {
    /// The network's short name.
    slug: String,
    /// Its name.
    name: String,
    /// What they are there: `captioner`, `advisor`, `moderator` or `organizer`.
    #[schema(value_type = String)]
    role: Role,
    /// As which of its people.
    person_id: String,
}

async fn view(app: &App, session: SessionRow) -> Result<SessionView, Problem> {
    let first = match session.persons.first() {
        Some(first) => app.store.person(first.person).await?,
        None => None,
    };
    let networks = session.persons.into_iter().map(|one| SignedNetworkView {
        slug: one.network_slug,
        name: one.network_name,
        role: one.role,
        person_id: one.person.to_string(),
    });
    Ok(SessionView {
        person: first.map(|person| SignedPersonView {
            id: person.id.to_string(),
            name: person.name,
            email: person.email,
            language: person.language,
        }),
        networks: networks.collect(),
        passkeys: app.store.passkeys_of(session.id).await?.len(),
        may_make_networks: session.founder,
        expires_at: session.expires_at.0,
    })
}

/// The answer to somebody who has just signed in.
pub(super) async fn begun(app: &App, begun: &Begun) -> Result<Response, Problem> {
    let session = app.store.session(&begun.token.hash(), app.clock.now()).await?.ok_or(ApiCode::Internal)?;
    let mut response = json(&view(app, session).await?);
    if let Some(cookie) = auth::set_cookie(app, begun.token.reveal(), sign_in::SESSION_MS / 1000) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Signs in by a link that works once. Somebody who is signed in already stays so for the other networks.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    tag = "session",
    request_body = SignIn,
    responses((status = 200, description = "Signed in; a cookie is set", body = SessionView), WriteRefusals),
    security(())
)]
async fn sign_in(
    State(app): State<App>,
    Peer(address): Peer,
    headers: HeaderMap,
    Json(SignIn { token }): Json<SignIn>,
) -> Result<Response, Problem> {
    app.sign_ins.knock(address)?;
    // A foreign page must not sign a browser in as somebody else.
    if headers.contains_key(header::ORIGIN) && !auth::from_own_page(&headers, &app) {
        return Err(ApiCode::OriginForeign.into());
    }
    let before = auth::session_of(&headers, &app).await?;
    let signed = sign_in::redeem(&app.store, &token, before.as_ref(), app.clock).await?;
    begun(&app, &signed.ok_or(ApiCode::SignInUnknown)?).await
}

/// As whom one is signed in.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    tag = "session",
    responses((status = 200, description = "Signed in", body = SessionView), ReadRefusals),
    security(("session" = []))
)]
async fn who_am_i(State(app): State<App>, Caller(who): Caller) -> Result<Response, Problem> {
    match who {
        Who::Staff(session) => Ok(json(&view(&app, session).await?)),
        Who::Program { .. } | Who::Link(_) => Err(ApiCode::Forbidden.into()),
    }
}

/// Signs out.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    tag = "session",
    responses((status = 204, description = "Signed out"), ReadRefusals),
    security(("session" = []))
)]
async fn sign_out(State(app): State<App>, Caller(who): Caller) -> Result<Response, Problem> {
    let Who::Staff(session) = who else { return Err(ApiCode::Forbidden.into()) };
    app.store.end_session(session.id).await?;
    let mut response = done().into_response();
    if let Some(cookie) = auth::set_cookie(&app, "", 0) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
