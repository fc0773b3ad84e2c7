//! Documents of an evening: uploaded in pieces by who may present, read by who is in it.

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{FromRequest as _, Path, Request, State, rejection::JsonRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use koronailta_signaling::{
    ids::{EveningId, MaterialId},
    wire::{RejectCode, Rejection, permission::Permission},
};
use serde::{Deserialize, Serialize};

use super::{Problem, bearer::Bearer};
use crate::{
    app::App,
    materials::{NewMaterial, Piece, Progress},
};

/// Bytes of one piece of an upload.
pub(super) const PIECE_MAX: usize = 1 << 20;

/// Where a piece begins, and where the next one does.
const UPLOAD_OFFSET: &str = "upload-offset";

/// Of pieces: not what is in them, only that they are pieces.
const PIECE_TYPE: &str = "application/offset+octet-stream";

/// A document to be.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct MaterialRequest {
    /// Its title.
    title: String,
    /// How many bytes it has.
    bytes: u64,
    /// People may keep a copy.
    #[serde(default)]
    download: bool,
}

/// A document, finished or on its way.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct MaterialState {
    /// Its id.
    #[schema(value_type = String)]
    id: MaterialId,
    /// Its title.
    title: String,
    /// How many bytes it has.
    bytes: u64,
    /// So many are here; go on from there.
    offset: u64,
    /// How many pages it has; none until it is whole and was looked at.
    pages: Option<u16>,
    /// People may keep a copy.
    download: bool,
}

impl From<Progress> for MaterialState {
    fn from(Progress { row, offset }: Progress) -> Self {
        let (id, title, bytes, pages, download) = (row.id, row.title, row.bytes, row.pages, row.download);
        Self { id, title, bytes, offset, pages, download }
    }
}

/// The finished documents.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct MaterialList {
    /// In the order in which their uploads began: `id`, `title`, `pages`, `download`.
    #[schema(value_type = Vec<Object>)]
    materials: Vec<koronailta_signaling::wire::stage::Material>,
}

fn evening_of(text: &str) -> Result<EveningId, Rejection> {
    text.parse().map_err(|_| RejectCode::EveningUnknown.into())
}

fn material_of(text: &str) -> Result<MaterialId, Rejection> {
    text.parse().map_err(|_| RejectCode::MaterialUnknown.into())
}

fn refused(rejection: Rejection) -> Response {
    Problem::rejected(rejection).into_response()
}

fn said(result: Result<Response, Rejection>) -> Response {
    result.unwrap_or_else(refused)
}

/// With the place where the next piece begins.
fn state(status: StatusCode, progress: Progress) -> Response {
    let offset = HeaderValue::from(progress.offset);
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::HeaderName::from_static(UPLOAD_OFFSET), offset),
    ];
    (status, headers, Json(MaterialState::from(progress))).into_response()
}

/// Lists the finished documents of an evening.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/materials",
    params(("evening" = String, Path, description = "The evening's id")),
    responses(
        (status = 200, description = "The finished documents", body = MaterialList),
        (status = 401, description = "`session_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`, `not_admitted`, `removed` or `link_not_yet`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`evening_unknown` or `link_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_expired` or `link_revoked`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn list(State(app): State<App>, Path(evening): Path<String>, headers: HeaderMap) -> Response {
    let listed = async {
        let evening = evening_of(&evening)?;
        Bearer::of(&app, &headers, evening).await?.may(Permission::Present)?;
        let materials = app.materials.finished(evening).await?;
        Ok(([(header::CACHE_CONTROL, "no-store")], Json(MaterialList { materials })).into_response())
    };
    said(listed.await)
}

/// Begins an upload. Its pieces follow by PATCH; one that has not come to its end is erased after two hours.
#[utoipa::path(
    post,
    path = "/api/v1/evenings/{evening}/materials",
    params(("evening" = String, Path, description = "The evening's id")),
    request_body = MaterialRequest,
    responses(
        (status = 201, description = "Begun; `Location` takes the pieces", body = MaterialState),
        (status = 400, description = "`malformed`, `text_empty`, `text_too_long`, `evening_ended` (a month ago), or `list_too_long`: no more documents fit", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`session_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`, `not_admitted`, `removed` or `link_not_yet`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`evening_unknown` or `link_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_expired` or `link_revoked`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`material_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`material_malformed`: there would be nothing in it", body = Problem, content_type = "application/problem+json"),
        (status = 507, description = "`storage_full`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn begin(
    State(app): State<App>,
    Path(evening): Path<String>,
    headers: HeaderMap,
    request: Result<Json<MaterialRequest>, JsonRejection>,
) -> Response {
    let begun = async {
        let evening = evening_of(&evening)?;
        Bearer::of(&app, &headers, evening).await?.may(Permission::Present)?;
        let Ok(Json(MaterialRequest { title, bytes, download })) = request else {
            return Err(RejectCode::Malformed.into());
        };
        let row = app.materials.begin(evening, NewMaterial { title, bytes, download }).await?;
        let place = format!("/api/v1/evenings/{evening}/materials/{}", row.id);
        let mut answer = state(StatusCode::CREATED, Progress { row, offset: 0 });
        if let Ok(place) = HeaderValue::from_str(&place) {
            answer.headers_mut().insert(header::LOCATION, place);
        }
        Ok(answer)
    };
    said(begun.await)
}

/// Tells how far a document has come.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/materials/{material}",
    params(("evening" = String, Path, description = "The evening's id"), ("material" = String, Path, description = "The document's id")),
    responses(
        (status = 200, description = "How far it has come", body = MaterialState),
        (status = 401, description = "`session_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`, `not_admitted`, `removed` or `link_not_yet`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`evening_unknown`, `material_unknown` or `link_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_expired` or `link_revoked`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn progress(
    State(app): State<App>,
    Path((evening, material)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let known = async {
        let evening = evening_of(&evening)?;
        Bearer::of(&app, &headers, evening).await?.may(Permission::Present)?;
        Ok(state(StatusCode::OK, app.materials.progress(evening, material_of(&material)?).await?))
    };
    said(known.await)
}

/// Adds a piece to an upload. After the last one the document is looked at, and is there for the evening or refused.
#[utoipa::path(
    patch,
    path = "/api/v1/evenings/{evening}/materials/{material}",
    params(
        ("evening" = String, Path, description = "The evening's id"),
        ("material" = String, Path, description = "The document's id"),
        ("Upload-Offset" = u64, Header, description = "Where the piece begins"),
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream", description = "At most 1048576 bytes"),
    responses(
        (status = 200, description = "Taken, and durable; `pages` is there after the last piece", body = MaterialState),
        (status = 400, description = "`malformed`: no offset", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`session_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`, `not_admitted`, `removed` or `link_not_yet`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`evening_unknown`, `material_unknown` or `link_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`upload_offset` (go on at `offset`) or `upload_busy`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_expired` or `link_revoked`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`material_too_large`, or the piece is", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not `application/offset+octet-stream`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`material_not_pdf`, `material_malformed`, `material_encrypted`, `material_active`, `material_too_many_pages`", body = Problem, content_type = "application/problem+json"),
        (status = 507, description = "`storage_full`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn append(
    State(app): State<App>,
    Path((evening, material)): Path<(String, String)>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let added = async {
        let evening = evening_of(&evening)?;
        Bearer::of(&app, &headers, evening).await?.may(Permission::Present)?;
        let material = material_of(&material)?;
        if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != PIECE_TYPE) {
            return Ok(Problem::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE).into_response());
        }
        // Read only now, from those who may.
        let piece = match Bytes::from_request(request, &app).await {
            Ok(piece) => piece,
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Ok(Problem::plain(StatusCode::PAYLOAD_TOO_LARGE).into_response());
            }
            Err(_) => return Err(RejectCode::Malformed.into()),
        };
        let offset = headers.get(UPLOAD_OFFSET).and_then(|value| value.to_str().ok()?.parse().ok());
        let offset = offset.ok_or(RejectCode::Malformed)?;
        Ok(state(StatusCode::OK, app.materials.append(evening, material, offset, &piece).await?))
    };
    said(added.await)
}

/// Erases a document, also one that is still on its way.
#[utoipa::path(
    delete,
    path = "/api/v1/evenings/{evening}/materials/{material}",
    params(("evening" = String, Path, description = "The evening's id"), ("material" = String, Path, description = "The document's id")),
    responses(
        (status = 204, description = "Gone, also from a stage that it was on"),
        (status = 401, description = "`session_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`, `not_admitted`, `removed` or `link_not_yet`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`evening_unknown`, `material_unknown` or `link_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`upload_busy`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_expired` or `link_revoked`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn erase(
    State(app): State<App>,
    Path((evening, material)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let erased = async {
        let evening = evening_of(&evening)?;
        Bearer::of(&app, &headers, evening).await?.may(Permission::Present)?;
        app.materials.erase(evening, material_of(&material)?).await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    };
    said(erased.await)
}

/// The document itself, to everybody of the evening; a part of it where a range is asked for.
#[utoipa::path(
    get,
    path = "/api/v1/evenings/{evening}/materials/{material}/content",
    params(
        ("evening" = String, Path, description = "The evening's id"),
        ("material" = String, Path, description = "The document's id"),
        ("Range" = Option<String>, Header, description = "One range of bytes (RFC 9110 §14)"),
    ),
    responses(
        (status = 200, description = "The document", content_type = "application/pdf"),
        (status = 206, description = "The range", content_type = "application/pdf"),
        (status = 401, description = "`session_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`not_admitted`, `removed` or `link_not_yet`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`evening_unknown`, `material_unknown` or `link_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_expired` or `link_revoked`", body = Problem, content_type = "application/problem+json"),
        (status = 416, description = "No byte of the document is in the range", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn content(
    State(app): State<App>,
    Path((evening, material)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let read = async {
        let evening = evening_of(&evening)?;
        Bearer::of(&app, &headers, evening).await?;
        let Progress { row, .. } = app.materials.progress(evening, material_of(&material)?).await?;
        let wanted =
            headers.get(header::RANGE).and_then(|value| value.to_str().ok()).map(|text| range(text, row.bytes));
        let (status, from, to) = match wanted {
            None | Some(Range::Whole) => (StatusCode::OK, 0, row.bytes - 1),
            Some(Range::Part(from, to)) => (StatusCode::PARTIAL_CONTENT, from, to),
            Some(Range::Outside) => return Ok(outside(row.bytes)),
        };
        let piece = app.materials.open_piece(&row, from..=to).await?;
        let mut answer = (status, streamed(piece)).into_response();
        let fields = answer.headers_mut();
        fields.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
        fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        fields.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        fields.insert(header::CONTENT_LENGTH, HeaderValue::from(to - from + 1));
        // Should it ever be opened as a page, it can do nothing.
        fields.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'"),
        );
        if status == StatusCode::PARTIAL_CONTENT {
            insert(fields, header::CONTENT_RANGE, &format!("bytes {from}-{to}/{}", row.bytes));
        }
        insert(fields, header::CONTENT_DISPOSITION, &disposition(&row.title));
        Ok(answer)
    };
    said(read.await)
}

fn insert(fields: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        fields.insert(name, value);
    }
}

fn outside(bytes: u64) -> Response {
    let mut answer = Problem::plain(StatusCode::RANGE_NOT_SATISFIABLE).into_response();
    insert(answer.headers_mut(), header::CONTENT_RANGE, &format!("bytes */{bytes}"));
    answer
}

fn streamed(piece: Piece) -> Body {
    Body::from_stream(futures_util::stream::try_unfold(piece, async |mut piece| {
        Ok::<_, std::io::Error>(piece.next().await?.map(|bytes| (Bytes::from(bytes), piece)))
    }))
}

/// Always a file to keep, never a page to open (RFC 6266; the title by RFC 8187).
fn disposition(title: &str) -> String {
    use std::fmt::Write as _;
    let mut name = String::new();
    for byte in title.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"koronailta.pdf\"; filename*=UTF-8''{name}.pdf")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Range {
    /// Nothing that this server can give a part for.
    Whole,
    Part(u64, u64),
    Outside,
}

/// One range of bytes (RFC 9110 §14.1.2); of several, or of other units, the whole is given.
fn range(text: &str, bytes: u64) -> Range {
    let Some((first, last)) = text.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-')) else {
        return Range::Whole;
    };
    match (first.parse::<u64>().ok(), last.parse::<u64>().ok()) {
        (Some(from), _) if from >= bytes => Range::Outside,
        (Some(from), Some(to)) if from <= to => Range::Part(from, to.min(bytes - 1)),
        (Some(from), None) if last.is_empty() => Range::Part(from, bytes - 1),
        (None, Some(0)) if first.is_empty() => Range::Outside,
        (None, Some(count)) if first.is_empty() => Range::Part(bytes.saturating_sub(count), bytes - 1),
        _ => Range::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_within_the_document_or_refused() {
        assert_eq!(range("bytes=0-99", 1000), Range::Part(0, 99));
        assert_eq!(range("bytes=990-2000", 1000), Range::Part(990, 999));
        assert_eq!(range("bytes=5-", 1000), Range::Part(5, 999));
        assert_eq!(range("bytes=-10", 1000), Range::Part(990, 999));
        assert_eq!(range("bytes=-2000", 1000), Range::Part(0, 999));
        assert_eq!(range("bytes=1000-", 1000), Range::Outside);
        assert_eq!(range("bytes=-0", 1000), Range::Outside);
        for odd in ["bytes=9-2", "bytes=a-b", "lines=1-2", "bytes=0-1,5-9", "bytes", "bytes=-"] {
            assert_eq!(range(odd, 1000), Range::Whole, "{odd}");
        }
    }

    #[test]
    fn a_title_is_a_file_name_and_nothing_else() {
        let said = disposition("Tuet \"2026\"\r\n;ä");
        assert_eq!(
            said,
            "attachment; filename=\"koronailta.pdf\"; filename*=UTF-8''Tuet%20%222026%22%0D%0A%3B%C3%A4.pdf"
        );
    }
}
