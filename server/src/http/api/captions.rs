//! Captions that were kept of an evening: read once it is over by whom its summary is for, erased by who plans evenings.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::{delete, get},
};
use koronailta_signaling::{ids::EveningId, room::Input, wire::join::Language};
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use super::{planning, summary};
use crate::{
    app::App,
    captions,
    http::{
        Problem,
        answers::{ReadRefusals, done, json},
        auth::Caller,
        body::{Path, Query},
        permission::Action,
        refusal::ApiCode,
    },
};

#[derive(OpenApi)]
#[openapi(paths(read, erase))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/evenings/{evening}/captions/{language}", get(read))
        .route("/api/v1/networks/{slug}/evenings/{evening}/captions", delete(erase))
}

/// How captions are given.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum Form {
    /// As JSON.
    #[default]
    Lines,
    /// As a WebVTT file.
    Vtt,
    /// As a text file.
    Text,
}

/// What somebody wants of the captions.
#[derive(Deserialize, utoipa::IntoParams)]
struct Wanted {
    /// How they are given; as JSON if absent.
    #[serde(default)]
    #[param(inline)]
    form: Form,
}

/// A line of captions.
#[derive(Serialize, utoipa::ToSchema)]
struct KeptLine {
    /// When it was begun, in milliseconds since the epoch.
    at: u64,
    /// The words, as they were corrected last.
    text: String,
}

/// Captions of an evening in one language.
#[derive(Serialize, utoipa::ToSchema)]
struct KeptCaptions {
    /// In the order in which they were begun.
    lines: Vec<KeptLine>,
}

/// The captions that were kept of an evening, in one language, once it is over. None where none were kept. A key with `evenings:read` reads
/// them too: it is for programs that may know what was said.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/captions/{language}",
    tag = "evenings",
    params(
        ("evening" = String, Path, description = "The evening's id"),
        ("language" = String, Path, description = "`fi`, `sv` or `en`"),
        ("koronailta-participant" = Option<String>, Header, description = "By a shared link: `<participant> <secret>` of somebody who was let in"),
        Wanted,
    ),
    responses(
        (status = 200, description = "The captions", content((KeptCaptions = "application/json"), (String = "text/vtt"), (String = "text/plain"))),
        (status = 409, description = "`evening_not_over`", body = Problem, content_type = "application/problem+json"),
        ReadRefusals
    ),
    security(("session" = []), ("token" = []), ("link" = []))
)]
async fn read(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Path((evening, language)): Path<(String, Language)>,
    Query(Wanted { form }): Query<Wanted>,
) -> Result<Response, Problem> {
    let evening: EveningId = evening.parse().map_err(|_| ApiCode::NotFound)?;
    let evening = app.store.evening(evening).await?.ok_or(ApiCode::NotFound)?;
    summary::may_read(&app, &caller, &headers, &evening).await?;
    if !evening.ended {
        return Err(ApiCode::EveningNotOver.into());
    }
    let lines = app.store.captions(evening.info.evening, language).await?;
    Ok(match form {
        Form::Lines => {
            let lines = lines.into_iter().map(|one| KeptLine { at: one.began_at.0, text: one.text });
            json(&KeptCaptions { lines: lines.collect() })
        }
        Form::Vtt => file("text/vtt; charset=utf-8", "vtt", captions::web_vtt(evening.info.starts_at, &lines)),
        Form::Text => file("text/plain; charset=utf-8", "txt", captions::plain(&evening.info.title, &lines)),
    })
}

/// Always a file to keep, never a page to open.
fn file(kind: &'static str, ending: &str, text: String) -> Response {
    let mut answer = text.into_response();
    let fields = answer.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"captions.{ending}\"")) {
        fields.insert(header::CONTENT_DISPOSITION, value);
    }
    answer
}

/// Erases the captions of an evening at once. Lines that are begun after that in an evening that still runs are kept; corrections of
/// earlier ones are not.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/evenings/{evening}/captions",
    tag = "evenings",
    params(("slug" = String, Path, description = "The network's short name"), ("evening" = String, Path, description = "Its id")),
    responses((status = 204, description = "None are left, also where there were none"), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn erase(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (_, evening) = planning::evening(&app, caller, (&slug, &key), Action::EditEvenings).await?;
    app.store.erase_captions(evening.id).await?;
    // A room that has just gone reads them from the store when it is made anew.
    if let Some(room) = app.registry.live_room(evening.id) {
        let _ = room.input(Input::CaptionsErased).await;
    }
    Ok(done())
}
