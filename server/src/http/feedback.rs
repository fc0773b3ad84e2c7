//! The anonymous word after an evening.

use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use koronailta_signaling::{
    ids::{DeviceId, EveningId},
    limits, names,
    wire::{Param, RejectCode, Rejection},
};
use serde::Deserialize;

use super::{
    Peer, Problem,
    answers::{ReadRefusals, json},
    auth::Caller,
    permission::Action,
    questions::{bearer, unreadable},
    refusal::ApiCode,
};
use crate::{
    app::App,
    attempts::Wait,
    clock::SystemEntropy,
    feedback::FeedbackReport,
    given::Giver,
    store::{EveningRow, GivenFeedback, StoreError},
};

/// Feedback is taken so long after the planned end, in milliseconds.
const TAKEN_AFTER_MS: u64 = 7 * 24 * 3_600_000;

/// Answers about one evening; by a shared link, browsers are whatever they say.
const ANSWERS_MAX: u32 = 300;

/// The questions that are answered with a grade.
const GRADED: [&str; 2] = ["useful", "ease"];

/// What somebody thought of an evening. Any of the three may be left out, but not all.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct Feedback {
    /// The browser, as it names itself: by a shared link it answers once, by somebody's own link they do. Not stored.
    #[schema(value_type = String, format = "uuid")]
    device: DeviceId,
    /// Whether one took something along, from 1 to 5.
    useful: Option<u8>,
    /// Whether it was easy to be there, from 1 to 5.
    ease: Option<u8>,
    /// What one wishes for next time.
    words: Option<String>,
}

/// Takes what somebody thought of an evening, without a name.
#[utoipa::path(
    post,
    path = "/api/v1/evenings/{evening}/feedback",
    params(("evening" = String, Path, description = "The evening's id")),
    request_body = Feedback,
    responses(
        (status = 204, description = "Counted"),
        (status = 400, description = "`malformed`, `text_empty` (nothing was answered), `number_out_of_range`, `text_too_long`, `feedback_given` or `feedback_closed`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`link_not_yet` or `removed`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`link_unknown` or `evening_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_expired` or `link_revoked`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_joins`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn give(
    State(app): State<App>,
    Path(evening): Path<String>,
    Peer(address): Peer,
    headers: HeaderMap,
    request: Result<Json<Feedback>, JsonRejection>,
) -> Response {
    if let Err(wait) = app.door.knock(address) {
        return Problem::rejected(wait.rejection()).into_response();
    }
    let feedback = match request {
        Ok(Json(feedback)) => feedback,
        Err(error) => return unreadable(&error).into_response(),
    };
    match take(&app, &headers, &evening, feedback).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(rejection) => Problem::rejected(rejection).into_response(),
    }
}

async fn take(app: &App, headers: &HeaderMap, evening: &str, feedback: Feedback) -> Result<(), Rejection> {
    let link = bearer(app, headers, evening).await?;
    app.words.count(&link.access.link).map_err(Wait::rejection)?;
    let now = app.clock.now();
    let info = &link.evening.info;
    if now < info.starts_at || now > info.ends_at.plus(TAKEN_AFTER_MS) {
        return Err(RejectCode::FeedbackClosed.into());
    }
    let given = read(&feedback)?;
    let internal = |error: StoreError| {
        tracing::error!(%error, "a feedback was not stored");
        RejectCode::Internal.reject()
    };
    if app.store.feedback(info.evening).await.map_err(internal)?.given() >= ANSWERS_MAX {
        return Err(RejectCode::FeedbackClosed.into());
    }
    let giver = Giver::of(&link, feedback.device);
    if !app.given.take(info.evening, giver) {
        return Err(RejectCode::FeedbackGiven.into());
    }
    app.store.give_feedback(info.evening, given).await.map_err(|error| {
        app.given.give_back(info.evening, giver);
        internal(error)
    })
}

fn read(feedback: &Feedback) -> Result<GivenFeedback, Rejection> {
    let mut grades = Vec::new();
    for (question, grade) in GRADED.into_iter().zip([feedback.useful, feedback.ease]) {
        let Some(grade) = grade else { continue };
        if !(1..=5).contains(&grade) {
            let range = RejectCode::NumberOutOfRange.reject();
            return Err(range.param("min", Param::Number(1)).param("max", Param::Number(5)));
        }
        grades.push((question.to_owned(), grade));
    }
    let words = names::optional_text(feedback.words.as_deref().unwrap_or_default(), &limits::FEEDBACK_TEXT)?;
    let words =
        (!words.is_empty()).then(|| (uuid::Builder::from_random_bytes(SystemEntropy::bytes()).into_uuid(), words));
    if grades.is_empty() && words.is_none() {
        return Err(RejectCode::TextEmpty.into());
    }
    Ok(GivenFeedback { grades, words })
}

/// An evening whose feedback the caller may see.
async fn readable(app: &App, caller: &Caller, key: &str) -> Result<EveningRow, Problem> {
    let key: EveningId = key.parse().map_err(|_| ApiCode::NotFound)?;
    let evening = app.store.evening(key).await?.ok_or(ApiCode::NotFound)?;
    caller.0.check_in(evening.network, (key, evening.series), Action::ReadFeedback)?;
    Ok(evening)
}

/// What people thought of an evening, for its hosts.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/feedback",
    params(("evening" = String, Path, description = "The evening's id")),
    responses((status = 200, description = "What people thought", body = FeedbackReport), ReadRefusals),
    security(("session" = []), ("token" = []), ("link" = []))
)]
pub(super) async fn of_evening(
    State(app): State<App>,
    caller: Caller,
    Path(evening): Path<String>,
) -> Result<Response, Problem> {
    let evening = readable(&app, &caller, &evening).await?;
    Ok(json(&FeedbackReport::of(&app.store, &evening).await?))
}

/// How feedback went over the evenings of a network, the oldest first, without what was written.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/feedback/over-time",
    params(("evening" = String, Path, description = "An evening of the network")),
    responses((status = 200, description = "Evenings of which there is feedback", body = [FeedbackReport]), ReadRefusals),
    security(("session" = []), ("token" = []), ("link" = []))
)]
pub(super) async fn over_time(
    State(app): State<App>,
    caller: Caller,
    Path(evening): Path<String>,
) -> Result<Response, Problem> {
    let evening = readable(&app, &caller, &evening).await?;
    Ok(json(&FeedbackReport::over_time(&app.store, evening.network).await?))
}
