//! Programs that want to hear of evenings; and what became of the mails of a network.

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::Response,
    routing::{get, patch},
};
use koronailta_signaling::ids::WebhookId;
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use crate::{
    app::App,
    clock::SystemEntropy,
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, WriteRefusals, done, json, shown_once, versioned},
        auth::Caller,
        body::{Json, Path},
        permission::Action,
        precondition,
        refusal::ApiCode,
    },
    store::{MailKind, MailState, Webhook, WebhookEvent},
    token::Token,
};

#[derive(OpenApi)]
#[openapi(paths(list, add, change, remove, mail))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/webhooks", get(list).post(add))
        .route("/api/v1/networks/{slug}/webhooks/{webhook}", patch(change).delete(remove))
        .route("/api/v1/networks/{slug}/mail", get(mail))
}

/// Webhooks of a network.
const WEBHOOKS_MAX: usize = 10;

/// Characters of an address.
const URL_MAX: usize = 500;

/// A program that wants to hear of evenings.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct WebhookView {
    /// Its id.
    #[schema(value_type = String)]
    id: WebhookId,
    /// Where it listens.
    url: String,
    /// What it wants to hear of.
    events: Vec<WebhookEvent>,
    /// It is told nothing: it was switched off, or could not be reached for days.
    disabled: bool,
    /// It could not be reached since, in milliseconds since the epoch.
    failing_since: Option<u64>,
    /// Why it could not be reached.
    problem: Option<String>,
    /// What signs for us; shown once, when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    /// Counts its changes; the `ETag` is made of it.
    version: u64,
}

fn view(webhook: Webhook) -> WebhookView {
    WebhookView {
        id: webhook.id,
        url: webhook.url,
        events: webhook.events,
        disabled: webhook.disabled_at.is_some(),
        failing_since: webhook.failing_since.map(|at| at.0),
        problem: webhook.problem,
        secret: None,
        version: webhook.version,
    }
}

/// Webhooks.
#[derive(Serialize, utoipa::ToSchema)]
struct WebhookList {
    /// The oldest first.
    webhooks: Vec<WebhookView>,
}

/// The programs that want to hear of a network's evenings.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/webhooks",
    tag = "webhooks",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "The oldest first", body = WebhookList), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditWebhooks).await?.network;
    let webhooks = app.store.webhooks_of(network.id).await?;
    Ok(json(&WebhookList { webhooks: webhooks.into_iter().map(view).collect() }))
}

/// A webhook to be.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewWebhook {
    /// Where it listens: https and a public address, unless the host allows others.
    url: String,
    /// What it wants to hear of.
    events: Vec<WebhookEvent>,
}

fn url(app: &App, text: &str) -> Result<String, Problem> {
    let refused = || Problem::refused(ApiCode::WebhookAddress).word("field", "url");
    if text.len() > URL_MAX {
        return Err(refused());
    }
    app.webhook_reach.check(text).map(String::from).map_err(|_| refused())
}

fn events(mut events: Vec<WebhookEvent>) -> Result<Vec<WebhookEvent>, Problem> {
    let mut kept = Vec::new();
    for event in events.drain(..) {
        if !kept.contains(&event) {
            kept.push(event);
        }
    }
    if kept.is_empty() { Err(Problem::refused(ApiCode::ValueEmpty).word("field", "events")) } else { Ok(kept) }
}

/// Makes one. Its secret is shown once: by it the program knows that it is us who tell.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/webhooks",
    tag = "webhooks",
    params(("slug" = String, Path, description = "The network's short name")),
    request_body = NewWebhook,
    responses((status = 201, description = "Made", body = WebhookView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn add(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(body): Json<NewWebhook>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditWebhooks).await?.network;
    if app.store.webhooks_of(network.id).await?.len() >= WEBHOOKS_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", WEBHOOKS_MAX as u64));
    }
    let now = app.clock.now();
    let secret = Token::generate().reveal().to_owned();
    let webhook = Webhook {
        id: WebhookId::new(now, SystemEntropy::bytes()),
        network: network.id,
        url: url(&app, &body.url)?,
        secret: secret.clone(),
        events: events(body.events)?,
        created_at: now,
        failing_since: None,
        disabled_at: None,
        problem: None,
        version: 1,
    };
    app.store.add_webhook(webhook.clone()).await?;
    Ok(shown_once(&WebhookView { secret: Some(secret), ..view(webhook) }))
}

/// What changes of a webhook; what is absent stays.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct WebhookPatch {
    url: Option<String>,
    events: Option<Vec<WebhookEvent>>,
    /// It is told nothing; `false` tries it again.
    disabled: Option<bool>,
}

/// A webhook that the caller may look after.
pub(super) async fn find(app: &App, caller: Caller, (slug, key): (&str, &str)) -> Result<Webhook, Problem> {
    let network = caller.may(app, slug, Action::EditWebhooks).await?.network;
    let all = app.store.webhooks_of(network.id).await?;
    all.into_iter().find(|one| one.id.to_string() == key).ok_or_else(|| ApiCode::NotFound.into())
}

/// Changes one.
#[utoipa::path(
    patch,
    path = "/api/v1/networks/{slug}/webhooks/{webhook}",
    tag = "webhooks",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("webhook" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    request_body = WebhookPatch,
    responses((status = 200, description = "Changed", body = WebhookView), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn change(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
    Json(body): Json<WebhookPatch>,
) -> Result<Response, Problem> {
    let mut webhook = find(&app, caller, (&slug, &key)).await?;
    precondition::check(&headers, webhook.version)?;
    if let Some(text) = body.url {
        webhook.url = url(&app, &text)?;
    }
    if let Some(list) = body.events {
        webhook.events = events(list)?;
    }
    if let Some(disabled) = body.disabled {
        webhook.disabled_at = disabled.then(|| app.clock.now());
    }
    app.store.update_webhook(webhook.clone()).await?;
    webhook.version += 1;
    let version = webhook.version;
    Ok(versioned(&view(webhook), version))
}

/// Removes one, with what is on its way.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/webhooks/{webhook}",
    tag = "webhooks",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("webhook" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    responses((status = 204, description = "Gone"), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn remove(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let webhook = find(&app, caller, (&slug, &key)).await?;
    precondition::check(&headers, webhook.version)?;
    app.store.remove_webhook(webhook.id, webhook.version).await?;
    Ok(done())
}

/// A mail; what stands in it is not shown.
#[derive(Serialize, utoipa::ToSchema)]
struct MailView {
    /// Its id.
    id: String,
    /// What it is about.
    kind: MailKind,
    /// Where to.
    address: String,
    /// To whom.
    person_id: Option<String>,
    /// About which evening.
    evening_id: Option<String>,
    /// Its subject.
    subject: String,
    /// How far it has come.
    state: MailState,
    /// How often it was put off.
    attempts: u32,
    /// What the mail server said.
    problem: Option<String>,
    /// When it was written, in milliseconds since the epoch.
    created_at: u64,
    /// When it will be tried next, if it waits.
    next_at: Option<u64>,
    /// When its fate was decided.
    finished_at: Option<u64>,
}

/// Mails.
#[derive(Serialize, utoipa::ToSchema)]
struct MailList {
    /// This server can send mail.
    configured: bool,
    /// The newest first, at most 200.
    mails: Vec<MailView>,
}

/// What became of the mails of a network.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/mail",
    tag = "mail",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "The newest first", body = MailList), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn mail(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::ReadMail).await?.network;
    let mails = app.store.mail_of(network.id).await?.into_iter().map(|mail| MailView {
        id: mail.id.to_string(),
        kind: mail.kind,
        address: mail.address,
        person_id: mail.person.map(|person| person.to_string()),
        evening_id: mail.evening.map(|evening| evening.to_string()),
        subject: mail.subject,
        state: mail.state,
        attempts: mail.attempts,
        problem: mail.problem,
        created_at: mail.created_at.0,
        next_at: (mail.state == MailState::Waiting).then_some(mail.next_at.0),
        finished_at: mail.finished_at.map(|at| at.0),
    });
    Ok(json(&MailList { configured: app.mail_from.is_some(), mails: mails.collect() }))
}
