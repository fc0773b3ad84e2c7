//! Answers that many requests have in common, and how they stand in the description.

use std::collections::BTreeMap;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::{
    IntoResponses,
    openapi::{ContentBuilder, Ref, RefOr, Response as Described, ResponseBuilder},
};

use super::{idempotency::ShownOnce, precondition::etag};

/// JSON that no cache keeps.
pub fn json<T: Serialize>(value: &T) -> Response {
    ([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], axum::Json(value)).into_response()
}

/// JSON of something with a version.
pub fn versioned<T: Serialize>(value: &T, version: u64) -> Response {
    let mut response = json(value);
    response.headers_mut().insert(header::ETAG, etag(version));
    response
}

/// The same, of something that was made just now.
pub fn created<T: Serialize>(value: &T, version: u64) -> Response {
    let mut response = versioned(value, version);
    *response.status_mut() = StatusCode::CREATED;
    response
}

/// Something made just now that shows a secret which is shown once.
pub fn shown_once<T: Serialize>(value: &T) -> Response {
    let mut response = json(value);
    *response.status_mut() = StatusCode::CREATED;
    response.extensions_mut().insert(ShownOnce);
    response
}

/// Done; nothing to say.
#[must_use]
pub fn done() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

fn refusals(list: &[(u16, &str)]) -> BTreeMap<String, RefOr<Described>> {
    list.iter()
        .map(|(status, words)| {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            let response = ResponseBuilder::new().description(*words).content("application/problem+json", content);
            (status.to_string(), RefOr::T(response.build()))
        })
        .collect()
}

const READ: [(u16, &str); 5] = [
    (400, "`request_malformed`"),
    (401, "`not_signed_in`"),
    (403, "`forbidden`, `scope_missing`, `origin_foreign`"),
    (404, "`not_found`"),
    (429, "`too_many_requests`"),
];

const WRITE: [(u16, &str); 4] = [
    (409, "`list_full`, `slug_taken`, `last_organizer` and the like"),
    (413, "`body_too_large`"),
    (415, "`media_type`"),
    (422, "`value_…`, `email_invalid` and the like: what stands in a field cannot be used"),
];

const CHANGE: [(u16, &str); 2] =
    [(412, "`stale`: somebody has changed it meanwhile"), (428, "`version_needed`: no `If-Match`")];

/// How a request that reads can be refused.
#[derive(Debug)]
pub struct ReadRefusals;

/// How a request that makes something can be refused.
#[derive(Debug)]
pub struct WriteRefusals;

/// How a request that changes a version of something can be refused.
#[derive(Debug)]
pub struct ChangeRefusals;

impl IntoResponses for ReadRefusals {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        refusals(&READ)
    }
}

impl IntoResponses for WriteRefusals {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        refusals(&[&READ[..], &WRITE].concat())
    }
}

impl IntoResponses for ChangeRefusals {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        refusals(&[&READ[..], &WRITE, &CHANGE].concat())
    }
}
