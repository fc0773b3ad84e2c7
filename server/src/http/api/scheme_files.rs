//! The files of support schemes: as the announcements', looked at before they are taken and never shown in a page of ours.

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use koronailta_signaling::ids::AttachmentId;
use serde::Deserialize;
use utoipa::OpenApi;

use super::schemes::{Reader, SchemeFileView, of_network, to_edit};
use crate::{
    announcements::{FileKind, disposition},
    app::App,
    clock::SystemEntropy,
    http::{
        Problem,
        answers::{ReadRefusals, WriteRefusals, created, done},
        auth::{Caller, Visitor},
        body::{Body, Path, Query},
        fields,
        refusal::ApiCode,
    },
    store::{AttachmentRow, NewSchemeFile},
};

#[derive(OpenApi)]
#[openapi(paths(attach, fetch, detach))]
pub(super) struct Document;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/networks/{slug}/schemes/{scheme}/files", post(attach).layer(DefaultBodyLimit::max(FILE_MAX)))
        .route("/api/v1/networks/{slug}/schemes/{scheme}/files/{file}", get(fetch).delete(detach))
}

/// Files of a scheme.
const FILES_MAX: usize = 5;

/// Bytes of a file.
const FILE_MAX: usize = 4 * 1024 * 1024;

/// The name of a file.
#[derive(Deserialize, utoipa::IntoParams)]
struct SchemeFileName {
    /// As it is shown and saved.
    name: String,
}

/// Adds a file: PDF, PNG, JPEG or plain text, at most 4 MiB.
#[utoipa::path(
    post,
    path = "/api/v1/networks/{slug}/schemes/{scheme}/files",
    tag = "schemes",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("scheme" = String, Path, description = "Its id"),
        SchemeFileName,
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "Added", body = SchemeFileView), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn attach(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    Query(SchemeFileName { name }): Query<SchemeFileName>,
    Body(bytes): Body<FILE_MAX>,
) -> Result<Response, Problem> {
    let (_, scheme) = to_edit(&app, caller, &slug, &key).await?;
    if scheme.files.len() >= FILES_MAX {
        return Err(Problem::refused(ApiCode::ListFull).number("max", FILES_MAX as u64));
    }
    // Believed is what a file begins with, not what it is called.
    let kind = FileKind::of(&bytes).ok_or(ApiCode::MediaType)?;
    let now = app.clock.now();
    let row = AttachmentRow {
        id: AttachmentId::new(now, SystemEntropy::bytes()),
        name: kind.name(&fields::line("name", &name)?),
        kind: kind.media_type().to_owned(),
        size: bytes.len() as u64,
    };
    let file = NewSchemeFile { row: row.clone(), scheme: scheme.id, bytes: bytes.to_vec(), created_at: now };
    app.store.add_scheme_file(file).await?;
    Ok(created(&SchemeFileView::from(row), 1))
}

/// A file, for those who see its scheme.
#[utoipa::path(
    get,
    path = "/api/v1/networks/{slug}/schemes/{scheme}/files/{file}",
    tag = "schemes",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("scheme" = String, Path, description = "Its id"),
        ("file" = String, Path, description = "The file's id"),
    ),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream"), ReadRefusals),
    security((), ("session" = []), ("token" = []), ("link" = []))
)]
async fn fetch(
    State(app): State<App>,
    Visitor(who): Visitor,
    Path((slug, key, file)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let network = app.store.network(&slug).await?.ok_or(ApiCode::NotFound)?;
    let reader = Reader::of(&app, who.as_ref(), network.id).await?;
    let scheme = of_network(&app, network.id, &key).await?;
    if !reader.sees(&scheme) {
        return Err(ApiCode::NotFound.into());
    }
    let row = scheme.files.into_iter().find(|row| row.id.to_string() == file).ok_or(ApiCode::NotFound)?;
    let bytes = app.store.scheme_file_bytes(row.id).await?.ok_or(ApiCode::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition(&row.name)).map_err(|_| ApiCode::Internal)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    Ok((headers, bytes).into_response())
}

/// Removes a file.
#[utoipa::path(
    delete,
    path = "/api/v1/networks/{slug}/schemes/{scheme}/files/{file}",
    tag = "schemes",
    params(
        ("slug" = String, Path, description = "The network's short name"),
        ("scheme" = String, Path, description = "Its id"),
        ("file" = String, Path, description = "The file's id"),
    ),
    responses((status = 204, description = "Gone"), WriteRefusals),
    security(("session" = []), ("token" = []))
)]
async fn detach(
    State(app): State<App>,
    caller: Caller,
    Path((slug, key, file)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let (_, scheme) = to_edit(&app, caller, &slug, &key).await?;
    let row = scheme.files.into_iter().find(|row| row.id.to_string() == file).ok_or(ApiCode::NotFound)?;
    app.store.remove_scheme_file(scheme.id, row.id).await?;
    Ok(done())
}
