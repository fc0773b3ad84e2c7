//! Who was there. Nobody is on the list who has not agreed to it; one seat may have several names.

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::Response,
    routing::{get, put},
};
use koronailta_signaling::ids::EveningId;
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use super::planning;
use crate::{
    app::App,
    http::{
        Problem,
        answers::{ReadRefusals, WriteRefusals, json},
        auth::{Admitted, Caller},
        body::{Json, Path},
        fields,
        permission::Action,
        refusal::ApiCode,
    },
    store::Attended,
};

#[derive(OpenApi)]
#[openapi(paths(list, agree))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/evenings/{evening}/attendance", get(list))
        .route("/api/v1/evenings/{evening}/attendance", put(agree))
}

/// Names of one seat.
const NAMES_MAX: usize = 20;

/// A seat on the list.
#[derive(Serialize, utoipa::ToSchema)]
struct SeatView {
    /// Where they sat, if together.
    place: Option<String>,
    /// Who.
    names: Vec<String>,
    /// When they agreed to be written down, in milliseconds since the epoch.
    agreed_at: u64,
}

/// Who was there.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct AttendanceList {
    /// Devices that were let in, whoever sat before them.
    devices: u64,
    /// People who have agreed to be on the list.
    people: usize,
    /// By when they agreed.
    seats: Vec<SeatView>,
    /// Until when the list is kept, in milliseconds since the epoch.
    kept_until: u64,
}

/// Who was in an evening, as far as they have agreed to be on the list.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/evenings/{evening}/attendance",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name"), ("evening" = String, Path, description = "Its id")),
    responses((status = 200, description = "By when they agreed", body = AttendanceList), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (standing, evening) = planning::evening(&app, caller, (&slug, &key), Action::ReadAttendance).await?;
    let seats = app.store.attendance_of(evening.id).await?;
    let days = u64::from(standing.network.attendance_days);
    Ok(json(&AttendanceList {
        devices: app.store.seats_taken(evening.id).await?,
        people: seats.iter().map(|seat| seat.names.len()).sum(),
        seats: seats
            .into_iter()
            .map(|seat| SeatView { place: seat.place, names: seat.names, agreed_at: seat.agreed_at.0 })
            .collect(),
        kept_until: evening.ends_at.plus(days * 86_400_000).0,
    }))
}

/// One's own entry on the list; without names it is taken off again.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SeatBody {
    /// Everybody who sits before this device.
    names: Vec<String>,
    /// Where, if together: "meeting room in Kemi".
    #[serde(default)]
    place: Option<String>,
}

/// Agrees to be on the list of the evening one is in, or takes that back. With the link's token as bearer and the header
/// `koronailta-participant`.
#[utoipa::path(
    put,
    path = "/api/v1/evenings/{evening}/attendance",
    tag = "evenings",
    params(
        ("evening" = String, Path, description = "Its id"),
        ("koronailta-participant" = String, Header, description = "`<participant> <secret>`, the secret being that of the resume"),
    ),
    request_body = SeatBody,
    responses((status = 200, description = "As it is now", body = SeatBody), WriteRefusals),
    security(("link" = []))
)]
async fn agree(
    State(app): State<App>,
    Path(evening): Path<EveningId>,
    headers: HeaderMap,
    Json(body): Json<SeatBody>,
) -> Result<Response, Problem> {
    let admitted = Admitted::check(&app, &headers, evening).await?;
    if body.names.len() > NAMES_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", NAMES_MAX as u64));
    }
    let names = body.names.iter().map(|name| fields::name("names", name)).collect::<Result<Vec<_>, _>>()?;
    let place = fields::optional_line("place", body.place.as_deref())?;
    let seat = Attended { place: place.clone(), names: names.clone(), agreed_at: app.clock.now() };
    app.store.set_attendance(evening, (admitted.participant, admitted.access.link), seat).await?;
    Ok(json(&SeatBody { names, place }))
}
