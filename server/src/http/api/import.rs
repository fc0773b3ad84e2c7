//! Members as a table, in and out.

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use koronailta_signaling::wire::join::Language;
use serde::{Deserialize, Serialize};
use utoipa::OpenApi;

use crate::{
    app::App,
    http::{
        Problem,
        answers::{ChangeRefusals, ReadRefusals, json},
        auth::Caller,
        body::{Body, Path, Query},
        permission::Action,
        refusal::ApiCode,
    },
    members::{self, Existing, LineProblem, MEMBERS_MAX, Plan, PlannedRow, ROWS_MAX, TABLE_BYTES, Table, TableError},
};

#[derive(OpenApi)]
#[openapi(paths(import, export))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/members/import", post(import).layer(DefaultBodyLimit::disable()))
        .route("/api/v1/networks/{slug}/members.csv", get(export))
}

/// Kinds under which browsers and programs send a table.
const KINDS: [&str; 4] = ["text/csv", "text/plain", "application/vnd.ms-excel", "application/octet-stream"];

/// Whether it is done or only shown.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Mode {
    /// Only say what would happen.
    #[serde(default)]
    preview: bool,
}

/// What was done, or would be.
#[derive(Serialize, utoipa::ToSchema)]
struct Imported {
    /// Rows with somebody new.
    created: usize,
    /// Rows by which something known changes.
    updated: usize,
    /// Row by row, as it was understood.
    rows: Vec<PlannedRow>,
    /// What must be corrected first; nothing is imported before.
    problems: Vec<LineProblem>,
    /// Columns that are not read.
    ignored: Vec<String>,
}

fn table_problem(error: TableError) -> Problem {
    match error {
        TableError::NoName => ApiCode::TableNoName.into(),
        TableError::Empty => ApiCode::TableEmpty.into(),
        TableError::TooLong => Problem::refused(ApiCode::TableTooLong).number("max", ROWS_MAX as u64),
    }
}

fn is_table(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    KINDS.contains(&kind.as_str())
}

/// Reads a table of businesses and people: all of it or nothing. With `preview` it only says what would happen.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/members/import",
    tag = "members",
    params(("slug" = String, Path, description = "The network's short name"), Mode),
    request_body(content = String, content_type = "text/csv", description = "UTF-8, UTF-16 or Windows-1252; semicolons, commas or tabs"),
    responses((status = 200, description = "Imported, or what would be", body = Imported), ChangeRefusals),
    security(("session" = []), ("token" = []))
)]
async fn import(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    Query(Mode { preview }): Query<Mode>,
    headers: HeaderMap,
    Body(bytes): Body<TABLE_BYTES>,
) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditMembers).await?.network;
    if !is_table(&headers) {
        return Err(ApiCode::MediaType.into());
    }
    let existing = Existing {
        members: app.store.members_of(network.id, None, u32::try_from(MEMBERS_MAX).unwrap_or(u32::MAX)).await?,
        persons: app.store.persons_of(network.id).await?,
    };
    let language = network.languages.first().copied().unwrap_or(Language::Fi);
    let (id, clock) = (network.id, app.clock);
    // A large table takes a while to be understood.
    let understood = tokio::task::spawn_blocking(move || {
        let table = Table::read(&bytes)?;
        let plan = members::plan(&table, id, existing, language, clock);
        Ok::<_, TableError>((plan, table.ignored))
    });
    let (plan, ignored) = understood.await.map_err(|_| ApiCode::Internal)?.map_err(table_problem)?;
    if preview {
        return Ok(json(&view(plan, ignored)));
    }
    if !plan.problems.is_empty() {
        return Err(Problem::refused(ApiCode::TableLinesWrong).number("lines", plan.problems.len() as u64));
    }
    let Plan { new_members, new_persons, changed_members, changed_persons, rows, problems } = plan;
    app.store.import_people(new_members, new_persons, changed_members, changed_persons).await?;
    let done = Plan { rows, problems, ..Plan::default() };
    Ok(json(&view(done, ignored)))
}

fn view(plan: Plan, ignored: Vec<String>) -> Imported {
    let count = |what| plan.rows.iter().filter(|row| row.what == what).count();
    Imported {
        created: count(members::What::New),
        updated: count(members::What::Update),
        rows: plan.rows,
        problems: plan.problems,
        ignored,
    }
}

/// All businesses and their people as a table, which can be imported again.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/members.csv",
    tag = "members",
    params(("slug" = String, Path, description = "The network's short name")),
    responses((status = 200, description = "Semicolons, UTF-8 with a byte order mark", body = String, content_type = "text/csv"), ReadRefusals),
    security(("session" = []), ("token" = []))
)]
async fn export(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Response, Problem> {
    let network = caller.may(&app, &slug, Action::EditMembers).await?.network;
    let members = app.store.members_of(network.id, None, u32::MAX).await?;
    let table = members::export(&members, &app.store.persons_of(network.id).await?);
    let name = format!("attachment; filename=\"{}.csv\"", network.slug);
    let mut response = table.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
