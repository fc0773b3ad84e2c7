//! Evenings: planned, changed, copied, cancelled, and who is invited to them.

use std::collections::HashMap;

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::Response,
    routing::{get, post},
};
use koronailta_signaling::ids::{EveningId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use super::planning::{self, DOORS_USUALLY, DetailsBody, MINUTES_USUALLY, TEXT_MAX};
use crate::{
    app::App,
    clock::SystemEntropy,
    evenings::{self, EveningState},
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, WriteRefusals, created, json, versioned},
        auth::{Caller, Visitor},
        body::{Json, Path, Query},
        fields,
        permission::Action,
        precondition,
        refusal::ApiCode,
    },
    schedule::{LocalTime, Zone},
    store::{Answer, Counts, Details, Network, PlannedEvening},
};

#[derive(OpenApi)]
#[openapi(paths(list, add, read, change, cancel, copy, invite, invitations))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/evenings", get(list).post(add))
        .route("/api/v1/networks/{slug}/evenings/{evening}", get(read).patch(change))
        .route("/api/v1/networks/{slug}/evenings/{evening}/cancel", post(cancel))
        .route("/api/v1/networks/{slug}/evenings/{evening}/copy", post(copy))
        .route("/api/v1/networks/{slug}/evenings/{evening}/invite", post(invite))
        .route("/api/v1/networks/{slug}/evenings/{evening}/invitations", get(invitations))
}

/// Evenings of a network that lie ahead.
const AHEAD_MAX: usize = 1_000;

/// Evenings of one answer.
const PAGE: u32 = 500;

/// An evening that is past is shown for so long where no span is asked for, in milliseconds.
const SHOWN_PAST_MS: u64 = 90 * 86_400_000;

/// An evening.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct EveningView {
    /// Its id.
    #[schema(value_type = String)]
    pub(super) id: EveningId,
    /// Of which series it is one.
    series_id: Option<String>,
    /// The time that the series' rule gives it, on the wall.
    original_start: Option<String>,
    /// It goes its own way, whatever becomes of the series.
    edited: bool,
    /// Its title.
    pub(super) title: String,
    /// What happens.
    programme: String,
    /// Where people sit together.
    place: Option<String>,
    /// When it begins, on the wall.
    starts: String,
    /// The zone of the clock.
    time_zone: String,
    /// When it begins, in milliseconds since the epoch.
    starts_at: u64,
    /// When it is planned to end.
    ends_at: u64,
    /// From when on people get in.
    doors_open_at: u64,
    /// How long it lasts.
    minutes: u32,
    /// How long before the doors open.
    doors_minutes: u32,
    /// The advisor who comes.
    advisor_person_id: Option<String>,
    /// The common room is end-to-end encrypted.
    encrypted: bool,
    /// The captions of the common room are kept, to be read afterwards.
    captions_kept: bool,
    /// What the mail afterwards says.
    summary: String,
    /// How far it has come.
    state: EveningState,
    /// How many were invited.
    invited: u64,
    /// How many come.
    yes: u64,
    /// How many do not.
    no: u64,
    /// How many do not know yet.
    maybe: u64,
    /// The time that was asked for is one that the clock skips that night: it is so much later on the wall as the clock is put forward.
    clock_skips: bool,
    /// Counts its changes; the `ETag` is made of it.
    version: u64,
}

/// An evening for those who do not plan it: without anybody's answers, and without what the mail afterwards says before it is sent.
pub(super) fn outside_view(mut evening: PlannedEvening, now: Timestamp) -> EveningView {
    if evening.summary_sent_at.is_none() {
        evening.summary.clear();
    }
    view(evening, Counts::default(), now)
}

pub(super) fn view(evening: PlannedEvening, counts: Counts, now: Timestamp) -> EveningView {
    let starts = Zone::parse(&evening.details.time_zone).map(|zone| zone.local(evening.starts_at).to_string());
    EveningView {
        id: evening.id,
        series_id: evening.series.map(|series| series.to_string()),
        edited: evening.edited,
        starts: starts.unwrap_or_default(),
        starts_at: evening.starts_at.0,
        ends_at: evening.ends_at.0,
        doors_open_at: evening.doors_open_at.0,
        minutes: evening.minutes(),
        doors_minutes: evening.doors_minutes(),
        state: evening.state(now),
        advisor_person_id: evening.details.advisor.map(|person| person.to_string()),
        encrypted: evening.details.encrypted,
        captions_kept: evening.details.captions_kept,
        invited: counts.invited,
        yes: counts.yes,
        no: counts.no,
        maybe: counts.maybe,
        clock_skips: false,
        version: evening.version,
        original_start: evening.original_local,
        title: evening.details.title,
        programme: evening.details.programme,
        place: evening.details.place,
        time_zone: evening.details.time_zone,
        summary: evening.summary,
    }
}

/// Evenings.
#[derive(Serialize, utoipa::ToSchema)]
struct EveningList {
    /// By their start.
    evenings: Vec<EveningView>,
}

/// A span of time.
#[derive(Deserialize, utoipa::IntoParams)]
struct Span {
    /// Its beginning, in milliseconds since the epoch; ninety days ago if absent.
    from: Option<u64>,
    /// Its end.
    to: Option<u64>,
}

/// The evenings of a network, at most 500. Who is not of the network sees those that lie ahead, and who does not plan them
/// nobody's answers.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/evenings",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name"), Span),
    responses((status = 200, description = "By their start", body = EveningList), ReadRefusals),
    security((), ("session" = []), ("token" = []), ("link" = []))
)]
async fn list(
    State(app): State<App>,
    Visitor(who): Visitor,
    Path(slug): Path<String>,
    Query(span): Query<Span>,
) -> Result<Response, Problem> {
    let network = app.store.network(&slug).await?.ok_or(ApiCode::NotFound)?;
    let may = |action| who.as_ref().is_some_and(|who| who.check(network.id, action).is_ok());
    let (of_it, plans) = (may(Action::ReadEvenings), may(Action::ReadInvitations));
    let now = app.clock.now();
    let from = span.from.map_or(Timestamp(now.0.saturating_sub(SHOWN_PAST_MS)), Timestamp);
    let to = span.to.map_or(Timestamp(u64::MAX), Timestamp);
    let counts = if plans { app.store.counts_of(network.id).await? } else { HashMap::new() };
    let evenings = app.store.planned_between(network.id, (from, to), PAGE).await?;
    let evenings = evenings.into_iter().filter(|evening| of_it || evening.is_ahead(now)).map(|evening| {
        if !plans {
            return outside_view(evening, now);
        }
        let counts = counts.get(&evening.id).copied().unwrap_or_default();
        view(evening, counts, now)
    });
    Ok(json(&EveningList { evenings: evenings.collect() }))
}

/// An evening to be, or what changes of one.
#[derive(Deserialize, utoipa::ToSchema)]
struct EveningBody {
    #[serde(flatten)]
    details: DetailsBody,
    /// When it begins, on the wall, as `2026-12-01T18:00`.
    starts: Option<String>,
    /// How long it lasts.
    minutes: Option<u32>,
    /// How long before the doors open.
    doors_minutes: Option<u32>,
    /// What the mail afterwards says.
    summary: Option<String>,
}

impl EveningBody {
    async fn apply(self, app: &App, network: &Network, evening: &mut PlannedEvening) -> Result<bool, Problem> {
        let zone_before = evening.details.time_zone.clone();
        let (minutes, doors) = (evening.minutes(), evening.doors_minutes());
        self.details.change(app, network.id, &mut evening.details).await?;
        let zone = zone(&evening.details)?;
        let local = match &self.starts {
            Some(text) => planning::local("starts", text)?,
            // In another zone it is as late on the wall as before.
            None => zone_of(&zone_before)?.local(evening.starts_at),
        };
        let moved = self.starts.is_some() || zone.name() != zone_before;
        let placed = zone.place(local);
        let starts_at = if moved { placed.at } else { evening.starts_at };
        let minutes = planning::minutes(self.minutes.unwrap_or(minutes))?;
        let doors = planning::doors_minutes(self.doors_minutes.unwrap_or(doors))?;
        evenings::place(evening, starts_at, minutes, doors);
        if let Some(summary) = self.summary {
            evening.summary = fields::text("summary", &summary, TEXT_MAX)?;
        }
        Ok(moved && placed.in_gap)
    }
}

fn zone(details: &Details) -> Result<Zone, Problem> {
    zone_of(&details.time_zone)
}

fn zone_of(name: &str) -> Result<Zone, Problem> {
    Zone::parse(name).map_err(|error| planning::refused(error, "time_zone"))
}

/// Plans an evening.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/evenings",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name")),
    request_body = EveningBody,
    responses((status = 201, description = "Planned", body = EveningView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn add(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Json(body): Json<EveningBody>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditEvenings).await?.network;
    let details = body.details.clone().make(&app, &network).await?;
    let local = planning::local("starts", body.starts.as_deref().unwrap_or_default())?;
    let minutes = planning::minutes(body.minutes.unwrap_or(MINUTES_USUALLY))?;
    let doors = planning::doors_minutes(body.doors_minutes.unwrap_or(DOORS_USUALLY))?;
    let mut evening = new_evening(&app, &network, (details, local), (minutes, doors)).await?;
    let skips = body.apply(&app, &network, &mut evening).await?;
    app.store.plan_evenings(vec![evening.clone()]).await?;
    let version = evening.version;
    let view = EveningView { clock_skips: skips, ..view(evening, Counts::default(), app.clock.now()) };
    Ok(created(&view, version))
}

async fn new_evening(
    app: &App,
    network: &Network,
    (details, local): (Details, LocalTime),
    (minutes, doors): (u32, u32),
) -> Result<PlannedEvening, Problem> {
    let now = app.clock.now();
    if app.store.planned_between(network.id, (now, Timestamp(u64::MAX)), PAGE * 3).await?.len() >= AHEAD_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", AHEAD_MAX as u64));
    }
    let starts_at = zone(&details)?.place(local).at;
    let mut evening = PlannedEvening {
        id: EveningId::new(now, SystemEntropy::bytes()),
        network: network.id,
        series: None,
        original_local: None,
        edited: false,
        details,
        starts_at,
        ends_at: starts_at,
        doors_open_at: starts_at,
        summary: String::new(),
        cancelled_at: None,
        opened_at: None,
        ended_at: None,
        ended: false,
        summary_sent_at: None,
        changed_at: now,
        sequence: 0,
        version: 1,
    };
    evenings::place(&mut evening, starts_at, minutes, doors);
    Ok(evening)
}

/// An evening.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/evenings/{evening}",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name"), ("evening" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The evening", body = EveningView, headers(("etag" = String, description = "Its version"))),
        ReadRefusals
    ),
    security(("session" = []), ("token" = []), ("link" = []))
)]
async fn read(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (standing, evening) = planning::evening(&app, caller, (&slug, &key), Action::ReadEvenings).await?;
    if standing.who.check(standing.network.id, Action::ReadInvitations).is_err() {
        let version = evening.version;
        return Ok(versioned(&outside_view(evening, app.clock.now()), version));
    }
    shown(&app, evening.id, false).await
}

async fn shown(app: &App, evening: EveningId, clock_skips: bool) -> Result<Response, Problem> {
    let evening = app.store.planned_evening(evening).await?.ok_or(ApiCode::NotFound)?;
    let counts = app.store.counts_of(evening.network).await?.get(&evening.id).copied().unwrap_or_default();
    let version = evening.version;
    Ok(versioned(&EveningView { clock_skips, ..view(evening, counts, app.clock.now()) }, version))
}

/// Changes an evening; one of a series goes its own way from then on. Who was invited is told.
#[utoipa::path(
    patch,
    path = "/api/v1/networks/{slug}/evenings/{evening}",
    tag = "evenings",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("evening" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    request_body = EveningBody,
    responses((status = 200, description = "Changed", body = EveningView), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn change(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
    Json(body): Json<EveningBody>,
) -> Result<Response, Problem> {
    let (standing, before) = planning::evening(&app, caller, (&slug, &key), Action::EditEvenings).await?;
    precondition::check(&headers, before.version)?;
    let now = app.clock.now();
    let mut evening = before.clone();
    let skips = body.apply(&app, &standing.network, &mut evening).await?;
    let planned_anew = (before.starts_at, before.ends_at, before.doors_open_at, &before.details)
        != (evening.starts_at, evening.ends_at, evening.doors_open_at, &evening.details);
    if planned_anew {
        if !before.is_ahead(now) {
            return Err(ApiCode::EveningOver.into());
        }
        if before.promises_are_fixed(now) {
            if before.details.encrypted != evening.details.encrypted {
                return Err(ApiCode::EncryptionFixed.into());
            }
            if before.details.captions_kept != evening.details.captions_kept {
                return Err(ApiCode::CaptionsFixed.into());
            }
        }
        evening.edited = evening.series.is_some();
        evening.sequence += 1;
    }
    evening.changed_at = now;
    let id = evening.id;
    evenings::replan(&app.store, planning::post(&app).as_ref(), &before, evening, now).await?;
    shown(&app, id, skips).await
}

/// Cancels an evening, and tells those who were invited. It cannot be brought back; copy it instead.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/evenings/{evening}/cancel",
    tag = "evenings",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("evening" = String, Path, description = "Its id"),
        ("if-match" = String, Header, description = "The version that the change is about"),
    ),
    responses((status = 200, description = "Cancelled", body = EveningView), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn cancel(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (_, evening) = planning::evening(&app, caller, (&slug, &key), Action::EditEvenings).await?;
    precondition::check(&headers, evening.version)?;
    if !evening.is_ahead(app.clock.now()) {
        return Err(ApiCode::EveningOver.into());
    }
    let id = evening.id;
    evenings::cancel(&app.store, planning::post(&app).as_ref(), evening, app.clock.now()).await?;
    shown(&app, id, false).await
}

/// When the copy begins.
#[derive(Deserialize, utoipa::ToSchema)]
struct CopyBody {
    /// On the wall, as `2026-12-01T18:00`.
    starts: String,
}

/// Makes a new evening like this one.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/evenings/{evening}/copy",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name"), ("evening" = String, Path, description = "Its id")),
    request_body = CopyBody,
    responses((status = 201, description = "Planned", body = EveningView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn copy(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    Json(body): Json<CopyBody>,
) -> Result<Response, Problem> {
    let (standing, like) = planning::evening(&app, caller, (&slug, &key), Action::EditEvenings).await?;
    let local = planning::local("starts", &body.starts)?;
    let skips = zone(&like.details)?.place(local).in_gap;
    let times = (like.minutes(), like.doors_minutes());
    let evening = new_evening(&app, &standing.network, (like.details, local), times).await?;
    app.store.plan_evenings(vec![evening.clone()]).await?;
    let version = evening.version;
    let view = EveningView { clock_skips: skips, ..view(evening, Counts::default(), app.clock.now()) };
    Ok(created(&view, version))
}

/// Whom to invite.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
struct InviteBody {
    /// These people; all of the network if absent.
    #[schema(value_type = Option<Vec<String>>)]
    persons: Option<Vec<PersonId>>,
}

/// How many mails were queued.
#[derive(Serialize, utoipa::ToSchema)]
struct InviteView {
    /// People who are invited now and were not before.
    invited: usize,
    /// People who have no mail address.
    unreachable: usize,
}

/// Invites people by mail; those who were invited before are not written to again.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/evenings/{evening}/invite",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name"), ("evening" = String, Path, description = "Its id")),
    request_body = InviteBody,
    responses((status = 200, description = "Queued", body = InviteView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn invite(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    Json(body): Json<InviteBody>,
) -> Result<Response, Problem> {
    let (standing, evening) = planning::evening(&app, caller, (&slug, &key), Action::EditEvenings).await?;
    let post = planning::post(&app).ok_or(ApiCode::MailOff)?;
    if !evening.is_ahead(app.clock.now()) {
        return Err(ApiCode::EveningOver.into());
    }
    let mut persons = app.store.persons_of(standing.network.id).await?;
    if let Some(wanted) = &body.persons {
        persons.retain(|person| wanted.contains(&person.id));
    }
    let unreachable = persons.iter().filter(|person| person.email.is_none()).count();
    let invited = evenings::invite(&app.store, &post, &evening, &persons, app.clock.now()).await?;
    Ok(json(&InviteView { invited, unreachable }))
}

/// Somebody who was invited.
#[derive(Serialize, utoipa::ToSchema)]
struct InvitedView {
    /// Who.
    person_id: String,
    /// Their name.
    name: String,
    /// Where they are written to.
    email: Option<String>,
    /// What they answered.
    rsvp: Option<Answer>,
    /// When, in milliseconds since the epoch.
    answered_at: Option<u64>,
    /// When they were invited.
    invited_at: u64,
    /// The mail server refused the last mail to their address.
    bounced: bool,
}

/// Who was invited.
#[derive(Serialize, utoipa::ToSchema)]
struct InvitationList {
    /// By when they were.
    invitations: Vec<InvitedView>,
}

/// Who was invited and what they answered.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/evenings/{evening}/invitations",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name"), ("evening" = String, Path, description = "Its id")),
    responses((status = 200, description = "By when they were invited", body = InvitationList), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn invitations(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, evening) = planning::evening(&app, caller, (&slug, &key), Action::ReadInvitations).await?;
    let invited = app.store.invited_to(evening.id).await?.into_iter().map(|one| InvitedView {
        person_id: one.person.to_string(),
        name: one.name,
        email: one.email,
        rsvp: one.answer,
        answered_at: one.answered_at.map(|at| at.0),
        invited_at: one.invited_at.0,
        bounced: one.refused,
    });
    Ok(json(&InvitationList { invitations: invited.collect() }))
}
