//! Series: evenings that follow a rule.

use axum::{Router, extract::State, http::HeaderMap, response::Response, routing::get};
use koronailta_signaling::ids::{SeriesId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use super::planning::{self, DOORS_USUALLY, DetailsBody, MINUTES_USUALLY};
use crate::{
    app::App,
    clock::SystemEntropy,
    evenings::{self, HORIZON_DAYS, PlanError},
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, WriteRefusals, created, done, json, versioned},
        auth::Caller,
        body::{Json, Path, Query, present},
        permission::Action,
        precondition,
        refusal::ApiCode,
    },
    schedule::{Pattern, Rule, Zone},
    store::{Details, Series},
};

#[derive(OpenApi)]
#[openapi(paths(list, add, read, change, remove, occurrences))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/series", get(list).post(add))
        .route("/api/v1/networks/{slug}/series/{series}", get(read).patch(change).delete(remove))
        .route("/api/v1/networks/{slug}/series/{series}/occurrences", get(occurrences))
}

/// Series of a network.
const SERIES_MAX: usize = 100;

/// Days before an evening on which its invitations may go out.
const INVITE_DAYS: std::ops::RangeInclusive<u32> = 1..=60;

/// A series.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct SeriesView {
    /// Its id.
    #[schema(value_type = String)]
    id: SeriesId,
    /// Its title.
    title: String,
    /// What happens.
    programme: String,
    /// Where people sit together.
    place: Option<String>,
    /// Its rule (RFC 5545).
    rrule: String,
    /// Its first evening on the wall: the first one that the rule has.
    first: String,
    /// The zone of the clock.
    time_zone: String,
    /// How long an evening lasts.
    minutes: u32,
    /// How long before the doors open.
    doors_minutes: u32,
    /// The advisor who comes.
    advisor_person_id: Option<String>,
    /// The common room is end-to-end encrypted.
    encrypted: bool,
    /// The captions of the common room are kept, to be read afterwards.
    captions_kept: bool,
    /// Invitations go out by themselves so many days before; null: they do not.
    invite_days: Option<u32>,
    /// An evening of the coming half year is at a time that the clock skips that night, and so an hour later on the wall.
    clock_skips: bool,
    /// Counts its changes; the `ETag` is made of it.
    version: u64,
}

fn view(series: Series, now: Timestamp) -> SeriesView {
    let ahead = evenings::pattern(&series).map(|pattern| pattern.between(now, horizon(now))).unwrap_or_default();
    let Details { title, programme, place, time_zone, advisor, encrypted, captions_kept } = series.details;
    SeriesView {
        id: series.id,
        title,
        programme,
        place,
        rrule: series.rule,
        first: series.first_local,
        time_zone,
        minutes: series.minutes,
        doors_minutes: series.doors_minutes,
        advisor_person_id: advisor.map(|person| person.to_string()),
        encrypted,
        captions_kept,
        invite_days: series.invite_days,
        clock_skips: ahead.iter().any(|one| one.in_gap),
        version: series.version,
    }
}

fn horizon(now: Timestamp) -> Timestamp {
    now.plus(HORIZON_DAYS * 86_400_000)
}

/// Series.
#[derive(Serialize, utoipa::ToSchema)]
struct SeriesList {
    /// The oldest first.
    series: Vec<SeriesView>,
}

/// The series of a network.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/series",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "The oldest first", body = SeriesList), ReadRefusals),
    security(("session" = []), ("token" = []), ("link" = []))
)]
async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::ReadEvenings).await?.network;
    let now = app.clock.now();
    let series = app.store.series_of(network.id).await?;
    Ok(json(&SeriesList { series: series.into_iter().map(|one| view(one, now)).collect() }))
}

/// A series to be, or what changes of one.
#[derive(Deserialize, utoipa::ToSchema)]
struct SeriesBody {
    #[serde(flatten)]
    details: DetailsBody,
    /// `FREQ=WEEKLY;BYDAY=TU`, `FREQ=MONTHLY;BYDAY=1TU` and the like (RFC 5545); an UNTIL that is a date alone means the whole day.
    rrule: Option<String>,
    /// The first evening on the wall, as `2026-12-01T18:00`; if the rule has none then, the next one that it has.
    first: Option<String>,
    /// How long an evening lasts.
    minutes: Option<u32>,
    /// How long before the doors open.
    doors_minutes: Option<u32>,
    /// Invitations go out by themselves so many days before; null: they do not.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<u32>)]
    invite_days: Option<Option<u32>>,
}

impl SeriesBody {
    /// The rule at work, with what is said here in place of what was.
    fn pattern(&self, details: &Details, rule: &str, first: &str) -> Result<Pattern, Problem> {
        let zone = Zone::parse(&details.time_zone).map_err(|error| planning::refused(error, "time_zone"))?;
        let rule = self.rrule.as_deref().unwrap_or(rule);
        let rule = Rule::parse(rule, &zone).map_err(|error| planning::refused(error, "rrule"))?;
        let first = planning::local("first", self.first.as_deref().unwrap_or(first))?;
        Pattern::new(first, zone, rule).map_err(|error| planning::refused(error, "rrule"))
    }

    fn invite_days(&self, before: Option<u32>) -> Result<Option<u32>, Problem> {
        match self.invite_days {
            None => Ok(before),
            Some(None) => Ok(None),
            Some(Some(days)) => planning::within("invite_days", days, INVITE_DAYS).map(Some),
        }
    }
}

/// Makes a series; its evenings of the coming half year are made with it.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/series",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name")),
    request_body = SeriesBody,
    responses((status = 201, description = "Made", body = SeriesView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn add(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(body): Json<SeriesBody>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditEvenings).await?.network;
    if app.store.series_of(network.id).await?.len() >= SERIES_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", SERIES_MAX as u64));
    }
    let now = app.clock.now();
    let details = body.details.clone().make(&app, &network).await?;
    let pattern = body.pattern(&details, "", "")?;
    let series = Series {
        id: SeriesId::new(now, SystemEntropy::bytes()),
        network: network.id,
        details,
        rule: pattern.rule().to_string(),
        first_local: pattern.first().to_string(),
        minutes: planning::minutes(body.minutes.unwrap_or(MINUTES_USUALLY))?,
        doors_minutes: planning::doors_minutes(body.doors_minutes.unwrap_or(DOORS_USUALLY))?,
        invite_days: body.invite_days(None)?,
        created_at: now,
        changed_at: now,
        sequence: 0,
        version: 1,
    };
    app.store.add_series(series.clone()).await?;
    plan(&app, &series, false).await?;
    let version = series.version;
    Ok(created(&view(series, now), version))
}

async fn plan(app: &App, series: &Series, removed: bool) -> Result<(), Problem> {
    let post = planning::post(app);
    match evenings::plan_series(&app.store, post.as_ref(), series, removed, app.clock.now()).await {
        Ok(()) => Ok(()),
        Err(PlanError::Store(error)) => Err(error.into()),
        Err(PlanError::Schedule(error)) => Err(planning::refused(error, "rrule")),
    }
}

/// A series.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/series/{series}",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name"), ("series" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The series", body = SeriesView, headers(("etag" = String, description = "Its version"))),
        ReadRefusals
    ),
    security(("session" = []), ("token" = []), ("link" = []))
)]
async fn read(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, series) = planning::series(&app, caller, (&slug, &key), Action::ReadEvenings).await?;
    let version = series.version;
    Ok(versioned(&view(series, app.clock.now()), version))
}

/// Changes a series: its evenings that go its way change with it, and who was invited is told.
#[utoipa::path(
    patch,
    path = "/api/v1/networks/{slug}/series/{series}",
    tag = "evenings",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("series" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    request_body = SeriesBody,
    responses((status = 200, description = "Changed", body = SeriesView), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn change(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
    Json(body): Json<SeriesBody>,
) -> Result<Response, Problem> {
    let (standing, mut series) = planning::series(&app, caller, (&slug, &key), Action::EditEvenings).await?;
    precondition::check(&headers, series.version)?;
    body.details.clone().change(&app, standing.network.id, &mut series.details).await?;
    let pattern = body.pattern(&series.details, &series.rule, &series.first_local)?;
    (series.rule, series.first_local) = (pattern.rule().to_string(), pattern.first().to_string());
    series.minutes = planning::minutes(body.minutes.unwrap_or(series.minutes))?;
    series.doors_minutes = planning::doors_minutes(body.doors_minutes.unwrap_or(series.doors_minutes))?;
    series.invite_days = body.invite_days(series.invite_days)?;
    series.changed_at = app.clock.now();
    app.store.update_series(series.clone()).await?;
    plan(&app, &series, false).await?;
    let series = app.store.series(series.id).await?.ok_or(ApiCode::NotFound)?;
    let version = series.version;
    Ok(versioned(&view(series, app.clock.now()), version))
}

/// Ends a series: what lies ahead is not held, and who was invited is told.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/series/{series}",
    tag = "evenings",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("series" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    responses((status = 204, description = "Ended"), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn remove(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (_, series) = planning::series(&app, caller, (&slug, &key), Action::EditEvenings).await?;
    precondition::check(&headers, series.version)?;
    app.store.remove_series(series.id, series.version, app.clock.now()).await?;
    plan(&app, &series, true).await?;
    Ok(done())
}

/// A span of time.
#[derive(Deserialize, utoipa::IntoParams)]
struct Span {
    /// Its beginning, in milliseconds since the epoch; now if absent.
    from: Option<u64>,
    /// Its end; half a year after the beginning if absent.
    to: Option<u64>,
}

/// An evening as the rule has it.
#[derive(Serialize, utoipa::ToSchema)]
struct OccurrenceView {
    /// On the wall.
    local: String,
    /// When that is, in milliseconds since the epoch.
    starts_at: u64,
    /// The clock skips that time that night; the evening is so much later on the wall as the clock is put forward.
    clock_skips: bool,
}

/// Evenings as the rule has them.
#[derive(Serialize, utoipa::ToSchema)]
struct OccurrenceList {
    /// By their start; at most 2,000.
    occurrences: Vec<OccurrenceView>,
}

/// The evenings of a series as its rule has them, whatever was done to single ones; within two years, and at most ten years ahead.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/series/{series}/occurrences",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name"), ("series" = String, Path, description = "Its id"), Span),
    responses((status = 200, description = "By their start", body = OccurrenceList), ReadRefusals),
    security(("session" = []), ("token" = []), ("link" = []))
)]
async fn occurrences(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    Query(span): Query<Span>,
) -> Result<Response, Problem> {
    let (_, series) = planning::series(&app, caller, (&slug, &key), Action::ReadEvenings).await?;
    let from = span.from.map_or_else(|| app.clock.now(), Timestamp);
    let to = span.to.map_or_else(|| horizon(from), Timestamp);
    planning::span((from, to), app.clock.now())?;
    // A rule is gone through from its beginning.
    let found = tokio::task::spawn_blocking(move || evenings::pattern(&series).map(|rule| rule.between(from, to)));
    let found = found.await.map_err(|_| ApiCode::Internal)?.map_err(|error| planning::refused(error, "rrule"))?;
    let occurrences = found.into_iter().map(|one| OccurrenceView {
        local: one.local.to_string(),
        starts_at: one.at.0,
        clock_skips: one.in_gap,
    });
    Ok(json(&OccurrenceList { occurrences: occurrences.collect() }))
}
