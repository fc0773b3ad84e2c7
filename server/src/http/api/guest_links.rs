//! Links that many share: for guests, who come to the lobby, and for a role of the staff.

use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{delete, get},
};
use koronailta_signaling::{
    ids::{EveningId, LinkId, NetworkId, SeriesId, Timestamp},
    wire::participant::Role,
};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use super::personal_links::ShownLink;
use crate::{
    app::App,
    http::{
        Problem,
        answers::{ReadRefusals, WriteRefusals, done, json, shown_once},
        auth::{Caller, Who},
        body::{Json, Path},
        permission::Action,
        refusal::ApiCode,
    },
    invite::{self, Grant},
    store::{LinkRow, LinkScope, LinkState},
    token::Token,
};

#[derive(OpenApi)]
#[openapi(paths(list, add, revoke))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/guest-links", get(list).post(add))
        .route("/api/v1/networks/{slug}/guest-links/{link}", delete(revoke))
}

/// Shared links of a network that open.
const LINKS_MAX: usize = 100;

/// A shared link, without its address.
#[derive(Serialize, utoipa::ToSchema)]
struct LinkView {
    /// Its id.
    id: String,
    /// What it lets people be.
    #[schema(value_type = String)]
    role: Role,
    /// The evening it leads to; else to a series, else to whatever the network has on or next.
    evening_id: Option<String>,
    /// The series it leads to.
    series_id: Option<String>,
    /// Its holders do not wait in the lobby.
    admits: bool,
    /// When it was made, in milliseconds since the epoch.
    created_at: u64,
    /// Not after.
    expires_at: Option<u64>,
    /// `valid`, `not_yet`, `expired` or `revoked`.
    state: &'static str,
}

/// Shared links.
#[derive(Serialize, utoipa::ToSchema)]
struct LinkList {
    /// The oldest first.
    links: Vec<LinkView>,
}

fn view(link: &LinkRow, now: Timestamp) -> LinkView {
    LinkView {
        id: link.access.link.to_string(),
        role: link.access.role,
        evening_id: if let LinkScope::Evening(evening) = link.scope { Some(evening.to_string()) } else { None },
        series_id: if let LinkScope::Series(series) = link.scope { Some(series.to_string()) } else { None },
        admits: link.access.admits || link.access.role > Role::Participant,
        created_at: link.created_at.0,
        expires_at: link.expires_at.map(|at| at.0),
        state: match link.state(now) {
            LinkState::Valid => "valid",
            LinkState::NotYet { .. } => "not_yet",
            LinkState::Expired => "expired",
            LinkState::Revoked => "revoked",
        },
    }
}

/// The shared links that were not taken back.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/guest-links",
    tag = "links",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "Without their addresses, which nobody knows any more", body = LinkList), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::ReadLinks).await?.network.id;
    let now = app.clock.now();
    let links = app.store.shared_links_of(network).await?;
    Ok(json(&LinkList { links: links.iter().filter(|link| !link.revoked).map(|link| view(link, now)).collect() }))
}

/// A shared link to be.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewLinkBody {
    /// What it lets people be: `participant` where nothing is said.
    #[schema(value_type = Option<String>)]
    role: Option<Role>,
    /// The evening it leads to.
    #[schema(value_type = Option<String>)]
    evening_id: Option<EveningId>,
    /// The series it leads to; with neither it leads to whatever the network has on or next.
    #[schema(value_type = Option<String>)]
    series_id: Option<SeriesId>,
    /// Its holders do not wait in the lobby.
    #[serde(default)]
    admits: bool,
    /// Not after, in milliseconds since the epoch.
    expires_at: Option<u64>,
}

/// Makes a shared link.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/guest-links",
    tag = "links",
    params(("slug" = String, Path, description = "The network's short name")),
    request_body = NewLinkBody,
    responses((status = 201, description = "Made; the address is shown only this once", body = ShownLink), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn add(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(body): Json<NewLinkBody>,
) -> Result<Response, Problem> {
    let standing = caller.may(&app, &slug, Action::EditLinks).await?;
    let network = standing.network.id;
    let now = app.clock.now();
    let open = app.store.shared_links_of(network).await?;
    if open.iter().filter(|link| link.state(now) == LinkState::Valid).count() >= LINKS_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", LINKS_MAX as u64));
    }
    let role = body.role.unwrap_or(Role::Participant);
    // Nobody grants what they lack; a program lets in guests only.
    let own = match &standing.who {
        Who::Staff(session) => session.role_in(network).unwrap_or(Role::Participant),
        Who::Program { .. } | Who::Link(_) => Role::Participant,
    };
    if role > own {
        return Err(ApiCode::Forbidden.into());
    }
    if body.expires_at.is_some_and(|at| at <= now.0) {
        return Err(Problem::refused(ApiCode::ValueInvalid).word("field", "expires_at"));
    }
    let scope = scope(&app, network, &body).await?;
    let token = Token::generate();
    let grant = Grant {
        admits: body.admits || role > Role::Participant,
        expires_at: body.expires_at.map(Timestamp),
        ..Grant::shared(network, scope, role)
    };
    app.store.add_links(vec![grant.with_token(&token, app.clock)]).await?;
    Ok(shown_once(&ShownLink { url: invite::address(&app.public_url, &token), page: None, mailed: false }))
}

async fn scope(app: &App, network: NetworkId, body: &NewLinkBody) -> Result<LinkScope, Problem> {
    let invalid = |field: &str| Problem::refused(ApiCode::ValueInvalid).word("field", field);
    match (body.evening_id, body.series_id) {
        (None, None) => Ok(LinkScope::Network),
        (Some(_), Some(_)) => Err(invalid("series_id")),
        (Some(evening), None) => {
            let known = app.store.evening(evening).await?.filter(|evening| evening.network == network);
            known.map(|_| LinkScope::Evening(evening)).ok_or_else(|| invalid("evening_id"))
        }
        (None, Some(series)) => {
            let known = app.store.has_series(network, series).await?;
            if known { Ok(LinkScope::Series(series)) } else { Err(invalid("series_id")) }
        }
    }
}

/// Takes a shared link back; in a live evening those who came by it leave.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/guest-links/{link}",
    tag = "links",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("link" = String, Path, description = "The link's id"),
    ),
    responses((status = 204, description = "Taken back"), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn revoke(
    State(app): State<App>,
    caller: Caller,
    Path((slug, link)): Path<(String, LinkId)>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditLinks).await?.network.id;
    let known = app.store.link(link).await?.filter(|link| link.network == network && link.person.is_none());
    if known.is_none_or(|link| link.revoked) {
        return Err(ApiCode::NotFound.into());
    }
    app.store.revoke_link(link, app.clock.now()).await?;
    Ok(done())
}
