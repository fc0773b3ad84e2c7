//! Bodies and queries that are refused with a clear problem where they cannot be read.

use axum::{
    extract::{
        FromRequest, FromRequestParts, Request,
        rejection::{BytesRejection, JsonRejection, PathRejection, QueryRejection},
    },
    http::request::Parts,
};
use bytes::Bytes;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use super::{Problem, refusal::ApiCode};
use crate::app::App;

/// A JSON body.
#[derive(Clone, Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        match axum::Json::<T>::from_request(request, app).await {
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(JsonRejection::MissingJsonContentType(_)) => Err(ApiCode::MediaType.into()),
            Err(JsonRejection::BytesRejection(error)) => Err(unread(&error)),
            Err(error) => Err(Problem::refused(ApiCode::Malformed).detail(error.body_text())),
        }
    }
}

/// A body of bytes, at most so many.
#[derive(Clone, Debug)]
pub struct Body<const MAX: usize>(pub Bytes);

impl<const MAX: usize> FromRequest<App> for Body<MAX> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        let too_large = || Problem::refused(ApiCode::BodyTooLarge).number("max", MAX as u64);
        axum::body::to_bytes(request.into_body(), MAX).await.map(Self).map_err(|_| too_large())
    }
}

/// The parts of a path.
#[derive(Clone, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match axum::extract::Path::<T>::from_request_parts(parts, app).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            // What cannot be an id is the id of nothing.
            Err(PathRejection::FailedToDeserializePathParams(_)) => Err(ApiCode::NotFound.into()),
            Err(error) => Err(Problem::refused(ApiCode::Malformed).detail(error.body_text())),
        }
    }
}

/// What stands behind the question mark.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match axum::extract::Query::<T>::from_request_parts(parts, app).await {
            Ok(axum::extract::Query(value)) => Ok(Self(value)),
            Err(QueryRejection::FailedToDeserializeQueryString(error)) => {
                Err(Problem::refused(ApiCode::Malformed).detail(error.body_text()))
            }
            Err(error) => Err(Problem::refused(ApiCode::Malformed).detail(error.body_text())),
        }
    }
}

fn unread(error: &BytesRejection) -> Problem {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::refused(ApiCode::BodyTooLarge).number("max", super::BODY_MAX as u64);
    }
    Problem::refused(ApiCode::Malformed).detail(error.body_text())
}

/// For `#[serde(default, deserialize_with = "present")]`: a field that is absent stays as it is, null empties it
/// (RFC 7396).
///
/// # Errors
/// The value cannot be read.
pub fn present<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
