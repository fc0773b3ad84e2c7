//! What people do with their evenings themselves: they answer invitations and take their calendar with them. And the public calendar.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use koronailta_signaling::{
    ids::{EveningId, Timestamp},
    wire::join::Language,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::OpenApi;

use super::evenings::{self as rest, EveningView};
use crate::{
    app::App,
    board,
    evenings::{self, EveningState, HORIZON_DAYS},
    http::{
        Peer, Problem,
        answers::{ReadRefusals, WriteRefusals, json, shown_once},
        auth::Caller,
        body::{Json, Path, Query},
        precondition,
        refusal::ApiCode,
    },
    links::{self, LinkError},
    store::{Answer, Counts, LinkScope, Network, Person, PlannedEvening},
    token::{Token, hex},
};

#[derive(OpenApi)]
#[openapi(paths(rsvp, mine, new_calendar, my_calendar, calendar))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/rsvp", post(rsvp))
        .route("/api/v1/me/evenings", get(mine))
        .route("/api/v1/me/calendar", post(new_calendar))
        .route("/api/v1/me/evenings.ics", get(my_calendar))
        .route("/api/v1/networks/{slug}/evenings.ics", get(calendar))
}

const DAY_MS: u64 = 86_400_000;

/// Evenings that are past stay so long in calendars.
const CALENDAR_PAST_MS: u64 = 730 * DAY_MS;

/// Evenings of one calendar besides those that a rule gives.
const CALENDAR_MAX: u32 = 2_000;

/// An answer, or without one the question what there is to be answered.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct RsvpBody {
    /// The token of the link in the invitation, or of one's own.
    token: String,
    /// The evening; needed with one's own link, which leads to all of them.
    #[schema(value_type = Option<String>)]
    evening: Option<EveningId>,
    /// The answer.
    answer: Option<Answer>,
}

/// What was, or can be, answered.
#[derive(Serialize, utoipa::ToSchema)]
struct RsvpView {
    /// The evening.
    evening: RsvpEvening,
    /// Whose answer it is.
    person: String,
    /// The answer there is now.
    answer: Option<Answer>,
}

/// An evening as those see it who are invited.
#[derive(Serialize, utoipa::ToSchema)]
struct RsvpEvening {
    /// Its id.
    #[schema(value_type = String)]
    id: EveningId,
    /// Its title.
    title: String,
    /// What happens.
    programme: String,
    /// Whose it is.
    network: String,
    /// Where people sit together.
    place: Option<String>,
    /// The zone of the clock.
    time_zone: String,
    /// When it begins, in milliseconds since the epoch.
    starts_at: u64,
    /// When it is planned to end.
    ends_at: u64,
    /// How far it has come.
    state: EveningState,
}

/// Answers an invitation. Mail scanners follow links, so nothing but this changes anything.
#[utoipa::path(
    post,
    path = "/api/v1/rsvp",
    tag = "me",
    request_body = RsvpBody,
    responses(
        (status = 200, description = "As it is now", body = RsvpView),
        (status = 410, description = "`link_expired` or `link_revoked`", body = Problem, content_type = "application/problem+json"),
        WriteRefusals
    )
)]
async fn rsvp(State(app): State<App>, Peer(address): Peer, Json(body): Json<RsvpBody>) -> Result<Response, Problem> {
    let now = app.clock.now();
    let link = match links::valid(&app.store, &body.token, now).await {
        Ok(link) => link,
        Err(LinkError::Internal(error)) => return Err(error.into()),
        Err(LinkError::Rejected(rejection)) => {
            app.door.knock(address)?;
            return Err(rejection.into());
        }
    };
    let person = link.person.ok_or(ApiCode::Forbidden)?;
    let evening = match (body.evening, link.scope) {
        (Some(evening), LinkScope::Evening(of)) if evening != of => return Err(ApiCode::NotFound.into()),
        (Some(evening), _) | (None, LinkScope::Evening(evening)) => evening,
        (None, _) => return Err(Problem::refused(ApiCode::ValueEmpty).word("field", "evening")),
    };
    let evening = app.store.planned_evening(evening).await?.filter(|evening| evening.network == link.network);
    let evening = evening.ok_or(ApiCode::NotFound)?;
    if let Some(answer) = body.answer {
        if !evening.is_ahead(now) {
            return Err(ApiCode::EveningOver.into());
        }
        app.store.answer_invitation(evening.id, person, answer, now).await?;
    }
    let answer = app.store.answers_of(person).await?.get(&evening.id).copied().flatten();
    let person = app.store.person(person).await?.ok_or(ApiCode::NotFound)?.name;
    let network = app.store.network_by_id(link.network).await?.ok_or(ApiCode::NotFound)?.name;
    let state = evening.state(now);
    let evening = RsvpEvening {
        id: evening.id,
        network,
        starts_at: evening.starts_at.0,
        ends_at: evening.ends_at.0,
        state,
        title: evening.details.title,
        programme: evening.details.programme,
        place: evening.details.place,
        time_zone: evening.details.time_zone,
    };
    Ok(json(&RsvpView { evening, person, answer }))
}

/// An evening and one's own answer.
#[derive(Serialize, utoipa::ToSchema)]
struct MyEvening {
    #[serde(flatten)]
    evening: EveningView,
    /// One was asked by mail.
    asked: bool,
    /// What one answered.
    answer: Option<Answer>,
}

/// Evenings.
#[derive(Serialize, utoipa::ToSchema)]
struct MyEvenings {
    /// By their start.
    evenings: Vec<MyEvening>,
}

/// The coming evenings of one's network, with one's own answers. By one's own link.
#[utoipa::path(
    get,
    path = "/api/v1/me/evenings",
    tag = "me",
    responses((status = 200, description = "By their start", body = MyEvenings), ReadRefusals),
    security(("link" = []))
)]
async fn mine(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let link = caller.own_link()?;
    let person = link.person.ok_or(ApiCode::Forbidden)?;
    let now = app.clock.now();
    let answers = app.store.answers_of(person).await?;
    let since = Timestamp(now.0.saturating_sub(DAY_MS));
    let span = (since, now.plus(HORIZON_DAYS * DAY_MS));
    let evenings = app.store.planned_between(link.network, span, 100).await?;
    let evenings = evenings.into_iter().filter(|evening| evening.is_ahead(now) || evening.cancelled_at.is_some());
    let evenings = evenings.map(|evening| MyEvening {
        asked: answers.contains_key(&evening.id),
        answer: answers.get(&evening.id).copied().flatten(),
        // How many others come is the organizers' business.
        evening: rest::view(evening, Counts::default(), now),
    });
    Ok(json(&MyEvenings { evenings: evenings.collect() }))
}

/// The address of one's own calendar.
#[derive(Serialize, utoipa::ToSchema)]
struct CalendarAddress {
    /// To be given to a calendar program; shown once.
    url: String,
}

/// Makes a new address for one's own calendar; the one before opens nothing any more. By one's own link.
#[utoipa::path(
    post,
    path = "/api/v1/me/calendar",
    tag = "me",
    responses((status = 201, description = "Made", body = CalendarAddress), WriteRefusals),
    security(("link" = []))
)]
async fn new_calendar(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let person = caller.own_link()?.person.ok_or(ApiCode::Forbidden)?;
    let token = Token::generate();
    app.store.set_calendar_key(person, token.hash(), app.clock.now()).await?;
    let origin = app.public_url.origin().ascii_serialization();
    Ok(shown_once(&CalendarAddress { url: format!("{origin}/api/v1/me/evenings.ics?key={}", token.reveal()) }))
}

/// The key of a calendar.
#[derive(Deserialize, utoipa::IntoParams)]
struct CalendarKey {
    /// As it stands in the address.
    key: String,
}

/// One's own calendar: the network's evenings without those one has declined.
#[utoipa::path(
    get,
    path = "/api/v1/me/evenings.ics",
    tag = "me",
    params(CalendarKey),
    responses(
        (status = 200, description = "A calendar (RFC 5545)", body = String, content_type = "text/calendar"),
        (status = 304, description = "As before"),
        ReadRefusals
    )
)]
async fn my_calendar(
    State(app): State<App>,
    Peer(address): Peer,
    headers: HeaderMap,
    Query(CalendarKey { key }): Query<CalendarKey>,
) -> Result<Response, Problem> {
    let person = match Token::parse(&key) {
        Some(token) => app.store.calendar_of(&token.hash()).await?,
        None => None,
    };
    let Some(person) = person else {
        app.door.knock(address)?;
        return Err(ApiCode::NotFound.into());
    };
    let person = app.store.person(person).await?.ok_or(ApiCode::NotFound)?;
    let network = app.store.network_by_id(person.network).await?.ok_or(ApiCode::NotFound)?;
    feed(&app, &network, Some(&person), &headers).await
}

/// The public calendar of a network.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/evenings.ics",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name")),
    responses(
        (status = 200, description = "A calendar (RFC 5545)", body = String, content_type = "text/calendar"),
        (status = 304, description = "As before"),
        ReadRefusals
    )
)]
async fn calendar(State(app): State<App>, Path(slug): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let network = app.store.network(&slug).await?.ok_or(ApiCode::NotFound)?;
    feed(&app, &network, None, &headers).await
}

async fn feed(app: &App, network: &Network, person: Option<&Person>, headers: &HeaderMap) -> Result<Response, Problem> {
    let series = app.store.series_of(network.id).await?;
    let since = Timestamp(app.clock.now().0.saturating_sub(CALENDAR_PAST_MS));
    let mut evenings = app.store.planned_between(network.id, (since, Timestamp(u64::MAX)), CALENDAR_MAX).await?;
    if let Some(person) = person {
        let answers = app.store.answers_of(person.id).await?;
        let declined = |evening: &PlannedEvening| answers.get(&evening.id) == Some(&Some(Answer::No));
        for evening in evenings.iter_mut().filter(|evening| declined(evening)) {
            evening.cancelled_at = Some(evening.changed_at);
        }
    }
    let origin = app.public_url.origin().ascii_serialization();
    let page = format!("{origin}/n/{}", network.slug);
    let mut schemes = app.store.schemes_of(network.id, "").await?;
    schemes.retain(|scheme| scheme.is_published() && (scheme.public || person.is_some()));
    let language =
        person.map_or_else(|| network.languages.first().copied().unwrap_or(Language::Fi), |one| one.language);
    let dues = board::dues(&schemes, language, &page, since);
    let name = network.name.clone();
    // Rules are gone through from their beginnings.
    let written = tokio::task::spawn_blocking(move || evenings::feed(&name, &series, &evenings, dues, &page).write());
    let text = written.await.map_err(|_| ApiCode::Internal)?;
    let tag = format!("\"{}\"", &hex(&Sha256::digest(&text))[..32]);
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    let cache = (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let etag = HeaderValue::from_str(&tag).map_err(|_| ApiCode::Internal)?;
    if precondition::is_known(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [cache, (header::ETAG, etag)]).into_response());
    }
    Ok(([kind, cache, (header::ETAG, etag)], text).into_response())
}
