//! Keys by which programs use this interface.

use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{delete, get},
};
use koronailta_signaling::ids::{ApiTokenId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use crate::{
    app::App,
    clock::SystemEntropy,
    http::{
        Problem,
        answers::{ReadRefusals, WriteRefusals, done, json, shown_once},
        auth::{Caller, KEY_PREFIX},
        body::{Json, Path},
        fields,
        permission::{Action, Scope},
        refusal::ApiCode,
    },
    store::ApiTokenRow,
    token::Token,
};

#[derive(OpenApi)]
#[openapi(paths(list, add, revoke))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/api-tokens", get(list).post(add))
        .route("/api/v1/networks/{slug}/api-tokens/{token}", delete(revoke))
}

/// Keys of a network.
const TOKENS_MAX: usize = 50;

/// A key, without its secret.
#[derive(Serialize, utoipa::ToSchema)]
struct TokenView {
    /// Its id.
    id: String,
    /// What its maker calls it.
    title: String,
    /// What it may do.
    scopes: Vec<String>,
    /// When it was made, in milliseconds since the epoch.
    created_at: u64,
    /// Not after.
    expires_at: Option<u64>,
    /// The key itself, shown only when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

/// Keys.
#[derive(Serialize, utoipa::ToSchema)]
struct TokenList {
    /// The oldest first.
    tokens: Vec<TokenView>,
}

fn view(row: &ApiTokenRow, token: Option<String>) -> TokenView {
    TokenView {
        id: row.id.to_string(),
        title: row.title.clone(),
        scopes: row.scopes.split_whitespace().map(str::to_owned).collect(),
        created_at: row.created_at.0,
        expires_at: row.expires_at.map(|at| at.0),
        token,
    }
}

/// The keys that were not taken back.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/api-tokens",
    tag = "api-tokens",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "Without the keys themselves", body = TokenList), ReadRefusals),
    security(("session" = []))
)]
async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditTokens).await?.network.id;
    let tokens = app.store.api_tokens_of(network).await?;
    Ok(json(&TokenList { tokens: tokens.iter().map(|row| view(row, None)).collect() }))
}

/// A key to be.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTokenBody {
    /// What to call it.
    title: String,
    /// What it may do.
    scopes: Vec<Scope>,
    /// Not after, in milliseconds since the epoch.
    expires_at: Option<u64>,
}

/// Makes a key.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/api-tokens",
    tag = "api-tokens",
    params(("slug" = String, Path, description = "The network's short name")),
    request_body = NewTokenBody,
    responses((status = 201, description = "Made; the key is shown only this once", body = TokenView), WriteRefusals),
    security(("session" = []))
)]
async fn add(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(body): Json<NewTokenBody>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditTokens).await?.network.id;
    if app.store.api_tokens_of(network).await?.len() >= TOKENS_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", TOKENS_MAX as u64));
    }
    let now = app.clock.now();
    if body.expires_at.is_some_and(|at| at <= now.0) {
        return Err(Problem::refused(ApiCode::ValueInvalid).word("field", "expires_at"));
    }
    let mut scopes = body.scopes;
    scopes.sort();
    scopes.dedup();
    if scopes.is_empty() {
        return Err(Problem::refused(ApiCode::ValueEmpty).word("field", "scopes"));
    }
    let row = ApiTokenRow {
        id: ApiTokenId::new(now, SystemEntropy::bytes()),
        network,
        title: fields::line("title", &body.title)?,
        scopes: scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" "),
        created_at: now,
        expires_at: body.expires_at.map(Timestamp),
    };
    let token = Token::generate();
    app.store.add_api_token(row.clone(), token.hash()).await?;
    Ok(shown_once(&view(&row, Some(format!("{KEY_PREFIX}{}", token.reveal())))))
}

/// Takes a key back.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/api-tokens/{token}",
    tag = "api-tokens",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("token" = String, Path, description = "The key's id"),
    ),
    responses((status = 204, description = "Taken back"), WriteRefusals),
    security(("session" = []))
)]
async fn revoke(
    State(app): State<App>,
    caller: Caller,
    Path((slug, token)): Path<(String, ApiTokenId)>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditTokens).await?.network.id;
    if !app.store.api_tokens_of(network).await?.iter().any(|row| row.id == token) {
        return Err(ApiCode::NotFound.into());
    }
    app.store.revoke_api_token(token, app.clock.now()).await?;
    Ok(done())
}
