//! Wishes to be contacted, for the network's advisors and nobody else: not for those who organize it, and for no program.

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::Response,
    routing::{get, patch},
};
use koronailta_signaling::{
    ids::{ContactRequestId, NetworkId, PersonId},
    wire::{join::Language, participant::Role},
};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use crate::{
    app::App,
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, done, json, versioned},
        auth::{Caller, Who},
        body::{Json, Path},
        permission::Action,
        precondition,
        refusal::ApiCode,
    },
    store::{ContactRequest, ContactState, KeptDays, Person},
};

#[derive(OpenApi)]
#[openapi(paths(list, turn, erase))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/contact-requests", get(list))
        .route("/api/v1/networks/{slug}/contact-requests/{request}", patch(turn).delete(erase))
}

/// Somebody who wishes to be contacted.
#[derive(Serialize, utoipa::ToSchema)]
struct ContactRequestView {
    /// Its id.
    #[schema(value_type = String)]
    id: ContactRequestId,
    /// Who.
    name: String,
    /// A guest, who is not written down in the network.
    guest: bool,
    /// Where to write to.
    email: Option<String>,
    /// Where to ring.
    phone: Option<String>,
    /// What it is about; may be empty.
    about: String,
    /// What they say; may be empty.
    words: String,
    /// In which language to talk.
    #[schema(value_type = String)]
    language: Language,
    /// What they have agreed to, as they read it.
    consent: String,
    /// How far it has come.
    state: ContactState,
    /// Who looks after it.
    taken_by: Option<String>,
    /// When it was made, in milliseconds since the epoch.
    created_at: u64,
    /// When it is erased by itself, if nothing happens.
    erased_at: u64,
    /// Counts its changes; the `ETag` is made of it.
    version: u64,
}

/// Wishes to be contacted.
#[derive(Serialize, utoipa::ToSchema)]
struct ContactRequestList {
    /// The newest first.
    requests: Vec<ContactRequestView>,
}

fn view(request: ContactRequest, persons: &[Person], days: KeptDays) -> ContactRequestView {
    let erased_at = request.erased_at(days).0;
    let taken_by = request.taken_by.and_then(|key| persons.iter().find(|person| person.id == key));
    ContactRequestView {
        id: request.id,
        guest: request.person.is_none(),
        name: request.name,
        email: request.email,
        phone: request.phone,
        about: request.about,
        words: request.words,
        language: request.language,
        consent: request.consent_words,
        state: request.state,
        taken_by: taken_by.map(|person| person.name.clone()),
        created_at: request.created_at.0,
        erased_at,
        version: request.version,
    }
}

/// Who wishes to be contacted, for the network's advisors.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/contact-requests",
    tag = "contact requests",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "The newest first", body = ContactRequestList), ReadRefusals),
    security(("session" = []))
)]
async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::HandleContactRequests).await?.network;
    let persons = app.store.persons_of(network.id).await?;
    let days = network.contact_days();
    let requests = app.store.contact_requests_of(network.id).await?.into_iter();
    Ok(json(&ContactRequestList { requests: requests.map(|one| view(one, &persons, days)).collect() }))
}

/// How far a request comes.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct TurnBody {
    /// `taken` by the caller, `done`, or `new` again.
    state: ContactState,
}

/// Takes a request, says that it is done, or leaves it to another advisor.
#[utoipa::path(
    patch,
    path = "/api/v1/networks/{slug}/contact-requests/{request}",
    tag = "contact requests",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("request" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    request_body = TurnBody,
    responses((status = 200, description = "As it is now", body = ContactRequestView), ChangeRefusals),
    security(("session" = []))
)]
async fn turn(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
    Json(body): Json<TurnBody>,
) -> Result<Response, Problem> {
    let standing = caller.may(&app, &slug, Action::HandleContactRequests).await?;
    let network = standing.network;
    let mut request = of_network(&app, network.id, &key).await?;
    precondition::check(&headers, request.version)?;
    request.state = body.state;
    request.done_at = (body.state == ContactState::Done).then(|| app.clock.now());
    request.taken_by = match body.state {
        ContactState::New => None,
        ContactState::Taken => advisor(&standing.who, network.id),
        ContactState::Done => request.taken_by.or_else(|| advisor(&standing.who, network.id)),
    };
    app.store.turn_contact_request(request.clone()).await?;
    request.version += 1;
    let version = request.version;
    let persons = app.store.persons_of(network.id).await?;
    let days = network.contact_days();
    Ok(versioned(&view(request, &persons, days), version))
}

/// Erases a request at once: one that nobody means, or that is finished for good.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/contact-requests/{request}",
    tag = "contact requests",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("request" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that was seen"),
    ),
    responses((status = 204, description = "Erased"), ChangeRefusals),
    security(("session" = []))
)]
async fn erase(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::HandleContactRequests).await?.network;
    let request = of_network(&app, network.id, &key).await?;
    precondition::check(&headers, request.version)?;
    app.store.withdraw_contact_request(request.id).await?;
    Ok(done())
}

async fn of_network(app: &App, network: NetworkId, key: &str) -> Result<ContactRequest, Problem> {
    let key: ContactRequestId = key.parse().map_err(|_| ApiCode::NotFound)?;
    let found = app.store.contact_request(key).await?.filter(|one| one.network == network);
    Ok(found.ok_or(ApiCode::NotFound)?)
}

/// As which of the network's advisors somebody is signed in.
fn advisor(who: &Who, network: NetworkId) -> Option<PersonId> {
    let Who::Staff(session) = who else { return None };
    session.persons.iter().find(|one| one.network == network && one.role == Role::Advisor).map(|one| one.person)
}
